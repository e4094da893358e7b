//! A first build that is cut off before any of its steps, or that a full disk stops there, loses nothing for good: the next one
//! makes of the archive what an undisturbed one makes, and nothing half-written is left.
//!
//! The steps are counted by the program itself (`src/public/fault.rs`), so all of them are met, and the same ones each time.

use std::{collections::BTreeMap, fs, path::Path};

use crate::fixture::Archive;

/// As many steps are tried one by one: those in which documents are written.
const DENSE: usize = 34;
/// From there on one of so many is; `SCHOLION_KILLS` set to anything tries all.
const SPARSE: usize = 23;

fn fresh() -> Archive {
    let source = |name: &str, key: &str| {
        format!(
            "A Talk on {name}\n\nBy Ada Quill\n\nThe first paragraph tells of {name}, as others did ({key}, 2011).\n\nReferences\n\n{key}, J. (2011). Winds and {name}. Berlin: Harbour Press.\n"
        )
    };
    let archive = Archive::new("//- /scholion.yaml\ntitle: Talks\nsearch: false\n");
    archive.write("content/sources/tides.txt", source("tides", "Smith"));
    archive.write("content/sources/older/lamps.txt", source("lamps", "Jones"));
    archive
}

/// Every file of the archive, hidden ones too, but for what is kept to save time.
fn everything(archive: &Archive) -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                // A folder is something, too.
                files.insert(format!("{path}/"), Vec::new());
                collect(&entry.path(), &format!("{path}/"), files);
            } else {
                files.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    collect(&archive.root(), "", &mut files);
    files.retain(|path, _| !path.starts_with(".scholion/cache/") || path.contains(".tmp"));
    files
}

/// A first build with a fault; its exit status.
fn disturbed(archive: &Archive, fault: &str) -> i32 {
    let ran = archive.command(&["build", "-j", "1"]).env("SCHOLION_FAULT", fault).output().unwrap();
    assert!(!String::from_utf8_lossy(&ran.stderr).contains("panicked"), "{fault}");
    ran.status.code().unwrap()
}

fn differences(now: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    now.keys().chain(expected.keys()).filter(|path| now.get(*path) != expected.get(*path)).cloned().collect()
}

#[test]
fn a_first_build_that_is_cut_off_or_finds_no_room_loses_nothing() {
    if !cfg!(debug_assertions) {
        // A program that is built for use knows no faults.
        return;
    }
    let undisturbed = fresh();
    assert_eq!(undisturbed.run(&["build"]).status, 0);
    let expected = everything(&undisturbed);
    for path in ["content/bibliography/lamps.yaml", ".scholion/base/content/documents/tides.md", ".scholion/reports/older/lamps.txt.json"] {
        assert!(expected.contains_key(path), "{path} is not among {:?}", expected.keys());
    }
    assert!(!expected.keys().any(|path| path.contains(".tmp") || path.contains("stage")), "{:?}", expected.keys());
    let is_long = std::env::var("SCHOLION_KILLS").is_ok();
    let (mut steps, mut at) = (0, 1);
    loop {
        let archive = fresh();
        match disturbed(&archive, &format!("stop:{at}")) {
            137 => steps += 1,
            status => {
                assert_eq!(status, 0);
                break;
            }
        }
        let ran = archive.run(&["build"]);
        assert_eq!(ran.status, 0, "stopped before step {at}: {}", ran.stderr);
        assert_eq!(differences(&everything(&archive), &expected), Vec::<String>::new(), "stopped before step {at}");
        if at % 3 == 0 || at > DENSE {
            let archive = fresh();
            let status = disturbed(&archive, &format!("full:{at}"));
            assert!(status == 3 || at > DENSE, "no room from step {at} on, and status {status}");
            let ran = archive.run(&["build"]);
            assert_eq!(ran.status, 0, "no room from step {at} on: {}", ran.stderr);
            assert_eq!(differences(&everything(&archive), &expected), Vec::<String>::new(), "no room from step {at} on");
        }
        at += if at < DENSE || is_long { 1 } else { SPARSE };
    }
    assert!(steps > DENSE, "only {steps} steps");
}

#[test]
fn what_somebody_wrote_after_the_kill_is_left_and_told() {
    if !cfg!(debug_assertions) {
        return;
    }
    // The list is written, and of the documents none: some step is the first for which that holds.
    let cut = |at: usize| {
        let archive = fresh();
        disturbed(&archive, &format!("stop:{at}"));
        archive
    };
    let archive = (8..DENSE).map(cut).find(|archive| archive.at(".scholion/stage/list").exists()).unwrap();
    assert!(archive.files("content/documents").is_empty());
    let check = archive.run(&["check"]);
    assert!(
        check.stdout.contains("warning[unfinished-ingest]: an ingest was cut off, so a document may lack its library"),
        "{}",
        check.stdout
    );
    archive.write("content/documents/tides.md", "---\ntitle: Mine\nlicense: CC-BY-4.0\n---\n\nMine.\n");
    let ran = archive.run(&["build"]);
    assert!(ran.stderr.contains("somebody changed it since, so it stays as it is"), "{}", ran.stderr);
    assert!(archive.read("content/documents/tides.md").ends_with("Mine.\n"));
    assert!(archive.at("content/documents/lamps.md").exists() && archive.at("content/bibliography/tides.yaml").exists());
    assert!(!archive.at(".scholion/stage").exists());
}
