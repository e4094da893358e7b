//! The names that texts mention, as the editors have them, in the catalogue.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use super::{linked, links_records, mended::mended};
use crate::{
    archive::{Catalogue, facet::Dirty, passages},
    base::Slug,
    document::Document,
};

impl Catalogue {
    /// Takes what the editors say of mentions.
    pub(in crate::archive) fn take_mends(&mut self) {
        self.mends.clear();
        for mend in self.authorities.values().flat_map(|file| &file.mends) {
            self.mends.entry(mend.document.clone()).or_default().push(mend.clone());
        }
    }

    /// Looks for names in the texts of some documents.
    pub(in crate::archive) fn find_mentions(&mut self, slugs: Vec<Slug>, dirty: &mut Dirty) {
        let found: Vec<_> = slugs
            .into_par_iter()
            .map(|slug| {
                let document = self.documents.get(&slug);
                // Whom a text names is told, whatever is shown of its words; of one that can name nobody they are not looked at.
                let may_name = |text: &Document| !self.matcher.is_empty() || links_records(text) || self.mends.contains_key(&text.path);
                let whole = self.whole_text(&slug).filter(|whole| may_name(whole)).map(|whole| (whole, whole.once()));
                let mentions = whole.as_ref().map_or_else(Vec::new, |(_, document)| {
                    let mut mentions = self.matcher.find(&document.body);
                    mentions.extend(linked(document));
                    mentions.sort_by_key(|mention| mention.text.start);
                    match self.mends.get(&document.path) {
                        Some(mends) => mended(&document.body, mentions, mends),
                        None => mentions,
                    }
                });
                let passages = document.map_or_else(BTreeMap::new, |document| match &whole {
                    Some((whole, once)) if Arc::ptr_eq(whole, document) => passages::mentioned(once, &mentions),
                    _ => passages::mentioned(document, &mentions),
                });
                (slug, mentions, passages)
            })
            .collect();
        for (slug, mentions, passages) in found {
            self.entities.set_mentions(&slug, mentions, passages, dirty);
        }
    }
}
