//! Places that other programs give a note, turned into a quotation of the words that stand there.
//!
//! 1. A place is looked for in a text for which it was meant ([`Text`]): the document's own, the page that shows it, or its source. Elements are found
//!    by [`paths`] or a [`cfi`], characters by their [`counts`], words by a browser's rules ([`directive`]);
//! 2. the words found there are laid on the document, as any quotation is;
//! 3. what is not found, or not one thing only, has no place: nothing is guessed.
//!
//! Source: W3C Web Annotation Data Model, 4.2 "Selectors".

mod cfi;
mod counts;
mod directive;
mod paths;

use std::cell::OnceCell;

use self::directive::Letters;
use crate::{
    archive::{
        anchor::{Anchor, IndexedText, Quote, quote_at, same_words},
        editing::Generated,
    },
    base::{Span, source_text::Source, text::squeeze},
    document::{
        Document,
        annotation_import::{Selector, Way, selection::Directive},
    },
    ingest::{Format, Packed, PageTree, chapters},
};

/// The texts in which notes on a document may say that they stand.
pub struct Texts<'d> {
    document: &'d Document,
    ground: IndexedText,
    /// Where pages have more words than it.
    generated: Generated,
    /// The document's own.
    own: Text<'d>,
    /// The page that shows it.
    page: Option<Text<'d>>,
    /// What it was made of; of a publication its pages.
    sources: Vec<Text<'d>>,
}

/// A text in which a place may be.
struct Text<'d> {
    words: std::borrow::Cow<'d, str>,
    /// Its elements, if it has some.
    tree: Option<PageTree>,
    indexed: OnceCell<IndexedText>,
    letters: OnceCell<Letters>,
}

/// For which text a place was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A page of this site.
    Page,
    /// That from which the document was made.
    Original,
}

/// What became of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The words that stand there.
    Words(Quote),
    /// These are the words; they were counted in the document's own text, as there is no other.
    Counted(Quote),
    /// It was not found, and why.
    Nowhere(&'static str),
}

impl<'d> Texts<'d> {
    /// Those of a document: `page` is the HTML of its page, `source` the name and bytes of the file from which it was made.
    pub fn of(document: &'d Document, page: Option<&str>, source: Option<(&str, &[u8])>) -> Self {
        let own = Text { words: (&*document.body.text).into(), tree: None, indexed: OnceCell::new(), letters: OnceCell::new() };
        let page = page.and_then(PageTree::of).map(Text::of_tree);
        let sources = source.map(|(name, bytes)| sources(name, bytes)).unwrap_or_default();
        let (ground, generated) = (IndexedText::new(&document.body.text), Generated::of(document));
        Self { document, ground, generated, own, page, sources }
    }

    /// The quotation of a note as it stands best in its file, if the document has its words: those that the note gives, or where these do not
    /// stand for themselves the same words as the document has them.
    pub fn quoted(&self, quote: &Quote, ways: &[Way], meant: Meant) -> Option<Quote> {
        let text = &self.document.body.text;
        match self.ground.anchor(quote) {
            Anchor::Exact { span } => {
                // What the end of a line broke is whole in the text.
                let exact = if squeeze(&quote.exact) == squeeze(span.of(text)) { quote.exact.clone() } else { span.of(text).to_owned() };
                return Some(Quote { exact, ..quote.clone() });
            }
            found => {
                let bare = self.generated.without(quote).and_then(|bare| self.same(&bare));
                if bare.is_some() {
                    return bare;
                }
                if found.span().is_some() {
                    return Some(quote.clone());
                }
            }
        }
        // The same words in the place that another selector names.
        let ways: Vec<&Way> = ways.iter().filter(|way| !matches!(way.selector, Selector::Quote(_))).collect();
        match self.found(&ways, meant) {
            Place::Words(found) | Place::Counted(found) if same_words(&found.exact, &quote.exact) => Some(found),
            _ => None,
        }
    }

    /// The words of a note that quotes none.
    pub fn place(&self, ways: &[Way], meant: Meant) -> Place {
        self.found(&ways.iter().collect::<Vec<_>>(), meant)
    }

