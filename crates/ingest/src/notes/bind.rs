//! Each body gets its marker, each marker its body.

use std::collections::BTreeMap;

use crate::{
    block::{Role, What},
    draft::{Draft, beginning},
    notes::{
        chains, chapters,
        marks::{self, Shape, Sign},
        named,
        numbers::printed,
        signs::signs,
        unmarked,
    },
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_base::{Span, text::fold};

/// A mark in the running text that may call a note.
#[derive(Clone, Debug)]
pub struct Call {
    /// The block in which it stands.
    pub block: usize,
    /// Its part of the block's words.
    pub span: Span,
    /// Its number or sign.
    pub label: String,
    /// How it is written.
    pub shape: Shape,
}

impl Call {
    fn place(&self) -> (usize, u32) {
        (self.block, self.span.start)
    }
}

/// Binds the notes to their markers and numbers them in the order of the text.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    if draft.notes.is_empty() {
        return;
    }
    let shapes = Shapes::of(draft);
    let calls = calls(draft, &shapes);
    let mut bound: Vec<Option<Call>> = vec![None; draft.notes.len()];
    signs(draft, &calls, &mut bound);
    let numbers: Vec<u32> = draft.notes.iter().filter_map(|note| note.label.parse().ok()).collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let mut may_recover = true;
    if shapes.named && draft.notes.iter().all(|note| note.shape == Some(Shape::Named)) || only_calls(draft, &calls, &mut bound) {
        // Nothing is left to choose.
    } else if shapes.weak && sorted.len() == numbers.len() {
        on_page(draft, &calls, &mut bound);
    } else if sorted.len() == numbers.len() {
        rising(draft, &calls, &mut bound);
    } else {
        may_recover = chapters::bind(draft, &calls, &mut bound);
    }
    if shapes.named {
        named::answered(draft, &calls, &mut bound);
    }
    let lost = if may_recover { recover(draft, rule, &mut bound) } else { Vec::new() };
    let mut order: Vec<usize> = (0..draft.notes.len()).filter(|&note| bound[note].is_some()).collect();
    order.sort_by_key(|&note| bound[note].as_ref().map(Call::place));
    unmarked::keep(draft, rule, &bound, &mut order);
    for (number, note) in printed(draft, &order).into_iter().zip(order.iter().copied()) {
        let body = &mut draft.notes[note];
        body.number = number;
        let Some(call) = bound[note].take() else { continue };
        let words = call.shape >= Shape::Bracket;
        let head = body.shape >= Some(Shape::Bracket);
        let printed_head: String = body.head.text.chars().filter(|c| c.is_alphanumeric()).collect();
        let name = printed_head.strip_suffix(body.label.as_str()).unwrap_or(&printed_head);
        let name: String = name.chars().take_while(|c| c.is_alphabetic()).collect();
        if body.shape == Some(Shape::Named) {
            named::close(body);
        }
        let line = body.line;
        if !name.is_empty() && head {
            draft.label(line, rule, &name);
        }
        // A number that is a word of the text and another now, or is written otherwise: the printed one is listed.
        let block = draft.blocks.get(call.block);
        let printed_call: String = block.map_or("", |block| call.span.of(&block.text)).chars().filter(|c| c.is_alphanumeric()).collect();
        let printed_head = printed_head.get(name.len()..).unwrap_or("").to_owned();
        let at_call = block.map_or(0, |block| block.line_at(&draft.source, call.span.start));
        // The names of tags that raised a mark are words where a text is not read as HTML.
        let printed = [block.map_or("", |block| call.span.of(&block.text)), draft.notes[note].head.text.as_str()];
        let is_raised = printed.map(|mark| mark.starts_with("<sup"));
        for (_, line) in is_raised.into_iter().zip([at_call, line]).filter(|(is_raised, _)| *is_raised) {
            draft.say(line, rule, "<sup></sup>", Kind::Dropped, Sure);
        }
        for (is_word, printed, line) in [(words, printed_call, at_call), (head, printed_head, line)] {
            if is_word && !printed.is_empty() && number.to_string() != fold(&printed) {
                draft.say(line, rule, printed, Kind::Dropped, Sure);
            }
        }
        let body = &mut draft.notes[note];
        body.markers = vec![(call.block, call.span)];
        let text = format!("{} {}", body.label, beginning(body.body.first().map_or("", |block| &block.text), 50));
        let line = body.line;
        let sure = if lost.contains(&note) { Likely } else { Sure };
        if let Some(block) = draft.blocks.get_mut(call.block) {
            block.edit(call.span.range(), What::Marker(u32::try_from(note).unwrap_or(u32::MAX)));
        }
        draft.say(line, rule, text, Kind::Found, sure);
    }
    draft.report.notes = order.len();
}

