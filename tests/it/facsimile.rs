//! Facsimiles: the pictures of the pages of a text, the page that lays both beside each other, and marks of pages.

use crate::fixture::Archive;

/// A picture as BMP, all of one grey.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    let row = (width * 3).div_ceil(4) * 4;
    let size = row * height;
    let mut bytes = b"BM".to_vec();
    [54 + size, 0, 54, 40, width, height].iter().for_each(|long: &u32| bytes.extend(long.to_le_bytes()));
    bytes.extend([1, 0, 24, 0]);
    [0, size, 2835, 2835, 0, 0].iter().for_each(|long: &u32| bytes.extend(long.to_le_bytes()));
    bytes.extend(vec![200; size as usize]);
    bytes
}

/// An archive with one letter, of which `front` says more, and `body` is the text.
fn archive(front: &str, body: &str) -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Letters\npictures: {widths: [40]}\n");
    archive.write("content/documents/letter.md", format!("---\ntitle: Letter\nlicense: CC0-1.0\n{front}\n---\n\n{body}\n"));
    archive
}

const MARKED: &str = "<span class=\"pb\" data-n=\"1r\"></span>One [and on](#page-1v).\n\nTwo <span class=\"pb\" data-n=\"1v\"></span>and three.[^1]\n\n[^1]: A note.";

/// What the page beside the facsimile shows: id, address and way to the text of each picture.
fn surfaces(archive: &Archive) -> Vec<[String; 3]> {
    let page = archive.read("public/documents/letter.facsimile.html");
    let value = |part: &str, name: &str| {
        let value = part.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(value, _)| value);
        value.to_owned()
    };
    let part = |part: &str| {
        let end = part.split("</figure>").next().unwrap_or("");
        let to_text = end.split_once("<figcaption>").map_or("", |(_, caption)| caption);
        let to_text = to_text.strip_prefix("<a ").map_or(String::new(), |link| value(link, "href"));
        [part.split('"').next().unwrap_or("").to_owned(), value(end, "src"), to_text]
    };
    page.split("<li id=\"image-").skip(1).map(part).collect()
}

fn check(archive: &Archive, expected: &[[&str; 3]]) {
    let ran = archive.run(&["build"]);
    assert_eq!(surfaces(archive), expected, "{}", ran.stderr);
}

