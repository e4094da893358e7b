//! Kinds of text, before and after: newspapers, interviews, letters, laws, books, texts in several languages.
//!
//! `tests/data/kinds/NAME.txt` is a source as it comes, `NAME.md` the document that is made of it (digests left out, its
//! bibliography behind it). With `UPDATE=1` in the environment the test writes what it gets; read it before you commit.

use std::{fs, path::Path};

use scholion::ingest::{UNPLACED, ingest};

/// The document without the lines that hold digests, and the bibliography behind it.
fn shown(name: &str, source: &[u8]) -> String {
    let made = ingest(name, source);
    let digests = |line: &&str| !line.starts_with("  sha256: ") && !line.starts_with("  generated: ") && !line.starts_with("# generated: ");
    let mut text: String = made.markdown.lines().filter(digests).map(|line| format!("{line}\n")).collect();
    if !made.bibliography.is_empty() {
        text.push_str("\n---- bibliography\n");
        made.bibliography.lines().filter(digests).for_each(|line| text.push_str(&format!("{line}\n")));
    }
    assert_eq!(made.report.lost, vec![], "{name}: words are lost");
    assert_eq!(made.report.added, Vec::<String>::new(), "{name}: words are added");
    assert!(!made.report.findings.iter().any(|finding| finding.rule == UNPLACED), "{name}: a rule lost words");
    text
}

#[test]
fn kinds_of_text_become_the_documents_that_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/kinds");
    let mut sources: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    sources.sort();
    assert!(sources.len() >= 30, "{} sources", sources.len());
    let mut wrong = Vec::new();
    for path in sources {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = shown(&name, &fs::read(&path).unwrap());
        let expected = path.with_extension("md");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &text).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("{name}:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The same words with other line ends, in another encoding, or with a mark of byte order before them make the same document.
#[test]
fn the_form_of_a_file_makes_no_difference() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/kinds");
    for name in ["news-en-notes.txt", "letter-ru-old.txt", "book-en-gutenberg.txt", "law-de.txt"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let plain = shown(name, text.as_bytes());
        assert_eq!(shown(name, text.replace('\n', "\r\n").as_bytes()), plain, "{name}: CRLF");
        assert_eq!(shown(name, format!("\u{feff}{text}").as_bytes()), plain, "{name}: BOM");
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(shown(name, &utf16), plain, "{name}: UTF-16");
    }
}
