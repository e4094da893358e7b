//! Journals, series and imprints that nothing marks.

use super::{gap, word};
use crate::{Label, dates, token::Token};

/// `Arden P Learning ponds 1995 Neural Ponds 8 67--86`: between the year and the volume stands the journal, where nothing is set off.
pub fn journal_behind_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) || !labels.contains(&Label::Pages) {
        return;
    }
    let Some(date) = labels.iter().position(|label| *label == Label::Date).filter(|&at| at > 0) else { return };
    let Some(volume) = labels.iter().position(|label| *label == Label::Volume).filter(|&at| at > date + 1) else { return };
    let behind_title =
        labels.get(date - 1) == Some(&Label::Title) && gap(text, tokens, date) == " " && dates::is_year(word(text, tokens, date));
    let free = |label: &Label| matches!(label, Label::Place | Label::Publisher | Label::Other | Label::Series);
    let is_plain = (date + 1..=volume).all(|at| gap(text, tokens, at) == " ");
    let named = word(text, tokens, date + 1).starts_with(char::is_uppercase);
    if behind_title && is_plain && named && labels.get(date + 1..volume).is_some_and(|words| words.iter().all(free)) {
        labels.get_mut(date + 1..volume).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// `Jezera a lidé. Český časopis historický, 2003, roč. 101, s. 345`: where volume and pages follow a title without a journal, the words behind
/// its last point are that.
pub fn journal_behind_point(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let has = |label| labels.contains(&label);
    if !has(Label::Volume)
        || !has(Label::Pages)
        || has(Label::Container)
        || has(Label::Place)
        || has(Label::Publisher)
        || has(Label::Editor)
    {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let Some(from) = (first + 1..end).rev().find(|&at| gap(text, tokens, at) == ". ") else { return };
    let is_name = word(text, tokens, from).starts_with(char::is_uppercase) && (2..=6).contains(&(end - from));
    let is_dated = labels.get(end) == Some(&Label::Date) && gap(text, tokens, end) == ", " && dates::is_year(word(text, tokens, end));
    if is_name && is_dated && (from + 1..end).all(|at| gap(text, tokens, at) == " ") {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Container);
    }
}

/// `Sborník prací. Brno: MU, 2003`: a place, a colon and a publisher that end a container are no part of it.
pub fn imprint_in_container(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Place) || labels.contains(&Label::Publisher) {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Container) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Container)).unwrap_or(labels.len());
    let Some(publisher) = (first + 2..end).rev().take(4).find(|&at| gap(text, tokens, at).trim() == ":") else { return };
    let Some(place) = (first + 1..publisher).rev().take(3).find(|&at| gap(text, tokens, at) == ". ") else { return };
    let is_name = |at: usize| word(text, tokens, at).starts_with(char::is_uppercase);
    let follows = labels.get(end) == Some(&Label::Date) && gap(text, tokens, end) == ", ";
    if follows && (place..publisher).all(is_name) && is_name(publisher) {
        labels.get_mut(place..publisher).unwrap_or(&mut []).fill(Label::Place);
        labels.get_mut(publisher..end).unwrap_or(&mut []).fill(Label::Publisher);
    }
}

/// `Lakes and people, NLS Technical Memorandum 12, Washington`: what ends a title with the name and number of a report is its series.
pub fn series_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Series) || labels.contains(&Label::Number) || labels.contains(&Label::Container) {
        return;
    }
    let Some(first) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let number = end.saturating_sub(1);
    let counts = |at: usize| {
        let word = word(text, tokens, at);
        !word.is_empty() && word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let Some(from) = (first + 1..number).rev().find(|&at| matches!(gap(text, tokens, at), ", " | ". ")) else { return };
    let is_report = |at: usize| {
        matches!(
            word(text, tokens, at),
            "Memorandum" | "Report" | "Paper" | "Papers" | "Bulletin" | "Circular" | "Publication" | "Monograph"
        )
    };
    let is_name = (from..number).all(|at| word(text, tokens, at).starts_with(char::is_uppercase));
    if counts(number)
        && is_report(number - 1)
        && is_name
        && (2..=6).contains(&(number - from))
        && gap(text, tokens, end).starts_with([',', '.'])
    {
        labels.get_mut(from..number).unwrap_or(&mut []).fill(Label::Series);
        labels.get_mut(number).into_iter().for_each(|label| *label = Label::Number);
    }
}
