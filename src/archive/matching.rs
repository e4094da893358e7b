//! Which entries of a list, made of a library's or an authority file's names, may be the archive's records: proposals with a score and a
//! reason. Nothing is looked up anywhere.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    alike::{Alike, Name},
    doubles::contradict,
};
use crate::{
    base::{Date, Slug, date::Day, identifier, table},
    document::{Authority, AuthorityKind, matches::Match},
};

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// The line on which it stands.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Whose identifier it has, and which.
    pub scheme: &'static str,
    pub value: String,
    /// Its dates, if they are given and understood.
    pub dates: Option<Date>,
    /// What else the list says of it, each with the name of its column.
    pub others: Vec<(String, String)>,
}

/// A proposal: that a record is the one of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub kind: AuthorityKind,
    pub id: Slug,
    /// Which entry.
    pub candidate: usize,
    /// How likely it is, of a hundred.
    pub score: u8,
    /// The name of the record that is like that of the entry.
    pub name: String,
    pub names: Likeness,
    pub dates: Agreement,
    /// Whether there is no doubt left: the same name and the same dates, and no other record or entry that might be meant.
    pub is_sure: bool,
}

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// But for an initial or a letter.
    Nearly,
    /// A variant of the record is the name of the entry.
    Variant,
    /// The record's preferred name is.
    Same,
}

/// What dates say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// One of the two has none.
    Unknown,
    /// They do not contradict.
    Compatible,
    /// A year of birth or death is the same.
    One,
    /// Both are.
    Both,
}

/// The proposals for records that have no identifier of the entry's scheme yet, the likeliest of each record first, five at most. What was
/// said to be no match (`verdicts`) is not proposed again.
pub fn proposals(records: &[&Authority], candidates: &[Candidate], verdicts: &[Match]) -> Vec<Proposal> {
    let names: Vec<Name<'_>> = records.iter().enumerate().flat_map(|(nth, record)| Name::of_record(record, nth)).collect();
    let refused = verdicts.iter().filter(|said| said.verdict == Some(false));
    let refused: FxHashSet<Identified<'_>> = refused.map(|said| (said.kind, &said.id, said.scheme, said.value.as_str())).collect();
    let (mut alike, mut exact): (Alike, FxHashMap<String, Vec<usize>>) = Default::default();
    for (place, name) in names.iter().enumerate() {
        alike.put(&names, place);
        exact.entry(name.words()).or_default().push(place);
    }
    // By record: what is proposed for it, by entry.
    let mut found: BTreeMap<usize, BTreeMap<usize, Proposal>> = BTreeMap::new();
    for (nth, candidate) in candidates.iter().enumerate() {
        let sought = Name::of(AuthorityKind::People, usize::MAX, &candidate.name);
        let same = exact.get(&sought.words()).into_iter().flatten().copied();
        let near = alike.near(&names, &sought).into_iter();
        let places = same.map(|place| (place, true)).chain(near.map(|place| (place, false)));
        for (place, is_same) in places {
            let Some((name, record)) = names.get(place).and_then(|name| Some((name, *records.get(name.of)?))) else { continue };
            let is_preferred = name.text == record.name || name.text == record.sort;
            let likeness = match (is_same, is_preferred) {
                (true, true) => Likeness::Same,
                (true, false) => Likeness::Variant,
                (false, _) => Likeness::Nearly,
            };
            if let Some(proposal) = proposal(record, candidate, nth, name.text, likeness, &refused) {
                let best = found.entry(name.of).or_default().entry(nth).or_insert_with(|| proposal.clone());
                if proposal.score > best.score {
                    *best = proposal;
                }
            }
        }
    }
    // How many records each entry might be.
    let mut rivals: BTreeMap<usize, usize> = BTreeMap::new();
    found.values().flat_map(BTreeMap::keys).for_each(|candidate| *rivals.entry(*candidate).or_default() += 1);
    let mut all = Vec::new();
    for of_record in found.into_values() {
        let mut of_record: Vec<Proposal> = of_record.into_values().collect();
        of_record.sort_by(|a, b| b.score.cmp(&a.score).then(a.candidate.cmp(&b.candidate)));
        let alone = {
            let first = of_record.first().and_then(|best| candidates.get(best.candidate));
            of_record.iter().skip(1).all(|other| {
                let other_one = candidates.get(other.candidate);
                // The same entry may come twice, and another scheme is no rival.
                first.zip(other_one).is_some_and(|(first, other)| first.scheme != other.scheme || first.value == other.value)
                    || other.score < 70
            })
        };
        if let Some(best) = of_record.first_mut() {
            let is_rival_free = rivals.get(&best.candidate) == Some(&1);
            best.is_sure = alone && is_rival_free && best.names >= Likeness::Variant && best.dates == Agreement::Both;
        }
        all.extend(of_record.into_iter().take(5));
    }
    all
}

