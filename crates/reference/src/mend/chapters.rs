//! Parts of books and of journals, as law reviews, publishers of science and encyclopedias print them.

use super::{
    gap,
    numbers::{self, is_number},
    word,
};
use crate::{Label, dates, locator, token::Token};

fn set(labels: &mut [Label], range: std::ops::Range<usize>, label: Label) {
    labels.get_mut(range).unwrap_or(&mut []).fill(label);
}

/// The first run of words with a label.
fn run(labels: &[Label], wanted: Label) -> Option<(usize, usize)> {
    let from = labels.iter().position(|label| *label == wanted)?;
    Some((from, (from..labels.len()).find(|&at| labels.get(at) != Some(&wanted)).unwrap_or(labels.len())))
}

/// `in LAMP THEORY 34 (Bob Doe ed., 2004)`: a chapter of a law review's notes has its page before the bracket, and in it the editor (Bluebook, rule 15.5.1).
pub fn editor_in_bracket(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some((from, end)) = run(labels, Label::Container) else { return };
    let opens = is_number(text, tokens, end) && gap(text, tokens, end) == " " && gap(text, tokens, end + 1) == " (";
    if !opens || from == 0 || !locator::is_in(word(text, tokens, from - 1)) || labels.contains(&Label::Editor) {
        return;
    }
    let role = (end + 2..tokens.len().min(end + 14)).find(|&at| matches!(word(text, tokens, at), "ed" | "eds"));
    let Some(role) = role.filter(|&at| gap(text, tokens, at) == " " && gap(text, tokens, at + 1).starts_with(".,")) else { return };
    let free =
        |label: &Label| matches!(label, Label::Other | Label::Author | Label::Publisher | Label::Place | Label::Edition | Label::Title);
    if dates::is_year(word(text, tokens, role + 1)) && labels.get(end + 1..role).is_some_and(|names| names.iter().all(free)) {
        set(labels, end..end + 1, Label::Pages);
        set(labels, end + 1..role, Label::Editor);
        set(labels, role..role + 1, Label::Other);
    }
}

/// `C. Poe (Ed.), Lamp Theory, Elm, Amsterdam, 2004, pp. 34–56`: between the book and the place stands the publisher, where nothing else was read as one.
pub fn publisher_behind_book(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some((from, end)) = run(labels, Label::Container) else { return };
    let in_book = labels.contains(&Label::Editor) && labels.contains(&Label::Pages) && !labels.contains(&Label::Publisher);
    let is_placed = labels.get(end) == Some(&Label::Place) && gap(text, tokens, end) == ", ";
    // Both may have been read as places; in "Cambridge, MA" they are.
    let is_word = |at: usize| word(text, tokens, at).chars().skip(1).any(char::is_lowercase) && word(text, tokens, at).chars().count() > 4;
    let places = (end..labels.len()).take_while(|&at| labels.get(at) == Some(&Label::Place)).count();
    if in_book && is_placed && places == 2 && gap(text, tokens, end + 1) == ", " && is_word(end + 1) {
        return set(labels, end..end + 1, Label::Publisher);
    }
    let Some(comma) = (from + 1..end).rev().take(3).find(|&at| gap(text, tokens, at) == ", ") else { return };
    let is_name = (comma..end).all(|at| word(text, tokens, at).starts_with(char::is_uppercase));
    if in_book && is_placed && is_name {
        set(labels, comma..end, Label::Publisher);
    }
}

/// `Proceedings of LAMPS 2004, Elm, May 3–5, 2004`: before the days of a conference stands its place.
pub fn place_before_days(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some((from, end)) = run(labels, Label::Container) else { return };
    let day = |at: usize| is_number(text, tokens, at) && word(text, tokens, at).len() < 3;
    let month = |at: usize| dates::month(word(text, tokens, at)).is_some();
    let dated = month(end) && day(end + 1) || day(end) && (month(end + 1) || day(end + 1) && month(end + 2));
    let comma = end.saturating_sub(1);
    let place = word(text, tokens, comma);
    let is_name = comma > from + 2
        && gap(text, tokens, comma) == ", "
        && place.starts_with(char::is_uppercase)
        && place.chars().skip(1).all(char::is_lowercase);
    if dated && is_name && gap(text, tokens, end) == ", " && !labels.contains(&Label::Place) {
        set(labels, comma..end, Label::Place);
    }
}

