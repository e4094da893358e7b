//! What kind of text it is, as far as its headings are told by it.

use std::collections::BTreeSet;

use crate::{
    block::{Role, Told},
    draft::Draft,
};

/// What kind of text it is.
pub struct Manner {
    /// Whether it is scholarly: only journals close their headings with a point.
    pub scholarly: bool,
    /// Whether it is a story with what people say to each other.
    pub told: bool,
    /// If it is a play, in which names in capitals stand before what is said: the blocks with such names.
    pub played: Option<BTreeSet<usize>>,
    /// Whether the model of headings has read the text.
    pub marked: bool,
}

impl Manner {
    /// Looks at the blocks of the text proper.
    pub fn of(draft: &Draft, blocks: &[usize]) -> Self {
        Self {
            scholarly: !draft.front.doi.is_empty() || blocks.iter().any(|&index| draft.blocks[index].role == Role::References),
            told: is_told(draft, blocks),
            played: turns_of_play(draft, blocks),
            // That one leaves texts alone whose paragraphs blank lines divide.
            marked: !draft.layout.spaced && blocks.iter().any(|&index| draft.blocks[index].told != Told::Not),
        }
    }
}

/// Whether a text tells what people say to each other: many of its paragraphs begin with a quotation mark or a dash,
/// and among them are questions and cries.
fn is_told(draft: &Draft, blocks: &[usize]) -> bool {
    let (mut said, mut asked) = (0, 0);
    for &index in blocks {
        let text = draft.blocks[index].text.as_str();
        if opens_speech(text) {
            said += 1;
            asked += usize::from(text.trim_end_matches([' ', '"', '”', '»', '’', '\'', '“']).ends_with(['?', '!', '…']));
        }
    }
    said >= 8 && said * 12 >= blocks.len() && asked >= 2
}

/// The paragraphs of a play that begin with a name in capitals and a mark, if one of ten does.
fn turns_of_play(draft: &Draft, blocks: &[usize]) -> Option<BTreeSet<usize>> {
    let named = |text: &str| {
        // Most paragraphs begin with a capital and a small letter.
        if text.trim_start_matches(['_', '*', '[']).chars().take(2).any(char::is_lowercase) {
            return false;
        }
        let name = text.split(['.', ':']).next().unwrap_or("").trim_matches(['_', '*', '[', ' ']);
        (3..=40).contains(&name.len()) && name.len() < text.len() && !name.chars().any(|c| c.is_lowercase() || c.is_ascii_digit())
    };
    let first_line = |index: usize| draft.blocks[index].text.split('\n').next().unwrap_or("");
    let turns: BTreeSet<usize> = blocks.iter().copied().filter(|&index| named(first_line(index))).collect();
    (turns.len() >= 12 && turns.len() * 10 >= blocks.len()).then_some(turns)
}

/// Whether a paragraph may begin with what somebody says.
pub fn opens_speech(text: &str) -> bool {
    let dash = text.strip_prefix(['—', '–', '-']).is_some_and(|rest| rest.starts_with([' ', '\u{a0}', '-']));
    dash || text.starts_with(['«', '“', '„', '"', '‘', '\'', '»'])
}
