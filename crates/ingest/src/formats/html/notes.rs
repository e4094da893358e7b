//! Notes by their links: a marker links to a body, and the body links back.

use std::collections::BTreeMap;

use dom_query::{Document, NodeId, NodeRef};

use super::{
    attribute,
    walk::{Lines, Walk},
};
use crate::{formats::flow::Flow, note::Note};

/// Stands before the number of a note, between it and the printed mark, and behind that.
pub const MARKER: [char; 3] = ['\u{e011}', '\u{e012}', '\u{e013}'];

/// The body of a note.
pub struct Body<'a> {
    node: NodeRef<'a>,
    label: String,
}

/// Finds the notes, writes signs in the place of their markers, and takes out the links back.
pub fn mark(page: &Document) -> Vec<Body<'_>> {
    let mut places: BTreeMap<String, NodeRef<'_>> = BTreeMap::new();
    for node in page.select("[id], a[name]").iter().flat_map(|one| one.nodes().to_vec()) {
        for name in ["id", "name"] {
            let name = attribute(&node, name);
            if !name.is_empty() {
                places.entry(name).or_insert(node);
            }
        }
    }
    let mut bodies: Vec<Body<'_>> = Vec::new();
    let mut by_node: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut back: BTreeMap<NodeId, NodeRef<'_>> = BTreeMap::new();
    for link in page.select("a[href]").nodes().to_vec() {
        let Some(target) = local(&link).and_then(|name| places.get(&name).copied()) else { continue };
        let label = link.text().trim().trim_matches(['[', ']', '(', ')', '.', ' ']).to_owned();
        if label.is_empty() || label.chars().count() > 8 || back.contains_key(&index(&link)) || inside(&link, &by_node) {
            continue;
        }
        let node = whole(target);
        let known = by_node.get(&index(&node)).copied();
        let own = names(&link);
        let returns: Vec<NodeRef<'_>> = node
            .descendants_it()
            .filter(|other| other.node_name().as_deref() == Some("a") && local(other).is_some_and(|name| own.contains(&name)))
            .collect();
        let says = format!("{} {}", attribute(&link, "role"), attribute(&link, "class"));
        let is_note = !returns.is_empty() || known.is_some() || says.contains("noteref") || says.contains("footnote-ref");
        // A marker stands before the body, not in it.
        if !is_note || inside_node(&link, &node) || inside_node(&node, &link) {
            continue;
        }
        let number = known.unwrap_or_else(|| {
            by_node.insert(index(&node), bodies.len());
            bodies.push(Body { node, label: label.clone() });
            bodies.len() - 1
        });
        returns.into_iter().for_each(|node| _ = back.insert(index(&node), node));
        let [before, between, behind] = MARKER;
        link.set_text(format!("{before}{number}{between}{label}{behind}"));
    }
    // Only now, since a body may have several.
    back.values().for_each(NodeRef::remove_from_parent);
    bodies
}

/// Moves the bodies out of the page into notes.
pub fn take(bodies: &[Body<'_>], lines: &Lines, flow: &mut Flow) {
    for body in bodies {
        let mut part = Flow::default();
        part.links = std::mem::take(&mut flow.links);
        Walk { flow: &mut part, lines, whole: true, agreed: None, is_form: false, in_verse: false, beside: 0 }.children(body.node, 0);
        part.end();
        flow.links = part.links;
        flow.notes.push(Note { label: body.label.clone(), body: part.blocks, ..Note::default() });
        // A list without items, a section with nothing but a rule.
        let mut node = body.node;
        loop {
            let parent = node.parent();
            node.remove_from_parent();
            match parent {
                Some(parent) if parent.node_name().as_deref() != Some("body") && parent.text().trim().is_empty() => node = parent,
                _ => break,
            }
        }
    }
}

/// The element that holds all of a note whose beginning is named.
fn whole(target: NodeRef<'_>) -> NodeRef<'_> {
    let is_block = |node: &NodeRef<'_>| {
        matches!(node.node_name().as_deref(), Some("li" | "p" | "div" | "aside" | "dd" | "section" | "td" | "blockquote"))
    };
    if is_block(&target) { target } else { target.ancestors_it(Some(5)).find(is_block).unwrap_or(target) }
}

/// The names by which a marker can be linked to: its own, those of what holds it closely, and of what it holds.
fn names(link: &NodeRef<'_>) -> Vec<String> {
    let near = link.ancestors_it(Some(2)).filter(|node| matches!(node.node_name().as_deref(), Some("sup" | "span" | "a" | "cite")));
    let nodes = std::iter::once(*link).chain(near).chain(link.descendants_it()).chain(link.prev_sibling());
    nodes.flat_map(|node| [attribute(&node, "id"), attribute(&node, "name")]).filter(|name| !name.is_empty()).collect()
}

/// The name within the page that a link leads to.
fn local(link: &NodeRef<'_>) -> Option<String> {
    attribute(link, "href").strip_prefix('#').filter(|name| !name.is_empty()).map(str::to_owned)
}

fn index(node: &NodeRef<'_>) -> NodeId {
    node.id
}

fn inside(link: &NodeRef<'_>, nodes: &BTreeMap<NodeId, usize>) -> bool {
    link.ancestors_it(None).any(|node| nodes.contains_key(&index(&node)))
}

fn inside_node(node: &NodeRef<'_>, outer: &NodeRef<'_>) -> bool {
    node.id == outer.id || node.ancestors_it(None).any(|other| other.id == outer.id)
}
