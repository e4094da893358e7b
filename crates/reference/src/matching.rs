//! Which entry of a list an author–year citation means.

use std::collections::BTreeMap;

use scholion_base::text::fold;

use super::{
    InTextWork, Record,
    called::{Called, Cited, names_fit},
};

/// What a citation means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// The record with this index.
    One(usize),
    /// One of these, nobody can say which.
    Many(Vec<usize>),
    /// No record fits.
    None,
}

/// Finds the record that a citation means: the year agrees, and the names as far as both print them.
///
/// Given names may stand beside family names in any order (`Yan Xuetong` is Yan, Xuetong); Cyrillic and
/// transliterated names are compared by a common key; bodies also by their abbreviation.
pub fn match_work(work: &InTextWork, records: &[Record]) -> Match {
    let all: Vec<usize> = (0..records.len()).collect();
    match_among(work, records, &all, &mut BTreeMap::new())
}

/// A list of records by year, for many citations of one list.
#[derive(Debug, Default)]
pub struct ByYear {
    years: BTreeMap<i32, Vec<usize>>,
    /// Those without a date.
    undated: Vec<usize>,
    /// Those whose date is a range: they may be meant by any of its years.
    ranges: Vec<usize>,
    /// What was asked before.
    known: BTreeMap<Asked, Match>,
    /// What was asked before of the entries' first words.
    known_entries: BTreeMap<Asked, Match>,
    /// The first words of entries, folded, as far as they were looked at.
    heads: BTreeMap<usize, String>,
    /// By what records are called, as far as they were compared.
    called: BTreeMap<usize, Called>,
}

/// The authors of a citation, its year, and whether it names others.
type Asked = (Vec<String>, String, bool);

impl ByYear {
    /// Sorts the records.
    pub fn new(records: &[Record]) -> Self {
        let mut sorted = Self::default();
        for (index, record) in records.iter().enumerate() {
            match record.issued {
                None => sorted.undated.push(index),
                Some(date) if date.end.is_some() => sorted.ranges.push(index),
                Some(date) => sorted.years.entry(date.start.year).or_default().push(index),
            }
        }
        sorted
    }

    /// As [`match_work`] where the authors of an entry were misread, or it has none: by the entry's first words.
    pub fn match_entry(&mut self, work: &InTextWork, records: &[Record]) -> Match {
        let key = (work.authors.clone(), work.year.clone(), work.others);
        if let Some(known) = self.known_entries.get(&key).filter(|_| work.sure) {
            return known.clone();
        }
        let among = year_of(work).and_then(|year| self.years.get(&year)).unwrap_or(&self.undated);
        let found = by_entry(work, records, among, &mut self.heads);
        if work.sure {
            self.known_entries.insert(key, found.clone());
        }
        found
    }

    /// As [`match_work`], of the records that were sorted.
    pub fn match_work(&mut self, work: &InTextWork, records: &[Record]) -> Match {
        let key = (work.authors.clone(), work.year.clone(), work.others);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let year = year_of(work);
        let mut among: Vec<usize> = match year {
            Some(year) => self.years.get(&year).cloned().unwrap_or_default(),
            None => self.undated.clone(),
        };
        if year.is_some() {
            among.extend(&self.ranges);
            among.sort_unstable();
        }
        let found = match_among(work, records, &among, &mut self.called);
        self.known.insert(key, found.clone());
        found
    }
}

/// How much of an entry is looked at for names, in characters.
const ENTRY: usize = 160;

