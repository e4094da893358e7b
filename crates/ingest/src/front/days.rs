//! Dates in numbers that can be read in two ways: `03/04/2019`.

use scholion_base::Date;
use scholion_reference::dates;

use crate::{
    draft::Draft,
    front::posted,
    remark::Remark,
    report::{Certainty::Unsure, Kind},
};

/// A date as it is taken over from some words of the text, and a finding if nothing decides between day and month.
///
/// What decides is the language (only English is written both ways), or other dates of the text, of which only one reading is a day. That
/// hours have halves speaks for the month first, and decides nothing.
pub fn settle(draft: &mut Draft, rule: &'static str, line: u32, words: &str, date: Date) -> Date {
    let Some((day_first, month_first)) = dates::two_ways(words).filter(|(day_first, _)| *day_first == date) else { return date };
    let lang = draft.front.lang.as_str();
    if !(lang.is_empty() || lang.starts_with("en") || lang == "und") {
        return date;
    }
    match dates::day_stands_first(&draft.source.text) {
        Some(true) => return day_first,
        Some(false) => return month_first,
        None => {}
    }
    let (date, other) = if posted::has_half_of_day(words) { (month_first, day_first) } else { (day_first, month_first) };
    let remark = Remark::DateTwoWays { date: date.to_string(), other: other.to_string() };
    draft.note(line, rule, words.replace('\n', " "), Kind::Doubtful, Unsure, remark);
    date
}
