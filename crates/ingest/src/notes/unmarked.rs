//! Notes that nothing in the text calls, and that are notes all the same.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    notes::bind::Call,
    remark::Remark,
    report::{Certainty::Unsure, Kind},
};

/// Puts the notes that nothing calls among the others, where no doubt is that they are notes: each stands in one zone with the note of the
/// number before it and that of the number behind it, which are called.
pub fn keep(draft: &mut Draft, rule: &'static str, bound: &[Option<Call>], order: &mut Vec<usize>) {
    let number = |note: usize| draft.notes.get(note).and_then(|note| note.label.parse::<u32>().ok());
    let zone = |from: usize, to: usize| {
        let blocks = draft.notes.get(from).zip(draft.notes.get(to)).map_or(0..0, |(from, to)| from.block..to.block);
        !blocks.is_empty() && draft.blocks.get(blocks).is_some_and(|blocks| blocks.iter().all(|block| block.role == Role::Gone))
    };
    let mut kept: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bound.len() {
        let end = (at..bound.len()).find(|&note| bound[note].is_some()).unwrap_or(bound.len());
        if let Some(before) = at.checked_sub(1).filter(|_| end > at && end < bound.len() && end - at <= 3)
            && (before..end)
                .all(|note| number(note).zip(number(note + 1)).is_some_and(|(one, next)| one + 1 == next) && zone(note, note + 1))
        {
            kept.extend(at..end);
        }
        at = end + 1;
    }
    for note in kept {
        let Some(place) = order.iter().position(|&other| other + 1 == note) else { continue };
        order.insert(place + 1, note);
        let (line, body) = (draft.notes[note].line, &draft.notes[note]);
        let text = format!("{} {}", body.label, beginning(body.body.first().map_or("", |block| &block.text), 50));
        draft.note(line, rule, text, Kind::Doubtful, Unsure, Remark::NoteUnmarked);
    }
}
