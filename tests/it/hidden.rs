//! What is not public is not published: files to which no page leads, drafts, and texts that may not be shown.

use crate::fixture::Archive;

/// An archive in which files stand beside texts of every kind.
fn with_files(unlicensed: &str) -> Archive {
    let archive = Archive::new(
        "
//- /content/documents/open.md
---
title: Open
license: CC0-1.0
---

![A plan](plan.tiff) [The letter](box/letter.docx) [a film](../files/film.mp4) [as text](../sources/open.txt)
//- /content/documents/closed.md
---
title: Closed
---

<p><a href=\"scan.pdf\">The scan</a></p>

![Its first page](page.png) [lost](lost.png)
//- /content/documents/draft.md
---
title: A draft
license: CC0-1.0
draft: true
---

![Not yet](draft.png)
//- /content/annotations/closed.yaml
- id: n
  target: document
  body: See [my figures](figures.ods).
//- /content/pages/about.md
---
title: About
---

[How we work](rules.txt)
//- /content/sources/open.txt
Open
",
    );
    archive.write("scholion.yaml", format!("unlicensed: {unlicensed}\n"));
    for file in ["documents/plan.tiff", "documents/box/letter.docx", "files/film.mp4", "files/lonely.mp4", "documents/scan.pdf"] {
        archive.write(&format!("content/{file}"), file);
    }
    for file in ["documents/page.png", "documents/draft.png", "annotations/figures.ods", "documents/figures.ods", "pages/rules.txt"] {
        archive.write(&format!("content/{file}"), file);
    }
    archive
}

/// The published files that hold their own names from `content/`.
fn attached(archive: &Archive) -> Vec<String> {
    let files = archive.files("public").into_iter();
    files.filter(|(path, bytes)| path.as_bytes() == bytes).map(|(path, _)| path).collect()
}

#[test]
fn a_file_is_published_if_a_page_that_may_show_it_leads_to_it() {
    let archive = with_files("metadata");
    let said = [archive.run(&["build", "--json"]).stdout, archive.run(&["check", "--json"]).stdout].concat();
    let open = ["documents/box/letter.docx", "documents/plan.tiff", "files/film.mp4", "pages/rules.txt"];
    assert_eq!(attached(&archive), open);
    // What is there is never said not to be there, and each that is not published has its reason.
    let reasons = |file: &str| said.lines().filter(|line| line.contains(file) && line.contains("not-published")).count();
    assert!(reasons("scan.pdf") > 0 && reasons("page.png") > 0 && reasons("open.txt") > 0 && reasons("figures.ods") > 0, "{said}");
    assert_eq!(said.lines().filter(|line| line.contains("there is no")).count(), 2, "{said}");
    assert!(said.contains("there is no file `lost.png`"), "{said}");

    // Each way to be shown publishes them, and a build on top of another is a clean one.
    archive.write("scholion.yaml", "unlicensed: full\n");
    archive.run(&["build", "--drafts"]);
    let all = [&open[..3], &["documents/draft.png", "documents/page.png", "documents/scan.pdf"], &open[3..]].concat();
    let mut all: Vec<&str> = all;
    all.sort_unstable();
    assert_eq!(attached(&archive), all);
    archive.write("scholion.yaml", "unlicensed: excerpt\n");
    archive.run(&["build"]);
    assert_eq!(attached(&archive), open);
    archive.write("content/documents/open.md", "---\ntitle: Open\nlicense: CC0-1.0\n---\n\n[Its scan](scan.pdf)\n");
    archive.run(&["build"]);
    assert_eq!(attached(&archive), ["documents/scan.pdf", "pages/rules.txt"]);
    archive.write("content/documents/scan.pdf", "new bytes");
    archive.run(&["build"]);
    assert_eq!(archive.read("public/documents/scan.pdf"), "new bytes");
}

#[test]
fn no_file_takes_the_address_of_a_page() {
    let archive = Archive::new("//- /content/documents/a.md\n---\ntitle: A\nlicense: CC0-1.0\n---\n\n[b](b.html) [a](a.html) [c](a.bib)\n");
    for name in ["a.html", "b.html", "a.bib"] {
        archive.write(&format!("content/documents/{name}"), "mine");
    }
    let ran = archive.run(&["build"]);
    assert_eq!(ran.stderr.matches("address-taken").count(), 2, "{}", ran.stderr);
    assert!(archive.read("public/documents/a.html").contains("<h1"), "the page stands");
    assert_eq!(archive.read("public/documents/b.html"), "mine");
}
