//! Notes of pages by hand: `<h3>Notes</h3><a name="n1"></a>(1) Tea.<br><a name="n2"></a>(2) Coffee.` The words behind each empty anchor, up to the
//! next, are one body where a link with its mark leads to it; such a link is a mark.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use super::{attribute, elements::is_block, labels};
use crate::lexicon;

/// More of a page is no text with such notes.
const MOST: usize = 5_000;

/// Has each body stand in an element of its own, and names the links that lead there.
pub fn raise(page: &Document) {
    let mut links: BTreeMap<String, Vec<NodeRef<'_>>> = BTreeMap::new();
    for link in page.select("a[href^='#']").nodes().iter().take(MOST) {
        let is_mark = is_mark(bare(&link.text()));
        if let Some(name) = attribute(link, "href").strip_prefix('#').filter(|name| is_mark && !name.is_empty()) {
            links.entry(name.to_owned()).or_default().push(*link);
        }
    }
    let Some(body) = page.body().filter(|_| !links.is_empty()) else { return };
    let mut anchors: Vec<(NodeRef<'_>, String)> = Vec::new();
    let mut is_under_notes = false;
    for node in body.descendants_it().filter(NodeRef::is_element) {
        match node.node_name().as_deref() {
            Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => is_under_notes = lexicon::is_notes_heading(node.text().trim()),
            Some("a") if is_under_notes && is_anchor(&node) => {
                let name = [attribute(&node, "name"), attribute(&node, "id")].into_iter().find(|name| links.contains_key(name));
                anchors.extend(name.map(|name| (node, name)));
            }
            _ => {}
        }
    }
    for (anchor, name) in anchors {
        let Some(calls) = links.get(&name) else { continue };
        let label = calls.first().map_or(String::new(), |link| bare(&link.text()).to_owned());
        let parts = behind(&anchor);
        let words: String = parts.iter().map(|part| part.text().to_string()).collect();
        if !begins_line(&anchor) || labels::length(&words, &label).is_none() {
            continue;
        }
        anchor.before_html("<div class=\"footnote\"></div>");
        let Some(body) = anchor.prev_sibling().filter(|before| before.node_name().as_deref() == Some("div")) else { continue };
        body.append_child(&anchor);
        parts.iter().for_each(|part| body.append_child(part));
        for call in calls {
            call.set_attr("class", format!("{} noteref", attribute(call, "class")).trim());
        }
    }
}

/// The mark of a link without brackets.
fn bare(text: &str) -> &str {
    text.trim().trim_matches(['[', ']', '(', ')', ' '])
}

fn is_mark(label: &str) -> bool {
    let is_number = label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    !label.is_empty() && (is_number || label.chars().count() <= 3 && label.chars().all(|c| matches!(c, '*' | '†' | '‡')))
}

/// Whether an element is a place and nothing else.
fn is_anchor(node: &NodeRef<'_>) -> bool {
    node.node_name().as_deref() == Some("a") && !node.has_attr("href") && node.text().trim().is_empty()
}

/// What stands behind an anchor up to the next, or to a block.
fn behind<'a>(anchor: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut parts = Vec::new();
    let mut next = anchor.next_sibling();
    while let Some(node) = next {
        if is_anchor(&node) || node.node_name().is_some_and(|name| is_block(&name)) {
            break;
        }
        parts.push(node);
        next = node.next_sibling();
    }
    parts
}

/// Whether no word stands before an element on its line.
fn begins_line(node: &NodeRef<'_>) -> bool {
    let mut before = node.prev_sibling();
    while before.is_some_and(|other| other.is_text() && other.text().trim().is_empty()) {
        before = before.and_then(|other| other.prev_sibling());
    }
    before.is_none_or(|other| other.node_name().is_some_and(|name| name.as_ref() == "br" || is_block(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_behind_anchors_stand_alone() {
        let page = Document::from(
            "<p>Goods <a href='#n1'>(1)</a> wet<a href='#n2'>(2)</a>.<h3>Notes</h3><a name=n1></a>(1) Tea.<br><a name=n2></a>(2) Letter <i>3</i>.<p>End.",
        );
        raise(&page);
        let bodies: Vec<String> = page.select("div.footnote").nodes().iter().map(|node| node.text().to_string()).collect();
        assert_eq!(bodies, ["(1) Tea.", "(2) Letter 3."]);
        assert_eq!(page.select("a.noteref").nodes().len(), 2);
        let other = Document::from("<p>See <a href='#c1'>(1)</a>.<h3>Claims</h3><a name=c1></a>(1) Tea.");
        raise(&other);
        assert!(other.select("a.noteref").nodes().is_empty());
    }
}
