//! The published files, and whether they are still what was published.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
    time::SystemTime,
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    base::{Digest, RelPath},
    source::{Stamp, digest_of},
};

/// Each file's digest, and its stamp when it was last seen to hold those bytes, if that is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Published(BTreeMap<RelPath, (Digest, Option<Stamp>)>);

impl Published {
    /// The files of a build. Stamps are known from `before`, or from when the files were `written`.
    pub fn new(files: impl Iterator<Item = (RelPath, Digest)>, before: &Self, written: &[(Arc<str>, Stamp)]) -> Self {
        let now = SystemTime::now();
        let find = |path: &RelPath| written.binary_search_by(|(other, _)| (**other).cmp(path.as_str())).ok();
        let stamp = |path: &RelPath, digest: Digest| match find(path).and_then(|at| written.get(at)) {
            Some((_, written)) => Some(written.rested_until(now)),
            None => before.0.get(path).filter(|(old, _)| *old == digest).and_then(|(_, stamp)| *stamp),
        };
        Self(files.map(|(path, digest)| (path.clone(), (digest, stamp(&path, digest)))).collect())
    }

    /// The files that are sound: they and the folders above them are true files and folders, hold what was
    /// published, and are `ours`.
    pub fn check(&self, folder: &Path, ours: &(dyn Fn(&RelPath, Digest) -> bool + Sync)) -> Self {
        let folders: BTreeSet<&str> =
            self.0.keys().flat_map(|path| path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at])).collect();
        let is_true = |path: &&str| fs::symlink_metadata(folder.join(path)).is_ok_and(|meta| meta.is_dir());
        let untrue: Vec<&str> = folders.into_iter().filter(|path| !is_true(path)).collect();
        let is_below =
            |path: &RelPath| untrue.iter().any(|above| path.as_str().strip_prefix(above).is_some_and(|rest| rest.starts_with('/')));
        let sound =
            self.0.par_iter().filter(|(path, (digest, _))| !is_below(path) && ours(path, *digest)).filter_map(|(path, (digest, old))| {
                let place = folder.join(path.as_str());
                let now = Stamp::of(&place).ok()?;
                match old {
                    Some(old) if now.proves_unchanged_since(old) => Some((path.clone(), (*digest, Some(*old)))),
                    _ if digest_of(&place).ok()? == *digest => Some((path.clone(), (*digest, Some(now)))),
                    _ => None,
                }
            });
        Self(sound.collect())
    }

    /// Those of the files that are `ours`.
    pub fn only(mut self, ours: &dyn Fn(&RelPath, Digest) -> bool) -> Self {
        self.0.retain(|path, (digest, _)| ours(path, *digest));
        self
    }

    /// Paths and digests, in order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&RelPath, Digest)> {
        self.0.iter().map(|(path, (digest, _))| (path, *digest))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether the file is among them.
    pub fn contains(&self, path: &RelPath) -> bool {
        self.0.contains_key(path)
    }

    /// The digest of a file's bytes as published.
    pub fn digest(&self, path: &RelPath) -> Option<Digest> {
        self.0.get(path).map(|(digest, _)| *digest)
    }
}
