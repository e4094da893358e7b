//! How the site looks and behaves to readers, in a real browser: on any width, in light and dark, on paper, without scripts, by keys
//! alone, and to those who hear it. The pictures are kept in `target/screenshots`, to be looked at.
//!
//! axe and the Nu HTML checker are no crates: `tests/run` installs them into `target/web-tools`. Where they are not, their tests fail.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};
use thirtyfour::{Key, common::print::PrintParameters, extensions::cdp::ChromeDevTools};

use crate::{
    browser::{Browser, with_browser},
    fixture::{Archive, lacks, own},
    guides::manual,
};

/// Eight languages, two of them from right to left, and all that a page can hold.
pub fn reading_room() -> Archive {
    let archive = Archive::new(include_str!("../data/reading-room.txt"));
    let works = archive.read("content/bibliography/first.yaml");
    for slug in ["second", "pismo", "risala", "mikhtav", "xin", "closed"] {
        archive.write(&format!("content/bibliography/{slug}.yaml"), &works);
    }
    let ran = archive.run(&["build"]);
    // One note has lost its words, so that its page shows what becomes of such notes.
    assert_eq!(ran.stderr.matches("error[").count(), 1, "{}", ran.stderr);
    archive
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}

/// A tool that `tests/run` installs.
pub fn web_tool(path: &str) -> PathBuf {
    let tool = target().join("web-tools/node_modules").join(path);
    assert!(tool.is_file(), "{} is missing; `tests/run` installs it with npm", tool.display());
    tool
}

/// How a page is looked at.
#[derive(Clone, Copy)]
struct Look {
    width: u32,
    scheme: &'static str,
    scripts: bool,
}

/// Opens a page of an archive from the disk, and waits until it shows all that it will.
async fn open(browser: &Browser, archive: &Archive, page: &str, look: Look) {
    let tools = ChromeDevTools::new(browser.driver.handle.clone());
    let send = async |command: &str, parameters: Value| tools.execute_cdp_with_params(command, parameters).await.unwrap();
    send("Emulation.setScriptExecutionDisabled", json!({"value": !look.scripts})).await;
    send("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": look.scheme}]})).await;
    send("Emulation.setDeviceMetricsOverride", json!({"width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": false})).await;
    browser.driver.goto(format!("file://{}/{page}", archive.at("public").display())).await.unwrap();
    browser.until("document.readyState === 'complete'").await;
    if page.contains("?q=") && look.scripts {
        let counted = "/\\d/.test(document.getElementById('search-status').textContent) && document.getElementById('search').classList.contains('ready')";
        let shown =
            "[...document.querySelectorAll('#search-hits > li')].every(hit => { hit.show?.(); hit.show = null; return !hit.ariaBusy; })";
        browser.until(&format!("{counted} && {shown}")).await;
    }
}

const PAGES: [(&str, &str); 5] = [
    ("front", "index.html"),
    ("reading", "documents/first.html"),
    ("citations", "citations/index.html"),
    ("work", "works/berg1801.html"),
    ("search", "search.html?q=berg"),
];

/// What hangs over the edge of the window, and notes in the margin that lie upon each other.
const FAULTS: &str = "(() => {
    const faults = [], wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) faults.push(`${wide} px too wide`);
    const places = [...document.querySelectorAll('.beside')].map(note => note.getBoundingClientRect());
    places.forEach((a, nth) => places.slice(nth + 1).forEach(b => {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) faults.push('two notes in one place');
    }));
    for (const note of places) if (note.width < 100) faults.push('a note of no width');
    if (!document.querySelector('main').innerText.trim()) faults.push('nothing to read');
    return faults.join('; ');
})()";

#[test]
fn what_readers_see_fits_at_every_width_and_is_kept_as_pictures() {
    let archive = reading_room();
    let folder = target().join("screenshots");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    with_browser(async |browser| {
        let tools = ChromeDevTools::new(browser.driver.handle.clone());
        for (scheme, scripts) in [("light", true), ("dark", true), ("light", false)] {
            for width in [1280, 768, 390] {
                for (name, page) in PAGES {
                    open(&browser, &archive, page, Look { width, scheme, scripts }).await;
                    assert_eq!(browser.value(FAULTS).await, "", "{page} at {width} px, {scheme}, scripts: {scripts}");
                    let height = browser.value("Math.min(document.documentElement.scrollHeight, 6000)").await;
                    let whole = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
                    tools.execute_cdp_with_params("Emulation.setDeviceMetricsOverride", whole).await.unwrap();
                    let without = if scripts { "" } else { "-without-scripts" };
                    let picture = browser.driver.screenshot_as_png().await.unwrap();
                    fs::write(folder.join(format!("{name}-{width}-{scheme}{without}.png")), picture).unwrap();
                }
            }
        }
        for (name, page) in PAGES.into_iter().chain([("talk", "documents/talk.html")]) {
            open(&browser, &archive, page, Look { width: 1280, scheme: "light", scripts: true }).await;
            let paper = browser.driver.print_page(PrintParameters::default()).await.unwrap();
            fs::write(folder.join(format!("{name}-print.pdf")), paper).unwrap();
        }
        browser
    });
    // On paper there are no menus, notes are whole, and it is said where links lead.
    let words_of = |name: &str| {
        let printed = Command::new("pdftotext").arg("-layout").arg(folder.join(format!("{name}-print.pdf"))).arg("-").output();
        String::from_utf8_lossy(&printed.unwrap_or_else(|error| lacks("pdftotext", &error)).stdout).into_owned()
    };
    let talk = words_of("talk");
    assert!(talk.contains("How long did a letter take") && talk.contains("Now everybody minds"), "{talk}");
    let printed = words_of("reading");
    for words in [
        "It has a second paragraph",
        "⟨https://example.org/⟩",
        "By the packet it took nine",
        "Remark",
        "Printed from https://example.org/letters/documents/first.html",
    ] {
        assert!(printed.contains(words), "{words} is not on paper:\n{printed}");
    }
    assert!(!printed.contains("About this archive"), "{printed}");
}

