//! The nodes of a page as a browser has them, for those who name a part of it by its place among them.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};
use scholion_base::Span;

use super::{too_deep, xhtml};

/// A page as a list of its nodes in their order.
pub struct Tree {
    page: Document,
    nodes: Vec<Node>,
    /// All words of all nodes, one behind the other, as `textContent` has them (DOM Standard, 4.4).
    text: String,
    places: HashMap<NodeId, usize>,
    ids: HashMap<String, usize>,
}

/// An element, or the words between two.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its name, in small letters; empty of words.
    pub name: String,
    /// Its `id`; may be empty.
    pub id: String,
    /// Its words in [`Tree::text`].
    pub words: Span,
    /// The node behind all that is in it.
    pub end: usize,
}

impl Tree {
    /// Reads a page; nothing of one whose elements stand in each other too deep.
    pub fn of(page: &str) -> Option<Self> {
        if too_deep(page).is_some() {
            return None;
        }
        let page = Document::from(&*xhtml::in_html(page));
        let listed = Listed::of(&page);
        Some(Self { page, nodes: listed.nodes, text: listed.text, places: listed.places, ids: listed.ids })
    }

    /// All words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All nodes, in their order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The nodes right below one; of the whole page where it is `None`.
    pub fn below(&self, node: Option<usize>) -> impl Iterator<Item = (usize, &Node)> {
        let (mut next, end) = match node.and_then(|at| Some((at + 1, self.nodes.get(at)?.end))) {
            Some(bounds) => bounds,
            None => (0, if node.is_none() { self.nodes.len() } else { 0 }),
        };
        std::iter::from_fn(move || {
            let (at, node) = (next, self.nodes.get(next).filter(|_| next < end)?);
            next = node.end;
            Some((at, node))
        })
    }

    /// The element of an id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The first element that a selector of style sheets names.
    pub fn by_css(&self, selector: &str) -> Option<usize> {
        let found = self.page.try_select(selector)?;
        found.nodes().first().and_then(|node| self.places.get(&node.id)).copied()
    }

    /// What stands in the body of the page.
    pub fn body(&self) -> Span {
        let body = self.nodes.iter().find(|node| node.name == "body");
        body.map_or(Span { start: 0, end: length(&self.text) }, |body| body.words)
    }
}

/// The nodes of a page while they are listed.
#[derive(Default)]
struct Listed {
    nodes: Vec<Node>,
    text: String,
    places: HashMap<NodeId, usize>,
    ids: HashMap<String, usize>,
}

impl Listed {
    fn of(page: &Document) -> Self {
        let mut listed = Self::default();
        // What is open: a node, and what stands behind it.
        let mut open: Vec<(usize, Vec<NodeRef<'_>>)> = Vec::new();
        let mut waiting: Vec<NodeRef<'_>> = page.root().children().into_iter().rev().collect();
        loop {
            if let Some(node) = waiting.pop() {
                if let Some(at) = listed.begin(&node) {
                    let inner = node.children().into_iter().rev().collect();
                    open.push((at, std::mem::replace(&mut waiting, inner)));
                }
            } else if let Some((at, rest)) = open.pop() {
                let (end, words) = (listed.nodes.len(), length(&listed.text));
                if let Some(closed) = listed.nodes.get_mut(at) {
                    closed.end = end;
                    closed.words.end = words;
                }
                waiting = rest;
            } else {
                return listed;
            }
        }
    }

    /// Lists a node; gives its place if others may stand in it.
    fn begin(&mut self, node: &NodeRef<'_>) -> Option<usize> {
        let (at, start) = (self.nodes.len(), length(&self.text));
        if node.is_text() {
            self.text.push_str(&node.text());
            self.nodes.push(Node { words: Span { start, end: length(&self.text) }, end: at + 1, ..Node::default() });
            return None;
        }
        if !node.is_element() {
            return None;
        }
        let id = node.attr("id").map(|id| id.to_string()).unwrap_or_default();
        let name = node.node_name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        self.places.insert(node.id, at);
        if !id.is_empty() {
            self.ids.entry(id.clone()).or_insert(at);
        }
        self.nodes.push(Node { name, id, words: Span { start, end: start }, end: at + 1 });
        Some(at)
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_list_of_its_nodes() {
        let tree =
            Tree::of("<html><head><title>T</title></head><body><p id=a>One <b>two</b></p><p class=x>Three</p></body></html>").unwrap();
        let words = |at: usize| tree.nodes()[at].words.of(tree.text()).to_owned();
        assert_eq!(tree.body().of(tree.text()), "One twoThree");
        assert_eq!(words(tree.by_id("a").unwrap()), "One two");
        assert_eq!(words(tree.by_css("p.x").unwrap()), "Three");
        assert_eq!((tree.by_css("p["), tree.by_css("li"), tree.by_id("b")), (None, None, None));
        let names = |node: Option<usize>| tree.below(node).map(|(_, node)| node.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(None), ["html"]);
        assert_eq!(names(tree.by_id("a")), ["", "b"]);
    }
}
