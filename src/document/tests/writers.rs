//! Other writers than that of HTML: Markdown from which the same body is read, and plain text.
//!
//! The texts are the cases of `tests/data/document/*.txt` and what is made of the sources below `tests/data`. Those whose Markdown is not read as the
//! same body yet stand in `tests/data/document/markdown-differs.txt`: one that is mended goes from it. `UPDATE=1` writes it.

use super::{html, read};
use crate::document::{
    Document,
    body::{markdown, plain},
};

/// All texts, by name.
fn texts() -> Vec<(String, String)> {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut texts = Vec::new();
    for file in ["blocks", "words", "marks", "notes", "citations", "links", "html", "turns"] {
        let cases = std::fs::read_to_string(format!("{root}/tests/data/document/{file}.txt")).unwrap();
        for case in cases.split("\n=== ").map(|case| case.trim_start_matches("=== ")) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (text, _) = rest.split_once("\n---->\n").unwrap_or((rest, ""));
            let text = text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<BOM>", "\u{feff}");
            texts.push((format!("{file}: {name}"), text));
        }
    }
    for folder in ["tests/data/kinds", "tests/data/formats", "tests/data/packed", "content/documents", "content/pages"] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).unwrap().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "md") {
                let name = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
                texts.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    texts.sort();
    texts
}

/// What a reader sees of a text, lines that end behind tags joined.
fn seen(document: &Document) -> String {
    let mut seen = html(document, &document.body.pieces);
    for note in &document.body.notes {
        seen += &format!("\n[{}, {}] {}", note.number, note.marks, html(document, &note.pieces));
    }
    seen.replace(">\n", ">").trim().to_owned()
}

/// The text as it stands in its file, and as it is written of its body.
fn again(text: &str) -> (Document, Document, String) {
    let document = read(text);
    let body = text.trim_start_matches('\u{feff}');
    let front = body
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---"))
        .map_or(String::new(), |(front, _)| format!("---\n{front}\n---\n\n"));
    let written = markdown::write(&document);
    let again = read(&(front + &written));
    (document, again, written)
}

#[test]
fn markdown_is_read_as_the_same_body() {
    let path = format!("{}/tests/data/document/markdown-differs.txt", env!("CARGO_MANIFEST_DIR"));
    let mut differ = String::new();
    for (name, text) in texts() {
        let (document, again, written) = again(&text);
        let blocks = |document: &Document| -> Vec<String> {
            document
                .body
                .blocks
                .iter()
                .map(|block| format!("{} {:?} {}", block.id, block.lang, block.text.of(&document.body.text)))
                .collect()
        };
        if seen(&document) != seen(&again) || blocks(&document) != blocks(&again) {
            differ += &format!("{name}\n");
            if std::env::var("SHOW").is_ok_and(|wanted| name.contains(&wanted)) {
                println!("=== {name}\n{text}\n--- written\n{written}\n--- was\n{}\n--- is\n{}\n", seen(&document), seen(&again));
            }
        }
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, &differ).unwrap();
    }
    assert_eq!(differ, std::fs::read_to_string(path).unwrap());
}

#[test]
fn markdown_of_markdown_is_the_same() {
    let text = "## Words\n\nOne *two* **three** ~~four~~ `a|b`[^1], [a link](b.md#c \"t\") and [@k, p. 3; see -@l].\n\n- a\n  - b\n- c\n\n1. d\n\n   e\n\n2. f\n\n> g\n>\n> > h\n\n\
                | i | j |\n| :-- | --- |\n| k | l\\|m |\n\n```rust\nn\n\no\n```\n\n<div lang=\"ru\">\n\np\n\n</div>\n\n> [!note] q\n>\n> r\\\n> s\n\n[^1]: t\n\n    u\n";
    assert_eq!(markdown::write(&read(text)), text);
}

#[test]
fn plain_text_has_all_words_and_no_marks() {
    let text = "## Head\n\nOne *two*[^1] [three](b.md).\\\nFour\n\n- a\n  - b\n\n3. c\n4. d\n\n| e | f |\n|---|---|\n| g | h |\n\n```\ni\n\n  j\n```\n\n***\n\n[^1]: k\n";
    let expected = "Head\n\nOne two[1] three.\nFour\n\n- a\n  - b\n\n3. c\n4. d\n\ne\tf\ng\th\n\ni\n\n  j\n\n* * *\n\n[1] k\n";
    assert_eq!(plain::write(&read(text).body, &mut |_, _| {}), expected);
    for (name, text) in texts() {
        let document = read(&text);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<String>();
        let bare = document
            .body
            .notes
            .iter()
            .fold(plain::write(&document.body, &mut |_, _| {}), |text, note| text.replace(&format!("[{}]", note.number), ""));
        // Marks of items and the words of wikilinks are none of the pieces of words.
        let has_more = ["<li", "<hr", "<q", "<a to=\"name"].iter().any(|mark| html(&document, &document.body.pieces).contains(mark));
        let in_notes = document.body.notes.iter().any(|note| html(&document, &note.pieces).contains("<li"));
        if !has_more && !in_notes && !document.body.text.contains('[') {
            assert_eq!(words(&bare), words(&document.body.text), "{name}");
        }
    }
}
