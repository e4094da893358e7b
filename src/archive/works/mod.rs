//! Which records are one work, and what the work is called.
//!
//! Equal records are kept once, however many documents hold them. Records that share an identity
//! key (DOI, document symbol, address, title with year and author) are compared; those that are
//! the same work form a cluster, unless that would bring together what differs ([`joining`]); doubtful pairs are listed and not merged. When a bibliography
//! changes, only the clusters that its records touch are formed anew, and a property test holds
//! that the result is that of forming all from scratch.

mod form;
mod joining;
mod records;
mod sets;
mod sorting;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::{FxHashMap, FxHashSet};

use super::facet::{Dirty, Facet};
use crate::{
    base::{Digest, Message, Slug, SmallSet, small_set::withdraw},
    document::Verdicts,
    reference::{self, IdentityKey, IdentityKind, Record},
};

pub use super::division::Group;
pub use form::Change;
use records::{Interned, RecordId, Records};
pub use sorting::author_key;
use sorting::{authors, fullness, names, sort_text};

/// A record in a document: the document, and the key by which it knows the record. The empty key
/// is the document itself, as a work that others may cite.
pub type Member = (Slug, Arc<str>);

/// A work.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Its key on the site, unique.
    pub key: Arc<str>,
    /// Its fullest record.
    pub record: Arc<Record>,
    /// All its distinct records, fullest first.
    pub records: Vec<Arc<Record>>,
    /// The documents that cite it, each with its own key for it, in order.
    pub members: Vec<Member>,
    /// The documents of this archive that are this work.
    pub held_as: Vec<Slug>,
    /// By what an index sorts it: author, year, title, folded.
    pub sort: String,
    /// Why its records are one work, of so many as a page shows.
    pub joints: Vec<Joint>,
    documents: usize,
}

/// Why two records are one work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joint {
    /// The one, by one of its members.
    pub left: Member,
    /// The other.
    pub right: Member,
    /// What they have in common; `None` where the editors say so.
    pub ground: Option<IdentityKind>,
}

impl Work {
    /// How many documents cite it.
    pub fn cited_by(&self) -> usize {
        self.documents
    }
}

/// A document's records, each with the key by which it knows it.
pub type Entries = Vec<(Arc<str>, Arc<Record>)>;

/// A cluster's place in the table; stable while the cluster lives.
pub type ClusterId = u32;

/// Two records that may be one work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// The one, by one of its members.
    pub left: Member,
    /// The other.
    pub right: Member,
    /// What speaks for and against.
    pub reason: Message,
}

/// All works of the archive.
#[derive(Debug, Default)]
pub struct Works {
    records: Records,
    of_document: FxHashMap<Slug, Vec<(Arc<str>, RecordId)>>,
    /// The first works of each document in the order of lists: as many as a page names together, and one more.
    firsts: FxHashMap<Slug, Vec<ClusterId>>,
    by_identity: FxHashMap<u64, SmallSet<Digest>>,
    /// Which records documents know by a key: for verdicts.
    by_own_key: FxHashMap<Arc<str>, SmallSet<Digest>>,
    clusters: Vec<Option<Cluster>>,
    free: Vec<ClusterId>,
    claims: FxHashMap<Arc<str>, SmallSet<(String, Digest, ClusterId)>>,
    by_key: BTreeMap<Arc<str>, ClusterId>,
    /// The same, for those who look up one: indexes and pages look up hundreds of thousands.
    place_of: FxHashMap<Arc<str>, ClusterId>,
    by_initial: BTreeMap<String, SmallSet<(String, Arc<str>)>>,
    by_group: BTreeMap<Group, SmallSet<Arc<str>>>,
    by_author: FxHashMap<String, SmallSet<Arc<str>>>,
    by_title: FxHashMap<String, SmallSet<Arc<str>>>,
    verdicts: Judgement,
    changed: Vec<Change>,
}

/// How many works of a document are known by their order.
pub const FIRST: usize = 11;

#[derive(Debug)]
struct Cluster {
    records: Vec<Digest>,
    claim: Arc<str>,
    work: Option<Arc<Work>>,
    doubts: Vec<Doubt>,
    joints: Vec<Joint>,
}

