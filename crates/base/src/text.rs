//! Words, and when two writings of them are the same.

pub use super::{sentence::sentences, word_count::count_words};
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text with their byte ranges, by Unicode's word boundaries (UAX #29): runs with
/// at least one letter or digit. A text in Chinese gives one "word" a character.
pub fn words(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &str)> {
    text.unicode_word_indices().map(|(start, word)| (start..start + word.len(), word))
}

/// Where words stand in a text: what [`str::find`] says, found several times as fast.
pub fn find(text: &str, words: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), words.as_bytes())
}

/// Whether words stand in a text: what [`str::contains`] says.
pub fn holds(text: &str, words: &str) -> bool {
    find(text, words).is_some()
}

/// Letters with their marks, in one character each where there is one (NFC).
pub fn composed(chars: impl Iterator<Item = char>) -> String {
    use unicode_normalization::UnicodeNormalization;
    chars.nfc().collect()
}

/// The form under which two writings of a name or title are compared: compatibility-decomposed
/// (NFKD), without diacritics, lower case, `ё` as `е`, all but letters and digits a single space.
///
/// The short `й` keeps its breve: it is a letter of its own.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last = ' ';
    let mut rest = text;
    loop {
        let behind = rest.get(push_ascii(&mut folded, rest.as_bytes())..).unwrap_or("");
        if behind.len() < rest.len() {
            last = ' ';
        }
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match c {
            // What follows are short cuts for the scripts of most texts: each gives what the long way would.
            'а'..='я' | '\u{4e00}'..='\u{9fff}' => {
                last = c;
                folded.push(c);
            }
            'А'..='Я' => {
                last = char::from_u32(u32::from(c) + 0x20).unwrap_or(c);
                folded.push(last);
            }
            '\u{2000}'..='\u{206f}'
            | '、'
            | '。'
            | '，'
            | '：'
            | '；'
            | '！'
            | '？'
            | '（'
            | '）'
            | '《'
            | '》'
            | '「'
            | '」'
            | '«'
            | '»' => {
                last = ' ';
                push_separator(&mut folded, c);
            }
            _ => unicode_normalization::char::decompose_compatible(c, |c| {
                for c in c.to_lowercase() {
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
            }),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// What becomes of a character in ASCII: a letter or digit, a space, or nothing (0).
static ASCII_FOLDED: [u8; 128] = {
    let mut folded = [b' '; 128];
    let mut i = 0;
    while i < 128 {
        let byte = i as u8;
        if byte.is_ascii_alphanumeric() {
            folded[i] = byte.to_ascii_lowercase();
        } else if byte == b'\'' {
            folded[i] = 0;
        }
        i += 1;
    }
    folded
};

/// Folds the ASCII that `bytes` begin with; gives its length. The ends of words are too many for a branch at each.
fn push_ascii(folded: &mut String, bytes: &[u8]) -> usize {
    const WINDOW: usize = 64;
    let mut done = 0;
    for part in bytes.chunks(WINDOW) {
        let mut window = [0; WINDOW];
        let mut length = 0;
        let mut last = folded.as_bytes().last().copied().unwrap_or(b' ');
        let mut taken = 0;
        for byte in part {
            let Some(&now) = ASCII_FOLDED.get(usize::from(*byte)) else { break };
            window[length % WINDOW] = now;
            let is_kept = ((now != b' ') | (last != b' ')) & (now != 0);
            length += usize::from(is_kept);
            last = if is_kept { now } else { last };
            taken += 1;
        }
        // All of it is ASCII.
        folded.push_str(window.get(..length).and_then(|window| std::str::from_utf8(window).ok()).unwrap_or(""));
        done += taken;
        if taken < part.len() {
            break;
        }
    }
    done
}

fn push_folded(folded: &mut String, c: char) {
    if c.is_alphanumeric() {
        folded.push(c);
    } else {
        push_separator(folded, c);
    }
}

fn push_separator(folded: &mut String, c: char) {
    // The last byte alone: a call to compare one byte would cost more than all else here.
    let is_inside = folded.as_bytes().last().is_some_and(|&last| last != b' ');
    if is_inside && !matches!(c, '\'' | '’' | 'ʼ' | '\u{ad}') {
        folded.push(' ');
    }
}

/// The text with every run of white space as one space, trimmed.
pub fn squeeze(text: &str) -> String {
    if is_squeezed(text) {
        return text.to_owned();
    }
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

/// As [`squeeze`], of a text that need not be copied if nothing is to be squeezed.
pub fn squeezed(text: String) -> String {
    if is_squeezed(&text) { text } else { squeeze(&text) }
}

/// Whether no white space of a text is to be squeezed: it has blanks only, lone ones, between words.
pub fn is_squeezed(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Most texts have nothing that is to be looked at twice, and this loop without a way out is made of few instructions.
    let is_odd = |before: u8, byte: u8| byte >= 0x80 || (0x09..=0x0d).contains(&byte) || before == b' ' && byte == b' ';
    let has_odd = bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(false, |odd, (&before, &byte)| odd | is_odd(before, byte));
    if !has_odd && bytes.first().is_none_or(|&byte| byte != b' ' && !is_odd(0, byte)) {
        return !text.ends_with(' ');
    }
    let mut last = b' ';
    for (at, &byte) in bytes.iter().enumerate() {
        let behind = |step: usize| bytes.get(at + step).copied().unwrap_or(0);
        let odd = match byte {
            b' ' => last == b' ',
            0x09..=0x0d => true,
            // The other characters with the property White_Space (Unicode, PropList.txt).
            0xc2 => matches!(behind(1), 0x85 | 0xa0),
            0xe1 => behind(1) == 0x9a && behind(2) == 0x80,
            0xe2 => match behind(1) {
                0x80 => matches!(behind(2), 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf),
                0x81 => behind(2) == 0x9f,
                _ => false,
            },
            0xe3 => behind(1) == 0x80 && behind(2) == 0x80,
            _ => false,
        };
        if odd {
            return false;
        }
        last = byte;
    }
    last != b' ' || text.is_empty()
}

/// The text that percent-encoding stands for (RFC 3986, section 2.1); as written if that is no UTF-8.
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    String::from_utf8(percent_decoded_bytes(text)).unwrap_or_else(|_| text.to_owned())
}

/// The bytes that percent-encoding stands for (RFC 3986, section 2.1).
pub fn percent_decoded_bytes(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                rest = behind.get(2..).unwrap_or(&[]);
            }
            _ => {
                decoded.push(byte);
                rest = behind;
            }
        }
    }
    decoded
}

