//! The words of a source, and which of them the outputs claim.

use rustc_hash::FxBuildHasher;
use std::collections::HashMap;

use super::words::{SEED, Word, digest, mix, words};

/// The words of the source, and which of them are claimed.
pub(super) struct Ledger<'a> {
    source: &'a str,
    pub words: Vec<Word>,
    claimed: Vec<bool>,
    /// The places of pairs of words, by the slots of a hash table, and in order in each slot.
    places: Vec<u32>,
    /// Where in `places` each slot begins, and behind the last where it ends.
    begins: Vec<u32>,
    /// The words before a hyphen and a line's end, by their digests.
    cut: HashMap<u64, Vec<usize>, FxBuildHasher>,
}

/// How many places of a pair are tried.
const TRIES: usize = 48;
/// How many places of the first half of a cut word are tried.
const HALVES: usize = 64;
/// How far, in words, the second half may stand behind the first.
const APART: usize = 3000;

impl<'a> Ledger<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut all = Vec::with_capacity(source.len() / 7);
        all.extend(words(source, true));
        let words = all;
        let size = words.len().next_power_of_two().max(16);
        let mut cut: HashMap<u64, Vec<usize>, FxBuildHasher> = HashMap::default();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.flag()) {
            cut.entry(word.digest).or_default().push(at);
        }
        let claimed = vec![false; words.len()];
        let mut ledger = Self { source, claimed, places: Vec::new(), begins: vec![0; size + 1], cut, words };
        // Counted, then dealt out backwards, so that each slot's places stand in order (counting sort).
        let pairs = ledger.words.len().saturating_sub(1);
        for at in 0..pairs {
            let slot = ledger.slot_at(at);
            ledger.begins[slot] += 1;
        }
        let mut sum = 0;
        for begin in &mut ledger.begins {
            sum += *begin;
            *begin = sum;
        }
        ledger.places = vec![0; pairs];
        for at in (0..pairs).rev() {
            let slot = ledger.slot_at(at);
            ledger.begins[slot] -= 1;
            let place = ledger.begins[slot] as usize;
            ledger.places[place] = offset(at);
        }
        ledger
    }

    fn slot_at(&self, at: usize) -> usize {
        self.slot(self.words[at].digest, self.words[at + 1].digest)
    }

    fn slot(&self, first: u64, second: u64) -> usize {
        let mixed = (first.rotate_left(21) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 20).unwrap_or(0) & (self.begins.len() - 2)
    }

    /// Lays a part along the source; words without a run go to `loose`.
    pub fn lay(&mut self, part: &str, loose: &mut Vec<(u64, String)>) {
        let mut words = words(part, false).peekable();
        let mut cursor = 0;
        while let Some(word) = words.next() {
            let next = words.peek();
            // "[^2] 2": of a label and a word of the text that are the same, and printed once, the word was printed.
            let is_twin = word.flag() && next.is_some_and(|next| !next.flag() && next.digest == word.digest);
            if is_twin && self.words.get(cursor + 1).is_none_or(|own| own.digest != word.digest) {
                continue;
            }
            // A run may end with the word before, and another begin with this one.
            let mut place = self.agree(cursor, &word);
            if place.is_none() {
                let found = next.filter(|next| word.flag() || !next.flag()).and_then(|next| self.find(&word, next, cursor));
                // The label of a note may have been printed before its body, or not.
                if let Some(run) = found.filter(|&run| !word.flag() || run != cursor && self.begins_line(run)) {
                    cursor = run;
                    place = self.agree(cursor, &word);
                }
            }
            if place.is_none() && !word.flag() {
                // A word cut by a page end: its first half stands here, the rest elsewhere.
                place = self.halves(part, &word);
                if place.is_none() {
                    loose.push((word.digest, part.get(word.start()..word.end()).unwrap_or("").to_owned()));
                }
            }
            cursor = place.unwrap_or(cursor);
        }
    }

    /// Claims the word at `cursor` if it is this one, whole or cut at a line end; gives the next place.
    fn agree(&mut self, cursor: usize, word: &Word) -> Option<usize> {
        let own = self.words.get(cursor)?;
        if own.digest == word.digest && !self.claimed[cursor] {
            self.claimed[cursor] = true;
            return Some(cursor + 1);
        }
        if own.flag() && !self.claimed[cursor] {
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
    fn find(&mut self, word: &Word, next: &Word, cursor: usize) -> Option<usize> {
        let slot = self.slot(word.digest, next.digest);
        let (mut start, end) = (self.begins[slot] as usize, self.begins[slot + 1] as usize);
        // What was claimed at the beginning is passed over for good.
        while self.places.get(start..end).and_then(<[u32]>::first).is_some_and(|&at| self.claimed[at as usize]) {
            start += 1;
        }
        self.begins[slot] = offset(start);
        let places = self.places.get(start..end)?;
        let fits = |at: &usize| {
            !self.claimed[*at]
                && self.words[*at].digest == word.digest
                && self.words.get(at + 1).is_some_and(|own| own.digest == next.digest)
        };
        let first_of = |places: &[u32]| places.iter().take(TRIES).map(|&at| at as usize).find(fits);
        let behind = places.partition_point(|&at| (at as usize) < cursor);
        first_of(&places[behind..]).or_else(|| first_of(&places[..behind]))
    }

    /// Claims the halves of a word that stand apart in the source; gives the place behind the second.
    fn halves(&mut self, part: &str, word: &Word) -> Option<usize> {
        let text = part.get(word.start()..word.end())?;
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
        let start = self.words[at].start();
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
        // The places of the words that are asked for, and of no others.
        let mut free: HashMap<u64, Vec<usize>, FxBuildHasher> = loose.iter().map(|(digest, _)| (*digest, Vec::new())).collect();
        for at in (0..self.words.len()).rev().filter(|&at| repeats || !self.claimed[at]) {
            if let Some(places) = free.get_mut(&self.words[at].digest) {
                places.push(at);
            }
        }
        free.retain(|_, places| !places.is_empty());
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
                let start = word.start();
                line += self.source.get(from..start).map_or(0, |between| between.matches('\n').count());
                from = start;
                lost.push((u32::try_from(line).unwrap_or(u32::MAX), self.text(word).to_owned()));
            }
        }
        lost
    }

    fn text(&self, word: &Word) -> &'a str {
        self.source.get(word.start()..word.end()).unwrap_or("")
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
