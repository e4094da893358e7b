//! What a build does to the output folder, and what it leaves alone.

use std::fs;

use crate::fixture::{Archive, Ran, example};

fn build(archive: &Archive) -> Ran {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran
}

#[test]
fn a_second_build_writes_nothing() {
    let archive = example();
    build(&archive);
    let times = |archive: &Archive| -> Vec<_> {
        archive.files("public").keys().map(|path| fs::metadata(archive.at("public").join(path)).unwrap().modified().unwrap()).collect()
    };
    let before = times(&archive);
    let ran = build(&archive);
    assert!(ran.stderr.contains("nothing to do"), "{}", ran.stderr);
    assert_eq!(times(&archive), before);
}

#[test]
fn two_builds_anywhere_with_any_number_of_threads_give_the_same_bytes() {
    let (one, two) = (example(), example());
    assert_eq!(one.run(&["build", "--jobs", "1"]).status, 0);
    assert_eq!(two.run(&["build", "--jobs", "7"]).status, 0);
    assert_eq!(one.files("public"), two.files("public"));
    assert_eq!(one.read("public/.scholion-manifest"), two.read("public/.scholion-manifest"));
}

#[test]
fn a_page_that_was_damaged_or_removed_by_hand_comes_back() {
    let archive = example();
    build(&archive);
    let before = archive.files("public");
    archive.write("public/index.html", "defaced");
    fs::remove_file(archive.at("public/documents/first.html")).unwrap();
    build(&archive);
    assert_eq!(archive.files("public"), before);
}

#[test]
fn pages_of_what_is_gone_go_and_foreign_files_stay() {
    let archive = example();
    archive.write("public/CNAME", "archive.example");
    archive.write("public/documents/own.html", "mine");
    archive.write("public/.well-known/security.txt", "mine");
    build(&archive);
    fs::rename(archive.at("content/documents/first.md"), archive.at("content/documents/renamed.md")).unwrap();
    fs::remove_file(archive.at("content/documents/second.md")).unwrap();
    archive.run(&["build"]);
    let files = archive.files("public");
    assert!(!files.contains_key("documents/second.html") && files.contains_key("documents/renamed.html"));
    // What was renamed leads on from its old address.
    assert!(archive.read("public/documents/first.html").contains("renamed.html") && !files.contains_key("documents/first.bib"));
    assert_eq!(archive.read("public/CNAME"), "archive.example");
    assert_eq!(archive.read("public/documents/own.html"), "mine");
    assert_eq!(archive.read("public/.well-known/security.txt"), "mine");
}

#[test]
fn a_foreign_file_in_the_way_is_reported_and_kept() {
    let archive = example();
    archive.write("public/index.html", "mine");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stderr
            .contains("error[foreign-file]: a file that scholion did not write stands where this page must go\n--> public/index.html"),
        "{}",
        ran.stderr
    );
    assert_eq!(archive.read("public/index.html"), "mine");
    assert!(archive.at("public/documents/first.html").exists(), "the rest is published");
    fs::remove_file(archive.at("public/index.html")).unwrap();
    build(&archive);
}

#[test]
fn nothing_is_written_through_a_link() {
    let archive = example();
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(archive.at("public")).unwrap();
    std::os::unix::fs::symlink(outside.path(), archive.at("public/documents")).unwrap();
    assert_eq!(archive.run(&["build"]).status, 1);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn the_output_folder_can_be_elsewhere_but_not_among_the_sources() {
    let archive = example();
    let elsewhere = tempfile::tempdir().unwrap();
    let there = elsewhere.path().join("deep/site");
    assert_eq!(archive.run(&["build", "-o", there.to_str().unwrap()]).status, 0);
    assert!(there.join("index.html").exists() && !archive.at("public").exists());
    for taken in [".", "content/site", "templates"] {
        let ran = archive.run(&["build", "-o", taken]);
        assert_eq!(ran.status, 3, "{taken}");
        assert!(ran.stderr.contains("it holds the archive's own files; choose a folder of its own"), "{}", ran.stderr);
    }
}

#[test]
fn a_full_disk_or_a_folder_without_rights_is_an_io_error() {
    let archive = example();
    archive.write("public", "a file where the folder must be");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.starts_with("error: cannot create the folder "), "{}", ran.stderr);
}
