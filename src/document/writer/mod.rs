//! The page in the making: words, markup and pieces, block by block.
//!
//! Knows nothing of Markdown's notation; [`super::markdown`] says what comes, in order. What an element says of itself that
//! depends on the words behind it (a paragraph's fragment id) is written when its block closes.

mod alone;
mod elements;
mod ids;
mod inline;
mod page_marks;
mod prose;
mod settle;
pub mod turns;

pub(super) use elements::Attributes;
pub use ids::fragment;
pub(super) use ids::is_id;

use rustc_hash::FxHashMap;

use super::{
    Body, Facts, Piece, TextBlock, TurnKind,
    body::{Attribute, Name, Values},
};
use crate::base::{Diagnostic, Lang, RelPath, Span};
use turns::Turns;

/// Body, facts and diagnostics, growing.
pub(super) struct Writer<'a> {
    pub path: &'a RelPath,
    /// The text of the whole file.
    pub file: &'a str,
    pub body: Body,
    pub facts: Facts,
    pub diagnostics: Vec<Diagnostic>,
    /// The pieces of the running text, or of the note that is being written.
    pub pieces: Vec<Piece>,
    /// The note that is being written: index into [`Body::notes`].
    pub note: Option<u32>,
    /// The block whose words are being written.
    pub block: Option<OpenBlock>,
    /// Inline elements not yet closed, outermost first.
    pub inline: Vec<Inline>,
    /// How many of them are links, hold no mentions, and are bold.
    links: u32,
    plain: u32,
    strong: u32,
    /// Languages of the enclosing elements, outermost first.
    pub langs: Vec<Lang>,
    /// Whether the text as a whole is written from right to left.
    pub rtl: bool,
    /// Whether the text has a source, to which its markup matters.
    pub has_source: bool,
    /// Letters, what they stand for, and whether they were met.
    pub abbreviations: Vec<(String, String, bool)>,
    /// The turns of an interview, if it is one.
    pub turns: Option<Turns<'a>>,
    /// The first `style` of raw HTML, and how many were left out.
    pub styles: Option<(Span, u32)>,
    section: Option<u32>,
    /// How often each paragraph's digest has come, and each heading's slug, and each cited key.
    paragraphs: FxHashMap<u32, u32>,
    slugs: FxHashMap<String, u32>,
    ordinals: FxHashMap<String, u32>,
}

/// A block whose words are being written.
pub(super) struct OpenBlock {
    pub element: Element,
    /// Where among the pieces its element opens, if it has one; what that says of itself comes behind it when the block closes.
    place: Option<usize>,
    /// Where its words begin.
    pub start: usize,
    /// Where it stands in the file.
    pub source: Span,
    first_link: usize,
    first_citation: usize,
    first_piece: usize,
    /// Letters in `<strong>`, and outside of it.
    pub strong: u32,
    pub weak: u32,
    /// Where the bold words end with which the block begins.
    pub lead: Option<usize>,
    /// The name that its author gave it.
    pub name: Option<String>,
}

/// What a block of words is on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// `<p>`; at the top of the running text it may begin a turn of an interview.
    Paragraph { top: bool },
    /// The words right inside an `<li>`.
    Item,
    /// `<figure>`: a picture that stands alone, and its caption.
    Figure,
    /// A heading, with the id its author gave it; at the top of the running text the last one ends the last turn.
    Heading { level: u8, id: Option<String>, top: bool },
    /// A line of code.
    Code,
    /// Words whose element has no id: a table cell, raw HTML.
    Bare,
}

/// An open inline element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// By name.
    Element(Name),
    /// A link or a printed citation: where its words begin, and whether it is a raw tag's.
    Link { to: Linked, start: usize, raw: bool },
    /// A place that links may lead to, in raw HTML.
    Anchor,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Linked {
    /// Index into [`Facts::links`].
    Link(u32),
    /// Index into [`Facts::citations`].
    Citation(u32),
}

impl Element {
    /// The element of the page that it is, if it has one of its own.
    fn name(&self) -> Option<Name> {
        match self {
            Self::Paragraph { .. } => Some(Name::P),
            Self::Item => Some(Name::Li),
            Self::Figure => Some(Name::Figure),
            Self::Heading { level, .. } => Some(Name::heading(*level)),
            Self::Code | Self::Bare => None,
        }
    }
}

impl OpenBlock {
    /// The block reaches as far as `source` in the file.
    pub fn extend(&mut self, source: Span) {
        self.source.end = self.source.end.max(source.end);
    }
}

