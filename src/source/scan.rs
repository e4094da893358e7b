//! The bytes of the archive's files, and those that changed since.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use rayon::prelude::*;

use super::{
    Known, picture, sheets,
    stamp::Stamp,
    stream::{digests_and_head, head_of},
    walk::{Found, unreadable, walk},
};
use crate::base::{
    Diagnostic, RelPath, Snapshot,
    places::{
        ANNOTATIONS, AUTHORITIES, BIBLIOGRAPHY, COLLECTIONS, DOCUMENTS, FILES, MANIFEST, PAGES, SOURCES, STYLES, is_picture, is_read,
    },
    say,
    snapshot::{CONFIG_FILE, File},
};

/// Where the archive's own files are, from its root.
pub(super) const PLACES: [&str; 3] = [CONFIG_FILE, "content", "templates"];

/// The largest file that is read, in bytes: places in a text are counted in 32 bits.
const LARGEST: u64 = 1 << 30;

/// A snapshot and what is needed to bring it up to date.
#[derive(Debug)]
pub struct Scan {
    /// The archive's files.
    pub snapshot: Snapshot,
    /// The root, canonical.
    pub(super) root: PathBuf,
    /// The file that stands for the root's `scholion.yaml`, if another does.
    config: Option<PathBuf>,
    /// Files and folders that are there, or may be, and cannot be read. What was read of them before is still in the snapshot.
    pub unread: BTreeSet<RelPath>,
    /// Where files are that the program did not finish, as of the last time that everything was looked at.
    pub leftovers: Vec<PathBuf>,
    pub(super) stamps: BTreeMap<RelPath, Stamp>,
    /// What another process knew of files that need not be hashed again where their stamps prove them unchanged.
    known: Known,
}

/// Where to look for changes.
#[derive(Clone, Copy, Debug)]
pub enum Hints<'a> {
    /// Everywhere.
    All,
    /// At and below these places only, absolute or from the root.
    Paths(&'a [PathBuf]),
}

/// What another reading found. The lists are sorted.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// New files and files with new bytes.
    pub changed: Vec<RelPath>,
    /// Files that are gone.
    pub removed: Vec<RelPath>,
    /// Files with new bytes, as they were before.
    pub before: BTreeMap<RelPath, File>,
}

impl Changes {
    /// Whether all is as it was.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Reads the archive at `root`. Fails only if the root itself cannot be found.
pub fn scan(root: &Path) -> io::Result<Scan> {
    let mut scan = Scan::unread(root, None)?;
    rescan(&mut scan, Hints::All);
    Ok(scan)
}

impl Scan {
    /// The archive at `root`, of which nothing was read yet, with the file `config`, if there is one, in the place of the
    /// root's `scholion.yaml`. Fails only if the root itself cannot be found.
    pub fn unread(root: &Path, config: Option<&Path>) -> io::Result<Self> {
        let config = config.map(std::path::absolute).transpose()?;
        Ok(Self {
            snapshot: Snapshot::default(),
            root: fs::canonicalize(root)?,
            config,
            unread: BTreeSet::new(),
            leftovers: Vec::new(),
            stamps: BTreeMap::new(),
            known: Known::default(),
        })
    }

    /// Takes over what another process knew of this archive's files. Those that it has `understood`, and whose stamps prove them
    /// unchanged, are not read: their bytes are not there.
    pub fn trust(&mut self, known: &Known, understood: &dyn Fn(&RelPath) -> bool) {
        self.known = known.not_to_be_read(understood);
    }

    /// Whether this file, or a folder above it, cannot be read.
    pub fn is_unread(&self, path: &RelPath) -> bool {
        is_covered(path.as_str(), &self.unread)
    }
}

/// Brings a scan up to date.
///
/// Only files whose size, times or inode changed are read, and those that were written so shortly
/// before the last reading that a second edit might not show; contents decide whether a file changed.
pub fn rescan(scan: &mut Scan, hints: Hints<'_>) -> Changes {
    rescan_with(scan, hints, First { is_first: &|_| false, then: &mut |_, _| () }, &|_, _| (), &mut |_, ()| ())
}

/// Takes the files that were read first, and the paths of all others.
pub type Then<'f> = &'f mut dyn FnMut(&[(&RelPath, &File)], &[&RelPath]);

/// What is read before all else.
pub struct First<'f> {
    /// Whether a file is.
    pub is_first: &'f dyn Fn(&RelPath) -> bool,
    /// Gets these files, and the paths of all others, before any of them is read.
    pub then: Then<'f>,
}

/// How many files are read before what was made of them is kept.
const AT_ONCE: usize = 512;

