//! A document laid beside its source, word by word.
//!
//! The parts of a document stand in another order than in the source: notes are moved to their
//! marks, cut paragraphs rejoined, front matter picked out. So no single diff will do.
//!
//! 1. [`words`]: both sides become words, folded, with their places;
//! 2. [`claim`]: each word of a part claims one word of the source: runs that are unique first, then
//!    what stands between them, then short parts and values;
//! 3. [`rows`]: the source in its order, each stretch beside what became of it.
//!
//! Every word of the source stands in exactly one row, and so does every word of the document, so
//! the page is true after any edit, whatever the editors did.

mod claim;
mod rows;
#[cfg(test)]
mod tests;
mod words;

pub use rows::Row;

/// A part of a document that may hold words of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is called on the page: `title`, `abstract`, `body`, `note 3`.
    pub place: String,
    /// Where it stands.
    pub href: String,
    /// Its words, plain.
    pub text: String,
    /// Whether it may repeat words that stand elsewhere, or that the program wrote: names and dates
    /// of the front matter. Its words are never counted as added.
    pub repeats: bool,
    /// Whether it is of another document of the same source: it has only what neither this document nor an omission does. Such
    /// parts stand behind all others.
    pub elsewhere: bool,
}

/// A stretch of the source that was left out on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted<'a> {
    /// Its first line, from 1.
    pub line: u32,
    /// Its words.
    pub text: &'a str,
    /// The rule that dropped it.
    pub rule: &'a str,
}

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
pub fn align(source: &str, parts: &[Part], accepted: &[Accepted<'_>]) -> Alignment {
    let source = words::Words::of(source);
    let document: Vec<words::Words<'_>> = parts.iter().map(|part| words::Words::of(&part.text)).collect();
    let claims = claim::claim(&source, &document, parts, accepted);
    rows::lay(&source, &document, parts, &claims)
}
