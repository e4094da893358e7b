//! Which word of the source each word of the document is.

use rustc_hash::FxHashMap;

use super::{Accepted, Part, words::Words};
use crate::base::text;

/// What became of the words.
pub struct Claims {
    /// For each word of the source: the word of the document that it is.
    pub source: Vec<Fate>,
    /// For each part, for each of its words: the word of the source that it is.
    pub parts: Vec<Vec<Option<u32>>>,
}

/// What became of a word of the source.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is this word of this part.
    Kept { part: u32, word: u32 },
    /// It was left out on purpose, by this rule.
    Accepted(String),
    /// It is nowhere.
    Lost,
}

/// A run must have so many words to be trusted by itself.
const RUN: usize = 4;
/// How many places of one run of words are looked at: a phrase that stands more often is told
/// apart by what follows the run before it.
const PLACES: usize = 24;
/// Gaps of more words than this, on both sides together, are not compared word by word.
const GAP: usize = 20_000;

/// Lets the document's words claim the source's.
pub fn claim(source: &Words<'_>, document: &[Words<'_>], parts: &[Part], accepted: &[Accepted<'_>]) -> Claims {
    let mut claims =
        Claims { source: vec![Fate::Lost; source.words.len()], parts: document.iter().map(|part| vec![None; part.words.len()]).collect() };
    // Parts with words of their own come before those that may repeat, long runs before short ones,
    // and what was left out on purpose before short runs, which could stand anywhere.
    let of_kind = |repeats: bool| -> Vec<usize> {
        (0..parts.len()).filter(|&part| parts.get(part).is_some_and(|part| part.repeats == repeats)).collect()
    };
    let (own, repeating) = (of_kind(false), of_kind(true));
    let ends = paragraph_ends(source);
    for least in [6 * RUN, 2 * RUN, RUN] {
        for these in [&own, &repeating] {
            runs(source, &ends, document, these, least, &mut claims);
        }
    }
    gaps(source, document, &mut claims);
    accept(source, accepted, &mut claims);
    for least in [2, 1] {
        for these in [&own, &repeating] {
            runs(source, &ends, document, these, least, &mut claims);
        }
    }
    joined(source, document, &mut claims);
    claims
}

impl Claims {
    fn free(&self, at: usize) -> bool {
        self.source.get(at) == Some(&Fate::Lost)
    }

    fn free_in(&self, part: usize, word: usize) -> bool {
        self.parts.get(part).and_then(|part| part.get(word)) == Some(&None)
    }

    fn set(&mut self, at: usize, part: usize, word: usize) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if let Some(fate) = self.source.get_mut(at) {
            *fate = Fate::Kept { part: number(part), word: number(word) };
        }
        if let Some(slot) = self.parts.get_mut(part).and_then(|part| part.get_mut(word)) {
            *slot = Some(number(at));
        }
    }
}

/// For each word of the source, where its paragraph ends: behind the paragraph's last word.
fn paragraph_ends(source: &Words<'_>) -> Vec<usize> {
    let mut ends = vec![source.words.len(); source.words.len()];
    let mut end = source.words.len();
    for at in (0..source.words.len()).rev() {
        if let Some(slot) = ends.get_mut(at) {
            *slot = end;
        }
        if source.begins_paragraph(at) {
            end = at;
        }
    }
    ends
}

/// Claims runs of at least `least` words, as long as they go in one paragraph of the source. Where a
/// run could stand in several places, that part is taken which it fills, else that in which it is
/// longest; the one that goes on from the run before wins a tie.
fn runs(source: &Words<'_>, ends: &[usize], document: &[Words<'_>], parts: &[usize], least: usize, claims: &mut Claims) {
    let mut index: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
    for &part in parts {
        let Some(words) = document.get(part) else { continue };
        for word in 0..(words.words.len() + 1).saturating_sub(least) {
            if (word..word + least).all(|word| claims.free_in(part, word)) {
                let places = index.entry(key(words, word, least)).or_default();
                if places.len() < PLACES {
                    places.push((u32::try_from(part).unwrap_or(u32::MAX), u32::try_from(word).unwrap_or(u32::MAX)));
                }
            }
        }
    }
    let mut at = 0;
    let mut follows = (usize::MAX, 0);
    while at + least <= source.words.len() {
        if !(at..at + least).all(|at| claims.free(at)) {
            if let Some(Fate::Kept { part, word }) = claims.source.get(at) {
                follows = (*part as usize, *word as usize + 1);
            }
            at += 1;
            continue;
        }
        let room = ends.get(at).copied().unwrap_or(at) - at;
        let mut best = (false, 0, false, usize::MAX, 0);
        for &(part, word) in index.get(&key(source, at, least)).into_iter().flatten() {
            let (part, word) = (part as usize, word as usize);
            let length = common(source, at, document, part, word, claims).min(room);
            let goes_on = (part, word) == follows;
            let fills = word == 0 && document.get(part).is_some_and(|words| words.words.len() == length);
            if length >= least && (fills, length, goes_on) > (best.0, best.1, best.2) {
                best = (fills, length, goes_on, part, word);
            }
        }
        let (_, length, _, part, word) = best;
        if length == 0 {
            at += 1;
            continue;
        }
        for n in 0..length {
            claims.set(at + n, part, word + n);
        }
        at += length;
        follows = (part, word + length);
    }
}

