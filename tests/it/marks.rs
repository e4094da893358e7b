//! Marks of Pandoc, Obsidian and GitHub, and pictures, as a reader of the site meets them.

use crate::fixture::Archive;

/// The first bytes of a PNG of this size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0");
    bytes
}

#[test]
fn pictures_have_the_size_that_their_files_say() {
    let archive = Archive::new(
        "
//- /content/documents/a.md
---
title: A
license: CC0-1.0
---

![The lamp](lamp.png)

![The lamp|20](lamp.png) ![The lamp](lamp.png){height=60} ![The lamp](lamp.png){width=50%}

![The mast](mast.svg \"The mast in 1911\")

![Elsewhere](https://a.example/x.png)
",
    );
    archive.write("content/documents/lamp.png", png(40, 30));
    archive.write("content/documents/mast.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 200\"/>");
    assert_eq!(archive.run(&["build"]).status, 0);
    let page = archive.read("public/documents/a.html");
    for shown in [
        "src=\"lamp.png\" width=\"40\" height=\"30\" loading=\"lazy\" decoding=\"async\" alt=\"The lamp\"",
        "src=\"lamp.png\" width=\"20\" height=\"15\" loading=\"lazy\" decoding=\"async\" alt=\"The lamp\"",
        "src=\"lamp.png\" width=\"80\" height=\"60\" loading=\"lazy\" decoding=\"async\" alt=\"The lamp\"",
        "src=\"lamp.png\" width=\"50%\" loading=\"lazy\" decoding=\"async\" alt=\"The lamp\"",
        "src=\"mast.svg\" width=\"100\" height=\"200\" loading=\"lazy\" decoding=\"async\" alt=\"The mast\"><figcaption>The mast in 1911</figcaption>",
        "<a class=\"external\" href=\"https://a.example/x.png\">Elsewhere</a>",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    // Another picture under the same name.
    archive.write("content/documents/lamp.png", png(50, 30));
    assert_eq!(archive.run(&["build"]).status, 0);
    let warm = archive.read("public/documents/a.html");
    assert!(warm.contains("width=\"50\" height=\"30\""), "{warm}");
    std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
    std::fs::remove_dir_all(archive.at("public")).unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    assert_eq!(archive.read("public/documents/a.html"), warm);
}

#[test]
fn a_comment_stands_in_no_published_file() {
    let archive = Archive::new(
        "
//- /content/documents/a.md
---
title: A
license: CC0-1.0
lang: en
---

## Heading %%hushword%%

Open %%hushword *is*%% words[^1] ![A lamp %%hushword%%](lamp.png).

%%
hushword [@key] [x](hushword.png)

- hushword
%%

> [!note] Mind %%hushword%% it

| a | b |
|---|---|
| %%hushword%% | c | d %%hushword%% |

[^1]: A note %%hushword%%.
//- /content/annotations/a.yaml
- id: one
  quote: {exact: Open}
  body: A word %%hushword%% on it.
//- /content/pages/about.md
---
title: About
---

We %%hushword%% are.
",
    );
    archive.write("content/documents/lamp.png", png(4, 3));
    assert_eq!(archive.run(&["build"]).status, 0);
    let ran = archive.run(&["check", "--json"]);
    assert!(ran.stdout.contains("comment-hidden"), "{}", ran.stdout);
    for (path, bytes) in archive.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("hushword"), "{path}");
    }
    assert!(archive.read("public/documents/a.html").contains("<p class=\"callout-title\">Mind it</p>"));
}
