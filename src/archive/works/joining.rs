//! Records that become one work, each held against all those that it would join.
//!
//! Two records that are one work by themselves may still stand in works that are two: a citation of the *Collected Letters* without
//! a volume is neither that of the first nor that of the second. So every work in the making has the particulars of all its records,
//! and what would bring two volumes together, or fits either, joins neither.

use super::sets::DisjointSets;
use crate::reference::{self, IdentityKind, Likeness, Particulars, Record, Verdict};

/// Why two records are one work: by their places, and what they have in common; `None` where the editors say so.
pub(super) type Joint = (usize, usize, Option<IdentityKind>);

/// No key's sharers are compared with more than this many distinct works: a key that so many
/// share (the address of a body's home page) identifies none of them.
const MOST_SHARERS: usize = 12;

/// Works in the making.
pub(super) struct Joining<'w> {
    records: Vec<&'w Record>,
    pub sets: DisjointSets,
    /// What the records of a set say together, by its first record.
    particulars: Vec<Option<Box<Particulars>>>,
    pub joints: Vec<Joint>,
}

impl<'w> Joining<'w> {
    pub(super) fn new(records: Vec<&'w Record>) -> Self {
        Self { sets: DisjointSets::new(records.len()), particulars: vec![None; records.len()], records, joints: Vec::new() }
    }

    /// Joins two records of which the editors say that they are one work.
    pub(super) fn decide(&mut self, a: usize, b: usize) {
        self.unite(a, b, None);
    }

    /// Compares the records that share an identity key, and joins those that are one work. Calls `doubt` with what may be one.
    pub(super) fn compare(&mut self, mut sharers: Vec<usize>, doubt: &mut dyn FnMut(usize, usize, &Likeness)) {
        if sharers.len() < 2 {
            return;
        }
        // Those that say most come first: a record that fits several joins none of them.
        sharers.sort_by_cached_key(|&sharer| (std::cmp::Reverse(self.said(sharer)), sharer));
        let mut heads: Vec<usize> = Vec::new();
        for sharer in sharers {
            if heads.iter().any(|&head| self.sets.find(head) == self.sets.find(sharer)) {
                continue;
            }
            let mut fitting: Vec<(usize, Likeness)> = Vec::new();
            for &head in &heads {
                let (Some(mine), Some(theirs)) = (self.records.get(head), self.records.get(sharer)) else { continue };
                let likeness = reference::compare(mine, theirs);
                match likeness.verdict {
                    Verdict::Same if self.may_join(head, sharer, likeness.ground) => fitting.push((head, likeness)),
                    Verdict::Doubtful if !self.sets.parted(head, sharer) => doubt(head, sharer, &likeness),
                    _ => {}
                }
            }
            let is_torn = fitting
                .iter()
                .enumerate()
                .any(|(nth, (one, _))| fitting.iter().skip(nth + 1).any(|(other, likeness)| !self.may_join(*one, *other, likeness.ground)));
            if is_torn {
                fitting.iter().for_each(|(head, likeness)| doubt(*head, sharer, likeness));
            } else {
                for (head, likeness) in &fitting {
                    self.unite(*head, sharer, likeness.ground);
                }
            }
            if (is_torn || fitting.is_empty()) && heads.len() < MOST_SHARERS {
                heads.push(sharer);
            }
        }
    }

    /// Whether no verdict, and no particular, keeps the works apart in which two records stand. A DOI or symbol that both have
    /// outweighs particulars that are not decisive.
    fn may_join(&mut self, a: usize, b: usize, ground: Option<IdentityKind>) -> bool {
        if self.sets.parted(a, b) {
            return false;
        }
        let (one, other) = (self.known(a), self.known(b));
        let difference = match (self.particulars.get(one), self.particulars.get(other)) {
            (Some(Some(mine)), Some(Some(theirs))) => mine.difference(theirs),
            _ => None,
        };
        let is_name = matches!(ground, Some(IdentityKind::Doi | IdentityKind::Symbol));
        difference.is_none_or(|difference| !difference.is_decisive && is_name)
    }

    fn unite(&mut self, a: usize, b: usize, ground: Option<IdentityKind>) {
        let (one, other) = (self.known(a), self.known(b));
        if one == other || !self.sets.join(a, b) {
            return;
        }
        self.joints.push((a.min(b), a.max(b), ground));
        let theirs = self.particulars.get_mut(one.max(other)).and_then(Option::take);
        if let (Some(Some(gathered)), Some(theirs)) = (self.particulars.get_mut(one.min(other)), theirs) {
            gathered.gather(&theirs);
        }
    }

    /// The first record of the work in which a record stands, whose particulars are then known.
    fn known(&mut self, record: usize) -> usize {
        let root = self.sets.find(record);
        if let (Some(slot), Some(record)) = (self.particulars.get_mut(root), self.records.get(root)) {
            slot.get_or_insert_with(|| Box::new(Particulars::of(record)));
        }
        root
    }

    /// How much is said of the work in which a record stands.
    fn said(&mut self, record: usize) -> usize {
        let root = self.known(record);
        self.particulars.get(root).and_then(Option::as_ref).map_or(0, |known| known.said())
    }
}
