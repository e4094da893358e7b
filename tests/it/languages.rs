//! A site that speaks several languages: lists and the like once a language, texts once, and everything leads on in its language.

use std::collections::{BTreeMap, BTreeSet};

use crate::{fixture::Archive, site::dead_links};

/// Documents in the languages of the site and in another, a work, names, notes, pages.
const ARCHIVE: &str = r#"
//- /scholion.yaml
title: {en: Letters of the mill, ru: Письма мельницы}
description: {en: What was written there., ru: Что там написано.}
base-url: https://a.example/mill/
languages: [en, ru]
fields:
  genre: {label: {en: Genre, ru: Жанр}, browse: true}
//- /content/collections/box.md
---
title: A box
lang: en
level: fonds
translations: {ru: {title: Ящик, abstract: Что в ящике.}}
---

What is in the box.
//- /content/documents/one.md
---
title: A letter about the mill
lang: en
author: [{family: Ilves, given: Marta}]
issued: 1911-05-02
keyword: [mills, floods]
collection: box
genre: Petition
bibliography: ../bibliography/one.yaml
---

The mill of [[Marta Ilves]] stood by the river, as [Tamm, 1900](#ref-tamm1900) says.[^1]

[^1]: A note.
//- /content/documents/two.md
---
title: Письмо о мельнице
lang: ru
translation-of: one.md
author: [{family: Ilves, given: Marta}]
issued: 1911-05-02
---

Мельница стояла у реки.
//- /content/documents/three.md
---
title: Ein Brief
lang: de
author: [{family: Ilves, given: Marta}]
issued: 1912
collection: box
---

Die Mühle stand am Fluss. Mehr [[About]].
//- /content/bibliography/one.yaml
references:
- id: tamm1900
  type: book
  title: Of mills
  author: [{family: Tamm, given: Jaan}]
  issued: 1900
//- /content/annotations/one.yaml
- id: n1
  quote: {exact: stood by the river}
  body: A *note*.
  creator: A. Editor
  created: 2024-01-02
- id: n2
  target: document
  body: On the whole.
  creator: A. Editor
  created: 2024-01-03
//- /content/pages/about.md
---
title: About
lang: en
---

What this is.
//- /content/pages/o-nas.md
---
title: О нас
lang: ru
translation-of: about.md
---

Что это. [[Marta Ilves]].
"#;

fn built(archive: &Archive) -> BTreeMap<String, String> {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    let files = archive.files("public");
    assert_eq!(dead_links(&files), Vec::<String>::new());
    files.into_iter().filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?))).collect()
}

fn has(site: &BTreeMap<String, String>, page: &str, words: &[&str]) {
    let html = site.get(page).unwrap_or_else(|| panic!("no page {page}"));
    for words in words {
        assert!(html.contains(words), "{page} lacks {words}:\n{html}");
    }
}

#[test]
fn lists_are_there_in_each_language_and_texts_once() {
    let site = built(&Archive::new(ARCHIVE));
    let pages: BTreeSet<&str> = site.keys().map(String::as_str).filter(|path| path.ends_with(".html")).collect();
    let is_list = |page: &str| page == "documents/index.html" || page.starts_with("documents/index~");
    let is_once = |page: &str| page.starts_with("pages/") || page == "404.html" || page.starts_with("documents/") && !is_list(page);
    for page in pages.iter().filter(|page| !page.starts_with("ru/")) {
        assert_ne!(is_once(page), pages.contains(&*format!("ru/{page}")), "{page}");
    }
    for page in pages.iter().filter_map(|page| page.strip_prefix("ru/")) {
        assert!(pages.contains(page), "{page}");
    }
    // What is no page is there once.
    assert!(site.keys().all(|path| !path.starts_with("ru/") || path.ends_with(".html")));
    has(&site, "index.html", &["<html lang=\"en\"", "<h1>Letters of the mill</h1>", "What was written there.", ">Documents</a>"]);
    has(&site, "ru/index.html", &["<html lang=\"ru\"", "<h1>Письма мельницы</h1>", "Что там написано.", ">Документы</a>", "2 мая 1911"]);
    has(&site, "collections/box.html", &["<h1>A box</h1>", "What is in the box."]);
    has(&site, "ru/collections/box.html", &["<h1>Ящик</h1>", "Что в ящике."]);
    has(&site, "ru/collections/index.html", &[">Ящик</a>"]);
    // The names of things are theirs in any language.
    has(&site, "ru/people/marta-ilves.html", &["<html lang=\"ru\"", "<h1><bdi>Marta Ilves</bdi></h1>"]);
    has(&site, "ru/works/tamm1900.html", &["<html lang=\"ru\"", "../../documents/one.html"]);
}

