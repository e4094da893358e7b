//! A text that was taken back, or is doubted, says so wherever it is named, and not only on its own page.

use crate::fixture::Archive;

const TEXTS: &str = "
//- /scholion.yaml
title: Papers
languages: [en, ru]
base-url: https://example.org/
crossref: {depositor: D, email: a@example.org, registrant: R}
front: [latest]
//- /content/documents/forged.md
---
title: A forged tide table
lang: de
license: CC0-1.0
type: article-journal
chapters: true
added: 2020-01-02
author: [{family: Lund, given: Per}]
container-title: Tides
issued: 1999
DOI: 10.5555/forged
collection: tides
keyword: [ebb]
history:
- {kind: retraction, date: 2021-02-03, note: The readings were *invented*.}
- {kind: expression-of-concern, date: 2021-05-01}
---

## Springs

As @known1900 [p. 2] tells, and Per Lund saw.

## Neaps

Nothing was measured. See [the sound one](sound.md).
//- /content/documents/sound.md
---
title: A sound tide table
license: CC0-1.0
type: article-journal
author: [{family: Lund, given: Per}]
issued: 2001
collection: tides
keyword: [ebb]
history: [{kind: correction, date: 2021-02-03}]
---

It cites @known1900, @forgery and [the forged one](forged.md). Per Lund saw it.
//- /content/collections/tides.md
---
title: Tides
---
//- /content/bibliography/forged.yaml
references:
- {id: known1900, title: Known, issued: 1900, author: [{family: Known, given: A}], type: book}
//- /content/bibliography/sound.yaml
references:
- {id: known1900, title: Known, issued: 1900, author: [{family: Known, given: A}], type: book}
- {id: forgery, title: A forged tide table, DOI: 10.5555/forged, issued: 1999, author: [{family: Lund, given: Per}], type: article-journal, container-title: Tides}
//- /content/data/people.yaml
- {id: per-lund, name: {family: Lund, given: Per}}
//- /content/annotations/forged.yaml
- {id: springs, quote: {exact: Nothing was measured}, body: Indeed.}
";

#[test]
fn a_text_that_was_taken_back_is_marked_wherever_it_is_named() {
    let archive = Archive::new(TEXTS);
    let ran = archive.run(&["build"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    let mark = "<strong class=\"taken-back\">Retraction</strong>";
    // Where it is named: behind its title, in the words of the page's language.
    let marked = |page: &str, mark: &str| {
        let html = archive.read(&format!("public/{page}"));
        // The work that is the same text is marked in another place.
        let html = html.replace("works/forgery.html\">A forged tide table</a>", "");
        let named: Vec<&str> = html.split("A forged tide table</a>").skip(1).collect();
        assert!(!named.is_empty(), "{page} does not name it");
        assert!(named.iter().all(|behind| behind.starts_with(&format!(" {mark}"))), "{page}: {html}");
        assert!(!html.contains("A sound tide table</a> <strong"), "{page}");
    };
    for page in [
        "documents/index.html",
        "index.html",
        "collections/tides.html",
        "citations/index.html",
        "people/per-lund.html",
        "annotations/index.html",
        "topics/ebb.html",
    ] {
        marked(page, mark);
    }
    marked("documents/sound.html", mark);
    marked("works/known1900.html", mark);
    // As a work that others cite, too: in their lists of references, and in the indexes of works.
    for page in
        ["documents/sound.html", "people/per-lund.html", "citations/l.html", "citations/year-1999.html", "citations/language-de.html"]
    {
        let html = archive.read(&format!("public/{page}"));
        let entry = html.split("works/forgery.html").nth(1).unwrap_or_default();
        let entry = entry.split("</li>").next().unwrap_or_default();
        let before = html.split("id=\"ref-forgery\"").nth(1).unwrap_or_default().split("</li>").next().unwrap_or_default();
        assert!(entry.contains(mark) || before.contains(mark), "{page}: {html}");
    }
    marked("ru/documents/index.html", "<strong class=\"taken-back\">Отзыв</strong>");
    // Its own pages say it before anything else.
    for page in ["forged.html", "forged.chapters/index.html", "forged.chapters/springs.html", "forged.chapters/neaps.html"] {
        let html = archive.read(&format!("public/documents/{page}"));
        let head = html.split("<h1").next().unwrap();
        assert!(head.contains("Retraction</strong>") && head.contains("<em>invented</em>"), "{page}: {head}");
        assert!(html.contains("assets/versions.css"), "{page}");
    }
    // What finds it shows it, and so do the words before somebody follows a link.
    let files = archive.files("public");
    let of = |folder: &str, part: &str| {
        files.iter().any(|(path, bytes)| path.starts_with(folder) && String::from_utf8_lossy(bytes).contains(part))
    };
    assert!(of("search/d/", "\"Tides\",\"\",\"retraction\",["));
    assert!(of("data/previews/", "\"g\":\"retraction\""));
    assert!(archive.read("public/feed.xml").contains("<category term=\"retraction\"/>"));
    for page in ["search.html", "ru/search.html"] {
        assert!(archive.read(&format!("public/{page}")).contains("data-key=\"grave:retraction\""), "{page}");
    }
    // And what is taken away.
    let markdown = archive.run(&["export", "markdown", "forged"]).stdout;
    assert!(markdown.contains("> **Retraction, 3 February 2021: The readings were invented.**\n"), "{markdown}");
    let deposit = archive.run(&["export", "crossref", "forged"]).stdout;
    assert!(deposit.contains("<title>RETRACTED: A forged tide table</title>"), "{deposit}");
    // A page changes with that alone.
    let text = archive.read("content/documents/forged.md");
    archive.write("content/documents/forged.md", text.replace("kind: retraction", "kind: removal"));
    archive.run(&["build"]);
    marked("documents/index.html", "<strong class=\"taken-back\">Removal</strong>");
    marked("works/known1900.html", "<strong class=\"taken-back\">Removal</strong>");
}
