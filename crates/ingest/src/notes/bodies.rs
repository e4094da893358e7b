//! Each note's body.

use crate::{block::Role, draft::Draft, note::Note};

/// Takes the blocks that begin with a note's mark out of the text; each is a note's body.
///
/// The blocks are whole by now: page ends are mended.
pub fn collect(draft: &mut Draft, _rule: &'static str) {
    let mut notes = Vec::new();
    // Nobody asks for the marks behind this rule.
    let mut marks = std::mem::take(&mut draft.marks);
    for index in 0..draft.blocks.len() {
        let Role::Note(mark) = draft.blocks[index].role else { continue };
        let Some(mark) = marks.get_mut(mark as usize) else { continue };
        // The mark itself goes; the body begins behind it. A block has one space where the line has several.
        let sign = scholion_base::text::squeeze(draft.line(mark.line).get(..mark.body).unwrap_or(""));
        let mut block = std::mem::take(&mut draft.blocks[index]);
        let line = block.line(&draft.source);
        let body = block.split_off(sign.len());
        block.shrink();
        draft.blocks[index].role = Role::Gone;
        notes.push(Note {
            label: std::mem::take(&mut mark.label),
            shape: Some(mark.shape),
            head: block,
            body: vec![body],
            block: index,
            line,
            ..Note::default()
        });
    }
    draft.notes = notes;
}
