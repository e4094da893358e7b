//! Pictures in several widths: which are made, when, and what is said of those of which none can be.

use crate::{drawn, fixture::Archive, watching::Watching};

/// A photograph as BMP: red on the left, blue on the right.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    let pixel = |at: u32| if at % width < width / 2 { [0, 0, 200] } else { [200, 0, 0] };
    drawn::bmp(width, height, &(0..width * height).flat_map(pixel).collect::<Vec<u8>>())
}

/// A grey scan as TIFF.
fn tiff(width: u32, height: u32) -> Vec<u8> {
    drawn::grey_tiff(width, height, &(0..width * height).map(|at| (at % width % 256) as u8).collect::<Vec<u8>>())
}

/// The names of the files in a folder.
fn names(archive: &Archive, folder: &str) -> Vec<String> {
    archive.files(folder).into_keys().filter(|name| !name.starts_with('.')).collect()
}

fn bytes(archive: &Archive, path: &str) -> Vec<u8> {
    std::fs::read(archive.at(path)).unwrap()
}

fn archive() -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Archive\npictures: {widths: [100, 200, 400]}\n");
    archive.write("content/files/port.bmp", bmp(300, 60));
    archive.write("content/files/scan.tif", tiff(240, 30));
    archive.write("content/files/small.bmp", bmp(60, 40));
    let body = "![Port](../files/port.bmp)\n\n![Scan](../files/scan.tif)\n\n![Small](../files/small.bmp)\n";
    archive.write("content/documents/case.md", format!("---\ntitle: Case\nlicense: CC0-1.0\n---\n\n{body}"));
    archive
}

#[test]
fn a_page_offers_the_widths_that_are_smaller_than_the_picture() {
    let archive = archive();
    archive.run(&["build"]);
    let page = archive.read("public/documents/case.html");
    for expected in [
        "src=\"../files/port.bmp\" width=\"300\" height=\"60\" loading=\"lazy\" decoding=\"async\" srcset=\"../files/port.bmp.100.jpg 100w, ../files/port.bmp.200.jpg \
         200w, ../files/port.bmp 300w\" sizes=\"(max-width: 300px) 100vw, 300px\"",
        // What browsers do not show is not published for being shown.
        "src=\"../files/scan.tif.240.jpg\" width=\"240\" height=\"30\" loading=\"lazy\" decoding=\"async\" srcset=\"../files/scan.tif.100.jpg 100w, \
         ../files/scan.tif.200.jpg 200w, ../files/scan.tif.240.jpg 240w\" sizes",
        "src=\"../files/small.bmp\" width=\"60\" height=\"40\" loading=\"lazy\" decoding=\"async\" alt=\"Small\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let files = names(&archive, "public/files");
    assert_eq!(
        files,
        ["port.bmp", "port.bmp.100.jpg", "port.bmp.200.jpg", "scan.tif.100.jpg", "scan.tif.200.jpg", "scan.tif.240.jpg", "small.bmp"]
    );
    assert!(bytes(&archive, "public/files/port.bmp.100.jpg").starts_with(b"\xff\xd8"));
}

#[test]
fn widths_are_made_once_and_again_when_their_picture_or_the_settings_change() {
    let archive = archive();
    archive.run(&["build"]);
    let kept = || names(&archive, ".scholion/cache/pictures");
    let before = kept();
    assert_eq!(before.len(), 5);
    // Taken from what is kept.
    std::fs::remove_dir_all(archive.at("public")).unwrap();
    archive.run(&["build"]);
    assert_eq!((kept(), names(&archive, "public/files").len()), (before.clone(), 7));
    let old = bytes(&archive, "public/files/port.bmp.100.jpg");
    archive.write("content/files/port.bmp", bmp(300, 90));
    archive.run(&["build"]);
    assert_ne!(bytes(&archive, "public/files/port.bmp.100.jpg"), old);
    assert_eq!(kept().len(), 5);
    archive.write("scholion.yaml", "title: Archive\npictures: false\n");
    archive.run(&["build"]);
    // The scan is published as it is: nothing else is there.
    assert_eq!(names(&archive, "public/files"), ["port.bmp", "scan.tif", "small.bmp"]);
    assert_eq!(kept(), Vec::<String>::new());
}

#[test]
fn of_a_damaged_picture_a_copy_is_published_and_every_build_says_so() {
    let archive = archive();
    let whole = tiff(240, 30);
    // It says that it is larger than it is.
    archive.write("content/files/scan.tif", [&whole[..4], &8_u32.to_le_bytes(), &whole[whole.len() - 114..]].concat());
    let warm = |archive: &Archive| archive.run(&["build"]).stderr.matches("warning[picture-unread]").count();
    assert_eq!(warm(&archive), 1);
    assert_eq!(warm(&archive), 1);
    archive.write("content/documents/other.md", "---\ntitle: Other\nlicense: CC0-1.0\n---\n\nWords.\n");
    assert_eq!(warm(&archive), 1);
    assert!(bytes(&archive, "public/files/scan.tif.240.jpg").starts_with(b"II*"));
    // One that watches goes on where the build ended, and says it as well.
    assert_eq!(Watching::start(&archive, &["watch"]).said().matches("warning[picture-unread]").count(), 1);
    archive.write("content/files/scan.tif", &whole);
    assert_eq!(warm(&archive), 0);
    assert!(bytes(&archive, "public/files/scan.tif.240.jpg").starts_with(b"\xff\xd8"));
}
