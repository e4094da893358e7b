//! What describes documents and stands elsewhere: defaults of folders and of the archive, tables, data for templates.

use std::collections::BTreeMap;

use scholion::{
    base::{RelPath, Snapshot, snapshot::File},
    build::{self, Memo},
    config::Config,
};

use crate::fixture::Archive;

const ARCHIVE: &str = "
//- /scholion.yaml
title: Letters
defaults:
  license: CC-BY-4.0
  publisher: The Harbour Board
//- /content/documents/_defaults.yaml
lang: en
keyword: [harbours]
//- /content/documents/box1/_defaults.yaml
lang: de
type: interview
author: Berg, Ida
//- /content/documents/box1/letter.md
---
title: A letter
---

**Berg:** Why?

**P.** Because of the lamp.
//- /content/documents/box2/letter.md
---
lang: fr
title: Une lettre
---

Words of another letter.
//- /content/data/letters.csv
Document;Title;Subject;Date;Creator
box1/letter;;lamps|winds;1843-05-02;
box2/letter.md;Eine andere;;;Lunde, Edvard
";

fn page(archive: &Archive, path: &str) -> String {
    archive.read(&format!("public/{path}"))
}

#[test]
fn what_stands_elsewhere_is_on_the_page() {
    let archive = Archive::new(ARCHIVE);
    let ran = archive.run(&["build", "--verbose"]);
    assert!(ran.stderr.contains("csv-differs") && ran.stderr.contains("content/data/letters.csv:3:16"), "{}", ran.stderr);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let one = page(&archive, "documents/box1/letter.html");
    for words in ["<html lang=\"de\"", "lamps", "winds", "Ida Berg", "class=\"turn", "licenses/by/4.0", "1843"] {
        assert!(one.contains(words), "{words}\n{one}");
    }
    assert!(!one.contains("harbours"));
    let two = page(&archive, "documents/box2/letter.html");
    for words in ["<html lang=\"fr\"", "harbours", "Edvard Lunde", "<h1>Une lettre</h1>"] {
        assert!(two.contains(words), "{words}\n{two}");
    }
    let data = page(&archive, "data/documents.json");
    assert!(data.contains("1843-05-02") || data.contains("1843,5,2") || data.contains("1843, 5, 2"), "{data}");
    // A second build in another process has nothing to do; an edit of a row is one document's.
    assert!(archive.run(&["build"]).stdout.contains("nothing") || archive.run(&["build"]).stderr.contains("nothing"));
    archive.write("content/data/letters.csv", archive.read("content/data/letters.csv").replace("winds", "gales"));
    archive.run(&["build"]);
    assert!(page(&archive, "documents/box1/letter.html").contains("gales"));
}

/// After each of these edits what stands is what a build from nothing makes.
#[test]
fn edits_of_layers_reach_what_lies_below() {
    let archive = Archive::new(ARCHIVE);
    archive.run(&["build"]);
    let edits: [(&str, &str, &str); 6] = [
        ("content/documents/box1/_defaults.yaml", "lang: de", "lang: et"),
        ("content/documents/_defaults.yaml", "harbours", "quays"),
        ("scholion.yaml", "CC-BY-4.0", "CC-BY-SA-4.0"),
        ("content/data/letters.csv", "Document;", "\nDocument;"),
        ("content/data/letters.csv", "box1/letter;", "letter;"),
        ("content/documents/box1/_defaults.yaml", "type: interview", "draft: true"),
    ];
    for (path, old, new) in edits {
        archive.write(path, archive.read(path).replacen(old, new, 1));
        let warm = archive.run(&["build"]);
        let after = archive.files("public");
        std::fs::remove_dir_all(archive.at("public")).unwrap();
        std::fs::remove_dir_all(archive.at(".scholion/cache")).unwrap();
        let clean = archive.run(&["build"]);
        assert_eq!(warm.status, clean.status, "{path}: {new}");
        for (file, bytes) in archive.files("public") {
            assert!(after.get(&file) == Some(&bytes), "{path}: {new}: {file} differs");
        }
    }
    assert!(!archive.at("public/documents/box1/letter.html").exists());
    // What a folder holds back stands nowhere.
    for (file, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(["Because of the lamp", "lamps", "box1/letter"].iter().all(|words| !text.contains(words)), "{file}");
    }
}

