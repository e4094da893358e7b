//! Texts that wait for a day, and texts whose day is over: they are shown on their days and nowhere else before or after.

use crate::fixture::{Archive, Ran};

fn archive() -> Archive {
    Archive::new(
        r#"
//- /scholion.yaml
title: Letters
base-url: https://example.org/
//- /content/documents/open.md
---
title: Open letter
license: CC0-1.0
added: 2026-01-01
---

See [another](sealed.md).
//- /content/documents/sealed.md
---
title: Sealed letter
author: [{family: Secretova, given: Ida}]
license: CC0-1.0
added: 2026-01-02
publish-after: 2027-01-01
keyword: [zirconium]
---

Hushed words, cites [Hidden 1999](#ref-hidden1999).

![A seal](seal.png)
//- /content/documents/seal.png
no picture
//- /content/bibliography/sealed.yaml
references:
- {id: hidden1999, type: book, title: Unheard of, author: [{family: Hidden, given: H.}], issued: 1999}
//- /content/annotations/sealed.yaml
- id: n1
  quote: Hushed words
  body: Murmured note.
//- /content/documents/passing.md
---
title: Passing letter
license: CC0-1.0
publish-until: 2026-12-31
---

Fleeting words.
//- /content/pages/news.md
---
title: Newsflash
publish-after: 2026-06-01
publish-until: 2026-06-30
---

Breaking.
"#,
    )
}

fn build(archive: &Archive, date: &str) -> Ran {
    let ran = archive.run(&["build", "--date", date]);
    assert!(ran.status < 2, "{}", ran.stderr);
    ran
}

/// Whether any file of the site holds the words, or is called so.
fn leaks(archive: &Archive, words: &str) -> Vec<String> {
    let files = archive.files("public").into_iter();
    files.filter(|(path, bytes)| path.contains(words) || String::from_utf8_lossy(bytes).contains(words)).map(|(path, _)| path).collect()
}

#[test]
fn what_waits_is_nowhere_until_its_day() {
    let archive = archive();
    let told = build(&archive, "2026-05-02");
    for words in ["Sealed", "sealed", "Hushed", "Secretova", "zirconium", "Unheard", "Murmured", "Newsflash", "seal.png", "2027-01-01"] {
        assert_eq!(leaks(&archive, words), [] as [String; 0], "{words}");
    }
    assert!(!leaks(&archive, "Fleeting").is_empty());
    assert!(told.stderr.contains("; 2 texts held back, the first until 2026-06-01"), "{}", told.stderr);
    // A link to it says so, and what to do.
    assert!(told.stderr.contains("not-published"), "{}", told.stderr);
    build(&archive, "2026-06-01");
    assert!(leaks(&archive, "Newsflash").contains(&"pages/news.html".to_owned()));
    let told = build(&archive, "2027-01-01");
    assert!(archive.read("public/documents/sealed.html").contains("Hushed words"));
    assert!(archive.read("public/documents/open.html").contains("href=\"sealed.html\""));
    for words in ["Newsflash", "Fleeting", "Passing"] {
        assert_eq!(leaks(&archive, words), [] as [String; 0], "{words}");
    }
    assert!(told.stderr.contains("2 texts not shown any more, the last since 2027-01-01"), "{}", told.stderr);
    // Who comes to the archive reads of it in the feed on the day on which it can be read.
    assert!(archive.read("public/feed.xml").contains("<published>2027-01-01T00:00:00Z</published>"));
}

#[test]
fn both_days_are_days_on_which_it_is_shown() {
    let archive = archive();
    for (date, is_shown) in [("2026-05-31", false), ("2026-06-01", true), ("2026-06-30", true), ("2026-07-01", false)] {
        build(&archive, date);
        assert_eq!(archive.at("public/pages/news.html").is_file(), is_shown, "{date}");
    }
}

#[test]
fn a_day_on_which_nothing_is_due_gives_nothing_to_do() {
    let archive = archive();
    build(&archive, "2026-05-02");
    for (date, is_at_rest) in [
        ("2026-05-03", true),
        ("2026-05-31", true),
        ("2026-06-01", false),
        ("2026-06-30", true),
        ("2026-05-31", false),
        ("2027-06-01", false),
        ("2030-01-01", true),
    ] {
        let told = build(&archive, date);
        assert_eq!(told.stderr.contains("nothing to do"), is_at_rest, "{date}: {}", told.stderr);
        // It says the same as a build that had something to do.
        assert!(date != "2026-05-31" || told.stderr.contains("2 texts held back, the first until 2026-06-01"), "{}", told.stderr);
    }
}

#[test]
fn a_cache_of_another_day_makes_the_same_site_as_none() {
    let archive = archive();
    for date in ["2026-06-15", "2027-02-01", "2026-01-01", "2026-12-31"] {
        build(&archive, date);
        let warm = archive.files("public");
        std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
        std::fs::remove_dir_all(archive.at("public")).unwrap();
        build(&archive, date);
        assert!(warm == archive.files("public"), "{date}");
    }
}

#[test]
fn drafts_show_all_of_it() {
    let archive = archive();
    let told = archive.run(&["build", "--drafts"]);
    assert!(archive.read("public/documents/sealed.html").contains("Hushed") && archive.at("public/pages/news.html").is_file());
    assert!(!told.stderr.contains("held back"), "{}", told.stderr);
}

#[test]
fn the_day_is_that_of_the_source_date_epoch_or_the_argument() {
    let archive = archive();
    // 2 May 2026.
    archive.run(&["build"]);
    assert!(!archive.at("public/pages/news.html").exists());
    let output = archive.command(&["build"]).env("SOURCE_DATE_EPOCH", "1781000000").output().unwrap();
    assert!(output.status.code() < Some(2) && archive.at("public/pages/news.html").is_file());
    let told = archive.run(&["build", "--date", "June"]);
    assert!(told.status == 2 && told.stderr.contains("2027-01-31"), "{}", told.stderr);
    let told = archive.run(&["new", "x", "--date", "2026-01-01"]);
    assert_eq!(told.status, 2, "{}", told.stderr);
}

#[test]
fn check_tells_of_them_with_their_place() {
    let archive = archive();
    let told = archive.run(&["check"]);
    assert!(told.stdout.contains("notice[held-for-now]: 2 texts are held back, the first of them until 2026-06-01"), "{}", told.stdout);
    assert!(told.stdout.contains("content/pages/news.md:3:1"), "{}", told.stdout);
}

#[test]
fn what_is_no_day_is_held_back_for_good() {
    for (line, code) in [
        ("publish-after: soon", "bad-day"),
        ("publish-after: 2026", "bad-day"),
        ("publish-after: 2026-01-01T12:00", "bad-day"),
        ("publish-after: [2026-01-01]", "bad-day"),
        ("publish_until: later", "bad-day"),
        ("publish-after: 2026-02-01\npublish-until: 2026-01-01", "bad-day"),
        ("publishDate: 2020-01-01", "held-by-date"),
    ] {
        let archive = Archive::new(&format!("//- /content/documents/a.md\n---\ntitle: Sesame\n{line}\n---\n\nWords.\n"));
        let told = archive.run(&["build", "--date", "2026-05-02"]);
        assert!(told.status == 1 && told.stderr.contains(&format!("error[{code}]")), "{line}: {}", told.stderr);
        assert_eq!(leaks(&archive, "Sesame"), [] as [String; 0], "{line}");
    }
    // Capitals and underscores make no difference, and nothing said is nothing meant.
    for (line, is_shown) in [("Publish_After: 2030-01-01", false), ("publish-after:", true), ("publish-after: 2026-05-02", true)] {
        let archive = Archive::new(&format!("//- /content/documents/a.md\n---\ntitle: Sesame\n{line}\n---\n\nWords.\n"));
        build(&archive, "2026-05-02");
        assert_eq!(!leaks(&archive, "Sesame").is_empty(), is_shown, "{line}");
    }
}

#[test]
fn a_collection_waits_as_well() {
    let archive = Archive::new(
        "//- /content/collections/fonds.md\n---\ntitle: Papers of Berg\npublish-after: 2027-01-01\n---\n\nWords.\n\
         //- /content/documents/a.md\n---\ntitle: A\ncollection: fonds\n---\n\nWords.\n",
    );
    build(&archive, "2026-05-02");
    assert_eq!(leaks(&archive, "Papers of Berg"), [] as [String; 0]);
    build(&archive, "2027-01-01");
    assert!(archive.at("public/collections/fonds.html").is_file());
}

#[test]
fn an_old_address_waits_with_its_text() {
    let archive = archive();
    archive.write("content/addresses.yaml", "documents/once-here.html: documents/sealed.html\n");
    let ran = build(&archive, "2026-05-02");
    assert!(!ran.stderr.contains("address-nowhere"), "{}", ran.stderr);
    assert_eq!(leaks(&archive, "once-here"), [] as [String; 0]);
    build(&archive, "2027-01-01");
    assert!(archive.at("public/documents/once-here.html").is_file());
}
