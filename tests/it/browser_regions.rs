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

/// Begins to draw on a picture: what is drawn has the focus. The page may just be exchanged for a newer one.
async fn begin(browser: &Browser, page: &str, kind: &str) {
    let button = button(page, kind);
    let is_begun = format!("document.activeElement.matches('#image-{page} .sheet svg[role=application]')");
    browser.until(&format!("{is_begun} || ({button}.focus(), {button}.click(), false)")).await;
}

/// Writes into the form that is to open, and saves it.
async fn write(browser: &Browser, words: &str) {
    browser.until(&format!("{SHADOW}.activeElement?.id === 'body'")).await;
    browser.driver.action_chain().send_keys(words).perform().await.unwrap();
    press(browser, Some(Key::Control), Key::Enter).await;
}

#[test]
pub fn a_rectangle_is_drawn_by_the_keyboard_and_a_polygon_by_the_pointer() {
    let archive = archive();
    archive.write(FILE, "");
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/letter.facsimile.html").await;
        begin(&browser, "3r", "rectangle").await;
        press(&browser, None, Key::Right).await;
        press(&browser, Some(Key::Shift), Key::Down).await;
        press(&browser, None, Key::Enter).await;
        write(&browser, "A seal.").await;
        browser.until("!!document.querySelector('#at-note-a-seal rect')").await;
        let file = archive.read(FILE);
        // Moved to the right by a step, made higher as far as there is room; it began where the picture was in sight.
        let top = |file: &str| {
            let rest = file.split("    page: 3r\n    xywh: 66,").nth(1)?;
            let (numbers, image) = rest.split_once("\n    image:\n")?;
            let numbers: Vec<i64> = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
            let [top, 80, height] = numbers.as_slice() else { return None };
            (image.starts_with("      width: 200\n") && (60..=66).contains(height)).then_some(*top)
        };
        let was = top(&file).unwrap_or_else(|| panic!("{file}"));
        // The note leads to its place, and its place to the note.
        browser.until("document.querySelector('#note-a-seal a[href=\"#at-note-a-seal\"]') && document.querySelector('#at-note-a-seal').getAttribute('href') === '#note-a-seal'").await;
        // It is drawn anew from where it was.
        let redraw = "document.querySelector('#note-a-seal scholion-note')?.shadowRoot.querySelector('[data-do=redraw]')";
        browser.until(&format!("!!{redraw}")).await;
        let is_begun = "document.activeElement.matches('#image-3r .sheet svg[role=application]')";
        browser.until(&format!("{is_begun} || ({redraw}.click(), false)")).await;
        press(&browser, None, Key::Up).await;
        press(&browser, None, Key::Enter).await;
        write(&browser, " Broken.").await;
        browser.until("document.querySelector('#note-a-seal').textContent.includes('A seal. Broken.')").await;
        let file = archive.read(FILE);
        assert_eq!((top(&file), file.matches("- id:").count()), (Some((was - 6).max(0)), 1), "{file}");
        browser.until(&format!("!!{}", button("3v", "polygon"))).await;
        browser.until("(document.querySelector('#image-3v').scrollIntoView(), true)").await;
        begin(&browser, "3v", "polygon").await;
        // The pictures follow the text, softly: until they have come to rest.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let is_in_sight =
            "(() => { const sheet = document.querySelector('#image-3v .sheet'); const { top } = sheet.getBoundingClientRect();
            if (top >= 0 && top + 60 < innerHeight - 120) return true; sheet.scrollIntoView({ behavior: 'instant' }); return false; })()";
        browser.until(is_in_sight).await;
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
        begin(&browser, "3r", "polygon").await;
        press(&browser, None, Key::Escape).await;
        browser.until("!document.querySelector('svg[role=application]') && document.activeElement.localName === 'scholion-draw'").await;
        browser
    });
}
