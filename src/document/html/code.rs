//! Code.

use super::block_words;
use crate::{
    base::Span,
    document::{
        Highlight,
        body::{Attribute, Name},
        writer::{Element, Writer},
    },
};

/// A block of code; each line is a block of words.
pub(in crate::document) fn code(writer: &mut Writer<'_>, lang: &str, code: &str, highlight: Highlight<'_>, source: Span) {
    let lang: String = lang.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '#' | '_' | '.')).collect();
    writer.open(Name::Pre, false);
    writer.open(Name::Code, false);
    if !lang.is_empty() {
        writer.attribute(Attribute::Class, &format!("language-{lang}"));
    }
    let colours = if lang.is_empty() { None } else { highlight(&lang, code) };
    let mut rest = code;
    for colour in colours.into_iter().flatten() {
        let Some((words, behind)) = rest.split_at_checked(colour.length) else { break };
        rest = behind;
        if colour.class.is_empty() {
            block_words(writer, words, true, source);
            continue;
        }
        if writer.block.is_none() {
            writer.open_block(Element::Code, source);
        }
        writer.open(Name::Span, false);
        writer.attribute(Attribute::Class, colour.class);
        writer.words(words);
        writer.close(Name::Span, false);
    }
    block_words(writer, rest, true, source);
    writer.close_block();
    writer.close(Name::Code, false);
    writer.close(Name::Pre, true);
}