/// Bodies without a marker go back to the text as printed; markers without a body stay. Both are reported.
pub fn unbound(draft: &mut Draft, rule: &'static str) {
    for index in 0..draft.notes.len() {
        if draft.notes[index].number > 0 {
            continue;
        }
        let (line, block) = (draft.notes[index].line, draft.notes[index].block);
        let mut whole = std::mem::take(&mut draft.notes[index].head);
        for body in std::mem::take(&mut draft.notes[index].body) {
            whole.append(body, crate::block::Joint::Space);
        }
        whole.role = Role::Text;
        let text = beginning(&whole.text, 60);
        if let Some(slot) = draft.blocks.get_mut(block) {
            *slot = whole;
        }
        draft.note(line, rule, text, Kind::Doubtful, Unsure, Remark::NoteUncalled);
    }
    if draft.notes.iter().all(|note| note.number == 0) {
        return;
    }
    let mut doubts = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate().filter(|(_, block)| block.role != Role::Gone) {
        if !crate::chars::has_superscript(&block.text) {
            continue;
        }
        let spans: std::collections::BTreeSet<(u32, u32)> = block.edits.iter().map(|edit| (edit.span.start, edit.span.end)).collect();
        for sign in marks::calls(&block.text, false) {
            let taken = spans.contains(&(sign.span.start, sign.span.end));
            // An exponent follows a unit or a number.
            let before = block.text.get(..sign.span.start as usize).unwrap_or("");
            let exponent = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'm' | 'R' | 'χ' | 'r' | 'x' | 'η' | '−' | '⁻'));
            if !taken && !exponent && sign.shape == Shape::Superscript {
                doubts.push((
                    block.line_at(&draft.source, sign.span.start),
                    format!("{}{}", crate::chars::last_word(before), sign.span.of(&block.text)),
                    index,
                ));
            }
        }
    }
    for (line, text, _) in doubts {
        draft.note(line, rule, text, Kind::Doubtful, Unsure, Remark::MarkerAlone);
    }
}

/// The shapes in which this text writes its markers.
struct Shapes {
    weak: bool,
    /// Whether bodies say that they are notes: then markers stand in brackets, if they are not raised.
    named: bool,
    /// Whether numbers in circles mark them.
    circled: bool,
}

impl Shapes {
    /// Weak markers are looked for only where no strong ones call most of the notes.
    fn of(draft: &Draft) -> Self {
        let labels: std::collections::BTreeSet<&str> = draft.notes.iter().map(|note| note.label.as_str()).collect();
        let circled = draft.notes.iter().any(|note| note.shape == Some(Shape::Circled));
        let mut strong = std::collections::BTreeSet::new();
        for block in draft.blocks.iter().filter(|block| block.role != Role::Gone) {
            let is_sure = |sign: &Sign| sign.shape.is_strong() || sign.shape == Shape::Symbol || circled && sign.shape == Shape::Circled;
            let signs = marks::calls(&block.text, false).into_iter().filter(is_sure);
            strong.extend(signs.filter_map(|sign| labels.get(sign.label.as_str()).copied()));
        }
        let named = draft.notes.iter().any(|note| note.shape == Some(Shape::Named));
        Self { weak: strong.len() * 2 < labels.len(), named, circled }
    }
}

fn calls(draft: &Draft, shapes: &Shapes) -> Vec<Call> {
    let labels: std::collections::BTreeSet<&str> = draft.notes.iter().map(|note| note.label.as_str()).collect();
    let mut calls = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate().filter(|(_, block)| block.role != Role::Gone) {
        for sign in marks::calls(&block.text, shapes.weak) {
            // A paragraph may begin with a marker.
            if (sign.span.start > 0 || sign.shape.is_strong())
                && labels.contains(sign.label.as_str())
                && is_call(&block.text, &sign, shapes)
            {
                calls.push(Call { block: index, span: sign.span, label: sign.label, shape: sign.shape });
            }
        }
    }
    calls
}

