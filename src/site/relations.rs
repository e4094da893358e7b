//! How somebody or something is related to others, as its page shows it.

use super::{
    address,
    collation::Collation,
    frame::Maker,
    map,
    page_path::PagePath,
    view::{Anchor, LifeView, PlaceMap, RelatedEntity, RelationGroup},
};
use crate::{
    archive::{Entity, Related, Spot},
    document::{AuthorityKind, life::Event, relation::RelationKind},
};

/// How many others are named under one relation: a town may be the place of birth of thousands.
const MOST: usize = 100;

/// The relations of an entity, by what it is to the others. Where somebody was born and died stands elsewhere.
pub fn groups(maker: &Maker<'_, '_>, path: &PagePath, entity: &Entity) -> Vec<RelationGroup> {
    if entity.relations.is_empty() {
        return Vec::new();
    }
    let collation = maker.collation();
    let mut groups: Vec<RelationGroup> = Vec::new();
    for related in entity.relations.chunk_by(|one, other| one.kind == other.kind) {
        let Some(kind) = related.first().map(|first| first.kind) else { continue };
        if matches!(kind, RelationKind::BornIn | RelationKind::DiedIn) {
            continue;
        }
        let mut others: Vec<(Vec<u8>, RelatedEntity)> =
            related.iter().take(MOST).filter_map(|related| other(maker, path, related, &collation)).collect();
        // By time, those of which it is not known behind the others.
        others.sort_by(|(a_name, a), (b_name, b)| (a.dates.is_empty(), &a.dates, a_name).cmp(&(b.dates.is_empty(), &b.dates, b_name)));
        let others: Vec<RelatedEntity> = others.into_iter().map(|(_, other)| other).collect();
        if !others.is_empty() {
            groups.push(RelationGroup { kind: kind.name(), others, more: related.len().saturating_sub(MOST) });
        }
    }
    groups
}

fn other(maker: &Maker<'_, '_>, path: &PagePath, related: &Related, collation: &Collation) -> Option<(Vec<u8>, RelatedEntity)> {
    let label = maker.reader.label(related.of, related.id.as_str())?;
    let view = RelatedEntity {
        href: path.to(&address::entity(related.of, label.slug, 1)),
        name: label.name.to_owned(),
        of: related.of.folder(),
        dates: related.dates.map(|dates| dates.to_string()).unwrap_or_default(),
        note: related.note.clone(),
    };
    Some((collation.key(&[label.sort]), view))
}

/// The beginning or end of a life, with the page of its place.
pub fn life(maker: &Maker<'_, '_>, path: &PagePath, entity: &Entity, event: Option<&Event>, kind: RelationKind) -> LifeView {
    let Some(event) = event else { return LifeView::default() };
    let label = entity
        .relations
        .iter()
        .find(|related| related.kind == kind)
        .and_then(|related| maker.reader.label(related.of, related.id.as_str()));
    let place = match label {
        Some(label) => Anchor {
            href: path.to(&address::entity(AuthorityKind::Places, label.slug, 1)),
            title: label.name.to_owned(),
            ..Anchor::default()
        },
        None => Anchor { title: event.place.clone(), ..Anchor::default() },
    };
    LifeView { date: event.date.map(|date| date.to_string()).unwrap_or_default(), place }
}

/// The map of a place with its parts, or of the places of somebody.
pub fn map(maker: &Maker<'_, '_>, path: &PagePath, kind: AuthorityKind, entity: &Entity) -> PlaceMap {
    use RelationKind::{BornIn, DiedIn, HasPart, LocatedIn, LocationOf};
    let is_shown = |related: &&Related| {
        let kinds: &[RelationKind] = if kind == AuthorityKind::Places { &[HasPart, LocationOf] } else { &[BornIn, DiedIn, LocatedIn] };
        related.of == AuthorityKind::Places && kinds.contains(&related.kind)
    };
    let own = (kind == AuthorityKind::Places).then_some(&*entity.slug);
    let others = entity.relations.iter().filter(is_shown).map(|related| related.id.as_str());
    let spots: Vec<Spot<'_>> = own.into_iter().chain(others).filter_map(|slug| maker.reader.spot(slug)).collect();
    map::of(path, spots, own.unwrap_or(""))
}
