//! Dates in words.
//!
//! Read is EDTF (ISO 8601-2, level 1), and what else libraries write in a `raw` date: `Spring 1999 – Summer 2001`, `10 May 1998`,
//! `5/10/1998` (the month first, as citeproc-js guesses), `44 BC`, `c. 1900`, `1990?`. What is no date is a literal one.

use super::{Date, Day, json::season};

/// A day of which parts may be 0; a month above 12 is a season, and what there cannot be is 0.
pub(super) fn day(year: i32, month: i32, day: i32) -> Day {
    let (month, season) = match month {
        1..=12 => (month, 0),
        13..=16 => (0, month - 12),
        17..=20 => (0, month - 16),
        21..=24 => (0, month - 20),
        _ => (0, 0),
    };
    let day = if month == 0 || !(1..=31).contains(&day) { 0 } else { day };
    let small = |number: i32| u8::try_from(number).unwrap_or(0);
    Day { year, month: small(month), day: small(day), season: small(season) }
}

/// Reads a date.
pub fn read(words: &str) -> Date {
    let text = words.trim();
    if let Some(literal) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Date { literal: literal.to_owned(), ..Date::default() };
    }
    // A range that only ends has no day to begin with.
    if let Some(end) = text.strip_prefix("../").or_else(|| text.strip_prefix('/')).filter(|end| edtf_day(end, &mut false).is_some()) {
        return Date { literal: format!("–{end}"), ..Date::default() };
    }
    let mut circa = false;
    let date = edtf(text, &mut circa).or_else(|| range(text, &mut circa));
    date.map_or_else(
        || Date { literal: text.to_owned(), ..Date::default() },
        |(start, end)| Date { start, end, circa, literal: String::new() },
    )
}

fn edtf(text: &str, circa: &mut bool) -> Option<(Day, Option<Day>)> {
    let (start, end) = match text.split_once('/') {
        Some((start, end)) => (start, Some(end)),
        None => (text, None),
    };
    let (start, last) = edtf_days(start, circa)?;
    let end = match end {
        None => Some(last).filter(|last| *last != start),
        Some("" | "..") => Some(Day::default()),
        Some(end) => Some(edtf_days(end, circa)?.1),
    };
    Some((start, end))
}

/// The first and last of the days that a text may mean: figures that nobody knows are `X`, `184X`, `1843-XX` (ISO 8601-2, 8.2).
fn edtf_days(text: &str, circa: &mut bool) -> Option<(Day, Day)> {
    let known = text.split("-XX").next().unwrap_or(text);
    let marks = text.trim_end_matches(['?', '~', '%']).len();
    let known = if known.len() < text.len() { format!("{known}{}", text.get(marks..).unwrap_or("")) } else { text.to_owned() };
    let first = edtf_day(&known.replace('X', "0"), circa)?;
    let last = edtf_day(&known.replace('X', "9"), circa)?;
    Some(if first.year < 0 { (last, first) } else { (first, last) })
}

/// `2004`, `-0043`, `2004-06`, `2004-06-11`, `2004-21`, each with a mark of doubt.
fn edtf_day(text: &str, circa: &mut bool) -> Option<Day> {
    // The time of a day is not part of it.
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    let sure = text.trim_end_matches(['?', '~', '%']);
    let (is_before, digits) = sure.strip_prefix('-').map_or((false, sure), |rest| (true, rest));
    let mut parts = digits.split('-');
    let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
    let mut two = || match parts.next() {
        None => Some(0),
        Some(part) => number(part).filter(|_| part.len() == 2),
    };
    let (month, nth) = (two()?, two()?);
    if parts.next().is_some() || (month > 12 && !(21..=24).contains(&month)) {
        return None;
    }
    *circa |= sure.len() < text.len();
    // The year 0 of ISO 8601 is 1 BC.
    let year = if is_before {
        -year - 1
    } else if year == 0 {
        -1
    } else {
        year
    };
    Some(day(year, month, nth))
}

fn number(text: &str) -> Option<i32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// A part of a date in words.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Year(i32),
    Number(i32),
    Month(i32),
    Season(i32),
    BeforeChrist,
    Christ,
    /// What stands between the two days of a range.
    To,
}

