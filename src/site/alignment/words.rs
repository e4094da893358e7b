//! Words of a text, folded, with their places.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::FxBuildHasher;

use crate::base::{script::is_unspaced, text};

/// The words of a text: runs of letters and digits, cut at hyphens, so that a hyphen at the end of
/// a line makes no difference.
pub struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// The words in order.
    pub words: Vec<Word>,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The hash of its folded form.
    pub hash: u64,
    /// Its first byte.
    pub start: u32,
    /// Behind its last byte.
    pub end: u32,
}

impl<'t> Words<'t> {
    /// The words of `text`.
    pub fn of(text: &'t str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut start = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            // A superscript digit is the mark of a note, which the document writes as markup.
            let inside = c.is_alphanumeric() && !is_mark(c) || c == '\u{ad}' || unicode_normalization::char::is_combining_mark(c);
            // An apostrophe between letters belongs to the word.
            let joins = matches!(c, '\'' | '’') && start.is_some() && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
            match (inside || joins, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    push(&mut words, text, from, at);
                    start = None;
                }
                _ => {}
            }
            // A character of a script without spaces is a word.
            if inside
                && is_unspaced(c)
                && let Some(from) = start
            {
                push(&mut words, text, from, at + c.len_utf8());
                start = None;
            }
        }
        if let Some(from) = start {
            push(&mut words, text, from, text.len());
        }
        Self { text, words }
    }

    /// Whether an empty line stands between a word and the one before it.
    pub fn begins_paragraph(&self, at: usize) -> bool {
        let Some((before, word)) = at.checked_sub(1).and_then(|before| Some((self.words.get(before)?, self.words.get(at)?))) else {
            return false;
        };
        let between = self.text.get(before.end as usize..word.start as usize).unwrap_or("");
        between.split('\n').skip(1).any(|line| line.trim().is_empty()) && between.matches('\n').count() > 1
    }

    /// The text of words `from` to `to`, with what stands between them.
    pub fn between(&self, from: usize, to: usize) -> &'t str {
        let start = self.words.get(from).map_or(self.text.len(), |word| word.start as usize);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.end as usize);
        self.text.get(start..end.max(start)).unwrap_or("")
    }
}

fn push(words: &mut Vec<Word>, text: &str, start: usize, end: usize) {
    let word = text.get(start..end).unwrap_or("");
    let mut hasher = FxBuildHasher.build_hasher();
    if word.is_ascii() {
        word.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
    } else {
        hasher.write(text::fold(word).as_bytes());
    }
    let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    words.push(Word { hash: hasher.finish(), start: cut(start), end: cut(end) });
}

fn is_mark(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}
