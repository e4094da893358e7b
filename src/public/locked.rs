//! The archive's own files, written by one hand at a time.
//!
//! Below `content/` not only we write: two previews of one archive, `ingest` and `annotations` beside a preview, an editor's own
//! program. Nobody's words may be lost between them.
//!
//! 1. [`Turn`]: our own processes and threads take turns, by a lock on the archive's root that ends with its holder, however that
//!    ends;
//! 2. [`revise`]: what a file is to hold is made from what it holds, and is written only if it still holds that; else it is made
//!    anew from what the other hand wrote;
//! 3. [`swap`]: programs that know nothing of the lock are met by comparing right before the file is exchanged, and by looking
//!    once more, behind the exchange, into the file that was there: who wrote into that one is given its words back.
//!
//! What [`revise`] has written is on the disk when it returns: the bytes of the file and its name in the folder.

use std::{
    fs, io,
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{fault, lockable, write};
use crate::base::RelPath;

/// The right to write the archive's own files, until it is dropped. Not to be taken twice by one thread.
pub struct Turn {
    /// Open for as long as the lock is held. A file system may have no locks; then comparing must do.
    _root: fs::File,
}

/// How long to wait for others that write.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(2);
/// How long a file that somebody emptied may stay empty before that is taken for what is meant: programs that write in place
/// empty it first.
const BLINK: Duration = Duration::from_millis(60);
/// How long a file is tried to be revised that others write to at the same time; less than others wait for their turn.
const TRYING: Duration = Duration::from_secs(10);

impl Turn {
    /// Waits until no other process or thread of ours writes the files of the archive at `root`.
    ///
    /// Fails if the root is gone, or another one writes for half a minute.
    pub fn take(root: &Path) -> io::Result<Self> {
        let file = lockable(root)?;
        let end = Instant::now() + PATIENCE;
        while let Err(fs::TryLockError::WouldBlock) = file.try_lock() {
            if Instant::now() > end {
                let why = "another scholion has been writing to this archive for half a minute; if it hangs, end it";
                return Err(io::Error::new(io::ErrorKind::TimedOut, why));
            }
            thread::sleep(PAUSE);
        }
        Ok(Self { _root: file })
    }
}

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// It stays as it is.
    Keep,
    /// It holds this.
    Write(Vec<u8>),
    /// There is none any more.
    Remove,
}

/// Makes of the file at `path`, a plain file somewhere below the archive's own `folder`, what `change` makes of its bytes (`None`
/// if there is no such file). True if something was written.
///
/// `change` is asked again as often as another hand wrote meanwhile.
pub fn revise<E: From<io::Error>>(
    root: &Path,
    path: &RelPath,
    folder: &str,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Revision, E>,
) -> Result<bool, E> {
    let _turn = Turn::take(root)?;
    let place = root.join(path.as_str());
    let end = Instant::now() + TRYING;
    loop {
        let was = read_plain(root, path, folder)?;
        let is_done = match change(was.as_deref())? {
            Revision::Keep => return Ok(false),
            Revision::Remove if was.is_none() => return Ok(false),
            Revision::Write(now) if was.as_ref() == Some(&now) => return Ok(false),
            // Another file may be put in the place of one that is protected; who protected it does not want that.
            _ if was.is_some() && fs::symlink_metadata(&place).is_ok_and(|meta| meta.permissions().readonly()) => {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is protected against writing").into());
            }
            Revision::Write(now) => swap(&place, was.as_deref(), &now)?,
            Revision::Remove => remove(&place, was.as_deref().unwrap_or_default())?,
        };
        if is_done {
            return Ok(true);
        }
        if Instant::now() > end {
            return Err(io::Error::other("another program writes to it all the time").into());
        }
    }
}

