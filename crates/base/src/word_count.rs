//! How many words a text has.

use super::{script::is_unspaced, text::is_mark};

/// How many words a text has: runs of letters and digits, with apostrophes between letters and points
/// between digits inside them; Chinese and Japanese characters counted singly. Close to UAX #29, and fast.
pub fn count_words(text: &str) -> u32 {
    let mut count = 0_u32;
    let mut inside = false;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii_alphanumeric() || *byte == b' ' {
            let (length, starts) = count_ascii(text.as_bytes().get(at..).unwrap_or_default(), &mut inside);
            count = count.saturating_add(starts);
            at += length;
            continue;
        }
        if !inside && byte.is_ascii() {
            at += 1;
            continue;
        }
        let mut chars = text.get(at..).unwrap_or_default().chars();
        let Some(c) = chars.next() else { break };
        if is_unspaced(c) {
            count = count.saturating_add(1);
            inside = false;
        } else if is_alphanumeric(c) {
            count = count.saturating_add(u32::from(!inside));
            inside = true;
        } else if inside {
            let last = text.get(..at).and_then(|text| text.chars().next_back()).unwrap_or(' ');
            let next = chars.next().unwrap_or(' ');
            inside = !is_unspaced(next)
                && match c {
                    '\'' | '’' | '·' => is_letter(last) && is_letter(next),
                    '.' => is_letter(last) && is_letter(next) || last.is_numeric() && next.is_numeric(),
                    ',' => last.is_numeric() && next.is_numeric(),
                    '_' | '\u{ad}' | '\u{200d}' => true,
                    c => is_mark(c),
                };
        }
        at += c.len_utf8();
    }
    count
}

/// What a byte is to words.
static WORD_CLASS: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut i = 0;
    while i < 256 {
        classes[i] = match i as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => WORD,
            b'\'' | b'.' | b',' => SIGN,
            b'_' | 0x80.. => FAR,
            _ => OTHER,
        };
        i += 1;
    }
    classes
};

/// Ends a word, or stands between words.
const OTHER: u8 = 0;
/// A letter or digit in ASCII.
const WORD: u8 = 1;
/// May stand within a word.
const SIGN: u8 = 2;
/// Is looked at as a character.
const FAR: u8 = 4;

/// Counts the words that begin in the ASCII that `bytes` begin with, a letter, digit or space first; gives its length, too.
/// The ends of words are too many for a branch at each.
fn count_ascii(bytes: &[u8], inside: &mut bool) -> (usize, u32) {
    let class = |byte: &u8| WORD_CLASS[usize::from(*byte)];
    let mut starts = 0;
    let mut last = u8::from(*inside);
    let mut length = bytes.len();
    for (at, byte) in bytes.iter().enumerate() {
        let now = class(byte);
        if now > WORD {
            let next = bytes.get(at + 1);
            if now == FAR || last == WORD && next.is_some_and(|next| class(next) == FAR) {
                length = at;
                break;
            }
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let around = |is: fn(&u8) -> bool| before.is_some_and(is) && next.is_some_and(is);
            let letters = *byte != b',' && around(u8::is_ascii_alphabetic);
            let digits = *byte != b'\'' && around(u8::is_ascii_digit);
            last &= u8::from(letters || digits);
        } else {
            starts += u32::from(now & !last);
            last = now;
        }
    }
    *inside = last == WORD;
    (length, starts)
}

fn is_letter(c: char) -> bool {
    is_alphanumeric(c) && !c.is_numeric()
}

/// As `char::is_alphanumeric`, which looks up most scripts in tables, with short cuts.
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        'А'..='я' | 'Ё' | 'ё' | '\u{4e00}'..='\u{9fff}' => true,
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => {
            false
        }
        c => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counting character by character.
    fn count_slowly(text: &str) -> u32 {
        let mut count = 0_u32;
        let mut inside = false;
        let mut last = ' ';
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if is_alphanumeric(c) && (c.is_ascii() || !is_unspaced(c)) {
                count = count.saturating_add(u32::from(!inside));
                inside = true;
            } else if is_unspaced(c) {
                count = count.saturating_add(1);
                inside = false;
            } else if inside && c != ' ' {
                let next = chars.clone().next().unwrap_or(' ');
                inside = !is_unspaced(next)
                    && match c {
                        '\'' | '’' | '·' => is_letter(last) && is_letter(next),
                        '.' => is_letter(last) && is_letter(next) || last.is_numeric() && next.is_numeric(),
                        ',' => last.is_numeric() && next.is_numeric(),
                        '_' | '\u{ad}' | '\u{200d}' => true,
                        c => is_mark(c),
                    };
            } else {
                inside = false;
            }
            last = c;
        }
        count
    }

    #[test]
    fn words_are_counted() {
        for (text, count) in [("", 0), ("Don't count e.g. 3.14, twice!", 5), ("«Слово» и дело…", 3), ("中国 and 日本", 5), ("a_b c—d", 3)]
        {
            assert_eq!(count_words(text), count, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn short_cuts_change_nothing(text in "[a-zA-Z0-9 _·\u{ad}.,'’«»—а-яА-ЯёЁйЙé\u{301}\u{306}\u{327}\u{4e00}-\u{4e20}\u{2000}-\u{206f}\u{3000}-\u{30ff}\u{ff01}-\u{ff5e}ﬁİßΣς가½²]{0,40}") {
            proptest::prop_assert_eq!(count_words(&text), count_slowly(&text));
            let by_char = text.chars().all(|c| is_alphanumeric(c) == c.is_alphanumeric());
            proptest::prop_assert!(by_char);
        }

        #[test]
        fn words_are_counted_across_blocks(text in "([a-z0-9 (]{0,40}[ '’.,_é中-]{0,2}){0,4}") {
            proptest::prop_assert_eq!(count_words(&text), count_slowly(&text));
        }
    }
}