/// An identifier of a record.
type Identified<'a> = (AuthorityKind, &'a Slug, &'a str, &'a str);

fn proposal(
    record: &Authority,
    candidate: &Candidate,
    nth: usize,
    name: &str,
    names: Likeness,
    refused: &FxHashSet<Identified<'_>>,
) -> Option<Proposal> {
    let has = |(scheme, _): &(String, String)| scheme == candidate.scheme;
    if record.identifiers.iter().any(has) || contradict(record.dates, candidate.dates) {
        return None;
    }
    if refused.contains(&(record.kind, &record.id, candidate.scheme, candidate.value.as_str())) {
        return None;
    }
    let dates = agreement(record.dates, candidate.dates);
    let score = match names {
        Likeness::Same => 80,
        Likeness::Variant => 75,
        Likeness::Nearly => 50,
    };
    let more = match dates {
        Agreement::Unknown => 0,
        Agreement::Compatible => 3,
        Agreement::One => 12,
        Agreement::Both => 20,
    };
    Some(Proposal {
        kind: record.kind,
        id: record.id.clone(),
        candidate: nth,
        score: score + more,
        name: name.to_owned(),
        names,
        dates,
        is_sure: false,
    })
}

fn agreement(one: Option<Date>, other: Option<Date>) -> Agreement {
    let (Some(one), Some(other)) = (one, other) else { return Agreement::Unknown };
    let same = |one: Option<Day>, other: Option<Day>| matches!((one, other), (Some(one), Some(other)) if one.years() == other.years() && one.years().0 == one.years().1);
    match (same(one.begins(), other.begins()), same(one.ends(), other.ends())) {
        (true, true) => Agreement::Both,
        (false, false) => Agreement::Compatible,
        _ => Agreement::One,
    }
}

/// What a list in lines of columns (TSV) has, and the lines that say nothing that could be used. The first line may name the columns; else
/// they are name, identifier, dates. `scheme` is that of identifiers that do not say whose they are.
pub fn read(text: &str, scheme: Option<&'static str>) -> (Vec<Candidate>, Vec<usize>) {
    let mut columns: Option<Vec<String>> = None;
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    let (mut line, mut at) = (1, 0);
    for row in table::read_parted(text, b'\t').rows {
        let start = row.span.start as usize;
        line += text.get(at..start).map_or(0, |before| before.matches('\n').count());
        at = start;
        let cells: Vec<&str> = row.cells.iter().map(|cell| &*cell.text).collect();
        if cells.first().is_some_and(|first| first.starts_with('#')) {
            continue;
        }
        let Some(columns) = &columns else {
            let names: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
            let is_head = names.iter().any(|name| is_name(name)) && names.iter().any(|name| is_identifier(name));
            let usual = || ["name", "id", "dates"].map(str::to_owned).to_vec();
            columns = Some(if is_head { names } else { usual() });
            if !is_head {
                all.extend(candidate(line, &usual(), &cells, scheme));
                if all.is_empty() {
                    unread.push(line);
                }
            }
            continue;
        };
        match candidate(line, columns, &cells, scheme) {
            Some(candidate) => all.push(candidate),
            None => unread.push(line),
        }
    }
    (all, unread)
}

fn is_name(column: &str) -> bool {
    matches!(column, "name" | "label" | "preferred name" | "preferredname" | "heading" | "title")
}

fn is_identifier(column: &str) -> bool {
    matches!(column, "id" | "identifier" | "uri" | "url" | "item" | "authority") || identifier::meant(column).is_some()
}

