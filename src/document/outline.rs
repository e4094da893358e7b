//! What the passages of a text need of its body besides the words, so that pages of works need not fetch the rest of it.

use super::{Body, Citation};
use crate::base::{Lang, Span};

/// Where citations stand in a body that is stored.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Under which heading each citation stands; [`NONE`] under none.
    sections: Box<[u32]>,
    /// Where each note begins to belong to the text.
    carriers: Box<[Span]>,
    /// The languages of passages that are not in the language of the text, by the places of their citations.
    langs: Box<[(u32, Lang)]>,
}

const NONE: u32 = u32::MAX;

impl Outline {
    /// That of a body with these citations.
    pub fn of(body: &Body, citations: &[Citation]) -> Self {
        let blocks = || citations.iter().map(|citation| body.block_at(citation.passage.start));
        let langs = (0..).zip(blocks()).filter_map(|(place, block)| Some((place, block?.lang.as_deref()?.clone())));
        Self {
            sections: blocks().map(|block| block.and_then(|block| block.section).unwrap_or(NONE)).collect(),
            carriers: body.notes.iter().map(|note| note.carrier).collect(),
            langs: langs.collect(),
        }
    }

    /// The heading under which the passage of a citation stands, by its place among all.
    pub(super) fn section(&self, citation: usize) -> Option<u32> {
        self.sections.get(citation).copied().filter(|section| *section != NONE)
    }

    /// The sentence to which the note of a number belongs.
    pub(super) fn carrier(&self, note: usize) -> Option<Span> {
        self.carriers.get(note).copied()
    }

    /// The language of the passage of a citation, where it is not that of the text.
    pub(super) fn lang(&self, citation: usize) -> Option<&Lang> {
        let citation = u32::try_from(citation).ok()?;
        self.langs.binary_search_by_key(&citation, |(place, _)| *place).ok().and_then(|at| self.langs.get(at)).map(|(_, lang)| lang)
    }
}
