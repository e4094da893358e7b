//! Libraries of reference managers: what is read, what is kept, and what comes out again; what pages tell reference managers.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::fixture::Archive;

/// An archive of one document that cites all of a library.
fn with_library(name: &str, library: &str) -> Archive {
    let archive = Archive::new("//- /scholion.yaml\ntitle: T\nlang: en-US\n");
    archive.write("content/documents/doc.md", "---\ntitle: Doc\nlang: en-US\nlicense: CC0-1.0\nnocite: '@*'\n---\n\nText.\n");
    archive.write(&format!("content/bibliography/doc.{name}"), library);
    archive
}

/// The works that are made of a library, by key, and what `build` says.
fn works(name: &str, library: &str) -> (BTreeMap<String, Value>, String) {
    let archive = with_library(name, library);
    let ran = archive.run(&["build"]);
    (published(&archive), ran.stderr)
}

fn published(archive: &Archive) -> BTreeMap<String, Value> {
    let works: Vec<Value> = serde_json::from_str(&archive.read("public/data/works.json")).unwrap();
    works.into_iter().map(|work| (work["id"].as_str().unwrap().to_owned(), work)).collect()
}

const RIS: &str = "TY  - CONF\nID  - a\nAU  - Roe, Ann\nTI  - On Ports &amp; others &#8211; a title\nT2  - Proceedings of the Ports\nSP  - 5\nPY  - 2003\nDP  - Some Journals Online\nKW  - alpha\nbeta\ngamma\nLA  - English\nER  - \n\
    TY  - RPRT\nID  - b\nAU  - Harbour Board\nTI  - A Report\nSN  - TR-99-02\nPB  - Institute\nPY  - 1999\nER  - \n\
    TY  - CHAP\nID  - c\nAU  - Humboldt, Alexander von\nTI  - A <i>Homo</i> Chapter\nT2  - Host\nPY  - 2015\nY1  - 2015/09/10\nSV  - 12\nC9  - kept\nER  - \n\
    TY  - THES\nID  - d\nAU  - Doe, Carl\nTI  - Winds\nSP  - 340\nM3  - PhD thesis\nPY  - c2004\nL1  - /home/doe/winds.pdf\nER  - \n\
    TY  - PAT\nID  - e\nAU  - Poe, Ben\nTI  - A lamp\nSN  - US 4123456\nC6  - expired\nER  - \n";