/// As [`rescan`], but reads what is `first` before all else, and lets `each` look at every new file, and every file with new bytes,
/// as soon as it is read, on many threads at once; what it makes of the file is handed to `keep`, one after the other, in no order.
///
/// `each` may let the bytes of a file go that it has understood. So neither the bytes of a large archive nor what was
/// made of them but not yet kept ever are in memory together.
pub fn rescan_with<T: Send>(
    scan: &mut Scan,
    hints: Hints<'_>,
    first: First<'_>,
    each: &(dyn Fn(&RelPath, &mut File) -> T + Sync),
    keep: &mut dyn FnMut(RelPath, T),
) -> Changes {
    let starts = match hints {
        Hints::All => PLACES.iter().map(|place| RelPath::new(place)).collect(),
        Hints::Paths(paths) => inside(scan, paths),
    };
    let mut found = Found::default();
    for start in &starts {
        match &scan.config {
            Some(config) if start.as_str() == CONFIG_FILE => found.files.push((start.clone(), config.clone())),
            _ => walk(&scan.root, start, &mut found),
        }
    }
    if matches!(hints, Hints::All) {
        scan.leftovers = std::mem::take(&mut found.leftovers);
    }
    found.diagnostics.extend(passed_over(&found.hidden));
    found.diagnostics.extend(misplaced(&scan.root));
    let mut all: Vec<(RelPath, Read)> = Vec::with_capacity(found.files.len());
    found.files.sort_by_key(|(path, _)| !(first.is_first)(path));
    let (before, behind) = found.files.split_at(found.files.partition_point(|(path, _)| (first.is_first)(path)));
    for files in before.chunks(AT_ONCE).chain([&[][..]]).chain(behind.chunks(AT_ONCE)) {
        if files.is_empty() {
            let read = |(path, read): &'_ (RelPath, Read)| read.as_ref().ok().map(|(file, _, _)| (path.clone(), file.clone()));
            let read: Vec<(RelPath, File)> = all.iter().filter_map(read).collect();
            let read: Vec<(&RelPath, &File)> = read.iter().map(|(path, file)| (path, file)).collect();
            (first.then)(&read, &behind.iter().map(|(path, _)| path).collect::<Vec<_>>());
        }
        let read: Vec<(Read, Option<T>)> = files
            .par_iter()
            .map(|(path, place)| {
                let mut read = read(scan, path, place);
                let made = match &mut read {
                    Ok((file, _, true)) => Some(each(path, file)),
                    _ => None,
                };
                (read, made)
            })
            .collect();
        for ((path, _), (read, made)) in files.iter().zip(read) {
            if let Some(made) = made {
                keep(path.clone(), made);
            }
            all.push((path.clone(), read));
        }
    }
    replace(scan, &starts, all, found)
}

/// What came of reading a file: itself, its stamp, and whether its bytes are new; why it cannot be read; `None` if it is gone.
type Read = Result<(File, Stamp, bool), Option<Box<Diagnostic>>>;

/// Hidden files and folders, each named in its own place.
pub(super) fn passed_over(hidden: &[RelPath]) -> impl Iterator<Item = Diagnostic> {
    hidden.iter().map(|path| Diagnostic::notice(path, say::hidden()).hint(say::hidden_hint()))
}

/// The code of what [`misplaced`] finds.
const MISPLACED: &str = "misplaced";

/// What stands beside `content/` and is called nearly as something that is read: the folders in it, and the configuration.
pub(super) fn misplaced(root: &Path) -> impl Iterator<Item = Diagnostic> {
    let folders = [DOCUMENTS, PAGES, COLLECTIONS, SOURCES, BIBLIOGRAPHY, ANNOTATIONS, AUTHORITIES, FILES, STYLES];
    let names = folders.into_iter().filter_map(|folder| folder.strip_prefix("content/"));
    let is_there = |name: &&str| root.join(name).is_dir() && !root.join(name).join(MANIFEST).exists();
    let folders = names.filter(is_there).map(|name| {
        let message = say::misplaced();
        Diagnostic::warning(&RelPath::new(name), message).hint(say::misplaced_hint())
    });
    // It may say what is not to be published.
    let configs = ["scholion.yml", "scholion.yaml.txt", "scholion.toml", "scholion.json"];
    let configs = configs.into_iter().filter(|name| root.join(name).is_file()).map(|name| {
        let message = say::misplaced_configuration(CONFIG_FILE);
        Diagnostic::error(&RelPath::new(name), message).hint(say::misplaced_configuration_hint())
    });
    folders.chain(configs)
}

