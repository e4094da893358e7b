//! Dates as archives have them: a day, a month, a season, a year, a decade, a range, "about", "perhaps".
//!
//! The Extended Date/Time Format, level 1 (EDTF, ISO 8601-2:2019): `1843`, `1843-05`, `1843-05-02`, `1843-21` (spring), `1843~`
//! (about), `1843?` (perhaps), `1843%` (both), `184X` and `18XX` (some year of these), `1843-XX`, `1843-05-XX`, `1843-XX-XX`,
//! `1914/1918`, `1914/..`, `../1918`, `-0044`, `Y17000`. Moments of a day are not dates here.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A date or a range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The date, or where the range begins; where nobody knows that ([`End::Until`]), where it ends.
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
    /// On the date that stands as its start: when it began is unknown (`../1918`).
    Until,
}

/// A year, perhaps a month of it, perhaps a day of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Astronomical year: 0 is 1 BC. Of a decade or century the first.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, right for its month.
    pub day: Option<u8>,
    /// What of it is not said to the year, month or day.
    pub breadth: Breadth,
    /// Whether it is approximate (EDTF `~`).
    pub approximate: bool,
    /// Whether it is uncertain (EDTF `?`).
    pub uncertain: bool,
}

/// How much a date leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Breadth {
    /// Nothing: it is a year, a month or a day.
    #[default]
    Exact,
    /// Some day of its month (`1843-05-XX`).
    SomeDay,
    /// Some month of its year (`1843-XX`).
    SomeMonth,
    /// Some day of its year (`1843-XX-XX`).
    SomeDate,
    /// A season of its year: 1 spring, 2 summer, 3 autumn, 4 winter (`1843-21` to `1843-24`).
    Season(u8),
    /// Some year of its decade (`184X`).
    Decade,
    /// Some year of its century (`18XX`).
    Century,
}

impl Date {
    /// A whole year.
    pub fn year(year: i32) -> Self {
        Day { year, ..Day::default() }.into()
    }

    /// A year, month and day; `None` if there is no such day in the Gregorian calendar.
    pub fn ymd(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        Day::new(year, month, day).map(Self::from)
    }

    /// Reads EDTF; `None` if it is not of level 1 or no such day exists.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.split_once('/') {
            None => Day::parse(text).map(Self::from),
            Some((".." | "", end)) => Some(Self { start: Day::parse(end)?, end: Some(End::Until) }),
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

    /// The single date, or where a range begins; `None` where nobody knows that.
    pub fn begins(&self) -> Option<Day> {
        Some(self.start).filter(|_| self.end != Some(End::Until))
    }

    /// Where a range ends; `None` of a single date, and of what goes on or of which nobody knows it.
    pub fn ends(&self) -> Option<Day> {
        match self.end {
            Some(End::On(day)) => Some(day),
            Some(End::Until) => Some(self.start),
            Some(End::Open) | None => None,
        }
    }

    /// The years, months or days that it names: one or two.
    pub fn days(&self) -> impl Iterator<Item = Day> + use<> {
        let end = if let Some(End::On(day)) = self.end { Some(day) } else { None };
        std::iter::once(self.start).chain(end)
    }

    /// Whether it is one year, month or day of four figures, and surely that: what programs tell that know no other dates (RFC 3339).
    pub fn is_plain(&self) -> bool {
        let Day { year, breadth, approximate, uncertain, .. } = self.start;
        self.end.is_none() && breadth == Breadth::Exact && !approximate && !uncertain && (0..=9999).contains(&year)
    }

    /// Whether somebody says of one of its ends that it is about then, or perhaps.
    pub fn is_doubted(&self) -> bool {
        self.days().any(|day| day.is_doubted())
    }

    /// Its beginning as ISO 8601-1 writes it, which many programs read: a day, month or year, or an interval of years. `None` for years
    /// before 1 and beyond 9999.
    pub fn iso(&self) -> Option<String> {
        let day = &self.start;
        (1..=9999).contains(&day.year).then(|| match day.years() {
            (first, last) if first != last => format!("{first:04}/{last:04}"),
            _ => Day { approximate: false, uncertain: false, breadth: Breadth::Exact, ..*day }.to_string(),
        })
    }
}

