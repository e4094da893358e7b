//! The arguments as meant: which archive, where to, how to talk.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    env, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use anyhow::{Context, bail};

use super::{
    Status, Usage, captures,
    common::Common,
    ingest::name_of,
    origin::{Origin, Origins, origin_of},
    pdf, report, say,
    terminal::{give_json, give_styled, say_styled, visible},
    typed,
};
use crate::{
    base::{
        Diagnostic, Digest, Message, RelPath, Severity, Snapshot,
        diagnostic::io_words,
        places::{DOCUMENTS, is_read},
        say,
        snapshot::File,
    },
    build::{
        self, Memo,
        inputs::Ahead,
        layering::{Layering, is_layer},
    },
    config::{self, Config},
    ingest::{Authority, registers},
    source::{self, Changes, First, Hints, Scan},
};

/// What registers name, by the file and its digest.
type Registers = BTreeMap<RelPath, (Digest, Arc<[Authority]>)>;

/// An archive, opened: its files read, its configuration understood.
pub struct Session<'a> {
    /// The flags.
    pub common: &'a Common,
    /// The archive's root.
    pub root: PathBuf,
    /// Its files. With `--config`, that file stands in the place of `scholion.yaml`.
    pub scan: Scan,
    /// Its configuration, flags considered.
    pub config: Config,
    /// What is wrong with the flags' place in the configuration and with the files as such.
    pub diagnostics: Vec<Diagnostic>,
    /// What documents say of their origin whose bytes were let go.
    pub origins: Origins,
    /// Files that were read again for a build, and whose bytes it needs no more.
    recalled: Vec<RelPath>,
    /// The PDFs whose pages are not known, once all files were looked at for such.
    unpaged: Option<BTreeSet<RelPath>>,
    /// What the registers of sources name, by the digests of the files.
    registers: Mutex<Registers>,
}

impl<'a> Session<'a> {
    /// Finds the archive, and reads it.
    pub fn open(common: &'a Common) -> anyhow::Result<Self> {
        let mut session = Self::begin(common)?;
        session.read()?;
        Ok(session)
    }

    /// Finds the archive, and reads nothing but its configuration.
    pub fn begin(common: &'a Common) -> anyhow::Result<Self> {
        let root = root(common)?;
        let mut scan = Scan::unread(&root, common.config.as_deref()).with_context(|| format!("cannot read {}", root.display()))?;
        source::rescan(&mut scan, Hints::Paths(&[config::FILE.into()]));
        let config = common.config.clone().unwrap_or_else(|| root.join(config::FILE));
        if let Some(problem) = scan.snapshot.diagnostics.first().filter(|_| common.config.is_some() || !scan.unread.is_empty()) {
            // A finding would come too late: what the configuration says decides what is published, and where.
            bail!("{}: {}", config.display(), problem.message);
        }
        let mut session = Self {
            common,
            root,
            scan,
            config: Config::default(),
            diagnostics: Vec::new(),
            origins: Origins::new(),
            recalled: Vec::new(),
            unpaged: None,
            registers: Mutex::default(),
        };
        session.refresh()?;
        Ok(session)
    }

    /// Reads the archive for a build with `memo`: each file is understood as soon as it is read, and the bytes of
    /// those that are not needed any more are let go, so that a large archive never stands in memory twice.
    pub fn understand(&mut self, memo: &mut Memo) -> anyhow::Result<()> {
        let (highlighter, bodies) = (memo.highlighter(), memo.bodies.clone());
        let (origins, config) = (&mut self.origins, &self.config);
        // What describes documents is read before them.
        let (layering, none) = (OnceLock::new(), Layering::default());
        let mut then = |first: &[(&RelPath, &File)], paths: &[&RelPath]| {
            let mut read = Layering::default();
            read.update(first.iter().copied().collect(), paths.iter().copied(), config);
            _ = layering.set(read);
        };
        let each = |path: &RelPath, file: &mut File| {
            let ahead = build::inputs::ahead(path, file, layering.get().unwrap_or(&none), &highlighter, bodies.as_ref())?;
            let origin = origin_of(path, file);
            file.let_go();
            Some((ahead, origin))
        };
        let mut keep = |path: RelPath, understood: Option<(Ahead, Option<Origin>)>| {
            let Some((ahead, origin)) = understood else { return };
            if let Some(origin) = origin.filter(|origin| !origin.file.is_empty()) {
                origins.insert(path.clone(), origin);
            }
            memo.take_ahead(path, ahead);
        };
        let first = First { is_first: &is_layer, then: &mut then };
        source::rescan_with(&mut self.scan, Hints::All, first, &each, &mut keep);
        layering.into_inner().into_iter().for_each(|layering| memo.take_layering(layering));
        self.refresh()
    }

