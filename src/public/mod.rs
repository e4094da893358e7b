//! The only output: the folder of the published site.
//!
//! 1. [`Output::open`]: takes hold of the folder and learns from the [`ledger`] which files in it are ours;
//! 2. [`Output::put`]: one page, from any thread: compared first, and written only if its bytes changed,
//!    under another name and then renamed ([`write`]);
//! 3. [`Output::finish`]: removes what earlier builds made and this one does not ([`prune`]), and
//!    writes down what is ours now;
//! 4. [`Output::update`]: the same for one of many builds that change little: it does not look at what stays.
//!
//! The archive's own files are written elsewhere, but by one hand at a time, which is seen to in [`locked`], and those that
//! belong together all or none ([`together`]). [`fault`] lets tests stop at any step.
//!
//! What always holds, whenever the process is killed: **each file is whole** (its old bytes or its new
//! ones); **a foreign file is neither changed nor removed**, and one that stands where a page must go is
//! reported; **nothing is written through a symbolic link**.

mod fault;
mod intake;
mod ledger;
mod listed;
mod locked;
mod prune;
mod together;
mod write;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    base::{
        Diagnostic, Digest, Message, RelPath,
        diagnostic::io_words,
        places::{OWN, keeps_versions},
        say,
    },
    source::Stamp,
};
pub use intake::{Intake, take_in};
use ledger::Ledger;
pub use listed::{JOURNAL, Listed, MANIFEST, listed};
pub use locked::{Revision, Turn, read_plain, revise};
pub use together::{Failure, Was, Write, complete, is_unfinished, sweep_leftovers, write_together};
pub use write::replace as write_whole;
use write::{Content, Folders};

/// An output folder, taken hold of. One process at a time can have it.
pub struct Output {
    /// The folder, canonical.
    folder: PathBuf,
    /// How messages call it: from the root if it lies below it.
    label: String,
    /// Keeps the folder's lock until the value is dropped.
    _lock: fs::File,
    ledger: Ledger,
    folders: Folders,
    /// What was put since the last [`Output::finish`]; `None` for what had to be refused.
    seen: Mutex<FxHashMap<Arc<str>, Option<Digest>>>,
    created: AtomicUsize,
    changed: AtomicUsize,
    written: Mutex<Vec<(Arc<str>, Stamp)>>,
    diagnostics: Mutex<Vec<Diagnostic>>,
    failed: AtomicBool,
    failure: Mutex<Option<Error>>,
}

/// What a build did to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many files are new.
    pub created: usize,
    /// How many have new bytes.
    pub changed: usize,
    /// How many were removed.
    pub removed: usize,
    /// The files that earlier builds published and that are no part of the site any more, in order.
    pub gone: Vec<Arc<str>>,
    /// How many files of the site there are now.
    pub total: usize,
    /// Files of the site that were neither put nor are known to be there, sorted: they must be put.
    pub missing: Vec<String>,
    /// The files that were written, with their stamps of then, in order, each once.
    pub written: Vec<(Arc<str>, Stamp)>,
    /// Files that could not be put because something foreign stands in the way, sorted.
    pub refused: Vec<Arc<str>>,
    /// What stood in the way, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why the folder cannot be written.
#[derive(Debug)]
pub struct Error {
    /// What was tried, to be read behind "cannot".
    action: String,
    cause: io::Error,
}

