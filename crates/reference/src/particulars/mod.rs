//! What tells works apart that share author, title and year: the volume, the part, the day, the edition, the book in which
//! a chapter stands, the given name of a namesake. Cataloguers hold the same to make another resource (RDA 1.0, "Mode of
//! issuance" and "Edition"; IFLA Library Reference Model, 4.2, "Manifestation").
//!
//! What a record does not say contradicts nothing, so that particulars of records which are one work can be gathered
//! ([`Particulars::gather`]), and a further record be held against all of them at once.

mod designation;
mod likeness;
#[cfg(test)]
mod tests;

use scholion_base::{date::Day, script, text::fold};

use designation::{designation, differ, numerals};
pub use designation::{is_one_volume, numbered};
use likeness::{author, given_names_fit, is_one_container, length};

use super::{Kind, Name, Record, Role, format, translit};

/// The particulars of a record, or of several that are one work. Empty is what is not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Particulars {
    /// Whether it is known by its day: a letter, an issue of a newspaper.
    is_dated: bool,
    /// Whether it stands in something else (`Some(true)`), or is a book of its own.
    is_part: Option<bool>,
    is_thesis: Option<bool>,
    /// Whether its number is its name: a report, a patent.
    is_numbered: bool,
    volume: Vec<String>,
    issue: Vec<String>,
    /// The numbers in its title, in order, and those of the part.
    numerals: Vec<u32>,
    part: Vec<String>,
    part_title: String,
    edition: Vec<String>,
    number: String,
    day: Option<Day>,
    /// As it is folded, and in its common transliteration.
    container: (String, String),
    pages: String,
    /// The first authors: family name, given names, what stands behind.
    authors: Vec<(String, Vec<String>, String)>,
    translator: String,
    recipient: String,
    shelfmark: String,
    /// The primary tag of its language, and whether its title is in Latin letters.
    language: (String, bool),
}

/// A difference that tells two works apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What differs: `volume`, `day` …
    pub what: &'static str,
    /// Whether it holds whatever else agrees; the others give way to an identifier that both have.
    pub is_decisive: bool,
}

