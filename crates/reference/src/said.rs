//! A date as a field of a library says it: EDTF, numbers or words, and whether that is all that the field says.

use scholion_base::{
    Date,
    date::{Breadth, Day, End},
};
use scholion_lang::{ABOUT_A_YEAR, DATE_JOINT, ORDINAL_SUFFIX, SEASON};

use crate::dates;

/// The names by which BibTeX knows the months.
pub const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a field says of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The date that it names, if any.
    pub date: Option<Date>,
    /// Whether the date says all that the field does: not of `c2004` (a year of copyright), `2020 [forthcoming]`.
    pub is_all: bool,
}

impl Said {
    fn all(date: Date) -> Self {
        Self { date: Some(date), is_all: true }
    }
}

/// Reads a field that holds a date.
pub fn said(text: &str) -> Said {
    let text = text.trim();
    if let Some(date) = Date::parse(text).or_else(|| numbers(text)).or_else(|| before_christ(text)) {
        return Said::all(date);
    }
    if let Some(date) = of_year(text) {
        return Said::all(date);
    }
    // `9/3/1998`: nobody can tell the day from the month.
    if let Some((day_first, _)) = dates::two_ways(text) {
        return Said { date: Some(Date::year(day_first.start.year)), is_all: false };
    }
    // The year of a copyright, as library catalogues have it: no `c. 2004`.
    if let Some(year) = text.strip_prefix(['c', '©', 'p', '℗']).and_then(Date::parse).filter(Date::is_plain) {
        return Said { date: Some(year), is_all: false };
    }
    let tokens = tokens(text);
    if let Some(date) = season(&tokens) {
        return Said { date: Some(date), is_all: tokens.len() == 2 };
    }
    let Some(date) = dates::read(text).map(|printed| printed.date) else { return Said::default() };
    let is_joint = |token: &&&str| {
        let lower = token.to_lowercase();
        DATE_JOINT.contains(&lower) || ORDINAL_SUFFIX.contains(&lower) || date.start.approximate && ABOUT_A_YEAR.contains(&lower)
    };
    let said = tokens.iter().filter(|token| !is_joint(token)).count();
    let held: usize = date.days().map(|day| 1 + usize::from(day.month.is_some()) + usize::from(day.day.is_some())).sum();
    Said { date: Some(date), is_all: said == held && !text.contains(['[', ']', '?', '©', '<', '(']) }
}

/// The season that a word names, 1 to 4, or a number of CSL-JSON or EDTF.
pub fn season_of(word: &str) -> Option<u8> {
    let lower = word.trim().to_lowercase();
    match lower.parse() {
        Ok(season @ (1..=4)) => Some(season),
        Ok(season @ (21..=24)) => Some(season - 20),
        Ok(_) => None,
        Err(_) => SEASON.part_number(&lower).map(|part| part + 1),
    }
}

/// `Spring 2001`, `2001 Fall`.
fn season(tokens: &[&str]) -> Option<Date> {
    let season = tokens.iter().filter(|token| !token.starts_with(|c: char| c.is_ascii_digit())).find_map(|token| season_of(token))?;
    let year = tokens.iter().find(|token| token.len() == 4)?.parse().ok()?;
    Some(Day { year, breadth: Breadth::Season(season), ..Day::default() }.into())
}

/// `2001-5-3`, `2001/05`, `2001-05-00`, `20010503`, `2001-05-03T10:00:00Z`, `5/2001`: year, month and day, of which the last may be
/// missing or 0.
fn numbers(text: &str) -> Option<Date> {
    let day = text.split_once('T').filter(|(_, time)| time.contains(':')).map_or(text, |(day, _)| day);
    let day = day.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(day, |(day, _)| day);
    if !day.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.')) {
        return None;
    }
    let parts: Vec<&str> = day.trim_end_matches('/').split(['-', '/', '.']).collect();
    let small = |part: &str| part.parse::<u8>().ok().filter(|_| (1..=2).contains(&part.len()));
    let (year, month, last) = match parts[..] {
        [whole] if whole.len() == 8 => (whole.get(..4)?, small(whole.get(4..6)?)?, small(whole.get(6..)?)?),
        [month, year] if year.len() == 4 => (year, small(month)?, 0),
        [year] => (year, 0, 0),
        [year, month] => (year, small(month)?, 0),
        [year, month, last] => (year, small(month)?, small(last)?),
        _ => return None,
    };
    let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
    Date::ymd(year, Some(month).filter(|month| *month > 0), Some(last).filter(|last| *last > 0))
}

/// `44 BC`, `44 B.C.E.`, and `-44` as CSL-JSON has it: there is no year 0 between them and ours (test suite, `date_DateBC`).
fn before_christ(text: &str) -> Option<Date> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect::<String>().to_uppercase();
    let year =
        bare.strip_suffix("BCE").or_else(|| bare.strip_suffix("BC")).or_else(|| bare.strip_prefix('-').filter(|year| year.len() < 4))?;
    let year: i32 = year.parse().ok().filter(|year| (1..=9999).contains(year))?;
    Some(Date::year(1 - year))
}

