//! Notes without brackets at the end of a text, be it one alone.

use crate::{
    chars,
    draft::Draft,
    lexicon,
    lines::State,
    note::Mark,
    notes::marks::{self, Shape, Sign},
};

/// The most lines of text from the beginning of the last note to the end of the text.
const BEHIND: usize = 6;

/// Whether lines that begin with numbers are the notes of a text: they stand apart from it at its end, count from 1, and each is called once, in
/// their order, behind a word or a sentence, and nothing else is.
pub fn is_end_row(draft: &Draft, marks: &[&Mark]) -> bool {
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return false };
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let counted = marks.iter().zip(1u32..).all(|(mark, number)| mark.number() == Some(number));
    let plain = marks.iter().all(|mark| matches!(mark.shape, Shape::Plain | Shape::Dot) && mark.shape == first.shape);
    let is_apart = first.line.checked_sub(1).is_some_and(|above| !is_text(above));
    let behind = draft.lines.get(last.line..).unwrap_or_default().iter().filter(|line| line.state == State::Text).take(BEHIND + 1);
    if !counted || !plain || !is_apart || behind.count() > BEHIND {
        return false;
    }
    let mut number = 0;
    for line in (0..first.line).filter(|line| is_text(*line)).map(|line| draft.line(line)) {
        for sign in marks::calls(line, true).iter().filter(|sign| is_raised(line, sign)) {
            if sign.number() != Some(number + 1) {
                return false;
            }
            number += 1;
        }
    }
    usize::try_from(number) == Ok(marks.len())
}

/// Whether a number stands behind a word of small letters or the end of a sentence, as one does that was or is raised in print: "the oak1",
/// "in 1988.1"; "H2" and "vol.1" are names.
fn is_raised(line: &str, sign: &Sign) -> bool {
    let before = line.get(..sign.span.start as usize).unwrap_or("");
    let word = chars::last_word(before);
    let is_word = word.chars().count() >= 3 && word.chars().all(char::is_alphabetic) && word.ends_with(char::is_lowercase);
    let counts = || {
        let lower = word.to_lowercase();
        lexicon::counts(word) || scholion_lang::LOCATOR.contains(&lower) || scholion_lang::CUT_ABBREVIATION.contains(&lower)
    };
    let is_sentence = before.trim_end_matches(chars::is_closer).ends_with(chars::is_stop);
    match sign.shape {
        Shape::Plain => is_word && !counts(),
        Shape::Spaced => is_sentence && !before.ends_with(' '),
        // "10 m²" is a number.
        Shape::Superscript | Shape::Tag => is_word || is_sentence,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_note_may_stand_at_the_end() {
        let check = |text: &str| {
            let draft = Draft::new(text.as_bytes());
            let marks: Vec<Mark> = (0..draft.lines.len())
                .filter_map(|line| marks::leading(draft.line(line)).map(|(sign, body)| (line, sign, body)))
                .map(|(line, sign, body)| Mark { line, label: sign.label, shape: sign.shape, body, sure: false })
                .collect();
            is_end_row(&draft, &marks.iter().collect::<Vec<_>>())
        };
        assert!(check("It was laid in 1988.1\n\nAnd more.\n\n1 The roll of 1402.\n"));
        assert!(check("The weir was old,1 they said.2\n\n1. The roll.\n2. Another.\n"));
        assert!(check("It was laid by the miller¹ of old.\n\nIt is 10 m² wide.\n\n1. The roll of 1402.\n"));
        assert!(!check("See vol.1 of the roll.\n\n1 The roll of 1402.\n"));
        assert!(!check("The weir was old.1 So was the mill.1\n\n1 The roll of 1402.\n"));
        assert!(!check("The weir was old, as H2 is.\n\n1 The roll of 1402.\n"));
    }
}
