//! Running heads and feet: lines that are repeated at page ends.
//!
//! Digits are set aside, so that "PLoS Biology, 2006, 4(5)" and a head with the page number in it are
//! one head wherever they stand; slips of recognition are tolerated. A repeated line is a head only if
//! the text runs on around it or page numbers stand beside it: refrains, headings and speakers' names
//! are repeated too.

use std::collections::BTreeMap;

use crate::ingest::{
    draft::Draft,
    furniture::folios,
    lines::State,
    report::Certainty::{Likely, Sure},
};

/// A line that stands alone.
#[derive(Clone, Debug)]
struct Lone {
    line: usize,
    /// Whether it stands where a page seems to end.
    evidence: bool,
}

/// The longest running head, in characters.
const LONGEST: u16 = 200;

/// Drops running heads and marks that a page ends there.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut groups: BTreeMap<String, Vec<Lone>> = BTreeMap::new();
    for index in 0..draft.lines.len() {
        let line = &draft.lines[index];
        if line.state == State::Text && (3..=LONGEST).contains(&line.length) && stands_alone(draft, index) {
            let key = key(draft.line(index));
            if key.chars().filter(|c| c.is_alphabetic()).count() >= 3 {
                let evidence = beside_folio(draft, index) || folios::runs_on(draft, index);
                groups.entry(key).or_default().push(Lone { line: index, evidence });
            }
        }
    }
    let heads: Vec<(String, Vec<Lone>)> =
        groups.iter().filter(|(_, lines)| is_head(lines)).map(|(key, lines)| (key.clone(), lines.clone())).collect();
    if heads.is_empty() {
        return;
    }
    let mut dropped: Vec<(usize, bool)> = Vec::new();
    for (_, lines) in &heads {
        // The first may be the title itself, or the journal's line above it.
        let first = lines.first().map_or(0, |lone| lone.line);
        dropped.extend(lines.iter().filter(|lone| lone.evidence || lone.line != first).map(|lone| (lone.line, lone.evidence)));
    }
    for (key, lines) in &groups {
        if lines.len() <= 2 && !heads.iter().any(|(head, _)| head == key) && heads.iter().any(|(head, _)| alike(head, key)) {
            dropped.extend(lines.iter().filter(|lone| lone.evidence).map(|lone| (lone.line, false)));
        }
    }
    dropped.sort_unstable();
    for (line, sure) in dropped {
        draft.drop_line(line, rule, if sure { Sure } else { Likely });
        folios::mark_page(draft, line);
    }
}

/// Whether a line has a blank, a dropped line or a page's edge on both sides, or on one side and a
/// page number on the other.
fn stands_alone(draft: &Draft, index: usize) -> bool {
    let apart = |found: Option<usize>| found.is_none_or(|line| draft.lines.get(line).is_none_or(|line| line.state != State::Text));
    let before = apart(index.checked_sub(1)) || draft.lines[index].page_before;
    let after = apart(Some(index + 1)) || draft.lines.get(index + 1).is_some_and(|line| line.page_before);
    (before && after) || ((before || after) && beside_folio(draft, index))
}

/// Whether a dropped page number or the end of a page stands within two lines.
fn beside_folio(draft: &Draft, index: usize) -> bool {
    let near = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Dropped);
    draft.lines[index].page_before
        || (1..=2).any(|step| index.checked_sub(step).is_some_and(near) || near(index + step))
        || draft.lines.get(index + 1).is_some_and(|line| line.page_before)
}

/// The line in lower case with every number as `#`, numbers at its ends left out.
fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        if c.is_numeric() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else {
            key.push(c);
        }
    }
    key.trim_matches(|c: char| c == '#' || c.is_whitespace() || matches!(c, '*' | '_' | '|' | '-' | '–' | '—' | '.')).to_owned()
}

fn is_head(lines: &[Lone]) -> bool {
    let evidence = lines.iter().filter(|lone| lone.evidence).count();
    match lines.len() {
        0 | 1 => false,
        2 => evidence == 2,
        n => evidence * 2 >= n,
    }
}

/// Whether two keys are alike but for slips of recognition: they share most pairs of letters (Dice 1945).
fn alike(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 6 {
        return false;
    }
    let pairs = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut pairs: Vec<(char, char)> = chars.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared * 20 >= (a.len() + b.len()) * 8
}
