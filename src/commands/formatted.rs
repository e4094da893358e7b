//! Formatted entries and citations, kept from one run to the next in `.scholion/cache/csl`.
//!
//! The file is a convenience: what it lacks is formatted again. So a file that cannot be read is like none, and one that
//! cannot be written is no failure.

use std::{fs, path::Path};

use super::cache::file;
use crate::site::csl::{Formatted, store};

const FILE: &str = "csl";

/// What was formatted in runs before.
pub fn load(root: &Path) -> Formatted {
    fs::read(root.join(file::FOLDER).join(FILE)).map(|bytes| store::read(&bytes)).unwrap_or_default()
}

/// Keeps what is formatted now, if it differs from what was loaded.
pub fn save(root: &Path, before: &Formatted, now: &Formatted) {
    if before != now {
        let _ = file::put(&root.join(file::FOLDER), FILE, &store::write(now));
    }
}
