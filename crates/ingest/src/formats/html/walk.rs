//! Elements → blocks, and the words of a page by line.

use std::collections::HashMap;

use dom_query::NodeRef;
use rustc_hash::FxBuildHasher;

use super::{
    attribute,
    elements::{FURNITURE, INLINE, SILENT, is_beside, is_data, is_hidden, is_stanza, named},
    notes::MARKER,
};
use crate::{
    block::{Role, What},
    formats::{DEEPEST, flow::Flow, grid::Grid},
};
use scholion_base::{
    source_text::Source,
    text::{fold, squeeze},
};

/// The lines of text of a page, each with its place in the file as near as it can be told.
pub struct Lines<'a> {
    raw: &'a str,
    at: usize,
    open: String,
    from: usize,
    done: Vec<(usize, String)>,
    places: HashMap<String, usize, FxBuildHasher>,
}

impl<'a> Lines<'a> {
    pub fn new(raw: &'a str) -> Self {
        Self { raw, at: 0, open: String::new(), from: 0, done: Vec::new(), places: HashMap::default() }
    }

    fn words(&mut self, text: &str) {
        let start = text.trim_start();
        // Up to what may be written otherwise in the file.
        let end = start
            .find(|c: char| c.is_whitespace() && c != ' ' || matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{a0}' | '\u{e011}'))
            .unwrap_or(start.len());
        let sample = start.get(..end).unwrap_or("");
        let sample = sample.char_indices().nth(40).map_or(sample, |(end, _)| sample.get(..end).unwrap_or(sample)).trim_end();
        // Not the whole file for each word that is written otherwise.
        const FAR: usize = 200_000;
        let limit = (self.at + FAR..self.raw.len()).find(|&end| self.raw.is_char_boundary(end)).unwrap_or(self.raw.len());
        if sample.len() > 2
            && let Some(step) = self.raw.get(self.at..limit).and_then(|rest| memchr::memmem::find(rest.as_bytes(), sample.as_bytes()))
        {
            self.at += step + sample.len();
            if self.open.trim().is_empty() {
                self.from = self.at - sample.len();
            }
        } else if self.open.trim().is_empty() {
            self.from = self.at;
        }
        self.open.push_str(text);
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.open);
        let text = squeeze(&text);
        if !text.is_empty() {
            self.places.entry(key(&text)).or_insert(self.from);
            self.done.push((self.from, text));
        }
    }

    pub fn done(mut self) -> Self {
        self.end();
        self
    }

    /// Where a line with these words begins.
    fn place(&self, text: &str) -> usize {
        self.places.get(&key(text)).copied().unwrap_or(0)
    }

    /// The words, by line of the file.
    pub fn into_words(self, source: &Source) -> Vec<(u32, String)> {
        let plain = |text: String| {
            let mut plain = String::with_capacity(text.len());
            let mut is_number = false;
            for c in text.chars() {
                match c {
                    c if c == MARKER[0] => is_number = true,
                    c if c == MARKER[1] => is_number = false,
                    c if c == MARKER[2] || is_number => {}
                    c => plain.push(c),
                }
            }
            plain
        };
        self.done.into_iter().map(|(at, text)| (source.line_at(u32::try_from(at).unwrap_or(u32::MAX)), plain(text))).collect()
    }
}

/// The first words tell lines apart well enough.
fn key(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    fold(&words.join(" "))
}

