//! Blocks in which nothing stands, or only one thing.

use super::{Element, OpenBlock, Writer};
use crate::base::{Diagnostic, Span, say};

impl Writer<'_> {
    /// Takes a paragraph or heading back in which nothing stands; gives whether it did.
    pub(super) fn take_back(&mut self, block: &OpenBlock) -> bool {
        let (Some(place), Element::Paragraph { .. } | Element::Heading { .. }) = (block.place, &block.element) else { return false };
        if self.pieces.len() > block.first_piece {
            return false;
        }
        self.pieces.truncate(place);
        if !self.body.blocks.is_empty() {
            self.body.text.pop();
        }
        if let Element::Heading { .. } = block.element {
            self.turns.iter_mut().for_each(|turns| turns.last_heading = None);
            let message = say::empty_heading();
            let hint = say::empty_heading_hint();
            self.diagnostics.push(Diagnostic::warning(self.path, message).at(block.source).hint(hint));
        }
        true
    }

    /// Whether nothing stands yet in the open block, which is a paragraph that ends where `source` ends: what comes there
    /// stands alone in it.
    pub fn stands_alone(&self, source: Span) -> bool {
        self.block.as_ref().is_some_and(|block| {
            matches!(block.element, Element::Paragraph { .. })
                && block.start == self.body.text.len()
                && block.first_piece == self.pieces.len()
                && block.source.end == source.end
        })
    }
}
