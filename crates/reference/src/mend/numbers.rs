//! What numbers count, by the words before them and by what stands between: volumes, issues, pages, days.

use scholion_lang::JOURNAL_NUMBER;

use super::{gap, word};
use crate::{Label, dates, token::Token};

/// What the word or sign before a number says that it counts: `volume`, `issue`, `pages`.
fn counted(text: &str, tokens: &[Token], at: usize) -> Option<&'static str> {
    if !is_number(text, tokens, at) {
        return None;
    }
    let before = gap(text, tokens, at);
    if before.contains('№') {
        return Some("issue");
    }
    let is_led = matches!(before, " " | "." | ". " | "\u{a0}" | ".\u{a0}" | ": " | "° ");
    let led = at.checked_sub(1).map(|before| word(text, tokens, before)).filter(|word| is_led && word.len() <= 20 && !word.is_empty())?;
    let mut buffer = [0u8; 32];
    let lower = if JOURNAL_NUMBER.may_begin(led) { dates::lower_into(led, &mut buffer)? } else { return None };
    JOURNAL_NUMBER.part(lower).filter(|part| *part != "other")
}

fn is_number(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = word(text, tokens, at);
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn set(labels: &mut [Label], at: usize, label: Label) {
    labels.get_mut(at).into_iter().for_each(|known| *known = label);
}

/// `Vol. 1533, p. 427-436, 1998`, `No 4, October, 1970`: what a word before it calls a volume, an issue or a page is no part of the date,
/// if another year is printed; and no edition either is such a word.
pub fn no_date(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..labels.len() {
        let label = match counted(text, tokens, at) {
            Some("volume") => Label::Volume,
            Some("issue") => Label::Issue,
            Some("pages") => Label::Pages,
            _ => continue,
        };
        // "v. 12.03.2009" is a day.
        let is_day = gap(text, tokens, at + 1) == "." && is_number(text, tokens, at + 1);
        if !is_number(text, tokens, at) || is_day {
            continue;
        }
        if at > 0 && labels.get(at - 1) == Some(&Label::Edition) && labels.get(at) != Some(&Label::Edition) {
            set(labels, at - 1, Label::Other);
        }
        let other_year = || (0..labels.len()).any(|other| other != at && dates::is_year(word(text, tokens, other)));
        if labels.get(at) == Some(&Label::Date) && other_year() {
            let is_free = label == Label::Pages || !labels.contains(&label);
            set(labels, at, if is_free { label } else { Label::Other });
        }
    }
}

/// `Т. 14. Вып. 3`, `2009. Вып. 24`, `Iss. 11`, `№ 7 (52)`: the number behind the word for an issue is that of an issue, where the work
/// appeared in something; what stands in brackets behind it counts the issues of all years.
pub fn issue_by_word(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if !labels.contains(&Label::Container) {
        return;
    }
    let issues: Vec<usize> =
        (0..labels.len()).filter(|&at| is_number(text, tokens, at) && counted(text, tokens, at) == Some("issue")).collect();
    // Of two, "Вып. 3, № 2", the second is a part of the first.
    let Some(&at) = issues.last().filter(|_| issues.len() <= 2) else { return };
    let may_be = |label: Option<&Label>| matches!(label, Some(Label::Volume | Label::Issue | Label::Other | Label::Number));
    if !may_be(labels.get(at)) {
        return;
    }
    let other = labels.iter().enumerate().any(|(other, label)| *label == Label::Issue && other != at && other != at + 1);
    if !other {
        set(labels, at, Label::Issue);
    }
    if gap(text, tokens, at + 1) == " (" && may_be(labels.get(at + 1)) && is_number(text, tokens, at + 1) {
        set(labels, at + 1, Label::Other);
    }
}

/// `8 67--86`, `1979 2 ff`, `pages 25 31`: numbers with nothing but a space between them are two; only of two that rise may the dash be lost.
pub fn pages_apart(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..labels.len() {
        let pages = |at: usize| labels.get(at) == Some(&Label::Pages) && is_number(text, tokens, at);
        if !pages(at) || !pages(at + 1) || gap(text, tokens, at + 1).trim() != "" {
            continue;
        }
        let dash = |gap: &str| gap.contains(['-', '–', '—', '−', '‐', '‑']);
        let value = |at: usize| word(text, tokens, at).parse::<u32>().unwrap_or(0);
        let is_range = !pages(at + 2) && value(at) < value(at + 1) && !(at > 0 && dash(gap(text, tokens, at)) && pages(at - 1));
        let label = if dates::is_year(word(text, tokens, at)) && !labels.contains(&Label::Date) {
            Label::Date
        } else if is_range {
            continue;
        } else if labels.contains(&Label::Container) && !labels.contains(&Label::Volume) {
            Label::Volume
        } else {
            Label::Other
        };
        set(labels, at, label);
    }
}

/// `Tucson, Jan. 23-25`: days behind a month are no pages and no number; `Science, Mar. 12, 1999`: nor is one before its year a volume.
pub fn days_behind_month(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let name = word(text, tokens, at - 1);
        let is_led = matches!(gap(text, tokens, at), " " | ". ") && name.starts_with(char::is_uppercase) && name.len() > 2;
        if !is_led || !is_day(text, tokens, at) || dates::month(name).is_none() {
            continue;
        }
        let counts = |at: usize| matches!(labels.get(at), Some(Label::Pages | Label::Number | Label::Volume | Label::Issue));
        let is_range = matches!(gap(text, tokens, at + 1), "-" | "–" | "—" | "--") && is_day(text, tokens, at + 1);
        let is_dated = labels.get(at + 1) == Some(&Label::Date) && gap(text, tokens, at + 1) == ", ";
        if is_range
            && !matches!(labels.get(at), Some(Label::Volume | Label::Issue))
            && counts(at)
            && counts(at + 1)
            && labels.get(at - 1) != Some(&Label::Container)
        {
            set(labels, at, Label::Other);
            set(labels, at + 1, Label::Other);
        } else if is_dated && counts(at) && gap(text, tokens, at - 1).contains(',') && dates::is_year(word(text, tokens, at + 1)) {
            set(labels, at - 1, Label::Date);
            set(labels, at, Label::Date);
        }
    }
}

fn is_day(text: &str, tokens: &[Token], at: usize) -> bool {
    is_number(text, tokens, at) && word(text, tokens, at).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// `Lind, Robert, 1976 [1776]: An Inquiry`: the year behind the names, with that of the first edition in brackets.
pub fn year_of_reprint(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Date) {
        return;
    }
    let year = |at: usize| dates::is_year(word(text, tokens, at));
    let Some(at) = (1..labels.len()).find(|&at| year(at)) else { return };
    let behind = tokens.get(at + 1).and_then(|token| text.get(token.end as usize..)).unwrap_or("");
    let in_brackets = matches!((gap(text, tokens, at + 1), behind.chars().next()), (" [", Some(']')) | (" (", Some(')')));
    let is_head = labels.get(..at).unwrap_or(&[]).iter().all(|label| matches!(label, Label::Author | Label::Editor | Label::Other));
    if in_brackets && year(at + 1) && is_head {
        set(labels, at, Label::Date);
        set(labels, at + 1, Label::Other);
    }
}
