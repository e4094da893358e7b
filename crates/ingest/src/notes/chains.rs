//! Notes whose marks are plain numbers: found as a chain.
//!
//! A line that begins with a number begins a note if the numbers rise line by line, and each is called
//! in the text before it, on the same page. Numbers that begin again on each page make one chain.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    draft::Draft,
    lexicon,
    lines::State,
    note::Mark,
    notes::{
        chapters::{self, Section},
        ends::is_end_row,
        marks::{self, Shape},
        places::{Place, counted_headings, places},
        starts,
    },
};

/// The farthest, in lines, that a note's call may stand before its body where pages are not known.
const REACH: usize = 90;

/// The marks of the best chain; none if no chain is good enough.
pub fn best(draft: &Draft, candidates: &[Mark]) -> Vec<Mark> {
    let calls = calls(draft, candidates);
    let pages = pages(draft);
    let sections = chapters::sections(draft, &candidates.iter().map(|mark| mark.line).collect());
    let places = places(draft, candidates, &sections);
    let above: Vec<Option<usize>> = candidates.iter().map(|mark| heading_above(draft, mark)).collect();
    let counted = counted_headings(draft, candidates);
    let headings: BTreeSet<usize> = above.iter().flatten().copied().chain(counted.iter().map(|(heading, _)| *heading)).collect();
    let firsts: BTreeSet<usize> = counted.into_iter().map(|(_, first)| first).collect();
    let mut best: Vec<Mark> = Vec::new();
    let mut weight = 0;
    for shapes in [&[Shape::Plain, Shape::Dot][..], &[Shape::Close], &[Shape::Bracket], &[Shape::Circled], &[Shape::Paren]] {
        let supported: Vec<Supported> = candidates
            .iter()
            .zip(&places)
            .zip(&above)
            .filter(|((mark, _), _)| shapes.contains(&mark.shape) && !headings.contains(&mark.line))
            .filter_map(|((mark, &place), above)| {
                let call = support(draft, mark, &calls, &pages, &sections)?;
                let anew = above.is_some()
                    || firsts.contains(&mark.line)
                    || mark.number() == Some(1) && chapters::section_of(&sections, mark.line).is_some();
                Some(Supported { mark, call, place, weight: weigh(draft, mark, call, place), anew })
            })
            .collect();
        let chain = heaviest(&supported, &pages);
        let sum: i32 = chain.iter().map(|member| member.weight).sum();
        if sum > weight && is_convincing(draft, &chain, &pages, &sections) {
            best = chain.iter().map(|member| member.mark.clone()).collect();
            gaps(candidates, &places, shapes, &mut best);
            weight = sum;
        }
    }
    best.extend(symbols(draft, candidates, &pages));
    best
}

/// Adds the notes of which only the call was not found: they stand where their number is missing.
fn gaps(candidates: &[Mark], places: &[Place], shapes: &[Shape], chain: &mut Vec<Mark>) {
    let mut missing = Vec::new();
    for pair in chain.windows(2) {
        let [before, after] = pair else { continue };
        let (Some(low), Some(high)) = (before.number(), after.number()) else { continue };
        // The candidates stand in the order of their lines.
        let from = candidates.partition_point(|mark| mark.line <= before.line);
        let to = candidates.partition_point(|mark| mark.line < after.line).max(from);
        if high.saturating_sub(low) > 4 || high <= low + 1 {
            continue;
        }
        for (mark, place) in candidates.iter().zip(places).take(to).skip(from) {
            let between =
                before.line < mark.line && mark.line < after.line && mark.number().is_some_and(|number| low < number && number < high);
            if between && *place == Place::Zone && shapes.contains(&mark.shape) && high - low <= 4 {
                missing.push(mark.clone());
            }
        }
    }
    chain.extend(missing);
    chain.sort_by_key(|mark| mark.line);
    chain.dedup_by_key(|mark| mark.line);
}

/// A candidate with what speaks for it.
#[derive(Clone, Copy, Debug)]
struct Supported<'a> {
    mark: &'a Mark,
    call: Call,
    place: Place,
    weight: i32,
    /// Whether the notes of another chapter begin with it.
    anew: bool,
}

