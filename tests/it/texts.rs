//! Texts edited through the preview, over plain connections: who may, what is written, byte for byte, and what never is.

use serde_json::{Value, json};

use crate::{
    fixture::example,
    serve::{Answer, get, send, serve},
};

/// The token that the pages of a preview have.
fn token(port: u16) -> String {
    let page = get(port, "/documents/first.html").text();
    page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn ask_with(port: u16, what: &str, head: &str, body: &str) -> Answer {
    let length = body.len();
    let host = format!("Host: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n");
    send(port, &format!("POST /_scholion/text/{what} HTTP/1.1\r\n{host}{head}\r\n{body}"))
}

fn ask(port: u16, what: &str, wish: &Value) -> (u16, Value) {
    let head = format!("Origin: http://localhost:{port}\r\nContent-Type: application/json\r\nX-Scholion-Token: {}\r\n", token(port));
    let answer = ask_with(port, what, &head, &wish.to_string());
    (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
}

const FIRST: &str = "documents/first.html";
const FILE: &str = "content/documents/first.md";

#[test]
fn a_text_is_saved_byte_for_byte_and_over_what_was_read_only() {
    let archive = example();
    // A byte order mark, lines that end in two ways, a tab, and no end of the last line.
    let odd =
        "\u{feff}---\r\n# Ours.\r\ntitle: First   # why\r\nlicense: CC-BY-4.0\n---\r\n\r\nA\tword of the first letter.\r\n\r\nThe end";
    archive.write(FILE, odd);
    archive.write("content/collections/box.md", "---\ntitle: A box\ncustody: |\n  Found in 1911.\n---\n");
    let (watching, port) = serve(&archive);
    watching.shows(FIRST, "The end");
    let (status, known) = ask(port, "open", &json!({"page": FIRST}));
    let text = known["text"].as_str().unwrap().to_owned();
    assert_eq!((status, known["path"].as_str(), text.as_str()), (200, Some(FILE), odd.replace("\r\n", "\n").as_str()));
    let field = |key: &str| known["fields"].as_array().unwrap().iter().find(|field| field["key"] == key).unwrap().clone();
    assert_eq!((&field("title")["value"], &field("title")["at"], &field("issued")["shape"]), (&"First".into(), &13.into(), &"date".into()));

    // A field, and words: what was not touched keeps its bytes.
    let wish = json!({"page": FIRST, "text": text, "key": "issued", "value": "1911-05-02"});
    let (_, changed) = ask(port, "field", &wish);
    let text = changed["text"].as_str().unwrap().replace("The end", "The end, and more");
    let (status, found) = ask(port, "check", &json!({"page": FIRST, "text": text.replace("A\tword", "A [@nobody] 🙂 [[Nowhere]]")}));
    let places: Vec<_> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["line"].clone(), one["column"].clone(), one["start"].clone(), one["end"].clone()))
        .collect();
    assert_eq!(
        (status, places),
        (200, vec![(8.into(), 3.into(), 79.into(), 88.into()), (8.into(), 15.into(), 92.into(), 103.into())]),
        "{found}"
    );
    assert_eq!(archive.read(FILE), odd, "nothing is written before it is saved");
    let save = json!({"page": FIRST, "text": text, "version": known["version"]});
    let (status, saved) = ask(port, "save", &save);
    let expected = odd.replace("License", "").replace("license:", "issued: 1911-05-02\r\nlicense:").replace("The end", "The end, and more");
    assert_eq!((status, archive.read(FILE)), (200, expected.clone()), "{saved}");
    watching.shows(FIRST, "The end, and more");

    // The version that was read is an old one now.
    let (status, conflict) = ask(port, "save", &json!({"page": FIRST, "text": "Mine", "version": known["version"]}));
    assert_eq!((status, &conflict["error"], &conflict["version"]), (409, &"text-conflict".into(), &saved["version"]));
    assert_eq!(conflict["theirs"], text);
    assert!(conflict["rows"].as_array().unwrap().iter().any(|row| row["kind"] == "new" && row["parts"][1] == "Mine"), "{conflict}");
    assert_eq!(archive.read(FILE), expected);
    // What somebody protected stays as it is.
    let protect = |is: bool| {
        let place = archive.at(FILE);
        let mut permissions = std::fs::metadata(&place).unwrap().permissions();
        permissions.set_readonly(is);
        std::fs::set_permissions(place, permissions).unwrap();
    };
    protect(true);
    let (status, why) = ask(port, "save", &json!({"page": FIRST, "text": "Mine", "version": saved["version"]}));
    assert!(status == 500 && why["said"].as_str().unwrap().ends_with("it is protected against writing"), "{why}");
    assert_eq!(archive.read(FILE), expected);
    protect(false);

    // Names and works, by their beginnings; pages that are no documents have texts, too.
    let (_, names) = ask(port, "names", &json!({"page": FIRST, "kind": "link", "q": "sec"}));
    assert!(names.to_string().contains("content/documents/second.md"), "{names}");
    let (_, about) = ask(port, "open", &json!({"page": "pages/about.html"}));
    assert_eq!(about["path"], "content/pages/about.md", "{about}");
    // A form offers what has a meaning there, and nothing else.
    let (_, shelf) = ask(port, "open", &json!({"page": "collections/box.html"}));
    let shape =
        |known: &Value, key: &str| known["fields"].as_array().unwrap().iter().find(|one| one["key"] == key).map(|one| one["shape"].clone());
    for (key, of_box, of_about) in [
        ("level", Some("text"), None),
        ("custody", Some("long"), None),
        ("members", Some("lines"), None),
        ("publisher", None, None),
        ("menu", Some("text"), Some("text")),
    ] {
        assert_eq!([shape(&shelf, key), shape(&about, key)], [of_box, of_about].map(|shape| shape.map(Value::from)), "{key}");
    }
    assert!(get(port, &format!("/_scholion/reported?page={FIRST}")).text().contains("/_scholion/edit/documents/first.html"));
    watching.is_clean();
}

