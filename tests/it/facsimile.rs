//! Facsimiles: the pictures of the pages of a text, the page that lays both beside each other, and marks of pages.

use crate::{browser::with_browser, drawn, fixture::Archive, watching::Watching};

/// A picture as BMP, all of one grey.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    drawn::grey_bmp(width, height, 200)
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
fn of_two_pages_of_one_label_each_mark_has_its_own() {
    let mark = "<span class=\"pb\" data-n=\"1r\"></span>";
    let front = "facsimile: [{file: ../files/a.bmp, label: 1r}, {file: ../files/b.bmp, label: 1r}]";
    let archive = archive(front, &format!("{mark}One.\n\n{mark}Two."));
    for name in ["a", "b"] {
        archive.write(&format!("content/files/{name}.bmp"), bmp(30, 40));
    }
    check(&archive, &[["1r", "../files/a.bmp", "#page-1r"], ["1r-2", "../files/b.bmp", "#page-1r-2"]]);
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
fn marks_name_pictures_as_addresses_do() {
    let archive = archive(
        "facsimile: ../files/leaves/",
        "One <span class=\"pb\" data-n=\"7\" data-facs=\"scans/%D0%BB%D0%B8%D1%81%D1%82%202.tif\"></span>two.",
    );
    archive.write("content/files/leaves/лист 2.BMP", bmp(30, 40));
    archive.write("content/files/leaves/лист 10.BMP", bmp(30, 40));
    archive.run(&["build"]);
    let page = archive.read("public/documents/letter.facsimile.html");
    let (_, seven) = page.split_once("<li id=\"image-7\">").unwrap_or_else(|| panic!("{page}"));
    assert!(
        seven.split("</figure>").next().is_some_and(|figure| figure.contains("%202.BMP\"") && figure.contains("href=\"#page-7\"")),
        "{page}"
    );
}

#[test]
fn marks_that_name_no_picture_count_them() {
    let archive =
        archive("facsimile: [../files/a.bmp, ../files/b.bmp]", "<span class=\"pb\" data-n=\"313\"></span>One []{.pb data-n=314}two.");
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
    // A mark that names a picture means one; where none does there may be gaps.
    for (mark, command, expected) in [
        ("data-page=\"7\"", "build", "warning[page-without-picture]: page `7` has no picture"),
        ("data-n=\"9\" data-facs=\"x9.jpg\"", "build", "warning[page-without-picture]: page `9` has no picture"),
        ("data-n=\"9\"", "check", "notice[page-without-picture]: page `9` has no picture"),
    ] {
        let archive = archive(
            "facsimile: ../files/b.bmp",
            &format!("<span class=\"pb\" data-page=\"1\"></span>One <span class=\"pb\" {mark}></span>two."),
        );
        archive.write("content/files/b.bmp", bmp(30, 40));
        let ran = archive.run(&[command]);
        assert!(format!("{}{}", ran.stdout, ran.stderr).contains(expected), "{mark}\n{}", ran.stderr);
    }
    // A picture that is none is there, and nobody sees it.
    let archive = archive("facsimile: ../files/b.jpg", "One.");
    archive.write("content/files/b.jpg", "no picture");
    assert!(archive.run(&["build"]).stderr.contains("warning[picture-unread]"));
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Letters\nunlicensed: excerpt\n");
    archive.write("content/documents/letter.md", "---\ntitle: Letter\nfacsimile: ../files/b.bmp\n---\n\nOne.\n");
    archive.write("content/files/b.bmp", bmp(30, 40));
    archive.run(&["build"]);
    assert!(archive.at("public/documents/letter.html").exists());
    assert!(!archive.at("public/documents/letter.facsimile.html").exists() && !archive.at("public/files/b.bmp").exists());
}

/// A grey TIFF of several pages, each so many pixels wide and high.
fn tiff(pages: &[(u32, u32)]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    for (nth, (width, height)) in pages.iter().enumerate() {
        let samples = width * height;
        let start = bytes.len() as u32 + 2 + 9 * 12 + 4;
        bytes.extend(9_u16.to_le_bytes());
        let tags = [(256, *width), (257, *height), (258, 8), (259, 1), (262, 1), (273, start), (277, 1), (278, *height), (279, samples)];
        for (tag, value) in tags {
            bytes.extend(u16::to_le_bytes(tag));
            bytes.extend([4, 0, 1, 0, 0, 0]);
            bytes.extend(u32::to_le_bytes(value));
        }
        let next = if nth + 1 == pages.len() { 0 } else { start + samples };
        bytes.extend(next.to_le_bytes());
        bytes.extend((0..samples).map(|at| (at % 251) as u8));
    }
    bytes
}

#[test]
fn each_page_of_a_scan_is_a_picture() {
    let archive = archive("facsimile: ../files/scan.tif", MARKED);
    archive.write("content/files/scan.tif", tiff(&[(60, 30), (30, 60)]));
    check(&archive, &[["1r", "../files/scan.tif.40.jpg", "#page-1r"], ["1v", "../files/scan.tif.p2.30.jpg", "#page-1v"]]);
    let files = archive.files("public/files");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["scan.tif.40.jpg", "scan.tif.p2.30.jpg"]);
    assert!(files.values().all(|bytes| bytes.starts_with(b"\xff\xd8")));
    // Another page is another surface.
    archive.write("content/files/scan.tif", tiff(&[(60, 30), (30, 60), (20, 20)]));
    archive.run(&["build"]);
    assert_eq!(surfaces(&archive).len(), 3);
    archive.write(
        "content/documents/letter.md",
        "---\ntitle: Letter\nlicense: CC0-1.0\nfacsimile: {file: ../files/scan.tif, page: 3, label: iii}\n---\n\nOne.\n",
    );
    check(&archive, &[["iii", "../files/scan.tif.p3.20.jpg", ""]]);
    archive
        .write("content/documents/letter.md", "---\ntitle: Letter\nlicense: CC0-1.0\nfacsimile: ../files/scan.tif#page=4\n---\n\nOne.\n");
    assert!(archive.run(&["build"]).stderr.contains("`scan.tif` has no page 4"));
    // A page that is damaged is nothing to see, and never the whole file.
    let whole = tiff(&[(60, 30), (30, 60)]);
    archive.write("content/files/scan.tif", &whole[..whole.len() - 900]);
    archive.write("content/documents/letter.md", "---\ntitle: Letter\nlicense: CC0-1.0\nfacsimile: ../files/scan.tif\n---\n\nOne.\n");
    assert!(archive.run(&["build"]).stderr.contains("warning[picture-unread]"));
    let files = archive.files("public/files");
    assert!(files.len() == 2 && files.values().all(|bytes| bytes.starts_with(b"\xff\xd8")), "{:?}", files.keys());
}

