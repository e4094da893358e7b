//! Which collection is a part of which.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    base::{RelPath, Slug, natural, text},
    document::{Document, collection::compare_places},
};

/// Collections as parts of each other. What would be a part of itself, over whichever others, is a part of none.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tree {
    parents: BTreeMap<Slug, Slug>,
    /// In their order, for those that have any.
    children: BTreeMap<Slug, Vec<Slug>>,
    roots: Vec<Slug>,
    circles: Vec<Vec<Slug>>,
}

impl Tree {
    /// The tree of some collections; `find` tells which of them is meant by what stands in a file.
    pub fn grow(files: &BTreeMap<Slug, Arc<Document>>, find: impl Fn(&RelPath, &str) -> Option<Slug>) -> Self {
        let parent = |file: &Arc<Document>| {
            let written = &file.meta.description.as_ref()?.parent;
            if written.is_empty() { None } else { find(&file.path, written) }
        };
        let mut parents: BTreeMap<Slug, Slug> = files.iter().filter_map(|(slug, file)| Some((slug.clone(), parent(file)?))).collect();
        let circles = circles(&parents);
        circles.iter().flatten().for_each(|slug| _ = parents.remove(slug));
        let mut tree = Self { circles, ..Self::default() };
        for slug in files.keys() {
            match parents.get(slug) {
                Some(parent) => tree.children.entry(parent.clone()).or_default().push(slug.clone()),
                None => tree.roots.push(slug.clone()),
            }
        }
        tree.parents = parents;
        for siblings in tree.children.values_mut().chain([&mut tree.roots]) {
            siblings.sort_by(|one, other| compare(files, one, other));
        }
        tree
    }

    pub fn parent(&self, slug: &Slug) -> Option<&Slug> {
        self.parents.get(slug)
    }

    pub fn children(&self, slug: &Slug) -> &[Slug] {
        self.children.get(slug).map_or(&[], |children| children)
    }

    pub fn roots(&self) -> &[Slug] {
        &self.roots
    }

    pub fn circles(&self) -> &[Vec<Slug>] {
        &self.circles
    }

    /// A collection and all its parts, each before its own parts. As deep as collections may stand in each other, there is no call in a
    /// call.
    pub fn walk<'t>(&'t self, slug: &'t Slug, each: &mut dyn FnMut(&'t Slug)) {
        let mut coming = vec![slug];
        while let Some(slug) = coming.pop() {
            each(slug);
            coming.extend(self.children(slug).iter().rev());
        }
    }
}

/// Of two parts of a collection which comes first: by `order:`, reference code, title.
fn compare(files: &BTreeMap<Slug, Arc<Document>>, one: &Slug, other: &Slug) -> Ordering {
    let said = |slug: &Slug| files.get(slug).map(|file| (&**file, file.meta.description.as_deref()));
    let (Some((a, one_said)), Some((b, other_said))) = (said(one), said(other)) else { return one.cmp(other) };
    let order = one_said.map_or("", |said| &said.order).to_owned();
    let code = one_said.map_or("", |said| &said.identifier);
    compare_places(&order, other_said.map_or("", |said| &said.order))
        .then_with(|| compare_places(code, other_said.map_or("", |said| &said.identifier)))
        .then_with(|| natural(&text::fold(&a.meta.title), &text::fold(&b.meta.title)))
        .then_with(|| one.cmp(other))
}

/// The collections that would be parts of themselves, each circle once, from its first collection on.
fn circles(parents: &BTreeMap<Slug, Slug>) -> Vec<Vec<Slug>> {
    let mut known: BTreeSet<&Slug> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in parents.keys() {
        let mut way: Vec<&Slug> = Vec::new();
        let mut on_way: BTreeSet<&Slug> = BTreeSet::new();
        let mut at = Some(start);
        while let Some(slug) = at.filter(|slug| !known.contains(*slug)) {
            if !on_way.insert(slug) {
                let mut circle: Vec<Slug> = way.iter().skip_while(|other| **other != slug).map(|slug| (*slug).clone()).collect();
                let first = circle.iter().enumerate().min_by_key(|(_, slug)| *slug).map_or(0, |(place, _)| place);
                circle.rotate_left(first);
                circles.push(circle);
                break;
            }
            way.push(slug);
            at = parents.get(slug);
        }
        known.extend(way);
    }
    circles.sort();
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a>b` says that `a` is a part of `b`; `a:2` that it is the second of its parent's.
    fn check(said: &str, tree: &str, circles: &str) {
        let mut files: BTreeMap<Slug, Arc<Document>> = BTreeMap::new();
        for word in said.split(' ') {
            let (word, order) = word.split_once(':').unwrap_or((word, ""));
            let (slug, parent) = word.split_once('>').unwrap_or((word, ""));
            let path = RelPath::new(&format!("content/collections/{slug}.md"));
            let text = format!("---\ntitle: {slug}\nparent: {parent}\norder: {order}\n---\n");
            files.insert(Slug::from_stem(slug), Arc::new(crate::document::parse(&path, text.as_bytes(), &|_, _| None)));
        }
        let grown = Tree::grow(&files, |_, written| Some(Slug::from_stem(written)).filter(|slug| files.contains_key(slug)));
        let mut shown = Vec::new();
        for root in grown.roots() {
            grown.walk(root, &mut |slug| shown.push(slug.as_str()));
        }
        assert_eq!(shown.join(" "), tree, "{said}");
        let found: Vec<String> =
            grown.circles().iter().map(|circle| circle.iter().map(Slug::as_str).collect::<Vec<_>>().join(">")).collect();
        assert_eq!(found.join(" "), circles, "{said}");
    }

    #[test]
    fn parts_stand_below_what_they_are_parts_of() {
        check("a b>a c>b d>a:1 e", "a d b c e", "");
        check("a:10 b:2 c:2a d", "b c a d", "");
        check("box-10 box-2 box-2a", "box-2 box-2a box-10", "");
        check("a>gone b", "a b", "");
        check("a>b b>a c>a", "a c b", "a>b");
        check("a>a", "a", "a");
        check("a>b b>c c>d d>b e>e", "b a c d e", "b>c>d e");
    }
}
