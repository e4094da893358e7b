//! Files of annotations that Kobo's readers and Adobe Digital Editions write (`.annot`).
//!
//! Source: what these programs write, in the namespace `http://ns.adobe.com/digitaleditions/annotations`.

use roxmltree::{Document, Node};

use super::{Import, made::Made, plain::of_plain};
use crate::base::{namespaces::has_too_many_prefixes, text::squeeze};

/// Reads such a file; `None` if it is another.
pub fn read(xml: &str) -> Option<Import> {
    let document = Document::parse(Some(xml).filter(|xml| !has_too_many_prefixes(xml))?).ok()?;
    let root = Some(document.root_element()).filter(|root| root.tag_name().name() == "annotationSet")?;
    let title = root.children().find(|node| node.tag_name().name() == "publication").map(|book| below(book, "title")).unwrap_or_default();
    let all = root.descendants().filter(|node| node.tag_name().name() == "annotation");
    let notes = all.enumerate().map(|(nth, one)| {
        let part = |name: &str| one.descendants().find(|node| node.tag_name().name() == name);
        let made = Made {
            iri: below(one, "identifier"),
            title: title.clone(),
            exact: part("target").map(|target| below(target, "text")).unwrap_or_default(),
            body: of_plain(&part("content").map(|content| below(content, "text")).unwrap_or_default()),
            creator: below(one, "creator").trim_start_matches("urn:uuid:").to_owned(),
            created: below(one, "date"),
            ..Made::default()
        };
        // Who wrote it is known by a number only, which says nothing to a reader.
        Made { creator: Some(made.creator.clone()).filter(|name| name.contains(' ')).unwrap_or_default(), ..made }.note(nth + 1)
    });
    Some(Import { notes: notes.collect(), ..Import::default() })
}

/// The words of the first element of a name in another.
fn below(node: Node<'_, '_>, name: &str) -> String {
    let found = node.descendants().find(|node| node.tag_name().name() == name);
    let words = |node: Node<'_, '_>| node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect::<String>();
    found.map(|node| squeeze(&words(node))).unwrap_or_default()
}
