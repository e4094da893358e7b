//! The headings of a text that print broke into lines and no blank lines divide: which lines are headings, and which begin with one.
//!
//! A second model of lines says it (`headings.bin`, learned from marked bodies of articles), where nothing else can: what it doubts stays text,
//! and is an open item.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use scholion_reference::{crf::Model, dates, features::Attributes};

use super::{
    body::{self, Manner},
    compounds,
    decoder::Decoder,
    features::{Gap, HeadLine},
};
use crate::{
    block::Told,
    chars,
    draft::{Draft, beginning},
    lexicon,
    lines::{Line, State, characters},
    listed,
    remark::Remark,
    report::{
        Certainty::Unsure,
        Kind::{self, Doubtful},
    },
};

/// What a line of a body is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// It goes on with a paragraph.
    #[default]
    Text,
    /// It begins a paragraph.
    First,
    /// It is a heading, or begins one.
    Heading,
    /// It goes on with the heading above it.
    More,
    /// It begins with a heading, and goes on with text.
    RunIn,
    /// It begins with the end of the heading above it, and goes on with text.
    End,
    /// It belongs to a picture, a table or a formula.
    Aside,
}

impl Mark {
    /// All marks, in the order of the weights.
    pub const ALL: [Self; 7] = [Self::Text, Self::First, Self::Heading, Self::More, Self::RunIn, Self::End, Self::Aside];

    /// As a bit in a set of marks.
    pub fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The weights that come with the program.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("headings.bin")));
    &MODEL
}

/// The fewest lines of a text that are looked at.
const FEWEST: usize = 12;
/// So many lines around a heading are looked at to say how sure it is.
const AROUND: usize = 8;
/// So many nats must speak for a heading.
const LEAST: f32 = 0.2;
/// From so many on one of twenty is none (`docs/HEAD_MODEL.md`); one below is an open item.
const SURE: f32 = 4.0;
/// So many sure headings make a habit.
const OTHERS: usize = 3;
/// So many nats may speak against a heading that is one by habit.
const HABIT: f32 = 2.5;
/// The longest heading, in lines.
const LONGEST: usize = 6;

/// A heading among lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its lines, by their places.
    pub lines: Range<usize>,
    /// Where it ends in the last of them, if text follows there.
    pub end: Option<usize>,
    /// How many nats speak for it.
    pub nats: f32,
}

/// The headings among lines, in order.
pub fn headings(model: &Model, lines: &[HeadLine]) -> Vec<Found> {
    let manner = Manner::of(lines);
    let mut decoder = decoder(model, &manner, lines, 0..lines.len());
    decoder.label();
    let mut found = of_marks(&marks(&decoder), lines);
    for heading in &mut found {
        // Where the text begins in its last line may be told by nothing.
        if heading.nats > 0.0 {
            heading.nats = nats(model, &manner, lines, heading.lines.start);
        }
    }
    found.extend(habitual(model, &manner, lines, &found));
    let compounds = compounds::headings(lines, SURE);
    found.retain(|heading| {
        let next = compounds.partition_point(|other| other.lines.end <= heading.lines.start);
        compounds.get(next).is_none_or(|other| other.lines.start >= heading.lines.end)
    });
    found.extend(compounds);
    found.sort_by_key(|heading| heading.lines.start);
    found
}

/// Headings that are hardly told by themselves, where others of their kind are sure: who runs headings in, or numbers them, does so throughout.
fn habitual(model: &Model, manner: &Manner, lines: &[HeadLine], found: &[Found]) -> Vec<Found> {
    let sure = |fits: &dyn Fn(&Found) -> bool| found.iter().filter(|heading| heading.nats >= 1.0 && fits(heading)).count() >= OTHERS;
    let runs_in = sure(&|heading| heading.end.is_some()) || (0..lines.len()).filter(|&at| manner.runs_in(lines, at)).count() >= OTHERS;
    let numbers = sure(&|heading| lines.get(heading.lines.start).is_some_and(|line| manner.is_numbered(line.text)));
    let mut more: Vec<Found> = Vec::new();
    if !runs_in && !numbers {
        return more;
    }
    let mut others = found.iter().peekable();
    for at in 0..lines.len() {
        while others.next_if(|heading| heading.lines.end <= at).is_some() {}
        let is_known =
            others.peek().is_some_and(|heading| heading.lines.start <= at) || more.last().is_some_and(|last| last.lines.end > at);
        let kinds = if runs_in && body::may_run_in(lines, at) { Mark::RunIn.bit() } else { 0 }
            | if numbers && lines.get(at).is_some_and(|line| manner.is_numbered(line.text)) {
                Mark::Heading.bit() | Mark::RunIn.bit()
            } else {
                0
            };
        if !is_known && kinds != 0 {
            more.extend(if_one(model, manner, lines, at, kinds));
        }
    }
    more
}

