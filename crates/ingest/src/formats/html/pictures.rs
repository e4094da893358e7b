//! Pictures, sound and film: what a page shows beside its words. None of it is taken over; each is listed with its description.

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::{is_hidden, named},
    lines::Lines,
};
use crate::report::{self, Certainty, Finding, Kind};
use scholion_base::{
    source_text::Source,
    text::{escaped, squeeze},
};

/// More are not listed one by one.
const MOST: usize = 500;

/// Writes the letters and signs that a page shows as pictures among its words, by their descriptions: initials (`<img alt="T">he`), and the
/// characters of old books that no font had (`gaiji` of Aozora Bunko).
pub fn in_words(page: &Document) {
    for node in page.select("img[alt]").nodes() {
        let alt = squeeze(&attribute(node, "alt"));
        let mut chars = alt.chars();
        let is_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
        let meets = |other: Option<NodeRef<'_>>, at_end: bool| {
            let text = other.filter(NodeRef::is_text).map_or(String::new(), |other| other.text().to_string());
            let c = if at_end { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(char::is_alphabetic)
        };
        let is_glued = || meets(node.prev_sibling(), true) || meets(node.next_sibling(), false);
        // An initial may stand in the margin, with the rest of its word in capitals.
        let next_word =
            || node.next_sibling().filter(NodeRef::is_element).filter(|next| !matches!(next.node_name().as_deref(), Some("img" | "br")));
        let is_initial = || {
            let is_first = node.prev_sibling().is_none_or(|before| before.text().trim().is_empty());
            let class = attribute(node, "class").to_ascii_lowercase();
            is_first
                && (class.contains("cap") || class.contains("initial"))
                && next_word().is_some_and(|next| next.text().starts_with(char::is_alphabetic))
        };
        if node.has_class("gaiji") && !alt.is_empty() || is_letter && (is_glued() || is_initial()) {
            node.before_html(escaped(&alt));
            node.remove_from_parent();
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_pictures_are_words() {
        for (html, expected) in [
            ("<p><img alt=T src=t.png>he keeper", "The keeper"),
            ("<p><img alt=T class=drop-cap><span class=upper>he</span> keeper", "The keeper"),
            ("<p>父は<img alt='※(「火＋華」)' class=gaiji>の中", "父は※(「火＋華」)の中"),
            ("<p>Close <img alt=x> now", "Close  now"),
            ("<p>A <img alt='Old wheel'>wheel", "A wheel"),
        ] {
            let page = Document::from(html);
            in_words(&page);
            assert_eq!(page.select("p").text().as_ref(), expected, "{html}");
        }
    }
}
