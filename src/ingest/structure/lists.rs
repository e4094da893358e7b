//! Lists: by their bullets, and by numbers in order.

use crate::ingest::{
    block::Role,
    draft::{Draft, beginning},
    paragraphs,
    report::{Certainty::Sure, Kind},
};

/// Marks the items of lists.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let blocks: Vec<usize> = (0..draft.blocks.len()).filter(|&index| draft.blocks[index].role != Role::Gone).collect();
    for &index in &blocks {
        let block = &draft.blocks[index];
        if block.role == Role::Text && bullet(&block.text).is_some() {
            let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 40));
            draft.blocks[index].role = Role::Item;
            draft.say(line, rule, words, Kind::Found, Sure);
        }
    }
    numbered(draft, rule, &blocks);
}

/// Where the words of an item behind a bullet begin. A dash may be a turn of speech.
pub fn bullet(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let is_bullet = match first {
        '•' | '●' | '▪' | '■' | '◦' | '‣' | '➢' | '✓' | '\u{f0b7}' => true,
        '-' | '*' | '+' => text.get(1..2) == Some(" "),
        _ => false,
    };
    let rest = text.get(first.len_utf8()..)?;
    (is_bullet && !rest.trim().is_empty()).then(|| first.len_utf8() + (rest.len() - rest.trim_start().len()))
}

/// Neighbouring blocks that count from 1.
fn numbered(draft: &mut Draft, rule: &'static str, blocks: &[usize]) {
    let number = |draft: &Draft, index: usize| {
        let block = &draft.blocks[index];
        (block.role == Role::Text)
            .then(|| paragraphs::enumerator(&block.text))
            .flatten()
            .and_then(|(label, _)| label.parse::<u32>().ok())
            .filter(|_| !block.text.starts_with('('))
    };
    let mut place = 0;
    while place < blocks.len() {
        let mut length = 0;
        while blocks.get(place + length).is_some_and(|&index| number(draft, index) == u32::try_from(length + 1).ok()) {
            length += 1;
        }
        if length >= 2 {
            for &index in &blocks[place..place + length] {
                let (line, words) = (draft.block_line(index), beginning(&draft.blocks[index].text, 40));
                draft.blocks[index].role = Role::Item;
                draft.say(line, rule, words, Kind::Found, Sure);
            }
        }
        place += length.max(1);
    }
}