/// The editors' verdicts, by member name.
#[derive(Debug, Default, PartialEq)]
struct Judgement {
    same: Vec<Vec<String>>,
    different: Vec<Vec<String>>,
}

impl Works {
    /// The work of that key.
    pub fn get(&self, key: &str) -> Option<&Arc<Work>> {
        self.place_of.get(key).and_then(|&id| self.work(id))
    }

    /// The work that a document's record is.
    pub fn of_record(&self, slug: &Slug, key: &str) -> Option<&Arc<Work>> {
        self.work(self.interned(slug, key)?.cluster?)
    }

    /// The record that a document knows by a key.
    pub fn record(&self, slug: &Slug, key: &str) -> Option<&Arc<Record>> {
        Some(&self.interned(slug, key)?.record)
    }

    fn interned(&self, slug: &Slug, key: &str) -> Option<&Interned> {
        let (_, id) = self.of_document.get(slug)?.iter().find(|(own, _)| &**own == key)?;
        self.records.at(*id)
    }

    /// The works that a document's records are, by their places: one for each record, in the order of its file.
    pub fn places_of<'a>(&'a self, slug: &Slug) -> impl Iterator<Item = ClusterId> + use<'a> {
        let entries = self.of_document.get(slug).into_iter().flatten().filter(|(key, _)| !key.is_empty());
        entries.filter_map(|(_, id)| self.records.at(*id)?.cluster)
    }

    /// The first works that a document cites, in the order of lists: [`FIRST`] at most.
    pub fn first_of<'a>(&'a self, slug: &Slug) -> impl Iterator<Item = &'a Arc<Work>> + use<'a> {
        self.firsts.get(slug).into_iter().flatten().filter_map(|&id| self.work(id))
    }

    /// Looks again which works of documents come first.
    fn put_first(&mut self, slugs: FxHashSet<Slug>) {
        for slug in slugs {
            let mut places: Vec<ClusterId> = self.places_of(&slug).collect();
            places.sort_unstable();
            places.dedup();
            let order = |id: &ClusterId| self.work(*id).map(|work| (&work.sort, &work.key));
            if places.len() > FIRST {
                places.select_nth_unstable_by(FIRST, |a, b| order(a).cmp(&order(b)));
                places.truncate(FIRST);
            }
            places.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
            if places.is_empty() {
                self.firsts.remove(&slug);
            } else {
                self.firsts.insert(slug, places);
            }
        }
    }

    /// A document's records in the order of its file, each with its work. The document itself
    /// (the empty key) is not among them.
    pub fn of_document<'a>(&'a self, slug: &Slug) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<Record>, &'a Arc<Work>)> + use<'a> {
        self.of_document.get(slug).into_iter().flatten().filter(|(key, _)| !key.is_empty()).filter_map(|(key, id)| {
            let interned = self.records.at(*id)?;
            Some((key, &interned.record, self.work(interned.cluster?)?))
        })
    }

    /// The works that are cited, by key.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Work>> {
        self.by_key.values().filter_map(|&id| self.work(id))
    }

    /// How many works are cited.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether none is cited.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The initials of the index, each with the works under it in the index's order.
    pub fn initials(&self) -> &BTreeMap<String, SmallSet<(String, Arc<str>)>> {
        &self.by_initial
    }

    /// The divisions of the index, each with its works by key.
    pub fn groups(&self) -> &BTreeMap<Group, SmallSet<Arc<str>>> {
        &self.by_group
    }

    /// The works whose authors' or editors' names have this [`author_key`].
    pub fn by_author(&self, key: &str) -> impl Iterator<Item = &Arc<Work>> {
        self.by_author.get(key).into_iter().flatten().filter_map(|key| self.get(key))
    }

    /// The works of that folded title or key.
    pub fn by_name(&self, folded: &str) -> impl Iterator<Item = &Arc<Work>> {
        self.by_title.get(folded).into_iter().flatten().filter_map(|key| self.get(key))
    }

    /// The pairs that may be one work, in order.
    pub fn doubts(&self) -> Vec<&Doubt> {
        let mut doubts: Vec<&Doubt> = self.clusters.iter().flatten().flat_map(|cluster| &cluster.doubts).collect();
        doubts.sort_unstable();
        doubts.dedup();
        doubts
    }

    /// The work at a place.
    pub fn work(&self, id: ClusterId) -> Option<&Arc<Work>> {
        self.clusters.get(id as usize)?.as_ref()?.work.as_ref()
    }

    /// Takes the records that a document now has (`None`: it has no bibliography any more), and
    /// forms the works that they touch. Marks what changed.
    pub fn update(&mut self, changes: Vec<(Slug, Entries)>, verdicts: &Verdicts, dirty: &mut Dirty) {
        let mut touched: FxHashSet<Digest> = FxHashSet::default();
        let mut identities: FxHashSet<u64> = FxHashSet::default();
        // Documents share what they have in common, so that most records need no digest of their own.
        let mut digests: FxHashMap<*const Record, Digest> = FxHashMap::default();
        for (_, record) in changes.iter().flat_map(|(_, entries)| entries) {
            digests.entry(Arc::as_ptr(record)).or_insert_with(|| record_digest(record));
        }
        let digest = |record: &Arc<Record>| digests.get(&Arc::as_ptr(record)).copied().unwrap_or_else(|| record_digest(record));
        for (slug, entries) in changes {
            let entries = entries.into_iter().map(|(key, record)| (key, digest(&record), record)).collect();
            self.replace(slug, entries, &mut touched, &mut identities, dirty);
        }
        if (&verdicts.same, &verdicts.different) != (&self.verdicts.same, &self.verdicts.different) {
            self.verdicts = Judgement { same: verdicts.same.clone(), different: verdicts.different.clone() };
            touched.extend(self.records.digests());
        }
        if touched.is_empty() && identities.is_empty() {
            return;
        }
        let affected = self.closure(touched, identities);
        self.form(affected, dirty);
    }

    /// Swaps a document's entries, interning new records and dropping those nobody holds.
    fn replace(
        &mut self,
        slug: Slug,
        new: Vec<(Arc<str>, Digest, Arc<Record>)>,
        touched: &mut FxHashSet<Digest>,
        identities: &mut FxHashSet<u64>,
        dirty: &mut Dirty,
    ) {
        let old = self.of_document.remove(&slug).unwrap_or_default();
        let says = |id: RecordId, digest: Digest| self.records.at(id).is_some_and(|interned| interned.digest == digest);
        let is_same = old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| a.0 == b.0 && says(a.1, b.1));
        if !dirty.compare(Facet::WorksOf(&slug), true, is_same) {
            self.of_document.insert(slug, old);
            return;
        }
        let mut kept = Vec::with_capacity(new.len());
        for (key, digest, record) in new {
            // One copy of each key, however many documents use it.
            let key = self.by_own_key.get_key_value(&key).map_or(key, |(known, _)| known.clone());
            let member = (slug.clone(), key.clone());
            let id = self.records.place(digest, || {
                let mut identity: Vec<u64> = reference::identity(&record).iter().map(identity_hash).collect();
                identity.sort_unstable();
                identity.dedup();
                Interned { digest, record, identity, members: SmallSet::default(), cluster: None }
            });
            let Some(interned) = self.records.at_mut(id) else { continue };
            if interned.members.is_empty() {
                for &id in &interned.identity {
                    self.by_identity.entry(id).or_default().insert(digest);
                }
            }
            if interned.members.insert(member) {
                touched.insert(digest);
                self.by_own_key.entry(key.clone()).or_default().insert(digest);
            }
            kept.push((key, id));
        }
        for (key, id) in old {
            if kept.iter().any(|(other, same)| *other == key && *same == id) {
                continue;
            }
            let Some(interned) = self.records.at_mut(id) else { continue };
            let digest = interned.digest;
            interned.members.remove(&(slug.clone(), key.clone()));
            touched.insert(digest);
            if let Some(records) = self.by_own_key.get_mut(&key) {
                if !interned.members.iter().any(|(_, own)| *own == key) {
                    records.remove(&digest);
                }
                if records.is_empty() {
                    self.by_own_key.remove(&key);
                }
            }
            if interned.members.is_empty() {
                identities.extend(&interned.identity);
                for id in &interned.identity {
                    if withdraw(self.by_identity.get_mut(id), &digest) {
                        self.by_identity.remove(id);
                    }
                }
            }
        }
        if !kept.is_empty() {
            self.of_document.insert(slug, kept);
        }
    }

    /// All records whose clusters may differ: those touched, those that share an identity key with
    /// them, and so on, and all that stand in a cluster with any of these or are joined by a verdict. In order.
    fn closure(&self, touched: FxHashSet<Digest>, identities: FxHashSet<u64>) -> Vec<Digest> {
        let mut seen_identities: FxHashSet<u64> = FxHashSet::default();
        let mut seen: FxHashSet<Digest> = FxHashSet::default();
        let mut queue: Vec<Digest> = touched.into_iter().collect();
        let sharers = |id: &u64| self.by_identity.get(id).into_iter().flatten().copied();
        for id in &identities {
            seen_identities.insert(*id);
            queue.extend(sharers(id));
        }
        let joined = self.joined_by_verdict();
        while let Some(digest) = queue.pop() {
            if !seen.insert(digest) {
                continue;
            }
            if let Some(cluster) = self.records.get(&digest).and_then(|known| self.clusters.get(known.cluster? as usize)?.as_ref()) {
                queue.extend(&cluster.records);
            }
            if let Some(interned) = self.records.get(&digest) {
                for id in &interned.identity {
                    if seen_identities.insert(*id) {
                        queue.extend(sharers(id));
                    }
                }
                if let Some(group) = joined.get(&digest) {
                    queue.extend(group);
                }
            }
        }
        let mut affected: Vec<Digest> = seen.into_iter().collect();
        affected.sort_unstable();
        affected
    }

    /// The records that `same` verdicts name, each with its group.
    fn joined_by_verdict(&self) -> FxHashMap<Digest, Vec<Digest>> {
        let mut joined: FxHashMap<Digest, Vec<Digest>> = FxHashMap::default();
        for group in self.verdicts.same.iter().chain(&self.verdicts.different) {
            let digests: Vec<Digest> = group.iter().flat_map(|name| self.named(name)).collect();
            for digest in &digests {
                joined.entry(*digest).or_default().extend(&digests);
            }
        }
        joined
    }

    /// The records that a verdict names: `<slug>/<key>` one document's, a plain key those that any
    /// document knows by it.
    fn named(&self, name: &str) -> Vec<Digest> {
        if !name.contains('/') {
            return self.by_own_key.get(name).into_iter().flatten().copied().collect();
        }
        // Both sides may have slashes of their own: a document in folders, a key such as `smith:2020/a`.
        let parts = name.match_indices('/').filter_map(|(at, _)| Some((name.get(..at)?, name.get(at + 1..)?)));
        parts
            .flat_map(|(slug, key)| self.of_document.get(slug).into_iter().flatten().filter(move |(own, _)| &**own == key))
            .filter_map(|(_, id)| Some(self.records.at(*id)?.digest))
            .collect()
    }

    /// Of verdicts that part works, the names next to each other that mean one record.
    pub fn inseparable<'v>(&self, verdicts: &'v [Vec<String>]) -> Vec<(&'v str, &'v str)> {
        let is_one = |one: &str, other: &str| {
            let records: FxHashSet<Digest> = self.named(one).into_iter().collect();
            self.named(other).iter().any(|digest| records.contains(digest))
        };
        let pairs = verdicts.iter().flat_map(|group| group.iter().zip(group.iter().skip(1)));
        pairs.map(|(one, other)| (one.as_str(), other.as_str())).filter(|(one, other)| is_one(one, other)).collect()
    }

    /// Whether a verdict names something that the archive does not have.
    pub fn knows(&self, name: &str) -> bool {
        !self.named(name).is_empty()
    }
}

/// The digest of what a record says, its key left out.
fn record_digest(record: &Record) -> Digest {
    Digest::of_value(&record.content())
}

/// An identity key as a number; those of surer kinds are smaller.
fn identity_hash(key: &IdentityKey) -> u64 {
    use std::hash::{Hash as _, Hasher as _};
    let mut hasher = rustc_hash::FxHasher::default();
    key.value.hash(&mut hasher);
    ((key.kind as u64) << 60) | (hasher.finish() >> 4)
}
