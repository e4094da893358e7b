//! What the last conversion of each source found, kept in `.scholion/reports/`, so that a report converts nothing anew.
//!
//! Two lines of JSON for each source: what lists and counts need, then all items. A report is believed as long as the
//! source has the same bytes, and either the document is the one that this conversion gave, or this very program made it.
//! What is missing or cannot be read is made anew; what cannot be written is no failure.

use std::{
    cell::LazyCell,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    item::{Item, items},
    look::Files,
};
use crate::{
    base::{Diagnostic, RelPath, source_text::Source},
    build::key::PROGRAM,
    commands::{
        ingest::{
            extract,
            sources::{self, name_of},
        },
        origin::origin,
        session::Session,
    },
    ingest::{Ingested, report::Kind},
    public::write_whole,
};

/// Where reports stand, from the archive's root.
const FOLDER: &str = ".scholion/reports";
/// The notation.
const FORMAT: u32 = 2;

/// What lists and counts need of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    format: u32,
    program: String,
    /// The digest of the source's bytes, by which it is known again.
    source: String,
    /// What the document said of its origin: the SHA-256 of the source and of the document as generated.
    pub sha256: String,
    generated: String,
    /// The language of the text.
    pub language: String,
    /// The source's encoding.
    pub encoding: String,
    /// How many notes, works, citations.
    pub notes: usize,
    pub works: usize,
    pub citations: usize,
    /// How many items of each kind, in the order of [`Kind`].
    counts: [usize; 4],
    /// What needs eyes.
    pub open: Vec<Item>,
    /// Why the source could not be read, if it could not.
    pub failure: Option<Diagnostic>,
}

impl Head {
    /// How many items of this kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        self.counts.get(kind as usize).copied().unwrap_or(0)
    }
}

/// The report of a conversion.
pub fn of(source: &str, path: &RelPath, bytes: &[u8], ingested: &Ingested) -> (Head, Vec<Item>) {
    let report = &ingested.report;
    // What a program took out of a file has lines of its own.
    let is_plain = || !extract::is_known(path, bytes) && !extract::is_structured(path, bytes);
    let text = LazyCell::new(|| is_plain().then(|| Source::decode(bytes)));
    let all = items(report, || text.as_ref());
    let origin = origin(&ingested.markdown);
    let mut head = Head {
        format: FORMAT,
        program: PROGRAM.to_owned(),
        source: source.to_owned(),
        sha256: origin.sha256,
        generated: origin.generated,
        language: report.language.to_string(),
        encoding: report.encoding.clone(),
        notes: report.notes,
        works: report.works,
        citations: report.citations,
        open: all.iter().filter(|item| item.needs_eyes()).cloned().collect(),
        ..Head::default()
    };
    for item in &all {
        if let Some(count) = head.counts.get_mut(item.kind as usize) {
            *count += item.count();
        }
    }
    (head, all)
}

/// The report on a source that cannot be read.
pub fn failed(source: &str, why: &Diagnostic) -> Head {
    Head { format: FORMAT, program: PROGRAM.to_owned(), source: source.to_owned(), failure: Some(why.clone()), ..Head::default() }
}

/// Keeps a report; whether that could be done.
pub fn keep(root: &Path, source: &RelPath, head: &Head, items: &[Item]) -> bool {
    files(root, source, head, items).iter().all(|(path, bytes)| {
        let place = root.join(path);
        let (Some(parent), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else { return false };
        fs::create_dir_all(parent).and_then(|()| write_whole(parent, name, bytes)).is_ok()
    })
}

/// The files that keep a report, by their paths from the root.
pub fn files(root: &Path, source: &RelPath, head: &Head, items: &[Item]) -> Vec<(String, Vec<u8>)> {
    let (Ok(head), Ok(items)) = (serde_json::to_string(head), serde_json::to_string(items)) else { return Vec::new() };
    let ignore = format!("{FOLDER}/.gitignore");
    // Version control is to pass over them.
    let missing = if root.join(&ignore).exists() { None } else { Some((ignore, b"*\n".to_vec())) };
    missing.into_iter().chain([(path(source), format!("{head}\n{items}\n").into_bytes())]).collect()
}

/// What is known of a source with this digest, if it is to be believed. `generated`: what its document says of itself.
pub fn head(root: &Path, source: &RelPath, digest: &str, generated: Option<&str>) -> Option<Head> {
    let mut line = String::new();
    BufReader::new(File::open(place(root, source)).ok()?).read_line(&mut line).ok()?;
    let head: Head = serde_json::from_str(&line).ok()?;
    let is_of_document = generated.is_some_and(|generated| !generated.is_empty() && generated == head.generated);
    (head.format == FORMAT && head.source == digest && (is_of_document || head.program == PROGRAM)).then_some(head)
}

/// All items of a report whose head is believed.
pub fn all(root: &Path, source: &RelPath, head: &Head) -> Option<Vec<Item>> {
    let text = fs::read_to_string(place(root, source)).ok()?;
    let (first, rest) = text.split_once('\n')?;
    // It may have been written anew meanwhile.
    let there: Head = serde_json::from_str(first).ok()?;
    ((&there.source, &there.program, &there.generated) == (&head.source, &head.program, &head.generated))
        .then(|| serde_json::from_str(rest).ok())
        .flatten()
}

/// Why a source could not be read the last time, if this program would fail again for the same reason.
pub fn failure(session: &Session<'_>, source: &sources::Source) -> Option<Diagnostic> {
    head(&session.root, &source.name(), &source.digest(|path| session.digest(path)), None)?.failure
}

/// Whether a source that failed so is not tried again before it, or the program, changes.
///
/// A program that is missing is looked for each time, which costs nothing.
pub fn is_lasting(why: &Diagnostic) -> bool {
    why.code() != "source-needs-program"
}

fn place(root: &Path, source: &RelPath) -> PathBuf {
    root.join(path(source))
}

fn path(source: &RelPath) -> String {
    format!("{FOLDER}/{}.json", name_of(source))
}
