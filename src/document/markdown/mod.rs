//! Markdown → text, markup and facts. The only home of `pulldown-cmark`.
//!
//! 1. [`marks`]: what Pandoc, Obsidian and GitHub have beside CommonMark is found and covered;
//! 2. this file walks over the parser's events, block by block: [`tags`] opens and closes;
//! 3. on the way: [`heading`]: what stands in braces behind a heading; [`links`] and [`pictures`]; [`raw`]:
//!    code and raw HTML; [`wrappers`]: raw elements around blocks; [`tables`]; [`marked`]: what stands for the marks; [`attributes`]: what stands in braces;
//! 4. the notes ([`notes`]).
//!
//! One walk over the parser's events. The definitions of notes are put aside on the way and written
//! behind the running text, in the order in which it refers to them.
//!
//! The dialect is CommonMark with GitHub's tables, tasks, strikethrough and notes, ids of headings in braces
//! (`## Words {#id}`), wikilinks, Pandoc's citations, and [`marks`].

mod attributes;
mod brackets;
mod heading;
mod links;
mod lost;
mod marked;
mod marks;
mod notes;
mod pictures;
mod raw;
mod tables;
mod tags;
mod wrappers;

use std::{collections::HashMap, ops::Range};

use brackets::cited;
pub(super) use marks::Marks;
use notes::Definition;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{
    Highlight, Meta,
    body::Name,
    html,
    inline::Run,
    writer::{Element, Writer, turns::Turns},
};
use crate::base::{Span, say, script};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_TASKLISTS);

/// Markdown as it may be published as such: without the comments that no page shows.
pub fn published(text: &str) -> std::borrow::Cow<'_, str> {
    Marks::published(text)
}

/// Writes the Markdown that stands at `span` of the file; `marks` are those found in it.
pub(super) fn read<'a>(mut writer: Writer<'a>, span: Span, marks: &'a Marks<'a>, meta: &'a Meta, highlight: Highlight<'a>) -> Writer<'a> {
    writer.rtl = meta.lang.is_rtl();
    writer.has_source = meta.source.is_some();
    writer.abbreviations = marks.abbreviations.iter().map(|one| (one.short.clone(), one.long.clone(), false)).collect();
    let mut reader = Reader {
        writer,
        offset: span.start as usize,
        highlight,
        marks,
        english: meta.lang.primary() == "en",
        mode: Mode::Words,
        seen: lost::Seen::default(),
        run: Run::default(),
        soft_break: false,
        item: None,
        depth: 0,
        wrappers: Vec::new(),
        quotes: Vec::new(),
        titled: marked::Title::None,
        table: tables::Table::default(),
        cut: usize::MAX,
        behind: usize::MAX,
        definitions: Vec::new(),
        defining: 0,
        numbers: HashMap::new(),
    };
    if matches!(meta.kind, crate::reference::Kind::Interview | crate::reference::Kind::Hearing) {
        reader.writer.turns = Some(Turns::new(meta));
    }
    reader.say_findings();
    for (event, range) in Parser::new_with_broken_link_callback(&marks.text, reader.options(), Some(cited)).into_offset_iter() {
        reader.sort(event, range);
    }
    reader.end_text();
    reader.write_notes();
    reader.say_unused();
    html::say_styles(&mut reader.writer);
    reader.writer
}

/// The walk.
struct Reader<'a> {
    writer: Writer<'a>,
    /// Where the Markdown begins in the file.
    offset: usize,
    highlight: Highlight<'a>,
    marks: &'a Marks<'a>,
    /// Whether the text is in English.
    english: bool,
    mode: Mode<'a>,
    seen: lost::Seen,
    run: Run,
    /// A line of the file ended; what the next words are says whether a space stands for it.
    soft_break: bool,
    /// A list item has begun, its tag is not written yet; where it stands.
    item: Option<Span>,
    /// How many containers are open.
    depth: u32,
    /// Raw elements around blocks (`<div lang="ru">`), and parts.
    wrappers: Vec<wrappers::Wrapper>,
    /// What the quotations that are open are on the page.
    quotes: Vec<Name>,
    /// Whether the title of a callout comes or is being written.
    titled: marked::Title,
    table: tables::Table,
    /// Where in the Markdown the braces behind the open heading begin, if they are no words.
    cut: usize,
    /// Where attributes begin that the picture before them has read.
    behind: usize,
    /// The definitions of notes, in the order of the file.
    definitions: Vec<Definition<'a>>,
    /// How deep in definitions the walk is; their events are put aside.
    defining: u32,
    /// The numbers of notes by folded label.
    numbers: HashMap<String, u32>,
}

/// What the coming events are for.
enum Mode<'a> {
    /// The page.
    Words,
    /// Nothing: a citation is written from its source. How many elements are open in it.
    Skip(u32),
    /// The words of an image or a wikilink: what they are for, and how many elements are open in it.
    Gather { link: CowStr<'a>, title: CowStr<'a>, wiki: Option<bool>, image: bool, words: String, depth: u32, source: Span },
    /// A block of code: language and code.
    Code { lang: String, code: String, source: Span },
    /// A block of raw HTML.
    Html { html: String, source: Span },
}

