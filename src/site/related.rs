//! Documents that have something in common with a document.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{frame::Maker, view::RelatedView};
use crate::{
    archive::Claim,
    base::{RelPath, Slug},
    document::Document,
};

/// How many related documents are shown.
const MOST_RELATED: usize = 8;
/// Works and entities shared by more documents than this say nothing of how documents relate.
const MOST_SHARED: usize = 30;

/// Documents that cite the same works or name the same people: a shared work or name counts the
/// more the fewer documents share it (inverse document frequency; Spärck Jones 1972).
pub fn related(maker: &Maker<'_, '_>, path: &RelPath, document: &Document) -> Vec<RelatedView> {
    let mut scores: FxHashMap<&Slug, (f64, usize, usize)> = FxHashMap::default();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (_, _, work) in maker.reader.works_of(&document.slug) {
        if work.members.len() > MOST_SHARED || !seen.insert(&work.key) {
            continue;
        }
        // In order, so that a document's records of one work stand together.
        let mut others: Vec<&Slug> = work.members.iter().map(|(slug, _)| slug).collect();
        others.dedup();
        for other in &others {
            let score = scores.entry(*other).or_default();
            score.0 += 1.0 / (others.len() as f64);
            score.1 += 1;
        }
    }
    let claimed: Vec<_> = document
        .meta
        .people
        .iter()
        .filter_map(|person| match maker.reader.person(person) {
            Claim::One(kind, slug) => Some((kind, slug)),
            _ => None,
        })
        .collect();
    let mentioned = maker.reader.mentions_in(&document.slug).iter().map(|mention| (mention.kind, mention.id.as_str()));
    let named: BTreeSet<_> = claimed.iter().map(|(kind, slug)| (*kind, &**slug)).chain(mentioned).collect();
    for (kind, slug) in named {
        let Some(entity) = maker.reader.entity(kind, slug) else { continue };
        // Who is in one of the lists is in all of them together.
        if entity.lists().any(|documents| documents.len() > MOST_SHARED) {
            continue;
        }
        let mut others: Vec<&Slug> = entity.lists().flatten().collect();
        others.sort_unstable();
        others.dedup();
        if others.len() > MOST_SHARED {
            continue;
        }
        for other in &others {
            let score = scores.entry(*other).or_default();
            score.0 += 0.5 / (others.len() as f64);
            score.2 += 1;
        }
    }
    scores.remove(&document.slug);
    let mut best: Vec<(&Slug, (f64, usize, usize))> = scores.into_iter().collect();
    best.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(b.0)));
    best.truncate(MOST_RELATED);
    best.into_iter()
        .filter_map(|(slug, (_, works, people))| Some(RelatedView { card: maker.card(path, &maker.reader.card(slug)?), works, people }))
        .collect()
}
