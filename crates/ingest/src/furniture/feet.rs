//! Feet of pages: lines that are printed again and again word for word, their numbers aside, such as a licence, an address, a journal's issue.
//!
//! Where no blank line parts them from the text, it is told by the sentences that run on around them; a refrain stands between sentences.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::BuildHasher,
};

use rustc_hash::FxBuildHasher;

use super::heads::{Group, LONGEST, group, is_counted, is_even, is_paged};
use crate::{
    chars::{self, End, Start},
    draft::Draft,
    lines::{State, characters},
};

/// So many words that come twice word for word come by no chance.
const MANY: usize = 5;
/// So many lines at one distance are no chance.
const REGULAR: usize = 4;
/// The fewest lines of a page.
const PAGE: usize = 8;

/// Lines that come again word for word, their numbers aside, in the midst of sentences that run on around them: what stands at the end of
/// each page, where no blank line parts it from the text. So is what comes at one distance and ends the text. Given with their keys, and
/// whether they stand apart.
pub fn cutting(draft: &Draft, lone: &[(usize, usize, String)]) -> Vec<(usize, String, bool)> {
    // In verse a refrain may stand so.
    let Some(width) = draft.layout.width else { return Vec::new() };
    let is_candidate = |index: &usize| {
        let line = &draft.lines[*index];
        line.state == State::Text && (4..=LONGEST).contains(&line.length)
    };
    let without_digits = |index: usize| draft.line(index).bytes().filter(|byte| !byte.is_ascii_digit()).collect::<Vec<u8>>();
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for index in (0..draft.lines.len()).filter(is_candidate) {
        places.entry(FxBuildHasher.hash_one(without_digits(index))).or_default().push(index);
    }
    let apart: BTreeSet<usize> = lone.iter().filter(|(first, last, _)| first == last).map(|(first, ..)| *first).collect();
    let mut found = Vec::new();
    places.retain(|_, lines| lines.len() >= 2);
    let mut again = vec![false; draft.lines.len()];
    places.values().flatten().for_each(|&line| again[line] = true);
    let end = draft.lines.iter().rposition(|line| line.state == State::Text);
    for lines in places.into_values() {
        let words = draft.line(lines[0]).split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        let fewest = if words >= MANY { 2 } else { 3 };
        // An empty page may be among them.
        let near = lines.windows(2).filter(|pair| matches!(pair, [one, other] if other - one < PAGE)).count();
        if lines.len() < fewest || near * 5 > lines.len() - 1 {
            continue;
        }
        let is_foot = lines.len() >= REGULAR && has_issue(draft.line(lines[0])) && is_even(&lines);
        let foot: Vec<usize> = lines.iter().copied().filter(|&line| is_foot || !is_set_in(draft, line, width)).collect();
        let cut = foot.iter().filter(|&&line| cuts_sentence(draft, line, width, &again)).count();
        let part = if is_foot { 3 } else { 2 };
        if cut >= 2 && cut * part >= lines.len() || lines.last().copied() == end && closes_pages(draft, &lines) {
            found.extend(foot.into_iter().filter_map(|line| Some((line, key_of(draft, line)?, apart.contains(&line)))));
        }
    }
    found
}

/// Whether lines that come word for word, the last of them at the end of the text, stand at one distance, and are no sentences: a refrain is one.
fn closes_pages(draft: &Draft, lines: &[usize]) -> bool {
    /// The fewest lines of such a page.
    const LEAST: usize = 20;
    let gaps: Vec<usize> = lines.windows(2).filter_map(|pair| pair.get(1)?.checked_sub(*pair.first()?)).collect();
    let (shortest, longest) = (gaps.iter().min().copied().unwrap_or(0), gaps.iter().max().copied().unwrap_or(0));
    let line = lines.first().map_or("", |line| draft.line(*line));
    gaps.len() >= 2
        && shortest >= LEAST
        && longest * 10 <= shortest * 13
        && !line.starts_with(char::is_lowercase)
        && chars::end_of(line) != End::Closed
}

/// The key of a line that may be a head; of one without letters, "3 -29", its signs.
fn key_of(draft: &Draft, index: usize) -> Option<String> {
    let signs = || {
        let line = draft.line(index);
        let is_bare = !line.contains(char::is_alphabetic) && line.matches(|c: char| c.is_ascii_digit()).count() >= 2;
        is_bare.then(|| line.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect())
    };
    group(draft, index, index).map(|(.., key)| key).or_else(signs)
}

/// Whether a line begins with no small letter and names a year or an address, as an issue does.
fn has_issue(line: &str) -> bool {
    let year = |number: &str| number.len() == 4 && number.starts_with(['1', '2']);
    !line.starts_with(char::is_lowercase)
        && (line.contains(['@', '©'])
            || line.contains("://")
            || line.contains("www.")
            || line.split(|c: char| !c.is_ascii_digit()).any(year))
}

