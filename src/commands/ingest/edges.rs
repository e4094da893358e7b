//! Numbers of pages that stand alone at the head or the foot of their pages.

use std::collections::{BTreeMap, BTreeSet};

use super::printed::Row;

/// Which rows are nothing but the numbers of pages: such as count page by page with those at the other edges. At the head of a page a poem or a
/// section may have its number, too: there some text must run on over the end of the page before.
pub fn numbers<'r>(rows: &'r [Row], text: &str) -> Vec<&'r Row> {
    let words = |row: &Row| text.get(row.span.clone()).unwrap_or("").to_owned();
    let mut counts: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    let mut alone: Vec<(&Row, bool, i64)> = Vec::new();
    let mut runs_on: BTreeSet<i64> = BTreeSet::new();
    let mut last: Option<&Row> = None;
    let mut body: Option<&Row> = None;
    for row in rows {
        let is_head = last.is_none_or(|last| last.page != row.page);
        last = Some(row);
        if !row.is_edge {
            body = Some(row);
            continue;
        }
        let words = words(row);
        let offset = |word: &str| {
            let number = word.trim_matches(['-', '–', '—', '[', ']', '|', '(', ')', '.']);
            let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            number.parse::<i64>().ok().filter(|_| is_number)?.checked_sub(i64::try_from(row.page).ok()?)
        };
        let (first, behind) = (words.split_whitespace().next(), words.split_whitespace().next_back());
        for offset in [first, behind].into_iter().flatten().filter_map(offset) {
            counts.entry(offset).or_default().insert(row.page);
        }
        if let Some(number) = offset(words.trim()) {
            let is_open = |row: &Row| !text.get(row.span.clone()).unwrap_or("").ends_with(['.', '!', '?', ':', '”', '"', '»', '。']);
            if is_head && body.is_some_and(|body| body.page + 1 == row.page && is_open(body)) {
                runs_on.insert(number);
            }
            alone.push((row, is_head, number));
        } else if [first, behind].into_iter().flatten().all(|word| offset(word).is_none()) {
            // Text may stand at the edge of a page.
            body = Some(row);
        }
    }
    let is_page =
        |offset: &i64, is_head: bool| counts.get(offset).is_some_and(|pages| pages.len() > 1) && (!is_head || runs_on.contains(offset));
    alone.into_iter().filter(|(_, is_head, offset)| is_page(offset, *is_head)).map(|(row, ..)| row).collect()
}

/// Whether words are a number, Roman or not, and nothing else.
pub fn is_number(words: &str) -> bool {
    let number = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_roman = || number.bytes().all(|byte| b"ivxlcIVXLC".contains(&byte));
    (1..=6).contains(&number.len()) && (number.chars().all(char::is_numeric) || is_roman())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of rows, of which the first and the last stand apart.
    fn check(pages: &[&[&str]]) -> Vec<String> {
        let mut text = String::new();
        let mut rows = Vec::new();
        for (page, words) in pages.iter().enumerate() {
            for (nth, row) in words.iter().enumerate() {
                let span = text.len()..text.len() + row.len();
                text.push_str(row);
                let is_edge = nth == 0 || nth + 1 == words.len();
                rows.push(Row { span, page, height: (0.0, 0.0), width: (0.0, 0.0), part: None, is_edge });
            }
        }
        numbers(&rows, &text).into_iter().map(|row| text[row.span.clone()].to_owned()).collect()
    }

    #[test]
    fn numbers_that_count_pages_are_theirs() {
        assert_eq!(check(&[&["Mill", "It was", "of oak.", "101"], &["A. Berg 102", "It stood", "long."]]), ["101"]);
        assert_eq!(check(&[&["1", "Shall I", "compare."], &["2", "When forty", "winters."], &["3", "Look in", "thy glass."]]), [""; 0]);
        assert_eq!(check(&[&["7", "It was", "of"], &["8", "oak.", "It stood."]]), ["7", "8"]);
        assert!(is_number("– xii –") && is_number("٣") && !is_number("Ice") && !is_number("*"));
        assert_eq!(check(&[&["Mill", "It was", "12"], &["Weir", "It was", "12"]]), [""; 0]);
    }
}
