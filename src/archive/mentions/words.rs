//! Cutting texts into words, fast: each word's place and the hash of its folded form.

use crate::base::{script, text};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Byte offsets.
    pub start: usize,
    pub end: usize,
    /// Hash of its folded form.
    pub hash: u64,
}

/// The words of `text` from `at` on: the first one.
///
/// A word is a run of letters and digits (with the marks on them), or one character of a script that is
/// written without spaces. Apostrophes, points and dashes part words; a name that has them holds them as
/// its [`separator`]s.
pub fn next(text: &str, mut at: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    let mut start = at;
    let mut hash = SEED;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            let folded = ASCII[usize::from(byte)];
            if folded != 0 {
                hash = step(hash, u32::from(folded));
                at += 1;
            } else if at > start {
                break;
            } else {
                at += 1;
                start = at;
            }
            continue;
        }
        let (c, length) = decode(bytes, at);
        match class(c) {
            Class::Letter => {
                hash = step(hash, u32::from(fold(c)));
                at += length;
            }
            // A mark before any letter belongs to nothing.
            Class::Ignored => {
                at += length;
                if hash == SEED {
                    start = at;
                }
            }
            Class::Single if hash == SEED => return Some(Word { start, end: at + length, hash: finish(step(SEED, u32::from(c))) }),
            Class::Single | Class::Between if at > start => break,
            Class::Single | Class::Between => {
                at += length;
                start = at;
            }
        }
    }
    (at > start).then(|| Word { start, end: at, hash: finish(hash) })
}

/// The folded form of one word.
pub fn folded(word: &str) -> String {
    word.chars()
        .filter(|&c| class(c) != Class::Ignored)
        .map(|c| {
            if c.is_ascii() {
                c.to_ascii_lowercase()
            } else if class(c) == Class::Letter {
                fold(c)
            } else {
                c
            }
        })
        .collect()
}

/// The hash of a folded word.
pub fn hash_of(folded: &str) -> u64 {
    finish(folded.chars().fold(SEED, |hash, c| step(hash, u32::from(c))))
}

/// What stands between two words, with its variants folded: every white space a single space, every dash
/// `-`, every apostrophe `'`; and of initials' points with or without a space nothing but `.`.
pub fn separator(between: &str) -> String {
    let mut folded = String::new();
    for c in between.chars() {
        let c = match c {
            c if c.is_whitespace() => ' ',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            '’' | '‘' | 'ʼ' | '`' | '´' | '＇' => '\'',
            '・' | '‧' | '•' | '∙' | '⋅' => '·',
            '“' | '”' | '„' | '«' | '»' => '"',
            '\u{200b}' | '\u{2060}' | '\u{feff}' => continue,
            c => c,
        };
        if !(c == ' ' && folded.ends_with(' ')) {
            folded.push(c);
        }
    }
    if folded.contains('.') && folded.chars().all(|c| matches!(c, '.' | ' ')) { String::from(".") } else { folded }
}

/// Whether words are written in this script without spaces between them, so that each character stands for
/// itself: Chinese, Japanese, Korean (whose particles hang on the name), Thai, Lao, Khmer, Burmese.
pub fn is_unspaced(c: char) -> bool {
    // The point of Katakana parts names.
    script::is_east_asian(c) && c != '・' || matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a word.
    Letter,
    /// A word by itself.
    Single,
    /// Stress marks, soft hyphens, joiners: as if not there.
    Ignored,
    /// All else.
    Between,
}

fn class(c: char) -> Class {
    match u32::from(c) {
        // The scripts most texts are in, before anything slow is asked.
        0x0400..=0x0481 | 0x048a..=0x052f | 0x00c0..=0x00d6 | 0x00d8..=0x00f6 | 0x00f8..=0x024f => Class::Letter,
        // Apostrophes that Unicode counts among the letters.
        0x02bc | 0x2010..=0x206f => match c {
            '\u{200b}'..='\u{200f}' | '\u{2060}' => Class::Ignored,
            _ => Class::Between,
        },
        0x00ad | 0x0301 | 0x200b..=0x200f | 0xfeff => Class::Ignored,
        _ if is_unspaced(c) => Class::Single,
        _ if c.is_alphanumeric() || text::is_mark(c) => Class::Letter,
        _ => Class::Between,
    }
}

/// Small letters, `ё` as `е`.
fn fold(c: char) -> char {
    let folded = match u32::from(c) {
        code @ 0x0410..=0x042f => code + 0x20,
        0x0401 | 0x0451 => 0x0435,
        code @ 0x0430..=0x044f => code,
        code @ (0x00c0..=0x00d6 | 0x00d8..=0x00de) => code + 0x20,
        _ => return c.to_lowercase().next().unwrap_or(c),
    };
    char::from_u32(folded).unwrap_or(c)
}

/// Small letters and digits for those bytes that belong to words; 0 for the rest.
static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// The character at a boundary of UTF-8, and its length.
fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let byte = |i: usize| bytes.get(at + i).map_or(0, |&byte| u32::from(byte));
    let first = byte(0);
    let (code, length) = if first < 0xe0 {
        ((first & 0x1f) << 6 | byte(1) & 0x3f, 2)
    } else if first < 0xf0 {
        ((first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | byte(2) & 0x3f, 3)
    } else {
        ((first & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | byte(3) & 0x3f, 4)
    };
    (char::from_u32(code).unwrap_or(' '), length)
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Fowler–Noll–Vo in shape, with a multiplier that spreads over 64 bits; equal hashes are compared letter
/// by letter later.
fn step(hash: u64, code: u32) -> u64 {
    (hash ^ u64::from(code)).wrapping_mul(0x2127_599b_f432_5c37)
}

fn finish(hash: u64) -> u64 {
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = next(text, at) {
            let words = &text[word.start..word.end];
            assert_eq!(hash_of(&folded(words)), word.hash, "{words}");
            found.push(words);
            at = word.end;
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_cut_in_every_script() {
        check("The U.N.’s “G20”, 2-3!", &["The", "U", "N", "s", "G20", "2", "3"]);
        check("Ёлка по\u{301}езда — ё", &["Ёлка", "по\u{301}езда", "ё"]);
        check("中国和UN的", &["中", "国", "和", "UN", "的"]);
        check("Müller, Straße, Ὀδυσσεύς", &["Müller", "Straße", "Ὀδυσσεύς"]);
        check("हिन्दी العربية", &["हिन्दी", "العربية"]);
        check("\u{301}a \u{ad}b", &["a", "b"]);
        check("", &[]);
    }

    #[test]
    fn variants_fold() {
        assert_eq!(folded("ЁЖ-Ь"), "еж-ь");
        assert_eq!(separator(". "), separator("."));
        assert_eq!(separator("\u{a0}\n"), " ");
        assert_eq!(separator("—"), "-");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_between_characters(text in ".{0,40}") {
            let mut at = 0;
            while let Some(word) = next(&text, at) {
                proptest::prop_assert!(word.start >= at && word.end > word.start);
                proptest::prop_assert!(text.get(word.start..word.end).is_some());
                proptest::prop_assert_eq!(hash_of(&folded(&text[word.start..word.end])), word.hash);
                at = word.end;
            }
        }
    }
}
