//! The passage of a citation: the sentence that cites; and how long a passage may be.

use super::Citation;
use crate::base::{Span, text};

/// A sentence shorter than this says too little by itself.
const SHORT: usize = 40;
/// Longest passage, in characters.
const LONG: usize = 600;

/// Finds the passages of the citations of one block, whose words begin at `start` in the text.
pub(super) fn find(words: &str, start: u32, citations: &mut [Citation]) {
    let sentences: Vec<_> = text::sentences(words).collect();
    for citation in citations {
        let from = citation.words.start.saturating_sub(start) as usize;
        let to = (citation.words.end.saturating_sub(start) as usize).max(from);
        let holds = sentences.partition_point(|sentence| sentence.start <= from).saturating_sub(1);
        let Some(sentence) = sentences.get(holds) else {
            citation.passage = citation.words;
            continue;
        };
        let mut passage = sentence.clone();
        // Words that run over a full stop (`[Smith. 2001](#ref-…)`) keep their end.
        passage.end = passage.end.max(to.min(words.len()));
        if words.get(passage.clone()).is_some_and(|words| words.chars().take(SHORT).count() < SHORT)
            && let Some(before) = holds.checked_sub(1).and_then(|before| sentences.get(before))
        {
            passage.start = before.start;
        }
        let passage = trim(words, cut_words(words, passage, from, to));
        citation.passage = Span::new(start as usize + passage.start, start as usize + passage.end);
    }
}

/// A sentence of `text`, or as much of it around some of its `words` as a passage may have: at most 600 characters, whole words
/// where there are spaces.
pub fn cut(text: &str, sentence: Span, words: Span) -> Span {
    let cut = cut_words(text, sentence.range(), words.start as usize, words.end as usize);
    Span::new(cut.start, cut.end)
}

/// At most [`LONG`] characters around `from..to`, whole words where there are spaces.
fn cut_words(words: &str, passage: std::ops::Range<usize>, from: usize, to: usize) -> std::ops::Range<usize> {
    let text = words.get(passage.clone()).unwrap_or("");
    if text.len() <= LONG || text.chars().take(LONG + 1).count() <= LONG {
        return passage;
    }
    let cited = words.get(from..to).map_or(0, |words| words.chars().count());
    let side = LONG.saturating_sub(cited) / 2;
    let before = words.get(passage.start..from).unwrap_or("");
    let after = words.get(to..passage.end).unwrap_or("");
    let start = before.char_indices().rev().take(side).last().map_or(from, |(index, _)| passage.start + index);
    let end = after.char_indices().nth(side).map_or(passage.end, |(index, _)| to + index);
    let start = if start == passage.start {
        start
    } else {
        words.get(start..from).and_then(|text| text.find(' ')).filter(|space| *space < 40).map_or(start, |space| start + space + 1)
    };
    let end = if end == passage.end {
        end
    } else {
        words.get(to..end).and_then(|text| text.rfind(' ').filter(|space| text.len() - space < 40)).map_or(end, |space| to + space)
    };
    start..end
}

fn trim(words: &str, passage: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let text = words.get(passage.clone()).unwrap_or("");
    let start = passage.start + (text.len() - text.trim_start().len());
    start..(start + text.trim().len())
}
