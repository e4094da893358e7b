//! Web pages, JATS and TEI, debates, mail, captions, recognised text: a document or a fault, and no word is lost. For office files: `packed`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::ingest::{Format, ingest_format};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let formats = [
        Format::Html,
        Format::Converted,
        Format::Jats,
        Format::Tei,
        Format::Akoma,
        Format::Ttml,
        Format::Timed,
        Format::Captions,
        Format::Sheet,
        Format::Mail,
        Format::Alto,
        Format::PageXml,
        Format::Hocr,
        Format::Mets,
    ];
    let format = formats[usize::from(*kind) % formats.len()];
    if let Ok(made) = ingest_format("a.xml", bytes, None, format) {
        assert!(made.report.lost.is_empty(), "lost: {:?}", made.report.lost);
    }
});