/// The hinted places that belong to the archive, without those that lie below another.
fn inside(scan: &Scan, hints: &[PathBuf]) -> BTreeSet<RelPath> {
    let root = &scan.root;
    let mut starts = BTreeSet::new();
    for hint in hints {
        if scan.config.as_ref() == Some(hint) {
            starts.insert(RelPath::new(CONFIG_FILE));
        }
        let Some(path) = hint.strip_prefix(root).unwrap_or(hint).to_str() else { continue };
        let path = RelPath::new(path);
        let hidden = path.as_str().split('/').any(crate::base::names::is_ignored);
        if path.as_str().is_empty() {
            return PLACES.iter().map(|place| RelPath::new(place)).collect();
        }
        if !hidden && PLACES.iter().any(|place| is_at_or_below(&path, place)) {
            starts.insert(path);
        }
    }
    let all = starts.clone();
    starts.retain(|path| !is_covered(path.parent(), &all));
    starts
}

/// Whether `path` or a folder above it is among `starts`.
fn is_covered(path: &str, starts: &BTreeSet<RelPath>) -> bool {
    path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]).any(|above| starts.contains(above))
}

pub(super) fn is_at_or_below(path: &RelPath, folder: &str) -> bool {
    path.as_str().strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One file, from the disk or, if it cannot have changed, from the scan before.
fn read(scan: &Scan, path: &RelPath, place: &Path) -> Read {
    let unreadable = |error: io::Error| {
        // Between the walk and now somebody may have removed it.
        let is_gone = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) && path.as_str() != CONFIG_FILE;
        (!is_gone).then(|| Box::new(unreadable(path, &error)))
    };
    // The stamp is taken before the bytes: an edit in between then shows in the next reading.
    let now = SystemTime::now();
    let meta = fs::metadata(place).map_err(unreadable)?;
    let stamp = Stamp::new(&meta, now);
    let old = scan.snapshot.files.get(path).zip(scan.stamps.get(path));
    if let Some((file, old)) = old
        && stamp.proves_unchanged_since(old)
    {
        return Ok((file.clone(), stamp, false));
    }
    if !is_read(path) {
        let (digest, fixity, head) = match scan.known.digests(path, &stamp) {
            Some((digest, fixity)) => (digest, fixity, head_of(place).map_err(unreadable)?),
            None => digests_and_head(place).map_err(unreadable)?,
        };
        let size = picture::size_of(&head).or_else(|| is_picture(path).then(|| picture::size_within(place)).flatten());
        let mut file = File::unread(digest, fixity, size);
        file.sheets = size.and_then(|_| sheets::of_tiff(place)).map(Into::into);
        return Ok((file, stamp, true));
    }
    if let Some(digest) = scan.known.digest(path, &stamp) {
        return Ok((File::understood(digest), stamp, true));
    }
    if meta.len() > LARGEST {
        let message = say::too_large();
        return Err(Some(Box::new(Diagnostic::error(path, message).hint(say::too_large_hint()))));
    }
    let file = File::new(fs::read(place).map_err(unreadable)?);
    match old {
        // The bytes in memory serve on, so that what is shared stays shared.
        Some((old, _)) if old.digest == file.digest => Ok((old.clone(), stamp, false)),
        _ => Ok((file, stamp, true)),
    }
}

/// Puts what was read at and below `starts` in the place of what stood there. What cannot be read is as it was.
fn replace(scan: &mut Scan, starts: &BTreeSet<RelPath>, read: Vec<(RelPath, Read)>, found: Found) -> Changes {
    let Found { mut diagnostics, mut unread, .. } = found;
    let mut changes = Changes::default();
    let mut gone: BTreeSet<RelPath> = starts
        .iter()
        .flat_map(|start| {
            let itself = scan.snapshot.files.get_key_value(start).map(|(path, _)| path.clone());
            scan.snapshot.below(start.as_str()).map(|(path, _)| path.clone()).chain(itself)
        })
        .collect();
    for (path, read) in read {
        match read {
            Err(None) => {}
            Err(Some(diagnostic)) => {
                diagnostics.push(*diagnostic);
                unread.push(path);
            }
            Ok((file, stamp, _)) => {
                gone.remove(&path);
                scan.stamps.insert(path.clone(), stamp);
                let digest = file.digest;
                let old = scan.snapshot.files.insert(path.clone(), file);
                if old.as_ref().is_none_or(|old| old.digest != digest) {
                    changes.before.extend(old.map(|old| (path.clone(), old)));
                    changes.changed.push(path);
                }
            }
        }
    }
    scan.unread.retain(|path| !is_covered(path.as_str(), starts));
    scan.unread.extend(unread);
    gone.retain(|path| !scan.is_unread(path));
    for path in gone {
        scan.snapshot.files.remove(&path);
        scan.stamps.remove(&path);
        changes.removed.push(path);
    }
    changes.changed.sort();
    scan.snapshot.diagnostics.retain(|old| !is_covered(old.path.as_str(), starts) && old.code() != MISPLACED);
    scan.snapshot.diagnostics.append(&mut diagnostics);
    scan.snapshot.diagnostics.sort();
    changes
}

#[cfg(test)]
mod tests;
