//! ODT: the parts of an OpenDocument text → a page (ODF 1.3, part 3).
//!
//! Deletions, comments, hidden words, heads of pages and tables of contents are left out and listed. Sections, fields, frames and all
//! elements that are not known are transparent.

mod blocks;
mod runs;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::{
    super::{Fault, given},
    odt_styles::Styles,
    pack::{Pack, damaged, tree},
    page::Page,
    properties::Stated,
};
use crate::{
    remark::Remark,
    report::Certainty::{Likely, Unsure},
};
use scholion_base::say;
use scholion_base::text::squeeze;
use scholion_reference::Role;

/// Reads a file.
pub fn read(pack: &mut Pack<'_>) -> Result<Page, Fault> {
    let text = pack.text("content.xml")?.ok_or_else(|| damaged(say::source_unreadable_part("content.xml")))?;
    let style_text = pack.text("styles.xml")?.unwrap_or_default();
    let content = tree("content.xml", &text)?;
    let style_tree = if style_text.is_empty() { None } else { Some(tree("styles.xml", &style_text)?) };
    let mut styles = Styles::default();
    let parts = style_tree.iter().chain([&content]);
    parts.for_each(|part| styles.read(part.root_element()));
    let formulas = formulas(pack)?;
    let mut reader = Reader {
        styles,
        formulas,
        notes: Vec::new(),
        page: Page::new(stated(pack)?),
        boxes: Vec::new(),
        hidden: String::new(),
        contents: String::new(),
        in_note: false,
        depth: 0,
    };
    let body = content.root_element().children().find(|node| node.tag_name().name() == "body");
    let body = body.and_then(|body| body.children().find(|node| node.tag_name().name() == "text"));
    let body = body.ok_or_else(|| damaged(say::source_unreadable_no_text()))?;
    reader.blocks(body, 0);
    reader.write_notes();
    reader.leave_out_contents();
    let inserted = body.descendants().filter(|node| node.tag_name().name() == "insertion").count();
    let mut page = reader.page;
    if inserted > 0 {
        page.doubt("tracked-change", "", Remark::Inserted { n: inserted });
    }
    let mut heads = BTreeSet::new();
    let styles = style_tree.as_ref().map(Document::root_element);
    for head in styles.iter().flat_map(Node::descendants).filter(|node| is_head(*node)) {
        let words = squeeze(&paragraphs(head).join(" "));
        if heads.insert(words.clone()) {
            page.leave_out("page-head", &words, Likely, None);
        }
    }
    page.prefer_heading();
    page.words = paragraphs(body);
    page.words.extend(heads);
    Ok(page)
}

/// What stands at the head or the foot of each page.
fn is_head(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first")
}

/// The formulas of a file, each of which stands in a part of its own, in MathML.
fn formulas(pack: &mut Pack<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut found = BTreeMap::new();
    for name in pack.names().iter().filter(|name| name.ends_with("/content.xml")) {
        let text = pack.text(name)?.unwrap_or_default();
        let folder = name.trim_end_matches("/content.xml").to_owned();
        if let Some(start) = text.find("<math").or_else(|| text.find("<math:math"))
            && tree(name, &text).is_ok()
        {
            let formula = text.get(start..).unwrap_or("").replace("math:", "").replace('\n', " ");
            found.insert(folder, formula);
        }
    }
    Ok(found)
}

/// What the file says of its text (ODF 1.3, part 3, 4.3).
fn stated(pack: &mut Pack<'_>) -> Result<Stated, Fault> {
    let mut stated = Stated::default();
    let Some(text) = pack.text("meta.xml")? else { return Ok(stated) };
    let meta = tree("meta.xml", &text)?;
    let all = |name: &str| -> Vec<String> {
        let nodes = meta.root_element().descendants().filter(|node| node.tag_name().name() == name);
        nodes.map(|node| squeeze(node.text().unwrap_or(""))).filter(|text| !text.is_empty()).collect()
    };
    stated.title = all("title").first().and_then(|title| given::title(title)).unwrap_or_default();
    // Who made it, else who saved it last.
    let authors: Vec<String> = all("initial-creator").iter().flat_map(|name| given::author(name)).collect();
    let authors = if authors.is_empty() { all("creator").iter().flat_map(|name| given::author(name)).collect() } else { authors };
    stated.people = authors.into_iter().map(|name| (Role::Author, name)).collect();
    stated.keywords =
        all("keyword").iter().flat_map(|words| words.split([',', ';'])).map(squeeze).filter(|word| !word.is_empty()).collect();
    Ok(stated)
}

/// All words below a node, by paragraph, each once.
fn paragraphs(root: Node<'_, '_>) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in root.descendants().filter(|node| is_paragraph(*node)) {
        let mut words = String::new();
        own_words(paragraph, &mut words, 0);
        if words.chars().any(char::is_alphanumeric) {
            found.push(words);
        }
    }
    found
}

fn is_paragraph(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "p" | "h")
}

fn own_words(node: Node<'_, '_>, words: &mut String, depth: usize) {
    for child in node.children() {
        if child.is_text() {
            words.push_str(child.text().unwrap_or(""));
        } else if child.is_element() && !is_paragraph(child) && depth < 300 {
            match child.tag_name().name() {
                "tab" | "s" | "line-break" => words.push(' '),
                // The number of a note, who made a comment and when, what a picture shows: no words of the paragraph.
                "note-citation" => {}
                "creator" | "date" | "date-string" | "title" | "desc" if !is_field(child) => {}
                // What no reader sees stands apart from what he does.
                "script" | "hidden-text" | "hidden-paragraph" => {
                    words.push(' ');
                    own_words(child, words, depth + 1);
                    words.push(' ');
                }
                _ => own_words(child, words, depth + 1),
            }
        }
    }
}

/// Whether an element is one of the text's own, such as the field `text:title`.
fn is_field(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_some_and(|space| space.ends_with(":text:1.0"))
}

struct Reader<'a, 'i> {
    styles: Styles,
    formulas: BTreeMap<String, String>,
    /// The bodies of the notes in the order of their calls.
    notes: Vec<Node<'a, 'i>>,
    page: Page,
    /// Text boxes of the paragraph under way.
    boxes: Vec<Node<'a, 'i>>,
    hidden: String,
    contents: String,
    in_note: bool,
    depth: usize,
}

impl Reader<'_, '_> {
    fn leave_out_contents(&mut self) {
        let contents = std::mem::take(&mut self.contents);
        self.page.leave_out("contents", contents.trim_end_matches([' ', '·']), crate::report::Certainty::Sure, None);
    }

    fn leave_out_hidden(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        self.page.leave_out("hidden", &hidden, Unsure, Some(Remark::Hidden));
    }
}
