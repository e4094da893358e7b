//! Citations in the running text, linked to the records around their printed words.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    block::{Block, Role, What},
    chars,
    draft::Draft,
    notes::marks::{self, Shape},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_base::Span;
use scholion_reference::{InTextWork, Match, Numeric};

/// Links author–year citations, in the text and in the notes.
pub fn author_year(draft: &mut Draft, rule: &'static str) {
    if draft.works.is_empty() {
        return;
    }
    let mut places = blocks(draft);
    places.extend(notes(draft));
    let listed = draft.listed.max(1).min(draft.works.len());
    let mut by_year = scholion_reference::ByYear::new(draft.works.get(..listed).unwrap_or_default());
    for place in places {
        let text = block_of(draft, place).map_or(String::new(), |block| block.text.clone());
        let mut taken = Taken::of(block_of(draft, place));
        for citation in scholion_reference::find_citations(&text) {
            for work in &citation.works {
                let line = block_of(draft, place).map_or(0, |block| block.line_at(&draft.source, work.span.start));
                let listed = draft.works.get(..listed).unwrap_or_default();
                let mut work = work.clone();
                let mut found = by_year.match_work(&work, listed);
                // "o estudo de Moyses (2019)", "Nonetheless, Borges (2014)": words before the name are no part of it.
                if found == Match::None
                    && let Some((shorter, record)) =
                        shorter(&work, &text).into_iter().find_map(|shorter| match by_year.match_work(&shorter, listed) {
                            Match::One(record) => Some((shorter, record)),
                            _ => None,
                        })
                {
                    found = Match::One(record);
                    work = shorter;
                }
                match found {
                    Match::One(record) => {
                        let keys = keys(draft, &[record]);
                        if let Some(block) = block_of_mut(draft, place)
                            && taken.is_free(work.span)
                        {
                            taken.add(work.span);
                            block.edit(work.span.range(), What::Cite(u32::try_from(record).unwrap_or(u32::MAX)));
                            draft.report.citations += 1;
                            draft.note(line, rule, work.span.of(&text), Kind::Found, Sure, Remark::Cites { keys });
                        }
                    }
                    Match::Many(records) => {
                        let keys = keys(draft, &records);
                        draft.note(line, rule, work.span.of(&text), Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
                    }
                    Match::None => {
                        if draft.listed > 0 && matches!(place, Place::Block(_)) {
                            draft.note(line, rule, work.span.of(&text), Kind::Doubtful, Unsure, Remark::NoEntry);
                        }
                    }
                }
            }
        }
    }
}

/// A citation without the first of its words, then without the first two …: as far as names go on.
fn shorter(work: &InTextWork, text: &str) -> Vec<InTextWork> {
    let mut shorter = Vec::new();
    let words = work.span.of(text);
    for (place, author) in work.authors.iter().enumerate().take(3) {
        let Some(from) = words.find(author.as_str()) else { continue };
        let mut at = 0;
        for word in author.split_inclusive(' ').take(6) {
            let rest = author.get(at..).unwrap_or("");
            if (place > 0 || at > 0) && rest.starts_with(char::is_uppercase) && shorter.len() < 6 {
                let mut cut = work.clone();
                cut.authors = std::iter::once(rest.to_owned()).chain(work.authors.iter().skip(place + 1).cloned()).collect();
                cut.span.start += u32::try_from(from + at).unwrap_or(0);
                shorter.push(cut);
            }
            at += word.len();
        }
    }
    shorter
}

/// Links citations by number, if most of them fit the list.
pub fn numeric(draft: &mut Draft, rule: &'static str) {
    if draft.listed < 2 {
        return;
    }
    let numbers = numbers(draft);
    let mut found: Vec<(Place, Numeric)> = Vec::new();
    for place in blocks(draft) {
        let Some(block) = block_of(draft, place) else { continue };
        let taken = Taken::of(Some(block));
        for citation in scholion_reference::find_numeric(&block.text) {
            if taken.is_free(citation.span) {
                found.push((place, citation));
            }
        }
    }
    let fits = |citation: &Numeric| citation.items.iter().all(|item| numbers.contains_key(&item.number));
    let fitting = found.iter().filter(|(_, citation)| fits(citation)).count();
    let brackets = found.iter().filter(|(_, citation)| !citation.superscript && fits(citation)).count();
    // A short list of which each entry is cited is one as well.
    let cited: BTreeSet<u32> = found.iter().flat_map(|(_, citation)| citation.items.iter().map(|item| item.number)).collect();
    let few = if fitting == found.len() && cited.len() == numbers.len() { 2 } else { 3 };
    if fitting < few || fitting * 2 < found.len() || draft.report.citations > fitting {
        if fitting < few && draft.report.citations < 3 {
            lost(draft, rule, &numbers);
        }
        return;
    }
    for (place, citation) in found {
        let text = block_of(draft, place).map_or(String::new(), |block| block.text.clone());
        let line = block_of(draft, place).map_or(0, |block| block.line_at(&draft.source, citation.span.start));
        // Where most citations stand in brackets a superscript is an exponent.
        if citation.superscript && brackets * 2 > fitting {
            continue;
        }
        let mut at = 0;
        while let Some(item) = citation.items.get(at) {
            let range: Vec<usize> = citation.items[at..]
                .iter()
                .take_while(|other| other.span == item.span)
                .filter_map(|item| numbers.get(&item.number).copied())
                .collect();
            let size = citation.items[at..].iter().take_while(|other| other.span == item.span).count();
            at += size.max(1);
            if range.len() != size {
                draft.note(line, rule, citation.span.of(&text), Kind::Doubtful, Unsure, Remark::NoNumber);
                continue;
            }
            let keys = keys(draft, &range);
            draft.note(line, rule, item.span.of(&text), Kind::Found, Likely, Remark::Cites { keys });
            draft.report.citations += range.len();
            if let Some(block) = block_of_mut(draft, place) {
                link_range(block, &text, item.span, &range);
            }
        }
    }
}

/// Links numbers that lost their superscript, "saúde.5" and "et al42", if they cite half of the list.
fn lost(draft: &mut Draft, rule: &'static str, numbers: &BTreeMap<u32, usize>) {
    let mut found: Vec<(Place, Span, usize)> = Vec::new();
    let mut cited: BTreeSet<usize> = BTreeSet::new();
    for place in blocks(draft) {
        let Some(block) = block_of(draft, place) else { continue };
        let text = block.text.as_str();
        let taken = Taken::of(Some(block));
        let mut last = 0;
        for sign in marks::calls(text, true) {
            let before = text.get(..sign.span.start as usize).unwrap_or("");
            let fits = match sign.shape {
                // A word of small letters, or a mark behind one: "PT1" and "H2" are names.
                Shape::Plain => {
                    let bare = before.trim_end_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?') || chars::is_closer(c));
                    let word = chars::last_word(bare);
                    let letters = word.chars().count() >= 2 && word.chars().all(char::is_alphabetic);
                    let marked = bare.len() < before.len()
                        && (letters || before.ends_with([')', ']', '”', '»']) || before.ends_with("),") || before.ends_with(")."));
                    marked || (letters && word.chars().all(char::is_lowercase))
                }
                // "46, 51": behind another.
                Shape::Spaced => last > 0 && matches!(text.get(last..sign.span.start as usize), Some(", " | "; ")),
                _ => false,
            };
            let Some(&record) = sign.number().and_then(|number| numbers.get(&number)).filter(|_| fits && taken.is_free(sign.span)) else {
                continue;
            };
            last = sign.span.end as usize;
            cited.insert(record);
            found.push((place, sign.span, record));
        }
    }
    if cited.len() < 5 || cited.len() * 2 < numbers.len() {
        return;
    }
    for (place, span, record) in found {
        let line = block_of(draft, place).map_or(0, |block| block.line_at(&draft.source, span.start));
        let words = block_of(draft, place).map_or(String::new(), |block| {
            block.text.get(span.start.saturating_sub(20) as usize..span.end as usize).unwrap_or("").to_owned()
        });
        let keys = keys(draft, &[record]);
        if let Some(block) = block_of_mut(draft, place) {
            block.edit(span.range(), What::Cite(u32::try_from(record).unwrap_or(u32::MAX)));
            draft.report.citations += 1;
        }
        draft.note(line, rule, words, Kind::Repaired, Likely, Remark::Cites { keys });
    }
}

/// Links a number, or the ends of a range and what lies between: `5–7` has a word for the first and the last,
/// its dash stands for one between, and the others have none.
fn link_range(block: &mut Block, text: &str, span: Span, records: &[usize]) {
    let cite = |record: usize| What::Cite(u32::try_from(record).unwrap_or(u32::MAX));
    let words = span.of(text);
    let start = span.start as usize;
    let first = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let last =
        words.rfind(|c: char| !c.is_alphanumeric()).and_then(|at| Some(at + words.get(at..)?.chars().next()?.len_utf8())).unwrap_or(0);
    match records {
        [] => {}
        [only] => block.edit(span.range(), cite(*only)),
        [low, between @ .., high] if first < last && last < words.len() => {
            block.edit(start..start + first, cite(*low));
            if let Some((dash, others)) = between.split_last() {
                for other in others {
                    block.edit(start + first..start + first, cite(*other));
                }
                block.edit(start + first..start + last, cite(*dash));
            }
            block.edit(start + last..span.end as usize, cite(*high));
        }
        [low, ..] => block.edit(span.range(), cite(*low)),
    }
}

/// The records of the list by their printed number, or by their place.
fn numbers(draft: &Draft) -> BTreeMap<u32, usize> {
    let printed = |index: usize| {
        let other = &draft.works.get(index)?.other;
        other.iter().find(|(name, _)| name == "citation-number").and_then(|(_, value)| value.trim_matches('"').parse().ok())
    };
    let listed = draft.listed.min(draft.works.len());
    let with: BTreeMap<u32, usize> = (0..listed).filter_map(|index| Some((printed(index)?, index))).collect();
    if with.len() * 2 > listed { with } else { (0..listed).map(|index| (u32::try_from(index + 1).unwrap_or(0), index)).collect() }
}

/// A block of the running text, or a part of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Block(usize),
    Note(usize, usize),
}

