//! Passages: the sentence that cites, that names somebody, or to which a note belongs.

use std::ops::Range;

use super::Citation;
use crate::base::{Span, text};

/// A sentence shorter than this says too little by itself.
const SHORT: usize = 40;
/// Longest passage, in characters.
const LONG: usize = 600;

/// The sentences of a block, found once: a paragraph may be a book, and name people thousands of times.
#[derive(Debug)]
pub struct Sentences<'w> {
    words: &'w str,
    start: u32,
    ranges: Vec<Range<usize>>,
}

impl<'w> Sentences<'w> {
    /// Those of the words of a block, which begin at `start` in the text of their body.
    pub fn of(words: &'w str, start: u32) -> Self {
        Self { words, start, ranges: text::sentences(words).collect() }
    }

    /// The sentences in which some words stand, and at most [`LONG`] characters of them: ranges of the body's text.
    pub fn around(&self, marked: Span) -> Span {
        let (from, to) = (marked.start.saturating_sub(self.start) as usize, marked.end.saturating_sub(self.start) as usize);
        let first = self.ranges.partition_point(|sentence| sentence.end <= from);
        let mut passage = from..to.max(from);
        for sentence in self.ranges.get(first..).unwrap_or_default().iter().take_while(|sentence| sentence.start < to) {
            passage = passage.start.min(sentence.start)..passage.end.max(sentence.end);
        }
        let passage = cut(self.words, passage, from, to);
        Span::new(self.start as usize + passage.start, self.start as usize + passage.end)
    }
}

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
        let passage = trim(words, cut(words, passage, from, to));
        citation.passage = Span::new(start as usize + passage.start, start as usize + passage.end);
    }
}

/// At most [`LONG`] characters around `from..to`, whole words where there are spaces.
fn cut(words: &str, passage: Range<usize>, from: usize, to: usize) -> Range<usize> {
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

fn trim(words: &str, passage: Range<usize>) -> Range<usize> {
    let text = words.get(passage.clone()).unwrap_or("");
    let start = passage.start + (text.len() - text.trim_start().len());
    start..(start + text.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(words: &str, marked: &str) -> String {
        let at = words.find(marked).unwrap();
        // The block begins somewhere in its body.
        let span = Sentences::of(words, 1000).around(Span::new(1000 + at, 1000 + at + marked.len()));
        words[span.start as usize - 1000..span.end as usize - 1000].to_owned()
    }

    #[test]
    fn the_sentences_around_words() {
        let words = "One came. Mary Smith. And so on was here. She left.";
        assert_eq!(around(words, "Mary"), "Mary Smith. ");
        assert_eq!(around(words, "Smith. And"), "Mary Smith. And so on was here. ");
        assert_eq!(around(words, "She left."), "She left.");
        assert_eq!(Sentences::of("", 0).around(Span::new(0, 0)), Span::new(0, 0));
    }

    #[test]
    fn of_a_sentence_without_end_a_reader_gets_what_is_near() {
        let words = format!("{}Mary Smith{}", "слово ".repeat(5_000), " word".repeat(5_000));
        let found = around(&words, "Mary Smith");
        assert!(found.starts_with("слово") && found.ends_with("word") && found.contains("слово Mary Smith word"), "{found}");
        assert!((500..=LONG).contains(&found.chars().count()), "{}", found.chars().count());
    }
}
