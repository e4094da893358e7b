//! What a reader sees of a source, and on which lines.

use std::borrow::Cow;

use scholion_base::Span;

use super::{Words, part::Scope};
use crate::formats::Shown;

/// The words of a source that a reader sees, in order, with their lines. Tags, attributes, scripts and comments are none of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen<'t> {
    /// The words. Of plain text it is all of it; of other formats each block stands between empty lines.
    pub text: Cow<'t, str>,
    /// Whether the source has markup that is left out here.
    pub is_marked_up: bool,
    /// Whether it is Markdown that the document carries over.
    pub is_carried: bool,
    /// Where in the text each line or block begins, and on which line of the source, in the order of the text.
    places: Vec<(u32, u32)>,
    /// The same in the order of the source's lines, where that is another.
    by_line: Vec<(u32, u32)>,
    /// Of what each block speaks, as far as any is more than text.
    scopes: Vec<Scope>,
}

impl<'t> Seen<'t> {
    /// A plain text.
    pub fn of_text(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let places = starts.zip(1..).map(|(at, line)| (number(at), line)).collect();
        Self { text, is_marked_up: false, is_carried: false, places, by_line: Vec::new(), scopes: Vec::new() }
    }

    /// A plain text whose columns are read one behind the other: its lines in this order, each with its number in the source.
    pub fn of_columns(text: &str, lines: &[(u32, Span)]) -> Self {
        let mut read = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(lines.len());
        for (line, span) in lines {
            places.push((number(read.len()), *line));
            read.push_str(span.of(text));
            read.push('\n');
        }
        let mut by_line = places.clone();
        by_line.sort_by_key(|&(at, line)| (line, at));
        Self { text: read.into(), is_marked_up: false, is_carried: false, places, by_line, scopes: Vec::new() }
    }

    /// Blocks of words, each with the line of the source on which it begins.
    pub fn of_lines(lines: &[Shown]) -> Self {
        let mut text = String::with_capacity(lines.iter().map(|(_, words)| words.len() + 2).sum());
        let mut places = Vec::with_capacity(lines.len());
        for (line, words) in lines {
            places.push((number(text.len()), *line));
            text.push_str(words);
            text.push_str("\n\n");
        }
        let mut by_line: Vec<(u32, u32)> = Vec::new();
        if !places.is_sorted_by_key(|(_, line)| *line) {
            by_line.clone_from(&places);
            by_line.sort_by_key(|&(at, line)| (line, at));
        }
        Self { text: text.into(), is_marked_up: true, is_carried: false, places, by_line, scopes: Vec::new() }
    }

    /// The same, with what each of its blocks speaks of.
    #[must_use]
    pub fn scoped(self, scopes: Vec<Scope>) -> Self {
        Self { scopes, ..self }
    }

    /// Blocks of Markdown that the document carries over.
    pub fn of_markdown(lines: &[Shown]) -> Self {
        Self { is_carried: true, ..Self::of_lines(lines) }
    }

    /// The line of the source, from 1, on which the byte `offset` stands.
    pub fn line_of(&self, offset: usize) -> u32 {
        self.block_of(offset).and_then(|block| self.places.get(block)).map_or(1, |(_, line)| *line)
    }

    /// The line or block, from 0, in which the byte `offset` stands.
    pub fn block_of(&self, offset: usize) -> Option<usize> {
        self.places.partition_point(|(at, _)| *at as usize <= offset).checked_sub(1)
    }

    /// The text of the line or block in which the byte `offset` stands.
    pub fn block_text(&self, offset: usize) -> &str {
        let Some(block) = self.block_of(offset) else { return "" };
        let start = self.places.get(block).map_or(0, |(at, _)| *at as usize);
        let end = self.places.get(block + 1).map_or(self.text.len(), |(at, _)| *at as usize);
        self.text.get(start..end).unwrap_or("")
    }

    /// Where a block of a source with markup begins, and its text.
    pub(super) fn block(&self, nth: usize) -> Option<(usize, &str)> {
        let start = self.places.get(nth)?.0 as usize;
        let end = self.places.get(nth + 1).map_or(self.text.len(), |(at, _)| *at as usize);
        Some((start, self.text.get(start..end)?.strip_suffix("\n\n")?))
    }

    /// The first word of the block behind that in which the byte `offset` stands.
    pub(super) fn next_block(&self, offset: usize, words: &Words<'_>) -> Option<usize> {
        let start = self.places.get(self.block_of(offset)? + 1)?.0;
        Some(words.words.partition_point(|word| word.start < start))
    }

    /// The blocks that describe, in order: of what they speak, and their words.
    pub(super) fn fields(&self, words: &Words<'_>) -> impl Iterator<Item = (Scope, usize, usize)> {
        let first = |nth: usize| {
            let start = self.places.get(nth).map_or(usize::MAX, |(at, _)| *at as usize);
            words.words.partition_point(|word| (word.start as usize) < start)
        };
        let fields = self.scopes.iter().enumerate().filter(|(_, scope)| **scope != Scope::Text);
        fields.map(move |(nth, scope)| (*scope, first(nth), first(nth + 1)))
    }

    /// The first word on a line of the source, or on the next that has one; behind the last if there is none.
    pub(super) fn first_of_line(&self, line: u32, words: &Words<'_>) -> usize {
        let lines = if self.by_line.is_empty() { &self.places } else { &self.by_line };
        let start = lines.get(lines.partition_point(|(_, own)| *own < line)).map_or(usize::MAX, |(at, _)| *at as usize);
        words.words.partition_point(|word| (word.start as usize) < start)
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::formats::seen;

    #[test]
    fn markup_is_no_words_and_lines_are_known() {
        for (name, text, expected) in [
            (
                "a.html",
                "<html lang=\"de\">\n<style>\np { color: red }\n</style>\n<p class=\"x\">Ida<b>lia</b> &amp; caf&eacute;<br>2 &lt; 3</p>\n<p>End</p>",
                vec![(5, "Idalia & café"), (5, "2 < 3"), (6, "End")],
            ),
            ("a.html", "<!doctype html><title>The weir</title><h1>The weir</h1>", vec![(1, "The weir")]),
            (
                "a.xml",
                "<TEI>\n<p n='1'>One</p>\n<p>Two<note>A note</note> more</p></TEI>",
                vec![(2, "One"), (3, "Two more"), (3, "A note")],
            ),
            ("a.xml", "<TEI><p>Broken", vec![(1, "<TEI><p>Broken")]),
            ("a.txt", "<illegible> words\nmore", vec![(1, "<illegible> words"), (2, "more")]),
            ("a.md", "One %%two\nthree%% four", vec![(1, "One four")]),
        ] {
            let seen = seen(name, None, text.as_bytes(), &|_| None);
            let blocks: Vec<(u32, &str)> = seen
                .places
                .iter()
                .enumerate()
                .map(|(nth, (at, line))| {
                    let end = seen.places.get(nth + 1).map_or(seen.text.len(), |(next, _)| *next as usize);
                    (*line, seen.text.get(*at as usize..end).unwrap_or("").trim())
                })
                .collect();
            assert_eq!(blocks, expected, "{text}");
        }
    }
}
