//! A record for each entry of the list of references.

use std::collections::HashMap;

use crate::{
    block::Role,
    draft::{Draft, beginning},
    recognise::{entries, items, listing},
    remark::Remark,
    report::{
        Certainty::{Likely, Sure, Unsure},
        Kind,
    },
};
use scholion_base::script;
use scholion_lang::BACK_REFERENCE;
use scholion_reference::{BackKind, Name, Parsed, PrintedIn, Record, Verdict, backref::names_again, compare};

/// Below this the parser is not sure of the parts.
const SURE: f32 = 0.6;

/// Reads the entries; their words go to the bibliography.
pub fn apply(draft: &mut Draft, rule: &'static str) {
    let mut parser = scholion_reference::Parser::new();
    let mut records: Vec<Record> = Vec::new();
    let mut lists = Lists::default();
    // Above the first entry there are no names for which dashes could stand.
    let first = draft.blocks.iter().find(|block| block.role == Role::Entry);
    let bulleted = first.is_some_and(|block| listing::behind_dashes(&block.text).is_some());
    for index in 0..draft.blocks.len() {
        if draft.blocks[index].role == Role::References {
            lists.begin(&records);
        }
        if draft.blocks[index].role != Role::Entry {
            continue;
        }
        let line = draft.block_line(index);
        let text = draft.blocks[index].text.replace('\n', " ");
        let (number, words) = entry(&text, bulleted);
        for (words, parsed) in works(words, parser.parse(words)) {
            let confidence = parsed.as_ref().map_or(0.0, |work| work.confidence);
            let mut record = parsed.map_or_else(Record::default, |work| work.record);
            above(words, records.last(), &mut record);
            let is_kept = !record.archive_location.is_empty();
            if record.title.is_empty() && record.author.is_empty() && record.container.is_empty() && !is_kept {
                record.title = scholion_reference::markup::plain(words).text.to_string();
            }
            if let Some(known) = lists.known(&record).and_then(|at| records.get_mut(at)) {
                let title = beginning(&known.title, 60);
                complete(known, record);
                draft.note(line, rule, words, Kind::Dropped, Likely, Remark::EntryAgain { title });
                continue;
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
            records.push(record);
        }
        draft.blocks[index].role = Role::Gone;
    }
    scholion_reference::unique_keys(&mut records);
    draft.listed = records.len();
    draft.works = records;
}

/// An entry's number, and its words without number or bullet; where dashes are bullets, without these.
fn entry(text: &str, bulleted: bool) -> (Option<&str>, &str) {
    if let Some((number, start)) = entries::number_of(text) {
        return (Some(number), text.get(start..).unwrap_or(text));
    }
    let dashes = || listing::behind_dashes(text).filter(|_| bulleted);
    // "- 1976b: Weirs"
    if listing::stands_for_names(text) {
        return (None, text);
    }
    let start = items::bullet(text).or_else(|| text.starts_with("– ").then_some("– ".len())).or_else(dashes).unwrap_or(0);
    (None, text.get(start..).unwrap_or(text))
}

/// The works of an entry, each with its words: several may stand under one number, as "A (1990); B (1991)" and "(a) A; (b) B". What does
/// not begin with a name belongs to the work before.
fn works(words: &str, mut parsed: Vec<Parsed>) -> Vec<(&str, Option<Parsed>)> {
    let begins = |work: &Parsed| listing::names_author(work.span.of(words));
    if parsed.len() < 2 || !parsed.iter().skip(1).any(begins) {
        let best = parsed.into_iter().rev().max_by_key(|work| work.span.len());
        return vec![(words, best)];
    }
    let mut found: Vec<(&str, Option<Parsed>)> = Vec::new();
    let mut end = words.len();
    while let Some(work) = parsed.pop() {
        if !parsed.is_empty() && !begins(&work) {
            continue;
        }
        // What stands between is that of the work behind: "(b) B".
        let start = parsed.last().map_or(0, |before| {
            let from = (before.span.end as usize).min(work.span.start as usize);
            let between = words.get(from..work.span.start as usize).unwrap_or("");
            from + between.len() - between.trim_start_matches([';', ' ', '.']).len()
        });
        let own = words.get(start..end).unwrap_or("");
        found.push((own.trim_end_matches([' ', ';']), Some(work)));
        end = start;
    }
    found.reverse();
    found
}

/// The records of the lists above, by their years.
#[derive(Default)]
struct Lists {
    by_year: HashMap<i32, Vec<(usize, Record)>>,
    read: usize,
    /// Whether the list names works of those above in another script.
    repeats: bool,
}

impl Lists {
    /// A further list begins: what was read is of those above.
    fn begin(&mut self, records: &[Record]) {
        for (at, record) in records.iter().enumerate().skip(self.read) {
            if let Some(date) = record.issued {
                self.by_year.entry(date.start.year).or_default().push((at, record.clone()));
            }
        }
        self.read = records.len();
        self.repeats = false;
    }

    /// The record above of a work that a second list names again in another script, as Russian journals print a list in Latin letters below
    /// their own; and there the same entry again.
    fn known(&mut self, record: &Record) -> Option<usize> {
        let others = self.by_year.get(&record.issued?.start.year)?;
        let is_cyrillic = |record: &Record| record.title.chars().any(script::is_cyrillic);
        let is_other = |other: &Record| is_cyrillic(other) != is_cyrillic(record);
        let is_same = |other: &Record| compare(other, record).verdict == Verdict::Same;
        let repeats = self.repeats;
        let (at, other) = others.iter().find(|(_, other)| (repeats || is_other(other)) && is_same(other))?;
        self.repeats |= is_other(other);
        Some(*at)
    }
}

/// Takes over the identifiers that only the second printing of an entry has.
fn complete(known: &mut Record, again: Record) {
    if known.doi.is_empty() {
        known.doi = again.doi;
    }
    if known.url.is_empty() {
        known.url = again.url;
    }
}

/// What an entry leaves to the one above it: its names, or the journal ("ibid.").
fn above(words: &str, before: Option<&Record>, record: &mut Record) {
    names_above(words, before, record);
    let is_ibid = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_lowercase();
        [word.as_str(), word.trim_end_matches('.')].iter().any(|word| BACK_REFERENCE.part(word) == Some("ibid"))
    };
    let Some(before) = before.filter(|before| !before.container.is_empty() && !before.volume.is_empty()) else { return };
    if !record.author.is_empty() && !record.volume.is_empty() && record.container.is_empty() && words.split(' ').any(is_ibid) {
        record.container = before.container.clone();
        record.kind = before.kind;
    }
}

/// `———. (2011)`, `--, and K. Holm`: where dashes stand for names, they are those of the entry before.
fn names_above(words: &str, before: Option<&Record>, record: &mut Record) {
    let is_same = || scholion_reference::back_reference(words).is_some_and(|back| back.kind == BackKind::SameAuthor);
    let is_pointer = |name: &Name| names_again(&name.family) && name.given.is_empty() && name.literal.is_empty();
    let stands = |record: &Record| listing::stands_for_names(words) || record.author.iter().all(is_pointer) && is_same();
    let Some(before) = before.filter(|_| stands(record)) else { return };
    let is_dash = |piece: &&str| piece.chars().any(|c| !c.is_alphanumeric()) && !piece.contains(char::is_alphanumeric);
    let dashes = words.split([' ', ',']).filter(|piece| !piece.is_empty()).take_while(is_dash).count().max(1);
    record.author.retain(|name| !is_pointer(name));
    record.author.retain(|name| name.family.contains(char::is_alphabetic) || !name.literal.is_empty());
    let known = if record.author.is_empty() { before.author.len() } else { dashes };
    record.author.splice(0..0, before.author.iter().take(known).cloned());
}
