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

/// A word that stands in all that is hidden, and nowhere else; without its first letters, which a list of words may leave out.
const MARKER: &str = "Zyqxmarker";
const MARK: &str = "qxmarker";

/// An archive in which all that may be hidden holds the marker: texts without a licence, from their sixty-first word on, and drafts.
fn marked() -> Archive {
    let archive = Archive::new(
        "
//- /content/documents/closed.md
---
title: Closed
issued: 2020-01-01
author: [{family: Berg, given: Anna}]
lead: MARK leads.
source: {file: closed.txt}
---

WORDS

## The MARK heading {#MARK}

MARK one stands here [see @roe1999, p. 3 MARK, at length], as Clara Stone MARK knew.[^1] [MARK words](open.md \"MARK title\") and
[[Open|MARK wikilink]], then [this](scan-MARK.pdf).

![MARK described](plate-MARK.png \"MARK caption\")

| MARK | cell |
|---|---|
| a | b |

```rust
let MARK = 1;
```

<div lang=\"de\">MARK in German, of Clara Stone.</div>

[^1]: A note, MARK, which cites [Roe, MARK](#ref-roe1999).
//- /content/documents/untitled.md
---
license: all rights reserved
---

WORDS

# MARK is a heading
//- /content/annotations/closed.yaml
- id: n
  quote: {exact: MARK one stands, prefix: 'heading', suffix: ' here'}
  body: An editor's note on [@roe1999].
  created: 2020-01-02
- id: gone
  quote: {exact: MARK was never here, prefix: MARK before, suffix: MARK behind}
  body: Another.
//- /content/bibliography/closed.yaml
references:
- {id: roe1999, type: book, title: Winds, author: [{family: Roe, given: Jo}], issued: 1999}
//- /content/authorities/people.yaml
- id: clara-stone
  name: Stone, Clara
  variants: [Clara Stone]
//- /content/sources/closed.txt
MARK as it was received
//- /content/documents/open.md
---
title: Open
license: CC0-1.0
issued: 2020-01-01
source: {file: closed.txt}
---

See [the closed text](closed.md), [its heading](closed.md#MARK) and [[Closed]], but not [a draft](d-yaml.md).
//- /content/documents/d-yaml.md
---
title: MARK titled
draft: true
issued: 2020-01-01
author: [{family: MARK, given: Jo}]
keyword: [MARK keyword]
abstract: MARK abstract
lead: MARK lead
license: CC0-1.0
x-own: MARK own
---

MARK [@doe2000, MARK] of Clara Stone. ![MARK](draft-MARK.png) [to](open.md)
//- /content/bibliography/d-yaml.yaml
references:
- {id: doe2000, type: book, title: MARK work, author: [{family: Doe, given: MARK}], issued: 2000, verbatim: Doe. MARK}
//- /content/annotations/d-yaml.yaml
- id: d
  quote: MARK
  body: MARK noted
  tags: [MARK tag]
  creator: MARK creator
//- /content/documents/d-blank.md

---
title: MARK
draft: true
---

MARK
//- /content/documents/d-comment.md
<!-- to be done -->
---
title: MARK
publish: false
---

MARK
//- /content/documents/d-toml.md
+++
title = \"MARK\"
draft = true
+++

MARK
//- /content/documents/d-json.md
{
\t\"title\": \"MARK\",
\t\"draft\": true
}

MARK
//- /content/documents/d-hexo.md
\"title\": \"MARK\",
\"published\": false
;;;

MARK
//- /content/documents/d-fence.md
---json
{\"title\": \"MARK\", \"private\": true}
---

MARK
//- /content/documents/d-broken.md
---
title: MARK: broken
---

MARK
//- /content/documents/d-open-end.md
---
title: MARK

draft: true

MARK
//- /content/documents/d-lines.md
Title: MARK
Status: draft

MARK
//- /content/documents/d-status.md
---
title: MARK
status: draft
---

MARK
//- /content/documents/d-day.md
---
title: MARK
publishDate: 2999-01-01
---

MARK
//- /content/documents/_drafts/d-folder.md
---
title: MARK
license: CC0-1.0
---

MARK
//- /content/pages/d-page.md
---
title: MARK page
dg-publish: false
---

MARK [file](rules-MARK.txt)
",
    );
    // Sixty words that an excerpt shows.
    let words: String = (0..64).map(|_| "word ").collect();
    for (path, bytes) in archive.files("content") {
        let text = String::from_utf8(bytes).unwrap();
        let text = text.replace("MARK", MARKER).replace("WORDS", words.trim());
        archive.write(&format!("content/{path}"), text);
    }
    for (file, ending) in [("documents/scan", "pdf"), ("documents/plate", "png"), ("documents/draft", "png"), ("pages/rules", "txt")] {
        archive.write(&format!("content/{file}-{MARKER}.{ending}"), MARKER);
    }
    let draft = format!("---\ntitle: {MARKER}\ndraft: true\n---\n\n{MARKER}\n");
    archive.write("content/documents/d-mac.md", draft.replace('\n', "\r"));
    archive.write("content/documents/d-utf16.md", draft.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    archive
}

/// The published files in whose names or bytes the marker stands.
fn with_marker(archive: &Archive) -> Vec<String> {
    let manifest = std::fs::read(archive.at("public/.scholion-manifest")).unwrap();
    let files = archive.files("public").into_iter().chain([("manifest".to_owned(), manifest)]);
    let holds = |path: &str, bytes: &[u8]| {
        let text = [path, &String::from_utf8_lossy(bytes), &String::from_utf8_lossy(bytes).replace('\0', "")].concat();
        text.to_lowercase().contains(MARK)
    };
    files.filter(|(path, bytes)| holds(path, bytes)).map(|(path, _)| path).collect()
}

#[test]
fn no_word_of_what_is_hidden_is_in_the_site() {
    let archive = marked();
    let base = "title: T\nbase-url: https://a.example/\nexports: [markdown, text, jats]\n";
    // That all outputs are looked at is shown by what they hold where nothing is hidden.
    archive.write("scholion.yaml", format!("{base}unlicensed: full\n"));
    let ran = archive.run(&["build", "--drafts"]);
    let open = with_marker(&archive);
    for expected in [
        "documents/closed.html",
        "documents/closed.md",
        "documents/closed.txt",
        "documents/closed.jats.xml",
        "documents/closed.source.html",
        "documents/open.source.html",
        "documents/closed.jsonld",
        "documents/untitled.html",
        "documents/d-yaml.html",
        "documents/d-yaml.bib",
        "documents/d-toml.html",
        "documents/d-json.html",
        "documents/index.html",
        "documents/scan-Zyqxmarker.pdf",
        "documents/plate-Zyqxmarker.png",
        "documents/draft-Zyqxmarker.png",
        "pages/d-page.html",
        "pages/rules-Zyqxmarker.txt",
        "works/roe1999.html",
        "works/doe2000.html",
        "people/clara-stone.html",
        "people/index.html",
        "topics/index.html",
        "annotations/index.html",
        "citations/index.html",
        "data/citations.csv",
        "data/documents.json",
        "data/works.json",
        "data/previews/",
        "search/",
        "index.html",
        "manifest",
    ] {
        assert!(open.iter().any(|path| path.starts_with(expected)), "the marker is not in {expected}: {open:?}\n{}", ran.stderr);
    }

    for unlicensed in ["metadata", "excerpt"] {
        archive.write("scholion.yaml", format!("{base}unlicensed: {unlicensed}\n"));
        let warm = archive.run(&["build"]);
        assert_eq!(with_marker(&archive), Vec::<String>::new(), "{unlicensed}, on top of another build");
        let site = archive.files("public");
        for folder in ["public", ".scholion"] {
            std::fs::remove_dir_all(archive.at(folder)).unwrap();
        }
        let clean = archive.run(&["build"]);
        assert_eq!(with_marker(&archive), Vec::<String>::new(), "{unlicensed}");
        assert!(site == archive.files("public"), "{unlicensed}: a warm build is not a clean one");
        assert_eq!(warm.status, clean.status);
        // What is left says what it may: whom and what the text names, and what editors say of it.
        let page = archive.read("public/documents/closed.html");
        assert!(page.contains("An editor's note on") || page.contains("An editor’s note on"), "{page}");
        assert!(page.contains("Winds") && page.contains("Stone, Clara"), "{page}");
        assert!(archive.read("public/works/roe1999.html").contains("documents/closed.html#ref-roe1999"));
        assert!(archive.read("public/people/clara-stone.html").contains("documents/closed.html"));
        assert!(page.contains("word word word word") == (unlicensed == "excerpt"), "{page}");
        // Editors still learn what is wrong with what nobody else sees.
        let check = archive.run(&["check", "--json"]).stdout;
        assert!(check.contains("note-orphan") && !check.contains("broken-fragment"), "{check}");
    }
}

#[test]
fn a_source_that_is_marked_as_a_draft_becomes_one() {
    let archive = Archive::new(
        "
//- /content/sources/yaml.md
---
title: From Hugo
draft: true
---

Notyet, a word of it.
//- /content/sources/toml.md
+++
title = \"From Hugo, too\"
draft = true
+++

Notyet, a word of it.
//- /content/sources/ready.md
---
title: Ready
draft: false
---

A word of it.
",
    );
    archive.run(&["build"]);
    let holding = archive.files("public").into_iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).to_lowercase().contains("notyet"));
    assert_eq!(holding.map(|(path, _)| path).collect::<Vec<_>>(), Vec::<String>::new());
    assert!(archive.at("public/documents/ready.html").exists() && archive.read("content/documents/yaml.md").contains("\ndraft: true\n"));
    archive.run(&["build", "--drafts"]);
    assert!(archive.read("public/documents/yaml.html").contains("Notyet"));
}

/// Every place in which somebody may write a comment: that of the first part is hidden, that of the second is said.
const COMMENTED: &str = "
//- /content/sources/vault.md
---
title: From a vault
---

One %%Zyqxmarker one%% and <!-- Zyqxmarker two --> more.

%%
Zyqxmarker three

Zyqxmarker four
%%

`%%in code%%` it stays.
//- /content/documents/a.md
---
title: Open
license: CC0-1.0
abstract: All %%Zyqxmarker five%% of it, <!-- Zyqxmarker six --> short.
translations: {de: {abstract: 'Alles %%Zyqxmarker seven%% kurz.'}}
---

The HB meets. %%Zyqxmarker eight%%

*[HB]: Harbour %%Zyqxmarker nine%% <!-- Zyqxmarker ten --> Board
//- /content/annotations/a.yaml
- id: n
  target: document
  body: '<!-- Zyqxmarker eleven --> Noted <!-- Zyqxmarker twice --> and said <!-- Zyqxmarker again -->.'
- id: m
  target: document
  body: Noted %%Zyqxmarker twelve%% too.
//- /content/authorities/people.yaml
- id: berg
  name: Berg
  note: Of the board. %%Zyqxmarker thirteen%%
";

const SHOWN: &str = "
//- /content/documents/b.md
---
title: Shown %%one%%
lead: A <!-- two --> lead
keyword: [three %%3%%]
author: [{family: Berg %%four%%, given: A}]
license: CC0-1.0
---

[words](a.md \"title %%five%%\") and [[a|words %%six%%]], ![p](p.png \"%%seven%%\") and [see @roe, p. 3 %%eight%%].

[a %%hidden%% b](https://a.example/%%nine%%) and `[x](y \"%%code%%\")`.
//- /content/annotations/b.yaml
- id: n
  target: document
  body: Said.
  tags: ['%%ten%%']
//- /content/authorities/people.yaml
- id: berg
  name: Berg %%eleven%%
//- /content/bibliography/b.yaml
references:
- {id: roe, type: book, title: Winds %%twelve%%}
";

#[test]
fn a_comment_is_hidden_or_said_to_be_shown() {
    let archive = Archive::new(COMMENTED);
    let ran = archive.run(&["build"]);
    assert_eq!(with_marker(&archive), Vec::<String>::new(), "{}", ran.stderr);
    let made = archive.read("content/documents/vault.md");
    assert_eq!(made.matches("rule: comment").count(), 3, "{made}");
    assert!(archive.read("public/documents/vault.html").contains("%%in code%%") && !ran.stderr.contains("comment-shown"), "{}", ran.stderr);
    assert!(archive.read("public/documents/vault.source.html").contains("In code".to_lowercase().as_str()));

    let archive = Archive::new(SHOWN);
    let said = archive.run(&["check", "--json"]).stdout;
    for (path, count) in [("documents/b.md", 9), ("annotations/b.yaml", 1), ("authorities/people.yaml", 1), ("bibliography/b.yaml", 1)] {
        let found = said.lines().filter(|line| line.contains("comment-shown") && line.contains(path)).count();
        assert_eq!(found, count, "{path}: {said}");
    }
}
