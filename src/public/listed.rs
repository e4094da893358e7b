//! What a published folder says that it holds, for those who only look: nothing is locked, and nothing written.

use std::{io, path::Path, sync::Arc};

use rustc_hash::FxHashSet;

use super::ledger::Ledger;
use crate::base::Digest;

pub use super::ledger::{JOURNAL, MANIFEST};

/// The files that a folder says it holds.
pub struct Listed {
    /// Their paths in order, with the digests of their bytes; `None` where a build that was cut off leaves it open.
    pub files: Vec<(Arc<str>, Option<Digest>)>,
    /// Whether lines of the list could not be read, or its end is missing.
    pub is_damaged: bool,
}

/// Reads the list of a published folder.
pub fn listed(folder: &Path) -> io::Result<Listed> {
    let ledger = Ledger::open(folder)?;
    let paths = ledger.paths_without(&FxHashSet::default());
    let files = paths.into_iter().map(|path| (path.clone(), ledger.digest(&path))).collect();
    Ok(Listed { files, is_damaged: ledger.damaged })
}
