//! From the terms of each entry to the entries of each term: postings, and the places of each term for phrases.
//!
//! Entries come in the order of their numbers, so that postings can be written as they come, as distances.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{
    blob::{self, Cell},
    entry::Leaf,
    number,
};

/// A part of an entry with its number.
#[derive(Clone, Copy)]
pub struct Numbered<'a> {
    /// Its number: among texts, or among works and names.
    pub number: u32,
    /// Whether it is a part of a text.
    pub is_text: bool,
    /// The part.
    pub leaf: &'a Leaf,
}

/// A stretch of terms of one cell, as the files of the index hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Every term of it is this or comes behind it.
    pub first: Box<str>,
    /// The terms: how many UTF-16 units each shares with the one before, and the rest of it, a space behind.
    pub terms: String,
    /// How long the postings of each term are: twice the length of those in texts, one more if works or names have it, and
    /// then the length of these.
    pub lengths: String,
    pub postings: String,
    /// How long the places of each term are.
    pub place_lengths: String,
    /// The places: for each part of a text how many, the first, and the distances.
    pub places: String,
}

impl Piece {
    /// Its size in the file of postings.
    pub fn size(&self) -> usize {
        self.terms.len() + self.lengths.len() + self.postings.len()
    }
}

/// A piece that has reached this size is followed by another.
pub const TARGET: usize = 16 * 1024;

/// The pieces of the cells wanted (all, if none are named), in order.
pub fn gather(leaves: &[Numbered<'_>], wanted: Option<&BTreeSet<Cell>>) -> BTreeMap<Cell, Vec<Piece>> {
    let cells: Vec<Cell> = match wanted {
        Some(cells) => cells.iter().copied().collect(),
        None => all_cells(leaves),
    };
    // Each worker walks over all parts for its own stretch of the alphabet.
    let stretch = cells.len().div_ceil(rayon::current_num_threads() * 24).max(1);
    let gathered: Vec<Vec<(Cell, Vec<Piece>)>> = cells.par_chunks(stretch).map(|cells| gather_stretch(leaves, cells)).collect();
    gathered.into_iter().flatten().collect()
}

fn all_cells(leaves: &[Numbered<'_>]) -> Vec<Cell> {
    let sets = leaves.par_chunks(1024).map(|leaves| {
        let cells: rustc_hash::FxHashSet<Cell> =
            leaves.iter().flat_map(|numbered| numbered.leaf.blob.cells().map(|(cell, _)| cell)).collect();
        cells
    });
    let mut cells: Vec<Cell> = sets
        .reduce(
            Default::default,
            |a, b| if a.len() > b.len() { a.into_iter().chain(b).collect() } else { b.into_iter().chain(a).collect() },
        )
        .into_iter()
        .collect();
    cells.sort_unstable();
    cells
}

/// What is known of a term so far.
#[derive(Default)]
struct Posted {
    /// The next number that a text, or a work or name, can have.
    next: [u32; 2],
    texts: String,
    names: String,
    places: String,
}

fn gather_stretch(leaves: &[Numbered<'_>], cells: &[Cell]) -> Vec<(Cell, Vec<Piece>)> {
    let (Some(&first), Some(&last)) = (cells.first(), cells.last()) else { return Vec::new() };
    let mut found: BTreeMap<Cell, FxHashMap<&str, Posted>> = cells.iter().map(|cell| (*cell, FxHashMap::default())).collect();
    for numbered in leaves {
        let parts = numbered.leaf.blob.cells().skip_while(|(cell, _)| *cell < first).take_while(|(cell, _)| *cell <= last);
        for (cell, part) in parts {
            let Some(terms) = found.get_mut(&cell) else { continue };
            for packed in blob::terms(part) {
                post(terms.entry(packed.term).or_default(), numbered, &packed);
            }
        }
    }
    found.into_iter().map(|(cell, terms)| (cell, pieces(terms))).filter(|(_, pieces)| !pieces.is_empty()).collect()
}

fn post(posted: &mut Posted, numbered: &Numbered<'_>, packed: &blob::Packed<'_>) {
    let [next_text, next_name] = &mut posted.next;
    if numbered.is_text {
        let distance = u64::from(numbered.number.saturating_sub(*next_text));
        *next_text = numbered.number.saturating_add(1);
        number::push(&mut posted.texts, distance * 2 + u64::from(packed.weight > 1));
        if packed.weight > 1 {
            number::push(&mut posted.texts, packed.weight - 2);
        }
        number::push(&mut posted.places, u32::try_from(blob::numbers(packed.places).count()).unwrap_or(u32::MAX));
        blob::numbers(packed.places).for_each(|place| number::push(&mut posted.places, place));
    } else {
        number::push(&mut posted.names, numbered.number.saturating_sub(*next_name));
        *next_name = numbered.number.saturating_add(1);
        number::push(&mut posted.names, numbered.leaf.length.min(59));
    }
}

fn pieces(terms: FxHashMap<&str, Posted>) -> Vec<Piece> {
    let mut terms: Vec<(&str, Posted)> = terms.into_iter().collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before = "";
    for (term, posted) in terms {
        if pieces.last().is_none_or(|piece| piece.size() >= TARGET) {
            pieces.push(Piece { first: term.into(), ..Piece::default() });
            before = "";
        }
        let Some(piece) = pieces.last_mut() else { continue };
        let shared: String = term.chars().zip(before.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c).collect();
        number::push(&mut piece.terms, u32::try_from(shared.encode_utf16().count()).unwrap_or(0));
        piece.terms.push_str(term.get(shared.len()..).unwrap_or(""));
        piece.terms.push(' ');
        number::push(&mut piece.lengths, posted.texts.len() as u64 * 2 + u64::from(!posted.names.is_empty()));
        if !posted.names.is_empty() {
            number::push(&mut piece.lengths, posted.names.len() as u64);
        }
        piece.postings.push_str(&posted.texts);
        piece.postings.push_str(&posted.names);
        number::push(&mut piece.place_lengths, posted.places.len() as u64);
        piece.places.push_str(&posted.places);
        before = term;
    }
    for piece in &mut pieces {
        for text in [&mut piece.terms, &mut piece.lengths, &mut piece.postings, &mut piece.place_lengths, &mut piece.places] {
            text.shrink_to_fit();
        }
    }
    pieces
}
