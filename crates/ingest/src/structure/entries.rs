//! Entries below a heading, where a source marks its headings.

use crate::{
    block::{Block, Role, What},
    draft::Draft,
    lexicon,
};
use scholion_reference::dates;

/// What stands under the heading of a list of references, up to the next heading, is its entries, if it looks like them: a
/// chapter on literature bears such a heading as well.
pub fn below_headings(draft: &mut Draft) {
    let is_heading = |block: &Block| matches!(block.role, Role::Heading(_));
    for index in 0..draft.blocks.len() {
        if !is_heading(&draft.blocks[index]) || !lexicon::is_references_heading(draft.blocks[index].bare()) {
            continue;
        }
        let end = (index + 1..draft.blocks.len()).find(|&next| is_heading(&draft.blocks[next])).unwrap_or(draft.blocks.len());
        let below: Vec<usize> = (index + 1..end).filter(|&at| matches!(draft.blocks[at].role, Role::Text | Role::Item)).collect();
        let count = |is: fn(&Block) -> bool| below.iter().filter(|&&at| is(&draft.blocks[at])).count();
        let (calling, telling) = (count(calls_a_note), count(tells_of_a_work));
        if below.is_empty() || calling * 4 > below.len() || telling * 3 < below.len() {
            continue;
        }
        draft.blocks[index].role = Role::References;
        below.into_iter().for_each(|at| draft.blocks[at].role = Role::Entry);
    }
}

fn calls_a_note(block: &Block) -> bool {
    block.edits.iter().any(|edit| matches!(edit.what, What::Marker(_)))
}

/// Whether a year or an address stands in a block.
fn tells_of_a_work(block: &Block) -> bool {
    let mut words = block.text.split(|c: char| !c.is_alphanumeric());
    // Also "2004a".
    words.any(|word| dates::is_year(word.get(..4).filter(|_| word.len() == 5).unwrap_or(word))) || block.text.contains("://")
}
