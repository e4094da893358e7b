//! Where the bodies of a large archive lie while a process runs: in a file beside the cache that nobody else can open.
//!
//! The file loses its name as soon as it is made, so that it is gone with the process, however that ends. The words of a body stand
//! before the rest of it: pages of works ask for words only. Until there are more than [`IN_MEMORY`] of them, bodies stay in memory. A place
//! that is given up is taken again, so that the file does not grow however long an archive is watched.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use crate::{
    base::diagnostic::io_words,
    commands::{keep::prepare, terminal},
    document::{Body, BodyStore, Note, Piece, TextBlock, body::Values, stored::Place},
};

/// Of so many bytes bodies stay in memory.
const IN_MEMORY: u64 = 32 << 20;

/// The store of the bodies of a build whose cache is `cache`.
pub fn beside(cache: &Path) -> Arc<dyn BodyStore> {
    Arc::new(Bodies { place: cache.with_extension("bodies"), ..Bodies::default() })
}

/// A store in a file.
#[derive(Default)]
struct Bodies {
    /// Where the file is made.
    place: PathBuf,
    /// The file; `None` if it cannot be made.
    file: OnceLock<Option<File>>,
    /// Where the next body goes.
    room: Mutex<Room>,
    /// How many bytes were not taken.
    held: AtomicU64,
    /// How many bytes were given and stay.
    given: AtomicU64,
}

/// What of the file is taken.
#[derive(Default)]
struct Room {
    /// Behind this nothing is.
    end: u64,
    /// What was given up before, none beside another: where it begins, and how many bytes it has; and the other way round.
    gaps: BTreeMap<u64, u64>,
    by_length: BTreeSet<(u64, u64)>,
}

impl Room {
    /// Takes so many bytes, of the smallest gap that has them; gives where they begin.
    fn take(&mut self, length: u64) -> u64 {
        let Some((room, at)) = self.by_length.range((length, 0)..).next().copied() else {
            let at = self.end;
            self.end += length;
            return at;
        };
        self.close(at, room);
        if room > length {
            self.open(at + length, room - length);
        }
        at
    }

    /// Gives bytes up.
    fn free(&mut self, mut at: u64, mut length: u64) {
        if let Some((before, room)) = self.gaps.range(..at).next_back().map(|(at, room)| (*at, *room)).filter(|(b, r)| b + r == at) {
            self.close(before, room);
            (at, length) = (before, length + room);
        }
        if let Some(room) = self.gaps.get(&(at + length)).copied() {
            self.close(at + length, room);
            length += room;
        }
        if at + length == self.end {
            self.end = at;
        } else if length > 0 {
            self.open(at, length);
        }
    }

    fn open(&mut self, at: u64, length: u64) {
        self.gaps.insert(at, length);
        self.by_length.insert((length, at));
    }

    fn close(&mut self, at: u64, length: u64) {
        self.gaps.remove(&at);
        self.by_length.remove(&(length, at));
    }
}

impl Bodies {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self) -> Option<&File> {
        self.file.get_or_init(|| make(&self.place).ok()).as_ref()
    }

    fn read(&self, at: u64, length: u32) -> Vec<u8> {
        let mut bytes = vec![0; length as usize];
        let read = self.file().ok_or_else(|| io::ErrorKind::NotFound.into()).and_then(|file| read_at(file, &mut bytes, at));
        read.unwrap_or_else(|error| lost(&error));
        bytes
    }
}

impl BodyStore for Bodies {
    fn put(&self, body: &Body) -> Option<Place> {
        let size = body.text.len() + size_of_val(&*body.pieces) + size_of_val(&*body.blocks);
        if self.held.fetch_add(size as u64, Relaxed) < IN_MEMORY {
            return None;
        }
        let mut bytes = Vec::with_capacity(body.text.len() * 2);
        bytes.extend_from_slice(body.text.as_bytes());
        let bytes = postcard::to_extend(&(&body.values, &body.pieces, &body.notes, &body.blocks), bytes).ok()?;
        let (length, words) = (u32::try_from(bytes.len()).ok()?, u32::try_from(body.text.len()).ok()?);
        let file = self.file()?;
        let at = self.room().take(length.into());
        let place = Place { at, length, words };
        // A full disk is no fault: the body stays in memory.
        if write_at(file, &bytes, at).is_err() {
            self.free(place);
            return None;
        }
        Some(place)
    }

    fn free(&self, place: Place) {
        self.room().free(place.at, place.length.into());
    }

    fn get(&self, place: Place, stays: bool) -> Body {
        let mut bytes = self.read(place.at, place.length);
        let rest = bytes.get(place.words as usize..).unwrap_or_default();
        let rest = postcard::from_bytes::<(Values, Vec<Piece>, Vec<Note>, Vec<TextBlock>)>(rest);
        let (values, pieces, notes, blocks) = rest.unwrap_or_else(|_| lost(&io::ErrorKind::InvalidData.into()));
        bytes.truncate(place.words as usize);
        bytes.shrink_to_fit();
        if stays {
            let size = bytes.len() + size_of_val(&*pieces) + size_of_val(&*blocks);
            self.given.fetch_add(size as u64, Relaxed);
        }
        Body { text: text(bytes), values, pieces, notes, blocks }
    }

    fn words(&self, place: Place, stays: bool) -> String {
        self.given.fetch_add(u64::from(place.words) * u64::from(stays), Relaxed);
        text(self.read(place.at, place.words))
    }

