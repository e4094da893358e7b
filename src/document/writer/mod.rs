//! The page in the making: words, markup and pieces, block by block.
//!
//! Knows nothing of Markdown's notation; [`super::markdown`] says what comes, in order. An opening
//! tag that depends on the words behind it (a paragraph's fragment id) is written when its block
//! closes, into a place kept for it.

mod alone;
mod ids;
mod inline;
mod prose;
mod settle;

pub(super) use ids::is_id;

use rustc_hash::FxHashMap;

use super::{Body, Facts, Hole, Piece, TextBlock, turns::Turns};
use crate::base::{Diagnostic, Html, Lang, RelPath, Span};

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
    /// Where in the markup the levels of headings stand.
    levels: Vec<usize>,
}

/// A block whose words are being written.
pub(super) struct OpenBlock {
    pub element: Element,
    /// Where its opening tag will stand, and how long the markup was when the place was kept.
    place: Option<(usize, usize)>,
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
    Element(&'static str),
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

impl OpenBlock {
    /// The block reaches as far as `source` in the file.
    pub fn extend(&mut self, source: Span) {
        self.source.end = self.source.end.max(source.end);
    }
}

impl<'a> Writer<'a> {
    pub fn new(path: &'a RelPath, file: &'a str, capacity: usize) -> Self {
        let body = Body { text: String::with_capacity(capacity), markup: Html::with_capacity(capacity / 6), ..Body::default() };
        Self {
            path,
            file,
            body,
            facts: Facts::default(),
            diagnostics: Vec::new(),
            pieces: Vec::with_capacity(capacity / 24),
            note: None,
            block: None,
            inline: Vec::new(),
            links: 0,
            plain: 0,
            strong: 0,
            langs: Vec::new(),
            rtl: false,
            abbreviations: Vec::new(),
            turns: None,
            styles: None,
            section: None,
            paragraphs: FxHashMap::default(),
            slugs: FxHashMap::default(),
            ordinals: FxHashMap::default(),
            levels: Vec::new(),
        }
    }

    /// Whether what is being written stands in a text from right to left.
    pub fn is_rtl(&self) -> bool {
        self.langs.last().map_or(self.rtl, Lang::is_rtl)
    }

    /// Lays down tags: of the program's own, or made harmless by [`super::sanitize`].
    pub fn markup(&mut self, html: &str) {
        let start = self.body.markup.len();
        self.body.markup.believe(html);
        let end = self.body.markup.len();
        match self.pieces.last_mut() {
            Some(Piece::Markup(span)) if span.end as usize == start && !span.is_empty() => *span = Span::new(span.start as usize, end),
            _ => self.pieces.push(Piece::Markup(Span::new(start, end))),
        }
    }

    /// Lays down what will be filled when the page is made.
    pub fn hole(&mut self, hole: Hole) {
        self.pieces.push(Piece::Hole(hole));
    }

    /// Keeps a place for tags: its index, and the length of the markup.
    pub fn place(&mut self) -> (usize, usize) {
        let end = self.body.markup.len();
        self.pieces.push(Piece::Markup(Span::new(end, end)));
        (self.pieces.len() - 1, end)
    }

    /// Fills a place with the tags that stand in the markup from `start` on.
    fn fill(&mut self, (place, mark): (usize, usize), start: usize) {
        let end = self.body.markup.len();
        // The common case: nothing but words came since, so the tags before the place can grow.
        if start == mark
            && let Some(before) = place.checked_sub(1)
            && let Some(Piece::Markup(span)) = self.pieces.get_mut(before)
            && span.end as usize == start
            && !span.is_empty()
        {
            *span = Span::new(span.start as usize, end);
            self.pieces.remove(place);
        } else if let Some(piece) = self.pieces.get_mut(place) {
            *piece = Piece::Markup(Span::new(start, end));
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
        self.markup("<br>\n");
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
        if let (Element::Heading { top: true, .. }, Some(_)) = (&element, &self.turns) {
            let place = self.place();
            let block = self.body.blocks.len();
            self.turns.iter_mut().for_each(|turns| turns.last_heading = Some((block, place.0)));
        }
        if !self.body.blocks.is_empty() {
            self.body.text.push('\n');
        }
        let place = match element {
            Element::Paragraph { .. } | Element::Item | Element::Figure | Element::Heading { .. } => Some(self.place()),
            Element::Code | Element::Bare => None,
        };
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
        });
    }

    /// Closes the open block, if there is one: names it, writes its tags (an item's closing tag is
    /// the caller's), and finds what its words say of its citations and links.
    pub fn close_block(&mut self) {
        self.close_inline(0);
        let Some(block) = self.block.take() else { return };
        let span = Span::new(block.start, self.body.text.len());
        if span.is_empty() && self.take_back(&block) {
            return;
        }
        let start = self.body.markup.len();
        let id = match &block.element {
            Element::Paragraph { top } => {
                let id = self.paragraph_id(span);
                if *top && self.note.is_none() {
                    self.begin_turn(&block, span);
                }
                self.tag("p", &id);
                id
            }
            Element::Item => {
                let id = self.paragraph_id(span);
                self.tag("li", &id);
                id
            }
            Element::Figure => {
                let id = self.paragraph_id(span);
                self.tag("figure", &id);
                id
            }
            Element::Heading { level, id, .. } => self.heading(*level, id.as_deref(), span, block.source),
            Element::Code | Element::Bare => String::new(),
        };
        if let Some(place) = block.place {
            self.fill(place, start);
        }
        match block.element {
            Element::Paragraph { .. } => self.markup("</p>\n"),
            Element::Figure => self.markup("</figure>\n"),
            Element::Heading { level, .. } => {
                self.levels.push(self.body.markup.len() + "</h".len());
                self.markup(["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"][usize::from(level.clamp(1, 6)) - 1]);
            }
            _ => {}
        }
        self.settle(&block, span);
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
                match before {
                    Some(place) => {
                        let start = self.body.markup.len();
                        self.body.markup.push_str("</div>\n");
                        self.fill((place, usize::MAX), start);
                    }
                    None => self.markup("</div>\n"),
                }
            }
        }
        self.body.pieces = std::mem::take(&mut self.pieces);
    }

    /// The value, when all has been written.
    pub fn finish(mut self) -> (Body, Facts, Vec<Diagnostic>) {
        // A page has one `<h1>`, its title: where the text uses the first level, all go down by one.
        if self.facts.headings.iter().any(|heading| heading.level == 1) {
            self.body.markup.lower_headings(&self.levels);
            self.facts.headings.iter_mut().for_each(|heading| heading.level = (heading.level + 1).min(6));
        }
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        shrink(&mut self.body, &mut self.facts);
        (self.body, self.facts, self.diagnostics)
    }

    fn begin_turn(&mut self, block: &OpenBlock, span: Span) {
        if let Some(turns) = &mut self.turns {
            let words = span.of(&self.body.text);
            if let Some(tag) = turns.begin(words, span, block) {
                self.body.markup.push_str(tag);
            }
        }
    }
}

/// Gives back the room that growing took: documents are kept in memory by the ten thousand.
///
/// By copying, as allocators keep a block that shrinks by less than half.
fn shrink(body: &mut Body, facts: &mut Facts) {
    body.text = body.text.as_str().to_owned();
    body.markup = body.markup.exact();
    exact(&mut body.pieces);
    exact(&mut body.notes);
    exact(&mut body.blocks);
    exact(&mut facts.headings);
    exact(&mut facts.citations);
    exact(&mut facts.links);
    exact(&mut facts.turns);
    exact(&mut facts.places);
}

/// Moves the items into a vector of just their number.
pub(super) fn exact<T>(items: &mut Vec<T>) {
    if items.len() < items.capacity() {
        let mut exact = Vec::with_capacity(items.len());
        exact.append(items);
        *items = exact;
    }
}