impl Output {
    /// Takes hold of `folder` and creates it if need be. `root` is the archive's root, or any folder
    /// from which messages shall name files.
    ///
    /// Fails if the folder cannot be written, holds the archive itself, or another process has it.
    pub fn open(root: &Path, folder: &Path) -> Result<Self, Error> {
        let cannot = |action: &str| Error::at(action, folder);
        // Looked at before anything is created, and again where the way there leads over links.
        refuse_foreign_place(root, folder)?;
        fs::create_dir_all(folder).map_err(cannot("create the folder"))?;
        let canonical = fs::canonicalize(folder).map_err(cannot("find the folder"))?;
        let root = fs::canonicalize(root).map_err(Error::at("find the folder", root))?;
        refuse_foreign_place(&root, &canonical)?;
        let lock = lockable(&canonical).map_err(cannot("open the folder"))?;
        if let Err(fs::TryLockError::WouldBlock) = lock.try_lock() {
            let cause = io::Error::other("another scholion is writing there; wait for it or stop it");
            return Err(Error::at("write into", folder)(cause));
        }
        let label = canonical.strip_prefix(&root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
        let mut diagnostics = Vec::new();
        let ledger = Ledger::open(&canonical).map_err(cannot("read the list of published files in"))?;
        if ledger.damaged {
            let path = RelPath::new(&format!("{label}/{}", ledger::MANIFEST));
            let problem = Diagnostic::warning(&path, say::manifest_damaged());
            diagnostics.push(problem.hint(say::manifest_damaged_hint(&label)));
        }
        if ledger.interrupted {
            write::remove_leftovers(&canonical);
        }
        Ok(Self {
            folder: canonical,
            label,
            _lock: lock,
            ledger,
            folders: Folders::default(),
            seen: Mutex::default(),
            created: AtomicUsize::new(0),
            changed: AtomicUsize::new(0),
            written: Mutex::default(),
            diagnostics: Mutex::new(diagnostics),
            failed: AtomicBool::new(false),
            failure: Mutex::default(),
        })
    }

    /// Makes the file at `path` (from the folder, with forward slashes) hold `bytes`.
    ///
    /// May be called from many threads. What stands in the way becomes a diagnostic; after a failure of
    /// the disk nothing more is written, and [`Output::finish`] returns it.
    pub fn put(&self, path: impl Into<Arc<str>>, bytes: &[u8]) {
        self.make(&path.into(), &Content::Bytes(bytes), Digest::of(bytes));
    }

    /// As [`Output::put`], with the bytes of the file `from`, of which the digest is known and which is read bit by bit.
    ///
    /// If another hand writes the file meanwhile, what stands there is neither: the next build then makes it anew.
    pub fn copy(&self, path: impl Into<Arc<str>>, from: &Path, digest: Digest) {
        self.make(&path.into(), &Content::File(from), digest);
    }

    fn make(&self, path: &Arc<str>, content: &Content<'_>, digest: Digest) {
        if self.failed.load(Ordering::Relaxed) {
            return;
        }
        match lock(&self.seen).insert(path.clone(), Some(digest)) {
            None => {}
            Some(old) if old == Some(digest) => return,
            Some(_) => self.report(path, say::doubled_address(), say::doubled_address_hint()),
        }
        match write::put(self, path, content, digest) {
            Ok(write::Put::Unchanged) => {}
            Ok(write::Put::Created(written)) => {
                self.created.fetch_add(1, Ordering::Relaxed);
                lock(&self.written).push((path.clone(), written));
            }
            Ok(write::Put::Changed(written)) => {
                self.changed.fetch_add(1, Ordering::Relaxed);
                lock(&self.written).push((path.clone(), written));
            }
            Ok(write::Put::Refused(why)) => {
                lock(&self.seen).insert(path.clone(), None);
                self.report(path, why, say::foreign_file_hint());
            }
            Err(cause) => self.fail(Error::at("write", &self.folder.join(&**path))(cause)),
        }
    }

    /// Ends a build whose site consists of `paths`: those that were put, and those known to be unchanged.
    ///
    /// All other files that are ours are removed, unless another hand changed them meanwhile.
    pub fn finish<'a>(&mut self, paths: impl IntoIterator<Item = &'a str>) -> Result<Summary, Error> {
        if let Some(failure) = lock(&self.failure).take() {
            return Err(failure);
        }
        let keep: FxHashSet<&str> = paths.into_iter().collect();
        let seen = std::mem::take(&mut *lock(&self.seen));
        let mut missing: Vec<String> =
            keep.iter().filter(|path| !seen.contains_key(**path) && !self.ledger.owns(path)).map(|path| (*path).to_owned()).collect();
        missing.sort_unstable();
        let gone = self.ledger.paths_without(&keep);
        let summary = Summary { total: keep.len(), missing, ..self.end(gone, seen)? };
        self.close()?;
        Ok(summary)
    }

