//! `scholion explain`: the reason is the engine's own.

use crate::fixture::{Archive, example};

/// What is said of a page, on its first line.
fn verdict(archive: &Archive, page: &str) -> String {
    let ran = archive.run(&["explain", page]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{page}");
    ran.stdout.lines().next().unwrap_or("").to_owned()
}

/// An edit, the page asked about, and what is said.
type Case = (&'static dyn Fn(&Archive), &'static str, &'static str);

#[test]
fn the_reason_for_a_rendering_is_told() {
    let cases: [Case; 10] = [
        (&|_| (), "documents/first.html", "documents/first.html would not be rendered: same key"),
        (
            &|archive| archive.write("content/documents/second.md", "---\ntitle: Zephyr\n---\n\nWords.\n"),
            "documents/second.html",
            "documents/second.html would be rendered: its view differs",
        ),
        // A page that links to one that was retitled shows its backlinks, so it differs; the free page does not.
        (
            &|archive| archive.write("content/documents/second.md", "---\ntitle: Zephyr\n---\n\nWords.\n"),
            "pages/about.html",
            "pages/about.html would not be rendered: same key",
        ),
        (
            &|archive| archive.write("templates/work.html", "{% extends \"default/work.html\" %}"),
            "works/ilves2019.html",
            "works/ilves2019.html would be rendered: its templates changed",
        ),
        (
            &|archive| archive.write("templates/work.html", "{% extends \"default/work.html\" %}"),
            "documents/first.html",
            "documents/first.html would not be rendered: same key",
        ),
        (
            &|archive| archive.write("scholion.yaml", "title: Letters\nlang: en\nunlicensed: excerpt\n"),
            "documents/first.html",
            "documents/first.html would be rendered: the configuration changed",
        ),
        (
            &|archive| archive.write("content/documents/third.md", "---\ntitle: Third\n---\n\nWords.\n"),
            "documents/third.html",
            "documents/third.html would be rendered: it is new; its file is not there",
        ),
        (
            &|archive| archive.write("public/documents/first.html", "defaced"),
            "documents/first.html",
            "documents/first.html would be rendered: its file was changed by another hand",
        ),
        (
            &|archive| std::fs::remove_dir_all(archive.at(".scholion")).unwrap(),
            "documents/first.html",
            "documents/first.html would be rendered: no last build is known",
        ),
        (
            &|archive| std::fs::remove_file(archive.at("content/documents/second.md")).unwrap(),
            "documents/second.html",
            "documents/second.html: no longer part of the site; the next build removes it",
        ),
    ];
    for (edit, page, expected) in cases {
        let archive = example();
        assert_eq!(archive.run(&["build"]).status, 0);
        edit(&archive);
        let before = archive.files("public").get(page).cloned();
        assert_eq!(verdict(&archive, page), expected);
        // And so it is: the page is another after the next build just if that was said, where its file tells.
        archive.run(&["build"]);
        let same = archive.files("public").get(page) == before.as_ref();
        assert!(same || !expected.contains("would not be"), "{page}");
    }
}

#[test]
fn what_a_view_reads_is_told_and_what_changed_of_it() {
    let archive = example();
    archive.run(&["build"]);
    archive.write("content/documents/second.md", "---\ntitle: Zephyr\nlicense: CC-BY-4.0\n---\n\nBack to [the first](first.md).\n");
    snapbox::assert_data_eq!(
        archive.run(&["explain", "documents/first.html"]).stdout,
        snapbox::str![[r#"
documents/first.html would be rendered: its view differs
  made of   Document(first), by document.html
  key       view [..], templates [..], configuration [..], program [..]
  last key  view [..], templates [..], configuration [..], program [..]
  reads     14 parts
      document first, whole
      document first: its annotations
      document first: its collections
      document first: its translations
      document first: its versions
      document first: the names in its text
      document first: the works it cites
    * document first: who links to it
    * document second: title, people, date
    * document second: whether it is there
      documents/first.html: former ids of its places
      the foot of pages
      the menu
    * whether there is a file content/documents/second.md
  changed since the last build (what they say is marked *)
      content/documents/second.md

"#]]
    );
    let json: serde_json::Value = serde_json::from_str(&archive.run(&["explain", "--json", "documents/first.html"]).stdout).unwrap();
    assert_eq!(json["reasons"], serde_json::json!(["view-differs"]));
    assert_eq!(json["key"]["made_with"]["template"], "document.html");
    assert_eq!(json["changed_files"], serde_json::json!(["content/documents/second.md"]));
    assert_ne!(json["key"]["view"], json["last_key"]["view"]);
    assert_eq!(json["key"]["made_with"], json["last_key"]["made_with"]);
}

#[test]
fn a_page_may_be_named_in_many_ways() {
    let archive = example();
    archive.run(&["build", "-u", "https://example.org/letters/"]);
    for name in [
        "documents/first.html",
        "/documents/first.html",
        "./documents/first.html",
        "public/documents/first.html",
        "./public/documents/first.html",
        "documents/first.html#p-1",
        "https://example.org/letters/documents/first.html",
        archive.at("public/documents/first.html").to_str().unwrap(),
    ] {
        let ran = archive.run(&["explain", "-u", "https://example.org/letters/", name]);
        assert!(ran.stdout.starts_with("documents/first.html would not be rendered"), "{name}: {ran:?}");
    }
    assert!(verdict(&archive, "assets/style.css").starts_with("assets/style.css: published as it is"));
    assert!(verdict(&archive, "data/works.json").starts_with("data/works.json: the archive as data"));
}

#[test]
fn of_a_file_of_the_archive_all_pages_are_told_that_come_of_it() {
    let archive = example();
    let ran = archive.run(&["explain", "content/bibliography/first.yaml"]);
    snapbox::assert_data_eq!(
        ran.stdout,
        snapbox::str![[r#"
content/bibliography/first.yaml: 13 pages would be otherwise without it
  404.html
  citations/i.html
  citations/index.html
  citations/not-held.html
  citations/type-book.html
  citations/year-2019.html
  documents/first.html
  documents/index.html
  documents/second.html
  index.html
  pages/about.html
  search.html
  works/ilves2019.html

"#]]
    );
    let ran = archive.run(&["explain", "--json", "content/pages/about.md"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert!(json["pages"].as_array().unwrap().contains(&"pages/about.html".into()), "{json}");
}

#[test]
fn an_unknown_page_is_an_error_with_the_nearest_names() {
    let ran = example().run(&["explain", "documents/frist.html"]);
    assert_eq!(ran.status, 2);
    snapbox::assert_data_eq!(
        ran.stderr,
        snapbox::str![[r#"
error: there is no page `documents/frist.html`
  hint: did you mean one of `documents/first.html`, `documents/first.bib`, `documents/first.ris`?

"#]]
    );
}
