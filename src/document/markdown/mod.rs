//! Markdown → text, markup and facts. The only home of `pulldown-cmark`.
//!
//! 1. this file walks over the parser's events, block by block;
//! 2. [`heading`]: what stands in braces behind a heading; [`links`]: links, citations, wikilinks, images; [`raw`]: code and raw HTML;
//! 3. the notes ([`notes`]).
//!
//! One walk over the parser's events. The definitions of notes are put aside on the way and written
//! behind the running text, in the order in which it refers to them.
//!
//! The dialect is CommonMark with GitHub's tables, strikethrough and notes, ids of headings in braces
//! (`## Words {#id}`), wikilinks, and Pandoc's citations. Not Pandoc's definition lists: they would
//! swallow lines that begin with a colon.

mod heading;
mod links;
mod notes;
mod raw;

use std::{collections::HashMap, ops::Range};

use notes::Definition;
use pulldown_cmark::{Alignment, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Highlight, Hole, Meta, cite, html,
    inline::{self, Run},
    turns::Turns,
    writer::{Element, Inline, Writer},
};
use crate::base::Span;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_TASKLISTS);

/// Writes the Markdown that stands at `span` of the file.
pub(super) fn read<'a>(mut writer: Writer<'a>, span: Span, meta: &'a Meta, highlight: Highlight<'a>) -> Writer<'a> {
    writer.rtl = meta.lang.is_rtl();
    let text = span.of(writer.file);
    let cited = |link: BrokenLink<'_>| {
        let citation = link.link_type == LinkType::Shortcut && link.reference.contains('@') && cite::bracket(&link.reference).is_some();
        citation.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let events = Parser::new_with_broken_link_callback(text, OPTIONS, Some(cited)).into_offset_iter();
    let mut reader = Reader {
        writer,
        offset: span.start as usize,
        highlight,
        mode: Mode::Words,
        run: Run::default(),
        soft_break: false,
        item: None,
        depth: 0,
        wrappers: Vec::new(),
        columns: Vec::new(),
        column: 0,
        in_head: false,
        in_cell: false,
        cut: usize::MAX,
        definitions: Vec::new(),
        defining: 0,
        numbers: HashMap::new(),
    };
    if meta.kind == crate::reference::Kind::Interview {
        reader.writer.turns = Some(Turns::new(meta));
    }
    for (event, range) in events {
        reader.sort(event, range);
    }
    reader.end_text();
    reader.write_notes();
    reader.writer
}

