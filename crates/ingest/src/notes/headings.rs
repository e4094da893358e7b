//! Headings of notes under which nothing is left, since the notes were laid at the places that call them.

use std::collections::BTreeSet;

use crate::{
    block::Role,
    chars::{self, End},
    draft::Draft,
    lexicon,
    notes::chapters,
    report::Certainty::Likely,
};

/// The longest heading, in bytes.
const LONGEST: usize = 160;

/// What stands in the text, in order: a block, or a note that is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Block(usize),
    Note,
    /// A note that nothing calls, and that went back to the text.
    Left,
}

/// Leaves the headings out, and those of chapters between the notes: "Notes", "Chapter 2", "Notes to chapter 3".
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let called: BTreeSet<usize> = draft.notes.iter().filter(|note| note.number > 0).map(|note| note.block).collect();
    if called.is_empty() {
        return;
    }
    let left: BTreeSet<usize> = draft.notes.iter().filter(|note| note.number == 0).map(|note| note.block).collect();
    let item = |at: usize| match (called.contains(&at), left.contains(&at)) {
        (true, _) => Some(Item::Note),
        (_, true) => Some(Item::Left),
        _ => is_left(draft, at).then_some(Item::Block(at)),
    };
    let items: Vec<Item> = (0..draft.blocks.len()).filter_map(item).collect();
    // From the heading of the notes on headings of chapters may stand among them, until something else does.
    let mut among = false;
    let mut headings: BTreeSet<usize> = BTreeSet::new();
    for (at, item) in items.iter().enumerate() {
        let Item::Block(block) = *item else { continue };
        if is_heading(draft, block) {
            among = true;
        } else {
            // "Chapter II", and its title on the next line.
            let is_note = |at: usize| matches!(items.get(at), Some(Item::Note | Item::Left));
            let leads = is_note(at + 1)
                || is_note(at + 2)
                    && matches!(items.get(at + 1), Some(Item::Block(next)) if is_short(draft, *next) && !is_heading(draft, *next));
            among = among && is_short(draft, block) && leads;
        }
        if among {
            headings.insert(block);
        }
    }
    // Whether notes that were moved stand right below, and whether any that were not stand farther below, under the same heading of notes.
    let (mut holds_notes, mut holds_others) = (false, false);
    let mut empty: Vec<usize> = Vec::new();
    for item in items.iter().rev() {
        match item {
            Item::Note => holds_notes = true,
            Item::Left => (holds_notes, holds_others) = (false, true),
            Item::Block(block) if headings.contains(block) => {
                let is_of_all = is_heading(draft, *block);
                if holds_notes && !(is_of_all && holds_others) {
                    empty.push(*block);
                }
                holds_others &= !is_of_all;
            }
            Item::Block(_) => (holds_notes, holds_others) = (false, false),
        }
    }
    for block in empty.into_iter().rev() {
        draft.drop_block(block, rule, Likely);
    }
}

fn is_left(draft: &Draft, block: usize) -> bool {
    draft.blocks.get(block).is_some_and(|block| block.role != Role::Gone)
}

fn words(draft: &Draft, block: usize) -> &str {
    draft.blocks.get(block).map_or("", |block| block.bare())
}

fn is_heading(draft: &Draft, block: usize) -> bool {
    let words = words(draft, block);
    words.len() <= LONGEST && (lexicon::is_notes_heading(words) || chapters::is_heading(words))
}

/// Whether a block may be the heading of a chapter.
fn is_short(draft: &Draft, block: usize) -> bool {
    let words = words(draft, block);
    words.len() <= LONGEST && (chars::end_of(words) != End::Closed || lexicon::division(words).is_some())
}

#[cfg(test)]
mod tests {
    use crate::ingest;

    #[test]
    fn headings_without_notes_below_them_go() {
        let prose = "The keeper went up at six and lit the lamp, which burned until the morning came and the boats were home. ".repeat(3);
        let chapter = |name: &str| format!("{name}\n\n{prose}\n\nHe wrote it all down.[1] {prose}[2]\n\n");
        let notes = |name: &str| format!("{name}\n\n[1] Of {name} the book says more.\n\n[2] The roll of {name} is lost.\n\n");
        let text = format!("The Lamp\n\n{}{}Notes\n\n{}{}", chapter("Dusk"), chapter("Dawn"), notes("Dusk"), notes("Dawn"));
        let made = ingest("lamp.txt", text.as_bytes());
        let body = made.markdown.split_once("\n---\n").map_or("", |(_, body)| body);
        assert_eq!(body.matches("[^4]").count(), 2, "{body}");
        assert!(!body.contains("\nNotes") && !body.contains("## Notes"), "{body}");
        assert_eq!(body.matches("## D").count(), 2, "{body}");
    }
}
