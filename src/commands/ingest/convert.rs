//! Sources converted anew, and what to do with what came of each.

use std::{borrow::Cow, fs};

use rayon::prelude::*;

use super::{
    extract,
    original::{self, aside_path, base_path},
    plan::{Step, Versions, plan},
    register::Register,
    report::{self, Files, Head, Item},
    sources::{Source, is_there, source_at},
};
use crate::{
    base::{
        Diagnostic, RelPath,
        places::{BIBLIOGRAPHY, COORDINATES, DOCUMENTS, files_of},
        say,
    },
    commands::{common::today, origin::origin, session::Session},
    document::{
        self, Said,
        unlinked::unlinked,
        verdict_file::{Block, put_back, take_out},
    },
    ingest::{Around, AttachedFile},
};

/// What came of a source.
pub struct Outcome {
    /// The source, as lists and reports call it.
    pub path: RelPath,
    /// What was found, as it is kept.
    pub head: Head,
    /// All of it.
    pub items: Vec<Item>,
    /// The document, then the bibliography and the coordinates if there are any.
    pub parts: Vec<GeneratedFile>,
    /// Files that the source brings along, and that are not there yet.
    pub files: Vec<(RelPath, Vec<u8>)>,
    /// What an editor must look at.
    pub diagnostics: Vec<Diagnostic>,
}

/// A source that could not be read.
pub struct Failed {
    /// The source, as lists and reports call it.
    pub source: RelPath,
    /// Why.
    pub why: Diagnostic,
}

/// One of the files that a source becomes.
pub struct GeneratedFile {
    /// The file.
    pub path: RelPath,
    /// Its bytes when the step was planned; `None` if it is not there.
    pub there: Option<Vec<u8>>,
    /// What it would be if nobody had touched it.
    pub new: String,
    /// What the editors say of what was found, which no conversion changes.
    pub verdicts: Option<Block>,
    /// What to do.
    pub step: Step,
}

impl GeneratedFile {
    /// What is to be written, if anything.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match &self.step {
            Step::Create | Step::Replace => Some(self.with_verdicts(&self.new)),
            Step::Merge(text) => Some(self.with_verdicts(text)),
            Step::Keep | Step::Conflict(_) | Step::NoBase => None,
        }
    }

    /// The new text as it is put aside.
    pub fn aside(&self) -> Cow<'_, str> {
        self.with_verdicts(&self.new)
    }

    fn with_verdicts<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.verdicts.as_ref().and_then(|verdicts| put_back(text, verdicts)).map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

impl Outcome {
    /// The paths of all files to be written.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.writes().map(|(path, _)| path).chain(self.files.iter().map(|(path, _)| path))
    }

    /// The texts to be written.
    pub fn writes(&self) -> impl Iterator<Item = (&RelPath, Cow<'_, str>)> {
        self.parts.iter().filter_map(|part| Some((&part.path, part.text()?)))
    }
}

/// How many bytes of sources are converted before what came of them is written.
const TOGETHER: u64 = 16 << 20;
/// How many sources, however small, are converted before what came of them is written.
const MOST: usize = 512;

/// The sources in batches, in order: what came of one batch is written and let go before the next is converted, so that
/// memory does not grow with the number of sources.
pub fn batches(session: &Session<'_>, sources: Vec<Source>) -> Vec<Vec<Source>> {
    let mut batches: Vec<Vec<Source>> = Vec::new();
    let mut bytes = 0;
    for source in sources {
        let file = session.snapshot().files.get(&source.path);
        let size = match file.and_then(|file| file.bytes()) {
            Some(bytes) => source.own(bytes).len() as u64,
            None => fs::metadata(session.root.join(source.path.as_str())).map_or(0, |data| data.len()),
        };
        bytes += size;
        match batches.last_mut().filter(|batch| bytes <= TOGETHER && batch.len() < MOST) {
            Some(batch) => batch.push(source),
            None => {
                bytes = size;
                batches.push(vec![source]);
            }
        }
    }
    batches
}

