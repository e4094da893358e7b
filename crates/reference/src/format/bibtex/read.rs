//! A file into records: abbreviations are written out, entries inherit, fields are read.

use std::collections::BTreeMap;

use super::{
    super::{Found, Library, Unread},
    dates::MONTHS,
    fields::{Entry, Reading},
    inherit::inherit,
    lex::{Block, Piece, blocks},
    tex::Tex,
};
use crate::{Record, csl};
use scholion_base::{Span, diagnostic::meant, say};

/// How long an abbreviation may become, in bytes: each may hold others.
const LONGEST: usize = 1 << 16;

/// BibTeX's names of fields that BibLaTeX calls otherwise (BibLaTeX manual, 2.2.5, "Field Aliases").
const ALIASES: [(&str, &str); 12] = [
    ("address", "location"),
    ("annote", "annotation"),
    ("archiveprefix", "eprinttype"),
    ("hyphenation", "langid"),
    ("journal", "journaltitle"),
    ("key", "sortkey"),
    ("pdf", "file"),
    ("primaryclass", "eprintclass"),
    ("school", "institution"),
    ("keyword", "keywords"),
    ("lang", "language"),
    ("shortjournaltitle", "shortjournal"),
];

/// Reads all entries of a file.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let blocks = blocks(text, &mut library);
    let mut tex = Tex::default();
    let mut entries = entries(&blocks, &mut tex, &mut library);
    inherit(&mut entries, &mut library);
    let related = related(&entries);
    let mut reading = Reading { tex, library: &mut library, unread: Unread::default() };
    let mut found: Vec<Found> = Vec::with_capacity(entries.len());
    // The place of each entry among what was found.
    let mut places: Vec<Option<usize>> = Vec::with_capacity(entries.len());
    for entry in entries {
        match entry.kind.as_str() {
            "xdata" => places.push(None),
            "set" => {
                let members = entry.fields.get("entryset").map_or("", String::as_str).trim();
                reading.library.doubt(entry.place, say::odd_bibtex_set(members), say::odd_bibtex_set_hint());
                places.push(None);
            }
            _ => {
                places.push(Some(found.len()));
                let place = entry.place;
                found.push(Found { record: reading.record(entry), place });
            }
        }
    }
    let (unread, unknown) = (reading.unread, reading.tex.unknown);
    let place_of = |entry: usize| places.get(entry).copied().flatten();
    for (entry, other) in related {
        let (Some(entry), Some(other)) = (place_of(entry), place_of(other)) else { continue };
        let Some(original) = found.get(other).map(|found| found.record.clone()) else { continue };
        if let Some(found) = found.get_mut(entry) {
            originals(&mut found.record, &original);
        }
    }
    library.entries = found;
    unread.tell_with(&mut library, say::unread_fields_hint());
    told(&unknown, &mut library);
    library.faults.sort_by_key(|fault| fault.place);
    library
}

