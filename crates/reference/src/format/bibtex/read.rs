//! A file into records: abbreviations are written out, entries inherit, fields are read.

use std::collections::BTreeMap;

use super::{
    super::{Found, Library, Unread, entities},
    fields::{Entry, Reading},
    inherit::inherit,
    lex::{Block, Field, Piece, blocks},
    tex::Tex,
};
use crate::{Record, csl, said::MONTHS};
use scholion_base::{Span, diagnostic::meant, say};

/// How long an abbreviation may become, in bytes: each may hold others.
const LONGEST: usize = 1 << 16;

/// BibTeX's names of fields that BibLaTeX calls otherwise (BibLaTeX manual, 2.2.5, "Field Aliases"), and those of data bases.
const ALIASES: [(&str, &str); 17] = [
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
    ("authors", "author"),
    ("editors", "editor"),
    ("articleno", "eid"),
    ("numpages", "pagetotal"),
    ("pmc", "pmcid"),
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
                let mut entry = Entry { kind: block.name.clone(), key: block.key.to_owned(), place: block.place, ..Entry::default() };
                for field in &block.fields {
                    let value = without_entities(spelled(&field.value, &known, &later, &mut undefined));
                    if !value.trim().is_empty() {
                        put(&mut entry, field, value, library);
                    }
                }
                settle(&mut entry);
                entries.push(entry);
            }
        }
        undefined.dedup_by_key(|(name, _)| *name);
        for (name, place) in undefined {
            let hint = meant(name, known.keys().map(String::as_str).take(1 << 8)).unwrap_or_else(say::unknown_abbreviation_hint);
            library.doubt(place, say::unknown_abbreviation(name), hint);
        }
    }
    entries
}

/// Takes a field over. Programs write further keywords, files and notes in fields of the same name; of others the first counts.
fn put(entry: &mut Entry, field: &Field<'_>, value: String, library: &mut Library) {
    let name = field.name.as_str();
    match entry.fields.get_mut(name) {
        None => {
            entry.fields.insert(name.to_owned(), value);
            entry.places.insert(name.to_owned(), field.place);
        }
        Some(first) if *first == value => {}
        Some(first) if matches!(name, "keywords" | "keyword" | "file") => first.extend([", ", &value]),
        Some(first) if matches!(name, "note" | "annote" | "annotation") => first.extend([" ", &value]),
        Some(_) => library.doubt(field.place, say::odd_bibtex_twice(name), say::odd_bibtex_twice_hint()),
    }
}

/// Gives fields BibLaTeX's names. Where an entry has both names, what BibTeX's says is kept under it, or is what data bases mean by it.
fn settle(entry: &mut Entry) {
    // The Mathematical Reviews have the journal in full beside its abbreviation.
    rename(entry, "fjournal", "journaltitle");
    if entry.fields.contains_key("journaltitle") {
        rename(entry, "journal", "shortjournal");
    }
    // The ACM says where the publisher is, and where the conference was.
    if entry.fields.contains_key("address") && entry.fields.get("address") != entry.fields.get("location") {
        rename(entry, "location", "venue");
    }
    for (alias, name) in ALIASES {
        rename(entry, alias, name);
    }
}

/// Gives a field another name, if nothing stands under that.
fn rename(entry: &mut Entry, from: &str, to: &str) {
    if entry.fields.contains_key(to) {
        if entry.fields.get(from) == entry.fields.get(to) {
            entry.fields.remove(from);
        }
        return;
    }
    if let Some(value) = entry.fields.remove(from) {
        entry.fields.insert(to.to_owned(), value);
    }
    if let Some(place) = entry.places.remove(from) {
        entry.places.insert(to.to_owned(), place);
    }
}

/// What data bases export was HTML. A sign that a backslash makes one stays, but of `\\&amp;`, which somebody wrote for both.
fn without_entities(value: String) -> String {
    const SIGN: &str = "\u{e000}";
    if !(value.contains('&') && value.contains(';')) {
        return value;
    }
    let guarded = value.replace("{\\&}", "\\&").replace("\\&amp;", "\\&").replace("\\&", SIGN);
    entities::decode(&guarded).replace(SIGN, "\\&")
}

/// A value with its abbreviations written out. One that nothing defines stands for itself.
fn spelled<'t>(
    value: &[Piece<'t>],
    known: &BTreeMap<String, String>,
    later: &BTreeMap<String, String>,
    undefined: &mut Vec<(&'t str, Span)>,
) -> String {
    let mut spelled = String::new();
    for piece in value {
        match piece {
            Piece::Text(text) => spelled.push_str(text),
            Piece::Word(word, place) => {
                let name = word.to_lowercase();
                let definition = known.get(&name).or_else(|| later.get(&name));
                if let Some(definition) = definition.filter(|definition| spelled.len() + definition.len() <= LONGEST) {
                    spelled.push_str(definition);
                    continue;
                }
                let is_month = MONTHS.iter().any(|month| name.get(..3) == Some(month));
                if !is_month && definition.is_none() && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                    undefined.push((word, *place));
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
