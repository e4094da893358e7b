//! Citations in the running text, linked to the records around their printed words.

use std::collections::BTreeMap;

use crate::{
    base::Span,
    ingest::{
        block::{Block, Role, What},
        draft::Draft,
        report::{
            Certainty::{Likely, Sure, Unsure},
            Kind,
        },
    },
    reference::{self, InTextWork, Match, Numeric},
};

/// Links author–year citations, in the text and in the notes.
pub fn author_year(draft: &mut Draft, rule: &'static str) {
    if draft.works.is_empty() {
        return;
    }
    let mut places = blocks(draft);
    places.extend(notes(draft));
    for place in places {
        let text = block_of(draft, place).map_or(String::new(), |block| block.text.clone());
        for citation in reference::find_citations(&text) {
            for work in &citation.works {
                let line = block_of(draft, place).map_or(0, |block| block.line_at(&draft.source, work.span.start));
                let listed = draft.works.get(..draft.listed.max(1)).unwrap_or_default();
                let mut work = work.clone();
                let mut found = reference::match_work(&work, listed);
                // "o estudo de Moyses (2019)": a small word before the name may be no part of it.
                if found == Match::None
                    && let Some(shorter) = without_lead(&work, &text)
                {
                    found = reference::match_work(&shorter, listed);
                    work = shorter;
                }
                match found {
                    Match::One(record) => {
                        let key = draft.works.get(record).map_or(String::new(), |work| work.key.clone());
                        if let Some(block) = block_of_mut(draft, place)
                            && free(block, work.span)
                        {
                            block.edit(work.span.range(), What::Cite(u32::try_from(record).unwrap_or(u32::MAX)));
                            draft.report.citations += 1;
                            draft.note(line, rule, work.span.of(&text), Kind::Found, Sure, key);
                        }
                    }
                    Match::Many(records) => {
                        let keys: Vec<&str> =
                            records.iter().filter_map(|&record| draft.works.get(record)).map(|work| work.key.as_str()).collect();
                        let keys = format!("one of: {}", keys.join(", "));
                        draft.note(line, rule, work.span.of(&text), Kind::Doubtful, Unsure, keys);
                    }
                    Match::None => {
                        if draft.listed > 0 && matches!(place, Place::Block(_)) {
                            draft.note(line, rule, work.span.of(&text), Kind::Doubtful, Unsure, "no entry of the list fits");
                        }
                    }
                }
            }
        }
    }
}

/// A citation without the small words before its first name.
fn without_lead(work: &InTextWork, text: &str) -> Option<InTextWork> {
    let first = work.authors.first()?;
    let lead = first
        .split_inclusive(' ')
        .take_while(|word| word.starts_with(char::is_lowercase) || *word == "Apesar ")
        .map(str::len)
        .sum::<usize>();
    let name = first.get(lead..).filter(|name| lead > 0 && !name.is_empty())?;
    let mut shorter = work.clone();
    let at = work.span.of(text).find(name)?;
    shorter.authors[0] = name.to_owned();
    shorter.span.start += u32::try_from(at).ok()?;
    Some(shorter)
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
        for citation in reference::find_numeric(&block.text) {
            if free(block, citation.span) {
                found.push((place, citation));
            }
        }
    }
    let fits = |citation: &Numeric| citation.items.iter().all(|item| numbers.contains_key(&item.number));
    let fitting = found.iter().filter(|(_, citation)| fits(citation)).count();
    let brackets = found.iter().filter(|(_, citation)| !citation.superscript && fits(citation)).count();
    if fitting < 3 || fitting * 2 < found.len() || draft.report.citations > fitting {
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
                draft.note(line, rule, citation.span.of(&text), Kind::Doubtful, Unsure, "no entry has this number");
                continue;
            }
            let keys: Vec<&str> = range.iter().filter_map(|&record| draft.works.get(record)).map(|work| work.key.as_str()).collect();
            draft.note(line, rule, item.span.of(&text), Kind::Found, Likely, keys.join(", "));
            draft.report.citations += range.len();
            if let Some(block) = block_of_mut(draft, place) {
                link_range(block, &text, item.span, &range);
            }
        }
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

/// Whether nothing but emphasis is laid over these words yet.
fn free(block: &Block, span: Span) -> bool {
    !block.edits.iter().any(|edit| edit.what != What::Strong && edit.span.start < span.end && span.start < edit.span.end)
}
