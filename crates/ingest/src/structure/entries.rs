//! Entries below a heading, where a source marks its headings; and blocks that hold several entries.

use std::ops::Range;

use crate::{
    block::{Block, Role, What},
    draft::Draft,
    lexicon,
    recognise::listing::{self, FEW, LONG, Piece},
};
use scholion_reference::dates;

/// What stands under the heading of a list of references, up to the next heading, is its entries, if it looks like them: a
/// chapter on literature bears such a heading as well.
pub fn below_headings(draft: &mut Draft) {
    let is_heading = |block: &Block| matches!(block.role, Role::Heading(_));
    for index in 0..draft.blocks.len() {
        if !is_heading(&draft.blocks[index]) || !lexicon::is_references_heading(draft.blocks[index].bare()) {
            continue;
        }
        let end = (index + 1..draft.blocks.len()).find(|&next| is_heading(&draft.blocks[next])).unwrap_or(draft.blocks.len());
        let below: Vec<usize> =
            (index + 1..end).filter(|&at| matches!(draft.blocks[at].role, Role::Text | Role::Item | Role::Lines)).collect();
        let count = |is: fn(&Block) -> bool| below.iter().filter(|&&at| is(&draft.blocks[at])).count();
        let (calling, telling) = (count(calls_a_note), count(tells_of_a_work));
        if below.is_empty() || calling * 4 > below.len() || telling * 3 < below.len() {
            continue;
        }
        draft.blocks[index].role = Role::References;
        below.iter().for_each(|&at| draft.blocks[at].role = Role::Entry);
        divide(draft, &below);
    }
}

/// Cuts blocks, given in order, that hold several entries: lines without a blank between them, or a whole list on one line. What is cut
/// off are entries. Gives how many blocks came to be.
pub fn divide(draft: &mut Draft, blocks: &[usize]) -> usize {
    let long = if blocks.len() == 1 { LONG / 2 } else { LONG };
    let few = blocks.len() <= FEW && blocks.iter().any(|&at| draft.blocks[at].text.len() > long);
    let ranges: Vec<(usize, Vec<Range<usize>>)> = blocks.iter().map(|&at| (at, pieces(draft, at, few))).collect();
    if ranges.iter().all(|(_, ranges)| ranges.len() < 2) {
        return 0;
    }
    let mut list: Vec<Piece> = Vec::new();
    for (at, ranges) in &ranges {
        let Block { text, indent, .. } = &draft.blocks[*at];
        let is_line = |from: usize| from == 0 || breaks(draft, *at, from - 1);
        list.extend(ranges.iter().map(|range| Piece {
            text: text.get(range.clone()).unwrap_or("").trim(),
            gap: range.start == 0,
            indent: *indent,
            line: is_line(range.start),
        }));
    }
    let Some(begins) = listing::begins(&list) else { return 0 };
    let mut begins = begins.iter().rev();
    let mut made = 0;
    for (at, ranges) in ranges.iter().rev() {
        for range in ranges.iter().rev() {
            if begins.next() == Some(&true) && range.start > 0 {
                let mut entry = draft.blocks[*at].split_off(range.start);
                entry.role = Role::Entry;
                draft.blocks.insert(at + 1, entry);
                made += 1;
            }
        }
    }
    made
}

/// Where the entries begin of a list that stands on one line with its heading: `References [1] K. Holm, …`.
pub fn behind_heading(text: &str) -> Option<usize> {
    if text.len() < LONG / 2 {
        return None;
    }
    let mut letters = String::new();
    let may_be = lexicon::may_be_references_heading(text);
    let at = memchr::memchr_iter(b' ', text.as_bytes()).take(LETTERS).find(|&at| {
        let words = text.get(..at).unwrap_or("");
        // "R E F E R E N C E S".
        let last = words.rsplit(' ').next().unwrap_or("");
        let is_letter = last.chars().nth(1).is_none() && !last.is_empty();
        letters.push_str(if is_letter { last } else { " " });
        may_be && lexicon::is_references_heading(words) || is_letter && lexicon::is_references_heading(&letters)
    })?;
    let rest = text.get(at + 1..)?;
    let list: Vec<Piece> = listing::pieces_of_line(rest)
        .into_iter()
        .map(|range| Piece { text: rest.get(range.clone()).unwrap_or("").trim(), gap: false, indent: 0, line: range.start == 0 })
        .collect();
    let entries = listing::begins(&list)?.into_iter().filter(|begins| *begins).count();
    (entries >= 3 && (listing::is_numbered(rest) || listing::names_author(rest))).then_some(at + 1)
}

/// So many blanks may stand in a heading whose letters are set apart.
const LETTERS: usize = 24;

/// The lines of a block; or, if it is one of few, the pieces between which an entry may end.
fn pieces(draft: &Draft, at: usize, few: bool) -> Vec<Range<usize>> {
    let text = &draft.blocks[at].text;
    let mut starts: Vec<usize> =
        text.match_indices([' ', '\n']).filter(|(place, _)| breaks(draft, at, *place)).map(|(place, _)| place + 1).collect();
    if few {
        starts.extend(listing::pieces_of_line(text).into_iter().map(|range| range.start));
        starts.sort_unstable();
    }
    starts.insert(0, 0);
    starts.push(text.len());
    starts.dedup();
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Whether a line ends at this white space of a block: it is kept, or the Markdown of the source has one there.
fn breaks(draft: &Draft, at: usize, place: usize) -> bool {
    let block = &draft.blocks[at];
    let source = || block.source_at(u32::try_from(place).unwrap_or(u32::MAX)) as usize;
    match block.text.as_bytes().get(place) {
        Some(b'\n') => true,
        Some(b' ') => {
            draft.is_markdown
                && draft.source.text.get(source()..).is_some_and(|rest| rest.trim_start_matches([' ', '\r', '\\']).starts_with('\n'))
        }
        _ => false,
    }
}

fn calls_a_note(block: &Block) -> bool {
    block.edits.iter().any(|edit| matches!(edit.what, What::Marker(_)))
}

/// Whether a year or an address stands in a block.
fn tells_of_a_work(block: &Block) -> bool {
    let mut words = block.text.split(|c: char| !c.is_alphanumeric());
    // Also "2004a".
    words.any(|word| dates::is_year(word.get(..4).filter(|_| word.len() == 5).unwrap_or(word))) || block.text.contains("://")
}
