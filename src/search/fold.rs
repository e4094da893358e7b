//! How a word is compared, in two steps, since stemmers want the letters of their language: [`small`] makes compatible forms alike and
//! letters small, [`plain`] leaves out accents.

use unicode_normalization::{UnicodeNormalization, char::decompose_compatible, char::is_combining_mark};

use super::alphabet::{self, holds};

/// Chinese characters of one country, each followed by the simplified one that it stands for, in order; made by `tools/make_han.py` of the lists
/// of OpenCC (<https://github.com/BYVoid/OpenCC>, Apache License 2.0).
pub const HAN: &str = include_str!("han.txt");

/// Whether a character is a mark on the letter before it (Unicode, general category M).
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

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
    for c in word.chars() {
        let letter = if is_dotless { dotless(c) } else { plainly(c) };
        if let Some(letter) = letter {
            base = letter;
            small.push(letter);
            continue;
        }
        let mut put = |c: char| has_marks |= put(c, &mut base, &mut small);
        decompose_compatible(c, |c| c.to_lowercase().for_each(|c| decompose_compatible(c, &mut put)));
    }
    if has_marks {
        small = small.nfc().collect();
    }
    if let Some((cut, _)) = small.char_indices().nth(alphabet::LONGEST) {
        small.truncate(cut);
    }
    small
}

/// The small letter of one that needs no table: of ASCII, Western Europe and Russian.
fn plainly(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | 'à'..='ö' | 'ø'..='ÿ' | 'а'..='я' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        _ if alphabet::COMMON_HAN.contains(&c) => Some(c),
        _ => None,
    }
}

/// The same in languages with a dotless `ı`.
fn dotless(c: char) -> Option<char> {
    match c {
        'I' => Some('ı'),
        'İ' => Some('i'),
        _ => plainly(c),
    }
}

/// Appends a character of a word if it counts; whether it may have to be joined with the one before.
fn put(c: char, base: &mut char, small: &mut String) -> bool {
    if is_mark(c) {
        let counts = !is_no_letter(c, *base);
        small.extend(counts.then_some(c));
        return counts;
    }
    let (half_space, first, last) = alphabet::HALF_SPACE;
    if c == half_space {
        small.extend((first..=last).contains(&u32::from(*base)).then_some(c));
        return false;
    }
    *base = c;
    if !c.is_alphanumeric() || holds(alphabet::JOINERS, c) || alphabet::APOSTROPHES.contains(&c) {
        return false;
    }
    small.push(digit(c));
    matches!(c, '\u{1100}'..='\u{11ff}')
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
        if c.is_ascii() {
            base = c;
            plain.push(c);
            continue;
        }
        if is_mark(c) {
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