/// The entries of a file with their abbreviations written out, and what its preambles define.
fn entries(blocks: &[Block<'_>], tex: &mut Tex, library: &mut Library) -> Vec<Entry> {
    // What is used before its definition is meant as well; else the last definition before an entry holds, as in BibTeX.
    let mut later: BTreeMap<String, String> = BTreeMap::new();
    for block in blocks.iter().filter(|block| block.name == "string") {
        for field in &block.fields {
            let value = spelled(&field.value, &later, &BTreeMap::new(), &mut Vec::new());
            later.entry(field.name.clone()).or_insert(value);
        }
    }
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut entries = Vec::new();
    for block in blocks {
        let mut undefined = Vec::new();
        match block.name.as_str() {
            "string" => {
                for field in &block.fields {
                    let value = spelled(&field.value, &known, &later, &mut undefined);
                    known.insert(field.name.clone(), value);
                }
            }
            "preamble" => {
                for field in &block.fields {
                    tex.macros.define(&spelled(&field.value, &known, &later, &mut undefined));
                }
            }
            _ => {
                let mut entry =
                    Entry { kind: block.name.clone(), key: block.key.to_owned(), place: block.place, fields: BTreeMap::new() };
                for field in &block.fields {
                    let name = ALIASES.iter().find(|(alias, _)| *alias == field.name).map_or(field.name.as_str(), |(_, name)| name);
                    let mut value = spelled(&field.value, &known, &later, &mut undefined);
                    if value.contains("&amp;") {
                        // What data bases export was HTML.
                        value = value.replace("\\&amp;", "\\&").replace("&amp;", "&");
                    }
                    if value.trim().is_empty() {
                        continue;
                    }
                    match entry.fields.get(name) {
                        None => {
                            entry.fields.insert(name.to_owned(), value);
                        }
                        Some(first) if *first == value => {}
                        // Programs write further keywords, files and notes in fields of the same name.
                        Some(first) if matches!(name, "keywords" | "file" | "note" | "annotation" | "url") => {
                            let joint = if matches!(name, "keywords" | "file") { ", " } else { " " };
                            if name == "url" {
                                library.doubt(field.place, say::odd_bibtex_twice(&field.name), say::odd_bibtex_twice_hint());
                            } else {
                                let joined = format!("{first}{joint}{value}");
                                entry.fields.insert(name.to_owned(), joined);
                            }
                        }
                        // BibTeX's and BibLaTeX's name of one field; both are kept.
                        Some(_) if name != field.name && !entry.fields.contains_key(&field.name) => {
                            entry.fields.insert(field.name.clone(), value);
                        }
                        Some(_) => library.doubt(field.place, say::odd_bibtex_twice(&field.name), say::odd_bibtex_twice_hint()),
                    }
                }
                entries.push(entry);
            }
        }
        undefined.dedup();
        for name in undefined {
            let hint = meant(name, known.keys().map(String::as_str).take(1 << 8)).unwrap_or_else(say::unknown_abbreviation_hint);
            library.doubt(block.place, say::unknown_abbreviation(name), hint);
        }
    }
    entries
}

/// A value with its abbreviations written out. One that nothing defines stands for itself.
fn spelled<'t>(
    value: &[Piece<'t>],
    known: &BTreeMap<String, String>,
    later: &BTreeMap<String, String>,
    undefined: &mut Vec<&'t str>,
) -> String {
    let mut spelled = String::new();
    for piece in value {
        match piece {
            Piece::Text(text) => spelled.push_str(text),
            Piece::Word(word) => {
                let name = word.to_lowercase();
                let definition = known.get(&name).or_else(|| later.get(&name));
                if let Some(definition) = definition.filter(|definition| spelled.len() + definition.len() <= LONGEST) {
                    spelled.push_str(definition);
                    continue;
                }
                let is_month = MONTHS.iter().any(|month| name.get(..3) == Some(month));
                if !is_month && definition.is_none() && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                    undefined.push(word);
                }
                spelled.push_str(word);
            }
        }
    }
    spelled
}

/// Entries of which another one of the file is the original, by their places.
fn related(entries: &[Entry]) -> Vec<(usize, usize)> {
    let places: BTreeMap<&str, usize> = entries.iter().enumerate().rev().map(|(place, entry)| (entry.key.as_str(), place)).collect();
    let of = |(place, entry): (usize, &Entry)| {
        let kind = entry.fields.get("relatedtype")?;
        if !matches!(kind.trim(), "translationof" | "translationfrom" | "reprintof" | "reprintfrom" | "origpubin") {
            return None;
        }
        let original = places.get(entry.fields.get("related")?.split(',').next()?.trim())?;
        (*original != place).then_some((place, *original))
    };
    entries.iter().enumerate().filter_map(of).collect()
}

/// What CSL says of the original of a translation or reprint.
fn originals(record: &mut Record, original: &Record) {
    let date = original.issued.map(|date| date.to_string()).unwrap_or_default();
    let title = if original.title == record.title { "" } else { &original.title };
    for (variable, text) in [
        ("original-date", date.as_str()),
        ("original-title", title),
        ("original-publisher", &original.publisher),
        ("original-publisher-place", &original.place),
    ] {
        if !text.is_empty() && record.other.iter().all(|(name, _)| name != variable) {
            csl::set(record, variable, text);
        }
    }
}

/// Tells once a file which commands of it nobody knows.
fn told(unknown: &BTreeMap<String, usize>, library: &mut Library) {
    let commands: Vec<String> = unknown.iter().take(20).map(|(name, count)| format!("`{name}` ({count})")).collect();
    if !commands.is_empty() {
        library.note(Span::new(0, 0), say::unknown_commands(commands.join(", ")), say::unknown_commands_hint());
    }
}
