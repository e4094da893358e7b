//! What was left out on purpose finds its words.

use rustc_hash::FxHashMap;

use super::{
    super::{Omission, Seen, is_unseen},
    LEFT_OUT, Sides, Words, gaps,
};
use scholion_base::text::fold;

/// So many words in between may have found a place in the document nevertheless.
const BETWEEN: usize = 80;

/// Of an omission that does not stand as it is listed one word in so many stands somewhere in its order.
const FEWEST: usize = 4;

/// How many places are tried for an omission that stands as it is listed, and for one that does not.
const PLACES: [usize; 2] = [200, 8];

/// What is listed as left out: the words of each omission.
pub fn listed<'a>(omissions: &[Omission<'a>]) -> Vec<Words<'a>> {
    omissions.iter().map(|omission| Words::of(if is_unseen(omission.rule) { "" } else { omission.text })).collect()
}

/// Marks the words of omissions that are whole lines or blocks, where they are listed. Gives them with the number of their omission, of
/// which nothing is left to be looked for.
pub fn whole_lines(
    sides: &mut Sides<'_>,
    seen: &Seen<'_>,
    source: &Words<'_>,
    omissions: &[Omission<'_>],
    listed: &mut [Words<'_>],
) -> Vec<(usize, usize)> {
    let mut left_out = Vec::new();
    for (nth, (omission, words)) in omissions.iter().zip(listed).enumerate() {
        let block = |at: usize| source.words.get(at).and_then(|word| seen.block_of(word.start as usize));
        let begin = as_written(seen, source, words, seen.first_of_line(omission.line, source));
        let end = begin + words.words.len();
        let is_line = source.words.get(begin).is_some_and(|word| seen.line_of(word.start as usize) == omission.line)
            && end.checked_sub(1).is_some_and(|last| block(last) != block(end))
            && words.words.iter().enumerate().all(|(n, word)| sides.is_free(begin + n) && sides.digest(begin + n) == Some(word.digest));
        if is_line {
            sides.to.get_mut(begin..end).into_iter().flatten().for_each(|to| *to = LEFT_OUT);
            left_out.extend((begin..end).map(|at| (at, nth)));
            words.words.clear();
        }
    }
    left_out
}

/// The first word of the block on the line of the word at `begin` that says what is listed in the same letters, large and small: of several
/// that say the same it is the one that is meant. That word itself if there is none.
fn as_written(seen: &Seen<'_>, source: &Words<'_>, listed: &Words<'_>, begin: usize) -> usize {
    /// So many blocks of a line are looked at.
    const BLOCKS: usize = 40;
    let place = |at: usize| source.words.get(at).map(|word| word.start as usize);
    let line = place(begin).map(|place| seen.line_of(place));
    let is_written = |at: usize| (0..listed.words.len()).all(|n| source.word(at + n) == listed.word(n));
    let mut at = begin;
    for _ in 0..BLOCKS {
        if is_written(at) {
            return at;
        }
        let Some(next) = place(at).and_then(|place| seen.next_block(place, source)).filter(|next| *next > at) else { break };
        at = next;
        if place(at).map(|place| seen.line_of(place)) != line {
            break;
        }
    }
    begin
}

/// Marks the words that are listed as left out. Gives them with the number of their omission.
pub fn leave_out(
    sides: &mut Sides<'_>,
    seen: &Seen<'_>,
    source: &Words<'_>,
    omissions: &[Omission<'_>],
    listed: &[Words<'_>],
) -> Vec<(usize, usize)> {
    // Where the words stand that omissions begin with.
    let mut firsts: FxHashMap<u64, Vec<usize>> =
        listed.iter().filter_map(|words| Some((words.words.first()?.digest, Vec::new()))).collect();
    if firsts.is_empty() {
        return Vec::new();
    }
    for (at, word) in sides.source.iter().enumerate() {
        if let Some(places) = firsts.get_mut(&word.digest) {
            places.push(at);
        }
    }
    let mut left_out = Vec::new();
    for (nth, (omission, listed)) in omissions.iter().zip(listed).enumerate() {
        let Some(places) = listed.words.first().and_then(|first| firsts.get_mut(&first.digest)) else { continue };
        let begin = seen.first_of_line(omission.line, source);
        for at in place(sides, source, listed, begin, places) {
            if let Some(to) = sides.to.get_mut(at) {
                *to = LEFT_OUT;
            }
            left_out.push((at, nth));
        }
    }
    left_out
}

/// The free words of the source that are those of an omission: as it stands on its line or behind, else as many of its words as stand
/// there in its order.
fn place(sides: &Sides<'_>, source: &Words<'_>, listed: &Words<'_>, begin: usize, places: &mut Vec<usize>) -> Vec<usize> {
    let digests: Vec<u64> = listed.words.iter().map(|word| word.digest).collect();
    let behind = places.partition_point(|&at| at < begin);
    // What has been taken where one looks first is passed over for good.
    let taken = places.get(behind..).unwrap_or(&[]).iter().take_while(|&&at| !sides.is_free(at)).count();
    places.drain(behind..behind + taken);
    let free = || places.get(behind..).unwrap_or(&[]).iter().copied().filter(|&at| sides.is_free(at));
    let is_whole = |at: &usize| digests.iter().enumerate().all(|(n, word)| sides.is_free(at + n) && sides.digest(at + n) == Some(*word));
    let [many, few] = PLACES;
    let is_written = |at: &usize| is_whole(at) && (0..digests.len()).all(|n| source.word(at + n) == listed.word(n));
    if let Some(at) = free().take(many).find(is_written).or_else(|| free().take(many).find(is_whole)) {
        return (at..at + digests.len()).collect();
    }
    let starts = std::iter::once(begin).chain(free().take(few));
    let tried = starts.map(|at| in_order(sides, source, listed, &digests, at));
    // The first of the best. A word or two of many are no part of it: what is listed is no word of the source.
    let best = tried.fold(Vec::new(), |best: Vec<usize>, found| if found.len() > best.len() { found } else { best });
    if best.len() * FEWEST < digests.len() { Vec::new() } else { best }
}

/// Words of an omission that stand behind a place in its order, a word cut at the end of a line in two.
fn in_order(sides: &Sides<'_>, source: &Words<'_>, listed: &Words<'_>, digests: &[u64], begin: usize) -> Vec<usize> {
    let end = (begin + digests.len() + BETWEEN).min(sides.source.len());
    let free: Vec<usize> = (begin..end).filter(|&at| sides.is_free(at)).collect();
    let words: Vec<u64> = free.iter().filter_map(|&at| sides.digest(at)).collect();
    let mut runs = Vec::new();
    gaps::align(&words, digests, &mut runs);
    let mut found: Vec<usize> = Vec::new();
    let mut next = 0;
    for (from, to, length) in runs {
        // What is missing before the run may be cut.
        if let (1, Some(tail)) = (to - next, from.checked_sub(1))
            && let (Some(&head), Some(&tail)) = (tail.checked_sub(1).and_then(|head| free.get(head)), free.get(tail))
            && found.last().is_none_or(|&last| last < head)
            && fold(&format!("{}{}", source.word(head), source.word(tail))) == fold(listed.word(next))
        {
            found.extend([head, tail]);
        }
        found.extend((from..from + length).filter_map(|n| free.get(n)));
        next = to + length;
    }
    found
}
