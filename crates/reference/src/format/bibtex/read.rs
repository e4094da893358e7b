//! Entries to records.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt, Entry, Pair, ParseError, ParseErrorKind, RawBibliography, RawChunk, Spanned};

use super::{
    super::{Found, Library, in_periodical, latex, set_other},
    dates, languages, names,
    split::{RawEntry, split},
    types,
};
use crate::{Kind, Record, Role, variable};
use scholion_base::{
    Message, Span,
    diagnostic::{did_you_mean, meant, nearest},
    say,
};

/// Deeper braces than people write; what reads them goes down with each.
const DEEPEST: usize = 40;
/// How many times an entry may inherit from one that inherits itself.
const GENERATIONS: usize = 4;
/// Types of entry that hold no work.
const NO_WORKS: [&str; 4] = ["comment", "preamble", "string", "set"];
/// What entries inherit from the one that `crossref` names, where theirs has another name.
const RENAMED: [(&str, &str); 4] =
    [("title", "booktitle"), ("subtitle", "booksubtitle"), ("titleaddon", "booktitleaddon"), ("author", "bookauthor")];
/// What no entry inherits.
const OWN: [&str; 9] = ["entrysubtype", "crossref", "xdata", "xref", "pages", "doi", "url", "urldate", "abstract"];

/// Reads all entries of a file.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let parts = split(text);
    let strings = strings(text, &parts, &mut library);
    let mut read: Vec<(RawEntry, Entry, Span)> = Vec::new();
    for part in parts.into_iter().filter(|part| !NO_WORKS.contains(&part.name.as_str())) {
        if let Some((entry, place)) = entry(text, &part, &strings, &mut library) {
            read.push((part, entry, place));
        }
    }
    let mut by_key: BTreeMap<&str, &(RawEntry, Entry, Span)> = BTreeMap::new();
    for one in &read {
        by_key.entry(one.1.key.as_str()).or_insert(one);
    }
    for (part, entry, place) in &read {
        let mut entry = entry.clone();
        inherit(&mut entry, &by_key, GENERATIONS);
        if part.name == "xdata" {
            continue;
        }
        let record = record(part, &entry, *place, &mut library);
        library.entries.push(Found { record, place: *place });
    }
    library.faults.sort_by_key(|fault| fault.place);
    library
}

/// The abbreviations that the file defines. One may use those before it; the first definition of a name holds.
fn strings<'t>(text: &'t str, parts: &[RawEntry], library: &mut Library) -> Vec<Pair<'t>> {
    let mut strings: Vec<Pair<'t>> = Vec::new();
    for part in parts.iter().filter(|part| part.name == "string" && part.depth <= DEEPEST) {
        let place = Span::new(part.range.start, part.range.start + 1 + part.name.len());
        match RawBibliography::parse(text.get(part.range.clone()).unwrap_or("")) {
            Ok(raw) => {
                for pair in raw.abbreviations {
                    let known = |name: &str| strings.iter().any(|other| other.key.v == name);
                    let sound = pair.value.v.iter().all(|chunk| match chunk.v {
                        RawChunk::Normal(_) => true,
                        RawChunk::Abbreviation(name) => known(name),
                    });
                    if sound && !known(pair.key.v) {
                        strings.push(pair);
                    }
                }
            }
            Err(error) => library.fault(place, words(&error.kind), say::bad_bibtex_hint_definition()),
        }
    }
    strings
}

