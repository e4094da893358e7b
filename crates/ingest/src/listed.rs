//! Which printed lines are a list of references, and where its entries begin.

use std::collections::HashMap;

use crate::{
    chars::{self, Start},
    draft::Draft,
    lexicon,
    lines::State,
    recognise::{
        items,
        listing::{self, FEW, LONG, Piece},
        prose,
    },
};

/// What a line is to a list of references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// It is no part of one.
    #[default]
    Outside,
    /// An entry begins with it.
    Begins,
    /// The entry before goes on.
    GoesOn,
}

/// So many lines without a year, and not full of names, are no list any more.
const WITHOUT_YEAR: usize = 12;
/// Of so many lines behind a title some have a year, if the list goes on.
const LOOK_AHEAD: usize = 8;

/// Which lines are headings of a list of references. One of several that stands in a table of contents is none.
pub fn headings(draft: &Draft) -> Vec<usize> {
    sorted(draft).0
}

/// Which lines name such a heading in a table of contents.
pub fn in_contents(draft: &Draft) -> Vec<usize> {
    sorted(draft).1
}

/// Headings of lists, and such lines in a table of contents.
fn sorted(draft: &Draft) -> (Vec<usize>, Vec<usize>) {
    let is_text = |index: &usize| draft.lines.get(*index).is_some_and(|line| line.state == State::Text);
    let text: Vec<usize> = (0..draft.lines.len()).filter(is_text).collect();
    let is_heading =
        |index: usize| draft.lines.get(index).is_some_and(|line| line.length < 60) && lexicon::is_references_heading(draft.line(index));
    let found: Vec<usize> = (0..text.len()).filter(|&at| text.get(at).is_some_and(|&index| is_heading(index))).collect();
    let titles = if found.is_empty() { HashMap::new() } else { titles(draft, &text) };
    // The two lines above are titles as well, and usual ones or such as come again.
    let is_named = |at: usize, heading: usize| {
        let line = text.get(at).map_or("", |&index| draft.line(index));
        is_section(line) || is_title(line) && titles.get(&bare_title(line)).is_some_and(|&last| last > heading)
    };
    let last = found.last().copied().unwrap_or(0);
    let in_contents = |at: usize| at >= 2 && at < last && (at - 2..at).all(|above| is_named(above, at));
    let (contents, lists): (Vec<usize>, Vec<usize>) = found.into_iter().partition(|&at| in_contents(at));
    let lines = |places: Vec<usize>| places.into_iter().filter_map(|at| text.get(at).copied()).collect::<Vec<usize>>();
    (lines(lists), lines(contents))
}

/// The lines that may be titles, and the place of the last of each among the lines of text.
fn titles(draft: &Draft, text: &[usize]) -> HashMap<String, usize> {
    let lines = text.iter().enumerate().map(|(at, &index)| (at, draft.line(index)));
    lines.filter(|(_, line)| is_title(line)).map(|(at, line)| (bare_title(line), at)).collect()
}

/// Whether a line may be a title: short, with words, and no end of a sentence or of an entry.
fn is_title(line: &str) -> bool {
    line.len() < 60 && !line.ends_with(['.', ',', ';', ':', '-', ')']) && line.contains(char::is_alphabetic) && !listing::has_year(line)
}

