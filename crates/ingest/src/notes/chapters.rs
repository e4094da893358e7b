//! Notes whose numbers begin again, with each page or with each chapter.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    chars,
    draft::Draft,
    lexicon,
    lines::State,
    note::Note,
    notes::{
        bind::{Call, weigh},
        marks::Shape,
    },
};
use scholion_base::text::fold;

/// The most pairs of a note and a mark of its number that are weighed.
const MOST: usize = 400_000;

/// Whether a line is the heading of the notes of one chapter: "Notes to chapter 2", "Anmerkungen zu Kapitel II".
pub fn is_heading(line: &str) -> bool {
    let is_number = |word: &str| {
        !word.is_empty() && (word.chars().all(|c| c.is_ascii_digit()) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L')))
    };
    let words: Vec<&str> = line.split_whitespace().take(7).collect();
    (3..=6).contains(&words.len())
        && words.first().is_some_and(|first| lexicon::is_notes_heading(first))
        && words.last().is_some_and(|last| is_number(last))
}

/// A stretch of lines under a heading of notes in which nothing begins but notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The line of the heading.
    pub heading: usize,
    /// The last line.
    pub last: usize,
    /// Where the text begins that may call its notes: behind the notes of the chapter before.
    pub text: usize,
}

/// The sections of notes; `begins` are the lines with which notes may begin.
pub fn sections(draft: &Draft, begins: &BTreeSet<usize>) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut open: Option<Section> = None;
    // Where the text begins that stands above the next section.
    let mut text: Option<usize> = None;
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    for (index, line) in draft.lines.iter().enumerate().filter(|(_, line)| line.state == State::Text) {
        let words = draft.line(index);
        let is_first = line.page_before || !index.checked_sub(1).is_some_and(is_text);
        if is_first && line.length < 60 && (lexicon::is_notes_heading(words) || is_heading(words)) {
            found.extend(open.take().filter(|section| section.last > section.heading));
            // Where no text stands between two of them, that of the first is that of both.
            let above = text.take().or_else(|| found.last().map(|section| section.text)).unwrap_or(0);
            open = Some(Section { heading: index, last: index, text: above });
        } else if let Some(section) = &mut open {
            if begins.contains(&index) || !is_first || chars::start_of(words) == chars::Start::Running {
                section.last = index;
            } else {
                found.extend(open.take().filter(|section| section.last > section.heading));
                text = Some(index);
            }
        } else if text.is_none() {
            text = Some(index);
        }
    }
    found.extend(open.filter(|section| section.last > section.heading));
    found
}

/// Which of these sections holds a line.
pub fn section_of(sections: &[Section], line: usize) -> Option<&Section> {
    let at = sections.partition_point(|section| section.heading < line).checked_sub(1)?;
    sections.get(at).filter(|section| line <= section.last)
}

/// Gives notes whose numbers begin again their markers; whether markers that are still missing may be looked for.
pub fn bind(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) -> bool {
    if are_endnotes(draft) {
        in_order(draft, calls, bound);
        return false;
    }
    behind(draft, calls, bound);
    true
}

/// Whether all notes with numbers stand at the end of the text, under a heading.
fn are_endnotes(draft: &Draft) -> bool {
    let Some(heading) = draft.notes_heading.map(|line| draft.number_of(line)) else { return false };
    draft.notes.iter().filter(|note| note.label.parse::<u32>().is_ok()).all(|note| note.line > heading)
}

/// For each note the group of numbers that rise in which it stands; none if it has no number.
fn groups(draft: &Draft) -> Vec<Option<usize>> {
    let (mut group, mut last) = (0, 0);
    let number = |label: &str| label.parse::<u32>().ok();
    let groups = draft.notes.iter().map(|note| {
        let number = number(&note.label)?;
        if number <= last {
            group += 1;
        }
        last = number;
        Some(group)
    });
    groups.collect()
}