/// Converts sources, in parallel, and plans what to do. `register`: the records that they may name.
///
/// Sources that cannot be read give a diagnostic instead.
pub fn convert(session: &Session<'_>, register: &Register, sources: Vec<Source>) -> (Vec<Outcome>, Vec<Failed>) {
    let made: Vec<_> = sources.into_par_iter().filter_map(|source| Some((source.name(), one(session, register, &source)?))).collect();
    let (mut outcomes, mut failed) = (Vec::new(), Vec::new());
    for (source, one) in made {
        match one {
            Ok(outcome) => outcomes.push(outcome),
            Err(why) => failed.push(Failed { source, why: *why }),
        }
    }
    (outcomes, failed)
}

fn one(session: &Session<'_>, register: &Register, source: &Source) -> Option<Result<Outcome, Box<Diagnostic>>> {
    let bytes = match session.bytes_or_why(&source.path) {
        Ok(bytes) => bytes?,
        Err(why) => return Some(Err(why)),
    };
    Some(from_bytes(session, register, source, &source.whole(&bytes, |page| session.snapshot().get(page.as_str()).cloned())))
}

/// What comes of a source with these bytes. What stands where it would be written must be readable.
fn from_bytes(session: &Session<'_>, register: &Register, source: &Source, bytes: &[u8]) -> Result<Outcome, Box<Diagnostic>> {
    // What is hidden, or stands outside the archive, is not in the snapshot: it becomes no part of a document.
    let files = |name: &str| session.snapshot().get(source_at(name).as_str()).cloned();
    let beside = |name: &str| is_there(session.snapshot(), &source_at(name));
    let around = Around { known: &register.known, files: &files, beside: &beside };
    let mut ingested = extract::ingest(&source.path, source.part.as_ref(), bytes, around)?;
    let place = source.place();
    let there = match &source.document {
        Some((path, _)) => session.bytes_or_why(path)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        None => None,
    };
    // The day on which a document was made stays, and one that never said it does not begin to.
    let day = source.document.as_ref().map_or_else(today, |(_, origin)| origin.added.clone());
    ingested.markdown = original::with_added(ingested.markdown, &day);
    ingested.markdown = original::with_others(ingested.markdown, &ingested.slug, source);
    if let Some(there) = there.as_deref() {
        ingested.markdown = as_printed(&place, there, ingested.markdown);
    }
    // A document's library bears its name, whatever its source is called and it was called itself before.
    let stated = there.as_deref().and_then(original::library).unwrap_or(source.slug.as_str()).to_owned();
    // A long text is not copied without need.
    let made = std::mem::take(&mut ingested.markdown);
    let before = original::with_library(&made, &stated);
    let new = original::with_library(&made, source.slug.as_str());
    // The program would still generate what it generated then: all that differs is the editors'.
    let generated = origin(&before).generated;
    let same = source.document.as_ref().is_some_and(|(_, origin)| !generated.is_empty() && origin.generated == generated);
    let mut parts = vec![part(session, place, new.clone().into_owned(), same.then_some(&*before))?];
    let renamed = if let Cow::Owned(new) = new { Some(new) } else { None };
    ingested.markdown = renamed.unwrap_or(made);
    if !ingested.bibliography.is_empty() {
        let path = |stem: &str| RelPath::new(&format!("{BIBLIOGRAPHY}/{stem}.yaml"));
        let (new, base) = (ingested.bibliography.clone(), same.then_some(ingested.bibliography.as_str()));
        let mut library = part(session, path(source.slug.as_str()), new.clone(), base)?;
        // What the editors wrote into the library under its former name goes with the document.
        let is_left = session.bytes_or_why(&RelPath::new(&format!("{DOCUMENTS}/{stated}.md")))?.is_none();
        if library.there.is_none() && stated != source.slug.as_str() && is_left {
            let former = part(session, path(&stated), new, base)?;
            library.step = match (former.step, former.there) {
                (Step::Merge(text), _) => Step::Merge(text),
                (Step::Keep | Step::Conflict(_) | Step::NoBase, Some(bytes)) => Step::Merge(String::from_utf8_lossy(&bytes).into_owned()),
                _ => Step::Create,
            };
        }
        parts.push(library);
    }
    if !ingested.coordinates.is_empty() {
        let path = RelPath::new(&format!("{COORDINATES}/{}.tsv", source.slug));
        parts.push(part(session, path, ingested.coordinates.clone(), same.then_some(ingested.coordinates.as_str()))?);
    }
    let mut diagnostics: Vec<Diagnostic> = parts.iter().filter_map(problem).collect();
    diagnostics.extend(
        ingested
            .report
            .lost
            .iter()
            .map(|(line, word)| Diagnostic::error(&source.path, say::lost_words(word, *line)).hint(say::lost_words_hint())),
    );
    let (head, items) = report::of(&source.digest(|path| session.digest(path)), &source.path, bytes, &ingested);
    let files = attached(session, source, ingested.files, &mut diagnostics);
    Ok(Outcome { path: source.name(), head, items, parts, files, diagnostics })
}