/// The bytes of a plain file below one of the archive's own folders; `None` if there is none. Through a symbolic link nothing is
/// read that may be written afterwards: it leads who knows where.
pub fn read_plain(root: &Path, path: &RelPath, folder: &str) -> io::Result<Option<Vec<u8>>> {
    match plain(root, path, folder)? {
        None => return Ok(None),
        // A pipe would keep us waiting.
        Some(meta) if !meta.is_file() && !meta.is_dir() => return Err(io::Error::other("it is no plain file")),
        Some(_) => {}
    }
    let place = root.join(path.as_str());
    let read = || match fs::read(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    };
    filled(read)
}

/// What stands at a place below one of the archive's own folders, if anything does; refused if a symbolic link stands on the way.
pub(super) fn plain(root: &Path, path: &RelPath, folder: &str) -> io::Result<Option<fs::Metadata>> {
    let other = |why: &str| Err(io::Error::other(why.to_owned()));
    if !path.is_below(folder) {
        return other("this file is not to be written here");
    }
    let mut place = root.to_path_buf();
    let mut found = None;
    for part in path.as_str().split('/') {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(meta) if meta.is_symlink() => return other("a symbolic link stands on the way to this file, and leads who knows where"),
            Ok(meta) => found = Some(meta),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Waits a moment for a file that is empty.
fn filled(mut read: impl FnMut() -> io::Result<Option<Vec<u8>>>) -> io::Result<Option<Vec<u8>>> {
    let end = Instant::now() + BLINK;
    loop {
        let bytes = read()?;
        if bytes.as_ref().is_none_or(|bytes| !bytes.is_empty()) || Instant::now() > end {
            return Ok(bytes);
        }
        thread::sleep(PAUSE);
    }
}

/// Puts `now` in the place of `was`; false if the file is another by then. Whole at every moment, and on the disk.
fn swap(place: &Path, was: Option<&[u8]>, now: &[u8]) -> io::Result<bool> {
    let Some(was) = was else { return create(place, now) };
    let mut old = fs::File::open(place)?;
    let made = Made::beside(place, now, Some(&old.metadata()?))?;
    if bytes_of(&mut old)? != was || !stands_at(&old, place) {
        return Ok(false);
    }
    // At once, since another hand may be writing at this moment; and once more when all is on the disk, which takes its time, since one
    // that had opened the file may have been slow.
    made.exchange(place)?;
    let is_settled = settle(&mut old, place, was, now)?;
    place.parent().map_or(Ok(()), sync)?;
    Ok(is_settled && settle(&mut old, place, was, now)?)
}

/// Whether the file that was taken away still holds `was`. If not, another program wrote into it: what it wrote is put back into its
/// place, which held `now`, with what was added there meanwhile, and ours is to come on top of it.
fn settle(old: &mut fs::File, place: &Path, was: &[u8], now: &[u8]) -> io::Result<bool> {
    if bytes_of(old)? == was {
        return Ok(true);
    }
    let mut theirs = filled(|| bytes_of(old).map(Some))?.unwrap_or_default();
    let mut expected = now.to_vec();
    loop {
        let mut ours = fs::File::open(place)?;
        let here = bytes_of(&mut ours)?;
        let Some(added) = here.strip_prefix(&*expected) else { return aside(place, &theirs) };
        theirs.extend_from_slice(added);
        Made::beside(place, &theirs, Some(&old.metadata()?))?.exchange(place)?;
        let later = bytes_of(&mut ours)?;
        expected.clone_from(&theirs);
        match later.strip_prefix(&*here) {
            Some([]) => break,
            Some(more) => theirs.extend_from_slice(more),
            None => return aside(place, &later),
        }
    }
    place.parent().map_or(Ok(()), sync)?;
    Ok(false)
}

/// Puts words beside a file that nobody can join with what it holds, and says so.
fn aside<T>(place: &Path, words: &[u8]) -> io::Result<T> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    for n in 1.. {
        let aside = place.with_file_name(format!("{name}.theirs-{n}"));
        match fs::File::create_new(&aside) {
            Ok(mut file) => {
                file.write_all(words)?;
                file.sync_all()?;
                let why =
                    format!("other programs changed it twice at the same moment; what one of them wrote stands in {}", aside.display());
                return Err(io::Error::other(why));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no name is free beside it"))
}

/// Makes a file that is not there; false if it is by then.
fn create(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    if let Some(folder) = place.parent().filter(|folder| !folder.exists()) {
        fs::create_dir_all(folder)?;
        folder.parent().map_or(Ok(()), sync)?;
    }
    let made = Made::beside(place, bytes, None)?;
    match fs::hard_link(&made.0, place) {
        Ok(()) => {
            drop(made);
            place.parent().map_or(Ok(()), sync)?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // A file system without second names for a file.
        Err(_) if !place.exists() => made.take_place(place).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// Removes a file that holds `was`; false if it holds something else by then.
fn remove(place: &Path, was: &[u8]) -> io::Result<bool> {
    let folder = place.parent().unwrap_or(place);
    let aside = write::leftover(folder);
    fs::rename(place, &aside)?;
    if fs::read(&aside)? != was {
        fs::rename(&aside, place)?;
        return Ok(false);
    }
    fs::remove_file(&aside)?;
    sync(folder)?;
    Ok(true)
}

/// A file that is written and not yet in its place; gone with the value.
struct Made(PathBuf);

impl Made {
    /// Beside `place`, with the rights of the file that it is to replace.
    fn beside(place: &Path, bytes: &[u8], like: Option<&fs::Metadata>) -> io::Result<Self> {
        let (made, mut file) = loop {
            let made = write::leftover(place.parent().unwrap_or(place));
            // A process of the same number may be at work on another machine, or have left something behind.
            match fs::File::create_new(&made) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                file => break (Self(made), file?),
            }
        };
        fault::step()?;
        file.write_all(bytes)?;
        if let Some(like) = like {
            // Rights that cannot be given are no reason to lose words.
            let _ = file.set_permissions(like.permissions());
        }
        file.sync_all()?;
        Ok(made)
    }

    fn take_place(self, place: &Path) -> io::Result<()> {
        self.exchange(place)?;
        place.parent().map_or(Ok(()), sync)
    }

    /// As [`take_place`](Self::take_place), but that is not on the disk yet.
    fn exchange(self, place: &Path) -> io::Result<()> {
        fault::step()?;
        fs::rename(&self.0, place)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // It is not there any more if it took its place.
        let _ = fs::remove_file(&self.0);
    }
}

fn bytes_of(file: &mut fs::File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether the open file is the one that stands at `place` by now.
#[cfg(unix)]
fn stands_at(file: &fs::File, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
    fs::symlink_metadata(place).map(id).ok() == file.metadata().map(id).ok()
}

/// Elsewhere a file that is open is not replaced.
#[cfg(not(unix))]
fn stands_at(_: &fs::File, place: &Path) -> bool {
    place.is_file()
}

/// What was done in a folder is on the disk.
#[cfg(unix)]
pub fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Elsewhere folders cannot be opened, and need not be.
#[cfg(not(unix))]
pub fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: &str = "content/annotations";

    fn archive() -> (tempfile::TempDir, RelPath) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(FOLDER)).unwrap();
        (root, RelPath::new("content/annotations/a.yaml"))
    }

    fn line(was: Option<&[u8]>, line: &str) -> Result<Revision, io::Error> {
        let mut bytes = was.unwrap_or_default().to_vec();
        bytes.extend_from_slice(format!("{line}\n").as_bytes());
        Ok(Revision::Write(bytes))
    }

    #[test]
    fn many_hands_lose_nothing() {
        let (root, path) = archive();
        let root = root.path();
        thread::scope(|scope| {
            for hand in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    (0..25).for_each(|n| assert!(revise(root, path, FOLDER, |was| line(was, &format!("{hand}-{n}"))).unwrap()))
                });
            }
        });
        let text = fs::read_to_string(root.join(path.as_str())).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), 100);
        assert_eq!(fs::read_dir(root.join(FOLDER)).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn who_writes_between_the_look_and_the_exchange_keeps_its_words() {
        let (root, path) = archive();
        let place = root.path().join(path.as_str());
        // A file that another program makes, one that it writes in place, and one that it exchanges.
        let others: [&dyn Fn(); 3] =
            [&|| fs::write(&place, "theirs\n").unwrap(), &|| fs::write(&place, "theirs, in place\n").unwrap(), &|| {
                fs::write(place.with_extension("new"), "theirs, exchanged\n").unwrap();
                fs::rename(place.with_extension("new"), &place).unwrap();
            }];
        for (other, expected) in others.into_iter().zip(["theirs\nours\n", "theirs, in place\nours\n", "theirs, exchanged\nours\n"]) {
            let mut is_first = true;
            let revised = revise(root.path(), &path, FOLDER, |was| {
                if std::mem::take(&mut is_first) {
                    other();
                }
                line(was, "ours")
            });
            assert!(revised.unwrap());
            assert_eq!(fs::read_to_string(&place).unwrap(), expected);
        }
    }

    #[test]
    fn who_writes_into_the_file_that_was_taken_away_gets_its_words_back() {
        let (root, path) = archive();
        let place = root.path().join(path.as_str());
        fs::write(&place, "once\n").unwrap();
        let mut editor = fs::File::options().append(true).open(&place).unwrap();
        let mut old = fs::File::open(&place).unwrap();
        Made::beside(&place, b"once\nours\n", None).unwrap().take_place(&place).unwrap();
        // The hand of the editor was in the middle of writing when the file was exchanged under it.
        editor.write_all(b"theirs\n").unwrap();
        // The next time it opened ours.
        fs::File::options().append(true).open(&place).unwrap().write_all(b"theirs again\n").unwrap();
        assert!(!settle(&mut old, &place, b"once\n", b"once\nours\n").unwrap());
        let all = "once\ntheirs\ntheirs again\n";
        assert_eq!(fs::read_to_string(&place).unwrap(), all, "ours is to be made anew, on top of this");
        assert!(settle(&mut fs::File::open(&place).unwrap(), &place, all.as_bytes(), b"").unwrap());
        // What cannot be joined is kept beside the file, and said.
        fs::write(&place, "another text\n").unwrap();
        let error = settle(&mut old, &place, b"once\n", b"once\nours\n").unwrap_err().to_string();
        assert!(error.ends_with("a.yaml.theirs-1"), "{error}");
        assert_eq!(fs::read_to_string(place.with_file_name("a.yaml.theirs-1")).unwrap(), "once\ntheirs\n");
    }

    #[test]
    fn a_file_goes_only_if_it_holds_what_was_seen() {
        let (root, path) = archive();
        let place = root.path().join(path.as_str());
        fs::write(&place, "a\n").unwrap();
        assert!(!remove(&place, b"b\n").unwrap());
        assert_eq!(fs::read_to_string(&place).unwrap(), "a\n");
        let gone = |_: Option<&[u8]>| Ok::<_, io::Error>(Revision::Remove);
        assert!(revise(root.path(), &path, FOLDER, gone).unwrap() && !place.exists());
        assert!(!revise(root.path(), &path, FOLDER, gone).unwrap());
        assert!(revise(root.path(), &RelPath::new("scholion.yaml"), FOLDER, gone).is_err(), "this is none of ours");
    }

    #[cfg(unix)]
    #[test]
    fn rights_stay() {
        use std::os::unix::fs::PermissionsExt;
        let (root, path) = archive();
        let place = root.path().join(path.as_str());
        fs::write(&place, "a\n").unwrap();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o664)).unwrap();
        revise(root.path(), &path, FOLDER, |was| line(was, "b")).unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o664);
    }
}
