//! What changed. There is no way to mark a facet but to compare its values.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::{Facet, Kinds, Reads};
use crate::document::AuthorityKind;

/// The facets whose value changed.
#[derive(Debug, Default)]
pub struct Dirty {
    hashes: FxHashSet<u32>,
    /// A bit for each hash, by its highest bits: most of what views have read is told apart by this alone.
    sieve: BloomFilter,
    kinds: Kinds,
    everything: bool,
}

impl Dirty {
    /// All facets: nothing was known before.
    pub fn everything() -> Self {
        Self { kinds: Kinds::ALL, everything: true, ..Self::default() }
    }

    /// These, and those that changed afterwards.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        later.hashes.iter().for_each(|hash| self.sieve.put(*hash));
        self.hashes.extend(later.hashes);
        Self { kinds: self.kinds.or(later.kinds), everything: self.everything | later.everything, ..self }
    }

    /// Whether these are all facets, so that none need be compared.
    pub fn is_everything(&self) -> bool {
        self.everything
    }

    /// Marks a facet as changed if what was its value is so no more. Both are what readers get, or hold all of it. Whether they differ.
    pub fn compare<T: PartialEq>(&mut self, facet: Facet<'_>, was: T, is: T) -> bool {
        let differ = was != is;
        if differ && !self.everything {
            let hash = facet.hash32();
            self.hashes.insert(hash);
            self.sieve.put(hash);
            self.kinds |= facet.kind().into();
        }
        differ
    }

    /// Compares what stood under each key of a table with what stands there.
    pub fn compare_tables<'k, K: Ord, V: PartialEq>(
        &mut self,
        was: &'k BTreeMap<K, V>,
        is: &'k BTreeMap<K, V>,
        facet: impl Fn(&'k K) -> Facet<'k>,
    ) -> bool {
        let mut differ = false;
        for (key, value) in was {
            differ |= self.compare(facet(key), Some(value), is.get(key));
        }
        for (key, value) in is.iter().filter(|(key, _)| !was.contains_key(*key)) {
            differ |= self.compare(facet(key), None, Some(value));
        }
        differ
    }

    /// The kinds of the facets that changed.
    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// The hashes of the facets that changed, in no order.
    pub fn hashes(&self) -> impl Iterator<Item = u32> {
        self.hashes.iter().copied()
    }

    /// Facets that changed, by their hashes.
    #[cfg(test)]
    pub fn of_hashes(hashes: &[u32]) -> Self {
        let mut dirty = Self { hashes: hashes.iter().copied().collect(), ..Self::default() };
        hashes.iter().for_each(|hash| dirty.sieve.put(*hash));
        dirty
    }

    /// Whether the facet changed whose hash this is.
    pub fn holds(&self, hash: u32) -> bool {
        self.everything || (self.sieve.may_hold(hash) && self.hashes.contains(&hash))
    }

    /// Whether this facet changed.
    #[cfg(test)]
    pub fn holds_facet(&self, facet: Facet<'_>) -> bool {
        self.holds(facet.hash32())
    }

    /// Whether any list changed from which it follows which pages there are.
    pub fn touches_lists(&self) -> bool {
        let lists = [
            Facet::WithPages,
            Facet::WorkKeys,
            Facet::InitialNames,
            Facet::Menu,
            Facet::AllAnnotations,
            Facet::Fields,
            Facet::Letters,
            Facet::Collections,
            Facet::VersionNames,
            Facet::Histories,
        ];
        let lists = lists.into_iter().chain(AuthorityKind::ALL.map(Facet::Entities));
        lists.into_iter().any(|list| self.holds(list.hash32()))
    }

    /// Whether any of what was read has changed.
    pub fn touches(&self, reads: &Reads) -> bool {
        reads.0.iter().any(|&read| self.holds(read))
    }
}

/// A Bloom filter of one hash, 4,096 bits wide.
#[derive(Debug)]
struct BloomFilter([u64; 64]);

impl BloomFilter {
    fn put(&mut self, hash: u32) {
        let (word, bit) = Self::place(hash);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn may_hold(&self, hash: u32) -> bool {
        let (word, bit) = Self::place(hash);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(hash: u32) -> (usize, u64) {
        ((hash >> 26) as usize, 1 << ((hash >> 20) & 63))
    }
}

impl Default for BloomFilter {
    fn default() -> Self {
        Self([0; 64])
    }
}
