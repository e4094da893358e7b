//! HTML in a document: raw tags of the author's, made harmless; images; code.
//!
//! What comes from outside passes through [`super::sanitize`]; the rest is laid down tag by tag, so
//! that the words between the tags are words of the text like any others.

mod attributes;
mod code;
mod links;
mod media;
mod parts;

pub(super) use attributes::say_styles;
pub(super) use code::code;
pub(super) use links::{Image, image};
pub(super) use parts::{Part, parts};

use links::{anchor, raw_image};

use super::{
    LinkTarget, address,
    body::{Attribute, Name},
    elements::{Element, Place, element},
    inline,
    sanitize::{self, Instruction, Tag, Verdict},
    writer::{self, Attributes, Inline, Writer},
};
use crate::base::{Diagnostic, Span, say, text};

/// A raw tag among words; in a cell of a table it may be one that stands around blocks elsewhere.
pub(super) fn inline(writer: &mut Writer<'_>, tag: &str, in_cell: bool, source: Span) {
    let Some(read) = Tag::read(tag) else {
        instruction(writer, tag, source);
        if sanitize::instruction(tag) == Some(Instruction::Data) {
            ensure_block(writer, source);
            writer.words(tag);
        }
        return;
    };
    let Some(element) = element(read.name) else {
        if !read.closing {
            not_allowed(writer, read.name, source);
        }
        if sanitize::verdict(read.name) == Verdict::Words {
            writer.words(tag);
        }
        return;
    };
    if element.place != Place::Words && !in_cell {
        if !read.closing {
            let message = say::html_dropped_among(&element.name);
            let hint = say::html_dropped_among_hint();
            writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
        }
        return;
    }
    attributes::report(writer, element, &read, source, &mut Vec::new());
    // A parser of HTML knows all character references.
    let parsed = if read.attributes().any(|(_, value)| value.contains('&')) { sanitize::clean(tag) } else { String::new() };
    let first = sanitize::tokens(&parsed).find_map(|token| if let sanitize::Token::Tag(tag) = token { Tag::read(tag) } else { None });
    lay(writer, element, &first.filter(|tag| tag.name == element.name.as_str()).unwrap_or(read), source);
}

/// Opens a span among words by a tag that the program wrote of what an author put in braces.
pub(super) fn span(writer: &mut Writer<'_>, tag: &str, source: Span) {
    let (Some(element), Some(tag)) = (element("span"), Tag::read(tag)) else { return };
    attributes::report(writer, element, &tag, source, &mut Vec::new());
    let mut attributes = attributes::attributes(writer, element, &tag, &[], source);
    let page = writer.page_mark(&mut attributes);
    writer.open_inline_with(element.name, &attributes);
    page.into_iter().for_each(|page| writer.hole(page));
}

/// Lays down a tag among words. A block that begins within its element ends it: an end tag that finds nothing open says
/// nothing, as does one that would cross other elements.
fn lay(writer: &mut Writer<'_>, element: &'static Element, tag: &Tag<'_>, source: Span) {
    match element.name {
        Name::A => anchor(writer, element, tag, source),
        Name::Img => raw_image(writer, element, tag, source),
        Name::Audio | Name::Video | Name::Source | Name::Track if !tag.closing => media::media(writer, element, tag, source),
        Name::Br if !tag.closing => {
            ensure_block(writer, source);
            writer.line_break();
        }
        name if tag.closing => {
            if writer.inline.last() == Some(&Inline::Element(name)) {
                writer.close_inline(writer.inline.len() - 1);
            }
        }
        name => {
            ensure_block(writer, source);
            let mut attributes = attributes::attributes(writer, element, tag, &[], source);
            let page = writer.page_mark(&mut attributes);
            if name.is_void() {
                writer.open_with(name, &attributes, false);
            } else {
                writer.open_inline_with(name, &attributes);
                page.into_iter().for_each(|page| writer.hole(page));
            }
        }
    }
}

/// The element around blocks of Markdown that stands for this one, and what its tag may say of it. A paragraph or a span holds
/// no blocks.
pub(super) fn wrapper(writer: &mut Writer<'_>, element: &'static Element, tag: &Tag<'_>, source: Span) -> (Name, Attributes) {
    attributes::report(writer, element, tag, source, &mut Vec::new());
    let shown = if matches!(element.name, Name::P | Name::Span) { Name::Div } else { element.name };
    (shown, attributes::attributes(writer, element, tag, &[], source))
}

/// Says of a raw element that is open where the open block ends that it ends there.
pub(super) fn left_open(writer: &mut Writer<'_>) {
    let Some(source) = writer.block.as_ref().map(|block| block.source) else { return };
    let name = writer.inline.iter().find_map(|inline| match inline {
        Inline::Element(name) => Some(*name),
        Inline::Link { raw: true, .. } => Some(Name::A),
        _ => None,
    });
    if let Some(name) = name {
        let message = say::html_unclosed_paragraph(&name);
        let hint = say::html_unclosed_paragraph_hint(&name);
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
    }
}

/// Where in the file a tag of a block stands.
pub(super) fn place(writer: &Writer<'_>, tag: &str, source: Span) -> Span {
    let start = source.of(writer.file).find(tag).map(|at| source.start as usize + at);
    start.map_or(source, |start| Span::new(start, start + tag.len()))
}

