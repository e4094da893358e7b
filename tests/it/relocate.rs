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

<span class=\"pb\" data-n=\"1r\" data-facs=\"../files/first/pages/1r.svg\"></span>See [the second](box1/second.md#p), [it](<box1/second.md>),
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
fn faults(archive: &Archive) -> Vec<String> {
    let ran = archive.run(&["check", "--quiet", "--json", "--strict"]);
    ran.stdout.lines().filter(|line| !line.contains("\"notice\"")).map(str::to_owned).collect()
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

<span class=\"pb\" data-n=\"1r\" data-facs=\"../../files/box2/narva/pages/1r.svg\"></span>See [the second](../box1/second.md#p), [it](<../box1/second.md>),
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
    for (old, new, said) in [("first", "box1/second", "is there already"), ("nobody", "x", "no document or page"), ("first", "first.md", "where it stands"), ("content/files/first/scan.txt", "x", "is no text")] {
        let was = archive.files("content");
        let ran = archive.run(&["mv", old, new]);
        assert!(ran.status == 2 && ran.stderr.contains(said) && archive.files("content") == was, "{old} {new}: {ran:?}");
    }
    let before = faults(&archive);
    let ran = archive.run(&["mv", "content/documents/box1", "letters/narva"]);
    assert_eq!((ran.status, faults(&archive)), (0, before), "{ran:?}");
    assert!(archive.read("content/documents/first.md").contains("[the second](letters/narva/second.md#p)"));
    assert!(archive.read("content/documents/letters/narva/second.md").contains("[One](../../first.md)"));
    assert!(archive.at("content/annotations/letters/narva/second.yaml").exists() && !archive.at("content/documents/box1").exists());
}

#[test]
fn what_is_removed_does_not_come_back() {
    let archive = letters();
    archive.write("content/sources/rain.txt", "A letter on rain\n\nRain is what the first paragraph is about, and it goes on for a while.\n");
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