/// Reads one entry. An abbreviation that nothing defines stands for itself.
fn entry(text: &str, part: &RawEntry, strings: &[Pair<'_>], library: &mut Library) -> Option<(Entry, Span)> {
    let slice = text.get(part.range.clone())?;
    let head = Span::new(part.range.start, part.range.start + slice.find([',', '\n', '\r']).unwrap_or(slice.len()));
    if part.depth > DEEPEST {
        library.fault(head, say::bad_bibtex_deep(), say::bad_bibtex_hint_deep());
        return None;
    }
    if !part.is_closed {
        library.fault(head, say::bad_bibtex_unclosed(), say::bad_bibtex_hint_unclosed());
        return None;
    }
    // Once commands are read, a sign that was written as one must not look like the beginning of another.
    let guarded = latex::guard(slice);
    let mut raw = match RawBibliography::parse(&guarded) {
        Ok(raw) => raw,
        Err(error) => {
            let at = shift(part, slice, &error);
            library.fault(at, words(&error.kind), say::bad_bibtex_hint());
            return None;
        }
    };
    let raw_entry = raw.entries.first()?;
    let key = raw_entry.v.key.span.clone();
    let place = Span::new(part.range.start + key.start, part.range.start + key.end);
    raw.abbreviations = strings.to_vec();
    let mut undefined: Vec<&str> = Vec::new();
    for name in raw_entry.v.fields.iter().flat_map(|field| &field.value.v).filter_map(|chunk| match chunk.v {
        RawChunk::Abbreviation(name) => Some(name),
        RawChunk::Normal(_) => None,
    }) {
        let same = strings.iter().find(|other| other.key.v.eq_ignore_ascii_case(name)).map(|other| other.value.clone());
        let month = dates::MONTHS.iter().any(|month| name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month)));
        if same.is_none() && !month {
            undefined.push(name);
        }
        let value = same.unwrap_or_else(|| Spanned::zero(vec![Spanned::zero(RawChunk::Normal(name))]));
        raw.abbreviations.push(Pair::new(Spanned::zero(name), value));
    }
    for name in undefined {
        let hint = meant(name, strings.iter().map(|other| other.key.v));
        let hint = hint.unwrap_or_else(say::unknown_abbreviation_hint);
        library.doubt(place, say::unknown_abbreviation(name), hint);
    }
    match Bibliography::from_raw(without_parents(&raw)) {
        Ok(bibliography) => {
            let mut entry = bibliography.into_vec().into_iter().next()?;
            // Parents are looked up by us: a circle of them must not be followed for ever.
            for field in raw.entries.first()?.v.fields.iter().filter(|field| is_parent(field.key.v)) {
                let keys: String = field
                    .value
                    .v
                    .iter()
                    .map(|chunk| match chunk.v {
                        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
                    })
                    .collect();
                entry.set(field.key.v, vec![Spanned::zero(biblatex::Chunk::Normal(keys))]);
            }
            Some((entry, place))
        }
        Err(error) => {
            let at = shift(part, slice, &error);
            library.fault(at, words(&error.kind), say::bad_bibtex_hint());
            None
        }
    }
}

fn is_parent(field: &str) -> bool {
    field.eq_ignore_ascii_case("crossref") || field.eq_ignore_ascii_case("xdata")
}

fn without_parents<'t>(raw: &RawBibliography<'t>) -> RawBibliography<'t> {
    let mut raw = raw.clone();
    for entry in &mut raw.entries {
        entry.v.fields.retain(|field| !is_parent(field.key.v));
    }
    raw
}

/// Takes over what an entry does not say itself from those that it names as its parents.
fn inherit(entry: &mut Entry, by_key: &BTreeMap<&str, &(RawEntry, Entry, Span)>, generations: usize) {
    if generations == 0 {
        return;
    }
    for (field, renames) in [("xdata", false), ("crossref", true)] {
        let keys = entry.remove(field).map(|chunks| chunks.format_verbatim()).unwrap_or_default();
        for key in keys.split(',').map(str::trim) {
            let Some((_, parent, _)) = by_key.get(key) else { continue };
            let mut parent = parent.clone();
            inherit(&mut parent, by_key, generations - 1);
            for (name, value) in parent.fields {
                let name = match RENAMED.iter().find(|(from, _)| renames && *from == name) {
                    Some((_, to)) => (*to).to_owned(),
                    None => name,
                };
                if !(renames && OWN.contains(&name.as_str())) && !entry.fields.contains_key(&name) {
                    entry.fields.insert(name, value);
                }
            }
        }
    }
}

