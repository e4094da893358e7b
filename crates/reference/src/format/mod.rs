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
//! 5. what they share: [`library`], what was read; [`xml`], [`entities`], [`extra`], how things are written in several; [`labels`], words before numbers; [`hosts`], in what works stand.
//!
//! Which field of a format holds a variable that a [`Record`] has no field for stands in [`variable`](super::variable).

pub mod bibtex;
pub mod csl_json;
mod endnote;
mod entities;
mod extra;
mod hosts;
mod labels;
mod library;
mod mods;
mod pubmed;
pub mod ris;
#[cfg(test)]
mod tests;
mod tree;
mod xml;
pub mod zotero;

use hosts::{in_book, in_periodical, is_recording};
use labels::{bare_pages, without_label};
pub use library::{Fault, Found, Library, other};
use library::{Unread, set_other};

use super::Record;

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

/// Where a thing is kept, in one line: archive, place, collection, place in it, and the shelfmark if `marked`.
pub fn shelf(record: &Record, marked: bool) -> String {
    let (place, collection) = (other(record, "archive-place"), other(record, "archive_collection"));
    let mark = if marked { other(record, "call-number") } else { "".into() };
    let parts = [&record.archive, &*place, &*collection, &record.archive_location, &*mark];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(", ")
}

/// The first and last page: `313–341` in two. Pages in several ranges are no such pair.
pub fn page_range(pages: &str) -> (&str, &str) {
    let dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−');
    match pages.split_once(dash) {
        Some((first, last)) if !pages.contains([',', ';', '&']) => (first.trim(), last.trim_start_matches(dash).trim()),
        _ => (pages.trim(), ""),
    }
}