/// The keys of records.
fn keys(draft: &Draft, records: &[usize]) -> Vec<String> {
    records.iter().filter_map(|&record| draft.works.get(record)).map(|work| work.key.clone()).collect()
}

fn blocks(draft: &Draft) -> Vec<Place> {
    (0..draft.blocks.len())
        .filter(|&index| !matches!(draft.blocks[index].role, Role::Gone | Role::References | Role::Entry))
        .map(Place::Block)
        .collect()
}

fn notes(draft: &Draft) -> Vec<Place> {
    (0..draft.notes.len()).flat_map(|note| (0..draft.notes[note].body.len()).map(move |part| Place::Note(note, part))).collect()
}

fn block_of(draft: &Draft, place: Place) -> Option<&Block> {
    match place {
        Place::Block(index) => draft.blocks.get(index),
        Place::Note(note, part) => draft.notes.get(note)?.body.get(part),
    }
}

fn block_of_mut(draft: &mut Draft, place: Place) -> Option<&mut Block> {
    match place {
        Place::Block(index) => draft.blocks.get_mut(index),
        Place::Note(note, part) => draft.notes.get_mut(note)?.body.get_mut(part),
    }
}

/// The words of a block over which something is laid, emphasis aside: where each stretch begins, and where it ends.
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    fn of(block: Option<&Block>) -> Self {
        let edits = block.map(|block| block.edits.as_slice()).unwrap_or_default();
        Self(edits.iter().filter(|edit| edit.what != What::Strong).map(|edit| (edit.span.start, edit.span.end)).collect())
    }

    /// Whether nothing is laid over these words. Stretches do not overlap, so only the last that begins before their
    /// end can reach into them.
    fn is_free(&self, span: Span) -> bool {
        self.0.range(..span.end).next_back().is_none_or(|(_, &end)| end <= span.start)
    }

    fn add(&mut self, span: Span) {
        self.0.insert(span.start, span.end);
    }
}
