//! What a browser prints above and below a page that it makes a PDF of: when, the page's title, its address, the number of the sheet.
//!
//! Chromium has "29.11.2026, 12:31 Title" above and "https://… 3/7" below; Firefox has the title and the address above, "3 of 7" and the
//! moment below. Sheets that are counted to the last one say that a text is of this kind.

use std::collections::HashMap;

use crate::{
    draft::Draft,
    furniture::folios,
    lines::State,
    recognise::moments,
    report::Certainty::{Likely, Sure},
};

/// The longest line, in bytes.
const LONGEST: usize = 400;

/// What a line says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Printed<'t> {
    /// The number of a sheet, and how many there are.
    sheet: Option<(u32, u32)>,
    address: &'t str,
    /// Whether a day and a time of day are named.
    is_dated: bool,
    /// All other words.
    title: &'t str,
}

/// Drops these lines.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let text = |index: &usize| draft.lines[*index].state == State::Text && draft.line(*index).len() <= LONGEST;
    let lines: Vec<(usize, Printed<'_>)> =
        (0..draft.lines.len()).filter(text).filter_map(|index| Some((index, read(draft.line(index))?))).collect();
    let feet: Vec<(u32, u32)> = lines.iter().filter_map(|(_, line)| line.sheet).collect();
    let counted = feet.iter().zip(1..).all(|(&(sheet, all), nth)| sheet == nth && Some(all) == feet.first().map(|foot| foot.1));
    let last = feet.first().is_some_and(|(_, all)| usize::try_from(*all) == Ok(feet.len()));
    if !counted || !last {
        return;
    }
    // The line above a page names what the address or the first of such lines names; of one sheet it is the first line of all.
    let heads: Vec<&(usize, Printed<'_>)> = lines.iter().filter(|(_, line)| line.sheet.is_none()).collect();
    let mut titles: HashMap<&str, usize> = HashMap::new();
    for (_, line) in &heads {
        *titles.entry(line.title).or_default() += 1;
    }
    let times = |title: &str| titles.get(title).copied().unwrap_or(0);
    let first = (0..draft.lines.len()).find(|&index| draft.lines[index].state == State::Text);
    let is_head = |index: usize, line: &Printed<'_>| times(line.title) * 2 > feet.len() && (feet.len() > 1 || Some(index) == first);
    // A lone count of sheets may be a text's own, and so may days with counts.
    let has_heads = heads.iter().any(|(index, line)| is_head(*index, line));
    let has_address = lines.iter().any(|(_, line)| line.sheet.is_some() && !line.address.is_empty());
    if !has_heads && (feet.len() == 1 || !has_address) {
        return;
    }
    let address = lines.iter().map(|(_, line)| line.address).find(|address| address.starts_with("http") && !address.contains('…'));
    let address = address.map(str::to_owned);
    let found: Vec<(usize, bool)> = lines
        .iter()
        .filter(|(index, line)| line.sheet.is_some() || is_head(*index, line))
        .map(|(index, line)| (*index, line.sheet.is_some()))
        .collect();
    for (index, is_foot) in found {
        draft.drop_line(index, rule, if is_foot { Sure } else { Likely });
        if is_foot {
            folios::mark_page(draft, index);
        }
    }
    if let Some(address) = address.filter(|_| draft.front.url.is_empty()) {
        draft.front.url = address;
    }
}

/// What a line says, if it may be one of these: an address and the number of a sheet, or a moment beside one or beside a title, or a title
/// and an address.
fn read(line: &str) -> Option<Printed<'_>> {
    let (mut printed, mut rest) = (Printed::default(), line.trim());
    if let Some((before, sheet)) = sheet_last(rest) {
        (printed.sheet, rest) = (Some(sheet), before);
    } else if let Some((sheet, behind)) = sheet_first(rest) {
        (printed.sheet, rest) = (Some(sheet), behind);
    }
    if let Some((before, last)) = rest.rsplit_once(char::is_whitespace).or(Some(("", rest))).filter(|(_, last)| last.contains("://")) {
        (printed.address, rest) = (last, before.trim_end());
    }
    let moment = moment_first(rest).or_else(|| moment_last(rest));
    if let Some(others) = moment {
        (printed.is_dated, rest) = (true, others);
    }
    printed.title = rest;
    let fits = if printed.sheet.is_some() {
        rest.is_empty() && (printed.is_dated || !printed.address.is_empty())
    } else {
        (printed.is_dated || !printed.address.is_empty()) && !rest.is_empty()
    };
    fits.then_some(printed)
}