/// A page or two of each kind, by the class of its body: the longest, and those in other directions.
fn kinds(archive: &Archive) -> Vec<String> {
    let mut kinds: BTreeMap<(String, bool), (usize, String)> = BTreeMap::new();
    for (path, bytes) in archive.files("public") {
        let html = String::from_utf8_lossy(&bytes);
        // That page begins its links with the path of a host.
        if !path.ends_with(".html") || path == "404.html" {
            continue;
        }
        let class = html.split("<body class=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned();
        let longest = kinds.entry((class, html.contains("dir=\"rtl\">"))).or_default();
        if html.len() > longest.0 {
            *longest = (html.len(), path);
        }
    }
    assert!(kinds.len() > 12, "{kinds:?}");
    let mut pages: Vec<String> = kinds.into_values().map(|(_, path)| path).collect();
    pages.push(String::from("search.html?q=berg"));
    pages
}

#[test]
fn axe_finds_nobody_shut_out_from_any_kind_of_page() {
    let axe = fs::read_to_string(web_tool("axe-core/axe.min.js")).unwrap();
    let archive = reading_room();
    let previews = [".text a.document", ".text a.mention", ".text .cite", ".noteref a"];
    with_browser(async |browser| {
        for (width, scheme) in [(1280, "light"), (390, "dark")] {
            for page in kinds(&archive) {
                open(&browser, &archive, &page, Look { width, scheme, scripts: true }).await;
                browser.driver.execute(axe.as_str(), Vec::new()).await.unwrap();
                let look = format!("{page} at {width} px, {scheme}");
                assert_eq!(violations(&browser).await, Vec::<String>::new(), "{look}");
                for link in previews.iter().filter(|_| page == "documents/first.html") {
                    let shown = format!(
                        "document.querySelector('{link}').focus({{focusVisible: true}}), document.querySelector('#_preview:not([hidden]), .lit') !== null"
                    );
                    browser.until(&shown).await;
                    assert_eq!(violations(&browser).await, Vec::<String>::new(), "{look}, preview of {link}");
                }
            }
        }
        // The manual, too: its tables are wide.
        for page in ["index.html", "documents/TUTORIAL.html", "documents/PUBLISHING.html"] {
            open(&browser, manual(), page, Look { width: 390, scheme: "light", scripts: true }).await;
            browser.driver.execute(axe.as_str(), Vec::new()).await.unwrap();
            assert_eq!(violations(&browser).await, Vec::<String>::new(), "{page} of the manual");
            assert_eq!(browser.value(FAULTS).await, "", "{page} of the manual");
        }
        browser
    });
}

/// What axe finds wrong with the page as it stands.
pub async fn violations(browser: &Browser) -> Vec<String> {
    browser
        .until(
            "(window.found = null, axe.run(document, {resultTypes: ['violations']}).then(result => { window.found = result.violations.flatMap(
                rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)); }), true)",
        )
        .await;
    browser.until("window.found !== null").await;
    serde_json::from_value(browser.value("window.found").await).unwrap()
}

#[test]
fn the_nu_checker_finds_every_page_correct() {
    let jar = web_tool("vnu-jar/build/dist/vnu.jar");
    let ours = reading_room();
    for archive in [&ours, own(), manual()] {
        let pages: Vec<PathBuf> = archive
            .files("public")
            .into_keys()
            .filter(|path| path.ends_with(".html"))
            .map(|path| archive.at("public").join(path))
            .collect();
        assert!(pages.len() > 30, "{}", pages.len());
        let ran = Command::new("java").arg("-jar").arg(&jar).args(["--format", "gnu"]).args(&pages).output();
        let ran = ran.unwrap_or_else(|error| lacks("java", &error));
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success() && said.is_empty(), "{said}");
    }
}