/// Notes behind the pages, paragraphs or chapters that call them: bodies and markers stand in the same order. A marker stands on the page of
/// its body, or on the page before; where pages are not known, behind the notes of the group before.
fn behind(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let line_of = |call: &Call| draft.blocks.get(call.block).map_or(0, |block| block.line_at(&draft.source, call.span.start));
    let lines: Vec<u32> = calls.iter().map(line_of).collect();
    let pages: Vec<u32> = draft.lines.iter().filter(|line| line.page_before).map(|line| line.number).collect();
    let start = |line: u32| {
        let before = pages.partition_point(|&start| start <= line).checked_sub(1);
        before.and_then(|page| pages.get(page)).copied().unwrap_or(0)
    };
    let (mut from, mut current): (usize, usize) = (0, 0);
    let groups = groups(draft);
    // The last line of a note of the group before, and of this one.
    let (mut above, mut last): (u32, u32) = (0, 0);
    for (index, group) in groups.iter().enumerate() {
        let (Some(group), Some(note)) = (*group, draft.notes.get(index)) else { continue };
        if group != current {
            (current, above) = (group, last);
            if pages.is_empty() {
                let members = groups.iter().enumerate().skip(index).take_while(|(_, other)| other.is_none_or(|other| other == group));
                let members = members.filter(|(_, other)| other.is_some()).filter_map(|(at, _)| draft.notes.get(at));
                let members: Vec<&Note> = members.collect();
                from = from.max(nearest(draft, calls, &members).unwrap_or(0));
            }
        }
        last = note.line;
        // Not farther than the markers of two pages.
        let first = |low: u32| {
            let near = from.max(lines.partition_point(|&line| line < low));
            let near = calls.iter().zip(&lines).enumerate().skip(near).take(60);
            near.map(|(place, (call, line))| (place, call, *line))
                .find(|(_, call, line)| call.label == note.label && call.block <= note.block && *line >= low)
        };
        let page = start(note.line);
        let found = first(above.max(page)).or_else(|| first(above.max(start(page.saturating_sub(1)))));
        if let (Some((place, call, _)), Some(slot)) = (found, bound.get_mut(index)) {
            *slot = Some(call.clone());
            from = place + 1;
        }
    }
}

/// The first of the markers of a group of notes that stand nearest above it, one for each of them: the notes of those between may be lost.
fn nearest(draft: &Draft, calls: &[Call], group: &[&Note]) -> Option<usize> {
    let first = group.first().filter(|_| group.len() > 1)?;
    let mut at = calls.partition_point(|call| call.block < first.block);
    for note in group.iter().rev() {
        let is_marker = |call: &Call| call.label == note.label && call.shape != Shape::Spaced && weigh(draft, call, note.shape) >= 4;
        at = (at.saturating_sub(60)..at).rev().find(|&place| calls.get(place).is_some_and(is_marker))?;
    }
    Some(at)
}

