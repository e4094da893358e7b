//! Lists of references that a page marks as such: those of citeproc, as Pandoc and others write them, and of DPUB-ARIA and EPUB.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::{Document, NodeRef};

use super::{
    attribute,
    elements::{is_block, named},
    letters, menus,
    walk::Walk,
};
use crate::block::Role;

/// Whether an element says that it is a list of references with entries. Source: DPUB-ARIA 1.1, doc-bibliography; EPUB 3.3 Structural
/// Semantics, bibliography; citeproc-js and citeproc of Pandoc (`csl-bib-body`).
pub fn is_one(node: &NodeRef<'_>) -> bool {
    let says = |name: &str, value: &str| attribute(node, name).split_whitespace().any(|one| one == value);
    let is_said = says("role", "doc-bibliography") || says("class", "csl-bib-body") || says("epub:type", "bibliography");
    is_said && !entries(node).is_empty() || is_of_wiki(node)
}

/// Whether each item of a list is a work that MediaWiki's templates name so that short forms lead there.
fn is_of_wiki(node: &NodeRef<'_>) -> bool {
    let is_work = |item: &NodeRef<'_>| named(item, &["cite"]).iter().any(|work| attribute(work, "id").starts_with("CITEREF"));
    let items: Vec<NodeRef<'_>> = node.children_it(false).filter(NodeRef::is_element).collect();
    matches!(node.node_name().as_deref(), Some("ul" | "ol")) && !items.is_empty() && items.iter().all(is_work)
}

/// The entries: by their names, else the items of lists that hold no others.
fn entries<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let is_named = |inner: &NodeRef<'_>| {
        let says = |name: &str, value: &str| attribute(inner, name).split_whitespace().any(|one| one == value);
        says("class", "csl-entry") || says("role", "doc-biblioentry") || says("epub:type", "biblioentry")
    };
    let found: Vec<NodeRef<'a>> = node.descendants_it().filter(|inner| inner.is_element() && is_named(inner)).collect();
    if !found.is_empty() {
        return found;
    }
    named(node, &["li"]).into_iter().filter(|item| named(item, &["li"]).is_empty()).collect()
}

/// Marks the links to services with which the entries of a list end, `[PubMed] [Google Scholar]`, as none of their words. What is no name of
/// a work comes again behind another entry.
pub fn without_services(page: &Document) {
    const MOST: usize = 20_000;
    let items = page.select("li, div.csl-entry, p.ref");
    let tails: Vec<Tail<'_>> = items.nodes().iter().take(MOST).map(tail).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tail in &tails {
        let names: BTreeSet<&str> = tail.names.iter().map(String::as_str).collect();
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let known: BTreeSet<String> = counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.to_owned()).collect();
    for tail in tails.iter().filter(|tail| tail.names.iter().any(|name| known.contains(name))) {
        if let Some(before) = tail.opens {
            let words = before.text().trim_end().trim_end_matches('[').trim_end().to_owned();
            before.set_text(words);
        }
        for node in &tail.nodes {
            if node.is_text() {
                node.set_text(" ");
            } else {
                node.set_attr("class", format!("{} {}", attribute(node, "class"), menus::CLASS).trim());
            }
        }
    }
}

/// What an entry ends with: links in brackets, or an element with nothing but links.
#[derive(Default)]
struct Tail<'a> {
    /// The links, and what stands between them.
    nodes: Vec<NodeRef<'a>>,
    names: Vec<String>,
    /// The words before them, if they end with their bracket.
    opens: Option<NodeRef<'a>>,
}

