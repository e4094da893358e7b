//! Each note's body.

use crate::{block::Role, draft::Draft, note::Note, notes::marks::Shape};

/// The most paragraphs of a note that stands in a bracket.
const MOST: usize = 30;

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
        let mut body = vec![body];
        if mark.shape == Shape::Named && !sign.ends_with(']') {
            for at in in_bracket(draft, index, body.first().map_or("", |block| &block.text)) {
                body.push(std::mem::take(&mut draft.blocks[at]));
                draft.blocks[at].role = Role::Gone;
            }
        }
        notes.push(Note {
            label: std::mem::take(&mut mark.label),
            shape: Some(mark.shape),
            head: block,
            body,
            block: index,
            line,
            ..Note::default()
        });
    }
    draft.notes = notes;
}

/// The paragraphs that belong to a note as well, since its bracket closes behind the last of them; none if it closes with the first, or never.
fn in_bracket(draft: &Draft, index: usize, first: &str) -> Vec<usize> {
    let depth = |text: &str| text.matches('[').count() as i64 - text.matches(']').count() as i64;
    let mut open = 1 + depth(first);
    let mut found = Vec::new();
    for at in index + 1..draft.blocks.len().min(index + MOST) {
        if open <= 0 {
            return found;
        }
        let block = &draft.blocks[at];
        match block.role {
            Role::Gone => {}
            Role::Text | Role::Lines => {
                open += depth(&block.text);
                found.push(at);
            }
            _ => return Vec::new(),
        }
    }
    if open <= 0 { found } else { Vec::new() }
}
