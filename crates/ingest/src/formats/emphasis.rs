//! Emphasis of a structured source, as Markdown has it.

use crate::block::{Block, CELL, Element, What};

/// Writes the marks of emphasis into the words where they would be read as such: at the edges of words, and not touching others.
/// Elsewhere, inside a word or between Chinese characters, the words stand in an element.
pub fn emphasise(block: &mut Block, marks: Vec<(usize, usize, usize)>) {
    let mut kept: Vec<(usize, usize, usize)> = Vec::new();
    let mut within: Vec<(usize, usize, usize)> = Vec::new();
    // Outer ones are found last.
    for (from, to, count) in marks.into_iter().rev() {
        let words = block.text.get(from..to.min(block.text.len())).unwrap_or("");
        let start = from + words.len() - words.trim_start().len();
        let end = start + words.trim().len();
        if !words.chars().any(char::is_alphanumeric) {
            continue;
        }
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let (before, behind) = (block.text.get(..start).unwrap_or(""), block.text.get(end..).unwrap_or(""));
        let fits = !words.trim().contains(['*', '_', CELL, '\n'])
            && apart(before.chars().next_back())
            && apart(behind.chars().next())
            && !before.ends_with(['*', '_', '.', ',', ';', '!', '?'])
            && !behind.starts_with(['*', '_']);
        let is_apart = |&(a, b, _): &(usize, usize, usize)| end < a || b < start || (a < start && end < b);
        if let Some(same) = kept.iter_mut().chain(&mut within).find(|(a, b, _)| (*a, *b) == (start, end)) {
            same.2 |= count;
        } else if fits && kept.iter().all(is_apart) {
            kept.push((start, end, count));
        } else if !words.trim().contains(CELL) {
            within.push((start, end, count));
        }
    }
    for (start, end, count) in within {
        for (_, element) in [(1, Element::Emphasis), (2, Element::Strong)].into_iter().filter(|(bit, _)| count & bit > 0) {
            block.edit(start..end, What::Within(element));
        }
    }
    let mut points: Vec<(usize, usize)> = kept.iter().flat_map(|&(start, end, count)| [(start, count), (end, count)]).collect();
    points.sort_unstable();
    // A mark moves what begins at its place if it closes, and what ends behind it always.
    for &(at, count) in points.iter().rev() {
        block.text.insert_str(at, "***".get(..count).unwrap_or(""));
        let is_start = kept.iter().any(|&(start, ..)| start == at);
        for edit in &mut block.edits {
            let by = u32::try_from(count).unwrap_or(u32::MAX);
            let is_point = edit.span.is_empty();
            if edit.span.start as usize >= at {
                edit.span.start += by;
            }
            if is_point {
                edit.span.end = edit.span.start;
            } else if edit.span.end as usize > at || (edit.span.end as usize == at && is_start && edit.span.start as usize >= at) {
                edit.span.end += by;
            }
        }
    }
}
