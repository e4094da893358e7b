//! The text of a document and its markup, kept apart.
//!
//! The words stand once, in [`Body::text`]; rendering is a walk over [`Body::pieces`] that copies
//! markup and escapes words. So a mention, a highlight or a search hit is a range of the text, and
//! laying one over the page never needs the Markdown again.

use serde::{Deserialize, Serialize};

use crate::base::{Html, InlineString, Lang, Span};

/// A document's text and markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The words as a reader sees them: each block on a line of its own, the blocks of the running
    /// text first, then those of each note in the notes' order. Note marks are not part of it.
    pub text: String,
    /// HTML tags, back to back; [`Piece::Markup`] points into it.
    pub markup: Html,
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
    /// What stands behind an outside link whose date of access the text gives, behind its `</a>`: index into
    /// `Facts::links`.
    After(u32),
    /// The attributes of an `<a` tag around the printed words of a citation: index into
    /// `Facts::citations`.
    Citation(u32),
    /// A whole citation in editors' prose, `[@key, p. 3; see @other]`: first index into
    /// `Facts::citations`, and how many of them the bracket holds. The words between have no pieces.
    Group(u32, u32),
    /// A whole wikilink, `[[name]]` or `[[name|words]]`: index into `Facts::links`. The words it shows stand in
    /// the text (`Link::words`) without pieces: the filler writes them, or a better name.
    Wikilink(u32),
    /// The attributes of an `<img` tag that the link gives (`src`, `title`): index into `Facts::links`. Its
    /// description (`alt`) stands in the markup behind.
    Image(u32),
    /// The mark of a note: the note's number, and which of the marks that refer to it this is, from 1.
    /// [`render`] fills it itself.
    Note(u32, u32),
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its label in the Markdown: `1` of `[^1]`.
    pub label: InlineString,
    /// Its number on the page, from 1, in the order of first reference.
    pub number: u32,
    /// How many times it is referred to; the marks are `fnref-<number>`, `fnref-<number>-2` ….
    pub marks: u32,
    /// Its content, block markup included.
    pub pieces: Vec<Piece>,
    /// Its part of [`Body::text`].
    pub text: Span,
    /// The sentence of the running text to which it belongs, that in which its first mark stands: a range of [`Body::text`].
    /// Empty if the mark stands in another note.
    pub carrier: Span,
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

impl Body {
    /// The block that holds the byte `offset` of the text.
    pub fn block_at(&self, offset: u32) -> Option<&TextBlock> {
        let after = self.blocks.partition_point(|block| block.text.start <= offset);
        self.blocks.get(..after)?.last().filter(|block| offset <= block.text.end)
    }
}

/// Something laid over words when a page is made: a mention's link, a highlight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insert<'a> {
    /// The words: a range of [`Body::text`].
    pub span: Span,
    /// The tags that open before them.
    pub open: &'a Html,
    /// The tags that close behind them.
    pub close: &'a Html,
    /// Whether it may be cut where markup begins or ends, and go into links and headings (a highlight).
    /// If not (a mention), it is laid only where all its words stand in one [`Piece::Text`].
    pub split: bool,
}

/// The HTML of `pieces`, holes filled by `fill`, `inserts` laid over the words.
///
/// `inserts` come in the order of their beginnings, a longer one before a shorter one that begins at
/// the same place. They may overlap: each is closed and opened again as HTML needs it.
pub fn render(body: &Body, pieces: &[Piece], fill: &mut dyn FnMut(&Hole, &mut Html), inserts: &[Insert<'_>]) -> Html {
    let mut html = Html::with_capacity(pieces.iter().map(|piece| piece.weight()).sum());
    render_to(&mut html, body, pieces, fill, inserts);
    html
}

/// As [`render`], to the end of `html`.
pub fn render_to(html: &mut Html, body: &Body, pieces: &[Piece], fill: &mut dyn FnMut(&Hole, &mut Html), inserts: &[Insert<'_>]) {
    let mut layer = Layer { coming: inserts, going: Vec::new() };
    for piece in pieces {
        match piece {
            Piece::Text(span) | Piece::Plain(span) if inserts.is_empty() => html.words(span.of(&body.text)),
            Piece::Text(span) => layer.words(html, &body.text, *span, false),
            Piece::Plain(span) => layer.words(html, &body.text, *span, true),
            Piece::Markup(span) => html.push_part(&body.markup, *span),
            Piece::Hole(Hole::Note(number, mark)) => note_mark(html, *number, *mark),
            Piece::Hole(hole) => fill(hole, html),
        }
    }
}

/// The inserts, as the walk over the pieces comes to them.
struct Layer<'r, 'a> {
    /// Those that begin further on.
    coming: &'r [Insert<'a>],
    /// Those that began before and go on behind the last piece.
    going: Vec<&'r Insert<'a>>,
}

impl<'r, 'a> Layer<'r, 'a> {
    /// Escapes the words of one piece, inserts laid over them.
    fn words(&mut self, html: &mut Html, words: &str, piece: Span, plain: bool) {
        let mut open: Vec<&'r Insert<'a>> = Vec::new();
        let mut at = piece.start;
        self.going.retain(|insert| insert.span.end > piece.start);
        for insert in &self.going {
            html.push(insert.open);
            open.push(insert);
        }
        while let Some((insert, rest)) = self.coming.split_first().filter(|(insert, _)| insert.span.start < piece.end) {
            self.coming = rest;
            let whole = !plain && insert.span.start >= piece.start && insert.span.end <= piece.end;
            if insert.span.end <= piece.start || insert.span.is_empty() || !(whole || insert.split) {
                continue;
            }
            close_until(html, words, &mut open, &mut at, insert.span.start.max(piece.start));
            html.push(insert.open);
            open.push(insert);
            if insert.span.end > piece.end {
                self.going.push(insert);
            }
        }
        close_until(html, words, &mut open, &mut at, piece.end);
        open.iter().rev().for_each(|insert| html.push(insert.close));
    }
}

/// Writes the words up to `to`; inserts that end there or before are closed, and those opened within them
/// closed and opened again.
fn close_until(html: &mut Html, words: &str, open: &mut Vec<&Insert<'_>>, at: &mut u32, to: u32) {
    while let Some(next) = open.iter().map(|insert| insert.span.end).min().filter(|&end| end <= to) {
        html.words(Span::new(*at as usize, next as usize).of(words));
        *at = next;
        let Some(outermost) = open.iter().position(|insert| insert.span.end == next) else { break };
        let closed = open.split_off(outermost);
        closed.iter().rev().for_each(|insert| html.push(insert.close));
        for insert in closed.into_iter().filter(|insert| insert.span.end > next) {
            html.push(insert.open);
            open.push(insert);
        }
    }
    html.words(Span::new(*at as usize, to as usize).of(words));
    *at = to;
}

/// The mark of a note, as DPUB-ARIA has it.
fn note_mark(html: &mut Html, number: u32, mark: u32) {
    html.push_str("<sup class=\"noteref\" id=\"fnref-");
    html.number(number);
    if mark > 1 {
        html.push_str("-");
        html.number(mark);
    }
    html.push_str("\"><a href=\"#fn-");
    html.number(number);
    html.push_str("\" role=\"doc-noteref\">");
    html.number(number);
    html.push_str("</a></sup>");
}

impl Piece {
    /// About how much HTML it makes, in bytes.
    fn weight(&self) -> usize {
        match self {
            Self::Text(span) | Self::Plain(span) | Self::Markup(span) => span.len(),
            Self::Hole(_) => 80,
        }
    }
}
