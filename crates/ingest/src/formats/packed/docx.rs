//! DOCX: the parts of a Word file → a page (ECMA-376, part 1, WordprocessingML).
//!
//! Tracked insertions stand in the text; deletions, comments, hidden words, heads of pages and tables of contents are left out and
//! listed. Elements that are not known are transparent, so that no word of them is lost.

mod blocks;
mod runs;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::{
    super::{Fault, given},
    inline::Inline,
    links::{self, Link},
    numbering::Numbering,
    pack::{Pack, damaged, tree},
    page::{Page, named},
    properties,
    styles::{Styles, attribute},
};
use crate::{
    remark::Remark,
    report::Certainty::{Likely, Unsure},
};
use scholion_base::say;
use scholion_base::text::squeeze;

/// Whether an archive is a text of Word: the part that the archive itself names is one (ECMA-376, part 2).
pub fn is_text(pack: &mut Pack<'_>) -> bool {
    pack.has("[Content_Types].xml") && matches!(main_part(pack), Ok(Some(name)) if starts_with_document(pack, &name))
}

fn starts_with_document(pack: &mut Pack<'_>, name: &str) -> bool {
    let head = pack.head(name);
    head.contains(":document") || head.contains("<document")
}

/// The part that holds the text.
fn main_part(pack: &mut Pack<'_>) -> Result<Option<String>, Fault> {
    let links = links::of(pack, "")?;
    Ok(links.into_values().find(|link| link.kind == "officeDocument").map(|link| link.target))
}

/// Reads a file.
pub fn read(pack: &mut Pack<'_>) -> Result<Page, Fault> {
    let main = main_part(pack)?.ok_or_else(|| damaged(say::source_unreadable_no_text()))?;
    let links = links::of(pack, &main)?;
    let text = pack.text(&main)?.ok_or_else(|| damaged(say::source_unreadable_part(&main)))?;
    let mut others: BTreeMap<&'static str, Vec<(String, String)>> = BTreeMap::new();
    for kind in ["styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer"] {
        for link in links.values().filter(|link| link.kind == kind && !link.is_outside) {
            if let Some(text) = pack.text(&link.target)? {
                others.entry(kind).or_default().push((link.target.clone(), text));
            }
        }
    }
    let mut trees: BTreeMap<&'static str, Vec<Document<'_>>> = BTreeMap::new();
    for (kind, parts) in &others {
        for (name, text) in parts {
            trees.entry(kind).or_default().push(tree(name, text)?);
        }
    }
    let mut of_parts = BTreeMap::from([("", links)]);
    for kind in ["footnotes", "endnotes"] {
        if let Some((name, _)) = others.get(kind).and_then(|parts| parts.first()) {
            of_parts.insert(kind, links::of(pack, name)?);
        }
    }
    let first = |kind: &str| trees.get(kind).and_then(|trees| trees.first()).map(Document::root_element);
    let document = tree(&main, &text)?;
    let mut notes = BTreeMap::new();
    for kind in ["footnotes", "endnotes"] {
        let ids = first(kind).into_iter().flat_map(|root| root.children().filter(Node::is_element));
        // Separators are no notes.
        notes.extend(
            ids.filter(|note| attribute(*note, "type").is_empty() || attribute(*note, "type") == "normal")
                .map(|note| ((kind, attribute(note, "id")), note)),
        );
    }
    let mut reader = Reader {
        styles: first("styles").map(Styles::read).unwrap_or_default(),
        numbering: first("numbering").map(Numbering::read).unwrap_or_default(),
        links: of_parts,
        notes,
        called: Vec::new(),
        page: Page::new(stated(pack)?),
        lists: Vec::new(),
        boxes: Vec::new(),
        contents: String::new(),
        inserted: Vec::new(),
        fields: Vec::new(),
        hidden: String::new(),
        deleted: String::new(),
        state: State::default(),
        depth: 0,
    };
    let body = document.root_element().children().find(|node| node.tag_name().name() == "body").unwrap_or(document.root_element());
    reader.blocks(body);
    reader.end_lists();
    reader.write_notes();
    reader.leave_out_contents();
    reader.tracked();
    for comment in first("comments").into_iter().flat_map(|root| root.children().filter(Node::is_element)) {
        let who = named(attribute(comment, "author"));
        reader.page.leave_out("file-comment", &paragraphs(comment).join(" "), Unsure, Some(Remark::FileComment { who }));
    }
    let mut heads = BTreeSet::new();
    for part in ["header", "footer"].into_iter().filter_map(|kind| trees.get(kind)).flatten() {
        let words = squeeze(&paragraphs(part.root_element()).join(" "));
        if heads.insert(words.clone()) {
            reader.page.leave_out("page-head", &words, Likely, None);
        }
    }
    let mut page = reader.page;
    page.prefer_heading();
    page.words = paragraphs(document.root_element());
    page.words.extend(["footnotes", "endnotes", "comments"].into_iter().filter_map(first).flat_map(paragraphs));
    page.words.extend(heads);
    words_of_drawings(pack, &main, &mut page)?;
    Ok(page)
}

