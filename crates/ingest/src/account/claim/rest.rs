//! What is left when the runs are claimed: short parts, markup, values, cut words.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{FREE, LEFT_OUT, Sides, Standing, Words, gaps};
use scholion_base::text;

/// How many places are tried for a short part.
const PLACES: usize = 2000;

/// How far from its part markup may have been printed, in words.
const REACH: usize = 12;

/// How many places are tried for the second half of a word.
const TAILS: usize = 100;

/// How far, in words, the second half of a word may stand behind the first where a page ends between them.
const APART: usize = 3000;

/// Parts of which nothing is claimed, and which stand in the source whole and by themselves: between
/// punctuation, line ends or claimed words. So a heading or keyword of one word finds its place, and a word
/// lost in one sentence is not taken for a word added in another.
pub fn whole_parts(sides: &mut Sides<'_>, source: &Words<'_>) {
    let is_markup = |sides: &Sides, part: usize| matches!(sides.standing.get(part), Some(Standing::Markup(_)));
    let parts: Vec<(usize, usize)> =
        (0..sides.standing.len()).filter(|&part| !is_markup(sides, part)).map(|part| sides.words_of(part)).collect();
    let untouched = |sides: &Sides, &(from, to): &(usize, usize)| from < to && (from..to).all(|word| sides.is_free_in(word));
    let firsts: FxHashSet<u64> =
        parts.iter().filter(|part| untouched(sides, part)).filter_map(|(from, _)| sides.document.get(*from)).copied().collect();
    if firsts.is_empty() {
        return;
    }
    // With how many of them are taken at the beginning.
    let mut places: FxHashMap<u64, (usize, Vec<usize>)> = FxHashMap::default();
    for (at, word) in sides.source.iter().enumerate() {
        if sides.is_free(at) && firsts.contains(&word.digest) {
            places.entry(word.digest).or_default().1.push(at);
        }
    }
    for part in &parts {
        let &(from, to) = part;
        let Some((taken, tried)) = sides.document.get(from).and_then(|digest| places.get_mut(digest)) else { continue };
        if !untouched(sides, part) {
            continue;
        }
        while tried.get(*taken).is_some_and(|&at| !sides.is_free(at)) {
            *taken += 1;
        }
        let length = to - from;
        let place = tried.iter().skip(*taken).take(PLACES).copied().find(|&at| {
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
fn stands_apart(sides: &Sides<'_>, source: &Words<'_>, at: usize) -> bool {
    let (Some(before), Some(word)) = (at.checked_sub(1), source.words.get(at)) else { return true };
    let end = source.words.get(before).map_or(0, |word| word.end as usize);
    let between = source.text.get(end..word.start as usize).unwrap_or("");
    !sides.is_free(before) || !sides.is_free(at) || between.chars().any(|c| c == '\n' || !c.is_whitespace())
}

/// A part of more words than this has runs that tell its place.
const SHORT: usize = 40;
/// How many places are tried for a short part that does not stand anywhere as it is.
const TRIES: usize = 4;

/// Short parts of which nothing is claimed, and of which half of the words stand somewhere in their order.
pub fn halves(sides: &mut Sides<'_>) {
    // The numbers of two notes stand side by side where their bodies do, and were printed where they are called as well.
    let is_markup = |part: &usize| matches!(sides.standing.get(*part), Some(Standing::Markup(_)));
    let parts: Vec<(usize, usize)> = (0..sides.standing.len())
        .filter(|part| !is_markup(part))
        .map(|part| sides.words_of(part))
        .filter(|&(from, to)| (2..=SHORT).contains(&(to - from)) && (from..to).all(|word| sides.is_free_in(word)))
        .collect();
    let firsts: FxHashSet<u64> = parts.iter().filter_map(|(from, _)| sides.document.get(*from)).copied().collect();
    if firsts.is_empty() {
        return;
    }
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, word) in sides.source.iter().enumerate().filter(|(at, word)| sides.is_free(*at) && firsts.contains(&word.digest)) {
        places.entry(word.digest).or_default().push(at);
    }
    for (from, to) in parts {
        let words = sides.document.get(from..to).unwrap_or(&[]);
        let tried = words.first().and_then(|first| places.get(first)).into_iter().flatten();
        let found = tried.filter(|&&at| sides.is_free(at)).take(TRIES).find_map(|&at| {
            let free: Vec<usize> = (at..(at + SHORT).min(sides.source.len())).filter(|&at| sides.is_free(at)).take(to - from).collect();
            let stretch: Vec<u64> = free.iter().filter_map(|&at| sides.digest(at)).collect();
            let mut runs = Vec::new();
            gaps::align(&stretch, words, &mut runs);
            let pairs: Vec<(usize, usize)> = runs
                .into_iter()
                .flat_map(|(i, j, length)| (0..length).map(move |n| (i + n, j + n)))
                .filter_map(|(i, j)| Some((*free.get(i)?, from + j)))
                .collect();
            (pairs.len() >= 2 && pairs.len() * 2 >= to - from).then_some(pairs)
        });
        for (at, word) in found.into_iter().flatten() {
            sides.claim(at, word);
        }
    }
}

/// How far a word may stand from where its neighbour in the document says.
const TURNED: usize = 3;

/// Words beside their neighbours, in another order: a name that was printed the other way round.
pub fn turned(sides: &mut Sides<'_>) {
    for word in 0..sides.document.len() {
        if !sides.is_free_in(word) {
            continue;
        }
        let part = sides.part.get(word);
        let near =
            [word.checked_sub(1), Some(word + 1)].into_iter().flatten().filter(|&near| sides.part.get(near) == part).find_map(|near| {
                let at = sides.from.get(near).filter(|&&at| at != FREE).map(|&at| at as usize)?;
                (at.saturating_sub(TURNED)..=at + TURNED).find(|&at| sides.agree(at, word))
            });
        if let Some(at) = near {
            sides.claim(at, word);
        }
    }
}

/// The free places of some words of the source.
struct Places(FxHashMap<u64, BTreeSet<usize>>);

impl Places {
    /// Those of the free words of parts that are `wanted`.
    fn of(sides: &Sides<'_>, wanted: impl Fn(Standing) -> bool) -> Self {
        let words = (0..sides.document.len()).filter(|&word| sides.is_free_in(word) && wanted(sides.standing(word)));
        let mut places: FxHashMap<u64, BTreeSet<usize>> =
            words.filter_map(|word| Some((*sides.document.get(word)?, BTreeSet::new()))).collect();
        if !places.is_empty() {
            for (at, word) in sides.source.iter().enumerate().filter(|(at, _)| sides.is_free(*at)) {
                if let Some(places) = places.get_mut(&word.digest) {
                    places.insert(at);
                }
            }
        }
        Self(places)
    }

    /// Takes the place of a word that is nearest to another, within bounds.
    fn take(&mut self, digest: u64, near: usize, (from, to): (usize, usize)) -> Option<usize> {
        let free = self.0.get_mut(&digest)?;
        let near = near.clamp(from, to);
        let behind = free.range(near..=to).next().copied();
        let before = free.range(from..near).next_back().copied();
        let nearest = match (before, behind) {
            (Some(before), Some(behind)) if near - before < behind - near => Some(before),
            (before, behind) => behind.or(before),
        }?;
        free.remove(&nearest);
        Some(nearest)
    }
}

/// How many words behind its number tell where a note or an item stands.
const BEHIND: usize = 4;

/// Notes and items that were printed with the number they have now: where it stands but once before their first words, these are theirs.
/// "Ibid." is printed again and again. The numbers are kept for them, and given with their words: no gap is filled from them.
pub fn labelled(sides: &mut Sides<'_>, source: &Words<'_>) -> Vec<(usize, usize)> {
    let labels: Vec<(usize, usize, usize)> = (0..sides.standing.len())
        .filter_map(|part| {
            let Some(&Standing::Markup(of)) = sides.standing.get(part) else { return None };
            let ((label, end), (from, to)) = (sides.words_of(part), sides.words_of(of));
            (label < end && from < to).then_some((label, from, to))
        })
        .collect();
    let mut places: FxHashMap<u64, Vec<usize>> =
        labels.iter().filter_map(|(label, ..)| Some((*sides.document.get(*label)?, Vec::new()))).collect();
    let mut kept = Vec::new();
    if places.is_empty() {
        return kept;
    }
    for (at, word) in sides.source.iter().enumerate() {
        if let Some(places) = places.get_mut(&word.digest).filter(|_| begins(source, at)) {
            places.push(at);
        }
    }
    for (label, from, to) in labels {
        let tried = sides.document.get(label).and_then(|digest| places.get(digest)).map(Vec::as_slice).unwrap_or_default();
        if tried.len() > PLACES {
            continue;
        }
        let fits = |at: &&usize| sides.is_free(**at) && (0..BEHIND.min(to - from)).all(|n| sides.agree(**at + 1 + n, from + n));
        let mut found = tried.iter().filter(fits);
        if let (Some(&at), None) = (found.next(), found.next()) {
            if let Some(to) = sides.to.get_mut(at) {
                *to = LEFT_OUT;
            }
            kept.push((at, label));
            sides.grow(at + 1, from);
        }
    }
    kept
}

/// Whether a word is the first of a line, what stands around a number aside.
fn begins(source: &Words<'_>, at: usize) -> bool {
    let before = source.words.get(at).and_then(|word| source.text.get(..word.start as usize)).unwrap_or("");
    let before = before.trim_end_matches(['[', '(', '{', '^', '<', ' ', '\t', '*', '_']);
    before.is_empty() || before.ends_with('\n')
}

/// Lets markup claim what is left of its words where its part stands: the printed number of an item, the label of a note.
pub fn markup(sides: &mut Sides<'_>) {
    let claimed = |sides: &Sides<'_>, part: usize| {
        let Some(&Standing::Markup(of)) = sides.standing.get(part) else { return None };
        let (from, to) = sides.words_of(of);
        let claimed = || sides.from.get(from..to).into_iter().flatten().filter(|&&at| at != FREE).map(|&at| at as usize);
        Some((claimed().min()?, claimed().max()?))
    };
    // First what stands right before its part: the number of a note's body is not that of its call.
    for part in 0..sides.standing.len() {
        let before = claimed(sides, part).and_then(|(first, _)| first.checked_sub(1));
        let (word, _) = sides.words_of(part);
        if let Some(at) = before.filter(|at| sides.agree(*at, word) && sides.part.get(word).is_some_and(|own| *own as usize == part)) {
            sides.claim(at, word);
        }
    }
    let mut places = Places::of(sides, |standing| matches!(standing, Standing::Markup(_)));
    for part in 0..sides.standing.len() {
        let Some((first, last)) = claimed(sides, part) else { continue };
        let bounds = (first.saturating_sub(REACH), last + REACH);
        let mut near = first;
        let (from, to) = sides.words_of(part);
        for word in from..to {
            let Some(&digest) = sides.document.get(word).filter(|_| sides.is_free_in(word)) else { continue };
            if let Some(at) = places.take(digest, near, bounds) {
                sides.claim(at, word);
                near = at;
            }
        }
    }
}

/// Lets parts that repeat (names, dates, numbers of the front matter, written otherwise than printed) claim
/// what words of theirs are left, the nearest to where the part's other words stand.
pub fn repeating(sides: &mut Sides<'_>) {
    for standing in [Standing::Repeats, Standing::Stated] {
        repeat(sides, standing);
    }
}

fn repeat(sides: &mut Sides<'_>, standing: Standing) {
    let mut places = Places::of(sides, |own| own == standing);
    let mut last = (u32::MAX, 0);
    for word in 0..sides.document.len() {
        if sides.standing(word) != standing {
            continue;
        }
        let part = sides.part.get(word).copied().unwrap_or(0);
        if let Some(&at) = sides.from.get(word).filter(|&&at| at != FREE) {
            last = (part, at as usize);
            continue;
        }
        let near = if last.0 == part { last.1 } else { 0 };
        let found = sides.document.get(word).and_then(|digest| places.take(*digest, near, (0, usize::MAX)));
        if let Some(at) = found {
            sides.claim(at, word);
            last = (part, at);
        }
    }
}

/// A word cut at the end of a line is two words on one side and one on the other. The second half may stand behind the end of a page,
/// with all that is printed there between them.
pub fn joined(sides: &mut Sides<'_>, source: &Words<'_>, document: &[Words<'_>]) {
    let mut whole: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (part, words) in document.iter().enumerate() {
        let (start, _) = sides.words_of(part);
        for nth in (0..words.words.len()).filter(|nth| sides.is_free_in(start + nth)) {
            whole.entry(text::fold(words.word(nth))).or_default().push(start + nth);
        }
    }
    whole.values_mut().for_each(|words| words.reverse());
    for at in 0..source.words.len() {
        if whole.is_empty() {
            return;
        }
        if !sides.is_free(at) {
            continue;
        }
        let is_cut = source.is_cut(at);
        let end = if is_cut { at + APART } else { at + 2 };
        let tails = (at + 1..end.min(source.words.len()))
            .filter(|&tail| sides.is_free(tail) && (tail == at + 1 || source.begins_line(tail) || source.is_apart(tail)));
        let head = text::fold(source.word(at));
        let found = tails.take(TAILS).find_map(|tail| {
            let word = whole.get_mut(&format!("{head}{}", text::fold(source.word(tail))))?.pop()?;
            Some((tail, word))
        });
        if let Some((tail, word)) = found {
            sides.claim(at, word);
            if let Some(to) = sides.to.get_mut(tail) {
                *to = super::number(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest;

    #[test]
    fn numbers_of_notes_have_their_places() {
        let said = |tree: &str| {
            format!("The keeper of the {tree} went up at six and lit the lamp for all who came by night from the {tree} to the ford. ")
        };
        let [oak, elm, ash, fir, yew] = ["oak", "elm", "ash", "fir", "yew"].map(said);
        let notes = "1 Holm, Lamps of the ford, p. 3.\n2 Rolls of the ford, m. 4.\n";
        let made = ingest("lamp.txt", format!("The Lamp\n\n{oak}{elm}He wrote.1 {ash}{fir}So did she.2 {yew}\n\n{notes}").as_bytes());
        assert_eq!(made.report.notes, 2);
        assert!(!made.markdown.contains("rule: unplaced"), "{}", made.markdown);
    }
}
