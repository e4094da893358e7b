//! Works that two notes name: one record for both.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use scholion_base::text;
use scholion_reference::{IdentityKey, Kind, Parsed, PrintedIn, Record, Verdict};

/// The works by what makes two records one.
#[derive(Default)]
pub struct Known {
    /// Several may share a key and be different works still, as a book and its review.
    works: HashMap<IdentityKey, Vec<usize>, FxBuildHasher>,
    /// Primary sources by the mark by which they go.
    marks: HashMap<String, usize, FxBuildHasher>,
}

/// How many works with one key are remembered.
const REMEMBERED: usize = 8;

/// Remembers a work by its keys.
pub fn remember(known: &mut Known, keys: Vec<IdentityKey>, index: usize) {
    for key in keys {
        let works = known.works.entry(key).or_default();
        if works.len() < REMEMBERED {
            works.push(index);
        }
    }
}

/// The record of the same work, or a new one; and whether it is new.
pub fn find_or_add(works: &mut Vec<Record>, known: &mut Known, work: Parsed) -> (usize, bool) {
    let mut record = work.record;
    record.printed_in = PrintedIn::Notes;
    let keys = scholion_reference::identity(&record);
    if let Some(index) = repeated_source(works, known, &record) {
        return (index, false);
    }
    let mut candidates: Vec<usize> = Vec::new();
    for &index in keys.iter().filter_map(|key| known.works.get(key)).flatten() {
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
    if let Some(mark) = mark(&record) {
        known.marks.insert(mark, index);
    }
    works.push(record);
    (index, true)
}

/// The record of a primary source that goes by the same mark.
fn repeated_source(works: &[Record], known: &Known, record: &Record) -> Option<usize> {
    let index = *known.marks.get(&mark(record)?)?;
    works.get(index).filter(|other| other.kind == record.kind).map(|_| index)
}

/// By what a primary source goes: its shelfmark with what it is called, a report and its page, a number, a section.
fn mark(record: &Record) -> Option<String> {
    let parts = match record.kind {
        Kind::Manuscript if !record.archive_location.is_empty() => [&record.archive, &record.archive_location],
        Kind::LegalCase | Kind::Treaty if !record.container.is_empty() && !record.volume.is_empty() && !record.pages.is_empty() => {
            return Some(text::fold(&format!("{} {} {}", record.container, record.volume, record.pages)));
        }
        Kind::LegalCase | Kind::Patent | Kind::Standard if !record.number.is_empty() => {
            return Some(text::fold(&record.number));
        }
        Kind::Legislation if record.number.is_empty() && record.author.is_empty() => [&record.title, &record.container],
        _ => return None,
    };
    let year = record.issued.map_or(String::new(), |date| date.start.year.to_string());
    let [first, second, title] = [parts[0], parts[1], &record.title].map(|part| text::fold(part));
    Some(format!("{first}|{second}|{title}|{year}"))
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
        && (known.pages == record.pages || is_place(known) || is_place(record))
        && known.number == record.number
        && known.kind == record.kind
        && known.url == record.url
        && known.doi == record.doi
        && known.isbn == record.isbn;
    let weighty = record.issued.is_some() && !record.author.is_empty() && record.title.chars().filter(|c| c.is_alphanumeric()).count() > 3;
    alike && weighty
}

/// Whether the pages of a record are a place that a note cites, and not where the work stands: those of a book, and one alone of an article with a
/// title of its own.
fn is_place(record: &Record) -> bool {
    let one = record.pages.chars().all(|c| c.is_alphanumeric());
    record.container.is_empty() || one && record.title.split(' ').count() > 2
}
