//! Which printed lines are a list of references, and where its entries begin.

use crate::{
    chars::{self, Start},
    draft::Draft,
    lexicon,
    lines::State,
    recognise::{
        listing::{self, Piece},
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

/// So few lines, of which one has so many characters, may hold more entries than lines.
const FEW: usize = 6;
const LONG: usize = 400;

/// For each line what it is to a list of references.
pub fn listed(draft: &Draft) -> Vec<Listed> {
    let mut found = vec![Listed::Outside; draft.lines.len()];
    let mut index = 0;
    while index < draft.lines.len() {
        let line = &draft.lines[index];
        index += 1;
        if line.state != State::Text || line.length >= 60 || !lexicon::is_references_heading(draft.line(index - 1)) {
            continue;
        }
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
        next.filter(|&next| listing::has_year(draft.line(next)) || draft.line(next).contains("://")).count()
    };
    let title = prose::is_heading_like(line) && chars::start_of(line) == Start::Fresh && line.split_whitespace().count() <= 8;
    !first && (title || prose::is_prose(line)) && ahead() == 0
}
