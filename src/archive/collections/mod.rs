//! Collections: what they hold, in which order, and how they stand in each other.
//!
//! 1. [`tree`]: which collection is a part of which;
//! 2. a document says in which collections it stands, and a collection may list its documents: both count;
//! 3. [`order`]: in which order documents stand in a collection;
//! 4. what differs is marked: a document that is moved touches its collections, its old and new neighbours, and no more.

mod lists;
mod members;
mod order;
mod tree;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::facet::{Dirty, Facet};
use crate::{
    base::{Date, Lang, RelPath, Slug, SmallSet, places::COLLECTIONS, small_set::withdraw, text},
    document::{
        Document,
        collection::Description,
        meta::{Translation, titled},
    },
};

use lists::Lists;
pub use lists::document_at;
use members::Members;
pub use order::{Shelfmark, SortedBy, compare_shelfmarks};
use tree::Tree;

/// A collection as lists and ways show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CollectionLabel<'a> {
    /// Its name in addresses.
    pub slug: &'a Slug,
    pub title: &'a str,
    /// The language of its title.
    pub lang: &'a Lang,
    /// What it is called in other languages.
    pub translations: &'a [Translation],
    /// What it is, by its name in the front matter; empty if it does not say.
    pub level: &'a str,
    /// Its reference code; empty if it has none.
    pub identifier: &'a str,
    pub dates: Option<Date>,
    /// The collection of which it is a part.
    pub parent: Option<&'a Slug>,
}

impl<'a> CollectionLabel<'a> {
    /// Its title for readers of a language, and the language that this is in.
    pub fn titled(&self, lang: &Lang) -> (&'a str, &'a Lang) {
        titled(self.title, self.lang, self.translations, lang)
    }
}

/// What stands in a collection and in its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// How many documents, each once.
    pub documents: usize,
    /// Whether any of them says when it came here, so that a feed has something to tell.
    pub news: bool,
    /// Whether any of them names a facsimile.
    pub facsimiles: bool,
}

/// What a name of a collection leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    One(Slug),
    /// Several collections have that title.
    Several,
    None,
}

/// The place of a document in a collection, as the document says it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    collection: Slug,
    /// As written; empty if it says none.
    order: String,
}

/// The collections of an archive.
#[derive(Debug, Default)]
pub struct Collections {
    files: BTreeMap<Slug, Arc<Document>>,
    by_path: BTreeMap<RelPath, Slug>,
    /// By their titles and former names, folded.
    by_name: BTreeMap<String, SmallSet<Slug>>,
    tree: Tree,
    /// What documents say, those that say anything.
    said: FxHashMap<Slug, Vec<Said>>,
    /// The documents that say that they stand in a collection.
    saying: BTreeMap<Slug, SmallSet<Slug>>,
    lists: Lists,
    /// The documents of each collection in their order, for those that have any.
    members: BTreeMap<Slug, Members>,
    /// The collections in which a document stands: as it says, then those that list it.
    of: FxHashMap<Slug, Arc<[Slug]>>,
    /// How many documents stand in a collection and in its parts.
    holdings: BTreeMap<Slug, Holdings>,
}

/// The documents that there are.
type Documents = FxHashMap<Slug, Arc<Document>>;

/// Tells which document is meant by what stands in a file and is no path of one.
pub type Find<'f> = &'f dyn Fn(&RelPath, &str) -> Option<Slug>;

/// What changed, as [`Collections::settle`] takes it.
pub struct Changed<'c> {
    /// Files of collections.
    pub files: BTreeMap<Slug, Option<Arc<Document>>>,
    /// Documents as they were, by their slugs.
    pub documents: &'c [(Slug, Option<Arc<Document>>)],
}

impl Collections {
    /// Their files, by their slugs.
    pub fn files(&self) -> &BTreeMap<Slug, Arc<Document>> {
        &self.files
    }

