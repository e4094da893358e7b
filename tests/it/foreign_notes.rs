//! Notes of other programs: where they come to stand, and which stay out.

use serde_json::{Value, json};

use crate::fixture::Archive;

const DOCUMENT: &str = "
//- /scholion.yaml
title: T
lang: en
//- /content/documents/doc.md
---
title: The Harbour Office
lang: en
license: CC0-1.0
URL: http://example.org/page1
bibliography: ../bibliography/doc.yaml
---

The harbour office opened late in the winter of 1844. Its clerks kept *two* books, one for ships and one for ice.[^1]

Nobody read the ice book until the spring [@ilves2019, p. 3], when the harbour master asked for it. The harbour was then free of ice.

## The second winter

The second winter was harder. Nobody read the ice book.

[^1]: The books survive in the city archives.
//- /content/bibliography/doc.yaml
references:
- id: ilves2019
  type: book
  title: The reading of other people's post
  author: [{family: Ilves, given: Marta}]
  issued: 2019
";

fn archive() -> Archive {
    Archive::new(DOCUMENT)
}

/// Imports notes; gives the file of notes and what was said.
fn import(archive: &Archive, file: &str, notes: impl AsRef<str>, flags: &[&str]) -> (String, String) {
    archive.write(file, notes.as_ref());
    let mut args = vec!["annotations", "import", file];
    args.extend(flags);
    let ran = archive.run(&args);
    let at = archive.at("content/annotations/doc.yaml");
    (if at.exists() { archive.read("content/annotations/doc.yaml") } else { String::new() }, ran.stderr)
}

fn on(selector: Value) -> String {
    let target = json!({"source": "http://example.org/page1", "selector": selector});
    json!({"id": "http://e.example/1", "type": "Annotation", "body": {"type": "TextualBody", "value": "A note."}, "target": target})
        .to_string()
}

#[test]
fn a_place_becomes_the_words_that_stand_there() {
    let check = |notes: String, expected: &str| {
        let archive = archive();
        let (file, said) = import(&archive, "notes.json", notes, &[]);
        assert!(file.contains(&format!("  quote:\n    exact: {expected}\n")), "{file}\n{said}");
        let check = archive.run(&["check", "--strict"]);
        assert_eq!(check.status, 0, "{}", check.stdout);
    };
    check(on(json!({"type": "TextPositionSelector", "start": 4, "end": 18})), "harbour office");
    let end = |exact: &str| json!({"type": "TextQuoteSelector", "exact": exact});
    check(
        on(json!({"type": "RangeSelector", "startSelector": end("The harbour office"), "endSelector": end("1844")})),
        "The harbour office opened late in the winter of",
    );
    check(on(json!({"type": "TextQuoteSelector", "exact": "The second win-\nter was har-\nder"})), "The second winter was harder");
    let directive = json!({"id": "urn:1", "body": "https://x.example/", "target": "http://example.org/page1#:~:text=harbour%20office"});
    check(directive.to_string(), "harbour office");
}

