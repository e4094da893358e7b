//! Notes whose marks are plain numbers: found as a chain.
//!
//! A line that begins with a number begins a note if the numbers rise line by line, and each is called
//! in the text before it, on the same page. Numbers that begin again on each page make one chain.

use std::collections::BTreeMap;

use crate::ingest::{
    draft::Draft,
    lexicon,
    lines::State,
    notes::{
        Mark,
        marks::{self, Shape},
    },
};

/// The farthest, in lines, that a note's call may stand before its body where pages are not known.
const REACH: usize = 90;

/// The marks of the best chain; none if no chain is good enough.
pub fn best(draft: &Draft, candidates: &[Mark]) -> Vec<Mark> {
    let calls = calls(draft, candidates);
    let pages = pages(draft);
    let mut best: Vec<Mark> = Vec::new();
    for shapes in [&[Shape::Plain, Shape::Dot][..], &[Shape::Close], &[Shape::Bracket], &[Shape::Paren]] {
        let supported: Vec<&Mark> =
            candidates.iter().filter(|mark| shapes.contains(&mark.shape) && support(draft, mark, &calls, &pages).is_some()).collect();
        let chain = longest(&supported, &pages);
        if chain.len() > best.len() && is_convincing(draft, &chain, &calls, &pages) {
            best = chain.into_iter().cloned().collect();
        }
    }
    best.extend(symbols(draft, candidates, &pages));
    best
}

/// A call in the text: its line and whether it is more than a number that happens to stand there.
#[derive(Clone, Copy, Debug)]
struct Call {
    line: usize,
    shape: Shape,
}

/// The calls of each number, in order of lines.
fn calls(draft: &Draft, candidates: &[Mark]) -> BTreeMap<u32, Vec<Call>> {
    let highest = candidates.iter().filter_map(Mark::number).max().unwrap_or(0);
    let mut calls: BTreeMap<u32, Vec<Call>> = BTreeMap::new();
    for (index, line) in draft.lines.iter().enumerate() {
        if line.state != State::Text {
            continue;
        }
        let text = line.span.of(&draft.source.text);
        for sign in marks::calls(text, true) {
            let Some(number) = sign.number().filter(|&number| number <= highest) else { continue };
            if sign.span.start == 0 || (sign.shape == Shape::Spaced && !may_call(text, sign.span.range())) {
                continue;
            }
            calls.entry(number).or_default().push(Call { line: index, shape: sign.shape });
        }
    }
    calls
}

/// Whether a number between spaces may be a lost superscript: a mark or a capital follows, and no
/// word that counts ("Table 2") stands before.
pub fn may_call(text: &str, span: std::ops::Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let after = text.get(span.end..).unwrap_or("");
    let marks_end = |c: char| matches!(c, '.' | ',' | ';' | ':' | ')' | '!' | '?' | '”' | '’' | '"');
    let follows = match after.chars().next() {
        None => true,
        Some(c) if marks_end(c) => true,
        Some(' ') => after[1..].chars().next().is_some_and(|c| c.is_uppercase() || marks_end(c) || c == '(') || before.ends_with(marks_end),
        _ => false,
    };
    let word = crate::ingest::chars::last_word(before);
    follows
        && !lexicon::counts(word)
        && !before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '<' | '>' | '×' | '-' | '−' | '('))
}

/// For each line the first line of its page; a single 0 if pages are not known.
struct Pages {
    starts: Vec<usize>,
}

impl Pages {
    fn start(&self, line: usize) -> usize {
        match self.starts.partition_point(|&start| start <= line) {
            _ if self.starts.is_empty() => line.saturating_sub(REACH),
            0 => 0,
            next => self.starts[next - 1],
        }
    }

    fn end(&self, line: usize) -> usize {
        self.starts.get(self.starts.partition_point(|&start| start <= line)).copied().unwrap_or(usize::MAX)
    }
}

fn pages(draft: &Draft) -> Pages {
    let starts: Vec<usize> = draft.lines.iter().enumerate().filter(|(_, line)| line.page_before).map(|(index, _)| index).collect();
    Pages { starts: if starts.len() < 2 { Vec::new() } else { starts } }
}

/// The call that a candidate's body may answer: on its page, or anywhere before if it stands among endnotes.
fn support(draft: &Draft, mark: &Mark, calls: &BTreeMap<u32, Vec<Call>>, pages: &Pages) -> Option<Call> {
    let calls = calls.get(&mark.number()?)?;
    let before = calls.partition_point(|call| call.line < mark.line);
    let low = if among_endnotes(draft, mark.line) { 0 } else { pages.start(mark.line) };
    let window = &calls[calls.partition_point(|call| call.line < low).min(before)..before];
    window.iter().rev().take(12).min_by_key(|call| call.shape).copied()
}

