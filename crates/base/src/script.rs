//! What characters are, whatever the script: which script a letter is of, the value of a digit, the marks that end sentences.
//!
//! Scripts of East Asia, which no spaces part into words, are asked for in every text, and have their ranges here (Unicode 17, Blocks.txt
//! and Scripts.txt; letters that Unicode has not given out yet go with their blocks). All others are looked up in Unicode's tables.

use icu_properties::{
    CodePointMapData, CodePointSetData, PropertyNamesShort,
    props::{Script, SentenceTerminal},
};

/// Chinese characters (Han), their radicals and repetition marks.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303b}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Hiragana and Katakana, with their marks.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Hangul, in syllables and in parts.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}')
}

/// Letters of Chinese and Japanese, which are written without spaces.
#[inline]
pub fn is_unspaced(c: char) -> bool {
    c >= EASTERN && (is_han(c) || is_kana(c))
}

/// Before this stands no letter of Chinese or Japanese, nor a mark that is as wide.
const EASTERN: char = '\u{2e80}';

/// Letters of Chinese, Japanese and Korean.
pub fn is_east_asian(c: char) -> bool {
    is_unspaced(c) || is_hangul(c)
}

/// Letters of Chinese and Japanese and their points, which are as wide as they.
#[inline]
pub fn is_wide(c: char) -> bool {
    c >= EASTERN
        && (is_unspaced(c)
            || matches!(c, '\u{3000}'..='\u{303f}' | '\u{31a0}'..='\u{31bf}' | '\u{3100}'..='\u{312f}' | '\u{ff00}'..='\u{ff60}'))
}

/// Cyrillic letters.
pub fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether a character is a letter, as Unicode has it: of Latin and Cyrillic, which are asked for in every text, without its tables.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphabetic(),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        _ => c.is_alphabetic(),
    }
}

/// Whether a character is a letter or a number.
#[inline]
pub fn is_letter_or_number(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c) || !c.is_ascii() && c.is_numeric()
}

/// A text in small letters, as [`str::to_lowercase`] gives it; Russian without Unicode's tables.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
            'а'..='я' | 'ё' | '–' | '—' | '«' | '»' | '№' => lower.push(c),
            'А'..='Я' => lower.push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
            // The last sigma of a word has a form of its own.
            'Σ' => return text.to_lowercase(),
            _ => lower.extend(c.to_lowercase()),
        }
    }
    lower
}

/// The script of a letter as ISO 15924 names it (UAX #24); `None` of what all scripts share.
pub fn script(c: char) -> Option<&'static str> {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphabetic().then_some("Latn"),
        // What is asked for most, without Unicode's tables: letters with accents, Cyrillic ones, marks that all scripts share.
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => Some("Latn"),
        '\u{400}'..='\u{45f}' => Some("Cyrl"),
        '\u{a0}'..='\u{a9}' | '\u{ab}'..='\u{b9}' | '\u{2010}'..='\u{2029}' | '\u{2030}'..='\u{205e}' | '\u{2074}'..='\u{207e}' => None,
        _ => by_table(c),
    }
}

fn by_table(c: char) -> Option<&'static str> {
    let script = CodePointMapData::<Script>::new().get(c);
    let is_none = matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    PropertyNamesShort::<Script>::new().get(script).filter(|_| !is_none)
}

/// Whether a mark ends sentences, in any script (Unicode, Sentence_Terminal).
pub fn ends_sentence(c: char) -> bool {
    match c {
        '.' | '!' | '?' => true,
        _ => !c.is_ascii() && CodePointSetData::new::<SentenceTerminal>().contains(c),
    }
}

/// The value of a decimal digit, in any script (Unicode, general category Nd): the ten of each stand in a row.
pub fn decimal(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    if !c.is_numeric() {
        return None;
    }
    let place = ZEROS.partition_point(|&zero| zero <= u32::from(c)).checked_sub(1)?;
    ZEROS.get(place).map(|zero| u32::from(c) - zero).filter(|value| *value < 10)
}

/// The digit zero of each script but ASCII (Unicode 17, UnicodeData.txt).
const ZEROS: [u32; 76] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0,
    0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730,
    0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce,
    0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_belong_to_their_script() {
        assert!("王々〇𠀀".chars().all(is_han) && "あアー".chars().all(is_kana) && "가ᄀ".chars().all(is_hangul));
        assert!("王あ가".chars().all(is_east_asian) && !"가".chars().any(is_unspaced) && "，。「（王".chars().all(is_wide));
        assert!("Щё".chars().all(is_cyrillic));
        for c in "aéЖא٣·—。".chars() {
            assert!(!is_east_asian(c), "{c}");
        }
    }

    #[test]
    fn scripts_digits_and_stops_are_those_of_unicode() {
        assert_eq!(
            ["aß", "Ж", "كَ", "ש", "क", "ไ", "王", "ア", "가"].map(|text| text.chars().next().and_then(script)),
            [Some("Latn"), Some("Cyrl"), Some("Arab"), Some("Hebr"), Some("Deva"), Some("Thai"), Some("Hani"), Some("Kana"), Some("Hang"),]
        );
        assert_eq!([script('1'), script(' '), script('。'), script('\u{301}')], [None; 4]);
        assert!(('\0'..='\u{2fff}').all(|c| script(c) == by_table(c) && (!is_wide(c) || c >= EASTERN)));
        assert_eq!(
            ['7', '٧', '۷', '७', '๗', '７', '七', '⑦', '½', 'x'].map(decimal),
            [Some(7), Some(7), Some(7), Some(7), Some(7), Some(7), None, None, None, None,]
        );
        assert!(ZEROS.is_sorted() && ".!?。！؟۔।։።".chars().all(ends_sentence) && !",;:、，،".chars().any(ends_sentence));
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!((is_letter(c), is_letter_or_number(c)), (c.is_alphabetic(), c.is_alphanumeric()), "{c:?}");
        }
        for text in ["Лёд на ОЗЁРАХ № 7 — «Ыйъ»", "STRASSE Straße İI", "ΟΔΥΣΣΕΥΣ Σ", "ЇЖАК Ђорђе", "ice"]
        {
            assert_eq!(lowercase(text), text.to_lowercase());
        }
    }
}
