//! Where a title ends: what is said of the work behind it is no part of it.

use scholion_lang::{DESCRIPTOR, SIGNATURE, THESIS_GENRE, THESIS_OPENER, TREATY_WORD, VERSUS};

use super::{gap, word};
use crate::{Label, dates, token::Token};

/// The title, from its first word to its end.
fn title(labels: &[Label]) -> Option<(usize, usize)> {
    let first = labels.iter().position(|label| *label == Label::Title)?;
    Some((first, (first..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title)).unwrap_or(labels.len())))
}

/// The first word in a title that is set off from those before it and is what is looked for; with the title's first word and its end.
fn in_title(text: &str, tokens: &[Token], labels: &[Label], is_it: impl Fn(usize, usize) -> bool) -> Option<(usize, usize, usize)> {
    let (first, end) = title(labels)?;
    let set_off = |at: usize| {
        let before = gap(text, tokens, at);
        before.contains([',', '.', '(', '[', ';', ':']) || before.contains(" – ") || before.contains(" — ")
    };
    (first + 1..end).find(|&at| set_off(at) && is_it(first, at)).map(|at| (first, at, end))
}

/// What says that the work is a thesis.
pub fn at_thesis(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if let Some((_, at, end)) = in_title(text, tokens, labels, |_, at| is_thesis(text, tokens, at)) {
        thesis(text, tokens, labels, at, end);
    }
}

/// When a treaty was signed.
pub fn at_signature(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let is_it = |title, at| at > title + 1 && is_signature(text, tokens, at) && is_treaty(text, tokens, title, at);
    if let Some((_, at, end)) = in_title(text, tokens, labels, is_it) {
        labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Other);
    }
}

/// `王祯：《农书》卷十九，北京`, `沈林：《水与碓》，《中国农史》`: a title in Chinese or Japanese marks ends with them, and before them stands the author.
pub fn at_wide_marks(text: &str, tokens: &[Token], labels: &mut [Label]) {
    /// An author has so few words before a wide colon.
    const AUTHOR: usize = 2;
    let Some((mut first, end)) = title(labels) else { return };
    let opens = |at: usize| gap(text, tokens, at).ends_with(['《', '『']);
    if let Some(at) =
        (first + 1..end).take(AUTHOR).find(|&at| opens(at)).filter(|&at| first == 0 && gap(text, tokens, at).starts_with(['：', ':']))
    {
        labels.get_mut(..at).unwrap_or(&mut []).fill(Label::Author);
        first = at;
    }
    if !opens(first) {
        return;
    }
    if let Some(at) = (first + 1..end).find(|&at| gap(text, tokens, at).contains(['》', '』'])) {
        labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Other);
        // Behind it a second title in marks is what the work appeared in.
        if opens(at) && !labels.contains(&Label::Container) {
            let stop = (at + 1..end).find(|&at| gap(text, tokens, at).contains(['》', '』'])).unwrap_or(end);
            labels.get_mut(at..stop).unwrap_or(&mut []).fill(Label::Container);
        }
    }
}

/// `(= Studien zur Kulturgeschichte, Bd. 14)`: the series in its bracket.
pub fn at_series(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if let Some((_, at, end)) = in_title(text, tokens, labels, |_, at| gap(text, tokens, at).contains("(=")) {
        let stop = (at + 1..end).find(|&at| gap(text, tokens, at).contains([',', ';', ')'])).unwrap_or(end);
        labels.get_mut(at..stop).unwrap_or(&mut []).fill(Label::Series);
        labels.get_mut(stop..end).unwrap_or(&mut []).fill(Label::Other);
    }
}

/// `Smith v Jones [2017]`: the year in which a case was reported.
pub fn at_year_of_case(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let is_it =
        |title, at| gap(text, tokens, at).ends_with(['[', '(']) && is_year_alone(text, tokens, at) && is_case(text, tokens, title, at);
    if let Some((_, at, end)) = in_title(text, tokens, labels, is_it) {
        labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Other);
        labels.get_mut(at).into_iter().for_each(|label| *label = Label::Date);
    }
}

/// `[Data set]`: what says what the work is.
pub fn at_descriptor(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let is_it = |_, at| gap(text, tokens, at).ends_with('[') && is_descriptor(text, tokens, at);
    if let Some((title, at, end)) = in_title(text, tokens, labels, is_it) {
        labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Genre);
        version(text, tokens, labels, title, at);
        publisher_behind(labels, end);
    }
}

/// `(Version 4.1.0) [Computer software]. R Foundation`: the bracket may stand in what was taken for the publisher.
pub fn descriptor(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(title) = labels.iter().position(|label| *label == Label::Title) else { return };
    let opens =
        |at: usize| labels.get(at) == Some(&Label::Publisher) && gap(text, tokens, at).ends_with('[') && is_descriptor(text, tokens, at);
    let Some(from) = (title + 1..labels.len()).find(|&at| opens(at)) else { return };
    let Some(end) = (from + 1..labels.len()).find(|&at| gap(text, tokens, at).contains(']')) else { return };
    labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Genre);
    version(text, tokens, labels, title, from);
}