/// What speaks for a candidate, and against it.
fn weigh(draft: &Draft, mark: &Mark, call: Call, place: Place) -> i32 {
    let call = match call.shape {
        shape if shape.is_strong() => 2,
        Shape::Spaced => 0,
        _ => 1,
    };
    let place = if place == Place::Zone { 2 } else { -1 };
    let line = draft.line(mark.line);
    // In printed lines the first line of a note may read like a heading, but it fills the measure.
    let length = draft.lines[mark.line].length;
    let short = draft.layout.width.map_or(length < 80, |width| u32::from(length) * 4 < u32::from(width) * 3);
    let heading = short && crate::recognise::prose::is_heading_like(line) && !matches!(mark.shape, Shape::Bracket | Shape::Circled);
    // A note begins with words; in brackets one is enough: "[1] Oak."
    let fewest = if matches!(mark.shape, Shape::Bracket | Shape::Circled | Shape::Paren) { 2 } else { 4 };
    let words = line.get(mark.body..).unwrap_or("").chars().filter(|c| c.is_alphanumeric()).count() >= fewest;
    let small = starts::reads_on(line.get(mark.body..).unwrap_or(""));
    1 + call + place - i32::from(heading) * 2 - i32::from(!words) * 4 - i32::from(small) * 2
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
    follows && stands_free(text, span)
}

/// Whether a number between spaces stands behind a word that does not call for one: "three groups 6", and not "of 6 groups".
pub fn stands_behind(text: &str, span: std::ops::Range<usize>) -> bool {
    let word = crate::chars::last_word(text.get(..span.start).unwrap_or("").trim_end());
    word.chars().count() >= 3 && word.chars().all(char::is_alphabetic) && !crate::chars::is_function_word(word) && stands_free(text, span)
}

/// Whether a number between spaces counts nothing, and is no part of a formula.
fn stands_free(text: &str, span: std::ops::Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or("").trim_end();
    let word = crate::chars::last_word(before);
    // "where c 1 and" is mathematics.
    let letter = before.ends_with(char::is_alphanumeric) && word.chars().count() < 2;
    !letter
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
}

fn pages(draft: &Draft) -> Pages {
    let starts: Vec<usize> = draft.lines.iter().enumerate().filter(|(_, line)| line.page_before).map(|(index, _)| index).collect();
    Pages { starts: if starts.len() < 2 { Vec::new() } else { starts } }
}

/// So many calls before a body are asked whether it answers them.
const NEAR: usize = 200;

/// The call that a candidate's body may answer: on its page, or anywhere before if it stands among endnotes.
fn support(draft: &Draft, mark: &Mark, calls: &BTreeMap<u32, Vec<Call>>, pages: &Pages, sections: &[Section]) -> Option<Call> {
    let calls = calls.get(&mark.number()?)?;
    let before = calls.partition_point(|call| call.line < mark.line);
    // The page before as well: notes run over page ends.
    let low = if among_endnotes(draft, mark.line) {
        0
    } else if let Some(section) = chapters::section_of(sections, mark.line) {
        section.text
    } else {
        pages.start(pages.start(mark.line).saturating_sub(1))
    };
    let window = &calls[calls.partition_point(|call| call.line < low).min(before)..before];
    // A number in a circle calls for one.
    let fits = |call: &&Call| call.shape.is_strong() || (call.shape == Shape::Circled) == (mark.shape == Shape::Circled);
    window.iter().rev().take(NEAR).filter(fits).take(12).min_by_key(|call| call.shape).copied()
}

/// Whether a line stands behind the heading of a section of notes.
fn among_endnotes(draft: &Draft, line: usize) -> bool {
    draft.notes_heading.is_some_and(|heading| heading < line)
}

/// The line of a chapter's heading that stands right above the first of its endnotes: it stands apart, and is no note.
fn heading_above(draft: &Draft, mark: &Mark) -> Option<usize> {
    if mark.number() != Some(1) || !among_endnotes(draft, mark.line) {
        return None;
    }
    let is_text = |line: usize| draft.lines.get(line).is_some_and(|line| line.state == State::Text);
    let above = (mark.line.saturating_sub(4)..mark.line).rev().find(|&line| is_text(line))?;
    let line = draft.line(above);
    let is_note = marks::leading(line).is_some_and(|(sign, _)| sign.shape == mark.shape);
    let is_open = crate::chars::end_of(line) != crate::chars::End::Closed || lexicon::division(line).is_some();
    // "Chapter two" may stand on a line of its own above the title.
    let division = above.checked_sub(1).filter(|&line| is_text(line) && lexicon::division(draft.line(line)).is_some());
    let is_apart = !division.unwrap_or(above).checked_sub(1).is_some_and(is_text);
    (is_apart && is_open && !is_note && draft.lines[above].length < 80 && among_endnotes(draft, above)).then_some(above)
}

