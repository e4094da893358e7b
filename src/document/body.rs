//! The text of a document and its markup, kept apart.
//!
//! The words stand once, in [`Body::text`]; rendering is a walk over [`Body::pieces`] that copies
//! markup and escapes words. So a mention, a highlight or a search hit is a range of the text, and
//! laying one over the page never needs the Markdown again.

use serde::{Deserialize, Serialize};

use crate::base::{Lang, Span};

/// A document's text and markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The words as a reader sees them: each block on a line of its own, the blocks of the running
    /// text first, then those of each note in the notes' order. Note marks are not part of it.
    pub text: String,
    /// HTML tags, back to back; [`Piece::Markup`] points into it.
    pub markup: String,
    /// The running text, in order.
    pub pieces: Vec<Piece>,
    /// The notes, by number.
    pub notes: Vec<Note>,
    /// The blocks of the text, in order, notes included.
    pub blocks: Vec<TextBlock>,
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Words: a range of [`Body::text`], to be escaped. Mentions and highlights may go in here.
    Text(Span),
    /// Words that stand inside a link, a heading or code: as `Text`, but mentions may not go in.
    Plain(Span),
    /// Tags: a range of [`Body::markup`], copied as it is.
    Markup(Span),
    /// What only the whole archive can tell.
    Hole(Hole),
}

/// A place to be filled when the page is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// The attributes of an `<a` tag, from a space before the first on: index into `Facts::links`.
    /// The markup before it ends in `<a`, the markup after it begins with `>`.
    Link(u32),
    /// What stands behind an outside link whose date of access the text gives: index into
    /// `Facts::links`.
    After(u32),
    /// The attributes of an `<a` tag around the printed words of a citation: index into
    /// `Facts::citations`.
    Citation(u32),
    /// A whole citation in editors' prose, `[@key, p. 3; see @other]`: first index into
    /// `Facts::citations`, and how many of them the bracket holds. The words between have no pieces.
    Group(u32, u32),
    /// A whole wikilink, `[[name]]` or `[[name|words]]`: index into `Facts::links`.
    Wikilink(u32),
    /// The attributes of an `<img` tag: index into `Facts::links`.
    Image(u32),
    Note(u32, u32),
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its label in the Markdown: `1` of `[^1]`.
    pub label: String,
    /// Its number on the page, from 1, in the order of first reference.
    pub number: u32,
    /// How many times it is referred to; the marks are `fnref-<number>`, `fnref-<number>-2` ….
    pub marks: u32,
    /// Its content, block markup included.
    pub pieces: Vec<Piece>,
    /// Its part of [`Body::text`].
    pub text: Span,
}

/// A block of words: a paragraph, heading, list item, table cell, line of code …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextBlock {
    /// Its part of [`Body::text`].
    pub text: Span,
    /// Its fragment id (`p-` and the first 8 hexadecimal digits of the digest of its folded words, with `-2`, `-3` … for
    /// repetitions; a heading's is made of its words); empty where the block has no element of its own.
    pub id: String,
    /// The heading it stands under: index into `Facts::headings`, if any.
    pub section: Option<u32>,
    /// The note it stands in: index into [`Body::notes`], if any.
    pub note: Option<u32>,
    /// The language of its words, where it differs from the document's.
    pub lang: Option<Lang>,
    /// Its part of the file.
    pub source: Span,
}

impl Body {
    /// The block that holds the byte `offset` of the text.
    pub fn block_at(&self, offset: u32) -> Option<&TextBlock> {
        let after = self.blocks.partition_point(|block| block.text.start <= offset);
        self.blocks[..after].last().filter(|block| offset <= block.text.end)
    }
}
// STUB
pub struct Insert<'a> {
    pub span: Span,
    pub open: &'a str,
    pub close: &'a str,
    pub split: bool,
}
pub fn render(_: &Body, _: &[Piece], _: &mut dyn FnMut(&Hole, &mut String), _: &[Insert<'_>]) -> String {
    String::new()
}
