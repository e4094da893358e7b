//! What is taken away of documents: Markdown, plain text, JATS, files for Word, and what Crossref registers of an issue.
//!
//! What is made of the archive in `tests/data/editions/journal.txt` stands beside it. `UPDATE=1` writes it; read it before you commit.
//! Whether JATS is valid against its DTD and the deposit against its schema says `tools/check_jats.sh`.

use std::{collections::BTreeSet, fs, process::Command};

use crate::fixture::{Archive, lacks};

fn archive() -> Archive {
    let archive = Archive::new(include_str!("../data/editions/journal.txt"));
    archive.write("content/files/lamp.png", include_bytes!("../data/editions/lamp.png"));
    archive
}

fn export(archive: &Archive, args: &[&str]) -> String {
    let ran = archive.run(&[&["export"], args].concat());
    assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
    ran.stdout
}

/// Compares what was made with the file of this name.
fn golden(name: &str, made: &str) {
    let path = format!("{}/tests/data/editions/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, made).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(made == expected, "{name} is not as it was (UPDATE=1 writes it):\n{made}");
}

#[test]
fn documents_are_made_as_they_were() {
    let archive = archive();
    for (format, ending) in [("markdown", "md"), ("text", "txt"), ("jats", "jats.xml")] {
        golden(&format!("lamp-oil.{ending}"), &export(&archive, &[format, "lamp-oil"]));
    }
    let ran = archive.command(&["export", "crossref", "collections/issue-4"]).env("SOURCE_DATE_EPOCH", "1700000000").output().unwrap();
    let (deposit, said) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
    golden("issue-4.crossref.xml", &deposit);
    assert!(said.contains("not-deposited") && said.contains("`notice` is not in the deposit: it has no `DOI`"), "{said}");
    assert!(deposit.contains("<timestamp>20231114221320</timestamp>"), "{deposit}");
}

#[test]
fn the_site_has_them_where_they_are_asked_for() {
    let archive = archive();
    archive.write("content/documents/draft.md", "---\ntitle: Draft\ndraft: true\n---\n\nHidden words.\n");
    let notice = archive.read("content/documents/notice.md").replace("No DOI.", "No DOI, and [a plan](draft.md).");
    archive.write("content/documents/notice.md", notice);
    let ran = archive.run(&["build"]);
    assert!(ran.status == 1 && ran.stderr.contains("1 error"), "{}", ran.stderr);
    for (format, ending) in [("markdown", "md"), ("text", "txt"), ("jats", "jats.xml")] {
        assert_eq!(archive.read(&format!("public/documents/lamp-oil.{ending}")), export(&archive, &[format, "lamp-oil"]), "{format}");
        let page = archive.read("public/documents/lamp-oil.html");
        assert!(page.contains(&format!("<a href=\"lamp-oil.{ending}\" download>")), "{format}");
    }
    // What leads to a text that nobody sees stays words.
    for ending in ["md", "txt", "jats.xml"] {
        let notice = archive.read(&format!("public/documents/notice.{ending}"));
        assert!(notice.contains("No DOI, and a plan.") && !notice.contains("draft"), "{notice}");
        assert!(!archive.at(&format!("public/documents/draft.{ending}")).exists());
    }
}

#[test]
fn markdown_by_itself_is_the_same_document() {
    let archive = archive();
    // A link that is whole is one to the outside.
    let link = regex::Regex::new("<a [^>]*>|<img [^>]*>").unwrap();
    for slug in ["lamp-oil", "keepers", "notice"] {
        let first = export(&archive, &["markdown", slug]);
        let html = |archive: &Archive| {
            assert_eq!(archive.run(&["build"]).status, 0);
            let page = archive.read(&format!("public/documents/{slug}.html"));
            let body =
                page.split_once("itemprop=\"articleBody\"").or_else(|| page.split_once("<article")).map_or("", |(_, body)| body).to_owned();
            link.replace_all(body.split("class=\"references\"").next().unwrap_or(&body), "<a>").into_owned()
        };
        let before = html(&archive);
        archive.write(&format!("content/documents/{slug}.md"), &first);
        let second = export(&archive, &["markdown", slug]);
        let text = |markdown: &str| markdown.split_once("\n---\n").unwrap().1.to_owned();
        assert_eq!(text(&second), text(&first), "{slug}");
        assert_eq!(html(&archive), before, "{slug}");
    }
}

/// What pandoc makes of a text.
fn pandoc(args: &[&str], text: &str) -> String {
    use std::io::Write;
    let child = Command::new("pandoc").args(args).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| lacks("pandoc", &error));
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn pandoc_renders_the_markdown_with_its_references() {
    let text = pandoc(&["--from=markdown", "--to=html", "--citeproc", "--wrap=none"], &export(&archive(), &["markdown", "lamp-oil"]));
    assert!(text.contains("id=\"ref-saar1999\"") && text.contains("A List of Lamps"), "{text}");
    assert!(text.contains("(see <a href=\"#ref-coast1911\"") && text.contains("href=\"#ref-saar1999\">Saar, 1999</a>"), "{text}");
    assert!(text.contains("role=\"doc-noteref\"") && text.contains("https://example.org/annals/documents/keepers.html#duties"), "{text}");
}

/// The words of a text without what stands between them.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn files_for_word_hold_the_words_of_the_text() {
    let archive = archive();
    let file = archive.at("x.docx");
    export(&archive, &["docx", "lamp-oil", "-o", file.to_str().unwrap()]);
    let bytes = fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"PK"));
    let output = Command::new("pandoc").args(["--from=docx", "--to=markdown", "--wrap=none"]).arg(&file).output();
    let output = output.unwrap_or_else(|error| lacks("pandoc", &error));
    let again = String::from_utf8(output.stdout).unwrap();
    assert!(again.contains("[^1]: ") && again.contains("[^2]: ") && again.contains("![A lamp]"), "{again}");
    let there: BTreeSet<String> = words(&again.replace(['~', '^'], "")).into_iter().collect();
    let text = export(&archive, &["text", "lamp-oil"]);
    let body = text.split_once("Before the first").unwrap().1.split_once("Coast Society. (1911)").map_or(text.as_str(), |(body, _)| body);
    let body = regex::Regex::new("<https://[^>]*>").unwrap().replace_all(body, "");
    let missing: Vec<String> = words(&body).into_iter().filter(|word| !there.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?}\n{again}");
    // And our own ingest reads it.
    archive.write("content/sources/again.docx", bytes);
    assert_eq!(archive.run(&["ingest"]).status, 0);
    let document = archive.read("content/documents/again.md");
    assert!(document.contains("title: Lamp oil & its <price>") && document.contains("[^1]: A note citing"), "{document}");
}

