//! What stands between claimed words, compared word by word.

use super::{FREE, LEFT_OUT, Sides, number};

/// Two stretches are compared word by word if the product of their lengths is at most this; longer ones are
/// first cut where words are unique. So the work is linear in the text, times the root of this.
const CELLS: usize = 1_000_000;

/// Fills the gaps of the source from the gaps of the document beside them: behind what stands before, and
/// before what stands behind.
pub fn fill(sides: &mut Sides<'_>) {
    let mut at = 0;
    let mut before = None;
    while at < sides.to.len() {
        match sides.to.get(at) {
            Some(&FREE) => {
                let (gap, end) = gap_at(sides, at);
                let behind = sides.to.get(end).copied().map(|word| word as usize);
                let beside = beside(sides, before, behind, gap.len());
                let pairs = compare(sides, &gap, &beside);
                for (at, word) in pairs {
                    sides.claim(at, word);
                }
                at = end;
            }
            Some(&LEFT_OUT) => at += 1,
            Some(&word) => {
                before = Some(word as usize);
                at += 1;
            }
            None => break,
        }
    }
}

/// Gives back what a run took too much of: where a paragraph goes on behind a note, and the note begins with the word that comes next in
/// the paragraph, that word is free before the rest of the paragraph, and the note lacks its first.
pub fn give_back(sides: &mut Sides<'_>) {
    // From behind, so that of several words the last goes first.
    for word in (0..sides.document.len().saturating_sub(1)).rev() {
        let claimed = |word: usize| sides.from.get(word).map(|&at| at as usize).filter(|&at| at < sides.source.len());
        let (Some(at), Some(next)) = (claimed(word), claimed(word + 1)) else { continue };
        let Some(other) = next.checked_sub(1).filter(|_| next != at + 1 && sides.part.get(word) == sides.part.get(word + 1)) else {
            continue;
        };
        let Some(behind) = sides.to.get(at + 1).map(|&word| word as usize).filter(|&word| word < sides.document.len()) else { continue };
        let Some(lacking) = behind.checked_sub(1).filter(|&lacking| sides.part.get(lacking) == sides.part.get(behind)) else { continue };
        let digest = sides.document.get(word);
        let are_alike = sides.digest(other) == digest.copied() && sides.document.get(lacking) == digest;
        if are_alike && sides.is_free(other) && sides.is_free_in(lacking) {
            sides.claim(other, word);
            sides.claim(at, lacking);
        }
    }
}

/// The free words from `at` up to the next claimed one (those left out on purpose are passed over), and where
/// that stands.
fn gap_at(sides: &Sides<'_>, at: usize) -> (Vec<usize>, usize) {
    let mut gap = Vec::new();
    let mut end = at;
    while let Some(&word) = sides.to.get(end).filter(|&&word| word == FREE || word == LEFT_OUT) {
        if word == FREE {
            gap.push(end);
        }
        end += 1;
    }
    (gap, end)
}

/// The free words of the document behind `before` and before `behind`, not many more than `length`.
fn beside(sides: &Sides<'_>, before: Option<usize>, behind: Option<usize>, length: usize) -> Vec<usize> {
    let most = 2 * length + 40;
    let mut words: Vec<usize> = Vec::new();
    if let Some(before) = before {
        words.extend((before + 1..).take(most).take_while(|&word| sides.is_free_in(word)));
    }
    if let Some(behind) = behind {
        let floor = words.last().map_or(0, |&last| last + 1);
        let mut back: Vec<usize> = (0..behind).rev().take(most).take_while(|&word| sides.is_free_in(word)).collect();
        back.reverse();
        // The same gap, seen from both ends.
        let known = words.first().copied().unwrap_or(usize::MAX);
        back.retain(|&word| word < known || word >= floor);
        words.extend(back);
    }
    words
}

/// The pairs of words that stay. A few common words that two unrelated stretches happen to share are none.
fn compare(sides: &Sides<'_>, gap: &[usize], beside: &[usize]) -> Vec<(usize, usize)> {
    if gap.is_empty() || beside.is_empty() {
        return Vec::new();
    }
    let a: Vec<u64> = gap.iter().filter_map(|&at| sides.digest(at)).collect();
    let b: Vec<u64> = beside.iter().filter_map(|&word| sides.document.get(word)).copied().collect();
    let mut runs = Vec::new();
    align(&a, &b, &mut runs);
    let matched: usize = runs.iter().map(|(_, _, length)| length).sum();
    let alike = matched * 2 >= a.len().min(b.len());
    let mut pairs = Vec::with_capacity(matched);
    // A single word goes on from the one before it, or up to the one behind: "2" in the heading that follows is another.
    let is_beside = |to: usize| a.len() > 1 || to == 0 || to + 1 == b.len();
    for (from, to, length) in runs {
        if alike && is_beside(to) || length >= 3 {
            pairs.extend((0..length).filter_map(|n| Some((*gap.get(from + n)?, *beside.get(to + n)?))));
        }
    }
    pairs
}

