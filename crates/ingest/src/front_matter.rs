//! The front matter in the making: what rules fill, and `emit` writes.

use std::collections::{BTreeMap, BTreeSet};

use scholion_base::Date;
use scholion_reference::{Kind, Name, Record, Role, names};

/// The front matter in the making.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The block at which the text proper begins.
    pub end: usize,
    /// The block that ends the title.
    pub title_block: Option<usize>,
    /// The block that names the author or the date under the title.
    pub byline_block: Option<usize>,
    /// The block that gave its date to the document, and stays.
    pub dated_block: Option<usize>,
    /// Whether the source is marked as one that may not be published, or not understood where it could be.
    pub is_draft: bool,
    /// The names before the turns of an interview, as printed.
    pub speakers: BTreeSet<String>,
    /// Those of them who answer.
    pub answering: Vec<String>,
    /// The block with the salutation of a letter.
    pub salutation: Option<usize>,
    /// The document's language; empty until it is known.
    pub lang: String,
    /// The kind of text, if the text says it.
    pub kind: Option<Kind>,
    /// The title, as printed.
    pub title: String,
    /// The rubric above it.
    pub section: String,
    pub people: Vec<Person>,
    pub container: String,
    pub volume: String,
    pub issue: String,
    pub pages: String,
    pub issued: Option<Date>,
    /// `received`, `accepted`, `revised`, `published`.
    pub dates: Vec<(&'static str, Date)>,
    pub doi: String,
    pub issn: String,
    pub isbn: String,
    pub url: String,
    pub license: String,
    pub license_url: String,
    pub rights: String,
    pub lead: String,
    pub abstract_: String,
    pub keywords: Vec<String>,
    /// How the text asks to be cited, by language.
    pub cite_as: Vec<(String, String)>,
    /// What "For citation" says of this very text, that in the document's language first.
    pub own_record: Vec<Record>,
    /// The same in other languages.
    pub translations: BTreeMap<String, Translated>,
}

/// What the front matter says in another language.
#[derive(Clone, Debug, Default)]
pub struct Translated {
    pub title: String,
    pub section: String,
    pub abstract_: String,
    pub keywords: Vec<String>,
    pub people: Vec<Person>,
}

/// Somebody with a part in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// CSL's name of the role.
    pub role: Role,
    pub name: Name,
    /// Posts and affiliations as printed.
    pub offices: Vec<String>,
}

impl Front {
    /// Takes over what it does not say itself, from what is said of all texts of a file.
    pub fn fill(&mut self, of_all: Self) {
        let fields = [
            (&mut self.lang, of_all.lang),
            (&mut self.container, if of_all.title == self.title { String::new() } else { of_all.title }),
            (&mut self.issn, of_all.issn),
            (&mut self.license, of_all.license),
            (&mut self.license_url, of_all.license_url),
            (&mut self.rights, of_all.rights),
        ];
        for (own, other) in fields {
            if own.is_empty() {
                *own = other;
            }
        }
        self.issued = self.issued.or(of_all.issued);
        self.kind = self.kind.or(of_all.kind);
    }

    /// Adds the people that a printed statement names.
    pub fn add_person(&mut self, role: Role, names: &str, offices: &[String]) {
        for name in names::read(names).names {
            let person = Person { role, name: tidy(name), offices: offices.to_vec() };
            if !self.people.contains(&person) {
                self.people.push(person);
            }
        }
    }

    /// The part in the given language; `None` if that is the document's own.
    pub fn part(&mut self, lang: &str) -> Option<&mut Translated> {
        if lang == self.lang { None } else { Some(self.translations.entry(lang.to_owned()).or_default()) }
    }
}

/// A name without the accidents of its printing: capitals only for initials, initials apart.
pub fn tidy(mut name: Name) -> Name {
    for part in [&mut name.family, &mut name.given, &mut name.literal] {
        *part = plain_case(part);
    }
    name.given = apart(&name.given);
    name
}

/// Words printed in capitals in the usual case; initials, acronyms of up to three letters without vowels
/// and Roman numbers stay.
pub fn plain_case(words: &str) -> String {
    let capital = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    if !words.split([' ', '-']).any(|word| capital(word) && !word.contains('.') && word.chars().count() > 2) {
        return words.to_owned();
    }
    let mut cased = String::with_capacity(words.len());
    for word in words.split_inclusive([' ', '-', '\'', '’']) {
        let roman = word.trim().bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        if !capital(word) || word.contains('.') || roman {
            cased.push_str(word);
            continue;
        }
        let mut chars = word.chars();
        cased.extend(chars.next());
        cased.extend(chars.flat_map(char::to_lowercase));
    }
    cased
}

/// Initials that stick together, apart: `D.A.` → `D. A.`
fn apart(given: &str) -> String {
    let mut spaced = String::with_capacity(given.len() + 2);
    let mut chars = given.chars().peekable();
    while let Some(c) = chars.next() {
        spaced.push(c);
        if c == '.' && chars.peek().is_some_and(|next| next.is_uppercase()) {
            spaced.push(' ');
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_accidents_of_printing() {
        assert_eq!(plain_case("GREGOR V. HALDANE"), "Gregor V. Haldane");
        assert_eq!(plain_case("JEAN-PAUL O’NEILL III"), "Jean-Paul O’Neill III");
        assert_eq!(plain_case("MacPherson"), "MacPherson");
        assert_eq!(apart("D.A."), "D. A.");
    }
}
