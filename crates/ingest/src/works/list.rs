//! A record for each entry of the list of references.

use crate::{
    block::Role,
    draft::{Draft, beginning},
    recognise::{entries, items},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_reference::{BackKind, Parsed, PrintedIn, Record};

/// Below this the parser is not sure of the parts.
const SURE: f32 = 0.6;

/// Reads the entries; their words go to the bibliography.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut parser = scholion_reference::Parser::new();
    let mut records: Vec<Record> = Vec::new();
    for index in 0..draft.blocks.len() {
        if draft.blocks[index].role != Role::Entry {
            continue;
        }
        let line = draft.block_line(index);
        let text = draft.blocks[index].text.replace('\n', " ");
        let (number, words) = entry(&text);
        let parsed = parser.parse(words);
        let confidence = parsed.iter().map(|work| work.confidence).fold(0.0, f32::max);
        let mut record = best(parsed).map_or_else(Record::default, |work| work.record);
        if record.title.is_empty() && record.author.is_empty() && record.container.is_empty() {
            record.title = scholion_reference::markup::plain(words).text.to_string();
        }
        // A dash, or "Ders.", stands for the authors of the entry before.
        let is_same = || scholion_reference::back_reference(words).is_some_and(|back| back.kind == BackKind::SameAuthor);
        if let Some(last) = records.last().filter(|_| record.author.is_empty() && is_same()) {
            record.author.clone_from(&last.author);
        }
        record.verbatim = words.to_owned();
        record.printed_in = PrintedIn::References;
        if let Some(number) = number {
            record.other.push(("citation-number".to_owned(), format!("\"{number}\"")));
        }
        let sure = if confidence >= SURE {
            Sure
        } else if confidence > 0.0 {
            Likely
        } else {
            Unsure
        };
        let what = Remark::Entry { work: record.kind.name().to_owned(), title: beginning(&record.title, 60) };
        draft.note(line, rule, beginning(words, 60), if sure == Unsure { Kind::Doubtful } else { Kind::Found }, sure, what);
        draft.blocks[index].role = Role::Gone;
        records.push(record);
    }
    scholion_reference::unique_keys(&mut records);
    draft.listed = records.len();
    draft.works = records;
}

/// An entry's number, and its words without number or bullet.
fn entry(text: &str) -> (Option<&str>, &str) {
    if let Some((number, start)) = entries::number_of(text) {
        return (Some(number), text.get(start..).unwrap_or(text));
    }
    let start = items::bullet(text).or_else(|| text.starts_with("– ").then_some("– ".len())).unwrap_or(0);
    (None, text.get(start..).unwrap_or(text))
}

/// The work that takes most of the entry.
fn best(parsed: Vec<Parsed>) -> Option<Parsed> {
    parsed.into_iter().rev().max_by_key(|work| work.span.len())
}