fn range(text: &str, circa: &mut bool) -> Option<(Day, Option<Day>)> {
    let signs = signs(text, circa)?;
    let mut parts = signs.split(|sign| *sign == Sign::To);
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    let Some(second) = second else { return single(first).filter(|day| day.year != 0).map(|day| (day, None)) };
    if third.is_some() {
        return None;
    }
    let (mut start, mut end) = (single(first)?, single(second)?);
    // "10–12 May 2001": what one end does not say stands at the other.
    if start.year == 0 {
        start.year = end.year;
        if start.month == 0 && start.season == 0 {
            start.month = end.month;
        }
    }
    if end.year == 0 {
        end.year = start.year;
        if end.month == 0 && end.season == 0 {
            end.month = start.month;
        }
    }
    (start.year != 0).then_some((start, Some(end)))
}

/// A day of its parts, in any order.
fn single(signs: &[Sign]) -> Option<Day> {
    let (mut year, mut month, mut numbers) = (0, 0, Vec::new());
    for sign in signs {
        match sign {
            Sign::Year(number) if year == 0 => year = *number,
            Sign::Month(number) if month == 0 => month = *number,
            Sign::Season(number) if month == 0 => month = number + 20,
            Sign::Number(number) => numbers.push(*number),
            Sign::BeforeChrist => year = if year == 0 { -numbers.pop()? } else { -year },
            Sign::Christ if year == 0 => year = numbers.pop()?,
            Sign::Christ => {}
            _ => return None,
        }
    }
    let nth = match *numbers.as_slice() {
        [] => 0,
        [nth] if month != 0 => nth,
        [number] if year != 0 => {
            month = number;
            0
        }
        [nth] if year == 0 => nth,
        [first, second] if month == 0 => {
            let (of_year, of_month) = if first > 12 { (second, first) } else { (first, second) };
            month = of_year;
            of_month
        }
        _ => return None,
    };
    if !(0..=31).contains(&nth) || !(0..=24).contains(&month) {
        return None;
    }
    let of_range = year == 0 && month == 0 && nth != 0;
    let mut found = day(year, month, nth);
    if of_range {
        found.day = u8::try_from(nth).unwrap_or(0);
    }
    Some(found)
}

fn signs(text: &str, circa: &mut bool) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    // A hyphen joins the parts of a numeric date, unless blanks are around it; so does a stroke, if there are two.
    let text = text.replace(" - ", " – ");
    let (dashes, strokes) = (text.matches('-').count(), text.matches('/').count());
    let joins = |sign: char| match sign {
        '-' => dashes != 1 || strokes == 1 || is_numeric_date(&text),
        '/' => strokes != 1 || is_numeric_date(&text),
        _ => false,
    };
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let length = |is: fn(char) -> bool| rest.find(|c: char| !is(c)).unwrap_or(rest.len());
        let taken = if first.is_ascii_digit() {
            let length = length(|c| c.is_ascii_digit());
            let value = number(rest.get(..length)?)?;
            signs.push(if length == 4 {
                Sign::Year(value)
            } else if length <= 3 {
                Sign::Number(value)
            } else {
                return None;
            });
            length
        } else if first.is_alphabetic() {
            let length = length(char::is_alphabetic);
            let word = rest.get(..length)?.to_lowercase();
            match word.as_str() {
                "c" | "ca" | "circa" => *circa = true,
                "bc" | "bce" => signs.push(Sign::BeforeChrist),
                "ad" | "ce" => signs.push(Sign::Christ),
                "b" | "a" | "d" | "e" if is_era(rest) => {
                    signs.push(if word == "b" { Sign::BeforeChrist } else { Sign::Christ });
                    rest = rest.get(era(rest)..)?;
                    continue;
                }
                "st" | "nd" | "rd" | "th" | "of" if matches!(signs.last(), Some(Sign::Number(_))) => {}
                "to" => signs.push(Sign::To),
                _ => signs.push(match (month(&word), season(&word)) {
                    (0, 0) => return None,
                    (0, season) => Sign::Season(season.into()),
                    (month, _) => Sign::Month(month),
                }),
            }
            length
        } else {
            match first {
                '?' | '~' | '%' => *circa = true,
                '–' | '—' | '_' | '〜' => signs.push(Sign::To),
                '-' | '/' if !joins(first) => signs.push(Sign::To),
                '-' | '/' | '.' | ',' | '[' | ']' | '(' | ')' => {}
                _ if first.is_whitespace() => {}
                _ => return None,
            }
            first.len_utf8()
        };
        rest = rest.get(taken..)?;
    }
    Some(signs)
}

