//! TEI: what a text, a collection and the archive are in it, that all of it points to what is there, and that a text comes back from it.
//!
//! That it is valid is checked by `tools/check_tei.py`, which needs the schema of the TEI Consortium.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use regex::Regex;
use scholion::{
    base::RelPath,
    document::{self, body::markdown},
};

use crate::fixture::Archive;

/// An archive with all that TEI has a place for.
fn letters() -> Archive {
    let text = fs::read_to_string(data("letters.txt")).unwrap();
    let archive = Archive::new(&text);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    archive
}

fn data(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tei").join(file)
}

/// A text as it should be; `UPDATE=1` writes it.
fn check(file: &str, is: &str) {
    // The version is that of the day.
    let is = Regex::new(r#"(ident="scholion" version=)"[^"]*""#).unwrap().replace(is, "$1\"0\"").into_owned();
    if std::env::var("UPDATE").is_ok() {
        fs::write(data(file), &is).unwrap();
    }
    assert_eq!(is, fs::read_to_string(data(file)).unwrap_or_default(), "{file}");
}

#[test]
fn a_document_a_collection_and_the_archive_are_tei() {
    let archive = letters();
    check("letter.xml", &archive.read("public/documents/box1/letter.xml"));
    check("diary.xml", &archive.read("public/documents/diary.xml"));
    let (collection, whole) = (archive.read("public/collections/all.xml"), archive.read("public/data/archive.xml"));
    for text in [&collection, &whole] {
        assert_eq!(text.matches("<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">").count(), 1);
        assert_eq!(text.matches("<TEI xml:id=").count(), 2, "{text}");
        points_to_what_is_there(text);
    }
    // In the collection's own order.
    let places = ["diary..text\"", "box1.letter..text\""].map(|id| collection.find(id).unwrap());
    assert!(places.is_sorted(), "{collection}");
    // What the verb writes, part by part, is what the site has.
    for (args, is) in [
        (vec!["export", "tei", "-o", "out.xml"], &whole),
        (vec!["export", "tei", "collections/all", "-o", "out.xml"], &collection),
        (vec!["export", "tei", "box1/letter", "-o", "out.xml"], &archive.read("public/documents/box1/letter.xml")),
    ] {
        let ran = archive.run(&args);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert_eq!(&archive.read("out.xml"), is, "{args:?}");
    }
    // Pages lead to the files.
    assert!(archive.read("public/collections/all.html").contains("href=\"all.xml\""));
    assert!(archive.read("public/documents/diary.html").contains("href=\"diary.xml\""));
}

/// No file points to a place that it has not, and none has one twice.
fn points_to_what_is_there(text: &str) {
    let ids: Vec<&str> =
        Regex::new(" xml:id=\"([^\"]*)\"").unwrap().captures_iter(text).map(|found| found.get(1).unwrap().as_str()).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "an id comes twice: {ids:?}");
    let single = Regex::new("(?:target|ref|facs)=\"#([^\"(]+)\"").unwrap();
    let range = Regex::new(r##"target="#range\(([^,"]+),([^)"]+)\)""##).unwrap();
    for found in single.captures_iter(text).chain(range.captures_iter(text)) {
        for place in found.iter().skip(1).flatten() {
            assert!(known.contains(place.as_str()), "{} is not there", place.as_str());
        }
    }
}

#[test]
fn what_is_hidden_is_in_no_tei() {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: Letters
lang: en
unlicensed: excerpt
exports: {documents: [tei], collections: [tei], archive: [tei]}
//- /content/documents/closed.md
---
title: A closed letter
collection: all
---

ONE two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
twenty-one two three four five six seven eight nine thirty one two three four five six seven eight nine forty one two three four five six
seven eight nine fifty one two three four five six seven eight nine sixty one two three four five six SECRET[^1] words.

## SECRET heading {#secret-heading}

[^1]: A SECRET note.
//- /content/documents/draft.md
---
title: A SECRET draft
draft: true
collection: all
---

SECRET.
//- /content/annotations/closed.yaml
- id: one
  quote: {exact: six SECRET}
  body: To the point.
//- /content/collections/all.md
---
title: All
---
",
    );
    archive.run(&["build"]);
    for path in ["documents/closed.xml", "collections/all.xml", "data/archive.xml"] {
        let text = archive.read(&format!("public/{path}"));
        assert!(text.contains("ONE two") && text.contains("<gap reason=\"rights\"/>") && text.contains("To the point"), "{path}: {text}");
        assert!(!text.to_lowercase().contains("secret"), "{path}: {text}");
        points_to_what_is_there(&text);
    }
}

/// The Markdown of a text; the keys of works by the order in which they come, as a list that is read again has keys of its own.
fn body(path: &str, text: &str) -> String {
    let document = document::parse(&RelPath::new(path), text.as_bytes(), &|_, _| None);
    let written = markdown::write(&document);
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    let key = Regex::new(r"\(#ref-([^)]*)\)").unwrap();
    let named = key.replace_all(&written, |found: &regex::Captures<'_>| {
        let next = keys.len() + 1;
        format!("(#ref-{})", keys.entry(found[1].to_owned()).or_insert(next))
    });
    named.into_owned()
}

/// The texts as they come back from TEI, by their names; a text that does not come back is empty.
fn again(texts: &BTreeMap<String, String>, libraries: &BTreeMap<String, String>) -> BTreeMap<String, (String, String)> {
    let archive = Archive::new("//- /scholion.yaml\ntitle: Cases\nlang: en\nexports: [tei]\n");
    texts.iter().for_each(|(name, text)| archive.write(&format!("content/documents/{name}.md"), text));
    libraries.iter().for_each(|(name, text)| archive.write(&format!("content/bibliography/{name}.yaml"), text));
    archive.run(&["build"]);
    let other = Archive::new("//- /scholion.yaml\ntitle: Again\nlang: en\n");
    for name in texts.keys() {
        let made = archive.at(&format!("public/documents/{name}.xml"));
        if made.exists() {
            let text = fs::read_to_string(made).unwrap();
            points_to_what_is_there(&text);
            other.write(&format!("content/sources/{name}.xml"), text);
        }
    }
    other.run(&["ingest"]);
    let pair = |(name, text): (&String, &String)| {
        let path = format!("content/documents/{name}.md");
        let is = fs::read_to_string(other.at(&path)).map(|text| body(&path, &text)).unwrap_or_default();
        (name.clone(), (body(&path, text), is))
    };
    texts.iter().map(pair).collect()
}

/// The texts of the tests of documents, and what is made of the sources below `tests/data`, with their libraries.
fn cases() -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let (mut texts, mut libraries) = (BTreeMap::new(), BTreeMap::new());
    for file in ["blocks", "words", "marks", "notes", "citations", "links", "html", "turns"] {
        let all = fs::read_to_string(root.join(format!("document/{file}.txt"))).unwrap();
        for (nth, case) in all.split("\n=== ").map(|case| case.trim_start_matches("=== ")).enumerate() {
            let (name, rest) = case.split_once('\n').unwrap();
            let text = rest.split_once("\n---->\n").map_or(rest, |(text, _)| text);
            let text = text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<BOM>", "\u{feff}");
            // What has no title takes its first heading as one.
            let text = if text.starts_with("---") { text } else { format!("---\ntitle: A case\nlang: en\n---\n\n{text}") };
            let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
            texts.insert(format!("{file}-{nth:03}-{}", name.trim_matches('-')), text);
        }
    }
    for folder in ["kinds", "formats", "packed"] {
        for entry in fs::read_dir(root.join(folder)).unwrap().flatten() {
            let path = entry.path();
            let name = format!("{folder}-{}", path.file_stem().unwrap().to_str().unwrap().replace('.', "-"));
            if path.extension().is_some_and(|ending| ending == "md") {
                // Without its source, which is not here.
                let text = fs::read_to_string(&path).unwrap();
                texts.insert(name.clone(), text);
                if let Ok(library) = fs::read_to_string(path.with_extension("yaml")) {
                    libraries.insert(name, library);
                }
            }
        }
    }
    (texts, libraries)
}

