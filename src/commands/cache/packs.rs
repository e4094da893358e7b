//! What a build understood, and what its pages had read, packed in a file beside the cache.
//!
//! The packs stand one behind the other, each behind its length. The digest of them all, in their order, is kept in the cache itself: so
//! that they are believed only if they are those of the very build that the cache is of.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    base::{Digest, digest::Hasher},
    build::{Memo, resume, understood},
    commands::keep::prepare,
};

/// How the packs of a build are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// How many hold what files said.
    understood: u32,
    /// How many hold what was read of it, behind these.
    read: u32,
    /// The digest of all.
    digest: Option<Digest>,
}

/// How many packs are unpacked at once.
const AT_ONCE: usize = 16;
/// How many bytes are read and written at once.
const BUFFER: usize = 1 << 18;

/// The file of packs that belongs to a cache.
pub fn beside(cache: &Path) -> PathBuf {
    cache.with_extension("packs")
}

/// Packs what `memo` knows into a file beside a cache. Where that cannot be done there is none.
pub fn save(cache: &Path, memo: &Memo) -> Seal {
    let place = beside(cache);
    let sealed = write(&place, memo);
    if sealed.is_err() {
        remove(cache);
    }
    sealed.unwrap_or_default()
}

/// Removes the packs of a cache.
pub fn remove(cache: &Path) {
    // Those of another build are not believed.
    let _ = fs::remove_file(beside(cache));
}

fn write(place: &Path, memo: &Memo) -> io::Result<Seal> {
    prepare(place.parent().ok_or(io::ErrorKind::NotFound)?)?;
    let half = place.with_extension("tmp");
    let file = BufWriter::with_capacity(BUFFER, File::create(&half)?);
    let mut writer = Writer { file, hasher: Hasher::default(), count: 0, written: Ok(()) };
    understood::pack(memo, &mut |pack| writer.put(pack));
    let understood = writer.count;
    resume::pack(memo, &mut |pack| writer.put(pack));
    let Writer { file, hasher, count, written } = writer;
    written?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?;
    fs::rename(&half, place)?;
    Ok(Seal { understood, read: count - understood, digest: Some(hasher.finish()) })
}

/// A file in the making.
struct Writer {
    file: BufWriter<File>,
    hasher: Hasher,
    count: u32,
    /// What became of the writing so far.
    written: io::Result<()>,
}

impl Writer {
    fn put(&mut self, pack: &[u8]) {
        self.hasher.part(pack);
        self.count += 1;
        if self.written.is_ok() {
            let length = (pack.len() as u64).to_le_bytes();
            self.written = self.file.write_all(&length).and_then(|()| self.file.write_all(pack));
        }
    }
}

/// Gives to `memo` what files said, and gives the packs of what was read of it; nothing, unless they are those that were sealed.
pub fn load(cache: &Path, seal: &Seal, memo: &mut Memo) -> Vec<Vec<u8>> {
    let read = File::open(beside(cache)).ok().and_then(|file| read(file, seal, memo));
    if read.is_none() {
        memo.settle_packs(&|_| None);
    }
    read.unwrap_or_default()
}

fn read(file: File, seal: &Seal, memo: &mut Memo) -> Option<Vec<Vec<u8>>> {
    let mut left = file.metadata().ok()?.len();
    let mut file = BufReader::with_capacity(BUFFER, file);
    let mut hasher = Hasher::default();
    let mut next = || {
        let mut length = [0; 8];
        file.read_exact(&mut length).ok()?;
        let length = u64::from_le_bytes(length);
        left = left.checked_sub(8)?.checked_sub(length)?;
        let mut pack = vec![0; usize::try_from(length).ok()?];
        file.read_exact(&mut pack).ok()?;
        hasher.part(&pack);
        Some(pack)
    };
    let mut understood = seal.understood as usize;
    while understood > 0 {
        let some = understood.min(AT_ONCE);
        let packs: Vec<Vec<u8>> = (0..some).map(|_| next()).collect::<Option<_>>()?;
        memo.take_packs(&packs)?;
        understood -= some;
    }
    let packs: Vec<Vec<u8>> = (0..seal.read).map(|_| next()).collect::<Option<_>>()?;
    (Some(hasher.finish()) == seal.digest).then_some(packs)
}