#[test]
fn the_source_says_what_a_path_leads_to() {
    let archive = archive();
    let text = archive.read("content/documents/doc.md").replace("lang: en\n", "lang: en\nsource:\n  file: page.html\n");
    archive.write("content/documents/doc.md", text);
    archive.write(
        "content/sources/page.html",
        "<html><head><title>T</title></head><body><nav>Home</nav><p>The harbour office opened late in the winter of 1844.</p>\
         <h2 id=two>The second winter</h2><p>The second winter was <i>harder</i>. Nobody read the ice book.</p></body></html>",
    );
    let notes: Vec<Value> = [
        json!({"type": "XPathSelector", "value": "/html/body/p[2]"}),
        json!({"type": "CssSelector", "value": "p > i"}),
        json!({"type": "FragmentSelector", "value": "two"}),
        json!({"type": "TextPositionSelector", "start": 8, "end": 22}),
        json!({"type": "XPathSelector", "value": "/html/body/p[2]", "refinedBy": {"type": "TextQuoteSelector", "exact": "Nobody"}}),
        json!({"type": "XPathSelector", "value": "/html/body/p[7]"}),
    ]
    .into_iter()
    .enumerate()
    .map(|(nth, selector)| {
        let mut one: Value = serde_json::from_str(&on(selector)).unwrap();
        one["id"] = format!("urn:n:{nth}").into();
        one
    })
    .collect();
    let (file, said) = import(&archive, "notes.json", Value::from(notes).to_string(), &[]);
    let exact: Vec<&str> = file.lines().filter_map(|line| line.strip_prefix("    exact: ")).collect();
    assert_eq!(
        exact,
        ["The second winter was harder. Nobody read the ice book.", "harder", "The second winter", "harbour office", "Nobody"]
    );
    assert!(
        said.contains("annotation 6 (urn:n:5) has no place in the text: XPath /html/body/p[7]: there is no such place in the text\n")
            && said.ends_with("6 notes taken (1 without a place in the text)\n"),
        "{said}"
    );
}

#[test]
fn what_has_no_place_is_kept_as_it_came_and_listed() {
    let archive = archive();
    let (file, said) = import(&archive, "notes.json", on(json!({"type": "XPathSelector", "value": "/html/body/p[2]<b>"})), &[]);
    assert!(file.contains("  target:\n    selector:\n      type: XPathSelector\n      value: /html/body/p[2]<b>\n"), "{file}");
    assert!(said.ends_with("1 note taken (1 without a place in the text)\n"), "{said}");
    let check = archive.run(&["check"]).stdout;
    assert!(check.contains("warning[note-unplaced]: note `1` came with a place that was not found: `XPath /html/body/p[2]<b>`"), "{check}");
    archive.run(&["build"]);
    let page = archive.read("public/documents/doc.html");
    assert!(page.contains("id=\"_unplaced\"") && page.contains("<code>XPath /html/body/p[2]&lt;b&gt;</code>"), "{page}");
    let published: Value = serde_json::from_str(&archive.read("public/documents/doc.jsonld")).unwrap();
    assert_eq!(published["items"][0]["target"]["selector"]["value"], "/html/body/p[2]<b>");
    // Again it is known, and nothing is said.
    let (again, said) = import(&archive, "notes.json", on(json!({"type": "XPathSelector", "value": "/html/body/p[2]<b>"})), &[]);
    assert_eq!((again, said.as_str()), (file, "0 notes taken, 1 already there\n"));
    // Of a text that is not shown nobody learns where.
    archive.write("scholion.yaml", "unlicensed: metadata\n");
    archive.write("content/documents/doc.md", archive.read("content/documents/doc.md").replace("license: CC0-1.0\n", ""));
    archive.run(&["build"]);
    assert!(
        !archive.read("public/documents/doc.html").contains("/html/body")
            && !archive.read("public/documents/doc.jsonld").contains("/html/body")
    );
}

/// A row of Hypothes.is' API.
fn row(id: &str, group: &str, read: &str, more: &Value) -> Value {
    let mut row = json!({
        "id": id, "created": "2024-05-01T10:00:00+00:00", "updated": "2024-05-01T10:00:00+00:00", "user": "acct:a@hypothes.is",
        "uri": "http://example.org/page1", "text": format!("Text of {id}."), "tags": [], "group": group, "permissions": {"read": [read]},
        "target": [{"source": "http://example.org/page1", "selector": [
            {"type": "RangeSelector", "startContainer": "/div[1]/p[1]", "endContainer": "/div[1]/p[1]", "startOffset": 4, "endOffset": 18},
            {"type": "TextPositionSelector", "start": 4, "end": 18},
            {"type": "TextQuoteSelector", "exact": "harbour office", "prefix": "The ", "suffix": " opened"}]}]
    });
    for (key, value) in more.as_object().unwrap() {
        row[key] = value.clone();
    }
    row
}

