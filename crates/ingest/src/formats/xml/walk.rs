//! The running text: elements of both vocabularies → blocks.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    account::{join, next_words},
    attribute, children,
    elements::{between, has_words, is_field, is_inline, reading},
    formulas::{formula, is_copy, is_display},
    tei::is_register_behind,
    words as plain,
};
use crate::{
    block::{Role, What},
    formats::{flow::Flow, grid::Grid, html::raised, math::Formula},
    note::Note,
};

/// Elements with a heading.
const HEADED: &[&str] = &[
    "div",
    "div0",
    "div1",
    "div2",
    "div3",
    "div4",
    "div5",
    "div6",
    "div7",
    "body",
    "front",
    "back",
    "text",
    "group",
    "lg",
    "castList",
    "set",
    "prologue",
    "epilogue",
    "floatingText",
    "listBibl",
    "argument",
    "epigraph",
];

/// So far senses of a word are counted.
const MOST_SENSES: usize = 400;

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
    /// Whether the line ends that the source marks are those of what was printed.
    pub lines_are_printed: bool,
    /// Whether an entry of a dictionary is under way.
    pub in_entry: bool,
}

impl<'k> Walk<'k> {
    /// A walk that has seen nothing yet.
    pub fn new(records: &'k BTreeMap<String, usize>, elsewhere: &'static [&'static str], lines_are_printed: bool) -> Self {
        Self { flow: Flow::default(), records, notes: BTreeMap::new(), level: 1, elsewhere, lines_are_printed, in_entry: false }
    }

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
        let parent = node.parent_element().map_or("", |parent| parent.tag_name().name());
        // The number of a table or figure is a word of the text; that of a section or an item is only counted.
        let is_numbered = matches!(parent, "table-wrap" | "fig" | "boxed-text" | "supplementary-material" | "disp-formula");
        match formula(node) {
            Some(Formula::Tex(tex)) => return self.flow.formula(&tex, is_display(node), at),
            Some(Formula::Signs(signs)) => return self.flow.words(&signs, at),
            None if is_copy(node) => return,
            None => {}
        }
        if (self.elsewhere.contains(&name) && !(name == "label" && is_numbered)) || is_register_behind(node) {
            return;
        }
        if matches!(name, "note" | "fn") && self.note(node) {
            return;
        }
        if let Some(between) = between(node, self.lines_are_printed) {
            self.flow.mend(|text| join(text, between, &next_words(node)));
            return;
        }
        if let Some(reading) = reading(node) {
            // The other readings are among the omissions.
            self.element(reading);
            return;
        }
        let is_title = name == "title"
            && matches!(
                parent,
                "sec" | "ack" | "app" | "boxed-text" | "caption" | "glossary" | "bio" | "notes" | "app-group" | "fn-group" | "abstract"
            );
        let is_head = is_title || name == "head";
        let is_inline = (is_inline(node) || (self.in_entry && !matches!(name, "note" | "p") && !is_counted_sense(node))) && !is_head;
        // A verse goes on where the one before it ended.
        let is_next_verse = is_verse(node) && before(node).is_some_and(is_verse);
        if !is_inline && !is_next_verse {
            self.flow.end();
        }
        // Fields that the source does not part by a space.
        if is_field(node) && node.prev_sibling().is_some_and(|before| before.is_element()) && !self.flow.place_is_new() {
            self.flow.words(" ", at);
        }
        let from = self.flow.place();
        match name {
            _ if is_head => {
                if (is_title && parent != "caption") || (HEADED.contains(&parent) && !self.in_entry) {
                    let level = self.level + u8::from(matches!(parent, "lg" | "castList" | "set" | "argument" | "epigraph" | "abstract"));
                    self.flow.begin(Role::Heading(level.clamp(2, 6)));
                    // The printed number, by which the text may speak of it.
                    if let Some(label) = node.parent_element().and_then(|parent| children(parent, "label").next()).filter(|_| is_title) {
                        self.flow.before(&format!("{} ", plain(label)));
                    }
                }
                self.children(node);
            }
            "sec" | "ack" | "app" | "bio" | "glossary" => self.deeper(node),
            _ if name.strip_prefix("div").is_some_and(|depth| depth.bytes().all(|byte| byte.is_ascii_digit())) => self.deeper(node),
            "fn-group" if children(node, "title").next().is_some() => self.deeper(node),
            "italic" | "emph" | "foreign" | "title" | "stage" => self.emphasised(node, 1),
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
                // Others lead nowhere from here.
                let address = attribute(node, "href");
                if ["http://", "https://", "mailto:", "ftp://"].iter().any(|start| address.to_ascii_lowercase().starts_with(start)) {
                    self.flow.link(from, address);
                }
            }
            "list" => self.list(node),
            "castItem" => {
                self.flow.item("-");
                self.children(node);
                self.flow.leave();
            }
            "roleDesc" if parent == "castItem" && !self.flow.place_is_new() => {
                self.flow.mend(|text| text.truncate(text.trim_end().len()));
                self.flow.words(", ", at);
                self.children(node);
            }
            "entry" | "entryFree" => {
                let outer = std::mem::replace(&mut self.in_entry, true);
                self.children(node);
                self.flow.end();
                self.in_entry = outer;
            }
            _ if self.in_entry => self.in_entry(node),
            "disp-quote" | "quote" if !is_inline => self.quotation(node),
            "cit" if !is_inline && children(node, "quote").next().is_none() => self.quotation(node),
            "l" | "verse-line" => {
                if is_next_verse {
                    self.flow.line();
                } else {
                    self.flow.begin(Role::Lines);
                }
                self.children(node);
                // Words that stand in no verse are no part of one.
                if node.next_sibling().is_some_and(|next| next.is_text() && next.text().is_some_and(|text| !text.trim().is_empty())) {
                    self.flow.end();
                }
                return;
            }
            "addrLine" => {
                if is_next_verse {
                    self.flow.line();
                }
                self.children(node);
                return;
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

    /// A part with a heading of its own.
    fn deeper(&mut self, node: Node<'_, '_>) {
        self.level = self.level.saturating_add(1);
        self.children(node);
        self.flow.end();
        self.level = self.level.saturating_sub(1);
    }

    fn quotation(&mut self, node: Node<'_, '_>) {
        self.flow.quote();
        self.children(node);
        self.flow.leave();
    }

    /// A note where it stands; whether that was all there is to do with it.
    fn note(&mut self, node: Node<'_, '_>) -> bool {
        if self.notes.contains_key(attribute(node, "id")) {
            return true;
        }
        let parent = node.parent_element();
        // Beside paragraphs, and in a list of notes that nothing calls, it is a paragraph.
        let calls = parent.is_none_or(|parent| {
            has_words(parent)
                || !matches!(parent.tag_name().name(), "body" | "front" | "back" | "text" | "group" | "fn-group" | "table-wrap-foot")
        });
        let is_at_foot = ["foot", "bottom", "end", "margin"].iter().any(|place| attribute(node, "place").contains(place));
        if !calls && !is_at_foot {
            return false;
        }
        let index = self.body(node);
        let label = self.flow.notes.get(index).map(|note| note.label.clone()).filter(|label| !label.is_empty());
        self.marker(index, &label.unwrap_or_else(|| "*".to_owned()), node.range().start);
        true
    }

    /// A part of a dictionary's entry: headwords are strong, what grammar says is emphasised, senses are counted.
    fn in_entry(&mut self, node: Node<'_, '_>) {
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
            "pos" | "gen" | "number" | "subc" | "itype" | "usg" => self.emphasised(node, 1),
            _ => self.children(node),
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
            let label = children(child, "label").next().map(plain).unwrap_or_default();
            let is_counted = label.is_empty() || label.trim_matches(['(', ')', '.', '[', ']']) == number.to_string();
            let mark = if is_numbered && is_counted { format!("{number}.") } else { "-".to_owned() };
            number += 1;
            self.flow.item(&mark);
            // Another mark than a number in order is a word of the text.
            if !label.is_empty() && !(is_numbered && is_counted) && label.chars().any(char::is_alphanumeric) {
                self.flow.before(&format!("{label} "));
            }
            self.children(child);
            self.flow.leave();
        }
    }

    fn table(&mut self, node: Node<'_, '_>) {
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
    fn cell(&mut self, node: Node<'_, '_>) {
        if node.is_text() {
            self.flow.words(node.text().unwrap_or(""), node.range().start);
        } else if node.is_element() && is_inline(node) && !matches!(node.tag_name().name(), "break" | "lb") {
            self.element(node);
        } else {
            self.flow.words(" ", node.range().start);
            node.children().for_each(|child| self.cell(child));
            self.flow.words(" ", node.range().start);
        }
    }
}

/// The element before a node, but for what only stands between lines.
fn before<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let mut next = node.prev_sibling();
    while let Some(node) = next {
        let is_between = node.is_comment()
            || node.is_pi()
            || (node.is_text() && node.text().is_none_or(|text| text.trim().is_empty()))
            || matches!(node.tag_name().name(), "lb" | "pb" | "cb" | "gb" | "milestone" | "fw" | "anchor" | "space");
        if !is_between {
            return Some(node);
        }
        next = node.prev_sibling();
    }
    None
}

/// Whether an element is a line that another may continue.
fn is_verse(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "l" | "verse-line" | "addrLine")
}

fn has_text(node: Node<'_, '_>) -> bool {
    node.descendants().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()))
}

/// Whether an element is one of several senses of a word.
fn is_counted_sense(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    matches!(name, "sense" | "re")
        && node.parent_element().is_some_and(|parent| children(parent, name).filter(|sense| has_text(*sense)).nth(1).is_some())
}