/// `B.C.`, `B.C.E.`, `A.D.`
fn is_era(rest: &str) -> bool {
    era(rest) > 0
}

fn era(rest: &str) -> usize {
    let starts = |era: &str| rest.get(..era.len()).is_some_and(|start| start.eq_ignore_ascii_case(era));
    ["B.C.E.", "B.C.", "B.C", "A.D.", "A.D"].into_iter().find(|era| starts(era)).map_or(0, str::len)
}

/// Whether a date has figures and one kind of sign between them alone, with a year and a month: `1999-5`, `5/1999`.
fn is_numeric_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/']).map(str::trim).collect();
    parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && parts.iter().filter(|part| part.len() == 4).count() == 1
        && parts.iter().all(|part| part.len() == 4 || part.len() <= 2)
}

/// A month by the first three letters of its English name, as citeproc-js knows it; 0 if it is none.
fn month(word: &str) -> i32 {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let nth = MONTHS.iter().position(|month| word.len() >= 3 && (month.starts_with(word) || (word == "sept" && *month == "september")));
    nth.and_then(|nth| i32::try_from(nth + 1).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &str) -> String {
        let date = read(words);
        let day = |day: Day| {
            format!("{}-{}-{}{}", day.year, day.month, day.day, ["", " spring", " summer", " autumn", " winter"][usize::from(day.season)])
        };
        let end = date.end.map_or_else(String::new, |end| format!(" to {}", day(end)));
        if date.literal.is_empty() {
            format!("{}{end}{}", day(date.start), if date.circa { " circa" } else { "" })
        } else {
            format!("“{}”", date.literal)
        }
    }

    #[test]
    fn edtf_is_read() {
        assert_eq!(said("2004-06-11"), "2004-6-11");
        assert_eq!(said("2004-06-11T10:00:00Z"), "2004-6-11");
        assert_eq!(said("-0043"), "-44-0-0");
        assert_eq!(said("1885/1888"), "1885-0-0 to 1888-0-0");
        assert_eq!(said("184X~"), "1840-0-0 to 1849-0-0 circa");
        assert_eq!(said("17XX/1810"), "1700-0-0 to 1810-0-0");
        assert_eq!(said("1843-XX"), "1843-0-0");
        assert_eq!(said("1843-05-XX?"), "1843-5-0 circa");
        assert_eq!(said("../1750"), "“–1750”");
        assert_eq!(said("1885/.."), "1885-0-0 to 0-0-0");
        assert_eq!(said("2001-21~"), "2001-0-0 spring circa");
        assert_eq!(said("0000"), "-1-0-0");
    }

    #[test]
    fn dates_in_words_are_read() {
        assert_eq!(said("Spring 1999 - Summer 2001"), "1999-0-0 spring to 2001-0-0 summer");
        assert_eq!(said("10 May 1998"), "1998-5-10");
        assert_eq!(said("May 10th, 1998"), "1998-5-10");
        assert_eq!(said("5/10/1998"), "1998-5-10");
        assert_eq!(said("25/10/1998"), "1998-10-25");
        assert_eq!(said("1999-5"), "1999-5-0");
        assert_eq!(said("10–12 May 2001"), "2001-5-10 to 2001-5-12");
        assert_eq!(said("May-June 2001"), "2001-5-0 to 2001-6-0");
        assert_eq!(said("44 BC"), "-44-0-0");
        assert_eq!(said("c. 1900"), "1900-0-0 circa");
        assert_eq!(said("[1900?]"), "1900-0-0 circa");
        assert_eq!(said("1998-1999"), "1998-0-0 to 1999-0-0");
    }

    #[test]
    fn what_is_no_date_is_kept() {
        assert_eq!(said("Bogus Date"), "“Bogus Date”");
        assert_eq!(said("\"May 1900\""), "“May 1900”");
        assert_eq!(said("in press"), "“in press”");
        assert_eq!(said("12 May"), "“12 May”");
        assert_eq!(said("19985"), "“19985”");
        assert_eq!(said("c2004"), "2004-0-0 circa");
        assert_eq!(said("1998–1999–2000"), "“1998–1999–2000”");
    }
}
