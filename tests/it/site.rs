//! The archive that the project carries, as a published site: every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::fixture::own;

/// The pages of the project's own archive.
fn pages() -> BTreeMap<String, String> {
    let files = own().files("public");
    files.into_iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn all<'a>(pattern: &str, html: &'a str) -> Vec<&'a str> {
    Regex::new(pattern).unwrap().captures_iter(html).map(|found| found.get(1).unwrap().as_str()).collect()
}

/// The links and fragments on the pages of a site that lead nowhere.
pub fn dead_links(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<&String, String> = pages.map(|(path, bytes)| (path, String::from_utf8(bytes.clone()).unwrap())).collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, html)| (path.as_str(), all(r#"\sid="([^"]*)""#, html).into_iter().collect())).collect();
    let mut dead = Vec::new();
    for (path, html) in pages.iter().filter(|(path, _)| **path != "404.html") {
        for link in all(r#"\s(?:href|src)="([^"]*)""#, html) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let link = link.replace("&amp;", "&");
            let (target, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let target = target.split('?').next().unwrap();
            let target =
                if target.is_empty() { path.to_string() } else { scholion::base::RelPath::new(path).join(target).unwrap().to_string() };
            if !files.contains_key(&target) {
                dead.push(format!("{path}: no file {link}"));
            } else if !fragment.is_empty() && !ids[target.as_str()].contains(fragment) {
                dead.push(format!("{path}: no place {link}"));
            }
        }
    }
    dead
}

#[test]
fn every_link_and_fragment_leads_somewhere() {
    assert_eq!(dead_links(&own().files("public")), Vec::<String>::new());
}

#[test]
fn no_page_has_an_id_twice() {
    for (path, html) in pages() {
        let ids = all(r#"\sid="([^"]*)""#, &html);
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{path}");
    }
}

#[test]
fn every_passage_is_in_the_citation_index_and_leads_back() {
    let pages = pages();
    let document = &pages["documents/004_55a3861b4caffbab.html"];
    let cited = all(r#"\sid="(cite-[^"]*)""#, document);
    assert!(cited.len() >= 15 + 27, "{} citations", cited.len());
    for fragment in &cited {
        let link = format!("../documents/004_55a3861b4caffbab.html#{fragment}\"");
        assert!(pages.iter().any(|(path, html)| path.starts_with("works/") && html.contains(&link)), "no work's page quotes {fragment}");
        assert!(document.contains(&format!("href=\"#{fragment}\"")), "no entry leads back to {fragment}");
    }
    let csv = String::from_utf8(own().files("public")["data/citations.csv"].clone()).unwrap();
    assert_eq!(csv.lines().next(), Some("document,work,kind,locator,page_url,passage"));
    for fragment in &cited {
        assert!(csv.contains(&format!("#{fragment},")), "{fragment} is not in citations.csv");
    }
}

#[test]
fn notes_have_one_mark_and_one_body_each() {
    let document = &pages()["documents/004_55a3861b4caffbab.html"];
    let numbers: Vec<String> = (1..=27).map(|n| n.to_string()).collect();
    assert_eq!(all(r#"id="fnref-(\d+)""#, document), numbers);
    assert_eq!(all(r#"id="fn-(\d+)""#, document), numbers);
}

#[test]
fn names_in_the_text_lead_to_their_pages() {
    let pages = pages();
    let document = &pages["documents/004_55a3861b4caffbab.html"];
    for page in ["organizations/united-nations.html", "organizations/open-ended-working-group.html", "people/sergey-lavrov.html"] {
        assert!(document.contains(&format!("href=\"../{page}\"")), "{page} is not linked");
        assert!(pages[page].contains("../documents/004_55a3861b4caffbab.html#"), "{page} quotes no passage");
    }
    // The news item spells him Krutskih once: it is the same man.
    assert!(pages["people/andrey-krutskikh.html"].contains("<mark>Krutskih</mark>"), "the variant spelling is not found");
}

#[test]
fn everything_said_in_the_site_is_relative() {
    for (path, html) in pages().iter().filter(|(path, _)| *path != "404.html") {
        for link in all(r#"\s(?:href|src)="([^"]*)""#, html) {
            assert!(!link.starts_with('/'), "{path}: {link}");
        }
    }
}

#[test]
fn no_word_of_a_source_is_lost_or_added() {
    for (path, html) in pages().iter().filter(|(path, _)| path.ends_with(".source.html")) {
        let rows = html.split("<tbody>").nth(1).unwrap();
        assert!(!rows.contains("<del class=\"lost\">"), "{path} has lost words");
        assert!(!rows.contains("<ins>"), "{path} has words that the source does not have");
        assert!(rows.contains("<del class=\"accepted\""), "{path} shows what was left out");
    }
}

#[test]
fn a_document_that_is_cited_and_its_work_know_each_other() {
    let archive = super::fixture::Archive::new(
        "\
//- /content/documents/trust.md
---
title: Trust and Distrust in Public Archives
author:
- family: Hosking
  given: Geoffrey
issued: 2013
DOI: 10.5555/trust.2013
lang: en
---
The text.
//- /content/documents/later.md
---
title: A Later Paper
lang: en
bibliography: ../bibliography/later.yaml
---
As [Hosking, 2013](#ref-hosking2013) says.
//- /content/bibliography/later.yaml
references:
- id: hosking2013
  type: article-journal
  author:
  - family: Hosking
    given: G.
  title: Trust and distrust in public archives
  DOI: 10.5555/TRUST.2013
  issued: 2013
",
    );
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = |path: &str| String::from_utf8(archive.files("public")[path].clone()).unwrap();
    let work = page("works/hosking2013.html");
    assert!(work.contains("../documents/trust.html"), "the work's page does not lead to the document: {work}");
    assert!(page("documents/trust.html").contains("../works/hosking2013.html"), "the document does not lead to its work's page");
}
