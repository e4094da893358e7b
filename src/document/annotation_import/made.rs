//! A note as programs for reading have it: words of a text, and what a reader said of them.

use scholion_anchor::Quote;

use super::{Imported, Selector, Way, put, selection};
use crate::{
    base::yaml::{Map, Value},
    document::{Motivation, moment::is_moment},
};

/// What such a program says of a note.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// By which it knows the note; may be empty.
    pub iri: String,
    /// The address of the text; may be empty.
    pub source: String,
    pub title: String,
    /// The words; may be empty.
    pub exact: String,
    /// Where they stand, as a selector of the W3C's model; null if it does not say.
    pub selector: Value,
    /// What was said of them, Markdown.
    pub body: String,
    pub tags: Vec<String>,
    pub creator: String,
    pub created: String,
    pub modified: String,
}

impl Made {
    /// The note; `nth` from 1.
    pub fn note(self, nth: usize) -> Imported {
        let exact = self.exact.trim();
        let target = Value::Object(Map::from_iter([("selector".to_owned(), selection::kept(&self.selector))]));
        let mut ways = selection::of(&target, "");
        let mut note = Map::new();
        if !exact.is_empty() {
            let quote = Quote { exact: exact.to_owned(), ..Quote::default() };
            ways.insert(0, Way { selector: Selector::Quote(quote), refined_by: Vec::new() });
            note.insert("quote".into(), Value::Object(Map::from_iter([("exact".to_owned(), exact.into())])));
        } else if self.selector.is_null() {
            note.insert("target".into(), "document".into());
        } else {
            note.insert("target".into(), target);
        }
        let says_nothing = self.body.is_empty() && self.tags.is_empty();
        let motivation = if says_nothing { Motivation::Highlighting } else { Motivation::usual(false) };
        note.insert("motivation".into(), motivation.name().into());
        let mut remarks = Vec::new();
        put(&mut note, "creator", Some(self.creator).filter(|creator| !creator.is_empty()));
        let (created, modified) = (moment(&self.created, &mut remarks), moment(&self.modified, &mut remarks));
        let is_other = modified != created;
        put(&mut note, "created", created);
        put(&mut note, "modified", modified.filter(|_| is_other));
        if !self.tags.is_empty() {
            note.insert("tags".into(), self.tags.into_iter().map(Value::from).collect());
        }
        put(&mut note, "body", Some(self.body).filter(|body| !body.is_empty()));
        Imported { nth, iri: self.iri, source: self.source, title: self.title, ways, note, remarks, ..Imported::default() }
    }
}

/// A moment as our files have it: RFC 3339; midnight stands for a day whose hour nobody gave. What is none is said.
pub fn moment(written: &str, remarks: &mut Vec<String>) -> Option<String> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let joined = match written.split_once(' ') {
        // SQL's; that of Zotero is in UTC.
        Some((day, time)) if time.contains(['+', 'Z']) => format!("{day}T{time}"),
        Some((day, time)) if time.contains(':') => format!("{day}T{time}Z"),
        _ => written.to_owned(),
    };
    let joined = joined.strip_suffix("T00:00:00Z").unwrap_or(&joined);
    if is_moment(joined) {
        return Some(joined.to_owned());
    }
    remarks.push(format!("its date `{written}` is none that is understood"));
    None
}