#[test]
fn a_folder_of_pictures_is_beside_the_text() {
    let archive = archive("facsimile: ../files/letter/", MARKED);
    for name in ["10r.bmp", "1r.bmp", "1v.bmp", "notes.txt"] {
        archive.write(&format!("content/files/letter/{name}"), bmp(60, 90));
    }
    check(
        &archive,
        &[
            ["1r", "../files/letter/1r.bmp", "#page-1r"],
            ["1v", "../files/letter/1v.bmp", "#page-1v"],
            ["10r", "../files/letter/10r.bmp", ""],
        ],
    );
    let page = archive.read("public/documents/letter.facsimile.html");
    for expected in [
        "srcset=\"../files/letter/1r.bmp.40.jpg 40w, ../files/letter/1r.bmp 60w\"",
        "width=\"60\" height=\"90\" alt=\"Page 1r\"",
        "<span data-n=\"1v\" id=\"page-1v\" class=\"pb\"><a href=\"#image-1v\" data-n=\"1v\" aria-label=\"1v\"></a></span>and three.",
        "<li id=\"fn-1\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let page = archive.read("public/documents/letter.html");
    for expected in [
        "<a href=\"letter.facsimile.html\">Beside the facsimile</a>",
        "<a href=\"letter.facsimile.html#image-1v\" data-n=\"1v\" aria-label=\"1v\"></a>",
        "<a href=\"#page-1v\">and on</a>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(!archive.at("public/files/letter/notes.txt").exists());
}

#[test]
fn a_picture_that_comes_or_goes_makes_the_page_anew() {
    let archive = archive("facsimile: ../files/letter/", MARKED);
    archive.write("content/files/letter/1r.bmp", bmp(60, 90));
    check(&archive, &[["1r", "../files/letter/1r.bmp", "#page-1r"]]);
    archive.write("content/files/letter/1v.bmp", bmp(60, 90));
    check(&archive, &[["1r", "../files/letter/1r.bmp", "#page-1r"], ["1v", "../files/letter/1v.bmp", "#page-1v"]]);
    std::fs::remove_file(archive.at("content/files/letter/1r.bmp")).unwrap();
    check(&archive, &[["1v", "../files/letter/1v.bmp", "#page-1v"]]);
    assert!(!archive.at("public/files/letter/1r.bmp").exists());
    std::fs::remove_file(archive.at("content/files/letter/1v.bmp")).unwrap();
    let ran = archive.run(&["build"]);
    assert!(ran.stderr.contains("error[broken-link]"), "{}", ran.stderr);
    assert!(!archive.at("public/documents/letter.facsimile.html").exists());
    // Then a mark leads to itself, so that it can be cited.
    assert!(archive.read("public/documents/letter.html").contains("<a href=\"#page-1v\" data-n=\"1v\""));
}

#[test]
fn a_list_names_pages_and_marks_find_their_pictures() {
    let front = "facsimile:\n- {file: ../files/a.bmp, label: 1r}\n- ../files/b.bmp\n- {file: ../files/c.bmp, label: 1r}\n- https://example.org/d.jpg";
    let archive = archive(
        front,
        "<span class=\"pb\" data-n=\"1r\"></span>One <span class=\"pb\" data-n=\"1v\" data-facs=\"scans/b.tif\"></span>two <span class=\"pb\" \
         data-n=\"2r\" data-page=\"4\"></span>three.",
    );
    for name in ["a", "b", "c"] {
        archive.write(&format!("content/files/{name}.bmp"), bmp(30, 40));
    }
    check(
        &archive,
        &[
            ["1r", "../files/a.bmp", "#page-1r"],
            ["1v", "../files/b.bmp", "#page-1v"],
            ["1r-2", "../files/c.bmp", ""],
            ["2r", "", "#page-2r"],
        ],
    );
    let page = archive.read("public/documents/letter.facsimile.html");
    assert!(page.contains("<a class=\"external\" href=\"https://example.org/d.jpg\">"), "{page}");
}

#[test]
fn marks_that_name_no_picture_count_them() {
    let archive = archive("facsimile: [../files/a.bmp, ../files/b.bmp]", "<span class=\"pb\" data-n=\"313\"></span>One []{.pb data-n=314}two.");
    archive.write("content/files/a.bmp", bmp(30, 40));
    archive.write("content/files/b.bmp", bmp(30, 40));
    check(&archive, &[["313", "../files/a.bmp", "#page-313"], ["314", "../files/b.bmp", "#page-314"]]);
}

#[test]
fn what_is_no_facsimile_is_said_and_what_may_not_be_shown_is_not() {
    let said = |front: &str| {
        let archive = archive(front, "One.");
        archive.write("content/files/a.txt", "One.");
        archive.write("content/files/b.bmp", bmp(30, 40));
        let ran = archive.run(&["build"]);
        assert!(!archive.at("public/documents/letter.facsimile.html").exists());
        ran.stderr
    };
    for (front, expected) in [
        ("facsimile: ../files/none.jpg", "error[broken-link]"),
        ("facsimile: ../files/none/", "error[broken-link]"),
        ("facsimile: ../files/a.txt", "error[facsimile-unfit]"),
        ("facsimile: {label: 1r}", "error[wrong-type]"),
        ("facsimile: ../../../other.jpg", "error[broken-link]"),
    ] {
        let found = said(front);
        assert!(found.contains(expected), "{front}\n{found}");
    }
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Letters\nunlicensed: excerpt\n");
    archive.write("content/documents/letter.md", "---\ntitle: Letter\nfacsimile: ../files/b.bmp\n---\n\nOne.\n");
    archive.write("content/files/b.bmp", bmp(30, 40));
    archive.run(&["build"]);
    assert!(archive.at("public/documents/letter.html").exists());
    assert!(!archive.at("public/documents/letter.facsimile.html").exists() && !archive.at("public/files/b.bmp").exists());
}
