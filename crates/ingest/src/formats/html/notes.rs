//! Notes: a mark in the text, and the body to which it leads, wherever that stands.
//!
//! 1. by links there and back;
//! 2. by links there alone, where the mark or the body says that it is a note, or the body begins with the mark;
//! 3. notes at the side ([`super::margins`]);
//! 4. without links, by raised numbers ([`super::unlinked`]), and as LaTeXML writes them ([`super::latexml`]).
//!
//! Comments of an editor that several share are none of the text: they are taken out, and so listed.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::{Document, NodeId, NodeRef};

use super::{
    attribute,
    elements::{named, part_of_program},
    labels, latexml,
    lines::Lines,
    margins, own_address, signs, tips, unlinked,
    walk::Walk,
};
use crate::{block::is_sign, formats::flow::Flow, lexicon, note::Note};
use scholion_base::text::fold;

/// What the body of a note is called that stands among the words of a line and is none of them.
pub const ASIDE: &str = "scholion-aside";

/// The body of a note.
pub struct Body<'a> {
    pub node: NodeRef<'a>,
    pub label: String,
}

/// The notes of a page.
#[derive(Default)]
pub struct Notes<'a> {
    /// Their bodies, by the number in their signs.
    pub bodies: Vec<Body<'a>>,
    /// What is said of the text and is none of it.
    comments: Vec<NodeRef<'a>>,
    /// What looks like the bodies of notes, and is joined to no mark.
    pub unjoined: Vec<NodeRef<'a>>,
    by_node: BTreeMap<NodeId, usize>,
}

impl<'a> Notes<'a> {
    /// The number of the note with this body.
    pub fn number(&mut self, node: NodeRef<'a>, label: &str) -> usize {
        *self.by_node.entry(node.id).or_insert_with(|| {
            self.bodies.push(Body { node, label: label.to_owned() });
            self.bodies.len() - 1
        })
    }

    fn in_comment(&self, node: &NodeRef<'_>) -> bool {
        let is_one = |node: &NodeRef<'_>| self.comments.iter().any(|comment| comment.id == node.id);
        !self.comments.is_empty() && (is_one(node) || node.ancestors_it(None).any(|outer| is_one(&outer)))
    }

    /// Whether a node stands in the body of a note.
    pub fn hold(&self, node: &NodeRef<'_>) -> bool {
        self.by_node.contains_key(&node.id) || node.ancestors_it(None).any(|outer| self.by_node.contains_key(&outer.id))
    }
}

/// Finds the notes, writes signs in the place of their markers, and takes out the links back.
pub fn mark(page: &Document) -> Notes<'_> {
    let mut notes = Notes::default();
    let places = places(page);
    let own = addresses(page);
    latexml::mark(page, &mut notes);
    let mut back: BTreeMap<NodeId, NodeRef<'_>> = BTreeMap::new();
    for link in page.select("a[href]").nodes().to_vec() {
        let Some(name) = local(&link, &own).filter(|_| !notes.in_comment(&link)) else { continue };
        let Some(target) = places.get(&name).copied() else {
            // The mark of a comment whose words stand in a list that is none of the text.
            if attribute(&link, "class") == "msocomanchor" {
                link.set_text("");
            }
            continue;
        };
        if is_comment(&name) {
            comment(&link, target, &mut notes);
            continue;
        }
        let label = link.text().trim().trim_matches(['[', ']', '(', ')', '.', ' ']).to_owned();
        let is_label = !label.is_empty() && label.chars().count() <= 8;
        if !is_label || back.contains_key(&link.id) || notes.hold(&link) {
            continue;
        }
        let node = whole(target, &label);
        // The mark may stand in a cell or a term of its own.
        let apart = behind_mark(&node, &label);
        let (node, cell) = apart.map_or((node, None), |body| (body, Some(node)));
        let names = names(&link);
        let links = cell.iter().chain([&node]).flat_map(|part| named(part, &["a"]));
        let returns: Vec<NodeRef<'_>> = links.filter(|other| local(other, &own).is_some_and(|name| names.contains(&name))).collect();
        let is_known = notes.by_node.contains_key(&node.id);
        let is_marked = looks_raised(&link) && (cell.is_some() || is_body(&node, &label));
        let is_note =
            !returns.is_empty() || is_known || calls(&link) || is_marked || (is_in_brackets(&link) && (cell.is_some() || is_named(&node)));
        // A marker stands before the body, not in it, and no heading is a note.
        let is_within = link.id == node.id || inside(&link, &node) || inside(&node, &link);
        if !is_note || is_within || (returns.is_empty() && !named(&node, &["h1", "h2", "h3", "h4"]).is_empty()) {
            continue;
        }
        if returns.is_empty() && !is_known && cell.is_none() {
            labels::strip(&node, &label);
        }
        cell.filter(|_| returns.is_empty()).iter().for_each(|cell| cell.set_text(""));
        let number = notes.number(node, &label);
        returns.into_iter().for_each(|node| _ = back.insert(node.id, node));
        link.set_text(signs::note(number, &label));
    }
    // Only now, since a body may have several.
    for node in back.values() {
        let within = node.parent();
        node.remove_from_parent();
        let Some(within) = within else { continue };
        labels::after_link(&within);
    }
    // Signs that lead back to a place that is not there.
    for body in &notes.bodies {
        let is_way_back = |link: &&NodeRef<'_>| {
            let class = attribute(link, "class");
            let is_named = ["footnote-back", "backref", "backlink"].iter().any(|name| class.contains(name));
            let has_words = link.text().contains(|c: char| c.is_alphanumeric() || is_sign(c));
            attribute(link, "href").contains('#') && (is_named || !has_words)
        };
        named(&body.node, &["a"]).iter().filter(is_way_back).for_each(NodeRef::remove_from_parent);
    }
    // What MediaWiki has around them: `^`, letters.
    for node in page.select(".mw-cite-backlink").nodes().iter().filter(|node| notes.hold(node)) {
        node.remove_from_parent();
    }
    for node in margins::side_notes(page) {
        let mark = margins::mark_before(&node);
        margins::without_mark(&node);
        let label = mark.map_or_else(|| "*".to_owned(), |mark| mark.text().trim().trim_matches(['[', ']', '(', ')']).to_owned());
        let number = notes.number(node, &label);
        match mark {
            Some(mark) => mark.set_text(signs::note(number, &label)),
            None => node.before_html(signs::note(number, &label)),
        }
        node.rename(ASIDE);
    }
    without_copies(page, &notes);
    tips::mark(page, &mut notes);
    unlinked::mark(page, &mut notes);
    notes
}

