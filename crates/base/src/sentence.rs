//! Where sentences end.
//!
//! The rules are those of Unicode's sentence boundaries (UAX #29, SB4–SB11), read with general
//! categories in place of its tables, and tailored as it invites: no sentence ends behind an
//! abbreviation, an initial, or the number that an enumeration begins with.

use super::script::is_unspaced;
use scholion_lang::{ABBREVIATION, ABBREVIATION_BEFORE_NUMBER};
use std::ops::Range;

/// The sentences of a text, in order, the white space behind each included: together they are the text.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = sentence_end(text, start);
        let sentence = start..end;
        start = end;
        Some(sentence)
    })
}

/// Where the sentence that begins at `start` ends; always behind `start`.
fn sentence_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let mut from = 0;
    while let Some(at) = next_kind(rest, from) {
        let terminators = rest.get(at..).unwrap_or("");
        let (length, last) = run(terminators);
        let after = at + length;
        if last == Kind::Paragraph {
            return start + after;
        }
        let closed = after + span_of(rest.get(after..).unwrap_or(""), is_close);
        let spaced = closed + span_of(rest.get(closed..).unwrap_or(""), |c| c.is_whitespace() && !is_paragraph(c));
        let next = rest.get(spaced..).unwrap_or("");
        let ends = match last {
            // Chinese and Japanese points need no space behind them.
            Kind::Wide => !next.starts_with(|c| is_continuation(c) || kind(c).is_some()),
            _ if next.is_empty() => true,
            _ if spaced == closed && !next.starts_with(is_unspaced) => false,
            // A dash or comma goes on with the sentence, but a dash behind a full stop begins the next speech.
            _ if next.starts_with(is_continuation) && !(last == Kind::Point && next.starts_with(['–', '—'])) => false,
            Kind::Strong => closed == after || !lower_follows(next),
            Kind::Point => !lower_follows(next) && !is_abbreviation(rest.get(..at).unwrap_or(""), length, next),
            Kind::Paragraph => true,
        };
        if ends {
            return start + spaced.max(after);
        }
        from = after;
    }
    text.len()
}

/// What ends sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A full stop or an ellipsis: it may also end an abbreviation or stand in a number.
    Point,
    /// A question or exclamation mark.
    Strong,
    /// A mark of Chinese or Japanese print.
    Wide,
    /// A line break.
    Paragraph,
}

fn kind(c: char) -> Option<Kind> {
    match c {
        '.' | '…' | '․' => Some(Kind::Point),
        '!' | '?' | '‽' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '།' => Some(Kind::Strong),
        '。' | '！' | '？' | '｡' | '．' => Some(Kind::Wide),
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Kind::Paragraph),
        _ => None,
    }
}

