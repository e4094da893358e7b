//! Bodies that were fetched from where they lie, and are let go again.

use std::{collections::BTreeMap, sync::Arc};

use super::Catalogue;
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
}