/// Whether a line stands behind the heading of a section of notes.
fn among_endnotes(draft: &Draft, line: usize) -> bool {
    draft.notes_heading.is_some_and(|heading| heading < line)
}

/// The longest chain of candidates whose numbers rise by one (two where one is lost), or begin again on
/// a later page.
fn longest<'a>(marks: &[&'a Mark], pages: &Pages) -> Vec<&'a Mark> {
    // Per candidate: the length of the best chain that ends with it, and the candidate before it there.
    let mut ends: Vec<(usize, Option<usize>)> = Vec::with_capacity(marks.len());
    let mut by_number: BTreeMap<u32, usize> = BTreeMap::new();
    let mut any: Option<usize> = None;
    for (index, mark) in marks.iter().enumerate() {
        let number = mark.number().unwrap_or(0);
        let step = |step: u32| number.checked_sub(step).and_then(|number| by_number.get(&number)).copied();
        let restart = (number == 1).then_some(any).flatten().filter(|&before| pages.start(marks[before].line) != pages.start(mark.line));
        let before = [step(1), step(2), restart].into_iter().flatten().max_by_key(|&before| (ends[before].0, before));
        ends.push((before.map_or(1, |before| ends[before].0 + 1), before));
        let better = |held: Option<&usize>| held.is_none_or(|&held| ends[held].0 <= ends[index].0);
        if better(by_number.get(&number)) {
            by_number.insert(number, index);
        }
        if better(any.as_ref()) {
            any = Some(index);
        }
    }
    let mut chain = Vec::new();
    let mut at = any;
    while let Some(index) = at {
        chain.push(marks[index]);
        at = ends[index].1;
    }
    chain.reverse();
    chain
}

/// Whether a chain is more than a numbered list: its calls look like calls, or its lines stand at page ends.
fn is_convincing(draft: &Draft, chain: &[&Mark], calls: &BTreeMap<u32, Vec<Call>>, pages: &Pages) -> bool {
    let Some(first) = chain.first() else { return false };
    if first.number() != Some(1) && chain.len() < 4 {
        return false;
    }
    let supports: Vec<Call> = chain.iter().filter_map(|mark| support(draft, mark, calls, pages)).collect();
    let strong = supports.iter().filter(|call| call.shape.is_strong()).count();
    let bracket = supports.iter().filter(|call| call.shape == Shape::Bracket).count();
    let apart = chain.windows(2).filter(|pair| pair[1].line - pair[0].line > 12).count();
    let endnotes = among_endnotes(draft, first.line);
    // Numbers in brackets that are all answered in one place are references.
    if bracket * 2 > chain.len() && !endnotes && apart * 4 < chain.len() {
        return false;
    }
    let at_page_ends = chain.iter().filter(|mark| ends_page(draft, mark, chain, pages)).count();
    if strong * 2 >= chain.len() {
        chain.len() >= 2 || at_page_ends == 1
    } else {
        chain.len() >= 2 && (endnotes || at_page_ends * 10 >= chain.len() * 7) && (pages.starts.len() > 1 || endnotes)
    }
}

/// Whether nothing but notes stands between a candidate and the end of its page, as far as its length tells.
fn ends_page(draft: &Draft, mark: &Mark, chain: &[&Mark], pages: &Pages) -> bool {
    let next = chain.get(chain.partition_point(|other| other.line <= mark.line)).map_or(usize::MAX, |next| next.line);
    let end = pages.end(mark.line).min(next).min(mark.line + 200).min(draft.lines.len());
    let lines = draft.lines.get(mark.line..end).unwrap_or_default().iter().filter(|line| line.state == State::Text).count();
    lines <= 25
}

/// Notes that a sign marks (`*`, `†`): called in the few lines before them on the same page.
fn symbols(draft: &Draft, candidates: &[Mark], pages: &Pages) -> Vec<Mark> {
    let mut found = Vec::new();
    for mark in candidates.iter().filter(|mark| mark.shape == Shape::Symbol) {
        let low = pages.start(mark.line).max(mark.line.saturating_sub(REACH));
        let called = draft.lines.get(low..mark.line).unwrap_or_default().iter().filter(|line| line.state == State::Text).any(|line| {
            let text = line.span.of(&draft.source.text);
            text.contains(mark.label.as_str())
                && marks::calls(text, false)
                    .iter()
                    .any(|sign| sign.shape == Shape::Symbol && sign.label == mark.label && sign.span.start > 0)
        });
        if called {
            found.push(mark.clone());
        }
    }
    found
}
