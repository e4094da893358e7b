//! Books in BITS (<https://jats.nlm.nih.gov/extensions/bits/>), the vocabulary of JATS for books: parts within parts, each with a head of its own.

use roxmltree::Node;

use super::{people::sign, titles::title};
use crate::{
    block::Role,
    formats::xml::{
        node::{attribute, children, field, first, words},
        walk::Walk,
    },
    front_matter::Front,
};
use scholion_reference::Kind;

/// Whether an element is a book, or a part of one that stands by itself.
pub fn is_one(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "book" | "book-part-wrapper" | "book-part")
}

/// The head of a book, or of a part that stands by itself.
pub fn head<'a, 'i>(book: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let is_whole = book.tag_name().name() == "book";
    let part = first(book, "book-part").and_then(|part| children(part, "book-part-meta").next()).filter(|_| !is_whole);
    part.or_else(|| children(book, "book-meta").next())
}

/// What the head of a book says. A part that stands by itself was printed in the book.
pub fn front(book: Node<'_, '_>, meta: Node<'_, '_>) -> Front {
    let is_part = meta.tag_name().name() == "book-part-meta";
    let kind = Some(if is_part { Kind::Chapter } else { Kind::Book });
    let mut front = Front { kind, lang: attribute(book, "lang").to_lowercase(), title: heading(meta), ..Front::default() };
    if let Some(whole) = children(book, "book-meta").next() {
        if is_part {
            front.container = heading(whole);
        }
        front.isbn = field(whole, "isbn");
        for (key, name) in [("publisher", "publisher-name"), ("publisher-place", "publisher-loc"), ("edition", "edition")] {
            let said = field(whole, name);
            if !said.is_empty() {
                front.own.insert(key.to_owned(), said.as_str().into());
            }
        }
    }
    let is_doi = |id: &Node<'_, '_>| ["book-id-type", "book-part-id-type", "pub-id-type"].iter().any(|name| attribute(*id, name) == "doi");
    let doi = children(meta, "book-id").chain(children(meta, "book-part-id")).find(is_doi);
    front.doi = doi.map_or(String::new(), words);
    front
}

/// The title in a head.
fn heading(meta: Node<'_, '_>) -> String {
    match children(meta, "book-title-group").next() {
        Some(group) => title(group, "book-title", "subtitle"),
        None => title(children(meta, "title-group").next().unwrap_or(meta), "title", "subtitle"),
    }
}

/// The running text: what stands before, the parts, and what stands behind. A table of contents is made anew.
pub fn running(book: Node<'_, '_>, walk: &mut Walk<'_>) {
    for child in book.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "front-matter" | "book-front" | "book-body" | "book-back" | "collection-meta" | "named-book-part-body" => running(child, walk),
            "book-part" | "front-matter-part" | "preface" | "foreword" | "dedication" | "book-app" | "book-app-group" => part(child, walk),
            "body" | "back" | "floats-group" => {
                walk.children(child);
                walk.flow.end();
            }
            "ack" | "glossary" | "ref-list" | "fn-group" | "app" | "app-group" | "sec" | "notes" | "bio" | "index" | "index-group" => {
                walk.element(child);
                walk.flow.end();
            }
            // Of books before BITS (NLM Book Tag Set 3.0) prefaces hold titles and paragraphs; in BITS these stand in `named-book-part-body`.
            "title" | "p" | "list" | "disp-quote" | "verse-group" | "fig" | "table-wrap" if is_before(book) => {
                walk.element(child);
                walk.flow.end();
            }
            _ => {}
        }
    }
}

/// Whether an element is a part before the text that may hold it without a head of its own.
fn is_before(part: Node<'_, '_>) -> bool {
    matches!(part.tag_name().name(), "preface" | "foreword" | "dedication" | "front-matter-part" | "named-book-part-body")
}

