//! Which records are one work, and what the work is called.
//!
//! Equal records are kept once, however many documents hold them. Records that share an identity
//! key (DOI, document symbol, address, title with year and author) are compared; those that are
//! the same work form a cluster, doubtful pairs are listed and not merged. When a bibliography
//! changes, only the clusters that its records touch are formed anew, and a property test holds
//! that the result is that of forming all from scratch.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    facet::{Dirty, Facet},
    naming,
};
use crate::{
    base::{Digest, Slug, text},
    document::Verdicts,
    reference::{self, Likeness, Record, Verdict},
};

/// A record in a document: the document, and the key by which it knows the record. The empty key
/// is the document itself, as a work that others may cite.
pub type Member = (Slug, Arc<str>);

/// A work.
#[derive(Clone, Debug)]
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
}

impl Work {
    /// How many documents cite it.
    pub fn cited_by(&self) -> usize {
        let mut documents = 0;
        let mut last = None;
        for (slug, _) in &self.members {
            documents += usize::from(last != Some(slug));
            last = Some(slug);
        }
        documents
    }
}

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
    pub reason: String,
}

/// All works of the archive.
#[derive(Debug, Default)]
pub struct Works {
    records: FxHashMap<Digest, Interned>,
    of_document: BTreeMap<Slug, Vec<(Arc<str>, Digest)>>,
    by_identity: FxHashMap<u64, BTreeSet<Digest>>,
    cluster_of: FxHashMap<Digest, ClusterId>,
    clusters: Vec<Option<Cluster>>,
    free: Vec<ClusterId>,
    claims: BTreeMap<Arc<str>, BTreeSet<(String, Digest, ClusterId)>>,
    by_key: BTreeMap<Arc<str>, ClusterId>,
    by_initial: BTreeMap<String, BTreeSet<(String, Arc<str>)>>,
    by_author: BTreeMap<String, BTreeSet<Arc<str>>>,
    by_title: BTreeMap<String, BTreeSet<Arc<str>>>,
    verdicts: Judgement,
}

#[derive(Debug)]
struct Interned {
    record: Arc<Record>,
    identity: Vec<u64>,
    members: BTreeSet<Member>,
}

#[derive(Debug)]
struct Cluster {
    records: Vec<Digest>,
    claim: Arc<str>,
    work: Option<Arc<Work>>,
    doubts: Vec<Doubt>,
}

/// The editors' verdicts, by member name.
#[derive(Debug, Default, PartialEq)]
struct Judgement {
    same: Vec<Vec<String>>,
    different: Vec<Vec<String>>,
}

/// No key's sharers are compared with more than this many distinct works: a key that so many
/// share (the address of a body's home page) identifies none of them.
const MOST_SHARERS: usize = 12;

impl Works {
    /// The work of that key.
    pub fn get(&self, key: &str) -> Option<&Arc<Work>> {
        self.by_key.get(key).and_then(|&id| self.work(id))
    }

    /// The work that a document's record is.
    pub fn of_record(&self, slug: &Slug, key: &str) -> Option<&Arc<Work>> {
        let entries = self.of_document.get(slug)?;
        let (_, digest) = entries.iter().find(|(own, _)| &**own == key)?;
        self.work(*self.cluster_of.get(digest)?)
    }

