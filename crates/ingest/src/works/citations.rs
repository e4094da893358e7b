//! Citations in the running text, linked to the records around their printed words.

use std::collections::{BTreeMap, BTreeSet};

use super::{bracketed, noted, raised, taken::Taken};
use crate::{
    block::{Block, Role, What},
    chars,
    draft::Draft,
    notes::marks::{self, Shape},
    recognise::listing::is_numbered,
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_base::Span;
use scholion_reference::{InTextWork, Match, Naming, Numeric};

/// Links author–year citations, in the text and in the notes.
pub fn author_year(draft: &mut Draft, rule: &'static str) {
    if draft.works.is_empty() {
        return;
    }
    let mut places = blocks(draft);
    places.extend(notes(draft));
    let listed = if draft.listed == 0 { draft.works.len() } else { draft.listed.min(draft.works.len()) };
    let mut by_year = scholion_reference::ByYear::new(draft.works.get(..listed).unwrap_or_default());
    let mut lone: Vec<(Place, InTextWork, usize)> = Vec::new();
    for place in places {
        let text = block_of(draft, place).map_or(String::new(), |block| block.text.clone());
        let mut taken = Taken::of(block_of(draft, place));
        let bracketed = scholion_reference::find_citations(&text);
        let mut works: Vec<&InTextWork> = bracketed.iter().flat_map(|citation| &citation.works).collect();
        // Outside of brackets too, if the list has such a work.
        let outside = scholion_reference::bare(&text);
        // A work that a note names in full prints its authors and year as well.
        let whole = match place {
            Place::Note(note, part) => {
                noted::named(&draft.notes[note], part, |naming| matches!(naming, Naming::Work | Naming::SameAuthor | Naming::By(_)))
            }
            Place::Block(_) => Vec::new(),
        };
        // Those in brackets stand one behind the other.
        let meets = |work: &InTextWork| {
            let next = bracketed.partition_point(|other| other.span.end <= work.span.start);
            bracketed.get(next).is_some_and(|other| other.span.start < work.span.end)
        };
        works.extend(outside.iter().filter(|work| !meets(work)));
        works.retain(|work| !whole.iter().any(|span| span.start <= work.span.start && work.span.end <= span.end));
        for work in works {
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
            // Outside of brackets it may be a place and a year.
            let mut certainty = if work.sure { Sure } else { Likely };
            if found == Match::None {
                (found, certainty) = (by_year.match_entry(&work, listed), Likely);
            }
            // A place and a year are no work that goes by its title: "in Oslo 1990".
            let named = |record: usize| listed.get(record).is_some_and(|record| !record.author.is_empty() || !record.editor.is_empty());
            if let Match::One(record) = found
                && !work.sure
                && !named(record)
            {
                continue;
            }
            // One name and a year may be a place or a body and its year as well.
            if let Match::One(record) = found
                && !(work.sure || work.others || work.authors.len() > 1 || !work.locator.is_empty())
            {
                lone.push((place, work, record));
                continue;
            }
            match found {
                Match::One(record) if taken.is_free(work.span) => {
                    taken.add(work.span);
                    let keys = cite(draft, place, work.span, record);
                    draft.note(line, rule, work.span.of(&text), Kind::Found, certainty, Remark::Cites { keys });
                }
                Match::Many(records) if work.sure => {
                    let keys = keys(draft, &records);
                    draft.note(line, rule, work.span.of(&text), Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
                }
                Match::None if work.sure && draft.listed > 0 && matches!(place, Place::Block(_)) => {
                    draft.note(line, rule, work.span.of(&text), Kind::Doubtful, Unsure, Remark::NoEntry);
                }
                _ => {}
            }
        }
    }
    link_lone(draft, rule, lone);
    bracketed::link(draft, rule);
}

/// Links a name and a year without brackets, where the text cites so throughout and no small word stands before it ("in London 1903").
fn link_lone(draft: &mut Draft, rule: &'static str, lone: Vec<(Place, InTextWork, usize)>) {
    /// So many make a habit.
    const HABIT: usize = 3;
    let is_free = |draft: &Draft, place: Place, work: &InTextWork| {
        let before = block_of(draft, place).and_then(|block| block.text.get(..work.span.start as usize)).unwrap_or("").trim_end();
        !(before.ends_with(char::is_alphabetic) && chars::is_function_word(chars::last_word(before)))
    };
    let is_habit = lone.iter().filter(|(place, work, _)| is_free(draft, *place, work)).count() >= HABIT;
    let (mut here, mut taken) = (None, Taken::of(None));
    for (place, work, record) in lone {
        let Some(block) = block_of(draft, place) else { continue };
        if here.replace(place) != Some(place) {
            taken = Taken::of(Some(block));
        }
        let (line, words) = (block.line_at(&draft.source, work.span.start), work.span.of(&block.text).to_owned());
        let fits = is_habit && is_free(draft, place, &work) && taken.is_free(work.span);
        if fits {
            taken.add(work.span);
            let keys = cite(draft, place, work.span, record);
            draft.note(line, rule, words, Kind::Found, Likely, Remark::Cites { keys });
        } else {
            let keys = keys(draft, &[record]);
            draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::CitesOneOf { keys });
        }
    }
}

/// Lays a citation over words, and gives the key of its record.
pub(super) fn cite(draft: &mut Draft, place: Place, span: Span, record: usize) -> Vec<String> {
    if let Some(block) = block_of_mut(draft, place) {
        block.edit(span.range(), What::Cite(u32::try_from(record).unwrap_or(u32::MAX)));
        draft.report.citations += 1;
    }
    keys(draft, &[record])
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

/// Links citations by number, if most of them fit the list: in square brackets or raised; else in round brackets; else such as have lost
/// that they were raised.
pub fn numeric(draft: &mut Draft, rule: &'static str) {
    if draft.listed < 2 {
        return;
    }
    let list = List::of(draft);
    let mut found = find(draft, scholion_reference::find_numeric);
    for place in blocks(draft) {
        found.extend(block_of(draft, place).map(raised::in_elements).unwrap_or_default().into_iter().map(|run| (place, run)));
    }
    let fits = |citation: &Numeric| citation.items.iter().all(|item| list.numbers.contains_key(&item.number));
    let fitting = found.iter().filter(|(_, citation)| fits(citation)).count();
    let brackets = found.iter().filter(|(_, citation)| !citation.superscript && fits(citation)).count();
    // A short list of which each entry is cited is one as well.
    let few = if list.square && brackets > 0 {
        1
    } else if fitting == found.len() && cited(&found).len() == list.numbers.len() {
        if list.numbers.len() > 2 && brackets > 0 { 1 } else { 2 }
    } else {
        3
    };
    if fitting < few && draft.report.citations < 3 {
        // Equations have numbers in round brackets, too: beside citations in square ones, or a list with such, they cite nothing.
        let is_free = brackets == 0 || !list.printed;
        if is_free && !(!list.square && round(draft, rule, &list)) {
            lost(draft, rule, &list);
        }
        return;
    }
    // Where most citations stand in brackets a superscript is an exponent.
    let found: Vec<(Place, Numeric)> = found.into_iter().filter(|(_, citation)| !citation.superscript || brackets * 2 <= fitting).collect();
    if draft.report.citations > fitting
        || found.len() >= few && !list.agrees(draft, rule, &found)
        || fitting < few
        || fitting * 2 < found.len()
    {
        return;
    }
    for (place, citation) in found {
        link(draft, rule, &list, place, &citation, Kind::Found);
    }
}

/// Citations by number in all of the running text, where nothing else is laid.
fn find(draft: &Draft, find: impl Fn(&str) -> Vec<Numeric>) -> Vec<(Place, Numeric)> {
    let mut found: Vec<(Place, Numeric)> = Vec::new();
    for place in blocks(draft) {
        let Some(block) = block_of(draft, place) else { continue };
        let taken = Taken::of(Some(block));
        found.extend(find(&block.text).into_iter().filter(|citation| taken.is_free(citation.span)).map(|citation| (place, citation)));
    }
    found
}

/// The numbers that are cited.
fn cited(found: &[(Place, Numeric)]) -> BTreeSet<u32> {
    found.iter().flat_map(|(_, citation)| citation.items.iter().map(|item| item.number)).collect()
}

/// Links each number of a citation that the list has.
fn link(draft: &mut Draft, rule: &'static str, list: &List, place: Place, citation: &Numeric, kind: Kind) {
    let text = block_of(draft, place).map_or(String::new(), |block| block.text.clone());
    let line = block_of(draft, place).map_or(0, |block| block.line_at(&draft.source, citation.span.start));
    let mut at = 0;
    while let Some(item) = citation.items.get(at) {
        let same = citation.items[at..].iter().take_while(|other| other.span == item.span);
        let size = same.clone().count();
        let range: Vec<usize> = same.filter_map(|item| list.numbers.get(&item.number).copied()).collect();
        at += size.max(1);
        if range.len() != size {
            draft.note(line, rule, citation.span.of(&text), Kind::Doubtful, Unsure, Remark::NoNumber);
            continue;
        }
        let keys = keys(draft, &range);
        // What was raised says little alone.
        let from = if kind == Kind::Repaired { item.span.start.saturating_sub(20) } else { item.span.start };
        let words = text.get(from as usize..item.span.end as usize).unwrap_or(item.span.of(&text)).to_owned();
        draft.note(line, rule, words, kind, Likely, Remark::Cites { keys });
        draft.report.citations += range.len();
        if let Some(block) = block_of_mut(draft, place) {
            link_range(block, &text, item.span, &range);
        }
    }
}

/// Links numbers in round brackets, if none exceeds the list, they cite half of it, and they rise from 1 in the order in which they first
/// appear, or the list prints its numbers and most are cited. A few that the list lacks, "twelve (12) samples", are left out and said.
fn round(draft: &mut Draft, rule: &'static str, list: &List) -> bool {
    let fits = |(_, citation): &(Place, Numeric)| citation.items.iter().all(|item| list.numbers.contains_key(&item.number));
    let (found, strays): (Vec<_>, Vec<_>) = find(draft, scholion_reference::find_round).into_iter().partition(fits);
    let cited = cited(&found);
    let (mut highest, mut first, mut rising) = (0, 0usize, 0usize);
    for item in found.iter().flat_map(|(_, citation)| &citation.items) {
        if item.number > highest {
            first += 1;
            rising += usize::from(item.number == highest + 1);
            highest = item.number;
        }
    }
    let enough = cited.len() >= 3 && cited.len() * 2 >= list.numbers.len();
    let in_order = rising * 10 >= first * 9 || list.printed && cited.len() * 10 >= list.numbers.len() * 7;
    if !enough || !in_order || strays.len() * 5 > found.len() || !list.agrees(draft, rule, &found) {
        return false;
    }
    for (place, citation) in found.into_iter().chain(strays) {
        link(draft, rule, list, place, &citation, Kind::Found);
    }
    true
}

/// Links numbers that lost their superscript, "saúde.5", "quiet,2–4" and "et al42", if they cite half of the list.
fn lost(draft: &mut Draft, rule: &'static str, list: &List) {
    let mut found: Vec<(Place, Numeric)> = Vec::new();
    for place in blocks(draft) {
        let Some(block) = block_of(draft, place) else { continue };
        let text = block.text.as_str();
        let taken = Taken::of(Some(block));
        let mut end = 0;
        let alone = marks::calls(text, true).into_iter().filter(|sign| sign.shape == Shape::Plain).map(|sign| sign.span.start);
        let mut starts: Vec<u32> = alone.chain(raised::several(text)).collect();
        starts.sort_unstable();
        starts.dedup();
        for start in starts {
            let before = text.get(..start as usize).unwrap_or("");
            // A word of small letters, or a mark behind one: "PT1" and "H2" are names.
            let bare = before.trim_end_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?') || chars::is_closer(c));
            let word = chars::last_word(bare);
            let letters = word.chars().count() >= 2 && word.chars().all(char::is_alphabetic);
            let marked = bare.len() < before.len()
                && (letters || before.ends_with([')', ']', '”', '»']) || before.ends_with("),") || before.ends_with(")."));
            if start < end || !(marked || letters && word.chars().all(char::is_lowercase)) {
                continue;
            }
            let Some(run) = scholion_reference::numeric::run(text, start as usize) else { continue };
            if taken.is_free(run.span) && run.items.iter().all(|item| list.numbers.contains_key(&item.number)) {
                end = run.span.end;
                found.push((place, run));
            }
        }
    }
    let cited = cited(&found);
    if cited.len() < 5 || cited.len() * 2 < list.numbers.len() || !list.agrees(draft, rule, &found) {
        return;
    }
    for (place, citation) in found {
        link(draft, rule, list, place, &citation, Kind::Repaired);
    }
}

/// Links a number, or the ends of a range and what lies between: `5–7` has a word for the first and the last; those between have none, and
/// stand before its dash.
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
            for other in between {
                block.edit(start + first..start + first, cite(*other));
            }
            block.edit(start + last..span.end as usize, cite(*high));
        }
        [low, ..] => block.edit(span.range(), cite(*low)),
    }
}

