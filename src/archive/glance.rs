//! What a card shows of a document besides its title: its first words, and a picture.

use super::reader::Reader;
use crate::{
    base::{RelPath, Slug},
    document::{Document, LinkTarget},
};

/// A document at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance<'a> {
    /// Its file, from which pictures are named.
    pub path: &'a RelPath,
    /// Its first words, as far as they are shown; empty if it has none.
    pub words: &'a str,
    /// The files that may be its picture, as written, best first: the first of its facsimile, and the first in the text.
    pub pictures: [Option<&'a str>; 2],
}

impl<'a> Glance<'a> {
    /// What a glance at this text shows.
    pub fn of(text: &'a Document) -> Self {
        let written = |target: &'a LinkTarget| match target {
            LinkTarget::File(path, _) => Some(path.as_str()),
            _ => None,
        };
        let facsimile = text.meta.facsimile.first().and_then(|part| written(&part.target));
        let picture = text.facts.picture.and_then(|nth| text.facts.links.get(nth as usize)).and_then(|link| written(&link.target));
        Self { path: &text.path, words: &text.facts.incipit, pictures: [facsimile, picture] }
    }
}

impl<'a> Reader<'a> {
    /// A document at a glance, for cards.
    pub fn glance(&self, slug: &Slug) -> Option<Glance<'a>> {
        self.aspect(slug)
    }
}