/// The walk.
struct Reader<'a> {
    writer: Writer<'a>,
    /// Where the Markdown begins in the file.
    offset: usize,
    highlight: Highlight<'a>,
    mode: Mode<'a>,
    run: Run,
    /// A line of the file ended; what the next words are says whether a space stands for it.
    soft_break: bool,
    /// A list item has begun, its tag is not written yet; where it stands.
    item: Option<Span>,
    /// How many containers are open.
    depth: u32,
    /// Raw elements around blocks (`<div lang="ru">`): name, depth, whether they name a language.
    wrappers: Vec<(&'static str, u32, bool)>,
    /// The alignment of the table's columns, and the current one.
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the words are those of a cell.
    in_cell: bool,
    /// Where in the Markdown the braces behind the open heading begin, if they are no words.
    cut: usize,
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

    fn event(&mut self, event: Event<'a>, mut range: Range<usize>) {
        let Some(event) = self.before_cut(event, &mut range) else { return };
        match &mut self.mode {
            Mode::Words => self.write(event, range),
            Mode::Skip(depth) => match event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 0 => self.mode = Mode::Words,
                Event::End(_) => *depth -= 1,
                _ => {}
            },
            Mode::Gather { words, depth, .. } => match event {
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
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
            self.ensure_block(source);
            self.soft_break(words.chars().next());
            self.run.push(&mut self.writer, words, source);
            return;
        }
        self.run.flush(&mut self.writer);
        match event {
            Event::SoftBreak => self.soft_break = true,
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag, source),
            Event::Code(code) => {
                self.inline_at(source);
                let depth = self.writer.inline.len();
                self.writer.open_inline("code");
                self.writer.words(&code);
                self.writer.close_inline(depth);
            }
            Event::FootnoteReference(label) => {
                self.inline_at(source);
                let number = self.number(&label);
                if let Some(note) = (number as usize).checked_sub(1).and_then(|index| self.writer.body.notes.get_mut(index)) {
                    note.marks += 1;
                    let marks = note.marks;
                    self.writer.hole(Hole::Note(number, marks));
                }
            }
            Event::HardBreak => {
                self.inline_at(source);
                self.writer.line_break();
            }
            Event::Rule => {
                self.block_level();
                self.writer.markup("<hr>\n");
            }
            Event::InlineHtml(tag) => {
                self.inline_at(source);
                html::inline(&mut self.writer, &tag, self.in_cell, source);
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

    fn start(&mut self, tag: Tag<'a>, source: Span) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                self.inline_at(source);
                self.writer.open_inline(match tag {
                    Tag::Emphasis => "em",
                    Tag::Strong => "strong",
                    Tag::Superscript => "sup",
                    Tag::Subscript => "sub",
                    _ => "del",
                });
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.inline_at(source);
                self.link(link_type, dest_url, title, source);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.inline_at(source);
                let wiki = matches!(link_type, LinkType::WikiLink { .. }).then_some(false);
                self.mode = Mode::Gather { link: dest_url, title, wiki, image: true, words: String::new(), depth: 0, source };
            }
            Tag::Paragraph => {
                self.block_level();
                self.writer.open_block(Element::Paragraph { top: self.depth == 0 && self.wrappers.is_empty() }, source);
            }
            Tag::Heading { level, .. } => {
                self.block_level();
                let top = self.depth == 0 && self.wrappers.is_empty();
                let start = source.start as usize - self.offset;
                self.heading(level as u8, top, source, &(start..start + source.len()));
            }
            Tag::CodeBlock(kind) => {
                self.block_level();
                let lang = match kind {
                    CodeBlockKind::Fenced(info) => raw::language(&info).to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.mode = Mode::Code { lang, code: String::new(), source };
            }
            Tag::HtmlBlock => {
                self.block_level();
                self.mode = Mode::Html { html: String::new(), source };
            }
            Tag::BlockQuote(_) => {
                self.container();
                self.writer.markup("<blockquote>\n");
            }
            Tag::List(start) => {
                self.container();
                match start {
                    None => self.writer.markup("<ul>\n"),
                    Some(1) => self.writer.markup("<ol>\n"),
                    Some(start) => self.writer.markup(&format!("<ol start=\"{start}\">\n")),
                }
            }
            Tag::Item => {
                self.container();
                self.item = Some(source);
            }
            Tag::Table(columns) => {
                self.container();
                self.columns = columns;
                self.writer.markup("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.writer.markup("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.writer.markup("<tr>");
            }
            Tag::TableCell => {
                let align = match self.columns.get(self.column) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    _ => "",
                };
                self.column += 1;
                self.in_cell = true;
                self.writer.markup(if self.in_head { "<th scope=\"col\"" } else { "<td" });
                self.writer.markup(align);
                self.writer.markup(">");
                self.writer.open_block(Element::Bare, source);
            }
            // Definitions within definitions, and what the options do not ask for.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: Span) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                let name = match tag {
                    TagEnd::Emphasis => "em",
                    TagEnd::Strong => "strong",
                    TagEnd::Superscript => "sup",
                    TagEnd::Subscript => "sub",
                    _ => "del",
                };
                if let Some(depth) = self.writer.inline.iter().rposition(|inline| *inline == Inline::Element(name)) {
                    self.writer.close_inline(depth);
                }
            }
            TagEnd::Link => self.end_link(source),
            TagEnd::Paragraph | TagEnd::Heading(_) => self.end_block(),
            TagEnd::BlockQuote(_) => {
                self.end_container();
                self.writer.markup("</blockquote>\n");
            }
            TagEnd::List(ordered) => {
                self.end_container();
                self.writer.markup(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.end_container();
                self.writer.markup("</li>\n");
            }
            TagEnd::Table => {
                self.end_container();
                self.writer.markup("</tbody>\n</table>\n");
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.writer.markup("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.writer.markup("</tr>\n"),
            TagEnd::TableCell => {
                self.end_block();
                self.in_cell = false;
                self.writer.markup(if self.in_head { "</th>" } else { "</td>" });
            }
            _ => {}
        }
    }

    fn end_text(&mut self) {
        self.block_level();
        while !self.wrappers.is_empty() {
            self.close_wrapper();
        }
        self.writer.end_text();
    }

    fn end_block(&mut self) {
        self.soft_break = false;
        self.writer.close_block();
    }

    /// Something that is no words begins: the words before it are a block.
    fn block_level(&mut self) {
        self.run.flush(&mut self.writer);
        self.end_block();
        if self.item.take().is_some() {
            self.writer.markup("<li>");
        }
    }

    fn container(&mut self) {
        self.block_level();
        self.depth += 1;
    }

    fn end_container(&mut self) {
        self.block_level();
        self.depth = self.depth.saturating_sub(1);
        while self.wrappers.last().is_some_and(|wrapper| wrapper.1 > self.depth) {
            self.close_wrapper();
        }
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
            if !(before.is_some_and(inline::is_wide) && next.is_some_and(inline::is_wide)) {
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