/// The records of the list by number.
struct List {
    numbers: BTreeMap<u32, usize>,
    /// Whether the list prints the numbers; else the places of the entries are counted.
    printed: bool,
    /// Whether it prints them in square brackets.
    square: bool,
}

impl List {
    fn of(draft: &Draft) -> Self {
        let printed = |index: usize| {
            let other = &draft.works.get(index)?.other;
            other.iter().find(|(name, _)| name == "citation-number").and_then(|(_, value)| value.trim_matches('"').parse().ok())
        };
        let listed = draft.listed.min(draft.works.len());
        // Of several works under one number the first is linked.
        let with: BTreeMap<u32, usize> = (0..listed).rev().filter_map(|index| Some((printed(index)?, index))).collect();
        if (0..listed).filter_map(printed).count() * 2 > listed {
            let is_square = |block: &&Block| block.role == Role::Gone && block.text.starts_with('[') && is_numbered(&block.text);
            let square = draft.blocks.iter().filter(is_square).count() * 2 > listed;
            return Self { numbers: with, printed: true, square };
        }
        let numbers = (0..listed).map(|index| (u32::try_from(index + 1).unwrap_or(0), index)).collect();
        Self { numbers, printed: false, square: false }
    }

    /// Whether the citations can mean this list. Where the entries were counted, one that was lost or cut in two moves all that follow:
    /// then the highest number that is cited is not that of the last entry, and none is linked.
    ///
    /// Fewer may be cited than a long list has, if each of its entries is whole; and a number that no others lead to is none of a citation.
    fn agrees(&self, draft: &mut Draft, rule: &'static str, found: &[(Place, Numeric)]) -> bool {
        let (cited, count) = (cited(found), self.numbers.len());
        let next = u32::try_from(count + 1).unwrap_or(u32::MAX);
        let within = || cited.range(..next).last().copied().unwrap_or(0) as usize;
        let highest = if cited.contains(&next) { cited.last().copied().unwrap_or(0) as usize } else { within() };
        let is_whole = |index: &usize| {
            draft.works.get(*index).is_some_and(|work| !work.author.is_empty() && work.issued.is_some() && !work.title.is_empty())
        };
        let rest_uncited = highest < count && highest * 10 >= count * 9 && count >= 10 && self.numbers.values().all(is_whole);
        if self.printed || highest == count || rest_uncited {
            return true;
        }
        if let Some((place, citation)) =
            found.iter().find(|(_, citation)| citation.items.iter().any(|item| item.number as usize == highest))
        {
            let line = block_of(draft, *place).map_or(0, |block| block.line_at(&draft.source, citation.span.start));
            let words = block_of(draft, *place).map_or("", |block| citation.span.of(&block.text)).to_owned();
            let remark = Remark::NumbersDiffer { cited: highest, n: self.numbers.len() };
            draft.note(line, rule, words, Kind::Doubtful, Unsure, remark);
        }
        false
    }
}

/// A block of the running text, or a part of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Block(usize),
    Note(usize, usize),
}

/// The keys of records.
fn keys(draft: &Draft, records: &[usize]) -> Vec<String> {
    records.iter().filter_map(|&record| draft.works.get(record)).map(|work| work.key.clone()).collect()
}

pub(super) fn blocks(draft: &Draft) -> Vec<Place> {
    (0..draft.blocks.len())
        .filter(|&index| !matches!(draft.blocks[index].role, Role::Gone | Role::References | Role::Entry))
        .map(Place::Block)
        .collect()
}

fn notes(draft: &Draft) -> Vec<Place> {
    (0..draft.notes.len()).flat_map(|note| (0..draft.notes[note].body.len()).map(move |part| Place::Note(note, part))).collect()
}

pub(super) fn block_of(draft: &Draft, place: Place) -> Option<&Block> {
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
