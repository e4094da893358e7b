//! What there is to say of each source: its report, the verdicts on it, and how its document stands to it.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;

use super::{
    item::{Idle, Item, settle},
    kept::{self, Head},
};
use crate::{
    base::{Diagnostic, RelPath, Severity},
    commands::{
        ingest::{
            extract,
            original::{self, aside_path},
            register::Register,
            sources::{Source, is_there, source_at},
        },
        session::Session,
    },
    document::{self, Verdict},
    ingest::{self, Around, Known},
};

/// A source, looked at.
pub struct Looked {
    /// As lists and reports call it.
    pub source: RelPath,
    /// Its document, if there is one.
    pub document: Option<RelPath>,
    /// How the two stand to each other.
    pub state: State,
    /// Whether a new conversion waits beside the document, because both changed the same words.
    pub is_in_conflict: bool,
    /// What lists need. The verdicts are on what needs eyes.
    pub head: Head,
    /// All items with the verdicts, if they were asked for.
    pub items: Vec<Item>,
    /// The verdicts in the document.
    pub verdicts: Vec<Verdict>,
    /// Those that settle nothing.
    pub idle: Vec<Idle>,
    /// What is wrong with the verdicts.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it had to be converted.
    pub is_new: bool,
}

/// How a document stands to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// There is no document yet.
    New,
    /// It was made of this very source.
    Same,
    /// The source has changed since.
    Behind,
    /// The source cannot be read.
    Unread(Box<Diagnostic>),
}

impl State {
    /// The key of what reports say of it; empty if there is nothing to say.
    pub fn key(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "",
            Self::Behind => "behind",
            Self::Unread(_) => "unread",
        }
    }
}

impl Looked {
    /// How many items are open.
    pub fn open(&self) -> usize {
        self.head.open.iter().filter(|item| item.is_open()).count()
    }

    /// How many needed eyes and have a verdict.
    pub fn settled(&self) -> usize {
        self.head.open.len() - self.open()
    }
}

/// An archive's files, as reports need them.
pub trait Files: Sync {
    /// The archive's root.
    fn root(&self) -> &Path;
    /// A file's bytes.
    fn bytes(&self, path: &RelPath) -> Option<Arc<[u8]>>;
    /// The bytes of a source that another names: nothing that is hidden, and nothing that stands outside the archive.
    fn source_bytes(&self, path: &RelPath) -> Option<Arc<[u8]>>;
    /// Whether a source that another names is there.
    fn has_source(&self, path: &RelPath) -> bool;
    /// The records that sources may name.
    fn known(&self) -> Known;
    /// Its digest, as reports name it; empty if it is not there.
    fn digest(&self, path: &RelPath) -> String;
}

impl Files for Session<'_> {
    fn root(&self) -> &Path {
        &self.root
    }

    fn bytes(&self, path: &RelPath) -> Option<Arc<[u8]>> {
        self.bytes(path)
    }

    fn source_bytes(&self, path: &RelPath) -> Option<Arc<[u8]>> {
        self.snapshot().get(path.as_str()).cloned()
    }

    fn has_source(&self, path: &RelPath) -> bool {
        is_there(self.snapshot(), path)
    }

    fn known(&self) -> Known {
        Register::of(self).known
    }

    fn digest(&self, path: &RelPath) -> String {
        self.snapshot().files.get(path).map_or(String::new(), |file| file.digest.hex(32))
    }
}

/// The verdicts in the front matter of a source's document, and what is wrong with them.
pub type Verdicts<'a> = &'a (dyn Fn(&Source) -> (Vec<Verdict>, Vec<Diagnostic>) + Sync);

/// How to look.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Keep the reports that had to be made.
    pub keep: bool,
    /// Give all items.
    pub all: bool,
    /// Where verdicts are known already; else documents are read.
    pub verdicts: Option<Verdicts<'a>>,
    /// What was found just now, and is not kept.
    pub made: Option<&'a BTreeMap<RelPath, Head>>,
}

/// Looks at sources, in parallel; gives them in their order.
pub fn look(files: &dyn Files, sources: Vec<Source>, how: Look<'_>) -> Vec<Looked> {
    let known = OnceLock::new();
    sources.into_par_iter().filter_map(|source| with(files, &source, how, &known)).collect()
}

