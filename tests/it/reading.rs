//! The reading room: what readers, search engines and other programs find on the site, and what a script adds to it.

use std::collections::BTreeMap;

use crate::{browser::with_browser, fixture::Archive};

/// Letters in four languages, one of them in three; two works that several cite.
fn letters(config: &str) -> Archive {
    let archive = Archive::new(
        "
//- /content/documents/first.md
---
title: The first letter
lang: en
license: CC-BY-4.0
issued: 1843-05-02
added: 2024-03-01
revised: 2024-05-01
author: [{family: Ilves, given: Marta}]
abstract: Of the post & of <winds>.
---

## One

As [Berg, 1801](#ref-berg1801) says, see [the second](second.md).[^1]

## Two

Words enough to be a paragraph.

## Three

The last words.

[^1]: A note of its own, with [a link](https://example.org/).
//- /content/documents/second.md
---
title: The second letter
lang: en
license: CC-BY-4.0
issued: 1844
added: 2024-04-01
received: 1843-12-31
revised: 1844-01-02
author: [{family: Öberg, given: Åse}]
---

As [Berg, 1801](#ref-berg1801) and [Dahl, 1799](#ref-dahl1799) say.
//- /content/documents/pismo.md
---
title: Первое письмо
lang: ru
license: CC-BY-4.0
translation-of: first.md
author: [{family: Zeta, given: Z.}]
---

Слова.
//- /content/documents/risala.md
---
title: الرسالة الأولى
lang: ar
license: CC-BY-4.0
issued: 1850
translation-of: pismo
---

كلمات كتبها [Berg, 1801](#ref-berg1801) هنا.
//- /content/bibliography/first.yaml
references:
- {id: berg1801, type: book, title: On winds, author: [{family: Berg, given: A.}], issued: 1801}
//- /content/bibliography/second.yaml
references:
- {id: berg1801, type: book, title: On winds, author: [{family: Berg, given: A.}], issued: 1801}
- {id: dahl1799, type: book, title: On tides, author: [{family: Dahl, given: B.}], issued: 1799}
//- /content/bibliography/risala.yaml
references:
- {id: berg1801, type: book, title: On winds, author: [{family: Berg, given: A.}], issued: 1801}
",
    );
    archive.write("scholion.yaml", config);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    archive
}

const PUBLIC: &str = "title: Letters & papers\nlang: en\nbase-url: https://example.org/letters/\npublisher: The museum\n";

fn page(archive: &Archive, path: &str) -> String {
    archive.read(&format!("public/{path}"))
}

#[test]
fn the_feed_says_when_documents_came_or_were_changed() {
    let archive = letters(PUBLIC);
    let text = page(&archive, "feed.xml");
    let feed = roxmltree::Document::parse(&text).unwrap();
    let atom = "http://www.w3.org/2005/Atom";
    let of = |node: roxmltree::Node<'_, '_>, name: &str| {
        let child = node.children().find(|child| child.has_tag_name((atom, name)));
        child.and_then(|child| child.text()).unwrap_or("").to_owned()
    };
    let root = feed.root_element();
    assert_eq!(of(root, "title"), "Letters & papers");
    assert_eq!(of(root, "updated"), "2024-05-01T00:00:00Z");
    let entries: Vec<(String, String, String)> = root
        .children()
        .filter(|child| child.has_tag_name((atom, "entry")))
        .map(|entry| (of(entry, "id"), of(entry, "updated"), of(entry, "summary")))
        .collect();
    let address = |slug: &str| format!("https://example.org/letters/documents/{slug}.html");
    // What was written in 1850 and does not say when it came is no news, nor is what a journal revised in 1844.
    assert_eq!(
        entries,
        [
            (address("first"), "2024-05-01T00:00:00Z".into(), "Of the post & of <winds>.".into()),
            (address("second"), "2024-04-01T00:00:00Z".into(), String::new()),
        ]
    );
    let said = archive.run(&["check"]).stdout;
    assert!(said.contains("2 documents do not say when they came to the archive, so the feed leaves them out"), "{said}");
    assert_eq!(said.matches("no-day-of-coming").count(), 1, "{said}");
    assert!(page(&archive, "index.html").contains("type=\"application/atom+xml\" href=\"feed.xml\""));
}

#[test]
fn a_site_without_a_feed_leads_to_none_until_it_has_one() {
    let archive = Archive::new("//- /content/documents/a.md\n---\ntitle: A letter of 1843\nissued: 1843-05-02\n---\n\nText.\n");
    archive.write("scholion.yaml", PUBLIC);
    let names_it = |archive: &Archive| archive.files("public").values().any(|bytes| String::from_utf8_lossy(bytes).contains("feed.xml"));
    archive.run(&["build"]);
    assert!(!archive.at("public/feed.xml").exists() && !names_it(&archive));
    // A day that nobody knows, or that no feed can tell, is none.
    for added in ["-0400", "202X", "2020/2021", "2020~", "2020-XX"] {
        archive.write("content/documents/a.md", format!("---\ntitle: A letter\nadded: {added}\n---\n\nText.\n"));
        archive.run(&["build"]);
        assert!(!archive.at("public/feed.xml").exists() && !names_it(&archive), "{added}");
    }
    archive.write("content/sources/b.txt", "A New Letter\n\nThe lamp was lit at dusk, and the boat came in the morning.\n");
    archive.run(&["build"]);
    assert!(page(&archive, "feed.xml").contains("<updated>2026-05-02T00:00:00Z</updated>"));
    assert!(
        page(&archive, "404.html").contains("href=\"/letters/feed.xml\"") && page(&archive, "documents/a.html").contains("../feed.xml")
    );
    // The day stays, whenever the source is converted again.
    let made = archive.read("content/documents/b.md");
    assert!(made.contains("\n  added: '2026-05-02'\n") || made.contains("\n  added: 2026-05-02\n"), "{made}");
    archive.write("content/sources/b.txt", "A New Letter\n\nThe lamp was lit at dusk, and the boat came in the evening.\n");
    let again = archive.command(&["ingest"]).env("SOURCE_DATE_EPOCH", "1787680000").output().unwrap();
    assert!(again.status.success());
    let again = archive.read("content/documents/b.md");
    assert!(again.contains("in the evening") && again.contains("added: 2026-05-02"), "{again}");
    std::fs::remove_file(archive.at("content/documents/b.md")).unwrap();
    std::fs::remove_file(archive.at("content/sources/b.txt")).unwrap();
    archive.run(&["build"]);
    assert!(!archive.at("public/feed.xml").exists() && !names_it(&archive));
}

#[test]
fn search_engines_are_told_every_page_that_wants_to_be_found() {
    let archive = letters(PUBLIC);
    let text = page(&archive, "sitemap.xml");
    let map = roxmltree::Document::parse(&text).unwrap();
    let listed: Vec<&str> = map
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    for (path, bytes) in archive.files("public").iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let address = format!("https://example.org/letters/{}", path.strip_suffix("index.html").unwrap_or(path));
        assert_eq!(listed.contains(&address.as_str()), !html.contains("content=\"noindex\""), "{path}");
        // A text without an abstract has no description: reference managers would take it for one.
        assert!(html.contains("<meta name=\"description\" content=\"") || path.starts_with("documents/"), "{path}");
        assert!(!html.contains("<meta name=\"description\" content=\"\">"), "{path}");
        if path != "404.html" {
            assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{path}");
            assert!(html.contains(&format!("<meta property=\"og:url\" content=\"{address}\">")), "{path}");
            assert!(html.contains("<meta property=\"og:title\" content=\""), "{path}");
        }
    }
    assert!(page(&archive, "robots.txt").ends_with("\nSitemap: https://example.org/letters/sitemap.xml\n"));
}

#[test]
fn an_archive_without_an_address_claims_none() {
    let archive = letters("title: Letters\nlang: en\n");
    let files = archive.files("public");
    assert!(!files.contains_key("feed.xml") && !files.contains_key("sitemap.xml"));
    assert!(!page(&archive, "index.html").contains("feed.xml"));
    assert_eq!(page(&archive, "robots.txt"), "User-agent: *\nAllow: /\n");
    // The address is told later: the files come, and go again.
    archive.run(&["build", "--base-url", "https://example.org/"]);
    assert!(archive.files("public").contains_key("feed.xml"));
    archive.run(&["build"]);
    assert!(!archive.files("public").contains_key("feed.xml"));
}

#[test]
fn translations_know_each_other_until_they_part() {
    let archive = letters(PUBLIC);
    let link = |lang: &str, slug: &str| {
        format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"https://example.org/letters/documents/{slug}.html\">")
    };
    let family = [("en", "first"), ("ru", "pismo"), ("ar", "risala")];
    for (_, own) in family {
        let html = page(&archive, &format!("documents/{own}.html"));
        for (lang, slug) in family {
            assert!(html.contains(&link(lang, slug)), "{own} does not tell of {slug}");
            let to_read = format!("href=\"{slug}.html\" rel=\"alternate\" hreflang=\"{lang}\"");
            assert_eq!(html.contains(&to_read), slug != own, "{own} to {slug}");
        }
    }
    assert!(!page(&archive, "documents/second.html").contains("hreflang"));
    let said = archive.read("content/documents/pismo.md");
    archive.write("content/documents/pismo.md", said.replace("translation-of: first.md\n", ""));
    archive.run(&["build"]);
    assert!(!page(&archive, "documents/first.html").contains("hreflang"));
    assert!(page(&archive, "documents/pismo.html").contains("risala.html"));
}

#[test]
fn words_in_another_language_and_direction_say_so() {
    let archive = letters(PUBLIC);
    let arabic = page(&archive, "documents/risala.html");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"), "{arabic}");
    assert!(arabic.contains("<header class=\"site\" id=\"_top\" lang=\"en\" dir=\"ltr\">"));
    let work = page(&archive, "works/berg1801.html");
    assert!(work.contains("<blockquote lang=\"ar\" dir=\"rtl\">"), "{work}");
    let front = page(&archive, "index.html");
    assert!(front.contains("lang=\"ar\" dir=\"rtl\">الرسالة الأولى</a>"), "{front}");
}

#[test]
fn lists_follow_the_alphabet_of_the_site() {
    let order = |lang: &str| {
        let archive = letters(&format!("title: Letters\nlang: {lang}\n"));
        let html = page(&archive, "people/index.html");
        let names = ["Ilves", "Öberg", "Zeta"];
        let mut places: Vec<(usize, &str)> = names.map(|name| (html.find(&format!("<bdi>{name}")).unwrap(), name)).into();
        places.sort_unstable();
        places.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order("en"), "Ilves Öberg Zeta");
    assert_eq!(order("sv"), "Ilves Zeta Öberg");
}

#[test]
fn the_front_draws_what_the_archive_holds_and_says_it_in_tables() {
    // What is asked for is drawn however little it is.
    let front = page(&letters(&format!("{PUBLIC}front: [timeline, citation-map, most-cited]\n")), "index.html");
    let row = |year: &str, documents: &str, works: &str| {
        let row = format!("<tr><th scope=\"row\">{year}</th><td>{documents}</td><td>{works}</td></tr>");
        assert!(front.contains(&row), "no {row} in\n{front}");
    };
    row("1843", "<a href=\"documents/index.html#year-1843\">1</a>", "");
    row("1799", "", "<a href=\"citations/year-1799.html\">1</a>");
    assert_eq!(front.matches("class=\"of-documents\" href").count(), 3);
    assert!(front.contains("1 document without a date."));
    // Three cite Berg, one of them Dahl.
    assert_eq!(front.matches("<path d=").count(), 4);
    assert!(front.contains("<th scope=\"row\"><a href=\"documents/second.html\">The second letter</a></th>"));
    assert!(front.contains("<a href=\"works/dahl1799.html\">Dahl 1799, On tides</a>"));
}

#[test]
fn a_large_archive_has_a_front_as_small_as_any() {
    let size = |documents: usize| {
        let archive = Archive::new("");
        for nth in 0..documents {
            let year = 1500 + nth % 100;
            let text = format!("---\ntitle: Letter {nth:04}\nlicense: CC-BY-4.0\nissued: {year}\n---\n\n[W](#ref-w{}).\n", nth % 90);
            archive.write(&format!("content/documents/d{nth}.md"), text);
            let key = nth % 90;
            let record =
                format!("references:\n- {{id: w{key}, type: book, title: Work {key:03}, author: [{{family: A{key}}}], issued: {year}}}\n");
            archive.write(&format!("content/bibliography/d{nth}.yaml"), record);
        }
        assert_eq!(archive.run(&["build"]).status, 0);
        page(&archive, "index.html").len()
    };
    let (some, many) = (size(120), size(360));
    assert!(many < some + some / 10, "{some} bytes of 120 documents, {many} of 360");
}

#[test]
fn a_document_can_be_cited_from_its_page() {
    let html = page(&letters(PUBLIC), "documents/first.html");
    let box_ = html.split("class=\"cite-this\"").nth(1).unwrap().split("</section>").next().unwrap();
    for part in [
        "Ilves, Marta (2 May 1843). The first letter.",
        "@",
        "first.bib",
        "first.ris",
        "first.csl.json",
        "<button type=\"button\" class=\"copy\" hidden",
    ] {
        assert!(box_.contains(part), "no {part} in {box_}");
    }
}

/// Moves the pointer to an element: what a browser does with a mouse.
const POINT: &str =
    "(element => element && !element.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, pointerType: 'mouse'})) || !!element)";

#[test]
pub fn links_show_where_they_lead_even_from_a_disk() {
    let archive = letters("title: Letters\nlang: en\n");
    with_browser(async |browser| {
        browser.driver.goto(format!("file://{}", archive.at("public/documents/first.html").display())).await.unwrap();
        browser.driver.set_window_rect(0, 0, 900, 800).await.unwrap();
        browser.until("document.readyState === 'complete'").await;
        let card = "document.getElementById('_preview')";
        let shows = |words: &str| format!("{card} && !{card}.hidden && {card}.textContent.includes('{words}')");
        // From another page of the archive, by the pointer.
        browser.until(&format!("{POINT}(document.querySelector('.text a.document'))")).await;
        browser.until(&shows("Åse Öberg · 1844")).await;
        browser.until(&format!("dispatchEvent(new KeyboardEvent('keydown', {{key: 'Escape'}})), {card}.hidden")).await;
        // From this page, by the keyboard: a note, and a work.
        browser.until(&format!("document.querySelector('.noteref a').focus({{focusVisible: true}}), {}", shows("A note of its own"))).await;
        assert_eq!(browser.value(&format!("document.activeElement.getAttribute('aria-describedby') === {card}.id")).await, true);
        assert_eq!(
            browser.value(&format!("!!{card}.querySelector('a[href], [id]')")).await,
            false,
            "a preview holds no links and no names"
        );
        browser.until(&format!("document.querySelector('.text .cite').focus({{focusVisible: true}}), {}", shows("On winds"))).await;
        browser.until(&format!("document.activeElement.blur(), {card}.hidden")).await;
        browser
    });
}

#[test]
pub fn notes_stand_in_the_margin_where_there_is_one() {
    let archive = letters("title: Letters\nlang: en\n");
    with_browser(async |browser| {
        browser.driver.goto(format!("file://{}", archive.at("public/documents/first.html").display())).await.unwrap();
        let place = |element: &str| format!("document.querySelector('{element}').getBoundingClientRect()");
        let (note, mark, text) = (place("#fn-1"), place("#fnref-1"), place(".text"));
        browser.driver.set_window_rect(0, 0, 1500, 800).await.unwrap();
        browser.until(&format!("{note}.left > {text}.right && Math.abs({note}.top - {mark}.top) < 30")).await;
        assert_eq!(browser.value("document.documentElement.scrollWidth <= innerWidth").await, true, "nothing hangs over the edge");
        browser.driver.set_window_rect(0, 0, 900, 800).await.unwrap();
        browser.until(&format!("{note}.left < {text}.right && {note}.top > {text}.bottom")).await;
        browser
    });
}

#[test]
pub fn each_paragraph_has_a_link_that_the_keyboard_reaches_too() {
    let archive = letters("title: Letters\nlang: en\n");
    with_browser(async |browser| {
        browser.driver.goto(format!("file://{}", archive.at("public/documents/first.html").display())).await.unwrap();
        browser.until("document.readyState === 'complete' && document.querySelectorAll('.pilcrow').length === 1").await;
        let sign = "document.querySelector('.pilcrow')";
        let says = |words: &str| format!("{sign}.parentElement.textContent === '{words}' && {sign}.hash === '#' + {sign}.parentElement.id");
        let third = "[...document.querySelectorAll('.text p')].find(p => p.textContent.startsWith('The last'))";
        browser.until(&format!("{POINT}({third}), {}", says("The last words."))).await;
        let up = format!("{sign}.focus(), {sign}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'ArrowUp', bubbles: true}}))");
        browser.until(&format!("{up}, {}", says("Three"))).await;
        assert_eq!(browser.value(&format!("document.activeElement === {sign}")).await, true);
        browser
    });
}

#[test]
fn previews_are_found_by_the_digest_that_the_script_computes() {
    let archive = letters("title: Letters\nlang: en\n");
    let files = archive.files("public");
    let mut found = BTreeMap::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("data/previews/")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let json = text.strip_prefix("scholionPreviews(").unwrap().strip_suffix(");\n").unwrap();
        let previews: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).unwrap();
        found.extend(previews.into_iter().map(|(page, _)| (page, path.clone())));
    }
    // Every document, work and name, and nothing that is not there.
    let kinds = ["documents/", "works/", "people/", "organizations/", "places/", "topics/"];
    let pages = files.keys().filter(|path| path.ends_with(".html") && kinds.iter().any(|kind| path.starts_with(kind)));
    let pages: Vec<&String> = pages.filter(|path| !path.ends_with("index.html") && !path.contains("/index~")).collect();
    assert_eq!(found.keys().collect::<Vec<_>>(), pages);
}

#[test]
fn every_host_can_hold_the_site() {
    let archive = letters(PUBLIC);
    assert!(archive.at("public/.nojekyll").is_file());
    let files = archive.files("public");
    let mut folded = std::collections::BTreeSet::new();
    for path in files.keys() {
        assert!(folded.insert(path.to_lowercase()), "{path}: another name differs in capitals only");
        assert!(!path.split('/').any(|name| name.starts_with('_')), "{path}: Jekyll and some hosts hide such names");
        assert!(path.len() < 200 && !path.contains(['\\', ':', '"', '<', '>', '|', '?', '*']), "{path}: not every disk can hold this name");
    }
    // Shown at any address, so that its links begin with the path of the site.
    let wrong = page(&archive, "404.html");
    assert!(wrong.contains("href=\"/letters/assets/style.css") && wrong.contains("href=\"/letters/documents/index.html\""), "{wrong}");
}
