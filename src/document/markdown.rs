//! Markdown → text, markup and facts. The only home of `pulldown-cmark`.
//!
//! One walk over the parser's events. The definitions of notes are put aside on the way and written
//! behind the running text, in the order in which it refers to them.
//!
//! The dialect is CommonMark with GitHub's tables, strikethrough and notes, ids of headings in braces
//! (`## Words {#id}`), wikilinks, and Pandoc's citations. Not Pandoc's definition lists: they would
//! swallow lines that begin with a colon.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::{Alignment, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Highlight, Hole, LinkTarget, Meta, Note, address, cite, html,
    inline::{self, Run},
    turns::Turns,
    writer::{Element, Inline, Linked, Writer},
};
use crate::base::{Diagnostic, Short, Span, text};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_WIKILINKS);

/// Writes the Markdown that stands at `span` of the file.
pub(super) fn read<'a>(writer: Writer<'a>, span: Span, meta: &'a Meta, highlight: Highlight<'a>) -> Writer<'a> {
    let text = span.of(writer.file);
    let cited = |link: BrokenLink<'_>| {
        let citation = link.link_type == LinkType::Shortcut && link.reference.contains('@') && cite::bracket(&link.reference).is_some();
        citation.then(|| (CowStr::Borrowed(""), CowStr::Borrowed("")))
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