/// Whether a line is one of a paragraph: it begins in mid-sentence, or fills the measure as the lines on both sides of it do, so that no
/// first word would have fitted on the line above. Clauses of laws and contracts come again word for word, and may be broken alike.
fn is_set_in(draft: &Draft, index: usize, width: u16) -> bool {
    let line = draft.line(index);
    let first = chars::first_word(line);
    // It breaks off itself, and goes on below: paragraphs may begin with the same words.
    let runs_on = draft.lines.get(index + 1).is_some_and(|next| next.state == State::Text && !next.page_before)
        && chars::end_of(line) == End::Cut
        && chars::start_of(draft.line(index + 1)) == Start::Running;
    if runs_on {
        return true;
    }
    if line.starts_with(char::is_lowercase) && first.chars().all(char::is_alphabetic) && !line.contains(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let is_full = |at: usize| {
        let (Some(line), Some(next)) = (draft.lines.get(at), draft.lines.get(at + 1)) else { return false };
        let word = draft.line(at + 1).split(' ').next().map_or(0, characters);
        let length = usize::from(line.length);
        line.state == State::Text
            && next.state == State::Text
            && !next.page_before
            && (length + 1 + word) * 100 > usize::from(width) * 90
            && length * 10 <= usize::from(width) * 11
    };
    index.checked_sub(1).is_some_and(is_full) && is_full(index)
}

/// Whether a sentence runs on over a line: it breaks off before it, and goes on behind it with a small letter. Other lines that come again,
/// and heads with a number, are looked through.
fn cuts_sentence(draft: &Draft, index: usize, width: u16, again: &[bool]) -> bool {
    let is_head = |line: &str| is_counted(line) && !line.starts_with(char::is_lowercase) && chars::end_of(line) != End::Closed;
    let is_text = |line: &usize| {
        let found = &draft.lines[*line];
        found.state == State::Text && !again[*line] && !(u32::from(found.length) * 10 < u32::from(width) * 7 && is_head(draft.line(*line)))
    };
    let before = (index.saturating_sub(3)..index).rev().find(is_text);
    let after = (index + 1..(index + 4).min(draft.lines.len())).find(is_text);
    let (Some(before), Some(after)) = (before, after) else { return false };
    u32::from(draft.lines[before].length) * 10 > u32::from(width) * 6
        && (draft.lines[after].length > 20 || chars::end_of(draft.line(after)) == End::Closed)
        && matches!(chars::end_of(draft.line(before)), End::Cut | End::Open)
        && chars::start_of(draft.line(after)) == Start::Running
}

/// Whether a line is printed again and again at one distance, word for word, and can be no heading: what stands at the end of each page.
pub fn is_regular(draft: &Draft, groups: &[Group]) -> bool {
    let Some(first) = groups.first() else { return false };
    let words = draft.line(first.first);
    groups.len() >= REGULAR
        && is_no_heading(draft, first)
        && groups.iter().all(|group| group.first == group.last && draft.line(group.first) == words)
        && is_paged(groups)
}

/// Whether a line has what no heading has: an address, a year, a number with a stroke.
pub fn is_no_heading(draft: &Draft, group: &Group) -> bool {
    let line = draft.line(group.first);
    let has_address = line.contains(['@', '©']) || line.contains("www.") || line.contains("://");
    let has_number = line.split_whitespace().any(|word| word.contains('/') && word.contains(|c: char| c.is_ascii_digit()));
    group.first == group.last && (has_address || has_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_each_page_and_the_text_is_a_foot() {
        let page = |tree: &str| format!("and the keeper of the {tree} went up at six and lit the lamp for all who\n").repeat(24);
        let text: String = ["oak", "elm", "ash"].map(|tree| format!("{}Annals of the Ford\n", page(tree))).concat();
        assert_eq!(cutting(&Draft::new(text.as_bytes()), &[]).len(), 3);
    }

    #[test]
    fn lines_of_paragraphs_are_no_feet() {
        let clause = "and shall without delay and at his own cost give notice in writing to\nthe steward of the manor and to two of the jurors of the court, and\nshall keep a copy of it among the rolls that the clerk has for years.\n\n";
        let text: String = ["a flood", "a drought", "a frost"]
            .map(|case| format!("In the case of {case} the keeper of the upper mill goes to the bridge,\n{clause}The water is let go by night, as it was in the days of old when the\nabbot held the bank and the weir, and nobody may stay at the gate then\nunless he has been told to come and watch it by the keeper of the ford.\n\nWho comes late pays.\n\n"))
            .concat();
        let draft = Draft::new(text.as_bytes());
        assert!(cutting(&draft, &[]).is_empty());
        assert!(
            has_issue("Annals of the Ford, 2017, no. 4") && !has_issue("notice within 2017 days") && !has_issue("Notice within 14 days")
        );
    }
}
