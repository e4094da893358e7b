//! The words of a source, and which of them the outputs claim.

use rustc_hash::FxBuildHasher;
use std::collections::HashMap;

use super::words::{SEED, Word, digest, mix, words};

/// The words of the source, and which of them are claimed.
pub(super) struct Ledger<'a> {
    source: &'a str,
    pub words: Vec<Word>,
    claimed: Vec<bool>,
    /// Hash table of the places of pairs of words: heads, and the next place with the same slot.
    heads: Vec<u32>,
    next: Vec<u32>,
    /// The words before a hyphen and a line's end, by their digests.
    cut: HashMap<u64, Vec<usize>, FxBuildHasher>,
}

const NONE: u32 = u32::MAX;
/// How many places of a pair are tried.
const TRIES: usize = 48;
/// How many places of the first half of a cut word are tried.
const HALVES: usize = 64;
/// How far, in words, the second half may stand behind the first.
const APART: usize = 3000;

impl<'a> Ledger<'a> {
    pub fn new(source: &'a str) -> Self {
        let words = words(source, true);
        let size = (words.len() * 2).next_power_of_two().max(16);
        let mut cut: HashMap<u64, Vec<usize>, FxBuildHasher> = HashMap::default();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.flag) {
            cut.entry(word.digest).or_default().push(at);
        }
        let mut ledger =
            Self { source, claimed: vec![false; words.len()], heads: vec![NONE; size], next: vec![NONE; words.len()], cut, words };
        // Backwards, so that each chain begins with the first place.
        for at in (0..ledger.words.len().saturating_sub(1)).rev() {
            let slot = ledger.slot(ledger.words[at].digest, ledger.words[at + 1].digest);
            ledger.next[at] = ledger.heads[slot];
            ledger.heads[slot] = u32::try_from(at).unwrap_or(NONE);
        }
        ledger
    }

    fn slot(&self, first: u64, second: u64) -> usize {
        let mixed = (first.rotate_left(21) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 20).unwrap_or(0) & (self.heads.len() - 1)
    }

    /// Lays a part along the source; words without a run go to `loose`.
    pub fn lay(&mut self, part: &str, loose: &mut Vec<(u64, String)>) {
        let words = words(part, false);
        let mut cursor = 0;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if let Some(step) = self.agree(cursor, word) {
                cursor = step;
                at += 1;
                continue;
            }
            if word.flag {
                // The label of a note may have been printed before its body, or not.
                match words.get(at + 1).and_then(|next| self.find(word, next, cursor)) {
                    Some(place) if place != cursor && self.begins_line(place) => cursor = place,
                    _ => at += 1,
                }
                continue;
            }
            match words.get(at + 1).filter(|next| !next.flag).and_then(|next| self.find(word, next, cursor)) {
                Some(place) => cursor = place,
                // A word cut by a page end: its first half stands here, the rest elsewhere.
                None => match self.halves(part, word) {
                    Some(behind) => {
                        cursor = behind;
                        at += 1;
                    }
                    None => {
                        loose.push((word.digest, part.get(word.start as usize..word.end as usize).unwrap_or("").to_owned()));
                        at += 1;
                    }
                },
            }
        }
    }

    /// Claims the word at `cursor` if it is this one, whole or cut at a line end; gives the next place.
    fn agree(&mut self, cursor: usize, word: &Word) -> Option<usize> {
        let own = self.words.get(cursor)?;
        if own.digest == word.digest && !self.claimed[cursor] {
            self.claimed[cursor] = true;
            return Some(cursor + 1);
        }
        if own.flag && !self.claimed[cursor] {
            let rest = self.words.get(cursor + 1)?;
            let whole = digest(self.text(own).chars().chain(self.text(rest).chars()));
            if whole == word.digest && !self.claimed[cursor + 1] {
                self.claimed[cursor] = true;
                self.claimed[cursor + 1] = true;
                return Some(cursor + 2);
            }
        }
        None
    }

    /// The place of a pair of words that nothing has claimed: the nearest behind the cursor, or the first.
    fn find(&self, word: &Word, next: &Word, cursor: usize) -> Option<usize> {
        let mut place = self.heads[self.slot(word.digest, next.digest)];
        let mut first = None;
        for _ in 0..TRIES {
            let at = usize::try_from(place).ok().filter(|_| place != NONE)?;
            let fits = self.words[at].digest == word.digest
                && self.words.get(at + 1).is_some_and(|own| own.digest == next.digest)
                && !self.claimed[at];
            if fits {
                if at >= cursor {
                    return Some(at);
                }
                first = first.or(Some(at));
            }
            place = self.next[at];
            if place == NONE {
                break;
            }
        }
        first
    }

    /// Claims the halves of a word that stand apart in the source; gives the place behind the second.
    fn halves(&mut self, part: &str, word: &Word) -> Option<usize> {
        let text = part.get(word.start as usize..word.end as usize)?;
        if self.cut.is_empty() || text.chars().take(4).count() < 4 || !text.starts_with(char::is_alphabetic) {
            return None;
        }
        // The places of every beginning of the word, with what is still to come.
        let mut places: Vec<(usize, &str)> = Vec::new();
        let mut head = SEED;
        for (at, c) in text.char_indices().take(40) {
            head = mix(head, c);
            let Some(rest) = text.get(at + c.len_utf8()..).filter(|rest| !rest.is_empty()) else { break };
            let found = self.cut.get(&head).into_iter().flatten().take(HALVES).filter(|&&place| !self.claimed[place]);
            places.extend(found.map(|&place| (place, rest)));
        }
        places.sort_unstable();
        for (at, rest) in places {
            let rest = digest(rest.chars());
            let tail = (at + 1..self.words.len().min(at + APART))
                .find(|&tail| self.words[tail].digest == rest && !self.claimed[tail] && self.begins_line(tail));
            if let Some(tail) = tail {
                self.claimed[at] = true;
                self.claimed[tail] = true;
                return Some(tail + 1);
            }
        }
        None
    }

    fn begins_line(&self, at: usize) -> bool {
        let start = self.words[at].start as usize;
        self.source.get(..start).is_some_and(|before| {
            before.trim_end_matches([' ', '\t', '\u{c}', '*', '_']).is_empty()
                || before.trim_end_matches([' ', '\t', '\u{c}', '*', '_']).ends_with('\n')
        })
    }

    /// Lets single words claim what is left; gives those that find nothing. A repeated word needs only to
    /// stand somewhere in the source.
    pub fn settle(&mut self, loose: Vec<(u64, String)>, repeats: bool) -> Vec<String> {
        if loose.is_empty() {
            return Vec::new();
        }
        let mut free: HashMap<u64, Vec<usize>, FxBuildHasher> = HashMap::default();
        for at in (0..self.words.len()).rev() {
            if repeats || !self.claimed[at] {
                free.entry(self.words[at].digest).or_default().push(at);
            }
        }
        let mut added = Vec::new();
        let mut letters: Option<String> = None;
        for (digest, word) in loose {
            match free.get_mut(&digest) {
                Some(places) if repeats => {
                    // A free place, if one is left; the places stand in falling order.
                    while places.len() > 1 && places.last().is_some_and(|&at| self.claimed[at]) {
                        places.pop();
                    }
                    if let Some(&at) = places.last() {
                        self.claimed[at] = true;
                    }
                }
                Some(places) => match places.pop() {
                    Some(at) => self.claimed[at] = true,
                    None => added.push(word),
                },
                // A field may join what the entry prints apart: "trade-off", "310 970".
                None if repeats && added.len() < 50 => {
                    let letters = letters
                        .get_or_insert_with(|| self.source.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
                    if !letters.contains(&word.to_lowercase()) {
                        added.push(word);
                    }
                }
                None => added.push(word),
            }
        }
        added
    }

    pub fn lost(&self) -> Vec<(u32, String)> {
        let mut line = 1;
        let mut from = 0;
        let mut lost = Vec::new();
        for (word, claimed) in self.words.iter().zip(&self.claimed) {
            if !claimed {
                let start = word.start as usize;
                line += self.source.get(from..start).map_or(0, |between| between.matches('\n').count());
                from = start;
                lost.push((u32::try_from(line).unwrap_or(u32::MAX), self.text(word).to_owned()));
            }
        }
        lost
    }

    fn text(&self, word: &Word) -> &'a str {
        self.source.get(word.start as usize..word.end as usize).unwrap_or("")
    }
}
