//! Words, and when two writings of them are the same.

pub use super::sentence::sentences;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text with their byte ranges, by Unicode's word boundaries (UAX #29): runs with
/// at least one letter or digit. A text in Chinese gives one "word" a character.
pub fn words(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    text.unicode_word_indices().map(|(start, word)| (start..start + word.len(), word))
}

/// The form under which two writings of a name or title are compared: compatibility-decomposed
/// (NFKD), without diacritics, lower case, `ё` as `е`, all but letters and digits a single space.
///
/// The short `й` keeps its breve: it is a letter of its own.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        text.bytes().for_each(|byte| push_folded(&mut folded, byte.to_ascii_lowercase() as char));
    } else {
        let mut last = ' ';
        for c in text.nfkd().flat_map(char::to_lowercase) {
            if unicode_normalization::char::is_combining_mark(c) {
                if c == '\u{306}' && last == 'и' {
                    folded.pop();
                    folded.push('й');
                }
                continue;
            }
            last = c;
            push_folded(&mut folded, c);
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_folded(folded: &mut String, c: char) {
    if c.is_alphanumeric() {
        folded.push(c);
    } else if !matches!(c, '\'' | '’' | 'ʼ' | '\u{ad}') && !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// The text with every run of white space as one space, trimmed.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// Appends `text` to `html`, escaped for the words between tags.
pub fn escape(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| matches!(byte, b'&' | b'<' | b'>'));
}

/// Appends `text` to `html`, escaped for an attribute in double quotes.
pub fn escape_attribute(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"'));
}

fn push_escaped(html: &mut String, text: &str, special: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&special) {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        html.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = from.get(1..).unwrap_or("");
    }
    html.push_str(rest);
}

/// Whether the character is a mark on the one before it (a combining mark).
pub fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The text with composed letters, ligatures and other compatibility forms taken apart (NFKC).
pub fn compatible(text: &str) -> String {
    text.nfkc().collect()
}

/// How many words a text has: runs of letters and digits, with apostrophes between letters and points
/// between digits inside them; Chinese and Japanese characters counted singly. Close to UAX #29, and fast.
pub fn count_words(text: &str) -> u32 {
    let mut count = 0_u32;
    let mut inside = false;
    let mut chars = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        if is_ideograph(c) {
            count = count.saturating_add(1);
            inside = false;
        } else if c.is_alphanumeric() || inside && unicode_normalization::char::is_combining_mark(c) {
            count = count.saturating_add(u32::from(!inside));
            inside = true;
        } else {
            let next = chars.peek().copied().unwrap_or(' ');
            let joins = match c {
                '\'' | '’' | '·' => last.is_alphabetic() && next.is_alphabetic(),
                '.' => last.is_alphabetic() && next.is_alphabetic() || last.is_numeric() && next.is_numeric(),
                ',' => last.is_numeric() && next.is_numeric(),
                '_' | '\u{ad}' | '\u{200d}' => true,
                _ => false,
            };
            inside = inside && joins && !is_ideograph(next);
        }
        last = c;
    }
    count
}

/// Chinese characters, and the Japanese syllables that are written without spaces like them.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_letters_and_drops_the_rest() {
        assert_eq!(fold("  Müller’s “Œuvre”, ﬁrst—second "), "mullers œuvre first second");
        assert_eq!(fold("Йод и ёлка"), "йод и елка");
        assert_eq!(fold("China's"), "chinas");
        assert_eq!(fold("…"), "");
    }

    #[test]
    fn words_have_places() {
        let found: Vec<_> = words("Two words, 2.0!").map(|(range, word)| (range.start, word)).collect();
        assert_eq!(found, [(0, "Two"), (4, "words"), (11, "2.0")]);
    }
}
