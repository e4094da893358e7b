//! How the terms are divided among files: small cells share one, a large one has several.
//!
//! Where a file ends follows from the cells around it and not from all that stand before, so that an edit changes
//! the files of its own words and no others.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    blob::Cell,
    postings::{Numbered, Piece, TARGET, gather},
};
use crate::base::{Digest, RelPath};

/// What is remembered of the division.
#[derive(Clone, Debug, Default)]
pub struct Shards {
    /// The size of each piece of each cell, and its first term.
    cells: BTreeMap<Cell, Vec<(Box<str>, usize)>>,
    /// The pieces of each file, by the file's first term.
    files: BTreeMap<Box<str>, Members>,
}

/// The pieces of a file: cell, and which of the cell's pieces.
type Members = Vec<(Cell, usize)>;

/// What was written.
pub struct Changes {
    /// The files that are new or may differ.
    pub files: Vec<(RelPath, Digest)>,
    /// Those that are gone.
    pub gone: Vec<RelPath>,
}

/// Takes a file that is made, before the next one is.
pub type Put<'a> = &'a (dyn Fn(RelPath, &str) -> (RelPath, Digest) + Sync);

impl Shards {
    /// The first term of each file, in order.
    pub fn firsts(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|first| &**first)
    }

    /// Takes the cells that changed (all, if none are named), and makes the files that hold any of them.
    pub fn update(&mut self, leaves: &[Numbered<'_>], dirty: Option<&BTreeSet<Cell>>, put: Put<'_>) -> Changes {
        let mut pieces = gather(leaves, dirty);
        match dirty {
            None => self.cells.clear(),
            Some(cells) => cells.iter().for_each(|cell| drop(self.cells.remove(cell))),
        }
        for (cell, pieces) in &pieces {
            self.cells.insert(*cell, pieces.iter().map(|piece| (piece.first.clone(), piece.size())).collect());
        }
        let files = self.divide();
        let is_same = |first: &str, members: &Members| {
            let is_clean = dirty.is_some_and(|dirty| members.iter().all(|(cell, _)| !dirty.contains(cell)));
            is_clean && self.files.get(first).is_some_and(|before| before == members)
        };
        let changed: Vec<(&Box<str>, &Members)> = files.iter().filter(|(first, members)| !is_same(first, members)).collect();
        let missing: BTreeSet<Cell> =
            changed.iter().flat_map(|(_, members)| *members).map(|(cell, _)| *cell).filter(|cell| !pieces.contains_key(cell)).collect();
        if !missing.is_empty() {
            pieces.extend(gather(leaves, Some(&missing)));
        }
        let made = changed.into_par_iter().flat_map_iter(|(first, members)| {
            let members = members.iter().filter_map(|(cell, nth)| pieces.get(cell)?.get(*nth));
            let (postings, places) = write(first, members);
            let [postings_path, places_path] = paths(first);
            [put(postings_path, &postings), put(places_path, &places)]
        });
        let made = made.collect();
        let gone = self.files.keys().filter(|first| !files.contains_key(*first)).flat_map(|first| paths(first)).collect();
        self.files = files;
        Changes { files: made, gone }
    }

    fn divide(&self) -> BTreeMap<Box<str>, Members> {
        let mut files: BTreeMap<Box<str>, Members> = BTreeMap::new();
        let mut current: Option<(Box<str>, Members)> = None;
        let mut size = 0;
        for (cell, pieces) in &self.cells {
            for (nth, (first, weight)) in pieces.iter().enumerate() {
                let begins = nth > 0 || size + weight > TARGET || (size > TARGET / 4 && is_edge(*cell));
                if begins || current.is_none() {
                    files.extend(current.take());
                    current = Some((if nth == 0 { cell.prefix() } else { first.clone() }, Vec::new()));
                    size = 0;
                }
                if let Some((_, members)) = &mut current {
                    members.push((*cell, nth));
                    size += weight;
                }
            }
        }
        files.extend(current);
        files
    }
}

/// Whether files like to begin with this cell: every eighth.
fn is_edge(cell: Cell) -> bool {
    Digest::of(cell.prefix().as_bytes()).0.first().is_some_and(|byte| byte % 8 == 0)
}

/// The files that begin with a term: postings, and places.
fn write<'a>(first: &str, pieces: impl Iterator<Item = &'a Piece>) -> (String, String) {
    let (mut terms, mut lengths, mut postings) = (String::new(), String::new(), String::new());
    let (mut place_lengths, mut places) = (String::new(), String::new());
    for piece in pieces {
        terms.push_str(&piece.terms);
        lengths.push_str(&piece.lengths);
        postings.push_str(&piece.postings);
        place_lengths.push_str(&piece.place_lengths);
        places.push_str(&piece.places);
    }
    let name = file_name(first);
    (
        format!("scholion.give(\"t/{name}\",\"{terms}\",\"{lengths}\",\"{postings}\");\n"),
        format!("scholion.give(\"p/{name}\",\"{place_lengths}\",\"{places}\");\n"),
    )
}

fn paths(first: &str) -> [RelPath; 2] {
    let name = file_name(first);
    [RelPath::new(&format!("search/t/{name}.js")), RelPath::new(&format!("search/p/{name}.js"))]
}

/// The name of the file that begins with a term: what is no small Latin letter or digit stands as its number.
fn file_name(first: &str) -> String {
    let mut name = String::from("-");
    for c in first.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            c => name.push_str(&format!("_{:x}", u32::from(c))),
        }
    }
    name
}
