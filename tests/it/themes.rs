//! How pages look by what `faces:` and `theme:` say and by what readers choose: colours can be read in each theme, the faces are there where
//! pages are set in them and nowhere else, no page is heavy, and what a reader chooses stays in his browser.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
};

use flate2::{Compression, write::GzEncoder};
use scholion::config::look::THEMES;
use serde_json::json;
use thirtyfour::{Key, extensions::cdp::ChromeDevTools};

use crate::{
    browser::{Browser, with_browser},
    fixture::Archive,
    looks::{reading_room, violations, web_tool},
};

/// A colour as `#abc` or `#aabbcc`.
fn luminance(colour: &str) -> f64 {
    let digits: Vec<f64> = colour.trim_start_matches('#').chars().map(|digit| f64::from(digit.to_digit(16).unwrap())).collect();
    let parts: Vec<f64> = match digits.len() {
        3 => digits.iter().map(|digit| digit * 17.0).collect(),
        6 => digits.chunks(2).map(|pair| pair[0] * 16.0 + pair[1]).collect(),
        _ => panic!("{colour} is no colour"),
    };
    // WCAG 2.2, "relative luminance".
    let linear = |part: f64| if part / 255.0 <= 0.04045 { part / 255.0 / 12.92 } else { ((part / 255.0 + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2])
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours that rules set one after another, `light` ones or dark ones.
fn colours(rules: &str, is_dark: bool) -> BTreeMap<&str, &str> {
    let mut colours = BTreeMap::new();
    for line in rules.split([';', '{']) {
        // A remark may stand before it.
        let line = line.rsplit("*/").next().unwrap_or(line);
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|line| line.split_once(':')) else { continue };
        let value = value.trim();
        let pair = value.strip_prefix("light-dark(").and_then(|pair| pair.strip_suffix(')')).and_then(|pair| pair.split_once(','));
        colours.insert(name, pair.map_or(value, |(light, dark)| if is_dark { dark.trim() } else { light.trim() }));
    }
    let settled = colours.clone();
    for value in colours.values_mut() {
        let same = value.strip_prefix("var(--").and_then(|name| name.strip_suffix(')'));
        *value = same.and_then(|name| settled.get(name)).unwrap_or(value);
    }
    colours
}

#[test]
fn words_stand_out_from_their_ground_in_every_theme_light_and_dark() {
    let sheet = |name: &str| fs::read_to_string(format!("templates/assets/{name}.css")).unwrap();
    let rule = |sheet: &str, selector: &str| {
        let (_, rest) = sheet.split_once(&format!("{selector} {{")).unwrap_or_else(|| panic!("no {selector}"));
        rest.split('}').next().unwrap().to_owned()
    };
    let style = sheet("style");
    let root = rule(&style, "\n:root");
    let mut themes = vec![("paper", root.clone()), ("sepia", format!("{root};{}", rule(&style, "\n[data-scheme=sepia]")))];
    for (name, _) in THEMES.into_iter().skip(1) {
        themes.push((name, format!("{root};{}", rule(&sheet(&format!("themes/{name}")), ":root"))));
    }
    let mut faults = Vec::new();
    for (name, rule) in &themes {
        // What readers choose as sepia is light whatever the system wants.
        for is_dark in [false, true].into_iter().take(if *name == "sepia" { 1 } else { 2 }) {
            let of = colours(rule, is_dark);
            let mut pairs = vec![("ink", "paper", 7.0), ("on-masthead", "masthead", 4.5), ("ink", "mark", 4.5), ("line", "paper", 3.0)];
            for words in ["ink", "soft", "link", "accent"] {
                pairs.extend(["paper", "tint", "card"].map(|ground| (words, ground, 4.5)));
            }
            pairs.extend(["lost", "added", "data"].map(|words| (words, "paper", 4.5)));
            for (words, ground, least) in pairs {
                let found = contrast(of[words], of[ground]);
                if found < least {
                    faults.push(format!("{name}, dark {is_dark}: {words} on {ground} is {found:.2}, less than {least}"));
                }
            }
        }
    }
    assert_eq!(faults, [] as [String; 0]);
}

/// The addresses of sheets and scripts that a page asks for at once.
fn asked(page: &str) -> BTreeSet<String> {
    let links =
        page.split("<link rel=\"stylesheet\" href=\"").chain(page.split("<script src=\"")).chain(page.split("<script defer src=\""));
    let paths =
        links.skip(1).filter_map(|rest| rest.split(['"', '?']).next()).filter(|path| path.ends_with(".css") || path.ends_with(".js"));
    paths.map(|path| path.trim_start_matches("../").to_owned()).collect()
}

#[test]
fn faces_and_themes_are_published_where_they_are_used_and_no_page_is_heavy() {
    let archive = reading_room();
    let all = archive.files("public");
    let sheet = archive.read("public/assets/faces/faces.css");
    let named: BTreeSet<&str> = sheet.split("url(\"").skip(1).filter_map(|rest| rest.split('?').next()).collect();
    let there: BTreeSet<&str> =
        all.keys().filter_map(|path| path.strip_prefix("assets/faces/")).filter(|path| path.ends_with(".woff2")).collect();
    assert_eq!(named, there);
    assert!(all.contains_key("assets/faces/OFL-literata.txt") && all.contains_key("assets/faces/OFL-sans.txt"));
    let weight = |wanted: &dyn Fn(&str) -> bool| {
        there.iter().filter(|name| wanted(name)).map(|name| all[&format!("assets/faces/{name}")].len()).sum::<usize>()
    };
    // What a page in Latin letters loads at most, and what the program carries.
    let latin = weight(&|name| name.ends_with("-latin.woff2") && name != "sans-italic-latin.woff2");
    assert!(latin < 150_000 && weight(&|_| true) < 700_000, "{latin} {}", weight(&|_| true));

    // CSS and scripts of a page of each kind, as hosts send them.
    let mut heaviest: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for (path, bytes) in all.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
        let page = String::from_utf8_lossy(bytes);
        let kind = page.split("<body class=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned();
        let packed = |asset: &String| {
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            packer.write_all(all.get(asset).map_or(&[][..], Vec::as_slice)).unwrap();
            packer.finish().unwrap().len()
        };
        let weight: usize = asked(&page).iter().map(packed).sum();
        let most = heaviest.entry(kind).or_default();
        *most = (*most).max((weight, path.as_str()));
    }
    // What reads the index is loaded when somebody searches.
    let is_light = |(weight, _): &(usize, &str)| *weight > 5_000 && *weight < 30_000;
    assert!(heaviest.len() > 8 && heaviest.values().all(is_light), "{heaviest:#?}");

    // One line each changes it, without a trace of the others.
    let configuration = archive.read("scholion.yaml");
    archive.write("scholion.yaml", format!("{configuration}faces: system\ntheme: journal\n"));
    archive.run(&["build"]);
    let changed = archive.files("public");
    let faces = changed.keys().filter(|path| path.starts_with("assets/faces/")).count();
    let page = archive.read("public/documents/first.html");
    assert!(faces == 0 && !page.contains("faces.css") && page.contains("assets/themes/journal.css?v="), "{faces}");
    assert!(changed.contains_key("assets/themes/journal.css") && !changed.contains_key("assets/themes/slate.css"));
    archive.write("scholion.yaml", configuration);
    archive.run(&["build"]);
    assert_eq!(archive.files("public"), all);
}

/// Opens a page from the disk, in a window of a width.
async fn open(browser: &Browser, archive: &Archive, page: &str, width: u32, features: serde_json::Value) {
    let tools = ChromeDevTools::new(browser.driver.handle.clone());
    let send = async |command: &str, parameters| tools.execute_cdp_with_params(command, parameters).await.unwrap();
    send("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    send("Emulation.setDeviceMetricsOverride", json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false})).await;
    browser.driver.goto(format!("file://{}/{page}", archive.at("public").display())).await.unwrap();
    browser.until("document.readyState === 'complete' && document.fonts.status === 'loaded'").await;
}

#[test]
fn readers_choose_how_they_read_and_it_stays_in_their_browser() {
    let archive = reading_room();
    let axe = fs::read_to_string(web_tool("axe-core/axe.min.js")).unwrap();
    let (first, light) = ("documents/first.html", json!([{"name": "prefers-color-scheme", "value": "light"}]));
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    let size = "getComputedStyle(document.documentElement).fontSize";
    with_browser(async |browser| {
        open(&browser, &archive, first, 1280, light.clone()).await;
        // Set in the face that is carried, with its small capitals; nothing has moved when it came.
        assert_eq!(browser.value("document.fonts.check('18px Literata')").await, true);
        let watched = "(window.watched ??= (new PerformanceObserver((list) => {
            window.moved = list.getEntries().reduce((all, entry) => all + entry.value, window.moved || 0);
        }).observe({type: 'layout-shift', buffered: true}), setTimeout(() => { window.moved ??= 0; }, 300)), 'moved' in window)";
        browser.until(watched).await;
        assert!(browser.value("window.moved").await.as_f64().unwrap() < 0.01);
        let was = (browser.value(ground).await, browser.value(size).await);
        // By keys alone: the panel opens and takes the focus, says what was done, and gives the focus back.
        browser.value("document.querySelector('.reader-button').focus()").await;
        let press = async |key: Key| browser.driver.action_chain().send_keys(key).perform().await.unwrap();
        press(Key::Enter).await;
        browser.until("document.activeElement.closest('.reader-panel') !== null").await;
        press(Key::Tab).await;
        press(Key::Enter).await;
        browser.until("document.querySelector('.reader-panel .status').textContent.includes('4')").await;
        browser.value("document.querySelector('.reader-panel [value=dark]').click()").await;
        browser
            .value(
                "[...document.querySelectorAll('.reader-panel label')].find((label) => label.textContent === \"Editors' notes\").click()",
            )
            .await;
        browser.driver.execute(axe.as_str(), Vec::new()).await.unwrap();
        assert_eq!(violations(&browser).await, Vec::<String>::new());
        press(Key::Escape).await;
        browser.until("!document.querySelector('.reader-panel') && document.activeElement.matches('.reader-button')").await;
        let chosen = (browser.value(ground).await, browser.value(size).await);
        assert!(was.0 != chosen.0 && was.1 != chosen.1, "{was:?} {chosen:?}");

        // On the next page, from its first moment on: the script stands before all sheets and waits for nothing.
        open(&browser, &archive, "works/berg1801.html", 1280, light.clone()).await;
        assert_eq!((browser.value(ground).await, browser.value(size).await), chosen);
        let page = archive.read("public/works/berg1801.html");
        assert!(page.find("reader.js") < page.find("style.css") && !page.contains("reader.js\" defer"));
        open(&browser, &archive, first, 1280, light.clone()).await;
        assert_eq!(
            browser
                .value("[...document.querySelectorAll('.text .annotation')].filter((note) => note.getClientRects().length).length")
                .await,
            0
        );
        // One kind of notes by itself; then all as it was, with nothing left behind.
        for script in [
            "document.querySelector('.reader-button').click()",
            "[...document.querySelectorAll('.reader-panel label')].find((label) => label.textContent === \"Editors' notes\").click()",
            "[...document.querySelectorAll('.reader-panel label')].find((label) => label.textContent.includes(': ')).click()",
        ] {
            browser.value(script).await;
        }
        let shown = "[...document.querySelectorAll('.text .annotation')].map((note) => note.getClientRects().length > 0).join()";
        let some = browser.value(shown).await.as_str().unwrap().to_owned();
        assert!(some.contains("true") && some.contains("false"), "{some}");
        browser.value("[...document.querySelectorAll('.reader-panel > button')].at(-1).click()").await;
        assert_eq!((browser.value(ground).await, browser.value(size).await), was);
        assert_eq!(browser.value("Object.keys(localStorage).filter((key) => key.startsWith('scholion-reader')).length").await, 0);
        // What something else has written there is no choice.
        browser.value("localStorage.setItem('scholion-reader:' + new URL('../', location).pathname, '{\"scheme\": 7, \"size\": \"<b>\", \"hide\": null}')").await;
        open(&browser, &archive, first, 1280, light.clone()).await;
        assert_eq!((browser.value(ground).await, browser.value(size).await), was);

        // The menu folds where it would take rows, and opens; with text at 200 % and in forced colours nothing hangs over the edge.
        open(&browser, &archive, first, 390, light.clone()).await;
        let head = browser.value("document.querySelector('header.site').offsetHeight").await.as_f64().unwrap();
        assert!(head < 125.0, "{head}");
        browser.value("document.querySelector('.fold > summary').click()").await;
        browser.until("document.querySelector('.fold a').checkVisibility() && document.querySelector('.fold a').offsetHeight >= 24").await;
        for (width, features) in
            [(1280, light.clone()), (640, light.clone()), (1280, json!([{"name": "forced-colors", "value": "active"}]))]
        {
            for page in ["index.html", first, "documents/risala.html", "works/berg1801.html"] {
                open(&browser, &archive, page, width, features.clone()).await;
                let wide = "document.documentElement.style.fontSize = '225%', document.documentElement.scrollWidth - innerWidth";
                assert!(browser.value(wide).await.as_f64().unwrap() <= 0.0, "{page} at {width}");
            }
        }
        browser
    });
}

