//! Texts that come in through the preview: over plain connections, and dropped in a real browser.

use std::{io::Write, net::TcpStream};

use serde_json::{Value, json};

use crate::{
    browser::with_browser,
    fixture::Archive,
    serve::{Answer, get, send, serve},
};

/// The token that stands in the page.
fn token(port: u16) -> String {
    let page = get(port, "/_scholion/welcome").text();
    page.split("data-token=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
}

/// What a page of ours sends.
fn post(port: u16, token: &str, address: &str, kind: &str, body: &str) -> Answer {
    let head = format!(
        "POST /_scholion/upload/{address} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nConnection: close\r\n\
         Content-Type: {kind}\r\nX-Scholion-Token: {token}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    send(port, &format!("{head}{body}"))
}

fn ask(port: u16, token: &str, address: &str, wish: &Value) -> (u16, Value) {
    let answer = post(port, token, address, "application/json", &wish.to_string());
    (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
}

const BYTES: &str = "application/octet-stream";

#[test]
fn only_pages_of_ours_send_texts_and_harmful_names_come_to_nothing() {
    let archive = Archive::new("");
    let (watching, port) = serve(&archive);
    let first = get(port, "/");
    assert_eq!((first.status, first.header("location").as_str()), (307, "/_scholion/welcome"));
    assert_eq!(get(port, "/index.html").status, 200, "the front itself can be looked at");
    let page = get(port, "/_scholion/welcome").text();
    assert!(page.contains("Welcome to your archive") && !page.contains("style=") && !page.contains("<script>"), "{page}");
    assert!(!archive.files("public").keys().any(|path| path.contains("welcome")), "it is in no file of the site");
    let token = token(port);
    let begin = |token: &str| ask(port, token, "begin", &json!({}));
    assert_eq!(begin("0000").0, 403);
    assert_eq!(post(port, &token, "begin", "text/plain", "{}").status, 403);
    let foreign = format!(
        "POST /_scholion/upload/begin HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://evil.example\r\nConnection: close\r\nContent-Type: application/json\r\nX-Scholion-Token: {token}\r\nContent-Length: 2\r\n\r\n{{}}"
    );
    assert_eq!(send(port, &foreign).status, 421);
    let (_, begun) = begin(&token);
    let batch = begun["batch"].as_str().unwrap().to_owned();
    let file = |name: &str, text: &str| post(port, &token, &format!("file?batch={batch}&name={name}"), BYTES, text).status;
    assert_eq!(post(port, &token, &format!("file?batch={batch}&name=a.txt"), "multipart/form-data", "x").status, 403);
    assert_eq!(post(port, &token, "file?batch=..%2F..&name=a.txt", BYTES, "x").status, 422);
    for (name, text) in [
        ("box+1%2Fletter.txt", "A letter with some words in it, and more."),
        ("..%2F..%2Fscholion.yaml", "title: Mine\n"),
        ("%2Fetc%2Fpasswd", "x"),
        (".htaccess", "x"),
        ("NUL.txt", "A text whose name Windows keeps for a device."),
        ("what%3F.txt", "A text whose name Windows does not take."),
        ("a.js", "let a = 1;"),
        ("page.html", "<html><body><img src='page_files/a.png'><p>Words of a page.</p></body></html>"),
        ("page_files%2Fa.js", "x()"),
    ] {
        assert_eq!(file(name, text), 200, "{name}");
    }
    assert_eq!(file("a.js", "let a = 1;"), 422, "no file comes twice in a batch");
    // One that says that it is too large is not waited for, and one that does not come whole is gone.
    let large = format!(
        "POST /_scholion/upload/file?batch={batch}&name=large.txt HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nConnection: close\r\nContent-Type: {BYTES}\r\nX-Scholion-Token: {token}\r\nContent-Length: 9000000000\r\n\r\n"
    );
    assert_eq!(send(port, &large).status, 413);
    let staged = || archive.files(&format!(".scholion/uploads/{batch}")).len();
    assert_eq!(staged(), 9);
    let mut cut = TcpStream::connect(("127.0.0.1", port)).unwrap();
    cut.write_all(large.replace("9000000000", "1000").replace("large.txt", "cut.txt").as_bytes()).unwrap();
    cut.write_all(b"Half of").unwrap();
    watching.until("the half of a file is there", || staged() == 10);
    drop(cut);
    watching.until("the half of a file is gone", || staged() == 9);
    let (status, done) = ask(port, &token, "finish", &json!({"batch": batch}));
    assert_eq!(status, 200, "{done}");
    let said: Vec<String> = done["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["name"].as_str().unwrap(), one["state"].as_str().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            "../../scholion.yaml refused",
            ".htaccess refused",
            "/etc/passwd refused",
            "NUL.txt wait",
            "a.js refused",
            "box 1/letter.txt wait",
            "page.html wait",
            "page_files/a.js beside",
            "what?.txt wait",
        ]
    );
    assert!(done["files"][4]["why"]["text"].as_str().unwrap().contains("is a script"), "{done}");
    assert_eq!(archive.read("scholion.yaml"), "");
    assert!(!archive.at(&format!(".scholion/uploads/{batch}")).exists(), "nothing is left aside");
    let sources: Vec<String> = archive.files("content/sources").into_keys().collect();
    assert_eq!(sources, ["NUL-.txt", "box 1/letter.txt", "page.html", "page_files/a.js", "what-.txt"]);
    // The loop makes documents of them, and the page hears which.
    let path = "content/sources/box 1/letter.txt";
    let state = || ask(port, &token, "state", &json!({"paths": [path, "content/documents/a.md"]})).1;
    watching.until("it is known what became of the letter", || state()["files"][0]["state"] == "made");
    let made = state();
    assert_eq!(made["files"].as_array().unwrap().len(), 1, "of other files nothing is said: {made}");
    assert_eq!(made["files"][0]["documents"][0]["href"], "/documents/letter.html", "{made}");
    watching.shows("documents/letter.html", "A letter with some words");
    assert_ne!(get(port, "/").status, 307, "now there is a site to look at");
    // A name that is taken: the file that is there stays.
    let again = ask(port, &token, "begin", &json!({})).1["batch"].as_str().unwrap().to_owned();
    let name = "box+1%2Fletter.txt";
    assert_eq!(post(port, &token, &format!("file?batch={again}&name={name}"), BYTES, "Another letter.").status, 200);
    let (_, taken) = ask(port, &token, "finish", &json!({"batch": again}));
    assert_eq!(taken["files"][0]["state"], "taken", "{taken}");
    assert!(archive.read(path).starts_with("A letter"));
    let (_, kept) = ask(port, &token, "finish", &json!({"batch": again, "keep": ["box 1/letter.txt"]}));
    assert_eq!(kept["files"][0]["path"], "content/sources/box 1/letter-2.txt", "{kept}");
    watching.shows("documents/letter-2.html", "Another letter");
    watching.is_clean();
}

#[test]
fn texts_that_come_while_a_build_runs_are_all_taken_in() {
    let archive = Archive::new("");
    let (watching, port) = serve(&archive);
    let token = token(port);
    let bring = |n: usize| {
        let batch = ask(port, &token, "begin", &json!({})).1["batch"].as_str().unwrap().to_owned();
        for name in ["shared.txt".to_owned(), format!("text-{n}.txt")] {
            let text = format!("The {n}th text, which came as {name}.");
            assert_eq!(post(port, &token, &format!("file?batch={batch}&name={name}"), BYTES, &text).status, 200);
        }
        ask(port, &token, "finish", &json!({"batch": batch})).1["files"][0]["state"].as_str().unwrap().to_owned()
    };
    let states: Vec<String> = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..4).map(|n| scope.spawn(move || bring(n))).collect();
        archive.write("content/documents/own.md", "---\ntitle: Own\n---\n\nWritten meanwhile.\n");
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    assert_eq!(states.iter().filter(|state| *state == "wait").count(), 1, "one has the name, the others keep theirs: {states:?}");
    for n in 0..4 {
        watching.shows(&format!("documents/text-{n}.html"), &format!("The {n}th text"));
    }
    watching.shows("documents/own.html", "Written meanwhile");
    watching.is_clean();
}

#[test]
pub fn texts_are_dropped_and_become_documents() {
    let archive = Archive::new("");
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.driver.goto(format!("http://localhost:{port}/")).await.unwrap();
        browser.until("document.querySelector('#zone.ready') !== null").await;
        browser
            .until(
                "(() => {
                    const carried = new DataTransfer();
                    carried.items.add(new File(['Letter of 3 March 1914\\n\\nDear Ida, the crates have come, and we have not opened them.\\n\\nKarl\\n'], 'letter.txt'));
                    carried.items.add(new File(['let a = 1;'], 'a.js'));
                    carried.items.add(new File(['Letter of 9 May 1914\\n\\nDear Ida, this one lay in another folder.\\n\\nKarl\\n'], 'letter.txt'));
                    for (const type of ['dragenter', 'dragover', 'drop'])
                        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
                    return true;
                })()",
            )
            .await;
        browser.until("document.querySelector('#list .made a')?.getAttribute('href') === '/documents/letter.html'").await;
        browser.until("document.getElementById('status').textContent === 'Done; not all of them came in'").await;
        // Two of one name from two folders: the second stays aside until it is said what to do.
        browser.until("document.querySelector('#list .taken button')?.textContent === 'Keep both, this one as letter-2.txt'").await;
        browser.until("(document.querySelector('#list .taken button').click(), true)").await;
        browser.until("!!document.querySelector('#list .made a[href=\"/documents/letter-2.html\"]')").await;
        browser.until("document.querySelector('#list .refused .why').textContent.includes('is a script')").await;
        browser.until("!document.querySelector('.zone.over') && document.getElementById('progress').hidden").await;
        // The buttons are what a keyboard reaches, and the document is one step away.
        browser.until("[...document.querySelectorAll('.choose button')].every((one) => one.tabIndex === 0 && one.textContent)").await;
        browser.until("(document.querySelector('#list .made a').click(), true)").await;
        browser.until("location.pathname === '/documents/letter.html' && document.body.textContent.includes('the crates have come')").await;
        // From the lists one comes back.
        browser.goto(port, "documents/index.html").await;
        browser.until("document.querySelector('scholion-preview').shadowRoot.querySelector('a.add')?.textContent === 'Add texts'").await;
        browser
    });
}
