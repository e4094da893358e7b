//! How people write pages, numbers and initials in fields of their own: with the word before them, without points.

use scholion_lang::{JOURNAL_NUMBER, LOCATOR, Words};

/// `AB` as `A. B.`, as people write initials.
pub(super) fn with_points(initials: &str) -> String {
    initials.chars().map(|c| format!("{c}.")).collect::<Vec<_>>().join(" ")
}

/// Pages without the word for pages that people write before them: `pp. 5–9`, `С. 15`. `S12` is a page of a supplement.
pub(super) fn bare_pages(pages: &str) -> &str {
    without_label(pages, "page")
}

/// A number without the word before it that says what it counts: `vol. 3`, `Bd. 2`, `№ 4`.
pub(super) fn without_label<'t>(text: &'t str, part: &str) -> &'t str {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_alphabetic() || c == '№')).unwrap_or(0);
    let (word, rest) = text.split_at_checked(end).unwrap_or(("", text));
    let behind = rest.trim_start_matches(['.', ' ', '\u{a0}']);
    let is_parted = rest.starts_with('.') || behind.len() < rest.len() && word.chars().nth(1).is_some() || word == "№";
    let first = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let is_roman = !first.is_empty() && first.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c'));
    let is_number = is_roman || behind.starts_with(|c: char| c.is_ascii_digit());
    let is_label = || {
        let word = word.to_lowercase();
        let names = |words: &Words| words.entries(&word).any(|entry| words.part_name(entry.part) == Some(part));
        names(&LOCATOR) || names(&JOURNAL_NUMBER)
    };
    if is_parted && is_number && is_label() { behind } else { text }
}
