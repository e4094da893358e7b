//! Notes that say that they are notes: `[Footnote 12: …]`, the custom of Project Gutenberg.

use std::collections::BTreeMap;

use crate::{
    block::Block,
    draft::Draft,
    note::Note,
    notes::{bind::Call, marks::Shape},
};

/// Notes that say that they are notes: their numbers may begin again with each chapter or page. The first call of a number is that of its
/// first body if there are as many of both; else each body has the last call before it.
pub fn answered(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let strong = |call: &&Call| call.shape.is_strong() || matches!(call.shape, Shape::Bracket | Shape::Symbol);
    let mut of_label: BTreeMap<&str, (Vec<&Call>, Vec<usize>)> = BTreeMap::new();
    for call in calls.iter().filter(strong) {
        of_label.entry(&call.label).or_default().0.push(call);
    }
    for (index, note) in draft.notes.iter().enumerate().filter(|(_, note)| note.shape == Some(Shape::Named)) {
        of_label.entry(&note.label).or_default().1.push(index);
    }
    for (calls, notes) in of_label.values() {
        let is_before = |call: &Call, note: usize| call.block <= draft.notes.get(note).map_or(0, |note| note.block);
        if calls.len() == notes.len() && calls.iter().zip(notes).all(|(call, note)| is_before(call, *note)) {
            for (call, note) in calls.iter().zip(notes) {
                bound[*note] = Some((*call).clone());
            }
            continue;
        }
        let mut from = 0;
        for &note in notes {
            let to = calls.partition_point(|call| is_before(call, note));
            bound[note] = to.checked_sub(1).filter(|last| *last >= from).and_then(|last| calls.get(last)).map(|call| (*call).clone());
            from = from.max(to);
        }
    }
}

/// Takes the bracket away in which the body of a note that names itself stood.
pub fn close(note: &mut Note) {
    let is_closed = |block: &Block| block.text.ends_with(']') && block.text.matches(']').count() > block.text.matches('[').count();
    if let Some(last) = note.body.last_mut().filter(|last| is_closed(last)) {
        last.split_off(last.text.len() - 1);
    }
}
