//! Which units have read what, from the facet to the unit: after an edit only those are asked that have read something of what changed.
//!
//! Each unit knows what it has read ([`UnitMemo::reads`]); to ask all of them is what an edit of a large archive would cost most. This is
//! the same turned round, four bytes for each facet that a unit has read. It says of no unit that it need not be asked unless that is so;
//! it is made when it is quiet, and let go when units come or go.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::UnitMemo;
use crate::{
    archive::facet::{Dirty, Reads},
    base::varint::{put, take},
    site::Unit,
};

/// Units by what they have read.
#[derive(Debug, Default)]
pub(super) struct Readers {
    /// For hashes that begin alike, in their order: by how much each is greater than the one before, and the place of a unit. Written as
    /// in [`varint`](crate::base::varint).
    buckets: Vec<Box<[u8]>>,
    /// How many units there are.
    units: usize,
    /// Those that are to be asked themselves, since what they had read is not what they read last, or they failed.
    loose: BTreeSet<usize>,
}

/// The bits by which hashes begin alike.
const BITS: u32 = 12;
/// The others.
const REST: u32 = u32::BITS - BITS;
/// So many buckets are filled at once, so that what is not packed yet is never much.
const AT_ONCE: u32 = 256;
/// When one of so many units is to be asked itself, all is better made anew.
const SHARE: usize = 16;

impl Readers {
    /// What these units have read, turned round.
    pub(super) fn of(units: &[(Unit, UnitMemo)]) -> Self {
        let starts: Vec<u32> = (0..1 << BITS).step_by(AT_ONCE as usize).collect();
        let buckets = starts.into_iter().flat_map(|start| fill(units, start)).collect();
        let loose = units.iter().enumerate().filter(|(_, (_, known))| known.failed).map(|(place, _)| place).collect();
        Self { buckets, units: units.len(), loose }
    }

    /// The places of all units that may have read something of what changed.
    pub(super) fn to_ask(&self, dirty: &Dirty) -> BTreeSet<usize> {
        let mut places = self.loose.clone();
        for hash in dirty.hashes() {
            let Some(bucket) = self.buckets.get((hash >> REST) as usize) else { continue };
            let (mut bytes, mut at) = (&bucket[..], u64::from((hash >> REST) << REST));
            while let (Some(more), Some(place)) = (take(&mut bytes), take(&mut bytes)) {
                at = at.saturating_add(more);
                if at == u64::from(hash) {
                    places.insert(place as usize);
                } else if at > u64::from(hash) {
                    break;
                }
            }
        }
        places
    }

    /// Notes that these units were made anew. Whether it is still worth while to ask here.
    pub(super) fn loosen(&mut self, places: BTreeSet<usize>) -> bool {
        self.loose.extend(places);
        self.loose.len() * SHARE <= self.units.max(SHARE)
    }
}

/// Fills the buckets from `start` on.
fn fill(units: &[(Unit, UnitMemo)], start: u32) -> Vec<Box<[u8]>> {
    let (first, last) = (start << REST, ((start + AT_ONCE - 1) << REST) | (u32::MAX >> BITS));
    let of_unit = |(place, (_, known)): (usize, &(Unit, UnitMemo))| {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let of = |reads: &Reads| reads.between(first, last).iter().map(|hash| (*hash, place)).collect::<Vec<_>>();
        known.parts.iter().flat_map(|part| of(&part.reads)).chain(of(&known.reads)).collect::<Vec<_>>()
    };
    let mut read: Vec<(u32, u32)> = units.par_iter().enumerate().flat_map_iter(of_unit).collect();
    read.par_sort_unstable();
    read.dedup();
    let mut rest = &read[..];
    let pack = |bucket: u32| {
        let end = rest.partition_point(|(hash, _)| hash >> REST <= bucket);
        let (some, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        rest = behind;
        let mut bytes = Vec::with_capacity(some.len() * 4);
        let mut at = bucket << REST;
        for (hash, place) in some {
            put(&mut bytes, hash.saturating_sub(at).into());
            put(&mut bytes, (*place).into());
            at = *hash;
        }
        bytes.into_boxed_slice()
    };
    (start..start + AT_ONCE).map(pack).collect()
}

/// Those of `all` that stand at these places.
pub(super) fn at<'u, T>(mut all: &'u mut [T], places: &BTreeSet<usize>) -> Vec<&'u mut T> {
    let (mut picked, mut passed) = (Vec::with_capacity(places.len()), 0);
    for place in places {
        let rest = std::mem::take(&mut all).get_mut(place - passed..);
        let Some((one, rest)) = rest.and_then(<[T]>::split_first_mut) else { break };
        picked.push(one);
        (all, passed) = (rest, place + 1);
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Catalogue;

    #[test]
    fn places_are_picked_in_order() {
        let mut all = [10, 11, 12, 13, 14];
        let picked: Vec<i32> = at(&mut all, &BTreeSet::from([0, 1, 4])).into_iter().map(|one| *one).collect();
        assert_eq!(picked, [10, 11, 14]);
        assert_eq!(at(&mut all, &BTreeSet::from([4, 7])).len(), 1);
    }

    #[test]
    fn who_has_read_what_changed_is_asked_and_nobody_else() {
        let unit = Unit::all(&Catalogue::default(), 1).swap_remove(0);
        let known = |hashes: &[u32]| UnitMemo { reads: Reads::of_hashes(hashes), ..UnitMemo::default() };
        let spread = |n: u32| n.wrapping_mul(0x9e37_79b9);
        let units: Vec<(Unit, UnitMemo)> =
            (0..500).map(|n| (unit.clone(), known(&[spread(n), spread(n / 10 + 1000), 7, u32::MAX - n]))).collect();
        let mut readers = Readers::of(&units);
        for changed in [vec![spread(3)], vec![spread(1001)], vec![7], vec![u32::MAX], vec![spread(77), spread(1049), 8], vec![]] {
            let dirty = Dirty::of_hashes(&changed);
            let expected: BTreeSet<usize> = (0..500).filter(|place| dirty.touches(&units[*place].1.reads)).collect();
            assert_eq!(readers.to_ask(&dirty), expected, "{changed:?}");
        }
        assert!(readers.loosen(BTreeSet::from([5])));
        assert_eq!(readers.to_ask(&Dirty::of_hashes(&[])), BTreeSet::from([5]));
        assert!(!readers.loosen((0..60).collect()));
    }
}
