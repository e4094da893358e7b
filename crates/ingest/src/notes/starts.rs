//! Which lines begin a note's body.

use std::collections::{BTreeMap, BTreeSet};

use scholion_base::script::decimal;

use crate::{
    block::Told,
    draft::{Draft, beginning},
    head::Part,
    lexicon,
    lines::State,
    note::Mark,
    notes::{
        chains, chapters, circled,
        marks::{self, Shape},
        unnumbered,
    },
    recognise::prose,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};

/// Lines that begin with a mark that is hardly anything else: `¹`, `<sup>1</sup>`, `[^1]:`.
pub fn strong(draft: &mut Draft, _rule: &'static str) {
    let mut found: BTreeMap<Shape, Vec<Mark>> = BTreeMap::new();
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text || in_head(draft, index) {
            continue;
        }
        if let Some((sign, body)) = marks::leading(draft.line(index))
            && sign.shape.is_strong()
        {
            let mark = Mark { line: index, label: sign.label, shape: sign.shape, body, sure: true };
            found.entry(sign.shape).or_default().push(mark);
        }
    }
    if found.is_empty() {
        return;
    }
    let called = called(draft);
    let abstract_line = first_abstract(draft);
    for (shape, mut marks) in found {
        // Affiliations under the authors' names are marked in the same way.
        if shape != Shape::Markdown {
            marks.retain(|mark| mark.line > abstract_line || !lexicon::is_affiliation(draft.line(mark.line)));
        }
        if shape == Shape::Named {
            draft.marks.extend(named(draft, marks));
            continue;
        }
        // A paragraph may begin with a marker: it goes on in small letters, and the note itself stands elsewhere.
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        marks.iter().for_each(|mark| *counts.entry(mark.label.as_str()).or_default() += 1);
        let twice: BTreeSet<String> = counts.into_iter().filter(|&(_, count)| count > 1).map(|(label, _)| label.to_owned()).collect();
        if twice.len() * 4 < marks.len() {
            marks.retain(|mark| !twice.contains(&mark.label) || !reads_on(draft.line(mark.line).get(mark.body..).unwrap_or("")));
        }
        let with_call = marks.iter().filter(|mark| called.contains(&mark.label)).count();
        if with_call * 2 >= marks.len() {
            draft.marks.extend(marks);
        }
    }
    draft.marks.sort_by_key(|mark| mark.line);
}

/// Lines that begin with a mark in blocks that a file says are notes at the foot of a page. `places`: where such lines begin. Numbers rise by
/// one, or begin again.
pub fn told(draft: &mut Draft, places: &[u32]) {
    let known: BTreeSet<usize> = draft.marks.iter().map(|mark| mark.line).collect();
    let mut last = None;
    for at in places {
        let line = draft.lines.partition_point(|line| line.span.end <= *at);
        let is_known = known.contains(&line);
        let is_text = draft.lines.get(line).is_some_and(|line| line.state == State::Text);
        if is_known || !is_text {
            continue;
        }
        let Some((sign, body)) = marks::leading(draft.line(line)) else { continue };
        let mark = Mark { line, label: sign.label, shape: sign.shape, body, sure: true };
        let number = mark.number();
        if number.is_none() || last.is_none() || number == Some(1) || number == last.map(|last: u32| last.saturating_add(1)) {
            last = number.or(last);
            draft.marks.push(mark);
        }
    }
    draft.marks.sort_by_key(|mark| mark.line);
}

/// Whether a line is one of the head that is no note there.
fn in_head(draft: &Draft, index: usize) -> bool {
    draft.head.part(draft.number_of(index)).is_some_and(|part| !matches!(part, Part::Text | Part::Other))
}

/// Notes that say that they are notes, if most of them are called.
fn named(draft: &Draft, marks: Vec<Mark>) -> Vec<Mark> {
    let mut called: BTreeSet<String> = BTreeSet::new();
    for index in (0..draft.lines.len()).filter(|&index| draft.lines[index].state == State::Text) {
        called.extend(marks::calls(draft.line(index), false).into_iter().filter(|sign| sign.span.start > 0).map(|sign| sign.label));
    }
    let with_call = marks.iter().filter(|mark| called.contains(&mark.label)).count();
    if with_call * 2 >= marks.len() { marks } else { Vec::new() }
}

/// Whether the words behind a mark go on as a sentence does, and do not refer.
pub fn reads_on(body: &str) -> bool {
    let first = crate::chars::first_word(body);
    body.starts_with([',', ')', ';']) || body.starts_with(char::is_lowercase) && !scholion_lang::NOTE_OPENER.contains(first)
}

/// Whether several words with a small letter, or an address, stand behind a mark: recognition may have lost the capitals of a text.
fn is_small(body: &str) -> bool {
    body.starts_with(char::is_lowercase) && (body.contains(' ') || body.contains("://"))
}

/// The labels that strong marks call in the text.
fn called(draft: &Draft) -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text {
            continue;
        }
        let line = draft.line(index);
        for sign in marks::calls(line, false) {
            if sign.shape.is_strong()
                && sign.span.start > 0
                && !line.get(sign.span.end as usize..).is_some_and(|rest| rest.starts_with(':') && sign.shape == Shape::Markdown)
            {
                called.insert(sign.label);
            }
        }
    }
    called
}

