//! Where the lines stand that may begin notes.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    chars::{self, End, Start},
    draft::Draft,
    lexicon,
    lines::State,
    note::Mark,
    notes::{
        chapters::{self, Section},
        marks::Shape,
    },
};

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind a blank line, where such lines are rare; or before a page's end or another candidate.
    Zone,
    /// Among lines of text.
    Text,
}

/// Where the candidates stand. Notes stand apart from the text above them, and nothing but notes follows
/// them on their page; or they stand under a heading of notes.
pub fn places(draft: &Draft, candidates: &[Mark], sections: &[Section]) -> Vec<Place> {
    let lines: BTreeSet<usize> = candidates.iter().map(|mark| mark.line).collect();
    let free = |line: Option<usize>| line.is_none_or(|line| draft.lines.get(line).is_none_or(|line| line.state != State::Text));
    let ends = page_ends(draft);
    let feet = if draft.layout.spaced { BTreeSet::new() } else { feet(draft, candidates) };
    let mut last_zone: Option<usize> = None;
    candidates
        .iter()
        .map(|mark| {
            let zone = if chapters::section_of(sections, mark.line).is_some() {
                true
            } else if draft.layout.spaced {
                // What follows the lines of the note, blank lines aside.
                let end =
                    (mark.line + 1..draft.lines.len().min(mark.line + 40)).find(|&line| free(Some(line)) || draft.lines[line].page_before);
                let next = end.and_then(|end| (end..draft.lines.len().min(end + 12)).find(|&line| draft.lines[line].state == State::Text));
                next.is_none_or(|next| draft.lines[next].page_before || lines.contains(&next) || ends.contains(&next))
            } else {
                let begins = free(mark.line.checked_sub(1)) || draft.lines[mark.line].page_before;
                // Another note of the same zone: no blank line between.
                let follows = last_zone.is_some_and(|last| mark.line - last < 30 && (last..mark.line).all(|line| !free(Some(line))));
                begins || follows || feet.contains(&mark.line)
            };
            if zone {
                last_zone = Some(mark.line);
            }
            if zone { Place::Zone } else { Place::Text }
        })
        .collect()
}

/// The most lines of a note at the foot of a page whose text ends right above it.
const FOOT: usize = 12;

/// The candidates from which nothing but notes follows to the end of their page, though no blank line stands above them: a few lines each,
/// none of which begins a paragraph.
fn feet(draft: &Draft, candidates: &[Mark]) -> BTreeSet<usize> {
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let indent = |line: usize| draft.lines.get(line).map_or(0, |line| line.indent);
    let begins = |line: usize| {
        let above = line.saturating_sub(1);
        draft.layout.indented
            && indent(line) > indent(above)
            && chars::end_of(draft.line(above)) == End::Closed
            && chars::start_of(draft.line(line)) == Start::Fresh
    };
    let mut found: BTreeMap<usize, Shape> = BTreeMap::new();
    // "1 Department of Tides", "2 Museum of the Ford": addresses of the authors are counted as notes are.
    let is_address =
        |at: Option<usize>| at.and_then(|at| candidates.get(at)).is_some_and(|mark| lexicon::is_affiliation(draft.line(mark.line)));
    // From the last upwards: what stands below is known.
    for (at, mark) in candidates.iter().enumerate().rev() {
        if is_address(Some(at)) && (is_address(at.checked_sub(1)) || is_address(Some(at + 1))) {
            continue;
        }
        for line in mark.line + 1..mark.line + 1 + FOOT {
            let ends = !is_text(line) || draft.lines.get(line).is_some_and(|line| line.page_before);
            if ends || found.get(&line) == Some(&mark.shape) {
                found.insert(mark.line, mark.shape);
                break;
            }
            if begins(line) {
                break;
            }
        }
    }
    found.into_keys().collect()
}

/// Lines that stand alone and come back, but for numbers in them, or are numbers: what pages have at their ends, where it was not known
/// for certain. Those right before one of them count as well.
fn page_ends(draft: &Draft) -> BTreeSet<usize> {
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let alone = |line: &usize| is_text(*line) && !is_text(*line + 1) && !line.checked_sub(1).is_some_and(is_text);
    let words = |line: usize| draft.line(line).chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let lone: Vec<usize> = (0..draft.lines.len()).filter(alone).filter(|&line| draft.lines[line].length < 120).collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    lone.iter().for_each(|&line| *count.entry(words(line)).or_default() += 1);
    let mut ends = BTreeSet::new();
    for &line in lone.iter().rev() {
        let printed = words(line);
        let counts = draft.line(line).chars().any(|c| c.is_ascii_digit());
        let before_end = (line + 1..line + 4).any(|next| ends.contains(&next));
        if printed.is_empty() && counts || count.get(&printed).is_some_and(|&count| count >= 2) || before_end {
            ends.insert(line);
        }
    }
    ends
}

/// Headings of chapters among endnotes that have numbers as the notes have, "2. The Mill", with the first note below each: they stand alone,
/// close no sentence, and count on from no note.
pub fn counted_headings(draft: &Draft, candidates: &[Mark]) -> Vec<(usize, usize)> {
    let is_free = |line: Option<usize>| line.and_then(|line| draft.lines.get(line)).is_none_or(|line| line.state != State::Text);
    let mut found = Vec::new();
    for (index, pair) in candidates.windows(2).enumerate() {
        let [heading, first] = pair else { continue };
        let before = index.checked_sub(1).and_then(|before| candidates.get(before)).filter(|before| before.shape == heading.shape);
        let goes_on = before.and_then(Mark::number).is_some_and(|before| heading.number() == Some(before + 1));
        let is_alone = is_free(heading.line.checked_sub(1)) && is_free(Some(heading.line + 1));
        let is_open =
            draft.lines.get(heading.line).is_some_and(|line| line.length < 80) && chars::end_of(draft.line(heading.line)) != End::Closed;
        if first.number() == Some(1)
            && heading.shape == first.shape
            && !goes_on
            && is_alone
            && is_open
            && draft.notes_heading.is_some_and(|notes| notes < heading.line)
        {
            found.push((heading.line, first.line));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_may_stand_right_below_the_text_of_a_page() {
        let text = "the weir was old,1 and so\nwere the oaks2 of the\n1. Of stone,\nas the roll says.\n2. Of bark.\n\nmill.\n   It was\n\
                    3. a day\nof rain.\n   The end came.\n";
        let draft = Draft::new(text.as_bytes());
        let marks = [(2, "1"), (4, "2"), (8, "3")];
        let marks = marks.map(|(line, label)| Mark { line, label: label.to_owned(), shape: Shape::Dot, body: 3, sure: false });
        let indented = Draft { layout: crate::lines::Layout { indented: true, ..draft.layout }, ..draft };
        assert_eq!(feet(&indented, &marks), BTreeSet::from([2, 4]));
    }

    #[test]
    fn headings_may_be_counted_as_notes_are() {
        let text = "Notes\n\n1. The Rope\n\n1. Of hemp.\n2. Of old ropes.\n\n2. The Boat\n\n1. Of oak.\n";
        let draft = Draft { notes_heading: Some(0), ..Draft::new(text.as_bytes()) };
        let marks = [2, 4, 5, 7, 9].map(|line| {
            let label = draft.line(line).split('.').next().unwrap_or("").to_owned();
            Mark { line, label, shape: Shape::Dot, body: 3, sure: false }
        });
        assert_eq!(counted_headings(&draft, &marks), [(2, 4), (7, 9)]);
    }
}
