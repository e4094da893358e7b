//! Dates as readers of a language write them, after patterns that the strings hold.

use super::words::filled;
use crate::base::{
    Date,
    date::{Breadth, Day, End},
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
    /// `until {to}`.
    pub until: String,
    /// `{date}?`.
    pub uncertain: String,
    /// `{y}s`: the years from 1840 to 1849.
    pub decade: String,
    /// `{n} century`, and the names of the first, the second …
    pub century: String,
    /// `1st`, `2nd` …
    pub centuries: Vec<String>,
    /// `{season} {y}`.
    pub season: String,
    /// From spring on.
    pub seasons: Vec<String>,
}

impl DateWords {
    /// The date in words. A month or day for which the language has no name stays EDTF.
    pub fn write(&self, date: &Date) -> String {
        match date.end {
            None => self.write_day(&date.start, true),
            Some(End::Open) => filled(&self.open, |name| (name == "from").then(|| self.write_day(&date.start, false).into())),
            Some(End::Until) => filled(&self.until, |name| (name == "to").then(|| self.write_day(&date.start, false).into())),
            Some(End::On(end)) => {
                let are_years = |day: &Day| day.month.is_none() && day.breadth == Breadth::Exact;
                let years = are_years(&date.start) && are_years(&end);
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
        let written = self.write_breadth(day, &year).unwrap_or_else(|| self.write_plain(day, &year, alone));
        let written = if day.uncertain { around(&self.uncertain, &written) } else { written };
        if day.approximate { around(&self.approximate, &written) } else { written }
    }

    /// A decade, a century or a season; `None` for all else, and where the language has no name for it.
    fn write_breadth(&self, day: &Day, year: &str) -> Option<String> {
        let nth = |list: &'_ [String], nth: i32| list.get(usize::try_from(nth).ok()?.checked_sub(1)?).cloned();
        match day.breadth {
            Breadth::Decade => Some(filled(&self.decade, |name| (name == "y").then(|| year.to_owned().into()))),
            Breadth::Century => {
                let Some(century) = nth(&self.centuries, day.year / 100 + 1) else {
                    let (first, last) = day.years();
                    return Some(format!("{first}–{last}"));
                };
                Some(filled(&self.century, |name| (name == "n").then(|| century.as_str().into())))
            }
            Breadth::Season(season) => {
                let season = nth(&self.seasons, season.into())?;
                Some(filled(&self.season, |name| match name {
                    "season" => Some(season.as_str().into()),
                    "y" => Some(year.to_owned().into()),
                    _ => None,
                }))
            }
            Breadth::Exact | Breadth::SomeDay | Breadth::SomeMonth | Breadth::SomeDate => None,
        }
    }

    fn write_plain(&self, day: &Day, year: &str, alone: bool) -> String {
        let names = if day.day.is_some() || !alone { &self.months } else { &self.months_alone };
        let month = day.month.and_then(|month| names.get(usize::from(month).checked_sub(1)?));
        let pattern = match (month, day.month, day.day) {
            (None, Some(_), _) => return day.to_string(),
            (Some(_), _, Some(_)) => &self.day,
            (Some(_), _, None) => &self.month,
            (None, None, _) => &self.year,
        };
        filled(pattern, |name| match name {
            "d" => day.day.map(|number| number.to_string().into()),
            "month" => month.map(|month| month.as_str().into()),
            "y" => Some(year.to_owned().into()),
            _ => None,
        })
    }
}

/// A pattern with a date in it.
fn around(pattern: &str, written: &str) -> String {
    filled(pattern, |name| (name == "date").then(|| written.to_owned().into()))
}
