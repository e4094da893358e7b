//! Texts that were published stay as they were, and what was corrected is told.

use crate::fixture::Archive;

/// A letter, a note on words of it, and a page that leads to it.
fn letters() -> Archive {
    Archive::new(
        "
//- /scholion.yaml
title: Letters
base-url: https://example.org/
//- /content/documents/letter.md
---
title: A letter
author: [{family: Berg, given: Ida}]
license: CC-BY-4.0
bibliography: ../bibliography/letter.yaml
issued: 1843-05-02
---

He came at noon, and [the other](other.md) was there. See [Ilves, 2019](#ref-ilves2019).[^1]

A herring was on the table.

<script>alert(1)</script>The end.

[^1]: On page 12.
//- /content/documents/other.md
---
title: Another letter
license: CC-BY-4.0
---

Words.
//- /content/bibliography/letter.yaml
references:
- {id: ilves2019, type: book, title: Other people's post, author: [{family: Ilves, given: Marta}], issued: 2019}
//- /content/annotations/letter.yaml
- id: n1
  quote: {exact: A herring was on the table}
  body: It was a *sprat*.
- id: n2
  reply-to: n1
  body: No.
",
    )
}

fn release(archive: &Archive, args: &[&str]) -> (i32, String) {
    let ran = archive.run(&[&["release", "--date", "2026-05-01"], args].concat());
    (ran.status, format!("{}{}", ran.stdout, ran.stderr))
}

fn build(archive: &Archive) -> String {
    let ran = archive.run(&["build"]);
    assert!(ran.status <= 1, "{ran:?}");
    format!("{}{}", ran.stdout, ran.stderr)
}

/// A letter with two versions, changed since.
fn released() -> Archive {
    let archive = letters();
    assert_eq!(release(&archive, &["letter", "1.0"]).0, 0);
    let text = archive.read("content/documents/letter.md");
    let text = text.replace("at noon", "at night").replace("page 12", "page 21").replace("A herring was on the table.\n\n", "");
    archive.write("content/documents/letter.md", text);
    let (status, said) =
        release(&archive, &["letter", "1.1", "--kind", "correction", "--note", "The *hour* was read wrongly.<script>alert(2)</script>"]);
    assert_eq!(status, 0, "{said}");
    let text = archive.read("content/documents/letter.md").replace("The end.", "The very end.");
    archive.write("content/documents/letter.md", text);
    archive
}

#[test]
fn a_version_is_the_text_as_it_was_and_stays() {
    let archive = letters();
    let was = archive.read("content/documents/letter.md");
    let (status, said) = release(&archive, &["--dry-run", "letter", "1.0"]);
    assert!(status == 0 && said.contains("would be version 1.0") && !archive.at("content/versions").exists(), "{said}");
    let (status, said) = release(&archive, &["letter", "1.0"]);
    assert_eq!(status, 0, "{said}");
    let now = archive.read("content/documents/letter.md");
    let kept = archive.read("content/versions/letter/1.0.md");
    assert_eq!(kept, was.replace("issued: 1843-05-02\n", "issued: 1843-05-02\nhistory:\n- version: '1.0'\n  date: 2026-05-01\n"), "{now}");
    let (before, digest) = now.split_once("  digest: ").unwrap();
    let (digest, behind) = digest.split_at(33);
    assert!(format!("{before}{behind}") == kept && digest.trim().len() == 32, "byte for byte, but for the digest: {now}");
    // Whoever changes the file is told, ends of lines apart.
    let said_changed = || {
        let ran = archive.run(&["check"]);
        format!("{}{}", ran.stdout, ran.stderr).contains("the file of version `1.0` is not what was released")
    };
    archive.write("content/versions/letter/1.0.md", kept.replace('\n', "\r\n"));
    assert!(!said_changed());
    archive.write("content/versions/letter/1.0.md", kept.replace("at noon", "at dusk"));
    assert!(said_changed());
    archive.write("content/versions/letter/1.0.md", kept.clone());
    assert!(!said_changed());
    for (args, expected) in [
        (&["letter", "1.0"] as &[&str], "is there already"),
        (&["letter", "1.1"], "says what content/versions/letter/1.0.md says"),
        (&["letter", "1/1"], "can be the name of no version"),
        (&["letter", "index"], "can be the name of no version"),
        (&["nowhere", "1.0"], "there is no document"),
    ] {
        let (status, said) = release(&archive, args);
        assert!(status == 2 && said.contains(expected), "{args:?}: {status} {said}");
    }
    assert_eq!(release(&archive, &["letter", "1.1", "--same"]).0, 0);
    assert_eq!(archive.read("content/versions/letter/1.0.md"), kept, "nothing changes it");
    // What has errors, or is no more than a draft, is not kept.
    archive.write("content/documents/other.md", "---\ntitle: B\n---\n\n[x](nowhere.md)\n");
    let (status, said) = release(&archive, &["other", "1.0"]);
    assert!(status == 3 && said.contains("has errors") && !archive.at("content/versions/other").exists(), "{status} {said}");
    archive.write("content/documents/other.md", "---\ntitle: B\ndraft: true\n---\n\nWords.\n");
    let (status, said) = release(&archive, &["--drafts", "other", "1.0"]);
    assert!(status == 2 && said.contains("is a draft"), "{status} {said}");
}

#[test]
fn what_layers_say_is_kept_with_the_text() {
    let archive = letters();
    archive.write("content/documents/_defaults.yaml", "rights: © The archive\nlicense: CC0-1.0\npublish-after: 2020-01-01\n");
    assert_eq!(release(&archive, &["other", "1.0"]).0, 0);
    let kept = archive.read("content/versions/other/1.0.md");
    assert!(kept.contains("rights: © The archive\n") && !kept.contains("CC0") && !kept.contains("publish-after"), "{kept}");
    archive.write("content/documents/_defaults.yaml", "rights: © Nobody\n");
    assert!(!archive.read("content/documents/other.md").contains("rights:"));
    build(&archive);
    let said = archive.read("public/documents/other.v/~changes.html");
    assert!(said.contains("The archive") && said.contains("Nobody"), "{said}");
}

#[test]
fn a_version_has_a_page_that_leads_to_the_others() {
    let archive = released();
    let said = build(&archive);
    assert!(!said.contains("error"), "{said}");
    let old = archive.read("public/documents/letter.v/1.0.html");
    for part in [
        "<link rel=\"successor-version\" href=\"1.1.html\">",
        "<link rel=\"latest-version\" href=\"1.1.html\">",
        "<link rel=\"version-history\" href=\"index.html\">",
        "<link rel=\"original\" href=\"../letter.html\">",
        "<link rel=\"timemap\" href=\"timemap.link\" type=\"application/link-format\">",
        "<link rel=\"canonical\" href=\"https://example.org/documents/letter.v/1.0.html\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "You are reading version 1.0; there is a newer one.",
        "He came at noon",
        "On page 12.",
        "href=\"../other.html\"",
        "id=\"ref-ilves2019\"",
        "<mark class=\"annotated",
        "It was a <em>sprat</em>.",
        "Version 1.0, 1 May 2026.",
        "https://example.org/documents/letter.v/1.0.html",
    ] {
        assert!(old.contains(part), "{part}\n{old}");
    }
    assert!(!old.contains("<script>alert") && !old.contains("predecessor-version") && !old.contains("at night"), "{old}");
    let new = archive.read("public/documents/letter.v/1.1.html");
    assert!(
        new.contains("rel=\"predecessor-version\" href=\"1.0.html\"")
            && new.contains("as it was published")
            && new.contains("The text was changed since."),
        "{new}"
    );
    assert!(!new.contains("<script>alert") && new.contains("The <em>hour</em>") && !new.contains("sprat"), "{new}");
    let page = archive.read("public/documents/letter.html");
    for part in [
        "<link rel=\"version-history\" href=\"letter.v/index.html\">",
        "<link rel=\"latest-version\" href=\"letter.v/1.1.html\">",
        "<link rel=\"memento\" href=\"letter.v/1.0.html\">",
        "id=\"_errata\"",
        "The text was changed since.",
        "letter.v/~changes.html",
        "stand in an earlier version: <a href=\"letter.v/1.0.html#at-note-n1\">1.0</a>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(archive.read("public/documents/letter.v.1.0.md").contains("version: '1.0'"));
    // Ids are as they were; a place that the text has no more leads to the version that has it.
    let id = old
        .split(" herring was")
        .next()
        .and_then(|before| before.rsplit("id=\"p-").next())
        .map(|rest| format!("p-{}", &rest[..8]))
        .unwrap();
    assert!(page.contains(&format!("<li id=\"{id}\"><a href=\"letter.v/1.0.html#{id}\">")), "{id}\n{page}");
    // Versions are in no list, no search and no count.
    for file in ["public/sitemap.xml", "public/data/documents.json", "public/data/citations.csv", "public/documents/index.html"] {
        assert!(!archive.read(file).contains("letter.v"), "{file}");
    }
    assert_eq!(archive.read("public/data/documents.json").matches("\"page_url\"").count(), 2);
}

#[test]
fn differences_are_told_word_by_word_and_what_was_corrected_is_listed() {
    let archive = released();
    build(&archive);
    let page = archive.read("public/documents/letter.v/1.1~changes.html");
    for part in [
        "<span class=\"sign\">[−</span>noon<span class=\"sign\">]</span></del>",
        "[+</span>night",
        "A herring was on the table.",
        "[−</span>12",
        "[+</span>21",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let page = archive.read("public/documents/letter.v/~changes.html");
    assert!(page.contains("[+</span>very ") && !page.contains("noon"), "{page}");
    let errata = archive.read("public/errata.html");
    assert!(
        errata.contains("href=\"documents/letter.html\"")
            && errata.contains("href=\"documents/letter.v/1.1.html\"")
            && errata.contains("Correction"),
        "{errata}"
    );
    let map = archive.read("public/data/timemap.json");
    assert!(
        map.contains(
            "{\"datetime\":\"2026-05-01T00:00:00Z\",\"uri\":\"https://example.org/documents/letter.v/1.0.html\",\"version\":\"1.0\"}"
        ),
        "{map}"
    );
    assert!(map.contains("\"original_uri\":\"https://example.org/documents/letter.html\""), "{map}");
    assert!(map.contains("\"link_format\":\"https://example.org/documents/letter.v/timemap.link\""), "{map}");
    let map = archive.read("public/documents/letter.v/timemap.link");
    let expected = "<https://example.org/documents/letter.html>;rel=\"original\",\n\
<https://example.org/documents/letter.v/timemap.link>;rel=\"self\";type=\"application/link-format\";from=\"Fri, 01 May 2026 00:00:00 GMT\";until=\"Fri, 01 May 2026 00:00:00 GMT\",\n\
<https://example.org/documents/letter.v/1.0.html>;rel=\"first memento\";datetime=\"Fri, 01 May 2026 00:00:00 GMT\",\n\
<https://example.org/documents/letter.v/1.1.html>;rel=\"last memento\";datetime=\"Fri, 01 May 2026 00:00:00 GMT\"\n";
    assert_eq!(map, expected);
    // A retraction is said before anything else, on the versions as well.
    let text = archive.read("content/documents/letter.md");
    archive.write(
        "content/documents/letter.md",
        text.replace("history:\n", "history:\n- {kind: retraction, date: 2026-06-01, note: A forgery.}\n"),
    );
    build(&archive);
    for page in ["letter.html", "letter.v/1.0.html"] {
        let page = archive.read(&format!("public/documents/{page}"));
        let before = page.split("<h1").next().unwrap();
        assert!(before.contains("Retraction") && before.contains("A forgery."), "{page}");
    }
    // Where nothing has a history there is none of all this.
    let archive = letters();
    build(&archive);
    let files = archive.files("public");
    assert!(files.keys().all(|file| !file.contains(".v/") && file != "errata.html" && !file.contains("timemap")), "{files:?}");
}

#[test]
fn a_version_is_shown_no_more_than_its_document() {
    let words = ["noon", "herring", "page 12"];
    let holds = |archive: &Archive| -> Vec<String> {
        let files = archive.files("public");
        let is_there = |bytes: &[u8]| words.iter().any(|word| String::from_utf8_lossy(bytes).contains(word));
        files.into_iter().filter(|(_, bytes)| is_there(bytes)).map(|(file, _)| file).collect()
    };
    let text = |archive: &Archive| archive.read("content/documents/letter.md");
    // A draft, one that waits, one that is over.
    for key in ["draft: true", "publish-after: 2999-01-01", "publish-until: 2020-01-01"] {
        let archive = released();
        archive.write("content/annotations/letter.yaml", "[]\n");
        archive.write("content/documents/letter.md", text(&archive).replace("title: A letter\n", &format!("title: A letter\n{key}\n")));
        build(&archive);
        assert_eq!(holds(&archive), [""; 0], "{key}");
        assert!(!archive.at("public/documents/letter.v").exists(), "{key}");
    }
    // One whose words may not be shown any more, though they might once; and one that might not once.
    for (now, then) in [("license: CC-BY-4.0\n", ""), ("", "license: CC-BY-4.0\n")] {
        let archive = released();
        archive.write("scholion.yaml", "title: Letters\nbase-url: https://example.org/\nunlicensed: metadata\n");
        archive.write("content/annotations/letter.yaml", "[]\n");
        if now.is_empty() {
            archive.write("content/documents/letter.md", text(&archive).replace("license: CC-BY-4.0\n", ""));
        }
        if then.is_empty() {
            for version in ["1.0", "1.1"] {
                let file = format!("content/versions/letter/{version}.md");
                archive.write(&file, archive.read(&file).replace("license: CC-BY-4.0\n", ""));
            }
        }
        build(&archive);
        assert_eq!(holds(&archive), [""; 0], "{now:?} {then:?}");
        assert!(archive.at("public/documents/letter.v/1.0.html").exists());
    }
    // A version that is held back by itself.
    let archive = released();
    let file = "content/versions/letter/1.0.md";
    archive.write("content/annotations/letter.yaml", "[]\n");
    archive.write(file, archive.read(file).replace("title: A letter\n", "title: A letter\ndraft: true\n"));
    let said = build(&archive);
    assert!(said.contains("[version-changed]") && holds(&archive).is_empty(), "{said}");
}

#[test]
fn notes_of_old_words_are_told_of_and_are_no_orphans() {
    let archive = released();
    let said = archive.run(&["check"]);
    assert!(said.stdout.contains("notice[note-orphan]") && said.stdout.contains("stand in version `1.0`") && said.status == 0, "{said:?}");
    std::fs::remove_file(archive.at("content/versions/letter/1.0.md")).unwrap();
    let said = archive.run(&["check"]);
    assert!(said.stdout.contains("error[note-orphan]") && said.status == 1, "{said:?}");
}

#[test]
fn versions_go_where_their_document_goes() {
    let archive = released();
    build(&archive);
    let was = archive.read("content/versions/letter/1.0.md");
    let said = archive.run(&["merge", "other", "letter"]);
    assert!(said.status == 2 && said.stderr.contains("has versions"), "{said:?}");
    let said = archive.run(&["mv", "letter", "box/narva"]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(!archive.at("content/versions/letter").exists());
    assert_eq!(archive.read("content/versions/box/narva/1.0.md"), was, "not a byte is another");
    let said = build(&archive);
    assert!(!said.contains("address-gone"), "{said}");
    for page in ["1.0", "index", "1.1~changes", "~changes"] {
        let old = archive.read(&format!("public/documents/letter.v/{page}.html"));
        assert!(old.contains(&format!("box/narva.v/{page}.html")) || page == "index" && old.contains("box/narva.v/"), "{page}: {old}");
    }
    // Its links still lead where they led.
    assert!(
        archive.read("public/documents/box/narva.v/1.0.html").contains("href=\"../../other.html\"") && !said.contains("version-changed"),
        "{said}"
    );
    assert_eq!(archive.run(&["rm", "--yes", "box/narva"]).status, 0);
    assert!(!archive.at("content/versions/box").exists());
    // Texts of versions of nothing, and what can be the name of none.
    archive.write("content/versions/nobody/1.0.md", "---\ntitle: A\n---\n\nWords.\n");
    archive.write("content/versions/other/a b.md", "---\ntitle: A\n---\n\nWords.\n");
    archive.write("content/versions/other/2.0.md", "---\ntitle: A\n---\n\nWords.\n");
    let said = archive.run(&["check"]).stdout;
    for part in
        ["these are versions of `content/documents/nobody.md`", "`a b` can be the name of no version", "does not name version `2.0`"]
    {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

/// What is done to the text of a file.
type Edit = fn(String) -> String;

#[test]
fn a_warm_build_gives_the_versions_of_a_clean_one() {
    let archive = released();
    build(&archive);
    let edits: [(&str, Edit); 4] = [
        ("content/documents/letter.md", |text| text.replace("very end", "end")),
        ("content/versions/letter/1.0.md", |text| text.replace("herring", "sprat")),
        ("content/annotations/letter.yaml", |text| text.replace("A herring was", "A sprat was")),
        ("content/documents/letter.md", |text| text.replace("kind: correction", "kind: erratum")),
    ];
    for (file, edit) in edits {
        archive.write(file, edit(archive.read(file)));
        build(&archive);
        let warm = archive.files("public");
        let clean = tempfile::tempdir().unwrap();
        let ran = archive.run(&["build", "--output-dir", clean.path().to_str().unwrap()]);
        assert!(ran.status <= 1, "{ran:?}");
        for (path, bytes) in &warm {
            if !path.starts_with(".scholion") {
                assert!(std::fs::read(clean.path().join(path)).ok().as_ref() == Some(bytes), "{file}: {path}");
            }
        }
    }
}

/// Links of a page that lead to files of the site that are not there.
fn dead(archive: &Archive, page: &str) -> Vec<String> {
    let link = regex::Regex::new("(?:href|src)=\"([^\"#?]+)[^\"]*\"").unwrap();
    let html = archive.read(&format!("public/{page}"));
    let from = archive.at(&format!("public/{page}"));
    let hrefs = link.captures_iter(&html).map(|found| found[1].to_owned());
    hrefs.filter(|href| !href.contains(':') && !from.parent().unwrap().join(href).exists()).collect()
}

#[test]
fn every_link_of_a_history_leads_somewhere_whatever_may_be_shown() {
    for (now, then) in [("CC-BY-4.0", "CC-BY-4.0"), ("CC-BY-4.0", "none"), ("none", "CC-BY-4.0"), ("none", "none")] {
        let archive = released();
        archive.write("scholion.yaml", "title: Letters\nbase-url: https://example.org/\nunlicensed: metadata\n");
        for (file, license) in [("documents/letter", now), ("versions/letter/1.0", then), ("versions/letter/1.1", then)] {
            let file = format!("content/{file}.md");
            let line = if license == "none" { String::new() } else { format!("license: {license}\n") };
            archive.write(&file, archive.read(&file).replace("license: CC-BY-4.0\n", &line));
        }
        build(&archive);
        let pages = ["letter.html", "letter.v/index.html", "letter.v/1.0.html", "letter.v/1.1.html", "letter.v/1.1~changes.html"];
        for page in pages
            .map(|page| format!("documents/{page}"))
            .iter()
            .chain([&String::from("errata.html"), &String::from("annotations/index.html")])
        {
            assert_eq!(dead(&archive, page), [""; 0], "{now} {then} {page}");
        }
        // Nor does the list of notes lead to a place that its page lacks.
        let list = archive.read("public/annotations/index.html");
        let page = archive.read("public/documents/letter.html");
        for place in list.split("documents/letter.html#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("id=\"{place}\"")), "{place}");
        }
    }
}

#[test]
fn what_is_said_of_a_text_does_not_change_it() {
    let archive = letters();
    assert_eq!(release(&archive, &["letter", "1.0"]).0, 0);
    build(&archive);
    let since = archive.read("public/documents/letter.v/~changes.html");
    assert!(since.contains("Nothing was changed since the newest version."), "its address lives on after a release: {since}");
    let said_changed = |archive: &Archive, page: &str| {
        build(archive);
        archive.read(&format!("public/documents/{page}.html")).contains("The text was changed since.")
    };
    let is_refused = |archive: &Archive, text: &str| {
        let (status, said) = release(archive, &[text, "2.0", "--dry-run"]);
        status == 2 && said.contains("says what content/versions/")
    };
    // What is told of it, remarks in the front matter, and labels of notes.
    let text = archive.read("content/documents/letter.md");
    let told = text.replace(
        "history:\n",
        "# A remark of the editors, of some length.\nhistory:\n- {kind: expression-of-concern, date: 2026-04-01, note: Doubtful.}\n",
    );
    archive.write("content/documents/letter.md", told.replace("[^1]", "[^twelve]"));
    assert!(!said_changed(&archive, "letter") && is_refused(&archive, "letter"));
    // It moves, and what it leads to.
    assert_eq!(archive.run(&["mv", "letter", "box/letter"]).status, 0);
    assert!(!said_changed(&archive, "box/letter") && is_refused(&archive, "box/letter"));
    assert_eq!(archive.run(&["mv", "other", "elsewhere"]).status, 0);
    assert!(!said_changed(&archive, "box/letter"));
    // A link that leads elsewhere is another.
    let text = archive.read("content/documents/box/letter.md");
    archive.write("content/documents/box/letter.md", text.replace("../elsewhere.md", "https://example.org/other"));
    assert!(said_changed(&archive, "box/letter") && !is_refused(&archive, "box/letter"));
    assert!(archive.read("public/documents/box/letter.v/~changes.html").contains("links or formatting differ"));
}

#[test]
fn a_history_that_cannot_be_told_so_is_found() {
    let archive = letters();
    let text = archive.read("content/documents/letter.md");
    let history = "history:\n- {version: \"2\", date: 2026-05-01, note: \"See [the other](other.md).\"}\n- {version: \"1\", date: 2025}\n- {date: 2026-05, note: \"[[Other]] and [a](https://example.org/)\"}\n";
    archive.write("content/documents/letter.md", text.replace("issued:", &format!("{history}issued:")));
    let said = archive.run(&["check"]).stdout;
    for part in
        ["this entry of the history is older than one before it", "`[the other](other.md)` in this note", "`[[Other]]` in this note"]
    {
        assert_eq!(said.matches(part).count(), 1, "{part}\n{said}");
    }
    assert_eq!(said.matches("history-entry").count(), 3, "{said}");
}

#[test]
fn a_version_says_how_it_was_described() {
    let archive = letters();
    let text = archive
        .read("content/documents/letter.md")
        .replace("license: CC-BY-4.0\n", "license: CC-BY-4.0\nrights: © Berg\nabstract: On herrings.\n");
    archive.write("content/documents/letter.md", &text);
    assert_eq!(release(&archive, &["letter", "1.0", "--kind", "new-edition", "--note", "رسالة"]).0, 0);
    let text = archive.read("content/documents/letter.md").replace("On herrings.", "On sprats.").replace("© Berg", "© Nobody");
    archive.write("content/documents/letter.md", text);
    build(&archive);
    let page = archive.read("public/documents/letter.v/1.0.html");
    for part in [
        "On herrings.",
        "© Berg",
        "rel=\"license\"",
        "<time datetime=\"1843-05-02\">",
        "<div class=\"why\" dir=\"auto\"><p>رسالة</p></div>",
        "{letter-1.0,",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("sprats") && !page.contains("Nobody"), "{page}");
    assert!(archive.read("public/documents/letter.v/index.html").contains("New edition · <a"));
}

#[test]
fn notes_written_at_an_old_address_or_on_a_version_are_taken() {
    let archive = released();
    assert_eq!(archive.run(&["mv", "letter", "box/narva"]).status, 0);
    archive.write("content/addresses.yaml", "documents/first.html: documents/second.html\ndocuments/second.html: documents/letter.html\n");
    let note = |page: &str, words: &str| {
        format!(
            "{{\"type\":\"Annotation\",\"body\":{{\"type\":\"TextualBody\",\"value\":\"On {page}\",\"format\":\"text/plain\"}},\"target\":{{\"source\":\"https://example.org/documents/{page}\",\"selector\":{{\"type\":\"TextQuoteSelector\",\"exact\":\"{words}\"}}}}}}"
        )
    };
    let notes = [
        ("letter.html", "at night"),
        ("first.html", "at night"),
        ("box/narva.v/1.0.html", "A herring was on"),
        ("nowhere.html", "at night"),
    ];
    let items = notes.map(|(page, words)| note(page, words)).join(",");
    archive.write(
        "notes.jsonld",
        format!("{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[{items}]}}"),
    );
    let ran = archive.run(&["annotations", "import", "notes.jsonld"]);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("3 notes taken") && said.contains("nowhere.html"), "{said}");
    let text = archive.read("content/annotations/box/narva.yaml");
    assert!(["On letter.html", "On first.html", "On box/narva.v/1.0.html"].iter().all(|part| text.contains(part)), "{text}");
    build(&archive);
    assert!(archive.read("public/documents/box/narva.v/1.0.html").contains("On box/narva.v/1.0.html"));
}