#[test]
fn only_pages_of_this_session_edit_and_only_texts_of_the_archive() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let before = archive.files("content");
    let origin = format!("Origin: http://localhost:{port}\r\n");
    let key = format!("X-Scholion-Token: {}\r\n", token(port));
    let (origin, key, json) = (origin.as_str(), key.as_str(), "Content-Type: application/json\r\n");
    let (_, known) = ask(port, "open", &json!({"page": FIRST}));
    let wish = json!({"page": FIRST, "text": "Theirs", "version": known["version"], "slug": "first"});
    for what in ["open", "check", "field", "save", "names", "offers", "mend", "undo"] {
        for (head, status) in [
            ([json, key].concat(), 403),
            ([origin, key].concat(), 403),
            ([origin, json].concat(), 403),
            ([origin, "Content-Type: text/plain\r\n", key].concat(), 403),
            ([origin, json, "X-Scholion-Token: 0\r\n"].concat(), 403),
            (["Origin: http://evil.example\r\n", json, key].concat(), 421),
            ([origin, json, key, "Sec-Fetch-Dest: iframe\r\n"].concat(), 403),
        ] {
            assert_eq!(ask_with(port, what, &head, &wish.to_string()).status, status, "{what} {head}");
        }
        for page in [
            "documents/nothing.html",
            "../content/documents/first.html",
            "documents/../../scholion.html",
            "content/documents/first.md",
            "index.html",
            "",
        ] {
            let (status, answer) = ask(port, what, &json!({"page": page, "slug": page, "text": "x"}));
            assert_eq!((status, &answer["error"]), (422, &"no-document".into()), "{what} {page}");
        }
    }
    assert_eq!(ask(port, "other", &wish).0, 404);
    assert_eq!(
        ask(port, "field", &json!({"page": FIRST, "text": "---\n---\n", "key": "a: b\nc", "value": "x"})).1["error"],
        "text-malformed"
    );
    assert_eq!(archive.files("content"), before);

    // The editor may frame pages of the site, and they may be framed by nobody else.
    let edit = get(port, "/_scholion/edit/documents/first.html");
    let policy = edit.header("content-security-policy");
    assert!(edit.status == 200 && policy.contains("; frame-src 'self'; frame-ancestors 'none'"), "{policy}");
    assert_eq!(get(port, "/_scholion/edit/documents/nothing.html").status, 404);
    for (site, target, allowed) in [
        ("same-origin", "iframe", "'self'"),
        ("cross-site", "iframe", ""),
        ("same-origin", "document", "'none'"),
        ("same-origin", "embed", "'none'"),
    ] {
        let head = format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Dest: {target}\r\nSec-Fetch-Mode: navigate\r\n");
        let page = send(port, &format!("GET /{FIRST} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{head}\r\n"));
        let policy = page.header("content-security-policy");
        let frame = page.header("x-frame-options");
        if allowed == "'self'" {
            assert!(policy.ends_with("frame-ancestors 'self'") && frame == "SAMEORIGIN", "{site} {target}: {policy}");
        } else {
            assert!(policy.ends_with("frame-ancestors 'none'") && frame == "DENY", "{site} {target}: {policy}");
        }
    }
}