/// The definition of a note.
struct Definition<'a> {
    label: String,
    /// `[^label]:` in the file.
    mark: Span,
    events: Vec<(Event<'a>, Range<usize>)>,
    /// The number of its note, once it has one.
    number: Option<u32>,
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
                html::inline(&mut self.writer, &tag, source);
            }
            Event::Html(html) => html::block(&mut self.writer, &html, source),
            // Math and task lists are not asked for.
            Event::InlineMath(words) | Event::DisplayMath(words) => self.writer.words(&words),
            Event::TaskListMarker(_) | Event::Text(_) => {}
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
            Tag::Heading { level, id, .. } => {
                self.block_level();
                let id = id.filter(|id| !id.is_empty()).map(|id| id.to_string());
                self.writer.open_block(Element::Heading { level: level as u8, id }, source);
            }
            Tag::CodeBlock(kind) => {
                self.block_level();
                let lang = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or("").to_owned(),
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
                self.writer.markup(if self.in_head { "</th>" } else { "</td>" });
            }
            _ => {}
        }
    }

    fn link(&mut self, kind: LinkType, address: CowStr<'a>, title: CowStr<'a>, source: Span) {
        match kind {
            LinkType::ShortcutUnknown => {
                let inner = source.of(self.writer.file);
                let cites = inner.get(1..inner.len().saturating_sub(1)).and_then(cite::bracket).unwrap_or_default();
                inline::group(&mut self.writer, cites, source);
                self.mode = Mode::Skip(0);
            }
            LinkType::WikiLink { has_pothole } => {
                self.mode =
                    Mode::Gather { link: address, title, wiki: Some(has_pothole), image: false, words: String::new(), depth: 0, source };
            }
            LinkType::Email => {
                inline::open_link(&mut self.writer, LinkTarget::Outside(format!("mailto:{address}")), &title, source);
            }
            _ => match address.strip_prefix("#ref-").filter(|key| !key.is_empty()) {
                Some(key) => inline::open_citation(&mut self.writer, &address::decode(key), source),
                None => {
                    if address.is_empty() {
                        let message = "link without an address";
                        let hint = "write the address in the round brackets, or `[[name]]` for a page of the archive";
                        self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, "empty-link", message).at(source).hint(hint));
                    }
                    inline::open_link(&mut self.writer, address::sort(&address), &title, source);
                }
            },
        }
    }

    fn end_link(&mut self, source: Span) {
        let Some(depth) = self.writer.inline.iter().rposition(|inline| matches!(inline, Inline::Link { .. })) else { return };
        let Some(Inline::Link { to, start }) = self.writer.inline.get(depth).cloned() else { return };
        self.writer.close_inline(depth);
        let words = self.writer.body.text.get(start..).unwrap_or("");
        match to {
            Linked::Citation(index) => {
                let locator = cite::printed_locator(words).into();
                if let Some(citation) = self.writer.facts.citations.get_mut(index as usize) {
                    citation.locator = locator;
                }
            }
            Linked::Link(index) => {
                let image = self.writer.facts.links.len() as u32 > index + 1;
                if words.trim().is_empty() && !image {
                    let message = "link without words";
                    let hint = "write what the link says between the square brackets";
                    self.writer.diagnostics.push(Diagnostic::warning(self.writer.path, "empty-link", message).at(source).hint(hint));
                }
            }
        }
    }

    /// The words of an image or a wikilink are all there.
    fn gathered(&mut self) {
        let Mode::Gather { link, title, wiki, image, words, source, .. } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        if image {
            let alt = if wiki.is_some() { "" } else { words.as_str() };
            html::image(&mut self.writer, address::sort(&link), &title, alt, source);
            return;
        }
        let shown = wiki.unwrap_or(false).then(|| text::squeeze(&words)).filter(|words| !words.is_empty());
        let name = text::squeeze(&link);
        let (name, fragment) = match name.split_once('#') {
            Some((name, fragment)) if !fragment.is_empty() => (name.trim_end().to_owned(), fragment.to_owned()),
            _ => (name, String::new()),
        };
        if name.is_empty() && fragment.is_empty() {
            let written = source.of(self.writer.file);
            self.writer.words(written);
            return;
        }
        if name.is_empty() {
            inline::open_link(&mut self.writer, LinkTarget::Fragment(fragment.clone()), &title, source);
            self.writer.words(shown.as_deref().unwrap_or(&fragment));
            self.end_link(source);
            return;
        }
        let start = self.writer.body.text.len();
        self.writer.body.text.push_str(shown.as_deref().unwrap_or(&name));
        let end = self.writer.body.text.len();
        let index = inline::link(&mut self.writer, LinkTarget::Name(name, fragment, shown), &title, source);
        if let Some(link) = self.writer.facts.links.get_mut(index as usize) {
            link.words = Span::new(start, end);
        }
        self.writer.hole(Hole::Wikilink(index));
    }

    fn code_block(&mut self) {
        let Mode::Code { lang, code, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        html::code(&mut self.writer, &lang, &code, self.highlight, source);
    }

    /// Raw HTML: an element around blocks opens or ends, or a whole piece of HTML.
    fn html_block(&mut self) {
        let Mode::Html { html, source } = std::mem::replace(&mut self.mode, Mode::Words) else { return };
        match html::wrapper(&html) {
            Some(html::Wrapper::Open { name, tag, lang }) => {
                self.wrappers.push((name, self.depth, lang.is_some()));
                self.writer.langs.extend(lang);
                self.writer.markup(&tag);
                self.writer.markup("\n");
            }
            Some(html::Wrapper::Close(name)) if self.wrappers.iter().any(|wrapper| wrapper.0 == name && wrapper.1 == self.depth) => {
                while let Some((open, ..)) = self.wrappers.last().copied() {
                    self.close_wrapper();
                    if open == name {
                        break;
                    }
                }
            }
            _ => html::block(&mut self.writer, &html, source),
        }
    }

    fn close_wrapper(&mut self) {
        if let Some((name, _, lang)) = self.wrappers.pop() {
            if lang {
                self.writer.langs.pop();
            }
            self.writer.markup(&format!("</{name}>\n"));
        }
    }

    /// The number of the note with this label, the next one if it has none yet.
    fn number(&mut self, label: &str) -> u32 {
        let folded = label.to_lowercase();
        if let Some(number) = self.numbers.get(&folded) {
            return *number;
        }
        let number = self.add_note(label.into());
        self.numbers.insert(folded, number);
        number
    }

    fn add_note(&mut self, label: Short) -> u32 {
        let number = self.writer.body.notes.len() as u32 + 1;
        self.writer.body.notes.push(Note { label, number, marks: 0, pieces: Vec::new(), text: Span::default() });
        number
    }

    fn end_text(&mut self) {
        self.block_level();
        while !self.wrappers.is_empty() {
            self.close_wrapper();
        }
        self.writer.end_text();
    }

    /// Writes the notes, those referred to first; a note may refer to others.
    fn write_notes(&mut self) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for (index, definition) in self.definitions.iter().enumerate() {
            let earlier = first.get(&definition.label.to_lowercase()).and_then(|&earlier| self.definitions.get(earlier));
            if let Some(earlier) = earlier {
                let message = format!("note `{}` has two bodies", definition.label);
                let hint = "give one of them another label, or join them";
                let diagnostic = Diagnostic::error(self.writer.path, "note-doubled", message).at(definition.mark).hint(hint);
                self.writer.diagnostics.push(diagnostic.related(self.writer.path, Some(earlier.mark), "the first one stands here"));
            } else {
                first.insert(definition.label.to_lowercase(), index);
            }
        }
        let mut written = 0;
        let mut unreferenced = 0;
        loop {
            while let Some(note) = self.writer.body.notes.get(written) {
                let index = first.get(&note.label.to_lowercase()).copied();
                if let Some(index) =
                    index.filter(|&index| self.definitions.get(index).is_some_and(|definition| definition.number.is_none()))
                {
                    self.write_note(written, index);
                }
                written += 1;
            }
            // Words that nothing refers to are not lost: they become notes behind the others.
            let Some(definition) = self.definitions.get(unreferenced) else { break };
            if definition.number.is_none() {
                if first.get(&definition.label.to_lowercase()) == Some(&unreferenced) {
                    let message = format!("nothing refers to note `{}`", definition.label);
                    let hint = format!("put `[^{}]` where it belongs in the text", definition.label);
                    self.writer
                        .diagnostics
                        .push(Diagnostic::warning(self.writer.path, "note-unused", message).at(definition.mark).hint(hint));
                }
                let label = definition.label.as_str().into();
                self.add_note(label);
                self.write_note(written, unreferenced);
                written += 1;
            }
            unreferenced += 1;
        }
    }

    fn write_note(&mut self, note: usize, definition: usize) {
        let Some(definition) = self.definitions.get_mut(definition) else { return };
        definition.number = Some(note as u32 + 1);
        let events = std::mem::take(&mut definition.events);
        self.writer.note = Some(note as u32);
        let blocks = self.writer.body.blocks.len();
        for (event, range) in events {
            self.sort(event, range);
        }
        self.block_level();
        while !self.wrappers.is_empty() {
            self.close_wrapper();
        }
        let body = &mut self.writer.body;
        let text = match (body.blocks.get(blocks), body.blocks.last()) {
            (Some(first), Some(last)) => Span::new(first.text.start as usize, last.text.end as usize),
            _ => Span::new(body.text.len(), body.text.len()),
        };
        if let Some(note) = body.notes.get_mut(note) {
            // A copy of just their number; the room is used again for the next note.
            note.pieces = self.writer.pieces.as_slice().to_vec();
            self.writer.pieces.clear();
            note.text = text;
        }
        self.writer.note = None;
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
