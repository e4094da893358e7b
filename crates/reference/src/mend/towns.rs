//! Publishers and towns that nothing parts, and an issue taken for a day.

use scholion_base::script;
use scholion_lang::REFERENCE_WORD;

use super::{gap, word};
use crate::{Label, token::Token};

/// Countries among the places that are known by name: they stand behind their towns.
const COUNTRIES: [&str; 18] = [
    "Australia",
    "Brasil",
    "Brazil",
    "Canada",
    "China",
    "Deutschland",
    "England",
    "España",
    "France",
    "Germany",
    "India",
    "Italia",
    "Italy",
    "Japan",
    "Mexico",
    "Netherlands",
    "Spain",
    "Switzerland",
];

/// Whether a word is the name of a town that is no other word of references: `Roma`, and neither `Reading` nor `Italy`.
fn is_town(word: &str) -> bool {
    word.chars().count() >= 4
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase)
        && REFERENCE_WORD.part(&script::lowercase(word)) == Some("places")
        && !COUNTRIES.contains(&word)
}

/// The first run of words with a label.
fn run(labels: &[Label], label: Label) -> Option<(usize, usize)> {
    let from = labels.iter().position(|known| *known == label)?;
    let length = labels.get(from..)?.iter().take_while(|known| **known == label).count();
    Some((from, from + length))
}

/// `Springer Berlin Heidelberg`, `Canova, Treviso`: towns that end a publisher are the place, where no other is named. `Universität Göttingen` is one name.
pub fn behind_publisher(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Place) {
        return;
    }
    let Some((from, end)) = run(labels, Label::Publisher) else { return };
    let towns = (from..end).rev().take_while(|&at| is_town(word(text, tokens, at)) && matches!(gap(text, tokens, at), " " | ", ")).count();
    let place = end - towns;
    if towns == 0 || place == from {
        return;
    }
    let publishes = |at: usize| REFERENCE_WORD.part(&script::lowercase(word(text, tokens, at))) == Some("publishers");
    if gap(text, tokens, place) == ", " || publishes(place - 1) {
        labels.get_mut(place..end).unwrap_or(&mut []).fill(Label::Place);
    }
}

/// `Officina, Roma`: of two names that are taken for a place, the town is one and the other published it, if nobody else did.
pub fn before_town(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Publisher) {
        return;
    }
    let Some((from, end)) = run(labels, Label::Place) else { return };
    let Some(town) = (from + 1..end).find(|&at| gap(text, tokens, at) == ", ") else { return };
    let is_name = |at: usize| {
        let word = word(text, tokens, at);
        word.chars().count() > 3 && word.starts_with(char::is_uppercase) && !REFERENCE_WORD.contains(&script::lowercase(word))
    };
    let towns = (town..end).all(|at| is_town(word(text, tokens, at)));
    if towns && town - from <= 2 && (from..town).all(is_name) && labels.get(..from).is_some_and(|head| head.contains(&Label::Title)) {
        labels.get_mut(from..town).unwrap_or(&mut []).fill(Label::Publisher);
    }
}

/// `82(1), January 1994`: what stands in a bracket of its own behind the volume is the issue, and no day.
pub fn issue_before_month(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Issue) {
        return;
    }
    for at in 1..labels.len() {
        let bracketed = gap(text, tokens, at).ends_with('(') && gap(text, tokens, at + 1).starts_with(')');
        let number = word(text, tokens, at);
        let counts = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
        if bracketed && counts && labels.get(at) == Some(&Label::Date) && labels.get(at - 1) == Some(&Label::Volume) {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Issue);
        }
    }
}

/// `Karl Linde, Art. „Archiv“, in: Lexikon`: the word for an article of a dictionary is none of the name before it.
pub fn word_for_article(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let behind = gap(text, tokens, at + 1);
        let quotes = behind.strip_prefix('.').is_some_and(|behind| behind.trim_start().starts_with(['„', '“', '"', '«', '»', '‚', '‘']));
        let is_word = matches!(word(text, tokens, at), "Art" | "Artikel" | "Lemma" | "s.v") && quotes;
        if is_word && labels.get(at) == Some(&Label::Author) {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Other);
        }
    }
}