impl Particulars {
    /// Those of a record.
    pub fn of(record: &Record) -> Self {
        let variable = |name: &str| format::other(record, name);
        let is_part = match record.kind {
            kind if stands_in_another(kind) && !record.container.is_empty() => Some(true),
            Kind::Book | Kind::Collection | Kind::Periodical if record.container.is_empty() => Some(false),
            _ => None,
        };
        let people = if record.author.is_empty() { &record.editor } else { &record.author };
        Self {
            is_dated: is_dated(record.kind),
            is_part,
            is_thesis: match record.kind {
                Kind::Thesis => Some(true),
                Kind::Book => Some(false),
                _ => None,
            },
            is_numbered: is_numbered(record.kind),
            volume: designation(&record.volume),
            issue: designation(&record.issue),
            numerals: numerals(&record.title),
            part: designation(&variable("part-number")),
            part_title: translit::common(&format!("{} {}", variable("part-title"), variable("volume-title"))),
            edition: designation(&record.edition),
            number: fold(&record.number).replace(' ', ""),
            day: record.issued.map(|date| date.start),
            container: (fold(&record.container), translit::common(&record.container)),
            pages: fold(&record.pages),
            authors: people.iter().take(3).filter(|name| name.literal.is_empty()).map(author).collect(),
            translator: first(record.names(Role::Translator)),
            recipient: first(record.names(Role::Recipient)),
            shelfmark: fold(&record.archive_location),
            language: (
                record.language.as_ref().map_or(String::new(), |lang| lang.primary().to_owned()),
                record.title.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii() || script::script(c) == Some("Latn")),
            ),
        }
    }

    /// How many of them are said.
    pub fn said(&self) -> usize {
        let texts = [&self.part_title, &self.number, &self.container.0, &self.pages, &self.translator, &self.recipient, &self.shelfmark];
        let lists = [&self.volume, &self.issue, &self.part, &self.edition];
        texts.iter().filter(|text| !text.is_empty()).count()
            + lists.iter().filter(|list| !list.is_empty()).count()
            + self.numerals.len()
            + self.day.map_or(0, |day| usize::from(day.month.is_some()) + usize::from(day.day.is_some()))
            + self.authors.iter().flat_map(|author| &author.1).filter(|word| !word.ends_with('.')).count()
    }

    /// The first difference that tells the two apart, a decisive one before the others.
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        let decisive = |what| Some(Difference { what, is_decisive: true });
        let weighed = |what| Some(Difference { what, is_decisive: false });
        let is_book = self.is_part == Some(false) || other.is_part == Some(false);
        if differ(&self.volume, &other.volume, is_book) {
            return decisive("volume");
        }
        if differ(&self.part, &other.part, true)
            || differ(&self.numerals, &other.numerals, false)
            || apart(&self.part_title, &other.part_title)
        {
            return decisive("part");
        }
        if differ(&self.edition, &other.edition, true) {
            return decisive("edition");
        }
        if (self.is_numbered || other.is_numbered) && apart(&self.number, &other.number) {
            return decisive("document number");
        }
        let days = self.day.zip(other.day).is_some_and(|(mine, theirs)| {
            let differ = |mine: Option<u8>, theirs: Option<u8>| mine.zip(theirs).is_some_and(|(mine, theirs)| mine != theirs);
            mine.year == theirs.year && (differ(mine.month, theirs.month) || mine.month == theirs.month && differ(mine.day, theirs.day))
        });
        if days && (self.is_dated || other.is_dated) {
            return decisive("day");
        }
        if apart(&self.recipient, &other.recipient) {
            return decisive("recipient");
        }
        if apart(&self.shelfmark, &other.shelfmark) {
            return decisive("shelfmark");
        }
        if self.is_part.zip(other.is_part).is_some_and(|(mine, theirs)| mine != theirs) {
            return weighed("kind");
        }
        if self.is_thesis.zip(other.is_thesis).is_some_and(|(mine, theirs)| mine != theirs) {
            return weighed("kind");
        }
        let is_chapter = self.is_part == Some(true) || other.is_part == Some(true);
        let one_place = !is_chapter && !self.pages.is_empty() && self.pages == other.pages;
        let (mine, theirs) = (&self.container, &other.container);
        let is_one = || is_one_container(&mine.0, &theirs.0) || is_one_container(&mine.1, &theirs.1);
        if !one_place && !mine.0.is_empty() && !theirs.0.is_empty() && !is_one() {
            return weighed("container");
        }
        if !one_place && !is_book && differ(&self.issue, &other.issue, false) {
            return weighed("issue");
        }
        let given = |mine: &(String, Vec<String>, String), theirs: &(String, Vec<String>, String)| {
            mine.0 == theirs.0 && (!given_names_fit(&mine.1, &theirs.1) || apart(&mine.2, &theirs.2))
        };
        if self.authors.iter().zip(&other.authors).any(|(mine, theirs)| given(mine, theirs)) {
            return weighed("given name");
        }
        if apart(&self.translator, &other.translator) {
            return weighed("translator");
        }
        if self.language.1 == other.language.1 && apart(&self.language.0, &other.language.0) {
            return weighed("language");
        }
        if days && !one_place {
            return weighed("day");
        }
        None
    }

    /// Takes what another record of the same work says and these do not.
    pub fn gather(&mut self, other: &Self) {
        fn fill<T: Clone + Default + PartialEq>(mine: &mut T, theirs: &T) {
            if *mine == T::default() {
                mine.clone_from(theirs);
            }
        }
        self.is_dated |= other.is_dated;
        self.is_numbered |= other.is_numbered;
        fill(&mut self.is_part, &other.is_part);
        fill(&mut self.is_thesis, &other.is_thesis);
        for (mine, theirs) in [
            (&mut self.volume, &other.volume),
            (&mut self.issue, &other.issue),
            (&mut self.part, &other.part),
            (&mut self.edition, &other.edition),
        ] {
            if mine.len() < theirs.len() {
                mine.clone_from(theirs);
            }
        }
        if self.numerals.len() < other.numerals.len() {
            self.numerals.clone_from(&other.numerals);
        }
        let precision = |day: &Option<Day>| day.map(|day| (day.month.is_some(), day.day.is_some()));
        if precision(&self.day) < precision(&other.day) {
            self.day = other.day;
        }
        for (mine, theirs) in [
            (&mut self.part_title, &other.part_title),
            (&mut self.number, &other.number),
            (&mut self.pages, &other.pages),
            (&mut self.translator, &other.translator),
            (&mut self.recipient, &other.recipient),
            (&mut self.shelfmark, &other.shelfmark),
        ] {
            fill(mine, theirs);
        }
        if self.container.0.len() < other.container.0.len() {
            self.container.clone_from(&other.container);
        }
        for (nth, theirs) in other.authors.iter().enumerate() {
            match self.authors.get_mut(nth) {
                Some(mine) if mine.0 == theirs.0 && length(&mine.1) < length(&theirs.1) => mine.1.clone_from(&theirs.1),
                Some(_) => {}
                None => self.authors.push(theirs.clone()),
            }
        }
        if self.language.0.is_empty() {
            self.language.clone_from(&other.language);
        }
    }
}

/// Whether works of this kind stand in another: such share its ISBN, and often its authors.
pub fn stands_in_another(kind: Kind) -> bool {
    matches!(kind, Kind::Chapter | Kind::Entry | Kind::Dictionary | Kind::Encyclopedia)
}

/// Kinds of which an author makes many under one name, told by their days.
fn is_dated(kind: Kind) -> bool {
    use Kind::{Broadcast, Communication, Hearing, Interview, LegalCase, Magazine, Manuscript, Newspaper, Post, Speech, Weblog};
    matches!(kind, Communication | Newspaper | Magazine | Manuscript | Interview | Post | Weblog | Broadcast | Speech | Hearing | LegalCase)
}

/// Kinds that are known by their number.
fn is_numbered(kind: Kind) -> bool {
    use Kind::{Bill, LegalCase, Legislation, Patent, Regulation, Report, Standard, Treaty};
    matches!(kind, Report | Patent | Standard | Bill | Legislation | Regulation | LegalCase | Treaty)
}

/// Whether both say something, and not the same.
fn apart(mine: &str, theirs: &str) -> bool {
    !mine.is_empty() && !theirs.is_empty() && mine != theirs
}

fn first(names: &[Name]) -> String {
    names.first().map_or(String::new(), |name| translit::common(&name.short()))
}
