//! To which document a bibliography or a file of notes belongs.
//!
//! To that of its own path: `bibliography/box1/letter.yaml` to `documents/box1/letter.md`. Documents may be moved into folders
//! later: while no document is called `letter`, and one in some folder is, `bibliography/letter.yaml` is that one's, unless it
//! has one of its own.

use std::{collections::BTreeSet, sync::Arc};

use super::Memo;
use crate::{
    archive::Delta,
    base::{
        Slug,
        places::{ANNOTATIONS, BIBLIOGRAPHY, DOCUMENTS},
        small_set::withdraw,
    },
    document::{Annotations, Bibliography},
};

/// A slug in lower case that files of a folder want.
pub(super) type Claim = (&'static str, String);

/// The last part of a slug.
fn leaf(slug: &str) -> &str {
    slug.rsplit('/').next().unwrap_or(slug)
}

/// Notes whether any document wants a slug.
pub(super) fn note(claim: &Claim, memo: &mut Memo) {
    let (folder, slug) = claim;
    if *folder != DOCUMENTS {
        return;
    }
    if is_claimed(memo, DOCUMENTS, slug) {
        memo.claims.leaves.entry(leaf(slug).to_owned()).or_default().insert(slug.clone());
    } else if withdraw(memo.claims.leaves.get_mut(leaf(slug)), slug) {
        memo.claims.leaves.remove(leaf(slug));
    }
}

/// Adds to the claims that changed those of files whose document may be another now.
pub(super) fn spread(claims: &mut BTreeSet<Claim>, memo: &Memo) {
    let mut more = BTreeSet::new();
    for (folder, slug) in claims.iter() {
        let folders = if *folder == DOCUMENTS { &[BIBLIOGRAPHY, ANNOTATIONS][..] } else { std::slice::from_ref(folder) };
        more.extend(folders.iter().map(|folder| (*folder, leaf(slug).to_owned())).filter(|claim| memo.claims.homes.contains_key(claim)));
    }
    claims.append(&mut more);
}

/// Takes what belongs to a document away from it, before it is settled again whose it is.
pub(super) fn leave(claims: &BTreeSet<Claim>, memo: &mut Memo, delta: &mut Delta) {
    for claim in claims {
        match (memo.claims.homes.remove(claim), claim.0) {
            (Some(home), BIBLIOGRAPHY) => _ = delta.bibliographies.insert(home, None),
            (Some(home), ANNOTATIONS) => _ = delta.annotations.insert(home, None),
            _ => {}
        }
    }
}

/// Gives a bibliography to its document.
pub(super) fn give_bibliography(claim: &Claim, file: &Arc<Bibliography>, memo: &mut Memo, delta: &mut Delta) {
    let home = home(claim, &file.slug, memo);
    let mut file = file.clone();
    if file.slug != home {
        Arc::make_mut(&mut file).slug = home.clone();
    }
    memo.claims.homes.insert(claim.clone(), home.clone());
    delta.bibliographies.insert(home, Some(file));
}

/// Gives a file of notes to its document.
pub(super) fn give_notes(claim: &Claim, file: &Arc<Annotations>, memo: &mut Memo, delta: &mut Delta) {
    let home = home(claim, &file.slug, memo);
    let mut file = file.clone();
    if file.slug != home {
        let own = Arc::make_mut(&mut file);
        own.slug = home.clone();
        // What the notes cite are the works of their document.
        own.notes.iter_mut().for_each(|note| Arc::make_mut(&mut note.body).slug = home.clone());
    }
    memo.claims.homes.insert(claim.clone(), home.clone());
    delta.annotations.insert(home, Some(file));
}

/// Gives libraries that other programs keep to the documents of their names; the others are the archive's. There are few.
pub(super) fn give_libraries(memo: &mut Memo, delta: &mut Delta) {
    let mut homes = Vec::new();
    for (path, file) in &memo.inputs.libraries {
        let own = Slug::of_file(path);
        let home = home(&(BIBLIOGRAPHY, own.as_str().to_lowercase()), &own, memo);
        if file.slug != home {
            homes.push((path.clone(), home));
        }
    }
    for (path, home) in homes {
        if let Some(file) = memo.inputs.libraries.get_mut(&path) {
            Arc::make_mut(file).slug = home;
            delta.libraries.insert(path, Some(file.clone()));
        }
    }
}

fn is_claimed(memo: &Memo, folder: &'static str, slug: &str) -> bool {
    memo.claims.wanted.get(&(folder, slug.to_owned())).is_some_and(|files| !files.is_empty())
}

/// The slug of the document to which the file of a claim belongs; its own, if there is none.
fn home((folder, lower): &Claim, own: &Slug, memo: &Memo) -> Slug {
    if is_claimed(memo, DOCUMENTS, lower) {
        return own.clone();
    }
    let mut others = memo.claims.leaves.get(lower).into_iter().flatten();
    match (others.next(), others.next()) {
        (Some(other), None) if !is_claimed(memo, folder, other) => {
            let document = memo.claims.wanted.get(&(DOCUMENTS, other.clone())).and_then(|files| files.first());
            document.map_or_else(|| own.clone(), Slug::of_file)
        }
        _ => own.clone(),
    }
}
