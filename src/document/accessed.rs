//! The date on which a text says it saw a page: `(accessed: 01.04.2022)`.

use super::LinkTarget;
use crate::{
    base::{
        Date, Span,
        script::{is_han, is_unspaced},
    },
    reference::dates,
};
use scholion_lang::{ACCESSED, DATE_JOINT, ORDINAL_SUFFIX};

/// Dates each outside link of one block by the words between it and the next link.
pub(super) fn find(words: &str, block: Span, links: &mut [super::facts::Link]) {
    let mut end = block.end;
    for link in links.iter_mut().rev() {
        if matches!(link.target, LinkTarget::Outside(_)) && !link.words.is_empty() {
            let from = link.words.end.max(block.start) - block.start;
            let to = end.max(block.start) - block.start;
            link.accessed = words.get(from as usize..to as usize).and_then(|words| access_date(near(words))).map(Box::new);
        }
        if !link.words.is_empty() {
            end = link.words.start;
        }
    }
}

/// The words that may speak of the link before them.
fn near(words: &str) -> &str {
    const FAR: usize = 120;
    words.char_indices().nth(FAR).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

/// The date behind the first mark of access in `text`, if there is one.
pub(super) fn access_date(text: &str) -> Option<Date> {
    if text.len() < 12 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let mut before = ' ';
    for (at, c) in lower.char_indices() {
        // Chinese and Japanese words stand without spaces.
        let begins = !before.is_alphanumeric() || is_unspaced(c);
        before = c;
        let mark = begins.then(|| ACCESSED.longest(lower.get(at..)?, ends)).flatten();
        if let Some(date) = mark.and_then(|mark| read_date(lower.get(at + mark.word.len()..)?)) {
            return Some(date);
        }
    }
    None
}

/// Whether a mark ends before the rest of a text.
fn ends(mark: &str, rest: &str) -> bool {
    mark.ends_with(is_unspaced) || !rest.starts_with(char::is_alphanumeric)
}

/// A date at the beginning of lower-case `text`, a few small words before it passed over. Numbers with
/// points are day first; with slashes only if one of them cannot be a month.
fn read_date(text: &str) -> Option<Date> {
    date_of(text, 1900..2200)
}

/// What is meant by a date that is written as people write dates, in lower case: `2 may 1843`, `02.05.1843`, `c. 1843`, `1840s`,
/// `1840–1850`.
pub fn date_in_words(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(decade) = text.strip_suffix("0s").filter(|rest| rest.len() == 3) {
        return Date::parse(&format!("{decade}X"));
    }
    let about = || dates::read(text).map(|printed| printed.date).filter(|date| date.start.approximate || date.end.is_some());
    date_of(text, 1000..2200).or_else(about)
}

/// The same of these years.
fn date_of(text: &str, years: std::ops::Range<i32>) -> Option<Date> {
    /// As many numbers and words as a date and what leads to it can have.
    const LONGEST: usize = 8;
    let mut numbers: Vec<(i32, usize)> = Vec::new();
    let mut month = None;
    let mut slashes = false;
    for (token, before) in tokens(text).take(LONGEST) {
        if let Ok(number) = token.parse::<i32>() {
            slashes |= before.trim() == "/" && !numbers.is_empty();
            numbers.push((number, token.len()));
        } else if let Some(found) = dates::month(token).filter(|_| month.is_none()) {
            month = Some((found, numbers.len()));
        } else if let Some(number) = ordinal(token) {
            numbers.push((number, 1));
        } else if numbers.len() + usize::from(month.is_some()) > 0
            && !(DATE_JOINT.contains(token) || matches!(token, "г" | "年" | "月" | "日"))
        {
            break;
        }
        if numbers.len() + usize::from(month.is_some()) == 3 {
            break;
        }
    }
    let is_year = |(number, digits): (i32, usize)| digits == 4 && years.contains(&number);
    let small = |(number, _): (i32, usize)| u8::try_from(number).ok();
    match (numbers.as_slice(), month) {
        (&[day, year], Some((month, _))) if is_year(year) => Date::ymd(year.0, Some(month), small(day)),
        (&[year, day], Some((month, _))) if is_year(year) => Date::ymd(year.0, Some(month), small(day)),
        (&[year], Some((month, _))) if is_year(year) => Date::ymd(year.0, Some(month), None),
        (&[year, month, day], None) if is_year(year) => Date::ymd(year.0, small(month), small(day)),
        (&[a, b, year], None) if is_year(year) && !slashes => Date::ymd(year.0, small(b), small(a)),
        (&[a, b, year], None) if is_year(year) => match (a.0 > 12, b.0 > 12) {
            (true, false) => Date::ymd(year.0, small(b), small(a)),
            (false, true) => Date::ymd(year.0, small(a), small(b)),
            _ if a.0 == b.0 => Date::ymd(year.0, small(a), small(b)),
            _ => None,
        },
        _ => None,
    }
}

/// `1st`, `2nd`, `1er`, `1º`.
fn ordinal(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let rest = word.get(digits.len()..)?;
    (digits.len() <= 2 && ORDINAL_SUFFIX.contains(rest)).then(|| digits.parse().ok())?
}

/// The runs of letters or digits, each with what stands before it. Chinese characters stand alone.
fn tokens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let (before, from) = rest.split_at(start);
        let digits = from.starts_with(|c: char| c.is_ascii_digit());
        let end = if from.starts_with(is_han) {
            from.chars().next().map_or(0, char::len_utf8)
        } else {
            let ends = |c: char| !(c.is_alphanumeric() || digits && matches!(c, 'º' | '°')) || is_han(c);
            from.find(ends).unwrap_or(from.len())
        };
        let (token, after) = from.split_at(end);
        rest = after;
        Some((token, before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_meant_as_people_write_them() {
        for (text, meant) in [
            ("02.05.1843", "1843-05-02"),
            ("2. mai 1843", "1843-05-02"),
            ("1843-5-2", "1843-05-02"),
            ("5/2/1843", ""),
            ("c. 1843", "1843~"),
            ("1840s", "184X"),
            ("1840–1850", "1840/1850"),
            ("n.d.", ""),
            ("44682", ""),
        ] {
            assert_eq!(date_in_words(text).map(|date| date.to_string()).unwrap_or_default(), meant, "{text}");
        }
    }
}
