//! Notes: beside a text, and in their index.

use serde::Serialize;

use super::common::*;
use crate::{base::Html, document::Motivation};

/// An editor's note.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnnotationView {
    /// Its fragment: `note-<id>`; that of its words is `at-note-<id>`.
    pub id: String,
    /// Relative address of the note.
    pub href: String,
    /// Its number on the page, from 1; 0 where it has no words and no picture there.
    pub number: usize,
    /// What it says: block HTML.
    pub html: Html,
    pub lang: String,
    pub dir: &'static str,
    /// Who wrote it; `title` may be empty.
    pub creator: Anchor,
    /// Days, EDTF; empty if unknown.
    pub created: String,
    pub updated: String,
    /// One of the W3C's motivations: `commenting`, `identifying` …
    pub motivation: Motivation,
    /// The list of the notes with that motivation.
    pub motivation_href: String,
    /// Its tags, each with the list of the notes that have it.
    pub tags: Vec<Anchor>,
    /// The first of its words, plain.
    pub words: String,
    /// `page`, `picture` or `recording` if it is on one; else empty.
    pub place: &'static str,
    /// The page, picture or time, with a link to its place, or the place that was not found: inline HTML.
    pub place_html: Html,
    /// Of words `exact`, `moved`, `ambiguous` or `orphan`; of a picture `exact`, `exchanged` (it has other bytes), `resized`, `outside` (the
    /// place lies beside it) or `no-picture`; `no-recording`; `unplaced` if another program gave a place that was not found; else empty.
    pub state: &'static str,
    /// The words it is about; empty if it is not about words.
    pub quote: String,
    pub quote_lang: String,
    /// The words as they were when it was written, where they have changed.
    pub old_quote: String,
    /// The work it is about; `title` is empty if it is about none.
    pub work: Anchor,
    /// Replies to it, and to these, in order.
    pub replies: Vec<AnnotationView>,
}

/// `annotations.html`: a list of notes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnnotationsView {
    pub page: PageFrame,
    /// What the notes have in common: `tag`, `creator`, `motivation` or `year`; empty where all are listed.
    pub by: &'static str,
    /// The tag, creator, motivation or year.
    pub title: String,
    pub count: usize,
    /// The lists by motivation, where there are several, most notes first.
    pub kinds: Vec<AnnotationGroup>,
    /// How many notes there are in all.
    pub all: usize,
    /// The list of all notes.
    pub all_href: String,
    /// On the first page of all notes: the other lists; of those by which all notes are alike none.
    pub groups: Vec<AnnotationGroup>,
    /// The notes, newest first.
    pub entries: Vec<ListedAnnotation>,
    pub pager: Pager,
}

/// A list of notes that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnnotationGroup {
    /// `document`, `tag`, `creator`, `motivation` or `year`.
    pub by: &'static str,
    pub title: String,
    pub lang: String,
    pub href: String,
    pub count: usize,
    /// Whether this page is of it.
    pub current: bool,
}

/// A note in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListedAnnotation {
    pub document: Card,
    pub note: AnnotationView,
}