fn is_call(text: &str, sign: &Sign, shapes: &Shapes) -> bool {
    match sign.shape {
        Shape::Markdown | Shape::Superscript | Shape::Tag | Shape::Caret | Shape::Symbol => true,
        Shape::Bracket if shapes.named => true,
        Shape::Circled => shapes.circled,
        Shape::Bracket | Shape::Plain | Shape::Paren => shapes.weak,
        Shape::Spaced => shapes.weak && chains::may_call(text, sign.span.range()),
        _ => false,
    }
}

/// Numbers that are used once: the longest rising row of markers (Fredman 1975) is theirs; a marker
/// out of the row counts only if it is the only one of its number.
fn rising(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let note_of: BTreeMap<u32, usize> =
        draft.notes.iter().enumerate().filter_map(|(index, note)| Some((note.label.parse().ok()?, index))).collect();
    let numbered: Vec<(u32, &Call)> = calls.iter().filter_map(|call| Some((call.label.parse().ok()?, call))).collect();
    for row in longest_rising(&numbered.iter().map(|&(number, call)| (number, call.shape.is_strong())).collect::<Vec<_>>()) {
        let Some(&(number, call)) = numbered.get(row) else { continue };
        if let Some(&note) = note_of.get(&number) {
            bound[note] = Some(call.clone());
        }
    }
    // The first call of each number, and how many there are.
    let mut of_number: BTreeMap<u32, (&Call, usize)> = BTreeMap::new();
    for &(number, call) in &numbered {
        of_number.entry(number).or_insert((call, 0)).1 += 1;
    }
    for (number, (only, _)) in of_number.into_iter().filter(|(_, (_, count))| *count == 1) {
        if let Some(&note) = note_of.get(&number)
            && bound[note].is_none()
            && only.shape.is_strong()
        {
            bound[note] = Some(only.clone());
        }
    }
}

/// Notes in brackets each of which one marker in brackets calls, and no other: those are theirs, however far away.
fn only_calls(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) -> bool {
    if draft.notes.iter().any(|note| note.shape != Some(Shape::Bracket)) {
        return false;
    }
    let mut of_label: BTreeMap<&str, Vec<&Call>> = BTreeMap::new();
    for call in calls.iter().filter(|call| call.shape == Shape::Bracket) {
        of_label.entry(&call.label).or_default().push(call);
    }
    let only = |label: &str| of_label.get(label).and_then(|calls| if let [only] = calls.as_slice() { Some(*only) } else { None });
    let found: Option<Vec<Call>> = draft.notes.iter().map(|note| only(&note.label).cloned()).collect();
    let Some(found) = found else { return false };
    found.into_iter().zip(bound).for_each(|(call, slot)| *slot = Some(call));
    true
}