/// The heaviest chain of candidates whose numbers rise by one (two where one is lost), or begin again on a
/// later page.
fn heaviest<'a>(members: &[Supported<'a>], pages: &Pages) -> Vec<Supported<'a>> {
    // Per candidate: the weight of the best chain that ends with it, and the candidate before it there.
    let mut ends: Vec<(i32, Option<usize>)> = Vec::with_capacity(members.len());
    let mut by_number: BTreeMap<u32, usize> = BTreeMap::new();
    let mut any: Option<usize> = None;
    for (index, member) in members.iter().enumerate() {
        let number = member.mark.number().unwrap_or(0);
        let step = |step: u32, cost: i32| {
            number.checked_sub(step).and_then(|number| by_number.get(&number)).map(|&before| (ends[before].0 - cost, before))
        };
        // What is called behind the note before it may begin again on the same page: notes behind paragraphs.
        let bracketed = matches!(member.mark.shape, Shape::Bracket | Shape::Circled | Shape::Paren);
        let called = |before: usize| bracketed && member.call.line > members[before].mark.line;
        // Where pages are not known, text that calls it stands between.
        let on_another = |before: usize| {
            pages.start(members[before].mark.line) != pages.start(member.mark.line)
                || pages.starts.is_empty() && member.call.line > members[before].mark.line
        };
        let restart = (number == 1).then_some(any).flatten().filter(|&before| member.anew || called(before) || on_another(before));
        let restart = restart.map(|before| (ends[before].0 - if member.anew || called(before) { 0 } else { 3 }, before));
        // Where several are lost in a row the chain goes on, at a price.
        let steps = (1..=10).filter_map(|by| step(by, i32::try_from(by - 1).unwrap_or(0).min(4)));
        let before = steps.chain(restart).max().filter(|&(weight, _)| weight > 0);
        // A chain that does not begin with 1 has lost its beginning.
        let fresh = if number == 1 { 0 } else { -2 };
        ends.push(before.map_or((member.weight + fresh, None), |(weight, before)| (weight + member.weight, Some(before))));
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
        chain.push(members[index]);
        at = ends[index].1;
    }
    chain.reverse();
    chain
}

/// Whether a chain is more than a numbered list.
fn is_convincing(draft: &Draft, chain: &[Supported], pages: &Pages, sections: &[Section]) -> bool {
    let (Some(first), Ok(length)) = (chain.first(), i32::try_from(chain.len())) else { return false };
    let weight: i32 = chain.iter().map(|member| member.weight).sum();
    let zone = chain.iter().filter(|member| member.place == Place::Zone).count();
    let bracket = chain.iter().filter(|member| member.call.shape == Shape::Bracket).count();
    let endnotes = among_endnotes(draft, first.mark.line) || chapters::section_of(sections, first.mark.line).is_some();
    let marks: Vec<&Mark> = chain.iter().map(|member| member.mark).collect();
    if is_end_list(draft, chain) || is_end_row(draft, &marks) || is_behind_paragraphs(draft, chain) {
        return true;
    }
    // Numbers in brackets that are answered in one place are references.
    let (places, largest) = clusters(chain);
    if bracket * 2 > chain.len() && !endnotes && (places < 2 || largest * 10 > chain.len() * 7) {
        return false;
    }
    if endnotes {
        return chain.len() >= 2 && weight >= length;
    }
    // A list in brackets at the end of a text is its references, however it is called.
    if first.mark.shape == Shape::Bracket && places < 3 {
        return false;
    }
    let paged = pages.starts.len() > 1;
    zone * 4 >= chain.len() * 3 && weight >= length * 2 && ((chain.len() >= 2 && paged) || weight >= 8)
}

