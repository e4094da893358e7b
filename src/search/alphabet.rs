//! What the tokenizer knows of letters: one set of tables, from which both its halves are driven.
//!
//! The half in Rust reads them here, that in JavaScript gets them as `search/words.js` ([`super::tables`]).

/// Letters of scripts that are written without spaces between words: first and last. They are indexed in pairs.
pub const UNSPACED: &[(u32, u32)] = &[
    (0x0e01, 0x0eff),   // Thai, Lao
    (0x1000, 0x109f),   // Myanmar
    (0x1100, 0x11ff),   // Hangul, in parts
    (0x1780, 0x17ff),   // Khmer
    (0x2e80, 0x2fdf),   // radicals
    (0x3005, 0x3007),   // Japanese and Chinese marks of repetition, and the zero
    (0x3021, 0x3029),   // numerals of Suzhou
    (0x3031, 0x3035),   // marks of repetition
    (0x3041, 0x30ff),   // Hiragana, Katakana
    (0x3105, 0x318f),   // Bopomofo, Hangul letters
    (0x31a0, 0x31ff),   // more of these
    (0x3400, 0x4dbf),   // Chinese characters
    (0x4e00, 0x9fff),   // Chinese characters
    (0xac00, 0xd7ff),   // Hangul
    (0xf900, 0xfaff),   // Chinese characters for compatibility
    (0xff66, 0xffdc),   // half-width Katakana and Hangul
    (0x20000, 0x3ffff), // Chinese characters
];

/// The Chinese characters that are asked for in every text.
pub const COMMON_HAN: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// What stands inside a word and is no part of it: soft hyphen, joiners, the invisible ones, the tatweel, the marks of Hebrew abbreviations.
pub const JOINERS: &[(u32, u32)] =
    &[(0x00ad, 0x00ad), (0x05f3, 0x05f4), (0x0640, 0x0640), (0x200c, 0x200d), (0x2060, 0x2060), (0xfeff, 0xfeff)];

/// What parts of an Arabic word are kept apart by, and the letters among which it says where a Persian prefix ends.
pub const HALF_SPACE: (char, u32, u32) = ('\u{200c}', 0x600, 0x6ff);

/// Marks with which a line ends that divides a word; `¬` is that of transcripts.
pub const DIVIDERS: &[char] = &['\u{ad}', '¬'];

/// Hyphens that join words.
pub const HYPHENS: &[char] = &['-', '\u{2010}', '\u{2011}'];

/// Apostrophes, as they are written.
pub const APOSTROPHES: &[char] = &['\'', '’', 'ʼ'];

/// What stands between thousands: `1,000,000`, `1.000.000`, `1’000’000`, and spaces at which no line ends.
pub const GROUPERS: &[char] = &[',', '.', '\'', '’', '\u{a0}', '\u{2009}', '\u{202f}', '\u{66c}'];

/// Letters before which an apostrophe is a letter of Ukrainian and Belarusian: `п'ять`.
pub const AFTER_APOSTROPHE: &str = "яюєїеёЯЮЄЇЕЁ";

/// Marks that are left out wherever they stand: points and vowel signs of Hebrew and Arabic.
pub const POINTS: &[(u32, u32)] = &[(0x0591, 0x05c7), (0x0610, 0x061a), (0x064b, 0x065f), (0x0670, 0x0670), (0x06d6, 0x06ed)];

/// The zeros of all scripts that have digits of their own, each followed by its nine others (Unicode 17, general category Nd; those that
/// have compatible forms are made ASCII by NFKD).
pub const ZEROS: &[u32] = &[
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040,
    0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50,
    0xabf0,
];

/// Letters that stand for others where they have no decomposition in Unicode: Latin ones, the last sigma, and letters that Arabic, Persian
/// and Urdu write in several ways.
pub const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ı', "i"),
    ('þ', "th"),
    ('ς', "σ"),
    ('ٱ', "ا"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ے', "ي"),
    ('ک', "ك"),
    ('ة', "ه"),
    ('ہ', "ه"),
    ('ھ', "ه"),
    ('ە', "ه"),
];

/// Katakana, which is compared as Hiragana: the first, the last, and how far apart the two are.
pub const KATAKANA: (u32, u32, u32) = (0x30a1, 0x30f6, 0x60);

/// Particles behind Korean words, which queries leave out.
pub const PARTICLES: &[&str] =
    &["은", "는", "이", "가", "을", "를", "의", "에", "도", "로", "와", "과", "에서", "으로", "에게", "부터", "까지"];

/// Scripts whose words lose endings, with their small letters as they are once they are decomposed and composed (NFC).
pub const SCRIPTS: &[(&str, &[(u32, u32)])] = &[
    ("Latn", &[(0x61, 0x7a), (0xdf, 0x24f), (0x1e00, 0x1eff)]),
    ("Cyrl", &[(0x400, 0x52f)]),
    ("Grek", &[(0x370, 0x3ff), (0x1f00, 0x1fff)]),
    ("Arab", &[(0x620, 0x64a), (0x66e, 0x6d5), (0x6ee, 0x6ff), (0x200c, 0x200c)]),
    ("Hebr", &[(0x5d0, 0x5f2)]),
    ("Armn", &[(0x560, 0x588)]),
    ("Deva", &[(0x900, 0x965), (0x970, 0x97f)]),
    ("Taml", &[(0xb80, 0xbe5)]),
];

/// The most letters of a word that count.
pub const LONGEST: usize = 40;

/// Whether one of the ranges holds the character.
pub fn holds(ranges: &[(u32, u32)], c: char) -> bool {
    let c = u32::from(c);
    ranges.iter().any(|&(first, last)| first <= c && c <= last)
}
