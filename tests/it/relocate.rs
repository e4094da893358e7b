//! Texts moved and removed with all that belongs to them.

use crate::fixture::Archive;

/// Two letters, one of them with everything that a document may have, and what leads to it in every way.
fn letters() -> Archive {
    let archive = Archive::new(
        "
//- /content/documents/first.md
---
# Why it is here.
title: The first letter
license: CC-BY-4.0
bibliography: ../bibliography/first.yaml
files:
- {file: ../files/first/scan.txt, label: As received}
facsimile: ../files/first/pages/
translation-of: box1/second.md
---

<span class=\"pb\" data-n=\"1r\" data-facs=\"../files/first/pages/1r.svg\"></span>See [the second](box1/second.md#place), [it](<box1/second.md>),
![a page](../files/first/pages/1r.svg) and [Ilves, 2019](#ref-ilves2019).
//- /content/documents/box1/second.md
---
title: The second letter
license: CC-BY-4.0
aliases: [another]
---

[One](../first.md), [two][2], [[first]], [[../first.md|three]], [four](/content/documents/first.md), `[code](../first.md)`, first.md, <a
href=\"../first.md\">five</a>. [Words of ../first.md](https://example.org/first.md)

[2]: ../first.md 'The first'

## Place
//- /content/pages/about.md
---
title: About
---

[A letter](../documents/first.md)
//- /content/bibliography/first.yaml
references:
- {id: ilves2019, type: book, title: Other people's post, author: [{family: Ilves, given: Marta}], issued: 2019}
//- /content/annotations/first.yaml
- id: n1
  quote: {exact: the second}
  body: The [first](../documents/first.md) and the [second](../documents/box1/second.md).
//- /content/annotations/box1/second.yaml
- id: n2
  quote: {exact: two}
  body: '[Here](../../documents/first.md).'
//- /content/authorities/people.yaml
- id: marta
  name: Marta Ilves
  note: Named in [this](../documents/first.md).
//- /content/files/first/scan.txt
As received.
//- /content/files/first/pages/1r.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><path d=\"M0 0h9v9z\"/></svg>
",
    );
    archive.write("content/files/first/film.mp4", [0, 0, 0, 24, b'f', b't', b'y', b'p', b'm', b'p', b'4', b'2']);
    archive
}

/// What is wrong with an archive, without the notices.
fn faults(archive: &Archive) -> String {
    archive.run(&["check", "--quiet", "--strict"]).stdout
}

#[test]
fn a_document_moves_with_all_that_belongs_to_it() {
    let archive = letters();
    let before = faults(&archive);
    let was = archive.files("content");
    let said = archive.run(&["mv", "--dry-run", "first", "box2/narva"]);
    assert!(said.status == 0 && archive.files("content") == was, "{said:?}");
    let ran = archive.run(&["mv", "first", "box2/narva"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let files: Vec<String> = archive.files("content").into_keys().collect();
    assert_eq!(
        files,
        [
            "annotations/box1/second.yaml",
            "annotations/box2/narva.yaml",
            "authorities/people.yaml",
            "bibliography/box2/narva.yaml",
            "documents/box1/second.md",
            "documents/box2/narva.md",
            "files/box2/narva/film.mp4",
            "files/box2/narva/pages/1r.svg",
            "files/box2/narva/scan.txt",
            "pages/about.md",
        ]
    );
    assert_eq!(
        archive.read("content/documents/box2/narva.md"),
        "---
# Why it is here.
title: The first letter
license: CC-BY-4.0
bibliography: ../../bibliography/box2/narva.yaml
files:
- {file: ../../files/box2/narva/scan.txt, label: As received}
facsimile: ../../files/box2/narva/pages/
translation-of: ../box1/second.md
aliases: [documents/first.html]
---

<span class=\"pb\" data-n=\"1r\" data-facs=\"../../files/box2/narva/pages/1r.svg\"></span>See [the second](../box1/second.md#place), [it](<../box1/second.md>),
![a page](../../files/box2/narva/pages/1r.svg) and [Ilves, 2019](#ref-ilves2019).
"
    );
    assert_eq!(
        archive.read("content/documents/box1/second.md"),
        "---
title: The second letter
license: CC-BY-4.0
aliases: [another]
---

[One](../box2/narva.md), [two][2], [[first]], [[../box2/narva.md|three]], [four](/content/documents/first.md), `[code](../first.md)`, first.md, <a
href=\"../box2/narva.md\">five</a>. [Words of ../first.md](https://example.org/first.md)

[2]: ../box2/narva.md 'The first'

## Place
"
    );
    assert!(archive.read("content/pages/about.md").contains("](../documents/box2/narva.md)"));
    assert!(archive.read("content/annotations/box2/narva.yaml").contains("[first](../../documents/box2/narva.md)"));
    assert!(archive.read("content/annotations/box1/second.yaml").contains("[Here](../../documents/box2/narva.md)"));
    assert!(archive.read("content/authorities/people.yaml").contains("[this](../documents/box2/narva.md)"));
    assert_eq!(faults(&archive), before, "nothing is wrong that was not before");
    // And back again.
    let ran = archive.run(&["mv", "content/documents/box2/narva.md", "content/documents/first.md"]);
    assert_eq!((ran.status, faults(&archive)), (0, before));
}

#[test]
fn a_folder_moves_and_nothing_is_overwritten() {
    let archive = letters();
    for (old, new, said) in [
        ("first", "box1/second", "is there already"),
        ("nobody", "x", "no document or page"),
        ("first", "first.md", "where it stands"),
        ("content/files/first/scan.txt", "x", "is no text"),
        ("first", "../../x", "is not below"),
    ] {
        let was = archive.files("content");
        let ran = archive.run(&["mv", old, new]);
        assert!(ran.status == 2 && ran.stderr.contains(said) && archive.files("content") == was, "{old} {new}: {ran:?}");
    }
    // Who stands in a folder names what is there.
    let mut command = archive.command(&["mv", "--dry-run", "second.md", "../third.md"]);
    let ran = command.current_dir(archive.at("content/documents/box1")).output().unwrap();
    assert!(String::from_utf8_lossy(&ran.stderr).contains("box1/second.md -> content/documents/third.md"), "{ran:?}");
    let before = faults(&archive);
    let ran = archive.run(&["mv", "content/documents/box1", "letters/narva"]);
    assert_eq!((ran.status, faults(&archive)), (0, before), "{ran:?}");
    assert!(archive.read("content/documents/first.md").contains("[the second](letters/narva/second.md#place)"));
    assert!(archive.read("content/documents/letters/narva/second.md").contains("[One](../../first.md)"));
    assert!(archive.at("content/annotations/letters/narva/second.yaml").exists() && !archive.at("content/documents/box1").exists());
}

#[test]
fn what_is_removed_does_not_come_back() {
    let archive = letters();
    archive
        .write("content/sources/rain.txt", "A letter on rain\n\nRain is what the first paragraph is about, and it goes on for a while.\n");
    archive.run(&["build"]);
    assert!(archive.at("content/documents/rain.md").exists());
    // Nobody can be asked here.
    let ran = archive.run(&["rm", "rain"]);
    assert!(ran.status == 2 && archive.at("content/documents/rain.md").exists(), "{ran:?}");
    let ran = archive.run(&["rm", "--yes", "rain"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
    let ran = archive.run(&["build"]);
    assert!(!archive.at("content/documents/rain.md").exists() && !archive.at("public/documents/rain.html").exists(), "{ran:?}");
    assert!(archive.at("content/sources/rain.txt").exists(), "sources stay");
    let check = archive.run(&["check"]);
    assert!(check.stdout.contains("source-removed"), "{}", check.stdout);
    archive.write("content/removed.yaml", "");
    archive.run(&["build"]);
    assert!(archive.at("content/documents/rain.md").exists());
    // What would lead nowhere is said.
    let ran = archive.run(&["rm", "--yes", "first"]);
    assert!(ran.status == 0 && ran.stderr.contains("box1/second.md:"), "{ran:?}");
    let files: Vec<String> = archive.files("content").into_keys().filter(|path| path.contains("first")).collect();
    assert!(files.is_empty(), "{files:?}");
}

/// A document of two chapters, with notes, works and footnotes of each.
fn diary() -> Archive {
    Archive::new(
        "
//- /content/documents/diary.md
---
title: A diary
license: CC-BY-4.0
type: manuscript
bibliography: ../bibliography/diary.yaml
aliases: [journal]
---

The first day was cold.[^1] See [May](#may) and [Ilves](#ref-ilves2019).

## May

The second was warm,[^2] as [Kask](#ref-kask2020) and [Ilves](#ref-ilves2019) say; see [above](#p-first).

### Rain {#rain}

It rained.

[^1]: One.
[^2]: Two, with the words of a note.
//- /content/documents/other.md
---
title: Another
license: CC-BY-4.0
---

See [May](diary.md#may), [the rain](diary.md#rain) and [all](diary.md).
//- /content/bibliography/diary.yaml
references:
# The first.
- {id: ilves2019, type: book, title: Other people's post, author: [{family: Ilves, given: Marta}], issued: 2019}
- {id: kask2020, type: book, title: Ropes, author: [{family: Kask, given: Ants}], issued: 2020}
//- /content/annotations/diary.yaml
- id: n1
  quote: {exact: The first day was cold}
  body: In the first.
# About May.
- id: n2
  quote: {exact: The second was warm}
  body: In the second, see [@kask2020].
- id: n3
  quote: {exact: with the words of a note}
  body: In a footnote.
",
    )
}

#[test]
fn a_document_becomes_two_and_one_again() {
    let archive = diary();
    // That it leads nowhere is wrong before and behind.
    archive.write("content/documents/diary.md", archive.read("content/documents/diary.md").replace("; see [above](#p-first)", ""));
    let ran = archive.run(&["split", "diary", "--at", "#may", "diary-may"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        archive.read("content/documents/diary.md"),
        "---
title: A diary
license: CC-BY-4.0
type: manuscript
bibliography: ../bibliography/diary.yaml
aliases: [journal]
---

The first day was cold.[^1] See [May](diary-may.md) and [Ilves](#ref-ilves2019).

[^1]: One.
"
    );
    assert_eq!(
        archive.read("content/documents/diary-may.md"),
        "---
title: May
license: CC-BY-4.0
type: manuscript
bibliography: ../bibliography/diary-may.yaml
---

The second was warm,[^2] as [Kask](#ref-kask2020) and [Ilves](#ref-ilves2019) say.

### Rain {#rain}

It rained.

[^2]: Two, with the words of a note.
"
    );
    assert!(
        !archive.read("content/bibliography/diary.yaml").contains("kask2020")
            && archive.read("content/bibliography/diary.yaml").contains("# The first.")
    );
    let library = archive.read("content/bibliography/diary-may.yaml");
    assert!(library.contains("kask2020") && library.contains("ilves2019"), "{library}");
    let (first, second) = (archive.read("content/annotations/diary.yaml"), archive.read("content/annotations/diary-may.yaml"));
    assert!(first.contains("n1") && !first.contains("n2") && second.contains("n2") && second.contains("n3"), "{first}{second}");
    assert!(
        archive.read("content/documents/other.md").contains("[May](diary-may.md), [the rain](diary-may.md#rain) and [all](diary.md)"),
        "{}",
        archive.read("content/documents/other.md")
    );
    assert_eq!(faults(&archive), "");
    let ran = archive.run(&["merge", "diary", "diary-may"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let whole = archive.read("content/documents/diary.md");
    assert!(
        whole.contains("aliases: [journal, documents/diary-may.html]")
            && whole.contains("\n## May\n\nThe second was warm,[^2]")
            && whole.ends_with("It rained.\n\n[^2]: Two, with the words of a note.\n"),
        "{whole}"
    );
    assert!(
        archive.read("content/bibliography/diary.yaml").contains("kask2020") && !archive.at("content/bibliography/diary-may.yaml").exists()
    );
    let notes = archive.read("content/annotations/diary.yaml");
    assert!(
        ["n1", "n2", "n3"].iter().all(|id| notes.contains(id)) && !archive.at("content/annotations/diary-may.yaml").exists(),
        "{notes}"
    );
    assert!(archive.read("content/documents/other.md").contains("[the rain](diary.md#rain)"));
    assert_eq!(faults(&archive), "");
}

#[test]
fn what_both_texts_call_alike_is_told_apart() {
    let archive = Archive::new(
        "
//- /content/documents/a.md
---
title: One
license: CC-BY-4.0
bibliography: ../bibliography/a.yaml
---

First.[^1] [Kask](#ref-kask) [here][x]

## Rain

[^1]: One.

[x]: https://example.org/a
//- /content/documents/box/b.md
---
title: Two
license: CC-BY-4.0
issued: 1843
bibliography: ../../bibliography/box/b.yaml
---

Second.[^1] [Kask](#ref-kask) [there][x] [x], see [rain](#rain), [one](../a.md) and [@kask].

## Rain

[^1]: Two.

[x]: https://example.org/b
//- /content/documents/c.md
---
title: Three
license: CC-BY-4.0
---

[Rain in two](box/b.md#rain)
//- /content/bibliography/a.yaml
references:
- {id: kask, title: Ropes, issued: 2020}
//- /content/bibliography/box/b.yaml
references:
  - {id: kask, title: Knots, issued: 1999}
//- /content/annotations/a.yaml
- {id: n1, quote: {exact: First}, body: Of the one.}
//- /content/annotations/box/b.yaml
- id: n1
  quote: {exact: Second}
  body: Of the [other](../../documents/a.md), [@kask].
",
    );
    assert_eq!(faults(&archive), "");
    let ran = archive.run(&["merge", "a", "box/b"]);
    assert!(ran.status == 0 && ran.stderr.contains("issued"), "{ran:?}");
    let whole = archive.read("content/documents/a.md");
    assert!(
        whole.contains("## Two\n\nSecond.[^2] [Kask](#ref-kaska) [there][x-2] [x][x-2], see [rain](#rain-2), [one](a.md) and [@kaska]."),
        "{whole}"
    );
    assert!(whole.contains("[^2]: Two.") && whole.contains("[x-2]: https://example.org/b"), "{whole}");
    assert!(archive.read("content/documents/c.md").contains("](a.md#rain-2)"), "{}", archive.read("content/documents/c.md"));
    let notes = archive.read("content/annotations/a.yaml");
    assert!(notes.contains("n1-2") && notes.contains("[other](../documents/a.md), [@kaska]"), "{notes}");
    assert!(!archive.at("content/documents/box").exists());
    assert_eq!(faults(&archive), "");
}

#[test]
fn the_address_that_a_text_had_is_kept_and_not_that_of_its_file() {
    let archive = Archive::new(
        "
//- /content/documents/box1/letter.md
---
title: Der Brief
license: CC-BY-4.0
slug: 1843-05-02
aliases: [old, An old name]
---

## News

Words of the letter.
//- /content/documents/other.md
---
title: Another
license: CC-BY-4.0
---

[[box1/letter#News]], [[Der Brief]] and [it](box1/letter.md#news).
//- /content/collections/fonds.md
---
title: Papers
members: [box1/letter, other]
---

Words.
",
    );
    let before = faults(&archive);
    // The name of a file is no slug.
    let ran = archive.run(&["mv", "box1/letter", "box2/Письмо из Нарвы"]);
    assert_eq!((ran.status, faults(&archive)), (0, before.clone()), "{ran:?}");
    let moved = archive.read("content/documents/box2/Письмо из Нарвы.md");
    let aliases = "aliases: [old, \"An old name\", documents/box1/1843-05-02.html, documents/box1/letter.html, documents/box1/old.html]";
    assert!(moved.contains(aliases), "{moved}");
    assert!(archive.read("content/collections/fonds.md").contains("Письмо из Нарвы, other]"));
    let ran = archive.run(&["merge", "other", "content/documents/box2/Письмо из Нарвы.md"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    archive.run(&["build"]);
    for old in ["box1/1843-05-02", "box1/letter", "box1/old", "box2/1843-05-02", "box2/old"] {
        let page = archive.read(&format!("public/documents/{old}.html"));
        assert!(page.contains("../other.html"), "{old}: {page}");
    }
}
