//! The index of a book (<https://jats.nlm.nih.gov/extensions/bits/tag-library/>, `index`): a list of its entries, each with its places.

use roxmltree::Node;

use super::walk::Walk;
use crate::{block::Role, formats::xml::node::children};

/// Entries stand no deeper in one another.
const DEEPEST: usize = 20;

/// Whether an element is one: in TEI an `index` is a word for one.
pub fn is_one(node: Node<'_, '_>) -> bool {
    let is_part = |name: &str| name == "index-entry" || name == "index-div" || name == "index-title-group" || name == "index";
    node.tag_name().name() == "index-group" || node.children().any(|child| is_part(child.tag_name().name()))
}

impl Walk<'_> {
    /// An index, or a part of one: its title, and lists of its entries.
    pub(super) fn index(&mut self, node: Node<'_, '_>) {
        let mut is_list = false;
        for child in node.children().filter(Node::is_element) {
            let is_entry = child.tag_name().name() == "index-entry";
            match (is_list, is_entry) {
                (false, true) => self.flow.list(),
                (true, false) => self.flow.end_list(),
                _ => {}
            }
            is_list = is_entry;
            match child.tag_name().name() {
                "index-entry" => self.index_entry(child, 0),
                "title" => self.index_title(child),
                "index-title-group" | "title-group" => children(child, "title").for_each(|title| self.index_title(title)),
                "index" | "index-div" | "index-group" => {
                    let outer = self.level;
                    self.level = outer.saturating_add(1);
                    self.index(child);
                    self.level = outer;
                }
                _ => {
                    self.element(child);
                    self.flow.end();
                }
            }
        }
        if is_list {
            self.flow.end_list();
        }
    }

    fn index_title(&mut self, title: Node<'_, '_>) {
        self.flow.begin(Role::Heading(self.level.saturating_add(1).clamp(2, 6)));
        self.children(title);
        self.flow.end();
    }

    /// A word with the places where the book speaks of it, and the entries below it.
    fn index_entry(&mut self, node: Node<'_, '_>, depth: usize) {
        self.flow.item("-");
        let mut is_below = false;
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            let at = child.range().start;
            if name == "index-entry" && depth < DEEPEST {
                if !is_below {
                    self.flow.list();
                    is_below = true;
                }
                self.index_entry(child, depth + 1);
                continue;
            }
            if !self.flow.place_is_new() {
                self.flow.words(", ", at);
            }
            // What stands for it elsewhere: print says so in the words of its language.
            if name.starts_with("see") {
                self.flow.words("→ ", at);
            }
            let has_words = |part: Node<'_, '_>| part.is_text() && part.text().is_some_and(|text| !text.trim().is_empty());
            if name == "nav-pointer-group" && !child.children().any(has_words) {
                for (nth, pointer) in child.children().filter(Node::is_element).enumerate() {
                    if nth > 0 {
                        self.flow.words(", ", at);
                    }
                    self.children(pointer);
                }
            } else {
                self.children(child);
            }
        }
        if is_below {
            self.flow.end_list();
        }
        self.flow.leave();
    }
}
