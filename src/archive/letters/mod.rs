//! Letters: who wrote to whom, and when.
//!
//! A correspondence is the letters between two correspondents, in whichever direction; a letter of two senders to one addressee stands
//! in two. Correspondents are known by what they are (a record, or a name without one), whatever their addresses.

mod pair;
pub(super) mod problems;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    entities::{Claim, Entities, Entity, NameKeys},
    facet::{Dirty, Facet},
};
use crate::{
    base::{
        Date, Slug,
        date::{Day, End},
    },
    document::{AuthorityKind, LetterPlace, Meta, Person},
    reference::Role,
};

pub use pair::{Correspondent, Pair};

/// A date that may be of more years than these is listed as one without a year.
const MOST_YEARS: i32 = 10;

/// A letter as correspondences know it.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// When it was sent; of one of which only is known when it came, that it was before.
    pub sent: Option<Date>,
    /// Whether it was sent on one day between the ends of that range.
    pub is_between: bool,
    /// Who sent it, each once.
    pub from: Vec<Correspondent>,
    /// To whom.
    pub to: Vec<Correspondent>,
    /// Where it was sent, and where it came.
    pub places: [Option<LetterPlace>; 2],
}

impl Letter {
    /// What a document says of itself as a letter; `None` if it is none. A name that several records share is nobody's.
    pub(super) fn of(meta: &Meta, entities: &Entities) -> Option<Self> {
        if !meta.is_letter() {
            return None;
        }
        let of_role = |role: Role| {
            let mut found: Vec<Correspondent> = Vec::new();
            for person in meta.people.iter().filter(|person| person.role == role) {
                found.extend(correspondent(entities, person).filter(|one| !found.contains(one)));
            }
            found
        };
        let is_between = meta.way.sent.as_ref().is_some_and(|sent| sent.is_between);
        let places = [&meta.way.sent, &meta.way.received].map(|action| action.as_ref().and_then(|action| action.place.clone()));
        let sent = meta.sent_on().or_else(|| until(&meta.received_on()?));
        Some(Self { sent, is_between, from: of_role(Role::Author), to: of_role(Role::Recipient), places })
    }

    /// The correspondences to which it belongs.
    fn pairs(&self) -> BTreeSet<Pair> {
        self.from.iter().flat_map(|from| self.to.iter().map(move |to| Pair::of(from, to))).collect()
    }

    /// The day on which it was sent, if that is known to the day and nobody doubts it.
    pub fn day(&self) -> Option<Day> {
        let date = self.sent.filter(|date| !self.is_between && date.end.is_none() && date.start.is_plain())?;
        date.start.day.map(|_| date.start)
    }

    /// Whether it is listed under a year.
    pub fn may_be_of(&self, year: i32) -> bool {
        self.years().contains(&Some(year))
    }

    /// The years of which it may be; `None` alone if nobody knows.
    fn years(&self) -> Vec<Option<i32>> {
        let Some(date) = self.sent else { return vec![None] };
        let (first, last) = date.start.years();
        let last = match date.end {
            Some(End::On(end)) => end.years().1.max(first),
            Some(End::Open | End::Until) | None => last,
        };
        if last.saturating_sub(first) < MOST_YEARS { (first..=last).map(Some).collect() } else { vec![None] }
    }
}

/// What is known of the sending of a letter that came then; nothing if nobody knows by when it had come.
fn until(received: &Date) -> Option<Date> {
    let last = received.ends().or_else(|| received.begins().filter(|_| received.end.is_none()))?;
    Some(Date { start: last, end: Some(End::Until) })
}

/// Who somebody is that has a part in a letter.
fn correspondent(entities: &Entities, person: &Person) -> Option<Correspondent> {
    if let Some((kind, entity)) = person.id.as_ref().and_then(|id| entities.record(person.role.into(), id)) {
        return Some(Correspondent::of(kind, entity));
    }
    let keys = NameKeys::of(&person.name.display());
    match entities.resolve(person.role.into(), &keys) {
        Claim::One(kind, slug) => match entities.get(kind, &slug).and_then(|entity| entity.record.as_ref()) {
            Some(record) => Some(Correspondent::Record(kind, record.id.clone())),
            None => Some(Correspondent::Name(keys.exact.into())),
        },
        Claim::Shared(_) | Claim::None => None,
    }
}