/// A part under its title, with who wrote it and what it says of itself.
fn part(part: Node<'_, '_>, walk: &mut Walk<'_>) {
    let meta = children(part, "book-part-meta").next();
    let alone = part.parent_element().is_some_and(|outer| outer.tag_name().name() == "book-part-wrapper");
    if let Some(meta) = meta.filter(|_| !alone) {
        let group = children(meta, "title-group").next().unwrap_or(meta);
        if let Some(title) = children(group, "title").next() {
            walk.flow.begin(Role::Heading(walk.level.saturating_add(1).clamp(2, 6)));
            if let Some(label) = children(group, "label").next() {
                walk.flow.before(&format!("{} ", words(label)));
            }
            walk.children(title);
            if let Some(subtitle) = children(group, "subtitle").next() {
                walk.flow.words(": ", subtitle.range().start);
                walk.children(subtitle);
            }
            walk.flow.end();
        }
        sign(meta, walk);
        for summary in children(meta, "abstract") {
            walk.element(summary);
            walk.flow.end();
        }
    }
    let outer = walk.level;
    walk.level = if alone { outer } else { outer.saturating_add(1) };
    running(part, walk);
    walk.level = outer;
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::formats::Manuscript;

    #[test]
    fn a_book_has_parts_under_their_titles() {
        let part = |label: &str, title: &str, text: &str| {
            format!(
                "<book-part><book-part-meta><title-group><label>{label}</label><title>{title}</title><subtitle>Old</subtitle></title-group>\
                 <abstract><p>Of it.</p></abstract></book-part-meta><body><p>{text}</p></body></book-part>"
            )
        };
        let text = format!(
            "<book xml:lang='en'><book-meta><book-title-group><book-title>Weirs</book-title></book-title-group><isbn>9780000000002</isbn>\
             </book-meta><book-body>{}{}</book-body></book>",
            part("1", "Stone", "Grey."),
            part("2", "Wood", "Brown.")
        );
        let tree = roxmltree::Document::parse(&text).unwrap();
        let mut manuscript = Manuscript::default();
        read(tree.root_element(), &mut manuscript);
        assert_eq!((manuscript.front.title.as_str(), manuscript.front.isbn.as_str()), ("Weirs", "9780000000002"));
        let blocks: Vec<&str> = manuscript.flow.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(blocks, ["1 Stone: Old", "Of it.", "Grey.", "2 Wood: Old", "Of it.", "Brown."]);
    }

    #[test]
    fn an_index_is_a_list_of_entries() {
        let places = |places: &str| format!("<nav-pointer-group>{places}</nav-pointer-group>");
        let text = format!(
            "<book xml:lang='en'><book-meta><book-title-group><book-title>Weirs</book-title></book-title-group></book-meta><book-body/>\
             <book-back><index><index-title-group><title>Index</title></index-title-group><index-entry><term>ford</term>{}\
             <index-entry><term>old</term><nav-pointer>9</nav-pointer></index-entry></index-entry><index-entry><term>gate</term>\
             <see-entry>ford</see-entry></index-entry></index></book-back></book>",
            places("<nav-pointer>3</nav-pointer><nav-pointer>7</nav-pointer>")
        );
        let tree = roxmltree::Document::parse(&text).unwrap();
        let mut manuscript = Manuscript::default();
        read(tree.root_element(), &mut manuscript);
        let blocks: Vec<&str> = manuscript.flow.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(blocks, ["Index", "ford, 3, 7", "old, 9", "gate, → ford"]);
    }

    #[test]
    fn what_stands_before_the_parts_is_read() {
        let text = "<book xml:lang='en'><book-meta><book-title-group><book-title>Weirs</book-title></book-title-group></book-meta>\
             <book-front><preface><title>Preface</title><p>Thanks.</p></preface><dedication><named-book-part-body><p>To Tor.</p></named-book-part-body>\
             </dedication></book-front><book-body><book-part><book-part-meta><title-group>\
             <title>Stone</title></title-group><abstract><p>On stone.</p></abstract></book-part-meta><body><p>Grey.</p></body></book-part>\
             </book-body></book>";
        let tree = roxmltree::Document::parse(text).unwrap();
        let mut manuscript = Manuscript::default();
        read(tree.root_element(), &mut manuscript);
        let blocks: Vec<&str> = manuscript.flow.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(blocks, ["Preface", "Thanks.", "To Tor.", "Stone", "On stone.", "Grey."]);
    }
}
