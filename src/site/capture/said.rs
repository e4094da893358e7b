//! What programs that capture pages write into them: of which address the page is, and of when.

use crate::base::{Captured, Date, text::squeeze};

/// So far into a page a program writes what it did, in bytes.
const HEAD: usize = 1 << 14;

/// What a capture says of itself.
pub fn of(page: &str) -> Captured {
    let end = (0..=HEAD.min(page.len())).rev().find(|at| page.is_char_boundary(*at)).unwrap_or(0);
    let head = page.get(..end).unwrap_or("");
    let mut captured = Captured::default();
    for comment in head.split("<!--").skip(1).filter_map(|rest| rest.split("-->").next()) {
        let line = |name: &str| {
            let value = comment.lines().find_map(|line| line.trim().strip_prefix(name)?.trim_start().strip_prefix(':'));
            value.map(|value| value.trim().to_owned())
        };
        if comment.contains("SingleFile") {
            // `Page saved with SingleFile`, `url: …`, `saved date: Tue May 05 2026 10:00:00 GMT+0200 (…)`.
            captured.url = line("url").unwrap_or_default();
            captured.date = line("saved date").as_deref().and_then(day);
        } else if let Some(rest) = comment.trim().strip_prefix("Saved from ") {
            // monolith: `Saved from https://… at 2026-05-05T10:00:00Z using monolith v2.8.3`.
            let (url, rest) = rest.split_once(" at ").unwrap_or((rest, ""));
            url.split_whitespace().next().unwrap_or("").clone_into(&mut captured.url);
            captured.date = day(rest.split(" using ").next().unwrap_or(""));
        } else if let Some(rest) = comment.trim().strip_prefix("saved from url=") {
            // Browsers that save a page: `saved from url=(0024)https://…`.
            let url = rest.split_once(')').map_or(rest, |(_, url)| url);
            captured.url = squeeze(url);
        }
        if !captured.url.is_empty() {
            return captured;
        }
    }
    // Save Page WE.
    captured.url = meta(head, "savepage-url").unwrap_or_default();
    captured.date = meta(head, "savepage-date").as_deref().and_then(day);
    captured
}

/// The content of a `meta` of this name, as the program writes it.
fn meta(head: &str, name: &str) -> Option<String> {
    let at = head.find(&format!("name=\"{name}\""))?;
    let rest = head.get(at..)?.split('>').next()?;
    let value = rest.split_once("content=\"")?.1.split('"').next()?;
    Some(squeeze(&value.replace("&amp;", "&")))
}

/// The day of a moment as programs write it: `2026-05-05T10:00:00Z`, `Tue May 05 2026 10:00:00 GMT+0200`, `Tue, 5 May 2026 10:00:00 +0000`.
fn day(moment: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> =
        moment.split(|c: char| c.is_whitespace() || c == ',' || c == 'T').filter(|word| !word.is_empty()).take(6).collect();
    let iso = words.iter().find(|word| word.len() == 10 && word.bytes().filter(|byte| *byte == b'-').count() == 2);
    if let Some(date) = iso.and_then(|word| Date::parse(word)) {
        return Some(date);
    }
    let month_of = |word: &&str| {
        let start = word.get(..3)?.to_ascii_lowercase();
        MONTHS.iter().position(|month| *month == start)
    };
    let month = moment.split_whitespace().take(6).collect::<Vec<_>>().iter().find_map(month_of)? + 1;
    let number = |digits: std::ops::RangeInclusive<usize>| {
        words
            .iter()
            .find(|word| digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|word| word.parse::<u32>().ok())
    };
    let (year, day) = (number(4..=4)?, number(1..=2)?);
    Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, url: &str, date: &str) {
        let said = of(page);
        assert_eq!((said.url.as_str(), said.date.map(|date| date.to_string()).unwrap_or_default().as_str()), (url, date), "{page}");
    }

    #[test]
    fn programs_say_what_they_saved() {
        let url = "https://a.example/b?c=d";
        check(
            &format!(
                "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {url} \n saved date: Tue May 05 2026 10:00:00 GMT+0200 (CEST)\n-->"
            ),
            url,
            "2026-05-05",
        );
        check(&format!("<!-- Saved from {url} at 2026-05-05T10:00:00Z using monolith v2.8.3 -->\n<html>"), url, "2026-05-05");
        check(&format!("<!-- Saved from {url} at Tue, 5 May 2026 10:00:00 +0000 using monolith v2.10.1 -->"), url, "2026-05-05");
        check(&format!("<!DOCTYPE html>\n<!-- saved from url=(0023){url} -->"), url, "");
        check(
            &format!(
                "<meta name=\"savepage-url\" content=\"{url}\"><meta name=\"savepage-date\" content=\"Tue May 05 2026 10:00:00 GMT+0200\">"
            ),
            url,
            "2026-05-05",
        );
    }

    #[test]
    fn others_say_nothing() {
        check("<html><!-- Saved by hand --><p>url: https://a.example/", "", "");
        check("<!-- Page saved with SingleFile\n url: https://a.example/\n saved date: yesterday -->", "https://a.example/", "");
        check("", "", "");
    }
}
