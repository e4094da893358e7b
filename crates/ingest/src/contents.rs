//! Lists of contents: lines of words, and the page to which each leads.

use std::collections::BTreeMap;

use crate::{draft::Draft, lines::State};

/// So many lines with dots make a list.
const FEWEST: usize = 3;

/// The lines of the text's lists of contents, and the title that each names: also a line whose title leaves no room for dots, and the first of
/// two lines on which a title stands.
pub fn lines(draft: &Draft) -> BTreeMap<usize, String> {
    let line = |at: usize| draft.lines.get(at).filter(|line| line.state == State::Text).map(|_| draft.line(at));
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for at in 0..draft.lines.len() {
        if let Some((title, _)) = line(at).and_then(entry) {
            found.insert(at, title.to_owned());
        }
    }
    if found.len() < FEWEST {
        return BTreeMap::new();
    }
    let entries: Vec<usize> = found.keys().copied().collect();
    for pair in entries.windows(2) {
        let &[before, next] = pair else { continue };
        // Up to two lines between lines with dots are of the list as well.
        for at in (before + 1..next).filter(|_| next - before <= 3) {
            let Some(text) = line(at) else { break };
            match wide(text) {
                Some((title, _)) => _ = found.insert(at, title.to_owned()),
                None => {
                    let more = found.get(&(at + 1)).cloned().or_else(|| line(at + 1).and_then(wide).map(|(title, _)| title.to_owned()));
                    found.insert(at, more.map_or(String::new(), |more| format!("{text} {more}")));
                }
            }
        }
    }
    found
}

/// The words and the page of a line where dots lead from one to the other: "The Ford . . . . . 12", "Vorwort ........ IX".
pub fn entry(line: &str) -> Option<(&str, &str)> {
    let (words, page) = counted(line)?;
    let title = words.trim_end_matches(is_leader);
    let dots: usize = words.get(title.len()..)?.chars().map(|c| if c == '…' { 3 } else { usize::from(c == '.' || c == '·') }).sum();
    (dots >= DOTS && title.contains(char::is_alphabetic)).then_some((title, page))
}

/// The same where only a wide gap stands before the number: among lines with dots that is one whose title left no room for them.
pub fn wide(line: &str) -> Option<(&str, &str)> {
    let (words, page) = counted(line)?;
    let title = words.trim_end();
    (words.len() - title.len() >= 2 && title.contains(char::is_alphabetic)).then_some((title, page))
}

/// So many dots lead to a page; three may be an ellipsis.
const DOTS: usize = 4;
/// The longest number of a page, in characters.
const LONGEST: usize = 7;

/// What stands before the number of a page at the end of a line, and the number.
fn counted(line: &str) -> Option<(&str, &str)> {
    let words = line.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let page = line.get(words.len()..).filter(|page| (1..=LONGEST).contains(&page.len()))?;
    let is_number = page.len() <= 4 && page.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = |letters: &str| page.chars().all(|c| letters.contains(c));
    (is_number || is_roman("ivxlc") || is_roman("IVXLC")).then_some((words, page))
}

fn is_leader(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '·' | '…' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_to_pages() {
        assert_eq!(entry("I. The Ford. ........ 12"), Some(("I. The Ford", "12")));
        assert_eq!(entry("Vorwort . . . . . ix"), Some(("Vorwort", "ix")));
        assert_eq!(entry("Паром…… 7"), Some(("Паром", "7")));
        for line in ["He waited ... 12", "In the year 1744", "............ 12", "The end."] {
            assert_eq!(entry(line), None, "{line}");
        }
        assert_eq!(wide("Of fords, and what was paid   40"), Some(("Of fords, and what was paid", "40")));
        assert_eq!(wide("In the year 1744"), None);
    }
}
