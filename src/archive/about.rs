//! Works about somebody or something: those whose title or keywords name a record.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Reader, Work,
    facet::{Dirty, Facet},
    mentions::Matcher,
    works::Change,
};
use crate::{
    base::{Slug, SmallSet, small_set::withdraw},
    document::AuthorityKind,
};

/// Whom a work may be about.
type Subject = (AuthorityKind, Slug);

/// Which works are about whom.
#[derive(Debug, Default)]
pub(super) struct About(BTreeMap<Subject, SmallSet<Arc<str>>>);

impl About {
    /// Takes works that changed.
    pub fn update(&mut self, changes: Vec<Change>, matcher: &Matcher, dirty: &mut Dirty) {
        for (was, is) in changes {
            let of = |work: &Option<Arc<Work>>| work.as_deref().map(|work| subjects(work, matcher)).unwrap_or_default();
            let (before, now) = (of(&was), of(&is));
            for subject in before.union(&now) {
                dirty.compare(Facet::WorksAbout(subject.0, subject.1.as_str()), &was, &is);
            }
            for subject in &before {
                if let Some(was) = &was
                    && withdraw(self.0.get_mut(subject), &was.key)
                {
                    self.0.remove(subject);
                }
            }
            for subject in now {
                if let Some(is) = &is {
                    self.0.entry(subject).or_default().insert(is.key.clone());
                }
            }
        }
    }

    /// Takes other names of records.
    pub fn rebuild<'w>(&mut self, works: impl Iterator<Item = &'w Arc<Work>>, matcher: &Matcher, dirty: &mut Dirty) {
        let before = std::mem::take(self);
        for work in works {
            for subject in subjects(work, matcher) {
                self.0.entry(subject).or_default().insert(work.key.clone());
            }
        }
        dirty.compare_tables(&before.0, &self.0, |(kind, id)| Facet::WorksAbout(*kind, id.as_str()));
    }
}

/// The records that a work's titles and keywords name.
fn subjects(work: &Work, matcher: &Matcher) -> BTreeSet<Subject> {
    let record = &work.record;
    let keywords = record.other.iter().filter(|(variable, _)| variable == "keyword").map(|(_, words)| words);
    let texts = [&record.title, &record.translated_title].into_iter().chain(keywords);
    texts.flat_map(|text| matcher.find_in_text(text)).map(|(kind, id, _)| (kind, id)).collect()
}

impl<'a> Reader<'a> {
    /// The works about an entity, in the order of lists, `most` at most, and how many there are.
    pub fn works_about(&self, kind: AuthorityKind, id: &str, most: usize) -> (Vec<&'a Arc<Work>>, usize) {
        let catalogue = self.read(Facet::WorksAbout(kind, id));
        let keys = catalogue.about.0.get(&(kind, Slug::from_stem(id)));
        let mut works: Vec<&Arc<Work>> = keys.into_iter().flatten().filter_map(|key| catalogue.works.get(key)).collect();
        works.sort_by(|a, b| a.sort.cmp(&b.sort).then_with(|| a.key.cmp(&b.key)));
        let all = works.len();
        works.truncate(most);
        (works, all)
    }
}