impl<'a> Writer<'a> {
    pub fn new(path: &'a RelPath, file: &'a str, capacity: usize) -> Self {
        let body = Body { text: String::with_capacity(capacity), values: Values::with_capacity(capacity / 24), ..Body::default() };
        Self {
            path,
            file,
            body,
            facts: Facts::default(),
            diagnostics: Vec::new(),
            pieces: Vec::with_capacity(capacity / 16),
            note: None,
            block: None,
            inline: Vec::new(),
            links: 0,
            plain: 0,
            strong: 0,
            langs: Vec::new(),
            rtl: false,
            has_source: false,
            abbreviations: Vec::new(),
            turns: None,
            styles: None,
            section: None,
            paragraphs: FxHashMap::default(),
            slugs: FxHashMap::default(),
            ordinals: FxHashMap::default(),
        }
    }

    /// Whether what is being written stands in a text from right to left.
    pub fn is_rtl(&self) -> bool {
        self.langs.last().map_or(self.rtl, Lang::is_rtl)
    }

    /// Notes words of the file that are none of the page's.
    pub fn aside(&mut self, words: &str) {
        if self.has_source && words.contains(char::is_alphanumeric) {
            let block = u32::try_from(self.body.blocks.len()).unwrap_or(u32::MAX);
            self.facts.markup.push((block, words.into()));
        }
    }

    /// Adds words to the open block, a piece over them.
    pub fn words(&mut self, words: &str) {
        let start = self.body.text.len();
        self.body.text.push_str(words);
        self.cover(start);
    }

    /// Breaks the line within a block: a space in the text.
    pub fn line_break(&mut self) {
        if !self.body.text.ends_with([' ', '\n']) {
            self.words(" ");
        }
        self.open(Name::Br, true);
    }

    /// Lays a piece over the words from `start` on.
    pub fn cover(&mut self, start: usize) {
        let end = self.body.text.len();
        if start >= end {
            return;
        }
        let plain = self.is_plain();
        match self.pieces.last_mut() {
            Some(Piece::Text(span)) if !plain && span.end as usize == start => *span = Span::new(span.start as usize, end),
            Some(Piece::Plain(span)) if plain && span.end as usize == start => *span = Span::new(span.start as usize, end),
            _ => {
                let span = Span::new(start, end);
                self.pieces.push(if plain { Piece::Plain(span) } else { Piece::Text(span) });
            }
        }
        if self.turns.is_some() {
            let strong = self.strong > 0;
            if let Some(block) = &mut self.block {
                let letters = self.body.text.get(start..end).unwrap_or("").chars().filter(|c| c.is_alphanumeric()).count() as u32;
                *(if strong { &mut block.strong } else { &mut block.weak }) += letters;
            }
        }
    }

    /// Whether mentions may not go in here.
    fn is_plain(&self) -> bool {
        self.plain > 0 || self.block.as_ref().is_some_and(|block| matches!(block.element, Element::Heading { .. } | Element::Code))
    }

    /// Whether a link is open.
    pub fn in_link(&self) -> bool {
        self.links > 0
    }

    /// Opens a block of words that stands at `source` in the file.
    pub fn open_block(&mut self, element: Element, source: Span) {
        self.close_block();
        if let (Element::Heading { top: true, .. }, Some(turns)) = (&element, &mut self.turns) {
            turns.last_heading = Some((self.body.blocks.len(), self.pieces.len()));
        }
        if !self.body.blocks.is_empty() {
            self.body.text.push('\n');
        }
        let place = element.name().map(|name| {
            self.open(name, false);
            self.pieces.len() - 1
        });
        self.block = Some(OpenBlock {
            element,
            place,
            start: self.body.text.len(),
            source,
            first_link: self.facts.links.len(),
            first_citation: self.facts.citations.len(),
            first_piece: self.pieces.len(),
            strong: 0,
            weak: 0,
            lead: None,
            name: None,
        });
    }