/// Collects the lines of text below a node.
pub fn lines(node: NodeRef<'_>, lines: &mut Lines<'_>, depth: usize) {
    for child in node.children_it(false) {
        if child.is_text() {
            lines.words(&child.text());
            continue;
        }
        let Some(name) = child.node_name() else { continue };
        if SILENT.contains(&name.as_ref()) || depth > DEEPEST * 2 {
            continue;
        }
        let is_block = !INLINE.contains(&name.as_ref());
        if is_block || name.as_ref() == "br" {
            lines.end();
        }
        if matches!(name.as_ref(), "sup" | "sub")
            && let Some(raised) = raised(&child.text(), name.as_ref() == "sup")
        {
            lines.open.push_str(&raised);
            continue;
        }
        self::lines(child, lines, depth + 1);
        if is_block {
            lines.end();
        }
    }
}

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

    fn words(&mut self, node: &NodeRef<'_>) {
        let text = node.text();
        let at = if self.flow.place_is_new() { self.lines.place(&holder(node)) } else { self.flow.came_from() };
        let mut rest = text.as_ref();
        while let Some((before, sign)) = rest.split_once(MARKER[0]) {
            self.flow.words(before, at);
            let Some((number, sign)) = sign.split_once(MARKER[1]) else { break };
            let Some((label, behind)) = sign.split_once(MARKER[2]) else { break };
            let from = self.flow.place();
            self.flow.words(label, at);
            self.flow.lay(from, What::Marker(number.parse().unwrap_or(u32::MAX)));
            rest = behind;
        }
        self.flow.words(rest, at);
    }

    fn element(&mut self, node: NodeRef<'_>, depth: usize) {
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        if SILENT.contains(&name) || (!self.whole && FURNITURE.contains(&name) && !(self.is_form && name == "form")) {
            return;
        }
        if self.in_verse && !INLINE.contains(&name) && !matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.flow.fresh_line();
            self.children(node, depth);
            return self.flow.fresh_line();
        }
        let is_inline = INLINE.contains(&name);
        if self.is_beside(&node) || (!self.whole && is_hidden(&node)) {
            return;
        }
        if !is_inline {
            self.flow.end();
        }
        for attr in ["id", "name"] {
            let anchor = attribute(&node, attr);
            if !anchor.is_empty() {
                self.flow.anchor(&anchor);
            }
        }
        let from = self.flow.place();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.trim_start_matches('h').parse().unwrap_or(2);
                self.flow.begin(Role::Heading(level));
                self.children(node, depth);
            }
            "br" => self.flow.line(),
            "em" | "i" | "cite" | "dfn" | "var" | "b" | "strong" => {
                self.children(node, depth);
                self.flow.emphasis(from, if matches!(name, "b" | "strong") { 2 } else { 1 });
            }
            "sup" | "sub" => match raised(&node.text(), name == "sup") {
                Some(raised) => self.flow.words(&raised, 0),
                None => self.children(node, depth),
            },
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
                if known && !node.text().contains(MARKER[0]) {
                    self.flow.link(from, &address);
                }
            }
            "div" | "p" | "blockquote" | "ul" | "ol" | "section" if is_stanza(&node) => {
                self.flow.begin(Role::Lines);
                let outer = std::mem::replace(&mut self.in_verse, true);
                self.children(node, depth);
                self.in_verse = outer;
            }
            "ul" | "ol" => self.list(node, name == "ol", depth),
            "blockquote" => {
                self.flow.quote();
                self.children(node, depth);
                self.flow.leave();
            }
            "pre" => {
                self.flow.begin(Role::Code);
                self.flow.words(node.text().trim_matches('\n'), self.lines.place(&node.text()));
            }
            "table" if is_data(&node) => self.table(node, depth),
            _ => self.children(node, depth),
        }
        if !is_inline {
            self.flow.end();
        }
    }

    fn list(&mut self, node: NodeRef<'_>, is_numbered: bool, depth: usize) {
        let mut number: u32 = attribute(&node, "start").parse().unwrap_or(1);
        for child in node.children_it(false).filter(NodeRef::is_element) {
            if child.node_name().as_deref() != Some("li") {
                self.element(child, depth + 1);
                continue;
            }
            let mark = if is_numbered { format!("{number}.") } else { "-".to_owned() };
            number = number.saturating_add(1);
            self.flow.item(&mark);
            let anchor = attribute(&child, "id");
            if !anchor.is_empty() {
                self.flow.anchor(&anchor);
            }
            self.children(child, depth + 1);
            self.flow.leave();
        }
    }

    fn table(&mut self, node: NodeRef<'_>, depth: usize) {
        for caption in named(&node, &["caption"]) {
            self.children(caption, depth + 1);
            self.flow.end();
        }
        let mut grid = Grid::default();
        for (index, row) in named(&node, &["tr"]).into_iter().enumerate() {
            self.flow.begin(Role::Row(index == 0));
            for (place, cell) in named(&row, &["td", "th"]).into_iter().enumerate() {
                self.flow.cells(usize::from(place > 0) + grid.before());
                for child in cell.children_it(false) {
                    self.cell(child, depth + 1);
                }
                self.flow.cells(grid.cell(&attribute(&cell, "colspan"), &attribute(&cell, "rowspan")));
            }
            grid.end();
            self.flow.end();
        }
    }

    /// What stands in a cell stays on one line.
    fn cell(&mut self, node: NodeRef<'_>, depth: usize) {
        if node.is_text() {
            self.words(&node);
        } else if node.node_name().is_some_and(|name| INLINE.contains(&name.as_ref()) && name.as_ref() != "br") {
            self.element(node, depth);
        } else if depth <= DEEPEST * 2 {
            self.flow.words(" ", 0);
            node.children_it(false).for_each(|child| self.cell(child, depth + 1));
            self.flow.words(" ", 0);
        }
    }
}

/// The words of the innermost block around a text.
fn holder(node: &NodeRef<'_>) -> String {
    let block = node.ancestors_it(Some(12)).find(|node| node.node_name().is_some_and(|name| !INLINE.contains(&name.as_ref())));
    block.map_or_else(
        || node.text().to_string(),
        |block| {
            let mut words = String::new();
            for part in block.descendants_it().filter(NodeRef::is_text).take(16) {
                words.push_str(&part.text());
            }
            words
        },
    )
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
