//! What numbers count, by the words before them and by what stands between: volumes, issues, pages, days.

use scholion_lang::{JOURNAL_NUMBER, LOCATOR};

use super::{gap, word};
use crate::{Label, dates, locator, token::Token};

/// What the word or sign before a number says that it counts: `volume`, `issue`, `pages`.
fn counted(text: &str, tokens: &[Token], at: usize) -> Option<&'static str> {
    if !is_number(text, tokens, at) {
        return None;
    }
    let before = gap(text, tokens, at);
    if before.contains('№') {
        return Some("issue");
    }
    let is_led = matches!(before, " " | "." | ". " | "\u{a0}" | ".\u{a0}" | ": " | "° ");
    let led = at.checked_sub(1).map(|before| word(text, tokens, before)).filter(|word| is_led && word.len() <= 20 && !word.is_empty())?;
    let mut buffer = [0u8; 32];
    let lower = if JOURNAL_NUMBER.may_begin(led) { dates::lower_into(led, &mut buffer)? } else { return None };
    JOURNAL_NUMBER.part(lower).filter(|part| *part != "other")
}

/// Whether a word stands before the number of a volume or an issue.
pub fn counts(word: &str) -> bool {
    JOURNAL_NUMBER.may_begin(word) && matches!(JOURNAL_NUMBER.part(&word.to_lowercase()), Some("volume" | "issue"))
}

/// Whether a word is a number.
pub(super) fn is_number(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = word(text, tokens, at);
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn set(labels: &mut [Label], at: usize, label: Label) {
    labels.get_mut(at).into_iter().for_each(|known| *known = label);
}

/// `Vol. 1533, p. 427-436, 1998`, `No 4, October, 1970`: what a word before it calls a volume, an issue or a page is no part of the date,
/// if another year is printed; and no edition either is such a word.
pub fn no_date(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..labels.len() {
        let label = match counted(text, tokens, at) {
            Some("volume") => Label::Volume,
            Some("issue") => Label::Issue,
            Some("pages") => Label::Pages,
            _ => continue,
        };
        // "v. 12.03.2009" is a day.
        let is_day = gap(text, tokens, at + 1) == "." && is_number(text, tokens, at + 1);
        // "Smith, P. 1995": an initial counts nothing.
        let is_initial = at > 0 && matches!(labels.get(at - 1), Some(Label::Author | Label::Editor | Label::Translator));
        if !is_number(text, tokens, at) || is_day || is_initial {
            continue;
        }
        if at > 0 && labels.get(at - 1) == Some(&Label::Edition) && labels.get(at) != Some(&Label::Edition) {
            set(labels, at - 1, Label::Other);
        }
        let other_year = || (0..labels.len()).any(|other| other != at && dates::is_year(word(text, tokens, other)));
        if labels.get(at) == Some(&Label::Date) && other_year() {
            let is_free = label == Label::Pages || !labels.contains(&label);
            set(labels, at, if is_free { label } else { Label::Other });
        }
    }
}

/// `Т. 14. Вып. 3`, `2009. Вып. 24`, `Iss. 11`, `№ 7 (52)`: the number behind the word for an issue is that of an issue, where the work
/// appeared in something; what stands in brackets behind it counts the issues of all years.
pub fn issue_by_word(text: &str, tokens: &[Token], labels: &mut [Label]) {
    if !labels.contains(&Label::Container) {
        return;
    }
    let issues: Vec<usize> =
        (0..labels.len()).filter(|&at| is_number(text, tokens, at) && counted(text, tokens, at) == Some("issue")).collect();
    // Of two, "Вып. 3, № 2", the second is a part of the first.
    let Some(&at) = issues.last().filter(|_| issues.len() <= 2) else { return };
    let may_be = |label: Option<&Label>| matches!(label, Some(Label::Volume | Label::Issue | Label::Other | Label::Number));
    if !may_be(labels.get(at)) {
        return;
    }
    let other = labels.iter().enumerate().any(|(other, label)| *label == Label::Issue && other != at && other != at + 1);
    if !other {
        set(labels, at, Label::Issue);
    }
    if gap(text, tokens, at + 1) == " (" && may_be(labels.get(at + 1)) && is_number(text, tokens, at + 1) {
        set(labels, at + 1, Label::Other);
    }
}

/// `8 67--86`, `1979 2 ff`, `pages 25 31`: numbers with nothing but a space between them are two; only of two that rise may the dash be lost.
pub fn pages_apart(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 0..labels.len() {
        let pages = |at: usize| labels.get(at) == Some(&Label::Pages) && is_number(text, tokens, at);
        if !pages(at) || !pages(at + 1) || gap(text, tokens, at + 1).trim() != "" {
            continue;
        }
        let dash = |gap: &str| gap.contains(['-', '–', '—', '−', '‐', '‑']);
        let value = |at: usize| word(text, tokens, at).parse::<u32>().unwrap_or(0);
        let is_range = !pages(at + 2) && value(at) < value(at + 1) && !(at > 0 && dash(gap(text, tokens, at)) && pages(at - 1));
        let label = if dates::is_year(word(text, tokens, at)) && !labels.contains(&Label::Date) {
            Label::Date
        } else if is_range {
            continue;
        } else if labels.contains(&Label::Container) && !labels.contains(&Label::Volume) {
            Label::Volume
        } else {
            Label::Other
        };
        set(labels, at, label);
    }
}

/// `Tucson, Jan. 23-25`: days behind a month are no pages and no number; `Science, Mar. 12, 1999`: nor is one before its year a volume.
pub fn days_behind_month(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        let name = word(text, tokens, at - 1);
        let is_led = matches!(gap(text, tokens, at), " " | ". ") && name.starts_with(char::is_uppercase) && name.len() > 2;
        if !is_led || !is_day(text, tokens, at) || dates::month(name).is_none() {
            continue;
        }
        let counts = |at: usize| matches!(labels.get(at), Some(Label::Pages | Label::Number | Label::Volume | Label::Issue));
        let is_range = matches!(gap(text, tokens, at + 1), "-" | "–" | "—" | "--") && is_day(text, tokens, at + 1);
        let is_dated = labels.get(at + 1) == Some(&Label::Date) && gap(text, tokens, at + 1) == ", ";
        if is_range
            && !matches!(labels.get(at), Some(Label::Volume | Label::Issue))
            && counts(at)
            && counts(at + 1)
            && labels.get(at - 1) != Some(&Label::Container)
        {
            set(labels, at, Label::Other);
            set(labels, at + 1, Label::Other);
        } else if is_dated && counts(at) && gap(text, tokens, at - 1).contains(',') && dates::is_year(word(text, tokens, at + 1)) {
            set(labels, at - 1, Label::Date);
            set(labels, at, Label::Date);
        }
    }
}

