//! Words of a text, folded, with their places.

use scholion_base::{
    figures,
    script::is_unspaced,
    text::{fold, is_mark},
};

/// The words of a text: runs of letters or of digits, cut at hyphens, so that a hyphen at the end of a line makes no
/// difference. Letters and digits do not mix: the number of a note is printed behind the last letter of a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// The words in order.
    pub words: Vec<Word>,
}

/// A word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// The digest of its folded form; others hardly ever have the same (64 bits).
    pub digest: u64,
    /// Its first byte.
    pub start: u32,
    /// Behind its last byte.
    pub end: u32,
}

impl<'t> Words<'t> {
    /// The words of `text`.
    pub fn of(text: &'t str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 5 + 1);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() || byte >= 0x80 {
                at = push(&mut words, text, at);
            } else {
                at += 1;
            }
        }
        Self { text, words }
    }

    /// The words of a text that stands in this one from a place on, of which the first word is known, and nothing of a word beside it; and
    /// which word comes behind them.
    pub(super) fn within<'o>(&self, first: usize, start: usize, text: &'o str) -> (Words<'o>, usize) {
        // It has no more words than bytes.
        let rest = self.words.get(first..self.words.len().min(first + text.len())).unwrap_or_default();
        let count = rest.partition_point(|word| (word.start as usize) < start + text.len());
        let moved = |at: u32| at.saturating_sub(place(start));
        let own = rest.iter().take(count).map(|word| Word { start: moved(word.start), end: moved(word.end), ..*word });
        (Words { text, words: own.collect() }, first + count)
    }

    /// Whether an empty line stands between a word and the one before it.
    pub fn begins_paragraph(&self, at: usize) -> bool {
        let Some((before, word)) = at.checked_sub(1).and_then(|before| Some((self.words.get(before)?, self.words.get(at)?))) else {
            return false;
        };
        let between = self.text.get(before.end as usize..word.start as usize).unwrap_or("");
        between.split('\n').skip(1).any(|line| line.trim().is_empty()) && between.matches('\n').count() > 1
    }

    /// The text of a word.
    pub fn word(&self, at: usize) -> &'t str {
        self.words.get(at).and_then(|word| self.text.get(word.start as usize..word.end as usize)).unwrap_or("")
    }

    /// Whether a word is the first of a line, blanks and emphasis aside.
    pub fn begins_line(&self, at: usize) -> bool {
        let before = self.words.get(at).and_then(|word| self.text.get(..word.start as usize)).unwrap_or("");
        let before = before.trim_end_matches([' ', '\t', '\u{c}', '*', '_']);
        before.is_empty() || before.ends_with('\n')
    }

    /// Whether a word stands behind a wide gap: it may be the first of a line of its column.
    pub fn is_apart(&self, at: usize) -> bool {
        self.words.get(at).and_then(|word| self.text.get(..word.start as usize)).is_some_and(|before| before.ends_with("  "))
    }

    /// Whether a hyphen and the end of a line follow a word, blanks and emphasis aside: it goes on elsewhere.
    pub fn is_cut(&self, at: usize) -> bool {
        let rest = self.words.get(at).and_then(|word| self.text.get(word.end as usize..)).unwrap_or("");
        let Some(rest) = rest.strip_prefix(['-', '‐', '¬', '⸗']) else { return false };
        // In a column: what follows on the line is another column's.
        if rest.starts_with("  ") {
            return true;
        }
        rest.chars().find(|c| *c == '\n' || !c.is_whitespace() && !matches!(c, '*' | '_')).is_none_or(|c| c == '\n')
    }
}

