//! What is printed without the blank, the word or the bracket that would set it off.

use scholion_lang::{DAY_LEAD, ORIGINAL_EDITION, SERIES_WORD};

use super::{gap, numbers::is_number, word};
use crate::{Label, dates, token::Token};

/// `Pond J. Mar2014`: a month without a blank before its year is no part of the journal.
pub fn month_before_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 2..labels.len() {
        let is_dated = labels.get(at) == Some(&Label::Date) && gap(text, tokens, at).is_empty() && dates::is_year(word(text, tokens, at));
        let may_be = matches!(labels.get(at - 1), Some(Label::Container | Label::Title | Label::Other));
        if is_dated && may_be && dates::month(word(text, tokens, at - 1)).is_some() {
            labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Date);
        }
    }
}

/// `Учёные записки. Вып. 5`: the word before the number of a volume or issue is no part of the journal's name.
pub fn word_of_number(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 2..labels.len() {
        let counts = matches!(labels.get(at), Some(Label::Volume | Label::Issue)) && is_number(text, tokens, at);
        let within = labels.get(at - 2..at) == Some(&[Label::Container, Label::Container]);
        let set_off = gap(text, tokens, at - 1).contains(['.', ',', ';']) && matches!(gap(text, tokens, at), " " | ". " | ".");
        let led = word(text, tokens, at - 1);
        if counts && within && set_off && super::numbers::counts(led) {
            labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Other);
        }
    }
}

/// `– 345 с. – (Библиотека гидролога ; вып. 7)`: what stands in the last bracket before a semicolon and a number is the series (GOST 7.1-2003, 5.6);
/// so is `(Coleção Águas, 12)` (ABNT NBR 6023, 8.10).
pub fn series_in_last_bracket(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Series) || !labels.contains(&Label::Title) {
        return;
    }
    let Some(from) = (1..tokens.len()).rev().find(|&at| gap(text, tokens, at).ends_with('(')) else { return };
    let begins = SERIES_WORD.contains(word(text, tokens, from));
    let ends = |at: &usize| gap(text, tokens, *at).trim() == ";" || begins && gap(text, tokens, *at).trim_start().starts_with([',', ';']);
    let Some(stop) = (from + 1..tokens.len()).find(ends) else { return };
    let rest = tokens.last().and_then(|last| text.get(last.end as usize..)).unwrap_or("");
    let closed = rest.trim_start().starts_with(')')
        && !rest.contains(char::is_alphanumeric)
        && (from + 1..tokens.len()).all(|at| !gap(text, tokens, at).contains(')'));
    let last = tokens.len() - 1;
    let is_led = stop == last || stop + 1 == last && super::numbers::counts(word(text, tokens, stop));
    let dated = labels.get(..from).is_some_and(|head| head.contains(&Label::Date));
    if closed && dated && is_led && is_number(text, tokens, last) && (from..stop).all(|at| !word(text, tokens, at).is_empty()) {
        labels.get_mut(from..stop).unwrap_or(&mut []).fill(Label::Series);
        labels.get_mut(stop..last).unwrap_or(&mut []).fill(Label::Other);
        labels.get_mut(last).into_iter().for_each(|label| *label = Label::Number);
    }
}

/// `Parigi 1979 (ed. or. Paris 1983)`: where and when the original came out is not where this one did; a name before the year behind a
/// title is then its place.
pub fn original_edition(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let is_edition = |at: usize| matches!(word(text, tokens, at), "ed" | "éd" | "ediz" | "Ed" | "Éd");
    let is_original = |at: usize| ORIGINAL_EDITION.contains(word(text, tokens, at));
    let opens = |at: usize| gap(text, tokens, at).ends_with(['(', '[']) && (is_original(at) || is_edition(at) && is_original(at + 1));
    let Some(from) = (2..tokens.len()).find(|&at| opens(at)) else { return };
    let end = (from + 1..tokens.len()).find(|&at| gap(text, tokens, at).contains([')', ']'])).unwrap_or(tokens.len());
    let year = |at: usize| dates::is_year(word(text, tokens, at));
    let Some(own) = (1..from).rev().find(|&at| year(at)) else { return };
    labels.get_mut(from..end).unwrap_or(&mut []).fill(Label::Other);
    if !labels.contains(&Label::Date) {
        labels.get_mut(own).into_iter().for_each(|label| *label = Label::Date);
    }
    let in_journal = [Label::Volume, Label::Issue, Label::Pages, Label::Place].iter().any(|label| labels.contains(label));
    let name = (1..own).rev().take_while(|&at| labels.get(at) == Some(&Label::Container)).count();
    let titled = labels.get(own - name.min(own) - usize::from(name < own)) == Some(&Label::Title);
    if !in_journal && titled && (1..=2).contains(&name) && gap(text, tokens, own).trim_start_matches(',') == " " {
        labels.get_mut(own - name..own).unwrap_or(&mut []).fill(Label::Place);
    }
}

