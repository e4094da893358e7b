//! Documents that are not shown, or not whole: who may see all of their words, and of which sources they keep readers away.

use std::sync::Arc;

use super::{
    Catalogue,
    catalogue::replace,
    facet::{Dirty, Facet},
};
use crate::{
    base::{Slug, small_set::withdraw},
    document::Document,
};

impl Catalogue {
    /// A document with all its words, also those that are not shown: for findings, and for work on the archive's own files.
    /// Nothing that is published may be made of it.
    pub fn whole_text(&self, slug: &Slug) -> Option<&Arc<Document>> {
        let shown = self.by_slug.get(slug)?;
        Some(self.held.get(slug).unwrap_or(shown))
    }

    /// The documents that are not shown, or not whole, as their files have them. As [`Catalogue::whole_text`].
    pub fn held(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.held.values()
    }

    /// Whether all words of a source text may be shown: no document that was made of it is held back, or a part of it.
    pub(super) fn may_show_source(&self, name: &str) -> bool {
        !self.held_sources.contains_key(name)
    }

    /// Takes a document that is not shown, or not whole.
    pub(super) fn hold(&mut self, slug: &Slug, new: Option<Arc<Document>>, dirty: &mut Dirty) {
        let old = self.held.get(slug).cloned();
        if old == new {
            return;
        }
        let source = |document: &Option<Arc<Document>>| Some(document.as_ref()?.meta.source.as_ref()?.file.clone());
        let (was, is) = (source(&old), source(&new));
        if let Some(name) = &was
            && withdraw(self.held_sources.get_mut(name), slug)
        {
            self.held_sources.remove(name);
        }
        if let Some(name) = &is {
            self.held_sources.entry(name.clone()).or_default().insert(slug.clone());
        }
        was.iter().chain(&is).for_each(|name| _ = dirty.compare(Facet::Source(name), &was, &is));
        replace(&mut self.held, slug, new);
    }
}