fn lower(text: &str, tokens: &[Token], at: usize) -> String {
    scholion_base::script::lowercase(word(text, tokens, at))
}

/// `thèse de doctorat`, `PhD thesis`, `Diss. phil.`, `Dissertation, University of …`.
fn is_thesis(text: &str, tokens: &[Token], at: usize) -> bool {
    let first = lower(text, tokens, at);
    if !THESIS_OPENER.begins_with(&first) && !THESIS_GENRE.contains(&first) {
        return false;
    }
    let (second, third) = (lower(text, tokens, at + 1), lower(text, tokens, at + 2));
    // Of one word it is an abbreviation.
    THESIS_OPENER.contains(&first) && gap(text, tokens, at + 1).starts_with('.')
        || THESIS_OPENER.contains(&format!("{first} {second}"))
        || THESIS_OPENER.contains(&format!("{first} {second} {third}"))
        || THESIS_GENRE.contains(&first) && (is_school(&second) || is_school(&third))
}

/// The genre goes on to the next comma; a university behind it is the publisher.
fn thesis(text: &str, tokens: &[Token], labels: &mut [Label], from: usize, end: usize) {
    let stop = (from + 1..end).find(|&at| gap(text, tokens, at).contains([',', ';', ':', '–', '—'])).unwrap_or(end);
    labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Genre);
    labels.get_mut(stop..end).unwrap_or(&mut []).fill(Label::Other);
    if labels.contains(&Label::Publisher) {
        return;
    }
    let free = |at: usize, labels: &[Label]| {
        matches!(labels.get(at), Some(Label::Other | Label::Container | Label::Volume))
            && tokens.get(at).is_some_and(|token| token.mark.is_none())
            && !dates::is_year(word(text, tokens, at))
    };
    let comma = |at: usize| gap(text, tokens, at).contains([',', '.', '(', ';']);
    let close = (stop + 1..labels.len()).find(|&at| comma(at) || !free(at, labels)).unwrap_or(labels.len());
    let names = (stop..close).any(|at| is_school(&lower(text, tokens, at)));
    if names && free(stop, labels) {
        labels.get_mut(stop..close).unwrap_or(&mut []).fill(Label::Publisher);
    }
}

fn is_school(word: &str) -> bool {
    scholion_lang::UNIVERSITY_STEM.iter().any(|stem| word.starts_with(stem))
}

/// `opened for signature`, `adopted`, `entered into force`.
pub fn is_signature(text: &str, tokens: &[Token], at: usize) -> bool {
    let first = word(text, tokens, at);
    SIGNATURE.may_begin(first) && (SIGNATURE.contains(first) || SIGNATURE.contains(&format!("{first} {}", word(text, tokens, at + 1))))
}

pub fn is_treaty(text: &str, tokens: &[Token], from: usize, to: usize) -> bool {
    (from..to).any(|at| TREATY_WORD.contains(word(text, tokens, at)))
}

/// `[2017]`, `(1803)`.
fn is_year_alone(text: &str, tokens: &[Token], at: usize) -> bool {
    let behind = tokens.get(at).and_then(|token| text.get(token.end as usize..)).unwrap_or("");
    dates::is_year(word(text, tokens, at)) && behind.starts_with([']', ')'])
}

/// `Smith v Jones`, `R (Miller) v …`.
fn is_case(text: &str, tokens: &[Token], from: usize, to: usize) -> bool {
    (from + 1..to).any(|at| VERSUS.contains(word(text, tokens, at)) && gap(text, tokens, at).ends_with(' '))
}

/// `[Data set]`: whether a bracket behind a title says what the work is.
fn is_descriptor(text: &str, tokens: &[Token], at: usize) -> bool {
    let first = lower(text, tokens, at);
    DESCRIPTOR.contains(&first) || DESCRIPTOR.contains(&format!("{first} {}", lower(text, tokens, at + 1)))
}

/// `(Version 1.2)` before the descriptor.
fn version(text: &str, tokens: &[Token], labels: &mut [Label], title: usize, end: usize) {
    let from = (title + 1..end).find(|&at| word(text, tokens, at) == "Version" && gap(text, tokens, at).ends_with('('));
    if let Some(from) = from.filter(|_| !labels.contains(&Label::Edition)) {
        labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Edition);
    }
}

/// Data, films and programs appear in nothing: whoever is named behind them publishes them.
pub fn publisher_behind(labels: &mut [Label], from: usize) {
    let in_parts = labels.iter().any(|label| matches!(label, Label::Publisher | Label::Volume | Label::Issue | Label::Pages));
    if !in_parts {
        let behind = labels.get_mut(from..).unwrap_or(&mut []);
        behind.iter_mut().filter(|label| matches!(**label, Label::Container | Label::Place)).for_each(|label| *label = Label::Publisher);
    }
}
