//! Cites that are drawn together: grouping and collapsing (specification, "Cite Grouping", "Cite Collapsing").

use std::collections::BTreeSet;

use super::CiteForm;
use super::cluster::Writer;
use super::label;
use super::render::FirstNames;
use super::work::Distinct;
use crate::style::layout::Collapse;
use crate::text;
use crate::tree::{Node, Part};

/// A cite that is to be printed.
pub(super) struct Piece {
    /// Its place among the cites of the citation.
    pub cite: usize,
    pub form: CiteForm,
    pub nodes: Vec<Node>,
    /// The words of its first names; empty if it has none.
    pub names: String,
}

/// What stands in front of a cite that is not the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// The delimiter of the layout.
    Layout,
    /// `cite-group-delimiter`.
    Group,
    /// `year-suffix-delimiter`.
    Suffix,
    /// `after-collapse-delimiter`.
    After,
    /// The delimiter of a range.
    Range,
}

/// The cites of a citation, one after another.
pub(super) fn join(writer: &Writer<'_, '_>, mut pieces: Vec<Piece>) -> Vec<Node> {
    let citation = &writer.work.processor.style.citation;
    pieces.retain(|piece| !piece.nodes.is_empty() || has_words(writer, piece.cite));
    let years = matches!(citation.collapse, Some(Collapse::Year | Collapse::YearSuffix | Collapse::YearSuffixRanged));
    if years || citation.cite_group_delimiter.is_some() {
        pieces = grouped(writer, pieces);
    }
    // Where numbers stand, it matters whether locators are printed at all.
    let numeric = citation.collapse == Some(Collapse::CitationNumber) || citation.layout.delimiter.as_deref() == Some(",");
    let located: BTreeSet<usize> = pieces.iter().filter(|piece| numeric && prints_locator(writer, piece)).map(|piece| piece.cite).collect();
    let printed = match citation.collapse {
        Some(Collapse::CitationNumber) => numbers(writer, pieces, &located),
        Some(collapse) => by_year(writer, pieces, collapse),
        None => plain(pieces, citation.cite_group_delimiter.is_some()),
    };
    let mut out = Vec::new();
    let mut before: Option<(usize, bool)> = None;
    for (between, cite, nodes) in printed {
        let open = located.contains(&cite) && !text::words(&nodes).ends_with([')', ']']);
        if let Some((before, glued)) = before.replace((cite, open)) {
            let glued = glued || open || has_words(writer, before) || has_words(writer, cite);
            let delimiter = between_words(writer, before, cite, delimiter(writer, between), glued);
            if !delimiter.is_empty() {
                out.push(Node::Text(delimiter));
            }
        }
        out.extend(writer.dressed(cite, nodes));
    }
    out
}

/// The delimiter between two cites: not the whole of it where an editor's words end or begin with a sign of their own. A comma without
/// a blank is for numbers alone (`1,2`): words and places would be `glued` to each other, unless brackets part them.
fn between_words(writer: &Writer<'_, '_>, before: usize, cite: usize, delimiter: String, glued: bool) -> String {
    let suffix = writer.cite(before).map_or("", |cite| &cite.suffix);
    let prefix = writer.cite(cite).map_or("", |cite| &cite.prefix);
    if suffix.is_empty() && prefix.starts_with([';', '.', ',']) {
        return String::new();
    }
    if suffix.ends_with([';', '.', ',']) {
        return delimiter.find(' ').and_then(|at| delimiter.get(at..)).unwrap_or("").to_owned();
    }
    if delimiter == "," && glued { "; ".to_owned() } else { delimiter }
}

fn delimiter(writer: &Writer<'_, '_>, between: Between) -> String {
    let citation = &writer.work.processor.style.citation;
    let layout = citation.layout.delimiter.as_deref().unwrap_or("");
    match between {
        Between::Layout => layout,
        Between::Group => match &citation.cite_group_delimiter {
            Some(delimiter) => delimiter,
            None if writer.work.processor.is_note() || citation.after_collapse_delimiter.is_some() => layout,
            None => ", ",
        },
        Between::Suffix => citation.year_suffix_delimiter.as_deref().or(citation.cite_group_delimiter.as_deref()).unwrap_or(layout),
        Between::After => citation.after_collapse_delimiter.as_deref().unwrap_or(layout),
        // That of pages (`page-range-delimiter`) is for pages.
        Between::Range => "–",
    }
    .to_owned()
}