#[test]
fn tags_of_ris_mean_what_their_type_says() {
    let (works, said) = works("ris", RIS);
    assert!(!said.contains("warning") && !said.contains("error"), "{said}");
    let is = |key: &str, variable: &str, value: Value| assert_eq!(works[key][variable], value, "{variable} of {}", works[key]);
    is("a", "type", json!("paper-conference"));
    is("a", "title", json!("On Ports & others – a title"));
    is("a", "container-title", json!("Proceedings of the Ports"));
    is("a", "source", json!("Some Journals Online"));
    is("a", "archive", Value::Null);
    is("a", "keyword", json!("alpha, beta, gamma"));
    is("a", "language", json!("en"));
    is("b", "number", json!("TR-99-02"));
    is("b", "ISBN", Value::Null);
    is("c", "issued", json!({"date-parts": [[2015, 9, 10]]}));
    is("c", "author", json!([{"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}]));
    is("c", "title", json!("A <i>Homo</i> Chapter"));
    is("c", "collection-number", json!("12"));
    is("d", "number-of-pages", json!("340"));
    is("d", "issued", json!({"date-parts": [[2004]], "literal": "c2004"}));
    is("e", "number", json!("US 4123456"));
    is("e", "status", json!("expired"));
    assert_eq!((&works["c"]["custom"]["ris"], &works["d"]["custom"]["ris"]), (&json!({"C9": ["kept"]}), &json!({"L1": ["winds.pdf"]})));
}

#[test]
fn what_was_read_is_written_again() {
    let archive = with_library("ris", RIS);
    archive.run(&["build"]);
    let (first, text) = (published(&archive), archive.read("public/data/works.ris"));
    let again = with_library("ris", &text);
    again.run(&["build"]);
    let second = published(&again);
    for (key, work) in &first {
        let (mut one, mut two) = (work.clone(), second[key].clone());
        // Marks of italics are no part of RIS.
        for work in [&mut one, &mut two] {
            work["title"] = json!(work["title"].as_str().unwrap().replace("<i>", "").replace("</i>", ""));
        }
        assert_eq!(one, two, "{text}");
    }
    assert_eq!(again.read("public/data/works.ris"), text);
    for line in [
        "SN  - TR-99-02",
        "SN  - US 4123456",
        "SP  - 340",
        "SV  - 12",
        "DP  - Some Journals Online",
        "TY  - CONF",
        "C9  - kept",
        "M2  - issued: c2004",
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
    }
}

#[test]
fn csl_json_keeps_dates_names_and_italics() {
    let (works, said) = works(
        "json",
        r#"[{"id": "a", "type": "book", "title": "A <i>Homo</i> study", "author": [{"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"}], "issued": {"literal": "c2004"}},
           {"id": "b", "type": "article-magazine", "title": "Season", "author": [{"family": "Roe"}, {"family": "", "given": ""}, {"family": "Poe"}], "issued": {"date-parts": [[2005]], "season": "spring"}, "language": "English"},
           {"id": "c", "type": "book", "title": "BC", "issued": {"date-parts": [[-44]]}, "original-date": {"raw": "May 1850"}, "language": "Klingonisch"}]"#,
    );
    assert_eq!(works["a"]["issued"], json!({"date-parts": [[2004]], "literal": "c2004"}));
    assert_eq!(
        works["a"]["author"][0],
        json!({"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"})
    );
    assert_eq!(works["a"]["title"], json!("A <i>Homo</i> study"));
    assert_eq!(works["b"]["issued"], json!({"date-parts": [[2005]], "season": 1}));
    assert_eq!((works["b"]["author"].as_array().unwrap().len(), &works["b"]["language"]), (2, &json!("en")));
    assert_eq!(
        (&works["c"]["issued"], &works["c"]["original-date"]),
        (&json!({"date-parts": [[-44]]}), &json!({"date-parts": [[1850, 5]]}))
    );
    assert_eq!((&works["c"]["language"], &works["c"]["custom"]["language"]), (&Value::Null, &json!("Klingonisch")));
    assert_eq!((said.matches("a name needs").count(), said.matches("is not a language tag").count()), (1, 1), "{said}");
}

#[test]
fn no_tag_is_shown() {
    let archive = with_library(
        "json",
        r#"[{"id": "a", "type": "book", "title": "A <i>Homo</i> and <span class=\"nocase\">iPhone</span>", "issued": "2001"}]"#,
    );
    archive.run(&["build"]);
    let all = archive.files("public");
    for (path, bytes) in all.iter().filter(|(path, _)| !path.ends_with("works.json")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("&lt;i&gt;") && !text.contains("nocase") && !text.contains("<i>Homo</i> and <span"), "{path}");
    }
    assert!(archive.read("public/works/a.html").contains("Homo and iPhone"));
    assert!(archive.read("public/data/works.ris").contains("TI  - A Homo and iPhone\r\n"));
}

#[test]
fn zoteros_own_json_is_read_and_other_json_refused() {
    let (works, said) = works(
        "json",
        r#"{"config": {"label": "BetterBibTeX JSON"}, "collections": {"K1": {"key": "K1", "name": "Ports", "items": [7]}},
            "items": [{"itemID": 7, "key": "AAAA1111", "itemType": "book", "title": "Inside", "creators": [{"creatorType": "author", "lastName": "Roe", "firstName": "Ann"}],
                       "date": "2001", "citationKey": "roe2001", "tags": [{"tag": "ice"}], "notes": [{"note": "<p>Mine</p>"}], "attachments": [{"title": "PDF", "path": "/home/roe/inside.pdf"}]}]}"#,
    );
    assert!(!said.contains("bad-json"), "{said}");
    let work = &works["roe2001"];
    assert_eq!((&work["title"], &work["type"], &work["keyword"]), (&json!("Inside"), &json!("book"), &json!("ice")));
    let own = &work["custom"]["zotero"];
    assert_eq!((&own["key"], &own["collections"], &own["notes"]), (&json!("AAAA1111"), &json!(["Ports"]), &json!(["Mine"])));
    assert_eq!(own["attachments"], json!([{"title": "PDF", "filename": "inside.pdf"}]));
    for other in [r#"{"name": "a", "version": "1"}"#, r#"[{"name": "x"}, {"name": "y"}]"#, r#"{"features": [{"geometry": {}}]}"#] {
        let (works, said) = self::works("json", other);
        assert!(works.is_empty() && said.contains("bad-json") && said.contains("Better CSL JSON"), "{said}");
    }
}

#[test]
fn libraries_in_xml_and_tags_are_read() {
    for (name, library) in [
        (
            "xml",
            "<modsCollection><mods ID=\"a\"><titleInfo><title>On Ports</title></titleInfo><language><languageTerm>ger</languageTerm></language></mods></modsCollection>",
        ),
        (
            "mods",
            "<mods ID=\"a\"><titleInfo><title>On Ports</title></titleInfo><language><languageTerm>German</languageTerm></language></mods>",
        ),
        (
            "xml",
            "<xml><records><record><ref-type name=\"Book\">6</ref-type><titles><title>On Ports</title></titles><language>Deutsch</language></record></records></xml>",
        ),
        ("nbib", "PMID- 1\nTI  - On Ports.\nLA  - ger\n"),
        ("enw", "%0 Book\n%T On Ports\n%G German\n"),
        ("ris", "Provider: Elm\nContent: text/plain\n\nTY  - BOOK\nTI  - On Ports\nLA  - ger\nER  - \n"),
    ] {
        let (works, said) = works(name, library);
        assert!(!said.contains("error") && !said.contains("warning"), "{said}");
        let work = works.values().next().unwrap();
        assert_eq!((&work["title"], &work["language"]), (&json!("On Ports"), &json!("de")), "{name}");
    }
}

#[test]
fn words_stand_on_pages_where_there_is_no_date() {
    let archive = with_library(
        "json",
        r#"[{"id": "a", "type": "book", "title": "A", "issued": {"literal": "c2004"}}, {"id": "b", "type": "book", "title": "B", "issued": {"literal": "in press"}}]"#,
    );
    archive.run(&["build"]);
    assert!(archive.read("public/works/a.html").contains("c2004") && archive.read("public/works/b.html").contains("in press"));
    let page = archive.read("public/documents/doc.html");
    assert!(page.contains("2004") && page.contains("in press") && !page.contains("n.d."), "{page}");
}

/// What Zotero's translator "Embedded Metadata" takes a page for: a tag of Highwire that speaks of a kind is believed before all.
fn item_type(page: &str) -> String {
    let content = |name: &str| {
        let rest = page.split(&format!("<meta name=\"{name}\" content=\"")).nth(1);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned()
    };
    let by_tag = [
        ("citation_journal_title", "journalArticle"),
        ("citation_technical_report_institution", "report"),
        ("citation_conference_title", "conferencePaper"),
        ("citation_inbook_title", "bookSection"),
        ("citation_dissertation_institution", "thesis"),
    ];
    let kind = by_tag.iter().rfind(|(tag, _)| !content(tag).is_empty()).map(|(_, kind)| (*kind).to_owned());
    kind.unwrap_or_else(|| content("z:itemType"))
}

#[test]
fn pages_tell_zotero_what_they_hold() {
    let archive = Archive::new("//- /scholion.yaml\ntitle: T\nlang: en\nbase-url: https://a.example/x/\n");
    let kinds = [
        ("personal_communication", "letter"),
        ("interview", "interview"),
        ("book", "book"),
        ("legal_case", "case"),
        ("article-newspaper", "newspaperArticle"),
        ("thesis", "thesis"),
        ("report", "report"),
        ("article-journal", "journalArticle"),
        ("chapter", "bookSection"),
        ("paper-conference", "conferencePaper"),
        ("manuscript", "manuscript"),
        ("webpage", "webpage"),
        ("legislation", "statute"),
        ("map", "map"),
        ("speech", "presentation"),
        ("post-weblog", "blogPost"),
        ("patent", "patent"),
        ("entry-encyclopedia", "encyclopediaArticle"),
    ];
    for (kind, _) in kinds {
        let text = format!(
            "---\ntitle: A text\nlang: en\ntype: {kind}\nauthor: [{{family: Gogh, given: Vincent, non-dropping-particle: van}}, {{literal: Harbour Board}}]\n\
             container-title: Host\npublisher: Elm\nissued: 1999-05-01\nlicense: CC0-1.0\n---\n\nText of it.\n"
        );
        archive.write(&format!("content/documents/{}.md", kind.replace('_', "-")), text);
    }
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for (kind, expected) in kinds {
        let page = archive.read(&format!("public/documents/{}.html", kind.replace('_', "-")));
        assert_eq!(item_type(&page), expected, "{kind}");
        assert!(page.contains(r#"<meta name="citation_author" content="van Gogh, Vincent">"#), "{page}");
        assert!(page.contains(r#""@type":"Organization","name":"Harbour Board""#), "{kind}");
        // What there is not is not said: neither an abstract nor a kind of thesis or letter.
        assert!(!page.contains("citation_abstract") && !page.contains("<meta name=\"description\"") && !page.contains("og:description"));
        let first = page.split("<meta name=\"DC.type\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(
            first.is_none() || !["thesis", "report", "personal_communication", "manuscript", "map"].contains(&kind),
            "{kind}: {first:?}"
        );
    }
}

/// Zotero's translators take every tag of `z:` for the field of that name, and people by their parts where no tag of Highwire names any.
#[test]
fn pages_tell_zotero_their_fields_and_people() {
    let archive = Archive::new(
        "
//- /content/documents/letter.md
---
title: To the Board
type: personal_communication
author: [{family: Roe, given: Ann}]
recipient: [{literal: Harbour Board}]
archive: The National Archives
archive_location: FO 371/1234
license: CC0-1.0
---

Text.
//- /content/documents/case.md
---
title: Roe v Board
type: legal_case
author: [{literal: Harbour Board}]
authority: House of Lords
container-title: AC
number: 99-07
license: CC0-1.0
---

Text.
",
    );
    archive.run(&["build"]);
    let holds = |page: &str, name: &str, content: &str| {
        assert!(page.contains(&format!("<meta name=\"{name}\" content=\"{content}\">")), "{name}: {page}");
    };
    let letter = archive.read("public/documents/letter.html");
    holds(&letter, "bib:authors", "Roe, Ann");
    holds(&letter, "z:recipients", "Harbour Board,");
    holds(&letter, "z:archive", "The National Archives");
    holds(&letter, "z:archiveLocation", "FO 371/1234");
    assert!(!letter.contains("citation_author\""), "tags of Highwire would put out the recipient");
    let case = archive.read("public/documents/case.html");
    holds(&case, "citation_author", "Harbour Board,");
    holds(&case, "z:authority", "House of Lords");
    holds(&case, "z:reporter", "AC");
    holds(&case, "z:number", "99-07");
}