/// Endnotes that are counted anew for each chapter: the most markers that stand in the order of the bodies. What could be told otherwise as
/// well is not bound, nor is a chapter of whose notes most have no marker.
fn in_order(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let Some(first) = draft.notes.iter().map(|note| note.block).min() else { return };
    let sure = calls.iter().filter(|call| call.block < first && call.shape != Shape::Spaced).count();
    let is_marker = |call: &&Call| call.block < first && (call.shape != Shape::Spaced || sure * 2 < draft.notes.len());
    let calls: Vec<&Call> = calls.iter().filter(is_marker).collect();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, call) in calls.iter().enumerate() {
        places.entry(call.label.as_str()).or_default().push(place);
    }
    let groups = groups(draft);
    let texts = texts(draft, &groups).unwrap_or_default();
    let line_of = |call: &Call| draft.blocks.get(call.block).map_or(0, |block| block.line_at(&draft.source, call.span.start));
    let lines: Vec<u32> = if texts.is_empty() { Vec::new() } else { calls.iter().map(|call| line_of(call)).collect() };
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (note, group) in groups.iter().enumerate().filter_map(|(note, group)| Some((note, (*group)?))) {
        let label = draft.notes.get(note).map_or("", |note| note.label.as_str());
        let text = texts.get(group);
        let is_own = |place: &&usize| text.is_none_or(|text| lines.get(**place).is_some_and(|line| text.contains(line)));
        pairs.extend(places.get(label).into_iter().flatten().rev().filter(is_own).map(|&place| (note, place)));
        if pairs.len() > MOST {
            return;
        }
    }
    // From both ends: where the two differ, nothing tells which is right.
    let mut found = longest(&pairs);
    let (notes, all) = (draft.notes.len(), calls.len());
    let mirrored: Vec<(usize, usize)> = pairs.iter().rev().map(|&(note, place)| (notes - note, all - place)).collect();
    let back: BTreeMap<usize, usize> = longest(&mirrored).into_iter().map(|(note, place)| (notes - note, all - place)).collect();
    found.retain(|(note, place)| back.get(note) == Some(place));
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for group in groups.iter().flatten() {
        sizes.entry(*group).or_default().0 += 1;
    }
    let group_of = |note: usize| groups.get(note).copied().flatten();
    for group in found.iter().filter_map(|&(note, _)| group_of(note)) {
        sizes.entry(group).or_default().1 += 1;
    }
    for (note, place) in found {
        let is_known = group_of(note).and_then(|group| sizes.get(&group)).is_some_and(|(size, known)| known * 2 >= *size);
        if let (true, Some(call), Some(slot)) = (is_known, calls.get(place), bound.get_mut(note)) {
            *slot = Some((*call).clone());
        }
    }
}

/// The most groups of endnotes whose headings are looked for.
const GROUPS: usize = 200;
/// The longest heading of a chapter, in characters.
const HEADING: u16 = 80;

/// The lines of the text that each group of endnotes belongs to: what is printed above a group stands above its chapter as well.
fn texts(draft: &Draft, groups: &[Option<usize>]) -> Option<Vec<std::ops::Range<u32>>> {
    let notes = draft.notes_heading?;
    let mut firsts: Vec<usize> = Vec::new();
    for (note, group) in groups.iter().enumerate() {
        if *group == Some(firsts.len()) {
            firsts.push(note);
        }
    }
    if !(2..=GROUPS).contains(&firsts.len()) {
        return None;
    }
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let above = |note: &usize| {
        let line = (draft.notes.get(*note)?.line as usize).saturating_sub(1);
        let above = (line.saturating_sub(4).max(notes + 1)..line).rev().find(|line| is_text(*line))?;
        Some(words(draft.line(above)))
    };
    let headings: Vec<Vec<String>> = firsts.iter().map(above).collect::<Option<_>>()?;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, line) in draft.lines.iter().enumerate().take(notes) {
        if line.state != State::Text || line.length > HEADING {
            continue;
        }
        let is_alone = !is_text(index + 1) && !index.checked_sub(1).is_some_and(is_text);
        let own = words(draft.line(index));
        found.extend(headings.iter().enumerate().filter(|(_, heading)| is_named(&own, heading, is_alone)).map(|(group, _)| (group, index)));
    }
    // In a list of contents one follows the other.
    let in_contents = |at: usize| {
        let (here, next) = (found.get(at), found.get(at + 1));
        here.zip(next).is_some_and(|(here, next)| here.0 != next.0 && next.1 - here.1 <= 3)
    };
    let mut own: Vec<(usize, usize)> = (0..found.len()).filter(|at| !in_contents(*at)).filter_map(|at| found.get(at).copied()).collect();
    // The number of a chapter, and its title below it.
    own.dedup_by(|next, first| next.0 == first.0 && next.1 - first.1 <= 4);
    let is_one_each = own.len() == firsts.len() && own.iter().enumerate().all(|(nth, (group, _))| nth == *group);
    let starts: Vec<u32> = own.iter().map(|(_, line)| draft.number_of(*line)).chain([draft.number_of(notes)]).collect();
    let between = starts.windows(2).filter_map(|pair| if let [start, end] = pair { Some(*start..*end) } else { None });
    is_one_each.then(|| between.collect())
}

