//! Runs of words that tell by themselves where they belong.

use rustc_hash::FxHashMap;

use super::{Sides, Standing};

/// How often runs are looked for again after claims made others unique.
const ROUNDS: usize = 6;

/// From so many words on only every fourth run of the document is remembered: a run that is longer than
/// `least` and four is found all the same, in a quarter of the memory.
const MANY: usize = 2_000_000;

/// So many words in a row tell that a part goes on here, where nothing else speaks for it.
const SURE: usize = 8;
/// A part of no more words is a short one.
const SHORT: usize = 40;
/// As far ahead a part is looked for, in words.
const AHEAD: usize = 500;
/// For each word so many others may be looked at in vain.
const IN_VAIN: usize = 6;

/// Claims what goes on where the words before it ended, or not far behind: most of most texts, and in little time.
pub fn onward(sides: &mut Sides<'_>) {
    let mut at = 0;
    let mut vain = (sides.source.len() + sides.document.len()) * IN_VAIN;
    for part in 0..sides.standing.len() {
        let (mut word, end) = sides.words_of(part);
        if sides.standing.get(part) != Some(&Standing::Once) {
            continue;
        }
        // Notes and entries may begin alike: of a short part it is the whole that tells.
        let is_short = end - word <= SHORT;
        let least = if is_short { (end - word).min(SHORT / 2) } else { SURE };
        while word + SURE <= end {
            let Some(&first) = sides.document.get(word) else { break };
            let ahead = sides.source.get(at..(at + AHEAD).min(sides.source.len())).unwrap_or(&[]);
            let is_run = |step: &usize| (0..least).all(|n| sides.agree(at + step + n, word + n));
            let found = ahead.iter().enumerate().filter(|(_, word)| word.digest == first).map(|(step, _)| step).find(is_run);
            match found {
                Some(step) => (at, word) = sides.grow(at + step, word),
                None if is_short => break,
                None => {
                    let Some(left) = vain.checked_sub(ahead.len()) else { return };
                    vain = left;
                    word += 1;
                }
            }
        }
    }
}

/// Claims runs of at least `least` words that stand once in what is free of the source, and once in what
/// is free of the document: until there are no more.
pub fn unique(sides: &mut Sides<'_>, least: usize) {
    for _ in 0..ROUNDS {
        if !sides.is_open() {
            return;
        }
        let found = unique_runs(sides, least);
        if found.is_empty() {
            return;
        }
        for (at, word) in found {
            if (0..least).all(|n| sides.agree(at + n, word + n)) {
                sides.grow(at, word);
            }
        }
    }
}

/// A run, and how often it was met: more than once is all the same.
struct Run {
    word: u32,
    at: Option<u32>,
    once: bool,
}

fn unique_runs(sides: &Sides<'_>, least: usize) -> Vec<(usize, usize)> {
    let step = if sides.document.len() > MANY { 4 } else { 1 };
    let mut runs: FxHashMap<u64, Run> = FxHashMap::default();
    for_runs(
        sides.document.len(),
        |word| sides.document.get(word).copied(),
        least,
        |word| sides.is_free_in(word) && !matches!(sides.standing(word), Standing::Markup(_) | Standing::Stated),
        |word, key| {
            if word % step == 0 && in_one_part(sides, word, least) {
                runs.entry(key).and_modify(|run| run.once = false).or_insert(Run { word: super::number(word), at: None, once: true });
            }
        },
    );
    if runs.is_empty() {
        return Vec::new();
    }
    for_runs(
        sides.source.len(),
        |at| sides.digest(at),
        least,
        |at| sides.is_free(at),
        |at, key| {
            if let Some(run) = runs.get_mut(&key) {
                run.once &= run.at.is_none();
                run.at = Some(super::number(at));
            }
        },
    );
    let mut found: Vec<(usize, usize)> =
        runs.into_values().filter(|run| run.once).filter_map(|run| Some((run.at? as usize, run.word as usize))).collect();
    found.sort_unstable();
    found
}

/// Claims runs of `least` words that stand several times on both sides: the first is the first, the second
/// the second, as far as there are enough.
pub fn repeated(sides: &mut Sides<'_>, least: usize) {
    let mut places: FxHashMap<u64, (usize, Vec<u32>)> = FxHashMap::default();
    for_runs(
        sides.document.len(),
        |word| sides.document.get(word).copied(),
        least,
        |word| sides.is_free_in(word) && !matches!(sides.standing(word), Standing::Markup(_) | Standing::Stated),
        |word, key| {
            if in_one_part(sides, word, least) {
                places.entry(key).or_default().1.push(super::number(word));
            }
        },
    );
    if places.is_empty() {
        return;
    }
    let mut runs = Vec::new();
    for_runs(sides.source.len(), |at| sides.digest(at), least, |at| sides.is_free(at), |at, key| runs.push((at, key)));
    for (at, key) in runs {
        if !sides.is_free(at) {
            continue;
        }
        let Some((next, places)) = places.get_mut(&key) else { continue };
        while let Some(&word) = places.get(*next) {
            let word = word as usize;
            if (0..least).all(|n| sides.is_free_in(word + n)) {
                if (0..least).all(|n| sides.agree(at + n, word + n)) {
                    sides.grow(at, word);
                }
                break;
            }
            // Claimed since: it will never be free again.
            *next += 1;
        }
    }
}

/// Whether the run that begins at a word of the document ends in the same part.
fn in_one_part(sides: &Sides<'_>, word: usize, least: usize) -> bool {
    sides.part.get(word) == sides.part.get(word + least - 1)
}

/// Calls `found` with each run of `least` of so many words all of which are free, and with its hash.
fn for_runs(
    count: usize,
    digest: impl Fn(usize) -> Option<u64>,
    least: usize,
    free: impl Fn(usize) -> bool,
    mut found: impl FnMut(usize, u64),
) {
    let mut behind_taken = 0;
    for last in 0..count {
        if !free(last) {
            behind_taken = last + 1;
        }
        if let Some(first) = (last + 1).checked_sub(least).filter(|&first| first >= behind_taken) {
            let key = (first..=last)
                .filter_map(&digest)
                .fold(0x517c_c1b7_2722_0a95, |key: u64, word| (key.rotate_left(23) ^ word).wrapping_mul(0x2127_599b_f432_5c37));
            found(first, key);
        }
    }
}
