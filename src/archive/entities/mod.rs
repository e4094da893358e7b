//! People, organizations, places and topics: authority records, and names that have none.
//!
//! A name in front matter that one record claims belongs to that record; a name that no record
//! claims still is an entity, under the name as printed; a name that two records share is linked
//! to neither.

mod kinds;
mod name;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::{
    facet::{Dirty, Facet},
    mentions::Mention,
    naming,
    passages::Mentioned,
};
use crate::{
    base::{Slug, SmallSet, small_set::withdraw, text},
    document::{Authorities, Authority, AuthorityKind, Document},
    reference::Role,
};

use kinds::ByKind;
pub use name::{Capacity, NameKeys, Naming, namings};

/// Somebody or something with a page.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// Its name in addresses, unique among its kind.
    pub slug: Arc<str>,
    /// The preferred name, or the name as first printed.
    pub name: String,
    /// How indexes sort it, as a reader reads it: `Kremnovskikh, Andrey`.
    pub sort: String,
    /// Its authority record.
    pub record: Option<Arc<Authority>>,
    /// The documents that name it in front matter, by role.
    pub roles: BTreeMap<Capacity, BTreeSet<Slug>>,
    /// The documents whose text names it.
    pub mentioned_in: BTreeSet<Slug>,
    /// The writings of a name without record (they differ in capitals and spaces), with how many
    /// documents and roles have each.
    writings: BTreeMap<(String, String), usize>,
}

impl Entity {
    /// The documents that name it: those whose text does, then those of each role.
    pub fn lists(&self) -> impl Iterator<Item = &BTreeSet<Slug>> {
        std::iter::once(&self.mentioned_in).chain(self.roles.values())
    }

    /// In how many documents it is named.
    pub fn documents(&self) -> usize {
        let mut filled = self.lists().filter(|documents| !documents.is_empty());
        if let (only, None) = (filled.next(), filled.next()) {
            return only.map_or(0, BTreeSet::len);
        }
        self.lists().flatten().collect::<BTreeSet<&Slug>>().len()
    }

    /// Of several writings of one name the smallest is shown, whatever the order of arrival.
    fn show_first_writing(&mut self, kind: AuthorityKind, dirty: &mut Dirty) {
        if let Some(((name, sort), _)) = self.writings.first_key_value()
            && (*name != self.name || *sort != self.sort)
        {
            (self.name, self.sort) = (name.clone(), sort.clone());
            dirty.mark(Facet::Label(kind, &self.slug));
        }
    }

    fn is_bare_and_unused(&self) -> bool {
        self.record.is_none() && self.roles.is_empty()
    }
}

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// This entity, by its kind and its name in addresses.
    One(AuthorityKind, Arc<str>),
    /// Several records: nobody.
    Shared(Vec<(AuthorityKind, Slug)>),
    /// Nobody.
    None,
}

/// All entities of the archive.
#[derive(Debug, Default)]
pub struct Entities {
    entities: ByKind<BTreeMap<Id, Entity>>,
    by_slug: ByKind<BTreeMap<Arc<str>, Id>>,
    by_name: BTreeMap<String, SmallSet<(AuthorityKind, Slug)>>,
    bare: BTreeMap<(AuthorityKind, Arc<str>), SmallSet<String>>,
    mentions: FxHashMap<Slug, Arc<[Mention]>>,
    passages: FxHashMap<Slug, Mentioned>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Record(Slug),
    Bare(String),
}

