//! `citation-label` and the letters of `year-suffix`.

use super::record::Record;
use crate::item::Name;
use crate::style::variable::{Holds, Variable};

/// The letters of a year suffix: a to z, aa, ab, and so on (specification, "Disambiguation").
pub(super) fn letters(number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = number.saturating_add(1);
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'a' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1 - digit) / 26;
    }
    letters.iter().rev().collect()
}

/// How many letters of each name make a label, by how many names there are: four together where there are four of them or fewer.
const LETTERS: [&[usize]; 4] = [&[4], &[2, 2], &[2, 1, 1], &[1, 1, 1, 1]];

/// The label of an item that brings none: letters of its names, and two digits of the year.
pub(super) fn label(record: &Record<'_>) -> String {
    let people = Variable::ALL.iter().filter(|variable| variable.holds() == Holds::Names).find_map(|variable| record.names(*variable));
    let mut label = String::new();
    if let Some(people) = people {
        let widths = LETTERS.get(people.len().clamp(1, 4) - 1).copied().unwrap_or_default();
        for (name, width) in people.iter().zip(widths) {
            push(&mut label, &word(name), *width);
        }
    } else if let Some(title) = record.text(Variable::Title) {
        let words: String = title.split_whitespace().filter(|word| !SMALL.contains(&word.to_lowercase().as_str())).collect();
        push(&mut label, &words, 4);
    }
    let year = record.date(Variable::Issued).map_or(0, |date| date.start.year).unsigned_abs() % 100;
    format!("{label}{year:02}")
}

fn push(label: &mut String, word: &str, width: usize) {
    for (at, sign) in word.chars().filter(|sign| sign.is_alphabetic()).take(width).enumerate() {
        if at == 0 { label.extend(sign.to_uppercase()) } else { label.extend(sign.to_lowercase()) }
    }
}

/// The word of a name that a label takes: the family name without particles, or the first word of a body that is no article.
fn word(name: &Name) -> String {
    let whole = if name.family.is_empty() { &name.literal } else { &name.family };
    let start = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && !SMALL.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = whole.split_whitespace().skip_while(|word| !start(word)).collect();
    if words.is_empty() { whole.clone() } else { words.concat() }
}

const SMALL: &[&str] = &["a", "an", "the", "of", "and", "in", "on", "for", "to"];