#[test]
fn what_is_not_for_everybody_stays_out_unless_asked_for() {
    let answers = |id: &str| json!({"references": [id], "target": [{"source": "http://example.org/page1"}]});
    let everybody = "group:__world__";
    let notes = json!({"total": 4, "rows": [
        row("P1", "__world__", everybody, &json!({})),
        row("P2", "__world__", "acct:a@hypothes.is", &json!({})),
        row("P3", "gang", "group:gang", &json!({})),
        row("P4", "__world__", everybody, &json!({"hidden": true}))
    ], "replies": [
        row("R1", "__world__", everybody, &answers("P1")),
        row("R2", "__world__", everybody, &answers("P2"))
    ]});
    let check = |flags: &[&str], taken: &str, ending: &str| {
        let archive = archive();
        let (file, said) = import(&archive, "notes.json", notes.to_string(), flags);
        let found: Vec<&str> =
            file.lines().filter_map(|line| line.strip_prefix("  body: Text of ")).map(|line| line.trim_end_matches('.')).collect();
        assert_eq!(found.join(" "), taken, "{said}");
        assert!(said.ends_with(ending), "{said}");
        said
    };
    let said = check(&[], "P1 R1", "2 notes taken, 4 left out\n");
    assert!(said.contains("notes.json: 2 notes left out: private, with the answers to them; take them with `--private`\n"), "{said}");
    assert!(said.contains("1 note left out: of the group `gang`, with the answers to them; take them with `--group gang`\n"), "{said}");
    check(&["--private", "--group", "gang", "--hidden"], "P1 P2 P3 P4 R1 R2", "6 notes taken\n");
    check(&["--group", "other", "--private"], "P1 P2 R1 R2", "4 notes taken, 2 left out\n");
}

/// A file on somebody's disk is known by its title; a page of the web of that title is another text.
#[test]
fn a_page_elsewhere_of_the_same_title_is_another_text() {
    let on = |id: &str, address: &str| {
        let more = json!({"uri": address, "target": [{"source": address}], "document": {"title": ["The Harbour Office"]}});
        row(id, "__world__", "group:__world__", &more)
    };
    let notes = json!([on("W1", "https://other.example/office"), on("D1", "urn:x-pdf:0a1b")]);
    let (file, said) = import(&archive(), "notes.json", notes.to_string(), &[]);
    assert!(file.contains("- id: D1\n") && !file.contains("W1"), "{file}");
    assert!(said.ends_with("1 note taken, 1 not taken\n"), "{said}");
}

#[test]
fn with_json_each_thing_that_is_said_is_an_object_a_line() {
    let archive = archive();
    let lost = serde_json::from_str::<Value>(&on(json!({"type": "XPathSelector", "value": "/p"}))).unwrap();
    let private = row("P2", "__world__", "acct:a@hypothes.is", &json!({}));
    archive.write("notes.json", json!([lost, private, 7]).to_string());
    let ran = archive.run(&["annotations", "import", "notes.json", "--json"]);
    let said: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = said.iter().map(|one| one.as_object().unwrap().keys().next().unwrap().as_str()).collect();
    assert_eq!((kinds, ran.status), (vec!["left-out", "not-taken", "unplaced"], 1), "{}", ran.stdout);
}

