use std::{os::unix::fs::symlink, time::Duration};

use super::*;

/// An archive with these files.
fn archive(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(path, text)| write(folder.path(), path, text));
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

fn paths(scan: &Scan) -> Vec<&str> {
    scan.snapshot.files.keys().map(RelPath::as_str).collect()
}

fn problems(scan: &Scan) -> Vec<String> {
    scan.snapshot.diagnostics.iter().map(|one| format!("{} {}: {}", one.path, one.code(), one.message)).collect()
}

const SMALL: [(&str, &str); 7] = [
    ("scholion.yaml", "title: A"),
    ("content/documents/a.md", "a"),
    ("content/documents/.a.md.swp", "x"),
    ("content/documents/a.md~", "x"),
    ("content/.git/config", "x"),
    ("templates/page.html", "p"),
    ("public/index.html", "not input"),
];

#[test]
fn only_the_archives_own_files_are_read() {
    let folder = archive(&SMALL);
    let scan = scan(folder.path()).unwrap();
    assert_eq!(paths(&scan), ["content/documents/a.md", "scholion.yaml", "templates/page.html"]);
    assert_eq!(problems(&scan), Vec::<String>::new());
    assert_eq!(scan.snapshot.get("content/documents/a.md").map(|bytes| &bytes[..]), Some(&b"a"[..]));
}

#[test]
fn links_are_followed_inside_the_root_only() {
    let folder = archive(&SMALL);
    let outside = archive(&[("secret.md", "secret")]);
    let content = folder.path().join("content");
    symlink(outside.path().join("secret.md"), content.join("out.md")).unwrap();
    symlink(outside.path(), content.join("out")).unwrap();
    symlink("documents/a.md", content.join("in.md")).unwrap();
    symlink("documents", content.join("again")).unwrap();
    symlink("..", content.join("documents/up")).unwrap();
    symlink("nowhere", content.join("dangling.md")).unwrap();
    let scan = scan(folder.path()).unwrap();
    assert_eq!(paths(&scan), ["content/again/a.md", "content/documents/a.md", "content/in.md", "scholion.yaml", "templates/page.html"]);
    assert_eq!(
        problems(&scan),
        [
            "content/again/up link-loop: this symbolic link leads back to where it came from, so it is not followed",
            "content/dangling.md unreadable: cannot be read: no such file or directory",
            "content/documents/up link-loop: this symbolic link leads back to where it came from, so it is not followed",
            "content/out link-out-of-root: this symbolic link leads out of the archive, so it is not followed",
            "content/out.md link-out-of-root: this symbolic link leads out of the archive, so it is not followed",
        ]
    );
}

#[test]
fn names_that_are_no_addresses_and_odd_files_are_reported() {
    use std::os::unix::{ffi::OsStrExt, net::UnixListener};
    let folder = archive(&SMALL);
    let content = folder.path().join("content");
    fs::write(content.join(std::ffi::OsStr::from_bytes(b"\xff.md")), "x").unwrap();
    fs::write(content.join("a\\b.md"), "x").unwrap();
    let _socket = UnixListener::bind(content.join("socket")).unwrap();
    let scan = scan(folder.path()).unwrap();
    assert_eq!(scan.snapshot.files.len(), 3);
    assert_eq!(
        problems(&scan),
        [
            "content/a\u{fffd}b.md bad-name: this name cannot be part of an address, so it is passed over",
            "content/socket not-a-file: this is neither a file nor a folder, so it is passed over",
            "content/\u{fffd}.md bad-name: this name cannot be part of an address, so it is passed over",
        ]
    );
}

#[test]
fn only_what_changed_is_reported_changed() {
    let folder = archive(&SMALL);
    let mut scan = scan(folder.path()).unwrap();
    assert!(rescan(&mut scan, Hints::All).is_empty());
    write(folder.path(), "content/documents/b.md", "b");
    write(folder.path(), "content/documents/a.md", "A");
    fs::remove_file(folder.path().join("templates/page.html")).unwrap();
    let changes = rescan(&mut scan, Hints::All);
    assert_eq!(changes.changed.iter().map(RelPath::as_str).collect::<Vec<_>>(), ["content/documents/a.md", "content/documents/b.md"]);
    assert_eq!(changes.removed, [RelPath::new("templates/page.html")]);
    assert!(rescan(&mut scan, Hints::All).is_empty());
}

#[test]
fn hints_say_where_to_look_and_contents_decide() {
    let folder = archive(&SMALL);
    let root = fs::canonicalize(folder.path()).unwrap();
    let mut scan = scan(folder.path()).unwrap();
    fs::rename(root.join("content/documents"), root.join("content/letters")).unwrap();
    write(&root, "templates/page.html", "not hinted");
    let hints = [root.join("content/documents/a.md"), root.join("content/letters"), root.join("public/index.html"), root.join("elsewhere")];
    let changes = rescan(&mut scan, Hints::Paths(&hints));
    assert_eq!(changes.changed, [RelPath::new("content/letters/a.md")]);
    assert_eq!(changes.removed, [RelPath::new("content/documents/a.md")]);
    let changes = rescan(&mut scan, Hints::Paths(std::slice::from_ref(&root)));
    assert_eq!(changes.changed, [RelPath::new("templates/page.html")]);
}

#[test]
fn an_edit_that_keeps_size_and_time_is_seen() {
    let folder = archive(&SMALL);
    let place = folder.path().join("content/documents/a.md");
    let mut scan = scan(folder.path()).unwrap();
    let time = fs::metadata(&place).unwrap().modified().unwrap();
    for text in ["b", "c", "d"] {
        fs::write(&place, text).unwrap();
        fs::File::options().write(true).open(&place).unwrap().set_modified(time - Duration::from_secs(100)).unwrap();
        assert_eq!(rescan(&mut scan, Hints::All).changed.len(), 1, "{text}");
    }
}

#[test]
fn a_problem_goes_when_it_is_mended() {
    let folder = archive(&SMALL);
    let link = folder.path().join("content/broken.md");
    symlink("nowhere", &link).unwrap();
    let mut scan = scan(folder.path()).unwrap();
    assert_eq!(problems(&scan).len(), 1);
    rescan(&mut scan, Hints::Paths(&[PathBuf::from("content/documents")]));
    assert_eq!(problems(&scan).len(), 1, "not looked at, so not forgotten");
    fs::remove_file(&link).unwrap();
    rescan(&mut scan, Hints::Paths(&[PathBuf::from("content/broken.md")]));
    assert_eq!(problems(&scan).len(), 0);
}

#[test]
fn folders_beside_content_are_told_as_long_as_they_are_there() {
    let folder =
        archive(&[("scholion.yaml", ""), ("content/documents/a.md", "a"), ("documents/b.md", "b"), ("pages/.scholion-manifest", "")]);
    let mut scan = scan(folder.path()).unwrap();
    let told = ["documents misplaced: nothing in this folder is read, as it stands beside `content/`"];
    assert_eq!(problems(&scan), told);
    rescan(&mut scan, Hints::All);
    assert_eq!(problems(&scan), told);
    std::fs::remove_dir_all(folder.path().join("documents")).unwrap();
    rescan(&mut scan, Hints::Paths(&[]));
    assert_eq!(problems(&scan), Vec::<String>::new());
    std::fs::write(folder.path().join("scholion.yml"), "unlicensed: metadata").unwrap();
    rescan(&mut scan, Hints::Paths(&[]));
    assert_eq!(problems(&scan), ["scholion.yml misplaced: this file is not read: the configuration of an archive is `scholion.yaml`"]);
}
