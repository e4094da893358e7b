//! Whatever a text names of other sites, pages lead to it and load nothing from there.

use crate::fixture::Archive;

const ARCHIVE: &str = r#"
//- /scholion.yaml
title: T ![t](https://away.example/title.png)
lang: en
languages: [en, ru]
base-url: https://site.example/a/
description: <img src="https://away.example/description.png">
social-picture: https://away.example/site.png
logo: https://away.example/logo.png
footer: F ![f](https://away.example/footer.png) <img src="https://away.example/footer2.png">
//- /content/documents/doc.md
---
title: Doc
lang: en
license: CC0-1.0
author: [{family: Roe, given: Ann}]
image: https://away.example/social.png
abstract: A <img src="https://away.example/abstract.png">
facsimile: [https://away.example/page.png]
bibliography: ../bibliography/doc.yaml
---

Text ![words](https://away.example/1.png "Title"), [![in a link](https://away.example/2.png)](https://other.example/), ![][r], ![](//away.example/3.png).

![Alone](https://away.example/4.png "Caption")

<img src="https://away.example/5.png" srcset="https://away.example/5a.png 2x" alt="r"> <picture><source srcset="https://away.example/6.webp"><img src="https://away.example/6.png" alt=""></picture>

<video src="https://away.example/v.mp4" poster="https://away.example/v.png"><track default src="https://away.example/c.vtt"></video> <iframe src="https://away.example/f.html"></iframe> <object data="https://away.example/o.svg"></object>

<svg><image href="https://away.example/s.png" xlink:href="https://away.example/s2.png"/></svg> <p style="background:url(https://away.example/b.png)">styled</p> <table background="https://away.example/t.png"><tr><td>x</td></tr></table>

<input type="image" src="https://away.example/i.png"> <link rel="stylesheet" href="https://away.example/l.css"> <style>@import url(https://away.example/s.css);</style> <base href="https://away.example/">

<figure><img src="https://away.example/8.png" alt="y"><figcaption>Cap ![z](https://away.example/9.png)</figcaption></figure>

<img src="HTTPS://away.example/10.png" alt="u"> <img src="\\away.example\11.png" alt="u"> ![u](/\\away.example/12.png) ![f](ftp://away.example/13.png) ![[https://away.example/14.png]]

Cited [@k2001, p. ![l](https://away.example/15.png)] in a note.[^1] ![drawn](../files/d.svg)

[^1]: Note ![n](https://away.example/16.png) <img src="https://away.example/17.png" alt="">

[r]: https://away.example/18.png
//- /content/bibliography/doc.yaml
references:
- {id: k2001, type: book, title: 'K <img src="https://away.example/19.png">', issued: 2001, note: '![x](https://away.example/20.png)'}
//- /content/annotations/doc.yaml
- id: n1
  quote: {exact: styled}
  body: 'N ![x](https://away.example/21.png) <img src="https://away.example/22.png" alt="x">'
- id: n2
  target: document
  body: '<div><img src="https://away.example/23.png" srcset="https://away.example/24.png 2x"><video poster="https://away.example/25.png"></video></div>'
//- /content/collections/c.md
---
title: C
---
Coll ![x](https://away.example/26.png)
//- /content/authorities/people.yaml
- id: roe
  name: Ann Roe
  note: P ![x](https://away.example/27.png)
  portrait: https://away.example/28.png
//- /content/pages/about.md
---
title: About
---
Page ![x](https://away.example/29.png)
//- /content/files/d.svg
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image href="https://away.example/30.png"/><image xlink:href="https://away.example/31.png"/><style>@import url(https://away.example/32.css);</style><rect fill="url(https://away.example/33.svg#b)"/></svg>
"#;

/// Elements that lead to an address, say it, or ask for it only when somebody plays it.
const LEADS: [&str; 2] = ["a", "meta"];

#[test]
fn pages_lead_to_pictures_of_other_sites_and_load_none() {
    let archive = Archive::new(ARCHIVE);
    let said = archive.run(&["build"]).stderr;
    for named in ["content/documents/doc.md", "content/annotations/doc.yaml", "content/collections/c.md", "content/pages/about.md"] {
        assert!(said.split("\n\n").any(|one| one.starts_with("warning[outside-picture]") && one.contains(named)), "{named}\n{said}");
    }
    let mut seen = 0;
    for (path, bytes) in archive.files("public") {
        let is_page = [".html", ".svg", ".xml"].iter().any(|ending| path.ends_with(ending));
        let text = String::from_utf8_lossy(&bytes);
        if path.ends_with(".css") {
            // A namespace in a picture that stands in the sheet is the name of one.
            let text = text.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
            assert!(!text.contains("://"), "{path}");
        }
        for tag in text.split('<').skip(1).filter(|_| is_page).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            let name = tag.split([' ', '\n', '/']).next().unwrap_or("");
            if !tag.contains("away.example") || tag.starts_with('/') || LEADS.contains(&name) {
                continue;
            }
            seen += 1;
            // What a reader may play, and addresses that are words in an attribute.
            let waits = name == "video" && tag.contains("preload=\"none\"") && !tag.contains("poster");
            let is_words = name == "span" && tag.contains("class=\"Z3988\"");
            assert!(waits || is_words, "{path}: <{tag}>");
        }
    }
    assert!(seen > 0);
    let page = archive.read("public/documents/doc.html");
    for (address, words) in
        [("1.png", "words"), ("4.png", "Caption"), ("8.png", "y"), ("16.png", "n"), ("18.png", "https://away.example/18.png")]
    {
        assert!(
            page.contains(&format!("href=\"https://away.example/{address}\"")) && page.contains(&format!("{words}</a>")),
            "{address}\n{page}"
        );
    }
}

#[test]
fn a_picture_in_a_link_is_told_to_be_its_words() {
    let archive = Archive::new(
        "//- /content/documents/doc.md\n---\ntitle: Doc\nlicense: CC0-1.0\n---\n\n[![A mast](https://away.example/2.png)](https://other.example/)\n",
    );
    let said = archive.run(&["check"]).stdout;
    assert!(said.contains("warning[outside-picture]") && said.contains("its description is the words of that link"), "{said}");
}
