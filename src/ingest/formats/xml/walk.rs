//! The running text: elements of both vocabularies → blocks.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{attribute, children, words as plain};
use crate::{
    base::source_text::Source,
    ingest::{
        block::{Role, What},
        formats::{flow::Flow, html::raised},
        notes::Note,
    },
};

/// Elements that stand inside a line.
const INLINE: &[&str] = &[
    "italic",
    "bold",
    "sc",
    "sup",
    "sub",
    "underline",
    "strike",
    "monospace",
    "overline",
    "roman",
    "sans-serif",
    "styled-content",
    "named-content",
    "xref",
    "ext-link",
    "uri",
    "email",
    "abbrev",
    "inline-formula",
    "tex-math",
    "hi",
    "emph",
    "ref",
    "ptr",
    "foreign",
    "term",
    "title",
    "persName",
    "placeName",
    "orgName",
    "name",
    "date",
    "soCalled",
    "mentioned",
    "q",
    "choice",
    "abbr",
    "expan",
    "sic",
    "corr",
    "orig",
    "reg",
    "gi",
    "code",
    "num",
    "rs",
    "supplied",
    "unclear",
    "add",
    "del",
    "w",
    "c",
    "pc",
    "seg",
    "gap",
    "pb",
    "lb",
    "cb",
    "break",
    "fn",
    "note",
    "anchor",
    "target",
    "milestone",
    "year",
    "month",
    "day",
    "article-title",
    "source",
    "volume",
    "issue",
    "fpage",
    "lpage",
    "surname",
    "given-names",
    "forename",
    "suffix",
    "prefix",
];

/// Elements whose words stand apart, whether or not a space is written between them.
const FIELDS: &[&str] = &[
    "surname",
    "given-names",
    "forename",
    "year",
    "month",
    "day",
    "volume",
    "issue",
    "fpage",
    "lpage",
    "article-title",
    "source",
    "persName",
    "orgName",
    "corr",
    "sic",
    "reg",
    "orig",
    "expan",
    "abbr",
    "term",
];

/// What is known of the source when its text is walked.
pub struct Walk<'k> {
    pub flow: Flow,
    /// The records by the names of their entries.
    pub records: &'k BTreeMap<String, usize>,
    /// The notes by their names, and those that stand where they are called by their place in the source.
    pub notes: BTreeMap<String, usize>,
    /// How deep sections stand in one another.
    pub level: u8,
    /// Elements that are read elsewhere.
    pub elsewhere: &'static [&'static str],
}