    /// What documents say of their origin, of all that were converted.
    pub fn all_origins(&self) -> Origins {
        let of = |(path, file): (&RelPath, &File)| {
            let origin = origin_of(path, file).or_else(|| self.origins.get(path).cloned());
            origin.filter(|origin| !origin.file.is_empty()).map(|origin| (path.clone(), origin))
        };
        self.snapshot().below(DOCUMENTS).filter_map(of).collect()
    }

    /// Reads those files again whose bytes were let go and that must be understood once more: tables say something else of them, or what
    /// was known of them is lost.
    ///
    /// Gives those that are not as they were any more.
    pub fn recall(&mut self, memo: &mut Memo) -> Vec<RelPath> {
        let mut lost = Vec::new();
        for path in memo.lacking(&self.scan.snapshot, &self.config) {
            let read = fs::read(self.root.join(path.as_str())).map(File::new);
            match (self.scan.snapshot.files.get_mut(&path), read) {
                (Some(file), Ok(read)) if file.digest == read.digest => {
                    *file = read;
                    self.recalled.push(path);
                }
                _ => lost.push(path),
            }
        }
        lost
    }

    /// Lets the bytes go of files that a build has understood: of these, and of those that were read again for it.
    pub fn let_go(&mut self, paths: &[RelPath]) {
        let recalled = std::mem::take(&mut self.recalled);
        for path in paths.iter().chain(&recalled).filter(|path| build::inputs::is_understood(path)) {
            if let Some(file) = self.scan.snapshot.files.get_mut(path) {
                let_go(path, file, &mut self.origins);
            }
        }
    }

    /// The same of all files.
    pub fn let_go_all(&mut self) {
        let files = self.scan.snapshot.files.iter_mut().filter(|(path, _)| build::inputs::is_understood(path));
        files.for_each(|(path, file)| let_go(path, file, &mut self.origins));
        self.recalled.clear();
    }

    /// The bytes of one of the archive's files; read from the disk if they were let go, or not read yet.
    pub fn bytes(&self, path: &RelPath) -> Option<Arc<[u8]>> {
        match self.scan.snapshot.get(path.as_str()) {
            Some(bytes) => Some(bytes.clone()),
            // Another file may stand in the place of this one.
            None if path.as_str() == config::FILE => None,
            None => fs::read(self.root.join(path.as_str())).ok().map(Arc::from),
        }
    }

