//! What was known of the archive's files when they were last read, by whatever process, and whether it still holds.

use std::{collections::BTreeMap, ops::Bound};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Scan, Stamp, digest_of,
    scan::PLACES,
    walk::{Found, walk},
};
use crate::base::{
    Diagnostic, Digest, RelPath, Snapshot,
    digest::Fixity,
    places::is_read,
    snapshot::{CONFIG_FILE, File},
};

/// The archive's files as they were read, without the configuration, which is always read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    files: BTreeMap<RelPath, KnownFile>,
    diagnostics: Vec<Diagnostic>,
}

/// A file as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct KnownFile {
    digest: Digest,
    /// Of files that are never read.
    fixity: Option<Fixity>,
    stamp: Stamp,
}

impl Known {
    /// Whether a file was read at or below this place.
    pub fn has_at_or_below(&self, path: &RelPath) -> bool {
        let start = format!("{path}/");
        let below = self.files.range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded)).next();
        self.files.contains_key(path) || below.is_some_and(|(first, _)| first.as_str().starts_with(&start))
    }

    /// Whether a file was read that had this digest.
    pub fn has(&self, path: &RelPath, digest: Digest) -> bool {
        self.files.get(path).is_some_and(|known| known.digest == digest)
    }

    /// Those of the files that are never read, and those that were `understood`.
    pub(super) fn not_to_be_read(&self, understood: &dyn Fn(&RelPath) -> bool) -> Self {
        let files = self.files.iter().filter(|(path, _)| !is_read(path) || understood(path));
        Self { files: files.map(|(path, known)| (path.clone(), *known)).collect(), diagnostics: Vec::new() }
    }

    /// The digest of a file that was read, if its stamp proves that it is as it was.
    pub(super) fn digest(&self, path: &RelPath, now: &Stamp) -> Option<Digest> {
        let known = self.files.get(path)?;
        now.proves_unchanged_since(&known.stamp).then_some(known.digest)
    }

    /// The archive as it was known, out of what it is now: of files with other bytes, and of those that are gone, nothing is there but the
    /// digests, which is enough if they were `understood`. `None` if any other is not as it was.
    pub fn as_it_was(&self, scan: &Scan, understood: &dyn Fn(&RelPath) -> bool) -> Option<Snapshot> {
        let now = &scan.snapshot;
        let was = |(path, known): (&RelPath, &KnownFile)| {
            let is = now.files.get_key_value(path);
            let same = is.filter(|(_, file)| file.digest == known.digest).map(|(_, file)| file.clone());
            // The path stands in memory once.
            let path = is.map_or(path, |(path, _)| path);
            Some((path.clone(), same.or_else(|| understood(path).then(|| File::understood(known.digest)))?))
        };
        let mut files: BTreeMap<RelPath, File> = self.files.iter().map(was).collect::<Option<_>>()?;
        files.extend(now.files.get_key_value(CONFIG_FILE).map(|(path, file)| (path.clone(), file.clone())));
        Some(Snapshot { files, diagnostics: self.diagnostics.clone(), day: now.day })
    }

    /// The digests of a file that is never read, if its stamp proves that it is as it was.
    pub(super) fn digests(&self, path: &RelPath, now: &Stamp) -> Option<(Digest, Fixity)> {
        let known = self.files.get(path)?;
        now.proves_unchanged_since(&known.stamp).then_some((known.digest, known.fixity?))
    }

    /// What a scan knows.
    pub fn of(scan: &Scan) -> Self {
        let files = scan.snapshot.files.iter().filter(|(path, _)| path.as_str() != CONFIG_FILE);
        let files = files.filter_map(|(path, file)| {
            let stamp = *scan.stamps.get(path)?;
            Some((path.clone(), KnownFile { digest: file.digest, fixity: file.fixity, stamp }))
        });
        Self { files: files.collect(), diagnostics: scan.snapshot.diagnostics.clone() }
    }

    /// What is known now, if every file is there with the bytes it had, no other has come, and the same is
    /// wrong with them. Files are read only if their stamps prove nothing.
    ///
    /// What could not be read when it was known does not hold: it might be readable now.
    pub fn still(&self, scan: &Scan) -> Option<Self> {
        let mut found = Found::default();
        PLACES.iter().filter(|place| **place != CONFIG_FILE).for_each(|place| walk(&scan.root, &RelPath::new(place), &mut found));
        found.diagnostics.extend(super::scan::passed_over(&found.hidden));
        found.diagnostics.extend(super::scan::misplaced(&scan.root));
        found.diagnostics.sort();
        if found.files.len() != self.files.len() || found.diagnostics != self.diagnostics {
            return None;
        }
        let files = found.files.into_par_iter().map(|(path, place)| {
            let known = self.files.get(&path)?;
            let now = Stamp::of(&place).ok()?;
            let is_proven = now.proves_unchanged_since(&known.stamp);
            let holds = is_proven || digest_of(&place).ok()? == known.digest;
            holds.then_some((path, KnownFile { stamp: if is_proven { known.stamp } else { now }, ..*known }))
        });
        let files: BTreeMap<_, _> = files.collect::<Option<_>>()?;
        // Two ways to one path would count twice above.
        (files.len() == self.files.len()).then(|| Self { files, diagnostics: self.diagnostics.clone() })
    }

    /// The files that are new, have other bytes or are gone in a scan.
    pub fn changes(&self, scan: &Scan) -> Vec<RelPath> {
        let now = &scan.snapshot.files;
        let changed = now.iter().filter(|(path, file)| self.files.get(*path).is_none_or(|known| known.digest != file.digest));
        let gone = self.files.keys().filter(|path| !now.contains_key(*path));
        let mut paths: Vec<RelPath> = changed.map(|(path, _)| path).chain(gone).cloned().collect();
        paths.retain(|path| path.as_str() != CONFIG_FILE);
        paths.sort_unstable();
        paths
    }
}