impl Entities {
    /// All entities of a kind, in the order of their sort names.
    pub fn of_kind(&self, kind: AuthorityKind) -> Vec<&Entity> {
        let mut list: Vec<(String, &Entity)> = self.in_kind(kind).map(|entity| (text::fold(&entity.sort), entity)).collect();
        list.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.slug.cmp(&b.1.slug)));
        list.into_iter().map(|(_, entity)| entity).collect()
    }

    /// How many entities of a kind there are.
    pub fn count(&self, kind: AuthorityKind) -> usize {
        self.in_kind(kind).count()
    }

    /// The names in addresses of all entities of a kind, in order.
    pub fn slugs(&self, kind: AuthorityKind) -> impl Iterator<Item = &Arc<str>> {
        self.by_slug[kind].keys()
    }

    /// The entity of that kind and name in addresses.
    pub fn get(&self, kind: AuthorityKind, slug: &str) -> Option<&Entity> {
        self.entities[kind].get(self.by_slug[kind].get(slug)?)
    }

    /// The names in a document's text.
    pub fn mentions(&self, slug: &Slug) -> &[Mention] {
        self.mentions.get(slug).map_or(&[], |mentions| mentions)
    }

    /// Whom a name in front matter means: the records of the kinds that the role admits, in their
    /// order, then the entity without record.
    pub fn resolve(&self, capacity: Capacity, keys: &NameKeys) -> Claim {
        let by = |key: &str| self.by_name.get(key).filter(|claimants| !claimants.is_empty());
        let claimants = by(&keys.exact).or_else(|| by(&keys.folded));
        if let Some(claimants) = claimants {
            for kind in capacity.admitted() {
                let of_kind: Vec<&(AuthorityKind, Slug)> = claimants.iter().filter(|(other, _)| other == kind).collect();
                match of_kind[..] {
                    [] => {}
                    [(kind, slug)] => return Claim::One(*kind, slug.as_str().into()),
                    _ => return Claim::Shared(of_kind.into_iter().cloned().collect()),
                }
            }
        }
        let kind = capacity.bare_kind();
        self.entities[kind].get(&Id::Bare(keys.exact.clone())).map_or(Claim::None, |entity| Claim::One(kind, entity.slug.clone()))
    }

    /// Whom a name means, wherever it stands: for wikilinks.
    pub fn named(&self, keys: &NameKeys) -> Claim {
        match self.resolve(Capacity::Keyword, keys) {
            Claim::None => self.resolve(Role::Author.into(), keys),
            found => found,
        }
    }

    /// Names that several records of one kind share, with their records.
    pub fn shared_names(&self) -> impl Iterator<Item = (&String, &SmallSet<(AuthorityKind, Slug)>)> {
        self.by_name
            .iter()
            .filter(|(_, claimants)| AuthorityKind::ALL.iter().any(|kind| claimants.iter().filter(|(other, _)| other == kind).count() > 1))
    }

    /// Every name by which an entity may be found, preferred names first: for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entities.iter().flat_map(|(_, entities)| entities.values()).map(|entity| entity.name.as_str())
    }

    /// Takes new authority files: all entities are formed anew, with what `documents` name, which is what was named before.
    pub fn set_records(
        &mut self,
        files: &BTreeMap<crate::base::RelPath, Arc<Authorities>>,
        documents: &BTreeMap<Slug, Arc<Document>>,
        dirty: &mut Dirty,
    ) {
        let before = std::mem::take(self);
        for record in files.values().flat_map(|file| &file.records) {
            let id = Id::Record(record.id.clone());
            if self.entities[record.kind].contains_key(&id) {
                continue;
            }
            let entity = Entity {
                slug: record.id.as_str().into(),
                name: record.name.clone(),
                sort: record.sort.clone(),
                record: Some(Arc::new(record.clone())),
                ..Entity::default()
            };
            for name in std::iter::once(&record.name).chain(record.variants.iter().map(|variant| &variant.name)) {
                let NameKeys { exact, folded } = NameKeys::of(name);
                for key in [exact, folded] {
                    self.by_name.entry(key).or_default().insert((record.kind, record.id.clone()));
                }
            }
            self.by_slug[record.kind].insert(entity.slug.clone(), id.clone());
            self.entities[record.kind].insert(id, entity);
        }
        self.mentions = before.mentions.clone();
        self.passages = before.passages.clone();
        for (slug, mentions) in &before.mentions {
            for mention in mentions.iter() {
                if let Some(entity) = self.entities[mention.kind].get_mut(&Id::Record(mention.id.clone())) {
                    entity.mentioned_in.insert(slug.clone());
                }
            }
        }
        let mut quiet = Dirty::default();
        for (slug, document) in documents {
            self.set_namings(slug, &[], &namings(&document.meta), &mut quiet);
        }
        if dirty.is_everything() {
            return;
        }
        // Any name may lead elsewhere now: everything that was or is here counts as changed.
        for entities in [&before, &*self] {
            for (kind, slug) in entities.by_slug.iter().flat_map(|(kind, slugs)| slugs.keys().map(move |slug| (kind, slug))) {
                dirty.mark(Facet::Entity(kind, slug));
                dirty.mark(Facet::Label(kind, slug));
            }
            for name in entities.by_name.keys() {
                dirty.mark(Facet::Name(name));
            }
        }
        for naming in documents.values().flat_map(|document| namings(&document.meta)) {
            mark_name(&NameKeys::of(&naming.name), dirty);
        }
        for kind in AuthorityKind::ALL {
            dirty.mark(Facet::Entities(kind));
        }
    }

    /// Takes what a document's front matter named before, and what it names now.
    pub fn set_namings(&mut self, slug: &Slug, old: &[Naming], new: &[Naming], dirty: &mut Dirty) {
        for naming in old.iter().filter(|naming| !new.contains(naming)) {
            self.unname(slug, naming, dirty);
        }
        for naming in new.iter().filter(|naming| !old.contains(naming)) {
            self.name(slug, naming, dirty);
        }
    }

    /// Takes the names found in a document's text now, and for each entity the digest of the passages
    /// that name it.
    pub fn set_mentions(&mut self, slug: &Slug, new: Vec<Mention>, passages: Mentioned, dirty: &mut Dirty) {
        let before = self.passages.remove(slug).unwrap_or_default();
        for (kind, id) in before.keys().chain(passages.keys()) {
            let key = (*kind, id.clone());
            if before.get(&key) != passages.get(&key) {
                dirty.mark(Facet::Mentioned(slug, *kind, id.as_str()));
            }
        }
        if !passages.is_empty() {
            self.passages.insert(slug.clone(), passages);
        }
        let old = self.mentions.remove(slug).unwrap_or_default();
        if *old != *new {
            dirty.mark(Facet::MentionsIn(slug));
        }
        let ids = |mentions: &[Mention]| -> BTreeSet<(AuthorityKind, Slug)> { mentions.iter().map(|m| (m.kind, m.id.clone())).collect() };
        let (was, is) = (ids(&old), ids(&new));
        for (kind, id) in was.union(&is) {
            let Some(entity) = self.entities[*kind].get_mut(&Id::Record(id.clone())) else { continue };
            if is.contains(&(*kind, id.clone())) {
                entity.mentioned_in.insert(slug.clone())
            } else {
                entity.mentioned_in.remove(slug)
            };
            if was.contains(&(*kind, id.clone())) != is.contains(&(*kind, id.clone())) {
                dirty.mark(Facet::Entity(*kind, id.as_str()));
                dirty.mark(Facet::Entities(*kind));
            }
        }
        if !new.is_empty() {
            self.mentions.insert(slug.clone(), new.into());
        }
    }

    fn in_kind(&self, kind: AuthorityKind) -> impl Iterator<Item = &Entity> {
        self.by_slug[kind].values().filter_map(move |id| self.entities[kind].get(id))
    }

    fn name(&mut self, slug: &Slug, naming: &Naming, dirty: &mut Dirty) {
        let keys = NameKeys::of(&naming.name);
        let (kind, id) = match self.resolve(naming.capacity, &keys) {
            Claim::Shared(_) => return,
            Claim::One(kind, address) => match self.by_slug[kind].get(&address) {
                Some(id) => (kind, id.clone()),
                None => return,
            },
            Claim::None => {
                let kind = naming.capacity.bare_kind();
                let name = keys.exact.clone();
                self.entities[kind].insert(Id::Bare(name.clone()), Entity::default());
                let base: Arc<str> = Slug::from_text(&naming.name).as_str().into();
                self.bare.entry((kind, base.clone())).or_default().insert(name.clone());
                self.assign(kind, &base, dirty);
                mark_name(&keys, dirty);
                (kind, Id::Bare(name))
            }
        };
        let Some(entity) = self.entities[kind].get_mut(&id) else { return };
        entity.roles.entry(naming.capacity).or_default().insert(slug.clone());
        if entity.record.is_none() {
            *entity.writings.entry((naming.name.clone(), naming.sort.clone())).or_default() += 1;
            entity.show_first_writing(kind, dirty);
        }
        dirty.mark(Facet::Entity(kind, &entity.slug));
        dirty.mark(Facet::Entities(kind));
    }

    fn unname(&mut self, slug: &Slug, naming: &Naming, dirty: &mut Dirty) {
        let keys = NameKeys::of(&naming.name);
        let Claim::One(kind, address) = self.resolve(naming.capacity, &keys) else { return };
        let Some(id) = self.by_slug[kind].get(&address).cloned() else { return };
        let Some(entity) = self.entities[kind].get_mut(&id) else { return };
        if let Some(documents) = entity.roles.get_mut(&naming.capacity) {
            documents.remove(slug);
            if documents.is_empty() {
                entity.roles.remove(&naming.capacity);
            }
        }
        let writing = (naming.name.clone(), naming.sort.clone());
        if let Some(count) = entity.writings.get_mut(&writing) {
            *count -= 1;
            if *count == 0 {
                entity.writings.remove(&writing);
                entity.show_first_writing(kind, dirty);
            }
        }
        dirty.mark(Facet::Entity(kind, &address));
        dirty.mark(Facet::Entities(kind));
        if entity.is_bare_and_unused()
            && let Id::Bare(name) = &id
        {
            let base: Arc<str> = Slug::from_text(&naming.name).as_str().into();
            dirty.mark(Facet::Label(kind, &address));
            self.entities[kind].remove(&id);
            self.by_slug[kind].remove(&address);
            if withdraw(self.bare.get_mut(&(kind, base.clone())), name) {
                self.bare.remove(&(kind, base.clone()));
            }
            self.assign(kind, &base, dirty);
            mark_name(&keys, dirty);
        }
    }

    /// Gives the names that want one address theirs: records first, then names in order.
    fn assign(&mut self, kind: AuthorityKind, base: &Arc<str>, dirty: &mut Dirty) {
        let taken: BTreeSet<Arc<str>> = self.by_slug[kind]
            .range(base.clone()..)
            .take_while(|(slug, _)| slug.starts_with(&**base))
            .filter(|(_, id)| matches!(id, Id::Record(_)))
            .map(|(slug, _)| slug.clone())
            .collect();
        let names: Vec<String> = self.bare.get(&(kind, base.clone())).into_iter().flatten().cloned().collect();
        let mut nth = 0;
        let mut old = Vec::new();
        for name in &names {
            if let Some(entity) = self.entities[kind].get(&Id::Bare(name.clone())) {
                old.push(entity.slug.clone());
            }
        }
        for slug in &old {
            self.by_slug[kind].remove(slug);
        }
        for (name, old) in names.iter().zip(old) {
            let slug = loop {
                let slug = if nth == 0 { base.clone() } else { naming::numbered(base, nth + 1) };
                nth += 1;
                // A bare name whose own base is this very address has it before a numbered one.
                if !taken.contains(&slug) && (nth == 1 || !self.bare.contains_key(&(kind, slug.clone()))) {
                    break slug;
                }
            };
            self.by_slug[kind].insert(slug.clone(), Id::Bare(name.clone()));
            if let Some(entity) = self.entities[kind].get_mut(&Id::Bare(name.clone())) {
                if slug != old {
                    dirty.mark(Facet::Entity(kind, &old));
                    dirty.mark(Facet::Entity(kind, &slug));
                    dirty.mark(Facet::Label(kind, &old));
                    dirty.mark(Facet::Label(kind, &slug));
                    dirty.mark(Facet::Label(kind, &old));
                    dirty.mark(Facet::Label(kind, &slug));
                    mark_name(&NameKeys::of(&entity.name), dirty);
                }
                entity.slug = slug;
            }
        }
    }
}

fn mark_name(keys: &NameKeys, dirty: &mut Dirty) {
    dirty.mark(Facet::Name(&keys.exact));
    dirty.mark(Facet::Name(&keys.folded));
}
