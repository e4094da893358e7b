//! Files that belong to a document: listed, published, and what is taken out of them on the way.

use crate::fixture::Archive;

const FRONT: &str = "title: Letter\nlicense: CC0-1.0\n";

fn archive(front: &str) -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Archive\n");
    archive.write("content/documents/letter.md", format!("---\n{FRONT}{front}---\n\nDear friend.\n"));
    archive
}

fn build(archive: &Archive) {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
}

fn page(archive: &Archive) -> String {
    archive.read("public/documents/letter.html")
}

#[test]
fn listed_files_are_published_with_what_is_known_of_them() {
    let archive = archive(
        "files:\n- {file: ../files/Received.pdf, label: As received, role: original, rights: \"© A & <B>\"}\n- {file: notes.csv}\n- {file: https://example.org/a.wav, label: Tape}\n",
    );
    archive.write("content/files/Received.pdf", vec![b'x'; 1449]);
    archive.write("content/documents/notes.csv", "a,b\n");
    archive.write("content/files/other.pdf", "nobody lists it");
    build(&archive);
    let page = page(&archive);
    for expected in [
        "<h2 id=\"_files\">Files</h2>",
        "<a href=\"../files/Received.pdf\"><bdi>As received</bdi></a> <code dir=\"ltr\">Received.pdf</code>",
        "Original · Text (PDF) · <data value=\"1449\">1.4 kB</data>",
        "© A &amp; &lt;B&gt;",
        "<a href=\"notes.csv\"><bdi>notes.csv</bdi></a>",
        "Table (CSV) · <data value=\"4\">4 B</data>",
        &format!("SHA-256 <code dir=\"ltr\">{}</code>", scholion::base::digest::sha256(b"a,b\n")),
        "<a href=\"https://example.org/a.wav\"><bdi>Tape</bdi></a>",
        "Sound (WAV)",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    assert!(archive.at("public/files/Received.pdf").exists() && archive.at("public/documents/notes.csv").exists());
    assert!(!archive.at("public/files/other.pdf").exists());
    // Other bytes are other words on the page, and nothing else is.
    archive.write("content/documents/notes.csv", "a,b,c\n");
    build(&archive);
    let warm = archive.files("public");
    std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
    std::fs::remove_dir_all(archive.at("public")).unwrap();
    build(&archive);
    let clean = archive.files("public");
    assert!(warm == clean);
    assert!(self::page(&archive).contains(&scholion::base::digest::sha256(b"a,b,c\n")));
}

#[test]
fn what_is_not_there_is_said_as_of_links() {
    let archive = archive("files: [../files/lettr.pdf, ../files/letter.pdf]\n");
    archive.write("content/files/letter.pdf", "x");
    let ran = archive.run(&["check"]);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("there is no file `../files/lettr.pdf`") && said.contains("did you mean `../files/letter.pdf`?"), "{said}");
}