    fn found(&self, ways: &[&Way], meant: Meant) -> Place {
        let texts: Vec<&Text<'_>> = match meant {
            Meant::Page => std::iter::once(&self.own).chain(&self.page).collect(),
            Meant::Original => self.sources.iter().chain([&self.own]).collect(),
        };
        let is_nowhere = |way: &&Way| matches!(way.selector, Selector::Other(_)) && way.refined_by.is_empty();
        let mut why = if ways.iter().all(is_nowhere) {
            "no text says where that is"
        } else if ways.iter().any(|way| needs_elements(way)) && texts.iter().all(|text| text.tree.is_none()) {
            "the archive has no page on which it could be looked for"
        } else {
            "there is no such place in the text"
        };
        for way in ways {
            // Of the pages of a publication one must be meant.
            let is_in = |page: &&Text<'_>| self.in_text(page, way).is_some();
            if meant == Meant::Original && self.sources.iter().filter(is_in).take(2).count() > 1 {
                why = "several pages of the source have such a place";
                continue;
            }
            for text in &texts {
                let is_own = std::ptr::eq(*text, &self.own);
                // Of characters counted in another text those of this one say nothing.
                let is_counted = is_counted(way);
                if is_own && meant == Meant::Original && is_counted && !self.sources.is_empty() {
                    continue;
                }
                let Some(span) = self.in_text(text, way) else { continue };
                let span = trimmed(&text.words, span);
                if span.is_empty() {
                    why = "no words stand there";
                } else if is_own && is_counted && meant == Meant::Original && !counts::is_of_words(&text.words, span) {
                    why = "it was counted in another text than this one";
                } else if span.len() > LONGEST {
                    why = "it is longer than what a note can quote";
                } else if let Some(quote) = self.standing(text, span) {
                    return if is_own && is_counted && meant == Meant::Original { Place::Counted(quote) } else { Place::Words(quote) };
                } else {
                    why = "the words that stand there are not in the document, or in several places of it";
                }
            }
        }
        Place::Nowhere(why)
    }

    /// Where a text has a place.
    fn in_text(&self, text: &Text<'_>, way: &Way) -> Option<Span> {
        // A publication is several pages; which is meant stands in the place itself.
        if let Selector::Cfi(written) = &way.selector {
            let (nth, within) = cfi::page(written)?;
            let chapter = self.sources.get(nth).filter(|chapter| std::ptr::eq(*chapter, text))?;
            return cfi::find(chapter.tree.as_ref()?, within);
        }
        text.find(way, text.whole())
    }

    /// The words at a place of a text as the document quotes them, if it has them once.
    fn standing(&self, text: &Text<'_>, span: Span) -> Option<Quote> {
        if std::ptr::eq(text, &self.own) {
            return Some(quote_at(&self.document.body.text, span));
        }
        // Of what stands around, the document may lack what is no text: then that of the same block must do.
        let around = text.around(span);
        let of_block = || quote_at(around.of(&text.words), Span { start: span.start - around.start, end: span.end - around.start });
        let quote = quote_at(&text.words, span);
        self.quoting(&quote)
            .or_else(|| self.quoting(&of_block()))
            .or_else(|| Some(quote_at(&self.document.body.text, self.once(&quote.exact)?)))
    }

    /// A quotation of another text as the document has its words, altered or not.
    fn quoting(&self, quote: &Quote) -> Option<Quote> {
        self.generated.without(quote).and_then(|bare| self.same(&bare)).or_else(|| {
            let found = self.ground.anchor(quote).span()?;
            let is_same = same_words(found.of(&self.document.body.text), &quote.exact);
            Some(if is_same { quote_at(&self.document.body.text, found) } else { quote.clone() })
        })
    }

    /// Where words stand that the document has once, and that are more than a word or two, whatever stands around them.
    fn once(&self, words: &str) -> Option<Span> {
        const LEAST: usize = 3;
        let bare = Quote { exact: words.to_owned(), ..Quote::default() };
        let found = Some(self.ground.anchor(&bare)).filter(|anchor| matches!(anchor, Anchor::Exact { .. }))?;
        found.span().filter(|_| crate::base::text::words(words).take(LEAST).count() == LEAST)
    }

    /// The words of a quotation as the document has them, if it has these very words.
    fn same(&self, quote: &Quote) -> Option<Quote> {
        let text = &self.document.body.text;
        let span = self.ground.anchor(quote).span().filter(|span| same_words(span.of(text), &quote.exact))?;
        Some(quote_at(text, trimmed(text, span)))
    }
}

/// Longer words are no quotation.
const LONGEST: usize = 20_000;

impl<'d> Text<'d> {
    fn of_tree(tree: PageTree) -> Self {
        Self { words: tree.text().to_owned().into(), tree: Some(tree), indexed: OnceCell::new(), letters: OnceCell::new() }
    }

    /// All of it that a reader sees.
    fn whole(&self) -> Span {
        self.tree.as_ref().map_or_else(|| Span::new(0, self.words.len()), PageTree::body)
    }

