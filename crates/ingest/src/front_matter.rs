//! The front matter in the making: what rules fill, and `emit` writes.

use std::collections::{BTreeMap, BTreeSet};

use scholion_base::{
    Date,
    yaml::{Map, Value},
};
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
    /// What the source's own front matter says besides, as it is written in the document.
    pub own: Map<String, Value>,
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
    /// The archive's record of them, if the source says which; empty if not.
    pub id: String,
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
            let person = Person { role, name: tidy(name), offices: offices.to_vec(), ..Person::default() };
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
    whole_family(&mut name);
    for part in [&mut name.family, &mut name.given, &mut name.literal] {
        *part = plain_case(part);
    }
    name.given = apart(&name.given);
    name
}

/// A name without the titles with which somebody is addressed: "Herr Adler" is called Adler. `is_short`: only those that are shortened, as
/// "Don" and "Lord" are names, too: "Prof. Ida Kern".
pub fn without_title(name: &str, is_short: bool) -> &str {
    let mut rest = name.trim();
    while let Some((first, behind)) = rest.split_once([' ', '\u{a0}']) {
        let word = first.trim_end_matches('.').to_lowercase();
        let fits = scholion_lang::POLITE_TITLE.contains(word.as_str()) && (first.ends_with('.') || !is_short);
        if !fits || behind.trim().is_empty() || is_short && !behind.trim().contains(' ') {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

/// Whether a word with a capital begins a family name of several words: "Le Goff", "De Rossi", "Ó Briain".
fn begins_family(word: &str) -> bool {
    // "Al" and "El", but "Bin" is also half a Chinese given name.
    const SHORT: usize = 2;
    let lower = word.to_lowercase();
    let langs = scholion_lang::PARTICLE.langs(&lower);
    let is_mixed = word.chars().count() == 1 || word.contains(char::is_lowercase);
    is_mixed
        && word.starts_with(char::is_uppercase)
        && !matches!(word, "E" | "Y")
        && langs.tags().any(|lang| lang != "ar" || lower.len() == SHORT)
}

/// Whether a word in capitals is a particle and no article: "DE", but "LE" is a part of the name.
fn is_loose(word: &str) -> bool {
    let langs = scholion_lang::PARTICLE.langs(&word.to_lowercase());
    // French and Italian articles: Portuguese has the other particles of both.
    let is_article = langs.has("fr") && langs.has("it") && !langs.has("pt");
    langs.tags().next().is_some() && !is_article && !word.chars().any(char::is_lowercase)
}

/// Gives a family name all its words and no others: particles with a capital belong to it ("Yann Le Goff"), those of a name in capitals
/// are particles all the same ("DE LA TOUR").
fn whole_family(name: &mut Name) {
    let family: Vec<&str> = name.family.split_whitespace().collect();
    if name.particle.is_empty() && family.len() > 1 && family.first().is_some_and(|word| is_loose(word)) {
        let is_particle = |word: &&&str| scholion_lang::PARTICLE.contains(&word.to_lowercase());
        let count = family.iter().take_while(is_particle).count().min(family.len() - 1);
        let (particle, rest) = family.split_at(count);
        (name.particle, name.family) = (particle.join(" ").to_lowercase(), rest.join(" "));
        return;
    }
    let given: Vec<&str> = name.given.split_whitespace().collect();
    if name.family.is_empty() || given.is_empty() || name.given.contains(',') {
        return;
    }
    let count = given.iter().skip(1).rev().take_while(|word| begins_family(word)).count();
    let (rest, more) = given.split_at(given.len() - count);
    if more.is_empty() {
        return;
    }
    // "Jean de La Tour": a particle in small letters before these.
    let kept = rest.iter().rev().take_while(|word| names::is_particle(word)).count().min(rest.len() - 1);
    let (given, behind) = rest.split_at(rest.len() - kept);
    let particle = format!("{} {}", behind.join(" "), name.particle);
    let family = format!("{} {}", more.join(" "), name.family);
    (name.given, name.family, name.particle) = (given.join(" "), family, particle.trim().to_owned());
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
    fn family_names_have_all_their_words() {
        let check = |text: &str| {
            let name = tidy(names::one(text));
            format!("{}|{}|{}", name.given, name.particle, name.family)
        };
        for (text, expected) in [
            ("Anne LE BIHAN", "Anne||Le Bihan"),
            ("Yann Le Goff", "Yann||Le Goff"),
            ("Jean-Baptiste DE LA TOUR", "Jean-Baptiste|de la|Tour"),
            ("Jean de La Tour", "Jean|de|La Tour"),
            ("Liam Ó Dálaigh", "Liam||Ó Dálaigh"),
            ("Ana RUIZ SOLAR", "Ana||Ruiz Solar"),
            ("LE GALL Yann", "Yann||Le Gall"),
            ("Karl von Holm", "Karl|von|Holm"),
            ("John E Marsh", "John E||Marsh"),
            ("John F. KENNEDY", "John F.||Kennedy"),
            ("ANNA BERG", "Anna||Berg"),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }

    #[test]
    fn names_lose_the_accidents_of_printing() {
        assert_eq!(plain_case("GREGOR V. HALDANE"), "Gregor V. Haldane");
        assert_eq!(plain_case("JEAN-PAUL O’NEILL III"), "Jean-Paul O’Neill III");
        assert_eq!(plain_case("MacPherson"), "MacPherson");
        assert_eq!(apart("D.A."), "D. A.");
    }
}
