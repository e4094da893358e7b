//! Names at the head of an entry that were read as a title, and titles that were read as names.

use scholion_lang::EDITOR_ROLE;

use super::{gap, is_editor_role, word};
use crate::{Label, names, token::Token};

/// `Roe A, Doe B. Lamps and ships [Internet]`: family names with initials that have no points do not begin a title, in an entry
/// that names nobody else (Vancouver).
pub fn names_in_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Author) || labels.contains(&Label::Editor) || labels.first() != Some(&Label::Title) {
        return;
    }
    // A title in quotation marks begins with its own words, and "Charles R. Lind", "Le R. Gallerie" are no names that stand family first.
    let start = tokens.first().and_then(|first| text.get(..first.start as usize)).unwrap_or("");
    let first = word(text, tokens, 0);
    if start.contains(['"', '“', '«', '„', '‘']) || names::is_given(first) || scholion_lang::ARTICLE.contains(&first.to_lowercase())
    {
        return;
    }
    let is_family = |at: usize| {
        let word = word(text, tokens, at);
        word.starts_with(char::is_uppercase) && word.chars().count() > 1 && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
    };
    let are_initials = |at: usize| {
        let word = word(text, tokens, at);
        (1..=3).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
    };
    let mut at = 0;
    loop {
        if !(is_family(at) && gap(text, tokens, at + 1) == " " && are_initials(at + 1)) {
            return;
        }
        at += 2;
        match gap(text, tokens, at) {
            ", " => {}
            ". " => break,
            _ => return,
        }
    }
    // "Vitamin D. Elm: Press": something must be left that is called.
    let titled = labels.get(at) == Some(&Label::Title) && word(text, tokens, at).starts_with(char::is_uppercase);
    if titled {
        labels.get_mut(..at).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `Max Weber, Hafen und Gesellschaft, hrsg. v. Eva Poe`: whom "edited by" makes an editor stands behind it; before it stand the author and
/// the title.
pub fn title_before_role(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let named = |label: Option<&Label>| matches!(label, Some(Label::Author | Label::Editor));
    if labels.contains(&Label::Title) || !named(labels.first()) {
        return;
    }
    let leads = |at: usize| {
        let next = word(text, tokens, at + 1);
        let role = word(text, tokens, at);
        let is_role = is_editor_role(role) || EDITOR_ROLE.contains(&role.to_lowercase());
        is_role && next.starts_with(char::is_lowercase) && EDITOR_ROLE.ends_with(next)
    };
    let Some(role) = (2..tokens.len()).find(|&at| leads(at) && gap(text, tokens, at).contains([',', '/', '.'])) else { return };
    // Behind a family name alone stands the given name.
    let mut parts = (1..role).filter(|&at| gap(text, tokens, at).contains([',', ':']));
    let Some(first) = parts.next() else { return };
    let is_family = first == 1 && !gap(text, tokens, first).contains(':');
    let Some(title) = (if is_family { parts.next() } else { Some(first) }) else { return };
    let free = |label: &Label| matches!(label, Label::Author | Label::Editor | Label::Other);
    if !named(labels.get(role + 2)) || !labels.get(..role + 1).is_some_and(|head| head.iter().all(free)) {
        return;
    }
    labels.get_mut(..title).unwrap_or(&mut []).fill(Label::Author);
    labels.get_mut(title..role).unwrap_or(&mut []).fill(Label::Title);
    labels.get_mut(role..role + 2).unwrap_or(&mut []).fill(Label::Other);
    labels.iter_mut().skip(role).filter(|label| **label == Label::Author).for_each(|label| *label = Label::Editor);
}

/// `BRASIL. Ministério da Pesca. Plano nacional`: a country in capitals goes on to its organ (ABNT NBR 6023, 8.1.2).
pub fn country_with_its_organ(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let head = labels.iter().take_while(|label| **label == Label::Author).count();
    let in_capitals = |at: usize| {
        let word = word(text, tokens, at);
        word.chars().count() > 3 && !word.chars().any(char::is_lowercase)
    };
    if head == 0 || head > 3 || !(0..head).all(in_capitals) || gap(text, tokens, head) != ". " || labels.get(head) != Some(&Label::Title) {
        return;
    }
    let end = (head + 1..labels.len()).find(|&at| labels.get(at) != Some(&Label::Title) || gap(text, tokens, at).starts_with('.'));
    let Some(end) = end.filter(|&end| labels.get(end) == Some(&Label::Title)) else { return };
    if names::is_body(word(text, tokens, head)) && (head + 1..end).all(|at| gap(text, tokens, at) == " ") && end - head <= 8 {
        labels.get_mut(head..end).unwrap_or(&mut []).fill(Label::Author);
    }
}

/// `Le Goff (Jacques), Pour un autre Moyen Âge`: a family name with the given name in brackets does not begin a title.
pub fn given_in_brackets(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Author) || labels.first() != Some(&Label::Title) {
        return;
    }
    let Some(given) = (1..tokens.len().min(5)).find(|&at| gap(text, tokens, at) == " (") else { return };
    let Some(end) = (given + 1..tokens.len().min(given + 4)).find(|&at| gap(text, tokens, at).starts_with(')')) else { return };
    let is_name = |at: usize| word(text, tokens, at).starts_with(char::is_uppercase) || names::is_particle(word(text, tokens, at));
    let closes = gap(text, tokens, end).starts_with("),") && labels.get(end) == Some(&Label::Title);
    let in_brackets =
        tokens.get(given).zip(tokens.get(end - 1)).and_then(|(first, last)| text.get(first.start as usize..last.end as usize));
    let is_given = in_brackets.is_some_and(|inside| inside.split([' ', '-']).all(|part| names::is_given(part) || names::is_initial(part)));
    if closes && is_given && (0..end).all(is_name) {
        labels.get_mut(..end).unwrap_or(&mut []).fill(Label::Author);
    }
}
