//! A walk over the parser's events: the words of each paragraph, heading, item and cell as a block, and what stands among them.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{body::Body, links::Astray, shown::Shown};
use crate::{
    block::{Block, Role},
    draft::Draft,
    note::Note,
    report::{Certainty, Kind},
};

/// The dialect of documents (`document::markdown`), so far as a parser of CommonMark knows it.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_TASKLISTS);

/// What a text holds besides the blocks of the draft.
#[derive(Debug, Default)]
pub struct Page {
    /// The blocks' places, in order.
    pub leaves: Vec<Leaf>,
    /// What stands among words, by its beginning.
    pub inlines: Vec<Inline>,
    /// Blocks of code and raw HTML, and code among words, by their beginning: no words of the text.
    pub inert: Vec<Range<usize>>,
    /// Raw HTML, each tag or block.
    pub html: Vec<Range<usize>>,
    /// Pictures: where each stands, and its address.
    pub pictures: Vec<(Range<usize>, String)>,
    /// Links and pictures of which the address needs to be mended.
    pub astray: Vec<Astray>,
    /// At signs among words that are no link.
    pub handles: Vec<usize>,
    /// Lines across the page.
    pub rules: Vec<Range<usize>>,
    /// Where lines are broken within a paragraph.
    pub breaks: Vec<usize>,
    /// Labels of notes in the order in which the text calls them.
    pub calls: Vec<String>,
}

/// Where a block stands.
#[derive(Debug)]
pub struct Leaf {
    /// All of it, with the mark of the item that it begins.
    pub range: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    /// Where it begins itself.
    pub start: usize,
    /// Whether nothing but a list holds it.
    pub is_free: bool,
    /// Whether nothing holds it.
    pub is_top: bool,
    /// The level of a heading.
    pub level: Option<u8>,
    /// The words of a heading, without marks.
    pub plain: String,
    /// Whether it holds a link, a picture or the call of a note.
    pub has_links: bool,
}

/// What stands among words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    pub range: Range<usize>,
    pub kind: InlineKind,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Emphasis with so many marks on each side: a link may stand in it or around it.
    Marks(usize),
    /// A link, a picture, the call of a note: no link may stand in it or around it.
    Link,
    /// Code, raw HTML, an escaped sign: a link may stand around it.
    Whole,
}

/// A block in the making.
#[derive(Debug)]
struct Open {
    text: String,
    origin: Vec<(u32, u32)>,
    role: Role,
    leaf: Leaf,
}

/// An item of a list that has begun.
#[derive(Debug)]
struct Item {
    range: Range<usize>,
    /// Whether its first block has come.
    is_used: bool,
    /// Whether it has a number.
    is_numbered: bool,
}

/// Reads the text into the draft's blocks and notes; what a reader sees of it is `shown` on the way, so that it is parsed once.
pub fn read(body: &Body, draft: &mut Draft, mut shown: Option<&mut Shown>) -> Page {
    let mut walk = Walk {
        body,
        draft,
        page: Page::default(),
        open: None,
        items: Vec::new(),
        lists: Vec::new(),
        outer: 0,
        note: None,
        inert: false,
        links: 0,
        seen: 0,
    };
    for (event, range) in Parser::new_ext(&body.text, OPTIONS).into_offset_iter() {
        let seen = if matches!(event, Event::Start(_)) { range.start } else { range.end };
        if let Some(shown) = &mut shown {
            shown.event(&event, &range);
        }
        walk.event(event, range);
        walk.seen = seen;
    }
    walk.close();
    let mut page = walk.page;
    page.inlines.sort_by_key(|inline| (inline.range.start, std::cmp::Reverse(inline.range.end)));
    number(draft, &page.calls);
    page
}

/// Gives the notes that are called their numbers.
fn number(draft: &mut Draft, calls: &[String]) {
    let by_label: BTreeMap<String, usize> = draft.notes.iter().enumerate().rev().map(|(at, note)| (note.label.clone(), at)).collect();
    let mut next = 0;
    for note in calls.iter().filter_map(|label| by_label.get(label)) {
        if let Some(note) = draft.notes.get_mut(*note).filter(|note| note.number == 0) {
            next += 1;
            note.number = next;
            draft.report.notes += 1;
        }
    }
}

