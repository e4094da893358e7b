//! What readers do with words of a published page, in a real browser and without a server: notes of their own, and messages.
//!
//! Needs `chromium` and `chromedriver`; `tests/run` installs them.

use serde_json::Value;
use thirtyfour::Key;

use crate::{
    browser::{Browser, with_browser},
    fixture::{Archive, example},
};

/// A page as a reader has it from a disk.
async fn open(browser: &Browser, archive: &Archive, page: &str) {
    let address = format!("file://{}", archive.at(&format!("public/{page}")).display());
    // A fragment alone loads nothing.
    browser.driver.goto("about:blank").await.unwrap();
    browser.driver.goto(address).await.unwrap();
    browser.until("document.readyState === 'complete'").await;
}

/// Selects words that stand in one node of the text, and waits for the buttons.
async fn select(browser: &Browser, words: &str) {
    let select = format!(
        "(() => {{
            const walker = document.createTreeWalker(document.querySelector('.reading .text'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode() && !walker.currentNode.data.includes('{words}'));
            const node = walker.currentNode;
            const range = document.createRange();
            range.setStart(node, node.data.indexOf('{words}'));
            range.setEnd(node, node.data.indexOf('{words}') + '{words}'.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return true;
        }})()"
    );
    browser.until(&select).await;
    browser.until("!!document.querySelector('.answers.bar')").await;
}

/// Clicks a button by its words.
async fn click(browser: &Browser, words: &str) {
    browser
        .until(&format!(
            "(() => {{ const button = [...document.querySelectorAll('.answers button, button.answers')].find((one) => one.textContent === '{words}'); button?.click(); return !!button; }})()"
        ))
        .await;
}