#[test]
fn capitals_letters_in_parts_and_escapes_find_a_file() {
    let archive = archive("files: [../Files/LETTER%20one.PDF, \"../files/cafe\u{301}.pdf\"]\n");
    archive.write("content/files/Letter one.pdf", "x");
    archive.write("content/files/caf\u{e9}.pdf", "y");
    build(&archive);
    let page = page(&archive);
    for expected in ["href=\"../files/Letter%20one.pdf\"", "href=\"../files/caf%C3%A9.pdf\""] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

#[test]
fn sources_are_published_where_that_is_asked_for_and_never_run() {
    let archive = archive("publish-source: true\nsource: {file: letter.html}\n");
    archive.write("content/sources/letter.html", "<script>alert(1)</script><p>Dear friend.</p>");
    build(&archive);
    let page = page(&archive);
    assert!(page.contains("<a href=\"../sources/letter.html.txt\" download=\"letter.html\"><bdi>letter.html</bdi></a>"), "{page}");
    assert!(page.contains("Source · Page (HTML)"), "{page}");
    assert_eq!(archive.read("public/sources/letter.html.txt"), archive.read("content/sources/letter.html"));
    assert!(!archive.at("public/sources/letter.html").exists());
    // A draft of the same source keeps it back.
    archive.write("content/documents/draft.md", "---\ntitle: Draft\ndraft: true\nsource: {file: letter.html}\n---\n\nSecret.\n");
    let ran = archive.run(&["build"]);
    assert!(!archive.at("public/sources/letter.html.txt").exists());
    assert!(ran.stderr.contains("not every text that was made of it is shown whole"), "{}", ran.stderr);
}

#[test]
fn nothing_is_published_for_a_text_that_is_not_shown() {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Archive\nunlicensed: metadata\n");
    archive.write(
        "content/documents/letter.md",
        "---\ntitle: Letter\nfiles: ../files/secret.pdf\npublish-source: true\nsource: {file: letter.txt}\n---\n\nDear friend.\n",
    );
    archive.write("content/sources/letter.txt", "Dear friend.\n");
    archive.write("content/files/secret.pdf", "x");
    build(&archive);
    assert!(!archive.at("public/files").exists() && !archive.at("public/sources").exists());
    assert!(!page(&archive).contains("secret"));
    let ran = archive.run(&["check"]);
    assert!(format!("{}{}", ran.stdout, ran.stderr).contains("notice[not-published]"), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn drawings_are_published_so_that_they_run_nothing() {
    let archive = archive("");
    archive.write("content/documents/letter.md", format!("---\n{FRONT}---\n\n![A](a.svg) ![B](b.svg) ![C](c.svg)\n"));
    let plain = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0\"/></svg>";
    archive.write("content/documents/a.svg", plain);
    archive.write("content/documents/b.svg", plain.replace("<path", "<script>alert(1)</script><path onclick=\"alert(2)\""));
    archive.write("content/documents/c.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(3)");
    for _ in 0..2 {
        let ran = archive.run(&["build"]);
        assert!(ran.stderr.contains("drawing-unread"), "{}", ran.stderr);
        assert_eq!(archive.read("public/documents/a.svg"), plain);
        assert!(archive.read("public/documents/b.svg").contains("<path d=\"M0 0\"></path>"));
        assert!(!archive.read("public/documents/b.svg").contains("alert"));
        assert!(!archive.read("public/documents/c.svg").contains("alert"));
        // So that the next build is no repetition.
        archive.write("content/documents/other.md", format!("---\n{FRONT}---\n\nMore.\n"));
    }
}

#[test]
fn photographs_are_published_without_their_places_if_that_is_asked_for() {
    // A JPEG of nothing but Exif, whose folder leads to one GPS tag.
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
    tiff.extend(b"\x01\0\x01\0\x02\0\x06\0\0\0\x2c\0\0\0\0\0\0\0PLACE\0");
    let jpeg = [&b"\xff\xd8\xff\xe1\0\x40Exif\0\0"[..], &tiff, b"\xff\xd9"].concat();
    let archive = archive("files: [a.jpg, b.heic]\n");
    archive.write("content/documents/a.jpg", &jpeg);
    archive.write("content/documents/b.heic", b"\0\0\0\x0cftypheic infe Exif of a kind");
    build(&archive);
    assert_eq!(std::fs::read(archive.at("public/documents/a.jpg")).unwrap(), jpeg);
    archive.write("scholion.yaml", "title: Archive\npictures: {places: false}\n");
    let ran = archive.run(&["build"]);
    let published = std::fs::read(archive.at("public/documents/a.jpg")).unwrap();
    assert!(published.len() == jpeg.len() && !published.windows(5).any(|five| five == b"PLACE"));
    assert!(ran.stderr.contains("picture-place") && ran.stderr.contains("b.heic"), "{}", ran.stderr);
    assert!(!page(&archive).contains("SHA-256"));
    archive.write("scholion.yaml", "title: Archive\n");
    build(&archive);
    assert_eq!(std::fs::read(archive.at("public/documents/a.jpg")).unwrap(), jpeg);
}

/// The most memory that a build ever holds, in kB.
pub fn most_memory(archive: &Archive) -> u64 {
    let mut command = archive.command(&["build"]);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        // VmHWM is the most that a process ever held (proc(5)).
        let peak = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = peak.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(peak.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    most
}

#[test]
fn a_long_file_needs_no_memory() {
    const LENGTH: u64 = 300_000_000;
    let archive = archive("files: ../files/film.mp4\n");
    archive.write("content/files/film.mp4", "");
    std::fs::File::options().write(true).open(archive.at("content/files/film.mp4")).unwrap().set_len(LENGTH).unwrap();
    let most = most_memory(&archive);
    assert!(page(&archive).contains("<data value=\"300000000\">300 MB</data>"));
    assert_eq!(std::fs::metadata(archive.at("public/files/film.mp4")).unwrap().len(), LENGTH);
    assert!(most < LENGTH / 1000 / 2, "{most} kB");
}

#[test]
fn a_picture_that_is_shown_smaller_leads_to_itself() {
    let archive = archive("");
    let png = |width: u32| [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &width.to_be_bytes(), &30u32.to_be_bytes(), b"\x08\x02\0\0\0"].concat();
    archive.write("content/documents/large.png", png(2000));
    archive.write("content/documents/small.png", png(200));
    archive.write(
        "content/documents/case.md",
        format!("---\n{FRONT}---\n\n![L](large.png) ![S](small.png) [![Link](large.png)](letter.md)\n"),
    );
    archive.run(&["build"]);
    let page = archive.read("public/documents/case.html");
    assert!(page.contains("<a class=\"zoom\" href=\"large.png\"><img src=\"large.png\""), "{page}");
    assert_eq!(page.matches("class=\"zoom\"").count(), 1, "{page}");
    assert!(page.contains("alt=\"L\"></a>"), "{page}");
}