/// Takes out what a page prints of its notes once more at the side of the text (OpenEdition), cut short perhaps.
fn without_copies(page: &Document, notes: &Notes<'_>) {
    const MOST: usize = 2_000;
    let lists = page.select("ul.sidenotes, ol.sidenotes, div.sidenotes");
    if lists.nodes().is_empty() || notes.bodies.len() > MOST {
        return;
    }
    let bare = |text: &str| -> String { fold(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    let bodies: Vec<String> = notes.bodies.iter().map(|body| bare(&body.node.text())).collect();
    let is_copy = |item: &NodeRef<'_>| {
        let text = item.text();
        let words =
            text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '*').trim_end().trim_end_matches(['(', ')', '.', '…', ' ']);
        let words = bare(words);
        words.is_empty() || bodies.iter().any(|body| body.starts_with(&words))
    };
    for list in lists.nodes().iter().take(MOST) {
        let items = named(list, &["li", "p"]);
        if !items.is_empty() && items.iter().all(is_copy) {
            list.remove_from_parent();
        }
    }
}

/// Moves the bodies out of the page into notes.
pub fn take(page: &Document, notes: &Notes<'_>, lines: &Lines, lang: &str, flow: &mut Flow) {
    // What stood right before notes.
    let mut headed: BTreeSet<NodeId> = BTreeSet::new();
    for body in &notes.bodies {
        let mut part = Flow::default();
        part.links = std::mem::take(&mut flow.links);
        let mut walk = Walk::whole(&mut part, lines, lang);
        match walk.passage(&body.node) {
            Some(passage) => {
                walk.langs.push(passage.lang.to_string());
                walk.flow.enter_passage(passage);
                walk.children(body.node, 0);
                walk.flow.leave_passage();
            }
            None => walk.children(body.node, 0),
        }
        part.end();
        flow.links = part.links;
        flow.notes.push(Note { label: body.label.clone(), body: part.blocks, ..Note::default() });
        // A list without items, a section with nothing but a rule.
        let mut node = body.node;
        loop {
            let parent = node.parent();
            headed.extend(margins::element_before(&node).map(|before| before.id));
            node.remove_from_parent();
            match parent {
                Some(parent) if parent.node_name().as_deref() != Some("body") && parent.text().trim().is_empty() => node = parent,
                _ => break,
            }
        }
    }
    notes.comments.iter().for_each(NodeRef::remove_from_parent);
    if let Some(body) = page.body().filter(|_| !notes.bodies.is_empty()) {
        without_headings(&body, &headed);
    }
}