    /// Who and what the registers of a source name. A file is read once for as long as it stays as it is.
    pub fn registers(&self, path: &RelPath) -> Arc<[Authority]> {
        let digest = self.snapshot().files.get(path).map(|file| file.digest);
        let mut known = self.registers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, found)) = known.get(path).filter(|(of, _)| Some(*of) == digest) {
            return Arc::clone(found);
        }
        let found: Arc<[Authority]> = self.bytes(path).map_or_else(Vec::new, |bytes| registers(name_of(path), &bytes)).into();
        known.extend(digest.map(|digest| (path.clone(), (digest, Arc::clone(&found)))));
        found
    }

    /// What makes a file readable that is not, as the reading of it or of a folder above it said.
    pub fn how_to_read(&self, path: &RelPath) -> Message {
        let is_about = |one: &&Diagnostic| one.path == *path || path.is_below(one.path.as_str());
        let said = self.snapshot().diagnostics.iter().filter(|one| self.scan.unread.contains(&one.path)).find(is_about);
        said.and_then(|one| one.hint.clone()).unwrap_or_else(say::unreadable_hint)
    }

    /// The bytes of one of the archive's files as it is now, `None` if it is not there; a finding if it cannot be read. Only
    /// so may be decided what is written in its place.
    pub fn bytes_or_why(&self, path: &RelPath) -> Result<Option<Arc<[u8]>>, Box<Diagnostic>> {
        let unread = |message: Message| Err(Box::new(Diagnostic::error(path, message).hint(self.how_to_read(path))));
        if self.scan.is_unread(path) {
            return unread(say::ingest_waits_unread());
        }
        if let Some(bytes) = self.scan.snapshot.get(path.as_str()) {
            return Ok(Some(bytes.clone()));
        }
        match fs::read(self.root.join(path.as_str())) {
            Ok(bytes) => Ok(Some(Arc::from(bytes))),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => unread(say::ingest_waits_why(io_words(&error))),
        }
    }

    /// [`Session::bytes`] for findings, of which many may be about one file: each is read once.
    pub fn shown(&self) -> impl Fn(&RelPath) -> Option<Arc<[u8]>> {
        let read: RefCell<BTreeMap<RelPath, Option<Arc<[u8]>>>> = RefCell::default();
        move |path| {
            read.borrow_mut().entry(path.clone()).or_insert_with(|| self.bytes(path).map(|bytes| report::as_read(path, bytes))).clone()
        }
    }

    /// Reads the archive.
    pub fn read(&mut self) -> anyhow::Result<()> {
        source::rescan(&mut self.scan, Hints::All);
        self.refresh()
    }

    /// Understands the configuration again, after the scan was brought up to date.
    pub fn refresh(&mut self) -> anyhow::Result<()> {
        self.unpaged = Some(pdf::find_pages(&self.root, &mut self.scan.snapshot));
        self.refresh_known()
    }

    /// The same after an edit: if it only gave files that were there before other bytes, and they are none with pages, these need not be looked for in
    /// the whole archive.
    pub fn refresh_after(&mut self, changes: &Changes) -> anyhow::Result<()> {
        let is_edit = |path: &RelPath| changes.before.contains_key(path) && is_read(path);
        let is_small = !changes.is_empty() && changes.removed.is_empty() && changes.changed.iter().all(is_edit);
        if is_small && self.unpaged.as_ref().is_some_and(BTreeSet::is_empty) { self.refresh_known() } else { self.refresh() }
    }

    /// Sees to it that the next time all files are looked at: there are others than the watching tells of.
    pub fn forget_looked(&mut self) {
        self.unpaged = None;
    }

    fn refresh_known(&mut self) -> anyhow::Result<()> {
        captures::look(&self.root, &mut self.scan.snapshot);
        self.scan.snapshot.day = Some(self.common.day());
        let name = RelPath::new(config::FILE);
        let (config, diagnostics) = match self.scan.snapshot.get(config::FILE) {
            Some(bytes) => config::parse(&name, bytes),
            None => (self.config.clone(), self.no_configuration(&name)),
        };
        self.config = config.with(&overrides(self.common)?);
        self.diagnostics = diagnostics;
        self.diagnostics.extend(self.scan.snapshot.diagnostics.iter().cloned());
        Ok(())
    }

    /// Without a configuration, what it said before stands, if it was there before. That it cannot be read is said
    /// elsewhere.
    fn no_configuration(&self, name: &RelPath) -> Vec<Diagnostic> {
        if self.scan.snapshot.diagnostics.iter().any(|one| one.path == *name) {
            return Vec::new();
        }
        let problem = Diagnostic::error(name, say::no_configuration());
        vec![problem.hint(say::no_configuration_hint())]
    }

    /// Where the site goes, as a person here would write it.
    pub fn output_name(&self) -> String {
        let place = self.output_dir();
        let here = env::current_dir().ok();
        here.and_then(|here| place.strip_prefix(here).ok()).unwrap_or(&place).display().to_string()
    }

    /// Where the site goes.
    pub fn output_dir(&self) -> PathBuf {
        self.common.output_dir.clone().unwrap_or_else(|| self.root.join(&self.config.output_dir))
    }

    /// The snapshot.
    pub fn snapshot(&self) -> &Snapshot {
        &self.scan.snapshot
    }

    /// Prints findings, and gives what they mean for the exit status. `wanted`: they are what was asked for, so
    /// they go to standard output (as JSON they always do), and notices are among them.
    pub fn tell(&self, mut diagnostics: Vec<Diagnostic>, wanted: bool) -> (Status, report::Counts) {
        let common = self.common;
        report::sort(&mut diagnostics, common.strict);
        let counts = report::Counts::of(&diagnostics);
        let status = if diagnostics.iter().any(Diagnostic::is_unread) {
            Status::Unread
        } else if counts.errors > 0 {
            Status::ContentErrors
        } else {
            Status::Done
        };
        let least = match (common.quiet, common.verbose || wanted) {
            (true, _) => Severity::Error,
            (false, true) => Severity::Notice,
            (false, false) => Severity::Warning,
        };
        diagnostics.retain(|one| one.severity <= least);
        let more = if common.json || common.verbose { String::new() } else { report::bound(&mut diagnostics) };
        let sources = self.shown();
        match (common.json, wanted) {
            (true, _) => give_json(&self.named(report::json(&diagnostics, &sources))),
            (false, true) => give_styled(&(self.named(report::text(&diagnostics, &sources)) + &more)),
            (false, false) => say_styled(&(self.named(report::text(&diagnostics, &sources)) + &more)),
        }
        (status, counts)
    }

    /// Names findings on one line each, at most `most` of them; nothing as JSON.
    pub fn name(&self, what: &str, diagnostics: &[Diagnostic], most: usize) {
        if self.common.json || diagnostics.is_empty() {
            return;
        }
        let sources = self.shown();
        let mut text = String::new();
        for one in diagnostics.iter().take(most) {
            text.push_str(&format!("{what}: {}: {}\n", report::place(one, &sources), one.message));
        }
        if diagnostics.len() > most {
            text.push_str(&format!("{what}: {} more\n", diagnostics.len() - most));
        }
        say(&self.named(text));
    }

    /// A closing line, unless it is not wanted.
    pub fn close(&self, line: &str) {
        if !self.common.quiet && !self.common.json {
            say(&format!("{line}\n"));
        }
    }

    /// With `--config`, findings name that file.
    fn named(&self, text: String) -> String {
        match &self.common.config {
            Some(path) if path.file_name().is_some_and(|name| name != config::FILE) => {
                text.replace(config::FILE, &visible(&path.to_string_lossy()))
            }
            _ => text,
        }
    }
}

