//! The documents that collections list.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Documents, Find, description};
use crate::{
    base::{RelPath, Slug, SmallSet, places::DOCUMENTS, small_set::withdraw},
    document::Document,
};

/// The files of collections.
type Files = BTreeMap<Slug, Arc<Document>>;

/// What collections list.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The documents that each lists, as far as they are there.
    lists: BTreeMap<Slug, Vec<Slug>>,
    /// Collections that list something otherwise than by its path, or what is not there.
    loose: BTreeSet<Slug>,
    /// The collections that list a document.
    listing: FxHashMap<Slug, SmallSet<Slug>>,
}

impl Lists {
    /// The documents that a collection lists.
    pub fn of(&self, collection: &Slug) -> &[Slug] {
        self.lists.get(collection).map_or(&[], |list| list)
    }

    /// The collections that list a document.
    pub fn listing(&self, document: &Slug) -> impl Iterator<Item = &Slug> {
        self.listing.get(document).into_iter().flatten()
    }

    /// Looks again at what collections list: those whose file changed, those that name any document otherwise than by its path, and all
    /// of them where documents came or went.
    pub fn settle(&mut self, all: bool, files: &Files, documents: &Documents, find: Find<'_>, touched: &mut BTreeSet<Slug>) {
        let is_due = |slug: &Slug| all || touched.contains(slug) || self.loose.contains(slug);
        let listing = files.iter().filter(|(_, file)| has_list(file)).map(|(slug, _)| slug);
        let due: BTreeSet<Slug> = listing.chain(self.lists.keys()).filter(|slug| is_due(slug)).cloned().collect();
        for slug in due {
            let mut list: Vec<Slug> = Vec::new();
            let mut seen: FxHashSet<Slug> = FxHashSet::default();
            let mut is_loose = false;
            let file = files.get(&slug);
            for (written, _) in file.and_then(|file| description(file)).iter().flat_map(|description| &description.members) {
                let from = file.map(|file| &file.path);
                let exact = from.and_then(|from| document_at(from, written, documents));
                is_loose |= exact.is_none();
                let found = exact.or_else(|| find(from?, written));
                list.extend(found.filter(|document| seen.insert(document.clone())));
            }
            if is_loose {
                self.loose.insert(slug.clone());
            } else {
                self.loose.remove(&slug);
            }
            let old = self.lists.remove(&slug).unwrap_or_default();
            if old != list {
                for document in old.iter().filter(|document| !seen.contains(*document)) {
                    if withdraw(self.listing.get_mut(document), &slug) {
                        self.listing.remove(document);
                    }
                }
                for document in &list {
                    self.listing.entry(document.clone()).or_default().insert(slug.clone());
                }
                touched.insert(slug.clone());
            }
            if !list.is_empty() {
                self.lists.insert(slug, list);
            }
        }
    }
}

/// The document that a collection lists by its path: seen from the collection's file, or below the folder of documents.
pub fn document_at(from: &RelPath, written: &str, documents: &Documents) -> Option<Slug> {
    let below = RelPath::new(&format!("{DOCUMENTS}/x")).join(written);
    [from.join(written), below].into_iter().flatten().find_map(|path| {
        path.below(DOCUMENTS)?;
        let path = if path.extension() == "md" { path } else { RelPath::new(&format!("{path}.md")) };
        let (slug, document) = documents.get_key_value(&Slug::of_file(&path))?;
        (document.path == path).then(|| slug.clone())
    })
}

fn has_list(file: &Document) -> bool {
    description(file).is_some_and(|description| !description.members.is_empty())
}
