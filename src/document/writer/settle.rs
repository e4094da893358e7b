//! What is known of a block only once its words are all there.

use super::{OpenBlock, Writer};
use crate::{
    base::{Span, text},
    document::{Hole, Piece, Sentences, accessed, cite, passage},
};

impl Writer<'_> {
    /// Once a block's words are all there: passages, access dates, the number of words.
    pub(super) fn settle(&mut self, block: &OpenBlock, span: Span) {
        if self.note.is_none() {
            self.carry(block, span);
        }
        let words = span.of(&self.body.text);
        self.facts.words = self.facts.words.saturating_add(text::count_words(words));
        if let Some(citations) = self.facts.citations.get_mut(block.first_citation..)
            && !citations.is_empty()
        {
            passage::find(words, span.start, citations);
            cite::places(words, span.start, citations);
        }
        if let Some(links) = self.facts.links.get_mut(block.first_link..)
            && !links.is_empty()
        {
            accessed::find(words, span, links);
        }
    }

    /// Gives the notes whose first marks stand in a block the sentences to which they belong.
    fn carry(&mut self, block: &OpenBlock, span: Span) {
        let mut sentences = None;
        let mut end = span.start;
        for piece in self.pieces.get(block.first_piece..).unwrap_or_default() {
            match piece {
                Piece::Text(words) | Piece::Plain(words) => end = words.end,
                Piece::Hole(Hole::Note(number, 1)) => {
                    // The mark stands behind the words it belongs to, often behind the full stop.
                    let last = Span { start: span.start, end }.of(&self.body.text).chars().next_back().map_or(0, char::len_utf8);
                    let marked = Span { start: end.saturating_sub(last as u32), end };
                    let sentences = sentences.get_or_insert_with(|| Sentences::of(span.of(&self.body.text), span.start));
                    if let Some(note) = (*number as usize).checked_sub(1).and_then(|index| self.body.notes.get_mut(index)) {
                        note.carrier = sentences.around(marked);
                    }
                }
                _ => {}
            }
        }
    }
}
