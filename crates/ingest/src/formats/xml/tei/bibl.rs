//! What a list of works says of each: `bibl`, `biblStruct`, `biblFull` (TEI P5, 3.12).

use crate::formats::xml::node::{attribute, field, first, words};
use roxmltree::Node;
use scholion_reference::{Kind, Name, PrintedIn, Record};

use super::people::one;
use crate::formats::html::day;

/// A number of this kind.
pub fn number(node: Node<'_, '_>, kind: &str) -> String {
    node.descendants()
        .find(|id| id.tag_name().name() == "idno" && attribute(*id, "type").eq_ignore_ascii_case(kind))
        .map_or(String::new(), words)
}

/// The record of an entry.
pub fn record(entry: Node<'_, '_>) -> Record {
    let marked = entry.descendants().any(|node| node.tag_name().name() == "title");
    let verbatim = if entry.tag_name().name() == "bibl" {
        words(entry)
    } else {
        let parts = entry.descendants().filter(Node::is_text).filter_map(|node| node.text());
        parts.map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    };
    if !marked {
        let mut record = scholion_reference::parse(&verbatim).into_iter().next().map(|parsed| parsed.record).unwrap_or_default();
        (record.verbatim, record.printed_in) = (verbatim, PrintedIn::References);
        return record;
    }
    let title = |levels: &[&str]| {
        entry.descendants().find(|node| node.tag_name().name() == "title" && levels.contains(&attribute(*node, "level"))).map(words)
    };
    let inner = title(&["a"]);
    let outer = title(&["j", "m", "s", "u", ""]);
    let kind = match (&inner, title(&["j"])) {
        (_, Some(_)) => Kind::Journal,
        (Some(_), None) => Kind::Chapter,
        (None, None) => Kind::Book,
    };
    // P4 and older P5 say `type`.
    let is_scope = |node: &Node<'_, '_>, unit: &str| {
        matches!(node.tag_name().name(), "biblScope" | "citedRange") && ["unit", "type"].iter().any(|key| attribute(*node, key) == unit)
    };
    let scope = |units: &[&str]| {
        entry.descendants().find(|node| units.iter().any(|unit| is_scope(node, unit))).map_or(String::new(), |node| {
            let (from, to) = (attribute(node, "from"), attribute(node, "to"));
            if from.is_empty() || !words(node).is_empty() { words(node) } else { format!("{from}–{to}") }
        })
    };
    let people = |name: &str| entry.descendants().filter(|node| node.tag_name().name() == name).filter_map(one).collect::<Vec<Name>>();
    let date = first(entry, "date");
    let issued = date.and_then(|date| day(attribute(date, "when")).or_else(|| day(&words(date))));
    let (title, container) = match inner {
        Some(inner) => (inner, outer.unwrap_or_default()),
        None => (outer.unwrap_or_default(), String::new()),
    };
    let url =
        entry.descendants().find(|node| matches!(node.tag_name().name(), "ref" | "ptr") && attribute(*node, "target").starts_with("http"));
    Record {
        kind,
        author: people("author"),
        editor: people("editor"),
        title,
        container,
        volume: scope(&["volume", "vol"]),
        issue: scope(&["issue", "no", "nr", "number"]),
        pages: scope(&["page", "pages", "pp", "pg"]),
        publisher: field(entry, "publisher"),
        place: field(entry, "pubPlace"),
        issued,
        doi: number(entry, "DOI"),
        isbn: number(entry, "ISBN"),
        url: url.map_or(String::new(), |url| attribute(url, "target").to_owned()),
        verbatim,
        printed_in: PrintedIn::References,
        ..Record::default()
    }
}
