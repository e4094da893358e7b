//! What a name in double brackets leads to.

use std::sync::Arc;

use super::{
    Catalogue,
    entities::{Claim, NameKeys},
};
use crate::{base::Slug, document::AuthorityKind};

/// What a wikilink leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameTarget {
    /// A document.
    Document(Slug),
    /// An entity, by its kind and its name in addresses.
    Entity(AuthorityKind, Arc<str>),
    /// A work, by its key.
    Work(Arc<str>),
    /// Several things of one class: what they are called.
    Several(Vec<String>),
    /// Nothing.
    None,
}

impl Catalogue {
    /// What a name leads to: the document of that title or slug, else the entity of that name, else
    /// the work of that title or key.
    pub fn name_target(&self, keys: &NameKeys) -> NameTarget {
        let documents: Vec<&Slug> = self.titles.get(&keys.folded).into_iter().flatten().collect();
        match documents[..] {
            [] => {}
            [slug] => return NameTarget::Document(slug.clone()),
            _ => return NameTarget::Several(documents.into_iter().map(|slug| format!("document {slug}")).collect()),
        }
        match self.entities.named(keys) {
            Claim::One(kind, slug) => return NameTarget::Entity(kind, slug),
            Claim::Shared(records) => {
                return NameTarget::Several(records.into_iter().map(|(kind, slug)| format!("{}/{slug}", kind.folder())).collect());
            }
            Claim::None => {}
        }
        let works: Vec<&Arc<str>> = self.works.by_name(&keys.folded).map(|work| &work.key).collect();
        match works[..] {
            [] => NameTarget::None,
            [key] => NameTarget::Work(key.clone()),
            _ => NameTarget::Several(works.into_iter().map(|key| format!("work {key}")).collect()),
        }
    }
}
