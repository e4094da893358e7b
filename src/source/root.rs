//! Where the archive begins.

use std::path::{Path, PathBuf};

use crate::base::snapshot::CONFIG_FILE;

/// The nearest folder at or above `start` that holds `scholion.yaml`, absolute; `None` if there is none.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()).map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_root_above_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/content/documents");
        std::fs::create_dir_all(&inner).unwrap();
        assert_eq!(find_root(&inner), None);
        std::fs::write(folder.path().join("scholion.yaml"), "").unwrap();
        assert_eq!(find_root(&inner), Some(folder.path().to_path_buf()));
        std::fs::write(folder.path().join("a/scholion.yaml"), "").unwrap();
        assert_eq!(find_root(&inner), Some(folder.path().join("a")));
        std::fs::create_dir(inner.join("scholion.yaml")).unwrap();
        assert_eq!(find_root(&inner), Some(folder.path().join("a")), "a folder of that name is no configuration");
    }
}