/// The line before which affiliations stand: that of the abstract, or of the first paragraph.
fn first_abstract(draft: &Draft) -> usize {
    let begins = |index: &usize| {
        let line = &draft.lines[*index];
        (line.length > 250 && !lexicon::is_affiliation(draft.line(*index)))
            || (line.state == State::Text && lexicon::label(draft.line(*index), &scholion_lang::ABSTRACT).is_some())
    };
    (0..draft.lines.len().min(120)).find(begins).unwrap_or(30)
}

/// Lines that begin with a plain number (`12 Smith`, `12. Smith`, `[12] Smith`).
///
/// Where most notes have kept their superscripts, such a line is a note if its number is missing
/// between its neighbours'. Elsewhere a chain of rising numbers is looked for, each of which is called
/// in the text before its body.
pub fn weak(draft: &mut Draft, rule: &'static str) {
    numbered(draft, rule);
    unnumbered::find(draft);
    unhead(draft);
}

/// What begins a note is no heading, whatever was thought of it before: nor need anybody look at it as one.
fn unhead(draft: &mut Draft) {
    let mut lines = BTreeSet::new();
    for mark in &draft.marks {
        let is_more = |line: &&mut crate::lines::Line| line.told == Told::GoesOn;
        let mut below = draft.lines.iter_mut().skip(mark.line);
        let Some(line) = below.next() else { continue };
        lines.insert(line.number);
        if line.told != Told::Not {
            line.told = Told::Not;
            below.take_while(is_more).for_each(|line| line.told = Told::Not);
        }
    }
    let is_heading = |remark: &Option<Remark>| matches!(remark, Some(Remark::HeadingTaken | Remark::HeadingDoubtful));
    draft.report.findings.retain(|finding| !lines.contains(&finding.line) || !is_heading(&finding.remark));
}

fn numbered(draft: &mut Draft, rule: &'static str) {
    let is_heading = |line: &usize| {
        draft.lines[*line].state == State::Text && draft.lines[*line].length < 60 && lexicon::is_notes_heading(draft.line(*line))
    };
    draft.notes_heading = (0..draft.lines.len()).rev().find(is_heading);
    let numbered = draft.marks.iter().any(|mark| mark.number().is_some());
    let candidates = candidates(draft, numbered);
    if candidates.is_empty() {
        return;
    }
    let mut accepted = Vec::new();
    if !numbered {
        accepted = chains::best(draft, &candidates);
        if let Some(mark) = other_chapter(draft, &candidates, &accepted) {
            // Whose notes they are is not known: a note of another chapter is worse than none.
            let text = beginning(draft.line(mark.line), 60);
            draft.note(draft.number_of(mark.line), rule, text, Kind::Doubtful, Unsure, Remark::NoteUncalled);
            return;
        }
        draft.marks.extend(accepted.iter().cloned());
        draft.marks.sort_by_key(|mark| mark.line);
    }
    // Then those of another shape whose numbers are still missing.
    let lines: BTreeSet<usize> = accepted.iter().map(|mark| mark.line).collect();
    let rest: Vec<Mark> = candidates.into_iter().filter(|mark| !lines.contains(&mark.line)).collect();
    let known = draft.marks.iter().filter(|mark| mark.number().is_some()).count();
    let filled = if known > 1 { fill(draft, &rest) } else { Vec::new() };
    for mark in accepted {
        let text = beginning(draft.line(mark.line), 60);
        draft.note(draft.number_of(mark.line), rule, text, Kind::Found, Likely, Remark::NoteBegins);
    }
    for mark in filled {
        let text = beginning(draft.line(mark.line), 60);
        let sure = if mark.sure { Sure } else { Likely };
        draft.note(draft.number_of(mark.line), rule, text, Kind::Repaired, sure, Remark::NoteBegins);
        draft.marks.push(mark);
    }
    draft.marks.sort_by_key(|mark| mark.line);
}

/// The first of the notes that stand under the heading of the notes before those that were accepted, and have their numbers: those of
/// another chapter.
fn other_chapter<'m>(draft: &Draft, candidates: &'m [Mark], accepted: &[Mark]) -> Option<&'m Mark> {
    // A rubric may be called "Notes" as well, above the text.
    let heading = draft.notes_heading.filter(|heading| heading * 2 >= draft.lines.len())?;
    let first = accepted.iter().find(|mark| mark.number().is_some())?;
    let mut before = candidates.iter().filter(|mark| heading < mark.line && mark.line < first.line && mark.shape == first.shape);
    let one = before.find(|mark| mark.number() == Some(1))?;
    let follows = before.any(|mark| mark.number() == Some(2));
    (follows && accepted.iter().any(|mark| mark.number() == Some(1))).then_some(one)
}