impl Correspondent {
    /// Somebody with a page, as a correspondent.
    pub fn of(kind: AuthorityKind, entity: &Entity) -> Self {
        match &entity.record {
            Some(record) => Self::Record(kind, record.id.clone()),
            None => Self::Name(NameKeys::of(&entity.name).exact.into()),
        }
    }
}

/// How many letters there are of a kind, and of which years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub count: usize,
    /// Of a pair: those from the first to the second.
    pub forth: usize,
    /// The first and the last year; `None` if no letter has one.
    pub years: Option<(i32, i32)>,
}

impl Tally {
    /// That of the letters of a pair.
    pub fn of(pair: &Pair, letters: &[Posted<'_>]) -> Self {
        let mut tally = Self { count: letters.len(), ..Self::default() };
        for Posted { letter, .. } in letters {
            tally.forth += usize::from(letter.from.contains(pair.first()) && letter.to.contains(pair.second()));
            for year in letter.years().into_iter().flatten() {
                tally.years = Some(tally.years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
            }
        }
        tally
    }
}

/// A letter in a list of letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posted<'a> {
    /// The document.
    pub slug: &'a Slug,
    pub letter: &'a Letter,
}

/// The letters before and behind one in a correspondence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours<'a> {
    pub pair: &'a Pair,
    pub before: Option<&'a Slug>,
    pub after: Option<&'a Slug>,
}

/// Where a letter stands in lists: by date, those without one last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(bool, Option<Date>, Slug);

impl Rank {
    fn of(slug: &Slug, letter: &Letter) -> Self {
        Self(letter.sent.is_none(), letter.sent, slug.clone())
    }
}

type List = BTreeSet<Rank>;

/// The letters of an archive.
#[derive(Debug, Default)]
pub struct Letters {
    of: BTreeMap<Slug, Letter>,
    pairs: BTreeMap<Pair, List>,
    years: BTreeMap<Option<i32>, List>,
    /// With whom somebody corresponded.
    with: BTreeMap<Correspondent, BTreeSet<Correspondent>>,
}

/// A list as it was: each letter in its order.
type Before = Vec<(Slug, Letter)>;

