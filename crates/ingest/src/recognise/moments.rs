//! Days in short lines.

use scholion_base::Date;
use scholion_reference::dates;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 300;
/// The most words of it.
const WORDS: usize = 14;

/// The day that a short line names.
pub fn full_date(text: &str) -> Option<Date> {
    let short = text.len() <= LONGEST && text.split_whitespace().count() <= WORDS;
    short.then(|| dates::read(text)).flatten().map(|printed| printed.date).filter(|date| date.start.day.is_some() && date.end.is_none())
}
