//! What was read.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use serde::{Deserialize, Serialize};

use super::{Facet, Kind, Kinds};

/// What a view has read: sorted, each facet once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads(pub(super) Box<[u32]>);

impl Reads {
    fn of(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes.into_boxed_slice())
    }

    /// The hashes of the facets, as far as they are not less than the first of these and not greater than the last.
    pub fn between(&self, first: u32, last: u32) -> &[u32] {
        let start = self.0.partition_point(|hash| *hash < first);
        let end = self.0.partition_point(|hash| *hash <= last);
        self.0.get(start..end).unwrap_or(&[])
    }

    /// What was read, by the hashes of the facets.
    #[cfg(test)]
    pub fn of_hashes(hashes: &[u32]) -> Self {
        Self::of(hashes.to_vec())
    }

    /// How many facets were read.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The log of one view, file or search in the making.
#[derive(Debug, Default)]
pub struct Log {
    hashes: RefCell<Vec<u32>>,
    kinds: Cell<Kinds>,
    /// The facets in words, where somebody wants to read them.
    names: Option<RefCell<BTreeMap<String, u32>>>,
}

impl Log {
    /// A log that also notes each facet in words.
    pub fn in_words() -> Self {
        Self { names: Some(RefCell::default()), ..Self::default() }
    }

    /// Notes that a facet was read.
    pub fn note(&self, facet: Facet<'_>) {
        self.note_all(facet.kind());
        self.hashes.borrow_mut().push(facet.hash32());
        if let Some(names) = &self.names {
            names.borrow_mut().insert(facet.to_string(), facet.hash32());
        }
    }

    /// Notes that all facets of a kind were read, by one who keeps [`Log::into_kinds`].
    pub fn note_all(&self, kind: Kind) {
        let mut kinds = self.kinds.get();
        kinds |= kind.into();
        self.kinds.set(kinds);
    }

    /// How much was read so far.
    pub fn so_far(&self) -> usize {
        self.hashes.borrow().len()
    }

    /// Takes apart what was read since so much was.
    pub fn since(&self, so_far: usize) -> Reads {
        let mut hashes = self.hashes.borrow_mut();
        let so_far = so_far.min(hashes.len());
        Reads::of(hashes.split_off(so_far))
    }

    /// All that was read.
    pub fn into_reads(self) -> Reads {
        Reads::of(self.hashes.into_inner())
    }

    /// The kinds of all that was read: enough for one who reads the archive as a whole.
    pub fn into_kinds(self) -> Kinds {
        self.kinds.get()
    }

    /// All that was read, in words, each with the facet's hash.
    pub fn into_words(self) -> BTreeMap<String, u32> {
        self.names.map(RefCell::into_inner).unwrap_or_default()
    }
}
