//! HTML in a document: raw tags of the author's, made harmless; images; code.
//!
//! What comes from outside passes through [`super::sanitize`]; the rest is laid down tag by tag, so
//! that the words between the tags are words of the text like any others.

use super::{
    Highlight, Hole, LinkTarget, address, inline,
    sanitize::{self, Tag, Verdict},
    writer::{Element, Inline, Writer},
};
use crate::base::{Diagnostic, Lang, Span, text};

/// A raw element around blocks of Markdown.
pub(super) enum Wrapper {
    /// Its name, its tag made harmless, and the language it names.
    Open { name: &'static str, tag: String, lang: Option<Lang> },
    /// Its end.
    Close(&'static str),
}

/// Reads a block of raw HTML that is one opening or closing tag and nothing else.
pub(super) fn wrapper(html: &str, around_rtl: bool) -> Option<Wrapper> {
    const NAMES: &[&str] = &["div", "section", "blockquote", "aside", "figure", "details"];
    let tag = Tag::read(html.trim())?;
    let name = NAMES.iter().find(|name| tag.name.eq_ignore_ascii_case(name))?;
    if tag.closing {
        return Some(Wrapper::Close(name));
    }
    let lang = tag.attribute("lang").map(|lang| Lang::new(&lang));
    Some(Wrapper::Open { name, tag: sanitize::with_language(name, &tag, around_rtl), lang })
}

/// A raw tag among words.
pub(super) fn inline(writer: &mut Writer<'_>, tag: &str, source: Span) {
    let Some(read) = Tag::read(tag) else {
        // Comments, processing instructions and declarations say nothing to readers.
        return;
    };
    if read.name.eq_ignore_ascii_case("br") {
        writer.line_break();
        return;
    }
    let Some(name) = sanitize::inline_name(read.name) else {
        if !read.closing {
            not_allowed(writer, read.name, source);
        }
        if sanitize::verdict(read.name) == Verdict::Words {
            writer.words(tag);
        }
        return;
    };
    if read.closing {
        // Only what stands innermost can end; anything else would cross other elements.
        if writer.inline.last() == Some(&Inline::Element(name)) {
            writer.close_inline(writer.inline.len() - 1);
        }
    } else if name == "span" {
        writer.markup(&sanitize::with_language(name, &read, writer.is_rtl()));
        writer.push_inline(Inline::Element(name));
    } else {
        writer.open_inline(name);
    }
}

/// A block of raw HTML.
pub(super) fn block(writer: &mut Writer<'_>, html: &str, source: Span) {
    if sanitize::is_too_deep(html) {
        let message = "HTML elements stand hundreds deep in each other";
        let diagnostic = Diagnostic::warning(writer.path, "html-deep", message).at(source);
        writer.diagnostics.push(diagnostic.hint("close them, or write Markdown; until then the HTML is shown as words"));
        writer.markup("<pre>");
        block_words(writer, html, true, source);
        writer.close_block();
        writer.markup("</pre>\n");
        return;
    }
    for name in sanitize::not_allowed(html) {
        not_allowed(writer, &name, source);
    }
    let clean = sanitize::block(&sanitize::escape_words(html));
    let mut pre = 0_u32;
    for token in sanitize::tokens(&clean) {
        match token {
            sanitize::Token::Words(words) => block_words(writer, &sanitize::unescape(words), pre > 0, source),
            sanitize::Token::Tag(html) => {
                let Some(tag) = Tag::read(html) else { continue };
                match tag.name {
                    "a" => anchor(writer, &tag, source),
                    "img" => {
                        let target = address::sort(&tag.attribute("src").unwrap_or_default());
                        let title = tag.attribute("title").unwrap_or_default();
                        ensure_block(writer, source);
                        image(writer, target, &title, &tag.attribute("alt").unwrap_or_default(), source);
                    }
                    "wbr" | "br" => {
                        ensure_block(writer, source);
                        writer.markup(html);
                    }
                    name => {
                        if let Some(name) = sanitize::among_words(name) {
                            among_words(writer, name, html, tag.closing, source);
                            continue;
                        }
                        writer.close_block();
                        let dir = sanitize::direction(&tag, writer.is_rtl());
                        match html.strip_suffix('>') {
                            Some(open) if !dir.is_empty() => writer.markup(&format!("{open}{dir}>")),
                            _ => writer.markup(html),
                        }
                        if name == "pre" {
                            pre = if tag.closing { pre.saturating_sub(1) } else { pre + 1 };
                        }
                    }
                }
            }
        }
    }
    writer.close_block();
    writer.markup("\n");
}

/// An image.
pub(super) fn image(writer: &mut Writer<'_>, target: LinkTarget, title: &str, alt: &str, source: Span) {
    if alt.trim().is_empty() {
        let message = "image without a description";
        let hint = "write what it shows between the square brackets, for those who cannot see it";
        writer.diagnostics.push(Diagnostic::warning(writer.path, "image-alt", message).at(source).hint(hint));
    }
    let index = inline::link(writer, target, title, source);
    writer.markup("<img");
    writer.hole(Hole::Image(index));
    let mut tag = String::from(" alt=\"");
    text::escape_attribute(&mut tag, alt);
    tag.push_str("\">");
    writer.markup(&tag);
}

/// A block of code; each line is a block of words.
pub(super) fn code(writer: &mut Writer<'_>, lang: &str, code: &str, highlight: Highlight<'_>, source: Span) {
    let lang: String = lang.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_' | '.')).collect();
    match lang.as_str() {
        "" => writer.markup("<pre><code>"),
        lang => writer.markup(&format!("<pre><code class=\"language-{lang}\">")),
    }
    let html = if lang.is_empty() { None } else { highlight(&lang, code) };
    // A highlighter that changes words is not believed.
    match html.filter(|html| sanitize::words_of(html) == code) {
        None => block_words(writer, code, true, source),
        Some(html) => {
            for token in sanitize::tokens(&html) {
                match token {
                    sanitize::Token::Words(words) => block_words(writer, &sanitize::unescape(words), true, source),
                    sanitize::Token::Tag(tag) => {
                        if writer.block.is_none() {
                            writer.open_block(Element::Code, source);
                        }
                        writer.markup(tag);
                    }
                }
            }
        }
    }
    writer.close_block();
    writer.markup("</code></pre>\n");
}

/// Words in raw HTML or code; `pre` keeps lines and spaces.
fn block_words(writer: &mut Writer<'_>, words: &str, pre: bool, source: Span) {
    if pre {
        for line in words.split_inclusive('\n') {
            let (line, ends) = line.strip_suffix('\n').map_or((line, false), |line| (line, true));
            if !line.is_empty() {
                if writer.block.is_none() {
                    writer.open_block(Element::Code, source);
                }
                writer.words(line);
            }
            if ends {
                writer.close_block();
                writer.markup("\n");
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

/// A tag among the words of raw HTML. A block that begins within it ends it: an end tag that finds nothing
/// open says nothing.
fn among_words(writer: &mut Writer<'_>, name: &'static str, html: &str, closing: bool, source: Span) {
    if !closing {
        ensure_block(writer, source);
        writer.markup(html);
        writer.push_inline(Inline::Element(name));
    } else if writer.inline.last() == Some(&Inline::Element(name)) {
        writer.close_inline(writer.inline.len() - 1);
    }
}

fn anchor(writer: &mut Writer<'_>, tag: &Tag<'_>, source: Span) {
    if tag.closing {
        if let Some(depth) = writer.inline.iter().rposition(|inline| matches!(inline, Inline::Link { .. })) {
            writer.close_inline(depth);
        }
    } else if !writer.in_link() {
        ensure_block(writer, source);
        let target = address::sort(&tag.attribute("href").unwrap_or_default());
        inline::open_link(writer, target, &tag.attribute("title").unwrap_or_default(), source);
    }
}

fn ensure_block(writer: &mut Writer<'_>, source: Span) {
    if writer.block.is_none() {
        writer.open_block(Element::Bare, source);
    }
}

fn not_allowed(writer: &mut Writer<'_>, name: &str, source: Span) {
    let dropped = format!("the HTML element `<{name}>` is left out");
    let (code, message, hint) = match sanitize::verdict(name) {
        Verdict::Words => {
            let hint = format!("it is shown as words; write `\\<{name}>` to say that this is meant");
            ("html-unknown", format!("`<{name}>` is no HTML"), hint)
        }
        Verdict::Removed => ("html-dropped", dropped, String::from("nothing in it can be shown")),
        _ => {
            let allowed = "<sup>, <sub>, <u>, <small>, <mark>, <q>, <cite>, <abbr>, <span lang>, <div lang>";
            ("html-dropped", dropped, format!("its words are kept; write Markdown, or one of {allowed}"))
        }
    };
    writer.diagnostics.push(Diagnostic::warning(writer.path, code, message).at(source).hint(hint));
}
