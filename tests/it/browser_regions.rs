//! Places of pictures drawn in a real browser, by pointer and by keyboard.

use thirtyfour::Key;

use crate::{
    browser::{Browser, with_browser},
    regions::archive,
    serve::serve,
};

const FILE: &str = "content/annotations/letter.yaml";
/// The tree of the form.
const SHADOW: &str = "document.querySelector('scholion-editor').shadowRoot";

/// The button by which something is drawn on a picture.
fn button(page: &str, kind: &str) -> String {
    format!("document.querySelector('#image-{page} scholion-draw')?.shadowRoot.querySelector('[data-draw={kind}]')")
}

async fn press(browser: &Browser, held: Option<Key>, key: impl Into<char>) {
    let key = key.into();
    let mut keys = browser.driver.action_chain();
    if let Some(held) = &held {
        keys = keys.key_down(held.clone());
    }
    keys = keys.key_down(key).key_up(key);
    if let Some(held) = held {
        keys = keys.key_up(held);
    }
    keys.perform().await.unwrap();
}

/// Writes into the form that is to open, and saves it.
async fn write(browser: &Browser, words: &str) {
    browser.until(&format!("{SHADOW}.activeElement?.id === 'body'")).await;
    browser.driver.action_chain().send_keys(words).perform().await.unwrap();
    press(browser, Some(Key::Control), Key::Enter).await;
}

#[test]
fn a_rectangle_is_drawn_by_the_keyboard_and_a_polygon_by_the_pointer() {
    let archive = archive();
    archive.write(FILE, "");
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/letter.facsimile.html").await;
        browser.until(&format!("({}.focus(), true)", button("3r", "rectangle"))).await;
        press(&browser, None, Key::Enter).await;
        browser.until("document.activeElement.matches('#image-3r .sheet svg[role=application]')").await;
        press(&browser, None, Key::Right).await;
        press(&browser, Some(Key::Shift), Key::Down).await;
        press(&browser, None, Key::Enter).await;
        write(&browser, "A seal.").await;
        browser.until("!!document.querySelector('#at-note-a-seal rect')").await;
        let file = archive.read(FILE);
        assert!(file.contains("    page: 3r\n    xywh: 66,120,80,66\n    image:\n      width: 200\n"), "{file}");
        // The note leads to its place, and its place to the note.
        browser.until("document.querySelector('#note-a-seal a[href=\"#at-note-a-seal\"]') && document.querySelector('#at-note-a-seal').getAttribute('href') === '#note-a-seal'").await;
        browser.until(&format!("!!{}", button("3v", "polygon"))).await;
        browser.until("(document.querySelector('#image-3v').scrollIntoView(), true)").await;
        browser.until(&format!("({}.click(), true)", button("3v", "polygon"))).await;
        browser.until("!!document.querySelector('#image-3v .sheet svg[role=application]')").await;
        // The pictures follow the text, softly: until they have come to rest.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let side = |side: &str| format!("Math.round(document.querySelector('#image-3v .sheet').getBoundingClientRect().{side})");
        let (left, top) = (browser.value(&side("left")).await.as_i64().unwrap(), browser.value(&side("top")).await.as_i64().unwrap());
        for (x, y) in [(20, 20), (60, 20), (40, 50)] {
            browser.driver.action_chain().move_to(left + x, top + y).click().perform().await.unwrap();
        }
        press(&browser, None, Key::Enter).await;
        write(&browser, "An edge.").await;
        browser.until("!!document.querySelector('#at-note-an-edge polygon')").await;
        let file = archive.read(FILE);
        assert!(file.contains("    page: 3v\n    polygon: "), "{file}");
        assert_eq!(archive.run(&["check", "--strict"]).stdout, "");
        // Escape gives up, and the focus goes back.
        browser.until(&format!("({}.focus(), {0}.click(), true)", button("3r", "polygon"))).await;
        browser.until("document.activeElement.matches('svg[role=application]')").await;
        press(&browser, None, Key::Escape).await;
        browser.until("!document.querySelector('svg[role=application]') && document.activeElement.localName === 'scholion-draw'").await;
        browser
    });
}
