//! Which messages answer which, in whichever file they stand.

use std::collections::BTreeMap;

use super::sources::{Source, name_of};
use crate::{
    base::{RelPath, Snapshot},
    ingest::{Thread, thread},
};

/// A text that another answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Its document.
    pub document: RelPath,
    /// What it is called.
    pub title: String,
}

/// Finds which messages answer which.
pub fn find(snapshot: &Snapshot, sources: &mut [Source]) {
    let threads: Vec<Option<Thread>> =
        sources.iter().map(|source| thread(name_of(&source.path), source.own(snapshot.get(source.path.as_str())?))).collect();
    let by_id: BTreeMap<&str, Answered> = threads
        .iter()
        .zip(&*sources)
        .filter_map(|(thread, source)| {
            let thread = thread.as_ref().filter(|thread| !thread.id.is_empty())?;
            Some((thread.id.as_str(), Answered { document: source.place(), title: thread.subject.clone() }))
        })
        .collect();
    for (thread, source) in threads.iter().zip(sources) {
        let Some(thread) = thread else { continue };
        source.answered = thread.answers.iter().filter(|id| **id != thread.id).find_map(|id| by_id.get(id.as_str())).cloned();
    }
}