impl Letters {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Every correspondence.
    pub fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.keys()
    }

    /// Every year of which there are letters, and `None` if there are some without one.
    pub fn years(&self) -> impl Iterator<Item = Option<i32>> {
        self.years.keys().copied()
    }

    /// The years before and behind one of which there are letters.
    pub(super) fn years_beside(&self, year: i32) -> [Option<i32>; 2] {
        // Those without a year come before all others.
        let before = self.years.range(Some(i32::MIN)..Some(year)).next_back();
        let after = year.checked_add(1).and_then(|next| self.years.range(Some(next)..).next());
        [before, after].map(|found| found.and_then(|(year, _)| *year))
    }

    /// How many letters a year has, or none.
    pub(super) fn count_of_year(&self, year: Option<i32>) -> usize {
        self.years.get(&year).map_or(0, BTreeSet::len)
    }

    /// How many letters there are.
    pub(super) fn count(&self) -> usize {
        self.of.len()
    }

    /// A letter.
    pub(super) fn get(&self, slug: &Slug) -> Option<&Letter> {
        self.of.get(slug)
    }

    /// All letters, in order.
    pub(super) fn all(&self) -> Vec<Posted<'_>> {
        let mut all: Vec<Posted<'_>> = self.of.iter().map(|(slug, letter)| Posted { slug, letter }).collect();
        all.sort_by(|a, b| (a.letter.sent.is_none(), a.letter.sent, a.slug).cmp(&(b.letter.sent.is_none(), b.letter.sent, b.slug)));
        all
    }

    /// The letters of a pair, in order.
    pub(super) fn of_pair(&self, pair: &Pair) -> Vec<Posted<'_>> {
        self.list(self.pairs.get(pair))
    }

    /// The letters of a year, or without one, in order.
    pub(super) fn of_year(&self, year: Option<i32>) -> Vec<Posted<'_>> {
        self.list(self.years.get(&year))
    }

    /// With whom somebody corresponded.
    pub(super) fn with(&self, correspondent: &Correspondent) -> impl Iterator<Item = &Correspondent> {
        self.with.get(correspondent).into_iter().flatten()
    }

    /// How many letters a pair exchanged; `None` if none.
    pub(super) fn tally(&self, pair: &Pair) -> Option<Tally> {
        self.pairs.contains_key(pair).then(|| Tally::of(pair, &self.of_pair(pair)))
    }

    /// The letters around one, in each of its correspondences.
    pub(super) fn neighbours(&self, slug: &Slug) -> Vec<Neighbours<'_>> {
        let Some(letter) = self.of.get(slug) else { return Vec::new() };
        let rank = Rank::of(slug, letter);
        let around = |pair: Pair| {
            let (pair, list) = self.pairs.get_key_value(&pair)?;
            let before = list.range(..&rank).next_back().map(|Rank(_, _, slug)| slug);
            let after = list.range(&rank..).nth(1).map(|Rank(_, _, slug)| slug);
            Some(Neighbours { pair, before, after })
        };
        letter.pairs().into_iter().filter_map(around).collect()
    }

    fn list<'a>(&'a self, list: Option<&'a List>) -> Vec<Posted<'a>> {
        let posted = |Rank(_, _, slug): &'a Rank| Some(Posted { slug, letter: self.of.get(slug)? });
        list.into_iter().flatten().filter_map(posted).collect()
    }

    /// Takes what some documents say of themselves as letters now.
    pub(super) fn set(&mut self, changes: Vec<(Slug, Option<Letter>)>, dirty: &mut Dirty) {
        let changes: Vec<(Slug, Option<Letter>)> =
            changes.into_iter().filter(|(slug, letter)| self.of.get(slug) != letter.as_ref()).collect();
        if changes.is_empty() {
            return;
        }
        let before = (!dirty.is_everything()).then(|| self.before(&changes));
        for (slug, letter) in changes {
            self.put(slug, letter);
        }
        if let Some(before) = before {
            self.compare(&before, dirty);
        }
    }

    fn put(&mut self, slug: Slug, new: Option<Letter>) {
        if let Some(old) = self.of.remove(&slug) {
            let rank = Rank::of(&slug, &old);
            for pair in old.pairs() {
                if take(&mut self.pairs, &pair, &rank) {
                    take(&mut self.with, pair.first(), pair.second());
                    take(&mut self.with, pair.second(), pair.first());
                }
            }
            old.years().iter().for_each(|year| _ = take(&mut self.years, year, &rank));
        }
        let Some(new) = new else { return };
        let rank = Rank::of(&slug, &new);
        for pair in new.pairs() {
            self.with.entry(pair.first().clone()).or_default().insert(pair.second().clone());
            self.with.entry(pair.second().clone()).or_default().insert(pair.first().clone());
            self.pairs.entry(pair).or_default().insert(rank.clone());
        }
        new.years().into_iter().for_each(|year| _ = self.years.entry(year).or_default().insert(rank.clone()));
        self.of.insert(slug, new);
    }

    /// All lists in which letters stand that change, as they are.
    fn before(&self, changes: &[(Slug, Option<Letter>)]) -> WhatWas {
        let mut was = WhatWas { count: self.count(), ..WhatWas::default() };
        for (slug, new) in changes {
            let old = self.of.get(slug);
            was.letters.insert(slug.clone(), old.cloned());
            for letter in old.into_iter().chain(new) {
                for pair in letter.pairs() {
                    was.pairs.entry(pair.clone()).or_insert_with(|| (owned(self.of_pair(&pair)), self.tally(&pair)));
                }
                for year in letter.years() {
                    was.years.entry(year).or_insert_with(|| owned(self.of_year(year)));
                }
            }
        }
        was
    }

    fn compare(&self, was: &WhatWas, dirty: &mut Dirty) {
        dirty.compare(Facet::Letters, was.count, self.count());
        for (slug, old) in &was.letters {
            dirty.compare(Facet::LetterOf(slug), old.as_ref(), self.of.get(slug));
        }
        for (pair, (old, tally)) in &was.pairs {
            let new = owned(self.of_pair(pair));
            let is = self.tally(pair);
            dirty.compare(Facet::Letters, tally, &is);
            for one in [pair.first(), pair.second()] {
                dirty.compare(Facet::LettersWith(one), tally, &is);
            }
            if dirty.compare(Facet::Correspondence(pair), old, &new) {
                // Who stands beside whom.
                let (old, new) = (beside(old), beside(&new));
                dirty.compare_tables(&old, &new, |slug| Facet::LetterOf(slug));
            }
        }
        for (year, old) in &was.years {
            let new = owned(self.of_year(*year));
            dirty.compare(Facet::Letters, old.len(), new.len());
            dirty.compare(Facet::LetterYears, old.is_empty(), new.is_empty());
            dirty.compare(Facet::LettersOfYear(*year), old, &new);
        }
    }
}

