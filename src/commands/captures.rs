//! What captures of pages of the web say of themselves. A capture may be long, and one at a time a thread is in memory; what was found is kept by
//! the digest of its file.

use std::{fs, ops::Bound, path::Path, sync::Arc};

use rayon::prelude::*;

use super::keep;
use crate::{
    base::{Captured, Digest, Snapshot, places::ARCHIVE},
    document::capture_place::{self, Kind},
    site::capture,
};

/// The folder in [`keep::FOLDER`].
const FOLDER: &str = "captures";

/// Looks at those captures, and sheets beside them, of which nothing is known.
pub fn look(root: &Path, snapshot: &mut Snapshot) {
    let folder = root.join(keep::FOLDER).join(FOLDER);
    let is_looked_at = |path| matches!(capture_place::kind(path), Some(Kind::Page | Kind::Sheet));
    // Asked after every edit. `0` is the character behind `/`.
    let (first, end) = (format!("{ARCHIVE}/"), format!("{ARCHIVE}0"));
    let captures = snapshot.files.range_mut::<str, _>((Bound::Included(first.as_str()), Bound::Excluded(end.as_str())));
    let unknown = captures.filter(|(path, file)| file.captured.is_none() && is_looked_at(path));
    let unknown: Vec<_> = unknown.collect();
    unknown.into_par_iter().for_each(|(path, file)| {
        // What it shows are files that stand beside it.
        let name = format!("{}-{}-{}.json", file.digest, Digest::of(path.as_str().as_bytes()).hex(16), capture::VERSION);
        let kept = fs::read(folder.join(&name)).ok().and_then(|kept| serde_json::from_slice::<Captured>(&kept).ok());
        let captured = kept.or_else(|| {
            let place = root.join(path.as_str());
            let is_long = fs::metadata(&place).is_ok_and(|meta| meta.len() > capture::LONGEST);
            let captured = if is_long { Captured::default() } else { capture::look(path, &fs::read(place).ok()?)? };
            // A cache that cannot be written costs time.
            _ = serde_json::to_vec(&captured).map(|kept| keep::put(&folder, &name, &kept));
            Some(captured)
        });
        file.captured = captured.map(Arc::new);
    });
}
