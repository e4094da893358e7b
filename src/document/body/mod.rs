//! The text of a document as a flat tree of elements.
//!
//! The words stand once, in [`Body::text`]. [`Body::pieces`] says in order what stands around them: an element opens, says
//! this and that of itself, and closes; between stand words, as ranges of the text, and holes, which only the whole archive can
//! fill. So a mention, a highlight or a search hit is a range of the text, and laying one over the page never needs the
//! Markdown again; and what is written of a body is a walk over its [`Event`]s:
//!
//! - [`html`]: the HTML of a page, with what is laid over its words;
//! - [`markdown`]: Markdown, from which the same body is read;
//! - [`plain`]: plain text.
//!
//! Nothing in a body is markup: no string in it is ever copied into a page unescaped.

pub mod html;
pub mod markdown;
pub mod plain;
mod values;

use serde::{Deserialize, Serialize};

pub use super::elements::{Attribute, Name};
use crate::base::{InlineString, Lang, Span};
pub use values::Values;

/// A document's text and its elements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The words as a reader sees them: each block on a line of its own, the blocks of the running
    /// text first, then those of each note in the notes' order. Note marks are not part of it.
    pub text: String,
    /// What elements say of themselves; [`Piece::Attribute`] points into it.
    pub values: Values,
    /// The running text, in order.
    pub pieces: Vec<Piece>,
    /// The notes, by number.
    pub notes: Vec<Note>,
    /// The blocks of the text, in order, notes included.
    pub blocks: Vec<TextBlock>,
}

/// A step of the walk over the tree. Twelve bytes, as documents have many and are kept by the ten thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// An element begins, and whether a line of the page ends behind its tag. What it says of itself follows.
    Open(Name, bool),
    /// What the element says of itself that began last: the number of its value in [`Body::values`].
    Attribute(Attribute, u32),
    /// An element ends, the innermost that is open; and whether a line of the page ends behind its tag.
    Close(Name, bool),
    /// Words: a range of [`Body::text`]. Mentions and highlights may go in here.
    Text(Span),
    /// Words that stand inside a link, a heading or code: as `Text`, but mentions may not go in.
    Plain(Span),
    /// A line ends: in code it is one, elsewhere it says nothing.
    Line,
    /// What only the whole archive can tell.
    Hole(Hole),
}

/// A place to be filled when the page is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// Where a link leads: attributes of the [`Name::A`] that opens before it; index into `Facts::links`.
    Link(u32),
    /// What stands behind an outside link whose date of access the text gives, behind its end: index into
    /// `Facts::links`.
    After(u32),
    /// Where the printed words of a citation lead: attributes of the [`Name::A`] that opens before it; index into
    /// `Facts::citations`.
    Citation(u32),
    /// A whole citation in editors' prose, `[@key, p. 3; see @other]`: first index into
    /// `Facts::citations`, and how many of them the bracket holds. The words between have no pieces.
    Group(u32, u32),
    /// A whole wikilink, `[[name]]` or `[[name|words]]`: index into `Facts::links`. The words it shows stand in
    /// the text (`Link::words`) without pieces: the filler writes them, or a better name.
    Wikilink(u32),
    /// Where a picture is, how it is called and how large: attributes of the [`Name::Img`] before it; index into
    /// `Facts::links`.
    Image(u32),
    /// Where a sound or film is, or the captions of one, and how large it is: attributes of the element before it; index into
    /// `Facts::links`.
    Media(u32),
    /// In the mark of a page, behind its beginning: the way to the page's picture; index into `Facts::pages`. It has no words.
    Page(u32),
    /// Around a picture, before its tag: the tag of a link to the picture itself, where it is shown smaller than it is; index into
    /// `Facts::links`. The writer of HTML asks for it; no body has it.
    Zoom(u32),
    /// The mark of a note: the note's number, and which of the marks that refer to it this is, from 1.
    /// Every writer fills it itself.
    Note(u32, u32),
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its label in the Markdown: `1` of `[^1]`.
    pub label: InlineString,
    /// Its number on the page, from 1, in the order of first reference.
    pub number: u32,
    /// How many times it is referred to ([`mark_id`]).
    pub marks: u32,
    /// Its content, block markup included.
    pub pieces: Vec<Piece>,
    /// Its part of [`Body::text`].
    pub text: Span,
    /// The sentence of the running text to which it belongs, that in which its first mark stands: a range of [`Body::text`].
    /// Empty if the mark stands in another note.
    pub carrier: Span,
}

