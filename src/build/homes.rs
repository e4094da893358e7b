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
        RelPath, Slug,
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

/// Notes whether a document stands at a path, or that it has another address; adds the claims of files whose document may be another now.
pub(super) fn note(path: &RelPath, is_there: bool, memo: &mut Memo, claims: &mut BTreeSet<Claim>) {
    let name = Slug::of_file(path).as_str().to_lowercase();
    let texts = memo.claims.texts.entry(name.clone()).or_default();
    if is_there {
        texts.insert(path.clone());
        memo.claims.leaves.entry(leaf(&name).to_owned()).or_default().insert(name.clone());
    } else {
        texts.remove(path);
        if texts.is_empty() {
            memo.claims.texts.remove(&name);
            if withdraw(memo.claims.leaves.get_mut(leaf(&name)), &name) {
                memo.claims.leaves.remove(leaf(&name));
            }
        }
    }
    for folder in [BIBLIOGRAPHY, ANNOTATIONS] {
        let of = [name.as_str(), leaf(&name)].map(|name| (folder, name.to_owned()));
        claims.extend(of.into_iter().filter(|claim| memo.claims.homes.contains_key(claim)));
    }
}

/// Adds to the claims that changed those of files that are a document's only while it has no other.
pub(super) fn spread(claims: &mut BTreeSet<Claim>, memo: &Memo) {
    let of_leaf = claims.iter().map(|(folder, slug)| (*folder, leaf(slug).to_owned()));
    let mut more: BTreeSet<Claim> = of_leaf.filter(|claim| memo.claims.homes.contains_key(claim)).collect();
    claims.append(&mut more);
    // Where several texts want one address, what belongs to each has one home: who leaves it, or comes, leaves it to be settled among all.
    let left = claims.iter().filter_map(|claim| memo.claims.homes.get(claim)).map(|home| home.as_str().to_lowercase());
    let is_contested = |claim: &&Claim| claim.0 == DOCUMENTS && memo.claims.wanted.get(*claim).is_some_and(|files| files.len() > 1);
    let homes: BTreeSet<String> = left.chain(claims.iter().filter(is_contested).map(|claim| claim.1.clone())).collect();
    if !homes.is_empty() {
        let there = memo.claims.homes.iter().filter(|(_, home)| homes.contains(&home.as_str().to_lowercase()));
        let mut there: BTreeSet<Claim> = there.map(|(claim, _)| claim.clone()).collect();
        claims.append(&mut there);
    }
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

/// The slug of the document whose path alone would be this one.
fn slug_of(memo: &Memo, name: &str) -> Option<Slug> {
    let path = memo.claims.texts.get(name)?.first()?;
    memo.inputs.documents.get(path).map(|document| document.slug.clone())
}

/// The slug of the document to which the file of a claim belongs; its own, if there is none.
fn home((folder, lower): &Claim, own: &Slug, memo: &Memo) -> Slug {
    if let Some(slug) = slug_of(memo, lower) {
        return slug;
    }
    let mut others = memo.claims.leaves.get(lower).into_iter().flatten();
    match (others.next(), others.next()) {
        (Some(other), None) if !is_claimed(memo, folder, other) => slug_of(memo, other).unwrap_or_else(|| own.clone()),
        _ => own.clone(),
    }
}
