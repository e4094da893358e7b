//! The terms of a part of a document (or of a work, or of a name), packed: what the index keeps in memory.
//!
//! Terms stand in order, by [`Cell`]: the index is made and mended cell by cell, and a walk that wants one cell skips the
//! others.

use std::collections::BTreeMap;

use super::words::{Occurrence, Tokenizer};

/// All terms that begin with the same two characters, or with the same one where characters are many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(u32, u32);

impl Cell {
    /// The cell of a term.
    pub fn of(term: &str) -> Self {
        let mut chars = term.chars();
        let first = chars.next().unwrap_or('\0');
        let second = if first < '\u{2e80}' { chars.next().unwrap_or('\0') } else { '\0' };
        Self(first.into(), second.into())
    }

    /// What all its terms begin with.
    pub fn prefix(self) -> Box<str> {
        [self.0, self.1].into_iter().filter(|&c| c != 0).filter_map(char::from_u32).collect::<String>().into()
    }
}

/// The packed terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blob(Box<[u8]>);

/// A term of a [`Blob`].
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a> {
    pub term: &'a str,
    /// How often it occurs, by the weight of where it does.
    pub weight: u32,
    /// Its places, as numbers: the first, and each as the distance from the one before.
    pub places: &'a [u8],
}

/// Terms in the making.
#[derive(Default)]
pub struct Draft {
    found: Vec<Found>,
}

/// Term, place, weight.
type Found = (u32, u32, u32);

impl Draft {
    /// Adds an occurrence, `from` where its passage begins.
    pub fn add(&mut self, (term, place): Occurrence, from: u32, weight: u32) {
        self.found.push((term, from.saturating_add(place), weight));
    }

    /// Packs what was added; with `places` or without.
    pub fn pack(mut self, tokenizer: &Tokenizer, places: bool) -> Blob {
        self.found.sort_unstable();
        let mut terms: Vec<(&str, &[Found])> =
            self.found.chunk_by(|a, b| a.0 == b.0).filter_map(|found| Some((tokenizer.term(found.first()?.0), found))).collect();
        terms.sort_unstable();
        let mut cells: BTreeMap<Cell, Vec<u8>> = BTreeMap::new();
        for (term, found) in terms {
            let cell = cells.entry(Cell::of(term)).or_default();
            number(cell, u32::try_from(term.len()).unwrap_or(0));
            cell.extend_from_slice(term.as_bytes());
            number(cell, found.iter().map(|(_, _, weight)| weight).fold(0, |sum: u32, weight| sum.saturating_add(*weight)));
            let mut list = Vec::new();
            let mut last = 0;
            for (_, place, _) in found.iter().filter(|_| places) {
                number(&mut list, place.saturating_sub(last));
                last = *place;
            }
            number(cell, u32::try_from(list.len()).unwrap_or(0));
            cell.extend(list);
        }
        let mut packed = Vec::new();
        for (Cell(first, second), bytes) in cells {
            number(&mut packed, first);
            number(&mut packed, second);
            number(&mut packed, u32::try_from(bytes.len()).unwrap_or(0));
            packed.extend(bytes);
        }
        Blob(packed.into())
    }
}

impl Blob {
    /// The packed bytes, to be kept.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// From kept bytes. Bytes that are not what [`Self::bytes`] gave make terms that mean nothing, and no more.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The cells, in order, each with its part.
    pub fn cells(&self) -> impl Iterator<Item = (Cell, &[u8])> {
        let mut rest: &[u8] = &self.0;
        std::iter::from_fn(move || {
            let cell = Cell(take(&mut rest)?, take(&mut rest)?);
            let length = take(&mut rest)? as usize;
            Some((cell, bytes(&mut rest, length)?))
        })
    }
}

/// The terms of a cell's part, in order.
pub fn terms(mut rest: &[u8]) -> impl Iterator<Item = Packed<'_>> {
    std::iter::from_fn(move || {
        let length = take(&mut rest)? as usize;
        let term = std::str::from_utf8(bytes(&mut rest, length)?).ok()?;
        let weight = take(&mut rest)?;
        let length = take(&mut rest)? as usize;
        Some(Packed { term, weight, places: bytes(&mut rest, length)? })
    })
}

/// The numbers of [`Packed::places`].
pub fn numbers(mut rest: &[u8]) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || take(&mut rest))
}

/// LEB128.
fn number(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    bytes.push(value.to_le_bytes()[0]);
}

fn take(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn bytes<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::alphabet::Stems;

    #[test]
    fn what_is_packed_comes_back_in_order() {
        let mut tokenizer = Tokenizer::default();
        let mut draft = Draft::default();
        let stems = Stems { english: true, russian: true };
        let took = tokenizer.read("Treaties, a treaty; мир миру 中国", stems, &mut |found| draft.add(found, 0, 2));
        assert_eq!(took, 7);
        tokenizer.read("treaty", stems, &mut |found| draft.add(found, 300, 8));
        let blob = draft.pack(&tokenizer, true);
        let blob = Blob::from_bytes(blob.bytes());
        let found: Vec<(String, u32, Vec<u32>)> = blob
            .cells()
            .flat_map(|(_, part)| terms(part))
            .map(|packed| (packed.term.to_owned(), packed.weight, numbers(packed.places).collect()))
            .collect();
        let expected =
            [("a", 2, vec![1]), ("treati", 12, vec![0, 2, 298]), ("мир", 4, vec![3, 1]), ("中国", 2, vec![5]), ("国", 2, vec![6])];
        assert_eq!(found, expected.map(|(term, weight, places)| (term.to_owned(), weight, places)));
        assert!(Blob::from_bytes(&[0xff; 40]).cells().next().is_none());
    }
}
