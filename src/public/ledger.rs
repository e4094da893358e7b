//! Which files in the folder are ours.
//!
//! At rest that is the *manifest*, one line a file. While a build runs there is also a *journal*: a line is
//! appended **before** a file is written and **after** it is removed. So after a kill at any moment the two
//! together name every file of ours, and with its digest: a file that is named but holds other bytes than
//! any we wrote is another's.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use rustc_hash::FxHashSet;

use super::{fault, lock, write};
use crate::base::Digest;

pub use crate::base::places::MANIFEST;
/// The journal's name in the output folder; only there while a build runs, or after one was killed.
pub const JOURNAL: &str = ".scholion-journal";

const HEADER: &str = "scholion-manifest 1";

/// The files that are ours.
pub struct Ledger {
    /// Whether lines of the manifest could not be read.
    pub damaged: bool,
    /// Whether the build before was cut off.
    pub interrupted: bool,
    folder: PathBuf,
    /// What each file holds, if no other digest is among `unsure`.
    files: BTreeMap<Arc<str>, Digest>,
    /// What a file may hold as well, after a kill.
    unsure: BTreeMap<Arc<str>, Vec<Digest>>,
    now: Mutex<Now>,
}

/// What this build has written so far.
#[derive(Default)]
struct Now {
    journal: Option<fs::File>,
    files: BTreeMap<Arc<str>, Digest>,
}

impl Ledger {
    /// Reads the manifest and what a killed build left in the journal.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut ledger = Self {
            damaged: false,
            interrupted: false,
            folder: folder.to_path_buf(),
            files: BTreeMap::new(),
            unsure: BTreeMap::new(),
            now: Mutex::default(),
        };
        if let Some(manifest) = read(&folder.join(MANIFEST))? {
            ledger.read_manifest(&manifest);
        }
        if let Some(journal) = read(&folder.join(JOURNAL))? {
            ledger.interrupted = true;
            ledger.read_journal(&journal);
        }
        Ok(ledger)
    }

    /// Whether a file of this name is ours.
    pub fn owns(&self, path: &str) -> bool {
        self.files.contains_key(path) || lock(&self.now).files.contains_key(path)
    }

    /// How many files are ours.
    pub fn len(&self) -> usize {
        self.files.len() + lock(&self.now).files.keys().filter(|path| !self.files.contains_key(*path)).count()
    }

    /// Whether we wrote these bytes under this name.
    pub fn wrote(&self, path: &str, digest: Digest) -> bool {
        self.files.get(path) == Some(&digest)
            || self.unsure.get(path).is_some_and(|digests| digests.contains(&digest))
            || lock(&self.now).files.get(path) == Some(&digest)
    }

    /// What was last written under this name; `None` if that is not sure.
    pub fn digest(&self, path: &str) -> Option<Digest> {
        self.files.get(path).copied().filter(|_| !self.unsure.contains_key(path))
    }

    /// Notes that the file at `path` is ours and is about to hold, or holds, the bytes of `digest`.
    pub fn add(&self, path: &Arc<str>, digest: Digest) -> io::Result<()> {
        let now = &mut *lock(&self.now);
        if self.digest(path) != Some(digest) {
            self.append(now, &format!("+{digest} {path}\n"))?;
        }
        now.files.insert(path.clone(), digest);
        Ok(())
    }

    /// Notes that `path` is no file of ours any more.
    pub fn remove(&mut self, path: &str) -> io::Result<()> {
        self.files.remove(path);
        self.unsure.remove(path);
        let now = &mut *lock(&self.now);
        now.files.remove(path);
        self.append(now, &format!("-{path}\n"))
    }

    /// The names of all files that are ours and not among `keep`, sorted.
    pub fn paths_without(&self, keep: &FxHashSet<&str>) -> Vec<Arc<str>> {
        let now = lock(&self.now);
        let ours = self.files.keys().chain(now.files.keys());
        let mut paths: Vec<Arc<str>> = ours.filter(|path| !keep.contains(&***path)).cloned().collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Writes the manifest, if anything changed, and removes the journal.
    pub fn close(&mut self) -> io::Result<()> {
        let now = std::mem::take(&mut *lock(&self.now));
        for (path, digest) in now.files {
            self.unsure.remove(&path);
            self.files.insert(path, digest);
        }
        if now.journal.is_none() && !self.interrupted && !self.damaged {
            return Ok(());
        }
        let mut text = String::with_capacity(self.files.keys().map(|path| path.len() + 34).sum::<usize>() + 64);
        let _ = writeln!(text, "{HEADER}");
        for (path, digest) in &self.files {
            let others = self.unsure.get(path).into_iter().flatten();
            // Writing into a string cannot fail.
            std::iter::once(digest).chain(others).for_each(|digest| _ = writeln!(text, "{digest} {path}"));
        }
        let _ = writeln!(text, "end {}", self.files.len());
        write::replace(&self.folder, MANIFEST, text.as_bytes())?;
        fault::step()?;
        // From here on the journal says nothing that the manifest does not.
        match fs::remove_file(self.folder.join(JOURNAL)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        (self.damaged, self.interrupted) = (false, false);
        Ok(())
    }

    fn append(&self, now: &mut Now, line: &str) -> io::Result<()> {
        let journal = match &mut now.journal {
            Some(journal) => journal,
            none => {
                let mut journal = fs::File::options().create(true).append(true).open(self.folder.join(JOURNAL))?;
                if self.interrupted {
                    // The last line of a killed build may be cut; it must not swallow the next.
                    journal.write_all(b"\n")?;
                }
                none.insert(journal)
            }
        };
        fault::step()?;
        // One call: a kill leaves the line whole or cut, never mixed with another.
        journal.write_all(line.as_bytes())
    }

    fn read_manifest(&mut self, text: &str) {
        let mut lines = text.lines();
        let mut ended = false;
        self.damaged = lines.next() != Some(HEADER);
        for line in lines {
            match entry(line) {
                Some((digest, path)) => self.note(path, digest),
                None if line.starts_with("end ") => ended = true,
                None => self.damaged = true,
            }
        }
        self.damaged |= !ended;
    }

    fn read_journal(&mut self, text: &str) {
        // A line without its end was cut off; the file it announced was not yet touched.
        for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            if let Some((digest, path)) = line.strip_prefix('+').and_then(entry) {
                self.note(path, digest);
            } else if let Some(path) = line.strip_prefix('-') {
                self.files.remove(path);
                self.unsure.remove(path);
            }
        }
    }

    /// Notes that the file at `path` may hold the bytes of `digest`.
    fn note(&mut self, path: &str, digest: Digest) {
        match self.files.get(path) {
            None => _ = self.files.insert(path.into(), digest),
            Some(known) if *known == digest => {}
            Some(_) => {
                let others = self.unsure.entry(path.into()).or_default();
                if !others.contains(&digest) {
                    others.push(digest);
                }
            }
        }
    }
}

/// `<digest> <path>`.
fn entry(line: &str) -> Option<(Digest, &str)> {
    let (hex, path) = line.split_once(' ').filter(|(_, path)| write::is_plain(path))?;
    Some((digest_of_hex(hex)?, path))
}

/// A digest as it is written.
pub fn digest_of_hex(hex: &str) -> Option<Digest> {
    let mut digest = [0; 16];
    if hex.len() != 32 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in digest.iter_mut().zip((0..32).step_by(2)) {
        *byte = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
    }
    Some(Digest(digest))
}

/// The text of a file, if there is one. What is no UTF-8 gives lines that are no entries.
fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