/// Adds the word that begins at `at`, if one does; gives the place behind it.
fn push(words: &mut Vec<Word>, text: &str, at: usize) -> usize {
    // Most words are letters of ASCII, and these need no decoding.
    let (mut digest, letters) = Digest::of_letters(text.as_bytes().get(at..).unwrap_or_default());
    let mut end = at + letters;
    let mut digits = (letters > 0).then_some(false);
    let next = text.as_bytes().get(end).copied().unwrap_or(b' ');
    if end > at && next.is_ascii() && !next.is_ascii_alphanumeric() && !matches!(next, b'\'' | b'*') {
        words.push(Word { digest: digest.end(), start: place(at), end: place(end) });
        return end;
    }
    // Whether a character has come whose folded form is not known by itself.
    let mut is_rare = false;
    let mut chars = text.get(end..).unwrap_or("").chars().peekable();
    while let Some(c) = chars.next() {
        let folded = match c {
            'a'..='z' | '0'..='9' | 'а'..='я' => Some(c),
            'A'..='Z' => Some(c.to_ascii_lowercase()),
            'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
            _ => None,
        };
        // The number of a note may stand in a circle, behind the last letter of a word as well.
        let is_digit = c.is_ascii_digit() || folded.is_none() && figures::of_circled(c).is_some();
        if folded.is_none() {
            let is_inside = (c.is_alphanumeric() && !is_raised(c)) || c == '\u{ad}' || is_mark(c);
            // An apostrophe between letters belongs to the word, and so does a mark of emphasis.
            let joins = matches!(c, '\'' | '’' | '*') && digits == Some(false) && chars.peek().is_some_and(|next| next.is_alphabetic());
            if !is_inside && !joins {
                break;
            }
            is_rare |= is_inside;
        }
        // A character of a script without spaces is a word.
        let is_alone = folded.is_none() && is_unspaced(c);
        if digits.is_some_and(|digits| digits != is_digit) || (is_alone && end > at) {
            break;
        }
        digits = Some(is_digit);
        end += c.len_utf8();
        folded.into_iter().for_each(|c| digest.char(c));
        if is_alone {
            break;
        }
    }
    if end == at {
        return at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    if is_rare {
        let folded = fold(text.get(at..end).unwrap_or(""));
        if folded.is_empty() {
            return end;
        }
        digest = Digest::default();
        folded.chars().for_each(|c| digest.char(c));
    }
    words.push(Word { digest: digest.end(), start: place(at), end: place(end) });
    end
}

fn place(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A superscript digit is the mark of a note, which a document writes as markup.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The digest of a word in the making, eight bytes of UTF-8 at a time.
#[derive(Clone, Copy, Default)]
struct Digest {
    done: u64,
    /// Bytes to come, the last lowest; no word has a byte of nothing.
    last: u64,
}

impl Digest {
    /// The digest of the letters of ASCII with which bytes begin, in small ones, and how many these are.
    fn of_letters(bytes: &[u8]) -> (Self, usize) {
        const ALL: u64 = 0x01_01_01_01_01_01_01_01;
        const HIGH: u64 = 0x80 * ALL;
        let mut digest = Self::default();
        let mut length = 0;
        // Eight at a time: a branch for each letter would cost more than all else.
        while let Some(eight) = bytes.get(length..length + 8).and_then(|eight| eight.try_into().ok()).map(u64::from_be_bytes) {
            let small = eight | (0x20 * ALL);
            let is_from_a = (small & !HIGH) + (0x80 - u64::from(b'a')) * ALL;
            let is_behind_z = (small & !HIGH) + (0x80 - u64::from(b'z') - 1) * ALL;
            let others = (!is_from_a | is_behind_z | eight) & HIGH;
            let count = others.leading_zeros() / 8;
            if count > 0 {
                digest.make_room();
                digest.last = small >> (64 - 8 * count);
                length += count as usize;
            }
            if count < 8 {
                return (digest, length);
            }
        }
        for byte in bytes.get(length..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphabetic()) {
            digest.byte(byte | 0x20);
            length += 1;
        }
        (digest, length)
    }

    /// Takes in what has come, if no more has room beside it.
    fn make_room(&mut self) {
        if self.last >> 56 != 0 {
            self.done = self.end();
            self.last = 0;
        }
    }

    fn byte(&mut self, byte: u8) {
        self.make_room();
        self.last = self.last << 8 | u64::from(byte);
    }

    fn char(&mut self, c: char) {
        c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.byte(byte));
    }

    fn end(self) -> u64 {
        const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;
        let mixed = (self.done.rotate_left(5) ^ self.last).wrapping_mul(SEED);
        mixed ^ mixed >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_or_digits() {
        let words = |text| {
            let words = Words::of(text);
            (0..words.words.len()).map(|at| words.word(at).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words("slaughter24. A/75-b"), ["slaughter", "24", "A", "75", "b"]);
        assert_eq!(words("Don’t ‘stop’¹ exam\u{ad}ple"), ["Don’t", "stop", "exam\u{ad}ple"]);
        assert_eq!(words("weir① and"), ["weir", "①", "and"]);
        assert_eq!(words("王明2号"), ["王", "明", "2", "号"]);
        assert_eq!(words("\u{301} — …"), Vec::<String>::new());
    }

    #[test]
    fn letters_by_eights_have_the_digest_of_letters_one_by_one() {
        let all: String = (0..128_u8).map(char::from).collect();
        for text in
            ["", "a", "abcdefgh", "abcdefghi", "Abcdefghijklmnopqrstuvwxyz", "abc def", "abcdefgé", "Z[", "z{", "@A`a"].map(str::to_owned)
        {
            for text in [text.clone(), format!("{text} of the mill"), format!("{text}{all}"), format!("{text}жabcdefgh")] {
                let letters: Vec<u8> = text.bytes().take_while(u8::is_ascii_alphabetic).collect();
                let mut digest = Digest::default();
                letters.iter().for_each(|byte| digest.byte(byte.to_ascii_lowercase()));
                let (found, length) = Digest::of_letters(text.as_bytes());
                assert_eq!((found.end(), length), (digest.end(), letters.len()), "{text:?}");
            }
        }
    }

    #[test]
    fn words_that_are_written_otherwise_are_the_same() {
        for (one, other) in [
            ("Exam\u{ad}ple", "example"),
            ("don’t", "don't"),
            ("ﬁrst", "FIRST"),
            ("Сёла", "села"),
            ("cafe\u{301}", "Café"),
            ("un*think*able", "unthinkable"),
            ("ſo", "so"),
        ] {
            assert_eq!(Words::of(one).words[0].digest, Words::of(other).words[0].digest, "{one}");
        }
        assert_ne!(Words::of("мой").words[0].digest, Words::of("мои").words[0].digest);
    }
}
