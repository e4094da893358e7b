//! An archive of things, as an editor comes to have one: sources as they are received, pictures of pages drawn by a program (`leaf.rs`),
//! a PDF and a recording written by one (`sources.rs`). The program ingests it, an editor says what belongs to what, it is built; then all
//! that a reader, a viewer or a machine meets is looked at.

mod leaf;
mod sources;

use std::{collections::BTreeSet, process::Command, sync::LazyLock};

use scholion::base::digest::sha256;
use serde_json::Value;

use self::sources::{LETTER, MINUTES, TALK};
use crate::{browser::with_browser, fixture::Archive, recordings::wav};

/// Where the site is said to be.
const BASE: &str = "https://archive.example/";

/// What the editor adds to the front matter of each document.
const FRONT: [(&str, &str); 4] = [
    (
        "letter",
        "facsimile: ../files/letter/\ntiles: true\npublish-source: true\nfiles:\n- {file: ../files/letter/1r.jpg, label: The first page, role: scan, rights: Harbour Archive}\n",
    ),
    (
        "minutes",
        "license: CC0-1.0\nfacsimile: ../files/minutes.pdf\nfiles: {file: ../files/minutes.pdf, label: As received, role: original}\n",
    ),
    ("news", "license: CC0-1.0\nfacsimile: ../files/news/\n"),
    ("talk", "license: CC0-1.0\nrecordings: {file: ../files/talk.wav, label: Tape 1, captions: ../files/talk.vtt}\n"),
];

const NOTES: [(&str, &str); 2] = [
    (
        "letter",
        "- {id: seal, target: {page: 1v, xywh: '100,500,120,120'}, body: The seal.}\n- {id: crates, quote: the crates, body: They held the post.}\n",
    ),
    ("talk", "- {id: spring, target: {recording: Tape 1, time: 00:00:01-00:00:02}, body: He says it twice.}\n"),
];

/// Runs the program where it finds those that read and draw PDF.
fn run(archive: &Archive, args: &[&str]) -> String {
    for program in ["pdftotext", "pdftoppm"] {
        if let Err(error) = Command::new(program).arg("-v").output() {
            crate::fixture::lacks(program, &error);
        }
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let output = archive.command(args).env("PATH", path).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

/// The archive, built.
fn example() -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", format!("title: The Harbour Archive\nlang: en\nbase-url: {BASE}\npictures: {{widths: [200, 400]}}\n"));
    let [recto, verso] = sources::letter();
    let news = sources::news();
    archive.write("content/files/letter/1r.jpg", recto.jpeg());
    archive.write("content/files/letter/1v.jpg", verso.jpeg());
    archive.write("content/files/news/p1.jpg", news.jpeg());
    archive.write("content/files/minutes.pdf", sources::pdf(&MINUTES));
    archive.write("content/files/talk.wav", wav(3));
    archive.write("content/files/talk.vtt", TALK);
    archive.write("content/sources/letter.xml", LETTER);
    archive.write("content/sources/news.xml", sources::alto(&news, "p1.jpg"));
    archive.write("content/sources/minutes.pdf", sources::pdf(&MINUTES));
    archive.write("content/sources/talk.vtt", TALK);
    run(&archive, &["ingest"]);
    for (slug, front) in FRONT {
        let path = format!("content/documents/{slug}.md");
        archive.write(&path, archive.read(&path).replacen("---\n", &format!("---\n{front}"), 1));
    }
    let news = archive.read("content/documents/news.md");
    archive.write("content/documents/news.md", format!("{news}\n![The *first* page](../files/news/p1.jpg \"As it was printed\")\n"));
    for (slug, notes) in NOTES {
        archive.write(&format!("content/annotations/{slug}.yaml"), notes);
    }
    run(&archive, &["build", "--strict"]);
    archive
}

static BUILT: LazyLock<Archive> = LazyLock::new(example);

fn page(name: &str) -> String {
    BUILT.read(&format!("public/documents/{name}.html"))
}

/// Each of these is on a page.
fn shows(name: &str, all: &[&str]) {
    let page = page(name);
    for expected in all {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}

fn json(path: &str) -> Value {
    serde_json::from_str(&BUILT.read(path)).unwrap()
}

/// The list stands in `tests/data/example-archive.txt`; `SNAPSHOTS=overwrite` writes it anew. The program's own assets are those of every
/// site.
#[test]
fn these_files_are_published_and_no_others() {
    let files: String = BUILT.files("public").into_keys().filter(|path| !path.starts_with("assets/")).map(|path| path + "\n").collect();
    snapbox::assert_data_eq!(files, snapbox::file!["../../data/example-archive.txt"].raw());
}

#[test]
fn a_second_build_has_nothing_to_do_and_a_clean_one_makes_the_same() {
    let archive = example();
    let before = archive.files("public");
    assert!(run(&archive, &["build"]).contains("nothing"));
    std::fs::remove_dir_all(archive.at("public")).unwrap();
    std::fs::remove_dir_all(archive.at(".scholion/cache")).unwrap();
    run(&archive, &["build"]);
    let after = archive.files("public");
    let different: Vec<&String> = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)).collect();
    assert!(different.is_empty(), "{different:?}");
}

