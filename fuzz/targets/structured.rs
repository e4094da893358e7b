//! Web pages, JATS and TEI: a document or a fault, and no word is lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::ingest::{Format, ingest_format};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let format = [Format::Html, Format::Converted, Format::Jats, Format::Tei][usize::from(*kind) % 4];
    if let Ok(made) = ingest_format("a.xml", bytes, None, format) {
        assert!(made.report.lost.is_empty(), "lost: {:?}", made.report.lost);
    }
});