impl Walk<'_> {
    /// All that stands in a node.
    pub fn children(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            if child.is_text() {
                self.flow.words(child.text().unwrap_or(""), child.range().start);
            } else if child.is_element() {
                self.element(child);
            }
        }
    }

    /// A note's body, which may be called from anywhere.
    pub fn body(&mut self, node: Node<'_, '_>) -> usize {
        let label = children(node, "label").next().map_or_else(|| attribute(node, "n").to_owned(), plain);
        let links = std::mem::take(&mut self.flow.links);
        let mut inner = Flow::default();
        inner.links = links;
        let outer = std::mem::replace(&mut self.flow, inner);
        for child in node.children().filter(|child| child.tag_name().name() != "label") {
            if child.is_text() {
                self.flow.words(child.text().unwrap_or(""), child.range().start);
            } else if child.is_element() {
                self.element(child);
            }
        }
        self.flow.end();
        let mut inner = std::mem::replace(&mut self.flow, outer);
        self.flow.links = std::mem::take(&mut inner.links);
        // A note within a note is one of its own.
        self.flow.notes.append(&mut inner.notes);
        self.flow.notes.push(Note { label, body: inner.blocks, ..Note::default() });
        self.flow.notes.len() - 1
    }

    fn element(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        let at = node.range().start;
        // The number of a table or figure is a word of the text; that of a section or an item is only counted.
        let is_numbered =
            node.parent_element().is_some_and(|parent| matches!(parent.tag_name().name(), "table-wrap" | "fig" | "boxed-text"));
        if self.elsewhere.contains(&name) && !(name == "label" && is_numbered) {
            return;
        }
        let in_place = matches!(name, "note" | "fn") && !self.notes.contains_key(attribute(node, "id"));
        if matches!(name, "note" | "fn") {
            if in_place {
                let index = self.body(node);
                let label = self.flow.notes.get(index).map(|note| note.label.clone()).filter(|label| !label.is_empty());
                self.marker(index, &label.unwrap_or_else(|| "*".to_owned()), at);
            }
            return;
        }
        let is_title = name == "title"
            && node.parent_element().is_some_and(|parent| {
                matches!(
                    parent.tag_name().name(),
                    "sec" | "ack" | "app" | "boxed-text" | "caption" | "glossary" | "bio" | "notes" | "app-group" | "fn-group"
                )
            });
        let is_head = is_title || name == "head";
        let is_inline = INLINE.contains(&name) && !is_head;
        if !is_inline {
            self.flow.end();
        }
        let from = self.flow.place();
        match name {
            _ if is_head => {
                let is_caption =
                    node.parent_element().is_some_and(|parent| matches!(parent.tag_name().name(), "caption" | "figure" | "table" | "list"));
                if !is_caption {
                    self.flow.begin(Role::Heading(self.level.clamp(2, 6)));
                }
                self.children(node);
            }
            "sec" | "ack" | "app" | "div" | "div1" | "div2" | "div3" | "div4" | "bio" | "glossary" => {
                self.level = self.level.saturating_add(1);
                self.children(node);
                self.flow.end();
                self.level = self.level.saturating_sub(1);
            }
            "italic" | "emph" | "foreign" | "title" => self.emphasised(node, 1),
            "bold" => self.emphasised(node, 2),
            "hi" => match attribute(node, "rend") {
                rend if rend.contains("bold") => self.emphasised(node, 2),
                rend if rend.contains("ital") => self.emphasised(node, 1),
                rend if rend.contains("sup") => self.raised(node, true),
                rend if rend.contains("sub") => self.raised(node, false),
                _ => self.children(node),
            },
            "sup" => self.raised(node, true),
            "sub" => self.raised(node, false),
            "xref" | "ref" | "ptr" => self.reference(node),
            "ext-link" | "uri" | "self-uri" => {
                self.children(node);
                self.flow.link(from, attribute(node, "href"));
            }
            "break" | "lb" => self.flow.line(),
            "choice" => {
                // What the editors settled on; the other reading is among the omissions.
                let first = ["corr", "reg", "expan"].iter().find_map(|name| children(node, name).next());
                if let Some(one) = first.or_else(|| node.first_element_child()) {
                    self.children(one);
                }
            }
            "list" | "listBibl" if name == "list" => self.list(node),
            "disp-quote" | "quote" | "cit" if !is_inside_line(node) => {
                self.flow.quote();
                self.children(node);
                self.flow.leave();
            }
            "lg" | "verse-group" => {
                self.flow.begin(Role::Lines);
                let mut is_first = true;
                for line in node.descendants().filter(|node| matches!(node.tag_name().name(), "l" | "verse-line")) {
                    if !std::mem::take(&mut is_first) {
                        self.flow.line();
                    }
                    self.children(line);
                }
            }
            "preformat" | "eg" => {
                self.flow.begin(Role::Code);
                self.flow.words(
                    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect::<String>().trim_matches('\n'),
                    at,
                );
            }
            "table" => self.table(node),
            "speaker" => {
                self.children(node);
                self.flow.emphasis(from, 2);
            }
            _ => self.children(node),
        }
        if !is_inline {
            self.flow.end();
        }
    }

    fn emphasised(&mut self, node: Node<'_, '_>, marks: usize) {
        let from = self.flow.place();
        self.children(node);
        self.flow.emphasis(from, marks);
    }

    fn raised(&mut self, node: Node<'_, '_>, up: bool) {
        let is_plain = node.children().all(|child| child.is_text());
        match raised(&plain(node), up).filter(|_| is_plain) {
            Some(raised) => self.flow.words(&raised, node.range().start),
            None => self.children(node),
        }
    }

    fn marker(&mut self, note: usize, label: &str, at: usize) {
        let from = self.flow.place();
        self.flow.words(label, at);
        self.flow.lay(from, What::Marker(u32::try_from(note).unwrap_or(u32::MAX)));
    }

    /// A reference within the source: to an entry, to a note, or to a place.
    fn reference(&mut self, node: Node<'_, '_>) {
        let target = attribute(node, if node.tag_name().name() == "xref" { "rid" } else { "target" });
        let name = target.split_whitespace().next().unwrap_or("").trim_start_matches('#');
        let from = self.flow.place();
        if let Some(&note) = self.notes.get(name) {
            let label = Some(plain(node)).filter(|label| !label.is_empty()).unwrap_or_else(|| "*".to_owned());
            self.marker(note, &label, node.range().start);
            return;
        }
        let is_raised = children(node, "sup").next().is_some();
        if is_raised && self.records.contains_key(name) {
            self.flow.words(&plain(node), node.range().start);
        } else {
            self.children(node);
        }
        if let Some(&record) = self.records.get(name) {
            self.flow.lay(from, What::Cite(u32::try_from(record).unwrap_or(u32::MAX)));
        } else if target.starts_with("http") {
            self.flow.link(from, target);
        }
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let kind = format!("{} {}", attribute(node, "list-type"), attribute(node, "type"));
        let is_numbered = ["order", "number", "ordered"].iter().any(|word| kind.contains(word));
        let mut number = 1;
        for child in node.children().filter(Node::is_element) {
            if !matches!(child.tag_name().name(), "list-item" | "item") {
                self.element(child);
                continue;
            }
            let mark = if is_numbered { format!("{number}.") } else { "-".to_owned() };
            number += 1;
            self.flow.item(&mark);
            self.children(child);
            self.flow.leave();
        }
    }

    fn table(&mut self, node: Node<'_, '_>) {
        children(node, "head").for_each(|head| self.element(head));
        let mut is_first = true;
        for row in node.descendants().filter(|node| matches!(node.tag_name().name(), "tr" | "row")) {
            self.flow.begin(Role::Row(std::mem::take(&mut is_first)));
            let mut between = false;
            for cell in row.children().filter(|node| matches!(node.tag_name().name(), "td" | "th" | "cell")) {
                if std::mem::replace(&mut between, true) {
                    self.flow.cell();
                }
                for child in cell.children() {
                    self.cell(child);
                }
            }
            self.flow.end();
        }
    }

    /// What stands in a cell stays on one line.
    fn cell(&mut self, node: Node<'_, '_>) {
        if node.is_text() {
            self.flow.words(node.text().unwrap_or(""), node.range().start);
        } else if node.is_element() && INLINE.contains(&node.tag_name().name()) && !matches!(node.tag_name().name(), "break" | "lb") {
            self.element(node);
        } else {
            self.flow.words(" ", node.range().start);
            node.children().for_each(|child| self.cell(child));
            self.flow.words(" ", node.range().start);
        }
    }
}