#[test]
fn texts_come_back_from_tei() {
    let (texts, libraries) = cases();
    let mut differ = String::new();
    for (name, (was, is)) in again(&texts, &libraries) {
        if was.trim() != is.trim() {
            _ = writeln!(differ, "{name}");
            if std::env::var("SHOW").is_ok_and(|wanted| name.contains(&wanted)) {
                println!("=== {name}\n--- was\n{was}\n--- is\n{is}\n");
            }
        }
    }
    check("differs.txt", &differ);
}

/// Numbers that are always the same, one after the other (Knuth's MMIX generator); and whether a part of the text under way has begun.
struct Dice(u64, bool);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }

    fn one<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.throw(all.len())]
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 12] =
            ["salt", "harbour", "winter", "ledger", "сельдь", "Brücke", "boat", "candle", "weighed", "carried", "slowly", "again"];
        (0..2 + self.throw(4)).map(|_| self.one(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    /// A sentence, with marks in it; `notes`: how many notes there are so far.
    fn sentence(&mut self, notes: &mut usize) -> String {
        let inner = self.words();
        let marked = match self.throw(9) {
            0 => format!("*{inner}*"),
            1 => format!("**{inner}**"),
            2 => format!("~~{inner}~~"),
            3 => format!("`{inner}`"),
            4 => format!("[{inner}](https://example.org/{})", self.throw(90)),
            5 => {
                *notes += 1;
                format!("{inner}[^{notes}]")
            }
            6 => format!("H<sub>{}</sub>O", self.throw(9)),
            7 => format!("${}+x$", self.throw(9)),
            _ => inner,
        };
        format!("The {} {marked} of the {}.", self.words(), self.words())
    }

    fn block(&mut self, notes: &mut usize) -> String {
        match self.throw(8) {
            // A level that is left out is none that a reader of TEI can see.
            1 if self.1 => format!("### {}", self.words()),
            0 | 1 => {
                self.1 = true;
                format!("## {}", self.words())
            }
            2 => format!("- {}\n- {}", self.sentence(notes), self.sentence(notes)),
            3 => format!("1. {}\n2. {}", self.words(), self.words()),
            4 => format!("> {}", self.sentence(notes)),
            5 => format!("| {} | {} |\n| --- | --- |\n| {} | {} |", self.words(), self.words(), self.words(), self.words()),
            _ => self.sentence(notes),
        }
    }

    fn text(&mut self) -> String {
        let mut notes = 0;
        self.1 = false;
        let mut blocks = vec![self.sentence(&mut notes)];
        for _ in 0..2 + self.throw(8) {
            let block = self.block(&mut notes);
            // Two lists of a kind behind each other are one, whose items are paragraphs; of that TEI says nothing.
            if blocks.last().is_some_and(|last| last.as_bytes().first() == block.as_bytes().first()) {
                blocks.push(format!("Then {}.", self.words()));
            }
            blocks.push(block);
        }
        blocks.push(self.sentence(&mut notes));
        blocks.extend((1..=notes).map(|note| format!("[^{note}]: A {} note.", self.words())));
        format!("---\ntitle: A text on {}\nlang: en\n---\n\n{}\n", self.words(), blocks.join("\n\n"))
    }
}

#[test]
fn whatever_is_said_comes_back_from_tei() {
    let mut dice = Dice(23, false);
    let texts: BTreeMap<String, String> = (0..120).map(|nth| (format!("text-{nth:03}"), dice.text())).collect();
    for (name, (was, is)) in again(&texts, &BTreeMap::new()) {
        assert_eq!(was, is, "{name}:\n{}", texts[&name]);
    }
}
