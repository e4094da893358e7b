//! What is taken away by `scholion export`: whole files or none, said where nothing can be made, and with all that the page tells.

use std::fs;

use scholion::{
    base::{RelPath, Slug},
    site::editions::What,
};

use crate::{
    books,
    fixture::{Archive, Ran},
};

/// Runs the program where it finds others.
fn export(archive: &Archive, args: &[&str]) -> Ran {
    let output = archive.command(&[&["export"][..], args].concat()).env("PATH", std::env::var_os("PATH").unwrap()).output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ran { status: output.status.code().unwrap_or(-1), stdout, stderr }
}

fn archive() -> Archive {
    Archive::new(
        r#"
//- /scholion.yaml
title: Letters
lang: en
base-url: https://example.org/letters/
//- /content/documents/box1/letter.md
---
title: Ada to Karl
license: CC-BY-4.0
author: [{family: Berg, given: Ada}]
recipient: [{family: Holm, given: Karl}]
editor: [{family: Tam, given: Jaan}]
sent: {place: Narva, date: 1843-05-02/1843-05-05, conjecture: [place]}
received: {place: Dorpat, not-before: 1843-05-04, not-after: 1843-06}
forwarded: [{type: redirected, people: [{family: Saar, given: Mari}], place: Riga}]
translations: {de: {title: Ada an Karl}}
history: [{date: 2025-01-01, kind: retraction, note: It was *invented*.}]
---

- abyss

  > quoted there

  second of the item

<dl>loose<div><dt>grouped</dt><dd>meaning</dd></div></dl>

She said <q>come</q>.

> Set in.

<table><tr><td><p>one</p><p>two</p></td><td><ul><li>three</li></ul></td></tr></table>

In words $\dfrac{a}{b} \begin{matrix} a & b \end{matrix}$ and set off:

$$\begin{pmatrix} a \\ b \end{pmatrix}$$
//- /content/documents/hidden.md
---
title: Hidden
draft: true
---

Nothing yet.
//- /content/pages/about.md
---
title: About
---

Words.
//- /content/collections/all.md
---
title: All
---
//- /content/collections/none.md
---
title: None
---
"#,
    )
}

#[test]
fn what_cannot_be_made_is_said() {
    let archive = archive();
    for (args, says) in [
        (vec!["export", "text", "nothing"], "there is no document nothing"),
        (vec!["export", "text", "hidden"], "content/documents/hidden.md is not published"),
        (vec!["export", "text", "content/pages/about.md"], "neither a document nor a collection"),
        (vec!["export", "text"], "text is not made of the archive"),
        (vec!["export", "jats", "collections/all"], "jats is not made of a collection"),
        (vec!["export", "markdown", "box1/letter", "--facsimile"], "only a PDF"),
        (vec!["export", "odt", "box1/letter"], "the formats are markdown"),
    ] {
        let ran = archive.run(&args);
        assert_eq!(ran.status, 2, "{args:?} {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{args:?} {}", ran.stderr);
    }
    assert!(archive.run(&["export", "text", "hidden", "--drafts"]).stdout.contains("Nothing yet."));
    let help = archive.run(&["help", "export"]).stdout;
    assert!(help.contains("<FILE>") && !help.contains("Publish into this folder"), "{help}");
}