/// A block of raw HTML, or a part of one, in which every element that opens ends.
pub(super) fn block(writer: &mut Writer<'_>, html: &str, source: Span) {
    if sanitize::is_too_deep(html) {
        let message = say::html_deep();
        let diagnostic = Diagnostic::warning(writer.path, message).at(source);
        writer.diagnostics.push(diagnostic.hint(say::html_deep_hint()));
        writer.open(Name::Pre, false);
        block_words(writer, html, true, source);
        writer.close_block();
        writer.close(Name::Pre, true);
        return;
    }
    for name in sanitize::not_allowed(html) {
        not_allowed(writer, &name, source);
    }
    if html.matches("%%").count() > 1 {
        let message = say::comment_shown_html();
        let hint = say::comment_shown_html_hint();
        writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
    }
    let mut said = Vec::new();
    for token in sanitize::tokens(html) {
        if let sanitize::Token::Words(words) = token
            && words.contains("<!--")
        {
            let message = say::comment_unclosed_html();
            let hint = say::comment_unclosed_html_hint();
            let place = place(writer, words, source);
            writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(place).hint(hint));
        }
        if let sanitize::Token::Tag(written) = token
            && sanitize::instruction(written).is_some()
        {
            let place = place(writer, written, source);
            instruction(writer, written, place);
        }
        if let sanitize::Token::Tag(written) = token
            && let Some(tag) = Tag::read(written)
            && let Some(element) = element(tag.name)
            && tag.attributes().next().is_some()
        {
            let place = place(writer, written, source);
            attributes::report(writer, element, &tag, place, &mut said);
            // The sanitiser takes such an address out without a word.
            for (name, value) in tag.attributes().filter(|(name, _)| element.may_have(name)) {
                if matches!(name.to_ascii_lowercase().as_str(), "href" | "src")
                    && let LinkTarget::Unsafe(address) = address::sort(&value)
                {
                    inline::unsafe_link(writer, &address, place);
                }
            }
        }
    }
    let clean = sanitize::clean(&sanitize::escape_words(html));
    let mut pre = 0_u32;
    for token in sanitize::tokens(&clean) {
        match token {
            sanitize::Token::Words(words) => block_words(writer, &sanitize::unescape(words), pre > 0, source),
            sanitize::Token::Tag(html) => {
                let Some(tag) = Tag::read(html) else { continue };
                let Some(element) = element(tag.name) else { continue };
                if element.place == Place::Words {
                    lay(writer, element, &tag, source);
                    continue;
                }
                writer.close_block();
                if let Some(level) = element.name.level() {
                    if !tag.closing {
                        open_heading(writer, element, level, &tag, source);
                    }
                } else if tag.closing {
                    writer.close(element.name, false);
                } else {
                    let attributes = attributes::attributes(writer, element, &tag, &[], source);
                    writer.open_with(element.name, &attributes, false);
                }
                if element.name == Name::Pre {
                    pre = if tag.closing { pre.saturating_sub(1) } else { pre + 1 };
                }
            }
        }
    }
    writer.close_block();
    writer.end_line();
}

/// A raw heading is one like any other; what it says of itself besides its id stands around its words.
fn open_heading(writer: &mut Writer<'_>, element: &'static Element, level: u8, tag: &Tag<'_>, source: Span) {
    let id = tag.attribute("id").map(|id| id.trim().to_owned());
    // One that cannot be is said to be none.
    let id = id.filter(|id| writer::is_id(id) || writer.given_id(id, source).is_some());
    let own = attributes::attributes(writer, element, tag, &[Attribute::Id], source);
    writer.open_block(writer::Element::Heading { level, id, top: false }, source);
    if !own.is_empty() {
        writer.open_inline_with(Name::Span, &own);
    }
}

/// Words in raw HTML or code; `pre` keeps lines and spaces.
fn block_words(writer: &mut Writer<'_>, words: &str, pre: bool, source: Span) {
    if pre {
        for line in words.split_inclusive('\n') {
            let (line, ends) = line.strip_suffix('\n').map_or((line, false), |line| (line, true));
            if !line.is_empty() {
                if writer.block.is_none() {
                    writer.open_block(writer::Element::Code, source);
                }
                writer.words(line);
            }
            if ends {
                writer.close_block();
                writer.end_line();
            }
        }
        return;
    }
    let squeezed = text::squeeze(words);
    if squeezed.is_empty() && writer.block.is_none() {
        return;
    }
    ensure_block(writer, source);
    if words.starts_with(char::is_whitespace) {
        writer.words(" ");
    }
    writer.words(&squeezed);
    if words.ends_with(char::is_whitespace) && !squeezed.is_empty() {
        writer.words(" ");
    }
}

fn ensure_block(writer: &mut Writer<'_>, source: Span) {
    if writer.block.is_none() {
        writer.open_block(writer::Element::Bare, source);
    }
}

/// Says of what is no tag and no comment what becomes of it.
fn instruction(writer: &mut Writer<'_>, tag: &str, source: Span) {
    let short: String = tag.chars().take(40).collect();
    let (message, hint) = match sanitize::instruction(tag) {
        None => return,
        Some(Instruction::Data) => (say::html_unknown_xml(&short), say::html_unknown_xml_hint()),
        Some(Instruction::Other) => (say::html_dropped_instruction(&short), say::html_dropped_instruction_hint()),
    };
    writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
}

fn not_allowed(writer: &mut Writer<'_>, name: &str, source: Span) {
    let (message, hint) = match sanitize::verdict(name) {
        Verdict::Words => {
            let hint = say::html_unknown_hint(name);
            (say::html_unknown(name), hint)
        }
        Verdict::Removed => (say::html_dropped(name), say::html_dropped_removed_hint()),
        _ => (say::html_dropped(name), say::html_dropped_hint()),
    };
    writer.diagnostics.push(Diagnostic::warning(writer.path, message).at(source).hint(hint));
}
