//! The values of the archive's own fields, as they are asked for.

use super::{
    index::FieldIndex,
    meaning::{FieldRole, ListedValue, ValueId},
};
use crate::{
    archive::{Capacity, Catalogue, Claim, Reader, facet::Facet},
    base::Slug,
    document::AuthorityKind,
};

impl Catalogue {
    /// The values of the fields, but for whom they name.
    pub fn fields(&self) -> &FieldIndex {
        &self.fields
    }

    /// Whether any document says something in a field, by its place among all.
    pub fn has_in_field(&self, nth: usize) -> bool {
        self.role(nth).map_or_else(|| self.fields.is_used(nth), |role| self.entities.is_in_field(role))
    }

    /// The values of a field.
    pub fn field_values(&self, nth: usize) -> Vec<ListedValue<'_>> {
        self.role(nth).map_or_else(|| self.fields.values(nth).collect(), |role| self.entities.in_field(role))
    }

    /// A value of a field; `None` if no document has it.
    fn field_value(&self, nth: usize, value: &ValueId) -> Option<ListedValue<'_>> {
        match value {
            ValueId::Key(key) => self.fields.listed(nth, key),
            ValueId::Entity(kind, slug) => self.role(nth)?.listed(*kind, self.entities.get(*kind, slug)?),
        }
    }

    /// The documents with a value of a field.
    pub fn field_documents(&self, nth: usize, value: &ValueId) -> Vec<&Slug> {
        match value {
            ValueId::Key(key) => self.fields.documents(nth, key).into_iter().flatten().collect(),
            ValueId::Entity(kind, slug) => {
                let named = self.role(nth).zip(self.entities.get(*kind, slug));
                let mut slugs: Vec<&Slug> = named.into_iter().flat_map(|(role, entity)| role.documents(entity)).collect();
                slugs.sort_unstable();
                slugs.dedup();
                slugs
            }
        }
    }

    /// As what a field names somebody or something, if it does.
    fn role(&self, nth: usize) -> Option<FieldRole> {
        self.fields.fields().get(nth).and_then(|field| FieldRole::of(nth, field))
    }
}

impl<'a> Reader<'a> {
    /// Whom a name in a field means.
    pub fn named_in_field(&self, role: FieldRole, name: &str) -> Claim {
        let Some((kind, id)) = AuthorityKind::record(name) else { return self.claim(Capacity::Field(role), name) };
        let is_there = role.within(kind).is_some() && self.label(kind, id.as_str()).is_some();
        if is_there { Claim::One(kind, id.as_str().into()) } else { Claim::None }
    }

    /// The values of a field of this name and place among all, as its index lists them.
    pub fn field_values(&self, nth: usize, name: &str) -> Vec<ListedValue<'a>> {
        let place = u16::try_from(nth).unwrap_or(u16::MAX);
        self.read(Facet::FieldEntities(place));
        self.read(Facet::FieldValues(name)).field_values(nth)
    }

    /// A value of a field, and the documents that have it.
    pub fn field_documents(&self, nth: usize, name: &str, value: &ValueId) -> Option<(ListedValue<'a>, Vec<&'a Slug>)> {
        let catalogue = self.read(match value {
            ValueId::Key(key) => Facet::FieldValue(name, key),
            ValueId::Entity(kind, slug) => Facet::Entity(*kind, slug),
        });
        Some((catalogue.field_value(nth, value)?, catalogue.field_documents(nth, value)))
    }

    /// The name in addresses of a value of a field; `None` if no document has it.
    pub fn field_address(&self, nth: usize, name: &str, key: &str) -> Option<String> {
        self.read(Facet::FieldAddress(name, key)).fields.address(nth, key)
    }
}
