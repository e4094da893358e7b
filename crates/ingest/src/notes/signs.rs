//! Notes whose marks are signs or names.

use std::collections::BTreeMap;

use crate::{
    draft::Draft,
    notes::{bind::Call, marks::Shape},
};

/// Markers that are signs or names (`*`, `[^a]`): the nearest one before the body, or the one of that name.
pub fn signs(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let mut by_label: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
    for call in calls.iter().filter(|call| call.label.parse::<u32>().is_err()) {
        by_label.entry(&call.label).or_default().push(call);
    }
    // Of a paragraph that runs on over the end of a page only a part stands before the notes there.
    let line_of = |call: &Call| draft.blocks.get(call.block).map_or(0, |block| block.line_at(&draft.source, call.span.start));
    let lines: BTreeMap<&str, Vec<u32>> =
        by_label.iter().map(|(label, calls)| (*label, calls.iter().map(|call| line_of(call)).collect())).collect();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, note) in draft.notes.iter().enumerate() {
        let Some(calls) = by_label.get(note.label.as_str()) else { continue };
        let from = used.get(note.label.as_str()).copied().unwrap_or(0);
        let found = if note.shape == Some(Shape::Markdown) {
            calls.get(from).map(|_| from)
        } else {
            let before = calls.partition_point(|call| call.block < note.block);
            let lines = lines.get(note.label.as_str()).map_or(&[][..], Vec::as_slice);
            let before = (from..before).rev().find(|&call| lines.get(call).is_some_and(|line| *line < note.line));
            before.filter(|&call| call >= from)
        };
        if let Some(call) = found {
            bound[index] = Some(calls[call].clone());
            used.insert(note.label.as_str(), call + 1);
        }
    }
}
