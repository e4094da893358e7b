//! The position of cites (specification, "Choose": `position`).

use std::collections::HashMap;

use super::{Cite, Cluster};
use crate::style::element::Position;

/// What is found out of a cite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub position: Position,
    pub near_note: bool,
    pub first_note: u32,
}

/// The positions of all cites, in the order in which the cites of each cluster are printed: `orders` has that order. What stands in
/// notes and what stands in the text are two rows.
pub(super) fn positions(clusters: &[Cluster], orders: &[Vec<usize>], distance: u32) -> Vec<Vec<Found>> {
    let (mut text, mut notes) = (Row::default(), Row::default());
    let cited = clusters.iter().zip(orders);
    cited.map(|(cluster, order)| if cluster.note == 0 { &mut text } else { &mut notes }.add(cluster, order, distance)).collect()
}

/// Citations one after another.
#[derive(Default)]
struct Row<'c> {
    /// The note in which an item was cited first, and the one in which it was cited last.
    seen: HashMap<usize, (u32, u32)>,
    /// The note of the last citation, how many cites stand in it, and the last of them.
    note: u32,
    count: usize,
    last: Option<&'c Cite>,
}

impl<'c> Row<'c> {
    fn add(&mut self, cluster: &'c Cluster, order: &[usize], distance: u32) -> Vec<Found> {
        let mut found = vec![Found { position: Position::First, near_note: false, first_note: 0 }; cluster.cites.len()];
        let same_note = cluster.note > 0 && self.note == cluster.note;
        for (nth, (cite, place)) in order.iter().filter_map(|at| Some((cluster.cites.get(*at)?, *at))).enumerate() {
            let known = self.seen.get(&cite.item).copied();
            // "Ibid." may stand behind a cite of the same citation, or behind the note right before if no other cite is in that. Over a note
            // of words alone it would lead to these (Chicago Manual of Style, 14.34: "the note immediately preceding").
            let next_note = cluster.note.saturating_sub(self.note) <= 1;
            let previous = self.last.filter(|_| nth > 0 || (next_note && self.count == 1) || same_note);
            let position = match (known, previous) {
                (None, _) => Position::First,
                (Some(_), Some(previous)) if previous.item == cite.item => after(previous, cite),
                _ => Position::Subsequent,
            };
            let near = known.is_some_and(|(_, last)| cluster.note > 0 && cluster.note.saturating_sub(last) <= distance);
            if let Some(place) = found.get_mut(place) {
                *place = Found {
                    position: cite.position.unwrap_or(position),
                    near_note: cite.near_note.unwrap_or(near),
                    first_note: cite.first_note.unwrap_or_else(|| known.map_or(0, |(first, _)| first)),
                };
            }
            self.seen.entry(cite.item).or_insert((cluster.note, cluster.note)).1 = cluster.note;
            self.last = Some(cite);
        }
        if !cluster.cites.is_empty() {
            self.count = cluster.cites.len() + if same_note { self.count } else { 0 };
            self.note = cluster.note;
        }
        found
    }
}

/// The position of a cite right behind another of the same item: "ibid." where nothing more has to be said, or where a locator can be
/// added; a locator cannot be taken back.
fn after(previous: &Cite, cite: &Cite) -> Position {
    let same = previous.locator == cite.locator && (previous.label == cite.label || cite.locator.is_empty());
    match (previous.locator.is_empty(), cite.locator.is_empty()) {
        _ if same => Position::Ibid,
        (_, false) => Position::IbidWithLocator,
        (_, true) => Position::Subsequent,
    }
}
