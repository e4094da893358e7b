//! Bodies that were fetched from where they lie, and are let go again.

use std::{collections::BTreeMap, sync::Arc};

use super::{Catalogue, versions::Versions};
use crate::{base::RelPath, document::Document};

impl Catalogue {
    /// Lets go the bodies that were fetched since the last time. `whole` are all documents as their files have them, by their files.
    pub fn let_go_bodies(&mut self, whole: &mut BTreeMap<RelPath, Arc<Document>>) {
        // What stands in the place of a document while that is changed.
        let mut blank: Option<Arc<Document>> = None;
        for document in whole.values_mut().filter(|document| document.body.is_fetched()) {
            let blank = blank.get_or_insert_with(|| Arc::new(Document::clone(document)));
            let slug = &document.slug;
            let places = [self.documents.get_mut(slug), self.by_slug.get_mut(slug), self.held.get_mut(slug)];
            let mut places: Vec<&mut Arc<Document>> = places.into_iter().flatten().filter(|other| Arc::ptr_eq(other, document)).collect();
            places.iter_mut().for_each(|place| **place = Arc::clone(blank));
            if let Some(document) = Arc::get_mut(document) {
                document.body.let_go();
            }
            places.into_iter().for_each(|place| *place = Arc::clone(document));
        }
    }

    /// The same of versions. `texts` are all, as their files have them, by these.
    pub fn let_go_versions(&mut self, texts: &mut BTreeMap<RelPath, Arc<Document>>) {
        let is_fetched = |versions: &Versions| versions.0.iter().any(|version| version.text.body.is_fetched());
        let fetched = self.versions.values_mut().filter(|versions| is_fetched(versions));
        for version in fetched.filter_map(Arc::get_mut).flat_map(|versions| &mut versions.0) {
            let is_same = texts.get(&version.file).is_some_and(|text| Arc::ptr_eq(text, &version.text));
            if is_same {
                texts.remove(&version.file);
            }
            if let Some(text) = Arc::get_mut(&mut version.text) {
                text.body.let_go();
            }
            if is_same {
                texts.insert(version.file.clone(), Arc::clone(&version.text));
            }
        }
    }
}