/// `2015 Jan 10-16`, `1998 Nov-Dec`, `June 3-5, 2003`: a year, and months or days of it.
fn of_year(text: &str) -> Option<Date> {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let behind = text.split_once(' ').filter(|(year, _)| is_year(year));
    let (year, rest) = behind.or_else(|| text.rsplit_once(' ').filter(|(_, year)| is_year(year)).map(|(rest, year)| (year, rest)))?;
    // Numbers alone may be anything.
    let rest = rest.trim_end_matches(',');
    let is_plain = rest.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '–' | '/' | '.' | ',' | '&'));
    in_year(Day { year: year.parse().ok()?, ..Day::default() }, rest).filter(|_| is_plain && rest.contains(char::is_alphabetic))
}

/// Runs of digits and of letters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(char::is_alphanumeric) {
        rest = rest.get(at..).unwrap_or("");
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (token, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        tokens.push(token);
        rest = behind;
        if tokens.len() > 24 {
            break;
        }
    }
    tokens
}

/// A month, a day, a season, or a range of months or days of a year: `5`, `May`, `May--June`, `10~oct`, `10--12 May`, `Spring`.
pub fn in_year(year: Day, words: &str) -> Option<Date> {
    let (mut months, mut days, mut season) = (Vec::new(), Vec::new(), None);
    for token in words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()) {
        if let Ok(number) = token.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u8>() {
            days.push(number);
        } else if let Some(month) = month(token) {
            months.push(month);
        } else {
            season = Some(season_of(token)?);
        }
    }
    if months.is_empty() && season.is_none() && !days.is_empty() {
        months.push(days.remove(0));
        if days.first().is_some_and(|_| words.contains(['-', '–', '/'])) {
            months.append(&mut days);
        }
    }
    let on = |month: u8, day: Option<u8>| {
        let date = Date::ymd(year.year, Some(month), day)?;
        Some(Day { approximate: year.approximate, uncertain: year.uncertain, ..date.start })
    };
    let (start, end) = match (&months[..], &days[..], season) {
        ([], [], Some(season)) => (Day { breadth: Breadth::Season(season), ..year }, None),
        ([month], [], None) => (on(*month, None)?, None),
        ([month], [day], None) => (on(*month, Some(*day))?, None),
        ([month], [from, to], None) => (on(*month, Some(*from))?, Some(on(*month, Some(*to))?)),
        ([from, to], [], None) => (on(*from, None)?, Some(on(*to, None)?)),
        ([from, to], [first, last], None) => (on(*from, Some(*first))?, Some(on(*to, Some(*last))?)),
        _ => return None,
    };
    if end.is_some_and(|end| (end.month, end.day) < (start.month, start.day)) {
        return None;
    }
    Some(Date { start, end: end.map(End::On) })
}

/// The month that a name says.
fn month(word: &str) -> Option<u8> {
    let start = word.get(..3).map(str::to_ascii_lowercase);
    let place = MONTHS.iter().position(|month| Some(*month) == start.as_deref() && word.len() < 5);
    place.and_then(|place| u8::try_from(place + 1).ok()).or_else(|| dates::month(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_say_dates_in_many_ways() {
        for (text, date, is_all) in [
            ("2001-05-03", "2001-05-03", true),
            ("2001-5-3", "2001-05-03", true),
            ("2001/05/03/", "2001-05-03", true),
            ("2001-05-00", "2001-05", true),
            ("20010503", "2001-05-03", true),
            ("2001-05-03T10:11:12Z", "2001-05-03", true),
            ("5/2001", "2001-05", true),
            ("9/3/1998", "1998", false),
            ("9/13/1998", "1998-09-13", true),
            ("3.9.1998", "1998-09-03", true),
            ("May 3, 2001", "2001-05-03", true),
            ("3 мая 2001", "2001-05-03", true),
            ("Spring 2001", "2001-21", true),
            ("2001 Fall", "2001-23", true),
            ("Frühjahr 2001", "2001-21", true),
            ("1999-2001", "1999/2001", true),
            ("ca. 1843", "1843~", true),
            ("2015 Jan 10-16", "2015-01-10/2015-01-16", true),
            ("1998 Nov-Dec", "1998-11/1998-12", true),
            ("June 3-5, 2003", "2003-06-03/2003-06-05", true),
            ("44 BC", "-0043", true),
            ("-44", "-0043", true),
            ("-0044", "-0044", true),
            ("c2004", "2004", false),
            ("[1935?]", "1935", false),
            ("2020 (forthcoming)", "2020", false),
            ("no date", "", false),
            ("in press", "", false),
            ("", "", false),
        ] {
            let found = said(text);
            assert_eq!((found.date.map(|date| date.to_string()).unwrap_or_default().as_str(), found.is_all), (date, is_all), "{text}");
        }
    }
}