fn tail<'a>(item: &NodeRef<'a>) -> Tail<'a> {
    const LONGEST: usize = 24;
    let mut tail = Tail::default();
    let is_sign = |text: &str| text.chars().all(|c| c.is_whitespace() || matches!(c, '[' | ']' | '|' | '·' | ','));
    let children: Vec<NodeRef<'a>> = item.children_it(false).collect();
    for node in children.iter().rev() {
        let text = node.text();
        let links = if node.node_name().as_deref() == Some("a") { vec![*node] } else { named(node, &["a"]) };
        if node.is_text() && is_sign(&text) {
            tail.nodes.push(*node);
            continue;
        }
        let linked: usize = links.iter().map(|link| letters(&link.text())).sum();
        let is_short = links.iter().all(|link| link.text().trim().len() <= LONGEST && !link.text().contains(|c: char| c.is_ascii_digit()));
        if !node.is_element() || linked == 0 || linked != letters(&text) || !is_short {
            break;
        }
        tail.names.extend(links.iter().map(|link| link.text().trim().to_owned()));
        tail.nodes.push(*node);
    }
    // The last words of an entry and a bracket may stand in one text.
    let before = children.len().checked_sub(tail.nodes.len() + 1).and_then(|at| children.get(at));
    let is_apart = tail.nodes.iter().any(|node| node.node_name().is_some_and(|name| is_block(&name)));
    let opens = before.filter(|before| before.is_text() && before.text().trim_end().ends_with('['));
    let is_bracketed = tail.nodes.iter().any(|node| node.is_text() && node.text().contains('[')) || opens.is_some();
    if tail.nodes.len() == children.len() || tail.names.is_empty() || !(is_apart || is_bracketed) {
        return Tail::default();
    }
    tail.opens = opens.copied();
    tail
}

impl Walk<'_, '_> {
    /// The heading of such a list, and its entries; all else in it is text.
    pub(super) fn bibliography(&mut self, node: NodeRef<'_>, depth: usize) {
        // A heading right above it is its own.
        if let Some(last) = self.flow.blocks.last_mut().filter(|block| matches!(block.role, Role::Heading(_))) {
            last.role = Role::References;
        }
        let found: Vec<_> = entries(&node).into_iter().map(|entry| entry.id).collect();
        self.below(node, &found.into_iter().collect(), depth);
        self.flow.end();
    }

    fn below(&mut self, node: NodeRef<'_>, entries: &BTreeSet<dom_query::NodeId>, depth: usize) {
        for child in node.children_it(false) {
            if entries.contains(&child.id) {
                self.flow.begin(Role::Entry);
                let anchor = attribute(&child, "id");
                if !anchor.is_empty() {
                    self.flow.anchor(&anchor);
                }
                child.children_it(false).for_each(|part| self.cell(part, depth + 1));
                self.flow.end();
            } else if child.is_element()
                && depth <= crate::formats::DEEPEST * 2
                && child.descendants_it().any(|inner| entries.contains(&inner.id))
            {
                self.below(child, entries, depth + 1);
            } else if matches!(child.node_name().as_deref(), Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
                && !self.flow.blocks.iter().any(|block| block.role == Role::References)
            {
                self.flow.begin(Role::References);
                self.children(child, depth + 1);
                self.flow.end();
            } else if child.is_element() {
                self.element(child, depth + 1);
            } else if child.is_text() {
                self.words(&child);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_services_are_no_words_of_entries() {
        let entry = |name: &str| format!("<li>{name} 2001. [<a href=d>DOI</a>] [<a href=g>Google Scholar</a>]</li>");
        let page = Document::from(format!("<ul>{}{}</ul><ul><li>See [<a href=x>Map</a>]</ul>", entry("Arden"), entry("Birch")));
        without_services(&page);
        let kept: Vec<String> = page.select(".scholion-menu").nodes().iter().map(|node| node.text().to_string()).collect();
        assert_eq!(kept.len(), 4, "{kept:?}");
        assert!(page.text().starts_with("Arden 2001.DOI"));
        assert!(page.text().ends_with("See [Map]"));
    }

    #[test]
    fn entries_are_found_by_name_or_as_items() {
        for (html, expected) in [
            ("<div class='references csl-bib-body'><div class=csl-entry>Holm 1901.</div><div class=csl-entry>Lind 1902.</div></div>", 2),
            ("<section role=doc-bibliography><h2>Works</h2><ul><li>Holm 1901.<li>Lind 1902.</ul></section>", 2),
            ("<section role=doc-bibliography><h2>Works</h2><p>None.</section>", 0),
            ("<div><ul><li><cite id=CITEREFHolm1901>Holm 1901.</cite><li><cite id=CITEREFLind1902>Lind.</cite></ul></div>", 2),
            ("<div class=references><ul><li>Holm 1901.</ul></div>", 0),
        ] {
            let page = Document::from(html);
            let found = page.select("div, section, ul").nodes().iter().find(|node| is_one(node)).map_or(0, |node| entries(node).len());
            assert_eq!(found, expected, "{html}");
        }
    }
}
