//! Titles of articles, books and their parts.

use roxmltree::Node;

use crate::formats::xml::node::{attribute, first, words, words_if};

pub fn title(group: Node<'_, '_>, name: &str, below: &str) -> String {
    // The mark of a note is no word of a title; a work that it names is.
    let is_word = |node: Node<'_, '_>| match node.tag_name().name() {
        "fn" => false,
        "xref" => !matches!(attribute(node, "ref-type"), "fn" | "author-notes" | "table-fn") && words(node).contains(char::is_alphabetic),
        _ => true,
    };
    let field = |name: &str| first(group, name).map_or(String::new(), |title| words_if(title, &is_word));
    let (title, rest) = (field(name), field(below));
    match () {
        () if rest.is_empty() => title,
        () if title.ends_with([':', '?', '!', '.']) => format!("{title} {rest}"),
        () => format!("{title}: {rest}"),
    }
}
