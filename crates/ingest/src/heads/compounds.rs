//! Headings of reports from chemistry: the name of a compound and its number, before the paragraph that says how it was made.
//!
//! "1-(2-Iodo-5-nitrophenyl)ethanol (27). To a cold solution": such names may fill several lines, and stand before dozens of paragraphs of a
//! text. One alone may be anything; several make the habit.

use scholion_lang::{FREQUENT_WORD, FUNCTION_WORD};

use super::{features::HeadLine, headings::Found};

/// So many make a habit.
const FEWEST: usize = 3;
/// The longest name, in words and in lines.
const WORDS: usize = 16;
const LINES: usize = 4;

/// The headings that are names of compounds, if the text has a habit of them; so many nats speak for each.
pub fn headings(lines: &[HeadLine], nats: f32) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match compound(lines, at) {
            Some((last, end)) => {
                found.push(Found { lines: at..last + 1, end, nats });
                at = last + 1;
            }
            None => at += 1,
        }
    }
    if found.len() < FEWEST { Vec::new() } else { found }
}

/// The last line of the name of a compound that begins on a line, and where it ends there if text follows.
fn compound(lines: &[HeadLine], at: usize) -> Option<(usize, Option<usize>)> {
    let text = |at: usize| lines.get(at).map_or("", |line| line.text);
    let is_behind = at.checked_sub(1).is_none_or(|before| text(before).ends_with(['.', ':', ')', ';', ']']));
    if !is_behind || text(at).len() < 8 {
        return None;
    }
    let (mut is_chemical, mut count) = (false, 0);
    for index in at..lines.len().min(at + LINES) {
        let line = text(index);
        let mut end = 0;
        for word in line.split_inclusive(' ') {
            end += word.len();
            let word = word.trim_end();
            count += 1;
            let bare = word.trim_end_matches(['.', ':']);
            if count > WORDS || is_verb(bare) {
                return None;
            }
            let is_last = end == line.len();
            let follows = if is_last { text(index + 1) } else { line.get(end..).unwrap_or("") };
            let begins = follows.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '(' | '['));
            if is_chemical && is_label(bare) && begins && (bare.len() < word.len() || is_last && bare.ends_with(')')) {
                return Some((index, (!is_last).then_some(line.get(..end)?.trim_end().len())));
            }
            if word.ends_with(['.', ';', '=']) {
                return None;
            }
            is_chemical |= is_name(bare);
        }
    }
    None
}

/// Whether a word is one of a sentence, and of no name.
fn is_verb(word: &str) -> bool {
    let lower = word.to_lowercase();
    FREQUENT_WORD.contains(&lower) && !FUNCTION_WORD.contains(&lower)
}

/// Whether a word is a systematic name: letters, and numbers that hyphens join to them.
fn is_name(word: &str) -> bool {
    let joined = word.as_bytes().windows(2).any(|pair| matches!(pair, [digit, b'-'] if digit.is_ascii_digit()));
    joined && word.chars().filter(|c| c.is_lowercase()).count() >= 5
}

/// Whether a word is the number of a compound: "27", "(5a)", "(R)-17".
fn is_label(word: &str) -> bool {
    let bare = word.trim_start_matches("(R)-").trim_start_matches("(S)-").trim_matches(['(', ')']);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
        && bare.get(digits..).is_some_and(|rest| rest.is_empty() || rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::features::Gap;

    #[test]
    fn names_of_compounds_are_headings_where_several_are() {
        let texts = [
            "Experimental.",
            "1-(2-Iodo-5-nitrophenyl)ethanol 27. To a cold solution of the",
            "ketone in methanol the hydride was added.",
            "3-Acetyl-28-[1-(4-fluorobenzyl)-1H-1,2,3-triazol-4-yl]",
            "carbonylbetulin (5b)",
            "White powder, yield 80%.",
            "Methyl 2-amino-4-nitrobenzoate (R)-17. A flask was filled.",
            "We mixed 2-amino-4-nitrobenzoate with 17. It was cold.",
        ];
        let lines: Vec<HeadLine> = texts.iter().map(|text| HeadLine { text, gap: Gap::None }).collect();
        let found: Vec<_> = headings(&lines, 5.0).into_iter().map(|found| (found.lines, found.end)).collect();
        assert_eq!(found, [(1..2, Some(35)), (3..5, None), (6..7, Some(38))]);
        assert!(headings(&lines[..4], 5.0).is_empty());
    }
}
