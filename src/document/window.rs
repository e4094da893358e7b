//! When a text may be shown: `publish-after` and `publish-until` of its front matter.

use serde::{Deserialize, Serialize};

use crate::base::CalendarDay;

/// From when to when a text may be shown. Without bounds always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first day on which it is shown (`publish-after`).
    pub after: Option<CalendarDay>,
    /// The last day on which it is shown (`publish-until`).
    pub until: Option<CalendarDay>,
}

impl Window {
    /// Whether it has any bound.
    pub fn is_bounded(&self) -> bool {
        self.after.is_some() || self.until.is_some()
    }

    /// Whether it is open on a day. As long as the day is not known a window with bounds is closed.
    pub fn is_open(&self, day: Option<CalendarDay>) -> bool {
        match day {
            None => !self.is_bounded(),
            Some(day) => self.after.is_none_or(|after| after <= day) && self.until.is_none_or(|until| day <= until),
        }
    }

    /// Whether it will open on a day to come.
    pub fn is_to_open(&self, day: Option<CalendarDay>) -> bool {
        !self.is_never() && self.after.is_some_and(|after| day.is_none_or(|day| day < after))
    }

    /// Whether it ends before it begins.
    pub fn is_never(&self) -> bool {
        matches!((self.after, self.until), (Some(after), Some(until)) if until < after)
    }

    /// The days on which it opens, and on which it is closed again.
    pub fn turns(&self) -> impl Iterator<Item = CalendarDay> {
        let open = !self.is_never();
        self.after.into_iter().chain(self.until.map(CalendarDay::following)).filter(move |_| open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_days_count() {
        let day = CalendarDay::parse;
        let window = Window { after: day("2027-01-01"), until: day("2027-01-03") };
        let open = ["2026-12-31", "2027-01-01", "2027-01-03", "2027-01-04"].map(|text| window.is_open(day(text)));
        assert_eq!(open, [false, true, true, false]);
        assert_eq!(window.turns().map(|day| day.to_string()).collect::<Vec<_>>(), ["2027-01-01", "2027-01-04"]);
        assert!(!window.is_open(None) && Window::default().is_open(None));
        let never = Window { after: window.until, until: window.after };
        assert!(!never.is_open(day("2027-01-02")) && never.turns().next().is_none());
    }
}
