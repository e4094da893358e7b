//! Marks that are numbers in circles, or stand behind what notes are called in East Asia: `①`, `（注1）`, `[註三]`, `※2`.

use scholion_base::{Span, figures, script::decimal};
use scholion_lang::NOTE_NAME;

use super::marks::{Shape, Sign};

/// A number in a circle.
pub fn circled(text: &str, at: usize) -> Option<Sign> {
    let c = text.get(at..)?.chars().next()?;
    let number = figures::of_circled(c)?;
    Some(Sign { label: number.to_string(), shape: Shape::Circled, span: Span::new(at, at + c.len_utf8()) })
}

/// The sign that Japanese print has before the number of a note.
const REFERENCE_MARK: char = '※';

/// Whether a line that begins with a character may begin with such a mark.
pub fn may_begin(c: char) -> bool {
    figures::of_circled(c).is_some() || c == REFERENCE_MARK || NOTE_NAME.contains(c.encode_utf8(&mut [0; 4]))
}

/// A number with the name of a note before it, or in brackets where plain digits are none; `begins`: whether a line begins there.
pub fn named_number(text: &str, at: usize, begins: bool) -> Option<Sign> {
    let rest = text.get(at..)?;
    let open = rest.chars().next()?;
    let close = match open {
        '（' => "）",
        '(' => ")",
        '[' => "]",
        '［' => "］",
        '〔' => "〕",
        '【' => "】",
        _ => "",
    };
    let before = if close.is_empty() { 0 } else { open.len_utf8() };
    let name = name_len(rest.get(before..)?);
    let figure = rest.get(before + name..)?;
    let (number, length) = number(figure)?;
    let is_plain = figure.starts_with(|c: char| decimal(c).is_some());
    let is_circled = figure.chars().next().and_then(figures::of_circled).is_some();
    // "（一）" counts the parts of a text.
    let fits = name > 0 || !close.is_empty() && (is_circled || !is_plain && matches!(open, '〔' | '［'));
    let behind = figure.get(length..)?;
    let parts = |c: char| matches!(c, '：' | ':' | '．' | '.' | '、' | ')' | '）');
    let is_closed = behind.starts_with(close) && !close.is_empty();
    let is_bare = close.is_empty() && (open == REFERENCE_MARK || begins && behind.starts_with(|c: char| parts(c) || c.is_whitespace()));
    if !fits || !is_closed && !is_bare {
        return None;
    }
    let closed = if is_closed { close.len() } else { 0 };
    let mark = behind.get(closed..).and_then(|behind| behind.chars().next()).filter(|c| begins && parts(*c)).map_or(0, char::len_utf8);
    let end = at + before + name + length + closed + mark;
    Some(Sign { label: number.to_string(), shape: Shape::Circled, span: Span::new(at, end) })
}

/// The length of what a note is called with which a text begins, in a script without capitals, or of the sign before its number.
fn name_len(text: &str) -> usize {
    const LONGEST: usize = 3;
    if text.starts_with(REFERENCE_MARK) {
        return REFERENCE_MARK.len_utf8();
    }
    let is_letter = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    let ends = text.char_indices().take(LONGEST).take_while(|(_, c)| is_letter(*c)).map(|(at, c)| at + c.len_utf8());
    ends.filter(|end| text.get(..*end).is_some_and(|name| NOTE_NAME.contains(name))).last().unwrap_or(0)
}

/// The number with which a text begins, and its length: ①, 12, １２, 十二.
fn number(text: &str) -> Option<(u32, usize)> {
    const LONGEST: usize = 3;
    let first = text.chars().next()?;
    if let Some(number) = figures::of_circled(first) {
        return Some((number, first.len_utf8()));
    }
    let of_han = |c: char| "一二三四五六七八九十".chars().position(|digit| digit == c).and_then(|at| u32::try_from(at + 1).ok());
    let value = |c: char| decimal(c).or_else(|| of_han(c));
    let figures: Vec<(char, u32)> = text.chars().take(LONGEST + 1).map_while(|c| Some((c, value(c)?))).collect();
    let number = match figures.as_slice() {
        // 12 is 十二, 20 二十, 21 二十一.
        [('十', _)] => 10,
        [('十', _), (_, one)] if *one < 10 => 10 + one,
        [(_, ten), ('十', _)] if *ten < 10 => ten * 10,
        [(_, ten), ('十', _), (_, one)] if *ten < 10 && *one < 10 => ten * 10 + one,
        all if all.len() <= LONGEST && all.iter().all(|(_, value)| *value < 10) => all.iter().fold(0, |sum, (_, value)| sum * 10 + value),
        _ => return None,
    };
    (number > 0).then(|| (number, figures.iter().map(|(c, _)| c.len_utf8()).sum()))
}

/// The marks without the numbers in circles by which a sentence counts, behind a colon: "three works: ①the weir; ②the bridge".
pub fn without_listed(text: &str, mut signs: Vec<Sign>) -> Vec<Sign> {
    let mut last: Option<u32> = None;
    let circled = |sign: &Sign| sign.number().filter(|_| sign.shape == Shape::Circled);
    let numbers: Vec<u32> = signs.iter().filter_map(circled).collect();
    if numbers.len() < 2 {
        return signs;
    }
    let has_second = numbers.contains(&2);
    signs.retain(|sign| {
        let Some(number) = circled(sign) else { return true };
        let before = text.get(..sign.span.start as usize).unwrap_or("").trim_end();
        let is_before_word = text.get(sign.span.end as usize..).is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic));
        let begins = number == 1 && before.ends_with(['：', ':']) && has_second;
        let goes_on = last.is_some_and(|last| last + 1 == number);
        let is_listed = is_before_word && (begins || goes_on);
        if is_listed {
            last = Some(number);
        }
        !is_listed
    });
    signs
}

#[cfg(test)]
mod tests {
    use crate::notes::marks::{calls, leading};

    #[test]
    fn what_a_sentence_counts_calls_no_notes() {
        let labels = |text: &str| calls(text, false).into_iter().map(|sign| sign.label).collect::<Vec<_>>();
        assert_eq!(labels("水闸①，石桥。②有三：①水闸；②石桥；③堤。③"), ["1", "2", "3"]);
        assert_eq!(labels("the weir① and"), ["1"]);
    }

    #[test]
    fn notes_have_names_before_their_numbers() {
        let labels = |text: &str| calls(text, false).into_iter().map(|sign| sign.label).collect::<Vec<_>>();
        assert_eq!(labels("水門（注1）は村の〔註十二〕もの※3で（④）、（一）また[注５]"), ["1", "12", "3", "4", "5"]);
        let begins = |line: &str| leading(line).map(|(sign, body)| (sign.label, line[body..].to_owned()));
        assert_eq!(begins("注1　佐藤"), Some(("1".to_owned(), "佐藤".to_owned())));
        assert_eq!(begins("（註二十）：佐藤"), Some(("20".to_owned(), "佐藤".to_owned())));
        assert_eq!(begins("※2 佐藤"), Some(("2".to_owned(), "佐藤".to_owned())));
        assert_eq!(begins("注意事項"), None);
    }
}
