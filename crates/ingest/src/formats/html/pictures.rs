//! Pictures, sound and film: what a page shows beside its words. None of it is taken over; each is listed with its description.

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::{is_hidden, named},
    lines::Lines,
};
use crate::report::{self, Certainty, Finding, Kind};
use scholion_base::{source_text::Source, text::squeeze};

/// More are not listed one by one.
const MOST: usize = 500;

/// What is left out, with its line.
pub fn findings(page: &Document, lines: &Lines<'_>, source: &Source) -> Vec<Finding> {
    let mut from = 0;
    let mut found = Vec::new();
    for (node, words) in page
        .select("body img, body video, body audio, body iframe, body object, body embed, body canvas, body svg")
        .nodes()
        .iter()
        .filter_map(|node| Some((node, words(node)?)))
        .take(MOST)
    {
        let address = address(node);
        from = lines.raw_place(&address, from).unwrap_or(from);
        let line = source.line_at(u32::try_from(from).unwrap_or(u32::MAX));
        found.push(Finding { line, rule: report::PICTURE, text: words, kind: Kind::Dropped, sure: Certainty::Likely, remark: None });
    }
    found
}

fn address(node: &NodeRef<'_>) -> String {
    // Sound and film may have several sources, of which each is the same.
    let all = std::iter::once(*node).chain(named(node, &["source"]));
    let mut addresses = all.flat_map(|node| ["src", "data-src", "data"].map(|name| attribute(&node, name)));
    addresses.find(|address| !address.is_empty()).unwrap_or_default()
}

/// The words in a drawing, and those for who cannot see what is shown.
fn inside(node: &NodeRef<'_>) -> String {
    let mut words = String::new();
    for text in node.descendants_it().filter(|node| node.is_text() && !node.parent().is_some_and(|outer| is_program(&outer))) {
        words.push_str(&text.text());
        words.push(' ');
    }
    words
}

fn is_program(node: &NodeRef<'_>) -> bool {
    matches!(node.node_name().as_deref(), Some("script" | "style"))
}

/// The description of a picture and where it was; none of what only counts readers or fills a place.
fn words(node: &NodeRef<'_>) -> Option<String> {
    let size = |name: &str| attribute(node, name).trim().parse::<u32>().ok();
    let is_dot = size("width").is_some_and(|width| width <= 2) || size("height").is_some_and(|height| height <= 2);
    let is_shown = !is_dot && !is_hidden(node) && !node.ancestors_it(None).any(|outer| outer.is_element() && is_hidden(&outer));
    let alt = squeeze(
        &["alt", "title", "aria-label"]
            .map(|name| attribute(node, name))
            .into_iter()
            .find(|text| !text.trim().is_empty())
            .unwrap_or_default(),
    );
    let address = address(node);
    let address = if address.starts_with("data:") { "data:" } else { address.as_str() };
    let inner = squeeze(&inside(node));
    let said = [alt.as_str(), inner.as_str(), address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    (is_shown && !said.is_empty()).then_some(said)
}
