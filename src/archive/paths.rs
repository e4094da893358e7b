//! Paths and names as they are written: which places they may mean, and how far these are.

use super::lookup::Thing;
use crate::{
    base::{
        RelPath,
        places::{COLLECTIONS, CONTENT, DOCUMENTS, FILES, PAGES, text_name},
        text,
    },
    document::AuthorityKind,
};

/// Where a path that stands in the file at `from` is looked up.
pub fn places<'t>(from: &RelPath, path: &'t str) -> impl Iterator<Item = RelPath> + use<'t> {
    let here = if path.starts_with('/') { None } else { from.join(path) };
    let below = |folder: &str| RelPath::new(&format!("{folder}/x")).join(path);
    here.into_iter().chain(["", CONTENT, DOCUMENTS, PAGES, COLLECTIONS, FILES].into_iter().filter_map(below))
}

/// The record that an address names by its file and its `id`: `../authorities/people.yaml#marta-ilves`.
pub fn record_at(path: &str, fragment: &str) -> Option<(AuthorityKind, String)> {
    let path = path.replace('\\', "/");
    let mut path = path.trim_start_matches('/');
    while let Some(rest) = path.strip_prefix("../").or_else(|| path.strip_prefix("./")) {
        path = rest;
    }
    let path = path.strip_prefix("content/").unwrap_or(path);
    let kind = AuthorityKind::named(path.strip_prefix("authorities/")?.strip_suffix(".yaml")?)?;
    let id = text::percent_decoded(fragment);
    (!id.is_empty()).then_some((kind, id))
}

/// How far a path is from a file: how many folders one goes up, then how many down.
pub fn distance(from: &RelPath, to: Option<&RelPath>) -> (usize, usize) {
    let folders = |path: &str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (here, there) = (folders(from.parent()), folders(to.map_or("", RelPath::parent)));
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    (here.len() - shared, there.len() - shared)
}

/// The ways to part an address at a `#`, the first first.
pub fn splits<'t>(path: &'t str, fragment: &'t str) -> impl Iterator<Item = (String, &'t str)> {
    let later = fragment.match_indices('#').map(|(at, _)| at).chain((!fragment.is_empty()).then_some(fragment.len()));
    let later = later.map(move |at| {
        let (more, rest) = fragment.split_at_checked(at).unwrap_or((fragment, ""));
        (format!("{path}#{more}"), rest.strip_prefix('#').unwrap_or(""))
    });
    std::iter::once((path.to_owned(), fragment)).chain(later)
}

/// The last part of a path that somebody wrote, without the ending of a text or a page.
pub fn bare(part: &str) -> &str {
    [".md", ".html"].iter().find_map(|ending| without_ending(part, ending)).unwrap_or(part)
}

pub fn without_ending<'t>(text: &'t str, ending: &str) -> Option<&'t str> {
    let start = text.len().checked_sub(ending.len())?;
    let (stem, end) = text.split_at_checked(start)?;
    (end.eq_ignore_ascii_case(ending) && !stem.is_empty()).then_some(stem)
}

/// The last part of a path without its ending.
pub fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether the last folders above a thing at a path are these.
pub fn lies_in(thing: &Thing, path: &RelPath, folders: &[&str]) -> bool {
    let stands_for_folder = !matches!(thing, Thing::File(_)) && text_name(path) != path.stem();
    let own: Vec<&str> = path.parent().split('/').collect();
    let own = own.get(..own.len() - usize::from(stands_for_folder)).unwrap_or(&[]);
    own.len() >= folders.len() && own.iter().rev().zip(folders.iter().rev()).all(|(own, wanted)| text::fold(own) == text::fold(wanted))
}
