//! Which files there are.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::base::{
    Diagnostic, Message, RelPath,
    diagnostic::io_words,
    names::{is_ignored, is_leftover, is_missed},
    say,
};

/// What a walk found.
#[derive(Default)]
pub struct Found {
    /// Files to be read: by which path they count, and where they are.
    pub files: Vec<(RelPath, PathBuf)>,
    /// Where the folders are that were looked into.
    pub folders: Vec<PathBuf>,
    /// Symbolic links, and where they lead; `None` if they lead nowhere.
    pub links: Vec<(RelPath, Option<PathBuf>)>,
    /// Files and folders that are there, or may be, and cannot be read.
    pub unread: Vec<RelPath>,
    /// Hidden files and folders that somebody may miss.
    pub hidden: Vec<RelPath>,
    /// Where files are that the program did not finish.
    pub leftovers: Vec<PathBuf>,
    /// What cannot be read, or may not.
    pub diagnostics: Vec<Diagnostic>,
}

/// Symbolic links to folders that may follow one upon another; more are a knot.
const MOST_LINKS: usize = 4;

/// Collects the files at and below `path`, which lies below `root`. Nothing there is nothing found.
///
/// A symbolic link is followed as long as it stays inside the root (`root` must be canonical); one
/// that leads out is reported and passed over, and so is one that leads back to where it came from.
pub fn walk(root: &Path, path: &RelPath, found: &mut Found) {
    let place = root.join(path.as_str());
    match fs::symlink_metadata(&place) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
        Err(error) => found.unreadable(path, &error),
        // A link above `place` may lead anywhere, so its true place is asked for even if it is no link itself.
        Ok(_) => follow(root, path, &place, &mut Vec::new(), found),
    }
}

/// What is said of a file or folder that cannot be read.
pub(super) fn unreadable(path: &RelPath, error: &io::Error) -> Diagnostic {
    let hint = match error.kind() {
        io::ErrorKind::PermissionDenied => say::unreadable_right_hint(),
        io::ErrorKind::NotFound => say::unreadable_link_hint(),
        _ => say::unreadable_disk_hint(),
    };
    Diagnostic::error(path, say::unreadable(io_words(error))).hint(hint)
}

impl Found {
    fn unreadable(&mut self, path: &RelPath, error: &io::Error) {
        self.diagnostics.push(unreadable(path, error));
        self.unread.push(path.clone());
    }

    fn warn(&mut self, path: &RelPath, message: Message, hint: Message) {
        self.diagnostics.push(Diagnostic::error(path, message).hint(hint));
    }
}

/// Goes where `place` truly leads. `trail` holds the folders that links have led out of so far.
fn follow(root: &Path, path: &RelPath, place: &Path, trail: &mut Vec<PathBuf>, found: &mut Found) {
    let (target, meta) = match fs::canonicalize(place).and_then(|target| fs::metadata(&target).map(|meta| (target, meta))) {
        Ok(both) => both,
        Err(error) => {
            found.links.push((path.clone(), None));
            return found.unreadable(path, &error);
        }
    };
    if !target.starts_with(root) {
        return found.warn(path, say::link_out_of_root(), say::link_out_of_root_hint());
    }
    if target != root.join(path.as_str()) {
        found.links.push((path.clone(), Some(target.clone())));
    }
    if meta.is_file() {
        found.files.push((path.clone(), target));
    } else if !meta.is_dir() {
        found.warn(path, say::not_a_file(), say::hint_remove());
    } else if trail.len() >= MOST_LINKS || trail.iter().any(|left| left.starts_with(&target)) {
        found.warn(path, say::link_loop(), say::hint_remove());
    } else {
        folder(root, path, &target, trail, found);
    }
}

/// Collects what is in a folder that is no link itself.
fn folder(root: &Path, path: &RelPath, place: &Path, trail: &mut Vec<PathBuf>, found: &mut Found) {
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) => return found.unreadable(path, &error),
    };
    found.folders.push(place.to_path_buf());
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.unreadable(path, &error);
                continue;
            }
        };
        let name = entry.file_name();
        let lossy = name.to_string_lossy();
        let path = RelPath::new(&format!("{path}/{}", lossy.replace('\\', "\u{fffd}")));
        if is_ignored(&lossy) {
            if is_leftover(&lossy) {
                found.leftovers.push(entry.path());
            } else if is_missed(&lossy) {
                found.hidden.push(path);
            }
            continue;
        }
        if name.to_str().is_none_or(|name| name.contains(|c: char| c == '\\' || c.is_control())) {
            found.warn(&path, say::bad_name(), say::bad_name_hint());
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => folder(root, &path, &entry.path(), trail, found),
            Ok(kind) if kind.is_file() => found.files.push((path, entry.path())),
            Ok(kind) if kind.is_symlink() => {
                trail.push(place.to_path_buf());
                follow(root, &path, &entry.path(), trail, found);
                trail.pop();
            }
            Ok(_) => found.warn(&path, say::not_a_file(), say::hint_remove()),
            Err(error) => found.unreadable(&path, &error),
        }
    }
}