/// Lets the bytes of a file go, and keeps what they say of its origin.
fn let_go(path: &RelPath, file: &mut File, origins: &mut Origins) {
    match origin_of(path, file) {
        Some(origin) if !origin.file.is_empty() => _ = origins.insert(path.clone(), origin),
        Some(_) => _ = origins.remove(path),
        None => {}
    }
    file.let_go();
}

/// What flags say against the configuration.
fn overrides(common: &Common) -> anyhow::Result<config::Overrides> {
    let base_url = match &common.base_url {
        None => None,
        Some(url) => match config::base_url(url) {
            Ok(url) => Some(url),
            Err((message, hint)) => return Err(Usage::error(format!("--base-url {message}"), hint)),
        },
    };
    Ok(config::Overrides { base_url, drafts: common.drafts })
}

/// The archive's folder: the one that is named, or the nearest above with a configuration.
pub fn root(common: &Common) -> anyhow::Result<PathBuf> {
    if let Some(root) = &common.root {
        if !root.is_dir() {
            return Err(Usage::error(format!("there is no folder {}", root.display()), "see whether `--root` is right"));
        }
        if common.config.is_none() && !root.join(config::FILE).is_file() {
            let hint = format!("`scholion new {}` starts one in an empty folder", typed::place(root));
            return Err(Usage::error(format!("there is no {} in {}", config::FILE, root.display()), hint));
        }
        return Ok(std::path::absolute(root)?);
    }
    let here = env::current_dir().context("cannot tell which folder this is")?;
    let beside = common.config.as_deref().and_then(Path::parent).map(|parent| here.join(parent));
    match source::find_root(&here).or(beside) {
        Some(root) => Ok(root),
        None => {
            let message = format!("this is no archive: there is no {} in {} nor above", config::FILE, here.display());
            Err(Usage::error(
                message,
                "start one with `scholion new my-archive`, in a folder of texts with `scholion new --here`, or say where it is with `--root`",
            ))
        }
    }
}
