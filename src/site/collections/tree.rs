//! All collections, as they stand in each other.

use crate::{
    archive::{Catalogue, collections::CollectionLabel},
    base::{Html, Slug},
    site::{
        address,
        frame::{Maker, pager},
        glance,
        kind::PageKind,
        page_path::PagePath,
        view::*,
    },
};

/// How many lines stand on a page.
const LINES_PER_PAGE: usize = 300;

/// The tree of collections.
pub struct CollectionTree;

impl PageKind for CollectionTree {
    const NAME: &'static str = "Collections";
    const IS_IN_EACH: bool = true;
    type Of = ();
    type View = CollectionsView;

    fn all(catalogue: &Catalogue) -> Vec<()> {
        if catalogue.collections().files().is_empty() { Vec::new() } else { vec![()] }
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }
}

impl PageView for CollectionsView {
    const TEMPLATE: &'static str = "collections.html";

    fn sample() -> Self {
        super::sample::tree()
    }
}

/// A collection of the tree, and how deep it stands.
struct Node<'a> {
    label: CollectionLabel<'a>,
    depth: usize,
    /// How many parts it has.
    parts: usize,
}

fn make(maker: &Maker<'_, '_>) {
    let roots = maker.reader.whole_collections();
    let mut pages: Vec<Vec<Node<'_>>> = vec![Vec::new()];
    for root in roots {
        let shown = as_deep_as_fits(maker, root);
        match pages.last_mut().filter(|page| page.is_empty() || page.len() + shown.len() <= LINES_PER_PAGE) {
            Some(page) => page.extend(shown),
            None => pages.push(shown),
        }
    }
    let all = pages.len();
    for (nth, nodes) in (1..).zip(pages) {
        let path = maker.at(&address::collections(nth));
        let view = CollectionsView {
            page: maker.frame(&path, "collections", &maker.config.lang, "collections"),
            count: nodes.len(),
            collections: nested(maker, &path, &nodes),
            pager: pager(&path, nth, all, address::collections),
        };
        maker.put(path, View::of(view));
    }
}

/// A collection with its parts and theirs, as many levels as a page has room for.
fn as_deep_as_fits<'a>(maker: &Maker<'a, '_>, root: &Slug) -> Vec<Node<'a>> {
    let node = |slug: &Slug, depth| {
        let label = maker.reader.collection_label(slug)?;
        Some(Node { label, depth, parts: maker.reader.parts_of(slug).len() })
    };
    let mut shown: Vec<Node<'a>> = node(root, 0).into_iter().collect();
    let mut level = 0..shown.len();
    loop {
        let coming: usize = shown.get(level).into_iter().flatten().map(|node| node.parts).sum();
        if coming == 0 || shown.len() + coming > LINES_PER_PAGE {
            return in_tree_order(shown);
        }
        let (depth, from) = (shown.last().map_or(0, |last| last.depth), shown.len());
        let above: Vec<&Slug> = shown.iter().filter(|node| node.depth == depth).map(|node| node.label.slug).collect();
        let parts: Vec<Node<'a>> =
            above.into_iter().flat_map(|slug| maker.reader.parts_of(slug)).filter_map(|part| node(part, depth + 1)).collect();
        shown.extend(parts);
        level = from..shown.len();
    }
}

/// Nodes that stand level by level as they stand in each other, each before its parts.
fn in_tree_order(by_level: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let mut below: std::collections::BTreeMap<Option<&Slug>, Vec<Node<'_>>> = std::collections::BTreeMap::new();
    for node in by_level {
        let parent = if node.depth == 0 { None } else { node.label.parent };
        below.entry(parent).or_default().push(node);
    }
    let mut coming: Vec<Node<'_>> = below.remove(&None).unwrap_or_default();
    coming.reverse();
    let mut ordered = Vec::new();
    while let Some(node) = coming.pop() {
        coming.extend(below.remove(&Some(node.label.slug)).unwrap_or_default().into_iter().rev());
        ordered.push(node);
    }
    ordered
}

/// The lines of a page, with the ends of their lists.
fn nested(maker: &Maker<'_, '_>, path: &PagePath, nodes: &[Node<'_>]) -> Vec<CollectionLine> {
    let depth_behind = |place: usize| nodes.get(place + 1).map_or(0, |next| next.depth);
    let nodes = nodes.iter().enumerate();
    nodes
        .map(|(place, node)| CollectionLine {
            parts: node.parts,
            // As on the front: those in others stand close together.
            picture_html: if node.depth == 0 { glance::collection(maker, path, node.label.slug) } else { Html::new() },
            opens: depth_behind(place) > node.depth,
            closes: node.depth.saturating_sub(depth_behind(place)),
            ..line(maker, path, &node.label)
        })
        .collect()
}

/// A collection as lists show it.
pub fn line(maker: &Maker<'_, '_>, path: &PagePath, label: &CollectionLabel<'_>) -> CollectionLine {
    let CollectionLabel { slug, title: _, lang: _, translations: _, level, identifier, dates, parent: _ } = *label;
    let (title, lang) = label.titled(&maker.config.lang);
    CollectionLine {
        href: path.to(&address::collection(slug, 1)),
        title: title.to_owned(),
        lang: lang.to_string(),
        level: level.to_owned(),
        identifier: identifier.to_owned(),
        dates: dates.map(|date| date.to_string()).unwrap_or_default(),
        documents: maker.reader.holdings(slug).documents,
        ..CollectionLine::default()
    }
}

/// A collection with its picture.
pub fn pictured(maker: &Maker<'_, '_>, path: &PagePath, label: &CollectionLabel<'_>) -> CollectionLine {
    let parts = maker.reader.parts_of(label.slug).len();
    CollectionLine { picture_html: glance::collection(maker, path, label.slug), parts, ..line(maker, path, label) }
}

/// A collection as ways show it.
pub fn anchor(maker: &Maker<'_, '_>, path: &PagePath, label: &CollectionLabel<'_>) -> Anchor {
    let (title, lang) = label.titled(&maker.config.lang);
    Anchor { href: path.to(&address::collection(label.slug, 1)), title: title.to_owned(), lang: lang.to_string(), ..Anchor::default() }
}