/// Whether notes in brackets stand behind the paragraphs or chapters that call them: each group is called between the group before it and
/// itself. A list of references is called from above all of it, and "section (1)" counts.
fn is_behind_paragraphs(draft: &Draft, chain: &[Supported]) -> bool {
    let Some(first) = chain.first() else { return false };
    // Where the group before ends, and where this one begins.
    let (mut above, mut last): (Option<usize>, Option<usize>) = (None, None);
    let (mut begin, mut groups) = (first.mark.line, 0);
    for member in chain {
        if last.is_none_or(|last| member.call.line > last) {
            (above, begin, groups) = (last, member.mark.line, groups + 1);
        }
        if above.is_some_and(|above| member.call.line <= above) || member.call.line >= begin || is_counted(draft, member) {
            return false;
        }
        last = Some(member.mark.line);
    }
    groups >= 2 && chain.iter().all(|member| matches!(member.mark.shape, Shape::Bracket | Shape::Circled | Shape::Paren))
}

/// Whether each number in round brackets in the line that calls a note counts something.
fn is_counted(draft: &Draft, member: &Supported) -> bool {
    let line = draft.line(member.call.line);
    let calls = marks::calls(line, true).into_iter().filter(|sign| sign.label == member.mark.label && sign.shape == Shape::Paren);
    let counted = |sign: marks::Sign| counts(crate::chars::last_word(line.get(..sign.span.start as usize).unwrap_or("")));
    member.mark.shape == Shape::Paren && calls.into_iter().all(counted)
}

/// The most lines of text behind the notes at the end of a page of the web.
const BEHIND: usize = 10;

/// Whether a chain is a list of notes in brackets, square or round, at the end of a text: each is called exactly once, in their order.
/// References are called more freely, and what counts parts of a law or a formula stands behind a word that says so.
fn is_end_list(draft: &Draft, chain: &[Supported]) -> bool {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return false };
    let counted =
        chain.iter().zip(1u32..).all(|(member, number)| member.mark.shape == first.mark.shape && member.mark.number() == Some(number));
    let is_round = first.mark.shape == Shape::Paren;
    if !is_round && !matches!(first.mark.shape, Shape::Bracket | Shape::Circled) {
        return false;
    }
    let behind = draft.lines.get(last.mark.line + 1..).unwrap_or_default().iter().filter(|line| line.state == State::Text).take(BEHIND + 1);
    if !counted || behind.count() > BEHIND {
        return false;
    }
    let mut number = 0;
    for index in (0..first.mark.line).filter(|&index| draft.lines[index].state == State::Text) {
        let line = draft.line(index);
        for sign in marks::calls(line, is_round).into_iter().filter(|sign| sign.shape == first.mark.shape) {
            let before = line.get(..sign.span.start as usize).unwrap_or("");
            let word = crate::chars::last_word(before);
            if sign.number() != Some(number + 1) || is_round && before.trim_end().ends_with(word) && counts(word) {
                return false;
            }
            number += 1;
        }
        // "[1, 2]", "[3–5]": references.
        let several = line.match_indices('[').any(|(at, _)| {
            let rest = line.get(at + 1..).unwrap_or("").trim_start_matches(|c: char| c.is_ascii_digit());
            line.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit) && rest.starts_with([',', '–', '-', ';'])
        });
        if several {
            return false;
        }
    }
    usize::try_from(number) == Ok(chain.len())
}

/// Whether a number in brackets behind this word counts something: "section (1)", "Absatz (2)".
fn counts(word: &str) -> bool {
    lexicon::counts(word) || scholion_lang::DIVISION.contains(&word.to_lowercase()) || scholion_lang::LOCATOR.contains(&word.to_lowercase())
}

/// In how many places the members of a chain stand, and how many the largest of them holds.
fn clusters(chain: &[Supported]) -> (usize, usize) {
    let (mut places, mut largest, mut size) = (0, 0, 0);
    let mut last: Option<usize> = None;
    for member in chain {
        if last.is_some_and(|last| member.mark.line - last > 6) {
            size = 0;
        }
        if size == 0 {
            places += 1;
        }
        size += 1;
        largest = largest.max(size);
        last = Some(member.mark.line);
    }
    (places, largest)
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
