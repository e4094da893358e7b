//! Words, and when two writings of them are the same.

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
// STUB
pub fn sentences(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    std::iter::once(0..text.len())
}

pub fn escape(html: &mut String, text: &str) {
    html.push_str(text)
}
pub fn escape_attribute(html: &mut String, text: &str) {
    html.push_str(text)
}
