//! Files that are never in memory whole: what they hold is hashed and copied bit by bit.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::Path,
};

use crate::base::{
    Digest,
    digest::{Fixity, Running, RunningFixity},
};

/// How many bytes are in memory at once.
const AT_ONCE: usize = 1 << 18;

/// The digest of a file's bytes.
pub fn digest_of(place: &Path) -> io::Result<Digest> {
    copy(place, &mut io::sink())
}

/// The digests of a file's bytes, and the first of them: as many as are in memory at once.
pub fn digests_and_head(place: &Path) -> io::Result<(Digest, Fixity, Vec<u8>)> {
    let mut looked = Looked::default();
    let digest = copy(place, &mut looked)?;
    Ok((digest, looked.fixity.finish(), looked.head))
}

/// The first bytes of a file, as [`digests_and_head`] gives them.
pub fn head_of(place: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(place)?.take(AT_ONCE as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Keeps the first bytes that are written to it, and counts all.
#[derive(Default)]
struct Looked {
    head: Vec<u8>,
    fixity: RunningFixity,
}

impl Write for Looked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = AT_ONCE.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(bytes.get(..room).unwrap_or_default());
        self.fixity.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a file's bytes to `out`, and gives their digest.
pub fn copy(place: &Path, out: &mut dyn Write) -> io::Result<Digest> {
    let mut file = File::open(place)?;
    let mut running = Running::default();
    let mut bytes = vec![0; AT_ONCE];
    loop {
        let count = match file.read(&mut bytes) {
            Ok(0) => return Ok(running.finish()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let read = bytes.get(..count).unwrap_or_default();
        running.add(read);
        out.write_all(read)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bit_by_bit_is_as_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        for length in [0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 7] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            std::fs::write(&place, &bytes).unwrap();
            let mut copied = Vec::new();
            assert_eq!((copy(&place, &mut copied).unwrap(), digest_of(&place).unwrap()), (Digest::of(&bytes), Digest::of(&bytes)));
            assert_eq!(copied, bytes);
            let (digest, fixity, head) = digests_and_head(&place).unwrap();
            assert_eq!((digest, fixity), (Digest::of(&bytes), Fixity::of(&bytes)));
            assert_eq!(head, bytes[..bytes.len().min(AT_ONCE)]);
            assert_eq!(head_of(&place).unwrap(), head);
        }
    }
}
