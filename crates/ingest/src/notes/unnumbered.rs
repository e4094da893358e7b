//! Notes at the ends of pages that have no numbers: they begin as notes do, "See …", "Id. at …".

use scholion_lang::NOTE_OPENER;
use scholion_reference::back_reference;

use crate::{
    chars::{self, End},
    draft::Draft,
    lines::State,
    note::Mark,
    notes::marks::Shape,
};

/// The fewest of a text, and of its pages that have some.
const FEWEST: usize = 2;
/// The most lines of one.
const LINES: usize = 10;
/// The most of a page.
const MOST: usize = 6;

/// Adds where they begin, in a text that has no notes with numbers and whose pages are known.
pub fn find(draft: &mut Draft) {
    let pages: Vec<usize> = (0..draft.lines.len()).filter(|line| draft.lines[*line].page_before).collect();
    if pages.len() < FEWEST || draft.marks.iter().any(|mark| mark.number().is_some()) {
        return;
    }
    let mut found: Vec<usize> = Vec::new();
    let mut with_notes = 0;
    for page in pages.into_iter().chain([draft.lines.len()]) {
        let before = found.len();
        let mut end = page;
        // From the last lines of the page upwards.
        for _ in 0..MOST {
            let Some((first, last)) = stretch(draft, end) else { break };
            // Text stands above the notes of a page.
            let is_top = draft.lines[first].page_before || stretch(draft, first).is_none();
            if is_top || last - first >= LINES || !is_note(draft, first, last) {
                break;
            }
            found.push(first);
            end = first;
        }
        with_notes += usize::from(found.len() > before);
    }
    if with_notes < FEWEST {
        return;
    }
    let known: std::collections::BTreeSet<usize> = draft.marks.iter().map(|mark| mark.line).collect();
    let marks = found.into_iter().filter(|line| !known.contains(line));
    draft.marks.extend(marks.map(|line| Mark { line, label: String::new(), shape: Shape::Unmarked, body: 0, sure: false }));
    draft.marks.sort_by_key(|mark| mark.line);
}

/// The lines that stand together last above a line.
pub fn stretch(draft: &Draft, end: usize) -> Option<(usize, usize)> {
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let last = (end.saturating_sub(60)..end).rev().find(|line| is_text(*line))?;
    let above = (last.saturating_sub(LINES)..last).rev().take_while(|line| is_text(*line) && !draft.lines[*line + 1].page_before);
    Some((above.last().unwrap_or(last), last))
}

/// Whether lines are a note: they refer to something, by a number, and end.
pub fn is_note(draft: &Draft, first: usize, last: usize) -> bool {
    let line = draft.line(first);
    let opens = NOTE_OPENER.contains(&chars::first_word(line).trim_end_matches('.').to_lowercase());
    let counts = || (first..=last).any(|line| draft.line(line).contains(|c: char| c.is_ascii_digit()));
    let points = opens && counts() || back_reference(line).is_some_and(|found| found.author.is_empty() && found.title.is_empty());
    line.starts_with(char::is_uppercase) && points && chars::end_of(draft.line(last)) == End::Closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_stand_at_the_ends_of_pages() {
        let check = |pages: [&str; 3]| {
            let mut draft = Draft::new(pages.join("\n\u{c}").as_bytes());
            find(&mut draft);
            draft.marks.iter().map(|mark| mark.line).collect::<Vec<_>>()
        };
        assert_eq!(
            check(["The mill was old.\n\nSee the roll of 1402.", "It was sold.\n\nId. at m. 9.\n\nSee Marsh, p. 3.", "It fell."]),
            [2, 5, 7]
        );
        assert_eq!(check(["See the mill of 1402.", "See the weir of 1403.", "It fell."]), [0; 0]);
    }
}
