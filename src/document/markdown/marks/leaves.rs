//! The words of each block, in their places: the first walk.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Mark, What};
use crate::document::markdown::{
    attributes::{Attributes, raw_format},
    brackets::cited,
};

/// A paragraph, heading, cell, or the words right in an item of a list.
#[derive(Debug)]
pub(super) struct Leaf {
    pub kind: Kind,
    /// Its range.
    pub range: Range<usize>,
    /// Where words stand that may hold marks, in order.
    pub words: Vec<Range<usize>>,
    /// Where each line begins, behind the signs of quotations and lists.
    pub lines: Vec<usize>,
    /// Where the innermost block around it begins, if there is one.
    pub home: Option<usize>,
    /// Where the quotation begins whose first block it is.
    pub quote: Option<usize>,
    /// Links, pictures and citations: what of them is not among the words is an address, a name or a title.
    pub links: Vec<Range<usize>>,
    /// Code among the words.
    pub code: Vec<Range<usize>>,
}

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    /// A cell of a table, or the words of an item.
    Other,
}

/// Strikethrough is left out, so that a tilde is words.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_WIKILINKS).union(Options::ENABLE_TASKLISTS);

/// The leaves of a text; attributes behind links, pictures and code become marks.
pub(super) fn find(text: &str, marks: &mut Vec<Mark>) -> Vec<Leaf> {
    let mut walk = Walk { text, leaves: Vec::new(), open: None, homes: Vec::new(), begun: None, closed: 0, verbatim: 0 };
    for (event, range) in Parser::new_with_broken_link_callback(text, OPTIONS, Some(cited)).into_offset_iter() {
        walk.event(event, range, marks);
    }
    walk.close();
    walk.leaves
}

struct Walk<'a> {
    text: &'a str,
    leaves: Vec<Leaf>,
    open: Option<Leaf>,
    /// Where the blocks around begin.
    homes: Vec<usize>,
    /// A quotation that has just begun.
    begun: Option<usize>,
    /// How many links are open whose words are an address or a name, and of code and HTML.
    closed: u32,
    verbatim: u32,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>, marks: &mut Vec<Mark>) {
        match event {
            Event::Start(Tag::Paragraph) => self.start(Kind::Paragraph, range),
            Event::Start(Tag::Heading { .. }) => self.start(Kind::Heading, range),
            Event::Start(Tag::TableCell) => self.start(Kind::Other, range),
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.close();
                self.begun = None;
                self.verbatim += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.verbatim = self.verbatim.saturating_sub(1),
            Event::Start(Tag::BlockQuote(_)) => {
                self.close();
                self.homes.push(range.start);
                self.begun = Some(range.start);
            }
            Event::Start(Tag::Item | Tag::FootnoteDefinition(_)) => {
                self.close();
                self.homes.push(range.start);
                self.begun = None;
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition) => {
                self.close();
                self.homes.pop();
                self.begun = None;
            }
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                if self.closed > 0 || is_closed(link_type) {
                    self.closed += 1;
                }
                self.ensure(&range);
                self.open.iter_mut().for_each(|leaf| leaf.links.push(range.clone()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.closed = self.closed.saturating_sub(1);
                self.behind(range.end, marks);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript) => self.ensure(&range),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript) => {}
            Event::Start(_) | Event::End(_) | Event::Rule => {
                self.close();
                self.begun = None;
            }
            Event::Code(_) => {
                self.ensure(&range);
                self.open.iter_mut().for_each(|leaf| leaf.code.push(range.clone()));
                if let Some((format, length)) = self.text.get(range.end..).and_then(raw_format) {
                    marks.push(Mark { range: range.end..range.end + length, what: What::Raw(format.to_owned()) });
                }
                self.behind(range.end, marks);
            }
            Event::Text(_) if self.verbatim > 0 => {}
            Event::Text(_) => {
                self.ensure(&range);
                let closed = self.closed > 0;
                if let Some(leaf) = self.open.as_mut() {
                    line_begins(leaf, range.start);
                    if !closed {
                        leaf.words.push(range);
                    }
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(leaf) = &mut self.open {
                    // Known once its first words come.
                    leaf.lines.push(usize::MAX);
                }
            }
            _ => {
                if let Some(leaf) = &mut self.open {
                    line_begins(leaf, range.start);
                    leaf.range.end = leaf.range.end.max(range.end);
                }
            }
        }
    }

    fn start(&mut self, kind: Kind, range: Range<usize>) {
        self.close();
        let quote = self.begun.take();
        let home = self.homes.last().copied();
        self.open =
            Some(Leaf { kind, lines: vec![usize::MAX], words: Vec::new(), home, quote, links: Vec::new(), code: Vec::new(), range });
    }

    /// Inline content comes; that of a tight item stands in no block of its own.
    fn ensure(&mut self, range: &Range<usize>) {
        if self.open.is_none() {
            self.start(Kind::Other, range.clone());
        }
        if let Some(leaf) = &mut self.open {
            line_begins(leaf, range.start);
            leaf.range.end = leaf.range.end.max(range.end);
        }
    }

    fn close(&mut self) {
        if let Some(mut leaf) = self.open.take() {
            leaf.lines.retain(|&line| line != usize::MAX);
            self.leaves.push(leaf);
        }
    }

    /// The braces behind a link, picture or code.
    fn behind(&self, end: usize, marks: &mut Vec<Mark>) {
        if self.closed == 0
            && let Some((attributes, length)) = self.text.get(end..).and_then(Attributes::read)
        {
            marks.push(Mark { range: end..end + length, what: What::Behind(attributes) });
        }
    }
}

/// The first words of a line say where it begins; a sign that is escaped begins with its backslash.
fn line_begins(leaf: &mut Leaf, at: usize) {
    if let Some(line) = leaf.lines.last_mut().filter(|line| **line == usize::MAX) {
        *line = at;
    }
}

/// Whether the words of a link are an address, a name or a citation.
fn is_closed(kind: LinkType) -> bool {
    matches!(kind, LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } | LinkType::ShortcutUnknown)
}