#[test]
fn the_head_keeps_its_height_and_what_finds_words_comes_when_somebody_searches() {
    let archive = reading_room();
    let light = json!([{"name": "prefers-color-scheme", "value": "light"}]);
    // Where notes stand beside the text is said by sheets alone, and in all of them alike.
    for (path, bytes) in archive.files("public").into_iter().filter(|(path, _)| path.starts_with("assets/") && path.ends_with("s")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("76rem)") && !text.contains("75.99rem"), "{path}");
        assert!(
            text.split("@container page (").skip(1).all(|rest| rest.starts_with("width >= 62rem") || rest.starts_with("width < 62rem"))
        );
    }
    with_browser(async |browser| {
        // The button of private reading comes into room that was kept for it.
        let moved = "(() => {
            const head = document.querySelector('header.site'), button = head.querySelector('.reader-button'), beside = button.previousElementSibling;
            const places = () => [head.offsetHeight, beside.getBoundingClientRect().left].join();
            const was = places();
            button.remove();
            return was === places();
        })()";
        for width in [1280, 390] {
            open(&browser, &archive, "index.html", width, light.clone()).await;
            assert_eq!(browser.value(moved).await, true, "{width}");
        }
        // On a telephone the sign opens the field, in the page; an empty field goes with Escape.
        open(&browser, &archive, "index.html", 390, light.clone()).await;
        browser.value("document.querySelector('.to-search').click()").await;
        browser.until("document.activeElement.name === 'q' && document.activeElement.checkVisibility()").await;
        assert!(browser.value("document.documentElement.scrollWidth - innerWidth").await.as_f64().unwrap() <= 0.0);
        browser.driver.action_chain().send_keys(Key::Escape).perform().await.unwrap();
        browser.until("document.activeElement.matches('.to-search')").await;
        // The search page has nothing of the index before there is a query, and then all that was written before.
        open(&browser, &archive, "search.html", 1280, light.clone()).await;
        assert_eq!(browser.value("document.scripts.length").await, 3);
        browser.until("document.activeElement.id === 'search-q'").await;
        browser.driver.action_chain().send_keys("eleven weeks").perform().await.unwrap();
        browser.until("document.querySelectorAll('#search-hits h3 a').length > 0 && location.search.includes('weeks')").await;
        // Footnotes are hidden with their marks, under the name that their heading has.
        open(&browser, &archive, "documents/first.html", 1280, light.clone()).await;
        browser.value("document.querySelector('.reader-button').click()").await;
        let choose = "[...document.querySelectorAll('.reader-panel label')].find((label) => label.textContent === document.querySelector('.notes h2').textContent).click()";
        browser.value(choose).await;
        let shown = "[...document.querySelectorAll('.notes li, .noteref:has(> a[href^=\"#fn-\"])')].filter((note) => note.getClientRects().length).length";
        assert_eq!(browser.value(shown).await, 0);
        browser.value(choose).await;
        assert!(browser.value(shown).await.as_i64().unwrap() > 1);
        browser
    });
}
