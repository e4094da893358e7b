//! Whether a paragraph is the one that it was, of whose words nothing but a sketch is known.
//!
//! A sketch holds the smallest of the digests of all runs of a few letters (Broder 1997, "On the resemblance and containment of
//! documents"): how many of them two paragraphs have in common tells how many runs they have in common. A slip that is mended changes
//! a handful of runs; of two paragraphs that have nothing to do with each other hardly any is the same.

use serde::{Deserialize, Serialize};

/// What is kept of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch(Box<[u32]>);

/// How many letters a run has.
const RUN: usize = 5;
/// How many digests are kept.
const KEPT: usize = 12;
/// Less than this part of the runs the same, and it is another paragraph.
const FLOOR: f32 = 0.33;

impl Sketch {
    /// The sketch of some words. Capitals and what stands between letters say nothing.
    pub fn of(words: &str) -> Self {
        let mut letters: Vec<u32> = Vec::with_capacity(words.len());
        for c in words.chars() {
            match c {
                // What most letters are, without a look into the tables.
                'a'..='z' | '0'..='9' | 'ß'..='ö' | 'ø'..='ÿ' | 'α'..='ω' | 'а'..='ё' | 'א'..='ת' | 'ء'..='ي' | '一'..='鿿' =>
                {
                    letters.push(c.into());
                }
                'A'..='Z' | 'А'..='Я' => letters.push(u32::from(c) + 0x20),
                _ if c.is_ascii() => {}
                _ if c.is_alphanumeric() => letters.extend(c.to_lowercase().map(u32::from)),
                _ => {}
            }
        }
        if (1..RUN).contains(&letters.len()) {
            letters.resize(RUN, 0);
        }
        let mut least: Vec<u32> = Vec::with_capacity(KEPT + 1);
        let mut largest = u32::MAX;
        for digest in letters.array_windows().map(digest) {
            // Nearly all are too large, once enough are kept.
            if digest < largest || least.len() < KEPT {
                if let Err(place) = least.binary_search(&digest) {
                    least.insert(place, digest);
                    least.truncate(KEPT);
                }
                largest = least.last().copied().unwrap_or(u32::MAX);
            }
        }
        Self(least.into())
    }

    /// How much of two paragraphs is the same, from 0 to 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let (mut all, mut shared) = (0_u16, 0_u16);
        while usize::from(all) < KEPT {
            match (mine.peek(), theirs.peek()) {
                (None, None) => break,
                (Some(one), Some(another)) if one == another => {
                    shared += 1;
                    mine.next();
                    theirs.next();
                }
                (Some(one), Some(another)) if one < another => _ = mine.next(),
                (Some(_), None) => _ = mine.next(),
                _ => _ = theirs.next(),
            }
            all += 1;
        }
        f32::from(shared) / f32::from(all.max(1))
    }

    /// Whether it may be of the same paragraph, its words mended.
    pub fn is_like(&self, other: &Self) -> bool {
        self.likeness(other) >= FLOOR
    }
}

/// FNV-1a over the letters, its bits mixed (Fowler, Noll, Vo; Appleby's finalizer).
fn digest(letters: &[u32; RUN]) -> u32 {
    let mut hash = letters.iter().fold(0x811c_9dc5_u32, |hash, letter| (hash ^ letter).wrapping_mul(0x0100_0193));
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> f32 {
        Sketch::of(one).likeness(&Sketch::of(other))
    }

    #[test]
    fn a_mended_slip_leaves_a_paragraph_what_it_is() {
        let long = "The ferry sailed at noon, as it did on every day of the year, and nobody who stood on the quay thought that it would be the last time.";
        for (one, other) in [
            (long, long.replace("quay", "pier").as_str()),
            (long, long.replace("ferry", "fery").as_str()),
            (long, &format!("{long} So it was told to me.")),
            ("My dear mother, I am well.", "My dear mothr, I am well."),
            ("我們在河邊住了很多年，直到那一天為止。", "我們在河邊住了很多年，直到那一日為止。"),
            ("Yes.", "YES!"),
        ] {
            assert!(likeness(one, other) >= FLOOR, "{one} / {other}: {}", likeness(one, other));
        }
        for (one, other) in [
            (long, "The harvest of that summer was the best that anybody in the village could remember, and so the price of rye fell."),
            ("Yes.", "No."),
            ("My dear mother, I am well.", "Yours truly, Anna"),
            ("", "Anna"),
        ] {
            assert!(likeness(one, other) < FLOOR, "{one} / {other}: {}", likeness(one, other));
        }
    }
}
