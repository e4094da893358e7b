//! The running text: elements of both vocabularies → blocks.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use scholion_base::Lang;

use super::formula::{formula, is_second};
use super::jats::titles::TITLED;
use super::tei::names::Names;
use super::{
    account::{join, join_line, next_words},
    breaks::{
        Between, between, continues_line, follows_formula, holds_elements_only, is_between_tokens, is_glued, is_loose_entry, is_said_again,
        stands_apart,
    },
    elements::{
        before, is_counted_sense, is_division, is_entry_field, is_float, is_inline, is_register_behind, is_struck, is_verse, reading,
    },
    index,
    known::Known,
};
use crate::formats::xml::node::{attribute, children, words as plain};
use crate::{
    block::{Element, Milestone, Role, What},
    formats::{flow::Flow, passage::Passage},
    report::Finding,
};

/// Elements of TEI with a heading.
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
pub const MOST_SENSES: usize = 400;

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
    /// Whom and what it may name.
    pub names: Names<'k>,
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
            names: Names::default(),
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
            } else if child.is_element() && !is_float(child) {
                self.element(child);
            }
        }
    }

    /// The figures and tables of a paragraph, behind it.
    fn floats(&mut self, node: Node<'_, '_>) {
        for float in node.children().filter(|child| is_float(*child)) {
            self.element(float);
            self.flow.end();
        }
    }

    pub fn text(&mut self, node: Node<'_, '_>) {
        let (text, at) = (node.text().unwrap_or(""), node.range().start);
        if follows_formula(node) {
            self.flow.words(" ", at);
        }
        let from = self.flow.place();
        self.flow.words(if is_glued(node) { text.trim_start() } else { text }, at);
        self.dash(node, from);
    }

    /// An element, in its language.
    pub fn element(&mut self, node: Node<'_, '_>) {
        let stated = Some(attribute(node, "lang")).filter(|lang| !lang.is_empty()).map(|lang| Lang::new(lang).shortest().to_string());
        let stated = stated.as_deref().unwrap_or("");
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
        let is_numbered = matches!(parent, "table-wrap" | "fig" | "media" | "boxed-text" | "supplementary-material" | "disp-formula");
        if is_second(node) || self.is_left_to_others(node) || is_said_again(node) {
            return;
        }
        if let Some(written) = formula(node) {
            self.place(node);
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
            self.vacat(node);
            self.begins(node, between == Between::Apart);
            self.place(node);
            self.calls(node);
            return;
        }
        if name == "target" && attribute(node, "target-type").starts_with("page") {
            return self.page_target(node);
        }
        if let Some(reading) = reading(node) {
            // The other readings are among the omissions.
            self.element(reading);
            if name == "app" {
                self.apparatus(node, reading);
            }
            return;
        }
        let is_title = name == "title" && TITLED.contains(&parent);
        let is_head = is_title || name == "head";
        // The number of a formula stands behind it, that of a figure before its caption.
        if name == "label" && parent == "disp-formula" {
            return;
        }
        if name == "label" && is_numbered && node.next_sibling_element().is_some_and(|next| next.tag_name().name() == "caption") {
            self.place(node);
            return self.flow.before(&format!("{} ", plain(node)));
        }
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
        if !is_verse(node) {
            self.place(node);
        }
        // The fields of an entry of a register are parted by commas.
        if is_inline && is_entry_field(node) && !self.flow.place_is_new() {
            self.flow.mend(|text| text.truncate(text.trim_end().trim_end_matches(',').len()));
            self.flow.words(", ", at);
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
            _ if is_struck(node) => {
                self.children(node);
                self.flow.within(from, Element::Deleted);
            }
            "del" | "add" | "supplied" | "surplus" | "unclear" | "ex" | "gap" => self.signed(node),
            "q" | "said" | "soCalled" | "quote" if is_inline && !self.in_entry => self.quoted(node),
            "u" | "sp" => self.turn(node),
            "vocal" | "kinesic" | "incident" => self.heard(node),
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
            "list" if !is_inline => {
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
                self.flow.mend(|text| text.truncate(text.trim_end_matches([' ', ',']).len()));
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
                if !is_next_verse {
                    self.flow.begin(Role::Lines);
                } else if continues_line(node) {
                    self.flow.mend(|text| join_line(text, node));
                } else {
                    self.flow.line();
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
            "code" | "monospace" if is_inline => {
                self.children(node);
                self.flow.lay(from, What::Code);
            }
            "preformat" | "eg" | "code" => {
                self.flow.begin(Role::Code);
                self.flow.words(
                    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect::<String>().trim_matches('\n'),
                    at,
                );
            }
            "table" => self.table(node),
            "fig" | "figure" if !is_inline => self.figure(node),
            "index" | "index-group" if index::is_one(node) => self.index(node),
            "def-item" => self.defined(node),
            "disp-formula" => self.set_off(node),
            "speaker" => {
                self.children(node);
                self.flow.emphasis(from, 2);
            }
            _ => self.children(node),
        }
        if matches!(name, "rs" | "name" | "bibl" | "title") {
            // Of a work that is only mentioned its entry may be named so.
            let key = if name == "bibl" && attribute(node, "ref").is_empty() { "corresp" } else { "ref" };
            let names: Vec<&str> = attribute(node, key).split_whitespace().map(|name| name.trim_start_matches('#')).collect();
            self.cites(from, &names);
        }
        self.names(node, from);
        self.calls(node);
        if !is_inline {
            self.flow.end();
        }
        if matches!(name, "p" | "ab") {
            self.floats(node);
        }
        self.ended(node);
    }

    /// A place to which the text itself leads.
    pub fn place(&mut self, node: Node<'_, '_>) {
        let id = attribute(node, "id");
        if self.known.places.contains_key(id) {
            self.flow.milestone(Milestone::place(self.known.place(id)));
        }
    }

    /// A formula that is set off, and its number behind it.
    fn set_off(&mut self, node: Node<'_, '_>) {
        self.children(node);
        for label in children(node, "label") {
            self.flow.words(" ", label.range().start);
            self.children(label);
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

    pub fn emphasised(&mut self, node: Node<'_, '_>, marks: usize) {
        let from = self.flow.place();
        self.children(node);
        self.flow.emphasis(from, marks);
    }

    pub fn marker(&mut self, note: usize, label: &str, at: usize) {
        let from = self.flow.place();
        self.flow.words(label, at);
        self.flow.lay(from, What::Marker(u32::try_from(note).unwrap_or(u32::MAX)));
    }
}
