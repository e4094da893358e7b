//! The front, lists and the search field of each page: what is shown of how much, what leads where, and what is found while one writes.

use serde_json::json;
use thirtyfour::{By, Key};

use crate::{
    browser::{Browser, with_browser},
    drawn,
    fixture::Archive,
};

/// Eight texts of two types in two languages, works whose entries have their titles and one that has not, a collection, notes.
fn archive() -> Archive {
    let archive = Archive::new(include_str!("../data/lists.txt"));
    for picture in ["quay", "secret"] {
        archive.write(&format!("content/files/{picture}.bmp"), drawn::grey_bmp(60, 40, 120));
    }
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

/// The part of a page behind a mark, up to another.
fn part<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("{from} is not in\n{page}"));
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

#[test]
fn pages_say_what_there_is_before_figures_and_no_list_is_of_ones() {
    let archive = archive();
    let front = archive.read("public/index.html");
    // Eight documents are listed and not drawn; one work that two cite is not ranked.
    for drawn in ["id=\"_timeline\"", "id=\"_map\"", "id=\"_works\""] {
        assert!(!front.contains(drawn), "{drawn} of little");
    }
    let places =
        ["id=\"_begin\"", "id=\"_collections\"", "id=\"_documents\""].map(|id| front.find(id).unwrap_or_else(|| panic!("no {id}")));
    assert!(places.is_sorted(), "{places:?}");
    let begin = part(&front, "id=\"_begin\"", "</section>");
    assert!(begin.contains(">A captain remembers</a>") && begin.contains("Small, and always full of ice"), "{begin}");
    let collections = part(&front, "id=\"_collections\"", "</section>");
    assert!(collections.contains("<img src=\"files/quay.bmp\" alt=\"\""), "{collections}");
    assert!(front.contains("1841–1863") || front.contains("1841\u{2013}1863"), "{}", part(&front, "class=\"counts\"", "</ul>"));
    // Who may not read a text reads no first words of it, and sees no picture.
    let hidden = archive.files("public").into_iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".js"));
    for (path, bytes) in hidden {
        assert!(!String::from_utf8_lossy(&bytes).contains("Nobody may read"), "{path}");
    }
    assert!(!archive.at("public/files/secret.bmp").exists());

    let documents = archive.read("public/documents/index.html");
    assert!(!documents.contains("<section class=\"year\""), "a heading for each of them");
    assert!(documents.contains("<li id=\"year-1841\"") && documents.contains("Dear Sir, of the ferry"), "{documents}");
    assert!(
        documents.contains("href=\"index~type-interview.html\"") && documents.contains("href=\"index~language-de.html\""),
        "{documents}"
    );
    let german = archive.read("public/documents/index~language-de.html");
    assert!(german.contains("Hochgeehrter") && !german.contains("Dear Sir"), "{german}");

    let works = archive.read("public/citations/index.html");
    assert!(works.contains("Berg, A. <em><a href=\"../works/berg1838.html\">On the sinking of quays</a></em>."), "{works}");
    // An entry in which the title does not stand has a link of its own, which says where.
    assert!(works.contains("aria-label=\"Who cites it: The Toll Order\""), "{works}");
    let work = archive.read("public/works/berg1838.html");
    assert_eq!(part(&work, "<h1", "<h2").matches("On the sinking of quays").count(), 2, "{work}");
    assert!(archive.read("public/works/lind1839.html").contains("<h1 class=\"long\""));

    let notes = archive.read("public/annotations/index.html");
    assert!(notes.contains("class=\"by legend\"") && !notes.contains(">By author<"), "{notes}");
    for link in ["questioning.html\">Question <span class=\"count\">1<", "tag-dating.html\">dating <span class=\"count\">2<"] {
        assert!(notes.contains(link), "{link}\n{notes}");
    }
    assert!(archive.read("public/documents/l1.html").contains("<a class=\"tag\" href=\"../annotations/tag-dating.html\">dating</a>"));
    let person = archive.read("public/people/johann-lind.html");
    assert!(person.contains(">Person</p>") && person.contains("As Interviewee") && !person.contains("As Author"), "{person}");
    assert!(archive.read("public/404.html").contains("id=\"_search\""));
}

async fn open(browser: &Browser, archive: &Archive, page: &str) {
    browser.driver.goto(format!("file://{}/{page}", archive.at("public").display())).await.unwrap();
    browser.until("document.readyState === 'complete'").await;
}

const SHOWN: &str = "[...document.querySelectorAll('main .cards > li')].filter(one => one.checkVisibility()).map(one => one.querySelector('a').textContent).join('|')";

