//! Tokens: the words of an entry and its marked parts; what stands between them is a gap.

use super::{
    dates,
    marks::{Mark, What},
};
use scholion_base::script::{is_east_asian, is_letter, is_letter_or_number};

/// A word, a number or a marked part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// The mark it stands for: a whole address, DOI, date of access … is one token.
    pub mark: Option<What>,
}

impl Token {
    /// Its words.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Longest run of tokens that is read as one entry; what stands behind is left alone.
pub const MOST: usize = 600;

/// Cuts `text[start..end]` into tokens; `marks` are in order and do not overlap.
pub fn tokens(text: &str, start: usize, end: usize, marks: &[Mark], tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut marks = marks.iter().skip_while(|mark| (mark.span.end as usize) <= start).peekable();
    let bytes = text.as_bytes();
    let mut at = start;
    while at < end && tokens.len() < MOST {
        if let Some(mark) = marks.next_if(|mark| mark.span.start as usize <= at) {
            if mark.span.end as usize > at {
                tokens.push(Token { start: mark.span.start, end: mark.span.end, mark: Some(mark.what) });
                at = mark.span.end as usize;
            }
            continue;
        }
        let limit = marks.peek().map_or(end, |mark| (mark.span.start as usize).min(end));
        let Some(&byte) = bytes.get(at) else { break };
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let rest = text.get(at..limit).unwrap_or("");
        let Some(first) = rest.chars().next() else { break };
        if !is_letter_or_number(first) {
            at += first.len_utf8();
            continue;
        }
        let len = word_len(rest);
        let len = before_year(rest.get(..len).unwrap_or("")).unwrap_or(len);
        tokens.push(Token { start: at as u32, end: (at + len) as u32, mark: None });
        at += len;
    }
}

/// The length of the word at the beginning of `text`: letters and digits, with an apostrophe or a hyphen
/// between letters (`O’Leary`, `Pérez-García`), but a hyphen between numbers parts them (`342-351`).
fn word_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut len = 0;
    let mut last = ' ';
    while len < text.len() {
        // Most words are runs of letters and digits, and nothing in such a run parts it.
        if last.is_ascii() {
            let run = bytes.iter().skip(len).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if let Some(&end) = run.checked_sub(1).and_then(|step| bytes.get(len + step)) {
                len += run;
                last = char::from(end);
                continue;
            }
        }
        let c = match bytes.get(len) {
            Some(&byte) if byte.is_ascii() => char::from(byte),
            Some(_) => text.get(len..).and_then(|rest| rest.chars().next()).unwrap_or(' '),
            None => break,
        };
        let joins = match c {
            '\'' | '’' | 'ʼ' | '\u{ad}' | '\u{301}' => true,
            '-' | '‐' | '‑' => !last.is_ascii_digit(),
            _ => false,
        };
        // Chinese writes units and numbers without a space: `2020年第3期`.
        if len > 0 && is_letter_or_number(c) && is_east_asian(c) != is_east_asian(last) {
            break;
        }
        if is_letter_or_number(c) {
            len += c.len_utf8();
        } else if joins && is_letter(last) && text.get(len + c.len_utf8()..).and_then(|rest| rest.chars().next()).is_some_and(is_letter) {
            len += c.len_utf8();
        } else {
            break;
        }
        last = c;
    }
    len.max(1)
}

/// Where a year begins that lost the space before it: `Warszawa1991`.
fn before_year(word: &str) -> Option<usize> {
    let at = word.len().checked_sub(4).filter(|&at| at >= 3 && word.is_char_boundary(at))?;
    let (letters, year) = word.split_at(at);
    (word.ends_with(|c: char| c.is_ascii_digit())
        && dates::is_year(year)
        && letters.ends_with(char::is_lowercase)
        && letters.chars().all(is_letter))
    .then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers() {
        let check = |text: &str, words: &[&str]| {
            let mut found = Vec::new();
            tokens(text, 0, text.len(), &[], &mut found);
            assert_eq!(found.iter().map(|token| token.of(text)).collect::<Vec<_>>(), words);
        };
        check("O’Leary, J.-P. (2019a), 22(2), 342—351.", &["O’Leary", "J", "P", "2019a", "22", "2", "342", "351"]);
        check("Кремновских А.В. С. 5-6", &["Кремновских", "А", "В", "С", "5", "6"]);
        check("Warszawa1991, Mar2014, ICML2007", &["Warszawa", "1991", "Mar", "2014", "ICML2007"]);
        check("《观察》2020年第3期", &["观察", "2020", "年第", "3", "期"]);
        check("王征. 联合国“双规制”下", &["王征", "联合国", "双规制", "下"]);
    }
}
