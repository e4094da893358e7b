//! The months of a year, in weeks.

use super::super::view::{DayView, MonthView};
use crate::base::{CalendarDay, Date, date::days_in};

/// How many days a week has.
const WEEK: usize = 7;

/// The twelve months of a year in the Gregorian calendar, as EDTF counts days whatever calendar the writers had. `about` gives of a day
/// how many letters were sent on it, and where they are.
pub fn months(year: i32, about: impl Fn(u8, u8) -> (usize, String)) -> Vec<MonthView> {
    (1..=12).map(|month| MonthView { date: written(year, month, None), weeks: weeks(year, month, &about) }).collect()
}

fn weeks(year: i32, month: u8, about: &impl Fn(u8, u8) -> (usize, String)) -> Vec<Vec<DayView>> {
    let day = |number: u8| {
        let (count, href) = about(month, number);
        DayView { number, date: written(year, month, Some(number)), count, href }
    };
    let before = weekday(year, month);
    let mut days: Vec<DayView> = vec![DayView::default(); before];
    days.extend((1..=days_in(year, month)).map(day));
    days.resize(days.len().div_ceil(WEEK) * WEEK, DayView::default());
    days.chunks(WEEK).map(<[DayView]>::to_vec).collect()
}

fn written(year: i32, month: u8, day: Option<u8>) -> String {
    Date::ymd(year, Some(month), day).map(|date| date.to_string()).unwrap_or_default()
}

/// On which day of the week a month begins, from Monday, 0, on.
fn weekday(year: i32, month: u8) -> usize {
    // Weeks repeat every 400 years.
    CalendarDay::parse(&written(year.rem_euclid(400), month, Some(1))).map_or(0, CalendarDay::weekday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_on_their_days() {
        for (year, month, day) in [(1843, 5, 0), (2026, 11, 6), (2000, 2, 1), (1900, 3, 3), (1583, 1, 5), (2024, 1, 0)] {
            assert_eq!(weekday(year, month), day, "{year}-{month}");
        }
        let months = months(1844, |month, day| (usize::from(month == 2 && day == 29), String::new()));
        assert_eq!((months.len(), months[1].weeks.iter().flatten().map(|day| day.count).sum::<usize>()), (12, 1));
        assert!(months.iter().flat_map(|month| &month.weeks).all(|week| week.len() == WEEK));
    }
}
