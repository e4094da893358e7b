//! Numbers of lines at the side, by every fifth line as a rule: "… and looks not back.      5". They are no words of the line, and stand in
//! the document as marks of lines.

use scholion_base::Span;

use crate::{
    block::Milestone,
    draft::{Draft, beginning},
    lines::{State, characters},
    report::{Certainty::Likely, Kind},
};

/// So many numbers of a text must stand at lines that they count.
const FEWEST: usize = 2;
/// The widest step from one number to the next.
const STEP: u32 = 10;
/// From this step on a line more or less, such as a heading that was taken for one, does not matter.
const SURE: u32 = 4;

/// A number beside a line.
struct Beside {
    /// The index of the line.
    line: usize,
    value: u32,
    /// Its part of the source, and that of the line's words.
    number: Span,
    words: Span,
    /// How many lines of text stand before it, headings left aside.
    count: u32,
}

/// Takes the numbers out of the lines, if each is as much higher than the one before as lines stand between the two.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let all = found(draft);
    let follows = |one: &Beside, next: &Beside| {
        let step = next.value.saturating_sub(one.value);
        // Where each line has a number, as in a list of contents, it counts none.
        let slack = u32::from(step >= SURE);
        (2..=STEP).contains(&step)
            && next.value.is_multiple_of(step)
            && one.value.is_multiple_of(step)
            && step.abs_diff(next.count.saturating_sub(one.count)) <= slack
    };
    let counts = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| all.get(before)).zip(all.get(at));
        let next = all.get(at).zip(all.get(at + 1));
        [before, next].into_iter().flatten().any(|(one, next)| follows(one, next))
    };
    let taken: Vec<&Beside> = all.iter().enumerate().filter(|(at, _)| counts(*at)).map(|(_, beside)| beside).collect();
    if taken.len() < FEWEST || taken.len() * 4 < all.len() * 3 {
        return;
    }
    for beside in &taken {
        let number: Box<str> = beside.number.of(&draft.source.text).into();
        let length = characters(beside.words.of(&draft.source.text));
        if let Some(line) = draft.lines.get_mut(beside.line) {
            (line.span, line.length) = (beside.words, u16::try_from(length).unwrap_or(u16::MAX));
        }
        draft.pages.push((beside.words.start, Milestone { class: "line", number, picture: "".into() }));
    }
    let numbers: Vec<String> = taken.iter().map(|beside| beside.value.to_string()).collect();
    if let Some(first) = taken.first() {
        draft.say(draft.number_of(first.line), rule, beginning(&numbers.join(", "), 60), Kind::Found, Likely);
    }
    draft.pages.sort_by_key(|(at, _)| *at);
    draft.lay_out();
}

/// The numbers that stand beside lines, a wide gap away.
fn found(draft: &Draft) -> Vec<Beside> {
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let mut all = Vec::new();
    let mut count = 0;
    for index in (0..draft.lines.len()).filter(|index| is_text(*index)) {
        let Some(line) = draft.lines.get(index) else { continue };
        let beside = beside(draft.line(index), line.span.start as usize);
        // What stands alone is a heading, unless it is counted itself.
        if beside.is_some() || is_text(index + 1) || index.checked_sub(1).is_some_and(is_text) {
            count += 1;
        }
        all.extend(beside.map(|(value, number, words)| Beside { line: index, value, number, words, count }));
    }
    all
}

/// The number beside a line, its part of the source, and that of the words; `at` is where the line begins.
fn beside(line: &str, at: usize) -> Option<(u32, Span, Span)> {
    const GAP: &str = "  ";
    let digit = |c: char| c.is_ascii_digit();
    let behind = line.trim_start_matches(digit);
    let before = line.trim_end_matches(digit);
    let (number, words) = if behind.len() < line.len() && behind.starts_with(GAP) {
        let digits = line.len() - behind.len();
        let gap = behind.len() - behind.trim_start().len();
        (0..digits, digits + gap..line.len())
    } else if before.len() < line.len() && before.ends_with(GAP) {
        (before.len()..line.len(), 0..before.trim_end().len())
    } else {
        return None;
    };
    let value = line.get(number.clone()).filter(|digits| digits.len() <= 4)?.parse().ok()?;
    let has_words = line.get(words.clone())?.contains(char::is_alphabetic);
    has_words.then(|| (value, Span::new(at + number.start, at + number.end), Span::new(at + words.start, at + words.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lines_are_marks() {
        let check = |text: &str| {
            let mut draft = Draft::new(text.as_bytes());
            apply(&mut draft, "line-number");
            (draft.pages.iter().map(|(_, mark)| mark.number.to_string()).collect::<Vec<_>>(), draft.line(1).to_owned())
        };
        let verse = "the wheel\nturns round    5\nthe weir\nis old\nand so\nis she\nwho sang   10\nto us\n";
        assert_eq!(check(verse), (vec!["5".to_owned(), "10".to_owned()], "turns round".to_owned()));
        let left = "the wheel\n5   turns round\nthe weir\nis old\nand so\nis she\n10  who sang\nto us\n";
        assert_eq!(check(left).1, "turns round");
        assert_eq!(check("oak    5\nelm    10\nash    15\n").0, [""; 0]);
        assert_eq!(check("Foreword    2\nThe mill    4\nThe weir    6\nIndex    8\n").0, [""; 0]);
    }
}
