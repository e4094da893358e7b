//! Signs and accents of TeX: what stands for a command. The one list of them.
//!
//! Sources: LaTeX 2e, "Special Characters"; S. Pakin, "The Comprehensive LaTeX Symbol List"; the encodings T1, TS1, T2A; the manuals of
//! babel, csquotes and textcomp.
//!
//! 1. [`accent`] and [`accented`]: commands that set a mark on the letter behind them;
//! 2. [`sign`]: commands that stand for signs in a text;
//! 3. [`math`]: those that do so in formulas.

mod formulas;
mod signs;

use crate::text::composed;

/// Commands that set a mark on a letter, and the mark (Unicode, "Combining Diacritical Marks").
const ACCENTS: [(&str, char); 31] = [
    ("\"", '\u{308}'),
    ("'", '\u{301}'),
    (".", '\u{307}'),
    ("=", '\u{304}'),
    ("C", '\u{30f}'),
    ("G", '\u{30f}'),
    ("H", '\u{30b}'),
    ("U", '\u{30e}'),
    ("^", '\u{302}'),
    ("`", '\u{300}'),
    ("b", '\u{331}'),
    ("c", '\u{327}'),
    ("capitalacute", '\u{301}'),
    ("capitalbreve", '\u{306}'),
    ("capitalcaron", '\u{30c}'),
    ("capitalcedilla", '\u{327}'),
    ("capitalcircumflex", '\u{302}'),
    ("capitaldieresis", '\u{308}'),
    ("capitalgrave", '\u{300}'),
    ("capitalmacron", '\u{304}'),
    ("capitaltilde", '\u{303}'),
    ("d", '\u{323}'),
    ("f", '\u{311}'),
    ("h", '\u{309}'),
    ("k", '\u{328}'),
    ("r", '\u{30a}'),
    ("textcommabelow", '\u{326}'),
    ("tilde", '\u{303}'),
    ("u", '\u{306}'),
    ("v", '\u{30c}'),
    ("~", '\u{303}'),
];

/// The mark that a command sets on a letter.
pub fn accent(command: &str) -> Option<char> {
    ACCENTS.iter().find(|(name, _)| *name == command).map(|(_, mark)| *mark)
}

/// Letters of which the first bears a mark, in one character where there is one (NFC). A dotless i or j below a mark is the letter itself.
pub fn accented(mark: char, letters: &str) -> String {
    let mut chars = letters.chars();
    let letter = match chars.next() {
        Some('ı') => 'i',
        Some('ȷ') => 'j',
        Some(letter) => letter,
        // A mark on nothing stands by itself.
        None => '\u{a0}',
    };
    // Further marks of the letter stand before this one.
    let marks = chars.as_str().len() - chars.as_str().trim_start_matches(crate::text::is_mark).len();
    let (marks, rest) = chars.as_str().split_at(marks);
    composed(std::iter::once(letter).chain(marks.chars()).chain([mark])) + rest
}

/// The letters of the encoding T2A: behind `CYR` their names, as capitals, and in small letters behind `cyr`.
const CYRILLIC: [&str; 3] = [
    "A B C CH D DJE DZE DZHE E EREV ERY F FITA G GUP H HRDSN I IE II ISHRT IZH JE K L LJE M N NJE O P R S SFTSN SH SHCH T TSHE U USHRT V YA YAT YI YO YU Z ZH",
    "АБЦЧДЂЅЏЕЭЫФѲГҐХЪИЄІЙѴЈКЛЉМНЊОПРСЬШЩТЋУЎВЯѢЇЁЮЗЖ",
    "абцчдђѕџеэыфѳгґхъиєійѵјклљмнњопрсьшщтћуўвяѣїёюзж",
];

fn cyrillic(command: &str) -> Option<&'static str> {
    let [names, capitals, small] = CYRILLIC;
    let (name, letters) =
        command.strip_prefix("CYR").map(|name| (name, capitals)).or_else(|| command.strip_prefix("cyr").map(|name| (name, small)))?;
    let place = names.split(' ').position(|known| known.eq_ignore_ascii_case(name))?;
    let (at, letter) = letters.char_indices().nth(place)?;
    letters.get(at..at + letter.len_utf8())
}

/// What a command stands for in a text: `ss` for ß, `textemdash` for a dash.
pub fn sign(command: &str) -> Option<&'static str> {
    if let Some(letter) = cyrillic(command) {
        return Some(letter);
    }
    signs::SIGNS.binary_search_by_key(&command, |(name, _)| name).ok().and_then(|at| signs::SIGNS.get(at)).map(|(_, sign)| *sign)
}

/// What a command stands for in a formula: `leftrightarrow` for ↔, `alpha` for α.
pub fn math(command: &str) -> Option<&'static str> {
    formulas::SIGNS.binary_search_by_key(&command, |(name, _)| name).ok().and_then(|at| formulas::SIGNS.get(at)).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [signs::SIGNS, formulas::SIGNS] {
            for pair in table.windows(2) {
                assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
            }
        }
        assert!(ACCENTS.is_sorted());
    }

    #[test]
    fn letters_bear_their_marks() {
        for (command, letters, expected) in [
            ("'", "\u{131}", "í"),
            ("\"", "ou", "öu"),
            ("v", "C", "Č"),
            ("c", "s", "ş"),
            ("textcommabelow", "s", "ș"),
            ("'", "ê", "ế"),
            ("r", "a", "å"),
            ("u", "и", "й"),
            ("~", "", "\u{a0}\u{303}"),
        ] {
            assert_eq!(accented(accent(command).unwrap(), letters), expected, "{command}{letters}");
        }
        assert_eq!((sign("CYRISHRT"), sign("cyrya"), sign("CYR")), (Some("Й"), Some("я"), None));
        assert_eq!((sign("textemdash"), sign("leftrightarrow"), math("leftrightarrow")), (Some("—"), None, Some("↔")));
    }
}
