//! Files of others that come into the archive: whole at every moment, and never over one that is there.

use std::{fs, io, path::Path};

use super::{fault, locked, write};
use crate::{
    base::RelPath,
    source::{self, digest_of},
};

/// What became of a file that was to come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// It stands there now.
    Placed,
    /// It stood there already, byte for byte.
    Same,
    /// Another file has its place, and keeps it.
    Taken,
}

/// Puts a copy of the file `from` at `to`, somewhere below the archive's own `folder`, unless there is one. It is on the disk when this
/// returns, and nothing is written through a symbolic link.
pub fn take_in(root: &Path, from: &Path, to: &RelPath, folder: &str) -> io::Result<Intake> {
    let _turn = locked::Turn::take(root)?;
    let place = root.join(to.as_str());
    if let Some(there) = locked::plain(root, to, folder)? {
        let is_same = there.is_file() && there.len() == fs::metadata(from)?.len() && digest_of(&place)? == digest_of(from)?;
        return Ok(if is_same { Intake::Same } else { Intake::Taken });
    }
    let parent = place.parent().unwrap_or(root);
    fs::create_dir_all(parent)?;
    let half = write::leftover(parent);
    let written = copy(from, &half).and_then(|()| give_name(&half, &place));
    // It is the other name of a file that stands in its place by now, or a half one.
    let _ = fs::remove_file(&half);
    let is_placed = written?;
    locked::sync(parent)?;
    Ok(if is_placed { Intake::Placed } else { Intake::Taken })
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fault::step()?;
    let mut file = fs::File::create_new(to)?;
    source::copy(from, &mut file)?;
    file.sync_all()
}

/// Gives a whole file its name; false if another has it by then.
fn give_name(half: &Path, place: &Path) -> io::Result<bool> {
    fault::step()?;
    match fs::hard_link(half, place) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // A file system without second names for a file.
        Err(_) if !place.exists() => fs::rename(half, place).map(|()| true),
        Err(_) => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "content/sources";

    #[test]
    fn a_file_comes_in_whole_and_over_no_other() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let from = root.join("letter.txt");
        fs::write(&from, "Dear Ida").unwrap();
        let to = RelPath::new("content/sources/box 1/letter.txt");
        let put = |to: &RelPath| take_in(root, &from, to, FOLDER);
        assert_eq!(put(&to).unwrap(), Intake::Placed);
        assert_eq!(put(&to).unwrap(), Intake::Same);
        fs::write(&from, "Dear Eva").unwrap();
        assert_eq!(put(&to).unwrap(), Intake::Taken);
        assert_eq!(fs::read_to_string(root.join(to.as_str())).unwrap(), "Dear Ida");
        assert_eq!(put(&RelPath::new("content/sources/box 1")).unwrap(), Intake::Taken, "a folder keeps its place");
        assert!(put(&RelPath::new("content/documents/letter.md")).is_err(), "only where sources lie");
        assert!(put(&RelPath::new("content/sources/box 1/letter.txt/inner.txt")).is_err());
        assert_eq!(fs::read_dir(root.join("content/sources/box 1")).unwrap().count(), 1, "nothing is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (root, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let from = root.path().join("letter.txt");
        fs::write(&from, "Dear Ida").unwrap();
        fs::create_dir_all(root.path().join("content")).unwrap();
        std::os::unix::fs::symlink(other.path(), root.path().join("content/sources")).unwrap();
        assert!(take_in(root.path(), &from, &RelPath::new("content/sources/letter.txt"), FOLDER).is_err());
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_stops_in_the_middle_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let missing = root.path().join("gone.txt");
        assert!(take_in(root.path(), &missing, &RelPath::new("content/sources/gone.txt"), FOLDER).is_err());
        assert_eq!(fs::read_dir(root.path().join(FOLDER)).unwrap().count(), 0);
    }
}