#[test]
pub fn lists_are_divided_in_place_and_the_head_finds_while_one_writes() {
    let archive = archive();
    with_browser(async |browser| {
        browser.driver.set_window_rect(0, 0, 1280, 900).await.unwrap();
        open(&browser, &archive, "documents/index.html").await;
        browser.until("!document.getElementById('_narrow').hidden").await;
        let all = browser.value(SHOWN).await;
        browser.until("(document.querySelector('.chips a[data-lang=de]').click(), true)").await;
        assert_eq!(browser.value(SHOWN).await, "Brief über die Fähre");
        assert_eq!(browser.value("document.getElementById('_count').textContent").await, "1 / 8 documents");
        assert_eq!(browser.value("document.querySelector('.chips [data-lang][aria-current]').dataset.lang").await, "de");
        browser.until("(document.querySelector('.chips a[data-lang=\"\"]').click(), true)").await;
        // Without accents, by the beginning of a text.
        let words = browser.driver.find(By::Css("#_narrow [name=words]")).await.unwrap();
        words.send_keys("FAHRE").await.unwrap();
        assert_eq!(browser.value(SHOWN).await, "Brief über die Fähre");
        words.send_keys("zzz").await.unwrap();
        browser.until("document.getElementById('_nothing').checkVisibility()").await;
        words.clear().await.unwrap();
        let order = |order: &str| {
            format!(
                "(() => {{ const order = document.querySelector('[name=order]'); order.value = '{order}'; order.dispatchEvent(new Event('change', {{bubbles: true}})); return {SHOWN}; }})()"
            )
        };
        let titles = browser.value(&order("title")).await;
        assert!(titles.as_str().unwrap().starts_with("A captain remembers|A sealed letter|Brief über die Fähre|"), "{titles}");
        assert!(browser.value(&order("oldest")).await.as_str().unwrap().starts_with("Letter on the ferry|"));
        assert_eq!(browser.value(&order("newest")).await, all);

        // The head: nothing of what finds is there before somebody comes.
        assert_eq!(browser.value("typeof scholion").await, "undefined");
        let field = browser.driver.find(By::Css(".search-box input")).await.unwrap();
        field.click().await.unwrap();
        browser.until("document.querySelector('.search-box input').getAttribute('role') === 'combobox'").await;
        field.send_keys("sinki").await.unwrap();
        let found = "[...document.querySelectorAll('#_found > li')].map(one => one.querySelector('.title').textContent).join('|')";
        browser.until("!document.getElementById('_found').hidden").await;
        browser.until(&format!("({found}).includes('On the sinking of quays')")).await;
        assert!(browser.value(found).await.as_str().unwrap().ends_with("|All results"));
        field.send_keys(Key::Escape).await.unwrap();
        assert_eq!(browser.value("[document.getElementById('_found').hidden, document.activeElement.value]").await, json!([true, "sinki"]));
        browser.until("(document.activeElement.value = '', true)").await;
        field.send_keys("crane").await.unwrap();
        browser.until("document.querySelector('#_found .context mark')?.textContent === 'crane'").await;
        assert_eq!(browser.value("document.querySelector('#_found .kind').textContent").await, "Document");
        field.send_keys(Key::Down).await.unwrap();
        let active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))";
        assert_eq!(browser.value(&format!("{active}.getAttribute('aria-selected')")).await, "true");
        // It lies within the window.
        let rect = "(box => box.left >= 0 && box.right <= document.documentElement.clientWidth)(document.getElementById('_found').getBoundingClientRect())";
        assert_eq!(browser.value(rect).await, true);
        field.send_keys(Key::Enter).await.unwrap();
        browser
            .until("location.pathname.endsWith('/documents/m1.html') && document.querySelector('mark.hit')?.textContent === 'crane'")
            .await;
        // Without going into the list all results are asked for.
        browser.driver.action_chain().send_keys("/").perform().await.unwrap();
        browser.until("document.activeElement.matches('.search-box input')").await;
        let field = browser.driver.find(By::Css(".search-box input")).await.unwrap();
        field.send_keys("ferry").await.unwrap();
        browser.until("document.querySelector('#_found .context mark') !== null").await;
        field.send_keys(Key::Enter).await.unwrap();
        browser.until("location.pathname.endsWith('/search.html') && document.querySelectorAll('#search-hits h3').length > 0").await;
        // Texts stand before works and names; a year has its bar.
        let order = "document.getElementById('search-hits-box').compareDocumentPosition(document.getElementById('search-names-box'))";
        assert_eq!(browser.value(order).await, json!(4));
        browser
    });
}