/// `"Lamps." Encyclopedia of the Sea, 3rd ed.`: what begins an entry in quotation marks is the title, and what follows is what it stands in (MLA).
pub fn quoted_head(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let lead = tokens.first().and_then(|first| text.get(..first.start as usize)).unwrap_or("");
    if !lead.ends_with(['"', '“', '«', '„']) || labels.contains(&Label::Container) {
        return;
    }
    let Some(end) = (1..tokens.len()).find(|&at| gap(text, tokens, at).contains(['"', '”', '»'])) else { return };
    let quoted =
        labels.get(..end).is_some_and(|head| head.iter().all(|label| matches!(label, Label::Author | Label::Title | Label::Other)));
    let named = labels.first() == Some(&Label::Author) && labels.get(end) == Some(&Label::Title);
    if quoted && named {
        labels.iter_mut().filter(|label| **label == Label::Title).for_each(|label| *label = Label::Container);
        set(labels, 0..end, Label::Title);
    }
}

/// `Lamp Theory. Vol. 2, The North. Elm: Elm Press`, `Tome 2 : La nuit`: what a volume is called is no container.
pub fn title_of_volume(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some((from, end)) = run(labels, Label::Container) else { return };
    // `Tome 2`: the word alone.
    let word_alone = end == from + 1 && labels.get(end) == Some(&Label::Volume) && numbers::counts(word(text, tokens, from));
    let led = from > 1 && labels.get(from - 1) == Some(&Label::Volume) && numbers::counts(word(text, tokens, from - 2));
    let behind_title = |at: usize| at > 0 && labels.get(at - 1) == Some(&Label::Title);
    let is_called = led && behind_title(from - 2) && matches!(gap(text, tokens, from), ", " | ": " | " : ");
    let in_book = matches!(labels.get(end), Some(Label::Place | Label::Publisher)) && !labels.contains(&Label::Pages);
    if word_alone && behind_title(from) || is_called && in_book {
        set(labels, from..end, Label::Other);
    }
}

/// `ZfL 12 (2004) 3, 34–56`: behind the year in brackets stands the issue, before the pages.
pub fn issue_behind_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Issue) || !labels.contains(&Label::Volume) {
        return;
    }
    for at in 1..labels.len() {
        let pages = |at: usize| labels.get(at) == Some(&Label::Pages) && is_number(text, tokens, at);
        let behind = labels.get(at - 1) == Some(&Label::Date) && gap(text, tokens, at - 1).ends_with('(') && gap(text, tokens, at) == ") ";
        let is_range = pages(at + 1) && pages(at + 2) && matches!(gap(text, tokens, at + 2), "-" | "–" | "—");
        if behind && pages(at) && word(text, tokens, at).len() < 3 && is_range && gap(text, tokens, at + 1).starts_with(',') {
            set(labels, at..at + 1, Label::Issue);
        }
    }
}

/// `Пат. 2123456 РФ. Лампа / А. А. Ковалёв`: before the stroke behind which the inventors stand is the title.
pub fn title_before_stroke(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Title) || labels.contains(&Label::Container) {
        return;
    }
    let Some((author, _)) = run(labels, Label::Author).filter(|(from, _)| *from > 1) else { return };
    if !gap(text, tokens, author).contains(" / ") {
        return;
    }
    let Some(from) = (1..author).rev().find(|&at| matches!(gap(text, tokens, at), ". " | ".\u{a0}")) else { return };
    if labels.get(from..author).is_some_and(|words| words.iter().all(|label| *label == Label::Other)) {
        set(labels, from..author, Label::Title);
    }
}
