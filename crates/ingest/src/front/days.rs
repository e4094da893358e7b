//! Dates in numbers, of which some can be read in two ways: `03/04/2019`; and times of day.

use scholion_base::Date;
use scholion_reference::dates;

use crate::{
    draft::Draft,
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
    let (date, other) = if has_half_of_day(words) { (month_first, day_first) } else { (day_first, month_first) };
    let remark = Remark::DateTwoWays { date: date.to_string(), other: other.to_string() };
    draft.note(line, rule, words.replace('\n', " "), Kind::Doubtful, Unsure, remark);
    date
}

/// A day with two numbers of its year, the day first, as points or the name of the month say: "31.10.23", "03.Mär.19".
pub fn short_day(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.trim_matches(|c: char| !c.is_alphanumeric()).split(['.', '-', '/']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let named = dates::month(&month.to_lowercase());
    let month = named.or_else(|| number(month).filter(|_| word.matches('.').count() >= 2))?;
    let year = number(year).filter(|_| year.len() == 2)?;
    // What is on the web was written there.
    let century = if year < 60 { 2000 } else { 1900 };
    Date::ymd(century + i32::from(year), Some(month), Some(number(day)?))
}

/// Whether a time of day is named.
pub fn has_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().any(|(at, window)| {
        window.first().is_some_and(u8::is_ascii_digit)
            && matches!(window.get(1), Some(b':' | b'h'))
            && window.get(2).is_some_and(u8::is_ascii_digit)
            && !at.checked_sub(3).is_some_and(|before| bytes.get(before).is_some_and(u8::is_ascii_digit))
    }) || has_half_of_day(text)
        || ["GMT", "BST", "CET", "EST", "EDT", "UTC", "Uhr"].iter().any(|zone| text.contains(zone))
}

/// Whether an hour of one half of the day is named: "10.15 am", "7 P.M.".
pub fn has_half_of_day(text: &str) -> bool {
    let mut before = "";
    text.split_whitespace().any(|word| {
        let bare = word.trim_end_matches([',', ';', ')']).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        let is_hour = before.starts_with(|c: char| c.is_ascii_digit()) || word.starts_with(|c: char| c.is_ascii_digit());
        before = word;
        is_hour && matches!(bare, "am" | "pm" | "AM" | "PM" | "a.m." | "p.m." | "A.M." | "P.M.")
    })
}
