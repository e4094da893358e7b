//! Names of places: XML's are stricter than those of pages, each stands once, and what leads to one leads to one that is there.

use std::collections::BTreeSet;

use super::super::node::{Element, Node};

/// The names that are taken.
#[derive(Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// Takes a name for a place that has one; nothing if it has none, or another place has taken it.
    pub fn claim(&mut self, id: &str) -> Option<String> {
        if id.is_empty() {
            return None;
        }
        let id = reference(id);
        self.0.insert(id.clone()).then_some(id)
    }

    /// A name that no other place has, made of this one.
    pub fn new_id(&mut self, id: &str) -> String {
        let id = reference(id);
        let more = (2_u32..).map(|nth| format!("{id}-{nth}"));
        let free = std::iter::once(id.clone()).chain(more).find(|id| !self.0.contains(id)).unwrap_or(id);
        self.0.insert(free.clone());
        free
    }
}

/// The name of a place as XML has it (Namespaces in XML 1.0, `NCName`).
pub(super) fn reference(id: &str) -> String {
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut name: String = id.chars().map(|c| if is_sign(c) { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

/// Makes words of what leads to a place that is not there.
pub(super) fn settle(root: &mut Element) {
    let mut there = BTreeSet::new();
    all_ids(root, &mut there);
    let there: BTreeSet<String> = there.into_iter().map(str::to_owned).collect();
    settle_in(root, &there);
}

fn settle_in(element: &mut Element, there: &BTreeSet<String>) {
    let mut settled = Vec::with_capacity(element.children.len());
    for mut node in std::mem::take(&mut element.children) {
        if let Node::Element(child) = &mut node {
            settle_in(child, there);
            if child.name == "xref" && !there.contains(child.get("rid")) {
                settled.append(&mut child.children);
                continue;
            }
        }
        settled.push(node);
    }
    element.children = settled;
}

/// All ids of a tree, in order.
fn all_ids<'n>(element: &'n Element, all: &mut BTreeSet<&'n str>) {
    let id = element.get("id");
    if !id.is_empty() {
        all.insert(id);
    }
    for child in &element.children {
        if let Node::Element(child) = child {
            all_ids(child, all);
        }
    }
}
