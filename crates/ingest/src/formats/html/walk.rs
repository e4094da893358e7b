//! Elements → blocks.

use dom_query::NodeRef;

use super::{
    attribute,
    elements::{FURNITURE, SILENT, is_beside, is_block, is_hidden, is_stanza, named},
    lines::{Lines, holder},
    lists,
    signs::{self, Part},
    tables::is_data,
};
use crate::{
    block::{Element, Role, What},
    formats::{DEEPEST, flow::Flow},
};
use scholion_base::script;

/// Walks elements and builds blocks.
pub struct Walk<'f, 'l> {
    pub flow: &'f mut Flow,
    pub lines: &'l Lines<'l>,
    /// Whether nothing is furniture.
    pub whole: bool,
    /// The folded words of what readability takes for the text, where a page says itself which part that is.
    pub agreed: Option<&'l str>,
    /// Whether the page as a whole is one form.
    pub is_form: bool,
    /// Whether blocks are the lines of verse.
    pub in_verse: bool,
    /// How many elements were found to be beside the text.
    pub beside: usize,
    /// The languages of what is open; the page's first.
    pub langs: Vec<String>,
}

impl<'f, 'l> Walk<'f, 'l> {
    /// A walk over a page in this language of which all is text.
    pub fn whole(flow: &'f mut Flow, lines: &'l Lines<'l>, lang: &str) -> Self {
        let langs = vec![lang.to_owned()];
        Self { flow, lines, whole: true, agreed: None, is_form: false, in_verse: false, beside: 0, langs }
    }
}

