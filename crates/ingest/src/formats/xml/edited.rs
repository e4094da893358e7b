//! What editions say of words: signs of editors, emphasis, quotations, apparatus, marks to cite by.
//!
//! The rule for each element stands in `docs/INGEST.md`. Signs are those of the Leiden conventions, as EpiDoc has them.

use roxmltree::Node;
use scholion_lang::EDITION_PART;

use super::{
    breaks::{is_in_edition, sigla, signs},
    elements::{is_division, is_verse},
    looks::{Look, css, word},
    walk::Walk,
};
use crate::formats::xml::node::{attribute, children, words as plain};
use crate::{
    block::{Element, Milestone, Role},
    formats::quotation::is_quote,
    picture::Picture,
    remark::Remark,
    report::{Certainty, Finding, Kind, MARKUP},
};

/// Those of the first children of a figure that have a name: of none more are looked at, for each of them.
fn near<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    const MOST: usize = 100;
    node.children().take(MOST).filter(move |child| child.tag_name().name() == name)
}

impl Walk<'_> {
    /// Words with the signs of editors around them.
    pub(super) fn signed(&mut self, node: Node<'_, '_>) {
        let at = node.range().start;
        let from = self.flow.place();
        match node.tag_name().name() {
            "gap" => return self.gap(node),
            // A deletion that was undone.
            "del" if node.parent_element().is_some_and(|parent| parent.tag_name().name() == "restore") => return self.children(node),
            "del" | "add" => {
                self.children(node);
                let element = if node.tag_name().name() == "del" { Element::Deleted } else { Element::Inserted };
                return self.flow.within(from, element);
            }
            _ => {}
        }
        let Some((open, close)) = signs(node) else { return self.children(node) };
        self.flow.words(open, at);
        self.children(node);
        self.flow.words(close, at);
    }

    /// What is lost or left out: the sign that the edition prints, or three dots in brackets.
    fn gap(&mut self, node: Node<'_, '_>) {
        let said = plain(node);
        let sign = match said.as_str() {
            "" => "[…]".to_owned(),
            said if said.chars().any(char::is_alphanumeric) => format!("[{said}]"),
            said => said.to_owned(),
        };
        self.flow.words(&sign, node.range().start);
    }

    /// Words in the marks of quotation of the language, where the file prints none.
    pub(super) fn quoted(&mut self, node: Node<'_, '_>) {
        let at = node.range().start;
        let is_marked = self.flow.last().is_some_and(is_quote) || plain(node).starts_with(is_quote);
        match self.known.quotes.clone().filter(|_| !is_marked && !plain(node).is_empty()) {
            Some((open, close)) => {
                self.flow.words(&open, at);
                self.children(node);
                self.flow.words(&close, at);
            }
            None => self.children(node),
        }
    }

    /// Words as `rend`, `rendition` or `style` has them, or else as their element is printed.
    pub(super) fn rendered(&mut self, node: Node<'_, '_>) {
        let looks = self.looks(node);
        match looks.as_slice() {
            [Look::Up, ..] => self.raised(node, true),
            [Look::Down, ..] => self.raised(node, false),
            [Look::Struck, ..] => {
                let from = self.flow.place();
                self.children(node);
                self.flow.within(from, Element::Deleted);
            }
            [] if node.tag_name().name() == "hi" => self.children(node),
            [] => self.emphasised(node, 1),
            looks => {
                let marks = looks.iter().map(|look| if *look == Look::Bold { 2 } else { 1 }).fold(0, |all, mark| all | mark);
                self.emphasised(node, marks);
            }
        }
    }

    /// How an element says that it looks.
    fn looks(&self, node: Node<'_, '_>) -> Vec<Look> {
        let mut looks = Vec::new();
        css(attribute(node, "style"), &mut looks);
        for name in attribute(node, "rendition").split_whitespace() {
            match self.known.renditions.get(name.trim_start_matches('#')) {
                Some(style) => css(style, &mut looks),
                None => word(name.rsplit(['#', ':']).next().unwrap_or(""), &mut looks),
            }
        }
        let rend = attribute(node, "rend");
        if rend.contains(':') {
            css(rend, &mut looks);
        }
        rend.split(|c: char| !c.is_alphanumeric()).for_each(|token| word(token, &mut looks));
        looks.sort_unstable();
        looks.dedup();
        looks
    }

    /// The readings that are not the text's, with their witnesses, as a note (TEI P5, 12).
    pub(super) fn apparatus(&mut self, app: Node<'_, '_>, chosen: Node<'_, '_>) {
        let others: Vec<Node<'_, '_>> = app
            .descendants()
            .filter(|node| matches!(node.tag_name().name(), "lem" | "rdg" | "note" | "witDetail"))
            .filter(|node| *node != chosen && !node.ancestors().any(|outer| outer == chosen))
            .filter(|node| node.ancestors().skip(1).find(|outer| APPARATUS.contains(&outer.tag_name().name())) == Some(app))
            .collect();
        if others.is_empty() {
            return;
        }
        let own = sigla(chosen);
        let at = app.range().start;
        let index = self.note_of(String::new(), |walk| {
            if !own.is_empty() {
                walk.siglum(&own, at);
                walk.flow.words("] ", at);
            }
            for (nth, other) in others.iter().enumerate() {
                walk.flow.words(if nth > 0 { "; " } else { "" }, at);
                let is_empty = plain(*other).is_empty() && !other.descendants().any(|part| part.tag_name().name() == "gap");
                if is_empty {
                    // As apparatuses write what a witness leaves out.
                    walk.about.push("om".to_owned());
                    walk.flow.words("om.", at);
                }
                walk.children(*other);
                let sigla = sigla(*other);
                if !sigla.is_empty() {
                    walk.flow.words(" ", at);
                    walk.siglum(&sigla, at);
                }
            }
        });
        self.marker(index, "*", at);
    }

    /// The names of witnesses, which stand in attributes; each leads to its entry in the list of witnesses.
    fn siglum(&mut self, sigla: &str, at: usize) {
        self.about.push(sigla.to_owned());
        for (nth, siglum) in sigla.split(' ').enumerate() {
            self.flow.words(if nth > 0 { " " } else { "" }, at);
            let from = self.flow.place();
            self.flow.words(siglum, at);
            self.flow.emphasis(from, 1);
            if self.known.places.contains_key(siglum) {
                self.flow.link(from, &format!("#{siglum}"));
            }
        }
    }

    /// What an element is cited by begins: pages, columns, verses, numbered parts (TEI P5, 3.11).
    pub(super) fn begins(&mut self, node: Node<'_, '_>, is_between_verses: bool) {
        let (name, n) = (node.tag_name().name(), attribute(node, "n"));
        let class = match name {
            "pb" | "surface" => "pb",
            "cb" => "cb",
            "milestone" if !n.is_empty() => "milestone",
            "lb" if is_in_edition(node) => return self.numbered_line(n),
            "p" | "ab" if !n.is_empty() => "milestone",
            "witness" => {
                let id = [attribute(node, "id"), n].into_iter().find(|id| !id.is_empty()).unwrap_or("");
                self.flow.item("-");
                self.about.push(id.to_owned());
                let from = self.flow.place();
                self.flow.words(id, node.range().start);
                self.flow.emphasis(from, 2);
                return self.flow.words(" ", node.range().start);
            }
            _ => return,
        };
        let facs = attribute(node, "facs").split_whitespace().next().unwrap_or("");
        // A place in the file that names no picture is none.
        let stated = if facs.starts_with('#') { "" } else { facs };
        let picture = self.known.pictures.get(facs.trim_start_matches('#')).map_or(stated, String::as_str);
        if n.is_empty() && picture.is_empty() {
            return;
        }
        let mark = Milestone { class, number: n.into(), picture: picture.into() };
        if is_between_verses && node.next_sibling_element().is_some_and(is_verse) {
            self.marks.push(mark);
        } else {
            self.flow.milestone(mark);
        }
    }

    /// An entry of an apparatus that stands apart from its text: to which line it belongs, its lemma, its readings.
    pub(super) fn loose(&mut self, node: Node<'_, '_>) {
        let at = node.range().start;
        self.flow.begin(Role::Text);
        let place = [attribute(node, "loc"), attribute(node, "n")].into_iter().find(|place| !place.is_empty()).unwrap_or("");
        let mut is_first = place.is_empty();
        if !is_first {
            self.about.push(place.to_owned());
            let from = self.flow.place();
            self.flow.words(place, at);
            self.flow.emphasis(from, 2);
        }
        let parts = node.descendants().filter(|part| matches!(part.tag_name().name(), "lem" | "rdg" | "note" | "witDetail"));
        for part in parts.filter(|part| part.ancestors().skip(1).find(|outer| outer.tag_name().name() == "app") == Some(node)) {
            self.flow.words(if std::mem::take(&mut is_first) { "" } else { " " }, at);
            self.children(part);
            let sigla = sigla(part);
            if !sigla.is_empty() {
                self.flow.words(" ", at);
                self.siglum(&sigla, at);
            }
            if part.tag_name().name() == "lem" {
                self.flow.words("]", at);
            }
        }
        self.flow.end();
    }

    /// A part with a number and without a heading; a part of an edition under the name of what it is (EpiDoc).
    pub(super) fn begins_part(&mut self, node: Node<'_, '_>) {
        self.flow.end();
        let n = attribute(node, "n");
        let has_head = children(node, "head").next().is_some();
        let outer = self.numbers.last().cloned().unwrap_or_default();
        let whole = match (outer.as_str(), n) {
            (_, "") => outer.clone(),
            ("", n) => n.to_owned(),
            (outer, n) if n.starts_with(&format!("{outer}.")) => n.to_owned(),
            (outer, n) => format!("{outer}.{n}"),
        };
        self.numbers.push(whole.clone());
        let kind = attribute(node, "type");
        let is_part = |node: &Node<'_, '_>| EDITION_PART.parts().contains(&attribute(*node, "type"));
        let has_others = || node.parent_element().is_some_and(|parent| children(parent, "div").filter(is_part).nth(1).is_some());
        // The works of a list stand under a heading of their own.
        let is_list =
            node.first_element_child().is_some_and(|first| first.tag_name().name() == "listBibl" && first.next_sibling_element().is_none());
        if !has_head
            && !is_list
            && is_part(&node)
            && has_others()
            && let Some(title) = edition_part(kind, &self.known.lang)
        {
            self.flow.begin(Role::Heading((self.level + 1).clamp(2, 6)));
            self.about.push(title.to_owned());
            self.flow.words(title, node.range().start);
            self.flow.end();
        } else if !has_head && !n.is_empty() {
            self.flow.milestone(Milestone { class: "milestone", number: whole.into(), picture: "".into() });
        }
    }

    /// What was open ends.
    pub(super) fn ended(&mut self, node: Node<'_, '_>) {
        if is_division(node) {
            self.numbers.pop();
        }
        if node.tag_name().name() == "witness" {
            self.flow.leave();
        }
    }

    /// The number of a verse, and what stood before it.
    pub(super) fn begins_verse(&mut self, node: Node<'_, '_>) {
        let marks = std::mem::take(&mut self.marks);
        marks.into_iter().for_each(|mark| self.flow.milestone(mark));
        self.place(node);
        self.numbered_line(attribute(node, "n"));
    }

    /// Of lines that are counted through the first is marked, and each fifth, as editions print them.
    fn numbered_line(&mut self, n: &str) {
        let number = n.parse::<u32>().ok();
        let follows = number.is_some_and(|number| number > 1 && number == self.last_line + 1 && number % 5 != 0);
        self.last_line = number.unwrap_or(self.last_line);
        if !n.is_empty() && !follows {
            self.flow.milestone(Milestone { class: "line", number: n.into(), picture: "".into() });
        }
    }

    /// The notes that point here are called here.
    pub(super) fn calls(&mut self, node: Node<'_, '_>) {
        let id = attribute(node, "id");
        if id.is_empty() || self.called.is_empty() || self.flow.place_is_new() {
            return;
        }
        for note in self.called.remove(id).unwrap_or_default() {
            let label = self.flow.notes.get(note).map(|note| note.label.clone()).filter(|label| !label.is_empty());
            self.marker(note, &label.unwrap_or_else(|| "*".to_owned()), node.range().start);
        }
    }

    /// What is left free in an inscription or a papyrus is printed so (EpiDoc: vacat).
    pub(super) fn vacat(&mut self, node: Node<'_, '_>) {
        if node.tag_name().name() == "space" && is_in_edition(node) {
            self.about.push("vac.".to_owned());
            self.flow.words("(vac.) ", node.range().start);
        }
    }

    /// What stands in another file, or is a picture: it is listed. Whether that was all there is to do with it.
    pub(super) fn is_left_to_others(&mut self, node: Node<'_, '_>) -> bool {
        if self.known.is_own && self.own(node) {
            return true;
        }
        let name = node.tag_name().name();
        match name {
            "include" if node.tag_name().namespace().is_some_and(|space| space.contains("XInclude")) => {
                let file = attribute(node, "href").to_owned();
                self.finding(node, MARKUP, file.clone(), Kind::Doubtful, Some(Remark::PartElsewhere { file }));
                // What is to be shown if it is not there.
                children(node, "fallback").for_each(|fallback| self.children(fallback));
                true
            }
            // Data and the like: no part of the text, but what it speaks of (JATS, `supplementary-material`).
            "supplementary-material" | "inline-supplementary-material" if !attribute(node, "href").is_empty() => {
                let file = attribute(node, "href").to_owned();
                self.finding(node, MARKUP, file.clone(), Kind::Doubtful, Some(Remark::PartElsewhere { file }));
                false
            }
            "media" if node.parent_element().is_some_and(|outer| outer.tag_name().name() == "supplementary-material") => {
                let file = attribute(node, "href").to_owned();
                self.finding(node, MARKUP, file.clone(), Kind::Doubtful, Some(Remark::PartElsewhere { file }));
                false
            }
            "graphic" | "inline-graphic" | "media" | "inline-media" => {
                self.picture(node);
                false
            }
            "figDesc" => self.is_description(node),
            // Pictures of TEI P4 are named by entities.
            "figure" if !attribute(node, "entity").is_empty() => {
                self.picture(node);
                false
            }
            _ => false,
        }
    }

    /// A picture, with its description; if it is all there is of a formula, it is open.
    pub(super) fn picture(&mut self, node: Node<'_, '_>) {
        /// More are not listed one by one.
        const MOST: usize = 500;
        let file =
            ["href", "url", "entity"].map(|name| attribute(node, name)).into_iter().find(|file| !file.is_empty()).unwrap_or("").to_owned();
        if file.is_empty() || self.findings.len() >= MOST {
            return;
        }
        let formula = node
            .ancestors()
            .find(|outer| matches!(outer.tag_name().name(), "inline-formula" | "disp-formula" | "formula" | "alternatives"));
        let is_alone = formula.is_some_and(|formula| {
            !formula
                .descendants()
                .any(|other| matches!(other.tag_name().name(), "math" | "tex-math") || other.tag_name().name() == "textual-form")
        });
        let is_formula = formula.is_some_and(|formula| formula.tag_name().name() != "alternatives");
        if is_formula && is_alone {
            self.flow.words("[…]", node.range().start);
            self.finding(node, MARKUP, file.clone(), Kind::Doubtful, Some(Remark::PictureOnly { file }));
        } else if !is_formula {
            let mut outer = node.parent_element().into_iter().chain([node]);
            let description = outer.find_map(|outer| ["alt-text", "figDesc"].into_iter().find_map(|name| near(outer, name).next()));
            let is_meant = |said: &Node<'_, '_>| said.tag_name().name() != "figDesc" || self.is_description(*said);
            let alt = description.filter(is_meant).map_or(String::new(), plain);
            self.about.push(alt.clone());
            self.flow.picture(Picture::at(&file, &alt), node.range().start);
        }
    }

    /// A picture that stands alone, and its caption.
    pub(super) fn figure(&mut self, node: Node<'_, '_>) {
        let from = self.flow.place();
        self.children(node);
        self.flow.figure(from);
    }

    /// Whether the description of a figure is that of its picture, which is here: the text has it there, and not among its words.
    pub(super) fn is_description(&self, node: Node<'_, '_>) -> bool {
        let figure = node.parent_element().filter(|outer| node.tag_name().name() == "figDesc" && outer.tag_name().name() == "figure");
        let mut pictures = figure.into_iter().flat_map(|figure| near(figure, "graphic"));
        pictures.any(|picture| self.known.shown.contains(attribute(picture, "url")))
    }

    /// What an editor should look at.
    pub(super) fn doubt(&mut self, node: Node<'_, '_>, rule: &'static str, text: String, remark: Remark) {
        self.finding(node, rule, text, Kind::Doubtful, Some(remark));
    }

    fn finding(&mut self, node: Node<'_, '_>, rule: &'static str, text: String, kind: Kind, remark: Option<Remark>) {
        let sure = if kind == Kind::Doubtful { Certainty::Unsure } else { Certainty::Likely };
        self.findings.push(Finding { line: u32::try_from(node.range().start).unwrap_or(u32::MAX), rule, text, kind, sure, remark });
    }
}

/// Elements of an apparatus in which a note is about them, and not about the whole entry.
const APPARATUS: [&str; 3] = ["app", "lem", "rdg"];

/// What a part of an edition is called.
fn edition_part(kind: &str, lang: &str) -> Option<&'static str> {
    let primary = lang.split('-').next().unwrap_or("");
    let find = |lang: &str| {
        EDITION_PART.all().find(|entry| EDITION_PART.part_name(entry.part) == Some(kind) && entry.langs.tags().any(|tag| tag == lang))
    };
    find(primary).or_else(|| find("en")).map(|entry| entry.word)
}