/// What was, of all that changes.
#[derive(Default)]
struct WhatWas {
    count: usize,
    letters: BTreeMap<Slug, Option<Letter>>,
    pairs: BTreeMap<Pair, (Before, Option<Tally>)>,
    years: BTreeMap<Option<i32>, Before>,
}

fn owned(list: Vec<Posted<'_>>) -> Before {
    list.into_iter().map(|posted| (posted.slug.clone(), posted.letter.clone())).collect()
}

/// For each letter of a list the one before and the one behind it.
fn beside(list: &[(Slug, Letter)]) -> BTreeMap<&Slug, (Option<&Slug>, Option<&Slug>)> {
    let slug = |at: Option<usize>| at.and_then(|at| list.get(at)).map(|(slug, _)| slug);
    list.iter().enumerate().map(|(at, (one, _))| (one, (slug(at.checked_sub(1)), slug(at.checked_add(1))))).collect()
}

/// Takes one out of the set under a key; whether that is empty now, and gone.
fn take<K: Ord, V: Ord>(table: &mut BTreeMap<K, BTreeSet<V>>, key: &K, value: &V) -> bool {
    let Some(set) = table.get_mut(key) else { return false };
    set.remove(value);
    let is_empty = set.is_empty();
    if is_empty {
        table.remove(key);
    }
    is_empty
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(from: &str, to: &str, date: &str) -> Letter {
        let one = |name: &str| vec![Correspondent::Name(name.into())];
        Letter { sent: Date::parse(date), is_between: false, from: one(from), to: one(to), places: [None, None] }
    }

    #[test]
    fn only_what_differs_is_marked() {
        let mut letters = Letters::default();
        let slug = Slug::from_text;
        let first: Vec<_> =
            [("a", "ida", "otto", "1843"), ("b", "otto", "ida", "1843-05"), ("c", "ida", "otto", "1844"), ("d", "ida", "ruth", "1843")]
                .map(|(name, from, to, date)| (slug(name), Some(letter(from, to, date))))
                .into();
        letters.set(first, &mut Dirty::everything());
        let pair = |a: &str, b: &str| Pair::of(&Correspondent::Name(a.into()), &Correspondent::Name(b.into()));
        let (one, other) = (pair("ida", "otto"), pair("ida", "ruth"));
        assert_eq!(letters.tally(&one), Some(Tally { count: 3, forth: 2, years: Some((1843, 1844)) }));
        let around = letters.neighbours(&slug("b"));
        assert_eq!((around[0].before, around[0].after), (Some(&slug("a")), Some(&slug("c"))));
        let mut dirty = Dirty::default();
        letters.set(vec![(slug("c"), Some(letter("ida", "otto", "1846")))], &mut dirty);
        for (facet, is_marked) in [
            (Facet::LetterOf(&slug("c")), true),
            (Facet::LetterOf(&slug("a")), false),
            (Facet::LetterOf(&slug("b")), false),
            (Facet::Correspondence(&one), true),
            (Facet::Correspondence(&other), false),
            (Facet::LettersOfYear(Some(1844)), true),
            (Facet::LettersOfYear(Some(1846)), true),
            (Facet::LettersOfYear(Some(1843)), false),
            (Facet::Letters, true),
        ] {
            assert_eq!(dirty.holds_facet(facet), is_marked, "{facet}");
        }
        letters.set(["a", "b", "c", "d"].map(|name| (slug(name), None)).into(), &mut Dirty::default());
        assert!(letters.is_empty() && letters.pairs().next().is_none() && letters.with.is_empty() && letters.years.is_empty());
    }

    #[test]
    fn a_letter_stands_in_every_year_of_which_it_may_be() {
        let years = |date: &str| letter("a", "b", date).years().into_iter().map(|year| year.unwrap_or(0)).collect::<Vec<_>>();
        assert_eq!(years("1843-12-30/1844-01-02"), [1843, 1844]);
        assert_eq!((years("184X").len(), years("18XX"), years("../1850")), (10, vec![0], vec![1850]));
        assert!(letter("a", "b", "1843-05-02").day().is_some() && letter("a", "b", "1843-05-02?").day().is_none());
    }
}