fn candidate(line: usize, columns: &[String], cells: &[&str], scheme: Option<&'static str>) -> Option<Candidate> {
    let mut found = Candidate { line, ..Candidate::default() };
    let (mut born, mut died) = ("", "");
    for (column, cell) in columns.iter().map(String::as_str).chain(std::iter::repeat("")).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match column {
            name if is_name(name) && found.name.is_empty() => found.name = (*cell).to_owned(),
            column if is_identifier(column) && found.value.is_empty() => {
                let own = identifier::meant(column).or_else(|| scheme.and_then(identifier::named));
                let known = own.and_then(|scheme| Some((scheme, scheme.value(cell)?))).or_else(|| identifier::of_address(cell));
                let named = || cell.split_once(':').and_then(|(name, value)| Some((identifier::meant(name.trim())?, value)));
                let (scheme, value) = known.or_else(|| named().and_then(|(scheme, value)| Some((scheme, scheme.value(value)?))))?;
                (found.scheme, found.value) = (scheme.name, value);
            }
            "dates" | "date" | "life" | "lifespan" => found.dates = dates(cell),
            "born" | "birth" | "birthdate" | "date of birth" => born = cell,
            "died" | "death" | "deathdate" | "date of death" => died = cell,
            other => found.others.push((other.to_owned(), (*cell).to_owned())),
        }
    }
    if found.dates.is_none() && !(born.is_empty() && died.is_empty()) {
        let part = |text: &str| if text.is_empty() { "..".to_owned() } else { text.to_owned() };
        found.dates = dates(&format!("{}/{}", part(born), part(died)));
    }
    (!found.name.is_empty() && !found.value.is_empty()).then_some(found)
}

/// EDTF, or two years with a dash between them as libraries write them: `1749-1832`, `1749–`.
fn dates(text: &str) -> Option<Date> {
    let text = text.trim().trim_matches(['(', ')']);
    Date::parse(text).filter(|date| date.end.is_some() || !text.ends_with('-')).or_else(|| {
        let (born, died) = text.split_once(['–', '—', '-'])?;
        let part = |part: &str| if part.trim().is_empty() { "..".to_owned() } else { part.trim().to_owned() };
        Date::parse(&format!("{}/{}", part(born), part(died)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document::authority};

    fn proposed(records: &str, list: &str) -> Vec<String> {
        let file = authority::parse(&RelPath::new("content/authorities/people.yaml"), records.as_bytes(), &|_, _| None);
        let records: Vec<&Authority> = file.records.iter().collect();
        let (candidates, unread) = read(list, None);
        let mut shown: Vec<String> = proposals(&records, &candidates, &[])
            .iter()
            .map(|one| {
                let candidate = &candidates[one.candidate];
                format!("{} {}:{} {}{}", one.id, candidate.scheme, candidate.value, one.score, if one.is_sure { " sure" } else { "" })
            })
            .collect();
        shown.extend(unread.iter().map(|line| format!("unread {line}")));
        shown
    }

    #[test]
    fn entries_are_proposed_by_names_and_dates() {
        let records = "- id: goethe\n  name: Johann Wolfgang von Goethe\n  sort: Goethe, Johann Wolfgang von\n  dates: 1749/1832\n- id: kresnov\n  name: Andrey Kresnov\n- id: done\n  name: Done Already\n  identifiers: {gnd: '118607626'}\n";
        let list = "name\tgnd\tdates\tplace\nGoethe, Johann Wolfgang von\t118540238\t1749-1832\tWeimar\nKresnov, A.\thttps://d-nb.info/gnd/118607626\t\nDone Already\t11858071X\t\nGoethe, Johann Wolfgang von\t118607626\t1650-1700\nnobody\tx\n";
        assert_eq!(proposed(records, list), ["goethe gnd:118540238 100 sure", "kresnov gnd:118607626 50", "unread 6"]);
    }

    #[test]
    fn lists_without_heads_are_read() {
        assert_eq!(proposed("- name: Ann Berg\n", "Ann Berg\tQ5\n"), ["unread 1"]);
        assert_eq!(proposed("- name: Ann Berg\n", "Ann Berg\twikidata:Q5\t1900\n"), ["ann-berg wikidata:Q5 80"]);
        assert_eq!(proposed("- name: Ann Berg\n", "Berg, Ann\thttp://www.wikidata.org/entity/Q5\n"), ["ann-berg wikidata:Q5 80"]);
    }
}