    /// Closes the open block, if there is one: names it, writes its tags (an item's closing tag is
    /// the caller's), and finds what its words say of its citations and links.
    pub fn close_block(&mut self) {
        self.close_inline(0);
        let Some(mut block) = self.block.take() else { return };
        let span = Span::new(block.start, self.body.text.len());
        let name = block.name.take();
        if span.is_empty() && self.take_back(&block) {
            name.into_iter().for_each(|name| self.name_before(&name, block.source));
            return;
        }
        let id = match &block.element {
            Element::Paragraph { .. } | Element::Item | Element::Figure => self.paragraph_id(span),
            Element::Heading { level, id, top } => self.heading((*level, *top), id.as_deref(), span, block.source),
            Element::Code | Element::Bare => String::new(),
        };
        if let (Some(name), Some(place)) = (block.element.name(), block.place) {
            block.first_piece += self.name_block(name, &id, place);
            if block.element == (Element::Paragraph { top: true }) && self.note.is_none() {
                block.first_piece += self.begin_turn(&block, span, place);
            }
            if block.element != Element::Item {
                self.close(name, true);
            }
        }
        self.settle(&block, span);
        match name {
            Some(name) if !id.is_empty() => self.facts.names.push((name.into(), id.as_str().into())),
            Some(name) => self.name_before(&name, block.source),
            None => {}
        }
        self.body.blocks.push(TextBlock {
            text: span,
            id: id.into(),
            section: if self.note.is_none() { self.section } else { None },
            note: self.note,
            lang: self.langs.last().cloned().map(Box::new),
            source: block.source,
        });
    }

    /// Ends the running text; notes may follow.
    pub fn end_text(&mut self) {
        self.close_block();
        if let Some(turns) = self.turns.take() {
            let blocks = self.body.blocks.len();
            let before = turns.last_heading.filter(|(block, _)| block + 1 == blocks).map(|(_, place)| place);
            self.facts.turns = turns.finish(self.body.text.len(), before.and(self.body.blocks.last()).map(|block| block.text.start));
            if !self.facts.turns.is_empty() {
                let end = before.unwrap_or(self.pieces.len());
                self.pieces.insert(end.min(self.pieces.len()), Piece::Close(Name::Div, true));
            }
        }
        self.body.pieces = std::mem::take(&mut self.pieces);
    }

    /// The value, when all has been written.
    pub fn finish(mut self) -> (Body, Facts, Vec<Diagnostic>) {
        // A page has one `<h1>`, its title: where the text uses the first level, all go down by one.
        if self.facts.headings.iter().any(|heading| heading.level == 1) {
            let notes = self.body.notes.iter_mut().flat_map(|note| &mut note.pieces);
            for piece in self.body.pieces.iter_mut().chain(notes) {
                if let Piece::Open(name, _) | Piece::Close(name, _) = piece
                    && let Some(level) = name.level()
                {
                    *name = Name::heading(level + 1);
                }
            }
            self.facts.headings.iter_mut().for_each(|heading| heading.level = (heading.level + 1).min(6));
        }
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        shrink(&mut self.body, &mut self.facts);
        (self.body, self.facts, self.diagnostics)
    }

    /// Opens the frame of a turn before its first paragraph, which opens at `place`, if it begins one; gives how many pieces came in.
    fn begin_turn(&mut self, block: &OpenBlock, span: Span, place: usize) -> usize {
        let Some(turns) = &mut self.turns else { return 0 };
        let Some((kind, is_first)) = turns.begin(span.of(&self.body.text), span, block) else { return 0 };
        let class = match kind {
            TurnKind::Question => "turn question",
            TurnKind::Answer => "turn answer",
        };
        let ends_last = (!is_first).then_some(Piece::Close(Name::Div, true));
        let frame = [Piece::Open(Name::Div, true), Piece::Attribute(Attribute::Class, self.body.values.push(class))];
        let before = self.pieces.len();
        self.pieces.splice(place..place, ends_last.into_iter().chain(frame));
        self.pieces.len() - before
    }
}

/// Gives back the room that growing took: documents are kept in memory by the ten thousand.
///
/// By copying, as allocators keep a block that shrinks by less than half.
fn shrink(body: &mut Body, facts: &mut Facts) {
    body.text = body.text.as_str().to_owned();
    body.values = body.values.exact();
    exact(&mut body.pieces);
    exact(&mut body.notes);
    exact(&mut body.blocks);
    exact(&mut facts.headings);
    exact(&mut facts.citations);
    exact(&mut facts.links);
    exact(&mut facts.turns);
    exact(&mut facts.places);
    exact(&mut facts.pages);
    exact(&mut facts.names);
    exact(&mut facts.markup);
}

/// Moves the items into a vector of just their number.
pub(super) fn exact<T>(items: &mut Vec<T>) {
    if items.len() < items.capacity() {
        let mut exact = Vec::with_capacity(items.len());
        exact.append(items);
        *items = exact;
    }
}
