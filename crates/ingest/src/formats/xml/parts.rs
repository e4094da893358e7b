//! Notes, lists, tables, references, formulas, and entries of dictionaries.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Node, NodeId};

use super::{
    account::{join, next_words},
    breaks::{Between, stands_apart},
    elements::{before, has_text, has_words, is_counted_sense, is_inline},
    formula::Written,
    jats::titles::TITLED,
    letters::Letters,
    walk::{MOST_SENSES, Walk},
};
use crate::{
    block::{Element, Role, What},
    draft::beginning,
    formats::{
        flow::Flow,
        grid::Grid,
        xml::node::{attribute, children, words as plain},
    },
    note::Note,
    remark::Remark,
    report::FORMULA,
};

/// Whether an element is what stands over a box or a figure of JATS: in a cell it is words.
fn is_heading(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "title" && node.parent_element().is_some_and(|parent| TITLED.contains(&parent.tag_name().name()))
}

impl Walk<'_> {
    /// The place where a page of the print begins, which JATS marks with the number of the page as words.
    pub(super) fn page_target(&mut self, node: Node<'_, '_>) {
        let number = plain(node);
        self.flow.mend(|text| join(text, Between::Space, &next_words(node)));
        self.flow.page(&number);
        self.about.push(number);
        self.calls(node);
    }

    /// A part of a dictionary's entry: headwords are strong, what grammar says is emphasised, senses are counted.
    pub(super) fn in_entry(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        let is_next = before(node).is_some_and(|before| before.tag_name().name() == name);
        if is_counted_sense(node) {
            let number = node.prev_siblings().take(MOST_SENSES).filter(|other| other.tag_name().name() == name && has_text(*other)).count();
            self.flow.item(&format!("{number}."));
            self.children(node);
            self.flow.leave();
            return;
        }
        if !self.flow.place_is_new() && has_text(node) {
            self.flow.words(if is_next && matches!(name, "cit" | "def" | "form") { "; " } else { " " }, node.range().start);
        }
        match name {
            "orth" => self.emphasised(node, 2),
            "pos" | "gen" | "number" | "subc" | "itype" | "usg" | "mentioned" => self.emphasised(node, 1),
            // A translation is no quotation.
            "quote" if node.parent_element().is_some_and(|cit| attribute(cit, "type").starts_with("ex")) => self.quoted(node),
            _ => self.children(node),
        }
    }

    /// A reference within the source: to entries, to a note, or to a place.
    pub(super) fn reference(&mut self, node: Node<'_, '_>) {
        let target = attribute(node, if node.tag_name().name() == "xref" { "rid" } else { "target" });
        let names: Vec<&str> = target.split_whitespace().map(|name| name.trim_start_matches('#')).collect();
        let name = names.first().copied().unwrap_or("");
        let from = self.flow.place();
        let notes: Vec<usize> = names.iter().filter_map(|name| self.notes.get(*name).copied()).collect();
        if !notes.is_empty() {
            let label = Some(plain(node)).filter(|label| !label.is_empty()).unwrap_or_else(|| "*".to_owned());
            for (nth, note) in notes.into_iter().enumerate() {
                self.marker(note, if nth == 0 { &label } else { "*" }, node.range().start);
            }
            return;
        }
        let is_raised = children(node, "sup").next().is_some() && self.records.contains_key(name);
        if self.cites_each(node, &names) || self.cites_range(node, &names) {
            if is_raised {
                self.flow.within(from, Element::Raised);
            }
            return;
        }
        if is_raised {
            self.flow.words(&plain(node), node.range().start);
            self.flow.within(from, Element::Raised);
        } else {
            self.children(node);
        }
        // What only points is printed by its author and year.
        if let Some(work) = self.records.get(name).and_then(|work| self.known.works.get(*work)).filter(|_| !has_text(node)).cloned() {
            self.about.push(work.clone());
            self.flow.words(&work, node.range().start);
        }
        self.cites(from, &names);
        if self.records.contains_key(name) {
            return;
        }
        if target.starts_with("http") {
            // What only points is printed as the address.
            if node.first_element_child().is_none() && !has_text(node) && !target.contains(char::is_whitespace) {
                self.about.push(target.to_owned());
                self.flow.words(target, node.range().start);
            }
            self.flow.link(from, target);
        } else if let Some(called) = self.known.places.get(name).cloned() {
            // What only points is called as the place is.
            if !has_text(node) && !called.is_empty() {
                self.about.push(called.clone());
                self.flow.words(&called, node.range().start);
            }
            self.flow.link(from, &format!("#{}", self.known.place(name)));
        } else if let Some(source) = self.names.source(target) {
            self.flow.link(from, &source);
        }
    }

    pub(super) fn list(&mut self, node: Node<'_, '_>) {
        let kind = ["list-type", "type", "rend"].map(|name| attribute(node, name)).join(" ");
        let is_numbered = ["order", "number", "ordered"].iter().any(|word| kind.contains(word));
        let letters = Letters::of(&kind);
        let mut number: usize = if self.known.is_own { attribute(node, "n").parse().unwrap_or(1) } else { 1 };
        // What stands before an item as its number, or as what it explains (TEI P5, 3.8).
        let mut before = String::new();
        for child in node.children().filter(Node::is_element) {
            // A label with notes or references in it is a line of its own.
            let is_plain = !child.descendants().any(|part| matches!(part.tag_name().name(), "note" | "ref" | "ptr" | "xref" | "fn"));
            if child.tag_name().name() == "label"
                && is_plain
                && child.next_sibling_element().is_some_and(|next| next.tag_name().name() == "item")
            {
                before = plain(child);
                before.push_str(if kind.contains("gloss") && !before.ends_with(':') { ":" } else { "" });
                continue;
            }
            if !matches!(child.tag_name().name(), "list-item" | "item") {
                self.element(child);
                continue;
            }
            let mut label = children(child, "label").next().map_or_else(|| std::mem::take(&mut before), plain);
            if label.is_empty()
                && let Some(letters) = letters
            {
                // What a typesetter writes is no word of the source.
                label = letters.write(number);
                self.about.push(label.clone());
            }
            let is_counted = label.is_empty() || label.trim_matches(['(', ')', '.', '[', ']']) == number.to_string();
            let mark = if is_numbered && is_counted { format!("{number}.") } else { "-".to_owned() };
            number += 1;
            self.flow.item(&mark);
            self.place(child);
            // Another mark than a number in order is a word of the text.
            if !label.is_empty() && !(is_numbered && is_counted) && label.chars().any(char::is_alphanumeric) {
                self.flow.before(&format!("{label} "));
            }
            self.children(child);
            self.flow.leave();
        }
    }

    /// A term with what it means, as an item.
    pub(super) fn defined(&mut self, node: Node<'_, '_>) {
        self.flow.item("-");
        let term = children(node, "term").map(plain).collect::<Vec<_>>().join(", ");
        self.flow.before(&format!("{term}: "));
        children(node, "def").for_each(|meaning| self.children(meaning));
        self.flow.leave();
    }

    pub(super) fn table(&mut self, node: Node<'_, '_>) {
        children(node, "head").for_each(|head| self.element(head));
        let mut grid = Grid::default();
        let mut is_first = true;
        for row in node.descendants().filter(|node| matches!(node.tag_name().name(), "tr" | "row")) {
            self.flow.begin(Role::Row(std::mem::take(&mut is_first)));
            for (place, cell) in row.children().filter(|node| matches!(node.tag_name().name(), "td" | "th" | "cell")).enumerate() {
                self.flow.cells(usize::from(place > 0) + grid.before());
                for child in cell.children() {
                    self.cell(child);
                }
                let [columns, rows] = [("colspan", "cols"), ("rowspan", "rows")]
                    .map(|(jats, tei)| Some(attribute(cell, jats)).filter(|size| !size.is_empty()).unwrap_or_else(|| attribute(cell, tei)));
                self.flow.cells(grid.cell(columns, rows));
            }
            grid.end();
            self.flow.end();
        }
    }

    /// What stands in a cell stays on one line.
    pub(super) fn cell(&mut self, node: Node<'_, '_>) {
        if node.is_text() {
            self.flow.words(node.text().unwrap_or(""), node.range().start);
        } else if node.is_element() && is_inline(node) && !matches!(node.tag_name().name(), "break" | "lb") && !is_heading(node) {
            self.element(node);
        } else {
            self.flow.words(" ", node.range().start);
            node.children().for_each(|child| self.cell(child));
            self.flow.words(" ", node.range().start);
        }
    }

    /// A formula in TeX, or its signs, of which the layout is lost.
    pub(super) fn formula(&mut self, node: Node<'_, '_>, written: &Written) {
        let at = node.range().start;
        if stands_apart(node) && !self.flow.place_is_new() {
            self.flow.words(" ", at);
        }
        if written.is_tex {
            let is_display = written.is_display && self.flow.place_is_new();
            self.flow.formula(&written.text, is_display, at);
            // The number by which the text speaks of it.
            let number = attribute(node, "n");
            if is_display && !number.is_empty() {
                self.about.push(number.to_owned());
                self.flow.words(&format!(" ({})", number.trim_matches(['(', ')'])), at);
            }
            return;
        }
        self.flow.words(&written.text, at);
        self.doubt(node, FORMULA, written.text.clone(), Remark::FormulaUnread);
    }

    /// A note's body, which may be called from anywhere.
    pub fn body(&mut self, node: Node<'_, '_>) -> usize {
        let label = children(node, "label").next().map_or_else(|| attribute(node, "n").to_owned(), plain);
        let rest = continued(node);
        self.read.extend(rest.iter().map(|part| part.range().start));
        self.note_of(label, |walk| {
            for child in node.children().filter(|child| child.tag_name().name() != "label") {
                if child.is_text() {
                    walk.text(child);
                } else if child.is_element() {
                    walk.element(child);
                }
            }
            for part in rest {
                walk.flow.mend(|text| join(text, Between::Space, &plain(part)));
                walk.children(part);
            }
        })
    }

    /// A note whose words are written so.
    pub fn note_of(&mut self, label: String, write: impl FnOnce(&mut Self)) -> usize {
        let links = std::mem::take(&mut self.flow.links);
        let mut inner = Flow::default();
        inner.links = links;
        let outer = std::mem::replace(&mut self.flow, inner);
        write(self);
        self.flow.end();
        let mut inner = std::mem::replace(&mut self.flow, outer);
        self.flow.links = std::mem::take(&mut inner.links);
        // A note within a note is one of its own.
        let notes = u32::try_from(self.flow.notes.len()).unwrap_or(u32::MAX);
        shift(&mut inner, notes);
        self.flow.notes.append(&mut inner.notes);
        self.flow.notes.push(Note { label, body: inner.blocks, ..Note::default() });
        self.flow.notes.len() - 1
    }

    /// A note where it stands; whether that was all there is to do with it.
    pub fn note(&mut self, node: Node<'_, '_>) -> bool {
        if self.notes.contains_key(attribute(node, "id")) {
            return true;
        }
        if self.said_beside(node) {
            return true;
        }
        let parent = node.parent_element();
        // Beside paragraphs, and in a list of notes that nothing calls, it is a paragraph.
        let calls = parent.is_none_or(|parent| {
            has_words(parent)
                || !matches!(
                    parent.tag_name().name(),
                    "body" | "front" | "back" | "text" | "group" | "fn-group" | "table-wrap-foot" | "figure" | "table"
                )
        });
        let is_at_foot = ["foot", "bottom", "end", "margin"].iter().any(|place| attribute(node, "place").contains(place));
        if !calls && !is_at_foot {
            return false;
        }
        let index = self.body(node);
        // What stands in no line is called by none.
        if !calls && self.flow.place_is_new() {
            return true;
        }
        let label = self.flow.notes.get(index).map(|note| note.label.clone()).filter(|label| !label.is_empty());
        self.marker(index, &label.unwrap_or_else(|| "*".to_owned()), node.range().start);
        true
    }
}

