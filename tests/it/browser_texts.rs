//! Texts edited beside their pages, and items of a report mended, in a real browser.

use crate::{
    browser::{Browser, with_browser},
    fixture::Archive,
    serve::serve,
};

const ARCHIVE: &str = "
//- /content/authorities/people.yaml
- {id: ida-berg, name: Ida Berg}
//- /content/bibliography/mill.yaml
- {id: saar1990, type: book, title: The fires of Kalla, author: [{family: Saar}]}
//- /content/documents/mill.md
---
# Ours.
title: The mill
license: CC-BY-4.0
---

## The beginning

The mill was built of stone.
";

const FILE: &str = "content/documents/mill.md";

/// Types into the field as a person does, who first puts the caret behind some words.
async fn type_behind(browser: &Browser, words: &str, typed: &str) {
    let put = format!(
        "(() => {{
            const area = document.querySelector('#text'), at = area.value.indexOf({words:?});
            if (at < 0) return false;
            area.focus();
            area.setSelectionRange(at + {words:?}.length, at + {words:?}.length);
            return document.execCommand('insertText', false, {typed:?});
        }})()"
    );
    browser.until(&put).await;
}

async fn press(browser: &Browser, label: &str) {
    let press = format!(
        "(() => {{ const one = [...document.querySelectorAll('button')].find((one) => one.textContent === {label:?} && !one.disabled); one?.click(); return !!one; }})()"
    );
    browser.until(&press).await;
}

#[test]
pub fn a_text_is_edited_beside_its_page() {
    let archive = Archive::new(ARCHIVE);
    let (watching, port) = serve(&archive);
    let was = archive.read(FILE);
    with_browser(async |browser| {
        browser.goto(port, "documents/mill.html").await;
        let link = "document.querySelector('scholion-preview').shadowRoot.querySelector('a.edit')";
        browser.until(&format!("{link}?.textContent === 'Edit this text'")).await;
        browser.until(&format!("({link}.click(), true)")).await;
        browser.until("document.querySelector('#text')?.value.includes('built of stone') && 'known' in document.body.dataset").await;
        browser
            .until("document.querySelector('iframe').contentDocument?.querySelector('.text')?.textContent.includes('built of stone')")
            .await;
        assert_eq!(browser.value("document.querySelector('#text').value").await, was.as_str());
        assert_eq!(
            browser.value("[...document.querySelectorAll('input, select, textarea')].every((one) => one.labels.length === 1)").await,
            true
        );

        // What is wrong is said while one types, with its place, and nothing is written yet.
        type_behind(&browser, "of stone", " by [[Ida Borg]], see [@saar199]").await;
        browser.until("document.querySelectorAll('.findings li button').length === 2").await;
        browser.until("document.querySelector('.findings').textContent.includes('9:32') && document.querySelector('.findings').textContent.includes('Ida Borg')").await;
        browser.until("document.querySelectorAll('.mirror mark.error').length === 2 && document.querySelector('.signs button').title.includes('Ida Borg')").await;
        assert_eq!(archive.read(FILE), was);
        // A finding leads to its place.
        browser.until("(document.querySelector('.findings li button').click(), true)").await;
        assert_eq!(
            browser
                .value(
                    "(() => { const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd); })()"
                )
                .await,
            "[[Ida Borg]]"
        );
        // Names are completed: the list is moved through and taken by keys.
        browser.until("document.execCommand('insertText', false, '[[ida')").await;
        browser.until("document.querySelector('#names:not([hidden]) [aria-selected=true]')?.textContent.includes('Ida Berg')").await;
        let enter =
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true})), true";
        browser.until(&format!("({enter})")).await;
        browser.until("document.querySelector('#text').value.includes('by [[Ida Berg]], see')").await;
        type_behind(&browser, "[@saar199", "0").await;
        browser.until("document.querySelector('.findings .count').textContent === 'Nothing is wrong in this text'").await;

        // A field is written into the front matter, and the browser undoes it.
        let field = "document.querySelector('#field-issued')";
        browser.until("(document.querySelector('details.fields').open = true)").await;
        browser.until(&format!("({field}.value = '1990', {field}.dispatchEvent(new Event('change')), true)")).await;
        browser.until("document.querySelector('#text').value.includes('title: The mill\\nissued: 1990\\nlicense')").await;
        browser.until("(document.querySelector('#text').focus(), document.execCommand('undo'), !document.querySelector('#text').value.includes('issued'))").await;
        browser.until("document.querySelector('#field-issued').value === ''").await;

        // Ctrl+S saves, and the page beside it follows.
        let save = "dispatchEvent(new KeyboardEvent('keydown', {key: 's', ctrlKey: true, cancelable: true})), true";
        browser.until(&format!("({save})")).await;
        browser.until("document.querySelector('.state').textContent === 'Saved in content/documents/mill.md'").await;
        let saved = was.replace("of stone", "of stone by [[Ida Berg]], see [@saar1990]");
        assert_eq!(archive.read(FILE), saved);
        browser
            .until("document.querySelector('iframe').contentDocument?.querySelector('.text')?.textContent.includes('by Ida Berg')")
            .await;

        // Another hand writes: both texts are shown, and nothing is lost.
        type_behind(&browser, "The mill was", " once").await;
        let theirs = saved.replace("built of", "made of");
        archive.write(FILE, &theirs);
        watching.shows("documents/mill.html", "made of");
        browser.until(&format!("({save})")).await;
        browser.until("document.querySelector('dialog.conflict')?.open").await;
        browser.until("document.querySelector('.conflict .new mark').textContent.includes('once built')").await;
        press(&browser, "Go on editing").await;
        assert_eq!(archive.read(FILE), theirs);
        // What was typed outlives a reload.
        browser.until("(window.onbeforeunload = null, sessionStorage.length > 0)").await;
        browser.until("(addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true), true)").await;
        browser.driver.goto(format!("http://localhost:{port}/_scholion/edit/documents/mill.html?again")).await.unwrap();
        browser.until("document.querySelector('.notice')?.textContent.includes('is here again') && document.querySelector('#text').value.includes('was once built')").await;
        browser.until(&format!("'known' in document.body.dataset && ({save})")).await;
        press(&browser, "Save mine in its place").await;
        browser.until("document.querySelector('.state').textContent.startsWith('Saved in')").await;
        assert_eq!(archive.read(FILE), saved.replace("mill was", "mill was once"));
        browser
    });
    watching.is_clean();
}