#[test]
fn words_around_a_text_are_in_its_language_if_the_site_speaks_it() {
    let site = built(&Archive::new(ARCHIVE));
    has(&site, "documents/two.html", &["<html lang=\"ru\"", "href=\"../ru/people/index.html\">Люди</a>", ">Письма мельницы</a>"]);
    assert!(!site["documents/two.html"].contains("lang=\"en\">Documents"));
    // The site has no words in German, so they are English and say so.
    has(
        &site,
        "documents/three.html",
        &["<html lang=\"de\"", "<header class=\"site\" id=\"_top\" lang=\"en\">", "href=\"../people/index.html\">People</a>"],
    );
    has(&site, "documents/three.html", &["<nav id=\"_in-box\" lang=\"en\" aria-label=\"In a collection: A box\">"]);
    has(&site, "pages/o-nas.html", &["<html lang=\"ru\"", "href=\"../ru/people/marta-ilves.html\""]);
}

#[test]
fn each_page_leads_to_itself_in_the_other_languages() {
    let site = built(&Archive::new(ARCHIVE));
    let russian = |href: &str| format!("<a href=\"{href}\" hreflang=\"ru\" lang=\"ru\">русский</a>");
    let english = |href: &str| format!("<a href=\"{href}\" hreflang=\"en\" lang=\"en\">English</a>");
    has(
        &site,
        "people/index.html",
        &[&russian("../ru/people/index.html"), "<a href=\"index.html\" hreflang=\"en\" aria-current=\"true\">English</a>"],
    );
    has(
        &site,
        "ru/people/index.html",
        &[&english("../../people/index.html"), "<a href=\"index.html\" hreflang=\"ru\" aria-current=\"true\">русский</a>"],
    );
    // Texts lead to their translation, if there is one, and else to the front.
    has(&site, "documents/one.html", &[&russian("two.html")]);
    has(&site, "documents/two.html", &[&english("one.html")]);
    has(&site, "documents/three.html", &[&russian("../ru/index.html")]);
    has(&site, "pages/about.html", &[&russian("o-nas.html")]);
    has(&site, "pages/o-nas.html", &[&english("about.html")]);
    // Menus have a page once, in their language if it is there in it.
    assert!(site["index.html"].contains(">About</a>") && !site["index.html"].contains("О нас"));
    assert!(site["ru/index.html"].contains(">О нас</a>") && !site["ru/index.html"].contains(">About<"));
}

#[test]
fn search_engines_are_told_of_the_other_languages() {
    let alternate = |lang: &str, path: &str| format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"https://a.example/mill/{path}\">");
    let site = built(&Archive::new(ARCHIVE));
    for page in ["people/index.html", "ru/people/index.html"] {
        let folder = |path: &str| path.replace("index.html", "");
        let (en, ru) = (folder("people/index.html"), folder("ru/people/index.html"));
        has(&site, page, &[&alternate("en", &en), &alternate("ru", &ru), &alternate("x-default", &en)]);
    }
    has(&site, "pages/o-nas.html", &[&alternate("en", "pages/about.html"), &alternate("ru", "pages/o-nas.html")]);
    has(&site, "sitemap.xml", &["https://a.example/mill/ru/people/"]);
    // An address that is not known cannot be told.
    let site = built(&Archive::new(&ARCHIVE.replace("base-url: https://a.example/mill/\n", "")));
    assert!(!site["people/index.html"].contains("hreflang=\"x-default\""));
}

