//! What the search page finds, in many languages: a list of queries with the documents that each must find, and those that it must
//! not, asked one behind the other in one browser; and what a reader sees of a hit.

use std::{collections::BTreeSet, fmt::Write};

use crate::{
    browser::{Browser, with_browser},
    drawn,
    fixture::Archive,
};

/// A line of the list.
struct Query<'a> {
    words: &'a str,
    must: BTreeSet<&'a str>,
    /// Those that must not be found; `None`: no others than those that must.
    not: Option<BTreeSet<&'a str>>,
    filters: &'a str,
}

fn queries() -> Vec<Query<'static>> {
    let lines = include_str!("../data/search/queries.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let query = |line: &'static str| {
        let [words, must, not, filters] = std::array::from_fn(|nth| line.split('\t').nth(nth).unwrap_or(""));
        let slugs = |list: &'static str| list.split_whitespace().collect();
        Query { words, must: slugs(must), not: (not != "*").then(|| slugs(not)), filters }
    };
    lines.map(query).collect()
}

fn built() -> Archive {
    let archive = Archive::new(include_str!("../data/search/archive.txt"));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

/// In the page: looks for words, lists all hits, and says where they lead, what was looked for besides, and what is shown.
const ASK: &str = r##"
window.ask = words => new Promise((resolve, reject) => {
  const form = document.getElementById("search"), part = id => document.getElementById(`search-${id}`);
  const collect = async () => {
    const hits = part("hits");
    while (!part("hits-box").hidden && !part("more").hidden) {
      part("more").click();
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await Promise.all([...hits.children].map(item => { const show = item.show; item.show = null; return show?.(); }));
    resolve({
      hits: [...hits.querySelectorAll("h3 a")].map(link => decodeURI(link.getAttribute("href").split("?")[0])),
      also: part("also").hidden ? "" : [...part("also").querySelectorAll("b")].map(word => word.textContent).join(" "),
      lines: [...hits.querySelectorAll(".passage .words")].map(line => line.textContent),
      names: [...document.querySelectorAll("#search-names a")].map(name => name.textContent),
    });
  };
  if (words === null || form.elements.q.value === words) return collect().catch(reject);
  form.addEventListener("answered", () => collect().catch(reject), { once: true });
  form.elements.q.value = words;
  form.requestSubmit();
});
"##;

/// What a query found.
#[derive(serde::Deserialize)]
struct Found {
    hits: Vec<String>,
    also: String,
    lines: Vec<String>,
    names: Vec<String>,
}

impl Found {
    fn slugs(&self) -> BTreeSet<&str> {
        self.hits.iter().filter_map(|hit| hit.rsplit('/').next()?.strip_suffix(".html")).collect()
    }
}

async fn open(browser: &Browser, archive: &Archive, asked: &str) {
    // Another page between: an address that differs in what is asked alone may stay where it is.
    browser.driver.goto("about:blank").await.unwrap();
    browser.driver.goto(format!("file://{}{asked}", archive.at("public/search.html").display())).await.unwrap();
    // What finds is loaded when somebody begins.
    browser.until("(document.getElementById('search')?.dispatchEvent(new Event('input')), true)").await;
    browser.until("document.getElementById('search')?.classList.contains('ready')").await;
    browser.driver.execute(ASK, Vec::new()).await.unwrap();
}

/// Asks on a page that is open; `None` takes what stands there.
async fn ask(browser: &Browser, words: Option<&str>) -> Found {
    let script = "window.found = null; ask(arguments[0]).then(found => { window.found = found; }, error => { window.found = {hits: [], \
                  also: String(error), lines: [], names: []}; });";
    browser.driver.execute(script, vec![serde_json::json!(words)]).await.unwrap();
    browser.until("!!window.found").await;
    serde_json::from_value(browser.value("window.found").await).unwrap()
}

#[test]
fn queries_in_many_languages_find_their_documents_and_no_others() {
    let archive = built();
    let queries = queries();
    assert!(queries.len() >= 200, "{} queries are few", queries.len());
    let mut failures = String::new();
    with_browser(async |browser| {
        open(&browser, &archive, "").await;
        for query in &queries {
            let found = if query.filters.is_empty() {
                ask(&browser, Some(query.words)).await
            } else {
                let words: String = query.words.bytes().map(|byte| format!("%{byte:02X}")).collect();
                open(&browser, &archive, &format!("?q={words}&{}", query.filters)).await;
                let found = ask(&browser, None).await;
                open(&browser, &archive, "").await;
                found
            };
            let slugs = found.slugs();
            let missing: Vec<_> = query.must.difference(&slugs).collect();
            let is_wrong = |slug: &&&str| query.not.as_ref().map_or_else(|| !query.must.contains(**slug), |not| not.contains(**slug));
            let wrong: Vec<_> = slugs.iter().filter(is_wrong).collect();
            if !missing.is_empty() || !wrong.is_empty() {
                _ = writeln!(failures, "{:24} {:24} lacks {missing:?}, has {wrong:?} {}", query.words, query.filters, found.also);
            }
        }
        browser
    });
    assert!(failures.is_empty(), "{} of {} queries fail:\n{failures}", failures.lines().count(), queries.len());
}

#[test]
fn what_else_was_looked_for_is_told_and_can_be_left() {
    let archive = built();
    with_browser(async |browser| {
        open(&browser, &archive, "").await;
        let found = ask(&browser, Some("expeditoin")).await;
        assert_eq!((found.slugs(), found.also.as_str()), (BTreeSet::from(["en-voyage"]), "expedition"));
        browser.until("(document.querySelector('#search-also button').click(), document.getElementById('search-exact').checked)").await;
        browser.until("location.search === '?q=expeditoin&exact=1'").await;
        browser.until("document.getElementById('search-status').textContent === 'Nothing was found.'").await;
        assert_eq!(browser.value("document.getElementById('search-also').hidden").await, true);
        // What is still being typed is the beginning of a word; so many words as are asked for say what was found instead.
        open(&browser, &archive, "?q=archip").await;
        assert_eq!(ask(&browser, None).await.also, "archip…");
        // Of words that are typed one behind the other only the last are answered.
        open(&browser, &archive, "").await;
        let typed = "(['whale', 'granite', 'chart'].forEach(words => { const q = document.getElementById('search-q'); q.value = words; \
                     q.dispatchEvent(new Event('input')); q.form.requestSubmit(); }), true)";
        browser.until(typed).await;
        browser.until("location.search === '?q=chart' && document.querySelectorAll('#search-hits > li').length === 1").await;
        assert_eq!(ask(&browser, None).await.slugs(), BTreeSet::from(["en-voyage"]));
        // Slips in names lead to people and works as well.
        open(&browser, &archive, "?q=Ashwroth").await;
        assert_eq!(ask(&browser, None).await.names, ["Eleanor Ashworth"]);
        // The page of the document marks what was found instead.
        open(&browser, &archive, "?q=expeditoin").await;
        ask(&browser, None).await;
        browser.until("(document.querySelector('#search-hits h3 a').click(), true)").await;
        browser.until("document.querySelector('main mark.hit')?.textContent === 'expedition'").await;
        browser
    });
}

#[test]
pub fn a_hit_shows_the_sentences_and_leads_to_each() {
    let archive = built();
    with_browser(async |browser| {
        open(&browser, &archive, "").await;
        // An abbreviation ends no sentence, a full stop does.
        let found = ask(&browser, Some("frozen")).await;
        let expected = "St. Petersburg lay frozen until May; the navigation of the Neva was opened by three frigates.";
        assert_eq!(found.lines, [expected]);
        let page = browser.value("document.querySelector('#search-hits .passage .of').textContent").await;
        assert_eq!(page, "[12]");
        // Three sentences at first, then all of them.
        let of = "[...document.querySelectorAll('#search-hits > li')].find(hit => hit.querySelector('h3 a').href.includes('en-voyage'))";
        ask(&browser, Some("of")).await;
        browser.until(&format!("{of}.querySelectorAll('.passage').length === 3")).await;
        browser.until(&format!("({of}.querySelector('button.all').click(), true)")).await;
        browser.until(&format!("{of}.querySelectorAll('.passage').length === 5 && {of}.querySelector('button.all').hidden")).await;
        assert_eq!(browser.value(&format!("{of}.querySelector('.places').textContent")).await, "Places in this text: 5");
        // Down and up through the hits, and back.
        let press = async |key: thirtyfour::Key| browser.driver.active_element().await.unwrap().send_keys(key).await.unwrap();
        ask(&browser, Some("whale")).await;
        browser.until("(document.getElementById('search-q').focus(), true)").await;
        let focused = "document.activeElement.textContent";
        press(thirtyfour::Key::Down).await;
        assert_eq!(browser.value(focused).await, "Letter on lighthouses");
        press(thirtyfour::Key::Down).await;
        assert_eq!(browser.value(focused).await, "A voyage to the northern harbours");
        press(thirtyfour::Key::Up).await;
        press(thirtyfour::Key::Escape).await;
        assert_eq!(browser.value("document.activeElement.id").await, "search-q");
        browser
    });
}

#[test]
fn filters_follow_the_query_and_collections_hold_those_below_them() {
    let archive = built();
    with_browser(async |browser| {
        open(&browser, &archive, "?q=whale").await;
        let opened = async |facet: &str| {
            browser.until(&format!("(document.getElementById('search-{facet}').open = true)")).await;
            browser.until(&format!("document.querySelectorAll('#search-{facet} label').length > 0")).await;
            let shown =
                browser.value(&format!("[...document.querySelectorAll('#search-{facet} label')].map(one => one.textContent.trim())")).await;
            serde_json::from_value::<Vec<String>>(shown).unwrap()
        };
        assert_eq!(opened("collections").await, ["Atlantic papers 2", "Harbour books 1"]);
        assert_eq!(opened("f-genre").await, ["Letter 1", "Treatise 1"]);
        assert_eq!(opened("people").await, ["Eleanor Ashworth 1", "Tobias Marlowe 1"]);
        // A choice narrows the others, and its own list keeps what else could be chosen.
        browser.until("(document.querySelector('#search-collections input[value=harbours]').click(), true)").await;
        browser
            .until("document.querySelectorAll('#search-hits > li').length === 1 && location.search.includes('collections=harbours')")
            .await;
        browser
            .until("[...document.querySelectorAll('#search-f-genre label')].map(one => one.textContent.trim()).join() === 'Treatise 1'")
            .await;
        assert_eq!(opened("collections").await, ["Harbour books 1", "Atlantic papers 2"]);
        // A decade among years has its count, and what the archive has no more can be left.
        open(&browser, &archive, "?q=whale&year=1780-1789").await;
        assert_eq!(opened("year").await, ["1851 1", "1787 1", "1780–1789 1"]);
        open(&browser, &archive, "?q=whale&f-genre=gone").await;
        assert_eq!(opened("f-genre").await, ["gone 0", "Letter 1", "Treatise 1"]);
        browser
    });
}

#[test]
pub fn a_hit_leads_to_its_page_of_the_facsimile() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Letters\n");
    let text = "<span class=\"pb\" data-n=\"1r\"></span>One lamp.\n\nTwo lamps <span class=\"pb\" data-n=\"1v\"></span>and a lighthouse.";
    archive.write(
        "content/documents/letter.md",
        format!("---\ntitle: Letter\nlicense: CC0-1.0\nfacsimile: ../files/letter/\n---\n\n{text}\n"),
    );
    for name in ["1r", "1v"] {
        archive.write(&format!("content/files/letter/{name}.bmp"), drawn::grey_bmp(60, 90, 200));
    }
    archive.write("content/documents/plain.md", "---\ntitle: Plain\nlicense: CC0-1.0\n---\n\nA lighthouse.\n");
    assert_eq!(archive.run(&["build"]).status, 0);
    with_browser(async |browser| {
        open(&browser, &archive, "?q=lighthouse").await;
        assert_eq!(ask(&browser, None).await.hits.len(), 2);
        let ways = browser.value("[...document.querySelectorAll('.passage a.of')].map(way => way.textContent)").await;
        assert_eq!(ways, serde_json::json!(["[1r–1v] Facsimile"]));
        browser.until("(document.querySelector('.passage a.of').click(), true)").await;
        browser.until("location.pathname.endsWith('/letter.facsimile.html') && document.querySelector('main mark.hit')?.textContent === 'lighthouse'").await;
        // The page of the word is turned to, not that on which its paragraph begins.
        browser.until("document.querySelector('.surfaces li.current')?.id === 'image-1v'").await;
        browser
    });
}

/// Titles, words, values and queries that would be markup if anybody took them for it.
#[test]
fn words_of_an_archive_stay_words() {
    let probe = "<img src=x onerror=\"document.title='ran'\">";
    let quoted = probe.replace('\'', "''");
    let archive = Archive::new(&format!(
        "
//- /scholion.yaml
title: Probes
fields:
  shelf: {{label: 'Shelf {quoted}', facet: true}}
//- /content/documents/probe.md
---
title: 'Probe {quoted}'
license: CC0-1.0
author: ['Ann {quoted}']
keyword: ['probe {quoted}']
shelf: 'Probe {quoted}'
---

A probe of the words \\{probe} in a sentence about xylography.
"
    ));
    archive.run(&["build"]);
    with_browser(async |browser| {
        open(&browser, &archive, "").await;
        for words in ["probe", probe, "xylogarphy", "\"<b>\"", "onerr"] {
            ask(&browser, Some(words)).await;
            browser.until("document.querySelectorAll('.facets details').forEach(box => box.open = true) ?? true").await;
            browser
                .until("document.querySelectorAll('#search-f-shelf label').length > 0 || document.getElementById('search-hits-box').hidden")
                .await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let found = browser
            .value("document.querySelectorAll('main img, main script, main iframe').length + (document.title.startsWith('ran') ? 1 : 0)")
            .await;
        assert_eq!(found, 0);
        browser
    });
}
