//! The words of a page by line, for the account of what became of them.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};
use rustc_hash::FxBuildHasher;

use super::{
    attribute,
    elements::{SILENT, is_block, is_hidden},
    inline::leads_away,
    notes::ASIDE,
    signs::{self, Part},
};
use crate::{
    formats::{DEEPEST, Shown},
    picture::Picture,
};
use scholion_base::{
    figures, script,
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
    /// The pictures of the page, by the numbers of their marks, and where they stand in the file.
    pub pictures: Vec<(Picture, usize)>,
}

impl<'a> Lines<'a> {
    pub fn new(raw: &'a str) -> Self {
        Self { raw, at: 0, open: String::new(), from: 0, done: Vec::new(), places: HashMap::default(), pictures: Vec::new() }
    }

    fn words(&mut self, text: &str) {
        let start = text.trim_start();
        // Up to what may be written otherwise in the file.
        let end = start
            .find(|c: char| {
                c.is_whitespace() && c != ' ' || matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{a0}') || crate::block::is_sign(c)
            })
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
    pub fn place(&self, text: &str) -> usize {
        self.places.get(&key(text)).copied().unwrap_or(0)
    }

    /// Where an address stands in the file, behind a place.
    pub fn raw_place(&self, address: &str, from: usize) -> Option<usize> {
        let rest = self.raw.as_bytes().get(from..)?;
        memchr::memmem::find(rest, address.as_bytes()).filter(|_| !address.is_empty()).map(|at| from + at)
    }

    /// The formulas whose layout is not known, by line of the file.
    pub fn unread(&self, source: &Source) -> Vec<Shown> {
        let mut found = Vec::new();
        for (at, text) in &self.done {
            for part in signs::parts(text) {
                if let Part::Unread(words) = part {
                    found.push((line(source, *at), words.to_owned()));
                }
            }
        }
        found
    }

    /// The words, by line of the file.
    pub fn into_words(self, source: &Source) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(self.done.len());
        for (at, text) in self.done {
            let at = line(source, at);
            let mut words = String::with_capacity(text.len());
            let mut pages = String::new();
            for part in signs::parts(&text) {
                match part {
                    Part::Words(part) | Part::Formula(part, _) | Part::Unread(part) => words.push_str(part),
                    // The mark of a note is no word, and the number of a page cuts none.
                    Part::Note(..) => {}
                    Part::Page(number) => {
                        pages.push_str(number);
                        pages.push(' ');
                    }
                }
            }
            shown.extend((!words.trim().is_empty()).then_some((at, words)));
            shown.extend((!pages.trim().is_empty()).then_some((at, pages)));
        }
        shown
    }
}

fn line(source: &Source, at: usize) -> u32 {
    source.line_at(u32::try_from(at).unwrap_or(u32::MAX))
}

/// The first words tell lines apart well enough.
fn key(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    fold(&words.join(" "))
}

/// Collects the lines of text below a node. A note at the side is a line of its own, behind that in which it stands.
pub fn lines(node: NodeRef<'_>, lines: &mut Lines<'_>, depth: usize) {
    let mut aside = Vec::new();
    below(node, lines, depth, &mut aside);
    aside_lines(&mut aside, lines, depth);
}

fn aside_lines(aside: &mut Vec<NodeRef<'_>>, lines: &mut Lines<'_>, depth: usize) {
    for node in std::mem::take(aside) {
        lines.end();
        let mut inner = Vec::new();
        below(node, lines, depth + 1, &mut inner);
        lines.end();
        aside_lines(&mut inner, lines, depth + 1);
    }
}

fn below<'p>(node: NodeRef<'p>, lines: &mut Lines<'_>, depth: usize, aside: &mut Vec<NodeRef<'p>>) {
    for child in node.children_it(false) {
        if child.is_text() {
            lines.words(&child.text());
            continue;
        }
        let Some(name) = child.node_name() else { continue };
        if let Some(words) = beside(&child, &name) {
            lines.end();
            lines.words(&words);
            lines.end();
            continue;
        }
        if SILENT.contains(&name.as_ref()) || depth > DEEPEST * 2 {
            continue;
        }
        // What is hidden is no part of the words around it.
        if name.as_ref() == ASIDE || (!is_block(&name) && is_hidden(&child)) {
            aside.push(child);
            continue;
        }
        let is_block = is_block(&name);
        if is_block || name.as_ref() == "br" {
            lines.end();
        }
        if matches!(name.as_ref(), "sup" | "sub")
            && let Some(raised) = figures::shifted(&child.text(), name.as_ref() == "sup")
            && !leads_away(&child)
        {
            lines.open.push_str(&raised);
            continue;
        }
        // A reading is a word of its own.
        let is_reading = name.as_ref() == "rt" && !child.text().contains(script::is_wide);
        lines.open.push_str(if is_reading { " " } else { "" });
        below(child, lines, depth + 1, aside);
        lines.open.push_str(if is_reading { " " } else { "" });
        if is_block {
            lines.end();
            aside_lines(aside, lines, depth);
        }
    }
}

/// What is shown and stands in no text: what a field is filled with, and what there is for who runs no script, which is read
/// for itself.
fn beside(node: &NodeRef<'_>, name: &str) -> Option<String> {
    match name {
        "input" if !matches!(&*attribute(node, "type").to_ascii_lowercase(), "hidden" | "password" | "checkbox" | "radio" | "image") => {
            Some(attribute(node, "value"))
        }
        "noscript" => {
            let page = Document::fragment(node.inner_html());
            page.select("script, style").nodes().iter().for_each(NodeRef::remove_from_parent);
            Some(page.text().to_string())
        }
        _ => None,
    }
}

/// The words of the innermost block around a text.
pub fn holder(node: &NodeRef<'_>) -> String {
    let block = node.ancestors_it(Some(12)).find(|node| node.node_name().is_some_and(|name| is_block(&name)));
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
