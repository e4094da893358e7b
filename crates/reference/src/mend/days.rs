//! Dates of which the labeller saw only the year, and numbers that are dates.

use super::{gap, word};
use crate::{Label, dates, token::Token};

/// `1998-12-25`
pub fn iso(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..tokens.len() {
        if gap(text, tokens, at + 1) == "-" && dates::is_year(word(text, tokens, at)) && is_iso(text, tokens, at) {
            let undated = !labels.contains(&Label::Date) && gap(text, tokens, at).ends_with('(');
            if labels.get(at) == Some(&Label::Date) || undated {
                labels.get_mut(at..at + 3).unwrap_or(&mut []).fill(Label::Date);
            }
        }
    }
}

/// Whether a word is a month behind a number.
fn is_month(text: &str, tokens: &[Token], at: usize) -> bool {
    matches!(gap(text, tokens, at), " " | ". " | "\u{a0}") && dates::month(word(text, tokens, at)).is_some()
}

/// `7 December 1976`
pub fn day_before_month(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..tokens.len() {
        let is_first = labels.get(at) == Some(&Label::Date) && labels.get(at - 1) == Some(&Label::Other);
        if is_first && is_month(text, tokens, at) && is_day(word(text, tokens, at - 1)) {
            labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Date);
        }
    }
}

/// `5–7 окт. 2018 г.`: the days of a conference are no pages.
pub fn of_conference(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 2..tokens.len() {
        let is_range = labels.get(at - 2..at) == Some(&[Label::Pages, Label::Pages])
            && gap(text, tokens, at - 1).trim().chars().all(|c| matches!(c, '-' | '–' | '—'));
        if is_range && is_month(text, tokens, at) && is_day(word(text, tokens, at - 1)) && is_day(word(text, tokens, at - 2)) {
            labels.get_mut(at - 2..at).unwrap_or(&mut []).fill(Label::Other);
        }
    }
}

/// `Resolution 1325 (2000), S/RES/1325, 31 October 2000`: a day says more than the year in the name.
pub fn of_resolution(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(first) = labels.iter().position(|label| *label == Label::Date) else { return };
    let year = word(text, tokens, first);
    let in_brackets = gap(text, tokens, first).ends_with('(') && gap(text, tokens, first + 1).starts_with(')');
    if !in_brackets || first < 2 || !word(text, tokens, first - 1).bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let day = (first + 1..tokens.len().saturating_sub(2)).find(|&at| {
        is_day(word(text, tokens, at)) && dates::month(word(text, tokens, at + 1)).is_some() && word(text, tokens, at + 2) == year
    });
    if let Some(day) = day.filter(|_| dates::is_year(year)) {
        labels.get_mut(first).into_iter().for_each(|label| *label = Label::Other);
        labels.get_mut(day..day + 3).unwrap_or(&mut []).fill(Label::Date);
    }
}

/// `материалы конф., Томск, 5–7 окт. 2018 г. – Томск : Изд-во, 2019`: where days stand behind the name of a conference and a
/// year behind the publisher, that is the date of publication.
pub fn of_publication(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let dated = |at: usize, labels: &[Label]| labels.get(at) == Some(&Label::Date);
    let Some(first) = (0..labels.len()).find(|&at| dated(at, labels)) else { return };
    let end = (first..labels.len()).find(|&at| !dated(at, labels)).unwrap_or(labels.len());
    let hosted = labels.get(..first).is_some_and(|head| head.contains(&Label::Container));
    let published = |at: usize, labels: &[Label]| at > 0 && matches!(labels.get(at - 1), Some(Label::Publisher));
    let second = (end..labels.len()).find(|&at| dated(at, labels) && published(at, labels) && gap(text, tokens, at).starts_with(','));
    if second.is_none() || !hosted || published(first, labels) {
        return;
    }
    let in_month = (first.saturating_sub(1)..end).any(|at| dates::month(word(text, tokens, at)).is_some());
    if in_month {
        labels.get_mut(first..end).unwrap_or(&mut []).fill(Label::Other);
    }
}

fn is_day(word: &str) -> bool {
    word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// `-12-25` behind a year.
fn is_iso(text: &str, tokens: &[Token], at: usize) -> bool {
    let two = |at: usize, most: u8| {
        gap(text, tokens, at) == "-"
            && word(text, tokens, at).len() == 2
            && word(text, tokens, at).parse::<u8>().is_ok_and(|number| (1..=most).contains(&number))
    };
    two(at + 1, 12) && two(at + 2, 31)
}
