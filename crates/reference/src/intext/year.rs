//! The year of a citation, what stands for one, and the place in the work behind it.

use scholion_lang::UNDATED;

use crate::locator;

/// The first year in a text that stands alone, with its place, its form and its length.
pub fn first_year(text: &str) -> Option<(usize, String, usize)> {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if !inside && let Some((year, len)) = text.get(at..).and_then(year) {
            // `[1951] 1973`, `1951 [1973]`: the edition that was used has the year without the brackets.
            let original = text.get(..at).is_some_and(|head| head.ends_with('['));
            let behind = text.get(at + len..).and_then(|tail| tail.strip_prefix("] "));
            if original && let Some((used, more)) = behind.and_then(self::year) {
                return Some((at, used, len + 2 + more));
            }
            return Some((at, year, len));
        }
        inside = c.is_alphanumeric();
    }
    None
}

/// The year that begins a text: `2019a`, `1999/2003`, `[1935] 1981`, `n.d.`; with its length.
pub fn year(text: &str) -> Option<(String, usize)> {
    let stands = |word: &&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if UNDATED.may_begin(text)
        && let Some(word) = UNDATED.iter().find(stands)
    {
        return Some((word.to_lowercase().replace(' ', if word.contains('.') { "" } else { " " }), word.len()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = text.get(..digits).filter(|_| digits == 4)?.parse().ok()?;
    if !(1400..=2100).contains(&number) {
        return None;
    }
    let tail = text.get(digits..)?;
    let mut chars = tail.chars();
    let letter =
        chars.next().filter(|c| c.is_lowercase() && !matches!(c, 'г' | 's')).filter(|_| !chars.next().is_some_and(char::is_alphanumeric));
    let mut len = digits + letter.map_or(0, char::len_utf8);
    if tail.starts_with('s') && !tail.starts_with("s ") || tail.starts_with(|c: char| c.is_alphanumeric()) && letter.is_none() {
        return None;
    }
    // `2019/2020`, `1914–1918`: a range of years counts as its first.
    let rest = text.get(len..)?;
    if let Some(more) = rest.strip_prefix(['/', '–', '-', '—']) {
        let second = more.bytes().take_while(u8::is_ascii_digit).count();
        if second == 4 || second == 2 {
            len += rest.len() - more.len() + second;
        }
    }
    Some((text.get(..digits + letter.map_or(0, char::len_utf8))?.to_owned(), len))
}

/// What belongs to a work from its year on: the length of year and place, and the place.
pub fn place(text: &str, year_len: usize) -> (usize, &str) {
    let tail = text.get(year_len..).unwrap_or("");
    let gap = tail.len() - tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '.')).len();
    let rest = tail.get(gap..).unwrap_or("");
    let separator = tail.get(..gap).unwrap_or("");
    // A bare number behind a colon is a page (`2019: 16`); behind a comma too, if it cannot be a year.
    let bare = separator.contains(':') || separator.contains(',') && year(rest).is_none();
    // "1964, insbesondere S. 65"
    let ends = |_: &str, tail: &str| tail.starts_with(' ');
    if let Some(lead) = scholion_lang::LOCATOR_LEAD.longest(rest, ends).filter(|_| !separator.is_empty()) {
        let from = lead.word.len() + 1;
        let len = rest.get(from..).map_or(0, |place| locator::len(place, true));
        return if len == 0 { (year_len, "") } else { (year_len + gap + from + len, rest.get(from..from + len).unwrap_or("")) };
    }
    let len = if separator.is_empty() || separator.trim().is_empty() && !bare && locator::len(rest, false) == 0 {
        0
    } else {
        locator::len(rest, bare)
    };
    if len == 0 {
        return (year_len, "");
    }
    (year_len + gap + len, rest.get(..len).unwrap_or(""))
}
