//! The running text: elements of both vocabularies → blocks.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::{
    account::{join, next_words},
    attribute, children,
    elements::{
        Between, between, follows_formula, has_words, holds_elements_only, is_between_tokens, is_glued, is_inline, is_loose_entry,
        is_register_behind, is_said_again, reading, stands_apart,
    },
    words as plain,
};
use super::{
    formula::{Written, formula, is_second},
    letters::Letters,
};
use crate::{
    block::{Milestone, Role, What},
    formats::{
        flow::{Flow, FlowPosition},
        grid::Grid,
        html::raised,
        passage::Passage,
    },
    note::Note,
    remark::Remark,
    report::{FORMULA, Finding},
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
    /// What the file says of itself that its text needs.
    pub known: Known,
    /// The notes that stand elsewhere and point to where they are called, by the names of the places.
    pub called: BTreeMap<String, Vec<usize>>,
    /// The places in the source of notes that are read already.
    pub read: BTreeSet<usize>,
    /// The numbers of the parts that are open.
    pub numbers: Vec<String>,
    /// Marks that stand before the next verse.
    pub marks: Vec<Milestone>,
    /// The number of the last verse or line.
    pub last_line: u32,
    /// The language of what is open.
    pub lang: String,
    /// What attributes say and the text shows.
    pub about: Vec<String>,
    /// What an editor should look at, or what is left out; the line is the place in the text.
    pub findings: Vec<Finding>,
}

/// What a file says of itself that its text needs.
#[derive(Debug, Default)]
pub struct Known {
    /// How words look that point to a rendition, in CSS.
    pub renditions: BTreeMap<String, String>,
    /// The names of those who speak.
    pub speakers: BTreeMap<String, String>,
    /// The pictures of pages, by the names of surfaces and pictures.
    pub pictures: BTreeMap<String, String>,
    /// The language of the text.
    pub lang: String,
    /// The signs around what is quoted; none if the file prints them.
    pub quotes: Option<(String, String)>,
}

