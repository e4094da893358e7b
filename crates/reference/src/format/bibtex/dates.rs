//! Dates of entries: `date` in EDTF, or `year` and `month`.
//!
//! BibLaTeX manual, 2.3.8, "Date and Time Specifications": EDTF of levels 0 and 1, with seasons and open ends.

use scholion_base::{
    Date,
    date::{Breadth, Day, End},
};
use scholion_lang::ABOUT_A_YEAR;

use crate::said::{self, Said};

/// Reads a `date` or a year: EDTF, and what people write in its place (`c. 1850`, `1998--99`, `[1923]`, `12 May 1998`).
pub fn read(text: &str) -> Said {
    let text = text.trim();
    let all = |date: Date| Said { date: Some(date), is_all: true };
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text).trim();
    if let Some(date) = edtf(bare).or_else(|| about(bare)).or_else(|| range(bare)).or_else(|| decade(bare)) {
        return all(date);
    }
    if let Some((year, _)) = lettered(bare) {
        return all(Date::year(year));
    }
    let read = said::said(bare);
    // Of two years neither is the date, unless they are its ends.
    let years = bare.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4).count();
    if !read.is_all && years > 1 && read.date.is_none_or(|date| date.end.is_none()) { Said::default() } else { read }
}

/// EDTF, with times of day behind the days and the words that older drafts had for open ends.
fn edtf(text: &str) -> Option<Date> {
    let end = |end: &str| match end.trim() {
        "open" | "unknown" | "*" => "..".to_owned(),
        // Older drafts wrote `u` for a figure that nobody knows.
        end if end.ends_with('u') && end.len() == 4 => end.replace('u', "X"),
        end => match end.split_once('T') {
            Some((day, _)) if day.len() == 10 => day.to_owned(),
            _ => padded(end),
        },
    };
    let text = match text.split_once('/') {
        Some((from, to)) => format!("{}/{}", end(from), end(to)),
        None => end(text),
    };
    Date::parse(&text)
}

/// A year of three figures, or one before Christ, with the four that EDTF asks for.
fn padded(year: &str) -> String {
    let (sign, digits) = year.strip_prefix('-').map_or(("", year), |digits| ("-", digits));
    let is_year = digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() < 4;
    if is_year && (digits.len() == 3 || !sign.is_empty() && !digits.is_empty()) { format!("{sign}{digits:0>4}") } else { year.to_owned() }
}

/// `c. 1850`, `um 1850`, `ca. 1850--1860`.
fn about(text: &str) -> Option<Date> {
    let (word, year) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
    // What stands at the year itself is a sign of its copyright.
    let is_apart = word.ends_with(['.', ' ', '\u{a0}', '~']);
    let word = word.trim_end_matches(['~', '.', '\u{a0}', ' ']).trim().to_lowercase();
    if !is_apart || !(matches!(word.as_str(), "c" | "ca") || ABOUT_A_YEAR.contains(&word)) {
        return None;
    }
    let mut date = edtf(year).or_else(|| range(year))?;
    date.start.approximate = true;
    Some(date)
}

/// Years with a dash between them: `1914–1918`, `1998–99`.
fn range(text: &str) -> Option<Date> {
    let (from, to) = text.split_once(['–', '—', '/', '-'])?;
    let (from, to) = (from.trim(), to.trim_start_matches(['–', '-']).trim());
    let start: i32 = digits(from, 4)?;
    let end = match to.len() {
        0 => return Some(Date { start: Date::year(start).start, end: Some(End::Open) }),
        4 => digits(to, 4)?,
        2 => start - start.rem_euclid(100) + digits(to, 2)?,
        _ => return None,
    };
    (end >= start).then(|| Date { start: Date::year(start).start, end: Some(End::On(Date::year(end).start)) })
}

/// `1960s`, `1960's`.
fn decade(text: &str) -> Option<Date> {
    let years = text.strip_suffix('s')?.trim_end_matches(['\'', '’']);
    let year = digits(years, 4)?;
    let breadth = if year % 100 == 0 { Breadth::Century } else { Breadth::Decade };
    (year % 10 == 0).then(|| Day { year, breadth, ..Day::default() }.into())
}

/// A year and the letter that tells it from others: `2001a`.
pub fn lettered(text: &str) -> Option<(i32, &str)> {
    let (year, letter) = text.trim().split_at_checked(4)?;
    let year = digits(year, 4)?;
    (letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_lowercase())).then_some((year, letter))
}

fn digits(text: &str, count: usize) -> Option<i32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The date that `year`, `month` and `day` give.
pub fn of_fields(year: &str, month: &str, day: &str) -> Said {
    let read = read(year);
    let Some(date) = read.date else { return read };
    if date.end.is_some() || date.start.month.is_some() || date.start.breadth != Breadth::Exact {
        return Said { is_all: read.is_all && month.trim().is_empty(), ..read };
    }
    let words = format!("{month} {day}");
    if words.trim().is_empty() {
        return read;
    }
    match said::in_year(date.start, &words) {
        Some(date) => Said { date: Some(date), ..read },
        None => Said { is_all: false, ..read },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(said: Said) -> String {
        format!("{}{}", said.date.map(|date| date.to_string()).unwrap_or_default(), if said.is_all { "" } else { " …" })
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, date) in [
            ("2020-05-01", "2020-05-01"),
            ("2020-05-01T10:00", "2020-05-01"),
            ("2020-05-01T10:00Z/2020-05-02T11:00Z", "2020-05-01/2020-05-02"),
            ("1914/1918", "1914/1918"),
            ("1914/", "1914/.."),
            ("/1918", "../1918"),
            ("1914/open", "1914/.."),
            ("unknown/1918", "../1918"),
            ("2001-21", "2001-21"),
            ("2001-21/2001-23", "2001-21/2001-23"),
            ("1998–99", "1998/1999"),
            ("c. 1850", "1850~"),
            ("1850?", "1850?"),
            ("1850%", "1850%"),
            ("185X", "185X"),
            ("18XX", "18XX"),
            ("185u", "185X"),
            ("1850s", "185X"),
            ("1999-XX", "1999-XX"),
            ("-0043", "-0043"),
            ("-43", "-0043"),
            ("476", "0476"),
            ("[1923]", "1923"),
            ("2001a", "2001"),
            ("12 May 1998", "1998-05-12"),
            ("May 12, 1998", "1998-05-12"),
            ("Spring 2001", "2001-21"),
            ("1998-", "1998/.."),
            ("in press", " …"),
            ("1914 or 1915", " …"),
            ("2001 [1999]", " …"),
            ("c2004", "2004 …"),
        ] {
            assert_eq!(shown(read(text)), date, "{text}");
        }
    }

    #[test]
    fn months_may_be_more() {
        for (month, day, date) in [
            ("sept", "", "2020-09"),
            ("5", "2", "2020-05-02"),
            ("Spring", "", "2020-21"),
            ("10\u{a0}oct", "", "2020-10-10"),
            ("May 2nd", "", "2020-05-02"),
            ("May–June", "", "2020-05/2020-06"),
            ("5/6", "", "2020-05/2020-06"),
            ("10–12 May", "", "2020-05-10/2020-05-12"),
            ("May 30–June 2", "", "2020-05-30/2020-06-02"),
            ("Mai", "", "2020-05"),
            ("13", "", "2020 …"),
            ("sept", "31", "2020 …"),
            ("Trinity", "", "2020 …"),
            ("", "", "2020"),
        ] {
            assert_eq!(shown(of_fields("2020", month, day)), date, "{month} {day}");
        }
    }
}
