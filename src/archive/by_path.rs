//! Documents that have another address than their path gives them: the editors' verdicts on works name them by their paths.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{Catalogue, Survey};
use crate::{
    base::Slug,
    document::{Document, Verdicts},
};

/// What such a document is called by its path.
fn name(document: &Document) -> Option<Slug> {
    Some(Slug::of_file(&document.path)).filter(|name| *name != document.slug)
}

impl Catalogue {
    /// Notes what documents are called by their paths, before they change.
    pub(super) fn note_paths(&mut self, documents: &BTreeMap<Slug, Option<Arc<Document>>>) {
        for slug in documents.keys() {
            if let Some(old) = self.documents.get(slug).and_then(|document| name(document)) {
                self.by_path.remove(&old);
            }
        }
        let new = documents.values().flatten().filter_map(|document| Some((name(document)?, document.slug.clone())));
        self.by_path.extend(new);
    }

    /// The verdicts on works, with documents by their slugs.
    pub(super) fn verdicts_by_slug(&self) -> Cow<'_, Verdicts> {
        if self.by_path.is_empty() {
            return Cow::Borrowed(&self.verdicts);
        }
        let mut verdicts = self.verdicts.clone();
        for name in verdicts.same.iter_mut().chain(&mut verdicts.different).flatten() {
            let named = self.with_slug(name).into_owned();
            *name = named;
        }
        Cow::Owned(verdicts)
    }

    /// The name of a record with its document by its slug, where it has the document by its path.
    fn with_slug<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let mut parts = name.match_indices('/').filter_map(|(at, _)| Some((name.get(..at)?, name.get(at..)?)));
        let found = parts.find_map(|(path, key)| Some(format!("{}{key}", self.by_path.get(path)?)));
        found.map_or(Cow::Borrowed(name), Cow::Owned)
    }
}

impl Survey<'_> {
    /// Whether a verdict names something that the archive has.
    pub fn knows(&self, name: &str) -> bool {
        let catalogue = self.all(super::facet::Kind::WorksOf);
        catalogue.works.knows(&catalogue.with_slug(name))
    }
}
