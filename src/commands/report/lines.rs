//! Offsets as people count them, and lines as a terminal can show them.

use std::ops::Range;

use super::passwords;
use crate::{base::Span, commands::terminal::visible};

/// A file's bytes with an index of its lines: any place is found without reading the file again.
///
/// Works on bytes, because a file may be reported for not being UTF-8.
pub struct Lines<'a> {
    bytes: &'a [u8],
    /// Where each line starts.
    starts: Vec<usize>,
    /// How many characters begin before each [`STEP`] bytes: a line of 50 MB is not counted through for every finding in it.
    characters: Vec<usize>,
}

const STEP: usize = 4096;

/// Most bytes of a line that are shown before and behind the beginning of the place.
const SHOWN_BEFORE: usize = 60;
const SHOWN_BEHIND: usize = 100;

/// A line, or the part of it around a place.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Line of the place, from 1.
    pub line: usize,
    /// Column of the place in characters, from 1.
    pub column: usize,
    /// What to show: one line, without its end, with `…` where it is cut.
    pub text: String,
    /// The place in `text`.
    pub marked: Range<usize>,
}

impl<'a> Lines<'a> {
    /// Indexes a file.
    pub fn new(bytes: &'a [u8]) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1)).collect();
        let mut count = 0;
        let characters = bytes
            .chunks(STEP)
            .map(|chunk| {
                let before = count;
                count += chunk.iter().filter(|byte| begins_character(**byte)).count();
                before
            })
            .collect();
        Self { bytes, starts, characters }
    }

    /// Line and column of an offset, both from 1; past the end means the end.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let offset = self.snap(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        (line, self.characters_before(offset).saturating_sub(self.characters_before(start)) + 1)
    }

    /// The line of a place, cut to what a terminal can show. A place of several lines is marked on the
    /// first.
    pub fn excerpt(&self, span: Span) -> Excerpt {
        let start = self.snap(span.start as usize);
        let (line, column) = self.place(start);
        let line_start = self.starts.get(line - 1).copied().unwrap_or(0);
        let line_end = self.starts.get(line).map_or(self.bytes.len(), |next| next - 1);
        let end = self.snap((span.end as usize).clamp(start, line_end.max(start)));
        let from = if start - line_start > SHOWN_BEFORE + 20 { self.snap(start - SHOWN_BEFORE) } else { line_start };
        let to = if line_end - start > SHOWN_BEHIND + 20 { self.snap(start + SHOWN_BEHIND) } else { line_end };
        let end = end.min(to);
        let hidden = self.hidden(self.snap(from.saturating_sub(STEP)).max(line_start), self.snap(to + STEP).min(line_end));
        let mut text = String::from(if from > line_start { "…" } else { "" });
        self.show(from, start, &hidden, &mut text);
        let marked_from = text.len();
        self.show(start, end, &hidden, &mut text);
        let marked = marked_from..text.len();
        self.show(end, to, &hidden, &mut text);
        text.push_str(if to < line_end { "…" } else { "" });
        Excerpt { line, column, text, marked }
    }

    /// What is not shown of a line: a part of an address tells little of what it is, so all of it is looked at.
    fn hidden(&self, from: usize, to: usize) -> Vec<Range<usize>> {
        let text = std::str::from_utf8(self.slice(from, to)).unwrap_or("");
        passwords::hidden(text).into_iter().map(|range| from + range.start..from + range.end).collect()
    }

    /// Writes a part of a line as it is shown.
    fn show(&self, from: usize, to: usize, hidden: &[Range<usize>], out: &mut String) {
        let mut at = from;
        for range in hidden.iter().filter(|range| range.start < to && range.end > from) {
            out.push_str(&shown(self.slice(at, range.start.max(at))));
            out.push('…');
            at = range.end.min(to);
        }
        out.push_str(&shown(self.slice(at, to)));
    }

    fn slice(&self, from: usize, to: usize) -> &[u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// The nearest offset at or before `offset` at which a character begins, or the end.
    fn snap(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        (offset.saturating_sub(3)..=offset)
            .rev()
            .find(|at| self.bytes.get(*at).is_none_or(|byte| begins_character(*byte)))
            .unwrap_or(offset)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let before = self.characters.get(step).copied();
        let (before, from) = before
            .map_or((self.characters.last().copied().unwrap_or(0), self.characters.len().saturating_sub(1) * STEP), |before| {
                (before, step * STEP)
            });
        before + self.slice(from, offset).iter().filter(|byte| begins_character(**byte)).count()
    }
}

/// Whether a byte is no continuation byte of UTF-8.
fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// As shown: what is no UTF-8 as `\u{fffd}`, a byte order mark and the end of a line not at all, a tab as a space so that
/// marks stay below their words, control characters by number.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\u{feff}', "").replace('\t', " ");
    visible(&passwords::without(text.trim_end_matches('\r'))).into_owned()
}
