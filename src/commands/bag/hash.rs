//! Files that are hashed on their way, so that each is read once and none is in memory whole.

use std::{
    fs, io,
    io::{Read, Write},
    path::Path,
};

use crate::base::digest::Sha2;

/// How many bytes are in memory at once.
const AT_ONCE: usize = 1 << 18;

/// Room for the bytes of files, one after the other.
pub struct Buffer(Vec<u8>);

impl Default for Buffer {
    fn default() -> Self {
        Self(vec![0; AT_ONCE])
    }
}

/// What was found of a file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// How many they are.
    pub length: u64,
    /// Their SHA-512, in lower-case hexadecimal.
    pub sha512: String,
}

/// Why a file could not be copied.
#[derive(Debug)]
pub enum Failed {
    /// It cannot be read.
    Reading(io::Error),
    /// Its copy cannot be written.
    Writing(io::Error),
}

/// Copies a file to a place where there is none, with the time of its last change.
pub fn copy(from: &Path, to: &Path, buffer: &mut Buffer) -> Result<Hashed, Failed> {
    let mut source = fs::File::open(from).map_err(Failed::Reading)?;
    let meta = source.metadata().map_err(Failed::Reading)?;
    let mut out = Writer::new(fs::File::create_new(to).map_err(Failed::Writing)?);
    loop {
        match source.read(&mut buffer.0) {
            Ok(0) => break,
            Ok(count) => out.write_all(buffer.0.get(..count).unwrap_or_default()).map_err(Failed::Writing)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failed::Reading(error)),
        }
    }
    if let Ok(modified) = meta.modified() {
        // A disk that keeps no times keeps the bytes all the same.
        _ = out.inner.set_modified(modified);
    }
    Ok(out.finish())
}

/// The checksums of a file by these algorithms, and its length.
pub fn sums(place: &Path, algorithms: &[&str], buffer: &mut Buffer) -> io::Result<(u64, Vec<String>)> {
    let mut file = fs::File::open(place)?;
    let mut running: Vec<Sha2> = algorithms.iter().filter_map(|name| Sha2::named(name)).collect();
    let mut length = 0;
    loop {
        match file.read(&mut buffer.0) {
            Ok(0) => break,
            Ok(count) => {
                length += count as u64;
                let read = buffer.0.get(..count).unwrap_or_default();
                running.iter_mut().for_each(|sum| sum.add(read));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((length, running.into_iter().map(Sha2::finish).collect()))
}

/// Hashes what it passes on.
pub struct Writer<W> {
    inner: W,
    length: u64,
    running: Sha2,
}

impl<W: Write> Writer<W> {
    /// One that passes on to `inner`.
    pub fn new(inner: W) -> Self {
        Self { inner, length: 0, running: Sha2::sha512() }
    }

    /// What was passed on.
    pub fn finish(self) -> Hashed {
        Hashed { length: self.length, sha512: self.running.finish() }
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.running.add(bytes.get(..count).unwrap_or_default());
        self.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
