//! Series, places and publishers, and numbers that are none of a volume or page.

use super::{ends, gap, host, word};
use crate::{Label, token::Token};

/// `[Film]. Ciné-Tamaris`: who is named behind a film made it, and that is no place.
pub fn film(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let is_film = |at: usize| {
        labels.get(at) == Some(&Label::Genre)
            && gap(text, tokens, at).ends_with('[')
            && matches!(word(text, tokens, at), "Film" | "Video" | "film" | "video")
    };
    if let Some(film) = (0..labels.len()).find(|&at| is_film(at)) {
        ends::publisher_behind(labels, film);
    }
}

/// `coll. « L'univers historique »`: what stands behind the word is the series, up to a comma or the closing mark.
pub fn series_in_words(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Series) {
        return;
    }
    let led = |at: usize| {
        matches!(word(text, tokens, at), "coll" | "Coll")
            && gap(text, tokens, at).contains([',', '('])
            && gap(text, tokens, at + 1).starts_with('.')
            && word(text, tokens, at + 1).starts_with(char::is_uppercase)
    };
    let Some(from) = (1..tokens.len()).find(|&at| led(at)).map(|at| at + 1) else { return };
    let stop = (from + 1..tokens.len()).find(|&at| gap(text, tokens, at).contains([',', ')', '»', ';', '”'])).unwrap_or(tokens.len());
    let free = |label: &Label| !matches!(label, Label::Author | Label::Editor | Label::Date);
    let titled = labels.get(..from).is_some_and(|head| head.contains(&Label::Title));
    if titled && labels.get(from..stop).is_some_and(|words| words.iter().all(free)) && stop - from <= 10 && stop < tokens.len() {
        labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Series);
    }
}

/// `Landranger Map (Southampton: Ordnance Survey, 2010)`: a place does not begin before the bracket that it stands in. In
/// `Brasília (DF)` the bracket stands in the place.
pub fn place_in_brackets(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let within = labels.get(at) == Some(&Label::Place) && labels.get(at - 1) == Some(&Label::Place);
        if within && gap(text, tokens, at).contains('(') {
            let end = (at..labels.len()).find(|&at| labels.get(at) != Some(&Label::Place)).unwrap_or(labels.len());
            if (at + 1..=end).any(|at| gap(text, tokens, at).contains(')')) || end == tokens.len() {
                continue;
            }
            labels
                .get_mut(..at)
                .unwrap_or(&mut [])
                .iter_mut()
                .rev()
                .take_while(|label| **label == Label::Place)
                .for_each(|label| *label = Label::Other);
        }
    }
}

/// `1:50 000`: the scale of a map is no volume and no page.
pub fn scale(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..tokens.len() {
        if word(text, tokens, at) != "1" || !matches!(gap(text, tokens, at + 1), ":" | " : ") {
            continue;
        }
        let digits = |at: usize| !word(text, tokens, at).is_empty() && word(text, tokens, at).bytes().all(|byte| byte.is_ascii_digit());
        let mut end = at + 2;
        while word(text, tokens, end) == "000" && matches!(gap(text, tokens, end), " " | "\u{a0}" | "\u{202f}" | "." | ",") {
            end += 1;
        }
        if digits(at + 1) && (end > at + 2 || word(text, tokens, at + 1).ends_with("000")) {
            for label in labels.get_mut(at..end).unwrap_or(&mut []) {
                if matches!(label, Label::Volume | Label::Issue | Label::Pages | Label::Date | Label::Number) {
                    *label = Label::Other;
                }
            }
        }
    }
}

/// `2版. 北京: 中国人民大学出版社, 2009`: edition, place and publisher are known by their last characters.
pub fn chinese(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let publishes = |at: usize| scholion_lang::PUBLISHER_ENDING.iter().any(|end| word(text, tokens, at).ends_with(end));
    // Behind the code of the kind of work there is no title any more.
    let code = host::kind_code(text, tokens).unwrap_or(usize::MAX);
    let unclaimed = |labels: &[Label], at: usize| match labels.get(at) {
        Some(Label::Other) => true,
        Some(Label::Title | Label::Container) => at > code,
        _ => false,
    };
    if !labels.contains(&Label::Publisher)
        && let Some(publisher) = (1..tokens.len()).find(|&at| publishes(at) && unclaimed(labels, at))
    {
        labels.get_mut(publisher).into_iter().for_each(|label| *label = Label::Publisher);
        let place = publisher - 1;
        let short = (2..=4).contains(&word(text, tokens, place).chars().count());
        if short && matches!(gap(text, tokens, publisher).trim(), ":" | "：") && unclaimed(labels, place) {
            labels.get_mut(place).into_iter().for_each(|label| *label = Label::Place);
        }
    }
    if labels.contains(&Label::Edition) {
        return;
    }
    let Some(edition) = (1..tokens.len()).find(|&at| word(text, tokens, at) == "版" && gap(text, tokens, at).is_empty()) else { return };
    let number = word(text, tokens, edition - 1);
    let counts = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    let free = |at: usize| unclaimed(labels, at) || matches!(labels.get(at), Some(Label::Volume | Label::Issue));
    if counts && free(edition) && free(edition - 1) {
        labels.get_mut(edition - 1..=edition).unwrap_or(&mut []).fill(Label::Edition);
    }
}
