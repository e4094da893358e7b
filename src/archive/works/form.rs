//! Forming works: records into clusters, clusters to keys, keys into the indexes.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::{
    Cluster, ClusterId, Doubt, Group, Joint, Member, Work, Works, authors, fullness, joining::Joining, names, records::Interned, sort_text,
};
use crate::{
    archive::{
        facet::{Dirty, Facet},
        naming,
    },
    base::{Digest, Message, Slug, small_set::withdraw, text},
    reference::Record,
};

/// How many records of a work say why they are in it: a page shows no more.
const MOST_JOINTS: usize = 20;

/// A work as it was, and as it is.
pub type Change = (Option<Arc<Work>>, Option<Arc<Work>>);

/// Records that are one work.
#[derive(Default)]
struct Parted {
    records: Vec<Digest>,
    doubts: Vec<Doubt>,
    joints: Vec<Joint>,
}

impl Works {
    /// Dissolves the clusters of these records and forms them anew.
    pub(super) fn form(&mut self, affected: Vec<Digest>, dirty: &mut Dirty) {
        // The old clusters go; their claims are contested again.
        let mut contested: BTreeSet<Arc<str>> = BTreeSet::new();
        let old: BTreeSet<ClusterId> = affected.iter().filter_map(|digest| self.records.get_mut(digest)?.cluster.take()).collect();
        let mut before: Vec<Arc<Work>> = Vec::new();
        for id in old {
            let Some(cluster) = self.clusters.get_mut(id as usize).and_then(Option::take) else { continue };
            self.free.push(id);
            self.retract_claim(id, &cluster, &mut contested);
            if let Some(work) = cluster.work {
                self.by_key.remove(&work.key);
                self.place_of.remove(&work.key);
                before.push(work);
            }
        }
        let (alive, gone): (Vec<Digest>, Vec<Digest>) =
            affected.into_iter().partition(|digest| self.records.get(digest).is_some_and(|interned| !interned.members.is_empty()));
        for digest in gone {
            self.records.remove(&digest);
        }
        self.free.sort_unstable_by(|a, b| b.cmp(a));
        for Parted { records, doubts, joints } in self.partition(&alive) {
            let id = self.free.pop().unwrap_or_else(|| {
                self.clusters.push(None);
                u32::try_from(self.clusters.len() - 1).unwrap_or(u32::MAX)
            });
            let claim = self.claim(&records);
            for digest in &records {
                if let Some(interned) = self.records.get_mut(digest) {
                    interned.cluster = Some(id);
                }
            }
            let cited = records.iter().any(|digest| self.records.get(digest).is_some_and(|r| r.members.iter().any(|m| !m.1.is_empty())));
            if cited {
                let order = self.claim_order(&records);
                self.claims.entry(claim.clone()).or_default().insert((order.0, order.1, id));
                contested.insert(claim.clone());
                contested.insert(naming::without_letters(&claim).into());
            }
            if let Some(slot) = self.clusters.get_mut(id as usize) {
                *slot = Some(Cluster { records, claim, work: None, doubts, joints });
            }
        }
        let after = self.assign(&contested, &mut before);
        let members = before.iter().chain(&after).flat_map(|work| &work.members);
        self.put_first(members.map(|(slug, _)| slug.clone()).collect());
        self.mark(before, after, dirty);
    }

    fn retract_claim(&mut self, id: ClusterId, cluster: &Cluster, contested: &mut BTreeSet<Arc<str>>) {
        if let Some(claimants) = self.claims.get_mut(&cluster.claim) {
            let claim = claimants.iter().find(|(_, _, other)| *other == id).cloned();
            claim.inspect(|claim| _ = claimants.remove(claim));
            if claimants.is_empty() {
                self.claims.remove(&cluster.claim);
            }
            contested.insert(cluster.claim.clone());
            contested.insert(naming::without_letters(&cluster.claim).into());
        }
    }