/// Where the next character that may end a sentence stands, at `from` or behind.
fn next_kind(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // Letters in ASCII are most of most texts, and need no decoding.
        at += text.as_bytes().get(at..)?.iter().position(|byte| !byte.is_ascii() || matches!(byte, b'.' | b'!' | b'?' | b'\n' | b'\r'))?;
        let c = text.get(at..)?.chars().next()?;
        if kind(c).is_some() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// The length of the terminators at the beginning, and the one that decides.
fn run(text: &str) -> (usize, Kind) {
    let mut length = 0;
    let mut deciding = Kind::Point;
    for c in text.chars() {
        match kind(c) {
            None => break,
            Some(Kind::Paragraph) if length > 0 => break,
            Some(Kind::Paragraph) => {
                let crlf = text.starts_with("\r\n");
                return (if crlf { 2 } else { c.len_utf8() }, Kind::Paragraph);
            }
            Some(kind) => {
                length += c.len_utf8();
                if deciding != Kind::Wide && kind != Kind::Point {
                    deciding = kind;
                }
            }
        }
    }
    (length, deciding)
}

/// UAX #29, SB8: what looks like an end is none if the next letter, over anything but letters, is small.
fn lower_follows(next: &str) -> bool {
    const FAR: usize = 24;
    next.chars().take(FAR).find(|c| c.is_alphabetic() || kind(*c).is_some()).is_some_and(char::is_lowercase)
}

/// Whether the point (or points, `length` bytes) behind `before` ends no sentence but an abbreviation.
fn is_abbreviation(before: &str, length: usize, next: &str) -> bool {
    if length > 1 {
        return false;
    }
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || is_opening(c) || matches!(c, '/' | '–' | '—' | '-'))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let word = before.get(word_start..).unwrap_or("");
    // The longest abbreviation is short; a longer word needs no look into the table.
    if word.is_empty() || word.len() > 28 {
        return false;
    }
    let last = word.rsplit('.').next().unwrap_or("");
    let mut letters = last.chars();
    match (letters.next(), letters.next()) {
        // An initial, alone or at the end of `A.V.`; the Latin ordinals of headings too.
        (Some(c), None) if c.is_uppercase() => return true,
        // `z.B`, `т.к`: letters and points only, none of the parts longer than two letters.
        (Some(c), None) if c.is_alphabetic() && word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2) => return true,
        _ => {}
    }
    // The number of an enumeration: `1. First`.
    if word.len() <= 3
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && before.get(..word_start).is_some_and(|before| before.trim().is_empty())
    {
        return true;
    }
    let lower = word.to_lowercase();
    if next.starts_with(|c: char| c.is_numeric() || matches!(c, 'I' | 'V' | 'X' | 'L')) && ABBREVIATION_BEFORE_NUMBER.contains(&lower) {
        return true;
    }
    ABBREVIATION.contains(&lower) || lower.rsplit('.').next().is_some_and(|last| ABBREVIATION.contains(last))
}

fn span_of(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

fn is_close(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '"'
            | '\''
            | '”'
            | '’'
            | '»'
            | '“'
            | '‘'
            | '›'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '］'
            | '*'
            | '_'
    )
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '«' | '„' | '‹' | '「' | '『' | '（' | '【' | '《')
}

fn is_continuation(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '，' | '、' | '；' | '：')
}

fn is_paragraph(c: char) -> bool {
    kind(c) == Some(Kind::Paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).map(|range| text[range].trim()).collect();
        assert_eq!(found, expected);
        assert_eq!(sentences(text).map(|range| &text[range]).collect::<String>(), text);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        check("One. Two! Three? “Four.” Five", &["One.", "Two!", "Three?", "“Four.”", "Five"]);
        check(
            "Mr. A. V. Kremnovskikh of the U.S. State Dept. spoke (see p. 3). He left.",
            &["Mr. A. V. Kremnovskikh of the U.S. State Dept. spoke (see p. 3).", "He left."],
        );
        check("It cost 3.5 million. In 2014. The end", &["It cost 3.5 million.", "In 2014.", "The end"]);
        check("В 2018 г. Россия, см. с. 5. Он ушёл. И т. д.", &["В 2018 г. Россия, см. с. 5.", "Он ушёл.", "И т. д."]);
        check("— Кто там? — спросил он. — «Я!» — ответили.", &["— Кто там? — спросил он.", "— «Я!» — ответили."]);
        check("他说：“好。”然后走了。真的？是。", &["他说：“好。”", "然后走了。", "真的？", "是。"]);
        check("Vgl. Müller, z. B. Kap. 3. Danach", &["Vgl. Müller, z. B. Kap. 3.", "Danach"]);
        check("1. First point. 2. Second", &["1. First point.", "2. Second"]);
        check("“Really?” he asked. Yes… and no. Wait… What?!", &["“Really?” he asked.", "Yes… and no.", "Wait…", "What?!"]);
        check("See https://a.org/b.html. Then", &["See https://a.org/b.html.", "Then"]);
        check("", &[]);
    }
}
