//! Pictures when something is wrong or changes: damaged files and heads that lie, a build that is cut off, a picture that is exchanged.

use std::collections::BTreeSet;

use crate::{
    drawn::{bmp_head, grey_bmp as bmp, grey_tiff},
    files::most_memory,
    fixture::Archive,
    kill::leaves_nothing_behind,
    watching::Watching,
};

/// The head of a PNG (PNG 3rd edition, 11.2.1), and of a JPEG (ITU T.81, B.2.2).
fn png_head(width: u32, height: u32) -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x02\0\0\0\0\0\0\0"].concat()
}

fn jpeg_head(width: u16, height: u16) -> Vec<u8> {
    [&b"\xff\xd8\xff\xc0\0\x0b\x08"[..], &height.to_be_bytes(), &width.to_be_bytes(), b"\x01\x01\x11\0\xff\xd9"].concat()
}

#[test]
fn heads_that_lie_are_findings_and_cost_neither_memory_nor_files() {
    const HUGE: u32 = 60_000;
    let whole = bmp(300, 200, 90);
    let files = [
        ("huge.bmp", bmp_head(HUGE, HUGE, 0)),
        ("huge.jpg", jpeg_head(60_000, 60_000)),
        ("huge.png", png_head(HUGE, HUGE)),
        ("huge.tif", grey_tiff(HUGE, HUGE, &[0; 10])),
        // Not too large for what may be read, but not there.
        ("less.jpg", jpeg_head(9_000, 9_000)),
        ("less.tif", grey_tiff(9_000, 9_000, &[0; 10])),
        ("cut.bmp", whole[..whole.len() / 2].to_vec()),
    ];
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Things\npictures: {widths: [100]}\n");
    archive.write("content/documents/case.md", "---\ntitle: Case\nlicense: CC0-1.0\ntiles: true\nfacsimile: ../files/\n---\n\nWords.\n");
    for (name, bytes) in &files {
        archive.write(&format!("content/files/{name}"), bytes);
    }
    let most = most_memory(&archive);
    // 81 million pixels of one byte, and what the program itself takes.
    assert!((1..300_000).contains(&most), "{most} kB");
    let said = archive.run(&["build"]).stderr;
    for (name, _) in &files {
        let told =
            said.split("\n\n").any(|one| one.starts_with("warning[picture-unread]") && one.contains(&format!("content/files/{name}")));
        assert!(told, "{name}\n{said}");
    }
    // There are tiles only of what may be read, and so many as its size asks for.
    let tiled: BTreeSet<String> =
        archive.files("public/iiif/image/files").into_keys().filter_map(|path| path.split('/').next().map(str::to_owned)).collect();
    assert_eq!(tiled.iter().map(String::as_str).collect::<Vec<_>>(), ["cut.bmp", "less.jpg", "less.tif"]);
    assert!(archive.files("public").len() < 2_000);
}

/// An archive in which one document shows a picture, two a facsimile, one lists a file and one leads to it.
fn archive() -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Things\nbase-url: https://example.org/\npictures: {widths: [20]}\n");
    let document = |name: &str, front: &str, text: &str| {
        archive.write(&format!("content/documents/{name}.md"), format!("---\ntitle: {name}\nlicense: CC0-1.0\n{front}---\n\n{text}\n"));
    };
    document("shows", "", "![A map](../files/map.bmp)");
    let marks = "<span class=\"pb\" data-n=\"1r\"></span>One <span class=\"pb\" data-n=\"1v\"></span>two.";
    document("leaves", "facsimile: ../files/leaves/\ntiles: true\n", marks);
    document("again", "facsimile: ../files/leaves/1r.bmp\ntiles: true\n", "Again.");
    document("lists", "files: ../files/map.bmp\n", "Listed.");
    document("leads", "", "[The map](../files/map.bmp), [the leaf](leaves.md#page-1r).");
    document("plain", "", "Nothing.");
    for name in ["map", "leaves/1r", "leaves/1v"] {
        archive.write(&format!("content/files/{name}.bmp"), bmp(40, 30, 90));
    }
    archive
}