#[test]
fn a_picture_in_the_text_comes_in_its_widths_with_caption_and_words() {
    shows(
        "news",
        &[
            "<a class=\"zoom\" href=\"../files/news/p1.jpg\"><img src=\"../files/news/p1.jpg\" width=\"900\" height=\"1200\" loading=\"lazy\"",
            "srcset=\"../files/news/p1.jpg.200.jpg 200w, ../files/news/p1.jpg.400.jpg 400w, ../files/news/p1.jpg 900w\"",
            "alt=\"The first page\"",
            "<figcaption>As it was printed</figcaption>",
        ],
    );
    let width = |path: &str| {
        let bytes = std::fs::read(BUILT.at(path)).unwrap();
        scholion_picture::info(&bytes, scholion_picture::Limits::default()).map(|info| (info.width, info.height)).unwrap()
    };
    assert_eq!(width("public/files/news/p1.jpg.200.jpg"), (200, 267));
    assert_eq!(width("public/files/minutes.pdf.p2.400.jpg").0, 400);
}

#[test]
fn marks_of_pages_lead_to_their_pictures_and_back() {
    shows(
        "letter",
        &[
            "id=\"page-1r\" class=\"pb\"><a href=\"letter.facsimile.html#image-1r\"",
            "id=\"page-1v\" class=\"pb\"><a href=\"letter.facsimile.html#image-1v\"",
            "<a href=\"letter.facsimile.html#at-note-seal\">1v</a>",
        ],
    );
    shows(
        "letter.facsimile",
        &[
            "<li id=\"image-1r\">",
            "<a href=\"#page-1v\"",
            "src=\"../files/letter/1v.jpg\" srcset=\"../files/letter/1v.jpg.200.jpg 200w, ../files/letter/1v.jpg.400.jpg 400w, ../files/letter/1v.jpg 600w\"",
            "<rect x=\"100\" y=\"500\" width=\"120\" height=\"120\">",
            "data-tiles=\"../iiif/image/files/letter/1r.jpg\"",
        ],
    );
    // The pages of the PDF are its facsimile.
    shows("minutes.facsimile", &["src=\"../files/minutes.pdf.400.jpg\"", "src=\"../files/minutes.pdf.p2.400.jpg\""]);
}

