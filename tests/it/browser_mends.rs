//! Whom words name, said in a real browser.

use crate::{browser::with_browser, fixture::Archive, serve::serve};

const ARCHIVE: &str = "
//- /content/authorities/people.yaml
- {id: berg, name: Berg}
- {id: ida-berg, name: Ida Berg}
//- /content/documents/first.md
---
title: The first letter
license: CC-BY-4.0
---

In spring Berg wrote that Holm was ill, and that Berg was not.
";

const FILE: &str = "content/authorities/mentions.yaml";
const SHADOW: &str = "document.querySelector('scholion-mentions').shadowRoot";

/// Selects words that stand in one node of the text.
fn select(words: &str) -> String {
    format!(
        "(() => {{
            const walker = document.createTreeWalker(document.querySelector('.reading .text'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {{
                const at = walker.currentNode.data.indexOf('{words}');
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + '{words}'.length);
                return true;
            }}
            return false;
        }})()"
    )
}

fn click(words: &str) -> String {
    format!(
        "(() => {{ const one = [...{SHADOW}.querySelectorAll('button')].find((one) => one.textContent === '{words}' && !one.disabled && !one.hidden); one?.click(); return !!one; }})()"
    )
}

#[test]
fn mentions_are_mended_on_the_page() {
    let archive = Archive::new(ARCHIVE);
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/first.html").await;
        browser.until("document.readyState === 'complete' && !!document.querySelector('scholion-mentions')").await;
        // These words name nobody yet: somebody new.
        // Where the page is exchanged meanwhile, nothing is selected any more.
        browser.until(&format!("{} && {}", select("Holm"), click("Whom these words name"))).await;
        browser.until(&format!("{SHADOW}.querySelector('dialog').open && {SHADOW}.querySelector('#name').value === 'Holm'")).await;
        let named = format!("[...{SHADOW}.querySelectorAll('dialog input, dialog select')].every((one) => one.labels.length === 1)");
        assert_eq!(browser.value(&named).await, true);
        browser.until(&click("Make a record")).await;
        browser.until("document.querySelector('a.mention[href$=\"/holm.html\"]')?.textContent === 'Holm'").await;
        // Of two in one section only the first is a link, and the second may be said to be nobody as well.
        browser.until("!!document.querySelector('scholion-mentions')").await;
        // Where the page is exchanged meanwhile, nothing is selected any more.
        browser.until(&format!("{} && {}", select("Berg was"), click("Whom these words name"))).await;
        browser
            .until(&format!(
                "({SHADOW}.querySelector('#name').value = 'Berg', {SHADOW}.querySelector('#name').dispatchEvent(new Event('input')), true)"
            ))
            .await;
        browser
            .until(&format!(
                "({SHADOW}.querySelector('#record').value = 'people/berg', {SHADOW}.querySelector('#record').value === 'people/berg')"
            ))
            .await;
        browser.until(&click("Not this one")).await;
        browser.until(&format!("!{SHADOW}.querySelector('dialog')")).await;
        // These lead to the wrong one.
        browser.until("!!document.querySelector('scholion-mentions')").await;
        // Where the page is exchanged meanwhile, nothing is selected any more.
        browser.until(&format!("{} && {}", select("Berg"), click("Whom these words name"))).await;
        browser.until(&format!("{SHADOW}.querySelector('.hint').textContent.includes('people/berg')")).await;
        let found =
            format!("[...{SHADOW}.querySelector('#record').options].map((one) => one.value).join() === 'people/berg,people/ida-berg'");
        browser.until(&found).await;
        browser.until(&format!("({SHADOW}.querySelector('#record').value = 'people/ida-berg', true)")).await;
        browser.until(&click("This is who is meant")).await;
        browser.until("document.querySelector('a.mention[href$=\"/ida-berg.html\"]')?.textContent === 'Berg'").await;
        // And after all to nobody.
        browser.until("!!document.querySelector('scholion-mentions')").await;
        // Where the page is exchanged meanwhile, nothing is selected any more.
        browser.until(&format!("{} && {}", select("Berg"), click("Whom these words name"))).await;
        browser.until(&click("Not this one")).await;
        browser.until("!document.querySelector('a.mention[href$=\"/ida-berg.html\"]')").await;
        browser
    });
    let file = archive.read(FILE);
    assert!(
        file.contains("  is: people/holm\n") && file.contains("  not: people/ida-berg\n") && !file.contains("is: people/ida-berg"),
        "{file}"
    );
    assert!(file.contains("exact: Berg was\n") && file.contains("  not: people/berg\n"), "{file}");
    assert!(archive.read("content/authorities/people.yaml").ends_with("- id: holm\n  name: Holm\n"));
}
