//! How records are related: a relation that one of them says stands with both.

use std::collections::BTreeMap;

use super::{Claim, Entities, NameKeys, table::Id};
use crate::{
    base::{Date, Slug},
    document::{
        Authority, AuthorityKind,
        relation::{Relation, RelationKind},
    },
};

/// A relation of an entity to another, be it said by its own record or by the other's.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// What the entity is to the other.
    pub kind: RelationKind,
    /// The kind of the other.
    pub of: AuthorityKind,
    /// The other's name in addresses.
    pub id: Slug,
    /// When it was so.
    pub dates: Option<Date>,
    /// What more there is to say, plain.
    pub note: String,
}

impl Entities {
    /// The record that a relation of one of the kind `from` names: by its id, else by one of its names.
    pub fn target(&self, from: AuthorityKind, relation: &Relation) -> Claim {
        let admitted = || {
            let kinds = relation.kind.admits(from).iter().copied();
            kinds.filter(|kind| relation.folder.is_none_or(|folder| folder == *kind))
        };
        let id = Slug::from_stem(&relation.to);
        let is_id = id.as_str() == relation.to;
        if let Some(kind) = admitted().find(|kind| is_id && self.table.get(*kind, &Id::Record(id.clone())).is_some()) {
            return Claim::One(kind, id.as_str().into());
        }
        let Some(claimants) = self.by_name.get(&NameKeys::of(&relation.to).exact) else { return Claim::None };
        for kind in admitted() {
            let of_kind: Vec<&(AuthorityKind, Slug)> = claimants.iter().filter(|(other, _)| *other == kind).collect();
            match of_kind[..] {
                [] => {}
                [(kind, id)] => return Claim::One(*kind, id.as_str().into()),
                _ => return Claim::Shared(of_kind.into_iter().cloned().collect()),
            }
        }
        Claim::None
    }

    /// Gives each entity its relations, from both sides. A relation to nobody, or to itself, is left to `check`.
    pub(super) fn relate(&mut self, records: &[&Authority]) {
        type Sides = BTreeMap<(RelationKind, AuthorityKind, Slug), Related>;
        let mut sides: BTreeMap<(AuthorityKind, Slug), Sides> = BTreeMap::new();
        for record in records {
            for relation in &record.relations {
                let Claim::One(of, id) = self.target(record.kind, relation) else { continue };
                let (own, other) = ((record.kind, record.id.clone()), (of, Slug::from_stem(&id)));
                if own == other {
                    continue;
                }
                for (own, other, kind) in [(&own, &other, relation.kind), (&other, &own, relation.kind.inverse())] {
                    let related = sides.entry(own.clone()).or_default().entry((kind, other.0, other.1.clone()));
                    let empty = || Related { kind, of: other.0, id: other.1.clone(), dates: None, note: String::new() };
                    // Where both records say it, they say it together.
                    let related = related.or_insert_with(empty);
                    related.dates = related.dates.or(relation.dates);
                    if related.note.is_empty() {
                        related.note.clone_from(&relation.note);
                    }
                }
            }
        }
        for ((kind, id), related) in sides {
            self.table.change(kind, &Id::Record(id), |entity| entity.relations = related.into_values().collect());
        }
    }
}