const SOURCE: &str = "The Mill at Kalla

Jaan Tamm

The beginning

The mill was built in 1820 of stone from the quarry. Some say (Ilves, 2004) that the miller saw it, and that nobody was hurt there, while
others doubt it and say that all of the people of the village came out to look at the fire.

References

Ilves, M. (2004a). Water and stone. Tallinn: Vesi.
Ilves, M. (2004b). Stone and water. Tallinn: Vesi.
";

#[test]
pub fn an_open_item_is_mended_in_the_text_and_taken_back() {
    let archive = Archive::new("//- /scholion.yaml\ntitle: T\nlang: en\n");
    archive.write("content/sources/mill.txt", SOURCE);
    archive.run(&["ingest"]);
    let was = archive.read(FILE);
    assert!(was.contains("(Ilves, 2004)"), "{was}");
    let (watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.driver.goto(format!("http://localhost:{port}/_scholion/report/mill")).await.unwrap();
        browser.until("document.querySelectorAll('.part.open button').length === 4").await;
        // What the buttons say is explained where they are pressed.
        browser.until("document.querySelector('.means').textContent.includes('the text stays as the source has it') && document.querySelector('.part.open button').title !== ''").await;
        press(&browser, "Change the text …").await;
        browser.until("document.querySelector('.mending .new mark')?.textContent.includes('](#ref-ilves2004a)')").await;
        browser.until("(document.querySelectorAll('.mending input')[1].click(), document.querySelector('.mending .new mark').textContent.includes('ilves2004b'))").await;
        press(&browser, "Change the text, and call this done").await;
        browser.until("document.querySelector('.said')?.textContent.startsWith('Changed in content/documents/mill.md') && !document.querySelector('.part.open')").await;
        let now = archive.read(FILE);
        assert!(now.contains("([Ilves, 2004](#ref-ilves2004b))") && now.contains("verdict: done"), "{now}");
        watching.shows("documents/mill.html", "#ref-ilves2004b");
        press(&browser, "Undo").await;
        browser.until("document.querySelector('.said')?.textContent.startsWith('The text is as it was') && !!document.querySelector('.part.open')").await;
        assert_eq!(archive.read(FILE), was);
        browser
    });
    watching.is_clean();
}
