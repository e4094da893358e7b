//! Web pages, JATS and TEI, office files, mail, captions, recognised text: a document or a fault, and no word is lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::ingest::{Format, Packed, ingest_format};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let formats = [
        Format::Html,
        Format::Converted,
        Format::Jats,
        Format::Tei,
        Format::Packed(Packed::Docx),
        Format::Packed(Packed::Odt),
        Format::Packed(Packed::Epub),
        Format::Captions,
        Format::Sheet,
        Format::Mail,
        Format::Alto,
        Format::PageXml,
        Format::Hocr,
    ];
    let format = formats[usize::from(*kind) % formats.len()];
    if let Ok(made) = ingest_format("a.xml", bytes, None, format) {
        assert!(made.report.lost.is_empty(), "lost: {:?}", made.report.lost);
    }
});
