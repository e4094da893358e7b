//! What is left when the runs are claimed: what was dropped on purpose, short parts, values, cut words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{super::Accepted, FREE, LEFT_OUT, Sides, Words};
use crate::base::text;

/// How far the next word of an omission may stand behind the one before it: words in between may have found
/// a place in the document nevertheless.
const NEAR: usize = 40;

/// How many places are tried for a short part.
const PLACES: usize = 2000;

/// Marks the words that the front matter lists as left out. Gives them with the number of their omission.
pub fn accept(sides: &mut Sides, source: &Words<'_>, accepted: &[Accepted<'_>]) -> Vec<(usize, usize)> {
    let mut left_out = Vec::new();
    let mut starts = vec![0];
    starts.extend(source.text.match_indices('\n').map(|(at, _)| at + 1));
    for (nth, omission) in accepted.iter().enumerate() {
        let start = starts.get((omission.line as usize).saturating_sub(1)).copied().unwrap_or(usize::MAX);
        let mut at = source.words.partition_point(|word| (word.start as usize) < start);
        for word in Words::of(omission.text).words {
            let found = (at..at + NEAR).find(|&at| sides.source.get(at) == Some(&word.hash) && sides.is_free(at));
            if let Some(found) = found {
                if let Some(to) = sides.to.get_mut(found) {
                    *to = LEFT_OUT;
                }
                left_out.push((found, nth));
                at = found + 1;
            }
        }
    }
    left_out
}

/// Parts of which nothing is claimed, and which stand in the source whole and by themselves: between
/// punctuation, line ends or claimed words. So a heading or keyword of one word finds its place, and a word
/// lost in one sentence is not taken for a word added in another.
pub fn whole_parts(sides: &mut Sides, source: &Words<'_>) {
    let parts: Vec<(usize, usize)> = sides.starts.windows(2).filter_map(|range| Some((*range.first()?, *range.last()?))).collect();
    let untouched = |sides: &Sides, &(from, to): &(usize, usize)| from < to && (from..to).all(|word| sides.is_free_in(word));
    let firsts: FxHashSet<u64> =
        parts.iter().filter(|part| untouched(sides, part)).filter_map(|(from, _)| sides.document.get(*from)).copied().collect();
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, hash) in sides.source.iter().enumerate() {
        if sides.is_free(at) && firsts.contains(hash) {
            places.entry(*hash).or_default().push(at);
        }
    }
    for &(from, to) in &parts {
        let Some(tried) = sides.document.get(from).and_then(|hash| places.get(hash)) else { continue };
        let length = to - from;
        let place = tried.iter().take(PLACES).copied().find(|&at| {
            (0..length).all(|n| sides.agree(at + n, from + n))
                && stands_apart(sides, source, at)
                && stands_apart(sides, source, at + length)
        });
        if let Some(at) = place {
            for n in 0..length {
                sides.claim(at + n, from + n);
            }
        }
    }
}

/// Whether something parts the word at `at` from the one before it.
fn stands_apart(sides: &Sides, source: &Words<'_>, at: usize) -> bool {
    let (Some(before), Some(word)) = (at.checked_sub(1), source.words.get(at)) else { return true };
    let end = source.words.get(before).map_or(0, |word| word.end as usize);
    let between = source.text.get(end..word.start as usize).unwrap_or("");
    !sides.is_free(before) || !sides.is_free(at) || between.chars().any(|c| c == '\n' || !c.is_whitespace())
}

/// Lets parts that repeat (names, dates, numbers of the front matter, written otherwise than printed) claim
/// what words of theirs are left, the nearest to where the part's other words stand.
pub fn repeating(sides: &mut Sides) {
    let wanted: FxHashSet<u64> = (0..sides.document.len())
        .filter(|&word| sides.is_free_in(word) && is_repeating(sides, word))
        .filter_map(|word| sides.document.get(word).copied())
        .collect();
    let mut places: FxHashMap<u64, std::collections::BTreeSet<usize>> = FxHashMap::default();
    for (at, hash) in sides.source.iter().enumerate() {
        if sides.is_free(at) && wanted.contains(hash) {
            places.entry(*hash).or_default().insert(at);
        }
    }
    let mut last = (u32::MAX, 0);
    for word in 0..sides.document.len() {
        if !is_repeating(sides, word) {
            continue;
        }
        let part = sides.part.get(word).copied().unwrap_or(0);
        if let Some(&at) = sides.from.get(word).filter(|&&at| at != FREE) {
            last = (part, at as usize);
            continue;
        }
        let Some(free) = sides.document.get(word).and_then(|hash| places.get_mut(hash)) else { continue };
        let near = if last.0 == part { last.1 } else { 0 };
        let behind = free.range(near..).next().copied();
        let before = free.range(..near).next_back().copied();
        let nearest = match (before, behind) {
            (Some(before), Some(behind)) if near - before < behind - near => Some(before),
            (before, behind) => behind.or(before),
        };
        if let Some(at) = nearest {
            free.remove(&at);
            sides.claim(at, word);
            last = (part, at);
        }
    }
}

fn is_repeating(sides: &Sides, word: usize) -> bool {
    sides.part.get(word).and_then(|&part| sides.repeats.get(part as usize)).copied().unwrap_or(false)
}

/// A word cut at the end of a line is two words on one side and one on the other.
pub fn joined(sides: &mut Sides, source: &Words<'_>, document: &[Words<'_>]) {
    let mut whole: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (part, words) in document.iter().enumerate() {
        let start = sides.starts.get(part).copied().unwrap_or(0);
        for (nth, word) in words.words.iter().enumerate() {
            if sides.is_free_in(start + nth) {
                let text = text::fold(words.text.get(word.start as usize..word.end as usize).unwrap_or(""));
                whole.entry(text).or_default().push(start + nth);
            }
        }
    }
    whole.values_mut().for_each(|words| words.reverse());
    for at in 1..source.words.len() {
        if whole.is_empty() || !(sides.is_free(at - 1) && sides.is_free(at)) {
            continue;
        }
        let pieces: String = [at - 1, at].iter().map(|&at| text::fold(source.between(at, at + 1))).collect();
        if let Some(word) = whole.get_mut(&pieces).and_then(Vec::pop) {
            sides.claim(at - 1, word);
            if let Some(to) = sides.to.get_mut(at) {
                *to = super::number(word);
            }
        }
    }
}