/// The fragment id of a mark of a note, by the note's number and which of its marks it is: `fnref-3`, `fnref-3-2`.
pub fn mark_id(number: u32, mark: u32) -> String {
    if mark > 1 { format!("fnref-{number}-{mark}") } else { format!("fnref-{number}") }
}

/// A block of words: a paragraph, heading, list item, table cell, line of code …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextBlock {
    /// Its part of [`Body::text`].
    pub text: Span,
    /// Its fragment id (`p-` and the first 8 hexadecimal digits of the digest of its folded words, with `-2`, `-3` … for
    /// repetitions; a heading's is made of its words); empty where the block has no element of its own.
    pub id: InlineString,
    /// The heading it stands under: index into `Facts::headings`, if any.
    pub section: Option<u32>,
    /// The note it stands in: index into [`Body::notes`], if any.
    pub note: Option<u32>,
    /// The language of its words, where it differs from the document's; boxed, as few blocks have one.
    pub lang: Option<Box<Lang>>,
    /// Its part of the file.
    pub source: Span,
}

impl Hole {
    /// Whether it is what an element says of itself, and not something between words.
    pub fn is_of_element(&self) -> bool {
        matches!(self, Self::Link(_) | Self::Citation(_) | Self::Image(_) | Self::Media(_))
    }
}

impl Piece {
    /// Whether it belongs to the element that opens before it.
    fn is_of_element(&self) -> bool {
        match self {
            Self::Attribute(..) => true,
            Self::Hole(hole) => hole.is_of_element(),
            _ => false,
        }
    }
}

/// What a writer meets on the walk over a tree.
#[derive(Clone, Copy, Debug)]
pub enum Event<'b> {
    /// An element begins; if it is void, it ends as well. `line`: whether a line of the page ends behind its tag.
    Open { name: Name, about: About<'b>, line: bool },
    /// The innermost element ends.
    Close { name: Name, line: bool },
    /// Words: a range of [`Body::text`]; whether mentions may not go in.
    Words { span: Span, plain: bool },
    /// A line of code ends.
    Line,
    /// What only the whole archive can tell: none of what an element says of itself.
    Hole(&'b Hole),
}

/// What an element says of itself.
#[derive(Clone, Copy, Debug)]
pub struct About<'b> {
    pieces: &'b [Piece],
    values: &'b Values,
}

/// One thing that an element says of itself.
#[derive(Clone, Copy, Debug)]
pub enum Said<'b> {
    /// An attribute and its value, as it is meant: nothing in it is escaped.
    Attribute(Attribute, &'b str),
    /// Where it leads: a [`Hole`] of an element.
    Hole(&'b Hole),
}

impl<'b> About<'b> {
    /// All that it says, in order.
    pub fn said(self) -> impl Iterator<Item = Said<'b>> {
        self.pieces.iter().filter_map(move |piece| match piece {
            Piece::Attribute(name, value) => Some(Said::Attribute(*name, self.values.get(*value))),
            Piece::Hole(hole) => Some(Said::Hole(hole)),
            _ => None,
        })
    }
}

impl Body {
    /// The walk over some of the pieces: those of the text, or of a note.
    pub fn walk<'b>(&'b self, pieces: &'b [Piece]) -> impl Iterator<Item = Event<'b>> {
        let mut rest = pieces;
        std::iter::from_fn(move || {
            let (piece, mut behind) = rest.split_first()?;
            let event = match piece {
                Piece::Open(name, line) => {
                    let own = behind.iter().position(|piece| !piece.is_of_element()).unwrap_or(behind.len());
                    let about = behind.get(..own).unwrap_or_default();
                    behind = behind.get(own..).unwrap_or_default();
                    Event::Open { name: *name, about: About { pieces: about, values: &self.values }, line: *line }
                }
                Piece::Close(name, line) => Event::Close { name: *name, line: *line },
                Piece::Text(span) => Event::Words { span: *span, plain: false },
                Piece::Plain(span) => Event::Words { span: *span, plain: true },
                Piece::Hole(hole) => Event::Hole(hole),
                // An attribute always follows its element, and is told with it.
                Piece::Line | Piece::Attribute(..) => Event::Line,
            };
            rest = behind;
            Some(event)
        })
    }

    /// The pieces of the text, and those of its notes behind them.
    pub fn all_pieces(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().chain(self.notes.iter().flat_map(|note| &note.pieces))
    }

    /// The block that holds the byte `offset` of the text.
    pub fn block_at(&self, offset: u32) -> Option<&TextBlock> {
        let after = self.blocks.partition_point(|block| block.text.start <= offset);
        self.blocks.get(..after)?.last().filter(|block| offset <= block.text.end)
    }
}