fn text(value: Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// An archive whose pages ask for messages.
fn archive(reports: &str) -> Archive {
    let archive = example();
    archive.write("scholion.yaml", format!("title: Letters\nlang: en\n{reports}"));
    archive.write(
        "content/documents/first.md",
        "---\ntitle: The first letter\nlicense: CC-BY-4.0\n---\n\nHe came at noon &amp; left.[^1] He came at noon, they say.\n\nУтро было ясным.\n\n[^1]: A note.\n",
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    archive
}

#[test]
pub fn in_a_browser_notes_of_readers_stay_and_come_back() {
    with_browser(async |browser| {
        let archive = archive("");
        open(&browser, &archive, "documents/first.html").await;
        assert_eq!(
            browser.value("!!document.querySelector('script[src*=answers-form]')").await,
            false,
            "nothing is loaded before it is needed"
        );
        select(&browser, "came at noon, they").await;
        assert_eq!(
            browser.value("[...document.querySelectorAll('.answers.bar button')].map((one) => one.textContent).join()").await,
            "Note"
        );
        // By the keyboard alone.
        let keys = browser.driver.action_chain().key_down(Key::Alt).key_down(Key::Shift).key_down('n').key_up('n');
        keys.key_up(Key::Shift).key_up(Key::Alt).perform().await.unwrap();
        browser.until("document.activeElement.localName === 'textarea' && !!document.querySelector('dialog[open]')").await;
        browser.driver.action_chain().send_keys("Was it <b>noon</b>?").perform().await.unwrap();
        click(&browser, "Save").await;
        browser.until("!document.querySelector('dialog') && document.querySelector('.answers.mine')?.textContent === 'My notes (1)'").await;
        // Where it was written, after the page is loaded anew: the second place, not the first.
        open(&browser, &archive, "documents/first.html").await;
        let marked = "[...(CSS.highlights.get('scholion-notes') || [])].map((range) => [range.toString(), range.startContainer.data.slice(0, range.startOffset).includes('left')].join()).join('|')";
        browser.until(&format!("{marked} === 'came at noon, they,false' || {marked} === 'came at noon, they,true'")).await;
        // Another page of the archive lists it as elsewhere; another archive on the same host does not know it.
        open(&browser, &archive, "documents/second.html").await;
        browser.until("document.querySelector('.answers.mine')?.textContent === 'My notes (1)'").await;
        click(&browser, "My notes (1)").await;
        browser.until("document.querySelector('dialog a')?.textContent.includes('The first letter')").await;
        browser.until("(document.querySelector('dialog').close(), true)").await;
        let other = self::archive("");
        open(&browser, &other, "documents/first.html").await;
        assert_eq!(browser.value("!!document.querySelector('.answers')").await, false);
        // Taken away as a file, which the editors take.
        open(&browser, &archive, "documents/first.html").await;
        click(&browser, "My notes (1)").await;
        browser.until("document.querySelector('dialog')?.textContent.includes('Was it <b>noon</b>?')").await;
        browser
            .until(
                "(URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return 'blob:nothing'; }, true)",
            )
            .await;
        click(&browser, "Save as a file").await;
        browser.until("!!window.saved").await;
        let file: Value = serde_json::from_str(&text(browser.value("window.saved").await)).unwrap();
        assert_eq!(file.pointer("/items/0/target/selector/exact").unwrap(), "came at noon, they");
        archive.write("notes.jsonld", file.to_string());
        let ran = archive.run(&["annotations", "import", "notes.jsonld"]);
        assert!(ran.status == 0 && archive.read("content/annotations/first.yaml").contains("came at noon, they"), "{ran:?}");
        assert_eq!(archive.run(&["check"]).status, 0);
        // And deleted.
        click(&browser, "Delete").await;
        browser
            .until("!document.querySelector('.answers') && !Object.keys(localStorage).some((key) => key.startsWith('scholion-notes'))")
            .await;
        browser
    });
}

#[test]
pub fn in_a_browser_a_report_opens_a_message_and_sends_nothing() {
    with_browser(async |browser| {
        for (reports, start) in [
            ("reports: {mail: editors@example.org}\n", "mailto:editors@example.org?subject="),
            (
                "reports: {issues: \"https://example.org/letters/issues/new\"}\nreader-notes: false\n",
                "https://example.org/letters/issues/new?title=",
            ),
            (
                "reports: {issues: \"https://example.org/letters/-/issues/new\"}\n",
                "https://example.org/letters/-/issues/new?issue%5Btitle%5D=",
            ),
        ] {
            let archive = archive(reports);
            open(&browser, &archive, "documents/first.html").await;
            browser.until("(HTMLAnchorElement.prototype.click = function () { window.opened = this.href; }, true)").await;
            select(&browser, "Утро было").await;
            assert_eq!(
                browser.value("[...document.querySelectorAll('.answers.bar button')].length").await,
                2 - i32::from(reports.contains("false"))
            );
            click(&browser, "Report").await;
            browser.until("document.activeElement.localName === 'textarea'").await;
            browser.driver.action_chain().send_keys("It was an evening.").perform().await.unwrap();
            click(&browser, "Open the message").await;
            browser.until("!!window.opened && !document.querySelector('dialog')").await;
            let opened = text(browser.value("window.opened").await);
            assert!(opened.starts_with(start) && opened.len() < 8000, "{opened}");
            let body = text(browser.value("decodeURIComponent(window.opened.split(/&(?:body|issue%5Bdescription%5D)=/)[1])").await);
            archive.write("message.txt", &body);
            let ran = archive.run(&["annotations", "import", "message.txt"]);
            assert_eq!(ran.status, 0, "{ran:?}\n{body}");
            let notes = archive.read("content/annotations/first.yaml");
            assert!(notes.contains("Утро было") && notes.contains("It was an evening."), "{notes}");
            assert_eq!(archive.run(&["check"]).status, 0);
        }
        // Where there is nowhere to send it and no notes, there is nothing.
        let archive = archive("reader-notes: false\n");
        assert!(!archive.read("public/documents/first.html").contains("answers"));
        browser
    });
}