/// Equal runs of two stretches, in order: offsets and lengths.
pub fn align(a: &[u64], b: &[u64], runs: &mut Vec<(usize, usize, usize)>) {
    let mut open = vec![(0, a.len(), 0, b.len(), false)];
    while let Some((mut from, mut until, mut to, mut end, cut)) = open.pop() {
        let ahead = (from..until).zip(to..end).take_while(|&(i, j)| a.get(i) == b.get(j)).count();
        if ahead > 0 {
            runs.push((from, to, ahead));
            from += ahead;
            to += ahead;
        }
        let back = (from..until).rev().zip((to..end).rev()).take_while(|&(i, j)| a.get(i) == b.get(j)).count();
        if back > 0 {
            until -= back;
            end -= back;
            runs.push((until, end, back));
        }
        let (left, right) = (a.get(from..until).unwrap_or(&[]), b.get(to..end).unwrap_or(&[]));
        if left.is_empty() || right.is_empty() {
            continue;
        }
        if left.len().saturating_mul(right.len()) <= CELLS {
            runs.extend(longest_common(left, right).into_iter().map(|(i, j)| (from + i, to + j, 1)));
        } else if !cut {
            // Where no word is unique, nothing more is tried: the stretches have little to do with each other.
            let anchors = unique_in_order(left, right);
            let mut last = (from, to);
            for (i, j) in anchors.into_iter().map(|(i, j)| (from + i, to + j)).chain([(until, end)]) {
                open.push((last.0, i, last.1, j, last == (from, to) && i == until));
                last = (i, j);
            }
        }
    }
    runs.sort_unstable();
    together(a, b, runs);
    runs.dedup_by(|next, run| {
        let goes_on = next.0 == run.0 + run.2 && next.1 == run.1 + run.2;
        run.2 += if goes_on { next.2 } else { 0 };
        goes_on
    });
}

/// Moves a run to the one behind it where it stands as well, so that what goes on on one side goes on on the other: of two titles that
/// begin alike the second has its own first word.
fn together(a: &[u64], b: &[u64], runs: &mut [(usize, usize, usize)]) {
    for nth in (1..runs.len()).rev() {
        let Some(&(next, other, _)) = runs.get(nth) else { continue };
        let Some(run) = runs.get_mut(nth - 1) else { continue };
        let (from, to, length) = *run;
        let is_apart = from + length < next || to + length < other;
        if from + length == next && is_apart && b.get(other - length..other) == b.get(to..to + length) {
            run.1 = other - length;
        } else if to + length == other && is_apart && a.get(next - length..next) == a.get(from..from + length) {
            run.0 = next - length;
        }
    }
}

/// The longest row of words that stand in both in this order, as pairs (Wagner and Fischer 1974).
fn longest_common(a: &[u64], b: &[u64]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    // For each place in both how long the longest such row from there on is; a row is no longer than the shorter stretch.
    let mut lengths = vec![0_u16; (a.len() + 1) * width];
    let length = |lengths: &[u16], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, word) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            let longest = if word == other {
                length(&lengths, i + 1, j + 1).saturating_add(1)
            } else {
                length(&lengths, i + 1, j).max(length(&lengths, i, j + 1))
            };
            if let Some(slot) = lengths.get_mut(i * width + j) {
                *slot = longest;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(word), Some(other)) = (a.get(i), b.get(j)) {
        if word == other {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length(&lengths, i + 1, j) >= length(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    // Of several places a word has that before the next one.
    for nth in (1..pairs.len()).rev() {
        let Some((i, j)) = pairs.get(nth).copied() else { continue };
        let Some(pair) = pairs.get_mut(nth - 1) else { continue };
        let (before, other) = (i - 1, j - 1);
        if pair.1 == other && a.get(before) == b.get(pair.1) {
            pair.0 = before;
        } else if pair.0 == before && b.get(other) == a.get(pair.0) {
            pair.1 = other;
        }
    }
    pairs
}

/// Words that stand once in each, as pairs in the order of both: the longest such row (patience).
fn unique_in_order(a: &[u64], b: &[u64]) -> Vec<(usize, usize)> {
    let mut places: rustc_hash::FxHashMap<u64, (u32, u32, u32, u32)> = rustc_hash::FxHashMap::default();
    for (i, word) in a.iter().enumerate() {
        let place = places.entry(*word).or_default();
        (place.0, place.1) = (place.0 + 1, number(i));
    }
    for (j, word) in b.iter().enumerate() {
        if let Some(place) = places.get_mut(word) {
            (place.2, place.3) = (place.2 + 1, number(j));
        }
    }
    let mut pairs: Vec<(u32, u32)> =
        places.into_values().filter(|place| place.0 == 1 && place.2 == 1).map(|place| (place.1, place.3)).collect();
    pairs.sort_unstable();
    // Longest increasing row of the second numbers: the ends of the best rows of each length, and who comes
    // before whom.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (nth, &(_, j)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs.get(end).is_some_and(|&(_, other)| other < j));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = nth,
            None => ends.push(nth),
        }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(nth) = next {
        row.extend(pairs.get(nth).map(|&(i, j)| (i as usize, j as usize)));
        next = before.get(nth).copied().flatten();
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn what_goes_on_stays_together() {
        let runs = |a: &[u64], b: &[u64]| {
            let mut runs = Vec::new();
            align(a, b, &mut runs);
            runs
        };
        // Two parts begin alike, and the source has the second.
        assert_eq!(runs(&[1, 2], &[1, 3, 1, 2]), [(0, 2, 2)]);
        assert_eq!(runs(&[1, 3, 1, 2], &[1, 2]), [(2, 0, 2)]);
        assert_eq!(runs(&[1, 2, 3], &[1, 2, 9, 3]), [(0, 0, 2), (2, 3, 1)]);
    }
}