#[test]
fn search_leads_on_in_its_language() {
    let site = built(&Archive::new(ARCHIVE));
    has(&site, "ru/search.html", &["data-root=\"../\" data-home=\"\"", ">Поиск</h1>"]);
    has(&site, "search.html", &["data-root=\"\" data-home=\"\""]);
    has(&site, "ru/people/index.html", &["action=\"../search.html\""]);
    has(&site, "documents/two.html", &["action=\"../ru/search.html\""]);
}

#[test]
fn one_language_is_as_if_there_were_no_others() {
    let one = ARCHIVE.replace("languages: [en, ru]", "lang: en");
    let list = ARCHIVE.replace("languages: [en, ru]", "languages: [en]");
    let (one, list) = (Archive::new(&one), Archive::new(&list));
    built(&one);
    built(&list);
    let (one, list) = (one.files("public"), list.files("public"));
    assert_eq!(one.keys().collect::<Vec<_>>(), list.keys().collect::<Vec<_>>());
    // The previews alone say the language of each text, once a list of languages is asked for.
    for (path, bytes) in one.iter().filter(|(path, _)| !path.starts_with("data/previews/")) {
        assert!(list[path] == *bytes, "{path}");
    }
}

#[test]
fn what_is_said_in_one_language_only_is_marked() {
    let archive = ARCHIVE.replace("title: {en: Letters of the mill, ru: Письма мельницы}", "title: Letters of the mill");
    let site = built(&Archive::new(&archive));
    has(
        &site,
        "ru/index.html",
        &["<h1><span lang=\"en\">Letters of the mill</span></h1>", "<a href=\"index.html\" lang=\"en\">Letters of the mill</a>"],
    );
    has(&site, "index.html", &["<h1>Letters of the mill</h1>"]);
}

#[test]
fn an_edit_makes_the_pages_of_all_languages_anew() {
    let archive = Archive::new(ARCHIVE);
    built(&archive);
    archive.write("content/documents/one.md", archive.read("content/documents/one.md").replace("A letter about the mill", "Of the mill"));
    let site = built(&archive);
    has(&site, "ru/documents/index.html", &["Of the mill"]);
    has(&site, "documents/index.html", &["Of the mill"]);
    // A language that goes takes its pages with it.
    archive.write("scholion.yaml", archive.read("scholion.yaml").replace("[en, ru]", "[en]"));
    assert!(built(&archive).keys().all(|path| !path.starts_with("ru/")));
    // And the main one may be another.
    archive.write("scholion.yaml", archive.read("scholion.yaml").replace("[en]", "[ru, en]"));
    let site = built(&archive);
    has(&site, "index.html", &["<html lang=\"ru\""]);
    has(&site, "en/index.html", &["<html lang=\"en\""]);
}

#[test]
fn a_language_without_words_has_those_of_english_and_says_so() {
    let archive = Archive::new(&ARCHIVE.replace("languages: [en, ru]", "languages: [en, et]"));
    let site = built(&archive);
    has(&site, "et/index.html", &["<html lang=\"et\"", "<header class=\"site\" id=\"_top\" lang=\"en\">"]);
    // An archive may bring its own.
    archive.write("templates/strings/et.yaml", "languages: {et: eesti}\nnav: {documents: Dokumendid}\n");
    let site = built(&archive);
    has(&site, "et/index.html", &[">Dokumendid</a>"]);
    has(&site, "index.html", &["hreflang=\"et\" lang=\"et\">eesti</a>"]);
}