fn key(words: &Words<'_>, at: usize, length: usize) -> u64 {
    let run = words.words.iter().skip(at).take(length);
    run.fold(0xcbf2_9ce4_8422_2325, |key: u64, word| (key ^ word.hash).wrapping_mul(0x0100_0000_01b3).rotate_left(17))
}

/// How many free words agree from here on.
fn common(source: &Words<'_>, at: usize, document: &[Words<'_>], part: usize, word: usize, claims: &Claims) -> usize {
    let Some(words) = document.get(part) else { return 0 };
    let pairs = source.words.iter().skip(at).zip(words.words.iter().skip(word));
    pairs.enumerate().take_while(|(n, (a, b))| a.hash == b.hash && claims.free(at + n) && claims.free_in(part, word + n)).count()
}

/// Compares what stands between two runs that follow each other on both sides.
fn gaps(source: &Words<'_>, document: &[Words<'_>], claims: &mut Claims) {
    let mut last: Option<(usize, u32, u32)> = None;
    let mut found = Vec::new();
    for (at, fate) in claims.source.iter().enumerate() {
        let Fate::Kept { part, word } = fate else { continue };
        if let Some((before, same, from)) = last
            && same == *part
            && *word > from + 1
            && at > before + 1
            && at - before + (*word - from) as usize <= GAP
        {
            found.push((before + 1, at, *part as usize, from as usize + 1, *word as usize));
        }
        last = Some((at, *part, *word));
    }
    for (start, end, part, from, to) in found {
        let Some(words) = document.get(part) else { continue };
        let hashes = |words: &Words<'_>, from: usize, to: usize| -> Vec<u64> {
            words.words.iter().take(to).skip(from).map(|word| word.hash).collect()
        };
        let (a, b) = (hashes(source, start, end), hashes(words, from, to));
        for op in similar::capture_diff_slices(similar::Algorithm::Myers, &a, &b) {
            if let similar::DiffOp::Equal { old_index, new_index, len } = op {
                for n in 0..len {
                    if claims.free(start + old_index + n) && claims.free_in(part, from + new_index + n) {
                        claims.set(start + old_index + n, part, from + new_index + n);
                    }
                }
            }
        }
    }
}

/// Marks the words that the front matter lists as left out.
fn accept(source: &Words<'_>, accepted: &[Accepted<'_>], claims: &mut Claims) {
    let mut starts = vec![0u32];
    starts.extend(source.text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)));
    for omission in accepted {
        let start = starts.get((omission.line as usize).saturating_sub(1)).copied().unwrap_or(u32::MAX);
        let first = source.words.partition_point(|word| word.start < start);
        let left_out = Words::of(omission.text);
        let mut at = first;
        // An omission is a run of the source, but words in it may have found a place nevertheless.
        let end = (first + 2 * left_out.words.len() + 40).min(source.words.len());
        for word in &left_out.words {
            if let Some(next) = (at..end).find(|&at| source.words.get(at).is_some_and(|other| other.hash == word.hash)) {
                if claims.free(next)
                    && let Some(fate) = claims.source.get_mut(next)
                {
                    *fate = Fate::Accepted(omission.rule.to_owned());
                }
                at = next + 1;
            }
        }
    }
}

/// A word cut at the end of a line is two words on one side and one on the other.
fn joined(source: &Words<'_>, document: &[Words<'_>], claims: &mut Claims) {
    let mut whole: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
    for (part, words) in document.iter().enumerate() {
        for (nth, word) in words.words.iter().enumerate() {
            if claims.free_in(part, nth) {
                let text = text::fold(words.text.get(word.start as usize..word.end as usize).unwrap_or(""));
                whole.entry(text).or_default().push((part, nth));
            }
        }
    }
    if whole.is_empty() {
        return;
    }
    for at in 1..source.words.len() {
        if !(claims.free(at - 1) && claims.free(at)) {
            continue;
        }
        let pieces: String = [at - 1, at].iter().map(|&at| text::fold(source.between(at, at + 1))).collect();
        if let Some((part, word)) = whole.get_mut(&pieces).and_then(Vec::pop) {
            claims.set(at - 1, part, word);
            claims.set(at, part, word);
        }
    }
}