/// Words of diagrams and charts, which stand in parts of their own.
fn words_of_drawings(pack: &mut Pack<'_>, main: &str, page: &mut Page) -> Result<(), Fault> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_drawing = |name: &&String| ["diagrams/data", "charts/chart"].iter().any(|part| name.starts_with(&links::path(folder, part)));
    for name in pack.names().iter().filter(is_drawing).filter(|name| name.ends_with(".xml")) {
        if let Some(text) = pack.text(name)? {
            page.words.extend(paragraphs(tree(name, &text)?.root_element()));
        }
    }
    Ok(())
}

/// What the file says of its text (ECMA-376, part 2, core properties).
fn stated(pack: &mut Pack<'_>) -> Result<properties::Stated, Fault> {
    let mut stated = properties::Stated::default();
    let links = links::of(pack, "")?;
    let Some(link) = links.values().find(|link| link.kind == "core-properties") else { return Ok(stated) };
    let Some(text) = pack.text(&link.target)? else { return Ok(stated) };
    let core = tree(&link.target, &text)?;
    let field = |name: &str| {
        let node = core.root_element().children().find(|node| node.tag_name().name() == name);
        node.map_or(String::new(), |node| squeeze(node.text().unwrap_or("")))
    };
    stated.title = given::title(&field("title")).unwrap_or_default();
    stated.people = given::author(&field("creator")).into_iter().map(|name| (scholion_reference::Role::Author, name)).collect();
    Ok(stated)
}

/// All words of a part, by paragraph: those of text boxes apart, each once.
fn paragraphs(root: Node<'_, '_>) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in root.descendants().filter(|node| node.tag_name().name() == "p") {
        let mut words = String::new();
        own_words(paragraph, &mut words, 0);
        if words.chars().any(char::is_alphanumeric) {
            found.push(words);
        }
    }
    found
}

fn own_words(node: Node<'_, '_>, words: &mut String, depth: usize) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "t" | "delText" => words.push_str(child.text().unwrap_or("")),
            "tab" | "br" | "cr" | "ptab" => words.push(' '),
            "noBreakHyphen" => words.push('-'),
            // What was deleted may stand against what took its place.
            "del" | "moveFrom" => {
                words.push(' ');
                own_words(child, words, depth + 1);
                words.push(' ');
            }
            // What a program that does not know the choice shows instead says the same.
            "p" | "Fallback" => {}
            // Formulas are written otherwise on the page.
            "oMath" | "oMathPara" => {}
            _ if depth < 400 => own_words(child, words, depth + 1),
            _ => {}
        }
    }
}

/// What words are said to be by what stands around them.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Within a tracked deletion.
    is_deleted: bool,
    /// Within a tracked insertion.
    is_inserted: bool,
    /// Within the body of a note.
    in_note: bool,
    /// The part that is being read, as its links are kept: the text has no name.
    part: &'static str,
}

/// A list of the page that is open.
#[derive(Debug)]
struct OpenList {
    list: String,
    level: u8,
    tag: &'static str,
}

/// A field that is open (ECMA-376, part 1, 17.16).
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Whether its result has begun.
    has_result: bool,
    /// What it shows.
    result: Inline,
}

struct Reader<'a, 'i> {
    styles: Styles,
    numbering: Numbering,
    links: BTreeMap<&'static str, BTreeMap<String, Link>>,
    notes: BTreeMap<(&'static str, &'a str), Node<'a, 'i>>,
    /// The notes in the order of their calls.
    called: Vec<(&'static str, &'a str)>,
    page: Page,
    lists: Vec<OpenList>,
    /// Text boxes of the paragraph under way.
    boxes: Vec<Node<'a, 'i>>,
    /// The words of tables of contents.
    contents: String,
    /// What was inserted, with changes tracked.
    inserted: Vec<String>,
    fields: Vec<Field>,
    /// Words of the paragraph under way that are hidden, and that were deleted with it.
    hidden: String,
    deleted: String,
    state: State,
    depth: usize,
}

impl Reader<'_, '_> {
    /// Says that words of the text were inserted with changes tracked.
    fn tracked(&mut self) {
        let n = self.inserted.len();
        if let Some(first) = self.inserted.first().cloned() {
            self.page.doubt("tracked-change", &first, Remark::Inserted { n });
        }
    }
}
