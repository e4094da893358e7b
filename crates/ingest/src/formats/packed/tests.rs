//! Packed files of our own making, part by part in `tests/data/packed`, before and after.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use super::super::{Fault, Format, ingest_format};
use zip::{ZipWriter, write::SimpleFileOptions};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/packed")
}

/// Packs parts, each behind a line `==> name`.
fn pack(parts: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts.split("==> ").filter(|part| !part.is_empty()) {
        let (name, text) = part.split_once('\n').unwrap();
        archive.start_file(name.trim(), SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The whole document is as it was looked at; after a change that is meant: `UPDATE=1 cargo test --lib packed`.
fn check(name: &str) {
    let bytes = pack(&fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap());
    let made = ingest_format(name, &bytes, None, Format::of(name, &bytes)).unwrap();
    // The digests of zip archives are those of their packer.
    let text: String = made
        .markdown
        .lines()
        .filter(|line| !line.contains("sha256:") && !line.contains("generated:"))
        .map(|line| format!("{line}\n"))
        .collect();
    let path = folder().join(format!("{}.md", name.replace('.', "-")));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
    assert_eq!((made.report.lost, made.report.added), (vec![], vec![]), "{name}");
}

#[test]
fn word_files_are_read_by_their_own_parts() {
    check("word.docx");
}

#[test]
fn open_document_files_are_read_by_their_own_parts() {
    check("text.odt");
}

#[test]
fn publications_are_read_in_the_order_of_their_spine() {
    check("book.epub");
}

fn fault(name: &str, bytes: &[u8]) -> Fault {
    ingest_format(name, bytes, None, Format::of(name, bytes)).unwrap_err()
}

/// What unpacks to more than a text can hold, leads out of its folder, or stands too deep, is refused.
#[test]
fn hostile_archives_are_refused() {
    let parts = fs::read_to_string(folder().join("word.docx.txt")).unwrap();
    let (head, _) = parts.split_once("==> text/main.xml").unwrap();
    let start = "<w:document xmlns:w='w'><w:body>";
    let of = |body: &str| pack(&format!("{head}==> text/main.xml\n{start}{body}</w:body></w:document>"));
    let bomb = fault("a.docx", &of(&" ".repeat(60 << 20)));
    assert!(bomb.message.to_string().contains("unpacks to more than a text can hold"), "{}", bomb.message);
    let deep = fault("a.docx", &of(&format!("{}x{}", "<w:sdt>".repeat(5_000), "</w:sdt>".repeat(5_000))));
    assert_eq!(deep.message.code(), "source-too-deep");
    let outside = pack(&parts.replace("==> text/header1.xml", "==> ../header1.xml"));
    assert_eq!(Format::of("a.docx", &outside), Format::Text);
    assert!(super::fault(&outside).unwrap().message.to_string().contains("lead out of it"));
    let broken = fault("a.docx", &of("<w:p>"));
    assert_eq!(broken.message.code(), "source-unreadable");
}