#[test]
fn jats_names_places_once_and_leads_to_those_that_are_there() {
    let archive = archive();
    for slug in ["lamp-oil", "keepers", "notice"] {
        let text = export(&archive, &["jats", slug]);
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
        let tree = roxmltree::Document::parse_with_options(&text, options).unwrap_or_else(|error| panic!("{error}: {text}"));
        let mut ids = BTreeSet::new();
        for node in tree.descendants().filter_map(|node| node.attribute("id")) {
            assert!(ids.insert(node), "{node} stands twice in {text}");
        }
        let rids: Vec<&str> = tree.descendants().filter_map(|node| node.attribute("rid")).collect();
        assert!(rids.iter().all(|rid| ids.contains(rid)), "{rids:?} {ids:?}");
    }
}

#[test]
fn our_own_jats_is_read_again() {
    let archive = archive();
    archive.write("content/sources/lamp.xml", export(&archive, &["jats", "lamp-oil"]));
    let ran = archive.run(&["ingest"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    golden("lamp-oil.again.md", &archive.read("content/documents/lamp.md"));
    golden("lamp-oil.again.yaml", &archive.read("content/bibliography/lamp.yaml"));
}

#[test]
fn a_deposit_says_what_it_lacks() {
    let archive = archive();
    let ran = archive.run(&["export", "crossref", "notice"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("`notice` is not in the deposit"), "{}", ran.stderr);
    let text = archive.read("scholion.yaml");
    archive.write("scholion.yaml", text.replace("base-url: https://example.org/annals/\n", ""));
    let ran = archive.run(&["export", "crossref", "collections/issue-4"]);
    assert!(ran.status == 2 && ran.stderr.contains("set `base-url`"), "{}", ran.stderr);
    archive.write("scholion.yaml", text.replace("crossref:", "crossrefs:"));
    let ran = archive.run(&["export", "crossref", "collections/issue-4"]);
    assert!(ran.status == 2 && ran.stderr.contains("says who makes it"), "{}", ran.stderr);
    archive.write("scholion.yaml", text.replace("email: editors@example.org", "email: nobody"));
    let ran = archive.run(&["check"]);
    assert!(format!("{}{}", ran.stdout, ran.stderr).contains("is not `{depositor: …, email: …}`"), "{}", ran.stderr);
}

/// An archive with all documents of the tests.
fn all_texts() -> Archive {
    let archive = Archive::new(
        "//- /scholion.yaml\ntitle: All\nlang: en\nbase-url: https://example.org/\nsearch: false\nexports: [markdown, text, jats]\n",
    );
    for folder in ["kinds", "formats", "packed"] {
        for entry in fs::read_dir(format!("{}/tests/data/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap().flatten() {
            let path = entry.path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("md") => archive.write(&format!("content/documents/{folder}-{stem}.md"), fs::read(&path).unwrap()),
                Some("yaml") => archive.write(&format!("content/bibliography/{folder}-{stem}.yaml"), fs::read(&path).unwrap()),
                _ => {}
            }
        }
    }
    for file in ["blocks", "words", "marks", "notes", "citations", "links", "html", "turns"] {
        let cases = fs::read_to_string(format!("{}/tests/data/document/{file}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for (nth, case) in cases.split("\n=== ").enumerate() {
            let text = case.split_once('\n').map_or("", |(_, text)| text.split("\n---->\n").next().unwrap());
            let text = text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<BOM>", "\u{feff}");
            let text = if text.starts_with("---\n") { text } else { format!("---\ntitle: {file} {nth}\n---\n\n{text}") };
            archive.write(&format!("content/documents/case-{file}-{nth}.md"), text);
        }
    }
    archive
}

/// What may stand in elements of JATS that are strict about it (Archiving and Interchange 1.2, as the program uses it).
fn may_stand_in(outer: &str, inner: &str) -> bool {
    const WORDS: [&str; 22] = [
        "italic",
        "bold",
        "sc",
        "sup",
        "sub",
        "underline",
        "strike",
        "monospace",
        "styled-content",
        "named-content",
        "abbrev",
        "ruby",
        "ext-link",
        "xref",
        "target",
        "inline-formula",
        "inline-graphic",
        "inline-media",
        "milestone-start",
        "email",
        "uri",
        "tex-math",
    ];
    const BLOCKS: [&str; 12] = [
        "p",
        "list",
        "def-list",
        "disp-quote",
        "fig",
        "table-wrap",
        "boxed-text",
        "preformat",
        "code",
        "disp-formula",
        "verse-group",
        "graphic",
    ];
    let is_word = WORDS.contains(&inner);
    match outer {
        "article" => ["front", "body", "back"].contains(&inner),
        "body" => BLOCKS.contains(&inner) || inner == "sec",
        "sec" => BLOCKS.contains(&inner) || ["sec", "title"].contains(&inner),
        "disp-quote" => BLOCKS.contains(&inner),
        "boxed-text" => BLOCKS.contains(&inner) || inner == "caption",
        "list" => inner == "list-item",
        "list-item" => ["label", "p", "list", "def-list"].contains(&inner),
        "def-list" => inner == "def-item",
        "def-item" => ["term", "def"].contains(&inner),
        "def" | "fn" => ["label", "p"].contains(&inner),
        "fn-group" => inner == "fn",
        "back" => ["fn-group", "ref-list"].contains(&inner),
        "ref-list" => ["title", "ref"].contains(&inner),
        "ref" => inner == "citation-alternatives",
        "table-wrap" => ["caption", "table"].contains(&inner),
        "table" => ["thead", "tfoot", "tbody", "tr"].contains(&inner),
        "thead" | "tbody" | "tfoot" => inner == "tr",
        "tr" => ["td", "th"].contains(&inner),
        "td" | "th" => is_word || ["p", "list", "def-list", "code", "preformat", "break", "disp-formula"].contains(&inner),
        "caption" => ["title", "p"].contains(&inner),
        "fig" => {
            ["caption", "graphic", "p", "list", "def-list", "code", "preformat", "table-wrap", "disp-quote", "verse-group"].contains(&inner)
        }
        "verse-group" => inner == "verse-line",
        "verse-line" | "term" => is_word || inner == "disp-formula" && outer == "term",
        "title" | "bold" | "italic" | "sup" | "sub" | "sc" | "underline" | "strike" => is_word || inner == "break",
        "xref" | "ext-link" => is_word && !["xref", "ext-link", "target"].contains(&inner),
        "preformat" | "code" | "tex-math" | "monospace" | "abbrev" | "rt" | "label" | "kwd" | "article-title" => false,
        "p" => is_word || inner == "hr" || inner != "p" && BLOCKS.contains(&inner),
        _ => true,
    }
}

#[test]
fn all_texts_become_jats_whose_elements_stand_where_they_may() {
    let archive = all_texts();
    archive.run(&["build"]);
    let mut count = 0;
    for (path, bytes) in archive.files("public/documents") {
        if !path.ends_with(".jats.xml") {
            continue;
        }
        count += 1;
        let text = String::from_utf8(bytes).unwrap();
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
        let tree = roxmltree::Document::parse_with_options(&text, options).unwrap_or_else(|error| panic!("{path}: {error}: {text}"));
        let mut ids = BTreeSet::new();
        for node in tree.descendants().filter(|node| node.is_element()) {
            if let Some(id) = node.attribute("id") {
                assert!(ids.insert(id), "{path}: {id} stands twice");
            }
            let outer = node.parent_element().map_or("", |outer| outer.tag_name().name());
            assert!(
                outer.is_empty() || may_stand_in(outer, node.tag_name().name()),
                "{path}: {} in {outer}: {text}",
                node.tag_name().name()
            );
        }
        let rids = tree.descendants().filter_map(|node| node.attribute("rid"));
        rids.for_each(|rid| assert!(ids.contains(rid), "{path}: nothing is called {rid}"));
    }
    assert!(count > 200, "{count}");
    if let Some(folder) = std::env::var_os("KEEP") {
        for (path, bytes) in archive.files("public/documents").into_iter().filter(|(path, _)| path.ends_with(".jats.xml")) {
            fs::write(std::path::Path::new(&folder).join(path.replace('/', "-")), bytes).unwrap();
        }
    }
}

#[test]
fn jats_of_all_texts_is_read_as_the_same_words() {
    let archive = all_texts();
    archive.run(&["build"]);
    let site = archive.files("public/documents");
    let again = Archive::new("//- /scholion.yaml\ntitle: All\nlang: en\nbase-url: https://example.org/\nsearch: false\nexports: [text]\n");
    for (path, bytes) in &site {
        if let Some(stem) = path.strip_suffix(".jats.xml") {
            again.write(&format!("content/sources/{stem}.xml"), bytes);
        }
    }
    assert_eq!(again.run(&["ingest"]).status, 0);
    again.run(&["build"]);
    let read = again.files("public/documents");
    // All words behind title and people, in whatever order.
    let of = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut words = words(text.split_once("\n\n").map_or("", |(_, behind)| behind));
        words.sort();
        words
    };
    let differ: String = site
        .iter()
        .filter(|(path, _)| path.ends_with(".txt"))
        .filter(|(path, bytes)| read.get(*path).is_none_or(|read| of(read) != of(bytes)))
        .map(|(path, _)| format!("{}\n", path.trim_end_matches(".txt")))
        .collect();
    golden("jats-differs.txt", &differ);
}