/// The places to which a text itself leads, and what each is called: its label, its heading, or its number. Notes and the entries
/// of lists of works, of witnesses and of persons have ways of their own.
pub fn places(root: Node<'_, '_>) -> BTreeMap<String, String> {
    const OTHERS: [&str; 8] = ["note", "fn", "ref", "bibl", "biblStruct", "biblFull", "person", "aff"];
    let pointed: BTreeSet<&str> = root
        .descendants()
        .flat_map(|node| {
            match node.tag_name().name() {
                "xref" => attribute(node, "rid"),
                "ref" | "ptr" => attribute(node, "target"),
                "lem" | "rdg" | "witDetail" => attribute(node, "wit"),
                _ => "",
            }
            .split_whitespace()
        })
        .map(|place| place.trim_start_matches('#'))
        .filter(|place| place.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)))
        .collect();
    let is_place = |node: &Node<'_, '_>| pointed.contains(attribute(*node, "id")) && !OTHERS.contains(&node.tag_name().name());
    let called = |node: Node<'_, '_>| {
        let said = children(node, "label").chain(children(node, "head")).map(plain).next();
        let said = said.or_else(|| Some(attribute(node, "n").to_owned())).filter(|said| !said.is_empty());
        said.unwrap_or_else(|| beginning(&plain(node), SAID))
    };
    root.descendants().filter(is_place).map(|node| (attribute(node, "id").to_owned(), called(node))).collect()
}

