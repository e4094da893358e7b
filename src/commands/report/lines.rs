//! Offsets as people count them, and lines as a terminal can show them.

use std::borrow::Cow;

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
    pub marked: std::ops::Range<usize>,
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
        let mut text = String::from(if from > line_start { "…" } else { "" });
        text.push_str(&shown(self.slice(from, start)));
        let marked_from = text.len();
        text.push_str(&shown(self.slice(start, end)));
        let marked = marked_from..text.len();
        text.push_str(&shown(self.slice(end, to)));
        text.push_str(if to < line_end { "…" } else { "" });
        Excerpt { line, column, text, marked }
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

/// As shown: a password in an address as `…`, what is no UTF-8 as `\u{fffd}`, a byte order mark and the end of a line not at all, a tab as a space so that
/// marks stay below their words, control characters by number.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\u{feff}', "").replace('\t', " ");
    visible(&without_passwords(text.trim_end_matches('\r'))).into_owned()
}

/// A text with `…` for the user and the password of each address in it (RFC 3986, section 7.5): what is shown on a terminal is kept in
/// logs.
fn without_passwords(text: &str) -> Cow<'_, str> {
    const BEGIN: &str = "://";
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(BEGIN) {
        let authority =
            behind.find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'')).map_or(behind, |end| &behind[..end]);
        shown.push_str(before);
        shown.push_str(BEGIN);
        rest = behind;
        if let Some((user, _)) = authority.rsplit_once('@') {
            shown.push('…');
            rest = behind.get(user.len()..).unwrap_or("");
        }
    }
    if shown.is_empty() {
        return Cow::Borrowed(text);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        for (text, shown) in [
            ("base-url: https://user:word@a.example/x/", "base-url: https://…@a.example/x/"),
            ("'ftp://a:b@c' and http://d:e@f/@", "'ftp://…@c' and http://…@f/@"),
            ("https://a.example/b:c@d mail a:b@c", "https://a.example/b:c@d mail a:b@c"),
            ("no address", "no address"),
        ] {
            assert_eq!(without_passwords(text), shown);
        }
    }
}