/// Looks at one source; `None` if it is gone.
pub fn one(files: &dyn Files, source: &Source, how: Look<'_>) -> Option<Looked> {
    with(files, source, how, &OnceLock::new())
}

/// The same; the records that sources may name are read once, if they are needed.
fn with(files: &dyn Files, source: &Source, how: Look<'_>, names: &OnceLock<Known>) -> Option<Looked> {
    let (verdicts, diagnostics) = how.verdicts.map_or_else(|| verdicts(files, source), |known| known(source));
    let (digest, name) = (source.digest(|path| files.digest(path)), source.name());
    let generated = source.document.as_ref().map(|(_, origin)| origin.generated.as_str());
    let made = how.made.and_then(|made| made.get(&name)).filter(|_| !how.all).cloned();
    let known = made.or_else(|| kept::head(files.root(), &name, &digest, generated));
    let is_new = known.is_none();
    let (mut head, mut items) = match known {
        Some(head) => {
            // Only a verdict on what needs no eyes, or on what is gone, is not found among what the head has.
            let needed = how.all || !settle(&mut head.open.clone(), &verdicts).is_empty();
            let items = if needed { kept::all(files.root(), &name, &head) } else { Some(Vec::new()) };
            match items {
                Some(items) => (head, items),
                None => convert(files, source, &digest, how, names)?,
            }
        }
        None => convert(files, source, &digest, how, names)?,
    };
    let idle = if items.is_empty() {
        settle(&mut head.open, &verdicts)
    } else {
        settle(&mut head.open, &verdicts);
        settle(&mut items, &verdicts)
    };
    if !how.all {
        items = Vec::new();
    }
    let state = match (&head.failure, &source.document) {
        (Some(why), _) => State::Unread(Box::new(why.clone())),
        (None, None) => State::New,
        (None, Some((_, origin))) if origin.sha256.is_empty() || origin.sha256 == head.sha256 => State::Same,
        (None, Some(_)) => State::Behind,
    };
    let document = source.document.as_ref().map(|(path, _)| path.clone());
    let is_in_conflict = document.as_ref().is_some_and(|path| files.root().join(aside_path(path)).exists());
    Some(Looked { source: name, document, state, is_in_conflict, head, items, verdicts, idle, diagnostics, is_new })
}

fn convert(files: &dyn Files, source: &Source, digest: &str, how: Look<'_>, names: &OnceLock<Known>) -> Option<(Head, Vec<Item>)> {
    let own = files.bytes(&source.path)?;
    let bytes = source.whole(&own, |page| files.source_bytes(page));
    let none = Known::default();
    let known = if ingest::may_name(&bytes) { names.get_or_init(|| files.known()) } else { &none };
    let around = Around { known, files: &|name| files.source_bytes(&source_at(name)), beside: &|name| files.has_source(&source_at(name)) };
    let (head, items) = match extract::ingest(&source.path, source.part.as_ref(), &bytes, around) {
        Ok(mut ingested) => {
            let day = source.document.as_ref().map_or("", |(_, origin)| &origin.added);
            ingested.markdown = original::with_added(ingested.markdown, day);
            ingested.markdown = original::with_others(ingested.markdown, &ingested.slug, source);
            kept::of(digest, &source.path, &bytes, &ingested)
        }
        Err(why) => (kept::failed(digest, &why), Vec::new()),
    };
    if how.keep && head.failure.as_ref().is_none_or(kept::is_lasting) {
        kept::keep(files.root(), &source.name(), &head, &items);
    }
    Some((head, items))
}

/// Reads them.
fn verdicts(files: &dyn Files, source: &Source) -> (Vec<Verdict>, Vec<Diagnostic>) {
    let none = (Vec::new(), Vec::new());
    let Some((path, _)) = &source.document else { return none };
    let Some(bytes) = files.bytes(path) else { return none };
    if memchr::memmem::find(&bytes, b"verdicts:").is_none() {
        return none;
    }
    let (meta, mut diagnostics) = document::meta(path, &bytes);
    diagnostics.retain(|one| one.severity < Severity::Notice && one.code().contains("verdict"));
    (meta.source.map(|source| source.verdicts).unwrap_or_default(), diagnostics)
}
