//! Scripts. In those that put no blanks between words the family name is first, and nothing parts it from the given name
//! (specification, "Name-part Order": "non-Latin names"); nor have they slanted letters.

use crate::tree::Node;

/// Whether a tag of a language is of a primary language, in whatever dialect (`de-AT` of `de`).
pub(crate) fn is_language(tag: &str, primary: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|language| language.eq_ignore_ascii_case(primary))
}

/// Whether a letter is of a script whose names have given and family name with a blank between them.
pub(crate) fn is_spaced(sign: char) -> bool {
    matches!(sign,
        '-' | '0'..='9' | 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2ff}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{58f}'
        | '\u{590}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{e01}'..='\u{e5b}' | '\u{10a0}'..='\u{10ff}' | '\u{1200}'..='\u{137f}'
        | '\u{1e00}'..='\u{1fff}')
}

/// Whether words have letters of such a script.
pub(crate) fn has_spaced(words: &str) -> bool {
    words.chars().any(is_spaced)
}

/// Whether a tree has letters of such a script, or figures.
pub(crate) fn any_spaced(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => has_spaced(text),
        other => any_spaced(other.children()),
    })
}

/// Whether words begin so; the terms "and" and "et al." have blanks around them then. Hebrew writes its "and" together with the next
/// word.
pub(crate) fn begins_spaced(words: &str) -> bool {
    words.chars().next().is_some_and(|sign| (is_spaced(sign) && !matches!(sign, '-' | '0'..='9' | 'ו')) || sign == '&')
}
