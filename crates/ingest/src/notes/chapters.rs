//! Notes whose numbers begin again, with each page or with each chapter.

use std::collections::BTreeMap;

use crate::{
    draft::Draft,
    lexicon,
    note::Note,
    notes::{
        bind::{Call, weigh},
        marks::Shape,
    },
};

/// The most pairs of a note and a mark of its number that are weighed.
const MOST: usize = 400_000;

/// Whether a line is the heading of the notes of one chapter: "Notes to chapter 2", "Anmerkungen zu Kapitel II".
pub fn is_heading(line: &str) -> bool {
    let is_number = |word: &str| {
        !word.is_empty() && (word.chars().all(|c| c.is_ascii_digit()) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L')))
    };
    let words: Vec<&str> = line.split_whitespace().take(7).collect();
    (3..=6).contains(&words.len())
        && words.first().is_some_and(|first| lexicon::is_notes_heading(first))
        && words.last().is_some_and(|last| is_number(last))
}

/// Gives notes whose numbers begin again their markers; whether markers that are still missing may be looked for.
pub fn bind(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) -> bool {
    if are_endnotes(draft) {
        in_order(draft, calls, bound);
        return false;
    }
    behind(draft, calls, bound);
    true
}

/// Whether all notes with numbers stand at the end of the text, under a heading.
fn are_endnotes(draft: &Draft) -> bool {
    let Some(heading) = draft.notes_heading.map(|line| draft.number_of(line)) else { return false };
    draft.notes.iter().filter(|note| note.label.parse::<u32>().is_ok()).all(|note| note.line > heading)
}

/// For each note the group of numbers that rise in which it stands; none if it has no number.
fn groups(draft: &Draft) -> Vec<Option<usize>> {
    let (mut group, mut last) = (0, 0);
    let number = |label: &str| label.parse::<u32>().ok();
    let groups = draft.notes.iter().map(|note| {
        let number = number(&note.label)?;
        if number <= last {
            group += 1;
        }
        last = number;
        Some(group)
    });
    groups.collect()
}

/// Notes behind the pages, paragraphs or chapters that call them: bodies and markers stand in the same order. A marker stands on the page of
/// its body, or on the page before; where pages are not known, behind the notes of the group before.
fn behind(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let line_of = |call: &Call| draft.blocks.get(call.block).map_or(0, |block| block.line_at(&draft.source, call.span.start));
    let lines: Vec<u32> = calls.iter().map(line_of).collect();
    let pages: Vec<u32> = draft.lines.iter().filter(|line| line.page_before).map(|line| line.number).collect();
    let start = |line: u32| {
        let before = pages.partition_point(|&start| start <= line).checked_sub(1);
        before.and_then(|page| pages.get(page)).copied().unwrap_or(0)
    };
    let (mut from, mut current): (usize, usize) = (0, 0);
    let groups = groups(draft);
    // The last line of a note of the group before, and of this one.
    let (mut above, mut last): (u32, u32) = (0, 0);
    for (index, group) in groups.iter().enumerate() {
        let (Some(group), Some(note)) = (*group, draft.notes.get(index)) else { continue };
        if group != current {
            (current, above) = (group, last);
            if pages.is_empty() {
                let members = groups.iter().enumerate().skip(index).take_while(|(_, other)| other.is_none_or(|other| other == group));
                let members = members.filter(|(_, other)| other.is_some()).filter_map(|(at, _)| draft.notes.get(at));
                let members: Vec<&Note> = members.collect();
                from = from.max(nearest(draft, calls, &members).unwrap_or(0));
            }
        }
        last = note.line;
        // Not farther than the markers of two pages.
        let first = |low: u32| {
            let near = from.max(lines.partition_point(|&line| line < low));
            let near = calls.iter().zip(&lines).enumerate().skip(near).take(60);
            near.map(|(place, (call, line))| (place, call, *line))
                .find(|(_, call, line)| call.label == note.label && call.block <= note.block && *line >= low)
        };
        let page = start(note.line);
        let found = first(above.max(page)).or_else(|| first(above.max(start(page.saturating_sub(1)))));
        if let (Some((place, call, _)), Some(slot)) = (found, bound.get_mut(index)) {
            *slot = Some(call.clone());
            from = place + 1;
        }
    }
}

/// The first of the markers of a group of notes that stand nearest above it, one for each of them: the notes of those between may be lost.
fn nearest(draft: &Draft, calls: &[Call], group: &[&Note]) -> Option<usize> {
    let first = group.first().filter(|_| group.len() > 1)?;
    let mut at = calls.partition_point(|call| call.block < first.block);
    for note in group.iter().rev() {
        let is_marker = |call: &Call| call.label == note.label && call.shape != Shape::Spaced && weigh(draft, call, note.shape) >= 4;
        at = (at.saturating_sub(60)..at).rev().find(|&place| calls.get(place).is_some_and(is_marker))?;
    }
    Some(at)
}

/// Endnotes that are counted anew for each chapter: the most markers that stand in the order of the bodies. What could be told otherwise as
/// well is not bound, nor is a chapter of whose notes most have no marker.
fn in_order(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let Some(first) = draft.notes.iter().map(|note| note.block).min() else { return };
    let sure = calls.iter().filter(|call| call.block < first && call.shape != Shape::Spaced).count();
    let is_marker = |call: &&Call| call.block < first && (call.shape != Shape::Spaced || sure * 2 < draft.notes.len());
    let calls: Vec<&Call> = calls.iter().filter(is_marker).collect();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, call) in calls.iter().enumerate() {
        places.entry(call.label.as_str()).or_default().push(place);
    }
    let groups = groups(draft);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (note, _) in groups.iter().enumerate().filter(|(_, group)| group.is_some()) {
        let label = draft.notes.get(note).map_or("", |note| note.label.as_str());
        pairs.extend(places.get(label).into_iter().flatten().rev().map(|&place| (note, place)));
        if pairs.len() > MOST {
            return;
        }
    }
    // From both ends: where the two differ, nothing tells which is right.
    let mut found = longest(&pairs);
    let (notes, all) = (draft.notes.len(), calls.len());
    let mirrored: Vec<(usize, usize)> = pairs.iter().rev().map(|&(note, place)| (notes - note, all - place)).collect();
    let back: BTreeMap<usize, usize> = longest(&mirrored).into_iter().map(|(note, place)| (notes - note, all - place)).collect();
    found.retain(|(note, place)| back.get(note) == Some(place));
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for group in groups.iter().flatten() {
        sizes.entry(*group).or_default().0 += 1;
    }
    let group_of = |note: usize| groups.get(note).copied().flatten();
    for group in found.iter().filter_map(|&(note, _)| group_of(note)) {
        sizes.entry(group).or_default().1 += 1;
    }
    for (note, place) in found {
        let is_known = group_of(note).and_then(|group| sizes.get(&group)).is_some_and(|(size, known)| known * 2 >= *size);
        if let (true, Some(call), Some(slot)) = (is_known, calls.get(place), bound.get_mut(note)) {
            *slot = Some((*call).clone());
        }
    }
}