#[test]
fn what_others_say_is_no_markup_of_ours() {
    let archive = archive();
    let note = |id: &str, body: Value| json!({"id": format!("urn:x:{id}"), "target": "http://example.org/page1", "body": body});
    let body = |format: &str, value: &str| json!({"type": "TextualBody", "format": format, "value": value});
    let notes = json!([
        note("plain", body("text/plain", "2 * 3 * 4 = _x_ <b> [a](b) [@ilves2019]\n# no heading")),
        note("html", body("text/html", "<p onclick=\"x()\">One *two*</p>\n\n<script>alert(1)</script><p>[@ilves2019] [[doc]]</p>")),
        note("markdown", json!({"value": "*Three* [@ilves2019] [[doc]] @ilves2019 <script>alert(2)</script> [x](javascript:alert(3))"})),
        note(
            "choice",
            json!({"type": "Choice", "items": [{"value": "In English", "language": "en"}, {"value": "En français", "language": "fr"}]})
        ),
        note("inner", json!({"type": "SpecificResource", "source": {"type": "TextualBody", "value": "Inner words"}})),
    ]);
    let (_, said) = import(&archive, "notes.json", notes.to_string(), &[]);
    assert!(said.contains("of its HTML is left out what no text may have: ") && said.ends_with("5 notes taken\n"), "{said}");
    archive.run(&["build"]);
    let page = archive.read("public/documents/doc.html");
    for words in [
        "2 * 3 * 4 = _x_ &lt;b&gt; [a](b) [@ilves2019]",
        "# no heading",
        "One *two*",
        "<em>Three</em>",
        "In English",
        "<div lang=\"fr\">",
        "Inner words",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    assert!(!page.contains("<script>") && !page.contains("onclick") && !page.contains("javascript:"), "{page}");
    assert!(!page.contains("note-x-plain-cite") && !page.contains("-cite-ilves2019-1\" href=\"#ref-ilves2019\">@"), "{page}");
}

#[test]
fn each_of_several_targets_has_a_note() {
    let archive = archive();
    let target = |exact: &str| json!({"source": "http://example.org/page1", "selector": {"type": "TextQuoteSelector", "exact": exact}});
    let notes =
        json!({"id": "abc", "type": "Annotation", "bodyValue": "Both.", "target": [target("harbour office"), target("harbour master")]});
    let (file, said) = import(&archive, "notes.json", notes.to_string(), &[]);
    assert!(said.contains("it is about 2 things; it is a note on each of them") && said.ends_with("2 notes taken\n"), "{said}");
    assert_eq!(file.matches("  via: abc\n").count(), 2, "{file}");
    let (_, said) = import(&archive, "notes.json", notes.to_string(), &[]);
    assert!(said.ends_with("0 notes taken, 2 already there\n"), "{said}");
}

#[test]
fn words_across_an_editors_citation_are_found() {
    let archive = archive();
    archive.run(&["build"]);
    let page = archive.read("public/documents/doc.html");
    // As a reader sees them, with the citation that the page shows.
    let paragraph = page.split("Nobody read the ice book until").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
    let mut shown = String::new();
    paragraph.split('<').enumerate().for_each(|(nth, part)| shown.push_str(if nth == 0 { part } else { part.split_once('>').unwrap().1 }));
    assert!(shown.contains("Ilves"), "{shown}");
    let exact = format!("the ice book until{}", shown.split(" asked for").next().unwrap());
    let notes = json!({"id": "urn:c", "bodyValue": "Across.", "target": {"source": "documents/doc.html",
        "selector": {"type": "TextQuoteSelector", "exact": exact, "prefix": "Nobody read ", "suffix": " asked for it"}}});
    let (file, said) = import(&archive, "notes.json", notes.to_string(), &[]);
    assert_eq!(said, "1 note taken\n", "{exact}\n{file}");
    let check = archive.run(&["check", "--strict"]);
    assert_eq!(check.status, 0, "{}\n{file}", check.stdout);
    archive.run(&["build"]);
    let page = archive.read("public/documents/doc.html");
    assert!(page.contains("id=\"at-note-urn-c\"") || page.contains("id=\"at-note-"), "{page}");
    // A path on a page of ours.
    let notes = json!({"id": "urn:d", "bodyValue": "Here.", "target": {"source": "documents/doc.html",
        "selector": {"type": "XPathSelector", "value": "//h2[1]"}}});
    let (file, _) = import(&archive, "notes.json", notes.to_string(), &[]);
    assert!(file.contains("exact: The second winter"), "{file}");
}

#[test]
fn a_lookalike_is_not_exact() {
    let archive = archive();
    let check = |text: &str, quote: &str, state: &str| {
        archive.write("x/t.txt", text);
        archive.write("x/q.jsonl", quote);
        let ran = archive.run(&["annotations", "anchor", "--text", "x/t.txt", "--annotations", "x/q.jsonl"]);
        assert!(ran.stdout.contains(&format!("\"state\":\"{state}\"")), "{}", ran.stdout);
    };
    let quote = r#"{"exact": "reduced latency by twelve percent", "prefix": "Team Alpha reported that the new deployment ", "suffix": " across all regions."}"#;
    check(
        "Intro words here.\n\nTeam Beta reported that the new deployment reduced latency by twelve percent across all regions.\n",
        quote,
        "moved",
    );
    check("Team Alpha reported that the new deployment reduced latency by twelve percent across all regions.\n", quote, "exact");
    // A slip was mended, a comma put in.
    check("Team Alpha reported, that the new deploymnt reduced latency by twelve percent across all regions.\n", quote, "exact");
    check("Team Alpha reported that the new deployment reduced latency by twelve percent across no regions.\n", quote, "moved");
}

#[test]
fn programs_for_reading_are_read() {
    let check = |file: &str, notes: &str, flags: &[&str], expected: &[&str], ending: &str| {
        let archive = archive();
        let (found, said) = import(&archive, file, notes, flags);
        for part in expected {
            assert!(found.contains(part), "{part} is not in\n{found}\n{said}");
        }
        assert!(said.ends_with(ending), "{file}: {said}\n{found}");
        let check = archive.run(&["check"]);
        assert!(!check.stdout.contains("error["), "{}", check.stdout);
    };
    let kindle = "\u{feff}The Harbour Office (Ilves, Marta)\r\n- Your Highlight on page 5 | Location 123-125 | Added on Monday, January 1, 2024 10:00:00 AM\r\n\r\nNobody read the ice book until the spring\r\n==========\r\n\
        The Harbour Office (Ilves, Marta)\r\n- Your Note on page 5 | Location 125 | Added on Monday, January 1, 2024 10:01:00 AM\r\n\r\n*Why* not?\r\n==========\r\n\
        The Harbour Office (Ilves, Marta)\r\n- Your Bookmark on page 7 | Location 200 | Added on Monday, January 1, 2024 10:02:00 AM\r\n\r\n\r\n==========\r\n\
        The Harbour Office (Ilves, Marta)\r\n- Your Note on page 9 | Location 300 | Added on Monday, January 1, 2024 10:03:00 AM\r\n\r\nAlone.\r\n==========\r\n";
    check(
        "My Clippings.txt",
        kindle,
        &[],
        &["exact: Nobody read the ice book until the spring", "created: 2024-01-01", "body: \\*Why\\* not?", "value: location=300"],
        "2 notes taken (1 without a place in the text), 1 left out\n",
    );
    let german = "The Harbour Office (Ilves)\n- Ihre Markierung auf Seite 5 | bei Position 123-25 | Hinzugefügt am Montag, 1. Januar 2024 10:00:00\n\nThe second winter was harder\n==========\n";
    check("My Clippings.txt", german, &[], &["exact: The second winter was harder", "created: 2024-01-01"], "1 note taken\n");
    let russian = "The Harbour Office\n- Ваш выделенный отрывок в месте 12–13 | Добавлено: понедельник, 1 января 2024 г. в 10:00:00\n\nThe second winter was harder\n==========\n";
    check("My Clippings.txt", russian, &[], &["exact: The second winter was harder", "created: 2024-01-01"], "1 note taken\n");
    let notebook = "<html><body><div class='bookTitle'>The Harbour Office</div><div class='authors'>Ilves</div><h3 class='noteHeading'>Highlight (<span class='highlight_yellow'>yellow</span>) - Page 5 · Location 123</div><div class='noteText'>The second winter was harder</h3>\
        <h3 class='noteHeading'>Note - Page 5 · Location 123</div><div class='noteText'>Colder &amp; longer.</h3></body></html>";
    check("notebook.html", notebook, &[], &["exact: The second winter was harder", "body: Colder & longer."], "1 note taken\n");
    let readwise = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n\
        \"The second winter was harder\",The Harbour Office,Ilves,,So it was.,yellow,\"ice,winter\",location,12,2024-01-01 10:00:00+00:00,\n";
    check("readwise.csv", readwise, &[], &["- ice", "created: 2024-01-01T10:00:00+00:00", "body: So it was."], "1 note taken\n");
    let markdown = "# The Harbour Office\n\n## Metadata\n- Author: [[Ilves]]\n- Full Title: The Harbour Office\n- URL: http://example.org/page1\n\n## Highlights\n- The second winter was harder ([Location 12](https://readwise.io/to_kindle))\n    - Note: So @it was.\n    - Tags: [[ice]] \n";
    check("readwise.md", markdown, &[], &["exact: The second winter was harder\n", "- ice", "body: So \\@it was."], "1 note taken\n");
    let part = |who: &str, said: &str| json!({"value": said, "purpose": "commenting", "creator": {"name": who}, "created": "2024-01-01T10:00:00Z"});
    let annotorious = json!([{"id": "urn:a:1", "type": "Annotation", "body": [part("Ann Roe", "So."), part("Ben Poe", "Yes.")],
        "target": {"source": "http://example.org/page1", "created": "2023-01-01T10:00:00Z", "selector": {"type": "TextQuoteSelector", "exact": "The second winter was harder"}}}]);
    check("annotorious.json", &annotorious.to_string(), &[], &["creator: Ann Roe", "created: 2024-01-01T10:00:00Z"], "1 note taken\n");
    let api = json!({"count": 1, "results": [{"title": "Other", "source_url": "http://example.org/page1", "highlights": [
        {"id": 7, "text": "The second winter was harder", "note": "", "tags": [{"name": "ice"}], "highlighted_at": "2024-01-01T10:00:00Z"}, {"id": 8, "text": "x", "is_deleted": true}]}]});
    check("readwise.json", &api.to_string(), &[], &["via: readwise:7", "- ice"], "1 note taken, 1 left out\n");
    let zotero = json!([{"key": "ABCD", "data": {"key": "ABCD", "itemType": "annotation", "annotationType": "highlight", "annotationText": "The second winter was harder",
        "annotationComment": "[@x]", "annotationPageLabel": "3", "annotationPosition": "{\"pageIndex\":2,\"rects\":[[1,2,3,4]]}", "tags": [{"tag": "ice"}], "dateAdded": "2024-01-01T10:00:00Z"}},
        {"key": "EFGH", "data": {"key": "EFGH", "itemType": "annotation", "annotationType": "image", "annotationComment": "A drawing.", "annotationPosition": "{\"pageIndex\":2,\"rects\":[[1,2,3,4]]}"}},
        {"key": "IJKL", "data": {"key": "IJKL", "itemType": "annotation", "annotationType": "highlight", "annotationText": "Nobody", "deleted": 1}}]);
    check(
        "zotero.json",
        &zotero.to_string(),
        &["--document", "doc"],
        &["via: zotero://select/library/items/ABCD", "body: \\[\\@x]", "value: page=3&viewrect=1.0,2.0,2.0,2.0"],
        "2 notes taken (1 without a place in the text), 1 left out\n",
    );
    let note = "“The second winter was harder” ([Ilves, 2019, p. 3](zotero://select/library/items/AAAA)) ([pdf](zotero://open-pdf/library/items/BBBB?page=3&annotation=CCCC)) So it was.\n";
    check(
        "zotero.md",
        note,
        &["--document", "doc"],
        &["exact: The second winter was harder", "items/CCCC", "body: So it was."],
        "1 note taken\n",
    );
    let data = "%7B%22attachmentURI%22%3A%22x%22%2C%22annotationKey%22%3A%22EEEE%22%2C%22pageLabel%22%3A%223%22%2C%22position%22%3A%7B%22pageIndex%22%3A2%2C%22rects%22%3A%5B%5B1%2C2%2C3%2C4%5D%5D%7D%7D";
    let html = format!(
        "<div data-schema-version=\"9\"><h1>Annotations</h1><p><span class=\"highlight\" data-annotation=\"{data}\">“The second winter was harder”</span> \
         <span class=\"citation\" data-citation=\"x\">(<span class=\"citation-item\">Ilves, 2019, p. 3</span>)</span> So it &amp; was.</p></div>"
    );
    check(
        "note.html",
        &html,
        &["--document", "doc"],
        &["exact: The second winter was harder", "items/EEEE", "body: So it & was."],
        "1 note taken\n",
    );
    let rdf = format!(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:bib='http://purl.org/net/biblio#' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>\
         <bib:Article rdf:about='http://example.org/page1'><dc:title>The Harbour Office</dc:title><dcterms:isReferencedBy rdf:resource='#item_2'/></bib:Article>\
         <bib:Memo rdf:about='#item_2'><rdf:value>{}</rdf:value></bib:Memo></rdf:RDF>",
        html.replace('&', "&amp;").replace('<', "&lt;")
    );
    check("library.rdf", &rdf, &[], &["exact: The second winter was harder", "items/EEEE", "body: So it & was."], "1 note taken\n");
    let calibre = json!({"version": 1, "type": "calibre_highlights", "highlights": [
        {"type": "highlight", "uuid": "u1", "highlighted_text": "The second winter was harder", "notes": "So.", "spine_index": 1, "start_cfi": "/2/4/2/1:0", "end_cfi": "/2/4/2/1:9", "timestamp": "2024-01-01T10:00:00.000Z"},
        {"type": "highlight", "uuid": "u2", "removed": true}]});
    check("book.calibre_highlights", &calibre.to_string(), &["--document", "doc"], &["via: u1", "body: So."], "1 note taken, 1 left out\n");
    let koreader = json!({"title": "The Harbour Office", "author": "Ilves", "entries": [{"sort": "highlight", "page": 3, "time": 1_704_103_200, "text": "The second winter was harder", "note": "So."}]});
    check("koreader.json", &koreader.to_string(), &[], &["created: 2024-01-01T10:00:00Z", "body: So."], "1 note taken\n");
    let adobe = "<annotationSet xmlns='http://ns.adobe.com/digitaleditions/annotations'><publication><dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>The Harbour Office</dc:title></publication>\
        <annotation><dc:identifier xmlns:dc='http://purl.org/dc/elements/1.1/'>urn:uuid:1</dc:identifier><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2024-01-01T10:00:00Z</dc:date>\
        <target><fragment start='OEBPS/c.xhtml#point(/1/4/2:3)'><text>The second winter was harder</text></fragment></target><content><text>So.</text></content></annotation></annotationSet>";
    check("book.annot", adobe, &[], &["via: urn:uuid:1", "body: So."], "1 note taken\n");
}

#[test]
fn what_is_no_file_of_notes_is_refused() {
    let archive = archive();
    for (name, bytes) in [
        ("a.json", &b"{\"a\": 1}"[..]),
        ("b.json", b"["),
        ("c.txt", b"Just words.\n"),
        ("d.html", b"<p>A page</p>"),
        ("e.csv", b"a,b\n1,2\n"),
        ("f.bin", b"\xff\xfe\x00\x01"),
        ("g.txt", b""),
        ("h.txt", b"==========\n==========\n"),
        ("i.xml", b"<annotationSet"),
    ] {
        archive.write(name, bytes);
        let ran = archive.run(&["annotations", "import", name]);
        assert_eq!(ran.status, 2, "{name}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
}
