//! Notes from file to page and back.

use serde_json::Value;

use crate::fixture::{Archive, example};

const NOTES: &str = "\
# The editors' notes.

- id: word   # why
  quote:
    exact: '[the second]'
    prefix: 'See '
  motivation: linking
  creator: people/marta-ilves
  created: 2026-05-01
  tags: [letters]
  body: |
    It answers this one: [@ilves2019, p. 16].[^1]

    [^1]: With a foot.
- id: answer
  reply-to: word
  creator: A. Reader
  created: 2026-05-02T10:00:00Z
  body: Does it?
- id: foot
  quote: A note
  body: In a footnote.
- id: whole
  target: document
  body: On all of it.
- id: book
  target: {work: ilves2019}
  body: On the book.
";

/// The example with notes on its first letter.
fn annotated() -> Archive {
    let archive = example();
    archive.write("content/annotations/first.yaml", NOTES.replace("'[the second]'", "the second"));
    archive.write("content/authorities/people.yaml", "- {id: marta-ilves, name: Marta Ilves}\n");
    archive
}

#[test]
fn notes_stand_by_their_words() {
    let archive = annotated();
    let ran = archive.run(&["build", "--strict"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/first.html");
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("no {what} in\n{page}"));
    // The mark stands behind the link in which the words end, the note behind the paragraph, the reply in the note.
    let order = [
        "<mark class=\"annotated linking\"><span id=\"at-note-word\">t</span>he second</mark></a><sup class=\"noteref\"><a href=\"#note-word\"",
        "id=\"note-word\" role=\"doc-footnote\"",
        "href=\"#at-note-word\" role=\"doc-backlink\"",
        "id=\"note-word-cite-ilves2019-1\" href=\"#ref-ilves2019\"",
        "<a href=\"../people/marta-ilves.html\">Marta Ilves</a>",
        "id=\"note-answer\"",
        "<section class=\"notes\"",
        "id=\"note-foot\" role=\"doc-footnote\"",
        "<h2 id=\"_annotations\">",
        "id=\"note-whole\"",
        "id=\"note-book\"",
    ];
    assert!(order.map(at).is_sorted(), "{:?}\n{page}", order.map(at));
    assert!(!page.contains("id=\"_unplaced\"") && !page.contains("<!--@"));
    // Nothing of theirs runs: what scripts there are is data, or the site's own.
    let own = [
        "<script type=\"application/ld+json\"",
        "<script defer src=\"../assets/search-marks.js?v=",
        "<script defer src=\"../assets/search-head.js?v=",
        "<script src=\"../assets/reader.js?v=",
        "<script src=\"../assets/reading.js?v=",
        "<script src=\"../assets/answers.js?v=",
    ];
    assert_eq!(page.matches("<script").count(), own.iter().map(|script| page.matches(script).count()).sum::<usize>());
    sound(&page);
}

/// No two elements have one id, and every place that the page leads to in itself is there.
fn sound(page: &str) {
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{page}");
    for target in page.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.binary_search(&target).is_ok(), "nothing has the id {target}");
    }
}

#[test]
fn works_cited_in_notes_join_the_index() {
    let archive = annotated();
    archive.run(&["build"]);
    let work = archive.read("public/works/ilves2019.html");
    assert!(work.contains("../documents/first.html#note-word-cite-ilves2019-1") && work.contains("in an annotation"), "{work}");
    let row = "first,ilves2019,annotation,p. 16,documents/first.html#note-word-cite-ilves2019-1,";
    assert!(archive.read("public/data/citations.csv").contains(row));
}

