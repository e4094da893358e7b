//! The published files of the search index, which are read again when it changes.

use std::path::Path;

use crate::search::Shelf;

/// Those below an output folder.
pub fn shelf(folder: &Path) -> Shelf {
    let folder = folder.to_owned();
    std::sync::Arc::new(move |path| std::fs::read(folder.join(path.as_str())).ok())
}