/// What is drawn where, the program that recognises print says, and so the page does.
#[test]
fn lines_light_up_where_they_are_printed() {
    let page = page("news.facsimile");
    let lines = sources::news().lines;
    for (nth, line) in lines.iter().enumerate() {
        let place = line.place;
        let words: Vec<&str> = line.words.iter().map(|(word, _)| word.as_str()).collect();
        let (x, y, width, height) = (place.x, place.y, place.width, place.height);
        let expected = format!("<rect data-line=\"0-{nth}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        assert!(page.contains(&expected), "{expected}\n{page}");
        // The head has become the title.
        let text = format!("data-line=\"0-{nth}\">{}", words.first().unwrap());
        assert_eq!(page.contains(&text), nth > 0, "{text}\n{page}");
    }
}

#[test]
fn files_are_listed_with_the_digests_of_what_is_published() {
    let listed: [(&str, &[&str]); 2] =
        [("letter", &["files/letter/1r.jpg", "sources/letter.xml.txt"]), ("minutes", &["files/minutes.pdf"])];
    for (name, files) in listed {
        let page = page(name);
        let digests: Vec<&str> = page.split("SHA-256 <code dir=\"ltr\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        let published: Vec<String> =
            files.iter().map(|file| sha256(&std::fs::read(BUILT.at(&format!("public/{file}"))).unwrap())).collect();
        assert_eq!(digests, published, "{page}");
        files.iter().for_each(|file| assert!(page.contains(&format!("<a href=\"../{file}\"")), "{file}\n{page}"));
    }
    assert_eq!(BUILT.read("public/sources/letter.xml.txt"), LETTER);
}

#[test]
fn the_recording_has_a_player_its_captions_and_times_that_lead_into_it() {
    shows(
        "talk",
        &[
            "<audio id=\"_recording-1\" controls preload=\"metadata\" src=\"../files/talk.wav\" aria-label=\"Tape 1\"><track kind=\"captions\" src=\"../files/talk.vtt\"",
            "href=\"../files/talk.wav#t=1\"",
            "href=\"../files/talk.wav#t=1,2\"",
            "He says it twice.",
        ],
    );
    assert!(BUILT.read("public/files/talk.vtt").starts_with("WEBVTT"));
}

/// All of an object and of what is in it.
fn each<'v>(value: &'v Value, visit: &mut dyn FnMut(&'v Value)) {
    visit(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| each(item, visit)),
        Value::Object(fields) => fields.values().for_each(|field| each(field, visit)),
        _ => {}
    }
}

#[test]
fn what_manifests_name_is_there() {
    for slug in ["letter", "minutes", "news"] {
        let manifest = json(&format!("public/iiif/{slug}/manifest.json"));
        let mut files = BTreeSet::new();
        each(&manifest, &mut |value| {
            let id = value.as_str().and_then(|id| id.strip_prefix(BASE)).map(|id| id.split('#').next().unwrap_or(id));
            files.extend(id.filter(|id| id.rsplit('/').next().is_some_and(|name| name.contains('.'))));
        });
        // Canvases have no file, nor has the folder of tiles.
        let lacking: Vec<&&str> = files.iter().filter(|file| !BUILT.at(&format!("public/{file}")).exists()).collect();
        assert!(files.len() > 3 && lacking.is_empty(), "{lacking:?}");
    }
    let collection = json("public/iiif/collection.json");
    let mut listed: Vec<&str> = collection["items"].as_array().unwrap().iter().filter_map(|item| item["id"].as_str()).collect();
    listed.sort_unstable();
    assert_eq!(listed, ["letter", "minutes", "news"].map(|slug| format!("{BASE}iiif/{slug}/manifest.json")));
}

/// What a viewer asks for by the arithmetic of the Image API 3.0 (section 5 and the notes on its implementation), computed anew.
#[test]
fn canvases_and_images_agree_and_all_that_a_viewer_asks_for_is_there() {
    let manifest = json("public/iiif/letter/manifest.json");
    let canvases = manifest["items"].as_array().unwrap();
    assert_eq!(canvases.len(), 2);
    for canvas in canvases {
        let body = &canvas["items"][0]["items"][0]["body"];
        let service = &body["service"][0];
        let folder = service["id"].as_str().and_then(|id| id.strip_prefix(BASE)).expect("an address of the site");
        let info = json(&format!("public/{folder}/info.json"));
        assert_eq!(info["id"], service["id"]);
        for value in ["width", "height"] {
            assert!(info[value] == canvas[value] && info[value] == body[value] && info[value] == service[value], "{value}: {canvas}");
        }
        assert_eq!((&info["sizes"], &info["tiles"]), (&service["sizes"], &service["tiles"]));
        let number = |value: &Value| value.as_u64().expect("a number");
        let (width, height) = (number(&info["width"]), number(&info["height"]));
        let mut asked: BTreeSet<String> = BTreeSet::from(["full/max".to_owned()]);
        asked.extend(info["sizes"].as_array().unwrap().iter().map(|size| format!("full/{},{}", size["width"], size["height"])));
        for tile in info["tiles"].as_array().unwrap() {
            let side = number(&tile["width"]);
            for factor in tile["scaleFactors"].as_array().unwrap().iter().map(number) {
                let step = usize::try_from(side * factor).unwrap();
                for (y, x) in (0..height).step_by(step).flat_map(|y| (0..width).step_by(step).map(move |x| (y, x))) {
                    let (wide, high) = ((side * factor).min(width - x), (side * factor).min(height - y));
                    let region = if (wide, high) == (width, height) { "full".to_owned() } else { format!("{x},{y},{wide},{high}") };
                    asked.insert(format!("{region}/{},{}", wide.div_ceil(factor), high.div_ceil(factor)));
                }
            }
        }
        let files: BTreeSet<String> = BUILT
            .files(&format!("public/{folder}"))
            .into_keys()
            .filter_map(|path| path.strip_suffix("/0/default.jpg").map(str::to_owned))
            .collect();
        assert_eq!(asked, files);
    }
}

/// In a browser: the page beside the facsimile, wide and narrow, follows what is read; nothing that it shows is lacking.
#[test]
fn pictures_are_shown_and_follow_the_text_in_a_browser() {
    let place = BUILT.at("public/documents/letter.facsimile.html");
    with_browser(async |browser| {
        for (width, height) in [(1280, 900), (390, 800)] {
            browser.driver.set_window_rect(0, 0, width, height).await.unwrap();
            browser.driver.goto(format!("file://{}#page-1v", place.display())).await.unwrap();
            browser.until("document.readyState === 'complete'").await;
            // Pictures further down are loaded when they come into sight.
            browser.until("(document.querySelectorAll('img').forEach(img => img.scrollIntoView()), true)").await;
            browser.until("[...document.querySelectorAll('img')].every(img => img.complete && img.naturalWidth > 0)").await;
            browser.until("document.documentElement.scrollWidth <= innerWidth").await;
        }
        browser
    });
}
