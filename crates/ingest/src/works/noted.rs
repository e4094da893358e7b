//! The works in the notes.

use std::collections::{BTreeMap, HashMap};

use rustc_hash::FxBuildHasher;

use crate::{
    block::What,
    draft::{Draft, beginning},
    remark::Remark,
    report::{
        Certainty::{Likely, Unsure},
        Kind,
    },
};
use scholion_base::{Span, text};
use scholion_reference::{BackKind, Field, IdentityKey, Parsed, PrintedIn, Record, Verdict};

/// Below this what stands in a note is taken for prose.
const FLOOR: f32 = 0.3;

/// Records the works, one record for a work that two notes name, and links their titles.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let order = in_order(draft);
    if order.is_empty() {
        return;
    }
    let mut parser = scholion_reference::Parser::new();
    let mut known: Known = HashMap::default();
    for (index, record) in draft.works.iter().enumerate() {
        remember(&mut known, scholion_reference::identity(record), index);
    }
    for &note in &order {
        for part in 0..draft.notes[note].body.len() {
            let text = draft.notes[note].body[part].text.clone();
            if scholion_reference::back_reference(&text).is_some() {
                continue;
            }
            for work in parser.parse(&text) {
                let line = draft.notes[note].body[part].line_at(&draft.source, work.span.start);
                if !is_work(&work) {
                    continue;
                }
                let title = link_span(&work, &text);
                let (index, new) = find_or_add(&mut draft.works, &mut known, work);
                draft.notes[note].body[part].edit(title.range(), What::Cite(u32::try_from(index).unwrap_or(u32::MAX)));
                draft.notes[note].works.push(index);
                let what = if new { Remark::Recorded } else { Remark::RecordedBefore };
                draft.note(line, rule, beginning(title.of(&text), 60), Kind::Found, Likely, what);
            }
        }
    }
    scholion_reference::unique_keys(&mut draft.works);
}

/// Links what points back: to the work of the note before, of the author, of a numbered note.
pub fn back(draft: &mut Draft, rule: &'static str) {
    let order = in_order(draft);
    let by_label: BTreeMap<u32, usize> = order.iter().filter_map(|&note| Some((draft.notes[note].label.parse().ok()?, note))).collect();
    let mut last: Option<usize> = None;
    let mut folded: Folded = BTreeMap::new();
    for (place, &note) in order.iter().enumerate() {
        for part in 0..draft.notes[note].body.len() {
            let text = draft.notes[note].body[part].text.clone();
            // The parts do not overlap, so that what is laid over one leaves the others free.
            let taken: BTreeMap<u32, u32> =
                draft.notes[note].body[part].edits.iter().map(|edit| (edit.span.start, edit.span.end)).collect();
            for span in parts(&text) {
                let words = span.of(&text);
                let Some(back) = scholion_reference::back_reference(words) else { continue };
                if taken.range(..span.end).next_back().is_some_and(|(_, &end)| end > span.start) {
                    continue;
                }
                let target = match back.kind {
                    BackKind::Ibid => draft.notes[note].works.last().copied().or(last),
                    _ => {
                        let numbered =
                            back.note_number.and_then(|number| by_label.get(&number)).map(|&note| draft.notes[note].works.as_slice());
                        let pool: Vec<usize> = match numbered {
                            Some(works) if !works.is_empty() => works.iter().copied().take(400).collect(),
                            _ => order[..place].iter().rev().take(400).flat_map(|&note| draft.notes[note].works.iter().copied()).collect(),
                        };
                        by_author(draft, &mut folded, &pool, &back.author, &back.title).or(if pool.len() == 1 {
                            pool.first().copied()
                        } else {
                            None
                        })
                    }
                };
                let line = draft.notes[note].body[part].line_at(&draft.source, span.start);
                match target {
                    Some(work) => {
                        // The words up to the place in the work.
                        let end = if back.locator.is_empty() {
                            span.end
                        } else {
                            words.find(&back.locator).map_or(span.end, |at| span.start + u32::try_from(at).unwrap_or(0))
                        };
                        let linked = trim(&text, Span { start: span.start, end });
                        draft.notes[note].body[part].edit(linked.range(), What::Cite(u32::try_from(work).unwrap_or(u32::MAX)));
                        draft.notes[note].works.push(work);
                        let keys = draft.works.get(work).map(|work| work.key.clone()).into_iter().collect();
                        draft.note(line, rule, words, Kind::Found, Likely, Remark::Cites { keys });
                    }
                    None => draft.note(line, rule, words, Kind::Doubtful, Unsure, Remark::PointsNowhere),
                }
            }
        }
        last = draft.notes[note].works.last().copied().or(last);
    }
}

