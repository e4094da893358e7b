//! Days in short lines.

use scholion_base::Date;
use scholion_lang::DATE_ROLE;
use scholion_reference::dates;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 300;
/// The most words of it.
const WORDS: usize = 14;

/// The day that a short line names.
pub fn full_date(text: &str) -> Option<Date> {
    let short = text.len() <= LONGEST && text.split_whitespace().count() <= WORDS && !counts_issue(text);
    short.then(|| dates::read(text)).flatten().map(|printed| printed.date).filter(|date| date.start.day.is_some() && date.end.is_none())
}

/// Whether the number before a month counts the issues of a journal: "no. 2, March 1871".
fn counts_issue(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['.', ',', ';', '(', ')'])).collect();
    words.windows(3).any(|part| {
        let &[counter, number, month] = part else { return false };
        matches!(scholion_lang::JOURNAL_NUMBER.part(&counter.to_lowercase()), Some("issue" | "volume"))
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && dates::month(month).is_some()
    })
}

/// The farthest, in bytes, that a date may stand behind the word for what happened on it.
const REACH: usize = 40;

/// The day from which a text is, of those that a short line names: "Argued March 1, 2019—Decided April 3, 2019"; the last, if several are said to
/// be its own: what was filed is decided later. `None` if all of them are days of something else.
pub fn own_day(text: &str) -> Option<Date> {
    let first = full_date(text)?;
    let roles = roles(text);
    let Some(&(begin, ..)) = roles.first() else { return Some(first) };
    let parts = roles.iter().enumerate().map(|(place, &(_, end, part))| {
        let until = roles.get(place + 1).map_or(text.len(), |&(next, ..)| next);
        (part, text.get(end..until).unwrap_or(""))
    });
    let own = parts.filter(|(part, _)| *part == "issued").filter_map(|(_, words)| full_date(words));
    own.max_by_key(Date::to_string).or_else(|| text.get(..begin).and_then(full_date))
}

/// Whether a line says of a day that it is the text's own.
pub fn names_own_day(text: &str) -> bool {
    full_date(text).is_some() && roles(text).iter().any(|(.., part)| *part == "issued")
}

/// Whether a line has a day in numbers: "Berg, Anna 2/28/2023".
pub fn is_in_numbers(text: &str) -> bool {
    let is_number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_whitespace().any(|word| {
        let parts: Vec<&str> = word.trim_matches(|c: char| !c.is_ascii_digit()).split(['/', '.', '-']).collect();
        parts.len() == 3 && parts.into_iter().all(is_number)
    })
}

/// Words that say what happened on the day that they stand before: where each begins and ends, and what it says.
fn roles(text: &str) -> Vec<(usize, usize, &'static str)> {
    let lower = text.to_lowercase();
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    if lower.len() != text.len() {
        return found;
    }
    let mut before = ' ';
    for (at, c) in lower.char_indices() {
        let begins = c.is_alphabetic() && !before.is_alphanumeric() && found.last().is_none_or(|&(_, end, _)| end <= at);
        before = c;
        let rest = lower.get(at..).filter(|_| begins);
        let word = rest.and_then(|rest| DATE_ROLE.longest(rest, |_, behind| !behind.starts_with(char::is_alphanumeric)));
        let Some(word) = word else { continue };
        let end = at + word.word.len();
        let is_dated = text.get(end..).is_some_and(|behind| {
            let digit = behind.find(|c: char| c.is_ascii_digit());
            digit.is_some_and(|digit| digit <= REACH)
        });
        if let Some(part) = DATE_ROLE.parts().get(usize::from(word.part)).filter(|_| is_dated) {
            found.push((at, end, part));
        }
    }
    found
}

/// The words of a line that say neither when nor what happened then.
pub fn words_beside(text: &str) -> usize {
    let lower = text.to_lowercase();
    let is_said = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_ascii_digit())
            || dates::month(&bare).is_some()
            || scholion_lang::TIME_WORD.contains(&bare)
            || scholion_lang::DATE_JOINT.contains(&bare)
    };
    let role = |word: &str| DATE_ROLE.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    lower.split(|c: char| c.is_whitespace() || matches!(c, '/' | '—' | '–' | ',')).filter(|word| !is_said(word) && !role(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_text_is_told_from_others() {
        for (text, day) in [
            ("Argued March 1, 2019—Decided April 3, 2019", Some("2019-04-03")),
            ("Decided April 3, 2019. Argued March 1, 2019", Some("2019-04-03")),
            ("Verhandelt am 1. März 2019, verkündet am 3. April 2019", Some("2019-04-03")),
            ("Filed January 5, 2018; argued March 1, 2019; decided April 3, 2019", Some("2019-04-03")),
            ("Downloaded 28 February 2023", None),
            ("Oslo, 3 May 2019 (downloaded 5 June 2020)", Some("2019-05-03")),
            ("recorded at her home, 14 October 1987", Some("1987-10-14")),
            ("Bergues, le 12 juin 1912", Some("1912-06-12")),
        ] {
            assert_eq!(own_day(text).map(|date| date.to_string()).as_deref(), day, "{text}");
        }
        assert_eq!(full_date("The Mill, vol. 3, no. 2, March 1871"), None);
        assert_eq!([words_beside("Saturday 4 June 1904"), words_beside("Berg, Anna 2/28/2023")], [0, 2]);
    }
}
