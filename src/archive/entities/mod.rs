//! People, organizations, places and topics: authority records, and names that have none.
//!
//! A name in front matter that one record claims belongs to that record; a name that no record
//! claims still is an entity, under the name as printed; a name that two records share is linked
//! to neither.

mod in_field;
mod kinds;
mod name;
mod related;
mod spot;
mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::{
    facet::{Dirty, Facet},
    mentions::{Mention, Mentioned},
    naming,
};
use crate::{
    base::{Date, Slug, SmallSet, small_set::withdraw, text},
    config::Field,
    document::{Authorities, Authority, AuthorityKind, Document},
    reference::Role,
};

pub use name::{Capacity, NameKeys, Naming, namings};
pub use related::Related;
pub use spot::Spot;
use table::{Id, Table};

/// Somebody or something with a page.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Its relations to other records, whichever says so.
    pub relations: Vec<Related>,
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
    fn show_first_writing(&mut self) {
        if let Some(((name, sort), _)) = self.writings.first_key_value() {
            (self.name, self.sort) = (name.clone(), sort.clone());
        }
    }

    fn is_bare_and_unused(&self) -> bool {
        self.record.is_none() && self.writings.is_empty()
    }
}

/// An entity as links show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    pub name: &'a str,
    /// How indexes sort it.
    pub sort: &'a str,
}

impl<'a> Label<'a> {
    /// The label of an entity.
    pub fn of(entity: &'a Entity) -> Self {
        Self { slug: &entity.slug, name: &entity.name, sort: &entity.sort }
    }
}

/// An entity as indexes list it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ListedEntity<'a> {
    /// Its name and address.
    pub label: Label<'a>,
    /// When it lived, or was, by its record.
    pub dates: Option<Date>,
    /// In how many documents it is named.
    pub documents: usize,
}