/// The heading that begins at a line if it is of these kinds, and that costs little.
fn if_one(model: &Model, manner: &Manner, lines: &[HeadLine], at: usize, kinds: u32) -> Option<Found> {
    let from = at.saturating_sub(AROUND);
    let mut decoder = decoder(model, manner, lines, from..lines.len().min(at + AROUND));
    let best = decoder.label();
    let sum = decoder.label_if(at - from, kinds)?;
    let nats = HABIT - decoder.nats(best - sum);
    let marks: Vec<Mark> = marks(&decoder).into_iter().skip(at - from).collect();
    let heading = of_marks(&marks, lines.get(at..)?).into_iter().next().filter(|heading| heading.nats > 0.0 && nats > 0.0)?;
    Some(Found { lines: heading.lines.start + at..heading.lines.end + at, nats, ..heading })
}

fn marks(decoder: &Decoder) -> Vec<Mark> {
    decoder.places().iter().map(|&place| Mark::ALL.get(usize::from(place)).copied().unwrap_or_default()).collect()
}

/// The headings among lines of which it is known what they are; nothing speaks for one of which the end is not known.
pub fn of_marks(marks: &[Mark], lines: &[HeadLine]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < marks.len() {
        let first = at;
        at += 1;
        let mut last = first;
        let text = |at: usize| lines.get(at).map_or("", |line| line.text);
        match marks.get(first) {
            Some(Mark::Heading) => {
                while at - first < LONGEST && marks.get(last) != Some(&Mark::End) && goes_on(text(last), text(at), marks.get(at)) {
                    (last, at) = (at, at + 1);
                }
            }
            Some(Mark::RunIn) => {}
            _ => continue,
        }
        let is_cut = matches!(marks.get(last), Some(Mark::RunIn | Mark::End));
        let (mut end, mut is_whole) = (run_in(text(last)).filter(|_| is_cut), true);
        if is_cut && end.is_none() {
            is_whole = false;
        } else if end.is_none() && chars::end_of(text(last)) == chars::End::Cut {
            // The line behind it ends it, if it holds the end of a sentence.
            end = run_in(text(at));
            is_whole = end.is_some();
            (last, at) = if is_whole { (at, at + 1) } else { (last, at) };
        } else if end.is_none() && marks.get(at) == Some(&Mark::Text) && text(at).starts_with(char::is_lowercase) {
            end = run_in(text(last));
            is_whole = end.is_some();
        }
        found.push(Found { lines: first..last + 1, end, nats: if is_whole { f32::MAX } else { 0.0 } });
    }
    found
}

/// Whether a heading goes on in the line behind: what names a usual section is whole, and what ends in mid-sentence is not.
fn goes_on(before: &str, line: &str, mark: Option<&Mark>) -> bool {
    let is_whole = lexicon::is_one_of(before, &scholion_lang::SECTION_HEADING) || lexicon::is_introduction(before);
    match mark {
        Some(Mark::More | Mark::End) => !is_whole,
        Some(Mark::Heading) => chars::end_of(before) == chars::End::Cut && !line.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

fn decoder<'m>(model: &'m Model, manner: &Manner, lines: &[HeadLine], range: Range<usize>) -> Decoder<'m> {
    let mut attributes = Attributes::default();
    body::attributes(manner, lines, range.clone(), &mut attributes);
    let allowed = lines.get(range).unwrap_or(&[]).iter().map(|line| allowed(line.text)).collect();
    Decoder::new(model, attributes, allowed)
}

/// What the words of a line let it be, as bits: no heading begins with a small letter or holds an address.
fn allowed(line: &str) -> u32 {
    let begins = Mark::Heading.bit() | Mark::RunIn.bit();
    let all = (1 << Mark::ALL.len()) - 1;
    let is_none = line.starts_with(char::is_lowercase) && !line.contains(char::is_uppercase)
        || !line.contains(char::is_alphanumeric)
        || line.contains("://")
        || line.starts_with('(') && line.ends_with(')')
        || line.contains('@');
    if is_none { all & !begins } else { all }
}

/// How much speaks for a heading that begins at a line.
fn nats(model: &Model, manner: &Manner, lines: &[HeadLine], at: usize) -> f32 {
    let from = at.saturating_sub(AROUND);
    let mut decoder = decoder(model, manner, lines, from..lines.len().min(at + AROUND));
    let best = decoder.label();
    let others = !(Mark::Heading.bit() | Mark::RunIn.bit());
    decoder.label_if(at - from, others).map_or(0.0, |sum| decoder.nats(best - sum))
}

/// Where a heading ends that stands at the beginning of a line before the text: behind the mark that ends its sentence.
pub fn run_in(line: &str) -> Option<usize> {
    line.match_indices(['.', ':', '?']).find_map(|(at, mark)| {
        let (heading, rest) = (line.get(..at)?, line.get(at + mark.len()..)?);
        let begins = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '[' | '(' | '“' | '"' | '«' | '¿' | '*');
        let follows = rest.strip_prefix(' ').is_some_and(|rest| rest.trim_start().starts_with(begins));
        let is_closed = |open: char, close: char| heading.matches(open).count() <= heading.matches(close).count();
        let last = heading.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '-' | '.')).next().unwrap_or("");
        let is_short = mark == "."
            && (last.chars().count() == 1 && last.starts_with(char::is_uppercase)
                || scholion_lang::ABBREVIATION.contains(&last.to_lowercase()) && !last.starts_with(char::is_uppercase));
        let fits = follows && heading.contains(char::is_alphabetic) && is_closed('(', ')') && is_closed('[', ']') && !is_short;
        fits.then_some(at + mark.len())
    })
}

