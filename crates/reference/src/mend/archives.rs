//! Entries that name an archive and a place in it, and nothing else.

use scholion_lang::REFERENCE_WORD;

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

/// `РГАДА. Ф. 271. Оп. 1. Д. 55.`, `ASP, b. 12`: letters that are followed by a fonds or box and its number name an archive.
pub fn is_shelfmark(text: &str, tokens: &[Token]) -> bool {
    let archive = word(text, tokens, 0);
    let letters = archive.chars().count();
    let unit = word(text, tokens, 1).to_lowercase();
    let is_unit = || REFERENCE_WORD.entries(&unit).any(|entry| REFERENCE_WORD.part_name(entry.part) == Some("archives"));
    (3..=8).contains(&letters)
        && archive.chars().all(char::is_uppercase)
        && matches!(gap(text, tokens, 1), ". " | ", " | ".\u{a0}")
        && word(text, tokens, 2).starts_with(|c: char| c.is_ascii_digit())
        && is_unit()
}

/// `Bundesarchiv (BArch), NS 19/1234, Bl. 56`, `Archiv der Sozialdemokratie, Nachlass Rau, Mappe 12`: an entry without people, place, publisher
/// and year in which several words for archives and their boxes stand names an archive first.
pub fn by_words(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let kind = |at: usize| {
        let word = word(text, tokens, at);
        let is_word = word.chars().count() > 3 && REFERENCE_WORD.part(&word.to_lowercase()) == Some("archives");
        is_word || scholion_lang::ARCHIVE_ABBREVIATION.contains(word)
    };
    let free =
        |label: &Label| !matches!(label, Label::Author | Label::Publisher | Label::Editor | Label::Translator | Label::Place | Label::Date);
    let numbered = (1..tokens.len()).any(|at| word(text, tokens, at).starts_with(|c: char| c.is_ascii_digit()));
    let marked = tokens.iter().any(|token| token.mark.is_some());
    if labels.contains(&Label::Archive)
        || marked
        || !numbered
        || !labels.iter().all(free)
        || (0..tokens.len()).filter(|&at| kind(at)).count() < 2
    {
        return;
    }
    let end = (1..tokens.len()).find(|&at| gap(text, tokens, at).contains([',', ';', ':'])).unwrap_or(0);
    labels.iter_mut().for_each(|label| *label = Label::Other);
    labels.get_mut(..end).unwrap_or(&mut []).fill(Label::Archive);
}

/// As [`is_shelfmark`] says.
pub fn by_unit(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let free = |label: &Label| !matches!(label, Label::Container | Label::Publisher | Label::Editor | Label::Translator);
    if is_shelfmark(text, tokens) && labels.iter().all(free) {
        labels.iter_mut().filter(|label| **label != Label::Date).for_each(|label| *label = Label::Other);
        labels.first_mut().into_iter().for_each(|label| *label = Label::Archive);
    }
}

/// `StA Hamburg, 111-1 Senat, Nr. 4512`: archives are named by abbreviations that nothing else has.
pub fn abbreviated(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let known = scholion_lang::ARCHIVE_ABBREVIATION.contains(word(text, tokens, 0));
    let end = (1..tokens.len()).find(|&at| gap(text, tokens, at).contains([',', ';', ':'])).unwrap_or(0);
    let free = labels.iter().skip(end).all(|label| !matches!(label, Label::Author | Label::Editor | Label::Publisher | Label::Translator));
    let numbered = (end..tokens.len()).any(|at| word(text, tokens, at).contains(|c: char| c.is_ascii_digit()));
    if known && (1..=4).contains(&end) && free && numbered && gap(text, tokens, end).starts_with(',') {
        labels.get_mut(..end).unwrap_or(&mut []).fill(Label::Archive);
    }
}
