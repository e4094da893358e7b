//! Names as citations print them, and by what records are called: how well they fit.

use std::collections::BTreeSet;

use scholion_base::text::fold;

use super::{Name, Record, names, translit};

/// By what a record is called, in the forms in which names are compared.
#[derive(Debug)]
pub enum Called {
    /// Its authors, or else its editors.
    People(Vec<Person>),
    /// One without names: title, container, publisher.
    Titles([String; 3]),
}

impl Called {
    /// By its names, else by its titles.
    pub fn of(record: &Record) -> Self {
        let people = if record.author.is_empty() { &record.editor } else { &record.author };
        if people.is_empty() {
            return Self::Titles([&record.title, &record.container, &record.publisher].map(|words| fold(words)));
        }
        Self::People(people.iter().map(Person::of).collect())
    }
}

/// A name of a record.
#[derive(Debug)]
pub enum Person {
    /// The words of the family name with its particle and without, and of the given name.
    Named { family: Vec<String>, bare: Vec<String>, given: Vec<String> },
    /// A body: its name, its abbreviation as its capitals say it and as it stands in brackets, and the key of its name.
    Body { name: String, abbreviation: String, bracketed: String, common: String },
}

impl Person {
    fn of(name: &Name) -> Self {
        if name.literal.is_empty() {
            // A text may name somebody with a particle that lists leave out: `von Humboldt`.
            let particle = if name.particle.is_empty() { &name.dropping } else { &name.particle };
            let family = keys(&format!("{particle} {}", name.family));
            return Self::Named { family, bare: keys(&name.family), given: keys(&name.given) };
        }
        Self::Body {
            name: fold(&name.literal),
            abbreviation: initials(&name.literal),
            bracketed: fold(name.literal.split_once('(').map_or("", |(_, tail)| tail.trim_end_matches(')'))),
            common: translit::common(&name.literal),
        }
    }
}

/// A name as a citation prints it, and in the forms in which names are compared.
pub struct Cited<'w> {
    printed: &'w str,
    folded: String,
    common: String,
    words: Vec<String>,
}

impl<'w> Cited<'w> {
    /// A name as it is printed.
    pub fn of(printed: &'w str) -> Self {
        Self { printed, folded: fold(printed), common: translit::common(printed), words: keys(printed) }
    }
}

/// How well the names of a citation, which may say that there are others, fit a record: 0 not at all, more is better.
pub fn names_fit(cited: &[Cited], others: bool, called: &Called, slips: bool) -> u32 {
    let people = match called {
        Called::People(people) => people,
        Called::Titles(titles) => return title_fits(cited, titles),
    };
    let mut score = 0;
    let mut fitted = 0;
    for (index, cited) in cited.iter().enumerate() {
        let Some(name) = people.get(index) else { break };
        let mut one = name_fits(cited, name);
        if one == 0 && slips {
            one = u32::from(is_slip(&cited.words, name));
        }
        if one == 0 {
            return 0;
        }
        score += one;
        fitted += 1;
    }
    if fitted == 0 || cited.len() > people.len() {
        return 0;
    }
    // Names without "et al." name all the authors; "et al." stands for two or more, and seldom for one.
    let more = people.len() - cited.len();
    score
        + match (others, more) {
            (false, 0) | (true, 2..) => 10,
            (true, 1) => 5,
            _ => 1,
        }
}

/// How well one printed name fits one record's name: 0 not at all, 1 by the family name, 2 by all words, 1 for a body's
/// abbreviation.
fn name_fits(cited: &Cited, name: &Person) -> u32 {
    let (family, bare, given) = match name {
        Person::Body { name, abbreviation, bracketed, common } => {
            let wanted = &cited.folded;
            let fits = name == wanted
                || name.starts_with(&format!("{wanted} "))
                || wanted.starts_with(&format!("{name} "))
                || abbreviation.eq_ignore_ascii_case(cited.printed.trim())
                || !bracketed.is_empty() && bracketed == wanted
                || *common == cited.common;
            return u32::from(fits) * 2;
        }
        Person::Named { family, bare, given } => (family, bare, given),
    };
    let cited = &cited.words;
    let has = |words: &[String]| !words.is_empty() && words.iter().all(|word| cited.contains(word));
    // "HOL-ME": a name that was cut at the end of a line.
    if cited.len() > 1 && cited.concat() == bare.concat() {
        return 2;
    }
    let inflected = bare.len() == 1 && cited.iter().any(|word| bare.first().is_some_and(|family| is_inflected(family, word)));
    if !has(family) && !has(bare) && !inflected {
        // The record may have family and given name the wrong way round.
        let swapped = !given.is_empty() && given.iter().all(|word| word.len() > 1 && cited.contains(word));
        return u32::from(swapped && cited.len() == 1);
    }
    // The other words must be given names or initials of the record, if it has any.
    let rest: Vec<&String> = cited.iter().filter(|word| !family.contains(word)).collect();
    if rest.is_empty() || inflected {
        return 2;
    }
    let joined: String = given.concat();
    let agrees = rest
        .iter()
        .all(|word| given.contains(word) || given.iter().any(|given| given.chars().next() == word.chars().next()) || joined == **word);
    if given.is_empty() {
        1
    } else if agrees {
        3
    } else {
        0
    }
}

/// Whether a printed family name is another's with one letter wrong, missing or changed with its neighbour.
fn is_slip(cited: &[String], name: &Person) -> bool {
    let Person::Named { bare, .. } = name else { return false };
    let (family, printed) = (bare.concat(), cited.concat());
    family.chars().count() >= 6 && family.chars().next() == printed.chars().next() && strsim::osa_distance(&family, &printed) == 1
}

/// Russian family names in oblique cases (`Иванову`, `Зиновьевой`), compared by the transliteration's key.
fn is_inflected(family: &str, word: &str) -> bool {
    let stem = family.trim_end_matches(['a', 'i']);
    stem.len() >= 4
        && word
            .strip_prefix(stem)
            .is_some_and(|ending| matches!(ending, "a" | "u" | "om" | "im" | "e" | "oi" | "ogo" | "omu" | "ih" | "ix"))
}

/// A work without names is cited by the beginning of its title.
fn title_fits(cited: &[Cited], titles: &[String; 3]) -> u32 {
    let [Cited { printed, folded: wanted, .. }] = cited else { return 0 };
    let [title, ..] = titles;
    let enough = wanted.len() >= 4;
    if enough && titles.contains(wanted) {
        return 12;
    }
    u32::from(enough && (title.starts_with(&format!("{wanted} ")) || names::is_body(printed) && title.contains(wanted))) * 11
}

/// The words of a name as common keys, without "and".
fn keys(name: &str) -> Vec<String> {
    let key = translit::common(name);
    let mut seen = BTreeSet::new();
    key.split(' ').filter(|word| !word.is_empty() && seen.insert(word.to_owned())).map(str::to_owned).collect()
}

/// The first letters of the capitalised words: `WHO`. Small words count in no abbreviation, "DE" as little as "de".
fn initials(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !is_small(word))
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect()
}

fn is_small(word: &str) -> bool {
    let lower = word.to_lowercase();
    names::is_particle(&lower) || scholion_lang::ARTICLE.contains(&lower) || scholion_lang::NAME_JOINT.contains(&lower)
}