/// Finds the headings, if no blank lines divide the text, and parts them from what follows on their lines.
pub fn find(draft: &mut Draft, rule: &'static str) {
    if draft.is_markdown || draft.layout.width.is_none() || draft.layout.spaced {
        return;
    }
    let head = draft.head.end();
    let is_text = |index: &usize| draft.lines[*index].state == State::Text && draft.number_of(*index) > head;
    // What stands behind the heading of the list of references is no text.
    let text = (0..draft.lines.len()).filter(is_text);
    let list = listed::headings(draft).into_iter().find(is_text);
    let indices: Vec<usize> = text.take_while(|&index| Some(index) != list).collect();
    if indices.len() < FEWEST {
        return;
    }
    let lines: Vec<HeadLine> = indices.iter().map(|&index| HeadLine { text: draft.line(index), gap: Gap::None }).collect();
    let mut found = headings(model(), &lines);
    others(&mut found, &lines);
    // From the last to the first, since lines are parted.
    for heading in found.into_iter().rev() {
        let places: Vec<usize> = indices.get(heading.lines.clone()).unwrap_or(&[]).to_vec();
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else { continue };
        if heading.nats < LEAST || places.windows(2).any(|pair| matches!(pair, [before, next] if before + 1 != *next)) {
            draft.note(draft.number_of(first), rule, beginning(draft.line(first), 80), Doubtful, Unsure, Remark::HeadingDoubtful);
            continue;
        }
        if heading.nats < SURE {
            draft.note(draft.number_of(first), rule, beginning(draft.line(first), 80), Kind::Found, Unsure, Remark::HeadingTaken);
        }
        if let Some(end) = heading.end {
            part(&mut draft.lines, draft.source.text.as_str(), last, end);
        }
        for &index in &places {
            draft.lines[index].told = if index != first {
                Told::GoesOn
            } else if heading.end.is_some() {
                Told::RunIn
            } else {
                Told::Heading
            };
        }
    }
}

/// Takes out what stands before text as a heading does and is none: who speaks in a play or an interview, whose name comes again, and the day
/// of an entry in a diary. Where most are such, all are.
fn others(found: &mut Vec<Found>, lines: &[HeadLine]) {
    let mut begins: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        if let Some(words) = run_in(line.text).and_then(|end| line.text.get(..end)) {
            *begins.entry(words).or_default() += 1;
        }
    }
    let is_other = |heading: &Found| {
        let words = heading.end.and_then(|end| lines.get(heading.lines.end - 1)?.text.get(..end)).unwrap_or("");
        let is_month = |word: &str| dates::month(word.trim_matches(|c: char| !c.is_alphanumeric())).is_some();
        let is_day = words.contains(|c: char| c.is_ascii_digit()) && words.split(' ').count() <= 4 && words.split(' ').any(is_month);
        is_day || heading.lines.len() == 1 && begins.get(words).is_some_and(|count| *count > 1)
    };
    let before_text = found.iter().filter(|heading| heading.end.is_some()).count();
    let none = found.iter().filter(|heading| is_other(heading)).count();
    found.retain(|heading| heading.end.is_none() || none * 2 < before_text && !is_other(heading));
}

/// Parts a line in two: its beginning, of so many bytes, and the rest.
fn part(lines: &mut Vec<Line>, text: &str, index: usize, end: usize) {
    let Some(line) = lines.get_mut(index) else { return };
    let whole = line.span.of(text);
    let (begin, rest) = whole.split_at_checked(end).unwrap_or((whole, ""));
    let length = |part: &str| u16::try_from(characters(part)).unwrap_or(u16::MAX);
    let from = whole.len() - rest.trim_start().len();
    let start = line.span.start as usize;
    let rest = Line {
        span: scholion_base::Span::new(start + from, start + whole.len()),
        length: length(rest.trim_start()),
        page_before: false,
        ..line.clone()
    };
    (line.span, line.length) = (scholion_base::Span::new(start, start + begin.len()), length(begin));
    lines.insert(index + 1, rest);
}

/// Whether a block that the model called a heading opens the text proper: the name of a usual section, or a number before it.
pub fn opens_text(text: &str) -> bool {
    lexicon::is_introduction(text)
        || lexicon::is_one_of(text, &scholion_lang::SECTION_HEADING)
        || chars::first_word(text).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_before_text_end_with_their_sentence() {
        let heading = |line: &'static str| run_in(line).map(|end| &line[..end]);
        assert_eq!(heading("2.1. Of oak (Q. robur). We took"), Some("2.1. Of oak (Q. robur)."));
        assert_eq!(heading("Wheels vs. mills. They turned"), Some("Wheels vs. mills."));
        assert_eq!(heading("What is a wheel? It turns"), Some("What is a wheel?"));
        assert_eq!(heading("The wheel was turned by water, which"), None);
        assert_eq!(heading("Data: 12 wheels"), Some("Data:"));
    }
}
