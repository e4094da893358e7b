//! The archive's own libraries: records that wait until a text cites them by their keys.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Catalogue,
    catalogue::set,
    facet::{Dirty, Facet},
};
use crate::{
    base::{RelPath, Slug},
    document::{Bibliography, Document},
    reference::Record,
};

/// The records of all libraries that belong to no document, by key. Of two with one key, the first file's counts.
#[derive(Debug, Default, PartialEq)]
pub struct Shelf(BTreeMap<String, Arc<Record>>);

impl Shelf {
    /// The record under a key.
    pub fn get(&self, key: &str) -> Option<&Arc<Record>> {
        self.0.get(key)
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

type Documents = BTreeMap<Slug, Option<Arc<Document>>>;

impl Catalogue {
    /// Takes changed libraries. Gives the documents whose works may differ for it: those to which a library belongs, and
    /// those that cite, or the notes on which cite, a key under which another record stands now. `documents` are those that change as well.
    pub(super) fn apply_libraries(
        &mut self,
        libraries: BTreeMap<RelPath, Option<Arc<Bibliography>>>,
        documents: &Documents,
        dirty: &mut Dirty,
    ) -> BTreeSet<Slug> {
        let mut citing = BTreeSet::new();
        // Which library is a document's depends on which documents there are.
        let moved = documents.iter().any(|(slug, document)| document.is_some() != self.documents.contains_key(slug));
        if libraries.is_empty() && (self.libraries.is_empty() || !moved) {
            return citing;
        }
        citing.extend(self.libraries.values().map(|library| library.slug.clone()));
        for (path, library) in libraries {
            set(&mut self.libraries, &path, library, Facet::BibliographyFiles, dirty);
        }
        citing.extend(self.libraries.values().map(|library| library.slug.clone()));
        let exists = |slug: &Slug| documents.get(slug).map_or_else(|| self.documents.contains_key(slug), Option::is_some);
        let mut shelf = Shelf::default();
        for (_, library) in self.shared_libraries(exists) {
            for entry in &library.entries {
                shelf.0.entry(entry.record.key.to_string()).or_insert_with(|| entry.record.clone());
            }
        }
        let keys: BTreeSet<&str> = self.shelf.keys().chain(shelf.keys()).filter(|key| self.shelf.get(key) != shelf.get(key)).collect();
        dirty.compare_tables(&self.shelf.0, &shelf.0, |key| Facet::Shelf(key));
        if dirty.compare(Facet::Shelves, &self.shelf, &shelf) {
            let cites = |document: &Document| document.facts.citations.iter().any(|citation| keys.contains(&*citation.key));
            let notes_cite = |slug: &Slug| self.cited_in_notes(slug).any(|key| keys.contains(key));
            let found = self.documents.iter().filter(|(slug, document)| cites(document) || notes_cite(slug));
            citing.extend(found.map(|(slug, _)| slug.clone()));
        }
        self.shelf = shelf;
        citing
    }

    /// The libraries that belong to no document, in order: one that is named as a document is that document's own. `exists`
    /// tells which documents there are.
    pub(super) fn shared_libraries(&self, exists: impl Fn(&Slug) -> bool) -> impl Iterator<Item = (&RelPath, &Arc<Bibliography>)> {
        self.libraries.iter().filter(move |(_, library)| !exists(&library.slug))
    }

    /// Adds to a document's records those of its own libraries, and those of the archive's that it or a note on it cites
    /// and that it does not have itself.
    pub(super) fn add_from_libraries(&self, slug: &Slug, document: &Document, records: &mut Vec<(Arc<str>, Arc<Record>)>) {
        if self.libraries.is_empty() {
            return;
        }
        let mut known: BTreeSet<Arc<str>> = records.iter().map(|(key, _)| key.clone()).collect();
        let own =
            self.libraries.values().filter(|library| library.slug == *slug).flat_map(|library| &library.entries).map(|entry| &entry.record);
        let in_text = document.facts.citations.iter().map(|citation| &*citation.key);
        let cited = in_text.chain(self.cited_in_notes(slug)).filter_map(|key| self.shelf.get(key));
        for record in own.chain(cited) {
            let key: Arc<str> = Arc::from(&*record.key);
            if known.insert(key.clone()) {
                records.push((key, record.clone()));
            }
        }
    }
}