/// The notes in the order of their markers.
fn in_order(draft: &Draft) -> Vec<usize> {
    let mut order: Vec<usize> = (0..draft.notes.len()).filter(|&note| draft.notes[note].number > 0).collect();
    order.sort_by_key(|&note| draft.notes[note].number);
    order
}

/// Whether what the parser found is a work: it has a title and something that tells where or when.
fn is_work(work: &Parsed) -> bool {
    let record = &work.record;
    let place = !record.url.is_empty()
        || !record.doi.is_empty()
        || !record.container.is_empty()
        || !record.publisher.is_empty()
        || !record.number.is_empty();
    work.confidence >= FLOOR && !record.title.is_empty() && (place || (record.issued.is_some() && !record.author.is_empty()))
}

/// The printed title, or all of the work's words.
fn link_span(work: &Parsed, text: &str) -> Span {
    trim(text, work.span_of(Field::Title).unwrap_or(work.span))
}

/// A span without white space and marks at its end.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    let words = words.trim().trim_end_matches(['.', ',', ';', ':']).trim_end();
    Span::new(span.start as usize + lead, span.start as usize + lead + words.len())
}

/// The works by what makes two records one: several may share it and be different works still, as a book and its review.
type Known = HashMap<IdentityKey, Vec<usize>, FxBuildHasher>;

/// How many works with one key are remembered.
const REMEMBERED: usize = 8;

fn remember(known: &mut Known, keys: Vec<IdentityKey>, index: usize) {
    for key in keys {
        let works = known.entry(key).or_default();
        if works.len() < REMEMBERED {
            works.push(index);
        }
    }
}

/// The record of the same work, or a new one; and whether it is new.
fn find_or_add(works: &mut Vec<Record>, known: &mut Known, work: Parsed) -> (usize, bool) {
    let mut record = work.record;
    record.printed_in = PrintedIn::Notes;
    let keys = scholion_reference::identity(&record);
    let mut candidates: Vec<usize> = Vec::new();
    for &index in keys.iter().filter_map(|key| known.get(key)).flatten() {
        if !candidates.contains(&index) {
            candidates.push(index);
        }
    }
    // Most notes that name a work again name it in the same words, and then there is nothing to weigh.
    let find = |same: fn(&Record, &Record) -> bool| {
        candidates.iter().copied().find(|&index| works.get(index).is_some_and(|other| same(other, &record)))
    };
    let weighed = |known: &Record, record: &Record| scholion_reference::compare(known, record).verdict == Verdict::Same;
    if let Some(index) = find(is_repeated).or_else(|| find(weighed)) {
        return (index, false);
    }
    let index = works.len();
    remember(known, keys, index);
    works.push(record);
    (index, true)
}

/// Whether two records say the same in every field that is weighed, and enough of it to be one work.
fn is_repeated(known: &Record, record: &Record) -> bool {
    let alike = known.title == record.title
        && known.author == record.author
        && known.issued == record.issued
        && known.editor == record.editor
        && known.translated_title == record.translated_title
        && known.container == record.container
        && known.volume == record.volume
        && known.pages == record.pages
        && known.number == record.number
        && known.kind == record.kind
        && known.url == record.url
        && known.doi == record.doi
        && known.isbn == record.isbn;
    let weighty = record.issued.is_some() && !record.author.is_empty() && record.title.chars().filter(|c| c.is_alphanumeric()).count() > 3;
    alike && weighty
}

/// The parts of a note that semicolons divide.
fn parts(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices("; ").chain([(text.len(), "")]) {
        spans.push(Span::new(start, at));
        start = at + 2;
    }
    spans
}

/// A work's names, entry and title, folded for comparison, by its index.
type Folded = BTreeMap<usize, (String, String, String)>;

/// The latest work by an author, with this title if one is given.
fn by_author(draft: &Draft, folded: &mut Folded, pool: &[usize], author: &str, title: &str) -> Option<usize> {
    let (author, title) = (text::fold(author), text::fold(title));
    if author.is_empty() && title.is_empty() {
        return None;
    }
    pool.iter().copied().find(|&index| {
        let Some(work) = draft.works.get(index) else { return false };
        let (names, entry, own_title) = folded.entry(index).or_insert_with(|| {
            let names: Vec<String> = work.author.iter().chain(&work.editor).map(|name| text::fold(&name.short())).collect();
            (names.join(" "), text::fold(&work.verbatim), text::fold(&work.title))
        });
        let first = author.split(' ').next().unwrap_or("");
        let by = author.is_empty()
            || names.contains(&author)
            || (first.len() > 3 && names.split(' ').any(|name| name == first))
            || entry.starts_with(&author);
        by && (title.is_empty() || own_title.contains(&title))
    })
}