    /// The innermost block in which words stand: nothing parts them from those of the next.
    fn around(&self, span: Span) -> Span {
        let holds = |words: Span| words.start <= span.start && span.end <= words.end;
        let blocks = self.tree.iter().flat_map(|tree| tree.nodes()).filter(|node| is_block(&node.name) && holds(node.words));
        blocks.last().map_or_else(|| Span::new(0, self.words.len()), |node| node.words)
    }

    /// Where a place is `within` a part of it.
    fn find(&self, way: &Way, within: Span) -> Option<Span> {
        let tree = self.tree.as_ref();
        let element = |at: Option<usize>| at.and_then(|at| tree?.nodes().get(at)).map(|node| node.words);
        let found = match &way.selector {
            Selector::Quote(quote) => self.quote(quote, within)?,
            Selector::Position { start, end } => counts::characters(&self.words, within, *start, *end)?,
            Selector::Bytes { start, end } if tree.is_none() => counts::bytes(&self.words, within, *start, *end)?,
            Selector::Lines { start, end } if tree.is_none() => counts::lines(&self.words, within, *start, *end)?,
            Selector::Range(ends) => {
                let [start, end] = ends.as_ref();
                let (start, end) = (self.find(start, within)?.start, self.find(end, within)?.start);
                Some(Span { start, end }).filter(|span| span.start < span.end)?
            }
            Selector::XPath(path) => element(paths::find(tree?, path))?,
            Selector::Css(selector) => element(tree?.by_css(selector))?,
            Selector::Between { start, end } => paths::between(tree?, (&start.0, start.1), (&end.0, end.1))?,
            Selector::Id(id) => paths::named(tree?, id)?,
            Selector::Directive(one) => self.directive(one, within)?,
            Selector::Bytes { .. } | Selector::Lines { .. } | Selector::Cfi(_) | Selector::Other(_) => return None,
        };
        if way.refined_by.is_empty() {
            return Some(found);
        }
        way.refined_by.iter().find_map(|narrower| self.find(narrower, found))
    }

    /// The letters of the whole are laid out once, for however many notes.
    fn directive(&self, one: &Directive, within: Span) -> Option<Span> {
        if within == self.whole() {
            return directive::find(self.letters.get_or_init(|| Letters::of(within.of(&self.words))), within.start, one);
        }
        directive::find(&Letters::of(within.of(&self.words)), within.start, one)
    }

    fn quote(&self, quote: &Quote, within: Span) -> Option<Span> {
        if within == Span::new(0, self.words.len()) {
            return self.indexed.get_or_init(|| IndexedText::new(&self.words)).anchor(quote).span();
        }
        let part = within.of(&self.words);
        let found = IndexedText::new(part).anchor(quote).span()?;
        Some(Span { start: within.start + found.start, end: within.start + found.end })
    }
}

/// What a source holds: of HTML a page, of a publication its pages, else its text.
fn sources<'d>(name: &str, bytes: &[u8]) -> Vec<Text<'d>> {
    let page = |html: &str| PageTree::of(html).map(Text::of_tree);
    match Format::of(name, bytes) {
        Format::Html | Format::Converted => page(&Source::decode(bytes).text).into_iter().collect(),
        // One that cannot be read keeps its place among them.
        Format::Packed(Packed::Epub) => {
            chapters(bytes).iter().map(|html| page(html).unwrap_or_else(|| Text::of_words(String::new()))).collect()
        }
        Format::Packed(_) => Vec::new(),
        _ => vec![Text::of_words(Source::decode(bytes).text)],
    }
}

impl Text<'_> {
    fn of_words(words: String) -> Self {
        Self { words: words.into(), tree: None, indexed: OnceCell::new(), letters: OnceCell::new() }
    }
}

/// Whether an element stands on lines of its own.
fn is_block(name: &str) -> bool {
    let is_heading = name.len() == 2 && name.starts_with('h') && name != "hr";
    is_heading || matches!(name, "p" | "li" | "td" | "th" | "dd" | "dt" | "blockquote" | "pre" | "figcaption" | "div" | "section" | "body")
}

/// Whether only a page with elements can answer.
fn needs_elements(way: &Way) -> bool {
    match &way.selector {
        Selector::XPath(_) | Selector::Css(_) | Selector::Between { .. } | Selector::Id(_) | Selector::Cfi(_) => true,
        Selector::Range(ends) => ends.iter().any(needs_elements),
        _ => false,
    }
}

/// Whether it is found by counting from the beginning of a text.
fn is_counted(way: &Way) -> bool {
    match &way.selector {
        Selector::Position { .. } | Selector::Bytes { .. } | Selector::Lines { .. } => true,
        Selector::Range(ends) => ends.iter().any(is_counted),
        _ => false,
    }
}

/// A range without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests;
