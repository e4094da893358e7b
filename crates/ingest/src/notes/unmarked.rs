//! Notes that nothing in the text calls, and that are notes all the same.

use std::collections::BTreeSet;

use crate::{
    block::Role,
    draft::{Draft, beginning},
    notes::{bind::Call, marks::Shape},
    remark::Remark,
    report::{Certainty::Unsure, Kind},
};

/// So many notes of a text are called, at the least, whose row tells that another is one.
const MANY: usize = 10;

/// Puts the notes that nothing calls among the others, where no doubt is that they are notes: each stands in one zone with the note of the
/// number before it and that of the number behind it, which are called.
pub fn keep(draft: &mut Draft, rule: &'static str, bound: &[Option<Call>], order: &mut Vec<usize>) {
    let number = |note: usize| draft.notes.get(note).and_then(|note| note.label.parse::<u32>().ok());
    let zone = |from: usize, to: usize| {
        let blocks = draft.notes.get(from).zip(draft.notes.get(to)).map_or(0..0, |(from, to)| from.block..to.block);
        !blocks.is_empty() && draft.blocks.get(blocks).is_some_and(|blocks| blocks.iter().all(|block| block.role == Role::Gone))
    };
    // Where nearly all have their markers, and no number comes twice, the row of the numbers tells as much.
    let numbers: BTreeSet<u32> = (0..bound.len()).filter_map(number).collect();
    let called = bound.iter().flatten().count();
    let is_row = called >= MANY && called * 10 >= bound.len() * 8 && numbers.len() == bound.len();
    let mut kept: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bound.len() {
        let end = (at..bound.len()).find(|&note| bound[note].is_some()).unwrap_or(bound.len());
        if let Some(before) = at.checked_sub(1).filter(|_| end > at && end < bound.len() && end - at <= 3)
            && (before..end).all(|note| {
                number(note).zip(number(note + 1)).is_some_and(|(one, next)| one + 1 == next) && (is_row || zone(note, note + 1))
            })
        {
            kept.extend(at..end);
        }
        at = end + 1;
    }
    // What has no mark at all is called by none.
    let bare: Vec<usize> =
        (0..bound.len()).filter(|note| draft.notes.get(*note).is_some_and(|note| note.shape == Some(Shape::Unmarked))).collect();
    for &note in &bare {
        let place = order.iter().rposition(|&other| other < note).map_or(0, |at| at + 1);
        order.insert(place, note);
        say(draft, rule, note);
    }
    for note in kept {
        let Some(place) = order.iter().position(|&other| other + 1 == note) else { continue };
        order.insert(place + 1, note);
        say(draft, rule, note);
    }
}

fn say(draft: &mut Draft, rule: &'static str, note: usize) {
    let Some(body) = draft.notes.get(note) else { return };
    let words = body.body.first().map_or("", |block| block.text.as_str());
    let (line, text) = (body.line, format!("{} {}", body.label, beginning(words, 50)));
    draft.note(line, rule, text.trim().to_owned(), Kind::Doubtful, Unsure, Remark::NoteUnmarked);
}