/// Whether words of an editor stand around a cite.
fn has_words(writer: &Writer<'_, '_>, cite: usize) -> bool {
    writer.cite(cite).is_some_and(|cite| !cite.prefix.is_empty() || !cite.suffix.is_empty())
}

fn has_locator(writer: &Writer<'_, '_>, cite: usize) -> bool {
    writer.cite(cite).is_some_and(|cite| !cite.locator.is_empty())
}

/// Whether the locator of a cite is printed: some styles of numbers never do, and then it is no part of what may collapse.
fn prints_locator(writer: &Writer<'_, '_>, piece: &Piece) -> bool {
    has_locator(writer, piece.cite)
        && writer.without_locator(piece.cite).is_none_or(|nodes| text::words(&nodes) != text::words(&piece.nodes))
}

/// Draws the cites of the same names together, unless an editor's words keep them in their places.
fn grouped(writer: &Writer<'_, '_>, pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.iter().skip(1).any(|piece| writer.cite(piece.cite).is_some_and(|cite| !cite.prefix.is_empty())) {
        return pieces;
    }
    let mut groups: Vec<Vec<Piece>> = Vec::new();
    let mut known: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for piece in pieces {
        let group = if piece.names.is_empty() { None } else { known.get(&piece.names).copied() };
        match group.and_then(|group| groups.get_mut(group)) {
            Some(group) => group.push(piece),
            None => {
                known.insert(piece.names.clone(), groups.len());
                groups.push(vec![piece]);
            }
        }
    }
    groups.into_iter().flatten().collect()
}

/// Nothing collapses; the cites of the same names have a delimiter of their own.
fn plain(pieces: Vec<Piece>, groups: bool) -> Vec<(Between, usize, Vec<Node>)> {
    let mut before = String::new();
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let same = groups && !piece.names.is_empty() && piece.names == before;
        out.push((if same { Between::Group } else { Between::Layout }, piece.cite, piece.nodes));
        before = piece.names;
    }
    out
}

/// Numbers that follow on each other are a range, if there are three of them or more.
fn numbers(writer: &Writer<'_, '_>, pieces: Vec<Piece>, located: &BTreeSet<usize>) -> Vec<(Between, usize, Vec<Node>)> {
    let number = |piece: &Piece| -> Option<usize> {
        let bare = !has_words(writer, piece.cite) && !located.contains(&piece.cite) && piece.form == CiteForm::Whole;
        let item = writer.cite(piece.cite).filter(|_| bare)?.item;
        writer.work.numbers.get(item).copied().filter(|_| is_number(&piece.nodes))
    };
    let mut out: Vec<(Between, usize, Vec<Node>)> = Vec::with_capacity(pieces.len());
    let mut pieces: std::collections::VecDeque<Piece> = pieces.into();
    let mut collapsed = false;
    while let Some(first) = pieces.pop_front() {
        let mut length = 1;
        if let Some(start) = number(&first) {
            while pieces.get(length - 1).and_then(number) == Some(start + length) {
                length += 1;
            }
        }
        out.push((if collapsed { Between::After } else { Between::Layout }, first.cite, first.nodes));
        collapsed = length > 2;
        if collapsed && let Some(last) = pieces.drain(..length - 1).next_back() {
            out.push((Between::Range, last.cite, last.nodes));
        }
    }
    out
}

/// Whether a number of a citation stands in a tree.
fn is_number(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node, Node::Part(Part::Number, _)) || is_number(node.children()))
}

/// The names of cites that follow on each other are printed once, the year as well where only its letter differs.
fn by_year(writer: &Writer<'_, '_>, pieces: Vec<Piece>, collapse: Collapse) -> Vec<(Between, usize, Vec<Node>)> {
    let suffixes = writer.work.processor.style.citation.disambiguate_add_year_suffix && collapse != Collapse::Year;
    let mut out: Vec<(Between, usize, Vec<Node>)> = Vec::with_capacity(pieces.len());
    let mut before: Option<Before> = None;
    for piece in pieces {
        let mut now = Before::new(writer, &piece, suffixes);
        let (between, nodes) = match before.as_ref().map(|before| (before, now.follows(writer, before))) {
            None => (Between::Layout, piece.nodes),
            Some((before, Follows::Not)) => {
                // Where the cite before was collapsed or has a locator; and wherever names differ, unless only letters collapse.
                let after = before.collapsed || has_locator(writer, before.cite) || collapse != Collapse::YearSuffix;
                (if after { Between::After } else { Between::Layout }, piece.nodes)
            }
            Some((before, Follows::Names)) => {
                let after = has_locator(writer, before.cite) && has_after(writer);
                let nodes = writer.render(piece.cite, FirstNames::Skip, None).unwrap_or_default();
                (if after { Between::After } else { Between::Group }, nodes)
            }
            Some((_, Follows::Year(number))) => {
                (Between::Suffix, suffix(&piece.nodes).unwrap_or_else(|| vec![Node::Text(label::letters(number))]))
            }
        };
        now.collapsed = matches!(between, Between::Group | Between::Suffix);
        before = Some(now);
        if !nodes.is_empty() || has_words(writer, piece.cite) {
            out.push((between, piece.cite, nodes));
        }
    }
    if collapse == Collapse::YearSuffixRanged { ranged(writer, out) } else { out }
}

