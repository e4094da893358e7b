//! Whom the archive's own fields name.

use std::{borrow::Cow, collections::BTreeSet};

use super::{Capacity, Entities, Entity};
use crate::{
    archive::fields::meaning::{FieldRole, ListedValue, ValueId},
    base::Slug,
    document::AuthorityKind,
};

impl Entities {
    /// Whom a field names.
    pub fn in_field(&self, role: FieldRole) -> Vec<ListedValue<'_>> {
        let of = |kind| self.table.of_kind(kind).filter_map(move |entity| role.listed(kind, entity));
        AuthorityKind::ALL.into_iter().filter(|kind| role.within(*kind).is_some()).flat_map(of).collect()
    }

    /// Whether a field names anybody.
    pub fn is_in_field(&self, role: FieldRole) -> bool {
        self.in_fields.get(&role.nth).is_some_and(|count| *count > 0)
    }

    /// Counts how often a field names somebody or something, where that is what is meant.
    pub(super) fn count_in_field(&mut self, capacity: Capacity, count: fn(usize) -> usize) {
        if let Capacity::Field(role) = capacity {
            let known = self.in_fields.entry(role.nth).or_default();
            *known = count(*known);
        }
    }
}

impl FieldRole {
    /// The documents that name an entity in the field.
    pub fn documents(self, entity: &Entity) -> impl Iterator<Item = &Slug> {
        let is_same = move |capacity: &Capacity| matches!(capacity, Capacity::Field(role) if role.nth == self.nth);
        entity.roles.iter().filter(move |(capacity, _)| is_same(capacity)).flat_map(|(_, documents)| documents)
    }

    /// An entity as the field's index lists it; `None` if no document names it there.
    pub fn listed(self, kind: AuthorityKind, entity: &Entity) -> Option<ListedValue<'_>> {
        let documents = self.documents(entity).collect::<BTreeSet<_>>().len();
        let slug = if self.of.is_some() { Cow::Borrowed(&*entity.slug) } else { format!("{}-{}", kind.folder(), entity.slug).into() };
        let id = ValueId::Entity(kind, entity.slug.clone());
        (documents > 0).then_some(ListedValue { id, slug, label: &entity.name, sort: &entity.sort, documents })
    }
}