/// Appends `text` to `html`, escaped for the words between tags.
pub fn escape(html: &mut String, text: &str) {
    push_escaped(html, text, |bytes| memchr::memchr3(b'&', b'<', b'>', bytes));
}

/// Appends `text` to `html`, escaped for an attribute in double quotes.
pub fn escape_attribute(html: &mut String, text: &str) {
    push_escaped(html, text, |bytes| bytes.iter().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')));
}

/// `text`, escaped for an attribute in double quotes or between tags.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_attribute(&mut html, text);
    html
}

/// `first` finds the first byte to be escaped.
fn push_escaped(html: &mut String, text: &str, first: impl Fn(&[u8]) -> Option<usize>) {
    let mut rest = text;
    while let Some(at) = first(rest.as_bytes()) {
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
    // Letters of Latin and general punctuation are the most frequent, and hold none.
    c >= '\u{300}' && !('\u{2000}'..='\u{206f}').contains(&c) && unicode_normalization::char::is_combining_mark(c)
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

    /// Folding without short cuts.
    fn fold_slowly(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        let mut folded = String::new();
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
        folded.trim_end().to_owned()
    }

    #[test]
    fn white_space_is_squeezed() {
        let odd: String = (0..=0x3001).filter_map(char::from_u32).collect();
        for c in odd.chars() {
            for text in [format!("a{c}b"), format!("{c}a"), format!("a{c}"), format!("a {c}b"), format!("é{c}ж"), c.to_string()] {
                assert_eq!(squeeze(&text), text.split_whitespace().collect::<Vec<_>>().join(" "), "{text:?}");
            }
        }
        assert_eq!(squeeze(""), "");
    }

    #[test]
    fn percent_signs_are_resolved_where_they_stand_for_something() {
        for (written, meant) in [("%D0%AB", "Ы"), ("50 %", "50 %"), ("a%2", "a%2"), ("%25%41%zz", "%A%zz"), ("%FF", "%FF")] {
            assert_eq!(percent_decoded(written), meant);
        }
    }

    #[test]
    fn markup_is_escaped() {
        let mut html = String::new();
        escape(&mut html, "a < b & \"c\" > d");
        escape_attribute(&mut html, "<\"&");
        assert_eq!(html, "a &lt; b &amp; \"c\" &gt; d&lt;&quot;&amp;");
    }

    proptest::proptest! {
        #[test]
        fn short_cuts_change_nothing(text in "[a-zA-Z0-9 _·\u{ad}.,'’«»—а-яА-ЯёЁйЙé\u{301}\u{306}\u{327}\u{4e00}-\u{4e20}\u{2000}-\u{206f}\u{3000}-\u{30ff}\u{ff01}-\u{ff5e}ﬁİßΣς가½²]{0,40}") {
            proptest::prop_assert_eq!(fold(&text), fold_slowly(&text));
        }
    }
}