#[test]
fn notes_take_works_from_the_archives_libraries_and_lead_to_other_documents() {
    let archive = annotated();
    archive.write("content/bibliography/more.bib", "@book{tamm2001, author = {Tamm, Jaan}, title = {Seals}, year = 2001}\n@book{saar1990, author = {Saar, A.}, title = {Wax}, year = 1990}\n@book{never, title = {Never cited}}\n");
    let notes = "- target: document\n  body: 'As [@tamm2001, p. 5] says of [[The first letter]].'\n- id: wax\n  target: {work: saar1990}\n  body: The standard work.\n";
    archive.write("content/annotations/second.yaml", notes);
    let ran = archive.run(&["build", "--strict"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/second.html");
    let list = page.split("id=\"_annotation-references\"").nth(1).unwrap_or_else(|| panic!("no list of works in\n{page}"));
    assert!(list.contains("id=\"ref-tamm2001\"") && page.contains("href=\"#ref-tamm2001\""), "{page}");
    sound(&page);
    assert!(archive.read("public/works/tamm2001.html").contains("../documents/second.html#note-"));
    let wax = archive.read("public/works/saar1990.html");
    assert!(wax.contains("../documents/second.html#note-wax\"") && wax.contains("The standard work."), "{wax}");
    assert!(!archive.at("public/works/never.html").exists());
    let first = archive.read("public/documents/first.html");
    assert!(first.split("id=\"_backlinks\"").nth(1).is_some_and(|list| list.contains("second.html")), "{first}");
    // The same with what was built before at hand, and all goes with the notes.
    archive.write("content/annotations/second.yaml", notes.replace("standard", "usual").replace("tamm2001", "saar1990"));
    archive.run(&["build"]);
    let wax = archive.read("public/works/saar1990.html");
    assert!(
        wax.contains("The usual work.") && wax.contains("cite-saar1990") && !archive.at("public/works/tamm2001.html").exists(),
        "{wax}"
    );
    archive.write("content/annotations/second.yaml", "");
    archive.run(&["build"]);
    assert!(!archive.at("public/works/saar1990.html").exists());
}

#[test]
fn the_index_lists_notes_by_what_they_share() {
    let archive = annotated();
    archive.run(&["build"]);
    let index = archive.read("public/annotations/index.html");
    for href in ["tag-letters.html", "by-a-reader.html", "by-marta-ilves.html", "linking.html", "../documents/first.html#note-foot"] {
        assert!(index.contains(&format!("href=\"{href}\"")), "{href} is not in\n{index}");
    }
    sound(&index);
    // All are of one year, which divides nothing.
    assert!(!index.contains("year-2026.html") && archive.at("public/annotations/year-2026.html").exists(), "{index}");
    assert!(index.contains("href=\"../documents/first.html#ref-ilves2019\""), "{index}");
    let tagged = archive.read("public/annotations/tag-letters.html");
    assert!(tagged.contains("first.html#note-word") && !tagged.contains("first.html#note-foot"));
    archive.write("content/annotations/first.yaml", "");
    archive.run(&["build"]);
    assert!(!archive.at("public/annotations").exists() && !archive.at("public/documents/first.jsonld").exists());
}

#[test]
fn a_page_that_may_not_show_its_text_lists_its_notes() {
    let archive = annotated();
    archive.write("scholion.yaml", "unlicensed: metadata\n");
    archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("license: CC-BY-4.0\n", ""));
    archive.run(&["build"]);
    let page = archive.read("public/documents/first.html");
    // The notes are the editors' own words; those that they are about are not shown, anywhere.
    assert!(page.contains("id=\"note-word\"") && !page.contains("the second</p>"), "{page}");
    assert!(!archive.read("public/documents/first.jsonld").contains("the second"));
}

/// What the model demands of an annotation page (W3C Web Annotation Data Model, sections 3 to 5), as far as we use it.
#[test]
fn the_page_of_notes_is_a_w3c_annotation_page() {
    let archive = annotated();
    archive.run(&["build", "-u", "https://example.org/a/"]);
    let page: Value = serde_json::from_str(&archive.read("public/documents/first.jsonld")).unwrap();
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(
        (page["type"].as_str(), page["id"].as_str()),
        (Some("AnnotationPage"), Some("https://example.org/a/documents/first.jsonld"))
    );
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    for item in items {
        assert_eq!(item["type"], "Annotation");
        assert!(item["id"].as_str().unwrap().starts_with("https://example.org/a/documents/first.html#note-"));
        assert!(!item["target"].is_null());
        let is_moment = |moment: &Value| moment.as_str().is_none_or(|moment| moment.len() >= 20 && moment.ends_with('Z'));
        assert!(is_moment(&item["created"]), "{item}");
    }
    let selectors = items[0]["target"]["selector"].as_array().unwrap();
    assert_eq!((&selectors[0]["type"], &selectors[0]["exact"]), (&"TextQuoteSelector".into(), &"the second".into()));
    assert_eq!(selectors[1], serde_json::json!({"type": "TextPositionSelector", "start": 4, "end": 14}));
    let html = archive.read("public/documents/first.html");
    assert!(html.contains("<link rel=\"alternate\" type=\"application/ld+json;profile="), "{html}");
}

#[test]
fn what_is_published_can_be_imported_and_published_again() {
    for flags in [&["build"][..], &["build", "-u", "https://example.org/a/"]] {
        let archive = annotated();
        archive.run(flags);
        let before = archive.read("public/documents/first.jsonld");
        archive.write("notes.json", &before);
        archive.write("content/annotations/first.yaml", "# Mine.\n");
        let ran = archive.run(&["annotations", "import", "notes.json"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, "5 notes taken\n"));
        assert!(archive.read("content/annotations/first.yaml").starts_with("# Mine.\n- id: word\n"));
        archive.run(flags);
        assert_eq!(archive.read("public/documents/first.jsonld"), before);
        let ran = archive.run(&["annotations", "import", "notes.json"]);
        assert_eq!(ran.stderr, "0 notes taken, 5 already there\n");
    }
}

#[test]
fn hypothesis_notes_find_their_document() {
    let archive = example();
    archive
        .write("content/documents/third.md", "---\ntitle: Third\nlicense: CC0-1.0\nURL: https://journal.example/3\n---\n\nThird words.\n");
    let row = |id: &str, uri: &str| {
        format!(
            r#"{{"id": "{id}", "user": "acct:m@hypothes.is", "created": "2020-01-03T19:46:09.334539+00:00", "updated": "2020-01-03T19:46:09.334539+00:00",
            "text": "So.", "tags": [], "uri": "{uri}", "target": [{{"source": "{uri}", "selector": [{{"type": "TextQuoteSelector", "exact": "words", "prefix": "Third "}}]}}]}}"#
        )
    };
    let json = format!("{{\"rows\": [{}, {}]}}", row("one", "http://journal.example/3/"), row("two", "https://elsewhere.example/"));
    archive.write("rows.json", &json);
    let ran = archive.run(&["annotations", "import", "rows.json"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr.contains(
            "1 note not taken: no document of the archive stands at https://elsewhere.example/; name the document with `--document`\n1 note taken, 1 not taken"
        ),
        "{}",
        ran.stderr
    );
    let ran = archive.run(&["annotations", "import", "rows.json", "--document", "third"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "1 note taken, 1 already there\n"));
    let ran = archive.run(&["check", "--strict"]);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
}

