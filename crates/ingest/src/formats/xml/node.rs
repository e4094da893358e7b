//! What is asked of a node, whatever its vocabulary.

use roxmltree::Node;
use scholion_base::text::squeeze;

use super::formula::{formula, is_second};

/// The first element of this name below a node, however deep.
pub fn first<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().find(|other| other.has_tag_name(name) || other.tag_name().name() == name)
}

/// The child elements of this name.
pub fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    node.children().filter(move |child| child.tag_name().name() == name)
}

/// The words of a node, white space folded.
pub fn words(node: Node<'_, '_>) -> String {
    words_but(node, &[])
}

/// The words of a node but those of elements with these names.
pub fn words_but(node: Node<'_, '_>, without: &[&str]) -> String {
    words_if(node, &|node| !without.contains(&node.tag_name().name()))
}

/// The words of a node and of those in it that are to be taken.
pub fn words_if(node: Node<'_, '_>, takes: &dyn Fn(Node<'_, '_>) -> bool) -> String {
    fn collect(node: Node<'_, '_>, takes: &dyn Fn(Node<'_, '_>) -> bool, text: &mut String) {
        if !takes(node) {
            return;
        }
        if node.is_text() {
            text.push_str(node.text().unwrap_or(""));
        } else if let Some(formula) = formula(node).filter(|_| !is_second(node)) {
            text.push_str(&if formula.is_tex { format!("${}$", formula.text) } else { formula.text });
        } else if !is_second(node) {
            // Parts of a name and of an entry, sentences and paragraphs that nothing parts.
            let is_part = |node: Node<'_, '_>| PARTS.contains(&node.tag_name().name());
            if is_part(node) && node.prev_sibling().is_some_and(is_part) {
                text.push(' ');
            }
            node.children().for_each(|child| collect(child, takes, text));
        }
    }
    let mut text = String::new();
    collect(node, takes, &mut text);
    crate::hyphen::squeezed(&text)
}

/// Elements that follow each other without a space between them, and are words of their own.
const PARTS: [&str; 16] = [
    "surname",
    "given-names",
    "forename",
    "s",
    "p",
    "ab",
    "item",
    "l",
    "person-group",
    "source",
    "article-title",
    "chapter-title",
    "year",
    "publisher-name",
    "publisher-loc",
    "collab",
];

/// The words of a node, those of each element apart.
pub fn apart(node: Node<'_, '_>) -> String {
    let parts = node.descendants().filter(Node::is_text).filter_map(|part| part.text().map(str::trim));
    squeeze(&parts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The words of the first element of this name, or none.
pub fn field(node: Node<'_, '_>, name: &str) -> String {
    first(node, name).map_or(String::new(), words)
}

/// An attribute by its local name, such as `xlink:href`, `xml:id`.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attributes().find(|attribute| attribute.name() == name).map_or("", |attribute| attribute.value())
}
