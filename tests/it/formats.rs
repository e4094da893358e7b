//! Sources that other programs take the text out of.

use std::process::{Command, Stdio};

use crate::fixture::{Archive, lacks};

const LETTER: &str = "---
title: A letter on salt
author: Marta Ilves
lang: en
---

# First part

Salt was *never* weighed,[^a] as [the ledger](https://x.example/a) says (Okoro, 2004).

- one
- two

| A | B |
|---|---|
| 1 | 2 |

[^a]: Only at **night**.

# References

Okoro, B. (2004). *Measures of the coast*. Lagos: Lantern Press.
";

/// The letter in another format.
fn letter(format: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("letter.md"), folder.path().join(format!("letter.{format}")));
    std::fs::write(&from, LETTER).unwrap();
    let run = Command::new("pandoc").args(["--standalone", "-o"]).arg(&to).arg(&from).stderr(Stdio::null()).status();
    run.unwrap_or_else(|error| lacks("pandoc", &error));
    std::fs::read(to).unwrap()
}

fn check(format: &str, expected: &[&str]) {
    let bytes = letter(format);
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write(&format!("content/sources/letter.{format}"), bytes);
    let ran = archive.run(&["ingest"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let document = archive.read("content/documents/letter.md");
    for words in expected {
        assert!(document.contains(words), "{format}: {words:?} is not in\n{document}");
    }
    assert!(archive.read("content/bibliography/letter.yaml").contains("id: okoro2004"));
    // Again: the same bytes, nothing new.
    assert!(archive.run(&["ingest"]).stderr.contains("nothing new"));
}

#[test]
fn word_files_are_read() {
    check(
        "docx",
        &[
            "title: A letter on salt",
            "- family: Ilves",
            "## First part",
            "Salt was *never* weighed,[^1] as [the ledger](https://x.example/a) says ([Okoro, 2004](#ref-okoro2004)).",
            "- one\n- two",
            "| A | B |\n|---|---|\n| 1 | 2 |",
            "[^1]: Only at **night**.",
        ],
    );
}

#[test]
fn open_document_files_are_read() {
    check("odt", &["title: A letter on salt", "*never* weighed,[^1] as", "([Okoro, 2004](#ref-okoro2004))", "[^1]: Only at **night**."]);
}

#[test]
fn epubs_are_read() {
    // Pandoc loses the markers of an EPUB's notes: their words are kept.
    check("epub", &["title: A letter on salt", "- family: Ilves", "([Okoro, 2004](#ref-okoro2004))", "Only at **night**."]);
}

/// A PDF with one page, drawn by hand.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let words: String = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td ")).collect();
    let stream = format!("BT /F1 11 Tf 60 780 Td {words}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str("xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

#[test]
fn pdfs_are_read_by_their_text_layer() {
    Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status().unwrap_or_else(|error| lacks("pdftotext", &error));
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write(
        "content/sources/page.pdf",
        pdf(&["Every port had a scale, and every scale had its own", "pound, which was known to all merchants."]),
    );
    archive.write("content/sources/picture.pdf", pdf(&[]));
    archive.write("content/sources/torn.pdf", "%PDF-1.7\n");
    let ran = archive.run(&["ingest"]);
    let document = archive.read("content/documents/page.md");
    assert!(document.contains("every scale had its own pound, which was known"), "{document}");
    assert!(ran.stderr.contains("this PDF has no text layer"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`pdftotext` cannot read this source as a PDF"), "{}", ran.stderr);
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write("content/sources/page.pdf", "%PDF-1.7\n");
    let output = archive.command(&["ingest"]).env("PATH", "/nowhere").output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("`pdftotext` is not installed") && words.contains("poppler-utils"), "{words}");
}

/// What a program that reads a source for us leaves out, and what it is told, is listed by what it is.
#[test]
fn what_other_programs_leave_out_is_listed() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "");
    archive.write(
        "content/sources/ford.wiki",
        "== The ford ==\n<!-- ask Ida -->\nThe '''ford''' was {{depth|three feet}} deep.<ref>{{cite|Falk, Fords}}</ref> See [[Weir]].\n",
    );
    archive.write(
        "content/sources/weir.org",
        "#+TITLE: The weir\n#+OPTIONS: toc:nil\n\n* Spring\nThe weir *broke*.\n\n#+INCLUDE: \"summer.org\"\n\n#+BEGIN_COMMENT\nNot for print.\n#+END_COMMENT\n",
    );
    archive.write(
        "content/sources/sluice.dbk",
        "<article xmlns='http://docbook.org/ns/docbook'><title>The sluice</title><para>It was shut.</para>\
         <sidebar><title>Who shut it</title><para>Nobody knows.</para></sidebar></article>",
    );
    let ran = archive.run(&["ingest"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let ford = archive.read("content/documents/ford.md");
    let listed = ["rule: unplaced\n    text: '{{depth|three feet}}'", "{{cite|Falk, Fords}}", "rule: comment\n    text: ask Ida"];
    listed.iter().for_each(|words| assert!(ford.contains(words), "{words:?} is not in\n{ford}"));
    let weir = archive.read("content/documents/weir.md");
    assert!(weir.contains("text: '#+OPTIONS: toc:nil'") && weir.contains("text: Not for print."), "{weir}");
    assert!(archive.run(&["ingest", "--report", "content/sources/weir.org"]).stdout.contains("summer.org"));
    assert!(archive.read("content/documents/sluice.md").contains("rule: unplaced\n    text: Who shut it"));
}
