//! What the tokenizer knows of letters and languages: one set of tables, from which both its halves are driven.
//!
//! The half in Rust reads them here, that in JavaScript gets them as `search/words.js` ([`script`]).

use std::fmt::Write;

use scholion_lang::{SCRIPT, STEMMER};

use crate::base::Lang;

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

/// What stands inside a word and is no part of it: soft hyphen, joiners, the invisible ones.
pub const JOINERS: &[(u32, u32)] = &[(0x00ad, 0x00ad), (0x200c, 0x200d), (0x2060, 0x2060), (0xfeff, 0xfeff), (0x0640, 0x0640)];

/// Marks that are left out wherever they stand: points and vowel signs of Hebrew and Arabic.
pub const POINTS: &[(u32, u32)] = &[(0x0591, 0x05c7), (0x0610, 0x061a), (0x064b, 0x065f), (0x0670, 0x0670), (0x06d6, 0x06ed)];

/// Letters that stand for others where they have no decomposition in Unicode.
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
];

/// Languages that are not written in Latin letters: words in these letters in their texts are mostly English.
fn not_latin() -> impl Iterator<Item = &'static str> {
    SCRIPT.all().filter(|script| script.word != "Latn").flat_map(|script| script.langs.tags())
}

/// Languages in Cyrillic letters besides Russian: their words keep their endings.
fn cyrillic() -> impl Iterator<Item = &'static str> {
    SCRIPT.langs("Cyrl").tags().filter(|lang| *lang != "ru")
}

/// The most letters of a word that count.
pub const LONGEST: usize = 40;

/// Which endings a passage's words lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stems {
    /// Words in Latin letters are English.
    pub english: bool,
    /// Words in Cyrillic letters are Russian.
    pub russian: bool,
}

impl Stems {
    /// Those of a passage in `lang`.
    pub fn of(lang: &Lang) -> Self {
        let primary = lang.primary().to_ascii_lowercase();
        let primary = primary.as_str();
        let script = SCRIPT.of(primary).next();
        Self {
            english: primary == "und" || STEMMER.langs("english").has(primary) || script.is_some_and(|script| script != "Latn"),
            russian: STEMMER.langs("russian").has(primary) || script != Some("Cyrl"),
        }
    }
}

/// Whether one of the ranges holds the character.
pub fn holds(ranges: &[(u32, u32)], c: char) -> bool {
    let c = u32::from(c);
    ranges.iter().any(|&(first, last)| first <= c && c <= last)
}

fn list(langs: impl Iterator<Item = &'static str>) -> String {
    let mut langs: Vec<&str> = langs.collect();
    langs.sort_unstable();
    langs.join(" ")
}

/// The tables for the half in JavaScript.
pub fn script() -> String {
    let mut script = String::from("scholion.give(\"words\",{");
    for (name, ranges) in [("unspaced", UNSPACED), ("joiners", JOINERS), ("points", POINTS)] {
        let all: Vec<String> = ranges.iter().map(|(first, last)| format!("{first},{last}")).collect();
        // Writing to a string never fails.
        let _ = write!(script, "{name}:[{}],", all.join(","));
    }
    let letters: Vec<String> = LETTERS.iter().map(|(from, to)| format!("\"{from}\":\"{to}\"")).collect();
    let _ = write!(script, "letters:{{{}}},notLatin:\"{}\",cyrillic:\"{}\",", letters.join(","), list(not_latin()), list(cyrillic()));
    let _ = writeln!(script, "longest:{LONGEST}}});");
    script
}
