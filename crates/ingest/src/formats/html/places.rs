//! The places of a page to which its own text leads: `see <a href="#mill">above</a>`. They get an attribute by which [`super::walk`] knows them.
//! Menus and tables of contents lead to each heading, and do not count.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use super::{attribute, elements::FURNITURE};
use crate::block::is_sign;
use scholion_base::text::percent_decoded;

/// The attribute of a place.
pub const PLACE: &str = "data-scholion-place";

/// More links are not looked at.
const MOST: usize = 20_000;

/// Marks the places.
pub fn mark(page: &Document) {
    let links = page.select("a[href^='#']");
    let of_text: Vec<NodeRef<'_>> = links.nodes().iter().copied().take(MOST).filter(is_of_text).collect();
    if of_text.is_empty() {
        return;
    }
    let mut named: BTreeMap<String, NodeRef<'_>> = BTreeMap::new();
    for node in page.select("[id], a[name]").nodes() {
        for name in ["id", "name"].map(|name| attribute(node, name)) {
            if is_name(&name) {
                named.entry(name).or_insert(*node);
            }
        }
    }
    for link in of_text {
        let name = percent_decoded(attribute(&link, "href").trim_start_matches('#'));
        let Some(place) = named.get(&name) else { continue };
        // The sign by which one may link to a heading stands in it.
        if link.id != place.id && !link.ancestors_it(Some(6)).any(|outer| outer.id == place.id) {
            place.set_attr(PLACE, &name);
            link.set_attr("href", &format!("#{name}"));
        }
    }
}

/// A name that may be that of a place in a document; the top of a page is none.
fn is_name(name: &str) -> bool {
    !matches!(name.to_ascii_lowercase().as_str(), "" | "top" | "main" | "content" | "page")
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

/// Whether a link has words, and stands in the text.
fn is_of_text(link: &NodeRef<'_>) -> bool {
    const CONTENTS: [&str; 4] = ["toc", "contents", "tableofcontents", "table-of-contents"];
    let text = link.text();
    let is_around = |outer: NodeRef<'_>| {
        let says = format!("{} {}", attribute(&outer, "class"), attribute(&outer, "id")).to_ascii_lowercase();
        outer.node_name().is_some_and(|name| FURNITURE.contains(&name.as_ref()) || name.as_ref() == "header")
            || attribute(&outer, "role").contains("toc")
            || attribute(&outer, "role") == "navigation"
            || says.split_whitespace().any(|name| CONTENTS.contains(&name))
    };
    text.contains(char::is_alphanumeric) && !text.contains(is_sign) && !link.ancestors_it(None).any(is_around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_to_which_words_lead() {
        for (html, expected) in [
            ("<p>See <a href='#mill'>above</a>.<h2 id=mill>Mill</h2>", "mill"),
            ("<nav><a href='#mill'>Mill</a></nav><h2 id=mill>Mill</h2>", ""),
            ("<h2 id=mill>Mill <a href='#mill'>link</a></h2>", ""),
            ("<p><a href='#top'>Up</a><h2 id=top>Mill</h2>", ""),
            ("<p><a href='#M%C3%BChle'>Up</a><a name=Mühle></a>", "Mühle"),
        ] {
            let page = Document::from(html);
            mark(&page);
            let found = page.select("[data-scholion-place]").nodes().first().map(|node| attribute(node, PLACE)).unwrap_or_default();
            assert_eq!(found, expected, "{html}");
        }
    }
}
