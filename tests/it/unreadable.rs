//! What cannot be read is not gone: it is an error with its path, its pages stay, and nothing is written in its place.
//!
//! A link to itself stands for a file without the right to read it, or on a disk that fails: whoever runs the tests cannot read
//! it, not even root.

use std::{
    fs,
    os::unix::fs::symlink,
    process::{Command, Stdio},
};

use crate::{
    fixture::{Archive, Ran, example, lacks},
    watching::Watching,
};

const SECOND: &str = "content/documents/second.md";

/// A file or folder that cannot be read until it is put back.
struct Unreadable<'a>(&'a Archive, &'a str);

impl<'a> Unreadable<'a> {
    fn make(archive: &'a Archive, path: &'a str) -> Self {
        fs::rename(archive.at(path), archive.at("aside")).unwrap();
        symlink(archive.at(path).file_name().unwrap(), archive.at(path)).unwrap();
        Self(archive, path)
    }

    fn put_back(self) {
        let Self(archive, path) = self;
        fs::remove_file(archive.at(path)).unwrap();
        fs::rename(archive.at("aside"), archive.at(path)).unwrap();
    }
}

fn edit(archive: &Archive) {
    archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("A note.", "Another note."));
}

fn tells(ran: &Ran, path: &str) {
    assert_eq!(ran.status, 3, "{}", ran.stderr);
    let place = format!("error[unreadable]: cannot be read: too many levels of symbolic links\n--> {path}\n");
    assert!(ran.stderr.contains(&place), "{}", ran.stderr);
    assert!(
        ran.stderr.contains(&format!("error: {path} cannot be read, so nothing is published: the site stays as it is")),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_build_that_cannot_read_what_the_last_one_read_leaves_the_site_as_it_is() {
    for path in [SECOND, "content/documents", "content", "content/bibliography/first.yaml"] {
        for forgets in [false, true] {
            let archive = example();
            assert_eq!(archive.run(&["build"]).status, 0);
            let before = archive.files("public");
            let unreadable = Unreadable::make(&archive, path);
            if !path.ends_with('s') && path != "content" {
                edit(&archive);
            }
            if forgets {
                fs::remove_dir_all(archive.at(".scholion/cache")).unwrap();
            }
            tells(&archive.run(&["build"]), path);
            assert!(archive.files("public") == before, "{path}");
            unreadable.put_back();
            assert_eq!(archive.run(&["build"]).status, 0);
            let clean = example();
            if !path.ends_with('s') && path != "content" {
                edit(&clean);
            }
            assert_eq!(clean.run(&["build"]).status, 0);
            assert!(archive.files("public") == clean.files("public"), "{path}");
        }
    }
}

#[test]
fn a_link_to_what_cannot_be_read_is_said_to_lead_to_it() {
    let archive = example();
    let text = "\n\n[x](second.md) [[second]] [y](box/a.md)\n";
    archive.write("content/documents/first.md", archive.read("content/documents/first.md") + text);
    archive.write("content/documents/box/a.md", "---\ntitle: Boxed\n---\n");
    let said = |path: &str| {
        let ran = archive.run(&["check", "--json"]);
        let lines = ran.stdout.lines().filter(|line| line.contains("broken-link") && line.contains("first.md"));
        lines.filter(|line| line.contains("is there and was not read") && line.contains(path)).count()
    };
    assert_eq!(said(SECOND), 0);
    let file = Unreadable::make(&archive, SECOND);
    // One more stands in the example.
    assert_eq!(said(SECOND), 3);
    file.put_back();
    let folder = Unreadable::make(&archive, "content/documents/box");
    assert_eq!(said("content/documents/box"), 1);
    folder.put_back();
    assert!(!archive.run(&["check"]).stdout.contains("was not read"));
}

#[test]
fn a_file_without_the_right_to_read_it_is_not_gone() {
    use std::os::unix::fs::PermissionsExt;
    let archive = example();
    assert_eq!(archive.run(&["build"]).status, 0);
    let before = archive.files("public");
    fs::set_permissions(archive.at(SECOND), fs::Permissions::from_mode(0o0)).unwrap();
    let mut build = archive.command(&["build"]);
    if fs::read(archive.at(SECOND)).is_ok() {
        // Who may read everything gives that right up first.
        let mut without = Command::new("setpriv");
        let rights = "-dac_override,-dac_read_search";
        without.args(["--bounding-set", rights, "--inh-caps", rights]).arg(build.get_program()).args(build.get_args());
        without.current_dir(archive.root()).stdin(Stdio::null());
        build = without;
    }
    let ran = build.output().unwrap_or_else(|error| lacks("setpriv", &error));
    let stderr = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(3), "{stderr}");
    assert!(stderr.contains("cannot be read: permission denied") && stderr.contains(SECOND), "{stderr}");
    assert!(archive.files("public") == before);
}

#[test]
fn a_first_build_publishes_what_can_be_read_and_says_what_cannot() {
    let archive = example();
    let _unreadable = Unreadable::make(&archive, "content/pages/about.md");
    for _ in 0..2 {
        let ran = archive.run(&["build"]);
        assert_eq!(ran.status, 3);
        assert!(ran.stderr.contains("error[unreadable]") && ran.stderr.contains("content/pages/about.md"), "{}", ran.stderr);
        assert!(archive.at("public/documents/first.html").exists());
        assert_eq!(archive.run(&["check"]).status, 3);
    }
}

#[test]
fn a_configuration_that_cannot_be_read_is_none_by_default() {
    let archive = example();
    archive.write("other.yaml", "title: Other\n");
    fs::remove_file(archive.at("other.yaml")).unwrap();
    symlink("other.yaml", archive.at("other.yaml")).unwrap();
    let ran = archive.run(&["build", "--config", "other.yaml"]);
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.starts_with("error: other.yaml: cannot be read: "), "{}", ran.stderr);
}

