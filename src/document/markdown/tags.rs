//! What opens and what closes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, LinkType, Tag, TagEnd};

use super::{Mode, Reader, attributes::raw_format, raw};
use crate::document::{
    body::{Attribute, Name},
    writer::{Element, Inline},
};

impl<'a> Reader<'a> {
    /// Something opens that stands at `range` of the Markdown.
    pub(super) fn start(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        let source = self.span(range);
        if matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_)) {
            self.block_in_table(source);
        }
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                self.inline_at(source);
                self.writer.open_inline(match tag {
                    Tag::Emphasis => Name::Em,
                    Tag::Strong => Name::Strong,
                    Tag::Superscript => Name::Sup,
                    Tag::Subscript => Name::Sub,
                    _ => Name::Del,
                });
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.inline_at(source);
                self.link(link_type, dest_url, title, source);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.inline_at(source);
                let wiki = if let LinkType::WikiLink { has_pothole } = link_type { Some(has_pothole) } else { None };
                self.mode = Mode::Gather { link: dest_url, title, wiki, image: true, words: String::new(), depth: 0, source };
            }
            Tag::Paragraph => {
                self.block_level();
                if !self.open_title(source) {
                    self.open_paragraph(source);
                }
            }
            Tag::Heading { level, .. } => {
                self.block_level();
                let top = self.depth == 0 && self.wrappers.is_empty();
                self.heading(level as u8, top, source, &(range.start..range.start + source.len()));
            }
            Tag::CodeBlock(kind) => {
                self.block_level();
                let lang = match kind {
                    CodeBlockKind::Fenced(info) => {
                        if let Some((format, _)) = raw_format(info.trim()) {
                            self.raw_code(format, source);
                        }
                        raw::language(&info).to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.writer.aside(&lang);
                self.mode = Mode::Code { lang, code: String::new(), source };
            }
            Tag::HtmlBlock => {
                self.block_level();
                self.writer.aside(source.of(self.writer.file));
                self.mode = Mode::Html { html: String::new(), source };
            }
            Tag::BlockQuote(_) => {
                self.container();
                self.open_quote(range.start);
            }
            Tag::List(start) => {
                self.container();
                match start {
                    None => self.writer.open(Name::Ul, true),
                    Some(1) => self.writer.open(Name::Ol, true),
                    Some(start) => self.writer.open_with(Name::Ol, &[(Attribute::Start, start.to_string())], true),
                }
            }
            Tag::Item => {
                self.container();
                let line = source.of(self.writer.file);
                self.writer.aside(line.get(..line.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or(""));
                self.item = Some(source);
            }
            Tag::Table(columns) => self.open_table(columns),
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.open_cell(source),
            Tag::DefinitionList => {
                self.container();
                self.writer.open(Name::Dl, true);
            }
            Tag::DefinitionListTitle => {
                self.block_level();
                self.writer.open(Name::Dt, false);
                self.writer.open_block(Element::Bare, source);
            }
            Tag::DefinitionListDefinition => {
                self.container();
                self.writer.open(Name::Dd, false);
            }
            // Definitions of notes within others, and what the options do not ask for.
            Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {}
        }
    }

    /// Something closes.
    pub(super) fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let source = self.span(range);
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                let name = match tag {
                    TagEnd::Emphasis => Name::Em,
                    TagEnd::Strong => Name::Strong,
                    TagEnd::Superscript => Name::Sup,
                    TagEnd::Subscript => Name::Sub,
                    _ => Name::Del,
                };
                if let Some(depth) = self.writer.inline.iter().rposition(|inline| *inline == Inline::Element(name)) {
                    self.writer.close_inline(depth);
                }
            }
            TagEnd::Link => self.end_link(source),
            TagEnd::Paragraph => {
                self.end_title();
                self.end_block();
            }
            TagEnd::Heading(_) => self.end_block(),
            TagEnd::BlockQuote(_) => {
                self.end_container();
                let name = self.quotes.pop().unwrap_or(Name::Blockquote);
                self.writer.close(name, true);
            }
            TagEnd::List(ordered) => {
                self.end_container();
                self.writer.close(if ordered { Name::Ol } else { Name::Ul }, true);
            }
            TagEnd::Item => {
                self.end_container();
                self.writer.close(Name::Li, true);
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_row(range, true),
            TagEnd::TableRow => self.end_row(range, false),
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::DefinitionList => {
                self.end_container();
                self.writer.close(Name::Dl, true);
            }
            TagEnd::DefinitionListTitle => {
                self.end_block();
                self.writer.close(Name::Dt, true);
            }
            TagEnd::DefinitionListDefinition => {
                self.end_container();
                self.writer.close(Name::Dd, true);
            }
            _ => {}
        }
    }
}
