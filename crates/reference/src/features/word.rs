//! A word by itself.

use super::mix;
use crate::marks::What;
use scholion_base::script::{is_cyrillic, is_hangul, is_unspaced};

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    pub hash: u32,
    pub suffix: u32,
    pub shape: u8,
    pub class: u32,
    pub year: bool,
    pub initial: bool,
    pub emphasis: bool,
}

/// A hash of a word in lower case, digits made alike.
pub fn word_hash(word: &str) -> u32 {
    word_of(word).hash
}

/// A mark as a word: its kind is all that counts.
pub fn marked(mark: What) -> Word {
    let kind = mark as u8;
    Word { hash: mix(0x0dd_ba11, u32::from(kind)), suffix: u32::from(kind), shape: 64 + kind, ..Word::default() }
}

/// Looks at a word by itself.
pub fn word_of(word: &str) -> Word {
    let mut hash = 0x811c_9dc5u32;
    let (mut last, mut second, mut third) = (0u32, 0u32, 0u32);
    let (mut letters, mut digits, mut upper, mut lower, mut others) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let mut script = 0u32;
    let mut first_upper = false;
    let mut first_digit = false;
    let mut value = 0u32;
    let mut roman = true;
    for (index, c) in word.chars().enumerate() {
        let folded = if c.is_ascii() {
            let byte = c as u8;
            if byte.is_ascii_digit() {
                digits += 1;
                first_digit |= index == 0;
                value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
                roman = false;
                u32::from(b'9')
            } else if byte.is_ascii_uppercase() {
                upper += 1;
                letters += 1;
                first_upper |= index == 0;
                roman &= matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M');
                u32::from(byte.to_ascii_lowercase())
            } else if byte.is_ascii_lowercase() {
                lower += 1;
                letters += 1;
                roman &= matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c');
                u32::from(byte)
            } else {
                others += 1;
                u32::from(byte)
            }
        } else {
            roman = false;
            if c.is_uppercase() {
                upper += 1;
                letters += 1;
                first_upper |= index == 0;
            } else if c.is_lowercase() {
                lower += 1;
                letters += 1;
            } else if c.is_alphabetic() {
                letters += 1;
            } else {
                others += 1;
            }
            script = script.max(match c {
                c if is_cyrillic(c) => 1,
                c if is_unspaced(c) => 2,
                c if is_hangul(c) => 3,
                '\u{370}'..='\u{3ff}' | '\u{590}'..='\u{6ff}' => 4,
                _ => 0,
            });
            u32::from(c.to_lowercase().next().unwrap_or(c))
        };
        hash = mix(hash, folded);
        (third, second, last) = (second, last, folded);
    }
    let year = digits == 4 && letters <= 1 && others == 0 && first_digit && (1450..=2099).contains(&value);
    let initial = letters > 0 && digits == 0 && (upper == letters && letters <= 2 || letters == 1 && script > 0);
    let shape = if year {
        1 + u32::from(letters == 1)
    } else if digits > 0 && letters == 0 {
        match digits {
            1 => 3,
            2 => 4,
            3 => 5,
            4 => 6,
            _ => 7,
        }
    } else if digits > 0 {
        if first_digit { 8 } else { 9 }
    } else if letters == 0 {
        10
    } else if script >= 2 {
        11 + script * 3 + u32::from(letters > 3) + u32::from(letters > 8)
    } else {
        let case = if upper == letters {
            match letters {
                1 => 0,
                2 => 1,
                3 => 2,
                _ => 3,
            }
        } else if first_upper && upper == 1 {
            if letters <= 3 { 4 } else { 5 }
        } else if upper == 0 {
            if letters <= 3 { 6 } else { 7 }
        } else {
            8
        };
        let is_roman = roman && letters > 1 && (upper == letters || lower == letters);
        30 + case + 9 * script + if is_roman { 18 } else { 0 }
    };
    let suffix = if digits > 0 { shape } else { mix(mix(third, second), last) };
    // Words of numbers alone are told apart by their shape.
    let hash = if digits > 0 && letters == 0 { mix(0x00d1_6175, shape) } else { hash };
    Word { hash, suffix, shape: shape as u8, class: 0, year, initial, emphasis: false }
}