/// `3/7` at the end of a line, and what stands before it.
fn sheet_last(line: &str) -> Option<(&str, (u32, u32))> {
    let end = line.rfind(|c: char| !c.is_ascii_digit() && c != '/').map_or(0, |at| at + line.get(at..).map_or(1, first_length));
    let sheet = of_all(line.get(end..)?.split_once('/')?)?;
    let before = line.get(..end)?;
    (before.is_empty() || before.ends_with(char::is_whitespace)).then(|| (before.trim_end(), sheet))
}

/// `3 of 7`, `Seite 3 von 7` at the beginning of a line, and what stands behind it.
fn sheet_first(line: &str) -> Option<((u32, u32), &str)> {
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let number = if first.starts_with(|c: char| c.is_ascii_digit()) { first } else { words.next()? };
    let (joint, all) = (words.next()?, words.next()?);
    let sheet = of_all((number, all)).filter(|_| joint.chars().all(char::is_alphabetic) && joint.len() <= 6)?;
    let end = all.as_ptr() as usize - line.as_ptr() as usize + all.len();
    Some((sheet, line.get(end..)?.trim_start()))
}

fn of_all((sheet, all): (&str, &str)) -> Option<(u32, u32)> {
    let sheet = (sheet.parse().ok()?, all.parse().ok()?);
    (1..=sheet.1).contains(&sheet.0).then_some(sheet)
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// What stands behind a moment, "29.11.2026, 12:31", "11/29/26, 11:50 PM".
fn moment_first(line: &str) -> Option<&str> {
    let mut end = 0;
    for word in line.split_inclusive(char::is_whitespace).take(5) {
        if !is_of_moment(word.trim_end()) {
            break;
        }
        end += word.len();
    }
    let (moment, rest) = line.split_at_checked(end)?;
    is_moment(moment).then_some(rest.trim())
}

/// What stands before a moment.
fn moment_last(line: &str) -> Option<&str> {
    let mut start = line.len();
    for word in line.rsplit(char::is_whitespace).take(5) {
        if !is_of_moment(word) {
            break;
        }
        start = word.as_ptr() as usize - line.as_ptr() as usize;
    }
    let (rest, moment) = line.split_at_checked(start)?;
    is_moment(moment).then_some(rest.trim())
}

/// Whether a word may be of a moment in numbers.
fn is_of_moment(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | ',' | ':'))
        || matches!(word, "AM" | "PM" | "am" | "pm" | "Uhr")
}

/// Whether words are a day in numbers and a time of day.
fn is_moment(words: &str) -> bool {
    moments::is_in_numbers(words) && words.split_whitespace().any(|word| word.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_browsers_are_read() {
        for (line, expected) in [
            ("29.11.2026, 12:31                The ford in winter", Some((None, "", true, "The ford in winter"))),
            ("11/29/26, 11:50 PM The ford in winter", Some((None, "", true, "The ford in winter"))),
            ("https://ford.example/winter    3/7", Some((Some((3, 7)), "https://ford.example/winter", false, ""))),
            ("The ford in winter   https://ford.example/winter", Some((None, "https://ford.example/winter", false, "The ford in winter"))),
            ("3 of 7      29/11/2026, 12:31", Some((Some((3, 7)), "", true, ""))),
            ("Seite 3 von 7   29.11.2026, 12:31", Some((Some((3, 7)), "", true, ""))),
            ("The ford in winter  29/11/2026, 12:31", Some((None, "", true, "The ford in winter"))),
            ("3/7", None),
            ("He came on 29.11.2026 and stayed.", None),
            ("Sheet 3/7", None),
            ("9/7", None),
        ] {
            let found = read(line).map(|line| (line.sheet, line.address, line.is_dated, line.title));
            assert_eq!(found, expected, "{line}");
        }
    }
}