impl<'a> ListedEntity<'a> {
    /// An entity, listed.
    pub fn of(entity: &'a Entity) -> Self {
        let dates = entity.record.as_ref().and_then(|record| record.dates);
        Self { label: Label::of(entity), dates, documents: entity.documents() }
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
    table: Table,
    by_name: BTreeMap<String, SmallSet<(AuthorityKind, Slug)>>,
    bare: BTreeMap<(AuthorityKind, Arc<str>), SmallSet<String>>,
    mentions: FxHashMap<Slug, Arc<[Mention]>>,
    passages: FxHashMap<Slug, Mentioned>,
    /// How many passages of all texts name a place.
    counts: BTreeMap<Slug, usize>,
    /// How many entities each of the archive's own fields names, in how many documents.
    in_fields: BTreeMap<u16, usize>,
}

impl Entities {
    /// All entities of a kind, in the order of their sort names.
    pub fn of_kind(&self, kind: AuthorityKind) -> Vec<&Entity> {
        let mut list: Vec<(String, &Entity)> = self.table.of_kind(kind).map(|entity| (text::fold(&entity.sort), entity)).collect();
        list.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.slug.cmp(&b.1.slug)));
        list.into_iter().map(|(_, entity)| entity).collect()
    }

    /// How many entities of a kind there are.
    pub fn count(&self, kind: AuthorityKind) -> usize {
        self.table.slugs(kind).count()
    }

    /// The names in addresses of all entities of a kind, in order.
    pub fn slugs(&self, kind: AuthorityKind) -> impl Iterator<Item = &Arc<str>> {
        self.table.slugs(kind)
    }

    /// The entity of that kind and name in addresses.
    pub fn get(&self, kind: AuthorityKind, slug: &str) -> Option<&Entity> {
        self.table.at(kind, slug).map(|(_, entity)| &**entity)
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
        self.table.get(kind, &Id::Bare(keys.exact.clone())).map_or(Claim::None, |entity| Claim::One(kind, entity.slug.clone()))
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
        AuthorityKind::ALL.into_iter().flat_map(|kind| self.table.of_kind(kind)).map(|entity| entity.name.as_str())
    }

    /// Takes new authority files: all entities are formed anew, with what `documents` name, which is what was named before.
    pub fn set_records(
        &mut self,
        files: &BTreeMap<crate::base::RelPath, Arc<Authorities>>,
        documents: &BTreeMap<Slug, Arc<Document>>,
        fields: &[Field],
        dirty: &mut Dirty,
    ) {
        let before = std::mem::take(self);
        let mut records: Vec<&Authority> = Vec::new();
        for record in files.values().flat_map(|file| &file.records) {
            let id = Id::Record(record.id.clone());
            if self.table.get(record.kind, &id).is_some() {
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
            self.table.put(record.kind, id, entity);
            records.push(record);
        }
        self.relate(&records);
        self.mentions = before.mentions;
        self.passages = before.passages;
        self.counts = before.counts;
        for (slug, mentions) in &self.mentions {
            for mention in mentions.iter() {
                self.table.change(mention.kind, &Id::Record(mention.id.clone()), |entity| _ = entity.mentioned_in.insert(slug.clone()));
            }
        }
        for (slug, document) in documents {
            namings(&document.meta, fields).iter().for_each(|naming| self.name(slug, naming));
        }
        dirty.compare_tables(&before.by_name, &self.by_name, |name| Facet::Name(name));
        self.table.compare_with(&before.table, dirty);
    }

    /// Takes what a document's front matter named before, and what it names now.
    pub fn set_namings(&mut self, slug: &Slug, old: &[Naming], new: &[Naming], dirty: &mut Dirty) {
        if old == new {
            return;
        }
        self.table.begin(dirty);
        // All of them: two may name one, and what is taken away of the one is not of the other.
        old.iter().for_each(|naming| self.unname(slug, naming));
        new.iter().for_each(|naming| self.name(slug, naming));
        self.table.compare(dirty);
    }

    /// Takes the names found in a document's text now, and for each entity the digest of the passages
    /// that name it.
    pub fn set_mentions(&mut self, slug: &Slug, new: Vec<Mention>, passages: Mentioned, dirty: &mut Dirty) {
        let before = self.passages.remove(slug).unwrap_or_default();
        dirty.compare_tables(&before, &passages, |(kind, id)| Facet::Mentioned(slug, *kind, id.as_str()));
        if !passages.is_empty() {
            self.passages.insert(slug.clone(), passages);
        }
        let old = self.mentions.remove(slug).unwrap_or_default();
        dirty.compare(Facet::MentionsIn(slug), &*old, &*new);
        self.count_passages(&old, &new, dirty);
        let ids = |mentions: &[Mention]| -> BTreeSet<(AuthorityKind, Slug)> { mentions.iter().map(|m| (m.kind, m.id.clone())).collect() };
        let (was, is) = (ids(&old), ids(&new));
        self.table.begin(dirty);
        for (kind, id) in was.difference(&is) {
            self.table.change(*kind, &Id::Record(id.clone()), |entity| _ = entity.mentioned_in.remove(slug));
        }
        for (kind, id) in is.difference(&was) {
            self.table.change(*kind, &Id::Record(id.clone()), |entity| _ = entity.mentioned_in.insert(slug.clone()));
        }
        self.table.compare(dirty);
        if !new.is_empty() {
            self.mentions.insert(slug.clone(), new.into());
        }
    }

    /// Whom a naming means: the record of its id, else whom its name means.
    fn resolve_naming(&self, naming: &Naming, keys: &NameKeys) -> Claim {
        let by_id = naming.id.as_ref().and_then(|id| self.record(naming.capacity, id));
        by_id.map_or_else(|| self.resolve(naming.capacity, keys), |(kind, entity)| Claim::One(kind, entity.slug.clone()))
    }

    /// The record of an id, of the first kind that a capacity admits.
    pub fn record(&self, capacity: Capacity, id: &Slug) -> Option<(AuthorityKind, &Entity)> {
        let of_kind = |kind: &AuthorityKind| Some((*kind, self.table.get(*kind, &Id::Record(id.clone()))?));
        capacity.admitted().iter().find_map(of_kind)
    }

    fn name(&mut self, slug: &Slug, naming: &Naming) {
        let keys = NameKeys::of(&naming.name);
        let (kind, id) = match self.resolve_naming(naming, &keys) {
            Claim::Shared(_) => return,
            Claim::One(kind, address) => match self.table.at(kind, &address) {
                Some((id, _)) => (kind, id.clone()),
                None => return,
            },
            // What is written as an id is no name.
            Claim::None if naming.id.is_some() && matches!(naming.capacity, Capacity::Field(_)) => return,
            Claim::None => {
                let kind = naming.capacity.bare_kind();
                let base: Arc<str> = Slug::from_text(&naming.name).as_str().into();
                self.bare.entry((kind, base.clone())).or_default().insert(keys.exact.clone());
                self.assign(kind, &base);
                (kind, Id::Bare(keys.exact))
            }
        };
        self.count_in_field(naming.capacity, |known| known + 1);
        self.table.change(kind, &id, |entity| {
            entity.roles.entry(naming.capacity).or_default().insert(slug.clone());
            if entity.record.is_none() {
                *entity.writings.entry((naming.name.clone(), naming.sort.clone())).or_default() += 1;
                entity.show_first_writing();
            }
        });
    }

    fn unname(&mut self, slug: &Slug, naming: &Naming) {
        let keys = NameKeys::of(&naming.name);
        let Claim::One(kind, address) = self.resolve_naming(naming, &keys) else { return };
        let Some((id, _)) = self.table.at(kind, &address) else { return };
        let id = id.clone();
        self.count_in_field(naming.capacity, |known| known.saturating_sub(1));
        self.table.change(kind, &id, |entity| {
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
                    entity.show_first_writing();
                }
            }
        });
        if let Id::Bare(name) = &id
            && self.table.get(kind, &id).is_some_and(Entity::is_bare_and_unused)
        {
            let base: Arc<str> = Slug::from_text(&naming.name).as_str().into();
            self.table.remove(kind, &id);
            if withdraw(self.bare.get_mut(&(kind, base.clone())), name) {
                self.bare.remove(&(kind, base.clone()));
            }
            self.assign(kind, &base);
        }
    }

    /// Gives the names that want one address theirs, and those of whom one may have had it by a number (`c-2`).
    fn assign(&mut self, kind: AuthorityKind, base: &Arc<str>) {
        self.assign_one(kind, base);
        let numbered = base.rsplit_once('-').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some((of, _)) = numbered
            && self.bare.contains_key(&(kind, of.into()))
        {
            self.assign(kind, &of.into());
        }
    }

    /// Gives the names that want one address theirs: records first, then names in order.
    fn assign_one(&mut self, kind: AuthorityKind, base: &Arc<str>) {
        let names: Vec<Id> = self.bare.get(&(kind, base.clone())).into_iter().flatten().cloned().map(Id::Bare).collect();
        let taken: BTreeSet<Arc<str>> = self.table.records_from(kind, base).cloned().collect();
        let entities: Vec<Entity> = names.iter().map(|id| self.table.remove(kind, id).unwrap_or_default()).collect();
        let mut nth = 0;
        for (id, entity) in names.into_iter().zip(entities) {
            let slug = loop {
                let slug = if nth == 0 { base.clone() } else { naming::numbered(base, nth + 1) };
                nth += 1;
                // A bare name whose own base is this very address has it before a numbered one.
                if !taken.contains(&slug) && (nth == 1 || !self.bare.contains_key(&(kind, slug.clone()))) {
                    break slug;
                }
            };
            self.table.put(kind, id, Entity { slug, ..entity });
        }
    }
}