/// The words of a line, folded.
fn words(line: &str) -> Vec<String> {
    fold(line).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a line of the text is the heading that is printed above a group of notes, or a part of it: its number or its title. One that stands
/// alone may have more words.
fn is_named(own: &[String], heading: &[String], is_alone: bool) -> bool {
    let says = |words: &[String]| words.len() >= 2 || words.iter().any(|word| word.chars().count() >= 4);
    own == heading
        || says(own) && (heading.ends_with(own) || heading.starts_with(own))
        || is_alone && says(heading) && (own.ends_with(heading) || own.starts_with(heading))
}

/// The longest row of pairs in which both numbers rise (Hunt and Szymanski 1977). The pairs stand in the order of the first number, those of
/// one with the second falling; of two rows as long the one that begins with the first is kept.
fn longest(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // tails[k]: the pair with the smallest second number that ends a row of length k + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |pair: usize| pairs.get(pair).map_or(0, |pair| pair.1);
    for (index, &(_, place)) in pairs.iter().enumerate() {
        let length = tails.partition_point(|&tail| second(tail) < place);
        before.push(length.checked_sub(1).and_then(|length| tails.get(length).copied()));
        match tails.get_mut(length) {
            Some(tail) if second(*tail) == place => {}
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut row = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        row.extend(pairs.get(index).copied());
        at = before.get(index).copied().flatten();
    }
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_chapters_have_headings() {
        assert!(is_heading("Notes to Chapter 2") && is_heading("Anmerkungen zu Kapitel II") && is_heading("Примечания к главе 1"));
        assert!(!is_heading("Notes") && !is_heading("Notes 1") && !is_heading("The chapter of notes 1"));
    }

    #[test]
    fn sections_hold_nothing_but_notes() {
        let text = "The mill.1\n\nNotes\n\n1 Of oak.\n2 Of elm,\nand of ash.\n\nThe weir.1\n\nNotes to chapter 2\n\n1 Of stone.\n";
        let draft = Draft::new(text.as_bytes());
        let sections = sections(&draft, &BTreeSet::from([4, 5, 12]));
        let texts = [5, 8, 12].map(|line| section_of(&sections, line).map(|section| (section.heading, section.text)));
        assert_eq!(texts, [Some((2, 0)), None, Some((10, 8))]);
    }

    #[test]
    fn notes_belong_to_the_chapter_of_their_heading() {
        let prose = "The keeper went up at six and lit the lamp, which burned until the morning came and the boats were home. ".repeat(2);
        let chapter = |name: &str, mark: &str| format!("{name}\n\n{prose}\n\nHe wrote it down.{mark} {prose}\n\n");
        let notes = |name: &str| format!("{name}\n\n1. Of {name} the book says more.\n\n");
        let text = format!(
            "The Lamp\n\nDusk\nNoon\nDawn\n\n{}{}{}Notes\n\n{}{}{}",
            chapter("DUSK", "1"),
            chapter("NOON", ""),
            chapter("DAWN", "1"),
            notes("Dusk"),
            notes("Noon"),
            notes("Dawn")
        );
        let made = crate::ingest("lamp.txt", text.as_bytes());
        let body = made.markdown.split_once("\n---\n").map_or("", |(_, body)| body);
        assert!(!body.contains("]: Of Noon"), "{body}");
    }

    #[test]
    fn rows_rise_in_both() {
        // Notes 1, 2 of two chapters and the marks 1, 2, 1, 2.
        let pairs = [(0, 2), (0, 0), (1, 3), (1, 1), (2, 2), (2, 0), (3, 3), (3, 1)];
        assert_eq!(longest(&pairs), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(longest(&[(0, 0), (1, 0)]), [(0, 0)]);
        assert!(longest(&[]).is_empty());
    }
}