#[test]
fn an_exchanged_picture_changes_exactly_what_shows_it() {
    let archive = archive();
    archive.run(&["build"]);
    let mut site = archive.files("public");
    let mut check = |name: &str, picture: Vec<u8>, expected: &[&str]| {
        archive.write(&format!("content/files/{name}.bmp"), picture);
        archive.run(&["build"]);
        let now = archive.files("public");
        let changed: BTreeSet<&str> =
            site.keys().chain(now.keys()).filter(|path| site.get(*path) != now.get(*path)).map(String::as_str).collect();
        assert_eq!(changed.into_iter().collect::<Vec<_>>(), expected, "{name}");
        site = now;
    };
    let leaf = "iiif/image/files/leaves/1r.bmp";
    let [whole, least, info] = ["full/max/0/default.jpg", "full/40,30/0/default.jpg", "info.json"].map(|file| format!("{leaf}/{file}"));
    // Other colours: the picture and what is made of it, once for both documents.
    check("leaves/1r", bmp(40, 30, 20), &["files/leaves/1r.bmp", "files/leaves/1r.bmp.20.jpg", &least, &whole]);
    // Another size: whatever says how large it is.
    let lower = format!("{leaf}/full/40,20/0/default.jpg");
    check(
        "leaves/1r",
        bmp(40, 20, 20),
        &[
            "documents/again.facsimile.html",
            "documents/leaves.facsimile.html",
            "files/leaves/1r.bmp",
            "files/leaves/1r.bmp.20.jpg",
            "iiif/again/manifest.json",
            &lower,
            &least,
            &whole,
            &info,
            "iiif/leaves/manifest.json",
        ],
    );
    // A page that lists it says its digest, and so does the list for those who keep a copy of the site.
    let list = "resourcesync/resourcelist.xml";
    check("map", bmp(40, 30, 20), &["documents/lists.html", "files/map.bmp", "files/map.bmp.20.jpg", list]);
    check("map", bmp(60, 30, 20), &["documents/lists.html", "documents/shows.html", "files/map.bmp", "files/map.bmp.20.jpg", list]);
    check("nobodys", bmp(60, 30, 20), &[]);
}

#[test]
fn a_picture_that_is_mended_is_no_finding_any_more_while_watching() {
    let archive = archive();
    let whole = bmp(40, 30, 90);
    archive.write("content/files/map.bmp", &whole[..whole.len() / 2]);
    let watching = Watching::start(&archive, &["watch"]);
    watching.says("picture-unread");
    assert!(archive.at("public/files/map.bmp.20.jpg").exists());
    watching.hush();
    archive.write("content/files/map.bmp", &whole);
    watching.says("mended");
    watching.is_clean();
}

/// The archive with a leaf of another grey, in more than one tile.
fn with_leaf(grey: u8) -> Archive {
    let archive = archive();
    archive.write("content/files/leaves/1r.bmp", bmp(600, 520, grey));
    archive
}

#[test]
fn a_build_that_is_killed_while_it_makes_pictures_publishes_none_by_halves() {
    /// Every so many steps of writing it is.
    const SPARSE: usize = 9;
    if !cfg!(debug_assertions) {
        // A program that is built for use knows no faults.
        return;
    }
    let sites = [80, 120].map(|grey| {
        let archive = with_leaf(grey);
        archive.run(&["build"]);
        archive.files("public")
    });
    let mut stopped = 0;
    for is_known in [false, true] {
        for at in (1..).step_by(SPARSE) {
            let archive = with_leaf(if is_known { 80 } else { 120 });
            if is_known {
                archive.run(&["build"]);
                archive.write("content/files/leaves/1r.bmp", bmp(600, 520, 120));
            }
            let ran = archive.command(&["build", "-j", "1"]).env("SCHOLION_FAULT", format!("stop:{at}")).output().unwrap();
            for (path, bytes) in archive.files("public") {
                let is_whole = sites.iter().any(|site| site.get(&path) == Some(&bytes));
                assert!(is_whole, "stopped before step {at}: {path} is not whole");
            }
            archive.run(&["build"]);
            let now = archive.files("public");
            let different: Vec<&String> = now.keys().chain(sites[1].keys()).filter(|path| now.get(*path) != sites[1].get(*path)).collect();
            assert!(different.is_empty(), "stopped before step {at}: {different:?}");
            leaves_nothing_behind(&archive);
            if ran.status.code() != Some(137) {
                break;
            }
            stopped += 1;
        }
    }
    assert!(stopped > 20, "stopped {stopped} times");
}
