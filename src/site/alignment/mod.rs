//! A document laid beside its source, word by word: the rows of the page. What became of each word only [`crate::ingest::account`] says.
//!
//! [`rows`]: the source in its order, each stretch beside what became of it. Every word of the source stands in exactly one row, and so
//! does every word of the document, so the page is true after any edit, whatever the editors did.

mod rows;
#[cfg(test)]
mod tests;

pub use rows::{Differs, Row};

use crate::ingest::account::{Omission, Part, Seen, account};

/// A source and its document, laid side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// In the order of the source; what only the document has stands behind what it follows there.
    pub rows: Vec<Row>,
    /// Words of the source.
    pub words: usize,
    /// Words of the source that the document has.
    pub kept: usize,
    /// Words left out on purpose.
    pub accepted: usize,
    /// Words that another document of the same source has.
    pub elsewhere: usize,
    /// Words that are nowhere.
    pub lost: usize,
    /// Words of the document that the source does not have.
    pub added: usize,
}

/// Lays the parts of a document beside its source. Near-linear in the words of both.
pub fn align(source: &Seen<'_>, parts: &[Part<'_>], omissions: &[Omission<'_>]) -> Alignment {
    rows::lay(source, parts, &account(source, parts, omissions))
}
