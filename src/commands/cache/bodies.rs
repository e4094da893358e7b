//! Where the bodies of a large archive lie while a process runs: in a file beside the cache that nobody else can open.
//!
//! The file loses its name as soon as it is made, so that it is gone with the process, however that ends. The words of a body stand
//! before the rest of it: pages of works ask for words only. Until there are more than [`IN_MEMORY`] of them, bodies stay in memory.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process,
    sync::{
        Arc, OnceLock,
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
    end: AtomicU64,
    /// How many bytes were not taken.
    held: AtomicU64,
    /// How many bytes were given and stay.
    given: AtomicU64,
}

impl Bodies {
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
        let at = self.end.fetch_add(length.into(), Relaxed);
        // A full disk is no fault: the body stays in memory.
        write_at(file, &bytes, at).ok()?;
        Some(Place { at, length, words })
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
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&place)?;
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
    fn bodies_of_a_small_archive_stay_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let store = beside(&folder.path().join("cache/a.bin"));
        assert!(store.put(&body("Words.\n")).is_none());
        assert!(!folder.path().join("cache").exists());
    }
}
