//! By what works are found and sorted, and which record of one says most.

use std::collections::BTreeSet;

use super::Work;
use crate::{base::text, reference::Record};

/// The form under which two orders of one name are the same: its folded words in the order of the
/// alphabet.
pub fn author_key(name: &str) -> String {
    let folded = text::fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

pub(super) fn authors(work: &Work) -> BTreeSet<String> {
    work.records.iter().flat_map(|record| record.author.iter().chain(&record.editor)).map(|name| author_key(&name.sorted())).collect()
}

pub(super) fn names(work: &Work) -> BTreeSet<String> {
    let titles = work.records.iter().flat_map(|record| [&record.title, &record.translated_title]);
    titles.map(|title| text::fold(title)).chain([text::fold(&work.key)]).filter(|name| !name.is_empty()).collect()
}

/// How much a record says: fields that are filled, identifiers counted twice.
pub(super) fn fullness(record: &Record) -> usize {
    let texts = [
        &record.title,
        &record.container,
        &record.publisher,
        &record.place,
        &record.volume,
        &record.issue,
        &record.pages,
        &record.verbatim,
    ];
    let identifiers = [&record.doi, &record.isbn, &record.url, &record.number];
    texts.iter().filter(|text| !text.is_empty()).count()
        + 2 * identifiers.iter().filter(|text| !text.is_empty()).count()
        + record.author.len().min(3)
        + usize::from(record.issued.is_some())
}

/// By what an index sorts a work: its first author or editor, else its title; then year and title.
pub(super) fn sort_text(record: &Record) -> String {
    let name = record.author.first().or(record.editor.first()).map(crate::reference::Name::sorted);
    let year = record.issued.map(|date| date.to_string()).unwrap_or_default();
    let title = text::fold(&record.title);
    match name {
        Some(name) => format!("{}\u{1}{year}\u{1}{title}", text::fold(&name)),
        None => format!("{title}\u{1}{year}"),
    }
}