/// Takes out the headings of notes, and of references that were notes (they stood right before some), under which nothing is left.
fn without_headings(page: &NodeRef<'_>, headed: &BTreeSet<NodeId>) {
    let level = |node: &NodeRef<'_>| {
        let name = node.node_name()?;
        name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())
    };
    let is_nothing =
        |node: &NodeRef<'_>| part_of_program(node).is_some() || node.text().trim().is_empty() && node.node_name().as_deref() != Some("img");
    for heading in named(page, &["h1", "h2", "h3", "h4", "h5", "h6"]) {
        let text = heading.text();
        let (of_notes, of_works) = (lexicon::is_notes_heading(text.trim()), lexicon::is_references_heading(text.trim()));
        if !of_notes && !of_works {
            continue;
        }
        // MediaWiki has each heading stand in an element of its own.
        let holds_alone = |around: &NodeRef<'_>| around.children_it(false).take(4).count() < 4 && around.text().trim() == text.trim();
        let mut outer = heading;
        let mut is_headed = headed.contains(&heading.id);
        while let Some(around) = outer.parent().filter(holds_alone) {
            outer = around;
            is_headed |= headed.contains(&outer.id);
        }
        let mut next = outer.next_sibling();
        while next.as_ref().is_some_and(is_nothing) {
            next = next.and_then(|node| node.next_sibling());
        }
        let below = next.as_ref().map(level);
        let is_bare = below.is_none_or(|level| level.is_some());
        let is_last = below.is_none_or(|other| other.is_some() && other <= level(&heading));
        // The part in which the notes stood holds nothing else.
        let was_of_notes = || outer.id != heading.id && is_headed && attribute(&outer, "class").to_ascii_lowercase().contains("note");
        if of_notes && (is_bare || was_of_notes()) || is_last && of_works && is_headed {
            heading.remove_from_parent();
        }
    }
}

/// The places of a page that can be led to, by name.
fn places(page: &Document) -> BTreeMap<String, NodeRef<'_>> {
    let mut places = BTreeMap::new();
    for node in page.select("[id], a[name]").nodes() {
        for name in ["id", "name"] {
            let name = attribute(node, name);
            if !name.is_empty() {
                places.entry(name).or_insert(*node);
            }
        }
    }
    places
}

/// The addresses of the page itself.
fn addresses(page: &Document) -> BTreeSet<String> {
    let said = [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content"), ("base", "href")];
    let said = said
        .into_iter()
        .flat_map(|(selector, name)| page.select(selector).nodes().iter().map(|node| attribute(node, name)).collect::<Vec<_>>());
    let said: BTreeSet<String> = said.map(|address| bare(&address).to_owned()).filter(|address| !address.is_empty()).collect();
    if said.is_empty() { own_address(page).map(|address| bare(&address).to_owned()).into_iter().collect() } else { said }
}

/// An address without what stands before its host, and what one and the same page may be called with.
fn bare(address: &str) -> &str {
    let address = address.split_once('#').map_or(address, |(before, _)| before);
    let address = address.split_once('?').map_or(address, |(before, _)| before);
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.trim_start_matches("www.").trim_end_matches('/')
}

/// The name within the page that a link leads to.
fn local(link: &NodeRef<'_>, own: &BTreeSet<String>) -> Option<String> {
    let address = attribute(link, "href");
    let (before, name) = address.split_once('#')?;
    (!name.is_empty() && (before.is_empty() || own.contains(bare(before)))).then(|| name.to_owned())
}

/// Whether a place is that of a comment: Google Docs, Word.
fn is_comment(name: &str) -> bool {
    let is = |start: &str| name.strip_prefix(start).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    is("cmnt") || is("_cmnt") || is("_msocom_")
}

/// Takes the marks of a comment out, and remembers its words.
fn comment<'a>(link: &NodeRef<'a>, target: NodeRef<'a>, notes: &mut Notes<'a>) {
    let block = whole(target, "");
    // The block in which nothing but the comment stands.
    let around = block.parent().filter(|parent| {
        parent.node_name().as_deref() == Some("div")
            && named(parent, &["a"]).iter().filter(|link| attribute(link, "href").contains('#')).count() <= 1
    });
    let body = around.unwrap_or(block);
    named(&body, &["a"]).iter().filter(|link| attribute(link, "href").contains('#')).for_each(|link| link.set_text(""));
    notes.comments.push(body);
    link.set_text("");
}

/// The element that holds all of a note whose beginning is named.
fn whole<'a>(target: NodeRef<'a>, label: &str) -> NodeRef<'a> {
    let is_block = |node: &NodeRef<'_>| {
        matches!(node.node_name().as_deref(), Some("li" | "p" | "div" | "aside" | "dd" | "dt" | "section" | "td" | "th" | "blockquote"))
    };
    let node = if is_block(&target) { target } else { target.ancestors_it(Some(5)).find(is_block).unwrap_or(target) };
    // What is named as one note holds its further paragraphs as well.
    let around = node.ancestors_it(Some(2)).find(|outer| {
        matches!(outer.node_name().as_deref(), Some("div" | "aside" | "li" | "dd"))
            && (is_named(outer) || outer.node_name().as_deref() == Some("li"))
    });
    let Some(around) = around else { return node };
    let marks = named(&around, &["a"]).into_iter().filter(|link| !attribute(link, "id").is_empty() || !attribute(link, "name").is_empty());
    let is_one = marks.count() <= 1 && named(&around, &["li"]).len() <= 1 && (label.is_empty() || !is_list(&around));
    if is_one { around } else { node }
}