fn is_day(text: &str, tokens: &[Token], at: usize) -> bool {
    is_number(text, tokens, at) && word(text, tokens, at).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// `Lind, Robert, 1976 [1776]: An Inquiry`: the year behind the names, with that of the first edition in brackets.
pub fn year_of_reprint(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(at) = reprint(text, tokens).filter(|&at| at > 0) else { return };
    let is_head = labels.get(..at).unwrap_or(&[]).iter().all(|label| matches!(label, Label::Author | Label::Editor | Label::Other));
    let elsewhere = labels.iter().enumerate().any(|(other, label)| *label == Label::Date && other != at && other != at + 1);
    if is_head && !elsewhere {
        set(labels, at, Label::Date);
        set(labels, at + 1, Label::Other);
    }
}

/// The first year of an entry, if another stands in brackets behind it: `1976 [1776]`, `1995 (1911)`.
pub fn reprint(text: &str, tokens: &[Token]) -> Option<usize> {
    let year = |at: usize| dates::is_year(word(text, tokens, at));
    let at = (0..tokens.len()).find(|&at| year(at))?;
    let behind = tokens.get(at + 1).and_then(|token| text.get(token.end as usize..)).unwrap_or("");
    let in_brackets = matches!((gap(text, tokens, at + 1), behind.chars().next()), (" [" | "[", Some(']')) | (" (", Some(')')));
    (in_brackets && year(at + 1)).then_some(at)
}

/// `Tübingen 1998–2001`: the last year of several is no page. `Deutschland 1945/49–1961. München: Beck 1988`: years of which a title speaks
/// are none of its own, if another stands behind the imprint.
pub fn years_of_range(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let Some(first) = labels.iter().position(|label| *label == Label::Date) else { return };
    // `Bd. 2: 1850–1914`: nor are the years of which a volume speaks.
    for at in 1..labels.len() {
        let pages = labels.get(at..at + 2) == Some(&[Label::Pages, Label::Pages]) && labels.get(at - 1) == Some(&Label::Volume);
        let years = dates::is_year(word(text, tokens, at)) && dates::is_year(word(text, tokens, at + 1));
        if pages && years && gap(text, tokens, at) == ": " && labels.contains(&Label::Place) {
            labels.get_mut(at..at + 2).unwrap_or(&mut []).fill(Label::Other);
        }
    }
    let dash = |at: usize| matches!(gap(text, tokens, at), "-" | "–" | "—" | "/" | "--" | " – " | " - ");
    let year = |at: usize| dates::is_year(word(text, tokens, at));
    let counts = |at: usize| year(at) || is_number(text, tokens, at) && word(text, tokens, at).len() == 2;
    if !year(first) || !dash(first + 1) || !counts(first + 1) {
        return;
    }
    let end = (first + 1..tokens.len()).find(|&at| !dash(at) || !counts(at)).unwrap_or(tokens.len());
    let runs_on = first > 0 && labels.get(first - 1) == Some(&Label::Title) && matches!(gap(text, tokens, first), " " | ", ");
    let later = (end + 1..tokens.len()).any(|at| {
        let imprint = matches!(labels.get(at - 1), Some(Label::Place | Label::Publisher));
        year(at) && imprint && matches!(labels.get(at), Some(Label::Other | Label::Date))
    });
    if runs_on && later && gap(text, tokens, end).starts_with(['.', ',', ':']) {
        labels.get_mut(first..end).unwrap_or(&mut []).fill(Label::Title);
    } else if year(end - 1) {
        // `(1924/1978)`.
        let closed = gap(text, tokens, first).ends_with('(') && gap(text, tokens, end).starts_with(')');
        let range = labels.get_mut(first + 1..end).unwrap_or(&mut []);
        let is_lost = |label: &&mut Label| **label == Label::Pages || closed && **label == Label::Title;
        range.iter_mut().filter(is_lost).for_each(|label| *label = Label::Other);
    }
}

/// `cap. 3`, `§ 4`, `Rn. 12`: a paragraph is no issue, no volume and no page, and a chapter no issue.
pub fn place_in_work(text: &str, tokens: &[Token], labels: &mut [Label]) {
    for at in 1..labels.len() {
        if !matches!(labels.get(at), Some(Label::Volume | Label::Issue | Label::Pages)) || !is_number(text, tokens, at) {
            continue;
        }
        let before = gap(text, tokens, at);
        let led = word(text, tokens, at - 1);
        let is_led = matches!(before, " " | ". " | ".\u{a0}" | "\u{a0}") && (2..=12).contains(&led.len());
        let is_issue = labels.get(at) == Some(&Label::Issue);
        let named = || match LOCATOR.part(&led.to_lowercase()) {
            Some("paragraph") => true,
            Some("chapter") => is_issue,
            _ => false,
        };
        // `21 см`, `500 экз.`: the height of a book, and how many were printed.
        let is_height = matches!(word(text, tokens, at + 1), "см" | "cm" | "экз") && gap(text, tokens, at + 1).trim().is_empty();
        if before.contains(['§', '¶']) || is_led && named() || is_height {
            set(labels, at, Label::Other);
        }
    }
}

/// `1 234–1 240`, `S. 1 012`, `1 250 pp.`: a figure and three more behind a blank are one number where both ends of a range are printed so,
/// where the three begin with a nought, as no page does, and where a word says that pages are counted.
pub fn thousands(text: &str, tokens: &[Token], labels: &mut [Label]) {
    let of = |at: usize, len: usize| word(text, tokens, at).len() == len && is_number(text, tokens, at);
    let pair = |at: usize| {
        let is_blank = || matches!(gap(text, tokens, at + 1), " " | "\u{a0}" | "\u{202f}" | "\u{2009}");
        of(at, 1) && of(at + 1, 3) && is_blank() && word(text, tokens, at) != "0"
    };
    let dash = |at: usize| matches!(gap(text, tokens, at).trim(), "-" | "–" | "—" | "−" | "--");
    let mut at = 0;
    while at + 1 < labels.len() {
        if !pair(at) {
            at += 1;
            continue;
        }
        let range = dash(at + 2) && pair(at + 2);
        let nought = word(text, tokens, at + 1).starts_with('0');
        let behind = tokens.get(at + 1).and_then(|token| text.get(token.end as usize..)).unwrap_or("");
        let unit = behind.trim_start_matches([' ', '\u{a0}']).split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        // "110 f." are two pages.
        let counted_behind = locator::counts_pages(unit) && unit != "f";
        let mine =
            |label: Option<&Label>| matches!(label, Some(Label::Pages | Label::Volume | Label::Issue | Label::Other | Label::Number));
        let end = if range { at + 4 } else { at + 2 };
        let behind_title = counted_behind && labels.get(at) == Some(&Label::Title) && gap(text, tokens, at) == ", ";
        let free = (at + usize::from(behind_title)..end).all(|at| mine(labels.get(at))) && counted(text, tokens, at) != Some("volume");
        if free && (range || nought || counted_behind) {
            labels.get_mut(at..end).unwrap_or(&mut []).fill(Label::Pages);
            // The last page, shortened: `1 023-31`.
            if !range && dash(end) && is_number(text, tokens, end) && mine(labels.get(end)) {
                set(labels, end, Label::Pages);
            }
        }
        at = end;
    }
}