fn has_after(writer: &Writer<'_, '_>) -> bool {
    writer.work.processor.style.citation.after_collapse_delimiter.is_some()
}

/// What a cite has in common with the one before it.
enum Follows {
    Not,
    Names,
    /// The names and the year, but for its letter.
    Year(u32),
}

/// A cite, as the next one is compared with it.
struct Before {
    cite: usize,
    form: CiteForm,
    collapsed: bool,
    names: String,
    suffix: Option<u32>,
    /// Its words without the letter of the year.
    base: String,
}

impl Before {
    fn new(writer: &Writer<'_, '_>, piece: &Piece, suffixes: bool) -> Self {
        let own = writer.cite(piece.cite).and_then(|cite| writer.work.distinct.get(cite.item));
        let suffix = own.filter(|_| suffixes).and_then(|own| own.year_suffix);
        let base = match own.filter(|_| suffix.is_some()) {
            Some(own) => {
                let without = Distinct { year_suffix: None, ..own.clone() };
                writer.render(piece.cite, FirstNames::Print, Some(&without)).map_or_else(String::new, |nodes| text::words(&nodes))
            }
            None => String::new(),
        };
        Self { cite: piece.cite, form: piece.form, collapsed: false, names: piece.names.clone(), suffix, base }
    }

    /// What it has in common with the cite before. An editor's words between them keep them apart.
    fn follows(&self, writer: &Writer<'_, '_>, before: &Self) -> Follows {
        let apart = writer.cite(self.cite).is_none_or(|cite| !cite.prefix.is_empty())
            || writer.cite(before.cite).is_none_or(|cite| !cite.suffix.is_empty());
        if apart || self.names != before.names || self.form != CiteForm::Whole {
            return Follows::Not;
        }
        let located = has_locator(writer, self.cite) || has_locator(writer, before.cite);
        match self.suffix {
            Some(number) if before.suffix.is_some() && !located && !self.base.is_empty() && before.base == self.base => {
                Follows::Year(number)
            }
            _ if self.names.is_empty() => Follows::Not,
            _ => Follows::Names,
        }
    }
}

/// The letter of the year as it stands in a tree.
fn suffix(nodes: &[Node]) -> Option<Vec<Node>> {
    nodes.iter().find_map(|node| match node {
        Node::Part(Part::YearSuffix, _) => Some(vec![node.clone()]),
        other => suffix(other.children()),
    })
}

/// Letters that follow on each other are a range, if there are three of them or more.
fn ranged(writer: &Writer<'_, '_>, printed: Vec<(Between, usize, Vec<Node>)>) -> Vec<(Between, usize, Vec<Node>)> {
    let letter = |cite: usize| {
        let bare = !has_words(writer, cite) && !has_locator(writer, cite);
        writer.cite(cite).filter(|_| bare).and_then(|cite| writer.work.distinct.get(cite.item)).and_then(|own| own.year_suffix)
    };
    let mut out: Vec<(Between, usize, Vec<Node>)> = Vec::with_capacity(printed.len());
    let mut rest: std::collections::VecDeque<_> = printed.into();
    while let Some(first) = rest.pop_front() {
        let mut length = 1;
        if let Some(start) = letter(first.1) {
            while rest.get(length - 1).is_some_and(|(between, cite, _)| {
                *between == Between::Suffix && letter(*cite) == u32::try_from(length).ok().and_then(|length| start.checked_add(length))
            }) {
                length += 1;
            }
        }
        out.push(first);
        if length > 2
            && let Some((_, cite, nodes)) = rest.drain(..length - 1).next_back()
        {
            out.push((Between::Range, cite, nodes));
        }
    }
    out
}