/// The one entry of the year that begins with the first of the printed names and has the others near it, however its authors were read: a
/// title, a name with a particle. A body's abbreviation may stand behind its name: "SISTEMA NACIONAL … SNBP".
fn by_entry(work: &InTextWork, records: &[Record], among: &[usize], heads: &mut BTreeMap<usize, String>) -> Match {
    let word = |author: &String| fold(author).rsplit(' ').find(|word| word.chars().count() > 3).map(|word| format!(" {word} "));
    let wanted: Option<Vec<String>> = work.authors.iter().map(word).collect();
    let Some(wanted) = wanted.filter(|wanted| work.sure && !wanted.is_empty()) else { return Match::None };
    let is_abbreviation = work.authors.first().is_some_and(|author| author.chars().all(char::is_uppercase));
    let reach = if is_abbreviation { ENTRY } else { "(von ".len() };
    let mut found = among.iter().copied().filter(|&index| {
        records.get(index).filter(|record| year_fits(work, record) && may_be_misread(work, record)).is_some_and(|record| {
            let head = heads.entry(index).or_insert_with(|| head(record));
            wanted.first().and_then(|word| head.find(word)).is_some_and(|at| at < reach) && wanted.iter().all(|word| head.contains(word))
        })
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Match::One(one),
        _ => Match::None,
    }
}

/// The first words of an entry, folded: those before its year and its title, for names are not found in a title.
fn head(record: &Record) -> String {
    let words: String = record.verbatim.chars().take(ENTRY).collect();
    let mut head = format!(" {} ", fold(&words));
    let year = record.issued.map(|date| format!(" {}", date.start.year));
    let title = fold(&record.title);
    let title = (!title.is_empty()).then(|| format!(" {title}"));
    for behind in [year, title].into_iter().flatten() {
        // A title that begins the entry is what it is cited by.
        if let Some(at) = head.find(&behind).filter(|&at| at > 0) {
            head.truncate(at + 1);
        }
    }
    head
}

/// Whether the authors of an entry may be others than were read: it has none, one of them is a body, or as many as are cited.
fn may_be_misread(work: &InTextWork, record: &Record) -> bool {
    let count = record.author.len();
    count == 0
        || record.author.iter().any(|name| !name.literal.is_empty())
        || count == work.authors.len()
        || work.others && count > work.authors.len()
}

fn match_among(work: &InTextWork, records: &[Record], among: &[usize], called: &mut BTreeMap<usize, Called>) -> Match {
    let cited: Vec<Cited> = work.authors.iter().map(|author| Cited::of(author)).collect();
    for &index in among {
        if let Some(record) = records.get(index) {
            called.entry(index).or_insert_with(|| Called::of(record));
        }
    }
    let called = &*called;
    match best_of(work, &cited, records, among, called, false) {
        // A slip of the pen ("Schimdt") where no name fits as printed.
        Match::None => match best_of(work, &cited, records, among, called, true) {
            Match::One(record) => Match::One(record),
            _ => Match::None,
        },
        found => found,
    }
}

fn best_of(
    work: &InTextWork,
    cited: &[Cited],
    records: &[Record],
    among: &[usize],
    called: &BTreeMap<usize, Called>,
    slips: bool,
) -> Match {
    let mut best = 0;
    let mut candidates: Vec<usize> = Vec::new();
    for &index in among {
        if !records.get(index).is_some_and(|record| year_fits(work, record)) {
            continue;
        }
        let score = called.get(&index).map_or(0, |called| names_fit(cited, work.others, called, slips));
        if score == 0 || score < best {
            continue;
        }
        if score > best {
            candidates.clear();
            best = score;
        }
        candidates.push(index);
    }
    if candidates.len() > 1 {
        candidates = by_letter(&work.year, &candidates, records);
    }
    match candidates.as_slice() {
        [] => Match::None,
        [one] => Match::One(*one),
        _ => Match::Many(candidates),
    }
}

fn year_of(work: &InTextWork) -> Option<i32> {
    work.year.get(..4).and_then(|year| year.parse().ok())
}

/// Whether the years agree; a citation without a year ("in press", "n.d.") fits a record without one.
fn year_fits(work: &InTextWork, record: &Record) -> bool {
    match (year_of(work), record.issued) {
        (Some(year), Some(date)) => {
            let end = match date.end {
                Some(scholion_base::date::End::On(day)) => day.year,
                _ => date.start.year,
            };
            (date.start.year..=end).contains(&year)
        }
        (None, None) => true,
        (None, Some(_)) => false,
        (Some(_), None) => false,
    }
}

/// The letter behind the year chooses among works of one author and year: the printed letter, or the order.
fn by_letter(year: &str, candidates: &[usize], records: &[Record]) -> Vec<usize> {
    let Some(letter) = year.chars().nth(4) else {
        // Without a letter the record without one is meant, if there is just one.
        let plain: Vec<usize> =
            candidates.iter().copied().filter(|&index| records.get(index).is_some_and(|record| record.year_suffix().is_empty())).collect();
        return if plain.len() == 1 { plain } else { candidates.to_vec() };
    };
    let printed: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|&index| records.get(index).is_some_and(|record| record.year_suffix().starts_with(letter)))
        .collect();
    if !printed.is_empty() {
        return printed;
    }
    let any_letter = candidates.iter().any(|&index| records.get(index).is_some_and(|record| !record.year_suffix().is_empty()));
    let order = ["abcdefghijk", "абвгдежзик"].iter().find_map(|letters| letters.chars().position(|known| known == letter));
    match order.and_then(|order| candidates.get(order)) {
        Some(&index) if !any_letter => vec![index],
        _ => candidates.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Name, find_citations};
    use scholion_base::Date;

    fn records() -> Vec<Record> {
        let work = |authors: &[Name], year: i32| Record {
            author: authors.to_vec(),
            issued: Some(Date::year(year)),
            title: "T".into(),
            ..Record::default()
        };
        vec![
            work(&[Name::new("Yan", "Xuetong")], 2020),
            work(&[Name::new("Kremnovskikh", "A. V.")], 2019),
            work(&[Name::new("Kremnovskikh", "A."), Name::new("Belyakov", "A.")], 2017),
            work(&[Name::literal("World Health Organization")], 2020),
            work(&[Name::new("Smith", "J.")], 2019),
            work(&[Name::new("Smith", "J.")], 2019),
            work(&[Name::new("Smith", "J."), Name::new("Jones", "K."), Name::new("Brown", "L.")], 2019),
            work(&[Name::new("Allm", "J."), Name::new("Bald", "K.")], 2010),
            work(&[Name::new("Allm", "J."), Name::new("Bald", "K."), Name::new("Cook", "L.")], 2010),
            Record { issued: Some(Date::year(2013)), title: "Tallinn Manual on the International Law".into(), ..Record::default() },
            work(&[Name::new("Зиновьева", "Е. С.")], 2020),
        ]
    }

    #[test]
    fn citations_find_their_entries() {
        let check = |text: &str, expected: Match| {
            let found = find_citations(text);
            let work = found.first().and_then(|citation| citation.works.first()).cloned().unwrap_or_default();
            assert_eq!(match_work(&work, &records()), expected, "{text}");
        };
        check("(Yan Xuetong, 2020)", Match::One(0));
        check("(Yan, 2020)", Match::One(0));
        check("(Xuetong Yan, 2020)", Match::One(0));
        check("(Кремновских, 2019)", Match::One(1));
        check("(Kremnovskih & Belyakov, 2017)", Match::One(2));
        check("(WHO, 2020)", Match::One(3));
        check("(Smith, 2019)", Match::Many(vec![4, 5]));
        check("(Smith, 2019b)", Match::One(5));
        check("(Smith et al., 2019)", Match::One(6));
        check("(Allm et al., 2010)", Match::One(8));
        check("(Allm & Bald, 2010)", Match::One(7));
        check("(ALL-M & Bald, 2010)", Match::One(7));
        check("(lineage B of Yan Xuetong, 2020)", Match::One(0));
        check("(Table 1, Yan, 2020)", Match::One(0));
        check("(Tallinn Manual, 2013)", Match::One(9));
        check("Согласно Зиновьевой (2020),", Match::One(10));
        check("(Zinovieva, 2020)", Match::One(10));
        check("(Nobody, 2020)", Match::None);
        check("(Yan, 2019)", Match::None);
        check("(Wang Yan, 2020)", Match::None);
        check("(Kremnovskikh & Belyaokv, 2017)", Match::One(2));
        check("(Zinoveiva, 2020)", Match::One(10));
        check("(Smiht, 2019)", Match::None);
    }
}