struct Walk<'b, 'd> {
    body: &'b Body,
    draft: &'d mut Draft,
    page: Page,
    open: Option<Open>,
    items: Vec<Item>,
    /// For each list that is open whether it has numbers.
    lists: Vec<bool>,
    /// How many quotations, tables and notes are open.
    outer: usize,
    /// The note whose body comes.
    note: Option<usize>,
    /// Whether code or raw HTML comes.
    inert: bool,
    /// How many links and pictures are open.
    links: u32,
    /// Where what came last ends.
    seen: usize,
}

impl<'b> Walk<'b, '_> {
    fn event(&mut self, event: Event<'b>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) if self.inert => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let ticks = self.body.text.get(range.clone()).map_or(0, |code| code.bytes().take_while(|&byte| byte == b'`').count());
                self.words(&code, range.start + ticks, &range);
                self.page.inert.push(range.clone());
                self.inline(range, InlineKind::Whole);
            }
            Event::InlineHtml(_) => {
                self.page.html.push(range.clone());
                self.inline(range, InlineKind::Whole);
            }
            Event::SoftBreak => self.words(" ", range.start, &range),
            Event::HardBreak => {
                self.page.breaks.push(range.start);
                self.words("\n", range.start, &range);
            }
            Event::FootnoteReference(label) => {
                self.page.calls.push(label.to_string());
                self.words("", range.start, &range);
                self.inline(range, InlineKind::Link);
            }
            Event::Rule => {
                self.close();
                self.page.rules.push(range);
            }
            Event::TaskListMarker(_) => self.inline(range, InlineKind::Whole),
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'b>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let length = range.len();
                self.begin(Role::Text, range, None);
                self.open.iter_mut().for_each(|open| open.text.reserve(length));
            }
            Tag::Heading { level, .. } => self.begin(Role::Heading(level as u8), range, Some(level as u8)),
            Tag::TableCell => self.begin(Role::Row(false), range, None),
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.close();
                if let Tag::CodeBlock(CodeBlockKind::Fenced(info)) = &tag
                    && let Some(title) = title_of(info)
                {
                    let line = self.draft.source.line_at(offset(self.body.source_at(range.start)));
                    self.draft.say(line, "comment", title, Kind::Dropped, Certainty::Sure);
                }
                self.inert = true;
                if tag == Tag::HtmlBlock {
                    self.page.html.push(range.clone());
                }
                self.page.inert.push(range);
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.close();
                let is_numbered = self.lists.last().copied().unwrap_or(false);
                self.items.push(Item { range, is_used: false, is_numbered });
            }
            Tag::BlockQuote(_) | Tag::Table(_) => {
                self.close();
                self.outer += 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.outer += 1;
                let line = self.draft.source.line_at(offset(self.body.source_at(range.start)));
                self.note = Some(self.draft.notes.len());
                self.draft.notes.push(Note { label: label.to_string(), line, ..Note::default() });
            }
            Tag::Emphasis => self.marks(range, 1),
            Tag::Strong => self.marks(range, 2),
            Tag::Strikethrough => self.inline(range, InlineKind::Marks(2)),
            Tag::Link { link_type, dest_url, .. } => {
                self.links += 1;
                self.page.astray.extend(Astray::of(link_type, &dest_url, &range, false));
                self.inline(range, InlineKind::Link);
            }
            Tag::Image { link_type, dest_url, .. } => {
                self.links += 1;
                match Astray::of(link_type, &dest_url, &range, true) {
                    Some(astray) => self.page.astray.push(astray),
                    None => self.page.pictures.push((range.clone(), dest_url.to_string())),
                }
                self.inline(range, InlineKind::Link);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.inert = false,
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.items.pop();
            }
            TagEnd::BlockQuote(_) | TagEnd::Table => {
                self.close();
                self.outer = self.outer.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.outer = self.outer.saturating_sub(1);
                self.note = None;
            }
            TagEnd::Link | TagEnd::Image => {
                self.links = self.links.saturating_sub(1);
                let seen = self.seen;
                if let Some(astray) = self.page.astray.iter_mut().rev().take(2).find(|astray| astray.range == range) {
                    astray.words.end = seen.max(astray.words.start);
                }
            }
            TagEnd::Emphasis => self.mark(range.end.saturating_sub(1), 1),
            TagEnd::Strong => self.mark(range.end.saturating_sub(2), 2),
            _ => {}
        }
    }

    /// Emphasis begins; its marks are words to the rules.
    fn marks(&mut self, range: Range<usize>, count: usize) {
        self.mark(range.start, count);
        self.inline(range, InlineKind::Marks(count));
    }

    fn mark(&mut self, at: usize, count: usize) {
        let mark = self.body.text.get(at..at + count).unwrap_or("").to_owned();
        self.words(&mark, at, &(at..at + count));
    }

    fn inline(&mut self, range: Range<usize>, kind: InlineKind) {
        if let Some(open) = &mut self.open {
            open.leaf.has_links |= kind == InlineKind::Link;
            open.leaf.words.start = if open.leaf.words.is_empty() { range.start } else { open.leaf.words.start };
            open.leaf.words.end = open.leaf.words.end.max(range.end);
        }
        self.page.inlines.push(Inline { range, kind });
    }

    fn text(&mut self, text: &CowStr<'b>, range: Range<usize>) {
        let written = self.body.text.get(range.clone()).unwrap_or("");
        if written != text.as_ref() {
            // A reference to a character.
            self.inline(range.clone(), InlineKind::Whole);
        } else if self.is_escaped(range.start) {
            self.inline(range.start - 1..range.start + 1, InlineKind::Whole);
        }
        if self.links == 0 && written == text.as_ref() {
            let places = text.match_indices('@').map(|(at, _)| range.start + at);
            self.page.handles.extend(places);
        }
        // The signs of a part, and its class, are no words.
        let is_fence = text.starts_with(":::") && self.open.as_ref().is_some_and(|open| open.text.is_empty() || open.text.ends_with(' '));
        self.words(if is_fence { "" } else { text }, range.start, &range);
        if let Some(open) = self.open.as_mut().filter(|open| open.leaf.level.is_some()) {
            open.leaf.plain.push_str(text);
        }
    }

    /// Whether a backslash before the words that begin here is the sign's that comes first (CommonMark 0.31.2, 2.4).
    fn is_escaped(&self, at: usize) -> bool {
        let before = self.body.text.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    }

    fn begin(&mut self, role: Role, range: Range<usize>, level: Option<u8>) {
        self.close();
        let mut leaf = Leaf {
            words: range.start..range.start,
            start: range.start,
            range,
            is_free: self.outer == 0,
            is_top: self.outer == 0 && self.items.is_empty(),
            level,
            plain: String::new(),
            has_links: false,
        };
        let (mut text, mut origin) = (String::new(), Vec::new());
        let mut role = role;
        if let Some(item) = self.items.last_mut().filter(|item| !item.is_used) {
            item.is_used = true;
            role = if role == Role::Text { Role::Item } else { role };
            let mark = self.body.text.get(item.range.start..leaf.range.start.max(item.range.start)).unwrap_or("");
            if item.is_numbered && mark.len() < 12 {
                // Entries of a list are known by their numbers.
                origin.push((0, offset(self.body.source_at(item.range.start))));
                text.push_str(mark.trim());
                text.push(' ');
            }
            leaf.range.start = item.range.start;
        }
        self.open = Some(Open { text, origin, role, leaf });
    }

    fn words(&mut self, text: &str, from: usize, range: &Range<usize>) {
        if self.open.is_none() {
            // Words of an item that stand close to its mark.
            let end = self.items.last().map_or(range.end, |item| item.range.end);
            self.begin(Role::Text, range.start..end, None);
        }
        let Some(open) = &mut self.open else { return };
        open.leaf.words.start = if open.leaf.words.is_empty() { range.start } else { open.leaf.words.start };
        open.leaf.words.end = open.leaf.words.end.max(range.end);
        let source = offset(self.body.source_at(from));
        open.origin.push((offset(open.text.len()), source));
        open.text.push_str(text);
        if matches!(text, " ") && open.leaf.level.is_some() {
            open.leaf.plain.push(' ');
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let block = Block::given(open.text, open.origin, open.role);
        match self.note.and_then(|note| self.draft.notes.get_mut(note)) {
            Some(note) => note.body.push(block),
            None => self.draft.blocks.push(block),
        }
        self.page.leaves.push(open.leaf);
    }
}

/// The title that stands behind the language of code, as Docusaurus and MkDocs show it.
fn title_of(info: &str) -> Option<&str> {
    let (_, value) = info.split_once("title=")?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next().filter(|title| !title.is_empty())
}

pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
