//! The distinct records of all documents, each once: found by what they say, or by their place.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{ClusterId, Member};
use crate::{
    base::{Digest, SmallSet},
    reference::Record,
};

/// A record's place in the table; stable while the record is there.
pub type RecordId = u32;

/// A record that documents share.
#[derive(Debug)]
pub struct Interned {
    /// The digest of what it says, its key left out.
    pub digest: Digest,
    pub record: Arc<Record>,
    /// Its identity keys, hashed, in order.
    pub identity: Vec<u64>,
    /// The documents that have it.
    pub members: SmallSet<Member>,
    /// The cluster that it stands in, once formed.
    pub cluster: Option<ClusterId>,
}

/// All records. Pages look up millions by their places, so that is one step; what a record says is looked up by what changes.
#[derive(Debug, Default)]
pub struct Records {
    places: FxHashMap<Digest, RecordId>,
    table: Vec<Option<Interned>>,
    free: Vec<RecordId>,
}

impl Records {
    /// The record with this digest.
    pub fn get(&self, digest: &Digest) -> Option<&Interned> {
        self.at(*self.places.get(digest)?)
    }

    /// The record with this digest, to be changed.
    pub fn get_mut(&mut self, digest: &Digest) -> Option<&mut Interned> {
        self.at_mut(*self.places.get(digest)?)
    }

    /// The record at a place.
    pub fn at(&self, id: RecordId) -> Option<&Interned> {
        self.table.get(id as usize)?.as_ref()
    }

    /// The record at a place, to be changed.
    pub fn at_mut(&mut self, id: RecordId) -> Option<&mut Interned> {
        self.table.get_mut(id as usize)?.as_mut()
    }

    /// The place of the record with this digest, which `make` makes if it is not there.
    pub fn place(&mut self, digest: Digest, make: impl FnOnce() -> Interned) -> RecordId {
        *self.places.entry(digest).or_insert_with(|| {
            let made = Some(make());
            match self.free.pop() {
                Some(id) => {
                    if let Some(slot) = self.table.get_mut(id as usize) {
                        *slot = made;
                    }
                    id
                }
                None => {
                    self.table.push(made);
                    u32::try_from(self.table.len() - 1).unwrap_or(u32::MAX)
                }
            }
        })
    }

    /// Forgets the record with this digest.
    pub fn remove(&mut self, digest: &Digest) {
        if let Some(id) = self.places.remove(digest) {
            if let Some(slot) = self.table.get_mut(id as usize) {
                *slot = None;
            }
            self.free.push(id);
        }
    }

    /// The digests of all records, in no order.
    pub fn digests(&self) -> impl Iterator<Item = &Digest> {
        self.places.keys()
    }
}