/// Weak markers: those on the page of a note's body, or on the page before, that look most like markers and all of which
/// stand in the order of their numbers: the row of the greatest weight.
fn on_page(draft: &Draft, calls: &[Call], bound: &mut [Option<Call>]) {
    let pages: Vec<u32> = draft.lines.iter().filter(|line| line.page_before).map(|line| line.number).collect();
    let line_of = |call: &Call| draft.blocks.get(call.block).map_or(0, |block| block.line_at(&draft.source, call.span.start));
    let mut by_label: BTreeMap<&str, Vec<(u32, &Call)>> = BTreeMap::new();
    for call in calls {
        by_label.entry(&call.label).or_default().push((line_of(call), call));
    }
    // Under a heading of notes all of the text counts that stands behind the notes before.
    let sections = chapters::sections(draft, &draft.notes.iter().map(|note| (note.line as usize).saturating_sub(1)).collect());
    let mut order: Vec<usize> = (0..draft.notes.len()).filter(|&note| draft.notes[note].label.parse::<u32>().is_ok()).collect();
    order.sort_by_key(|&note| draft.notes[note].label.parse::<u32>().unwrap_or(0));
    // Every candidate with its note and the best candidate before it.
    let mut chosen: Vec<(usize, &Call, Option<usize>)> = Vec::new();
    // The weight of the best row up to a place; rises with the places.
    let mut best: BTreeMap<(usize, u32), (u32, usize)> = BTreeMap::new();
    for note in order {
        let body = draft.notes[note].line;
        let section = chapters::section_of(&sections, (body as usize).saturating_sub(1));
        let endnote = draft.notes_heading.is_some_and(|heading| draft.number_of(heading) <= body) || section.is_some();
        let page = pages
            .partition_point(|&start| start <= body)
            .checked_sub(1)
            .map_or(if pages.is_empty() { body.saturating_sub(90) } else { 0 }, |page| pages[page]);
        // The page before as well: notes run over page ends.
        let earlier = pages.partition_point(|&start| start < page).checked_sub(1).map_or(0, |page| pages[page]);
        let low = if endnote {
            section.filter(|section| section.text > 0).map_or(0, |section| draft.number_of(section.text))
        } else if pages.is_empty() {
            page
        } else {
            earlier
        };
        let Some(places) = by_label.get(draft.notes[note].label.as_str()) else { continue };
        let from = places.partition_point(|&(line, _)| line < low);
        let window = places.iter().skip(from).take_while(|&&(line, _)| line < body).take(48);
        let mut found = Vec::new();
        for &(line, call) in window {
            let weight = weigh(draft, call, draft.notes[note].shape) + if endnote || line >= page { 3 } else { 0 };
            let before = best.range(..call.place()).next_back().map(|(_, &row)| row);
            let sum = weight + before.map_or(0, |(sum, _)| sum);
            found.push((call.place(), sum, chosen.len()));
            chosen.push((note, call, before.map(|(_, index)| index)));
        }
        for (place, sum, index) in found {
            if best.range(..=place).next_back().is_some_and(|(_, &(held, _))| held >= sum) {
                continue;
            }
            while let Some((&next, _)) = best.range(place..).next().filter(|(_, row)| row.0 <= sum) {
                best.remove(&next);
            }
            best.insert(place, (sum, index));
        }
    }
    let mut at = best.last_key_value().map(|(_, &(_, index))| index);
    while let Some(&(note, call, before)) = at.and_then(|index| chosen.get(index)) {
        bound[note] = Some(call.clone());
        at = before;
    }
}

/// How much a weak marker looks like that of a note whose body has a mark of this shape.
pub(super) fn weigh(draft: &Draft, call: &Call, body: Option<Shape>) -> u32 {
    let before = draft.blocks.get(call.block).and_then(|block| block.text.get(..call.span.start as usize)).unwrap_or("");
    let shape = match call.shape {
        shape if shape.is_strong() => 6,
        Shape::Plain if before.ends_with(char::is_alphabetic) => {
            // "v1", "H2", "COVID19" are names.
            let word = crate::chars::last_word(before);
            if word.chars().count() >= 2 && word.chars().all(char::is_alphabetic) { 4 } else { 1 }
        }
        // Where bodies have no brackets, brackets cite works.
        Shape::Bracket | Shape::Paren if body != Some(call.shape) => return 1,
        Shape::Spaced => 2,
        _ => 4,
    };
    // Behind the end of a sentence a lone number is hardly anything else.
    shape + if before.trim_end().ends_with(['.', '?', '!', '”']) { 2 } else { 0 }
}

/// The indices of the longest row of rising numbers; of two equally long the one with more strong members so far is kept.
fn longest_rising(numbers: &[(u32, bool)]) -> Vec<usize> {
    // tails[k]: the index of the smallest number that ends a row of length k + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (index, &(number, strong)) in numbers.iter().enumerate() {
        let place = tails.partition_point(|&tail| numbers[tail].0 < number);
        before.push(place.checked_sub(1).map(|place| tails[place]));
        match tails.get_mut(place) {
            // The first marker of a number is the marker; a later one repeats it, or is an exponent.
            Some(tail) if numbers[*tail].0 == number && (numbers[*tail].1 || !strong) => {}
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut row = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        row.push(index);
        at = before[index];
    }
    row.reverse();
    row
}

