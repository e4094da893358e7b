//! Entries that name an archive and a place in it, and nothing else.

use super::{gap, word};
use crate::{Label, dates, token::Token};

/// `Bundesarchiv, R 43 II/1398, Bl. 23–25`: what stands behind an archive at the head of an entry, up to a date, is its shelfmark.
pub fn whole(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let archive = labels.iter().take_while(|label| **label == Label::Archive).count();
    let others = |label: &Label| {
        matches!(
            label,
            Label::Archive
                | Label::Other
                | Label::Title
                | Label::Pages
                | Label::Volume
                | Label::Issue
                | Label::Number
                | Label::Date
                | Label::Note
        )
    };
    if archive == 0 || !labels.iter().all(others) || !tokens.iter().all(|token| token.mark.is_none()) {
        return;
    }
    // A title is a part of the shelfmark only where that goes on behind it: the name of the fonds.
    let last = labels.iter().rposition(|label| *label == Label::Archive).unwrap_or(0);
    if labels.get(last..).is_some_and(|rest| rest.contains(&Label::Title)) {
        return;
    }
    let dated = |at: usize| {
        let day = word(text, tokens, at).len() <= 2 && dates::month(word(text, tokens, at + 1)).is_some();
        labels.get(at) == Some(&Label::Date) || day || dates::month(word(text, tokens, at)).is_some()
    };
    let end = (archive..tokens.len()).find(|&at| at > last && (dated(at) || gap(text, tokens, at).contains(';'))).unwrap_or(tokens.len());
    let numbered = (archive..end).any(|at| word(text, tokens, at).contains(|c: char| c.is_ascii_digit()));
    if numbered {
        labels.get_mut(archive..end).unwrap_or(&mut []).fill(Label::Archive);
    }
}

/// `StA Hamburg, 111-1 Senat, Nr. 4512`: archives are named by abbreviations that nothing else has.
pub fn abbreviated(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let known = scholion_lang::ARCHIVE_ABBREVIATION.contains(word(text, tokens, 0));
    let end = (1..tokens.len()).find(|&at| gap(text, tokens, at).contains([',', ';', ':'])).unwrap_or(0);
    let free = labels.iter().all(|label| !matches!(label, Label::Author | Label::Editor | Label::Publisher | Label::Translator));
    let numbered = (end..tokens.len()).any(|at| word(text, tokens, at).contains(|c: char| c.is_ascii_digit()));
    if known && (1..=4).contains(&end) && free && numbered && gap(text, tokens, end).starts_with(',') {
        labels.get_mut(..end).unwrap_or(&mut []).fill(Label::Archive);
    }
}