    /// The collection that a text at `from` names: by its slug, the address of its file, or its title.
    pub fn named(&self, from: &RelPath, written: &str) -> Named {
        let written = written.trim();
        if let Some(slug) = self.at(from, written) {
            return Named::One(slug);
        }
        let called = self.by_name.get(&text::fold(written));
        match called.map(|slugs| (slugs.len(), slugs.iter().next())) {
            Some((1, Some(slug))) => Named::One(slug.clone()),
            Some((0, _)) | None => Named::None,
            Some(_) => Named::Several,
        }
    }

    fn at(&self, from: &RelPath, written: &str) -> Option<Slug> {
        let slug = self.files.get_key_value(written).map(|(slug, _)| slug);
        slug.or_else(|| collection_paths(from, written).find_map(|path| self.by_path.get(&path))).cloned()
    }

    /// A collection as lists show it.
    pub fn label(&self, slug: &Slug) -> Option<CollectionLabel<'_>> {
        let (slug, file) = self.files.get_key_value(slug)?;
        Some(label(slug, file, self.tree.parent(slug)))
    }

    /// The parts of a collection in their order.
    pub fn children(&self, slug: &Slug) -> &[Slug] {
        self.tree.children(slug)
    }

    /// The collections that are a part of none, in their order.
    pub fn roots(&self) -> &[Slug] {
        self.tree.roots()
    }

    /// Collections that are parts of each other: each circle once.
    pub fn circles(&self) -> &[Vec<Slug>] {
        self.tree.circles()
    }

    /// The documents of a collection in their order.
    pub fn members(&self, slug: &Slug) -> &[Slug] {
        self.members.get(slug).map_or(&[], |members| &members.order)
    }

    /// The collections in which a document stands.
    pub fn of(&self, document: &Slug) -> &[Slug] {
        self.of.get(document).map_or(&[], |collections| collections)
    }

    /// The documents before and behind a document in a collection.
    pub fn beside(&self, collection: &Slug, document: &Slug) -> [Option<&Slug>; 2] {
        self.members.get(collection).and_then(|members| members.beside(document)).unwrap_or_default()
    }

    /// What stands in a collection and in its parts.
    pub fn holdings(&self, slug: &Slug) -> Holdings {
        self.holdings.get(slug).copied().unwrap_or_default()
    }

    /// Takes what changed, and marks what differs for readers. `documents` are those that there are now, and `find` tells which of them is
    /// meant by what stands in a file.
    pub fn settle(&mut self, changed: Changed<'_>, documents: &Documents, find: Find<'_>, dirty: &mut Dirty) {
        if changed.files.is_empty() && self.files.is_empty() {
            return;
        }
        let mut touched: BTreeSet<Slug> = changed.files.keys().cloned().collect();
        let files_changed = self.take_files(changed.files, dirty);
        // A collection that comes, goes or has another title may be what any document means.
        if files_changed {
            for (slug, document) in documents {
                if !document.meta.collections.is_empty() || self.said.contains_key(slug) {
                    self.set_said(slug, Some(document), &mut touched);
                }
            }
        }
        for (slug, was) in changed.documents {
            let is = documents.get(slug);
            if !files_changed || is.is_none() {
                self.set_said(slug, is.map(|is| &**is), &mut touched);
            }
            let (was, is) = (was.as_deref(), is.map(|is| &**is));
            if was.map(|was| order::sorted_by(&was.meta)) != is.map(|is| order::sorted_by(&is.meta)) {
                touched.extend(self.of(slug).iter().cloned());
            }
        }
        let come_or_gone =
            changed.documents.iter().any(|(slug, was)| was.as_ref().map(|was| &was.path) != documents.get(slug).map(|is| &is.path));
        self.lists.settle(come_or_gone, &self.files, documents, find, &mut touched);
        let mut moved: BTreeSet<Slug> = BTreeSet::new();
        for collection in &touched {
            self.set_members(collection, documents, &mut moved, dirty);
        }
        moved.extend(changed.documents.iter().map(|(slug, _)| slug.clone()));
        for document in &moved {
            self.set_collections(document, dirty);
        }
        self.count(if files_changed { self.files.keys().cloned().collect() } else { touched }, documents, dirty);
    }

    /// Takes files of collections. Whether any name or place among them differs.
    fn take_files(&mut self, files: BTreeMap<Slug, Option<Arc<Document>>>, dirty: &mut Dirty) -> bool {
        if files.is_empty() {
            return false;
        }
        let (old_files, old_tree) = (self.files.clone(), std::mem::take(&mut self.tree));
        let mut differ = false;
        for (slug, new) in files {
            let old = self.files.get(&slug);
            if !dirty.compare(Facet::Collection(&slug), old.map(|old| &**old), new.as_deref()) {
                continue;
            }
            differ = true;
            match new {
                Some(new) => _ = self.files.insert(slug, new),
                None => _ = self.files.remove(&slug),
            }
        }
        if !differ {
            self.tree = old_tree;
            return false;
        }
        self.by_name.clear();
        self.by_path = self.files.iter().map(|(slug, file)| (file.path.clone(), slug.clone())).collect();
        for (slug, file) in &self.files {
            let titles = std::iter::once(&file.meta.title).chain(file.meta.translations.iter().map(|other| &other.title));
            let names = titles.chain(&file.meta.aliases).map(|name| text::fold(name));
            for name in names.filter(|name| !name.is_empty()) {
                self.by_name.entry(name).or_default().insert(slug.clone());
            }
        }
        let found = Tree::grow(&self.files, |from, written| match self.named(from, written) {
            Named::One(slug) => Some(slug),
            Named::Several | Named::None => None,
        });
        self.tree = found;
        let before: BTreeMap<&Slug, CollectionLabel<'_>> =
            old_files.iter().map(|(slug, file)| (slug, label(slug, file, old_tree.parent(slug)))).collect();
        let after: BTreeMap<&Slug, CollectionLabel<'_>> =
            self.files.iter().map(|(slug, file)| (slug, label(slug, file, self.tree.parent(slug)))).collect();
        dirty.compare_tables(&before, &after, |slug| Facet::CollectionLabel(slug));
        dirty.compare(Facet::Collections, (&before, &old_tree), (&after, &self.tree));
        for slug in old_files.keys().chain(self.files.keys()) {
            dirty.compare(Facet::Children(slug), old_tree.children(slug), self.tree.children(slug));
        }
        true
    }

    /// Takes what a document says of its collections.
    fn set_said(&mut self, slug: &Slug, document: Option<&Document>, touched: &mut BTreeSet<Slug>) {
        let mut said: Vec<Said> = Vec::new();
        for within in document.into_iter().flat_map(|document| document.meta.collections.iter().map(move |within| (document, within))) {
            let (document, within) = within;
            if let Named::One(collection) = self.named(&document.path, &within.name)
                && !said.iter().any(|said| said.collection == collection)
            {
                said.push(Said { collection, order: within.order.clone() });
            }
        }
        let old = self.said.remove(slug).unwrap_or_default();
        if old != said {
            for one in &old {
                if withdraw(self.saying.get_mut(&one.collection), slug) {
                    self.saying.remove(&one.collection);
                }
            }
            for one in &said {
                self.saying.entry(one.collection.clone()).or_default().insert(slug.clone());
            }
            touched.extend(old.into_iter().chain(said.iter().cloned()).map(|said| said.collection));
        }
        if !said.is_empty() {
            self.said.insert(slug.clone(), said);
        }
    }

    /// Puts the documents of a collection in order.
    fn set_members(&mut self, collection: &Slug, documents: &Documents, moved: &mut BTreeSet<Slug>, dirty: &mut Dirty) {
        let file = self.files.get(collection);
        let sort = file.and_then(|file| file.meta.description.as_deref()).map(|description| description.sort).unwrap_or_default();
        let list = self.lists.of(collection);
        let place = |document: &Slug| {
            let said = self.said.get(document)?.iter().find(|said| said.collection == *collection)?;
            Some(said.order.as_str()).filter(|order| !order.is_empty())
        };
        let saying = self.saying.get(collection).into_iter().flatten().filter(|_| file.is_some());
        let members = Members::of(order::in_order(sort, list, saying, place, documents));
        let old = self.members.remove(collection).unwrap_or_default();
        if dirty.compare(Facet::Members(collection), &old.order, &members.order) {
            for document in old.order.iter().chain(&members.order) {
                let (was, is) = (old.beside(document), members.beside(document));
                dirty.compare(Facet::Beside(collection, document), was, is);
                if was.is_some() != is.is_some() {
                    moved.insert(document.clone());
                }
            }
        }
        if !members.order.is_empty() {
            self.members.insert(collection.clone(), members);
        }
    }

    /// Puts together in which collections a document stands.
    fn set_collections(&mut self, document: &Slug, dirty: &mut Dirty) {
        let said = self.said.get(document).into_iter().flatten().map(|said| &said.collection);
        let mut of: Vec<Slug> = said.cloned().collect();
        for slug in self.lists.listing(document) {
            if !of.contains(slug) {
                of.push(slug.clone());
            }
        }
        let old = self.of.remove(document);
        dirty.compare(Facet::CollectionsOf(document), old.as_deref().unwrap_or(&[]), &of[..]);
        if !of.is_empty() {
            self.of.insert(document.clone(), of.into());
        }
    }

    /// Counts again what stands in some collections and in those of which they are parts.
    fn count(&mut self, changed: BTreeSet<Slug>, documents: &Documents, dirty: &mut Dirty) {
        let mut due: BTreeSet<Slug> = self.holdings.keys().filter(|slug| !self.files.contains_key(*slug)).cloned().collect();
        for slug in changed {
            let mut at = Some(&slug);
            while let Some(slug) = at {
                if !due.insert(slug.clone()) {
                    break;
                }
                at = self.tree.parent(slug);
            }
        }
        for slug in due {
            let mut seen: FxHashSet<&Slug> = FxHashSet::default();
            self.tree.walk(&slug, &mut |part| seen.extend(self.members(part)));
            let has = |says: fn(&Document) -> bool| seen.iter().any(|member| documents.get(*member).is_some_and(|document| says(document)));
            let new = Holdings {
                documents: seen.len(),
                news: has(|document| document.meta.changed().is_some()),
                facsimiles: has(|document| !document.meta.facsimile.is_empty()),
            };
            dirty.compare(Facet::Holdings(&slug), self.holdings(&slug), new);
            if new.documents > 0 {
                self.holdings.insert(slug, new);
            } else {
                self.holdings.remove(&slug);
            }
        }
    }

    /// A collection and all its parts, each before its own parts.
    pub fn walk<'s>(&'s self, slug: &'s Slug, each: &mut dyn FnMut(&'s Slug)) {
        self.tree.walk(slug, each);
    }
}

/// The files of collections that what is written in the file at `from` may mean: below the folder of collections, or seen from there.
pub fn collection_paths(from: &RelPath, written: &str) -> impl Iterator<Item = RelPath> {
    let below = RelPath::new(&format!("{COLLECTIONS}/x")).join(written);
    let paths = [below, from.join(written)].into_iter().flatten().filter(|path| path.is_below(COLLECTIONS));
    paths.map(|path| if path.extension() == "md" { path } else { RelPath::new(&format!("{path}.md")) })
}

/// What describes a collection.
pub fn description(file: &Document) -> Option<&Description> {
    file.meta.description.as_deref()
}

fn label<'a>(slug: &'a Slug, file: &'a Document, parent: Option<&'a Slug>) -> CollectionLabel<'a> {
    let said = description(file);
    CollectionLabel {
        slug,
        title: &file.meta.title,
        lang: &file.meta.lang,
        translations: &file.meta.translations,
        level: said.map_or("", |said| said.level.name()),
        identifier: said.map_or("", |said| &said.identifier),
        dates: said.and_then(|said| said.dates),
        parent,
    }
}
