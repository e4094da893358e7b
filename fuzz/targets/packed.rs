//! Office files and EPUB: a document or a fault, and no word is lost. The bytes are the parts of the file, each behind a line `==> name`; files
//! that unpack to anything else are made of what cannot be packed.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use scholion::ingest::{Format, Packed, ingest_format};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The parts, packed; `None` if a name cannot be one.
fn packed(parts: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut rest = parts.strip_prefix(b"==> ")?;
    while !rest.is_empty() {
        let end = rest.windows(5).position(|bytes| bytes == b"\n==> ").unwrap_or(rest.len());
        let (part, behind) = rest.split_at(end);
        let line = part.iter().position(|byte| *byte == b'\n')?;
        archive.start_file(std::str::from_utf8(&part[..line]).ok()?, SimpleFileOptions::default()).ok()?;
        archive.write_all(&part[line + 1..]).ok()?;
        rest = behind.strip_prefix(b"\n==> ").unwrap_or_default();
    }
    Some(archive.finish().ok()?.into_inner())
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, parts)) = bytes.split_first() else { return };
    let kinds = [Packed::Docx, Packed::Odt, Packed::Epub];
    let kind = Format::Packed(kinds[usize::from(*kind) % kinds.len()]);
    let bytes = packed(parts).unwrap_or_else(|| parts.to_vec());
    if let Ok(made) = ingest_format("a.docx", &bytes, None, kind) {
        assert!(made.report.lost.is_empty(), "lost: {:?}", made.report.lost);
    }
});
