//! Notes written through the preview, over plain connections: who may, what is written, and what never is.

use std::os::unix::fs::symlink;

use serde_json::{Value, json};

use crate::{
    fixture::example,
    serve::{Answer, get, send, serve},
    watching::Watching,
};

/// The token that the pages of a preview have.
fn token(port: u16) -> String {
    let page = get(port, "/documents/first.html").text();
    page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Asks as a page of the preview does.
fn ask(port: u16, method: &str, wish: &Value) -> (u16, Value) {
    let head = format!("Origin: http://localhost:{port}\r\nContent-Type: application/json\r\nX-Scholion-Token: {}\r\n", token(port));
    let answer = ask_with(port, method, &head, &wish.to_string());
    (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
}

fn ask_with(port: u16, method: &str, head: &str, body: &str) -> Answer {
    let length = body.len();
    send(
        port,
        &format!(
            "{method} /_scholion/annotations HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n{body}"
        ),
    )
}

fn notes(port: u16, page: &str) -> (u16, Value) {
    let answer = get(port, &format!("/_scholion/annotations?page={page}"));
    (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
}

fn add(page: &str, body: &str) -> Value {
    json!({"page": page, "note": {"target": "document", "body": body}})
}

const FIRST: &str = "documents/first.html";
const FILE: &str = "content/annotations/first.yaml";

#[test]
fn notes_are_added_edited_and_deleted() {
    let archive = example();
    let (watching, port) = serve(&archive);
    let quote = json!({"exact": "the second", "prefix": "something else See ", "suffix": " and Ilves"});
    let wish =
        json!({"page": FIRST, "note": {"target": {"words": quote}, "body": "It answers.", "motivation": "linking", "tags": ["letters"]}});
    let (status, done) = ask(port, "POST", &wish);
    assert_eq!((status, done), (200, json!({"id": "the-second", "path": FILE})));
    let file = archive.read(FILE);
    let (before, after) = file.split_once("  created: ").unwrap();
    assert_eq!(
        before,
        "- id: the-second\n  quote:\n    exact: the second\n    prefix: 'See '\n    suffix: |2-\n       and Ilves, 2019.\n      A note.\n  motivation: linking\n"
    );
    let (created, rest) = after.split_once('\n').unwrap();
    assert!(created.len() == "2026-05-02T14:30:00Z".len() && created.ends_with('Z'), "{created}");
    assert_eq!(rest, "  tags:\n  - letters\n  body: It answers.\n");
    watching.shows(FIRST, "id=\"note-the-second\"");
    // The editor writes a comment by hand; the form changes the text; both stay.
    archive.write(FILE, format!("# Mine.\n{file}"));
    let (_, known) = notes(port, FIRST);
    let note = &known["notes"][0];
    assert_eq!((&note["body"], &note["quote"], &known["lang"]), (&"It answers.".into(), &"the second".into(), &"en".into()));
    let wish = json!({"page": FIRST, "id": "the-second", "version": note["version"], "note": {"body": "It does not.", "motivation": "linking", "tags": ["letters"]}});
    assert_eq!(ask(port, "PUT", &wish).0, 200);
    let edited = archive.read(FILE);
    assert!(
        edited.starts_with("# Mine.\n- id: the-second\n")
            && edited.contains("\n  modified: ")
            && edited.ends_with("  body: It does not.\n"),
        "{edited}"
    );
    // The same version again is an old one now.
    let (status, answer) = ask(port, "PUT", &wish);
    assert_eq!((status, &answer["error"], &answer["now"]["body"]), (409, &"conflict".into(), &"It does not.".into()));
    assert_eq!(archive.read(FILE), edited);
    let (_, known) = notes(port, FIRST);
    let wish = json!({"page": FIRST, "id": "the-second", "thread": known["notes"][0]["thread"]});
    assert_eq!(ask(port, "DELETE", &wish).0, 200);
    assert_eq!(archive.read(FILE), "# Mine.\n");
    assert_eq!(ask(port, "DELETE", &wish), (409, json!({"error": "note-gone", "path": FILE})));
    watching.is_clean();
}

#[test]
fn a_note_brings_its_works_and_links_to_other_pages_at_once() {
    let archive = example();
    archive.write("content/bibliography/more.bib", "@book{tamm2001, author = {Tamm, Jaan}, title = {Seals}, year = 2001}\n");
    archive.write("content/documents/third.md", "---\ntitle: Third\nlicense: CC-BY-4.0\n---\n\nNothing.\n");
    let (watching, port) = serve(&archive);
    assert_eq!(ask(port, "POST", &add(FIRST, "As [@tamm2001] says of [[Third]].")).0, 200);
    watching.shows("works/tamm2001.html", "documents/first.html#note-");
    watching.shows("documents/third.html", "href=\"first.html\"");
    let known = notes(port, FIRST).1;
    let wish = json!({"page": FIRST, "id": known["notes"][0]["id"], "thread": known["notes"][0]["thread"]});
    assert_eq!(ask(port, "DELETE", &wish).0, 200);
    watching.drops("works/tamm2001.html");
    watching.until("the link is gone", || !archive.read("public/documents/third.html").contains("href=\"first.html\""));
    assert!(!archive.at(FILE).exists());
    watching.is_clean();
}

#[test]
fn the_published_site_knows_nothing_of_the_form() {
    let archive = example();
    let (watching, port) = serve(&archive);
    assert_eq!(ask(port, "POST", &add(FIRST, "A word.")).0, 200);
    watching.shows(FIRST, "A word.");
    assert!(get(port, &format!("/{FIRST}")).text().contains("/_scholion/editor.js"));
    for (path, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("_scholion") && !text.contains("data-token") && !text.contains("scholion-editor"), "{path}");
    }
    watching.is_clean();
}

#[test]
fn only_pages_of_this_session_may_write() {
    let archive = example();
    let (_watching, port) = serve(&archive);
    let token = token(port);
    let body = add(FIRST, "A word.").to_string();
    let origin = format!("Origin: http://localhost:{port}\r\n");
    let json = "Content-Type: application/json\r\n";
    let key = format!("X-Scholion-Token: {token}\r\n");
    let all = |parts: &[&str]| parts.concat();
    for (head, status) in [
        (all(&[json, &key]), 403),
        (all(&[&origin, &key]), 403),
        (all(&[&origin, json]), 403),
        (all(&[&origin, "Content-Type: text/plain\r\n", &key]), 403),
        (all(&[&origin, json, "X-Scholion-Token: \r\n"]), 403),
        (all(&[&origin, json, &key.replace(&token, &"0".repeat(64))]), 403),
        (all(&[&origin, json, &key, "Sec-Fetch-Site: cross-site\r\n"]), 421),
        (all(&["Origin: http://evil.example\r\n", json, &key]), 421),
        (all(&["Origin: null\r\n", json, &key]), 421),
        (all(&[&format!("Origin: http://localhost:{}\r\n", port ^ 1), json, &key]), 421),
    ] {
        for method in ["POST", "PUT", "DELETE"] {
            assert_eq!(ask_with(port, method, &head, &body).status, status, "{method} {head}");
        }
    }
    assert!(!archive.at("content/annotations").exists());
    // Another session has another token.
    let other = example();
    let (_other, second) = serve(&other);
    assert_ne!(self::token(second), token);
    assert_eq!(ask_with(port, "POST", &all(&[&origin, json, &key]), &body).status, 200);
    assert_eq!(ask_with(port, "PATCH", &all(&[&origin, json, &key]), &body).status, 405);
}

#[test]
fn only_files_of_notes_of_known_documents_are_written() {
    let archive = example();
    let (watching, port) = serve(&archive);
    let before = archive.files("content");
    for page in [
        "documents/nothing.html",
        "documents/../pages/about.html",
        "documents/../../first.html",
        "documents/first.source.html",
        "documents/first",
        "pages/about.html",
        "index.html",
        "first.html",
        "../content/documents/first.html",
        "/etc/passwd",
        "",
    ] {
        assert_eq!(ask(port, "POST", &add(page, "A word.")), (422, json!({"error": "no-document"})), "{page}");
        assert_eq!(notes(port, page).0, 404, "{page}");
    }
    for wish in [json!("x"), json!({"page": 1}), json!({"page": FIRST, "note": {"target": {"file": "x"}, "body": "a"}})] {
        assert_eq!(ask(port, "POST", &wish), (422, json!({"error": "malformed"})), "{wish}");
    }
    assert_eq!(ask(port, "POST", &add(FIRST, &"a".repeat(2_000_000))).0, 413);
    assert_eq!(archive.files("content"), before);
    // Nothing is written through a link, be it the file or its folder.
    archive.write("elsewhere/notes.yaml", "# Not ours.\n");
    archive.write("content/annotations/other.txt", "");
    symlink("../../elsewhere/notes.yaml", archive.at(FILE)).unwrap();
    let refused = |what: &str| {
        let (status, answer) = ask(port, "POST", &add(FIRST, "A word."));
        assert_eq!((status, &answer["error"]), (500, &"disk".into()), "{what}: {answer}");
        assert!(answer["message"].as_str().unwrap().contains("symbolic link"), "{answer}");
        assert_eq!(archive.read("elsewhere/notes.yaml"), "# Not ours.\n");
    };
    refused("the file");
    std::fs::remove_dir_all(archive.at("content/annotations")).unwrap();
    symlink("../elsewhere", archive.at("content/annotations")).unwrap();
    refused("the folder");
    assert_eq!(std::fs::read_dir(archive.at("elsewhere")).unwrap().count(), 1);
    watching.hush();
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let archive = example();
    archive.write(FILE, "- id: one\n  target: document\n  body: Good.\n");
    let (watching, port) = serve(&archive);
    archive.write(FILE, "- id: one\n  target: document\n  body: not: good\n");
    let expected = json!({
        "error": "broken", "place": format!("{FILE}:3:12"), "message": "mapping values are not allowed in this context",
        "hint": "put quotation marks around the value", "line": ["  body: not", ":", " good"],
    });
    let (status, answer) = ask(port, "POST", &add(FIRST, "A word."));
    assert_eq!((status, &answer["error"], &answer["line"]), (422, &expected["error"], &expected["line"]), "{answer}");
    assert_eq!(answer["place"], expected["place"]);
    assert!(answer["hint"].as_str().unwrap().contains("quotation marks"), "{answer}");
    assert_eq!(notes(port, FIRST).1["refused"], answer);
    assert_eq!(archive.read(FILE), "- id: one\n  target: document\n  body: not: good\n");
    archive.write(FILE, "[{id: one, target: document, body: x}]\n");
    assert_eq!(ask(port, "POST", &add(FIRST, "A word.")), (422, json!({"error": "notation", "path": FILE})));
    let gone = json!({"page": FIRST, "note": {"target": {"words": {"exact": "a third", "prefix": "", "suffix": ""}}, "body": "x"}});
    assert_eq!(ask(port, "POST", &gone), (422, json!({"error": "words-gone", "path": FILE})));
    watching.hush();
}

#[test]
fn the_form_speaks_the_language_of_the_site() {
    let archive = example();
    archive.write("scholion.yaml", "title: Письма\nlang: ru\n");
    let (_watching, port) = serve(&archive);
    assert_eq!(notes(port, FIRST).1["words"]["save"], "Сохранить");
    // So does what is wrong with the file of notes.
    archive.write(FILE, "- id: one\n  target: document\n  body: \"Good.\n");
    let (status, answer) = ask(port, "POST", &add(FIRST, "A word."));
    assert_eq!((status, &answer["error"]), (422, &json!("broken")), "{answer}");
    assert_eq!(answer["message"], "эта кавычка не закрыта");
    assert_eq!(answer["hint"], "закройте её или возьмите всё значение в кавычки другого вида");
    assert_eq!(notes(port, FIRST).1["refused"], answer);
}

/// How many notes are written at once; SCHOLION_NOTES=10000 for a long run.
fn count() -> usize {
    std::env::var("SCHOLION_NOTES").ok().and_then(|number| number.parse().ok()).unwrap_or(240)
}

/// Whether an open file is the one that stands at a path.
fn is_same(open: &std::fs::File, path: &std::path::Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |metadata: std::io::Result<std::fs::Metadata>| metadata.map(|metadata| metadata.ino()).ok();
    number(open.metadata()) == number(std::fs::metadata(path))
}

/// What was acknowledged is there, whoever else wrote: two previews, imports, and an editor who adds lines to the same files.
#[test]
fn no_acknowledged_note_is_lost_between_processes() {
    const HANDS: usize = 3;
    let archive = example();
    // Some hundred notes a file: each is read again for each note.
    let letters = count().div_ceil(300);
    for n in 0..letters {
        archive.write(&format!("content/documents/letter-{n}.md"), format!("---\ntitle: Letter {n}\nlicense: CC0-1.0\n---\n\nWords.\n"));
    }
    let file = |n: usize| archive.at(&format!("content/annotations/letter-{n}.yaml"));
    let (first, one) = serve(&archive);
    let second = Watching::start(&archive, &["serve", "--port", "0", "-o", "other"]);
    let ports = [one, crate::serve::port(&second)];
    let is_done = std::sync::atomic::AtomicBool::new(false);
    let (written, imported): (Vec<usize>, usize) = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS * 2)
            .map(|hand| {
                let port = ports[hand % 2];
                scope.spawn(move || {
                    let token = token(port);
                    let head =
                        format!("Origin: http://localhost:{port}\r\nContent-Type: application/json\r\nX-Scholion-Token: {token}\r\n");
                    let mine = (hand..count()).step_by(HANDS * 2);
                    mine.inspect(|n| {
                        let wish = add(&format!("documents/letter-{}.html", n % letters), &format!("Note {n} of all.")).to_string();
                        let answer = ask_with(port, "POST", &head, &wish);
                        assert_eq!(answer.status, 200, "{}", answer.text());
                    })
                    .collect::<Vec<_>>()
                })
            })
            .collect();
        let editor = scope.spawn(|| {
            let mut lines = 0;
            while !is_done.load(std::sync::atomic::Ordering::Relaxed) {
                if let Ok(mut open) = std::fs::File::options().append(true).open(file(0)) {
                    std::io::Write::write_all(&mut open, format!("# Line {lines}.\n").as_bytes()).unwrap();
                    // One that went into a file that had been replaced since it was opened is written again.
                    lines += usize::from(is_same(&open, &file(0)));
                }
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            lines
        });
        let importer = scope.spawn(|| {
            let mut round = 0;
            while !is_done.load(std::sync::atomic::Ordering::Relaxed) {
                let notes: Vec<Value> = (0..3)
                    .map(|n| json!({"id": format!("urn:x:{round}-{n}"), "target": format!("https://a.example/documents/letter-{}.html", round % letters), "bodyValue": format!("Import {round}-{n} of all.")}))
                    .collect();
                archive.write("notes.json", json!(notes).to_string());
                let ran = archive.run(&["annotations", "import", "notes.json"]);
                assert_eq!((ran.status, ran.stderr.as_str()), (0, "3 notes taken\n"));
                round += 1;
            }
            round * 3
        });
        let hands: Vec<_> = hands.into_iter().map(|hand| hand.join()).collect();
        // Whatever became of them, or the others would never end.
        is_done.store(true, std::sync::atomic::Ordering::Relaxed);
        let written = hands.into_iter().flat_map(Result::unwrap).collect();
        let imported = importer.join().unwrap();
        let lines = editor.join().unwrap();
        let text = std::fs::read_to_string(file(0)).unwrap();
        for line in 0..lines {
            assert!(text.contains(&format!("# Line {line}.\n")), "line {line} of {lines} of the editor is lost");
        }
        (written, imported)
    });
    let all: String = (0..letters).map(|n| std::fs::read_to_string(file(n)).unwrap()).collect();
    assert_eq!(written.len(), count());
    for n in written {
        assert!(all.contains(&format!("body: Note {n} of all.\n")), "note {n} is lost");
    }
    assert_eq!(all.matches("  body: Import ").count(), imported);
    let ids: Vec<&str> = all.lines().filter(|line| line.starts_with("- id: ")).collect();
    assert_eq!(ids.len(), count() + imported);
    first.is_clean();
    drop(second);
}
