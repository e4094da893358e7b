//! Documents as their readers see them.
//!
//! The cases stand in `tests/data/document/*.txt`: a line `=== name`, the file, a line `---->`, and what is
//! made of it. With `UPDATE=1` in the environment the test writes what it gets; read it before you commit.

mod annotation_import;
mod annotations;
mod html;
mod sound;
mod writers;

use std::fmt::Write;

use super::facts::Length;
use super::{
    body::html::{Overlay, render},
    *,
};
use crate::base::{Html, Severity};

/// One line a finding: severity, code, the words pointed at, message, hint, other places.
pub(crate) fn show_diagnostics(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut lines = Vec::new();
    for said in diagnostics {
        let severity = match said.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        };
        let at = said.span.map_or("-", |span| span.of(text));
        let hint = said.hint.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
        let related: String = said.related.iter().map(|other| format!(" + `{}`", other.span.map_or("-", |span| span.of(text)))).collect();
        lines.push(format!("{severity} {} `{at}`: {}{hint}{related}", said.code(), said.message));
    }
    lines.join("\n")
}

/// Code in one colour.
fn colours(lang: &str, code: &str) -> Option<Vec<Colour>> {
    let mut colours = Vec::new();
    for (nth, part) in code.split("word").enumerate() {
        colours.extend((nth > 0).then_some(Colour { class: "k", length: "word".len() }));
        colours.push(Colour { class: "", length: part.len() });
    }
    (lang == "test").then_some(colours)
}

fn read(text: &str) -> Document {
    parse(&RelPath::new("content/documents/case.md"), text.as_bytes(), &colours)
}

/// The page, holes filled so that they can be read.
fn html(document: &Document, pieces: &[Piece]) -> String {
    let target = |link: &Link| match &link.target {
        LinkTarget::File(path, fragment) => format!("file {path} #{fragment}"),
        LinkTarget::Fragment(fragment) => format!("fragment {fragment}"),
        LinkTarget::Outside(url) => format!("outside {url}"),
        LinkTarget::Name(name, _) => format!("name {name}"),
        LinkTarget::Unsafe(url) => format!("unsafe {url}"),
    };
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    let target = |link: &Link| escaped(&target(link));
    let filled = |hole: &Hole| match hole {
        Hole::Link(index) | Hole::Image(index) | Hole::Media(index) => {
            let link = &document.facts.links[*index as usize];
            let title = if link.title.is_empty() { String::new() } else { format!("\" title=\"{}", escaped(&link.title)) };
            let length = |name, length: Option<Length>| length.map_or(String::new(), |length| format!("\" {name}=\"{length}"));
            let shown = link.picture.as_deref().map_or_else(Default::default, |picture| picture.shown);
            let shown = length("width", shown.width) + &length("height", shown.height);
            format!(" to=\"{}{title}{shown}\"", target(link))
        }
        Hole::Citation(index) => {
            format!(" cites=\"{}\"", document.facts.citations[*index as usize].key.replace(['"', '<', '>'], "?"))
        }
        Hole::Group(first, count) => document.facts.citations[*first as usize..][..*count as usize]
            .iter()
            .map(|citation| format!("[{} {:?}]", escaped(&citation.key), citation.form))
            .collect(),
        Hole::Wikilink(index) => {
            let link = &document.facts.links[*index as usize];
            format!("<a to=\"{}\">{}</a>", target(link), escaped(link.words.of(&document.body.text)))
        }
        Hole::After(index) => {
            document.facts.links[*index as usize].accessed.as_ref().map_or_else(String::new, |date| format!("[as of {date}]"))
        }
        Hole::Page(_) | Hole::Zoom(_) => String::new(),
        Hole::Note(..) => unreachable!(),
    };
    let mut fill = |hole: &Hole, html: &mut Html| html.push(&Html::believed(filled(hole)));
    render(&document.body, pieces, &mut fill, Overlay::default()).into()
}