/// The longest row of pairs in which both numbers rise (Hunt and Szymanski 1977). The pairs stand in the order of the first number, those of
/// one with the second falling; of two rows as long the one that begins with the first is kept.
fn longest(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // tails[k]: the pair with the smallest second number that ends a row of length k + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |pair: usize| pairs.get(pair).map_or(0, |pair| pair.1);
    for (index, &(_, place)) in pairs.iter().enumerate() {
        let length = tails.partition_point(|&tail| second(tail) < place);
        before.push(length.checked_sub(1).and_then(|length| tails.get(length).copied()));
        match tails.get_mut(length) {
            Some(tail) if second(*tail) == place => {}
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut row = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        row.extend(pairs.get(index).copied());
        at = before.get(index).copied().flatten();
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_chapters_have_headings() {
        assert!(is_heading("Notes to Chapter 2") && is_heading("Anmerkungen zu Kapitel II") && is_heading("Примечания к главе 1"));
        assert!(!is_heading("Notes") && !is_heading("Notes 1") && !is_heading("The chapter of notes 1"));
    }

    #[test]
    fn rows_rise_in_both() {
        // Notes 1, 2 of two chapters and the marks 1, 2, 1, 2.
        let pairs = [(0, 2), (0, 0), (1, 3), (1, 1), (2, 2), (2, 0), (3, 3), (3, 1)];
        assert_eq!(longest(&pairs), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(longest(&[(0, 0), (1, 0)]), [(0, 0)]);
        assert!(longest(&[]).is_empty());
    }
}
