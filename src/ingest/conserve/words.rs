//! The words of a text, each with its digest and place.

use crate::ingest::chars;

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its digest; equal words have equal digests, and others hardly ever (64 bits).
    pub digest: u64,
    pub start: u32,
    pub end: u32,
    /// In a source: a hyphen and a line end follow. In an output: the label of a note, which may
    /// have been printed or not.
    pub flag: bool,
}

/// The words of a text, markup left out: addresses of links to records, tags and labels of notes.
pub(super) fn words(text: &str, source: bool) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            let (end, value) = word(text, at);
            if end == at {
                at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                continue;
            }
            words.push(Word { digest: value, start: offset(at), end: offset(end), flag: source && is_cut(text, end) });
            at = end;
            continue;
        }
        let skip = match byte {
            b']' if !source && text.get(at..).is_some_and(|rest| rest.starts_with("](#ref-")) => {
                text.get(at..).and_then(|rest| rest.find(')'))
            }
            b'<' => {
                let rest = text.get(at..).unwrap_or("");
                let raised = ["<sup>", "</sup>"].into_iter().find(|tag| rest.starts_with(tag)).map(str::len);
                // A tag that marks the language of a passage is none of the text's words; a printed one is escaped.
                let escaped = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\');
                raised.or_else(|| if source || escaped { None } else { language_tag(rest) })
            }
            b'[' if bytes.get(at + 1) == Some(&b'^') => {
                let end = text.get(at..).and_then(|rest| rest.bytes().take(70).position(|byte| byte == b']'));
                if let Some(end) = end
                    && !source
                {
                    let (word_end, value) = word(text, at + 2);
                    if word_end == at + end {
                        words.push(Word { digest: value, start: offset(at + 2), end: offset(word_end), flag: true });
                    }
                }
                end
            }
            _ => None,
        };
        at += skip.unwrap_or(1).max(1);
    }
    words
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
    for c in text.get(at..).unwrap_or("").chars() {
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
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        c.is_alphabetic() || (c.is_numeric() && !chars::is_superscript(c)) || matches!(u32::from(c), 0x300..=0x36f)
    }
}

/// Whether a hyphen and a line's end follow, emphasis aside: the word goes on elsewhere.
fn is_cut(text: &str, end: usize) -> bool {
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let hyphen = if rest.first() == Some(&b'-') {
        1
    } else if rest.starts_with("‐".as_bytes()) {
        3
    } else {
        return false;
    };
    rest.iter().skip(hyphen).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'*' | b'_')).is_none_or(|&byte| byte == b'\n')
}

/// The digest of no characters.
pub(super) const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

pub(super) fn digest(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(SEED, mix)
}

pub(super) fn mix(hash: u64, c: char) -> u64 {
    let step = |hash: u64, c: char| (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(SEED);
    if c.is_ascii() { step(hash, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(hash, step) }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
