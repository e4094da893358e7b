//! A day of the calendar as a number, for what begins or ends on one day and no other.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::date::{Date, moment};

/// A day of the proleptic Gregorian calendar, in UTC: so many days after 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CalendarDay(i32);

/// How many seconds a day has.
const SECONDS: i64 = 24 * 60 * 60;

impl CalendarDay {
    /// Reads `2027-01-31`; `None` for what is less than a day, or none.
    pub fn parse(text: &str) -> Option<Self> {
        let date = Date::parse(text).filter(Date::is_plain)?.start;
        let (year, month, day) = (date.year, i32::from(date.month?), i32::from(date.day?));
        // The way back of `moment`: the year begins in March.
        let year = if month < 3 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468))
    }

    /// The day of the moment so many seconds after the beginning of 1970.
    pub fn of_moment(seconds: i64) -> Self {
        Self(i32::try_from(seconds.div_euclid(SECONDS)).unwrap_or(if seconds < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The same as a date.
    pub fn date(self) -> Option<Date> {
        Date::parse(&self.to_string())
    }

    /// The moment at which it begins, in seconds after the beginning of 1970.
    pub fn begins(self) -> i64 {
        i64::from(self.0) * SECONDS
    }

    /// On which day of the week it is, from Monday, 0, on.
    pub fn weekday(self) -> usize {
        // 1970 began on a Thursday.
        usize::try_from((i64::from(self.0) + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The day behind it.
    #[must_use]
    pub fn following(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for CalendarDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(moment(self.begins()).split('T').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let mut day = CalendarDay::parse("1999-12-31").unwrap();
        for _ in 0..146_097 {
            let following = day.following();
            assert!(day < following && day.begins() + SECONDS == following.begins());
            assert_eq!(CalendarDay::parse(&following.to_string()), Some(following));
            assert_eq!(CalendarDay::of_moment(following.begins() - 1), day);
            assert_eq!(following.weekday(), (day.weekday() + 1) % 7);
            day = following;
        }
        assert_eq!(day.to_string(), "2399-12-31");
        for text in ["2027", "2027-01", "2027-02-29", "2027-01-31~", "2027-01-31/..", "2027-1-31", "soon", ""] {
            assert_eq!(CalendarDay::parse(text), None, "{text}");
        }
        assert_eq!(CalendarDay::parse("1970-01-01").map(CalendarDay::begins), Some(0));
    }
}
