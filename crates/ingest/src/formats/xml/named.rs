//! Who is named and who speaks: links to records, and turns.

use roxmltree::Node;
use scholion_reference::names;

use super::{
    breaks::is_entry,
    elements::{before, has_words},
    tei::names::Lead,
    walk::Walk,
};
use crate::formats::xml::node::{attribute, children, words};
use crate::{authority::Target, block::Role, formats::flow::FlowPosition};

/// What only notes of editors say of themselves.
const EDITORS: [&str; 3] = ["place", "target", "resp"];

/// The name that a note of whoever speaks prints.
fn speaker(note: Node<'_, '_>) -> String {
    words(note).trim_end_matches([':', ' ']).to_owned()
}

/// So many are named who speak at once.
const MOST_SPEAKERS: usize = 40;

impl Walk<'_> {
    /// The words since `from` name somebody or something of the archive's records, or of another's.
    pub(super) fn names(&mut self, node: Node<'_, '_>, from: FlowPosition) {
        // The first name of an entry is that of its record.
        let entry =
            node.parent_element().filter(|parent| is_entry(*parent) && before(node).is_none()).map_or("", |entry| attribute(entry, "id"));
        let leads = if entry.is_empty() { self.names.leads(node) } else { vec![self.names.find(&format!("#{entry}"), 0)] };
        if leads.len() > 1 {
            return self.several(&leads, from, node.range().start);
        }
        for lead in leads {
            match lead {
                Lead::Record(target) => self.flow.link(from, &target.address()),
                Lead::Web(address) => self.flow.link(from, &address),
                Lead::Nowhere => {}
            }
        }
    }

    /// The words since `from` name several: each of their names is a link where there are as many, else a note says who is meant.
    fn several(&mut self, leads: &[Lead], from: FlowPosition, at: usize) {
        let targets: Vec<&Target> =
            leads.iter().filter_map(|lead| if let Lead::Record(target) = lead { Some(target) } else { None }).collect();
        let words = self.flow.since(from).to_owned();
        let names = names::pieces(&words);
        if names.len() == targets.len() {
            let mut reached = 0;
            for (name, target) in names.into_iter().zip(targets) {
                let start = words.get(reached..).and_then(|rest| rest.find(name)).map_or(reached, |step| reached + step);
                reached = start + name.len();
                self.flow.link_words(from, start..reached, &target.address());
            }
            return;
        }
        let note = self.note_of(String::new(), |walk| {
            for (nth, target) in targets.iter().enumerate() {
                walk.flow.words(if nth > 0 { "; " } else { "" }, at);
                let from = walk.flow.place();
                walk.about.push(target.name.clone());
                walk.flow.words(&target.name, at);
                walk.flow.link(from, &target.address());
            }
        });
        self.marker(note, "*", at);
    }

    /// What is heard or seen beside the words, as stage directions are printed.
    pub(super) fn heard(&mut self, node: Node<'_, '_>) {
        if !self.flow.place_is_new() {
            self.flow.words(" ", node.range().start);
        }
        let from = self.flow.place();
        self.signed(node);
        self.flow.emphasis(from, 1);
        self.flow.words(" ", node.range().start);
    }

    /// A note of whoever wrote down what was said: no footnote. Whether it was one.
    pub(super) fn said_beside(&mut self, node: Node<'_, '_>) -> bool {
        if !self.known.is_speech {
            return false;
        }
        let in_turn = node.ancestors().skip(1).any(|outer| outer.tag_name().name() == "u");
        let among_turns = || node.parent_element().is_some_and(|parent| children(parent, "u").next().is_some());
        let is_editors = EDITORS.iter().any(|key| !attribute(node, key).is_empty());
        if is_editors || !(in_turn || among_turns()) {
            return false;
        }
        if self.leads(node) {
            return true;
        }
        if in_turn {
            self.heard(node);
        } else {
            self.flow.begin(Role::Text);
            self.emphasised(node, 1);
            self.flow.end();
        }
        true
    }

    /// Whether a note is the printed name of whoever speaks next, and nothing else tells the name.
    fn leads(&self, note: Node<'_, '_>) -> bool {
        let is_name = note.tag_name().name() == "note" && attribute(note, "type") == "speaker" && !speaker(note).is_empty();
        if !is_name || EDITORS.iter().any(|key| !attribute(note, key).is_empty()) {
            return false;
        }
        let Some(turn) = note.next_sibling_element().filter(|next| next.tag_name().name() == "u") else { return false };
        let is_known = |stated: &str| {
            let who = stated.rsplit('#').next().unwrap_or("");
            self.known.speakers.contains_key(who) || matches!(self.names.find(stated, 0), Lead::Record(_))
        };
        !attribute(turn, "who").split_whitespace().any(is_known)
    }

    /// The names of those who speak, as the file's own list has them; several may speak at once.
    fn who(&self, stated: &str) -> String {
        let mut names: Vec<String> = Vec::new();
        for stated in stated.split_whitespace().take(MOST_SPEAKERS) {
            let who = stated.rsplit('#').next().unwrap_or("");
            let name = self.known.speakers.get(who).cloned().unwrap_or_else(|| match self.names.find(stated, 0) {
                Lead::Record(target) => target.name,
                _ => who.to_owned(),
            });
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// Somebody speaks: `u` and `sp` say who by a name of the file's own list (TEI P5, 8.3).
    pub(super) fn turn(&mut self, node: Node<'_, '_>) {
        // In a transcription as ISO 24624 has it speaker and time stand around the words.
        let outer = node.parent_element().filter(|parent| parent.tag_name().name() == "annotationBlock");
        let said = |key: &str| {
            [Some(node), outer].into_iter().flatten().map(|node| attribute(node, key)).find(|said| !said.is_empty()).unwrap_or("")
        };
        let stated = said("who");
        let time = self.known.times.get(said("start").trim_start_matches('#')).cloned().unwrap_or_default();
        let is_named = node.tag_name().name() == "sp" && children(node, "speaker").next().is_some();
        // Parts on lines of their own are its paragraphs.
        let has_paragraphs = node.tag_name().name() == "u"
            && !has_words(node)
            && node.children().any(|child| child.is_text() && child.text().is_some_and(|text| text.contains('\n')));
        let printed = node.prev_sibling_element().filter(|note| self.leads(*note)).map(speaker);
        let name = if is_named { String::new() } else { printed.unwrap_or_else(|| self.who(stated)) };
        if !name.is_empty() {
            self.about.push(name.clone());
            self.flow.begin(Role::Text);
            if !time.is_empty() {
                self.about.push(time.clone());
                self.flow.words(&format!("[{time}] "), node.range().start);
            }
            let from = self.flow.place();
            self.flow.words(&format!("{name}:"), node.range().start);
            self.flow.emphasis(from, 2);
            self.flow.words(" ", node.range().start);
        }
        if !has_paragraphs {
            return self.children(node);
        }
        let mut is_first = true;
        for child in node.children().filter(Node::is_element) {
            if child.tag_name().name() == "seg" && !std::mem::replace(&mut is_first, false) {
                self.flow.end();
            }
            self.element(child);
        }
    }
}