/// A title without its number, folded.
fn bare_title(line: &str) -> String {
    scholion_base::text::fold(line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ')))
}

/// For each line what it is to a list of references.
pub fn listed(draft: &Draft) -> Vec<Listed> {
    let mut found = vec![Listed::Outside; draft.lines.len()];
    let mut index = 0;
    for heading in headings(draft) {
        if heading < index {
            continue;
        }
        index = heading + 1;
        let lines = below(draft, index);
        let pieces: Vec<Piece> = lines
            .iter()
            .map(|&at| Piece {
                text: draft.line(at),
                gap: at.checked_sub(1).is_some_and(|before| draft.lines[before].state == State::Blank),
                indent: draft.lines[at].indent,
                line: true,
            })
            .collect();
        // A list of few long lines may have several entries on each: it is cut later.
        let long = lines.len() <= FEW && lines.iter().any(|&at| usize::from(draft.lines[at].length) > LONG);
        if let Some(begins) = listing::begins(&pieces).filter(|_| lines.len() > 1 && !long) {
            for (&at, begins) in lines.iter().zip(begins) {
                found[at] = if begins { Listed::Begins } else { Listed::GoesOn };
            }
            index = lines.last().map_or(index, |last| last + 1);
        }
    }
    found
}

/// The lines below the heading of a list, up to the next heading, or to prose.
fn below(draft: &Draft, first: usize) -> Vec<usize> {
    let marked: Vec<usize> = draft.marks.iter().map(|mark| mark.line).collect();
    let mut lines: Vec<usize> = Vec::new();
    let (mut last_year, mut without) = (0, 0);
    for at in first..draft.lines.len() {
        if draft.lines[at].state != State::Text {
            continue;
        }
        let line = draft.line(at);
        let apart = !lines.last().is_some_and(|&last| last + 1 == at);
        // Where notes stand among the entries, what a page end cut is put together later.
        if marked.binary_search(&at).is_ok() {
            return Vec::new();
        }
        if (apart || is_heading(line)) && ends_list(draft, at, line, lines.is_empty()) {
            break;
        }
        if listing::has_year(line) {
            (last_year, without) = (lines.len(), 0);
        }
        without += usize::from(!prose::is_apparatus(line));
        lines.push(at);
        if without > WITHOUT_YEAR {
            lines.truncate(last_year + 1);
            break;
        }
    }
    lines
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') || lexicon::is_references_heading(line) || lexicon::is_notes_heading(line) || is_section(line)
}

fn is_section(line: &str) -> bool {
    line.len() < 60 && lexicon::is_one_of(line, &scholion_lang::SECTION_HEADING)
}

/// Whether a list ends before a line: a heading, or words like one behind which no year follows, or prose.
fn ends_list(draft: &Draft, at: usize, line: &str, first: bool) -> bool {
    if is_heading(line) {
        return true;
    }
    let ahead = || {
        let next = (at..draft.lines.len()).filter(|&next| draft.lines[next].state == State::Text).take(LOOK_AHEAD);
        let is_dated = |line: &str| listing::has_year(line) || line.contains("://");
        next.filter(|&next| is_dated(draft.line(next)) && !is_in_prose(draft, next)).count()
    };
    let title = prose::is_heading_like(line) && chars::start_of(line) == Start::Fresh && line.split_whitespace().count() <= 8;
    !first && (title || prose::is_prose(line)) && ahead() == 0
}

/// Whether a line stands in a paragraph of running text, which has years as well: "Anna Berg was born in 1950", behind the list.
fn is_in_prose(draft: &Draft, at: usize) -> bool {
    /// The longest paragraph, in lines.
    const PARAGRAPH: usize = 12;
    if !draft.layout.spaced {
        return false;
    }
    let is_text = |index: usize| draft.lines.get(index).is_some_and(|line| line.state == State::Text);
    let before = (0..at).rev().take(PARAGRAPH).take_while(|&index| is_text(index)).count();
    if before == PARAGRAPH {
        return false;
    }
    let lines = (at - before..draft.lines.len()).take_while(|&index| is_text(index)).take(2 * PARAGRAPH);
    let paragraph: Vec<&str> = lines.map(|index| draft.line(index)).collect();
    let paragraph = paragraph.join(" ");
    let is_entry = listing::names_author(&paragraph) || listing::is_numbered(&paragraph) || items::bullet(&paragraph).is_some();
    prose::is_prose(&paragraph) && !prose::is_apparatus(&paragraph) && !is_entry && !listing::stands_for_names(&paragraph)
}
