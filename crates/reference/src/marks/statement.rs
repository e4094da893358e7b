//! What an entry states of itself: its language, its numbers, its volumes.

use super::{Mark, What};
use scholion_base::Span;
use scholion_lang::{LANGUAGE_NAME, NUMBER_WORD, VOLUMES_BEHIND, VOLUMES_IN};

/// The tag of the language that a statement names.
pub fn language_named(statement: &str) -> Option<&'static str> {
    let lower = statement.to_lowercase();
    let name = lower.trim_start_matches("in ").trim_start_matches("на ").trim();
    LANGUAGE_NAME.longest(name, |_, _| true).and_then(|found| LANGUAGE_NAME.part(found.word))
}

/// `(In Russian)`, `[in Chinese, with an English abstract]`, `(на рус. яз.)`.
pub fn language(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let opened = text.get(..at)?.chars().next_back().filter(|c| matches!(c, '(' | '['))?;
    let close = if opened == '(' { ')' } else { ']' };
    let mut window = rest.len().min(60);
    while !rest.is_char_boundary(window) {
        window -= 1;
    }
    let end = rest.get(..window)?.find(close)?;
    let inside = rest.get(..end)?;
    let lower = inside.to_lowercase();
    if !lower.starts_with("in ") && !lower.starts_with("на ") || language_named(inside).is_none() {
        return None;
    }
    Some(Mark { span: Span::new(at - 1, at + end + 1), value: Span::new(at, at + end), what: What::Language })
}

/// `ISBN 978-…`, `ISSN 1234-567X`.
pub fn book_number(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let head = rest.get(..rest.len().min(6)).unwrap_or("");
    let (what, word) = if head.starts_with("ISBN") {
        (What::Isbn, 4)
    } else if head.starts_with("ISSN") {
        (What::Issn, 4)
    } else if head.starts_with("eISSN") {
        (What::Issn, 5)
    } else if head.starts_with("e-ISSN") {
        (What::Issn, 6)
    } else {
        return None;
    };
    let tail = rest.get(word..)?;
    let tail = tail.strip_prefix("-13").or_else(|| tail.strip_prefix("-10")).unwrap_or(tail);
    let value = tail.trim_start_matches([':', ' ', '\u{a0}', '.']);
    let mut end = 0;
    let mut digits = 0;
    for (offset, c) in value.char_indices() {
        match c {
            '0'..='9' => digits += 1,
            'X' | 'x' | 'Х' if digits > 0 => digits += 1,
            '-' | '–' | '‑' | ' ' if digits < 13 => continue,
            _ => break,
        }
        end = offset + c.len_utf8();
        if digits == 13 {
            break;
        }
    }
    let fits = if what == What::Isbn { digits == 10 || digits == 13 } else { digits == 8 };
    let from = at + rest.len() - value.len();
    fits.then(|| Mark { span: Span::new(at, from + end), value: Span::new(from, from + end), what })
}

/// `arXiv:1707.06434`, `arXiv :gr-qc/0308033[gr-qc]`.
pub fn preprint(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let tail = rest.get(5..)?;
    let number = tail.trim_start_matches([':', ' ', '\u{a0}']);
    let head: String = number.chars().take(24).collect();
    let from = at + rest.len() - number.len();
    let mut end = number.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-'))).unwrap_or(number.len());
    end = number.get(..end)?.trim_end_matches(['.', '-', '/']).len();
    let old = head.contains('/') && head.bytes().any(|byte| byte.is_ascii_digit());
    let new = number.get(..end)?.bytes().take(4).all(|byte| byte.is_ascii_digit()) && number.get(..end)?.as_bytes().get(4) == Some(&b'.');
    if !(old || new) || end < 5 {
        return None;
    }
    // The class in brackets: [hep-th].
    let class = number.get(end..)?.trim_start();
    let behind = class
        .strip_prefix('[')
        .and_then(|class| class.find(']'))
        .filter(|&len| len < 16)
        .map_or(0, |len| number.get(end..).map_or(0, str::len) - class.len() + len + 2);
    Some(Mark { span: Span::new(at, from + end + behind), value: Span::new(at, from + end), what: What::Preprint })
}

/// `in 3 volumes`, `В 2 т.`, `в 3 кн.` behind a colon or a point.
pub fn volumes(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let tail = ["in ", "In ", "В ", "в "].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let (len, digits) = count_of_volumes(tail)?;
    let from = at + rest.len() - tail.len();
    Some(Mark { span: Span::new(at, from + len), value: Span::new(from, from + digits), what: What::Volumes })
}

/// `3 vols.`, `2 Bde.`, `4 vol`.
pub fn volumes_behind(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = rest.get(digits..)?.strip_prefix(' ')?;
    let word = unit.split(|c: char| !c.is_alphabetic()).next()?;
    VOLUMES_BEHIND.contains(word).then(|| {
        let end = at + digits + 1 + word.len();
        Mark { span: Span::new(at, end), value: Span::new(at, at + digits), what: What::Volumes }
    })
}

pub fn count_of_volumes(tail: &str) -> Option<(usize, usize)> {
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, spelled) = if digits > 0 {
        (digits, false)
    } else {
        let word = tail.split(' ').next()?;
        let spelled = NUMBER_WORD.contains(word);
        (word.len(), spelled)
    };
    if digits == 0 || digits > 2 && !spelled {
        return None;
    }
    let unit = tail.get(digits..)?.strip_prefix([' ', '\u{a0}'])?;
    let word = unit.split(|c: char| !c.is_alphabetic()).next()?;
    VOLUMES_IN.contains(word).then(|| {
        let point = usize::from(unit.get(word.len()..).is_some_and(|behind| behind.starts_with('.')));
        (digits + 1 + word.len() + point, digits)
    })
}