impl<'a> Reader<'a> {
    /// Puts the events of a definition aside, writes all others.
    fn sort(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.defining += 1;
                if self.defining == 1 {
                    let source = self.span(&range);
                    let mark = Span::new(source.start as usize, source.start as usize + label.len() + "[^]:".len());
                    self.definitions.push(Definition { label: label.to_string(), mark, events: Vec::new(), number: None });
                    return;
                }
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.defining = self.defining.saturating_sub(1);
                if self.defining == 0 {
                    return;
                }
            }
            _ => {}
        }
        match self.definitions.last_mut().filter(|_| self.defining > 0) {
            Some(definition) => definition.events.push((event, range)),
            None => self.event(event, range),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let marks = self.marks;
        let lost = self.seen.lost(&event, &range, &marks.text).filter(|_| matches!(self.mode, Mode::Words));
        if let Some((range, words)) = lost.and_then(|lost| Some((lost.clone(), marks.text.get(lost)?))) {
            self.told(Event::Text(words.into()), range);
        }
        self.told(event, range);
    }

    fn told(&mut self, event: Event<'a>, mut range: Range<usize>) {
        let Some(event) = self.before_cut(event, &mut range) else { return };
        let event = self.uncovered(event, &range);
        match &mut self.mode {
            Mode::Words => self.write(event, range),
            Mode::Skip(depth) => match event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 0 => self.mode = Mode::Words,
                Event::End(_) => *depth -= 1,
                _ => {}
            },
            Mode::Gather { words, depth, .. } => match event {
                Event::Text(text) => marked::gather(self.marks, &text, &range, words),
                Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 0 => self.gathered(),
                Event::End(_) => *depth -= 1,
                _ => {}
            },
            Mode::Code { code, .. } => match event {
                Event::Text(text) => code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => self.code_block(),
                _ => {}
            },
            Mode::Html { html, .. } => match event {
                Event::Html(text) | Event::Text(text) => html.push_str(&text),
                Event::End(TagEnd::HtmlBlock) => self.html_block(),
                _ => {}
            },
        }
    }

    fn write(&mut self, event: Event<'a>, range: Range<usize>) {
        let source = self.span(&range);
        if let Event::Text(words) = &event {
            self.text(words, range);
            return;
        }
        self.run.flush(&mut self.writer);
        match event {
            Event::SoftBreak => self.line_ends(source),
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Code(code) => {
                self.inline_at(source);
                let depth = self.writer.inline.len();
                self.writer.open_inline(Name::Code);
                self.writer.words(&code);
                self.writer.close_inline(depth);
            }
            Event::FootnoteReference(label) => {
                self.inline_at(source);
                self.writer.aside(&label);
                let number = self.number(&label);
                self.refer(number);
            }
            Event::HardBreak => {
                self.inline_at(source);
                self.writer.line_break();
            }
            Event::Rule => self.rule(&range),
            Event::InlineHtml(tag) => {
                self.inline_at(source);
                self.writer.aside(&tag);
                html::inline(&mut self.writer, &tag, self.table.in_cell, source);
            }
            Event::Html(html) => html::block(&mut self.writer, &html, source),
            // A sign and no control: it is printed, copied and read aloud.
            Event::TaskListMarker(done) => {
                self.inline_at(source);
                self.writer.words(if done { "☑ " } else { "☐ " });
            }
            // Math is not asked for.
            Event::InlineMath(words) | Event::DisplayMath(words) => self.writer.words(&words),
            Event::Text(_) => {}
        }
    }

    fn end_text(&mut self) {
        self.block_level();
        self.leave(0, say::the_text);
        self.writer.end_text();
    }

    fn end_block(&mut self) {
        self.soft_break = false;
        html::left_open(&mut self.writer);
        self.writer.close_block();
    }

    /// Something that is no words begins: the words before it are a block.
    fn block_level(&mut self) {
        self.run.flush(&mut self.writer);
        self.end_block();
        if self.item.take().is_some() {
            self.writer.open(Name::Li, false);
        }
    }

    fn container(&mut self) {
        self.block_level();
        self.depth += 1;
    }

    fn end_container(&mut self) {
        self.block_level();
        self.depth = self.depth.saturating_sub(1);
        self.leave(self.depth + 1, say::the_list_around);
    }

    /// Words or inline elements come: a block is open for them.
    fn inline_at(&mut self, source: Span) {
        self.ensure_block(source);
        self.soft_break(None);
    }

    fn ensure_block(&mut self, source: Span) {
        match &mut self.writer.block {
            None => {
                let element = if self.item.take().is_some() { Element::Item } else { Element::Bare };
                self.writer.open_block(element, source);
            }
            Some(block) => block.extend(source),
        }
    }

    /// A line break in the file is a space, but none between two Chinese characters.
    fn soft_break(&mut self, next: Option<char>) {
        if std::mem::take(&mut self.soft_break) {
            let before = self.writer.body.text.chars().next_back();
            if !(before.is_some_and(script::is_wide) && next.is_some_and(script::is_wide)) {
                self.run.flush(&mut self.writer);
                self.writer.words(" ");
            }
        }
    }

    /// A range of the Markdown as a span of the file, the line break at its end left out.
    fn span(&self, range: &Range<usize>) -> Span {
        let span = Span::new(self.offset + range.start, self.offset + range.end);
        let words = span.of(self.writer.file);
        if words.ends_with('\n') { Span::new(span.start as usize, span.start as usize + words.trim_end().len()) } else { span }
    }
}
