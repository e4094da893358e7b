//! Files that hold others, written: ZIP as EPUB wants it (OCF 3.3, 4.3; APPNOTE.TXT 6.3.10), the same bytes for the same contents.
//!
//! One of the files that stand in it is in memory at a time. The first stands there as it is, with nothing before it, so that programs know
//! the file by its beginning; texts are packed, pictures are so already.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use flate2::{Compression, Crc, write::DeflateEncoder};

use super::keep;
use crate::{
    base::{Diagnostic, Digest, RelPath, digest::Running},
    public::Output,
    site::editions::{Package, package::Content},
};

/// The day before which ZIP knows none, 1 January 1980: what is packed has no other.
const DAY: u16 = 1 << 5 | 1;
/// The version of ZIP that is needed to unpack (2.0: folders, deflate).
const VERSION: u16 = 20;
/// How a file is written: as it is, or packed.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Names are in UTF-8.
const UTF8: u16 = 1 << 11;

/// The folder in [`keep::FOLDER`] in which packages are written on their way to the site.
const FOLDER: &str = "packages";

/// Publishes a file of the site; of one that is a recipe what is made of it. A package that cannot be made, as a picture of it is gone by now, is
/// none of this build's.
pub fn publish(output: &Output, root: &Path, path: &RelPath, bytes: &[u8]) {
    let Some(package) = Package::of_recipe(bytes) else { return output.put(path, bytes) };
    let folder = root.join(keep::FOLDER).join(FOLDER);
    let place = folder.join(Digest::of(path.as_str().as_bytes()).to_string());
    let written = fs::create_dir_all(&folder).and_then(|()| fs::File::create(&place)).and_then(|file| {
        let mut file = Told { file: BufWriter::new(file), digest: Running::default() };
        write(root, &package, &mut file)?;
        file.file.flush()?;
        Ok(file.digest.finish())
    });
    if let Ok(digest) = written {
        output.copy(path, &place, digest);
    }
    // What stays is written over the next time.
    _ = fs::remove_file(&place);
}

/// A file whose digest is known when it is written.
struct Told<W> {
    file: W,
    digest: Running,
}

impl<W: Write> Write for Told<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.file.write(bytes)?;
        self.digest.add(bytes.get(..length).unwrap_or(bytes));
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a package whose files of the archive stand below `root`. Gives what could not be taken out of pictures.
pub fn write(root: &Path, package: &Package, to: &mut impl Write) -> io::Result<Vec<Diagnostic>> {
    let mut zip = Zip { to, at: 0, directory: Vec::new(), count: 0 };
    let mut findings = Vec::new();
    for (path, content) in &package.parts {
        match content {
            Content::Mark(text) => zip.put(path, text.as_bytes(), false)?,
            Content::Text(text) => zip.put(path, text.as_bytes(), true)?,
            Content::File { from, how, .. } => {
                let mut bytes = fs::read(root.join(from.as_str()))?;
                if let Some(how) = how {
                    let (cleaned, why) = how.apply(bytes);
                    bytes = cleaned;
                    findings.extend(why.map(|why| how.finding(from, &why)));
                }
                zip.put(path, &bytes, false)?;
            }
        }
    }
    zip.end()?;
    Ok(findings)
}

/// A ZIP file in the making.
struct Zip<'w, W> {
    to: &'w mut W,
    /// How many bytes are written.
    at: u64,
    /// The directory, which stands at the end.
    directory: Vec<u8>,
    count: u16,
}

impl<W: Write> Zip<'_, W> {
    /// Adds a file.
    fn put(&mut self, path: &str, bytes: &[u8], is_packed: bool) -> io::Result<()> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let packed = if is_packed {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(bytes)?;
            Some(encoder.finish()?)
        } else {
            None
        };
        let (method, data) = packed.as_deref().map_or((STORED, bytes), |packed| (DEFLATED, packed));
        let mut head = Vec::with_capacity(26 + path.len());
        for number in [VERSION, if path.is_ascii() { 0 } else { UTF8 }, method, 0, DAY] {
            head.extend(number.to_le_bytes());
        }
        head.extend(crc.sum().to_le_bytes());
        head.extend(short(data.len() as u64)?.to_le_bytes());
        head.extend(short(bytes.len() as u64)?.to_le_bytes());
        head.extend(u16::try_from(path.len()).map_err(io::Error::other)?.to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        let start = short(self.at)?;
        self.write(b"PK\x03\x04")?;
        self.write(&head)?;
        self.write(path.as_bytes())?;
        self.write(data)?;
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&head);
        // No comment, on the first disk, nothing of attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(path.as_bytes());
        self.count = self.count.checked_add(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// Writes the directory.
    fn end(mut self) -> io::Result<()> {
        let (start, directory) = (short(self.at)?, std::mem::take(&mut self.directory));
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(self.count.to_le_bytes());
        end.extend(self.count.to_le_bytes());
        end.extend(short(directory.len() as u64)?.to_le_bytes());
        end.extend(start.to_le_bytes());
        end.extend(0_u16.to_le_bytes());
        self.write(&directory)?;
        self.write(&end)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.to.write_all(bytes)
    }
}

/// A length as ZIP has it without extensions, which few readers of books know.
fn short(length: u64) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::other("the book is larger than 4 GB, or has more than 65,535 files")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_known_by_its_beginning_and_reads_back() {
        let package = Package {
            parts: vec![
                (String::from("mimetype"), Content::Mark(String::from("application/epub+zip"))),
                (String::from("a/ü.txt"), Content::Text("words ".repeat(500))),
            ],
            findings: Vec::new(),
        };
        let (mut one, mut other) = (Vec::new(), Vec::new());
        write(Path::new("."), &package, &mut one).unwrap();
        write(Path::new("."), &package, &mut other).unwrap();
        assert_eq!(one, other);
        // OCF 3.3, 4.3.3: at 30 the name, at 38 the type.
        assert_eq!(one.get(30..58), Some(&b"mimetypeapplication/epub+zip"[..]));
        assert!(one.len() < 700, "{}", one.len());
        let mut crc = Crc::new();
        crc.update(&b"application/epub+zip"[..]);
        assert_eq!(one.get(14..18), Some(&crc.sum().to_le_bytes()[..]));
    }
}