impl Walk<'_, '_> {
    /// All that stands in a node.
    pub fn children(&mut self, node: NodeRef<'_>, depth: usize) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child);
            } else if child.is_element() && depth <= DEEPEST * 2 {
                self.element(child, depth + 1);
            }
        }
    }

    /// Whether an element is beside the text. So many are looked at, and the rest is text.
    fn is_beside(&mut self, node: &NodeRef<'_>) -> bool {
        const MOST: usize = 2_000;
        let Some(agreed) = self.agreed.filter(|_| self.beside < MOST) else { return false };
        let is_beside = is_beside(node, agreed);
        self.beside += usize::from(is_beside);
        is_beside
    }

    /// Whether an element is none of the text by its name. What stands at the foot of a quotation or of a part belongs to it.
    fn is_furniture(&self, node: &NodeRef<'_>, name: &str) -> bool {
        if self.whole || !FURNITURE.contains(&name) || (self.is_form && name == "form") {
            return false;
        }
        let is_of = |node: NodeRef<'_>| matches!(node.node_name().as_deref(), Some("blockquote" | "figure" | "li" | "td"));
        !(name == "footer" && node.ancestors_it(Some(3)).any(is_of))
    }

    /// The words of a text, and the signs among them.
    pub fn words(&mut self, node: &NodeRef<'_>) {
        let text = node.text();
        let at = if self.flow.place_is_new() { self.lines.place(&holder(node)) } else { self.flow.came_from() };
        for part in signs::parts(&text) {
            match part {
                Part::Words(words) | Part::Unread(words) => self.flow.words(words, at),
                Part::Formula(tex, is_display) => self.flow.formula(tex, is_display, at),
                Part::Page(number) => self.flow.page(number),
                Part::Note(note, label) => {
                    let from = self.flow.place();
                    self.flow.words(label, at);
                    self.flow.lay(from, What::Marker(note));
                }
            }
        }
    }

    /// An element, in the language that it says.
    pub fn element(&mut self, node: NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        if SILENT.contains(&name) || self.is_furniture(&node, name) || self.is_beside(&node) || (!self.whole && is_hidden(&node)) {
            return;
        }
        let Some(passage) = self.passage(&node).filter(|_| name != "br") else { return self.named(node, name, depth) };
        let lang = Some(passage.lang.to_string()).filter(|lang| !lang.is_empty());
        self.langs.push(lang.or_else(|| self.langs.last().cloned()).unwrap_or_default());
        if is_block(name) {
            self.flow.enter_passage(passage);
            self.named(node, name, depth);
            self.flow.leave_passage();
        } else {
            let from = self.flow.place();
            self.named(node, name, depth);
            self.flow.passage(from, passage);
        }
        self.langs.pop();
    }

    fn named(&mut self, node: NodeRef<'_>, name: &str, depth: usize) {
        let is_block = is_block(name);
        if self.in_verse && is_block && !matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.flow.fresh_line();
            self.children(node, depth);
            return self.flow.fresh_line();
        }
        if is_block {
            self.flow.end();
        }
        for attr in ["id", "name"] {
            let anchor = attribute(&node, attr);
            if !anchor.is_empty() {
                self.flow.anchor(&anchor);
            }
        }
        if is_block {
            self.block(node, name, depth)
        } else {
            self.inline(node, name, depth)
        }
        if is_block {
            self.flow.end();
        }
    }

    fn block(&mut self, node: NodeRef<'_>, name: &str, depth: usize) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.trim_start_matches('h').parse().unwrap_or(2);
                self.flow.begin(Role::Heading(level));
                self.children(node, depth);
            }
            "div" | "p" | "blockquote" | "ul" | "ol" | "section" if is_stanza(&node) => {
                self.flow.begin(Role::Lines);
                let outer = std::mem::replace(&mut self.in_verse, true);
                self.children(node, depth);
                self.in_verse = outer;
            }
            "ul" | "ol" | "menu" | "dir" => self.list(node, name == "ol", depth),
            "blockquote" => self.quotation(node, depth),
            // A quotation whose source stands below it belongs together with that.
            "figure" if !named(&node, &["blockquote"]).is_empty() && named(&node, &["figcaption"]).len() == 1 => {
                self.quotation(node, depth)
            }
            "pre" => {
                self.flow.begin(Role::Code);
                let text: String = signs::parts(&node.text()).map(|part| if let Part::Words(words) = part { words } else { "" }).collect();
                self.flow.words(text.trim_matches('\n'), self.lines.place(&node.text()));
            }
            "table" if is_data(&node) => self.table(node, depth),
            _ => self.children(node, depth),
        }
    }

    /// A quotation; one that holds a single one is the same.
    fn quotation(&mut self, node: NodeRef<'_>, depth: usize) {
        self.flow.quote();
        for child in node.children_it(false) {
            if child.is_text() {
                self.words(&child);
            } else if node.node_name().as_deref() == Some("figure") && child.node_name().as_deref() == Some("blockquote") {
                self.flow.end();
                self.children(child, depth + 1);
                self.flow.end();
            } else if child.is_element() && depth <= DEEPEST * 2 {
                self.element(child, depth + 1);
            }
        }
        self.flow.leave();
    }

    fn inline(&mut self, node: NodeRef<'_>, name: &str, depth: usize) {
        let from = self.flow.place();
        match name {
            "br" => self.flow.line(),
            "em" | "i" | "cite" | "dfn" | "var" | "b" | "strong" => {
                self.children(node, depth);
                self.flow.emphasis(from, if matches!(name, "b" | "strong") { 2 } else { 1 });
            }
            "del" | "s" | "strike" => {
                self.children(node, depth);
                self.flow.within(from, Element::Deleted);
            }
            "sup" | "sub" => self.raised(node, name == "sup", depth),
            "ruby" => self.ruby(node, depth),
            "q" => {
                self.flow.words("“", 0);
                self.children(node, depth);
                self.flow.words("”", 0);
            }
            // The sign by which one may link to a heading.
            "a" if matches!(node.text().trim(), "¶" | "#" | "§") && attribute(&node, "href").starts_with('#') => {}
            // The way back of a note that nothing calls.
            "a" if attribute(&node, "role") == "doc-backlink" => {}
            "a" => {
                self.children(node, depth);
                let address = attribute(&node, "href");
                let known = ["http://", "https://", "mailto:", "#"].iter().any(|start| address.to_ascii_lowercase().starts_with(start));
                if known && signs::parts(&node.text()).all(|part| matches!(part, Part::Words(_))) {
                    self.flow.link(from, &address);
                }
            }
            _ => self.children(node, depth),
        }
    }

    /// Raised or lowered words: figures have characters of their own, and what leads somewhere is the mark of something.
    fn raised(&mut self, node: NodeRef<'_>, up: bool, depth: usize) {
        let text = node.text();
        if let Some(raised) = raised(&text, up) {
            return self.flow.words(&raised, 0);
        }
        let from = self.flow.place();
        self.children(node, depth);
        if named(&node, &["a"]).is_empty() && signs::parts(&text).all(|part| matches!(part, Part::Words(_))) {
            self.flow.within(from, if up { Element::Raised } else { Element::Lowered });
        }
    }

    /// A word with its reading, which stands in brackets where it cannot stand above it (HTML Standard, 4.5.10).
    fn ruby(&mut self, node: NodeRef<'_>, depth: usize) {
        let from = self.flow.place();
        for child in node.children_it(false) {
            match child.node_name().as_deref() {
                Some("rt" | "rtc") if !child.text().trim().is_empty() => {
                    let start = self.flow.place();
                    let is_wide = node.text().chars().next().is_some_and(script::is_wide);
                    let (open, close) = if is_wide { ("（", "）") } else { ("(", ")") };
                    self.flow.words(open, 0);
                    self.children(child, depth + 1);
                    self.flow.words(close, 0);
                    self.flow.within(start, Element::Reading);
                }
                Some("rt" | "rtc" | "rp") => {}
                Some(_) => self.element(child, depth + 1),
                None => self.words(&child),
            }
        }
        self.flow.within(from, Element::Ruby);
    }

    fn list(&mut self, node: NodeRef<'_>, is_numbered: bool, depth: usize) {
        let mut numbers = lists::Numbers::new(&node, is_numbered);
        if let Some(tag) = numbers.tag() {
            return self.counted(node, tag, depth);
        }
        self.flow.list();
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if child.node_name().as_deref() != Some("li") {
                self.element(child, depth + 1);
                continue;
            }
            let (mark, goes_on) = numbers.next(&attribute(&child, "value"));
            if !goes_on {
                self.flow.end_list();
                self.flow.list();
            }
            self.flow.item(&mark);
            self.item(child, depth);
            self.flow.leave();
        }
        self.flow.end_list();
    }

    /// A list that counts otherwise than Markdown can say.
    fn counted(&mut self, node: NodeRef<'_>, tag: String, depth: usize) {
        self.flow.tag(tag);
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if child.node_name().as_deref() != Some("li") {
                self.element(child, depth + 1);
                continue;
            }
            self.flow.tag(lists::item(&attribute(&child, "value")));
            self.item(child, depth);
            self.flow.tag("</li>".to_owned());
        }
        self.flow.tag("</ol>".to_owned());
    }

    fn item(&mut self, node: NodeRef<'_>, depth: usize) {
        let anchor = attribute(&node, "id");
        if !anchor.is_empty() {
            self.flow.anchor(&anchor);
        }
        match self.passage(&node) {
            Some(passage) => {
                self.langs.push(passage.lang.to_string());
                self.flow.enter_passage(passage);
                self.children(node, depth + 1);
                self.flow.leave_passage();
                self.langs.pop();
            }
            None => self.children(node, depth + 1),
        }
    }
}

/// Raised or lowered figures as the characters for them; `None` if there is none for one of them.
pub fn raised(text: &str, up: bool) -> Option<String> {
    const FIGURES: &str = "0123456789+-−()n";
    let signs: Vec<char> =
        if up { "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ" } else { "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₙ" }.chars().collect();
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    text.chars().map(|c| FIGURES.chars().position(|figure| figure == c).and_then(|at| signs.get(at).copied())).collect()
}
