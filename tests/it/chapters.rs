//! Long texts chapter by chapter: no word is lost by it, no link leads nowhere, and an edit makes one chapter again.

use std::{collections::BTreeMap, fs};

use dom_query::Document;
use scholion::{
    base::{RelPath, Snapshot, snapshot::File},
    build::{self, Memo},
    config,
};

use crate::{
    browser::with_browser,
    fixture::{Archive, files},
};

const BOOK: &str = include_str!("../data/chapters/book.txt");
const FOLDER: &str = "public/documents/keepers.chapters";

fn book() -> Archive {
    let archive = Archive::new(BOOK);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a page's text, without what editors note beside them.
fn words(html: &str) -> String {
    let page = Document::from(html);
    page.select(".text aside, .text .noteref").remove();
    squeezed(&page.select(".text").text())
}

/// The pages of the book in the order in which a reader turns them.
fn in_order(archive: &Archive) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut next = String::from("index.html");
    while !next.is_empty() {
        let html = archive.read(&format!("{FOLDER}/{next}"));
        let link = Document::from(html.as_str()).select("link[rel=next]").attr("href").map(|href| href.to_string()).unwrap_or_default();
        pages.push((std::mem::replace(&mut next, link), html));
    }
    pages
}

#[test]
fn every_word_of_a_book_stands_in_one_chapter() {
    let archive = book();
    let pages = in_order(&archive);
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["index.html", "part-one.html", "of-ropes.html", "part-two.html", "what-is-left.html", "references.html"]);
    let told: Vec<String> = pages.iter().map(|(_, html)| words(html)).collect();
    let whole = archive.read("public/documents/keepers.html");
    assert_eq!(squeezed(&told.join(" ")), words(&whole));
    // Footnotes stand where their marks do, those of notes with these; and only the marks of the page are led back to.
    let notes = |nth: usize| {
        let page = Document::from(pages[nth].1.as_str());
        page.select(".notes > ol > li").iter().map(|note| note.attr("id").unwrap().to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!([0, 1, 2, 3].map(notes), ["fn-1", "fn-2 fn-4", "fn-3", ""]);
    let works = |nth: usize| pages[nth].1.matches("<li id=\"ref-").count();
    assert_eq!([0, 1, 2, 3, 4, 5].map(works), [0, 2, 1, 0, 1, 2]);
    assert!(
        pages[2].1.contains("id=\"note-hemp\"") && !pages[1].1.contains("id=\"note-hemp\"") && pages[1].1.contains("id=\"note-inner\"")
    );
    // What is cited is the text.
    for (name, html) in &pages {
        assert!(html.contains("<link rel=\"canonical\" href=\"https://example.org/h/documents/keepers.html\">"), "{name}");
    }
    assert!(!archive.read("public/sitemap.xml").contains("chapters"));
    assert!(archive.read("public/documents/index.html").contains("href=\"keepers.chapters/index.html\""));
    golden("title.html", &main(&pages[0].1));
    golden("chapter.html", &main(&pages[1].1));
}

/// What a page shows between its head and its foot.
fn main(html: &str) -> String {
    let from = html.find("<main").unwrap();
    let to = html.find("</main>").unwrap();
    format!("{}\n", &html[from..to])
}

fn golden(name: &str, html: &str) {
    let path = format!("{}/tests/data/chapters/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(&path, html).unwrap();
    }
    assert_eq!(html, fs::read_to_string(&path).unwrap_or_default(), "{name}");
}

#[test]
fn every_link_of_a_book_leads_to_a_place() {
    let archive = book();
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let pages: Vec<(String, Vec<u8>)> = archive.files("public").into_iter().filter(|(path, _)| path.ends_with(".html")).collect();
    for (path, bytes) in &pages {
        let page = Document::from(String::from_utf8_lossy(bytes).as_ref());
        let own = page.select("[id]").iter().filter_map(|one| one.attr("id")).map(|id| id.to_string()).collect();
        ids.insert(path.clone(), own);
    }
    let mut led = 0;
    for (path, bytes) in pages.iter().filter(|(path, _)| path.starts_with("documents/")) {
        let page = Document::from(String::from_utf8_lossy(bytes).as_ref());
        let links = page.select("a[href], link[rel=prev], link[rel=next]");
        for href in links.iter().filter_map(|link| link.attr("href")).filter(|href| !href.contains(':')) {
            let (file, fragment) = href.split_once('#').unwrap_or((&href, ""));
            let target =
                if file.is_empty() { path.clone() } else { RelPath::new(path).join(file).map(|to| to.to_string()).unwrap_or_default() };
            if !target.ends_with(".html") {
                continue;
            }
            let there = ids.get(&target).unwrap_or_else(|| panic!("{path} leads to {href}, which is not there"));
            assert!(fragment.is_empty() || fragment == "top" || there.iter().any(|id| id == fragment), "{path} leads to {href}");
            led += 1;
        }
    }
    assert!(led > 60, "{led} links");
    // Links within the book lead to the chapter.
    let lamps = archive.read(&format!("{FOLDER}/part-one.html"));
    assert!(lamps.contains("href=\"of-ropes.html#of-ropes\"") && lamps.contains("href=\"../letter.html#from-the-north\""), "{lamps}");
    assert!(archive.read(&format!("{FOLDER}/of-ropes.html")).contains("href=\"part-one.html#wicks\""));
    // Those of others to the address that was published.
    assert!(archive.read("public/documents/letter.html").contains("href=\"keepers.html#of-ropes\""));
}

#[test]
fn an_edit_makes_one_chapter_again_and_old_addresses_lead_on() {
    let mut all: BTreeMap<String, String> = files(BOOK).map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let (config, _) = config::parse(&RelPath::new("scholion.yaml"), all["scholion.yaml"].as_bytes());
    let mut memo = Memo::default();
    let build = |all: &BTreeMap<String, String>, memo: &mut Memo| {
        let files = all.iter().map(|(path, text)| (RelPath::new(path), File::new(text.clone().into_bytes()))).collect();
        let stats = build::build(&Snapshot { files, ..Snapshot::default() }, &config, memo, &|_, _| {}).stats;
        stats.rendered.iter().map(ToString::to_string).filter(|path| path.ends_with(".html")).collect::<Vec<_>>()
    };
    build(&all, &mut memo);
    let edit = |all: &mut BTreeMap<String, String>, from: &str, to: &str| {
        let text = all.get_mut("content/documents/keepers.md").unwrap();
        assert!(text.contains(from));
        *text = text.replace(from, to);
    };
    edit(&mut all, "Ropes are of hemp", "Ropes were of hemp");
    let rendered = build(&all, &mut memo);
    let of_book: Vec<&String> = rendered.iter().filter(|path| path.contains("keepers")).collect();
    assert_eq!(of_book, ["documents/keepers.chapters/of-ropes.html", "documents/keepers.html"]);

    // Chapters come and go while one writes, with the words of front matter and with headings.
    let chapters = |rendered: &[String]| rendered.iter().filter(|path| path.contains(".chapters/")).count();
    edit(&mut all, "chapters: 2\n", "chapters: false\n");
    assert_eq!(chapters(&build(&all, &mut memo)), 0);
    edit(&mut all, "chapters: false\n", "chapters: true\n");
    assert_eq!(chapters(&build(&all, &mut memo)), 4);
    let letter = all.get_mut("content/documents/letter.md").unwrap();
    *letter = format!("{}\n## From the south\n\nIt is warm.\n", letter.replace("---\n\n", "chapters: true\n---\n\n"));
    assert_eq!(chapters(&build(&all, &mut memo)), 3);

    // A heading is called otherwise, and its place leads on: so does the chapter.
    let archive = Archive::new(BOOK);
    archive.write(
        "content/documents/keepers.md",
        archive.read("content/documents/keepers.md").replace("### Of ropes", "### Of cables").replace("#of-ropes", "#of-cables"),
    );
    archive.write("content/documents/letter.md", archive.read("content/documents/letter.md").replace("#of-ropes", "#of-cables"));
    archive.write("content/addresses.yaml", "documents/keepers.html#of-ropes: documents/keepers.html#of-cables\n");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let old = archive.read(&format!("{FOLDER}/of-ropes.html"));
    assert!(old.contains("content=\"0; url=of-cables.html\""), "{old}");
    // What may not be shown has no chapters, and what is to have some and cannot is told.
    archive.write("scholion.yaml", "title: The harbour\nunlicensed: metadata\n");
    archive.write("content/documents/keepers.md", archive.read("content/documents/keepers.md").replace("license: CC-BY-4.0\n", ""));
    archive.write("content/documents/letter.md", "---\ntitle: A letter\nlicense: CC-BY-4.0\nchapters: true\n---\n\n## One\n\nWords.\n");
    let ran = archive.run(&["build"]);
    assert!(!archive.at(FOLDER).exists() && ran.stderr.contains("`chapters` has no effect"), "{}", ran.stderr);
    assert!(archive.read("public/documents/index.html").contains("href=\"keepers.html\""));
}

#[test]
fn contents_do_not_grow_with_the_chapters_on_each_page() {
    let text: String = (0..260).map(|nth| format!("## Letter {nth}\n\nWords.\n\n")).collect();
    let archive = Archive::new("//- /scholion.yaml\ntitle: T\nsearch: false\n");
    archive.write("content/documents/many.md", format!("---\ntitle: Many\nlicense: CC0-1.0\nchapters: true\n---\n\n{text}"));
    assert_eq!(archive.run(&["build"]).status, 0);
    let lines = |page: &str| {
        let html = archive.read(&format!("public/documents/many.chapters/{page}.html"));
        Document::from(html.as_str()).select("nav li a[href^=letter-]").length()
    };
    assert_eq!(["index", "letter-0", "letter-130", "letter-259"].map(lines), [260, 51, 101, 51]);
}

/// In a real browser: contents that fold, how much is read, a book gone on with, and the way from difference to difference.
#[test]
pub fn in_a_browser_one_finds_the_place_again() {
    let archive = Archive::new(BOOK);
    let long: String = (0..60).map(|nth| format!("Paragraph {nth} of words that fill a page, as a long chapter does.\n\n")).collect();
    archive.write(
        "content/documents/keepers.md",
        archive.read("content/documents/keepers.md").replace("#### Wicks\n\n", &format!("#### Wicks\n\n{long}")),
    );
    let source: String = (0..40)
        .map(|nth| if nth % 10 == 5 { format!("Lost words {nth}.\n\n") } else { format!("Kept line {nth} of the source.\n\n") })
        .collect();
    let kept: String = (0..40).filter(|nth| nth % 10 != 5).map(|nth| format!("Kept line {nth} of the source.\n\n")).collect();
    archive.write("content/sources/page.txt", source);
    archive.write(
        "content/documents/page.md",
        format!("---\ntitle: Page\nlicense: CC-BY-4.0\npublish-source: true\nsource: {{file: page.txt, sha256: \"00\"}}\n---\n\n{kept}"),
    );
    archive.run(&["build"]);
    let file = |path: &str| format!("file://{}/{path}", archive.at("public").display());
    with_browser(async |browser| {
        let wide = async |width: u32| browser.driver.set_window_rect(0, 0, width, 900).await.unwrap();
        // As narrow as both browsers make a window.
        wide(500).await;
        browser.driver.goto(&file("documents/keepers.chapters/part-one.html")).await.unwrap();
        assert_eq!(browser.value("document.querySelector('.contents details').open").await, false);
        assert_eq!(browser.value("document.querySelector('.contents ol').checkVisibility({contentVisibilityAuto: true})").await, false);
        wide(1440).await;
        browser.until("document.querySelector('.contents details').open").await;
        let before = browser.value("parseInt(document.querySelector('.progress').textContent)").await;
        browser.value("document.getElementById('wicks').nextElementSibling.nextElementSibling.scrollIntoView({behavior: 'instant'})").await;
        browser.value("window.scrollBy({top: 1500, behavior: 'instant'})").await;
        browser.until(&format!("parseInt(document.querySelector('.progress').textContent) > {before}")).await;
        browser.until("localStorage.getItem('scholion-book:' + location.pathname.replace(/[^/]*$/, ''))?.includes('p-')").await;
        browser.driver.goto(&file("documents/keepers.chapters/index.html")).await.unwrap();
        browser.until("!document.querySelector('.go-on').hidden").await;
        let way = browser.value("document.querySelector('.go-on').getAttribute('href')").await;
        assert!(way.as_str().unwrap().starts_with("part-one.html#p-"), "{way}");

        browser.driver.goto(&file("documents/page.source.html")).await.unwrap();
        assert_eq!(browser.value("document.querySelectorAll('tr.differs').length").await, 5);
        for nth in 1..=3 {
            // A bar that a scroll still moves is no target for a pointer.
            browser.value("document.querySelector('.steps-bar .next').click()").await;
            browser.until(&format!("location.hash === '#d{nth}'")).await;
        }
        browser.value("document.querySelector('#d3 a').focus()").await;
        browser.driver.active_element().await.unwrap().send_keys("n").await.unwrap();
        browser.until("location.hash === '#d4'").await;
        browser.driver.active_element().await.unwrap().send_keys("p").await.unwrap();
        browser.until("location.hash === '#d3'").await;
        browser.value("document.getElementById('_only').click()").await;
        assert_eq!(browser.value("[...document.querySelectorAll('tbody tr')].filter(row => row.checkVisibility()).length").await, 5);
        assert_eq!(browser.value("document.querySelector('a[download]').getAttribute('href')").await, "../sources/page.txt");
        browser
    });
}