/// Presses a key.
async fn press(browser: &Browser, key: Key) {
    browser.driver.action_chain().send_keys(key).perform().await.unwrap();
}

#[test]
fn the_whole_page_is_reached_by_keys_alone_and_each_stop_is_seen() {
    // Everything that can be used, in the order of the page; what is drawn is said in tables.
    const STOPS: &str = "(() => {
        const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')];
        return all.filter(stop => stop.tabIndex >= 0 && stop.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}))
            .map((stop, nth) => stop.dataset.stop = `${nth}`);
    })()";
    let archive = reading_room();
    with_browser(async |browser| {
        for (_, page) in PAGES {
            open(&browser, &archive, page, Look { width: 1280, scheme: "light", scripts: true }).await;
            let stops: Vec<String> = serde_json::from_value(browser.value(STOPS).await).unwrap();
            browser.until("(document.activeElement.blur(), getSelection().removeAllRanges(), scrollTo(0, 0), true)").await;
            let mut reached = BTreeSet::new();
            for _ in 0..=stops.len() {
                press(&browser, Key::Tab).await;
                let at = browser.value("document.activeElement.dataset.stop ?? null").await;
                let Some(stop) = at.as_str() else { continue };
                let seen = browser.value("getComputedStyle(document.activeElement).outlineStyle !== 'none'").await;
                assert_eq!(seen, true, "{page}: focus is not seen on {}", browser.value("document.activeElement.outerHTML").await);
                reached.insert(stop.to_owned());
            }
            for stop in stops {
                let what = browser.value(&format!("document.querySelector('[data-stop=\"{stop}\"]')?.outerHTML")).await;
                assert!(reached.contains(&stop), "{page}: not reached by keys: {what}");
            }
        }
        browser
    });
}

#[test]
fn a_reader_without_a_mouse_skips_the_menu_and_searches() {
    let archive = reading_room();
    with_browser(async |browser| {
        open(&browser, &archive, "documents/first.html", Look { width: 1280, scheme: "light", scripts: true }).await;
        press(&browser, Key::Tab).await;
        let skip = "document.activeElement.className === 'skip' && document.activeElement.getBoundingClientRect().top >= 0";
        browser.until(skip).await;
        press(&browser, Key::Enter).await;
        browser.until("location.hash === '#_main'").await;
        press(&browser, Key::Tab).await;
        browser.until("document.querySelector('main').contains(document.activeElement)").await;
        // The contents lead to their headings.
        browser.until("(document.querySelector('.contents li:nth-child(2) a').focus(), true)").await;
        press(&browser, Key::Enter).await;
        browser.until("document.querySelector(':target')?.textContent.startsWith('Two')").await;
        // From any page: words, and Enter.
        browser.until("(document.querySelector('.search-box input').focus(), true)").await;
        browser.driver.action_chain().send_keys("eleven weeks").send_keys(Key::Enter).perform().await.unwrap();
        browser.until("document.querySelectorAll('#search-hits h3 a').length > 1").await;
        browser.until("(document.querySelector('#search-hits h3 a').focus(), true)").await;
        press(&browser, Key::Enter).await;
        browser.until("[...document.querySelectorAll('mark.hit')].some(hit => /weeks/i.test(hit.textContent))").await;
        browser
    });
}

#[test]
fn a_language_on_the_front_leads_to_its_texts() {
    let archive = reading_room();
    with_browser(async |browser| {
        open(&browser, &archive, "index.html", Look { width: 1280, scheme: "light", scripts: true }).await;
        browser.until("([...document.querySelectorAll('.names-of a')].find(link => link.textContent === 'Russian').click(), true)").await;
        browser.until("[...document.querySelectorAll('#search-hits h3')].map(hit => hit.lang).join() === 'ru'").await;
        browser
    });
}

#[test]
fn wiki_links_to_works_are_previewed_and_passages_turn_with_their_language() {
    let archive = reading_room();
    with_browser(async |browser| {
        open(&browser, &archive, "documents/second.html", Look { width: 900, scheme: "light", scripts: true }).await;
        let card = "document.getElementById('_preview')";
        let link = "document.querySelector('.text a[href*=\"works/berg1801\"]')";
        browser
            .until(&format!("{link}.focus({{focusVisible: true}}), {card} && !{card}.hidden && {card}.textContent.includes('On winds')"))
            .await;
        assert_eq!(browser.value(&format!("{card}.textContent.includes('Berg · Winds & Sons · 1801')")).await, true);
        open(&browser, &archive, "documents/first.html", Look { width: 900, scheme: "light", scripts: true }).await;
        assert_eq!(browser.value("getComputedStyle(document.querySelector('.text div[lang=ar] p')).direction").await, "rtl");
        assert_eq!(browser.value("document.querySelector('.text div[lang=ru]').hasAttribute('dir')").await, false);
        browser
    });
}