fn show(text: &str) -> String {
    let document = read(text);
    let Document { body, facts, .. } = &document;
    let mut shown = html(&document, &body.pieces);
    let out = &mut shown;
    for note in &body.notes {
        writeln!(out, "[note {} = {}, {} marks]\n{}", note.number, note.label, note.marks, html(&document, &note.pieces).trim_end())
            .unwrap();
    }
    for heading in &facts.headings {
        writeln!(out, "[heading {} {}: {}]", heading.level, heading.id, heading.text.of(&body.text)).unwrap();
    }
    for citation in &facts.citations {
        let words = citation.words.of(&body.text);
        let place = citation.note.map_or(String::new(), |note| format!(" in note {note}"));
        let locator = if citation.locator.is_empty() { String::new() } else { format!(" at `{}`", citation.locator) };
        let prefix = if citation.prefix.is_empty() { String::new() } else { format!(" after `{}`", citation.prefix) };
        writeln!(out, "[{} `{words}`{locator}{prefix}{place}: {}]", citation.fragment(), citation.passage.of(&body.text)).unwrap();
    }
    for link in facts.links.iter().filter(|link| link.accessed.is_some()) {
        writeln!(out, "[accessed {} `{}`]", link.accessed.as_ref().unwrap(), link.words.of(&body.text)).unwrap();
    }
    for turn in &facts.turns {
        writeln!(out, "[turn {:?} `{}`: {:?}]", turn.kind, turn.speaker, turn.text.of(&body.text)).unwrap();
    }
    for block in body.blocks.iter().filter(|block| block.lang.is_some()) {
        writeln!(out, "[lang {}: {}]", block.lang.as_ref().unwrap(), block.text.of(&body.text)).unwrap();
    }
    let diagnostics: Vec<_> = document.diagnostics.iter().filter(|said| said.code() != "title-missing").cloned().collect();
    write!(out, "{}", show_diagnostics(text, &diagnostics)).unwrap();
    shown.trim().to_owned()
}

/// Front matter, with the fields that are not empty.
fn show_front(text: &str) -> String {
    let document = read(text);
    let meta = format!("{:#?}", Meta { places: Vec::new(), own: Vec::new(), ..document.meta.clone() });
    let mut shown = String::new();
    let lines = meta.lines();
    for line in lines {
        let empty = [": \"\",", ": None,", ": [],", "has_comma_suffix: false,", "is_static: false,", "chapters: ByLength,"]
            .iter()
            .any(|end| line.ends_with(end));
        let end = matches!(line.trim(), "}" | "}," | "]" | "]," | ")" | "),");
        if !empty && !end && line != "Meta {" {
            writeln!(shown, "{}", line.trim_start_matches("    ").trim_end_matches(',')).unwrap();
        }
    }
    // What is said of keys in an archive that has no fields of its own.
    let mut diagnostics = document.diagnostics.clone();
    diagnostics.extend(document.meta.own.iter().map(|own| unknown_key(&document.path, own, std::iter::empty())));
    diagnostics.sort_by_key(|found| found.span);
    shown + show_diagnostics(text, &diagnostics).as_str()
}

fn check(name: &str, show: impl Fn(&str) -> String) {
    let path = format!("{}/tests/data/document/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    for case in cases.split("\n=== ").map(|case| case.trim_start_matches("=== ")) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (text, expected) = rest.split_once("\n---->\n").unwrap_or((rest, ""));
        // What editors cannot see in a fixture is written out.
        let file = text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<BOM>", "\u{feff}").replace("<LONG>", &"x".repeat(2 << 20));
        let found = show(&file);
        write!(written, "=== {name}\n{text}\n---->\n{}\n\n", found.trim()).unwrap();
        if std::env::var("UPDATE").is_err() {
            assert_eq!(found.trim(), expected.trim(), "case `{name}`");
        }
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, written).unwrap();
    }
}

#[test]
fn blocks() {
    check("blocks", show);
}

#[test]
fn words() {
    check("words", show);
}

#[test]
fn marks_of_other_programs() {
    check("marks", show);
}

#[test]
fn notes() {
    check("notes", show);
}

#[test]
fn citations() {
    check("citations", show);
}

#[test]
fn links() {
    check("links", show);
}

#[test]
fn raw_html() {
    check("html", show);
}

#[test]
fn turns() {
    check("turns", show);
}

#[test]
fn front_matter() {
    check("front", show_front);
}

#[test]
fn bytes_that_are_no_text_are_said() {
    let document = parse(&RelPath::new("a.md"), b"---\ntitle: Caf\xe9\n---\nna\xefve\n", &colours);
    assert_eq!(document.meta.title, "Caf\u{fffd}");
    let text = String::from_utf8_lossy(b"---\ntitle: Caf\xe9\n---\nna\xefve\n").into_owned();
    assert_eq!(
        show_diagnostics(&text, &document.diagnostics),
        "error not-utf8 `\u{fffd}`: not UTF-8: byte 0xe9 at offset 14 (save the file as UTF-8; it may be in an older encoding such as Windows-1251 or Latin-1)"
    );
}
