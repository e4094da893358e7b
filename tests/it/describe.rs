//! The archive of docs/DESCRIBE.md: what the guide says is there, and nothing is wrong with it.

use crate::fixture::Archive;

fn letters() -> Archive {
    let archive = Archive::bare();
    let ran = archive.run(&["new", ".", "--with", "letters", "--quiet"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    archive
}

#[test]
fn the_archive_of_the_guide_is_sound_and_has_what_the_guide_promises() {
    let archive = letters();
    let ran = archive.run(&["build", "--strict", "--base-url", "https://archive.example/tamm/"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    // But for what no format of search engines has a place for.
    let said = archive.run(&["check", "--strict", "--json"]).stdout;
    assert!(said.lines().all(|line| line.contains("\"not-exported\"")), "{said}");
    for (path, words) in [
        // Folder, table and letter together.
        (
            "documents/letters/05.html",
            vec!["Marta Tamm", "Karl Tamm", "Haapsalu", "TAM 1/1/5", "ink", "CC0-1.0", "collections/letters.html"],
        ),
        ("collections/tamm.html", vec!["Fonds", "2 boxes", "letters.html"]),
        ("collections/letters.html", vec!["TAM 1/2/9", "TAM 1/2/10"]),
        ("collections/reading-book.html", vec!["letters/03.html", "letters/12.html"]),
        ("collections/letters.csv", vec!["letters/05"]),
        ("collections/letters.ead.xml", vec!["<ead", "TAM 1/2/10"]),
        ("browse/hand/typewriter.html", vec!["letters/12.html"]),
        ("letters/1893.html", vec!["letters/01.html"]),
        ("people/marta-tamm.html", vec!["1871", "Jaan Ilves", "Leena Tamm"]),
        ("places/index.html", vec!["<svg", "Haapsalu"]),
        ("data/cmif.xml", vec!["correspDesc"]),
    ] {
        let text = archive.read(&format!("public/{path}"));
        words.iter().for_each(|word| assert!(text.contains(word), "{path}: no {word}"));
    }
    let order = archive.read("public/collections/letters.html");
    assert!(order.find("TAM 1/2/9<") < order.find("TAM 1/2/10<"), "shelfmarks are sorted as people count");
}

#[test]
fn a_letter_of_the_guide_moves() {
    let archive = letters();
    let ran = archive.run(&["mv", "letters/05", "letters/05-haapsalu"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = archive.run(&["build", "--strict"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(archive.read("public/documents/letters/05.html").contains("05-haapsalu.html"), "the old address leads on");
    assert!(archive.read("public/documents/letters/05-haapsalu.html").contains("TAM 1/1/5"), "the table still describes it");
}