/// Everything in the text that may be a marker, strong or weak, by its number; or only numbers between spaces, whatever follows them.
fn any_calls(draft: &Draft, is_loose: bool) -> BTreeMap<u32, Vec<Call>> {
    let mut calls: BTreeMap<u32, Vec<Call>> = BTreeMap::new();
    for (index, block) in draft.blocks.iter().enumerate().filter(|(_, block)| block.role != Role::Gone) {
        let taken: std::collections::BTreeSet<(u32, u32)> = block.edits.iter().map(|edit| (edit.span.start, edit.span.end)).collect();
        for sign in marks::calls(&block.text, true) {
            let fits = if is_loose {
                sign.shape == Shape::Spaced && chains::stands_behind(&block.text, sign.span.range())
            } else {
                matches!(sign.shape, Shape::Plain | Shape::Bracket | Shape::Paren)
                    || (sign.shape == Shape::Spaced && chains::may_call(&block.text, sign.span.range()))
                    || sign.shape.is_strong()
            };
            let free = !taken.contains(&(sign.span.start, sign.span.end)) && (sign.span.start > 0 || sign.shape.is_strong());
            if let Some(number) = sign.number().filter(|_| fits && free) {
                calls.entry(number).or_default().push(Call { block: index, span: sign.span, label: sign.label, shape: sign.shape });
            }
        }
    }
    calls
}

/// Markers that lost their superscript: digits behind a word, between the markers of the notes before
/// and behind. Gives the notes that were bound so.
fn recover(draft: &mut Draft, rule: &'static str, bound: &mut [Option<Call>]) -> Vec<usize> {
    let mut numbered: Vec<(u32, usize)> =
        draft.notes.iter().enumerate().filter_map(|(index, note)| Some((note.label.parse().ok()?, index))).collect();
    // Numbers that begin again stand in the order of their notes.
    let different: std::collections::BTreeSet<u32> = numbered.iter().map(|&(number, _)| number).collect();
    if different.len() == numbered.len() {
        numbered.sort_unstable();
    }
    let mut lost = Vec::new();
    let mut places: Option<BTreeMap<u32, Vec<Call>>> = None;
    let mut loose: Option<BTreeMap<u32, Vec<Call>>> = None;
    for at in 0..numbered.len() {
        let (number, note) = numbered[at];
        if bound[note].is_some() || draft.notes[note].shape == Some(Shape::Named) {
            continue;
        }
        let before = numbered[..at].iter().rev().take(3).find_map(|&(_, note)| bound[note].as_ref());
        let after = numbered[at + 1..].iter().take(3).find_map(|&(_, note)| bound[note].as_ref());
        let low = before.map_or((0, 0), |call| (call.block, call.span.end));
        let body = draft.notes[note].block;
        // Without a later marker the body itself is the limit.
        let high = after.map_or((body.min(draft.blocks.len()), 0), Call::place);
        if high.0.saturating_sub(low.0) > 400 {
            continue;
        }
        let between = |places: &BTreeMap<u32, Vec<Call>>| -> Vec<Call> {
            let of_number = places.get(&number).map(Vec::as_slice).unwrap_or_default();
            let from = of_number.partition_point(|call| call.place() < low);
            let to = of_number.partition_point(|call| call.place() < high).max(from);
            of_number.get(from..to).unwrap_or_default().iter().take(400).cloned().collect()
        };
        let mut found = between(places.get_or_insert_with(|| any_calls(draft, false)));
        // "three groups 6 listed below", between the markers 5 and 7: that may be a count as well.
        let is_doubtful = found.is_empty();
        if is_doubtful && before.is_some() && after.is_some() && draft.notes[note].shape == Some(Shape::Plain) {
            found = between(loose.get_or_insert_with(|| any_calls(draft, true)));
        }
        let best = found.iter().map(|call| call.shape).min();
        found.retain(|call| Some(call.shape) == best);
        let line = draft.notes[note].line;
        if found.len() == 1 {
            bound[note] = found.pop();
            lost.push(note);
            let (kind, sure) = if is_doubtful { (Kind::Doubtful, Unsure) } else { (Kind::Repaired, Likely) };
            draft.note(line, rule, format!("{number}"), kind, sure, Remark::MarkerRaised);
        } else if found.len() > 1 {
            draft.note(line, rule, format!("{number}"), Kind::Doubtful, Unsure, Remark::MarkersSeveral);
        }
    }
    lost
}