/// Whether words of the same paragraph stand around an element.
fn is_inside_line(node: Node<'_, '_>) -> bool {
    node.parent_element()
        .is_some_and(|parent| parent.children().any(|child| child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty())))
}

/// The words of a source by line: a block, a field, or an entry each.
pub fn words(root: Node<'_, '_>, source: &Source) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    let mut holder = None;
    for node in root.descendants().filter(Node::is_text) {
        let text = node.text().unwrap_or("");
        let inner = node.ancestors().skip(1).find(|node| !INLINE.contains(&node.tag_name().name())).map(|node| node.id());
        let parent = node.parent_element();
        let raised = parent.and_then(|parent| {
            let up = parent.has_tag_name("sup") || parent.tag_name().name() == "sup" || attribute(parent, "rend").contains("sup");
            (up || parent.tag_name().name() == "sub" || attribute(parent, "rend").contains("sub")).then(|| raised(text, up)).flatten()
        });
        let is_call = node.ancestors().any(|node| node.tag_name().name() == "xref");
        let text = raised.filter(|_| !is_call).unwrap_or_else(|| text.to_owned());
        match lines.last_mut().filter(|_| inner == holder) {
            Some((_, line)) => {
                // Fields that the source does not part by a space.
                if parent.is_some_and(|parent| FIELDS.contains(&parent.tag_name().name())) {
                    line.push(' ');
                }
                line.push_str(&text);
            }
            None => {
                let lead = text.len() - text.trim_start().len();
                lines.push((source.line_at(u32::try_from(node.range().start + lead).unwrap_or(u32::MAX)), text));
            }
        }
        holder = inner;
    }
    lines
        .into_iter()
        .map(|(line, text)| (line, text.split_whitespace().collect::<Vec<_>>().join(" ")))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}
