//! Words over which a link or a citation is laid already.

use std::collections::BTreeMap;

use crate::block::{Block, What};
use scholion_base::Span;

/// The words of a block over which something is laid, emphasis aside: where each stretch begins, and where it ends.
pub(super) struct Taken(BTreeMap<u32, u32>);

impl Taken {
    pub(super) fn of(block: Option<&Block>) -> Self {
        let edits = block.map(|block| block.edits.as_slice()).unwrap_or_default();
        Self(edits.iter().filter(|edit| edit.what != What::Strong).map(|edit| (edit.span.start, edit.span.end)).collect())
    }

    /// Whether nothing is laid over these words. Stretches do not overlap, so only the last that begins before their
    /// end can reach into them.
    pub(super) fn is_free(&self, span: Span) -> bool {
        self.0.range(..span.end).next_back().is_none_or(|(_, &end)| end <= span.start)
    }

    pub(super) fn add(&mut self, span: Span) {
        self.0.insert(span.start, span.end);
    }
}