    /// Ends a build after which the site is as it was, but for what was put and without `gone`.
    ///
    /// Its cost is that of the change. The manifest waits for the next [`Output::finish`] or [`Output::close`];
    /// meanwhile the journal tells what is ours.
    pub fn update<'a>(&mut self, gone: impl IntoIterator<Item = &'a str>) -> Result<Summary, Error> {
        if let Some(failure) = lock(&self.failure).take() {
            return Err(failure);
        }
        let seen = std::mem::take(&mut *lock(&self.seen));
        let gone = gone.into_iter().filter(|path| self.ledger.owns(path)).map(Arc::from).collect();
        let summary = self.end(gone, seen)?;
        Ok(Summary { total: self.ledger.len(), ..summary })
    }

    /// Writes down what is ours now; nothing is removed. Right at any moment between two calls of [`Output::put`].
    pub fn close(&mut self) -> Result<(), Error> {
        self.ledger.close().map_err(Error::at("write the list of published files in", &self.folder))
    }

    /// The folder, canonical.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder as messages name it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether the folder still is the one that was taken hold of: not removed, nor another in its place, nor emptied
    /// but for hidden files.
    pub fn is_sound(&self) -> bool {
        let is_lost = |page: &str| self.ledger.owns(page) && !self.folder.join(page).exists();
        is_same(&self.folder, &self._lock) && !is_lost("index.html") && !is_lost(".nojekyll")
    }

    /// Removes `gone`, and gives what was done since the last build.
    fn end(&mut self, gone: Vec<Arc<str>>, seen: FxHashMap<Arc<str>, Option<Digest>>) -> Result<Summary, Error> {
        let mut paths = gone.clone();
        paths.sort_unstable();
        let removed = prune::prune(self, gone).map_err(|(path, cause)| Error::at("remove", &path)(cause))?;
        let mut refused: Vec<Arc<str>> = seen.into_iter().filter(|(_, digest)| digest.is_none()).map(|(path, _)| path).collect();
        refused.sort_unstable();
        let mut diagnostics = std::mem::take(&mut *lock(&self.diagnostics));
        diagnostics.sort();
        let (created, changed) = (std::mem::take(self.created.get_mut()), std::mem::take(self.changed.get_mut()));
        let mut written = std::mem::take(&mut *lock(&self.written));
        // The last first, of which the others are dropped.
        written.reverse();
        written.sort_by(|(one, _), (other, _)| one.cmp(other));
        written.dedup_by(|(one, _), (other, _)| one == other);
        Ok(Summary { created, changed, removed, gone: paths, written, refused, diagnostics, ..Summary::default() })
    }

    /// Whether the file at `path` is ours and was last written with just these bytes, as far as is written down.
    pub fn holds(&self, path: &str, digest: Digest) -> bool {
        self.ledger.digest(path) == Some(digest)
    }

    /// Whether just these files are ours, and the last build ended well.
    pub fn holds_just<'a>(&self, files: impl ExactSizeIterator<Item = (&'a RelPath, Digest)>) -> bool {
        !self.ledger.damaged
            && !self.ledger.interrupted
            && files.len() == self.ledger.len()
            && files.into_iter().all(|(path, digest)| self.holds(path.as_str(), digest))
    }

    /// Those of `paths` that are ours, with what was last written there.
    pub fn published<'a>(&'a self, paths: &'a [RelPath]) -> impl Iterator<Item = (RelPath, Digest)> + 'a {
        paths.iter().filter_map(|path| Some((path.clone(), self.ledger.digest(path.as_str())?)))
    }

    fn report(&self, path: &str, message: Message, hint: Message) {
        let path = RelPath::new(&format!("{}/{path}", self.label));
        lock(&self.diagnostics).push(Diagnostic::error(&path, message).hint(hint));
    }

    fn fail(&self, error: Error) {
        self.failed.store(true, Ordering::Relaxed);
        lock(&self.failure).get_or_insert(error);
    }
}

impl Error {
    fn at(action: &str, path: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let action = format!("{action} {}", path.display());
        move |cause| Self { action: action.clone(), cause }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}: {}", self.action, io_words(&self.cause))
    }
}

impl std::error::Error for Error {}

/// Refuses a folder that holds the archive itself, is a part of it, or belongs to a program that keeps versions.
fn refuse_foreign_place(root: &Path, folder: &Path) -> Result<(), Error> {
    let (root, place) = (true_place(root), true_place(folder));
    let refuse = |why: &str| {
        let cause = io::Error::other(format!("{why}; choose a folder of its own"));
        Err(Error::at("publish into", folder)(cause))
    };
    if root.starts_with(&place) || OWN.iter().any(|own| place.starts_with(true_place(&root.join(own)))) {
        return refuse("it holds the archive's own files");
    }
    let is_bare = ["HEAD", "objects", "refs"].iter().all(|part| place.join(part).exists());
    if is_bare || place.iter().filter_map(|part| part.to_str()).any(keeps_versions) {
        return refuse("it belongs to version control");
    }
    Ok(())
}

/// Where a path truly leads, as far as it is there.
fn true_place(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = whole.ancestors().find_map(|above| Some((fs::canonicalize(above).ok()?, whole.strip_prefix(above).ok()?.to_path_buf())));
    match there {
        Some((above, rest)) if rest.as_os_str().is_empty() => above,
        Some((above, rest)) => above.join(rest),
        None => whole,
    }
}

/// Whether there is a site of ours in the folder, or was one when a build was cut off.
pub fn is_published(folder: &Path) -> bool {
    [ledger::MANIFEST, ledger::JOURNAL].iter().any(|name| folder.join(name).exists())
}

/// What stands for the folder when it is locked: itself, where folders can be opened.
#[cfg(unix)]
fn lockable(folder: &Path) -> io::Result<fs::File> {
    fs::File::open(folder)
}

/// Whether what stands at `folder` is the folder of `lock`.
#[cfg(unix)]
fn is_same(folder: &Path, lock: &fs::File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |meta: fs::Metadata| (meta.dev(), meta.ino());
    fs::metadata(folder).map(place).ok() == lock.metadata().map(place).ok()
}

/// Elsewhere a folder with an open file in it cannot be removed.
#[cfg(not(unix))]
fn is_same(folder: &Path, _: &fs::File) -> bool {
    folder.is_dir()
}

/// What stands for the folder when it is locked: elsewhere a file in it.
#[cfg(not(unix))]
fn lockable(folder: &Path) -> io::Result<fs::File> {
    fs::File::options().create(true).append(true).open(folder.join(".scholion-lock"))
}

/// What a mutex holds; none of ours is left half-changed by a panic.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
