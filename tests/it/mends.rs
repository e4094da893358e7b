//! Whom words name, as editors say it against what names alone tell: in `content/authorities/mentions.yaml`, and in the preview.

use serde_json::{Value, json};

use crate::{
    fixture::Archive,
    serve::{get, send, serve},
};

const ARCHIVE: &str = "
//- /content/authorities/people.yaml
- {id: berg, name: Berg}
- {id: ida-berg, name: Ida Berg}
//- /content/documents/first.md
---
title: The first letter
license: CC-BY-4.0
---

## One

In May Berg wrote that Berg was ill. Holm came.

## Two

Berg came, too.
";

const FIRST: &str = "documents/first.html";
const FILE: &str = "content/authorities/mentions.yaml";

fn page(archive: &Archive) -> String {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive.read(&format!("public/{FIRST}"))
}

#[test]
fn what_editors_say_of_mentions_stands_against_names() {
    let archive = Archive::new(ARCHIVE);
    let link = |id: &str, words: &str| format!("<a class=\"mention people\" href=\"../people/{id}.html\">{words}</a>");
    let before = page(&archive);
    assert_eq!(before.matches(&link("berg", "Berg")).count(), 2, "the first of each section: {before}");
    archive.write(
        FILE,
        "- document: first\n  quote: {exact: Berg, prefix: 'In May ', suffix: ' wrote'}\n  not: people/berg\n\
         - document: first\n  quote: {exact: Holm, prefix: ' was ill. '}\n  is: people/ida-berg\n\
         - document: first\n  quote: {exact: Berg, prefix: 'Two\\n'}\n  is: people/ida-berg\n",
    );
    let after = page(&archive);
    assert!(after.contains("In May Berg wrote that ") && after.contains(&format!("that {} was ill", link("berg", "Berg"))), "{after}");
    assert!(after.contains(&format!("{} came.", link("ida-berg", "Holm"))) && after.contains(&link("ida-berg", "Berg")), "{after}");
    assert_eq!(after.matches(&link("berg", "Berg")).count(), 1);
    let ida = archive.read("public/people/ida-berg.html");
    assert!(ida.contains("Holm") && ida.contains("The first letter"), "{ida}");
    assert!(!archive.run(&["check"]).stdout.contains("[mend]"));
}

#[test]
fn what_says_nothing_any_more_is_said() {
    let archive = Archive::new(ARCHIVE);
    archive.write(
        FILE,
        "- {document: first, quote: Nobody, is: people/berg}\n- {document: first, quote: Berg, is: people/ida-berg}\n\
         - {document: gone, quote: Berg, is: people/berg}\n- {document: first, quote: Holm, is: people/holm}\n- {document: first, is: berg}\n",
    );
    let found = archive.run(&["check"]).stdout;
    for words in [
        "the words “Nobody” do not stand in the text any more",
        "the words “Berg” stand in several places of the text",
        "there is no document content/documents/gone.md",
        "there is no record `people/holm`",
        "`berg` names no record",
    ] {
        assert!(found.contains(words), "{words}: {found}");
    }
}

/// Asks as a page of the preview does.
fn ask(port: u16, mend: &Value) -> (u16, Value) {
    let page = get(port, &format!("/{FIRST}")).text();
    let token = page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let body = json!({"page": FIRST, "mend": mend}).to_string();
    let head = format!("Origin: http://localhost:{port}\r\nContent-Type: application/json\r\nX-Scholion-Token: {token}\r\n");
    let length = body.len();
    let answer = send(
        port,
        &format!(
            "POST /_scholion/mentions HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n{body}"
        ),
    );
    (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
}

#[test]
fn mentions_are_mended_in_the_preview() {
    let archive = Archive::new(ARCHIVE);
    let (watching, port) = serve(&archive);
    let records = get(port, "/_scholion/mentions?q=berg").text();
    assert_eq!(records, r#"[{"name":"Berg","record":"people/berg"},{"name":"Ida Berg","record":"people/ida-berg"}]"#);
    // Whom the words name here, though nobody is called just so.
    let records = get(port, &format!("/_scholion/mentions?q=BERG&page={FIRST}")).text();
    assert!(records.starts_with(r#"[{"name":"Berg","#), "{records}");
    let holm = json!({"exact": "Holm", "prefix": "was ill. ", "suffix": " came"});
    let (status, done) = ask(port, &json!({"quote": holm, "names": true, "kind": "people", "name": "Karl Holm"}));
    assert_eq!((status, done), (200, json!({"record": "people/karl-holm", "path": FILE})));
    watching.shows(FIRST, "href=\"../people/karl-holm.html\">Holm</a>");
    assert!(archive.read("content/authorities/people.yaml").ends_with("- id: karl-holm\n  name: Karl Holm\n"));
    let text = archive.read("content/documents/first.md");
    let first = json!({"exact": "Berg", "prefix": "In May ", "suffix": " wrote that"});
    assert_eq!(ask(port, &json!({"quote": first, "names": false, "record": "people/berg"})).0, 200);
    watching.until("the first is no mention", || archive.read(&format!("public/{FIRST}")).contains("In May Berg wrote"));
    assert_eq!(archive.read("content/documents/first.md"), text, "nothing is written into the text");
    assert_eq!(archive.read(FILE).matches("- document: first\n").count(), 2);
    // What does not stand in the text is written nowhere, nor is somebody new for it.
    let nowhere = json!({"exact": "Otto", "prefix": "", "suffix": ""});
    let (status, answer) = ask(port, &json!({"quote": nowhere, "names": true, "kind": "people", "name": "Otto"}));
    assert_eq!((status, &answer["error"]), (422, &"words-gone".into()));
    assert!(!archive.read("content/authorities/people.yaml").contains("Otto"));
    watching.is_clean();
}
