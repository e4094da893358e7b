//! Marks with which those who typed a book in say where its pages begin: `[Pg 13]`, `[p. xiv]`, `{14}`. They are no words: they cut none,
//! and stand in the document as marks of pages.

use std::borrow::Cow;

use scholion_base::Span;
use scholion_lang::LOCATOR;

use crate::{block::Milestone, draft::Draft, furniture::folios, lines::State};

/// So many marks of a kind make a series …
const FEWEST: usize = 3;
/// … if each number is at most so much higher than the one before …
const STEP: u32 = 5;
/// … but for one in so many.
const SELDOM: usize = 5;
/// Pages have more bytes than these: numbers in curly brackets that stand closer are places to be filled in.
const PAGE: usize = 24;

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PageMark {
    /// All of it.
    span: Span,
    /// The number in it.
    number: Span,
    /// Its value; none of a Roman one.
    value: Option<u32>,
    /// The bracket with which it begins.
    bracket: u8,
    /// Whether it stands where a formula has its numbers, so that all of its kind do.
    in_formula: bool,
    /// Whether it stands close behind a number or a bracket, as a mark seldom does.
    close: bool,
}

/// Takes the marks out of the lines.
pub fn apply(draft: &mut Draft) {
    let marks = find(&draft.source.text);
    if marks.is_empty() {
        return;
    }
    for mark in &marks {
        let index = (draft.source.line_at(mark.span.start) as usize).saturating_sub(1);
        if draft.line(index).trim() == mark.span.of(&draft.source.text) {
            draft.lines.get_mut(index).into_iter().for_each(|line| line.state = State::Dropped);
            folios::mark_page(draft, index);
        }
        let number = mark.number.of(&draft.source.text).into();
        draft.pages.push((mark.span.end, Milestone { class: "pb", number, picture: "".into() }));
    }
    draft.unprinted.extend(marks.iter().map(|mark| mark.span));
    draft.unprinted.sort_by_key(|span| span.start);
    draft.lay_out();
}

/// As [`unseen`], of a text that is not needed any more.
pub fn without(text: String) -> String {
    match unseen(&text) {
        Cow::Owned(unseen) => unseen,
        Cow::Borrowed(_) => text,
    }
}

/// A text with its marks of pages as a reader counts words: numbers stay.
pub fn unseen(text: &str) -> Cow<'_, str> {
    let marks = find(text);
    if marks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for mark in marks {
        for part in [mark.span.start..mark.number.start, mark.number.end..mark.span.end] {
            bytes.get_mut(part.start as usize..part.end as usize).into_iter().flatten().for_each(|byte| *byte = b' ');
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The marks of a text whose numbers rise, in order.
fn find(text: &str) -> Vec<PageMark> {
    let places = memchr::memchr2_iter(b'[', b'{', text.as_bytes());
    let all: Vec<PageMark> = places.filter_map(|at| read(text, at)).collect();
    let is_series = |bracket: u8| {
        let marks: Vec<&PageMark> = all.iter().filter(|mark| mark.bracket == bracket).collect();
        let values: Vec<u32> = marks.iter().filter_map(|mark| mark.value).collect();
        let wrong = values.windows(2).filter(|pair| pair[1] <= pair[0] || pair[1] - pair[0] > STEP).count();
        let is_typed = bracket == b'[' || are_typed(&marks);
        values.len() >= FEWEST && wrong * SELDOM <= values.len() && is_typed
    };
    let [square, curly] = [is_series(b'['), is_series(b'{')];
    all.into_iter().filter(|mark| if mark.bracket == b'[' { square } else { curly }).collect()
}

/// Whether numbers in curly brackets may be those of pages: none stands in a formula (`x_{1}`, `\frac{1}{2}`), seldom one close behind a
/// number, none is nought, and there is room for a page between them (`{1} of {2}` waits for words).
fn are_typed(marks: &[&PageMark]) -> bool {
    let close = marks.iter().filter(|mark| mark.close).count();
    let length = match (marks.first(), marks.last()) {
        (Some(first), Some(last)) => last.span.start.saturating_sub(first.span.start) as usize,
        _ => 0,
    };
    let pages = marks.len().saturating_sub(1);
    !marks.iter().any(|mark| mark.in_formula || mark.value == Some(0)) && close * SELDOM <= marks.len() && length >= pages * PAGE
}

/// Whether what stands before a bracket is of a formula: a sign of one, or a command (`\sqrt`).
fn is_formula(before: &str) -> bool {
    let word = before.bytes().rev().take(16).take_while(u8::is_ascii_alphabetic).count();
    let lead = before.as_bytes().get(..before.len() - word).and_then(<[u8]>::last);
    matches!(before.bytes().next_back(), Some(b'_' | b'^' | b'\\' | b'$' | b'#' | b'%')) || lead == Some(&b'\\')
}

/// The mark that begins at a bracket.
fn read(text: &str, at: usize) -> Option<PageMark> {
    /// Longer ones are none, in bytes.
    const LONGEST: usize = 24;
    let bracket = *text.as_bytes().get(at)?;
    let rest = text.get(at + 1..)?;
    let end = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'}'))?;
    let inside = rest.get(..end)?;
    let word = inside.find(|c: char| !c.is_alphabetic()).unwrap_or(0);
    let (label, behind) = inside.split_at(word);
    let is_named = LOCATOR.part(&label.to_lowercase()) == Some("page");
    let number = if is_named { behind.trim_start_matches(['.', ' ', '\u{a0}']) } else { inside };
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let side = number.get(digits..).unwrap_or("");
    let is_counted = (1..=4).contains(&digits) && (side.is_empty() || matches!(side, "a" | "b" | "r" | "v"));
    let is_roman = is_named && digits == 0 && !number.is_empty() && number.bytes().all(|byte| b"ivxlcIVXLC".contains(&byte));
    if !(is_counted || is_roman) || bracket == b'[' && !is_named {
        return None;
    }
    let from = at + 1 + (inside.len() - number.len());
    let before = text.get(..at)?;
    Some(PageMark {
        span: Span::new(at, at + end + 2),
        number: Span::new(from, from + number.len()),
        value: number.get(..digits).and_then(|digits| digits.parse().ok()),
        bracket,
        in_formula: is_formula(before),
        close: before.ends_with(|c: char| c.is_ascii_digit() || c == '}'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_rise_are_those_of_pages() {
        for (text, expected) in [
            ("[Pg iv] a [Pg 1] mil[Pg 2]ler [p. 3v]", "iv 1 2 3v"),
            ("The mill. {13} The wheel was old and made of oak. {14} And so it has been to this day. {16} {x}", "13 14 16"),
            ("We write x_{1} for the first member of a row, x_{2} for the second and x_{3} for the third of them.", ""),
            ("A half is \\frac{1}{2} of a whole, and a third of it, as all know who count, is {3} of the many.", ""),
            ("You have {1} of {2} in {3}", ""),
            ("[S. 4] a [Seite 5] [S.6]", "4 5 6"),
            ("see [p. 80] and [p. 3], [p. 112]", ""),
            ("[1] [2] [3]", ""),
            ("[Pg 1] [Pg 2]", ""),
        ] {
            let found: Vec<&str> = find(text).iter().map(|mark| mark.number.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
        assert_eq!(unseen("[Pg 1] a {b} [Pg 2] [Pg 3]"), "    1  a {b}     2      3 ");
    }
}
