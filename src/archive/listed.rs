//! What lists and links show of a document.

use crate::{
    base::{Date, Lang, Slug},
    document::{
        Document,
        history::{self, UpdateKind},
    },
    reference::Kind,
};

/// A document as others list it. Whoever lists documents gets this value and not the document, and this very value, compared,
/// decides whether lists are made again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listed<'a> {
    /// Its name in addresses.
    pub slug: &'a Slug,
    pub title: &'a str,
    /// Its language.
    pub lang: &'a Lang,
    /// The names of its authors in reading order.
    pub authors: &'a str,
    /// When it was issued.
    pub issued: Option<Date>,
    /// Its type.
    pub kind: Kind,
    /// What it appeared in; empty if in nothing.
    pub container: &'a str,
    /// Whether it is read chapter by chapter, if its words may be shown.
    pub chapters: bool,
    /// That it was taken back, or is doubted.
    pub grave: Option<UpdateKind>,
}

impl<'a> Listed<'a> {
    /// A document, listed.
    pub fn of(document: &'a Document) -> Self {
        let meta = &document.meta;
        Self {
            slug: &document.slug,
            title: &meta.title,
            lang: &meta.lang,
            authors: &document.facts.authors,
            issued: meta.issued,
            kind: meta.kind,
            container: &meta.container,
            chapters: document.has_chapters(),
            grave: history::gravest(&meta.history),
        }
    }
}