/// An entry as a record.
fn record(part: &RawEntry, entry: &Entry, place: Span, library: &mut Library) -> Record {
    let text = |field: &str| entry.get(field).map(|chunks| latex::plain(&chunks.format_verbatim())).unwrap_or_default();
    // Addresses are taken word for word, but for signs that careful people escape even there.
    let verbatim = |field: &str| {
        let text = entry.get(field).map(|chunks| chunks.format_verbatim()).unwrap_or_default();
        ["_", "%", "#", "&", "~"].iter().fold(text, |text, sign| text.replace(&format!("\\{sign}"), sign)).trim().to_owned()
    };
    let first = |fields: &[&str]| fields.iter().map(|field| text(field)).find(|text| !text.is_empty()).unwrap_or_default();
    let people = |field: &str| entry.get(field).map(names::read).unwrap_or_default();
    let kind = types::kind_of(&part.name, &text("entrysubtype").to_lowercase());
    if kind.is_none() {
        let known = ["article", "book", "incollection", "inproceedings", "online", "report", "thesis", "misc"];
        let near: Vec<String> = nearest(&part.name, known, 1).iter().map(|near| format!("@{near}")).collect();
        let hint = did_you_mean(&near).unwrap_or_else(say::unknown_type_hint_misc);
        library.doubt(place, say::unknown_type_bibtex(&part.name), hint);
    }
    let mut record = Record { key: entry.key.as_str().into(), kind: kind.unwrap_or(Kind::Document), ..Record::default() };
    record.author = people("author");
    record.editor = people("editor");
    record.translator = people("translator");
    for field in ["editora", "editorb", "editorc"] {
        let role = text(&format!("{field}type"));
        let role = Role::named(&role).unwrap_or(Role::Contributor);
        let names = people(field);
        if !names.is_empty() {
            record.other_names.push((role, names));
        }
    }
    let container_author = people("bookauthor");
    if !container_author.is_empty() && container_author != record.author {
        record.other_names.push((Role::ContainerAuthor, container_author));
    }
    let joined = |title: &str, subtitle: &str| match (text(title), text(subtitle)) {
        (title, subtitle) if subtitle.is_empty() => title,
        (title, subtitle) if title.ends_with(['?', '!', ':']) => format!("{title} {subtitle}"),
        (title, subtitle) => format!("{title}: {subtitle}"),
    };
    record.title = joined("title", "subtitle");
    let addon = text("titleaddon");
    match addon.strip_prefix('[').and_then(|addon| addon.strip_suffix(']')) {
        Some(translation) => record.translated_title = translation.into(),
        None => set_other(&mut record, "title-addon", &addon),
    }
    let containers = [
        joined("journaltitle", "journalsubtitle"),
        text("journal"),
        joined("booktitle", "booksubtitle"),
        text("maintitle"),
        text("issuetitle"),
    ];
    record.container = containers.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    record.series = text("series");
    numbers(&mut record, part, &text);
    record.volume = text("volume");
    record.pages = text("pages");
    record.edition = text("edition");
    record.genre = genre(&part.name, &text("type"));
    record.publisher = first(&["publisher", "institution", "school", "organization"]);
    record.place = first(&["address", "location"]);
    let date = verbatim("date");
    record.issued = dates::read(&date).or_else(|| dates::of_fields(&text("year"), &text("month"), &text("day")));
    let written = if date.is_empty() { text("year") } else { date };
    if record.issued.is_none() && !written.is_empty() {
        library.doubt(place, say::bad_value_bibtex_date(&written), say::bad_value_hint_bibtex_date());
        set_other(&mut record, "status", &written);
    }
    record.accessed = dates::read(&verbatim("urldate"));
    record.doi = doi(&verbatim("doi")).into();
    record.url = verbatim("url");
    if record.url.is_empty() && text("eprinttype").eq_ignore_ascii_case("arxiv") {
        record.url = format!("https://arxiv.org/abs/{}", verbatim("eprint"));
    }
    record.isbn = text("isbn");
    record.issn = text("issn");
    record.archive = first(&["archive", "library"]);
    record.archive_location = text("archivelocation");
    record.language = ["language", "langid", "hyphenation"].iter().find_map(|field| languages::lang(&text(field)));
    record.note = text("note");
    for variable in variable::ALL.iter().filter(|variable| !variable.bibtex.is_empty()) {
        if record.other.iter().all(|(name, _)| *name != variable.name) {
            set_other(&mut record, variable.name, &text(variable.bibtex));
        }
    }
    record
}

/// What `number`, `issue` and `eid` mean depends on the type.
fn numbers(record: &mut Record, part: &RawEntry, text: &dyn Fn(&str) -> String) {
    let (number, issue, eid) = (text("number"), text("issue"), text("eid"));
    if in_periodical(record.kind) {
        if number.is_empty() {
            record.issue = issue;
        } else {
            record.issue = number;
        }
        record.number = eid;
    } else if types::is_bookish(&part.name) && !text("series").is_empty() {
        set_other(record, "collection-number", &number);
        record.issue = issue;
        record.number = eid;
    } else {
        record.number = number;
        record.issue = issue;
    }
}

/// The genre: what the entry says, BibLaTeX's keys for it in words.
fn genre(entry_type: &str, written: &str) -> String {
    let words = match written {
        "" => types::genre_of(entry_type),
        "phdthesis" => "PhD thesis",
        "mathesis" => "Master’s thesis",
        "bathesis" => "Bachelor’s thesis",
        "candthesis" => "Candidate thesis",
        "techreport" => "Technical report",
        "resreport" => "Research report",
        words => words,
    };
    words.to_owned()
}

/// A DOI without its resolver.
fn doi(text: &str) -> &str {
    ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text)
        .trim()
}

/// Where an error stands in the file.
fn shift(part: &RawEntry, slice: &str, error: &ParseError) -> Span {
    let at = |offset: usize| part.range.start + offset.min(slice.len());
    Span::new(at(error.span.start), at(error.span.end.max(error.span.start)))
}

/// What is wrong, in the words of our messages.
fn words(kind: &ParseErrorKind) -> Message {
    match kind {
        ParseErrorKind::UnexpectedEof => say::bad_bibtex_early(),
        ParseErrorKind::Unexpected(token) => say::bad_bibtex_token(token),
        ParseErrorKind::Expected(token) => say::bad_bibtex_expected(token),
        ParseErrorKind::UnknownAbbreviation(name) => say::bad_bibtex(say::unknown_abbreviation(name)),
        ParseErrorKind::MalformedCommand => say::bad_bibtex_command(),
        other => say::bad_bibtex(other),
    }
}
