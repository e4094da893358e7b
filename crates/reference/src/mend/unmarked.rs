//! Journals that nothing marks.

use super::{gap, word};
use crate::{Label, dates, token::Token};

/// `Arden P Learning ponds 1995 Neural Ponds 8 67--86`: between the year and the volume stands the journal, where nothing is set off.
pub fn journal_behind_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Container) || !labels.contains(&Label::Pages) {
        return;
    }
    let Some(date) = labels.iter().position(|label| *label == Label::Date).filter(|&at| at > 0) else { return };
    let Some(volume) = labels.iter().position(|label| *label == Label::Volume).filter(|&at| at > date + 1) else { return };
    let behind_title = labels.get(date - 1) == Some(&Label::Title) && gap(text, tokens, date) == " " && dates::is_year(word(text, tokens, date));
    let free = |label: &Label| matches!(label, Label::Place | Label::Publisher | Label::Other | Label::Series);
    let is_plain = (date + 1..=volume).all(|at| gap(text, tokens, at) == " ");
    let named = word(text, tokens, date + 1).starts_with(char::is_uppercase);
    if behind_title && is_plain && named && labels.get(date + 1..volume).is_some_and(|words| words.iter().all(free)) {
        labels.get_mut(date + 1..volume).unwrap_or(&mut []).fill(Label::Container);
    }
}
