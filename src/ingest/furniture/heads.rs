//! Running heads and feet: lines that are repeated at page ends.
//!
//! Digits are set aside, so that "PLoS Biology, 2006, 4(5)" and a head with the page number in it are
//! one head wherever they stand; slips of recognition are tolerated. A repeated line is a head only if
//! the text runs on around it or page numbers stand beside it: refrains, headings and speakers' names
//! are repeated too.

use std::collections::BTreeMap;

use crate::ingest::{
    chars,
    draft::Draft,
    front::ids,
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
    let repeated = repeated(draft);
    let mut groups: BTreeMap<String, Vec<Lone>> = BTreeMap::new();
    for (index, key) in lone(draft) {
        let evidence = beside_folio(draft, index) || folios::runs_on(draft, index, &repeated);
        groups.entry(key).or_default().push(Lone { line: index, evidence });
    }
    let front = front(draft);
    // A journal's line beside a page number is a head even if it is the only one.
    let journal = |lines: &[Lone]| lines.iter().all(|lone| lone.evidence && beside_folio(draft, lone.line) && ids::is_journal_line(draft.line(lone.line)));
    let heads: Vec<(String, Vec<Lone>)> =
        groups.iter().filter(|(key, lines)| is_head(lines, echoes(key, &front)) || journal(lines)).map(|(key, lines)| (key.clone(), lines.clone())).collect();
    if heads.is_empty() {
        return;
    }
    let top = front.last().map_or(0, |&(line, _)| line);
    let mut dropped: Vec<(usize, bool)> = Vec::new();
    for (_, lines) in &heads {
        // The first may be the title itself, or the journal's line above it.
        let first = lines.first().map_or(0, |lone| lone.line);
        let kept = |lone: &&Lone| !(lone.line == first && lone.line <= top) && (lone.evidence || lone.line != first);
        dropped.extend(lines.iter().filter(kept).map(|lone| (lone.line, lone.evidence)));
    }
    for (key, lines) in &groups {
        if lines.len() <= 2 && !heads.iter().any(|(head, _)| head == key) && heads.iter().any(|(head, _)| alike(head, key)) {
            dropped.extend(lines.iter().filter(|lone| lone.evidence && lone.line > top).map(|lone| (lone.line, false)));
        }
    }
    dropped.sort_unstable();
    for (line, sure) in dropped {
        draft.drop_line(line, rule, if sure { Sure } else { Likely });
        folios::mark_page(draft, line);
    }
}

/// For each line whether it stands alone and is repeated: it may be a running head.
pub fn repeated(draft: &Draft) -> Vec<bool> {
    let lone = lone(draft);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    lone.iter().for_each(|(_, key)| *counts.entry(key).or_default() += 1);
    let mut repeated = vec![false; draft.lines.len()];
    for (index, key) in &lone {
        repeated[*index] = counts.get(key.as_str()).is_some_and(|&count| count > 1);
    }
    repeated
}

/// The lines that stand alone, with their keys.
fn lone(draft: &Draft) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in draft.lines.iter().enumerate() {
        // "⁵ Ibid." is a note, however often it is repeated.
        let note = draft.line(index).starts_with(|c| chars::is_superscript(c) || matches!(c, '<' | '[' | '†' | '‡'));
        if line.state == State::Text && !note && (3..=LONGEST).contains(&line.length) && stands_alone(draft, index) {
            let key = key(draft.line(index));
            // Without letters only a line with several numbers can be a head: ", 2012, 8(8)".
            if key.chars().filter(|c| c.is_alphabetic()).count() >= 3 || key.matches('#').count() >= 2 || (key.contains('#') && key.len() > 4) {
                found.push((index, key));
            }
        }
    }
    found
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

/// Whether the lines of one key are running heads. A head that repeats title, author or journal needs less to
/// show it.
fn is_head(lines: &[Lone], echoes: bool) -> bool {
    let evidence = lines.iter().filter(|lone| lone.evidence).count();
    match lines.len() {
        0 => false,
        1 => echoes && lines.iter().all(|lone| lone.evidence && lone.line > 12),
        2 => evidence == 2 || (echoes && evidence > 0),
        n => evidence * 2 >= n || (echoes && evidence * 4 >= n),
    }
}

/// The keys of the first lines: title, authors, journal.
fn front(draft: &Draft) -> Vec<(usize, String)> {
    // They end where the text begins: with the first long line.
    let text = draft.lines.iter().enumerate().filter(|(_, line)| line.state == State::Text && line.length >= 8);
    text.take_while(|(_, line)| line.length < 250).take(8).map(|(index, _)| (index, key(draft.line(index)))).collect()
}

/// Whether a key holds the beginning of one of the first lines, three words at least.
fn echoes(key: &str, front: &[(usize, String)]) -> bool {
    front.iter().any(|(_, line)| {
        let third = line.match_indices(' ').nth(2).map_or(line.len(), |(at, _)| at);
        let start = line.get(..third).unwrap_or("");
        start.len() >= 12 && key != line && key.contains(start)
    })
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
