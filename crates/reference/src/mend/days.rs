//! Dates of which the labeller saw only the year, and numbers that are dates.

use super::{gap, word};
use crate::{Label, dates, names, token::Token};
use scholion_lang::AND;

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
        // What was read of them as a number is none either.
        let counts = |label: &Label| matches!(label, Label::Pages | Label::Number | Label::Volume | Label::Issue | Label::Other);
        let is_range = labels.get(at - 2..at).is_some_and(|days| days.iter().all(counts))
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
    // `(Athens, 18 May 1993), Amsterdam 1995`.
    let placed = |at: usize, labels: &[Label]| {
        matches!(labels.get(at - 1), Some(Label::Place))
            && matches!(gap(text, tokens, at), " " | ", ")
            && dates::is_year(word(text, tokens, at))
    };
    let is_second = |at: usize, labels: &[Label]| {
        dated(at, labels) && (published(at, labels) && gap(text, tokens, at).starts_with(',') || placed(at, labels))
            || labels.get(at) == Some(&Label::Other) && placed(at, labels)
    };
    let second = (end..labels.len()).find(|&at| at > 0 && is_second(at, labels));
    let Some(second) = second.filter(|_| hosted && !published(first, labels)) else { return };
    let in_month = (first.saturating_sub(1)..end).any(|at| dates::month(word(text, tokens, at)).is_some());
    if !in_month {
        return;
    }
    labels.get_mut(first..end).unwrap_or(&mut []).fill(Label::Other);
    labels.get_mut(second).into_iter().for_each(|label| *label = Label::Date);
    // Where they met is not where it was published.
    let open =
        (0..=first).rev().take(8).take_while(|&at| !gap(text, tokens, at).contains(')')).find(|&at| gap(text, tokens, at).contains('('));
    if let Some(open) = open.filter(|_| gap(text, tokens, end).contains(')')) {
        let held = labels.get_mut(open..first).unwrap_or(&mut []);
        held.iter_mut().filter(|label| matches!(**label, Label::Place | Label::Container)).for_each(|label| *label = Label::Other);
    }
}

/// `I Diarii, Venezia, 1879-1903, XXXIV`, `Storie, Torino, Einaudi, 1981-84, II`: the years of several volumes, with the place and publisher
/// before them, are no part of the title of an undated entry.
pub fn years_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Date) {
        return;
    }
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let end = (title..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len());
    let Some(first) = end.checked_sub(2).filter(|&first| first >= title) else { return };
    let later = word(text, tokens, first + 1);
    let counts = dates::is_year(later) || later.len() == 2 && later.bytes().all(|byte| byte.is_ascii_digit());
    if !dates::is_year(word(text, tokens, first)) || !counts || !matches!(gap(text, tokens, first + 1), "-" | "–" | "/" | "--") {
        return;
    }
    // One or two words with capitals behind a comma.
    let chunk = |end: usize| {
        let from = (title + 1..end).rev().take(2).find(|&at| gap(text, tokens, at) == ", ")?;
        let is_name = |at: usize| word(text, tokens, at).starts_with(char::is_uppercase);
        (from..end).all(is_name).then_some(from)
    };
    let is_set_off = matches!(gap(text, tokens, first), " " | ", ");
    let (place, publisher) = match chunk(first).filter(|_| is_set_off && !labels.contains(&Label::Place)) {
        Some(last) => match chunk(last).filter(|_| gap(text, tokens, first) == ", ") {
            Some(before) => (before..last, last..first),
            None => (last..first, 0..0),
        },
        None if first == title => (0..0, 0..0),
        None => return,
    };
    labels.get_mut(place).unwrap_or(&mut []).fill(Label::Place);
    labels.get_mut(publisher).unwrap_or(&mut []).fill(Label::Publisher);
    labels.get_mut(first..end).unwrap_or(&mut []).fill(Label::Date);
}

/// `Перепись 1744 года по уезду. Курск, 1992`, `Census 1851 of the county, Dublin 1977`: a year between words that run on as a sentence does is
/// that of an event, if another stands behind; what stands before it names nobody.
pub fn of_event(text: &str, tokens: &[Token], labels: &mut [Label]) {
    const WORDS: usize = 3;
    let Some(year) = labels.iter().position(|label| *label == Label::Date).filter(|year| (1..=WORDS).contains(year)) else { return };
    let is_plain = |at: usize| !word(text, tokens, at).is_empty() && (at == 0 || gap(text, tokens, at) == " ");
    let is_small = |at: usize| {
        let word = word(text, tokens, at);
        word.starts_with(char::is_lowercase) && !names::is_particle(word) && !AND.contains(word)
    };
    let is_named = labels.get(..year).is_some_and(|head| head.iter().all(|label| *label == Label::Author));
    let begins = word(text, tokens, 0).chars().count() > 3 && (1..year).all(is_small) && (0..=year + 1).all(is_plain);
    let goes_on = word(text, tokens, year + 1).starts_with(char::is_lowercase)
        && matches!(labels.get(year + 1), Some(Label::Title | Label::Other | Label::Author));
    let has_other = (year + 2..tokens.len()).any(|at| dates::is_year(word(text, tokens, at)) && labels.get(at) != Some(&Label::Pages));
    if is_named && begins && goes_on && has_other && dates::is_year(word(text, tokens, year)) {
        let end = (year + 1..labels.len()).find(|&at| labels.get(at) == Some(&Label::Title)).unwrap_or(year + 1);
        labels.get_mut(..end).unwrap_or(&mut []).fill(Label::Title);
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

#[cfg(test)]
mod tests {
    use crate::parse;

    #[test]
    fn years_of_events_are_no_dates() {
        let check = |text: &str| {
            let found = parse(text).into_iter().next().map(|found| found.record).unwrap_or_default();
            (found.author.len(), found.issued.map(|date| date.to_string()).unwrap_or_default())
        };
        assert_eq!(check("Перепись 1744 года по Курскому уезду / под ред. Л. К. Мостовой. Курск, 1992."), (0, "1992".to_owned()));
        assert_eq!(check("Смирнов 1999. Мельницы и люди. М.: Наука.").0, 1);
    }
}
