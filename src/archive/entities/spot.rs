//! Places as maps show them.

use std::collections::BTreeMap;

use super::{Entities, Entity, Label};
use crate::{
    archive::{
        facet::{Dirty, Facet},
        mentions::Mention,
    },
    base::Slug,
    document::{AuthorityKind, Coordinates},
};

/// A place with coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot<'a> {
    /// Its name and address.
    pub label: Label<'a>,
    /// Where it is.
    pub point: Coordinates,
    /// In how many documents it is named.
    pub documents: usize,
    /// How many passages of texts name it.
    pub passages: usize,
}

impl<'a> Spot<'a> {
    /// An entity, if its record says where it is; the passages are not counted here.
    pub fn of(entity: &'a Entity) -> Option<Self> {
        let point = entity.record.as_ref()?.coordinates?;
        Some(Self { label: Label::of(entity), point, documents: entity.documents(), passages: 0 })
    }

    /// How much it is named: in passages, or, where letters were sent and came that do not speak of it, in documents.
    pub fn weight(&self) -> usize {
        self.passages.max(self.documents)
    }
}

impl Entities {
    /// A place as maps show it, if its record says where it is.
    pub fn spot(&self, slug: &str) -> Option<Spot<'_>> {
        let passages = self.counts.get(slug).copied().unwrap_or(0);
        Some(Spot { passages, ..Spot::of(self.get(AuthorityKind::Places, slug)?)? })
    }

    /// All places that maps can show, by their addresses.
    pub fn spots(&self) -> impl Iterator<Item = Spot<'_>> {
        self.table.slugs(AuthorityKind::Places).filter_map(|slug| self.spot(slug))
    }

    /// Counts the passages of one text that name places.
    pub(super) fn count_passages(&mut self, old: &[Mention], new: &[Mention], dirty: &mut Dirty) {
        let mut changes: BTreeMap<&Slug, (usize, usize)> = BTreeMap::new();
        let is_place = |mention: &&Mention| mention.kind == AuthorityKind::Places;
        old.iter().filter(is_place).for_each(|mention| changes.entry(&mention.id).or_default().0 += 1);
        new.iter().filter(is_place).for_each(|mention| changes.entry(&mention.id).or_default().1 += 1);
        for (id, (less, more)) in changes.into_iter().filter(|(_, (less, more))| less != more) {
            let was = self.counts.get(id).copied().unwrap_or(0);
            let is = (was + more).saturating_sub(less);
            if is == 0 {
                self.counts.remove(id);
            } else {
                self.counts.insert(id.clone(), is);
            }
            dirty.compare(Facet::Spot(id.as_str()), was, is);
            dirty.compare(Facet::Spots, was, is);
        }
    }
}
