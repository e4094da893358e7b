//! Notes at the side, as those who type books in write them: `[Sidenote: …]`, before a paragraph or in it. Each is a note at its place.

use crate::{
    block::{Block, Joint, Role, What},
    draft::{Draft, beginning},
    note::Note,
    report::{Certainty::Sure, Kind},
};

/// Makes notes of them, numbered behind the others.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut waiting: Vec<(Block, Block)> = Vec::new();
    for index in 0..draft.blocks.len() {
        let Some(block) = draft.blocks.get_mut(index).filter(|block| matches!(block.role, Role::Text | Role::Lines)) else { continue };
        let mut found = Vec::new();
        while let Some((start, body, end)) = side_note(&block.text) {
            let mut head = block.split_off(start);
            let mut words = head.split_off(body - start);
            let rest = words.split_off(end - body + 1);
            words.split_off(words.text.len() - 1);
            found.push((block.text.len(), head, words));
            let joint = if block.text.is_empty() { Joint::Nothing } else { Joint::Space };
            if !rest.text.is_empty() {
                block.append(rest, joint);
            }
        }
        if block.text.is_empty() && !found.is_empty() {
            block.role = Role::Gone;
            waiting.extend(found.into_iter().map(|(_, head, words)| (head, words)));
            continue;
        }
        let before = std::mem::take(&mut waiting).into_iter().map(|(head, words)| (0, head, words));
        for (at, head, words) in before.chain(found) {
            put(draft, rule, index, at, head, words);
        }
    }
    // Nothing follows: it stays a paragraph.
    draft.blocks.extend(waiting.into_iter().map(|(_, words)| words));
}

/// A note whose marker stands at a place of a block.
fn put(draft: &mut Draft, rule: &'static str, block: usize, at: usize, head: Block, words: Block) {
    let number = draft.notes.iter().map(|note| note.number).max().unwrap_or(0) + 1;
    let line = head.line(&draft.source);
    draft.label(line, rule, head.text.trim_matches(['[', ':', ' ']));
    draft.say(line, rule, beginning(&words.text, 50), Kind::Found, Sure);
    let index = u32::try_from(draft.notes.len()).unwrap_or(u32::MAX);
    if let Some(block) = draft.blocks.get_mut(block) {
        block.edit(at..at, What::Marker(index));
    }
    let span = scholion_base::Span::new(at, at);
    draft.notes.push(Note { head, body: vec![words], block, line, markers: vec![(block, span)], number, ..Note::default() });
    draft.report.notes += 1;
}

/// Where a note at the side begins in a text, where its words begin, and where its bracket closes.
fn side_note(text: &str) -> Option<(usize, usize, usize)> {
    text.match_indices('[').find_map(|(at, _)| {
        let inside = text.get(at + 1..)?;
        let colon = inside.find(':')?;
        if !scholion_lang::SIDE_NOTE.contains(&inside.get(..colon)?.to_lowercase()) {
            return None;
        }
        let mut depth = 1_i32;
        let close = inside.bytes().position(|byte| {
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
        let check = |text: &str| side_note(text).map(|(at, body, end)| (text[..at].len(), text[body..end].to_owned()));
        assert_eq!(check("a [Sidenote: The [old] wheel.] b"), Some((2, "The [old] wheel.".to_owned())));
        assert_eq!(check("[Randnote: Das Rad]"), Some((0, "Das Rad".to_owned())));
        assert_eq!(check("[Footnote 1: a] [see: b] [Sidenote: ]"), None);
    }
}
