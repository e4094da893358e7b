//! What an entry says in passing, and what is no part of its fields.

use scholion_lang::{COUNTED_FIGURE, FIRST_PUBLISHED, LOCATOR, SHORT_FORM};

use super::{gap, word};
use crate::{Label, token::Token};

/// Where a bracket closes that opens before a word: the first word behind it.
fn closing(text: &str, tokens: &[Token], from: usize) -> usize {
    (from + 1..tokens.len()).find(|&at| gap(text, tokens, at).contains([')', ']'])).unwrap_or(tokens.len())
}

/// `34–56, 3 figs.`: what counts figures and tables counts no pages.
pub fn counted_figures(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        if labels.get(at - 1) != Some(&Label::Pages) || gap(text, tokens, at) != " " {
            continue;
        }
        let is_figure = matches!(LOCATOR.part(&word(text, tokens, at).to_lowercase()), Some("figure" | "table"))
            || COUNTED_FIGURE.contains(word(text, tokens, at));
        let number = word(text, tokens, at - 1);
        let counts = !number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        if is_figure && counts && gap(text, tokens, at - 1).contains([',', ';', '+']) {
            labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Other);
        }
    }
}

/// `(zit. Müller, Lampen)`: how the author will cite a work is none of its fields.
pub fn short_form(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let announces = |at: usize| gap(text, tokens, at).ends_with(['(', '[']) && SHORT_FORM.contains(&word(text, tokens, at).to_lowercase());
    for from in (1..tokens.len()).filter(|&at| announces(at)) {
        labels.get_mut(from..closing(text, tokens, from)).unwrap_or(&mut []).fill(Label::Other);
    }
}

/// `Elm: Elm Press. Originally published as Lampentheorie (Berlin: Ulme, 1999)`: where a work came out first is not where this edition did.
pub fn first_published(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let begins = |at: usize| {
        let words = || tokens.get(at).and_then(|token| text.get(token.start as usize..)).unwrap_or("");
        gap(text, tokens, at).contains(['.', ';', '(', '['])
            && FIRST_PUBLISHED.longest(words(), |_, tail| !tail.starts_with(char::is_alphanumeric)).is_some()
    };
    let Some(from) = (2..tokens.len()).find(|&at| begins(at)) else { return };
    if labels
        .get(..from)
        .is_some_and(|head| head.contains(&Label::Title) && (head.contains(&Label::Date) || head.contains(&Label::Publisher)))
    {
        labels.iter_mut().skip(from).for_each(|label| *label = Label::Other);
    }
}

/// `[Doctoral dissertation, University of Elm]. ProQuest`: a publisher ends where the bracket closes in which it stands.
pub fn publisher_in_bracket(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let within = labels.get(at - 1..=at) == Some(&[Label::Publisher, Label::Publisher]);
        let closes = gap(text, tokens, at);
        if !within || !closes.starts_with([']', ')']) || closes.contains(['[', '(']) {
            continue;
        }
        let from = (0..at).rev().take_while(|&at| labels.get(at) == Some(&Label::Publisher)).last().unwrap_or(at);
        if (from..at).all(|at| !gap(text, tokens, at + 1).contains(['[', '('])) {
            let end = (at..labels.len()).find(|&at| labels.get(at) != Some(&Label::Publisher)).unwrap_or(labels.len());
            labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Other);
        }
    }
}
