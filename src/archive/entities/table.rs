//! The entities by what they are and by their addresses.
//!
//! Whoever changes an entity goes through here, so that what stood at its address before is known, and compared.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Capacity, Entity, Label, ListedEntity, Spot, kinds::ByKind};
use crate::{
    archive::{
        facet::{Dirty, Facet},
        fields::meaning::FieldRole,
    },
    base::Slug,
    document::AuthorityKind,
};

/// What an entity is, whatever its address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Id {
    /// That of an authority record.
    Record(Slug),
    /// A name without record, by its exact key.
    Bare(String),
}

/// What stands at an address.
type At = (Id, Arc<Entity>);

/// What stood at addresses, if anything did.
type Before = BTreeMap<(AuthorityKind, Arc<str>), Option<At>>;

/// The entities of an archive.
#[derive(Debug, Default)]
pub(super) struct Table {
    entities: ByKind<BTreeMap<Id, Arc<Entity>>>,
    by_slug: ByKind<BTreeMap<Arc<str>, Id>>,
    /// What stood at the addresses that were touched since [`Table::begin`]; nothing is noted where nobody will compare.
    before: Option<Before>,
}

impl Table {
    /// An entity.
    pub fn get(&self, kind: AuthorityKind, id: &Id) -> Option<&Entity> {
        self.entities[kind].get(id).map(|entity| &**entity)
    }

    /// What has an address.
    pub fn at(&self, kind: AuthorityKind, slug: &str) -> Option<(&Id, &Arc<Entity>)> {
        let id = self.by_slug[kind].get(slug)?;
        Some((id, self.entities[kind].get(id)?))
    }

    /// All entities of a kind, by their addresses.
    pub fn of_kind(&self, kind: AuthorityKind) -> impl Iterator<Item = &Entity> {
        self.by_slug[kind].values().filter_map(move |id| self.get(kind, id))
    }

    /// All addresses of a kind, in order.
    pub fn slugs(&self, kind: AuthorityKind) -> impl Iterator<Item = &Arc<str>> {
        self.by_slug[kind].keys()
    }

    /// The addresses of records that begin with these letters.
    pub fn records_from(&self, kind: AuthorityKind, base: &Arc<str>) -> impl Iterator<Item = &Arc<str>> {
        let from = self.by_slug[kind].range(base.clone()..).take_while(move |(slug, _)| slug.starts_with(&**base));
        from.filter(|(_, id)| matches!(id, Id::Record(_))).map(|(slug, _)| slug)
    }

    /// Changes an entity, if it is there.
    pub fn change(&mut self, kind: AuthorityKind, id: &Id, change: impl FnOnce(&mut Entity)) {
        let Some(slug) = self.get(kind, id).map(|entity| entity.slug.clone()) else { return };
        self.touch(kind, &slug);
        if let Some(entity) = self.entities[kind].get_mut(id) {
            change(Arc::make_mut(entity));
        }
    }

    /// Puts an entity at its address.
    pub fn put(&mut self, kind: AuthorityKind, id: Id, entity: Entity) {
        self.touch(kind, &entity.slug);
        self.by_slug[kind].insert(entity.slug.clone(), id.clone());
        self.entities[kind].insert(id, Arc::new(entity));
    }

    /// Takes an entity away.
    pub fn remove(&mut self, kind: AuthorityKind, id: &Id) -> Option<Entity> {
        let slug = self.get(kind, id)?.slug.clone();
        self.touch(kind, &slug);
        if self.by_slug[kind].get(&slug) == Some(id) {
            self.by_slug[kind].remove(&slug);
        }
        self.entities[kind].remove(id).map(Arc::unwrap_or_clone)
    }

    fn touch(&mut self, kind: AuthorityKind, slug: &Arc<str>) {
        let Some(mut before) = self.before.take() else { return };
        before.entry((kind, slug.clone())).or_insert_with(|| self.at(kind, slug).map(|(id, entity)| (id.clone(), entity.clone())));
        self.before = Some(before);
    }

    /// Begins to note what stood where.
    pub fn begin(&mut self, dirty: &Dirty) {
        self.before = (!dirty.is_everything()).then(BTreeMap::new);
    }

    /// Compares what stood where since [`Table::begin`] with what stands there.
    pub fn compare(&mut self, dirty: &mut Dirty) {
        for ((kind, slug), was) in self.before.take().into_iter().flatten() {
            compare(kind, &slug, was.as_ref().map(|(id, entity)| (id, entity)), self.at(kind, &slug), dirty);
        }
    }

    /// Compares all that stood in another table with what stands here.
    pub fn compare_with(&self, was: &Self, dirty: &mut Dirty) {
        if dirty.is_everything() {
            return;
        }
        for kind in AuthorityKind::ALL {
            for slug in was.slugs(kind).chain(self.slugs(kind).filter(|slug| !was.by_slug[kind].contains_key(*slug))) {
                compare(kind, slug, was.at(kind, slug), self.at(kind, slug), dirty);
            }
        }
    }
}

/// Compares all that readers get of what has an address.
fn compare(kind: AuthorityKind, slug: &str, was: Option<(&Id, &Arc<Entity>)>, is: Option<(&Id, &Arc<Entity>)>, dirty: &mut Dirty) {
    let entity = |at: Option<(&Id, &Arc<Entity>)>| at.map(|(_, entity)| entity.clone());
    let (old, new) = (entity(was), entity(is));
    dirty.compare(Facet::Entity(kind, slug), &old, &new);
    dirty.compare(Facet::Label(kind, slug), old.as_deref().map(Label::of), new.as_deref().map(Label::of));
    let record = |entity: Option<&Arc<Entity>>| entity.and_then(|entity| entity.record.clone());
    dirty.compare(Facet::Authority(kind, slug), record(old.as_ref()), record(new.as_ref()));
    dirty.compare(Facet::Entities(kind), old.as_deref().map(ListedEntity::of), new.as_deref().map(ListedEntity::of));
    if kind == AuthorityKind::Places {
        let (was, is) = (old.as_deref().and_then(Spot::of), new.as_deref().and_then(Spot::of));
        dirty.compare(Facet::Spot(slug), was, is);
        dirty.compare(Facet::Spots, was, is);
    }
    // In which of the archive's own fields it stands, and in how many documents.
    let fields = |entity: Option<&Entity>| -> BTreeMap<FieldRole, usize> {
        let roles = entity.into_iter().flat_map(|entity| &entity.roles);
        let of = |(capacity, documents): (&Capacity, &BTreeSet<Slug>)| match capacity {
            Capacity::Field(role) => Some((*role, documents.len())),
            _ => None,
        };
        roles.filter_map(of).collect()
    };
    let (had, has) = (fields(old.as_deref()), fields(new.as_deref()));
    for role in had.keys().chain(has.keys()) {
        let label = |entity: &Option<Arc<Entity>>| entity.as_deref().map(|entity| (entity.name.clone(), entity.sort.clone()));
        dirty.compare(Facet::FieldEntities(role.nth), (had.get(role), label(&old)), (has.get(role), label(&new)));
        dirty.compare(Facet::Fields, had.contains_key(role), has.contains_key(role));
    }
    // Which address a name without record has.
    let bare = |at: Option<(&Id, &Arc<Entity>)>| at.map(|(id, _)| id.clone());
    for at in [was, is] {
        if let Some((Id::Bare(name), _)) = at {
            dirty.compare(Facet::Name(name), bare(was), bare(is));
        }
    }
}
