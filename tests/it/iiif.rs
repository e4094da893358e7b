//! Facsimiles for the viewers of others: manifests, tiles, the archive's collection.

use serde_json::{Value, json};

use crate::{drawn, fixture::Archive};

/// A picture as BMP, all of one grey.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    drawn::grey_bmp(width, height, 200)
}

const TEXT: &str = "\
---
title: Письмо
lang: ru
author: Ada Lovelace
issued: 1843-07-05
license: CC-BY-4.0
rights: © The library
translations: {en: {title: Letter}}
facsimile: ../files/letter/
---

<span class=\"pb\" data-n=\"1r\"></span>

## First

The waterwheel of the mill

## Second

stood <span class=\"pb\" data-n=\"1v\"></span>by the river.
";

/// A letter of two pages; `config` and `front` say more.
fn archive(config: &str, front: &str) -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", format!("title: Letters\n{config}\n"));
    archive.write("content/documents/letter.md", TEXT.replacen("facsimile:", &format!("{front}\nfacsimile:"), 1));
    archive.write("content/files/letter/1r.bmp", bmp(60, 90));
    archive.write("content/files/letter/1v.bmp", bmp(700, 20));
    archive
}

const BASE: &str = "base-url: https://example.org/a/";

fn read(archive: &Archive, path: &str) -> Value {
    serde_json::from_str(&archive.read(path)).unwrap()
}

fn manifest(archive: &Archive) -> Value {
    let ran = archive.run(&["build"]);
    assert!(!ran.stderr.contains("error["), "{}", ran.stderr);
    read(archive, "public/iiif/letter/manifest.json")
}

