//! What earlier builds made and this one does not goes.

use std::{collections::BTreeSet, fs, io, path::PathBuf, sync::Arc};

use super::{Output, fault, lock};
use crate::{
    base::{Diagnostic, RelPath, say},
    source::digest_of,
};

/// Removes `gone`, which are files of ours, and folders that this leaves empty; gives how many files went. A
/// file that another hand changed since we wrote it stays, with a warning.
pub fn prune(output: &mut Output, gone: Vec<Arc<str>>) -> Result<usize, (PathBuf, io::Error)> {
    let mut removed = 0;
    let mut folders = BTreeSet::new();
    for path in gone {
        let place = output.folder.join(&*path);
        let done = match fs::symlink_metadata(&place) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
            Err(error) => Err(error),
            // Where a folder stands now, our file is gone.
            Ok(meta) if meta.is_dir() => Ok(()),
            Ok(meta) if meta.is_file() && is_reached_directly(output, &path) && is_as_written(output, &path) => {
                removed += 1;
                folders.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
                fault::step().and_then(|()| fs::remove_file(&place))
            }
            Ok(_) => {
                let path = RelPath::new(&format!("{}/{path}", output.label));
                let problem = Diagnostic::warning(&path, say::foreign_file_page());
                lock(&output.diagnostics).push(problem.hint(say::foreign_file_page_hint()));
                Ok(())
            }
        };
        done.and_then(|()| output.ledger.remove(&path)).map_err(|error| (place, error))?;
    }
    // Deepest first; a folder that still holds something cannot be removed, and that is well.
    for folder in folders.iter().rev() {
        if fs::remove_dir(output.folder.join(folder)).is_ok() {
            output.folders.forget(folder);
        }
    }
    Ok(removed)
}

fn is_as_written(output: &Output, path: &str) -> bool {
    digest_of(&output.folder.join(path)).is_ok_and(|digest| output.ledger.wrote(path, digest))
}

/// Whether no folder on the way is a symbolic link.
fn is_reached_directly(output: &Output, path: &str) -> bool {
    path.match_indices('/').all(|(at, _)| fs::symlink_metadata(output.folder.join(&path[..at])).is_ok_and(|meta| meta.is_dir()))
}