/// The files that a source brings along. What stands in the place of one is the editors'.
fn attached(
    session: &Session<'_>,
    source: &Source,
    files: Vec<AttachedFile>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(RelPath, Vec<u8>)> {
    let mut new = Vec::new();
    for file in files {
        let path = RelPath::new(&format!("{}/{}", files_of(&source.slug), file.name));
        let from = (!file.from.is_empty()).then(|| source_at(&file.from));
        let digest = |path: &RelPath| session.snapshot().files.get(path).map(|file| file.digest);
        // One that lies there already is not read again, however large.
        if from.as_ref().and_then(digest).is_some_and(|own| digest(&path) == Some(own)) {
            continue;
        }
        let bytes = match &from {
            Some(from) => session.bytes(from).map(|bytes| bytes.to_vec()),
            None => Some(file.bytes),
        };
        let Some(bytes) = bytes else { continue };
        match session.bytes(&path) {
            None => new.push((path, bytes)),
            Some(there) if *there == *bytes => {}
            Some(_) => diagnostics
                .push(Diagnostic::notice(&path, say::attachment_taken(&file.called, &source.path)).hint(say::attachment_taken_hint())),
        }
    }
    new
}

/// A document as generated, without the links of which the editors say, in the document that is there, that they are none.
fn as_printed(path: &RelPath, there: &str, generated: String) -> String {
    if !there.contains(Said::AsPrinted.name()) {
        return generated;
    }
    let (meta, _) = document::meta(path, there.as_bytes());
    let verdicts = meta.source.map(|source| source.verdicts).unwrap_or_default();
    let made = document::parse(path, generated.as_bytes(), &|_, _| None);
    let written = unlinked(&generated, &made, &verdicts);
    if written == generated { generated } else { original::signed(written) }
}

fn part(session: &Session<'_>, path: RelPath, new: String, same: Option<&str>) -> Result<GeneratedFile, Box<Diagnostic>> {
    let there = session.bytes_or_why(&path)?.map(|bytes| bytes.to_vec());
    let text = there.as_deref().map(String::from_utf8_lossy);
    let is_document = path.extension() == "md";
    // Verdicts are no part of what is compared: one that was given is no edit, and stays whatever becomes of the text.
    let (text, verdicts) = match text.map(|text| if is_document { take_out(&text) } else { (text.into_owned(), None) }) {
        Some((text, verdicts)) => (Some(text), verdicts),
        None => (None, None),
    };
    let untouched = text.as_deref().is_some_and(if is_document { original::is_untouched } else { original::is_untouched_bibliography });
    let kept = fs::read_to_string(session.root.join(base_path(&path))).ok();
    // A text that is not what this document was made from is no base for it.
    let kept = kept.filter(|base| !is_document || text.as_deref().is_some_and(|text| origin(text).generated == origin(base).generated));
    let base = same.or(kept.as_deref());
    let step = plan(Versions { there: text.as_deref(), untouched, new: &new, base });
    Ok(GeneratedFile { path, there, new, verdicts, step })
}

/// What an editor must look at.
fn problem(part: &GeneratedFile) -> Option<Diagnostic> {
    let hint = say::hint_aside(aside_path(&part.path));
    match &part.step {
        Step::Conflict(conflicts) => {
            let first = conflicts.first()?;
            let mut problem = Diagnostic::warning(&part.path, say::merge_conflict(conflicts.len()));
            let words = |text: &str| shorten(text.trim());
            problem = problem.related(&part.path, None, say::merge_conflict_ours(first.line, words(&first.ours)));
            problem = problem.related(&part.path, None, say::merge_conflict_theirs(words(&first.theirs)));
            Some(problem.hint(hint))
        }
        Step::NoBase => {
            let problem = Diagnostic::warning(&part.path, say::no_merge_base());
            Some(problem.hint(hint))
        }
        _ => None,
    }
}

fn shorten(text: &str) -> String {
    const MOST: usize = 100;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
