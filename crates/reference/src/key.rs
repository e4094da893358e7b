//! Keys: short, readable names of works in addresses and citations, `zinovieva2020`, `a-res-75-240`.

use rustc_hash::FxHashMap;

use scholion_base::Slug;

use super::{Name, Record, identity, names};

/// The key of a record: its document symbol; or its first author's or editor's family name and year; or the
/// first words of its title and year. Lower-case ASCII letters, digits and hyphens; never empty.
pub fn key(record: &Record) -> String {
    if let Some(symbol) = identity::symbols(record).into_iter().next() {
        return Slug::from_text(&symbol).to_string();
    }
    let year = record.issued.map_or(String::new(), |date| date.start.year.unsigned_abs().to_string());
    let letter = record.year_suffix();
    match record.author.first().or_else(|| record.editor.first()) {
        Some(name) if name.literal.is_empty() || !names::is_body(&name.literal) && !name.literal.contains(' ') => {
            let name = ascii(&name.short()).replace('-', "");
            format!("{name}{year}{letter}")
        }
        Some(body) => with_year(&body_words(body), &year, &letter),
        None => {
            let named = [&record.title, &record.container].into_iter().find(|name| !name.is_empty());
            match named {
                Some(title) => with_year(&first_words(title, 3), &year, &letter),
                // A shelfmark has many words: "РГИА Ф. 1276. Оп. 2. Д. 5".
                None => first_words(&format!("{} {} {} {}", record.archive, record.archive_location, record.number, record.publisher), 10),
            }
        }
    }
}

/// Gives every record a key that no other has: those without one get theirs from [`key`], and a key taken
/// already gets a letter as printed years do: `smith2020`, `smith2020a`, `smith2020b`.
pub fn unique_keys(records: &mut [Record]) {
    let mut keys = Keys::default();
    for record in records {
        keys.name(record);
    }
}

/// Keys that are taken, each with how many of its letters and numbers are known to be taken.
#[derive(Debug, Default)]
pub struct Keys(FxHashMap<String, usize>);

impl Keys {
    /// Gives a record a key that none before has: its own, or that of [`key`], or the same with a letter or number.
    pub fn name(&mut self, record: &mut Record) {
        let wanted = if record.key.is_empty() { key(record) } else { std::mem::take(&mut record.key) };
        let unique = self.free(wanted);
        self.0.insert(unique.clone(), 0);
        record.key = unique;
    }

    /// The key itself if it is free, or with the first free letter or number behind it.
    fn free(&mut self, wanted: String) -> String {
        let Some(&(mut tried)) = self.0.get(&wanted) else { return wanted };
        // A letter reads well only behind a year.
        let hyphen = if wanted.ends_with(|c: char| c.is_ascii_digit()) && !wanted.contains('-') { "" } else { "-" };
        let free = loop {
            let candidate = match u8::try_from(tried).ok().filter(|tried| *tried < 26) {
                Some(letter) => format!("{wanted}{hyphen}{}", char::from(b'a' + letter)),
                None => format!("{wanted}-{}", tried - 25),
            };
            tried += 1;
            if !self.0.contains_key(&candidate) {
                break candidate;
            }
        };
        self.0.insert(wanted, tried);
        free
    }
}

fn with_year(words: &str, year: &str, letter: &str) -> String {
    if year.is_empty() || words.ends_with(year) { words.to_owned() } else { format!("{words}-{year}{letter}") }
}

/// The abbreviation that a body's name gives in brackets or is, or its first words.
fn body_words(body: &Name) -> String {
    let name = body.short();
    let abbreviation = name.split_once('(').map(|(_, tail)| tail.split(')').next().unwrap_or(""));
    match abbreviation.filter(|inside| (2..=10).contains(&inside.len()) && !inside.contains(' ')) {
        Some(abbreviation) => ascii(abbreviation),
        None => first_words(&name, 3),
    }
}

/// The first words that carry meaning, joined by hyphens.
fn first_words(text: &str, count: usize) -> String {
    let slug = Slug::from_text(text);
    let words: Vec<&str> = slug.as_str().split('-').filter(|word| !is_empty_word(word)).take(count).collect();
    let mut joined = if words.is_empty() { slug.to_string() } else { words.join("-") };
    if joined.len() > 40 {
        joined.truncate(40);
    }
    joined
}

/// Articles, prepositions and conjunctions, transliterated.
fn is_empty_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "of"
            | "and"
            | "in"
            | "on"
            | "for"
            | "to"
            | "with"
            | "at"
            | "by"
            | "from"
            | "le"
            | "la"
            | "les"
            | "l"
            | "un"
            | "une"
            | "de"
            | "du"
            | "des"
            | "et"
            | "der"
            | "die"
            | "das"
            | "ein"
            | "eine"
            | "und"
            | "im"
            | "zur"
            | "zum"
            | "von"
            | "el"
            | "los"
            | "las"
            | "y"
            | "o"
            | "os"
            | "as"
            | "e"
            | "da"
            | "do"
            | "dos"
            | "il"
            | "lo"
            | "gli"
            | "i"
            | "di"
            | "del"
            | "della"
            | "v"
            | "na"
            | "s"
            | "k"
            | "po"
            | "dlya"
            | "iz"
            | "ob"
    )
}

fn ascii(text: &str) -> String {
    Slug::from_text(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use scholion_base::Date;

    fn record(author: Option<Name>, title: &str, year: i32) -> Record {
        Record { author: author.into_iter().collect(), title: title.into(), issued: Some(Date::year(year)), ..Record::default() }
    }

    #[test]
    fn keys_are_short_and_readable() {
        assert_eq!(key(&record(Some(Name::new("Zinovieva", "E. S.")), "T", 2020)), "zinovieva2020");
        assert_eq!(key(&record(Some(Name::new("Зиновьева", "Е. С.")), "T", 2020)), "zinoveva2020");
        assert_eq!(key(&record(Some(Name { particle: "van der".into(), ..Name::new("Berg", "A.") }), "T", 1999)), "vanderberg1999");
        assert_eq!(key(&record(Some(Name::literal("World Health Organization (WHO)")), "T", 2021)), "who-2021");
        assert_eq!(key(&record(None, "The Meeting of the Security Council", 2022)), "meeting-security-council-2022");
        assert_eq!(key(&Record { number: "A/RES/75/240".into(), ..Record::default() }), "a-res-75-240");
        assert_eq!(key(&Record::default()), "untitled");
    }

    #[test]
    fn taken_keys_get_letters() {
        let smith = || record(Some(Name::new("Smith", "")), "T", 2020);
        let mut records = [smith(), smith(), smith(), record(None, "Report", 2020), record(None, "Report", 2020)];
        unique_keys(&mut records);
        assert_eq!(records.map(|record| record.key), ["smith2020", "smith2020a", "smith2020b", "report-2020", "report-2020-a"]);
        // A letter that a record has by itself is passed over; behind `z` there are numbers.
        let mut records = vec![Record { key: "smith2020b".into(), ..Record::default() }];
        records.extend((0..29).map(|_| smith()));
        unique_keys(&mut records);
        let keys: Vec<&str> = records.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(keys.get(..5), Some(&["smith2020b", "smith2020", "smith2020a", "smith2020c", "smith2020d"][..]));
        assert_eq!(keys.get(26..), Some(&["smith2020z", "smith2020-1", "smith2020-2", "smith2020-3"][..]));
    }
}
