//! Dates of RIS: `YYYY/MM/DD/other`, and all that programs write in their place.

use scholion_base::{
    Date,
    date::{Breadth, Day},
};

use crate::said::{Said, in_year, said, season_of};

/// Reads `YYYY/MM/DD/other`, with hyphens in careless files, or a date in words; `other` holds a season, or the range that we wrote.
pub fn read(value: &str) -> Said {
    let value = value.trim();
    let parts: Vec<&str> = value.splitn(4, '/').map(str::trim).collect();
    let other = parts.get(3).copied().unwrap_or("");
    if let Some(date) = Date::parse(&other.replace("--", "/")).filter(|_| !other.is_empty()) {
        return Said { date: Some(date), is_all: true };
    }
    let negative = value.strip_prefix('-').map(|rest| rest.trim_end_matches('/')).and_then(|year| year.parse::<i32>().ok());
    if let Some(year) = negative {
        return Said { date: Some(Date::year(-year)), is_all: true };
    }
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let year = parts.first().filter(|year| year.len() == 4 && is_number(year)).and_then(|year| year.parse().ok());
    let (Some(year), true) = (year, parts.iter().skip(1).take(2).all(is_number)) else { return said(value) };
    // What is not known is empty, or 0.
    let number = |nth: usize| parts.get(nth).and_then(|part| part.parse().ok()).filter(|part| *part > 0);
    let (month, day) = (number(1), number(2));
    let date = Date::ymd(year, month, day.filter(|_| month.is_some())).or_else(|| Date::ymd(year, month, None)).unwrap_or(Date::year(year));
    // EBSCO says the year once more: `2015///Spring2015`.
    let bare = other.trim_end_matches(|c: char| c.is_ascii_digit());
    let season = season_of(bare);
    // And of a double issue both months: `2012/03//Mar/Apr2012`.
    let months =
        in_year(Date::year(year).start, bare).filter(|months| months.end.is_some() && months.start.month == month && day.is_none());
    if let Some(months) = months {
        return Said { date: Some(months), is_all: true };
    }
    match season.filter(|_| month.is_none()) {
        Some(season) => Said { date: Some(Day { breadth: Breadth::Season(season), ..date.start }.into()), is_all: true },
        // A month says more than what is put beside it.
        None => Said { date: Some(date), is_all: other.is_empty() || month.is_some() || other.contains(':') },
    }
}

/// The words of a date that is not all said by its numbers: `2001///Winter/Spring` is `Winter/Spring 2001`.
pub fn words(value: &str) -> String {
    let value = value.trim().trim_matches('/');
    match value.split_once("///") {
        Some((year, other)) if !other.is_empty() && !other.contains(year) => format!("{} {year}", other.trim()),
        Some((_, other)) if !other.is_empty() => other.trim().to_owned(),
        _ => value.to_owned(),
    }
}

/// The date of a reference that has several, in whatever order: the fullest of those that are of the year that most say, the first in
/// doubt. One without a year (EndNote's `Sep 10`) is of the year of the others. The place of the one that is taken, and what it says.
pub fn fullest<'a>(values: &[&'a str]) -> Option<(&'a str, Said)> {
    let mut read: Vec<(&str, Said)> = values.iter().map(|value| (*value, self::read(value))).collect();
    let year_of = |said: &Said| said.date.map(|date| date.start.year);
    let years: Vec<i32> = read.iter().filter_map(|(_, said)| year_of(said)).collect();
    let count = |year: &i32| years.iter().filter(|other| *other == year).count();
    let year = years.iter().rev().copied().max_by_key(|year| count(year));
    if let Some(year) = year {
        for (value, said) in read.iter_mut().filter(|(_, said)| said.date.is_none()) {
            let whole = crate::said::said(&format!("{value} {year:04}"));
            if whole.is_all {
                *said = whole;
            }
        }
    }
    let fullness = |said: &Said| {
        let day = said.date.map(|date| date.start).unwrap_or_default();
        let parts = u8::from(day.month.is_some()) * 2 + u8::from(day.day.is_some()) * 2 + u8::from(day.breadth != Breadth::Exact);
        (parts, said.date.is_some_and(|date| date.end.is_some() || date.is_doubted()))
    };
    let same = read.iter().rev().filter(|(_, said)| said.date.is_some() && year_of(said) == year);
    same.max_by_key(|(_, said)| fullness(said)).or(read.first()).map(|(value, said)| (*value, *said))
}

/// `YYYY/MM/DD/other`: what is not known is empty, and what else a date says is other.
pub fn write(date: Date) -> String {
    let day = date.start;
    let two = |number: Option<u8>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    let rest = if date.end.is_some() || !day.is_plain() { date.to_string().replace('/', "--") } else { String::new() };
    format!("{:04}/{}/{}/{rest}", day.year, two(day.month), two(day.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_dates_the_fullest_that_agrees_counts() {
        for (values, date) in [
            (&["2015", "2015/09/10"][..], "2015-09-10"),
            (&["2015/09/10/", "2015///"], "2015-09-10"),
            (&["2020", "2019/12/31", "2020/01"], "2020-01"),
            (&["2020///", "2019/12/31//"], "2020"),
            (&["Sep 10", "2015"], "2015-09-10"),
            (&["2015", "September 10, 2015"], "2015-09-10"),
            (&["2005///Spring"], "2005-21"),
            (&["2005///Spring2005"], "2005-21"),
            (&["2005/04//Apr2005"], "2005-04"),
            (&["2005/00/00/"], "2005"),
            (&["2012/03//Mar/Apr2012"], "2012-03/2012-04"),
            (&["2012/07//Jul-Aug 2012", "2012"], "2012-07/2012-08"),
            (&["2012/03//Apr/May2012"], "2012-03"),
            (&["2012/03/01/Mar/Apr2012"], "2012-03-01"),
            (&["2020/06//Summer"], "2020-06"),
            (&["-0043///"], "-0043"),
            (&["44 BC"], "-0043"),
        ] {
            let found = fullest(values).and_then(|(_, said)| said.date).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(date), "{values:?}");
        }
        assert_eq!([words("2001///Winter/Spring"), words("c2004"), words("2001/")], ["Winter/Spring 2001", "c2004", "2001"]);
        assert_eq!(fullest(&["forthcoming"]), Some(("forthcoming", Said::default())));
        for date in ["1843~", "1914/1918", "2005-21", "2001-05-02", "184X"] {
            let written = Date::parse(date).map(write).unwrap_or_default();
            assert_eq!(read(&written).date.map(|date| date.to_string()).as_deref(), Some(date), "{written}");
        }
    }
}
