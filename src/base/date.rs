//! Dates as archives have them: a day, a month, a year, a range, or "about".
//!
//! A subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019, levels 0 and 1): `1843`,
//! `1843-05`, `1843-05-02`, `1843~`, `1914/1918`, `1914/..`, `-0044`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A date or a range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The date, or where the range begins.
    pub start: Day,
    /// Where the range ends: `None` for a single date.
    pub end: Option<End>,
}

/// How a range ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum End {
    /// On this date.
    On(Day),
    /// Not yet, or unknown (`..`).
    Open,
}

/// A year, perhaps a month of it, perhaps a day of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Astronomical year: 0 is 1 BC.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, right for its month.
    pub day: Option<u8>,
    /// Whether it is approximate (EDTF `~`).
    pub approximate: bool,
}

impl Date {
    /// A whole year.
    pub fn year(year: i32) -> Self {
        Day { year, month: None, day: None, approximate: false }.into()
    }

    /// A year, month and day; `None` if there is no such day in the Gregorian calendar.
    pub fn ymd(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        Day::new(year, month, day).map(Self::from)
    }

    /// Reads EDTF; `None` if it is not of the supported subset or no such day exists.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.split_once('/') {
            None => Day::parse(text).map(Self::from),
            Some((start, end)) => {
                let start = Day::parse(start)?;
                let end = match end {
                    ".." | "" => End::Open,
                    day => End::On(Day::parse(day)?),
                };
                Some(Self { start, end: Some(end) })
            }
        }
    }
}

/// The moment so many seconds after the beginning of 1970, in UTC: `2026-05-02T14:30:00Z` (RFC 3339). Moments that no
/// calendar of four figures holds are the nearest that it does.
pub fn moment(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX });
    time.to_string()
}

impl From<Day> for Date {
    fn from(start: Day) -> Self {
        Self { start, end: None }
    }
}

impl Day {
    /// `None` if there is no such day.
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        match (month, day) {
            (None, Some(_)) => return None,
            (Some(month), _) if !(1..=12).contains(&month) => return None,
            (Some(month), Some(day)) => {
                // Years out of jiff's range (±9999) still get the check, on a year of the same cycle.
                let year = i16::try_from(year.rem_euclid(400) + 2000).ok()?;
                jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            }
            _ => {}
        }
        Some(Self { year, month, day, approximate: false })
    }

    fn parse(text: &str) -> Option<Self> {
        let (text, approximate) = text.strip_suffix('~').map_or((text, false), |text| (text, true));
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let mut parts = digits.splitn(3, '-');
        let year = parts.next().filter(|year| year.len() == 4 && is_digits(year))?.parse::<i32>().ok()? * sign;
        let mut two = || match parts.next() {
            None => Some(None),
            Some(part) if part.len() == 2 && is_digits(part) => part.parse().ok().map(Some),
            Some(_) => None,
        };
        let (month, day) = (two()?, two()?);
        Self::new(year, month, day).map(|day| Self { approximate, ..day })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        match self.end {
            None => Ok(()),
            Some(End::Open) => f.write_str("/.."),
            Some(End::On(day)) => write!(f, "/{day}"),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", self.year.abs())?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if self.approximate { f.write_str("~") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_round_trips() {
        for text in ["1843", "1843-05", "1843-05-02", "1843~", "1914/1918", "1914-07-28/..", "-0044-03-15", "2024-02-29"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn no_such_day_is_no_date() {
        for text in ["2023-02-29", "1999-13", "99", "soon", "2020-1-1", "", "1914/soon", "+2020"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