/// What stands behind a cell or a term that holds nothing but the mark of a note: the next cell, what the term means.
fn behind_mark<'a>(node: &NodeRef<'a>, label: &str) -> Option<NodeRef<'a>> {
    let name = node.node_name()?;
    let behind: &[&str] = match name.as_ref() {
        "td" | "th" => &["td"],
        "dt" => &["dd"],
        _ => return None,
    };
    let text = node.text();
    if text.trim().trim_matches(['[', ']', '(', ')', '.', ':', ' ', '^', '↑', '↩']) != label {
        return None;
    }
    let mut next = node.next_sibling();
    while next.is_some_and(|other| other.text().trim().is_empty()) {
        next = next.and_then(|other| other.next_sibling());
    }
    next.filter(|other| other.node_name().is_some_and(|name| behind.contains(&name.as_ref())))
}

/// Whether several notes stand in an element by its name.
fn is_list(node: &NodeRef<'_>) -> bool {
    let class = attribute(node, "class").to_ascii_lowercase();
    class.split_whitespace().any(|name| matches!(name, "footnotes" | "endnotes" | "notes" | "references"))
}

/// Names that pages give to notes: whole words of a class, of `role`, of `epub:type`.
const NOTES: [&str; 14] = [
    "footnote",
    "endnote",
    "rearnote",
    "note",
    "fn",
    "doc-footnote",
    "doc-endnote",
    "footnote-content",
    "footnotetext",
    "footnote-text",
    "notetext",
    "msofootnotetext",
    "msoendnotetext",
    "footnote-body",
];

/// Whether an element is named as the body of a note.
pub fn is_named(node: &NodeRef<'_>) -> bool {
    let says = ["class", "role", "epub:type"].map(|name| attribute(node, name).to_ascii_lowercase()).join(" ");
    says.split_whitespace().any(|name| NOTES.contains(&name))
}

/// Whether a link is named as the mark of a note.
fn calls(link: &NodeRef<'_>) -> bool {
    let says = ["class", "role", "epub:type", "rel"].map(|name| attribute(link, name).to_ascii_lowercase()).join(" ");
    [
        "noteref",
        "appel-note",
        "appelnote",
        "notecall",
        "note-call",
        "footnote-ref",
        "footref",
        "fnref",
        "footnote-anchor",
        "fnanchor",
        "footnote-link",
    ]
    .iter()
    .any(|name| says.contains(name))
        || says.split_whitespace().any(|name| matches!(name, "footnote" | "fn" | "note" | "endnote"))
}

/// Whether a link is a number in round brackets.
fn is_in_brackets(link: &NodeRef<'_>) -> bool {
    let text = link.text();
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.is_some_and(|inner| (1..=3).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a link looks like the mark of a note: it is raised, or a number or sign in brackets, or such a sign.
fn looks_raised(link: &NodeRef<'_>) -> bool {
    let text = link.text();
    let text = text.trim();
    let is_sup = |node: NodeRef<'_>| node.node_name().as_deref() == Some("sup");
    let is_raised = link.ancestors_it(Some(2)).any(is_sup) || !named(link, &["sup"]).is_empty();
    is_raised || (text.starts_with('[') && text.ends_with(']')) || text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'))
}

/// Whether an element is the body of a note: it is named so, or begins with the mark.
fn is_body(node: &NodeRef<'_>, label: &str) -> bool {
    is_named(node)
        || node.ancestors_it(Some(2)).any(|outer| is_named(&outer) || is_list(&outer))
        || labels::length(&labels::beginning(node), label).is_some()
}

/// The names by which a marker can be linked to: its own, those of what holds it closely, and of what it holds.
fn names(link: &NodeRef<'_>) -> Vec<String> {
    let near = link.ancestors_it(Some(2)).filter(|node| matches!(node.node_name().as_deref(), Some("sup" | "span" | "a" | "cite")));
    let nodes = std::iter::once(*link).chain(near).chain(link.descendants_it()).chain(link.prev_sibling());
    nodes.flat_map(|node| [attribute(&node, "id"), attribute(&node, "name")]).filter(|name| !name.is_empty()).collect()
}

fn inside(node: &NodeRef<'_>, outer: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|other| other.id == outer.id)
}
