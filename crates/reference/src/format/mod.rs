//! The formats in which other programs keep and take records.
//!
//! Each format writes records ([`Format::write`]) and reads them ([`Format::read`]). Reading never fails: a record that
//! cannot be read is reported with its place, and the others are there. What a format has no place for is left out when
//! it is written; what it says in several ways is written in the one that most programs read.
//!
//! 1. [`bibtex`]: BibLaTeX, in that part of it which BibTeX reads as well;
//! 2. [`ris`]: the tagged format of reference managers;
//! 3. [`csl_json`]: what Zotero and Pandoc exchange; [`zotero`] its own JSON;
//! 4. only read: [`endnote`], [`pubmed`], [`mods`]; which of them a file of XML is says [`tree`].
//!
//! Which field of a format holds a variable that a [`Record`] has no field for stands in [`variable`](super::variable).

pub mod bibtex;
pub mod csl_json;
mod endnote;
mod entities;
mod extra;
mod mods;
mod pubmed;
pub mod ris;
mod tree;
mod xml;
pub mod zotero;
#[cfg(test)]
mod tests;

use super::Record;
use scholion_base::{Message, Severity, Span, say};
use std::collections::BTreeMap;

/// A format of libraries of records.
#[derive(Debug)]
pub struct Format {
    /// What people call it.
    pub name: &'static str,
    /// How the names of its files end, without the dot.
    pub extension: &'static str,
    /// Its media type (IANA, or the one in use).
    pub media_type: &'static str,
    /// Writes one record, with a line break behind it; `None` of a format that is only read.
    pub write: Option<fn(&Record) -> String>,
    /// Reads all records of a text.
    pub read: fn(&str) -> Library,
}

/// All formats.
pub const ALL: &[Format] = &[
    Format { name: "BibLaTeX", extension: "bib", media_type: "application/x-bibtex", write: Some(bibtex::write), read: bibtex::read },
    Format { name: "RIS", extension: "ris", media_type: "application/x-research-info-systems", write: Some(ris::write), read: ris::read },
    Format {
        name: "CSL-JSON",
        extension: "json",
        media_type: "application/vnd.citationstyles.csl+json",
        write: Some(csl_json::write),
        read: csl_json::read,
    },
    Format { name: "EndNote", extension: "enw", media_type: "application/x-endnote-refer", write: None, read: endnote::read },
    Format { name: "PubMed", extension: "nbib", media_type: "application/nbib", write: None, read: pubmed::read },
    Format { name: "XML", extension: "xml", media_type: "application/xml", write: None, read: tree::read },
    Format { name: "MODS", extension: "mods", media_type: "application/mods+xml", write: None, read: tree::read },
];

/// The format whose files end so.
pub fn of_extension(extension: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// The records in the order of the text; keys may be empty or stand twice.
    pub entries: Vec<Found>,
    /// What is wrong, in the order of the text.
    pub faults: Vec<Fault>,
}

/// A record and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub record: Record,
    /// Its key in the text, or its beginning.
    pub place: Span,
}

/// Something wrong in a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Span,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub hint: Message,
    /// An error if something is lost by it.
    pub severity: Severity,
}

impl Library {
    fn fault(&mut self, place: Span, message: Message, hint: Message) {
        self.faults.push(Fault { place, message, hint, severity: Severity::Error });
    }

    fn doubt(&mut self, place: Span, message: Message, hint: Message) {
        self.faults.push(Fault { place, message, hint, severity: Severity::Warning });
    }

    /// Tells what is worth knowing.
    fn note(&mut self, place: Span, message: Message, hint: Message) {
        self.faults.push(Fault { place, message, hint, severity: Severity::Notice });
    }
}

/// Fields of a library that are not read: how often each stands there, and where first.
#[derive(Debug, Default)]
struct Unread(BTreeMap<String, (usize, Span)>);

impl Unread {
    fn note(&mut self, field: &str, place: Span) {
        self.0.entry(field.to_owned()).or_insert((0, place)).0 += 1;
    }

    /// Says all of them at once, where the first stands.
    fn tell(self, library: &mut Library) {
        self.tell_with(library, say::unread_fields_hint_record());
    }

    fn tell_with(self, library: &mut Library, hint: Message) {
        let Some(place) = self.0.values().map(|(_, place)| *place).min_by_key(|place| place.start) else { return };
        let fields: Vec<String> = self.0.iter().map(|(field, (count, _))| format!("`{field}` ({count})")).collect();
        library.note(place, say::unread_fields(fields.join(", ")), hint);
    }
}

/// A CSL variable without a field of its own, as plain text; empty if it is not there or no text.
pub fn other<'a>(record: &'a Record, variable: &str) -> std::borrow::Cow<'a, str> {
    let json = record.other.iter().find(|(name, _)| name == variable).map_or("", |(_, json)| json);
    match serde_json::from_str(json) {
        Ok(serde_json::Value::String(text)) => text.into(),
        Ok(serde_json::Value::Number(number)) => number.to_string().into(),
        _ => "".into(),
    }
}

/// Where a thing is kept, in one line: archive, place, collection, place in it, and the shelfmark if `marked`.
pub fn shelf(record: &Record, marked: bool) -> String {
    let (place, collection) = (other(record, "archive-place"), other(record, "archive_collection"));
    let mark = if marked { other(record, "call-number") } else { "".into() };
    let parts = [&record.archive, &*place, &*collection, &record.archive_location, &*mark];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(", ")
}

/// Sets such a variable.
fn set_other(record: &mut Record, variable: &str, text: &str) {
    if !text.is_empty() {
        record.other.push((variable.into(), serde_json::Value::from(text).to_string()));
    }
}

/// The first and last page: `313–341` in two. Pages in several ranges are no such pair.
pub fn page_range(pages: &str) -> (&str, &str) {
    let dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−');
    match pages.split_once(dash) {
        Some((first, last)) if !pages.contains([',', ';', '&']) => (first.trim(), last.trim_start_matches(dash).trim()),
        _ => (pages.trim(), ""),
    }
}

/// Whether a text stands for a work in a work: its container is a book.
fn in_book(kind: super::Kind) -> bool {
    use super::Kind;
    matches!(
        kind,
        Kind::Chapter | Kind::Conference | Kind::Entry | Kind::Dictionary | Kind::Encyclopedia | Kind::Figure | Kind::Book | Kind::Classic
    )
}

/// Whether works of a kind appear in the issues of something.
fn in_periodical(kind: super::Kind) -> bool {
    use super::Kind;
    matches!(kind, Kind::Article | Kind::Journal | Kind::Magazine | Kind::Newspaper | Kind::Review | Kind::BookReview | Kind::Periodical)
}
