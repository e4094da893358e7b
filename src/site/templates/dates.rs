//! Dates as readers of a language write them, after patterns that the strings hold.

use super::strings::filled;
use crate::base::{
    Date,
    date::{Day, End},
};

/// How a language writes dates: `date:` in `strings/<lang>.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateWords {
    /// The months behind a day: `мая`.
    pub months: Vec<String>,
    /// The months by themselves: `май`.
    pub months_alone: Vec<String>,
    /// `{d} {month} {y}`.
    pub day: String,
    /// `{month} {y}`.
    pub month: String,
    /// `{y}`.
    pub year: String,
    /// `{y} BC`.
    pub before_christ: String,
    /// `c. {date}`.
    pub approximate: String,
    /// `{from} – {to}`.
    pub range: String,
    /// `{from}–{to}`, where both ends are years.
    pub range_of_years: String,
    /// `from {from}`.
    pub open: String,
}

impl DateWords {
    /// The date in words. A month or day for which the language has no name stays EDTF.
    pub fn write(&self, date: &Date) -> String {
        match date.end {
            None => self.write_day(&date.start, true),
            Some(End::Open) => filled(&self.open, |name| (name == "from").then(|| self.write_day(&date.start, false).into())),
            Some(End::On(end)) => {
                let years = date.start.month.is_none() && end.month.is_none();
                let pattern = if years { &self.range_of_years } else { &self.range };
                filled(pattern, |name| match name {
                    "from" => Some(self.write_day(&date.start, true).into()),
                    "to" => Some(self.write_day(&end, true).into()),
                    _ => None,
                })
            }
        }
    }

    /// One end of a range, or a date; `alone` chooses the form of a month without a day.
    fn write_day(&self, day: &Day, alone: bool) -> String {
        let year = if day.year > 0 {
            day.year.to_string()
        } else {
            filled(&self.before_christ, |name| (name == "y").then(|| (1 - i64::from(day.year)).to_string().into()))
        };
        let names = if day.day.is_some() || !alone { &self.months } else { &self.months_alone };
        let month = day.month.and_then(|month| names.get(usize::from(month).checked_sub(1)?));
        let pattern = match (month, day.month, day.day) {
            (None, Some(_), _) => return day.to_string(),
            (Some(_), _, Some(_)) => &self.day,
            (Some(_), _, None) => &self.month,
            (None, None, _) => &self.year,
        };
        let written = filled(pattern, |name| match name {
            "d" => day.day.map(|number| number.to_string().into()),
            "month" => month.map(|month| month.as_str().into()),
            "y" => Some(year.as_str().into()),
            _ => None,
        });
        if day.approximate { filled(&self.approximate, |name| (name == "date").then(|| written.as_str().into())) } else { written }
    }
}
