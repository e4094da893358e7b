//! A page as a browser reads it, tag by tag, for those who write it anew.

use dom_query::{Document, NodeRef};

use super::{too_deep, without_noscript, xhtml};

/// What stands next in a page.
#[derive(Debug)]
pub enum Event<'e> {
    /// An element begins: its name, and its attributes with their values, as a browser has them (small letters, but in drawings).
    Open(&'e str, &'e [(String, String)]),
    /// Words, without the signs by which HTML keeps them from being tags.
    Words(&'e str),
    /// The element ends that began last and has not ended.
    Close(&'e str),
}

/// Reads a page from its first tag to its last; what stands for readers without scripts counts as part of it. Whether it could be read:
/// nothing is said of one whose elements stand in each other too deep.
pub fn events(page: &str, put: &mut dyn FnMut(Event<'_>)) -> bool {
    if too_deep(page).is_some() {
        return false;
    }
    let text = xhtml::in_html(page);
    let text = xhtml::with_shadows(&text);
    let text = without_noscript(&text);
    let page = Document::from(text.as_str());
    // What is open: a name, and what stands behind it.
    let mut open: Vec<(String, Vec<NodeRef<'_>>)> = Vec::new();
    let mut waiting = below(&page.root());
    loop {
        if let Some(node) = waiting.pop() {
            if node.is_text() {
                put(Event::Words(&node.text()));
            } else if node.is_element() {
                let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
                let attributes: Vec<(String, String)> =
                    node.attrs().into_iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
                put(Event::Open(&name, &attributes));
                open.push((name, std::mem::replace(&mut waiting, below(&node))));
            }
        } else if let Some((name, rest)) = open.pop() {
            put(Event::Close(&name));
            waiting = rest;
        } else {
            return true;
        }
    }
}

/// What stands right below a node, the last first.
fn below<'d>(node: &NodeRef<'d>) -> Vec<NodeRef<'d>> {
    node.children().into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_tag_by_tag() {
        let mut said = String::new();
        let read =
            events(
                "<title>T &amp; t</title><p CLASS=a>One<noscript><b>two</b></noscript><svg viewbox='0'></svg>",
                &mut |event| match event {
                    Event::Open(name, attributes) => said.push_str(&format!("<{name}{attributes:?}>")),
                    Event::Words(words) => said.push_str(words),
                    Event::Close(name) => said.push_str(&format!("</{name}>")),
                },
            );
        assert!(read);
        assert_eq!(
            said,
            "<html[]><head[]><title[]>T & t</title></head><body[]><p[(\"class\", \"a\")]>One<b[]>two</b><svg[(\"viewBox\", \"0\")]></svg></p></body></html>"
        );
        assert!(!events(&"<div>".repeat(100_000), &mut |_| ()));
    }
}