/// A PDF of empty pages of these sizes, in points.
fn pdf(pages: &[(u32, u32)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|nth| format!("{} 0 R", nth + 3)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
    ];
    objects.extend(pages.iter().map(|(width, height)| format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] >>")));
    drawn::pdf(&objects)
}

/// Runs the program where it finds the programs of the system.
fn build_with_tools(archive: &Archive) -> String {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let output = archive.command(&["build"]).env("PATH", path).output().unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn each_page_of_a_pdf_is_a_picture() {
    if let Err(error) = std::process::Command::new("pdftoppm").arg("-v").output() {
        crate::fixture::lacks("pdftoppm", &error);
    }
    let archive = archive("facsimile: ../files/letter.pdf", MARKED);
    archive.write("content/files/letter.pdf", pdf(&[(72, 36), (36, 72)]));
    let said = build_with_tools(&archive);
    // 72 points are an inch.
    let expected = [["1r", "../files/letter.pdf.40.jpg", "#page-1r"], ["1v", "../files/letter.pdf.p2.40.jpg", "#page-1v"]];
    assert_eq!(surfaces(&archive), expected, "{said}");
    let page = archive.read("public/documents/letter.facsimile.html");
    assert!(page.contains("width=\"200\" height=\"100\"") && page.contains("width=\"100\" height=\"200\""), "{page}");
    let files = archive.files("public/files");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["letter.pdf.40.jpg", "letter.pdf.p2.40.jpg"]);
    assert!(files.values().all(|bytes| bytes.starts_with(b"\xff\xd8")), "{said}");
    // What is no PDF says so.
    archive.write("content/files/letter.pdf", "no PDF");
    assert!(build_with_tools(&archive).contains("error[facsimile-unfit]"));
}

#[test]
fn without_the_program_the_pages_of_a_pdf_wait_for_it() {
    let archive = archive("facsimile: ../files/letter.pdf", MARKED);
    archive.write("content/files/letter.pdf", pdf(&[(72, 36)]));
    let without = || {
        let output = archive.command(&["build"]).env("PATH", archive.at("none")).output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    for _ in 0..2 {
        let said = without();
        assert!(said.contains("error[facsimile-tool]"), "{said}");
    }
    assert!(!archive.at("public/documents/letter.facsimile.html").exists());
    let said = build_with_tools(&archive);
    assert!(!said.contains("facsimile-tool"), "{said}");
    assert!(archive.at("public/documents/letter.facsimile.html").exists());
}

#[test]
fn pages_of_a_pdf_are_looked_for_while_the_archive_is_watched() {
    let archive = archive("facsimile: ../files/letter.pdf", MARKED);
    archive.write("content/files/letter.pdf", pdf(&[(72, 36)]));
    std::fs::create_dir_all(archive.at("bin")).unwrap();
    let mut command = archive.command(&["watch"]);
    command.env("PATH", archive.at("bin"));
    let watching = Watching::start_command(&archive, command);
    watching.says("error[facsimile-tool]");
    // The program comes, and the PDF is as it was.
    for name in ["pdfinfo", "pdftoppm"] {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let Some(place) = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|place| place.exists()) else {
            crate::fixture::lacks(name, &std::io::ErrorKind::NotFound.into())
        };
        std::os::unix::fs::symlink(place, archive.at("bin").join(name)).unwrap();
    }
    archive.write("content/documents/other.md", "---\ntitle: Other\n---\n\nWords.\n");
    watching.shows("documents/letter.facsimile.html", "letter.pdf.40.jpg");
    // The PDF is another, and nothing else is.
    archive.write("content/files/letter.pdf", pdf(&[(72, 36), (36, 72)]));
    watching.shows("documents/letter.facsimile.html", "letter.pdf.p2.40.jpg");
    archive.write("content/files/letter.pdf", pdf(&[(36, 72)]));
    watching.until("one page is left", || surfaces(&archive).len() == 1);
}

#[test]
fn pages_that_could_not_be_drawn_are_drawn_once_the_program_is_there() {
    let archive = archive("facsimile: ../files/letter.pdf", MARKED);
    archive.write("content/files/letter.pdf", pdf(&[(72, 36)]));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let drawer = std::env::split_paths(&path).map(|folder| folder.join("pdftoppm")).find(|place| place.exists());
    let Some(drawer) = drawer else { crate::fixture::lacks("pdftoppm", &std::io::ErrorKind::NotFound.into()) };
    std::fs::create_dir_all(archive.at("bin")).unwrap();
    std::os::unix::fs::symlink(drawer.with_file_name("pdfinfo"), archive.at("bin/pdfinfo")).unwrap();
    let without = || {
        let output = archive.command(&["build"]).env("PATH", archive.at("bin")).output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    for _ in 0..2 {
        let said = without();
        assert!(said.contains("warning[picture-unread]") && said.contains("`pdftoppm`"), "{said}");
    }
    let said = build_with_tools(&archive);
    assert!(!said.contains("picture-unread"), "{said}");
    let site = archive.files("public");
    std::fs::remove_dir_all(archive.at("public")).unwrap();
    std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
    build_with_tools(&archive);
    assert!(archive.files("public") == site, "the pictures are those of a clean build");
}

#[test]
fn a_manifest_names_pictures_here_and_elsewhere() {
    let archive = archive("facsimile: ../files/letter/manifest.json", MARKED);
    archive.write("content/files/letter/images/f1.bmp", bmp(30, 40));
    let canvas = |label: &str, id: &str| {
        format!("{{\"label\": {{\"none\": [\"{label}\"]}}, \"items\": [{{\"items\": [{{\"body\": {{\"id\": \"{id}\"}}}}]}}]}}")
    };
    let manifest = |canvases: &[String]| format!("{{\"type\": \"Manifest\", \"items\": [{}]}}", canvases.join(", "));
    let [first, second] =
        [canvas("1r", "https://iiif.example/f1/full/max/0/default.jpg"), canvas("1v", "https://iiif.example/f2/full/max/0/default.jpg")];
    archive.write("content/files/letter/manifest.json", manifest(&[first.clone(), second]));
    check(&archive, &[["1r", "../files/letter/images/f1.bmp", "#page-1r"], ["1v", "", "#page-1v"]]);
    let page = archive.read("public/documents/letter.facsimile.html");
    assert!(page.contains("href=\"https://iiif.example/f2/full/max/0/default.jpg\""), "{page}");
    assert!(!page.contains("src=\"https://"), "{page}");
    // The picture comes to the archive.
    archive.write("content/files/letter/images/f2.bmp", bmp(30, 40));
    check(&archive, &[["1r", "../files/letter/images/f1.bmp", "#page-1r"], ["1v", "../files/letter/images/f2.bmp", "#page-1v"]]);
    archive.write("content/files/letter/manifest.json", manifest(&[first]));
    check(&archive, &[["1r", "../files/letter/images/f1.bmp", "#page-1r"]]);
    archive.write("content/files/letter/manifest.json", "{}");
    assert!(archive.run(&["build"]).stderr.contains("error[facsimile-unfit]"));
}

#[test]
fn lines_of_print_are_laid_over_their_picture_and_the_text() {
    let archive = archive("facsimile: ../files/letter/", MARKED);
    archive.write("content/files/letter/1r.bmp", bmp(60, 90));
    archive.write("content/files/letter/1v.bmp", bmp(60, 90));
    let tsv =
        "# generated\npage\t1r\t\t600 900\tpixel\n10 20 300 40\t\tOne and on.\npage\t1v\t\t600 900\tpixel\n10 20 300 40\t\tAND THREE\n";
    archive.write("content/coordinates/letter.tsv", tsv);
    archive.run(&["build"]);
    let page = archive.read("public/documents/letter.facsimile.html");
    for expected in [
        "<svg viewBox=\"0 0 600 900\"",
        "<rect data-line=\"0-0\" x=\"10\" y=\"20\" width=\"300\" height=\"40\"><title>One and on.</title></rect>",
        "<span class=\"tl\" data-line=\"0-0\">One </span>",
        "<span class=\"tl\" data-line=\"1-0\">and three</span>.",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    // Nothing of it is published by itself, and the reading page has none of it.
    assert!(!archive.at("public/coordinates").exists());
    assert!(!archive.read("public/documents/letter.html").contains("data-line"));
    archive.write("content/coordinates/letter.tsv", tsv.replace("10 20", "11 21"));
    archive.run(&["build"]);
    assert!(archive.read("public/documents/letter.facsimile.html").contains("x=\"11\" y=\"21\""));
    std::fs::remove_file(archive.at("content/coordinates/letter.tsv")).unwrap();
    archive.run(&["build"]);
    assert!(!archive.read("public/documents/letter.facsimile.html").contains("<rect"));
}

/// A letter with the places of words on its second page, and notes on two words.
fn with_words() -> Archive {
    let archive = archive("facsimile: ../files/letter/", MARKED);
    archive.write("content/files/letter/1r.bmp", bmp(60, 90));
    archive.write("content/files/letter/1v.bmp", bmp(60, 90));
    let boxes = "10 20 90 40;110 20 90 40;210 20 100 40";
    archive.write(
        "content/coordinates/letter.tsv",
        format!("# generated\npage\t1v\t\t600 900\tpixel\n10 20 300 40\t{boxes}\tAND THREE FOUR\n"),
    );
    archive.write(
        "content/annotations/letter.yaml",
        "- {id: three, quote: {exact: three}, body: Not four.}\n- {id: one, quote: {exact: One}, body: First.}\n",
    );
    archive.run(&["build"]);
    archive
}

#[test]
fn a_note_on_words_stands_on_the_picture_as_well() {
    let archive = with_words();
    let page = archive.read("public/documents/letter.facsimile.html");
    for expected in [
        // Its own box, in pixels of the picture.
        "<a id=\"at-note-three\" href=\"#note-three\" aria-label=\"※2 Not four.\"><title>Not four.</title><rect x=\"11\" y=\"2\" width=\"9\" height=\"4\">",
        "<mark class=\"annotated commenting\">three<",
        "<a href=\"#note-three\" role=\"doc-noteref\">※2</a>",
        "<li class=\"annotation-item\" id=\"note-three\">",
        "<a href=\"#at-note-three\">1v</a>",
        // Where no place is known, the page.
        "<a href=\"#image-1r\">1r</a>",
        "data-words=\"10 20 90 40;110 20 90 40;210 20 100 40\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert_eq!(page.matches("id=\"at-note-").count(), 1, "{page}");
}

#[test]
pub fn what_is_searched_for_lights_up_on_the_picture_and_notes_with_their_words() {
    let archive = with_words();
    with_browser(async |browser| {
        let page = archive.at("public/documents/letter.html");
        browser.driver.goto(format!("file://{}?q=three", page.display())).await.unwrap();
        browser.until("document.readyState === 'complete'").await;
        // The way to the facsimile takes along what was searched for.
        browser
            .until("(document.querySelector('a[href$=\".facsimile.html\"]')?.click(), location.pathname.endsWith('.facsimile.html'))")
            .await;
        browser.until("document.querySelector('.sheet rect.hit')?.getAttribute('x') === '110'").await;
        browser.until("(document.querySelector('.transcription a[href=\"#note-three\"]').focus(), document.querySelector('#at-note-three').classList.contains('noted'))").await;
        browser
    });
}

#[test]
fn passages_tell_the_page_on_which_they_stand() {
    let archive = archive(
        "",
        "<span class=\"pb\" data-n=\"1r\"></span>First.\n\nThe second <span class=\"pb\" data-n=\"1v\"></span>page. It cites [Ilves](#ref-ilves).",
    );
    archive.write(
        "content/bibliography/letter.yaml",
        "references:\n- id: ilves\n  type: book\n  title: Post\n  author: [{family: Ilves}]\n  issued: 2019\n",
    );
    archive.run(&["build"]);
    let works = archive.files("public/works");
    let page = works.values().map(|bytes| String::from_utf8_lossy(bytes)).find(|page| page.contains("It cites")).expect("its page");
    assert!(page.contains("<span>p. 1v</span>"), "{page}");
    let parts = archive.files("public/search/d");
    let part = parts.values().map(|bytes| String::from_utf8_lossy(bytes)).find(|part| part.contains("It cites")).expect("its part");
    assert!(part.contains("\"First.\",\"1r\"]") && part.contains("It cites Ilves.\",\"1r–1v\"]"), "{part}");
}

#[test]
fn the_page_beside_the_source_has_the_pictures_as_well() {
    let front = "facsimile: ../files/letter/\nsource: {file: letter.txt}";
    let archive =
        archive(front, "<span class=\"pb\" data-n=\"1r\"></span>One and on.\n\nTwo.\n\n<span class=\"pb\" data-n=\"1v\"></span>Three.");
    archive.write("content/sources/letter.txt", "Letter\n\nOne and on.\n\nTwo.\n\nThree.\n");
    archive.run(&["build"]);
    let without = archive.read("public/documents/letter.source.html");
    assert!(!without.contains("<td class=\"picture\""), "{without}");
    archive.write("content/files/letter/1r.bmp", bmp(60, 90));
    archive.write("content/files/letter/1v.bmp", bmp(60, 90));
    archive.run(&["build"]);
    let page = archive.read("public/documents/letter.source.html");
    for expected in [
        "<td class=\"picture\" rowspan=\"2\"><a href=\"letter.facsimile.html#image-1r\"><img src=\"../files/letter/1r.bmp\"",
        "<td class=\"picture\" rowspan=\"1\"><a href=\"letter.facsimile.html#image-1v\"><img src=\"../files/letter/1v.bmp\"",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}