/// `Jahrbuch 1931. Elmhafen 1932`: a year that ends the title without a comma is no date, if another stands behind the imprint.
pub fn year_of_title(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(at) = labels.iter().position(|label| *label == Label::Date).filter(|&at| at > 0) else { return };
    let year = |at: usize| dates::is_year(word(text, tokens, at));
    let ends_title = labels.get(at - 1) == Some(&Label::Title) && gap(text, tokens, at) == " " && gap(text, tokens, at + 1) == ". ";
    if !ends_title || !year(at) {
        return;
    }
    let imprint = |at: usize| matches!(labels.get(at), Some(Label::Place | Label::Publisher));
    let behind = |at: usize| year(at) && imprint(at - 1) && matches!(gap(text, tokens, at), " " | ", ");
    let own = (at + 2..labels.len()).find(|&at| behind(at) && matches!(labels.get(at), Some(Label::Date | Label::Other)));
    if let Some(own) = own.filter(|&own| (at + 1..own).all(imprint)) {
        labels.get_mut(at).into_iter().for_each(|label| *label = Label::Title);
        labels.get_mut(own).into_iter().for_each(|label| *label = Label::Date);
    }
}

/// `B 34-35/1997, S. 3-20`: what stands before a stroke and the year is the issue, if other pages follow.
pub fn issue_before_year(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let counts = |at: usize| {
            let label = matches!(labels.get(at), Some(Label::Pages | Label::Volume | Label::Number | Label::Other));
            label && is_number(text, tokens, at) && word(text, tokens, at).len() < 4
        };
        let is_led = gap(text, tokens, at) == "/" && dates::is_year(word(text, tokens, at)) && counts(at - 1);
        let later = labels.get(at + 1..).is_some_and(|rest| rest.contains(&Label::Pages));
        if !is_led || !later || labels.contains(&Label::Issue) || !labels.contains(&Label::Container) {
            continue;
        }
        let range = at > 1 && counts(at - 2) && matches!(gap(text, tokens, at - 1), "-" | "–" | "/");
        let from = at - 1 - usize::from(range);
        labels.get_mut(from..at).unwrap_or(&mut []).fill(Label::Issue);
        if !labels.contains(&Label::Date) {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Date);
        }
        // `Aus Politik und Zeitgeschichte, B 34/1997`: the letter is no part of the journal.
        let is_letter = from > 0 && gap(text, tokens, from) == " " && matches!(word(text, tokens, from - 1), "B" | "H" | "Nr" | "Heft");
        if is_letter && gap(text, tokens, from - 1).starts_with(',') {
            labels.get_mut(from - 1).into_iter().for_each(|label| *label = Label::Other);
        }
        return;
    }
}

/// `Ponds in Winter, volume 12 of Pond Studies`: as BibTeX prints the volume of a series.
pub fn volume_of_series(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if labels.contains(&Label::Series) || labels.contains(&Label::Volume) {
        return;
    }
    let is_volume = |at: usize| matches!(word(text, tokens, at), "volume" | "vol") && gap(text, tokens, at) == ", ";
    let Some(at) = (1..tokens.len()).find(|&at| is_volume(at) && is_number(text, tokens, at + 1) && word(text, tokens, at + 2) == "of")
    else {
        return;
    };
    let end = (at + 4..tokens.len()).find(|&at| gap(text, tokens, at).contains([',', '.', ';', '('])).unwrap_or(tokens.len());
    let within = matches!(labels.get(at - 1), Some(Label::Title | Label::Container));
    let free = |label: &Label| matches!(label, Label::Title | Label::Container | Label::Other | Label::Number);
    if within && end - at < 14 && labels.get(at..end).is_some_and(|words| words.iter().all(free)) {
        labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Series);
        for (place, label) in [(at, Label::Other), (at + 1, Label::Volume), (at + 2, Label::Other)] {
            labels.get_mut(place).into_iter().for_each(|known| *known = label);
        }
    }
}

/// `Водный кодекс от 03.06.2006`: the word before the day is no part of the title.
pub fn word_before_day(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 2..labels.len() {
        let leads = DAY_LEAD.contains(word(text, tokens, at - 1));
        if leads && labels.get(at) == Some(&Label::Date) && labels.get(at - 2..at) == Some(&[Label::Title, Label::Title]) {
            labels.get_mut(at - 1).into_iter().for_each(|label| *label = Label::Other);
        }
    }
}

/// `Vol 3. 2nd ed.`: the number of a volume before that of the edition is no part of it.
pub fn volume_before_edition(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        if labels.get(at) != Some(&Label::Edition) || labels.get(at - 1) == Some(&Label::Edition) {
            continue;
        }
        let led = matches!(gap(text, tokens, at), " " | ". ") && super::numbers::counts(word(text, tokens, at - 1));
        let apart = gap(text, tokens, at + 1).starts_with(['.', ',']) && labels.get(at + 1) == Some(&Label::Edition);
        if led && apart && is_number(text, tokens, at) && !labels.contains(&Label::Volume) {
            labels.get_mut(at).into_iter().for_each(|label| *label = Label::Volume);
        }
    }
}
