//! Copies of pages of the web in the archive: listed, shown beside the addresses of which they are, and harmless.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use crate::fixture::Archive;

const PIXEL: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

/// A capture as SingleFile writes it, of an address and a day.
fn single_file(url: &str, day: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {url} \n saved date: {day} 10:00:00 GMT+0200 (Central European Summer Time)\n--><head><meta charset=utf-8>\
         <title>A page</title><style>body{{background:url({PIXEL})}}@import 'https://probe.example/a.css';</style></head><body>{body}</body></html>"
    )
}

fn archive() -> Archive {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: Letters
lang: en
//- /content/documents/first.md
---
title: The first letter
license: CC-BY-4.0
URL: https://home.example/first
---

See [a page](https://a.example/page) and <https://b.example/>, and [the same](http://a.example/page#part), and [Ilves](#ref-ilves2019).[^1]

[^1]: [A third](https://c.example/x?y=1) (accessed: 01.04.2022).
//- /content/bibliography/first.yaml
references:
- id: ilves2019
  type: webpage
  title: The post
  author: [{family: Ilves, given: Marta}]
  issued: 2019
  accessed: 2022-04-01
  URL: https://d.example/post
//- /content/documents/draft.md
---
title: A draft
draft: true
license-url: https://rights.example/terms
---

See [hidden](https://hidden.example/).
",
    );
    archive.write(
        "content/archive/a.example/A page (1).html",
        single_file(
            "https://a.example/page",
            "Tue May 05 2026",
            &format!("<p onclick='probe()'>Words of the page.<script>probe()</script><img src='{PIXEL}'><iframe src=x></iframe>"),
        ),
    );
    archive.write("content/archive/c.example/old.html", single_file("https://c.example/x?y=1", "Fri Apr 01 2022", "<p>Old."));
    archive.write("content/archive/c.example/young.html", single_file("https://c.example/x?y=1", "Tue May 05 2026", "<p>Young."));
    archive.write("content/archive/hidden.example/h.html", single_file("https://hidden.example/", "Tue May 05 2026", "<p>Hidden."));
    // As `wget --page-requisites` lays them.
    archive.write("content/archive/d.example/post", "no ending");
    archive.write("content/archive/d.example/post.html", "<html><head><link rel=stylesheet href='/style.css?v=2'><script src='/a.js'></script></head><body><h1>Post</h1><img src='pictures/a.png' alt=A><img src=https://probe.example/t.gif></body></html>");
    archive.write(
        "content/archive/d.example/style.css?v=2",
        "@import url(more.css);h1{background:url(pictures/a.png)}h2{background:url(https://probe.example/b.png)}",
    );
    archive.write("content/archive/d.example/more.css", "h1{color:red}");
    archive.write("content/archive/d.example/a.js", "probe()");
    archive.write("content/archive/d.example/pictures/a.png", b"\x89PNG\r\n\x1a\n");
    archive.write("content/archive/d.example/post.yaml", "url: https://d.example/post\ndate: 2022-04-02\n");
    archive
}

#[test]
fn a_cited_page_is_shown_as_it_was() {
    let archive = archive();
    let ran = archive.run(&["build", "--verbose"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/first.html");
    for link in [
        "<a class=\"archived own\" href=\"../archive/a.example/A%20page%20(1).html\">copy of 5 May 2026</a>",
        "<a class=\"archived own\" href=\"../archive/c.example/old.html\">copy of 1 April 2022</a>",
        "<a class=\"own\" href=\"../archive/d.example/post.html\">copy of 2 April 2022</a>",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
    assert_eq!(page.matches("archived own").count(), 3, "two links to one page, and one in a note");
    let copy = archive.read("public/archive/a.example/A page (1).html");
    assert!(
        copy.contains("Words of the page.") && copy.contains("captured on 5 May 2026") && copy.contains("href=\"https://a.example/page\""),
        "{copy}"
    );
    for no in ["probe", "onclick", "script", "iframe", "data:"] {
        assert!(!copy.contains(no), "{no}: {copy}");
    }
    assert!(copy.contains("noindex") && copy.contains("default-src 'none'"), "{copy}");
    assert!(ran.stderr.contains("is left out of this capture"), "{}", ran.stderr);
    let post = archive.read("public/archive/d.example/post.html");
    assert!(post.contains("href=\"style.css_v=2.css\"") && post.contains("src=\"pictures/a.png\"") && !post.contains("probe"), "{post}");
    let style = archive.read("public/archive/d.example/style.css_v=2.css");
    assert!(style.contains("@import \"more.css\"") && style.contains("url(\"pictures/a.png\")") && !style.contains("probe"), "{style}");
    let published: Vec<String> = archive.files("public/archive").into_keys().collect();
    let whole = published.join("\n");
    for there in ["d.example/more.css", "d.example/pictures/a.png"] {
        assert!(published.iter().any(|path| path == there), "{there}: {whole}");
    }
    // Two pages have one picture, and one sheet; what nothing shown leads to is not there.
    assert_eq!(published.iter().filter(|path| path.starts_with("parts/")).count(), 2, "{whole}");
    for no in ["hidden", "young", ".js", ".yaml", "post\n"] {
        assert!(!whole.contains(no), "{no}: {whole}");
    }
    // Every link of these pages leads somewhere, and nothing of them is loaded by a page of ours.
    for (path, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(path.starts_with("archive/") || !text.contains("<iframe"), "{path}");
        assert!(!path.starts_with("archive/") || !text.contains("probe"), "{path}");
    }
}

#[test]
fn what_changes_is_made_again() {
    let archive = archive();
    assert_eq!(archive.run(&["build"]).status, 0);
    let steps: [(&str, &str, Option<&str>); 7] = [
        ("a note changes the day", "content/archive/d.example/post.yaml", Some("url: https://d.example/post\ndate: 2023\n")),
        ("a note goes", "content/archive/d.example/post.yaml", None),
        ("a sheet beside goes", "content/archive/d.example/more.css", None),
        ("a picture comes that a page asked for", "content/archive/a.example/new.png", Some("\u{fffd}PNG")),
        ("a capture comes", "content/archive/b.example/index.html", Some("<p>B")),
        ("the capture changes", "content/archive/b.example/index.html", Some("<p>B again<img src='own.png'>")),
        ("a capture goes", "content/archive/c.example/old.html", None),
    ];
    for (what, path, content) in steps {
        match content {
            Some(content) => archive.write(path, content),
            None => fs::remove_file(archive.at(path)).unwrap(),
        }
        assert_eq!(archive.run(&["build"]).status, 0, "{what}");
        assert_eq!(archive.run(&["build", "-o", "clean"]).status, 0, "{what}");
        let (warm, clean) = (archive.files("public"), archive.files("clean"));
        let differ: Vec<&String> = warm.keys().chain(clean.keys()).filter(|path| warm.get(*path) != clean.get(*path)).collect();
        assert!(differ.is_empty(), "{what}: {differ:?}");
        fs::remove_dir_all(archive.at("clean")).unwrap();
        fs::remove_dir_all(archive.at(".scholion/cache/captures")).ok();
    }
    assert!(archive.read("public/documents/first.html").contains("archive/c.example/young.html"));
    assert!(archive.read("public/archive/b.example/index.html").contains("B again"));
}

#[test]
fn addresses_are_listed_once_with_their_first_use() {
    let archive = archive();
    let ran = archive.run(&["links", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let rows: BTreeMap<String, Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|row| (row["url"].as_str().unwrap().to_owned(), row))
        .collect();
    let urls: Vec<&str> = rows.keys().map(String::as_str).collect();
    assert_eq!(
        urls,
        [
            "http://a.example/page#part",
            "https://b.example/",
            "https://c.example/x?y=1",
            "https://d.example/post",
            "https://hidden.example/",
            "https://home.example/first",
            "https://rights.example/terms"
        ]
    );
    let a = &rows["http://a.example/page#part"];
    assert_eq!(
        (&a["count"], &a["path"], &a["line"], &a["copied"]),
        (&2.into(), &"content/documents/first.md".into(), &7.into(), &"2026-05-05".into())
    );
    let c = &rows["https://c.example/x?y=1"];
    assert_eq!(
        (&c["copied"], &c["archived"]),
        (&"2022-04-01".into(), &"https://web.archive.org/web/20220401/https://c.example/x?y=1".into())
    );
    assert_eq!(
        (&rows["https://d.example/post"]["within"], &rows["https://home.example/first"]["within"]),
        (&"record".into(), &"front-matter".into())
    );
    let missing = archive.run(&["links", "--missing", "--bare"]);
    assert_eq!(missing.stdout, "https://b.example/\nhttps://home.example/first\nhttps://rights.example/terms\n");
    let table = archive.run(&["links", "--tsv"]);
    assert_eq!(table.stdout.lines().count(), 8);
    assert!(table.stdout.lines().all(|line| line.split('\t').count() == 8), "{}", table.stdout);
    let people = archive.run(&["links"]);
    assert!(
        people
            .stdout
            .contains("a.example\n  http://a.example/page#part\n    content/documents/first.md:7:5, 2 times, copy of 2026-05-05\n"),
        "{}",
        people.stdout
    );
}

#[test]
fn what_is_not_known_of_captures_is_said() {
    let archive = archive();
    archive.write("content/archive/mine/x.html", "<p>Of nobody knows what.");
    archive.write("content/archive/mine/lost.yaml", "url: https://x.example/\n");
    archive.write("content/archive/mine/y.html", "<link rel=canonical href='https://y.example/'>");
    archive.write("content/archive/mine/z.html", "<p>Z");
    archive.write("content/archive/mine/z.yaml", "url: javascript:probe()\n");
    let ran = archive.run(&["check"]);
    for word in [
        "content/archive/mine/x.html",
        "does not say of which address",
        "content/archive/mine/lost.yaml",
        "no capture of this name",
        "nobody says on which day",
        "bad-url",
    ] {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("misplaced") && !ran.stdout.contains("not-read"), "{}", ran.stdout);
}

#[test]
fn a_text_may_lead_to_a_capture_itself() {
    let archive = archive();
    archive.write("content/documents/second.md", "---\ntitle: Second\nlicense: CC-BY-4.0\n---\n\nSee [the copy](../archive/hidden.example/h.html) and [a script](../archive/d.example/a.js).\n");
    let ran = archive.run(&["build"]);
    assert!(archive.read("public/documents/second.html").contains("href=\"../archive/hidden.example/h.html\""), "{}", ran.stderr);
    assert!(archive.read("public/archive/hidden.example/h.html").contains("Hidden."));
    assert!(ran.stderr.contains("a.js"), "{}", ran.stderr);
    assert!(!archive.at("public/archive/d.example/a.js").exists());
}
