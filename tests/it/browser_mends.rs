//! Whom words name, said in a real browser.

use crate::{
    browser::{Browser, with_browser},
    fixture::Archive,
    serve::serve,
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

In spring Berg wrote that Holm was ill, and that Berg was not.
";

const FILE: &str = "content/authorities/mentions.yaml";

/// Says of words whom they name, as often as the page is exchanged before it is said; of a form that is sent only what comes of it is waited for.
///
/// `name` is what is typed, `record` what is chosen of what is found (`*`: whatever stands first), `hint` what the form must show.
async fn say(browser: &Browser, words: &str, name: Option<&str>, record: &str, button: &str, hint: &str) {
    let step = format!(
        "(() => {{
            if (sessionStorage.said === {words:?} + {button:?}) return true;
            const shadow = document.querySelector('scholion-mentions')?.shadowRoot;
            if (!shadow) return false;
            const press = (text) => {{
                const one = [...shadow.querySelectorAll('button')].find((one) => one.textContent === text && !one.disabled && !one.hidden);
                one?.click();
                return !!one;
            }};
            if (!shadow.querySelector('dialog')?.open) {{
                const walker = document.createTreeWalker(document.querySelector('.reading .text'), NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {{
                    const at = walker.currentNode.data.indexOf({words:?});
                    if (at < 0) continue;
                    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + {words:?}.length);
                    press('Whom these words name');
                    break;
                }}
                return false;
            }}
            if (![...shadow.querySelectorAll('dialog input, dialog select')].every((one) => one.labels.length === 1)) return false;
            const typed = shadow.querySelector('#name'), name = {name};
            if (name === null ? typed.value !== {words:?} : typed.value !== name) {{
                typed.value = name;
                typed.dispatchEvent(new Event('input'));
                return false;
            }}
            if (!(shadow.querySelector('.hint')?.textContent ?? '').includes({hint:?})) return false;
            const list = shadow.querySelector('#record');
            if ({record:?} !== '*') list.value = {record:?};
            if ({record:?} !== '*' && list.value !== {record:?} || !press({button:?})) return false;
            sessionStorage.said = {words:?} + {button:?};
            return true;
        }})()",
        name = name.map_or("null".to_owned(), |name| format!("{name:?}")),
    );
    browser.until(&step).await;
}

#[test]
pub fn mentions_are_mended_on_the_page() {
    let archive = Archive::new(ARCHIVE);
    let (_watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/first.html").await;
        // These words name nobody yet: somebody new.
        say(&browser, "Holm", None, "*", "Make a record", "").await;
        browser.until("document.querySelector('a.mention[href$=\"/holm.html\"]')?.textContent === 'Holm'").await;
        // Of two in one section only the first is a link, and the second may be said to be nobody as well.
        say(&browser, "Berg was", Some("Berg"), "people/berg", "Not this one", "").await;
        browser.until("!document.querySelector('scholion-mentions')?.shadowRoot.querySelector('dialog')").await;
        // These lead to the wrong one.
        say(&browser, "Berg", None, "people/ida-berg", "This is who is meant", "people/berg").await;
        browser.until("document.querySelector('a.mention[href$=\"/ida-berg.html\"]')?.textContent === 'Berg'").await;
        // And after all to nobody.
        say(&browser, "Berg", None, "*", "Not this one", "people/ida-berg").await;
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