    /// Parts records into works; with each, the doubts in which its first record stands, and why its records are one.
    fn partition(&self, digests: &[Digest]) -> Vec<Parted> {
        let place: FxHashMap<Digest, usize> = digests.iter().enumerate().map(|(place, digest)| (*digest, place)).collect();
        let known: Vec<&Interned> = digests.iter().filter_map(|digest| self.records.get(digest)).collect();
        let mut joining = Joining::new(known.iter().map(|interned| &*interned.record).collect());
        let mut doubtful: BTreeSet<(usize, usize, Message)> = BTreeSet::new();
        let places = |name: &String| -> Vec<usize> { self.named(name).iter().filter_map(|digest| place.get(digest).copied()).collect() };
        for group in &self.verdicts.different {
            let groups: Vec<Vec<usize>> = group.iter().map(places).collect();
            joining.sets.part(&groups);
        }
        for group in &self.verdicts.same {
            let named: Vec<usize> = group.iter().flat_map(places).collect();
            for pair in named.windows(2) {
                if let [a, b] = *pair {
                    joining.decide(a, b);
                }
            }
        }
        // The surest first.
        let identities: BTreeSet<u64> = known.iter().flat_map(|interned| interned.identity.iter().copied()).collect();
        for id in identities {
            let sharers: Vec<usize> =
                self.by_identity.get(&id).into_iter().flatten().filter_map(|digest| place.get(digest).copied()).collect();
            joining.compare(sharers, &mut |head, sharer, likeness| {
                doubtful.insert((head.min(sharer), head.max(sharer), likeness.in_words()));
            });
        }
        let Joining { mut sets, joints, .. } = joining;
        let mut parted: BTreeMap<usize, Parted> = BTreeMap::new();
        let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, digest) in digests.iter().enumerate() {
            let first = *first_of.entry(sets.find(place)).or_insert(place);
            parted.entry(first).or_default().records.push(*digest);
        }
        let member = |place: usize| digests.get(place).and_then(|digest| self.first_member(digest));
        for (left, right, ground) in joints {
            if let (Some(first), Some(left), Some(right)) = (first_of.get(&sets.find(left)), member(left), member(right)) {
                let (left, right) = if left <= right { (left, right) } else { (right, left) };
                parted.entry(*first).or_default().joints.push(Joint { left, right, ground });
            }
        }
        for (left, right, reason) in doubtful {
            let (root, other) = (sets.find(left), sets.find(right));
            if root != other
                && !sets.parted(left, right)
                && let (Some(a), Some(b)) = (member(left), member(right))
            {
                let (left, right) = if a <= b { (a, b) } else { (b, a) };
                let first = first_of.get(&root).copied().unwrap_or(root);
                parted.entry(first).or_default().doubts.push(Doubt { left, right, reason });
            }
        }
        for work in parted.values_mut() {
            work.joints.sort_unstable();
            work.joints.truncate(MOST_JOINTS);
        }
        parted.into_values().collect()
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
                self.place_of.remove(&work.key);
                before.push(work);
            }
        }
        let mut after = Vec::new();
        for (key, id) in claimants {
            self.by_key.insert(key.clone(), id);
            self.place_of.insert(key.clone(), id);
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
        let documents = members.chunk_by(|(one, _), (other, _)| one == other).count();
        Some(Arc::new(Work { key, record, records, members, held_as, sort, documents, joints: cluster.joints.clone() }))
    }

    /// Marks the facets that differ between the works that were and those that are.
    fn mark(&mut self, before: Vec<Arc<Work>>, after: Vec<Arc<Work>>, dirty: &mut Dirty) {
        let mut works: FxHashMap<Arc<str>, Change> = FxHashMap::default();
        works.reserve(after.len());
        for work in before {
            let key = work.key.clone();
            works.entry(key).or_default().0 = Some(work);
        }
        for work in after {
            let key = work.key.clone();
            works.entry(key).or_default().1 = Some(work);
        }
        let initials: Vec<String> = self.by_initial.keys().cloned().collect();
        let groups: Vec<Group> = self.by_group.keys().cloned().collect();
        for (was, is) in works.into_values().filter(|(was, is)| was != is) {
            if !dirty.is_everything() {
                was.iter().chain(&is).for_each(|work| facets(work, &mut |facet| _ = dirty.compare(facet, &was, &is)));
                dirty.compare(Facet::WorkKeys, was.is_some(), is.is_some());
            }
            was.iter().for_each(|was| self.leave(was));
            is.iter().for_each(|is| self.enter(is));
            self.changed.push((was, is));
        }
        dirty.compare(Facet::InitialNames, initials.iter().collect::<Vec<_>>(), self.by_initial.keys().collect());
        dirty.compare(Facet::WorkKeys, groups.iter().collect::<Vec<_>>(), self.by_group.keys().collect());
    }

    /// The works that changed since this was asked.
    pub fn take_changed(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changed)
    }

    /// Takes a work out of the indexes.
    fn leave(&mut self, work: &Work) {
        for group in Group::of(&work.record) {
            if withdraw(self.by_group.get_mut(&group), &work.key) {
                self.by_group.remove(&group);
            }
        }
        let initial = naming::initial(&work.sort);
        if withdraw(self.by_initial.get_mut(&initial), &(work.sort.clone(), work.key.clone())) {
            self.by_initial.remove(&initial);
        }
        for author in authors(work) {
            if withdraw(self.by_author.get_mut(&author), &work.key) {
                self.by_author.remove(&author);
            }
        }
        for name in names(work) {
            if withdraw(self.by_title.get_mut(&name), &work.key) {
                self.by_title.remove(&name);
            }
        }
    }

    /// Puts a work into the indexes.
    fn enter(&mut self, work: &Work) {
        for group in Group::of(&work.record) {
            self.by_group.entry(group).or_default().insert(work.key.clone());
        }
        self.by_initial.entry(naming::initial(&work.sort)).or_default().insert((work.sort.clone(), work.key.clone()));
        for author in authors(work) {
            self.by_author.entry(author).or_default().insert(work.key.clone());
        }
        for name in names(work) {
            self.by_title.entry(name).or_default().insert(work.key.clone());
        }
    }
}

/// The facets in which a work shows: itself, the lists in which it stands, and the documents that show it, as they show the
/// addresses of their works and how many others cite them.
fn facets(work: &Work, tell: &mut dyn FnMut(Facet<'_>)) {
    tell(Facet::Work(&work.key));
    tell(Facet::Works);
    tell(Facet::Initial(&naming::initial(&work.sort)));
    Group::of(&work.record).iter().for_each(|group| tell(Facet::Group(group)));
    authors(work).iter().for_each(|author| tell(Facet::Author(author)));
    names(work).iter().for_each(|name| tell(Facet::Name(name)));
    work.members.iter().map(|(slug, _)| slug).chain(&work.held_as).for_each(|slug| tell(Facet::WorksOf(slug)));
}
