//! Notes from other programs.
//!
//! 1. [`read`]: whose file it is; each of its notes becomes one under our keys ([`w3c`], which Hypothes.is and IIIF write as well; those of programs
//!    for reading are [`made`] alike; what readers of the site write is a [`message`]: [`zotero`] with [`zotero_notes`], [`readwise`], [`kindle`], [`calibre`], [`koreader`], [`adobe`], [`apple`]), or a [`Refused`]
//!    says why it is none;
//! 2. [`bodies`]: what it says, in our Markdown ([`plain`]); [`selection`]: where it stands, if it does not quote its words; [`audience`]: for
//!    whom it was written;
//! 3. [`threads`]: which answers which;
//! 4. what a note loses on the way, since our files have no place for it, is among its remarks: nothing goes in silence.
//!
//! Sources: W3C Web Annotation Data Model (Recommendation, 23 February 2017); Hypothes.is API, version 1.

mod adobe;
mod apple;
mod audience;
mod bodies;
mod calibre;
mod kindle;
mod koreader;
mod made;
mod message;
mod plain;
mod readwise;
pub mod selection;
mod threads;
mod w3c;
mod zotero;
mod zotero_notes;

pub use audience::Audience;
pub use selection::{Selector, Way};
pub use threads::roots;

use std::collections::BTreeMap;

use super::imported_place::ImportedPlace;
use crate::base::yaml::{Map, Value};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The notes, in the order of the file.
    pub notes: Vec<Imported>,
    /// What is no note, and why.
    pub refused: Vec<Refused>,
    /// What says nothing, or was taken back where it was written: how often, by the reason.
    pub left: BTreeMap<&'static str, usize>,
    /// What is to be said of the file as a whole.
    pub remarks: Vec<String>,
}

impl Import {
    /// One more of these is left out.
    fn leave(&mut self, why: &'static str) {
        *self.left.entry(why).or_default() += 1;
    }
}

/// Why something is left out.
const BOOKMARK: &str = "bookmarks, which say nothing";
const DELETED: &str = "deleted there";
const WORDLESS: &str = "without words";
const WITHIN: &str = "held by later ones";

/// A note as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Which of the file's annotations it is, from 1.
    pub nth: usize,
    /// On which of its targets it is put, from 0: an annotation of several things is a note on each.
    pub part: usize,
    /// Whether it has other targets.
    pub is_of_several: bool,
    /// By which it is known wherever it goes: the whole IRI, `canonical` if it has one; of Hypothes.is its id. Empty if it has none.
    pub iri: String,
    /// The id that it should have in our file, if it is free; empty for one made of the note.
    pub id: String,
    /// The address of what it is about, without fragment.
    pub source: String,
    /// The title of what it is about, where its program knows that by no address.
    pub title: String,
    /// The note that it answers, by its IRI or id.
    pub answers: Option<String>,
    /// The place on a picture or in a recording that it is about, with the address of that; `target` has both, until somebody knows what
    /// the archive calls it.
    pub place: Option<(String, ImportedPlace)>,
    /// Where else it says that it stands: what can be turned into words becomes its `quote`.
    pub ways: Vec<Way>,
    /// For whom it was written.
    pub audience: Audience,
    /// The note, under the keys of our files, in their order, without `id`, `reply-to` and `via`.
    pub note: Map<String, Value>,
    /// What of it our files have no place for.
    pub remarks: Vec<String>,
}

/// What is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which of the file's annotations it is, from 1.
    pub nth: usize,
    /// Its IRI; may be empty.
    pub iri: String,
    /// Why.
    pub why: String,
}

/// The longest note that is taken, in bytes of what it says: as much as the form of the preview takes.
pub const MOST_BYTES: usize = 1 << 20;

/// Reads a file of any kind that is known; `Err` says why it is none.
pub fn read(text: &str) -> Result<Import, String> {
    // A mark at the beginning is of no account (RFC 8259, 8.1).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let readers: &[fn(&str) -> Option<Import>] = match text.trim_start().chars().next() {
        Some('{' | '[') | None => return of_json(text),
        Some('<') => &[adobe::read, zotero_notes::of_rdf, kindle::of_notebook, zotero_notes::of_note],
        _ => {
            &[message::read, kindle::of_clippings, readwise::of_table, readwise::of_markdown, zotero_notes::of_markdown, apple::of_excerpts]
        }
    };
    readers.iter().find_map(|reader| reader(text)).ok_or_else(|| match serde_json::from_str::<Value>(text) {
        Err(why) => format!("this is no file of notes that is known here, and no JSON: {why}"),
        Ok(_) => NO_LIST.to_owned(),
    })
}

const NO_LIST: &str = "this is no list of annotations that is known here";

fn of_json(text: &str) -> Result<Import, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| match error.to_string() {
        why if why.starts_with("recursion limit") => "it is nested too deeply to be a list of annotations".to_owned(),
        why => format!("this is no JSON: {why}"),
    })?;
    let readers: [fn(&Value) -> Option<Import>; 5] = [calibre::read, koreader::read, readwise::read, zotero::read, w3c::read];
    readers.iter().find_map(|reader| reader(&value)).ok_or_else(|| NO_LIST.to_owned())
}

/// The text under a key, if there is any.
fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// A value, or the first of several.
fn first(value: &Value) -> &Value {
    value.as_array().and_then(|all| all.first()).unwrap_or(value)
}

/// A value, or several.
fn all(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |all| all.iter().collect())
}

/// Puts a text under a key, if there is any.
fn put(note: &mut Map<String, Value>, key: &str, value: Option<String>) {
    if let Some(value) = value {
        note.insert(key.to_owned(), value.into());
    }
}