#[test]
fn accepted_notes_are_quoted_anew_and_the_rest_of_the_file_stays() {
    let archive = annotated();
    archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("[the second]", "[the second long]"));
    let file = archive
        .read("content/annotations/first.yaml")
        .replace("exact: the second", "exact: See the second and Ilves, 2019")
        .replace("    prefix: 'See '\n", "");
    archive.write("content/annotations/first.yaml", &file);
    let found = archive.run(&["check"]).stdout;
    assert!(found.contains("`See the second and Ilves, 2019` is now `See the second long and Ilves, 2019`"), "{found}");
    let ran = archive.run(&["annotations", "accept", "first", "--note", "other"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "0 notes accepted\n"));
    let ran = archive.run(&["annotations", "accept"]);
    assert!(ran.stderr.ends_with("1 note accepted\n"), "{}", ran.stderr);
    let now = archive.read("content/annotations/first.yaml");
    let quote = "    exact: See the second long and Ilves, 2019\n    suffix: |-\n      .\n      A note.\n";
    assert_eq!(now, file.replace("    exact: See the second and Ilves, 2019\n", quote), "{now}");
    assert_eq!(archive.run(&["check", "--strict"]).status, 0);
    assert_eq!(archive.run(&["annotations", "accept", "nobody"]).status, 2);
}

#[test]
fn any_text_can_be_tried() {
    let archive = example();
    archive.write("docs/M1.txt", "Ein Wörterbuch, 漢字 und “Zeichen”.");
    archive.write(
        "docs/notes.jsonl",
        "{\"id\": \"q1\", \"exact\": \"\\\"Zeichen\\\"\", \"prefix\": \"und \"}\n\n{\"id\": 2, \"exact\": \"nichts davon\"}\n",
    );
    let ran = archive.run(&["annotations", "anchor", "--text", "docs/M1.txt", "--annotations", "docs/notes.jsonl"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let expected = "\
{\"doc\":\"docs\",\"version\":\"M1\",\"id\":\"q1\",\"state\":\"exact\",\"start\":23,\"end\":32,\"score\":1.0}
{\"doc\":\"docs\",\"version\":\"M1\",\"id\":2,\"state\":\"orphan\",\"start\":null,\"end\":null}
";
    assert_eq!(ran.stdout, expected);
}
