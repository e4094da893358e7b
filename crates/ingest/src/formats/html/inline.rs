//! Elements among words, and code.

use dom_query::NodeRef;

use super::{
    attribute,
    elements::{SILENT, is_block, is_line_number, named},
    signs::{self, Part},
    walk::Walk,
};
use crate::{
    block::{Element, What},
    formats::{
        DEEPEST,
        flow::FlowPosition,
        quotation::{is_quote, quotes},
    },
};
use scholion_base::{figures, script, text::squeeze};

impl Walk<'_, '_> {
    /// An element among words.
    pub(super) fn inline(&mut self, node: NodeRef<'_>, name: &str, depth: usize) {
        // Whom a quotation names stands on its own line, also where a style sheet alone says so.
        let is_glued = || self.flow.last().is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '—' | '–'));
        let is_in_quotation = || node.parent().is_some_and(|outer| outer.node_name().as_deref() == Some("blockquote"));
        if name == "cite" && is_glued() && is_in_quotation() {
            self.flow.fresh_line();
        }
        let from = self.flow.place();
        match name {
            "br" if !self.in_verse && !self.in_cell && parts_paragraphs(&node) => self.flow.end(),
            "br" => self.flow.line(),
            "img" => self.picture(&node),
            // All of a reference, or the brackets of LaTeXML: no title of a work.
            "cite" if node.has_class("ltx_cite") || node.has_class("citation") || !named(&node, &["i", "em"]).is_empty() => {
                self.children(node, depth)
            }
            "em" | "i" | "cite" | "dfn" | "var" | "b" | "strong" => {
                self.children(node, depth);
                self.flow.emphasis(from, if matches!(name, "b" | "strong") { 2 } else { 1 });
            }
            "del" | "s" | "strike" => {
                self.children(node, depth);
                self.flow.within(from, Element::Deleted);
            }
            "code" | "tt" if signs::parts(&node.text()).all(|part| matches!(part, Part::Words(_))) => {
                self.children(node, depth);
                self.flow.lay(from, What::Code);
            }
            "abbr" | "acronym" | "kbd" | "samp" | "mark" | "u" => {
                self.children(node, depth);
                let (name, title) = (plain(name), squeeze(&attribute(&node, "title")));
                let title = Some(title).filter(|title| name == "abbr" && !title.is_empty());
                if let Some(value) = title.clone().or_else(|| (name != "abbr").then(String::new)) {
                    let attribute = if title.is_some() { "title" } else { "" };
                    self.flow.within(from, Element::Tagged { name, attribute, value: value.into() });
                }
            }
            "span" | "font" => {
                self.children(node, depth);
                self.styled(&node, from);
            }
            "sup" | "sub" => self.raised(node, name == "sup", depth),
            "ruby" => self.ruby(node, depth),
            "q" => {
                let (open, close) = quotes(self.langs.last().map_or("", String::as_str));
                let text = node.text();
                let is_marked = self.flow.last().is_some_and(is_quote) || text.trim_start().starts_with(is_quote);
                self.flow.words(if is_marked { "" } else { &open }, 0);
                self.children(node, depth);
                self.flow.words(if is_marked { "" } else { &close }, 0);
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

    /// Words whose style says what an element would say.
    fn styled(&mut self, node: &NodeRef<'_>, from: FlowPosition) {
        let style: String = attribute(node, "style").chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| style.contains(word));
        if says(&["font-style:italic", "font-style:oblique"]) {
            self.flow.emphasis(from, 1);
        }
        if says(&["font-weight:bold", "font-weight:700"]) {
            self.flow.emphasis(from, 2);
        }
        if says(&["line-through"]) {
            self.flow.within(from, Element::Deleted);
        }
    }

    /// Raised or lowered words: figures have characters of their own, and what leads somewhere is the mark of something.
    fn raised(&mut self, node: NodeRef<'_>, up: bool, depth: usize) {
        let text = node.text();
        let shifted = figures::shifted(&text, up);
        if let Some(raised) = shifted.as_ref().filter(|_| !leads_away(&node)) {
            return self.flow.words(raised, 0);
        }
        let from = self.flow.place();
        self.children(node, depth);
        if (shifted.is_some() || named(&node, &["a"]).is_empty()) && signs::parts(&text).all(|part| matches!(part, Part::Words(_))) {
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
}

/// Whether a paragraph ends at a break: two stand behind each other between the words of a block, or the next line is set in as paragraphs of
/// Chinese and Japanese texts are. Headings have no paragraphs.
fn parts_paragraphs(node: &NodeRef<'_>) -> bool {
    let Some(outer) = node.parent() else { return false };
    let is_break = |other: &NodeRef<'_>| other.node_name().as_deref() == Some("br");
    let is_blank = |other: &NodeRef<'_>| other.is_text() && other.text().chars().all(|c| c.is_whitespace() && c != '\u{3000}');
    let mut before = node.prev_sibling();
    while before.as_ref().is_some_and(is_blank) {
        before = before.and_then(|other| other.prev_sibling());
    }
    let is_set_in = || node.next_sibling().is_some_and(|next| next.text().trim_start_matches(['\n', '\r']).starts_with('\u{3000}'));
    let holds = ["p", "div", "body", "center", "blockquote", "section", "article", "main", "font", "td"];
    outer.node_name().is_some_and(|name| holds.contains(&name.as_ref()))
        && (before.as_ref().is_some_and(is_break) || is_set_in())
        && !node
            .ancestors_it(None)
            .any(|outer| matches!(outer.node_name().as_deref(), Some("dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")))
}

/// The element of a body that an element of a page is.
fn plain(name: &str) -> &'static str {
    match name {
        "kbd" => "kbd",
        "samp" => "samp",
        "mark" => "mark",
        "u" => "u",
        _ => "abbr",
    }
}

/// Code, line by line: a line may end with an element, or be one. Numbers of its lines are none of it.
pub fn code(node: &NodeRef<'_>, depth: usize, lines: &mut String) {
    let fresh_line = |lines: &mut String| {
        if !lines.is_empty() && !lines.ends_with('\n') {
            lines.push('\n');
        }
    };
    for child in node.children_it(false) {
        let Some(name) = child.node_name() else {
            signs::parts(&child.text()).for_each(|part| {
                if let Part::Words(words) = part {
                    lines.push_str(words)
                }
            });
            continue;
        };
        if name.as_ref() == "br" {
            lines.push('\n');
        } else if !SILENT.contains(&name.as_ref()) && !is_line_number(&child) && depth <= DEEPEST * 2 {
            let is_line = is_block(&name);
            if is_line {
                fresh_line(lines);
            }
            code(&child, depth + 1, lines);
            if is_line {
                fresh_line(lines);
            }
        }
    }
}

/// Whether a link stands in an element: its number leads to a work or elsewhere.
pub fn leads_away(node: &NodeRef<'_>) -> bool {
    named(node, &["a"]).iter().any(|link| !attribute(link, "href").is_empty())
}
