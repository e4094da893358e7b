//! A tree of XML in the making, for formats whose elements have strict places: it is made first, mended, and then written.

use crate::base::Xml;

/// A part of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Words of the text.
    Words(String),
}

/// An element: its names are the program's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub name: &'static str,
    pub attributes: Vec<(&'static str, String)>,
    pub children: Vec<Node>,
}

impl Element {
    /// An element that says nothing yet.
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// The same with an attribute, if that has a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.attributes.push((name, value));
        }
        self
    }

    /// The same around these parts.
    #[must_use]
    pub fn around(mut self, children: impl IntoIterator<Item = Node>) -> Self {
        self.children.extend(children);
        self
    }

    /// The same with these words in it.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> Self {
        self.around([Node::Words(words.into())])
    }

    /// Puts an element behind what stands in it.
    pub fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// Puts an element that holds words behind what stands in it, if there are words.
    pub fn push_words(&mut self, name: &'static str, words: &str) {
        if !words.trim().is_empty() {
            self.push(Self::new(name).words(words.trim()));
        }
    }

    /// Puts an element behind what stands in it, if anything stands in that.
    pub fn push_if_any(&mut self, child: Self) {
        if !child.children.is_empty() {
            self.push(child);
        }
    }

    /// The value of an attribute; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

    /// Writes it, each of the elements for which `is_line` stands on a line of its own.
    pub fn write(&self, xml: &mut Xml<'_>, is_line: &dyn Fn(&str) -> bool) {
        xml.push_str("<");
        xml.push_str(self.name);
        self.attributes.iter().for_each(|(name, value)| xml.attribute(name, value));
        if self.children.is_empty() {
            xml.push_str("/>");
        } else {
            xml.push_str(">");
            let is_block = self.children.iter().any(|child| matches!(child, Node::Element(child) if is_line(child.name)))
                && self.children.iter().all(|child| matches!(child, Node::Element(_)));
            if is_block {
                xml.push_str("\n");
            }
            for child in &self.children {
                match child {
                    Node::Words(words) => xml.words(words),
                    Node::Element(child) => {
                        child.write(xml, is_line);
                        if is_block {
                            xml.push_str("\n");
                        }
                    }
                }
            }
            xml.close(self.name);
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// The words of some parts.
pub(super) fn words(nodes: &[Node]) -> String {
    let mut all = String::new();
    fn add(nodes: &[Node], all: &mut String) {
        for node in nodes {
            match node {
                Node::Words(words) => all.push_str(words),
                Node::Element(element) => add(&element.children, all),
            }
        }
    }
    add(nodes, &mut all);
    all
}
