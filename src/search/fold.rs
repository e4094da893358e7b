//! How a word is compared, in two steps, since stemmers want the letters of their language: [`small`] makes compatible forms alike and
//! letters small, [`plain`] leaves out accents.

use unicode_normalization::{UnicodeNormalization, char::decompose_compatible, char::is_combining_mark};

use super::alphabet::{self, holds};

/// Chinese characters of one country, each followed by the simplified one that it stands for, in order; made by `tools/make_han.py` of the lists
/// of OpenCC (<https://github.com/BYVoid/OpenCC>, Apache License 2.0).
pub const HAN: &str = include_str!("han.txt");

/// How a word is compared; empty if nothing remains of it.
pub fn fold(word: &str) -> String {
    plain(small(word, false))
}

/// A word in small letters, accents and all: compatible forms alike, digits those of ASCII, without what stands inside words and is no
/// part of them but for the half space of Persian, without points of Hebrew and Arabic, and in Cyrillic without stress and the dots of
/// `ё`. In Turkish an `I` is an `ı`.
pub fn small(word: &str, is_dotless: bool) -> String {
    let mut small = String::with_capacity(word.len());
    if !is_dotless && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        small.push_str(word.get(..alphabet::LONGEST).unwrap_or(word));
        small.make_ascii_lowercase();
        return small;
    }
    // The last letter that is no mark: it decides which marks on it count.
    let mut base = '\0';
    let mut has_marks = false;
    let mut put = |c: char| {
        if is_combining_mark(c) {
            if !is_no_letter(c, base) {
                has_marks = true;
                small.push(c);
            }
            return;
        }
        let (half_space, first, last) = alphabet::HALF_SPACE;
        if c == half_space {
            small.extend((first..=last).contains(&u32::from(base)).then_some(c));
            return;
        }
        base = c;
        if c.is_alphanumeric() && !holds(alphabet::JOINERS, c) && !alphabet::APOSTROPHES.contains(&c) {
            has_marks |= matches!(c, '\u{1100}'..='\u{11ff}');
            small.push(digit(c));
        }
    };
    for c in word.chars() {
        match c {
            'а'..='и' | 'к'..='я' | '\u{4e00}'..='\u{9fff}' => put(c),
            'I' if is_dotless => put('ı'),
            'İ' if is_dotless => put('i'),
            _ => decompose_compatible(c, |c| c.to_lowercase().for_each(|c| decompose_compatible(c, &mut put))),
        }
    }
    if has_marks {
        small = small.nfc().collect();
    }
    if let Some((cut, _)) = small.char_indices().nth(alphabet::LONGEST) {
        small.truncate(cut);
    }
    small
}

/// Without accents on Latin and Greek letters, and with letters that stand for others written as these.
pub fn plain(small: String) -> String {
    if small.chars().all(|c| matches!(c, '\0'..='\u{7f}' | 'а'..='я')) {
        return small;
    }
    let mut plain = String::with_capacity(small.len());
    let mut base = '\0';
    let mut has_marks = false;
    for c in small.chars().nfd() {
        if is_combining_mark(c) {
            if base >= '\u{400}' || !matches!(c, '\u{300}'..='\u{36f}') {
                has_marks = true;
                plain.push(c);
            }
            continue;
        }
        base = c;
        if c == alphabet::HALF_SPACE.0 {
            continue;
        }
        match alphabet::LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, others)) => plain.push_str(others),
            None => {
                has_marks |= matches!(c, '\u{1100}'..='\u{11ff}');
                plain.push(simplified(hiragana(c)));
            }
        }
    }
    if has_marks { plain.nfc().collect() } else { plain }
}

/// Whether a mark on this letter makes no other letter in any language: points, stress, the dots of `ё`.
fn is_no_letter(mark: char, base: char) -> bool {
    match base {
        _ if holds(alphabet::POINTS, mark) => true,
        '\u{400}'..='\u{52f}' => matches!(mark, '\u{300}' | '\u{301}') || (base == 'е' && mark == '\u{308}'),
        _ => false,
    }
}

/// A digit of any script as one of ASCII.
fn digit(c: char) -> char {
    let code = u32::from(c);
    if code < 0x660 {
        return c;
    }
    let value = alphabet::ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Katakana as Hiragana.
fn hiragana(c: char) -> char {
    let (first, last, distance) = alphabet::KATAKANA;
    let code = u32::from(c);
    if (first..=last).contains(&code) { char::from_u32(code - distance).unwrap_or(c) } else { c }
}

/// A Chinese character as the simplified one that it stands for.
fn simplified(c: char) -> char {
    /// Each of the two has three bytes.
    const PAIR: usize = 6;
    /// Before it stands none.
    const HAN_FROM: u32 = 0x2e80;
    if u32::from(c) < HAN_FROM {
        return c;
    }
    let pair = |at: usize| HAN.get(at * PAIR..(at + 1) * PAIR).map(|pair| pair.chars());
    let (mut low, mut high) = (0, HAN.len() / PAIR);
    while low < high {
        let middle = low + (high - low) / 2;
        let Some(mut pair) = pair(middle) else { return c };
        match pair.next().map_or(std::cmp::Ordering::Equal, |first| first.cmp(&c)) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return pair.next().unwrap_or(c),
        }
    }
    c
}