/// Lines that begin with a weak mark. In a list of references numbers mean entries; where the notes are known
/// by better marks, a number without a point may be a lost one even there.
fn candidates(draft: &Draft, numbered: bool) -> Vec<Mark> {
    let mut candidates = Vec::new();
    let mut in_references = false;
    let abstract_line = first_abstract(draft);
    for index in 0..draft.lines.len() {
        if draft.lines[index].state != State::Text || in_head(draft, index) {
            continue;
        }
        let line = draft.line(index);
        if draft.lines[index].length < 60 {
            if lexicon::is_references_heading(line) {
                in_references = true;
            } else if lexicon::is_notes_heading(line) || chapters::is_heading(line) {
                in_references = false;
            }
        }
        let may_begin = |c: char| {
            decimal(c).is_some() || circled::may_begin(c) || matches!(c, '[' | '(' | '*' | '［' | '（' | '〔' | '【') || "†‡§¶".contains(c)
        };
        if !line.starts_with(may_begin) {
            continue;
        }
        // "Cambridge: Fenland University Press, 1987), 33": below the heading of the notes, and where a year ends a bracket, nobody's affiliation stands.
        let is_note = draft.notes_heading.is_some_and(|heading| heading < index)
            || line.split(')').any(|part| part.len() < line.len() && scholion_reference::dates::is_year(crate::chars::last_word(part)));
        if (in_references && !numbered) || (index < abstract_line && !is_note && lexicon::is_affiliation(line)) {
            continue;
        }
        if let Some((sign, body)) = marks::leading(line)
            && !sign.shape.is_strong()
            && (!in_references || sign.shape == Shape::Plain)
            && (!reads_on(line.get(body..).unwrap_or("")) || sign.shape == Shape::Plain && is_small(line.get(body..).unwrap_or("")))
            && sign.label.len() <= 3
        {
            candidates.push(Mark { line: index, label: sign.label, shape: sign.shape, body, sure: false });
        }
    }
    without_bullets(draft, candidates)
}

/// The candidates without the items of lists: the same star before lines that follow each other.
fn without_bullets(draft: &Draft, candidates: Vec<Mark>) -> Vec<Mark> {
    let is_star = |mark: &Mark| {
        mark.shape == Shape::Symbol && draft.line(mark.line).get(mark.label.len()..).is_some_and(|rest| rest.starts_with(' '))
    };
    let next_text = |line: usize| (line + 1..draft.lines.len().min(line + 4)).find(|&next| draft.lines[next].state == State::Text);
    let mut bullets = vec![false; candidates.len()];
    for (index, pair) in candidates.windows(2).enumerate() {
        let [mark, next] = pair else { continue };
        if is_star(mark) && is_star(next) && mark.label == next.label && next_text(mark.line) == Some(next.line) {
            (bullets[index], bullets[index + 1]) = (true, true);
        }
    }
    candidates.into_iter().zip(bullets).filter(|&(_, bullet)| !bullet).map(|(mark, _)| mark).collect()
}

/// "2 Research methods": a heading with a number, unless more numbers make it a reference.
fn is_heading(line: &str) -> bool {
    prose::is_heading_like(line) && line.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count() < 3
}

/// The candidates whose numbers are missing between those of the notes that are known.
fn fill(draft: &Draft, candidates: &[Mark]) -> Vec<Mark> {
    let known: Vec<(usize, u32)> = draft.marks.iter().filter_map(|mark| Some((mark.line, mark.number()?))).collect();
    let present: BTreeSet<u32> = known.iter().map(|&(_, number)| number).collect();
    // Numbers that occur twice: the notes are counted anew on each page.
    let restarts = present.len() < known.len();
    let mut accepted: Vec<Mark> = Vec::new();
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for candidate in candidates {
        let Some(number) = candidate.number() else { continue };
        if reads_on(draft.line(candidate.line).get(candidate.body..).unwrap_or("")) {
            continue;
        }
        let fits_shape = match candidate.shape {
            Shape::Plain => true,
            // "3. Results" is a heading.
            Shape::Dot | Shape::Close => draft.lines[candidate.line].length > 40,
            _ => false,
        };
        if !fits_shape || is_heading(draft.line(candidate.line)) || (!restarts && (present.contains(&number) || taken.contains(&number))) {
            continue;
        }
        let next = known.partition_point(|&(line, _)| line < candidate.line);
        let before = accepted
            .last()
            .map(|mark| (mark.line, mark.number().unwrap_or(0)))
            .into_iter()
            .chain(next.checked_sub(1).map(|index| known[index]))
            .max();
        let after = known.get(next);
        let follows = before.is_some_and(|(_, before)| before + 1 == number) || (before.is_none() && number == 1);
        let leads = after.is_some_and(|&(_, after)| number + 1 == after);
        let between =
            before.is_none_or(|(_, before)| before < number || restarts) && after.is_none_or(|&(_, after)| number < after || restarts);
        // Two lost in a row: the later one still stands between its neighbours.
        let gap = before.zip(after).is_some_and(|((_, before), &(_, after))| before < number && number < after && after - before <= 4);
        if between && (follows || leads || gap) {
            taken.insert(number);
            accepted.push(Mark { sure: follows && leads, ..candidate.clone() });
        }
    }
    accepted
}
