//! Code.

use super::block_words;
use crate::{
    base::Span,
    document::{
        Highlight, sanitize,
        writer::{Element, Writer},
    },
};

/// A block of code; each line is a block of words.
pub(in crate::document) fn code(writer: &mut Writer<'_>, lang: &str, code: &str, highlight: Highlight<'_>, source: Span) {
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
