//! Which file has which address: that which its path gives it, or its `slug:`.

use std::collections::BTreeSet;

use super::{
    Memo,
    homes::Claim,
    role::{Role, role},
};
use crate::{
    base::{
        Diagnostic, RelPath, Slug,
        places::{ANNOTATIONS, BIBLIOGRAPHY, COLLECTIONS, DOCUMENTS, PAGES},
        say,
    },
    document::Document,
};

/// Notes that a file wants (or no longer wants) a slug; gives the slug's claim.
pub(super) fn claim(path: &RelPath, slug: &Slug, memo: &mut Memo, wants: bool) -> Claim {
    let folder = match role(path) {
        Role::Document => DOCUMENTS,
        Role::Page => PAGES,
        Role::Collection => COLLECTIONS,
        Role::Annotations => ANNOTATIONS,
        _ => BIBLIOGRAPHY,
    };
    let claim = (folder, slug.as_str().to_lowercase());
    let claimants = memo.claims.wanted.entry(claim.clone()).or_default();
    if wants {
        claimants.insert(path.clone());
    } else {
        claimants.remove(path);
    }
    if claimants.len() > 1 {
        memo.claims.contested.insert(claim.clone());
    } else {
        memo.claims.contested.remove(&claim);
    }
    claim
}

/// Notes what a text wants now that it was changed, has come or is gone.
pub(super) fn claim_text(path: &RelPath, was: Option<&Document>, is: Option<&Document>, memo: &mut Memo, claims: &mut BTreeSet<Claim>) {
    if is.is_some_and(|text| !text.meta.aliases.is_empty()) {
        memo.claims.aliased.insert(path.clone());
    } else {
        memo.claims.aliased.remove(path);
    }
    let (was, is) = (was.map(|text| &text.slug), is.map(|text| &text.slug));
    if let Some(old) = was.filter(|old| Some(*old) != is) {
        claims.insert(claim(path, old, memo, false));
    }
    if let Some(new) = is {
        claims.insert(claim(path, new, memo, true));
    }
    if was != is && role(path) == Role::Document {
        super::homes::note(path, is.is_some(), memo, claims);
    }
}

/// Who of the files that want an address has it: one whose path gives it, else the first.
pub(super) fn winner<'m>(memo: &'m Memo, claim: &Claim) -> Option<&'m RelPath> {
    let paths = memo.claims.wanted.get(claim)?;
    let is_own = |path: &&RelPath| Slug::of_file(path).as_str().to_lowercase() == claim.1;
    if paths.len() > 1 { paths.iter().find(is_own).or_else(|| paths.first()) } else { paths.first() }
}

/// Several files that want one address: an error for all but the one that has it.
pub(super) fn collisions(memo: &Memo, diagnostics: &mut Vec<Diagnostic>) {
    for claim in &memo.claims.contested {
        let Some((first, paths)) = winner(memo, claim).zip(memo.claims.wanted.get(claim)) else { continue };
        for path in paths.iter().filter(|path| *path != first) {
            let mut found = Diagnostic::error(path, say::duplicate_slug(path, first));
            let key = memo.inputs.documents.get(path).and_then(|document| document.meta.place_of("slug"));
            found = match key {
                Some(place) => found.at(place).hint(say::duplicate_slug_key_hint()),
                None => found.hint(say::duplicate_slug_hint()),
            };
            diagnostics.push(found.related(first, None, say::duplicate_slug_published()));
        }
    }
}
