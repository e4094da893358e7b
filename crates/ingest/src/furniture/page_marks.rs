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
        let values: Vec<u32> = all.iter().filter(|mark| mark.bracket == bracket).filter_map(|mark| mark.value).collect();
        let wrong = values.windows(2).filter(|pair| pair[1] <= pair[0] || pair[1] - pair[0] > STEP).count();
        values.len() >= FEWEST && wrong * SELDOM <= values.len()
    };
    let [square, curly] = [is_series(b'['), is_series(b'{')];
    all.into_iter().filter(|mark| if mark.bracket == b'[' { square } else { curly }).collect()
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
    Some(PageMark {
        span: Span::new(at, at + end + 2),
        number: Span::new(from, from + number.len()),
        value: number.get(..digits).and_then(|digits| digits.parse().ok()),
        bracket,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_rise_are_those_of_pages() {
        for (text, expected) in [
            ("[Pg iv] a [Pg 1] mil[Pg 2]ler [p. 3v]", "iv 1 2 3v"),
            ("a {13} b {14} c {16} {x}", "13 14 16"),
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
