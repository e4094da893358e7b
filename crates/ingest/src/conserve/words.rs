//! The words of a text, each with its digest and place.

use crate::chars;

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its digest; equal words have equal digests, and others hardly ever (64 bits).
    pub digest: u64,
    start: u32,
    /// Where it ends, and in the highest bit the flag: a text has many words.
    end: u32,
}

const FLAG: u32 = 1 << 31;

impl Word {
    fn new(digest: u64, start: usize, end: usize, flag: bool) -> Self {
        Self { digest, start: offset(start), end: offset(end) | if flag { FLAG } else { 0 } }
    }

    pub fn start(&self) -> usize {
        self.start as usize
    }

    pub fn end(&self) -> usize {
        (self.end & !FLAG) as usize
    }

    /// In a source: a hyphen and a line end follow. In an output: the label of a note, which may have been printed or not.
    pub fn flag(&self) -> bool {
        self.end & FLAG != 0
    }
}

/// The words of a text, markup left out: addresses of links to records, tags and labels of notes.
pub(super) fn words(text: &str, source: bool) -> Words<'_> {
    Words { text, at: 0, source }
}

/// See [`words`].
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
    source: bool,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let Self { text, source, .. } = *self;
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let at = self.at;
            if byte.is_ascii_alphanumeric() || byte >= 0x80 {
                let (end, value) = word(text, at);
                if end == at {
                    self.at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                    continue;
                }
                self.at = end;
                return Some(Word::new(value, at, end, source && is_cut(text, end)));
            }
            let (skip, label) = markup(text, at, byte, source);
            self.at += skip;
            if label.is_some() {
                return label;
            }
        }
        None
    }
}

/// How many bytes of markup stand at `at`, and the label of a note among them.
fn markup(text: &str, at: usize, byte: u8, source: bool) -> (usize, Option<Word>) {
    let bytes = text.as_bytes();
    let mut label = None;
    // What is printed as markup is escaped in an output, and none of its own.
    let escaped = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\');
    let skip = match byte {
        b']' if !source && text.get(at..).is_some_and(|rest| rest.starts_with("](#ref-")) => text.get(at..).and_then(|rest| rest.find(')')),
        b'<' => {
            let rest = text.get(at..).unwrap_or("");
            let raised = ["<sup>", "</sup>"].into_iter().find(|tag| rest.starts_with(tag)).map(str::len);
            // A tag that marks the language of a passage is none of the text's words.
            raised.or_else(|| if source || escaped { None } else { language_tag(rest) })
        }
        b'[' if bytes.get(at + 1) == Some(&b'^') => {
            let end = text.get(at..).and_then(|rest| rest.bytes().take(70).position(|byte| byte == b']'));
            if let Some(end) = end
                && !(source || escaped)
            {
                let (word_end, value) = word(text, at + 2);
                label = (word_end == at + end).then(|| Word::new(value, at + 2, word_end, true));
            }
            end
        }
        _ => None,
    };
    (skip.unwrap_or(1).max(1), label)
}

/// The length of a tag that marks a passage in another language.
fn language_tag(rest: &str) -> Option<usize> {
    if rest.starts_with("</div>") {
        return Some("</div>".len());
    }
    let behind = rest.strip_prefix("<div lang=\"")?;
    behind.bytes().take(12).position(|byte| byte == b'"').map(|end| rest.len() - behind.len() + end + 1)
}

/// Where the word at `at` ends, and its digest. Letters and digits do not mix.
fn word(text: &str, at: usize) -> (usize, u64) {
    let mut hash = SEED;
    let mut end = at;
    let mut digits = None;
    // Most words are letters of ASCII, and these need no decoding.
    for &byte in text.as_bytes().get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphabetic()) {
        hash = step(hash, byte.to_ascii_lowercase().into());
        digits = Some(false);
        end += 1;
    }
    for c in text.get(end..).unwrap_or("").chars() {
        let digit = c.is_ascii_digit();
        if !(digit || is_letter(c)) || digits.is_some_and(|digits| digits != digit) {
            break;
        }
        digits = Some(digit);
        hash = mix(hash, c);
        end += c.len_utf8();
    }
    (end, hash)
}

/// Letters, and marks that belong to the letter before; superscript digits are neither.
fn is_letter(c: char) -> bool {
    match u32::from(c) {
        0..=0x7f => c.is_ascii_alphabetic(),
        // Of these no table need be asked: letters of Latin and Cyrillic, marks of combination, dashes and quotation marks.
        0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x24f | 0x300..=0x36f | 0x400..=0x481 => true,
        0x2000..=0x206f => false,
        _ => c.is_alphabetic() || (c.is_numeric() && !chars::is_superscript(c)),
    }
}

/// Whether a hyphen and a line's end follow, blanks of any kind and emphasis aside: the word goes on elsewhere.
fn is_cut(text: &str, end: usize) -> bool {
    let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix(['-', '‐'])) else { return false };
    rest.chars().find(|c| *c == '\n' || !c.is_whitespace() && !matches!(c, '*' | '_')).is_none_or(|c| c == '\n')
}

/// The digest of no characters.
pub(super) const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

pub(super) fn digest(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(SEED, mix)
}

pub(super) fn mix(hash: u64, c: char) -> u64 {
    match c {
        '\0'..='\u{7f}' => step(hash, c.to_ascii_lowercase().into()),
        'а'..='я' => step(hash, c.into()),
        _ => c.to_lowercase().fold(hash, |hash, c| step(hash, c.into())),
    }
}

fn step(hash: u64, c: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(SEED)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).min(FLAG - 1)
}