/// Two documents of one name in two folders stay apart in all that belongs to them.
#[test]
fn letters_of_two_boxes_do_not_meet() {
    let of = |n: u8| {
        format!(
            "//- /content/documents/box{n}/letter.md\n---\ntitle: Letter {n}\nlicense: CC0-1.0\nlang: en\nfacsimile: scan.svg\nfiles: [notes.txt]\n---\n\nWords{n} of it [@smith{n}].\n\
             //- /content/documents/box{n}/scan.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{n}00\" height=\"100\"/>\n\
             //- /content/documents/box{n}/notes.txt\nnotes {n}\n\
             //- /content/bibliography/box{n}/letter.yaml\nreferences:\n- {{id: smith{n}, type: book, title: Book {n}, issued: 200{n}}}\n\
             //- /content/annotations/box{n}/letter.yaml\n- {{id: hall, quote: Words{n}, body: Note {n}}}\n"
        )
    };
    let archive = Archive::new(&format!("//- /scholion.yaml\nbase-url: https://letters.example/\n{}{}", of(1), of(2)));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for (own, other) in [(1, 2), (2, 1)] {
        let page = archive.read(&format!("public/documents/box{own}/letter.html"));
        for words in [format!("Letter {own}"), format!("Words{own}"), format!("Note {own}"), format!("Book {own}")] {
            assert!(page.contains(&words), "{words}");
        }
        for words in [format!("Words{other}"), format!("Note {other}"), format!("Book {other}")] {
            assert!(!page.contains(&words), "{words}");
        }
        for file in ["letter.jsonld", "letter.bib", "letter.ris", "letter.csl.json", "letter.facsimile.html", "notes.txt", "scan.svg"] {
            let text = archive.read(&format!("public/documents/box{own}/{file}"));
            let wrong = [format!("Letter {other}"), format!("notes {other}"), format!("width=\"{other}00\""), format!("box{other}/")];
            assert!(wrong.iter().all(|words| !text.contains(words)), "{file}: {text}");
        }
        assert!(archive.read(&format!("public/iiif/box{own}/letter/manifest.json")).contains(&format!("Letter {own}")));
    }
    let all = archive.read("public/data/documents.json");
    assert!(all.contains("box1/letter") && all.contains("box2/letter"), "{all}");
}