impl<'k> Walk<'k> {
    /// A walk that has seen nothing yet.
    pub fn new(records: &'k BTreeMap<String, usize>, elsewhere: &'static [&'static str], lines_are_printed: bool) -> Self {
        Self {
            flow: Flow::default(),
            records,
            notes: BTreeMap::new(),
            level: 1,
            elsewhere,
            lines_are_printed,
            in_entry: false,
            known: Known::default(),
            called: BTreeMap::new(),
            read: BTreeSet::new(),
            numbers: Vec::new(),
            marks: Vec::new(),
            last_line: 0,
            lang: String::new(),
            about: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// All that stands in a node.
    pub fn children(&mut self, node: Node<'_, '_>) {
        let is_white = holds_elements_only(node);
        for child in node.children() {
            if child.is_text() {
                if !is_white && !is_between_tokens(child) {
                    self.text(child);
                }
            } else if child.is_element() {
                self.element(child);
            }
        }
    }

    fn text(&mut self, node: Node<'_, '_>) {
        let (text, at) = (node.text().unwrap_or(""), node.range().start);
        if follows_formula(node) {
            self.flow.words(" ", at);
        }
        self.flow.words(if is_glued(node) { text.trim_start() } else { text }, at);
    }

    /// A note's body, which may be called from anywhere.
    pub fn body(&mut self, node: Node<'_, '_>) -> usize {
        let label = children(node, "label").next().map_or_else(|| attribute(node, "n").to_owned(), plain);
        self.note_of(label, |walk| {
            for child in node.children().filter(|child| child.tag_name().name() != "label") {
                if child.is_text() {
                    walk.text(child);
                } else if child.is_element() {
                    walk.element(child);
                }
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

    /// An element, in its language.
    pub fn element(&mut self, node: Node<'_, '_>) {
        let stated = attribute(node, "lang");
        if is_division(node) {
            self.begins_part(node);
        }
        let passage = Passage::read(stated, "").and_then(|passage| passage.other_than(&self.lang)).filter(|_| !stated.is_empty());
        let Some(passage) = passage.filter(|_| !self.lang.is_empty()) else {
            if self.lang.is_empty() && !stated.is_empty() {
                stated.clone_into(&mut self.lang);
            }
            return self.read_element(node);
        };
        let outer = std::mem::replace(&mut self.lang, stated.to_owned());
        if is_inline(node) {
            let from = self.flow.place();
            self.read_element(node);
            self.flow.passage(from, passage);
        } else {
            self.flow.enter_passage(passage);
            self.read_element(node);
            self.flow.leave_passage();
        }
        self.lang = outer;
    }

    fn read_element(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        let at = node.range().start;
        let parent = node.parent_element().map_or("", |parent| parent.tag_name().name());
        // The number of a table or figure is a word of the text; that of a section or an item is only counted.
        let is_numbered = matches!(parent, "table-wrap" | "fig" | "boxed-text" | "supplementary-material" | "disp-formula");
        if self.is_left_to_others(node) || is_second(node) || is_said_again(node) {
            return;
        }
        if let Some(written) = formula(node) {
            return self.formula(node, &written);
        }
        if is_loose_entry(node) {
            return self.loose(node);
        }
        if (self.elsewhere.contains(&name) && !(name == "label" && is_numbered)) || is_register_behind(node) {
            return;
        }
        if matches!(name, "note" | "fn") && (self.read.contains(&at) || self.note(node)) {
            return;
        }
        if let Some(between) = between(node, self.lines_are_printed) {
            self.flow.mend(|text| join(text, between, &next_words(node)));
            self.begins(node, between == Between::Apart);
            self.calls(node);
            return;
        }
        if let Some(reading) = reading(node) {
            let from = self.flow.place();
            // The other readings are among the omissions.
            self.element(reading);
            if name == "app" {
                self.apparatus(node, reading, from);
            }
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
        // What the source does not part by a space.
        if stands_apart(node) && !self.flow.place_is_new() {
            self.flow.words(" ", at);
        }
        if !is_next_verse {
            self.begins(node, false);
        }
        let from = self.flow.place();
        match name {
            _ if is_head => {
                if (is_title && parent != "caption") || (HEADED.contains(&parent) && !self.in_entry) {
                    let number = attribute(node, "n");
                    let deeper = u8::try_from(number.trim_end_matches('.').matches('.').count()).unwrap_or(0);
                    let level = self.level + u8::from(matches!(parent, "lg" | "castList" | "set" | "argument" | "epigraph" | "abstract"));
                    self.flow.begin(Role::Heading((level + deeper).clamp(2, 6)));
                    if !number.is_empty() && name == "head" && !plain(node).starts_with(number) {
                        self.about.push(number.to_owned());
                        self.flow.before(&format!("{number} "));
                    }
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
            "italic" | "stage" => self.emphasised(node, 1),
            "bold" => self.emphasised(node, 2),
            "hi" | "emph" | "foreign" | "title" => self.rendered(node),
            "del" | "add" | "supplied" | "surplus" | "unclear" | "ex" | "gap" => self.signed(node),
            "q" | "said" | "soCalled" | "quote" if is_inline && !self.in_entry => self.quoted(node),
            "u" | "sp" => self.turn(node),
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
            "list" => {
                self.flow.list();
                self.list(node);
                self.flow.end_list();
            }
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
            "l" | "verse-line" | "line" => {
                if is_next_verse {
                    self.flow.line();
                } else {
                    self.flow.begin(Role::Lines);
                }
                self.begins_verse(node);
                self.children(node);
                self.calls(node);
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
        if matches!(name, "rs" | "name" | "bibl") {
            let names: Vec<&str> = attribute(node, "ref").split_whitespace().map(|name| name.trim_start_matches('#')).collect();
            self.cites(from, &names);
        }
        self.calls(node);
        if !is_inline {
            self.flow.end();
        }
        self.ended(node);
    }

    /// A formula in TeX, or its signs, of which the layout is lost.
    fn formula(&mut self, node: Node<'_, '_>, written: &Written) {
        let at = node.range().start;
        if stands_apart(node) && !self.flow.place_is_new() {
            self.flow.words(" ", at);
        }
        if written.is_tex {
            let is_display = written.is_display && self.flow.place_is_new();
            return self.flow.formula(&written.text, is_display, at);
        }
        self.flow.words(&written.text, at);
        self.doubt(node, FORMULA, written.text.clone(), Remark::FormulaUnread);
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

    pub fn emphasised(&mut self, node: Node<'_, '_>, marks: usize) {
        let from = self.flow.place();
        self.children(node);
        self.flow.emphasis(from, marks);
    }

    pub fn raised(&mut self, node: Node<'_, '_>, up: bool) {
        let is_plain = node.children().all(|child| child.is_text());
        match raised(&plain(node), up).filter(|_| is_plain) {
            Some(raised) => self.flow.words(&raised, node.range().start),
            None => self.children(node),
        }
    }

    pub fn marker(&mut self, note: usize, label: &str, at: usize) {
        let from = self.flow.place();
        self.flow.words(label, at);
        self.flow.lay(from, What::Marker(u32::try_from(note).unwrap_or(u32::MAX)));
    }

    /// A reference within the source: to entries, to a note, or to a place.
    fn reference(&mut self, node: Node<'_, '_>) {
        let target = attribute(node, if node.tag_name().name() == "xref" { "rid" } else { "target" });
        let names: Vec<&str> = target.split_whitespace().map(|name| name.trim_start_matches('#')).collect();
        let name = names.first().copied().unwrap_or("");
        let from = self.flow.place();
        if let Some(&note) = self.notes.get(name) {
            let label = Some(plain(node)).filter(|label| !label.is_empty()).unwrap_or_else(|| "*".to_owned());
            for (nth, name) in names.iter().enumerate() {
                let Some(&note) = self.notes.get(*name) else { continue };
                self.marker(note, if nth == 0 { &label } else { "*" }, node.range().start);
            }
            _ = note;
            return;
        }
        let is_raised = children(node, "sup").next().is_some();
        if is_raised && self.records.contains_key(name) {
            self.flow.words(&plain(node), node.range().start);
        } else {
            self.children(node);
        }
        self.cites(from, &names);
        if !self.records.contains_key(name) && target.starts_with("http") {
            self.flow.link(from, target);
        }
    }

    /// The words since `from` cite the entries with these names.
    pub fn cites(&mut self, from: FlowPosition, names: &[&str]) {
        let mut records = names.iter().filter_map(|name| self.records.get(*name)).map(|record| u32::try_from(*record).unwrap_or(u32::MAX));
        if let Some(first) = records.next() {
            self.flow.lay(from, What::Cite(first));
            records.for_each(|other| self.flow.cite_also(other));
        }
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let kind = ["list-type", "type", "rend"].map(|name| attribute(node, name)).join(" ");
        let is_numbered = ["order", "number", "ordered"].iter().any(|word| kind.contains(word));
        let letters = Letters::of(&kind);
        let mut number = 1;
        for child in node.children().filter(Node::is_element) {
            if !matches!(child.tag_name().name(), "list-item" | "item") {
                self.element(child);
                continue;
            }
            let mut label = children(child, "label").next().map(plain).unwrap_or_default();
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

/// Notes within a note are counted on from those before it.
fn shift(inner: &mut Flow, by: u32) {
    let blocks = inner.blocks.iter_mut().chain(inner.notes.iter_mut().flat_map(|note| &mut note.body));
    for edit in blocks.flat_map(|block| &mut block.edits) {
        if let What::Marker(note) = &mut edit.what {
            *note += by;
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

/// Whether an element is a division, by whatever depth it is called.
pub fn is_division(node: Node<'_, '_>) -> bool {
    node.tag_name().name().strip_prefix("div").is_some_and(|depth| depth.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an element is a line that another may continue.
pub fn is_verse(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "l" | "verse-line" | "addrLine" | "line")
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
