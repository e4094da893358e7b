//! Collections in the catalogue, and what readers get of them.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Catalogue, Found, Reader, Survey, Thing,
    aspects::TextsBefore,
    collections::{Changed, CollectionLabel, Collections, Holdings, SortedBy, document_at},
    facet::{Dirty, Facet, Kind},
};
use crate::{
    base::{RelPath, Slug},
    document::Document,
};

type Files = BTreeMap<Slug, Option<Arc<Document>>>;

impl Catalogue {
    /// All collections.
    pub fn collections(&self) -> &Collections {
        &self.collections
    }

    /// Puts the files of collections where links find them.
    pub(super) fn place_collections(&mut self, files: &Files, dirty: &mut Dirty) {
        for (slug, new) in files {
            let old = self.collections.files().get(slug).cloned();
            self.things.set_text(&Thing::Collection(slug.clone()), old.as_deref(), new.as_deref(), dirty);
        }
    }

    /// Finds which documents stand in which collections, once all documents are there.
    pub(super) fn settle_collections(&mut self, files: Files, before: &[TextsBefore], dirty: &mut Dirty) {
        let documents: Vec<(Slug, Option<Arc<Document>>)> = before.iter().map(|text| (text.slug.clone(), text.shown.clone())).collect();
        let mut collections = std::mem::take(&mut self.collections);
        let find = |from: &_, written: &str| self.find_document(from, written, &|_| ());
        collections.settle(Changed { files, documents: &documents }, &self.by_slug, &find, dirty);
        self.collections = collections;
    }
}

impl<'a> Reader<'a> {
    /// A collection's own file, for its own page.
    pub fn collection(&self, slug: &Slug) -> Option<&'a Document> {
        self.read(Facet::Collection(slug)).collections.files().get(slug).map(|file| &**file)
    }

    /// A collection as lists and ways show it.
    pub fn collection_label(&self, slug: &Slug) -> Option<CollectionLabel<'a>> {
        self.read(Facet::CollectionLabel(slug)).collections.label(slug)
    }

    /// The way from the whole to a collection, itself at the end. It ends somewhere, since nothing is a part of itself.
    pub fn way_to(&self, slug: &Slug) -> Vec<CollectionLabel<'a>> {
        let mut way: Vec<CollectionLabel<'a>> =
            std::iter::successors(self.collection_label(slug), |label| self.collection_label(label.parent?)).collect();
        way.reverse();
        way
    }

    /// The parts of a collection in their order.
    pub fn parts_of(&self, slug: &Slug) -> &'a [Slug] {
        self.read(Facet::Children(slug)).collections.children(slug)
    }

    /// The documents of a collection in their order.
    pub fn members(&self, slug: &Slug) -> &'a [Slug] {
        self.read(Facet::Members(slug)).collections.members(slug)
    }

    /// What stands in a collection and in its parts.
    pub fn holdings(&self, slug: &Slug) -> Holdings {
        self.read(Facet::Holdings(slug)).collections.holdings(slug)
    }

    /// The collections in which a document stands.
    pub fn collections_of(&self, document: &Slug) -> &'a [Slug] {
        self.read(Facet::CollectionsOf(document)).collections.of(document)
    }

    /// The documents before and behind a document in a collection.
    pub fn beside(&self, collection: &Slug, document: &Slug) -> [Option<&'a Slug>; 2] {
        self.read(Facet::Beside(collection, document)).collections.beside(collection, document)
    }

    /// What lists sort a document by.
    pub fn sorted_by(&self, document: &Slug) -> Option<SortedBy<'a>> {
        self.aspect(document)
    }

    /// The collections that are a part of none, in their order. With them all parts are read, as they stand in each other.
    pub fn whole_collections(&self) -> &'a [Slug] {
        self.read(Facet::Collections).collections.roots()
    }
}

impl<'a> Survey<'a> {
    /// All collections, as they stand in each other and hold documents.
    pub fn collections(&self) -> &'a Collections {
        for kind in [Kind::CollectionLabel, Kind::Children, Kind::Members, Kind::CollectionsOf, Kind::Holdings] {
            self.read_all(kind);
        }
        &self.read_all(Kind::Collection).collections
    }

    /// The document that a collection lists by these words in its file at `from`; what else is found there, if it is none.
    pub fn member(&self, from: &RelPath, written: &str) -> Result<Slug, Found> {
        let documents = &self.read_all(Kind::Meta).by_slug;
        match document_at(from, written, documents) {
            Some(slug) => Ok(slug),
            None => match self.find_address(from, written, "").0 {
                Found::Thing(Thing::Document(slug)) => Ok(slug),
                found => Err(found),
            },
        }
    }
}