/// What is called by nothing is called by the first signs of its words.
const SAID: usize = 30;

/// The parts in which a note goes on that the end of a page cuts (TEI P5, att.global.linking): each names the next, and that
/// one the note before it.
fn continued<'a, 'i>(node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    /// So many nodes are looked at for the next part, and so many parts a note has.
    const FAR: u32 = 4000;
    const MOST: usize = 20;
    let mut parts: Vec<Node<'a, 'i>> = Vec::new();
    let mut last = node;
    while parts.len() < MOST {
        let (own, next) = (attribute(last, "id"), attribute(last, "next").trim_start_matches('#'));
        if own.is_empty() || next.is_empty() {
            break;
        }
        let from = last.id().get().saturating_add(1);
        let mut behind = (from..from.saturating_add(FAR)).map_while(|id| last.document().get_node(NodeId::new(id)));
        let goes_on = |part: &Node<'_, '_>| {
            part.tag_name().name() == "note" && attribute(*part, "id") == next && attribute(*part, "prev").trim_start_matches('#') == own
        };
        let Some(part) = behind.find(goes_on) else { break };
        parts.push(part);
        last = part;
    }
    parts
}

/// Notes within a note are counted on from those before it.
fn shift(inner: &mut Flow, by: u32) {
    let blocks = inner.blocks.iter_mut().chain(inner.notes.iter_mut().flat_map(|note| &mut note.body));
    for edit in blocks.flat_map(|block| &mut block.edits) {
        if let What::Marker(note) = &mut edit.what {
            *note += by;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_on_behind_the_end_of_a_page() {
        let text = "<p><note xml:id='a' next='#b'>One</note> <note xml:id='c'>Other</note> <note xml:id='b' prev='#a'>two.</note></p>";
        let tree = roxmltree::Document::parse(text).unwrap();
        let notes: Vec<Node<'_, '_>> = children(tree.root_element(), "note").collect();
        let parts = |nth: usize| continued(notes[nth]).into_iter().map(plain).collect::<Vec<_>>();
        assert_eq!(parts(0), ["two."]);
        assert!(parts(1).is_empty() && parts(2).is_empty());
    }
}
