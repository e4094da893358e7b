//! The line of a journal: its name, volume, issue, pages and year, and nothing else.

use scholion_reference::dates;

use crate::{chars, lexicon};

/// What a journal's line says; absent parts are empty.
#[derive(Debug, PartialEq, Eq)]
pub struct JournalLine<'a> {
    pub journal: &'a str,
    pub volume: &'a str,
    pub issue: &'a str,
    pub pages: &'a str,
    pub year: Option<i32>,
}

/// Reads a journal's line: a name, then only volume, issue, pages and year, two of them at least.
pub fn journal_line(text: &str) -> Option<JournalLine<'_>> {
    // "3 Rivers, Vol. 4": a name may begin with a number.
    let begin = if text.starts_with(|c: char| c.is_ascii_digit()) { text.find(' ')? } else { 0 };
    let first_digit = begin + text.get(begin..)?.find(|c: char| c.is_ascii_digit())?;
    // The name ends before the first word that counts, or before the first number.
    let head = text.get(..first_digit)?;
    let mut name = head.trim_end();
    loop {
        let word = name.rsplit([' ', ',']).next().unwrap_or("");
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '№');
        let is_counter = is_counter(bare);
        if !is_counter && !bare.is_empty() && !is_month(bare) {
            break;
        }
        name = name
            .get(..name.len() - word.len())?
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '(' | '—' | '-' | '|' | '•' | '/'));
        if name.is_empty() {
            return None;
        }
    }
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '(' | '—' | '-' | '|' | '•' | '/'));
    let rest = text.get(name.len()..)?;
    // "Signed at Paris on 4 March 1912" has a date; "Resolution 412 (1967)" names itself.
    let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
    if name.len() < 3
        || !begins_name(name)
        || is_classification(text)
        || name.contains(['?', '!', '@', '©'])
        // "Tom Fell: Brine and Books. Orre: Marsh Press": a book.
        || name.matches(": ").count() > 1
        // "Printed in : Gazette": a label.
        || name.contains(" : ")
        // "Bell & Sons, York Street, London, 1921": a publisher.
        || name.matches(',').count() > 1
        || chars::is_function_word(&last)
        || lexicon::is_document_word(chars::first_word(name))
        || dates::read(rest).is_some_and(|printed| printed.date.start.day.is_some())
    {
        return None;
    }
    let mut line = JournalLine { journal: name, volume: "", issue: "", pages: "", year: None };
    let mut expect = "";
    let mut last_end = 0;
    let mut numbers = 0;
    // Where a word begins that stands before a number of an issue: "No. Pt 3".
    let mut part = None;
    for (start, token) in tokens(rest) {
        let range = token.contains(['-', '–', '—']);
        // "Annual Report 2019/20": a season is no volume.
        let next = line.year.filter(|_| rest.get(last_end..start) == Some("/") && token.len() == 2).map(|year| (year + 1).rem_euclid(100));
        if next.is_some_and(|next| token.parse() == Ok(next)) {
            last_end = start + token.len();
            continue;
        }
        if token.starts_with(|c: char| c.is_ascii_digit()) || (range && token.starts_with('e')) {
            numbers += 1;
            let in_bracket = rest.get(last_end..start).is_some_and(|gap| gap.ends_with('('));
            let year = token.parse::<i32>().ok().filter(|year| (1600..=2100).contains(year) && token.len() == 4);
            if year.is_some() && line.year.is_none() {
                line.year = year;
            } else if range && line.pages.is_empty() && (expect == "pages" || !line.volume.is_empty()) {
                line.pages = token;
            } else if expect == "volume" && line.volume.is_empty() {
                line.volume = token;
            } else if (expect == "issue" || in_bracket) && line.issue.is_empty() {
                line.issue = rest.get(part.unwrap_or(start)..start + token.len())?;
            } else if expect == "pages" && line.pages.is_empty() {
                line.pages = token;
            } else if line.volume.is_empty() && expect.is_empty() {
                line.volume = token;
            }
            (expect, part) = ("", None);
        } else {
            match counter(token) {
                Some(kind) => expect = kind,
                None if expect == "issue" && part.is_none() && token.chars().count() <= 5 && token.starts_with(char::is_uppercase) => {
                    part = Some(start)
                }
                None if is_month(token) || is_season(token) || matches!(token, "de" | "of" | "and" | "г") => {}
                None => return None,
            }
        }
        last_end = start + token.len();
    }
    let parts = usize::from(line.year.is_some())
        + usize::from(!line.volume.is_empty())
        + usize::from(!line.issue.is_empty())
        + usize::from(!line.pages.is_empty());
    let fewest = if begin > 0 { 3 } else { 2 };
    (parts >= fewest && numbers <= 8 && part.is_none()).then_some(line)
}

/// Whether a name begins as those of journals do: with a capital, before which one small letter or a number may stand ("eRiver").
fn begins_name(name: &str) -> bool {
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let mut letters = bare.chars();
    letters.next().is_some_and(|first| first.is_uppercase() || first.is_lowercase() && letters.next().is_some_and(char::is_uppercase))
}

