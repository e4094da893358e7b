//! That records are not one work, said in the preview, and taken back.

use serde_json::{Value, json};

use crate::{
    browser::with_browser,
    fixture::Archive,
    serve::{get, send, serve},
};

const FILE: &str = "content/bibliography/works.yaml";
const PAGE: &str = "works/roe.html";

fn archive() -> Archive {
    let library = r#"[{"id": "KEY", "type": "book", "title": "The Frozen Port", "author": [{"family": "Roe", "given": "Ann"}], "issued": {"date-parts": [[2001]]}, "publisher": "PRESS"}]"#;
    let archive = Archive::new("");
    for (name, key, press) in [("a", "roe2001", "Elm"), ("b", "roe", "Oak")] {
        archive
            .write(&format!("content/documents/{name}.md"), format!("---\ntitle: {name}\nlicense: CC0-1.0\nnocite: '@*'\n---\n\nWords.\n"));
        archive.write(&format!("content/bibliography/{name}.json"), library.replace("KEY", key).replace("PRESS", press));
    }
    archive
}

/// Asks as a page of the preview does.
fn ask(port: u16, names: &str, different: bool) -> (u16, Value) {
    let page = get(port, &format!("/{PAGE}")).text();
    let token = page.split("works.js\"").nth(1).and_then(|rest| rest.split("data-token=\"").nth(1)).and_then(|rest| rest.split('"').next());
    let body = json!({"page": PAGE, "names": names, "different": different}).to_string();
    let head = format!(
        "Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nContent-Type: application/json\r\nX-Scholion-Token: {}\r\n",
        token.unwrap_or_default()
    );
    let request = format!("POST /_scholion/works HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n{head}\r\n{body}", body.len());
    let answer = send(port, &request);
    (answer.status, serde_json::from_str(&answer.text()).unwrap_or_default())
}

#[test]
fn works_are_parted_in_the_preview_and_joined_again() {
    let archive = archive();
    archive.write(FILE, "# ours\nsame:\n- [x, y]\n");
    let (watching, port) = serve(&archive);
    watching.shows(PAGE, "_joined");
    // Records of other works are none of this page's.
    assert_eq!(ask(port, "[a/roe2001, c/other]", true).0, 422);
    assert_eq!(ask(port, "a/roe2001", true).0, 422);
    let (status, done) = ask(port, "[a/roe2001, b/roe]", true);
    assert_eq!((status, done), (200, json!({"path": FILE})));
    assert_eq!(archive.read(FILE), "# ours\nsame:\n- [x, y]\ndifferent:\n- [a/roe2001, b/roe]\n");
    watching.until("the works stand apart", || !archive.read(&format!("public/{PAGE}")).contains("_joined"));
    let said: Value = serde_json::from_str(&get(port, &format!("/_scholion/works?page={PAGE}")).text()).unwrap();
    assert_eq!(said["different"], json!(["[a/roe2001, b/roe]"]));
    assert_eq!(ask(port, "[a/roe2001, b/roe]", false).0, 200);
    assert_eq!(archive.read(FILE), "# ours\nsame:\n- [x, y]\n");
    watching.shows(PAGE, "_joined");
    watching.is_clean();
}

#[test]
fn a_page_has_buttons_for_it() {
    let archive = archive();
    let (_watching, port) = serve(&archive);
    let click = |words: &str| {
        format!(
            "(() => {{ const one = [...document.querySelectorAll('scholion-verdict button')].find((one) => one.textContent === '{words}' && !one.disabled); one?.click(); return !!one; }})()"
        )
    };
    with_browser(async |browser| {
        browser.goto(port, PAGE).await;
        browser.until(&click("Not one work")).await;
        browser.until("!document.querySelector('#_joined') && !!document.querySelector('scholion-verdict')").await;
        browser.until(&click("Take this back")).await;
        browser.until("!!document.querySelector('#_joined')").await;
        browser
    });
    assert!(!archive.at(FILE).exists(), "of a file in which nothing is left nothing is left");
}
