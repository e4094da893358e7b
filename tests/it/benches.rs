//! The benchmarks at small size: what they measure is what happens.

#[path = "../../benches/anchored/mod.rs"]
mod anchored;
#[path = "../../benches/arrange/mod.rs"]
mod arrange;
#[path = "../../benches/corpus/mod.rs"]
pub mod corpus;
#[path = "../../benches/measure/mod.rs"]
mod measure;
#[path = "../../benches/raw/mod.rs"]
mod raw;

use std::path::Path;

#[test]
fn what_the_benchmarks_measure_happens() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("archive");
    corpus::write(&root, 30);
    let figures = measure::all(Path::new(env!("CARGO_BIN_EXE_scholion")), &root, 2);
    figures.print();
    assert!(figures.clean.line.contains(" new ("), "{}", figures.clean.line);
    assert!(figures.again.line.contains("nothing to do"), "{}", figures.again.line);
    for (what, times, line) in &figures.edits {
        assert!(!times.is_empty() && line.contains("page"), "{what}: {line}");
    }
    assert!(root.join("public/documents").join(format!("{}.html", corpus::slug(0))).is_file());
}

#[test]
fn the_measured_archive_is_always_the_same_and_nothing_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    corpus::write(&one, 5);
    measure::copy(&one, &two);
    corpus::write(&one, 5);
    let text = |root: &Path| std::fs::read_to_string(root.join("content/documents").join(corpus::slug(4)).with_extension("md")).unwrap();
    assert_eq!(text(&one), text(&two));
    let check =
        std::process::Command::new(env!("CARGO_BIN_EXE_scholion")).args(["check", "--strict", "--root"]).arg(&one).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}

#[test]
fn an_arranged_archive_is_sound_and_a_document_moves_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (root, binary) = (folder.path().join("archive"), Path::new(env!("CARGO_BIN_EXE_scholion")));
    corpus::write(&root, 45);
    arrange::arrange(&root, 45);
    let check = std::process::Command::new(binary).args(["check", "--strict", "--root"]).arg(&root).output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    measure::build(binary, &root);
    let (edits, _) = measure::edits(binary, &root, &[arrange::MOVE], 2);
    assert!(edits.iter().all(|(_, times, line)| times.len() == 2 && line.contains("page")), "{edits:?}");
}

#[test]
fn measured_notes_stand() {
    assert_eq!(anchored::place(&anchored::texts(4, 0)), 40);
    let edited = anchored::place(&anchored::texts(4, 100));
    assert!((36..=40).contains(&edited), "{edited} of 40");
    let (text, notes) = anchored::foreign(200);
    assert_eq!(anchored::import(&text, &notes), 200);
}

/// At this size a pass whose time grows with the square would not end within any test's patience; and nothing is lost of any
/// pattern.
#[test]
fn measured_patterns_are_conserved_and_end() {
    for (what, make) in raw::PATTERNS {
        let made = scholion::ingest::ingest("raw.txt", make(20_000).as_bytes());
        assert_eq!(made.report.lost, vec![], "{what}");
        assert_eq!(made.report.added, Vec::<String>::new(), "{what}");
    }
}

#[test]
fn measured_sources_have_what_is_measured() {
    let clean = scholion::ingest::ingest("raw.txt", raw::clean(20_000).as_bytes());
    assert_eq!((clean.report.notes, clean.report.works), (0, 0));
    assert_eq!(clean.report.lost, vec![]);
    let made = scholion::ingest::ingest("raw.txt", raw::noted(60_000).as_bytes());
    assert!(made.report.notes > 30, "{} notes", made.report.notes);
    assert!(made.report.citations > 30, "{} citations", made.report.citations);
    assert!(made.report.works >= 20, "{} works", made.report.works);
    let text = raw::markdown(60_000);
    let made = scholion::ingest::ingest("raw.md", text.as_bytes());
    assert!(made.report.notes > 10, "{} notes", made.report.notes);
    assert_eq!((made.report.lost, made.report.added), (vec![], vec![]));
    // It is carried over as it is written.
    assert!(text.split_once("\n\n# ").is_some_and(|(_, rest)| rest.lines().skip(2).all(|line| made.markdown.contains(line))));
}