    fn given(&self) -> u64 {
        self.given.load(Relaxed)
    }

    fn reset(&self) {
        self.given.store(0, Relaxed);
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|_| lost(&io::ErrorKind::InvalidData.into()))
}

/// Makes the file and takes its name away.
fn make(place: &Path) -> io::Result<File> {
    prepare(place.parent().ok_or(io::ErrorKind::NotFound)?)?;
    let place = place.with_extension(format!("bodies-{}", process::id()));
    // What lies there is of a process that was ended in between, or of another hand, and not written into.
    let make = || File::options().read(true).write(true).create_new(true).open(&place);
    let file = make().or_else(|_| fs::remove_file(&place).and_then(|()| make()))?;
    fs::remove_file(&place)?;
    Ok(file)
}

/// Ends the process, since pages would be published without their words: the disk gives no more what was put there. What is published is whole at every
/// moment, and the next build goes on from it.
fn lost(error: &io::Error) -> ! {
    terminal::say(&format!("error: cannot read again what was put beside the cache: {}\n", io_words(error)));
    process::exit(terminal::end(terminal::FAILED).into())
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        bytes = bytes.get_mut(read..).filter(|_| read > 0).ok_or(io::ErrorKind::UnexpectedEof)?;
        at += read as u64;
    }
    Ok(())
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        bytes = bytes.get(written..).filter(|_| written > 0).ok_or(io::ErrorKind::WriteZero)?;
        at += written as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::RelPath,
        document::{self, StoredBody},
    };

    fn body(text: &str) -> Body {
        document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None).body.once().into_owned()
    }

    #[test]
    fn a_body_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let store = Bodies { place: folder.path().join("cache/a.bodies"), held: AtomicU64::new(IN_MEMORY), ..Bodies::default() };
        let store: Arc<dyn BodyStore> = Arc::new(store);
        let texts = ["", "# A\n\nWords[^1] of *many* kinds, слова.\n\n[^1]: A [note](b.md).\n", "- a\n- b\n\n> c\n"];
        for text in texts {
            let whole = body(text);
            let mut stored = StoredBody::from(whole.clone());
            stored.stow(&[], &store);
            assert!(!stored.is_fetched());
            assert_eq!(*stored.once(), whole);
            assert_eq!(stored.words_once(), whole.text);
            assert!(!stored.is_fetched() && store.given() == 0, "who reads once leaves nothing");
            assert_eq!(stored.words(), whole.text);
            assert!(stored.is_fetched());
            assert_eq!(*stored, whole);
            stored.let_go();
            assert!(!stored.is_fetched());
            assert_eq!(stored.pieces, whole.pieces);
            store.reset();
        }
        let left = std::fs::read_dir(folder.path().join("cache")).unwrap();
        assert_eq!(left.filter(|entry| entry.as_ref().unwrap().file_name() != ".gitignore").count(), 0, "the file has no name");
    }

    #[test]
    fn places_that_were_given_up_are_taken_again() {
        let mut room = Room::default();
        let [a, b, c] = [10, 20, 30].map(|length| room.take(length));
        assert_eq!((a, b, c, room.end), (0, 10, 30, 60));
        room.free(a, 10);
        room.free(b, 20);
        assert_eq!(room.gaps, BTreeMap::from([(0, 30)]), "what lies side by side is one");
        assert_eq!((room.take(25), room.take(6), room.end), (0, 60, 66));
        assert_eq!(room.take(5), 25);
        [(25, 5), (60, 6), (0, 25)].into_iter().for_each(|(at, length)| room.free(at, length));
        room.free(c, 30);
        assert_eq!((room.end, room.gaps.len(), room.by_length.len()), (0, 0, 0));
    }

    #[test]
    fn the_file_does_not_grow_with_edits() {
        let folder = tempfile::tempdir().unwrap();
        let bodies = Bodies { place: folder.path().join("cache/a.bodies"), held: AtomicU64::new(IN_MEMORY), ..Bodies::default() };
        let bodies = Arc::new(bodies);
        let store: Arc<dyn BodyStore> = Arc::<Bodies>::clone(&bodies);
        let stored = |n: usize| {
            let mut stored = StoredBody::from(body(&format!("Words of edition {n}.\n")));
            stored.stow(&[], &store);
            stored
        };
        let end = || bodies.room().end;
        let mut one = stored(1000);
        let other = one.clone();
        let size = end();
        for n in 1001..1100 {
            one = stored(n);
        }
        assert!(end() <= 3 * size, "a place is kept as long as a copy may read it, and one until the new body is there");
        assert_eq!((one.words().trim(), other.words().trim()), ("Words of edition 1099.", "Words of edition 1000."));
        drop((one, other));
        assert_eq!(end(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (place, theirs) = (folder.path().join("a.bodies"), folder.path().join("theirs"));
        fs::write(&theirs, "words").unwrap();
        let link = place.with_extension(format!("bodies-{}", process::id()));
        std::os::unix::fs::symlink(&theirs, &link).unwrap();
        make(&place).unwrap();
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "words");
        assert!(fs::symlink_metadata(&link).is_err());
    }

    #[test]
    fn bodies_of_a_small_archive_stay_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let store = beside(&folder.path().join("cache/a.bin"));
        assert!(store.put(&body("Words.\n")).is_none());
        assert!(!folder.path().join("cache").exists());
    }
}
