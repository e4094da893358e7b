//! The words of a line as they go into a block: those that are cut in it are whole again, and the marks of a transcriber are left out.

use scholion_base::Span;

use super::{
    block::{Block, Joint},
    draft::Draft,
    hyphen::{self, Vocabulary},
};

/// A word that was cut inside a line.
pub struct Cut {
    /// The line of the source.
    pub line: u32,
    /// The word as it is now.
    pub word: String,
    /// Whether it is whole again.
    pub is_mended: bool,
}

/// Adds the words of a line to a block; words that are cut in it are mended, if their whole is a word of the text.
pub fn push(draft: &Draft, block: &mut Block, index: usize, joint: Joint, vocabulary: &Vocabulary, cuts: &mut Vec<Cut>) {
    let Some(line) = draft.lines.get(index) else { return };
    let (start, end) = (line.span.start as usize, line.span.end as usize);
    let mut from = start;
    let mut joint = joint;
    for marked in unprinted(draft, line.span) {
        let before = draft.source.text.get(from..marked.start as usize).unwrap_or("");
        if !before.trim().is_empty() {
            block.push(&draft.source, Span { start: from as u32, end: marked.start }, joint);
            joint = if before.ends_with(' ') { Joint::Space } else { Joint::Nothing };
        }
        from = marked.end as usize;
    }
    for cut in hyphen::cuts(draft.line(index), vocabulary) {
        cuts.push(Cut { line: line.number, word: cut.word, is_mended: cut.is_whole });
        if cut.is_whole {
            block.push(&draft.source, Span::new(from, start + cut.end), joint);
            (from, joint) = (start + cut.next, Joint::Hyphen);
        }
    }
    if from == start || draft.source.text.get(from..end).is_some_and(|rest| !rest.trim().is_empty()) {
        block.push(&draft.source, Span::new(from, end), joint);
    }
}

/// The stretches of a line that are no words of the text.
fn unprinted(draft: &Draft, line: Span) -> impl Iterator<Item = Span> + '_ {
    let first = draft.unprinted.partition_point(|span| span.start < line.start);
    draft.unprinted.iter().skip(first).copied().take_while(move |span| span.end <= line.end)
}