#[test]
fn watching_goes_on_with_what_was_read_before() {
    let archive = example();
    let watching = Watching::start(&archive, &["watch"]);
    for path in [SECOND, "content/documents/.."] {
        let path = if path == SECOND { path } else { "content/authorities" };
        if path == "content/authorities" {
            archive.write("content/authorities/people.yaml", "- id: ilves\n  name: Marta Ilves\n");
            watching.shows("people/ilves.html", "Ilves");
        }
        watching.hush();
        let unreadable = Unreadable::make(&archive, path);
        watching.says("cannot be read: too many levels of symbolic links");
        edit(&archive);
        watching.shows("documents/first.html", "Another note.");
        archive.write("content/documents/first.md", archive.read("content/documents/first.md").replace("Another note.", "A note."));
        watching.shows("documents/first.html", "A note.");
        for page in ["documents/second.html", "index.html"] {
            assert!(archive.read(&format!("public/{page}")).contains("The second letter"), "{page}");
        }
        unreadable.put_back();
        watching.says("mended");
    }
    watching.is_clean();
}

#[test]
fn a_watch_that_begins_with_something_unreadable_waits_for_it() {
    let archive = example();
    assert_eq!(archive.run(&["build"]).status, 0);
    let before = archive.files("public");
    let unreadable = Unreadable::make(&archive, SECOND);
    archive.write("content/sources/new.txt", "A new source\n\nIts only paragraph, which is long enough.\n");
    let watching = Watching::start(&archive, &["watch"]);
    assert!(watching.said().contains("so nothing is published"), "{}", watching.said());
    assert!(archive.files("public") == before && !archive.at("content/documents/new.md").exists());
    unreadable.put_back();
    watching.shows("documents/new.html", "Its only paragraph");
    watching.is_clean();
}

#[test]
fn ingest_makes_no_second_document_of_a_source_whose_document_it_cannot_read() {
    let archive = Archive::new("//- /content/sources/a.txt\nThe letter\n\nIts first and only paragraph.\n");
    assert_eq!(archive.run(&["ingest"]).status, 0);
    fs::rename(archive.at("content/documents/a.md"), archive.at("content/documents/letter.md")).unwrap();
    let unreadable = Unreadable::make(&archive, "content/documents/letter.md");
    for verb in ["ingest", "build"] {
        let ran = archive.run(&[verb]);
        assert_eq!(ran.status, 3, "{}", ran.stderr);
        assert!(ran.stderr.contains("warning[ingest-waits]: 1 source may have its document here, so none is made anew"), "{}", ran.stderr);
        assert!(!archive.at("content/documents/a.md").exists());
    }
    unreadable.put_back();
    assert_eq!(archive.run(&["ingest", "--strict"]).status, 0);
    let unreadable = Unreadable::make(&archive, "content/sources/a.txt");
    let ran = archive.run(&["ingest"]);
    assert!(ran.status == 3 && ran.stderr.contains("error[unreadable]"), "{}", ran.stderr);
    unreadable.put_back();
    assert!(archive.at("content/documents/letter.md").exists());
}