/// The moment so many seconds after the beginning of 1970, in UTC: `2026-05-02T14:30:00Z` (RFC 3339). Moments that no
/// calendar of four figures holds are the nearest that it does.
pub fn moment(seconds: i64) -> String {
    const DAY: i64 = 24 * 60 * 60;
    // From the year 0 to the year 9999.
    let seconds = seconds.clamp(-719_528 * DAY, 2_932_897 * DAY - 1);
    let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    // The proleptic Gregorian calendar repeats after 400 years of 146,097 days; its year begins here in March, so that the odd day is
    // its last, and months have 30.6 days (as in H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400 + month / 10, if month < 10 { month + 3 } else { month - 9 });
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", time / 3600, time / 60 % 60, time % 60)
}

/// How many days a month has (1 to 12) in the proleptic Gregorian calendar.
pub fn days_in(year: i32, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
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
            (Some(month), Some(day)) if !(1..=days_in(year, month)).contains(&day) => return None,
            _ => {}
        }
        Some(Self { year, month, day, ..Self::default() })
    }

    /// The first and the last year that it may be of.
    pub fn years(&self) -> (i32, i32) {
        let more = match self.breadth {
            Breadth::Decade => 9,
            Breadth::Century => 99,
            _ => 0,
        };
        (self.year, self.year + more)
    }

    /// Whether it is approximate or uncertain.
    pub fn is_doubted(&self) -> bool {
        self.approximate || self.uncertain
    }

    /// Whether it is a year, month or day, and nobody doubts it.
    pub fn is_plain(&self) -> bool {
        self.breadth == Breadth::Exact && !self.approximate && !self.uncertain
    }

    fn parse(text: &str) -> Option<Self> {
        let (text, approximate, uncertain) = match text.char_indices().next_back()? {
            (at, '~') => (text.get(..at)?, true, false),
            (at, '?') => (text.get(..at)?, false, true),
            (at, '%') => (text.get(..at)?, true, true),
            _ => (text, false, false),
        };
        Self::parse_bare(text).map(|day| Self { approximate, uncertain, ..day })
    }

    fn parse_bare(text: &str) -> Option<Self> {
        if let Some(long) = text.strip_prefix('Y') {
            let digits = long.trim_start_matches('-');
            let year = long.parse().ok().filter(|_| digits.len() > 4 && is_digits(digits) && long.len() - digits.len() < 2)?;
            return Self::new(year, None, None);
        }
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let mut parts = digits.splitn(3, '-');
        let year = parts.next().filter(|year| year.len() == 4)?;
        let (month, day) = (parts.next(), parts.next());
        if let Some(known) = year.strip_suffix('X') {
            let (known, breadth, years) = match known.strip_suffix('X') {
                Some(known) => (known, Breadth::Century, 100),
                None => (known, Breadth::Decade, 10),
            };
            let is_whole = month.is_none() && sign == 1 && is_digits(known);
            return is_whole.then(|| known.parse::<i32>().ok())?.map(|known| Self { year: known * years, breadth, ..Self::default() });
        }
        let year = year.parse::<i32>().ok().filter(|_| is_digits(year))? * sign;
        let two = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 2 && is_digits(part));
        let of_year = |breadth| Self { year, breadth, ..Self::default() };
        match (month, day) {
            (None, _) => Self::new(year, None, None),
            (Some("XX"), None) => Some(of_year(Breadth::SomeMonth)),
            (Some("XX"), Some("XX")) => Some(of_year(Breadth::SomeDate)),
            (Some(month), None) => match two(month)? {
                season @ 21..=24 => Some(of_year(Breadth::Season(season - 20))),
                month => Self::new(year, Some(month), None),
            },
            (Some(month), Some("XX")) => Self::new(year, Some(two(month)?), None).map(|day| Self { breadth: Breadth::SomeDay, ..day }),
            (Some(month), Some(day)) => Self::new(year, Some(two(month)?), Some(two(day)?)),
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.end == Some(End::Until) {
            f.write_str("../")?;
        }
        self.start.fmt(f)?;
        match self.end {
            None | Some(End::Until) => Ok(()),
            Some(End::Open) => f.write_str("/.."),
            Some(End::On(day)) => write!(f, "/{day}"),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let year = self.year.unsigned_abs();
        match self.breadth {
            Breadth::Decade => write!(f, "{:03}X", year / 10)?,
            Breadth::Century => write!(f, "{:02}XX", year / 100)?,
            _ if year > 9999 => write!(f, "Y{sign}{year}")?,
            _ => write!(f, "{sign}{year:04}")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        match self.breadth {
            Breadth::SomeDay | Breadth::SomeMonth => f.write_str("-XX")?,
            Breadth::SomeDate => f.write_str("-XX-XX")?,
            Breadth::Season(season) => write!(f, "-{}", 20 + season)?,
            Breadth::Exact | Breadth::Decade | Breadth::Century => {}
        }
        f.write_str(match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (seconds, written) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_777_732_200, "2026-05-02T14:30:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (-2_203_891_200, "1900-03-01T00:00:00Z"),
            (i64::MIN, "0000-01-01T00:00:00Z"),
            (i64::MAX, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(moment(seconds), written);
        }
        // Each day follows the one before.
        let mut before = String::new();
        let mut count = 0;
        for day in 0..146_097 * 2 {
            let now = moment((i64::from(day) - 719_528) * 86_400).split('T').next().map(str::to_owned).unwrap_or_default();
            assert!(now > before && Date::parse(&now).is_some(), "{now}");
            count += usize::from(now.ends_with("-01-01"));
            before = now;
        }
        assert_eq!((count, before.as_str()), (800, "0799-12-31"));
    }

    #[test]
    fn ranges_begin_and_end_where_that_is_known() {
        for (text, begins, ends, days) in [
            ("1843-05", Some("1843-05"), None, 1),
            ("1914/1918", Some("1914"), Some("1918"), 2),
            ("1914/..", Some("1914"), None, 1),
            ("../1918", None, Some("1918"), 1),
        ] {
            let date = Date::parse(text).unwrap();
            let written = |day: Option<Day>| day.map(|day| day.to_string());
            assert_eq!(
                (written(date.begins()).as_deref(), written(date.ends()).as_deref(), date.days().count()),
                (begins, ends, days),
                "{text}"
            );
        }
    }

    #[test]
    fn edtf_round_trips() {
        let level_0 = ["1843", "1843-05", "1843-05-02", "1914/1918", "-0044-03-15", "2024-02-29"];
        let level_1 = [
            "1843~",
            "1843?",
            "1843-05%",
            "1843-05-02?",
            "184X",
            "18XX",
            "184X~",
            "1843-XX",
            "1843-05-XX",
            "1843-XX-XX",
            "1843-21",
            "1843-24?",
            "1914-07-28/..",
            "../1918",
            "184X/1851~",
            "1843-21/1843-23",
            "Y170002",
            "Y-170002",
            "0000",
        ];
        for text in level_0.into_iter().chain(level_1) {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Date::parse("1914/").map(|date| date.to_string()).as_deref(), Some("1914/.."));
    }

    #[test]
    fn no_such_day_is_no_date() {
        for text in ["2023-02-29", "1999-13", "99", "soon", "2020-1-1", "", "1914/soon", "+2020", "1XXX", "XXXX", "184X-05", "-184X"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["1843-25", "1843-XX-01", "1843-21-XX", "1843-21-03", "../..", "/", "Y1843", "1843~?", "~", "1843-02-XX-01", "18x", "é"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn programs_get_what_they_can_read() {
        let iso = |text: &str| Date::parse(text).and_then(|date| date.iso());
        for (text, written) in
            [("1843-05-02", "1843-05-02"), ("184X?", "1840/1849"), ("18XX", "1800/1899"), ("1843-21", "1843"), ("1843-05-XX~", "1843-05")]
        {
            assert_eq!(iso(text).as_deref(), Some(written));
        }
        assert_eq!((iso("-0044"), iso("Y17000")), (None, None));
    }
}
