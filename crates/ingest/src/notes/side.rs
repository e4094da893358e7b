//! Notes at the side, as those who type books in write them: `[Sidenote: …]`, before a paragraph or in it. Each is a note at its place.

use crate::{
    block::{Block, Joint, Role, What},
    draft::{Draft, beginning},
    note::Note,
    recognise::prose,
    report::{Certainty::Sure, Kind},
};

/// The most notes that are taken out of one paragraph.
const MOST: usize = 500;
/// The longest name of a note and the longest note, in bytes.
const NAME: usize = 40;
const LONGEST: usize = 4000;

/// A paragraph that was notes only.
struct Waiting {
    block: usize,
    /// As it was.
    whole: Block,
    notes: Vec<Found>,
}

/// A note: where in its paragraph, its label, its words.
type Found = (usize, Block, Block);

/// Makes notes of them, numbered behind the others. One that is a paragraph of its own belongs to the next, or before a heading to the one
/// above.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut waiting: Vec<Waiting> = Vec::new();
    // The paragraph right above.
    let mut last: Option<usize> = None;
    let mut number = draft.notes.iter().map(|note| note.number).max().unwrap_or(0) + 1;
    for index in 0..draft.blocks.len() {
        let Some(block) = draft.blocks.get_mut(index).filter(|block| !matches!(block.role, Role::Gone | Role::Note(_))) else { continue };
        let is_text = matches!(block.role, Role::Text | Role::Lines);
        let whole = (is_text && side_note(&block.text, 0).is_some()).then(|| block.clone());
        let found = if whole.is_some() { take(block) } else { Vec::new() };
        if let Some(whole) = whole.filter(|_| block.text.is_empty()) {
            block.role = Role::Gone;
            waiting.push(Waiting { block: index, whole, notes: found });
            continue;
        }
        let is_paragraph = is_text && !prose::is_heading_like(&block.text);
        if let Some(at) = if is_paragraph { Some(index) } else { last } {
            lay(draft, rule, std::mem::take(&mut waiting), at, at != index, &mut number);
        }
        for (at, head, words) in found {
            put(draft, rule, index, at, head, words, &mut number);
        }
        last = is_paragraph.then_some(index);
    }
    match last {
        Some(last) => lay(draft, rule, waiting, last, true, &mut number),
        // There is none: they stay what they were.
        None => {
            for waiting in waiting {
                if let Some(block) = draft.blocks.get_mut(waiting.block) {
                    *block = waiting.whole;
                }
            }
        }
    }
}

/// Lays what waited at the beginning or at the end of a paragraph.
fn lay(draft: &mut Draft, rule: &'static str, waiting: Vec<Waiting>, block: usize, at_end: bool, number: &mut u32) {
    for (_, head, words) in waiting.into_iter().flat_map(|waiting| waiting.notes) {
        let at = draft.blocks.get(block).filter(|_| at_end).map_or(0, |block| block.text.len());
        put(draft, rule, block, at, head, words, number);
    }
}

/// Takes the notes out of a paragraph.
fn take(block: &mut Block) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < MOST
        && let Some((start, body, end)) = side_note(&block.text, from)
    {
        let mut head = block.split_off(start);
        let mut words = head.split_off(body - start);
        let rest = words.split_off(end - body + 1);
        words.split_off(words.text.len() - 1);
        from = block.text.len();
        found.push((from, head, words));
        let joint = if block.text.is_empty() { Joint::Nothing } else { Joint::Space };
        if !rest.text.is_empty() {
            block.append(rest, joint);
        }
    }
    found
}

/// A note whose marker stands at a place of a block.
fn put(draft: &mut Draft, rule: &'static str, block: usize, at: usize, head: Block, words: Block, number: &mut u32) {
    let line = head.line(&draft.source);
    draft.label(line, rule, head.text.trim_matches(['[', ':', ' ']));
    draft.say(line, rule, beginning(&words.text, 50), Kind::Found, Sure);
    let index = u32::try_from(draft.notes.len()).unwrap_or(u32::MAX);
    if let Some(block) = draft.blocks.get_mut(block) {
        block.edit(at..at, What::Marker(index));
    }
    let span = scholion_base::Span::new(at, at);
    draft.notes.push(Note { head, body: vec![words], block, line, markers: vec![(block, span)], number: *number, ..Note::default() });
    *number += 1;
    draft.report.notes += 1;
}

/// Where the next note at the side begins in a text, where its words begin, and where its bracket closes.
fn side_note(text: &str, from: usize) -> Option<(usize, usize, usize)> {
    text.get(from..)?.match_indices('[').find_map(|(at, _)| {
        let at = from + at;
        let inside = text.get(at + 1..)?;
        let colon = inside.bytes().take(NAME).position(|byte| byte == b':')?;
        if !scholion_lang::SIDE_NOTE.contains(&inside.get(..colon)?.to_lowercase()) {
            return None;
        }
        let mut depth = 1_i32;
        let close = inside.bytes().take(LONGEST).position(|byte| {
            depth += i32::from(byte == b'[') - i32::from(byte == b']');
            depth == 0
        })?;
        let words = inside.get(colon + 1..close)?;
        let lead = words.len() - words.trim_start().len();
        (!words.trim().is_empty()).then_some((at, at + 1 + colon + 1 + lead, at + 1 + close))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_at_the_side_are_found() {
        let check = |text: &str| side_note(text, 0).map(|(at, body, end)| (text[..at].len(), text[body..end].to_owned()));
        assert_eq!(check("a [Sidenote: The [old] wheel.] b"), Some((2, "The [old] wheel.".to_owned())));
        assert_eq!(check("[Randnote: Das Rad]"), Some((0, "Das Rad".to_owned())));
        assert_eq!(check("[Footnote 1: a] [see: b] [Sidenote: ]"), None);
    }
}