#[test]
fn data_are_there_for_templates() {
    let archive = Archive::new(
        "
//- /content/data/ships.csv
name,tons
Aurora,120
\"<b>\",7
//- /content/data/more/crew.yaml
- {name: Lunde}
//- /content/pages/about.md
---
title: About
---

This page.
//- /templates/page.html
{% extends \"default/page.html\" %}
{% block main %}{{ super() }}<ul>{% for ship in data(name=\"ships\") %}<li>{{ ship.name }} {{ ship.tons }}</li>{% endfor %}</ul>{% set crew = data(name=\"more/crew\") %}{{ crew[0].name }}{% endblock main %}
",
    );
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/pages/about.html");
    assert!(page.contains("<li>Aurora 120</li><li>&lt;b&gt; 7</li>") && page.contains("Lunde"), "{page}");
    archive.write("content/data/ships.csv", "name,tons\nBoreas,9\n");
    archive.run(&["build"]);
    assert!(archive.read("public/pages/about.html").contains("<li>Boreas 9</li>"));
    std::fs::remove_file(archive.at("content/data/ships.csv")).unwrap();
    let ran = archive.run(&["check"]);
    assert!(ran.stdout.contains("there is no data `ships`"), "{}", ran.stdout);
}

/// A source that is converted gets no front matter from its folder's defaults.
#[test]
fn ingest_does_not_write_what_layers_say() {
    let archive = Archive::new(
        "
//- /scholion.yaml
defaults: {license: CC0-1.0, publisher: The Board}
//- /content/documents/_defaults.yaml
rights: © The Board
lang: en
//- /content/sources/letter.txt
A LETTER

By Edvard Lunde

Dear Sir, the lamp was lit at six and burned until the morning, as it had each night of that winter.
",
    );
    let ran = archive.run(&["build"]);
    let document = archive.read("content/documents/letter.md");
    assert!(!document.contains("The Board") && !document.contains("CC0"), "{document}");
    assert!(archive.read("public/documents/letter.html").contains("© The Board"), "{}", ran.stderr);
    // Converted again it is as it was.
    archive.run(&["ingest"]);
    assert_eq!(archive.read("content/documents/letter.md"), document);
}

/// A row that cannot be read holds its document back if the table may.
#[test]
fn what_cannot_be_read_is_not_published_by_mistake() {
    let document = |title: &str| format!("---\ntitle: {title}\nlicense: CC0-1.0\nlang: en\n---\n\nWords.\n");
    let check = |head: &str, published: bool| {
        let archive = Archive::bare();
        archive.write("scholion.yaml", "");
        archive.write("content/documents/one.md", document("One"));
        archive.write("content/data/a.csv", format!("document,{head}\none,yes,no,perhaps\n"));
        assert_eq!(archive.run(&["build"]).status, 1);
        assert_eq!(archive.at("public/documents/one.html").exists(), published, "{head}");
    };
    check("keyword", true);
    check("draft", false);
    check("Publish-Until", false);
    // A row that is to hold back and is for no document, or the second for one, is an error; one that cannot be read holds back all the same.
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/documents/one.md", document("One"));
    for (rows, status, published) in
        [("tow,yes\n", 1, true), ("tow,\n", 0, true), ("one,\none,yes\n", 1, true), ("one,\none,yes,no\n", 1, false)]
    {
        archive.write("content/data/a.csv", format!("document,draft\n{rows}"));
        assert_eq!(archive.run(&["build"]).status, status, "{rows}");
        assert_eq!(archive.at("public/documents/one.html").exists(), published, "{rows}");
    }
    let archive = Archive::bare();
    archive.write("scholion.yaml", "defaults: [\n");
    archive.write("content/documents/one.md", document("One"));
    archive.run(&["build"]);
    assert!(!archive.at("public/documents/one.html").exists());
}

/// A table in another encoding is shown as it was read.
#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/documents/eins.md", "---\ntitle: Eins\nlicense: CC0-1.0\nlang: de\n---\n\nWörter.\n");
    let text = "document;keyword;issued\r\neins;Müller|Höhe;bald\r\n";
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for (bytes, guessed) in [(format!("\u{feff}{text}").into_bytes(), false), (utf16, false), (windows, true)] {
        archive.write("content/data/a.csv", bytes);
        let ran = archive.run(&["check"]);
        assert!(ran.stdout.contains("content/data/a.csv:2:18") && ran.stdout.contains("2 | eins;Müller|Höhe;bald"), "{}", ran.stdout);
        assert_eq!(ran.stdout.contains("csv-encoding"), guessed, "{}", ran.stdout);
    }
    archive.run(&["build"]);
    assert!(archive.read("public/documents/eins.html").contains("Höhe"));
}

/// One edited row is one document's, a moved one nobody's; an edit of a folder's defaults is that of the documents below.
#[test]
fn an_edit_of_a_layer_costs_what_lies_below() {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut table = "document,keyword,issued\n".to_owned();
    for nth in 0..20 {
        let text = format!("---\ntitle: Letter {nth}\nlicense: CC0-1.0\n---\n\nWords.\n");
        files.insert(format!("content/documents/box{}/l{nth}.md", nth % 2), text);
        table += &format!("l{nth},ships,{}\n", if nth == 7 { "soon" } else { "1843" });
    }
    files.insert("content/data/a.csv".to_owned(), table.clone());
    files.insert("content/documents/_defaults.yaml".to_owned(), "lang: en\n".to_owned());
    let mut memo = Memo::default();
    let mut build = |files: &BTreeMap<String, String>| {
        let mut snapshot = Snapshot::default();
        snapshot.files.extend(files.iter().map(|(path, text)| (RelPath::new(path), File::new(text.as_bytes()))));
        let built = build::build(&snapshot, &Config::default(), &mut memo, &|_, _| ());
        let at = built.diagnostics.iter().find(|one| one.code() == "bad-date").and_then(|one| Some((one.path.clone(), one.span?)));
        let (path, span) = at.expect("a finding at its cell");
        assert_eq!((path.as_str(), span.of(&files[path.as_str()])), ("content/data/a.csv", "soon"));
        built.stats.parsed
    };
    build(&files);
    for (path, text, parsed) in [
        ("content/data/a.csv", table.replace("l3,ships", "l3,boats"), 1),
        ("content/data/a.csv", table.replace("l3,ships", "l3,boats").replace("document,", "\n\ndocument,"), 0),
        ("content/data/a.csv", format!("\n{}l3,boats,1843\n", table.replace("l3,ships,1843\n", "")), 0),
        ("content/documents/box1/_defaults.yaml", "rights: ours\n".to_owned(), 10),
        ("content/documents/_defaults.yaml", "lang: de\n".to_owned(), 20),
        ("content/documents/box1/l1.md", "---\ntitle: L\nlicense: CC0-1.0\n---\n".to_owned(), 1),
        ("content/data/b.csv", "name,colour\nl1,red\n".to_owned(), 0),
    ] {
        files.insert(path.to_owned(), text);
        assert_eq!(build(&files), parsed, "{path}");
    }
}