#[test]
fn a_document_with_a_facsimile_has_a_manifest() {
    let archive = archive(BASE, "");
    let manifest = manifest(&archive);
    assert_eq!(manifest["@context"], "http://iiif.io/api/presentation/3/context.json");
    assert_eq!(manifest["id"], "https://example.org/a/iiif/letter/manifest.json");
    assert_eq!(manifest["label"], json!({"en": ["Letter"], "ru": ["Письмо"]}));
    assert_eq!(manifest["rights"], "http://creativecommons.org/licenses/by/4.0/");
    assert_eq!(manifest["requiredStatement"]["value"], json!({"ru": ["© The library"]}));
    assert_eq!(manifest["navDate"], "1843-07-05T00:00:00Z");
    assert_eq!(manifest["homepage"][0]["id"], "https://example.org/a/documents/letter.html");
    assert_eq!(manifest["seeAlso"][0]["id"], "https://example.org/a/documents/letter.bib");
    let canvases: Vec<(&Value, &Value, &Value)> = manifest["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|canvas| (&canvas["label"]["none"][0], &canvas["width"], &canvas["height"]))
        .collect();
    assert_eq!(canvases, [(&json!("1r"), &json!(60), &json!(90)), (&json!("1v"), &json!(700), &json!(20))]);
    let picture = &manifest["items"][0]["items"][0]["items"][0];
    assert_eq!((&picture["motivation"], &picture["target"]), (&json!("painting"), &manifest["items"][0]["id"]));
    assert_eq!(picture["body"]["id"], "https://example.org/a/files/letter/1r.bmp");
    let ranges: Vec<(&Value, usize)> = manifest["structures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| (&range["label"]["ru"][0], range["items"].as_array().unwrap().len()))
        .collect();
    assert_eq!(ranges, [(&json!("First"), 1), (&json!("Second"), 2)]);
    let collection = read(&archive, "public/iiif/collection.json");
    assert_eq!(collection["items"], json!([{"id": manifest["id"], "type": "Manifest", "label": manifest["label"]}]));
    for page in ["letter.html", "letter.facsimile.html"] {
        let page = archive.read(&format!("public/documents/{page}"));
        assert_eq!(page.matches("href=\"../iiif/letter/manifest.json\"").count(), 2, "{page}");
    }
    // What nobody shows any more is gone.
    archive.write("content/documents/letter.md", TEXT.replace("facsimile: ../files/letter/\n", ""));
    archive.run(&["build"]);
    assert!(!archive.at("public/iiif").join("letter/manifest.json").exists() && !archive.at("public/iiif/collection.json").exists());
}

#[test]
fn lines_and_notes_stand_on_their_canvas() {
    let archive = archive(BASE, "");
    archive.write(
        "content/coordinates/letter.tsv",
        "# generated: x\npage\t1r\t1r.bmp\t120 180\tpixel\n20 30 40 10\t\tThe waterwheel of the mill\n",
    );
    archive.write(
        "content/annotations/letter.yaml",
        "- {id: wheel, quote: {exact: waterwheel}, body: A *wheel*.}\n- {id: stain, target: {page: 1v, xywh: '1,2,3,4'}, body: A stain.}\n- {id: all, target: \
         document, body: On all.}\n",
    );
    let manifest = manifest(&archive);
    let first = &manifest["items"][0];
    let canvas = first["id"].as_str().unwrap();
    let note = &first["annotations"][0]["items"][0];
    assert_eq!((&note["target"], &note["body"][0]["value"]), (&json!(format!("{canvas}#xywh=10,15,20,5")), &json!("A wheel.")));
    let note = &manifest["items"][1]["annotations"][0]["items"][0];
    assert!(note["target"].as_str().unwrap().ends_with("#xywh=1,2,3,4"), "{note}");
    assert_eq!(manifest["annotations"][0]["items"][0]["target"], manifest["id"]);
    assert_eq!(
        first["annotations"][1],
        json!({"id": "https://example.org/a/iiif/letter/lines-1.json", "type": "AnnotationPage", "label": {"en": ["Text"]}})
    );
    let lines = read(&archive, "public/iiif/letter/lines-1.json");
    assert_eq!(lines["items"][0]["motivation"], "supplementing");
    assert_eq!(lines["items"][0]["target"], format!("{canvas}#xywh=10,15,20,5"));
}

#[test]
fn other_forms_of_a_document_are_named_in_the_words_of_the_site() {
    let files =
        "files:\n- {file: ../files/table.csv, label: Table}\n- {file: ../files/letter.pdf, role: scan}\n- https://example.org/b.xml";
    let archive = archive(&format!("{BASE}\nlang: ru"), files);
    archive.write("content/files/table.csv", "a,b\n");
    archive.write("content/files/letter.pdf", "%PDF-1.4\n");
    archive.write("content/annotations/letter.yaml", "- {id: wheel, quote: {exact: waterwheel}, body: A wheel.}\n");
    let manifest = manifest(&archive);
    let also: Vec<&Value> = manifest["seeAlso"].as_array().unwrap().iter().skip(3).collect();
    assert_eq!(
        also,
        [
            &json!({"id": "https://example.org/a/documents/letter.jsonld", "type": "Dataset", "label": {"ru": ["Примечания"]}, "format": "application/ld+json", "profile": "http://www.w3.org/ns/anno.jsonld"}),
            &json!({"id": "https://example.org/a/files/table.csv", "type": "Dataset", "label": {"ru": ["Table"]}, "format": "text/csv"}),
            &json!({"id": "https://example.org/b.xml", "type": "Dataset", "label": {"ru": ["b.xml"]}, "format": "application/xml"}),
        ]
    );
    let rendering = json!([{"id": "https://example.org/a/files/letter.pdf", "type": "Text", "label": {"ru": ["letter.pdf"]}, "format": "application/pdf"}]);
    assert_eq!(manifest["rendering"], rendering);
    assert_eq!(manifest["requiredStatement"]["label"], json!({"ru": ["Права"]}));
    assert!(archive.at("public/files/table.csv").exists() && archive.at("public/documents/letter.jsonld").exists());
    // The archive's own words are as good.
    archive.write("templates/strings/ru.yaml", "iiif-rights: Условия\n");
    archive.run(&["build"]);
    assert_eq!(read(&archive, "public/iiif/letter/manifest.json")["requiredStatement"]["label"], json!({"ru": ["Условия"]}));
}

#[test]
fn the_viewer_is_published_where_pictures_are_in_tiles() {
    let archive = archive("", "tiles: true");
    let has_viewer = || archive.at("public/assets/openseadragon.min.js").exists() && archive.at("public/assets/zoom.js").exists();
    archive.run(&["build"]);
    assert!(has_viewer());
    archive.write("content/documents/letter.md", TEXT);
    archive.run(&["build"]);
    assert!(!archive.at("public/assets").join("zoom.js").exists() && !has_viewer());
    assert!(!archive.read("public/documents/letter.facsimile.html").contains("zoom.js"));
}

#[test]
fn pictures_are_there_in_tiles_if_they_are_asked_for() {
    let archive = archive(BASE, "tiles: true");
    let service = &manifest(&archive)["items"][1]["items"][0]["items"][0]["body"]["service"][0];
    assert_eq!((&service["type"], &service["profile"]), (&json!("ImageService3"), &json!("level0")));
    let info = read(&archive, "public/iiif/image/files/letter/1v.bmp/info.json");
    assert_eq!((&info["id"], &info["tiles"]), (&service["id"], &service["tiles"]));
    let files = [
        "full/max/0/default.jpg",
        "full/700,20/0/default.jpg",
        "full/350,10/0/default.jpg",
        "0,0,512,20/512,20/0/default.jpg",
        "512,0,188,20/188,20/0/default.jpg",
    ];
    let tile = |file: &str| archive.at(&format!("public/iiif/image/files/letter/1v.bmp/{file}"));
    let was: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(tile(file)).unwrap()).collect();
    assert!(was.iter().all(|bytes| bytes.starts_with(&[0xff, 0xd8])));
    let ran = archive.run(&["build"]);
    assert!(ran.stdout.contains("nothing") || ran.stderr.contains("nothing"), "{ran:?}");
    // Another picture has other tiles, and none of the old.
    archive.write("content/files/letter/1v.bmp", bmp(500, 20));
    manifest(&archive);
    assert!(!tile(files[1]).exists() && tile("full/500,20/0/default.jpg").exists());
    // They are kept, and made again without the picture being read.
    std::fs::remove_dir_all(archive.at("public")).unwrap();
    manifest(&archive);
    assert!(tile("full/500,20/0/default.jpg").exists());
    let page = archive.read("public/documents/letter.facsimile.html");
    assert!(
        page.contains("data-tiles=\"../iiif/image/files/letter/1v.bmp\" data-side=\"512\" data-width=\"500\" data-height=\"20\""),
        "{page}"
    );
}

#[test]
fn a_picture_that_cannot_be_read_has_empty_tiles_and_a_finding() {
    let archive = archive(BASE, "tiles: true");
    let mut cut = bmp(60, 90);
    cut.truncate(200);
    archive.write("content/files/letter/1r.bmp", cut);
    for _ in 0..2 {
        let ran = archive.run(&["build"]);
        assert!(ran.stderr.contains("warning[picture-unread]"), "{}", ran.stderr);
        assert!(archive.at("public/iiif/image/files/letter/1r.bmp/full/max/0/default.jpg").exists());
    }
}

#[test]
fn without_an_address_there_are_tiles_and_no_manifest() {
    let archive = archive("", "tiles: true");
    archive.run(&["build"]);
    assert!(archive.at("public/iiif/image/files/letter/1r.bmp/full/max/0/default.jpg").exists());
    assert!(!archive.at("public/iiif/letter").exists() && !archive.at("public/iiif/image/files/letter/1r.bmp/info.json").exists());
    assert!(!archive.read("public/documents/letter.facsimile.html").contains("manifest.json"));
}

#[test]
fn what_may_not_be_shown_has_no_manifest() {
    let archive = archive(&format!("{BASE}\nunlicensed: metadata"), "tiles: true");
    archive.write("content/documents/letter.md", TEXT.replace("license: CC-BY-4.0\n", ""));
    archive.run(&["build"]);
    assert!(!archive.at("public/iiif").exists() && !archive.at("public/files").exists());
}