/// Reads a line that holds the name of a journal and a year alone, as it may stand above a title.
pub fn name_and_year(text: &str) -> Option<JournalLine<'_>> {
    let (name, year) = text.trim().rsplit_once(' ')?;
    let year = year.trim_matches(['(', ')']);
    let name = name.trim_end_matches([',', ':', ' ', '|']);
    let last = chars::last_word(name).to_lowercase();
    let is_year = year.len() == 4 && year.parse::<i32>().is_ok_and(|year| (1600..=2100).contains(&year));
    let fits = begins_name(name)
        && name.split(' ').count() <= 12
        && !chars::is_function_word(&last)
        && !is_month(&last)
        && !name.contains(|c: char| c.is_ascii_digit());
    (is_year && fits).then(|| JournalLine { journal: name, volume: "", issue: "", pages: "", year: year.parse().ok() })
}

/// Whether a line begins with the name of a library's or a science's classification and has a number behind it.
pub fn is_classification(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.contains(|c: char| c.is_ascii_digit()) && scholion_lang::CLASSIFICATION.iter().any(|name| lower.starts_with(name))
}

/// Whether a line is one of a journal.
pub fn is_journal_line(text: &str) -> bool {
    journal_line(text).is_some()
}

fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '—' | '№');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(is_part)?;
        let rest = text.get(start..)?;
        let end = start + rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        at = end;
        Some((start, text.get(start..end)?))
    })
    .filter(|(_, token)| token.contains(|c: char| c.is_alphanumeric() || c == '№'))
}

/// What a number behind the word is: `volume`, `issue` or `pages`; empty for another part of the line.
pub fn counter(word: &str) -> Option<&'static str> {
    scholion_lang::JOURNAL_NUMBER.part(&word.to_lowercase()).map(|part| if part == "other" { "" } else { part })
}

fn is_counter(word: &str) -> bool {
    counter(word).is_some_and(|kind| !kind.is_empty())
}

/// Whether a word names a season, as quarterlies are dated.
fn is_season(word: &str) -> bool {
    scholion_lang::REFERENCE_WORD.part(&word.to_lowercase()) == Some("seasons")
}

/// Whether a word names a month.
pub fn is_month(word: &str) -> bool {
    dates::month(word.trim_end_matches('.')).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str) -> Option<(String, String, String, String, Option<i32>)> {
        journal_line(line).map(|line| (line.journal.into(), line.volume.into(), line.issue.into(), line.pages.into(), line.year))
    }

    #[test]
    fn journal_lines_are_read() {
        let of = |journal: &str, volume: &str, issue: &str, pages: &str, year| {
            Some((journal.to_owned(), volume.to_owned(), issue.to_owned(), pages.to_owned(), year))
        };
        assert_eq!(check("PLoS Biology, Vol. 4, No. 5, 2006"), of("PLoS Biology", "4", "5", "", Some(2006)));
        assert_eq!(
            check("Brazilian Journal of Biology, Vol. 83, No. , 2021"),
            of("Brazilian Journal of Biology", "83", "", "", Some(2021))
        );
        assert_eq!(check("Eur. Phys. J. C (2010) 65: 111-125"), of("Eur. Phys. J. C", "65", "", "111-125", Some(2010)));
        assert_eq!(check("Вестник РУДН. 2022. Т. 22, № 2. С. 342–351"), of("Вестник РУДН", "22", "2", "342–351", Some(2022)));
        assert_eq!(check("The Chinese Journal, 2006, 4(5), 313–341"), of("The Chinese Journal", "4", "5", "313–341", Some(2006)));
        assert_eq!(check("eRiver, Vol. 3, No. , 2014"), of("eRiver", "3", "", "", Some(2014)));
        assert_eq!(
            check("Acta Rivorum Section F: Notes, Vol. 67, No. Pt 3, 2011"),
            of("Acta Rivorum Section F: Notes", "67", "Pt 3", "", Some(2011))
        );
        assert_eq!(check("Mill Journal, Vol. 58, No. 2 (Summer, 1978), pp. 201-215"), of("Mill Journal", "58", "2", "201-215", Some(1978)));
        assert_eq!(check("3 Rivers, Vol. 4, No. 2, 2013"), of("3 Rivers", "4", "2", "", Some(2013)));
        assert_eq!(
            name_and_year("Rivera: Revista de Estudos do Rio 2023").map(|line| line.journal),
            Some("Rivera: Revista de Estudos do Rio")
        );
        assert_eq!(name_and_year("Life in 1984"), None);
        assert_eq!(check("Mathematics Subject Classification (2010) 60J10"), None);
        assert_eq!((check("Life in 1984"), check("Annual Report 2019/20")), (None, None));
        assert_eq!(check("Security Council resolution 242 (1967) was adopted"), None);
    }
}