    /// A document's records in the order of its file, each with its work. The document itself
    /// (the empty key) is not among them.
    pub fn of_document(&self, slug: &Slug) -> impl Iterator<Item = (&Arc<str>, &Arc<Record>, &Arc<Work>)> {
        self.of_document.get(slug).into_iter().flatten().filter(|(key, _)| !key.is_empty()).filter_map(|(key, digest)| {
            let record = &self.records.get(digest)?.record;
            Some((key, record, self.work(*self.cluster_of.get(digest)?)?))
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
    pub fn initials(&self) -> &BTreeMap<String, BTreeSet<(String, Arc<str>)>> {
        &self.by_initial
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

    fn work(&self, id: ClusterId) -> Option<&Arc<Work>> {
        self.clusters.get(id as usize)?.as_ref()?.work.as_ref()
    }

    /// Takes the records that a document now has (`None`: it has no bibliography any more), and
    /// forms the works that they touch. Marks what changed.
    pub fn update(&mut self, changes: Vec<(Slug, Vec<(Arc<str>, Arc<Record>)>)>, verdicts: Option<&Verdicts>, dirty: &mut Dirty) {
        let mut touched: BTreeSet<Digest> = BTreeSet::new();
        let mut identities: FxHashSet<u64> = FxHashSet::default();
        for (slug, entries) in changes {
            self.replace(slug, entries, &mut touched, &mut identities, dirty);
        }
        if let Some(verdicts) = verdicts {
            let judgement = Judgement { same: verdicts.same.clone(), different: verdicts.different.clone() };
            if judgement != self.verdicts {
                self.verdicts = judgement;
                touched.extend(self.records.keys());
            }
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
        entries: Vec<(Arc<str>, Arc<Record>)>,
        touched: &mut BTreeSet<Digest>,
        identities: &mut FxHashSet<u64>,
        dirty: &mut Dirty,
    ) {
        let new: Vec<(Arc<str>, Digest, Arc<Record>)> =
            entries.into_iter().map(|(key, record)| (key, record_digest(&record), record)).collect();
        let old = self.of_document.remove(&slug).unwrap_or_default();
        if old.len() == new.len() && old.iter().zip(&new).all(|(a, b)| a.0 == b.0 && a.1 == b.1) {
            self.of_document.insert(slug, old);
            return;
        }
        dirty.mark(Facet::WorksOf(&slug));
        let mut kept = Vec::with_capacity(new.len());
        for (key, digest, record) in new {
            let member = (slug.clone(), key.clone());
            let interned = self.records.entry(digest).or_insert_with(|| {
                let mut identity: Vec<u64> = reference::identity(&record).iter().map(hash64).collect();
                identity.sort_unstable();
                identity.dedup();
                Interned { record, identity, members: BTreeSet::new() }
            });
            if interned.members.is_empty() {
                for &id in &interned.identity {
                    self.by_identity.entry(id).or_default().insert(digest);
                }
            }
            if interned.members.insert(member) {
                touched.insert(digest);
            }
            kept.push((key, digest));
        }
        for (key, digest) in old {
            if kept.iter().any(|(other, same)| *other == key && *same == digest) {
                continue;
            }
            let Some(interned) = self.records.get_mut(&digest) else { continue };
            interned.members.remove(&(slug.clone(), key));
            touched.insert(digest);
            if interned.members.is_empty() {
                identities.extend(&interned.identity);
                for id in &interned.identity {
                    if let Some(sharers) = self.by_identity.get_mut(id) {
                        sharers.remove(&digest);
                        if sharers.is_empty() {
                            self.by_identity.remove(id);
                        }
                    }
                }
            }
        }
        if !kept.is_empty() {
            self.of_document.insert(slug, kept);
        }
    }

    /// All records whose clusters may differ: those touched, those that share an identity key with
    /// them, and so on, and all that stand in a cluster with any of these or are joined by a verdict.
    fn closure(&self, touched: BTreeSet<Digest>, identities: FxHashSet<u64>) -> BTreeSet<Digest> {
        let mut seen_identities: FxHashSet<u64> = FxHashSet::default();
        let mut seen = BTreeSet::new();
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
            if let Some(cluster) = self.cluster_of.get(&digest).and_then(|&id| self.clusters.get(id as usize)?.as_ref()) {
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
        seen
    }

    /// The records that `same` verdicts name, each with its group.
    fn joined_by_verdict(&self) -> FxHashMap<Digest, Vec<Digest>> {
        let mut joined: FxHashMap<Digest, Vec<Digest>> = FxHashMap::default();
        for group in self.verdicts.same.iter().chain(&self.verdicts.different) {
            let digests: Vec<Digest> = group.iter().filter_map(|name| self.named(name)).collect();
            for digest in &digests {
                joined.entry(*digest).or_default().extend(&digests);
            }
        }
        joined
    }

    /// The record that a verdict names: `<slug>/<key>`, or a work's present key.
    fn named(&self, name: &str) -> Option<Digest> {
        if let Some((slug, key)) = name.split_once('/') {
            let entries = self.of_document.get(slug)?;
            return entries.iter().find(|(own, _)| &**own == key).map(|(_, digest)| *digest);
        }
        let id = self.by_key.get(name)?;
        self.clusters.get(*id as usize)?.as_ref()?.records.first().copied()
    }

    /// Whether a verdict names something that the archive does not have.
    pub fn knows(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    /// Dissolves the clusters of these records and forms them anew.
    fn form(&mut self, affected: BTreeSet<Digest>, dirty: &mut Dirty) {
        // The old clusters go; their claims are contested again.
        let mut contested: BTreeSet<Arc<str>> = BTreeSet::new();
        let old: BTreeSet<ClusterId> = affected.iter().filter_map(|digest| self.cluster_of.remove(digest)).collect();
        let mut before: Vec<Arc<Work>> = Vec::new();
        for id in old {
            let Some(cluster) = self.clusters.get_mut(id as usize).and_then(Option::take) else { continue };
            self.free.push(id);
            self.retract_claim(id, &cluster, &mut contested);
            if let Some(work) = cluster.work {
                self.by_key.remove(&work.key);
                before.push(work);
            }
        }
        let (alive, gone): (BTreeSet<Digest>, BTreeSet<Digest>) =
            affected.into_iter().partition(|digest| self.records.get(digest).is_some_and(|interned| !interned.members.is_empty()));
        for digest in gone {
            self.records.remove(&digest);
        }
        self.free.sort_unstable_by(|a, b| b.cmp(a));
        for (records, doubts) in self.partition(&alive) {
            let id = self.free.pop().unwrap_or_else(|| {
                self.clusters.push(None);
                u32::try_from(self.clusters.len() - 1).unwrap_or(u32::MAX)
            });
            let claim = self.claim(&records);
            for digest in &records {
                self.cluster_of.insert(*digest, id);
            }
            let cited = records.iter().any(|digest| self.records.get(digest).is_some_and(|r| r.members.iter().any(|m| !m.1.is_empty())));
            if cited {
                let order = self.claim_order(&records);
                self.claims.entry(claim.clone()).or_default().insert((order.0, order.1, id));
                contested.insert(claim.clone());
                contested.insert(naming::without_letters(&claim).into());
            }
            if let Some(slot) = self.clusters.get_mut(id as usize) {
                *slot = Some(Cluster { records, claim, work: None, doubts });
            }
        }
        let after = self.assign(&contested, &mut before);
        self.mark(before, after, dirty);
    }

    fn retract_claim(&mut self, id: ClusterId, cluster: &Cluster, contested: &mut BTreeSet<Arc<str>>) {
        if let Some(claimants) = self.claims.get_mut(&cluster.claim) {
            claimants.retain(|(_, _, other)| *other != id);
            if claimants.is_empty() {
                self.claims.remove(&cluster.claim);
            }
            contested.insert(cluster.claim.clone());
            contested.insert(naming::without_letters(&cluster.claim).into());
        }
    }

    /// Parts records into works; with each, the doubts in which its first record stands.
    fn partition(&self, alive: &BTreeSet<Digest>) -> Vec<(Vec<Digest>, Vec<Doubt>)> {
        let digests: Vec<Digest> = alive.iter().copied().collect();
        let place: FxHashMap<Digest, usize> = digests.iter().enumerate().map(|(place, digest)| (*digest, place)).collect();
        let mut sets = DisjointSets::new(digests.len());
        let mut doubtful: BTreeSet<(usize, usize, String)> = BTreeSet::new();
        for group in &self.verdicts.different {
            let named: Vec<usize> = group.iter().filter_map(|name| place.get(&self.named(name)?).copied()).collect();
            sets.part(&named);
        }
        for group in &self.verdicts.same {
            let named: Vec<usize> = group.iter().filter_map(|name| place.get(&self.named(name)?).copied()).collect();
            for pair in named.windows(2) {
                sets.join(pair[0], pair[1]);
            }
        }
        let mut identities: BTreeSet<u64> = BTreeSet::new();
        for digest in &digests {
            identities.extend(self.records.get(digest).into_iter().flat_map(|interned| &interned.identity));
        }
        for id in identities {
            let sharers: Vec<usize> =
                self.by_identity.get(&id).into_iter().flatten().filter_map(|digest| place.get(digest).copied()).collect();
            let mut heads: Vec<usize> = Vec::new();
            for &sharer in &sharers {
                let mut joined = false;
                for &head in &heads {
                    if sets.find(head) == sets.find(sharer) {
                        joined = true;
                        break;
                    }
                    let (Some(a), Some(b)) = (self.records.get(&digests[head]), self.records.get(&digests[sharer])) else { continue };
                    let likeness = reference::compare(&a.record, &b.record);
                    match likeness.verdict {
                        Verdict::Same if sets.join(head, sharer) => {
                            joined = true;
                            break;
                        }
                        Verdict::Doubtful if !sets.parted(head, sharer) => {
                            doubtful.insert((head.min(sharer), head.max(sharer), explained(&likeness)));
                        }
                        _ => {}
                    }
                }
                if !joined && heads.len() < MOST_SHARERS {
                    heads.push(sharer);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<Digest>> = BTreeMap::new();
        let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, digest) in digests.iter().enumerate() {
            let root = sets.find(place);
            let first = *first_of.entry(root).or_insert(place);
            groups.entry(first).or_default().push(*digest);
        }
        let mut doubts: BTreeMap<usize, Vec<Doubt>> = BTreeMap::new();
        for (left, right, reason) in doubtful {
            let (root, other) = (sets.find(left), sets.find(right));
            if root != other
                && let (Some(a), Some(b)) = (self.first_member(&digests[left]), self.first_member(&digests[right]))
            {
                let (left, right) = if a <= b { (a, b) } else { (b, a) };
                let first = first_of.get(&root).copied().unwrap_or(root);
                doubts.entry(first).or_default().push(Doubt { left, right, reason });
            }
        }
        groups.into_iter().map(|(first, records)| (records, doubts.remove(&first).unwrap_or_default())).collect()
    }

    fn first_member(&self, digest: &Digest) -> Option<Member> {
        self.records.get(digest)?.members.first().cloned()
    }

    /// The key that a cluster asks for: that by which most of its documents know it, the shorter
    /// and then the smaller of equals, made safe for a file name.
    fn claim(&self, records: &[Digest]) -> Arc<str> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for digest in records {
            for (_, key) in self.records.get(digest).into_iter().flat_map(|interned| &interned.members) {
                if !key.is_empty() {
                    *votes.entry(key).or_default() += 1;
                }
            }
        }
        let best = votes.into_iter().min_by(|a, b| b.1.cmp(&a.1).then(a.0.len().cmp(&b.0.len())).then(a.0.cmp(b.0)));
        let key = best.map_or("", |(key, _)| key);
        Slug::from_stem(&key.to_lowercase()).as_str().into()
    }

    /// The order in which clusters that ask for one key get it: by folded title.
    fn claim_order(&self, records: &[Digest]) -> (String, Digest) {
        let title = |digest: &Digest| self.records.get(digest).map(|interned| text::fold(&interned.record.title)).unwrap_or_default();
        records.iter().map(|digest| (title(digest), *digest)).min().unwrap_or((String::new(), Digest([0; 16])))
    }

    /// Gives contested keys to their claimants, and makes the works anew. Works that lose or
    /// change their key join `before`.
    fn assign(&mut self, contested: &BTreeSet<Arc<str>>, before: &mut Vec<Arc<Work>>) -> Vec<Arc<Work>> {
        let mut claimants: Vec<(Arc<str>, ClusterId)> = Vec::new();
        for claim in contested {
            for (nth, (_, _, id)) in self.claims.get(claim).into_iter().flatten().enumerate() {
                claimants.push((naming::lettered(claim, nth, |key| self.claims.contains_key(key)), *id));
            }
        }
        for (_, id) in &claimants {
            if let Some(work) = self.clusters.get_mut(*id as usize).and_then(Option::as_mut).and_then(|cluster| cluster.work.take()) {
                self.by_key.remove(&work.key);
                before.push(work);
            }
        }
        let mut after = Vec::new();
        for (key, id) in claimants {
            self.by_key.insert(key.clone(), id);
            let Some(work) = self.make_work(key, id) else { continue };
            if let Some(cluster) = self.clusters.get_mut(id as usize).and_then(Option::as_mut) {
                cluster.work = Some(work.clone());
            }
            after.push(work);
        }
        after
    }

    fn make_work(&self, key: Arc<str>, id: ClusterId) -> Option<Arc<Work>> {
        let cluster = self.clusters.get(id as usize)?.as_ref()?;
        let mut records: Vec<(usize, &Digest, &Interned)> = cluster
            .records
            .iter()
            .filter_map(|digest| Some((digest, self.records.get(digest)?)))
            .map(|(d, r)| (fullness(&r.record), d, r))
            .collect();
        records.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let mut members = Vec::new();
        let mut held_as = Vec::new();
        for (slug, own) in records.iter().flat_map(|(_, _, interned)| &interned.members) {
            if own.is_empty() { held_as.push(slug.clone()) } else { members.push((slug.clone(), own.clone())) }
        }
        members.sort_unstable();
        held_as.sort_unstable();
        let records: Vec<Arc<Record>> = records.into_iter().map(|(_, _, interned)| interned.record.clone()).collect();
        let record = records.first()?.clone();
        let sort = sort_text(&record);
        Some(Arc::new(Work { key, record, records, members, held_as, sort }))
    }

    /// Marks the facets that differ between the works that were and those that are.
    fn mark(&mut self, before: Vec<Arc<Work>>, after: Vec<Arc<Work>>, dirty: &mut Dirty) {
        let old: BTreeMap<Arc<str>, Arc<Work>> = before.into_iter().map(|work| (work.key.clone(), work)).collect();
        let new: BTreeMap<Arc<str>, Arc<Work>> = after.into_iter().map(|work| (work.key.clone(), work)).collect();
        let keys: BTreeSet<&Arc<str>> = old.keys().chain(new.keys()).collect();
        for key in keys {
            let (was, is) = (old.get(key), new.get(key));
            if let (Some(was), Some(is)) = (was, is)
                && was.records == is.records
                && was.members == is.members
                && was.held_as == is.held_as
            {
                continue;
            }
            dirty.mark(Facet::Work(key));
            dirty.mark(Facet::Works);
            for work in [was, is].into_iter().flatten() {
                let initial = naming::initial(&work.sort);
                dirty.mark(Facet::Initial(&initial));
                // A document shows the addresses of its works and how many others cite them.
                for slug in work.members.iter().map(|(slug, _)| slug).chain(&work.held_as) {
                    dirty.mark(Facet::WorksOf(slug));
                }
            }
            let initials = self.by_initial.len();
            if let Some(was) = was {
                withdraw(&mut self.by_initial, &naming::initial(&was.sort), &(was.sort.clone(), key.clone()));
                for author in authors(was) {
                    dirty.mark(Facet::Author(&author));
                    withdraw(&mut self.by_author, &author, key);
                }
                for name in names(was) {
                    dirty.mark(Facet::Name(&name));
                    withdraw(&mut self.by_title, &name, key);
                }
            }
            if let Some(is) = is {
                self.by_initial.entry(naming::initial(&is.sort)).or_default().insert((is.sort.clone(), key.clone()));
                for author in authors(is) {
                    dirty.mark(Facet::Author(&author));
                    self.by_author.entry(author).or_default().insert(key.clone());
                }
                for name in names(is) {
                    dirty.mark(Facet::Name(&name));
                    self.by_title.entry(name).or_default().insert(key.clone());
                }
            }
            if self.by_initial.len() != initials || (was.is_some() && is.is_some()) {
                dirty.mark(Facet::InitialNames);
            }
        }
    }
}

/// The form under which two orders of one name are the same: its folded words in the order of the
/// alphabet.
pub fn author_key(name: &str) -> String {
    let folded = text::fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

fn authors(work: &Work) -> BTreeSet<String> {
    work.records.iter().flat_map(|record| record.author.iter().chain(&record.editor)).map(|name| author_key(&name.sorted())).collect()
}

fn names(work: &Work) -> BTreeSet<String> {
    let titles = work.records.iter().flat_map(|record| [&record.title, &record.translated_title]);
    titles.map(|title| text::fold(title)).chain([text::fold(&work.key)]).filter(|name| !name.is_empty()).collect()
}

fn withdraw<K: Ord, V: Ord>(index: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) {
    if let Some(values) = index.get_mut(key) {
        values.remove(value);
        if values.is_empty() {
            index.remove(key);
        }
    }
}

/// The digest of what a record says, its key left out: documents may know one record by different keys.
fn record_digest(record: &Arc<Record>) -> Digest {
    if record.key.is_empty() {
        return Digest::of_value(&**record);
    }
    let mut record = Record::clone(record);
    record.key = String::new();
    Digest::of_value(&record)
}

fn hash64<T: std::hash::Hash>(value: &T) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How much a record says: fields that are filled, identifiers counted twice.
fn fullness(record: &Record) -> usize {
    let texts = [
        &record.title,
        &record.container,
        &record.publisher,
        &record.place,
        &record.volume,
        &record.issue,
        &record.pages,
        &record.verbatim,
    ];
    let identifiers = [&record.doi, &record.isbn, &record.url, &record.number];
    texts.iter().filter(|text| !text.is_empty()).count()
        + 2 * identifiers.iter().filter(|text| !text.is_empty()).count()
        + record.author.len().min(3)
        + usize::from(record.issued.is_some())
}

/// By what an index sorts a work: its first author or editor, else its title; then year and title.
fn sort_text(record: &Record) -> String {
    let name = record.author.first().or(record.editor.first()).map(crate::reference::Name::sorted);
    let year = record.issued.map(|date| date.to_string()).unwrap_or_default();
    let title = text::fold(&record.title);
    match name {
        Some(name) => format!("{}\u{1}{year}\u{1}{title}", text::fold(&name)),
        None => format!("{title}\u{1}{year}"),
    }
}

/// What was compared, in words: `title 1.00, year 0.00, together 0.62`.
fn explained(likeness: &Likeness) -> String {
    let parts: Vec<String> = likeness.parts.iter().map(|part| format!("{} {:.2}", part.what, part.agreement)).collect();
    format!("{}, together {:.2}", parts.join(", "), likeness.score)
}

/// Disjoint sets with constraints: some elements must never share a set.
struct DisjointSets {
    parent: Vec<usize>,
    apart: Vec<(usize, usize)>,
}

impl DisjointSets {
    fn new(len: usize) -> Self {
        Self { parent: (0..len).collect(), apart: Vec::new() }
    }

    fn find(&mut self, mut place: usize) -> usize {
        while self.parent[place] != place {
            self.parent[place] = self.parent[self.parent[place]];
            place = self.parent[place];
        }
        place
    }

    /// No two of these may ever be joined.
    fn part(&mut self, places: &[usize]) {
        for (nth, &a) in places.iter().enumerate() {
            self.apart.extend(places[nth + 1..].iter().map(|&b| (a, b)));
        }
    }

    /// Whether a verdict keeps the two apart.
    fn parted(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        let apart = std::mem::take(&mut self.apart);
        let parted = apart.iter().any(|&(x, y)| {
            let (x, y) = (self.find(x), self.find(y));
            (x, y) == (a, b) || (y, x) == (a, b)
        });
        self.apart = apart;
        parted
    }

    /// Joins the two; `false` if that must not be.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return true;
        }
        if self.parted(a, b) {
            return false;
        }
        self.parent[a.max(b)] = a.min(b);
        true
    }
}