#[test]
fn a_document_is_known_by_its_name_its_page_and_its_file() {
    let archive = archive();
    let is = archive.run(&["export", "text", "box1/letter"]).stdout;
    assert!(is.starts_with("Ada to Karl\n"), "{is}");
    let whole = archive.at("content/documents/box1/letter.md").display().to_string();
    for name in ["documents/box1/letter", "documents/box1/letter.html", "content/documents/box1/letter.md", "./box1/letter.md", &whole] {
        assert_eq!(archive.run(&["export", "text", name]).stdout, is, "{name}");
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let archive = archive();
    for (format, begins) in [("text", "Ada"), ("tei", "<?xml"), ("epub", "PK"), ("docx", "PK")] {
        let ran = export(&archive, &[format, "box1/letter", "-o", "none/out"]);
        assert_eq!(ran.status, 3, "{format} {}", ran.stderr);
        assert!(ran.stderr.contains("cannot write none/out"), "{format} {}", ran.stderr);
        assert_eq!(export(&archive, &[format, "box1/letter", "-o", "content"]).status, 3, "{format}");
        assert_eq!(export(&archive, &[format, "box1/letter", "-o", "out"]).status, 0, "{format}");
        let bytes = fs::read(archive.at("out")).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{format}");
        // For another program as well.
        assert!(export(&archive, &[format, "box1/letter"]).stdout.starts_with(begins), "{format}");
    }
    #[cfg(unix)]
    {
        // What is no file takes the bytes and stays what it is.
        let pipe = archive.at("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let from = pipe.clone();
        let reader = std::thread::spawn(move || fs::read(from).unwrap());
        let ran = archive.run(&["export", "epub", "box1/letter", "-o", "pipe"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(reader.join().unwrap().starts_with(b"PK"));
        assert!(std::os::unix::fs::FileTypeExt::is_fifo(&fs::metadata(&pipe).unwrap().file_type()));
    }
    let left = fs::read_dir(archive.at(".")).unwrap().flatten().filter(|one| one.path().extension().is_some_and(|ending| ending == "part"));
    assert_eq!(left.count(), 0);
}

#[test]
fn text_keeps_words_apart_and_sets_in_what_belongs_together() {
    let archive = archive();
    let text = archive.run(&["export", "text", "box1/letter"]).stdout;
    for part in [
        "- abyss\n      quoted there\n",
        "\n  second of the item\n",
        "\nloose\n",
        "\ngrouped\nmeaning\n",
        "\u{201c}come\u{201d}",
        "\n    Set in.\n",
        "\none two\t- three\n",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

#[test]
fn every_edition_tells_the_way_of_a_letter() {
    let archive = archive();
    let text = archive.run(&["export", "text", "box1/letter"]).stdout;
    assert!(
        text.contains("\nSent: Narva, 2 May 1843 – 5 May 1843 (place inferred)\nRedirected: Mari Saar, Riga\nReceived: Dorpat, between "),
        "{text}"
    );
    let jats = archive.run(&["export", "jats", "box1/letter"]).stdout;
    for part in ["<meta-name>issued</meta-name><meta-value>1843-05-02/1843-05-05<", "<meta-name>sent</meta-name><meta-value>Narva, "] {
        assert!(jats.contains(part), "{part} is not in {jats}");
    }
    assert_eq!(export(&archive, &["docx", "box1/letter", "-o", "letter.docx"]).status, 0);
    let words = std::process::Command::new("pandoc").args(["-t", "plain", "--wrap=none"]).arg(archive.at("letter.docx")).output().unwrap();
    let words = String::from_utf8(words.stdout).unwrap();
    for part in ["Ada an Karl", "Recipient: Karl Holm", "Editor: Jaan Tam", "Sent: Narva", "Received: Dorpat", "loose", "grouped"] {
        assert!(words.contains(part), "{part} is not in {words}");
    }
    assert!(jats.contains("<term>grouped</term>") && jats.contains("loose"), "{jats}");
}

#[test]
fn every_edition_says_that_a_text_was_taken_back() {
    let archive = archive();
    let says = "Retraction, 1 January 2025: It was invented.";
    for format in ["text", "jats"] {
        let text = archive.run(&["export", format, "box1/letter"]).stdout;
        assert!(
            text.contains(if format == "jats" { "<meta-name>retraction</meta-name><meta-value>Retraction, " } else { says }),
            "{format} {text}"
        );
    }
    let book = book(&archive);
    assert!(book.contains(says), "{book}");
    let markdown = archive.run(&["export", "markdown", "box1/letter"]).stdout;
    assert!(markdown.contains("history:\n- kind: retraction\n  date: "), "{markdown}");
    assert!(markdown.contains("\n---\n\n> **Retraction, 1 January 2025: It was invented.**\n\n- abyss"), "{markdown}");
}

/// All texts of the book of the letter.
fn book(archive: &Archive) -> String {
    books::listing(&books::epub(&archive.files("."), &What::Document(Slug::of_file(&RelPath::new("content/documents/box1/letter.md")))))
}

#[test]
fn formulas_of_a_book_say_how_they_are_set_where_mathml_3_has_it() {
    let book = book(&archive());
    assert!(book.contains("<mtable"), "{book}");
    let tag = regex::Regex::new("<(m[a-z]+)[^>]*? (displaystyle|scriptlevel)=").unwrap();
    for found in tag.captures_iter(&book) {
        assert!(matches!((&found[1], &found[2]), ("mstyle", _) | ("math" | "mtable", "displaystyle")), "{}", &found[0]);
    }
}

#[test]
fn what_is_taken_away_leads_out_the_same_in_a_site_of_several_languages() {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: Papers
languages: [en, ru]
base-url: https://example.org/a/
exports: [markdown, text, jats, tei]
//- /content/documents/second.md
---
title: Второе
lang: ru
license: CC0-1.0
---

Смотри [первое](first.md#place) и [список](../collections/all.md).
//- /content/documents/first.md
---
title: First
license: CC0-1.0
---

## Place

Words, and [the second](second.md).
//- /content/collections/all.md
---
title: All
---
",
    );
    assert!(archive.run(&["build"]).status <= 1);
    for ending in ["md", "txt", "jats.xml", "xml"] {
        let [first, second] = ["first", "second"].map(|name| archive.read(&format!("public/documents/{name}.{ending}")));
        assert!(first.contains("https://example.org/a/documents/second.html"), "{ending}: {first}");
        assert!(second.contains("https://example.org/a/documents/first.html#place"), "{ending}: {second}");
        // TEI is in no language of the site.
        let list = if ending == "xml" { "collections/all.html" } else { "ru/collections/all.html" };
        assert!(second.contains(&format!("https://example.org/a/{list}")), "{ending}: {second}");
        assert!(!second.contains("/../"), "{ending}: {second}");
    }
}
