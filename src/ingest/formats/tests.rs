//! Structured sources before and after.

use super::{Fault, Format, ingest_format};
use crate::ingest::Ingested;

fn read(name: &str) -> Ingested {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats").join(name);
    let bytes = std::fs::read(path).unwrap();
    ingest_format(name, &bytes, None, Format::of(name, &bytes)).unwrap()
}

fn from(name: &str, text: &str) -> Result<Ingested, Fault> {
    ingest_format(name, text.as_bytes(), None, Format::of(name, text.as_bytes()))
}

/// The whole document is as it was looked at; after a change that is meant: `UPDATE=1 cargo test --lib formats`.
fn check(name: &str) {
    let made = read(name);
    let stem = name.replace('.', "-");
    for (kind, text) in [("md", &made.markdown), ("yaml", &made.bibliography)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats").join(format!("{stem}.{kind}"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        assert_eq!(*text, std::fs::read_to_string(&path).unwrap_or_default(), "{}", path.display());
    }
    assert_eq!((made.report.lost, made.report.added), (vec![], vec![]), "{name}");
}

#[test]
fn a_page_is_read() {
    check("article.html");
}

#[test]
fn jats_is_read() {
    check("jats.xml");
}

#[test]
fn tei_is_read() {
    check("tei.xml");
}

#[test]
fn a_letter_names_whom_it_was_sent_to() {
    check("letter.xml");
}

#[test]
fn verse_speakers_and_a_word_list_are_read() {
    check("play.xml");
}

#[test]
fn articles_within_an_article_are_read() {
    check("letter-to-editor.xml");
}

#[test]
fn a_format_is_known_by_what_it_says() {
    for (name, text, expected) in [
        ("a.txt", "Plain words.", Format::Text),
        ("a.txt", "<!DOCTYPE HTML><p>x", Format::Html),
        ("a.htm", "<p>x", Format::Html),
        ("a.html", "No tags at all.", Format::Text),
        ("a.xml", "<?xml version='1.0'?><!-- <b> --><article>", Format::Jats),
        ("a.xml", "<?xml version='1.0'?>\n<tei:TEI xmlns:tei='x'>", Format::Tei),
        ("a.xml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Format::Html),
        ("a.xml", "<?xml version='1.0'?><svg/>", Format::OtherXml),
        ("a.txt", "<name> said: 3 < 4", Format::Text),
    ] {
        assert_eq!(Format::of(name, text.as_bytes()), expected, "{text}");
    }
}

/// What is no XML is said with its place; what is an attack ends.
#[test]
fn broken_and_hostile_sources_are_refused() {
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(100_000), close.repeat(100_000));
    let entities: String = (1..40).map(|n| format!("<!ENTITY e{n} '&e{0};&e{0};&e{0};&e{0};'>", n - 1)).collect();
    let bomb =
        format!("<?xml version='1.0'?><!DOCTYPE article [<!ENTITY e0 'word '>{entities}]><article><body><p>&e39;</p></body></article>");
    for (name, text, code) in [
        ("a.xml", "<?xml version='1.0'?>\n<article>\n <body><p>x</body></article>".to_owned(), "source-broken-xml"),
        ("a.xml", "<?xml version='1.0'?><article><p>&nothing;</p></article>".to_owned(), "source-broken-xml"),
        ("a.xml", bomb, "source-broken-xml"),
        ("a.xml", format!("<?xml version='1.0'?><article>{}</article>", deep("<p>", "</p>")), "source-too-deep"),
        ("a.html", format!("<html><body>{}</body></html>", deep("<div>", "</div>")), "source-too-deep"),
        ("a.html", format!("<html><body>{}</body></html>", deep("<b>", "")), "source-too-deep"),
        ("a.xml", "<?xml version='1.0'?><svg/>".to_owned(), "source-unknown-xml"),
    ] {
        assert_eq!(from(name, &text).map_err(|fault| fault.code).err(), Some(code), "{}", text.get(..80).unwrap_or(&text));
    }
    let fault = from("a.xml", "<?xml version='1.0'?>\n<article>\n <body><p>x</body></article>").unwrap_err();
    assert_eq!(fault.span.map(|span| span.start), Some(43), "{fault:?}");
    // A long attribute, many siblings, markup that never ends: a document each.
    for text in [
        format!("<html><body><p title='{}'>Words.</p></body></html>", "x".repeat(1_000_000)),
        format!("<html><body>{}</body></html>", "<p>word".repeat(5_000)),
        "<html><body><p>Words <a href='#".repeat(200),
        "<html><!-- never".to_owned(),
    ] {
        let made = from("a.html", &text).unwrap();
        assert_eq!(made.report.lost, vec![]);
    }
}
