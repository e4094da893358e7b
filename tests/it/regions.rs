//! Notes on places of pictures and on times of recordings: on the page, on the picture, as data, and when the picture is another.

use serde_json::{Value, json};

use crate::{
    drawn::grey_bmp as bmp,
    fixture::Archive,
    serve::{get, send, serve},
};

/// The shortest sound: eight samples of silence.
fn wav() -> Vec<u8> {
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(44_u32.to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]);
    bytes.extend(b"data");
    bytes.extend(8_u32.to_le_bytes());
    bytes.extend([128; 8]);
    bytes
}

const NOTES: &str = "\
- id: seal
  target: {page: 3r, xywh: \"120,80,40,60\"}
  body: The seal.
- id: edge
  target: {page: 3v, polygon: \"0,0 50,0 25,90\"}
  body: The torn edge.
- id: half
  target: {file: ../files/letter/3r.bmp, xywh: \"percent:0,50,100,50\"}
  body: The lower half.
- id: whole
  target: {page: 3v}
  body: The whole leaf.
- id: map
  target: {file: ../files/map.bmp, xywh: \"1,2,3,4\"}
  body: The town.
- id: cough
  target: {recording: Tape 1, time: 00:12:31-00:12:40}
  body: A cough.
- id: again
  reply-to: seal
  body: Whose?
";

/// A letter of two pages, with a map and a recording, and notes on all of these.
pub fn archive() -> Archive {
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Archive\nlang: en\n");
    archive.write("content/files/letter/3r.bmp", bmp(200, 300, 200));
    archive.write("content/files/letter/3v.bmp", bmp(200, 300, 100));
    archive.write("content/files/map.bmp", bmp(30, 20, 50));
    archive.write("content/files/tape.wav", wav());
    let front = "title: Letter\nlicense: CC0-1.0\nfacsimile:\n- {file: ../files/letter/3r.bmp, label: 3r}\n- {file: ../files/letter/3v.bmp, label: 3v}\n\
        recordings: [{file: ../files/tape.wav, label: Tape 1}]";
    let body = "<span class=\"pb\" data-n=\"3r\"></span>Dear friend, <span class=\"pb\" data-n=\"3v\"></span>farewell.";
    archive.write("content/documents/letter.md", format!("---\n{front}\n---\n\n{body}\n"));
    archive.write("content/annotations/letter.yaml", NOTES);
    archive
}

/// Where each of these stands in a page, which must be in this order.
fn in_order(page: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = page[from..].find(part).unwrap_or_else(|| panic!("no {part} behind byte {from} of\n{page}"));
        from += at + part.len();
    }
}

#[test]
fn notes_on_pictures_stand_in_the_list_and_on_the_picture() {
    let archive = archive();
    let ran = archive.run(&["build"]);
    assert_eq!((ran.status, ran.stderr.contains("error")), (0, false), "{}", ran.stderr);
    let page = archive.read("public/documents/letter.html");
    let parts = [
        "<h2 id=\"_annotations\"",
        "id=\"note-cough\"",
        "On the recording:",
        "href=\"../files/tape.wav#t=751,760\"",
        ">Tape 1, 00:12:31–00:12:40</a>",
        "id=\"note-seal\"",
        "※1 On page: <a href=\"letter.facsimile.html#at-note-seal\">3r</a>",
        "The seal.",
        "id=\"note-again\"",
        "id=\"note-half\"",
        "id=\"note-edge\"",
        "id=\"note-whole\"",
        "href=\"letter.facsimile.html#image-3v\"",
        "id=\"note-map\"",
        "On the picture: <a href=\"../files/map.bmp#xywh=1,2,3,4\">map.bmp</a>",
    ];
    in_order(&page, &parts);
    assert!(archive.at("public/files/map.bmp").exists(), "the note leads to it");
    let facsimile = archive.read("public/documents/letter.facsimile.html");
    let parts = [
        "<li id=\"image-3r\">",
        "<svg class=\"regions\" viewBox=\"0 0 200 300\"",
        // The larger lies below.
        "<a id=\"at-note-half\" href=\"#note-half\" aria-label=\"※2 The lower half.\">",
        "<rect x=\"0\" y=\"150\" width=\"200\" height=\"150\">",
        "<a id=\"at-note-seal\" href=\"#note-seal\"",
        "<rect x=\"120\" y=\"80\" width=\"40\" height=\"60\">",
        "id=\"note-seal\"",
        "<a href=\"#at-note-seal\">3r</a>",
        "<li id=\"image-3v\">",
        "<polygon points=\"0,0 50,0 25,90\">",
    ];
    in_order(&facsimile, &parts);
}

#[test]
fn places_on_pictures_are_published_as_w3c_selectors() {
    let archive = archive();
    archive.run(&["build", "-u", "https://example.org/a/"]);
    let page: Value = serde_json::from_str(&archive.read("public/documents/letter.jsonld")).unwrap();
    let target = |id: &str| {
        let items = page["items"].as_array().unwrap();
        items.iter().find(|item| item["id"].as_str().unwrap().ends_with(&format!("#note-{id}"))).unwrap()["target"].clone()
    };
    let seal = target("seal");
    assert_eq!(seal["source"]["id"], "https://example.org/a/files/letter/3r.bmp");
    assert_eq!(seal["scope"], "https://example.org/a/documents/letter.html");
    assert_eq!(seal["selector"]["conformsTo"], "http://www.w3.org/TR/media-frags/");
    assert_eq!(seal["selector"]["value"], "xywh=120,80,40,60");
    assert_eq!(target("half")["selector"]["value"], "xywh=0,150,200,150");
    let edge = target("edge");
    assert_eq!(edge["selector"]["type"], "SvgSelector");
    assert!(edge["selector"]["value"].as_str().unwrap().contains("<polygon points=\"0,0 50,0 25,90\">"), "{edge}");
    assert!(target("whole")["selector"].is_null());
    let cough = target("cough");
    assert_eq!((&cough["source"]["type"], &cough["selector"]["value"]), (&"Sound".into(), &"t=751,760".into()));
}

#[test]
fn what_is_wrong_with_a_place_is_said_and_nothing_moves_in_silence() {
    let archive = archive();
    archive.run(&["build"]);
    let kept = "image: {width: 200, height: 300, digest: sha256:00}";
    archive.write(
        "content/annotations/letter.yaml",
        format!(
            "- id: a\n  target: {{page: 3r, xywh: \"1,2,3,4\", {kept}}}\n  body: A.\n\
            - id: b\n  target: {{page: 3r, xywh: \"1,2,3,4\", image: {{width: 400, height: 600}}}}\n  body: B.\n\
            - id: c\n  target: {{page: 3r, xywh: \"200,2,3,4\"}}\n  body: C.\n\
            - id: d\n  target: {{page: 9r, xywh: \"1,2,3,4\"}}\n  body: D.\n\
            - id: e\n  target: {{file: ../files/none.bmp, xywh: \"1,2,3,4\"}}\n  body: E.\n\
            - id: f\n  target: {{recording: Tape 7, time: 00:00:01}}\n  body: F.\n"
        ),
    );
    let found = archive.run(&["check"]).stdout;
    for said in [
        "warning[note-picture-exchanged]: the picture under note `a` was exchanged",
        "error[note-picture-exchanged]: the picture under note `b` was exchanged: `content/files/letter/3r.bmp` was 400 × 600, and is 200 × 300 pixels large",
        "error[note-region-outside]: the place of note `c` lies beside `content/files/letter/3r.bmp`",
        "error[note-picture-gone]: note `d` is on page `9r`",
        "none.bmp",
        "error[note-recording-gone]: note `f` is on the recording `Tape 7`",
    ] {
        assert!(found.contains(said), "{said} is not in\n{found}");
    }
    archive.run(&["build"]);
    let page = archive.read("public/documents/letter.html");
    in_order(
        &page,
        &["id=\"note-a\"", "id=\"_unplaced\"", "id=\"note-b\"", "of another size", "id=\"note-c\"", "id=\"note-d\"", "has no picture"],
    );
    let facsimile = archive.read("public/documents/letter.facsimile.html");
    assert!(facsimile.contains("at-note-a") && !facsimile.contains("at-note-b") && !facsimile.contains("at-note-c"), "{facsimile}");
}

#[test]
fn an_exchanged_picture_is_noticed_by_a_warm_build_as_by_a_clean_one() {
    let archive = archive();
    archive.run(&["build"]);
    let shown = |archive: &Archive| archive.files("public");
    archive.write("content/files/letter/3r.bmp", bmp(210, 310, 200));
    archive.run(&["build"]);
    let warm = shown(&archive);
    archive.run(&["build", "-o", "clean"]);
    let clean = archive.files("clean");
    assert_eq!(warm.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
    for (path, bytes) in &clean {
        assert!(warm[path] == *bytes, "{path}");
    }
}

#[test]
fn what_may_not_be_shown_has_no_places() {
    let archive = archive();
    archive.write("scholion.yaml", "title: Archive\nlang: en\nunlicensed: metadata\n");
    archive.write("content/documents/letter.md", archive.read("content/documents/letter.md").replace("license: CC0-1.0\n", ""));
    archive.run(&["build"]);
    let page = archive.read("public/documents/letter.html");
    assert!(page.contains("id=\"note-seal\"") && !page.contains("On page:") && !page.contains("map.bmp"), "{page}");
    let files: Vec<String> = archive.files("public").into_keys().filter(|path| path.ends_with(".bmp") || path.ends_with(".wav")).collect();
    assert!(files.is_empty() && !archive.read("public/documents/letter.jsonld").contains("3r"), "{files:?}");
}

#[test]
fn what_is_published_comes_back_as_it_was() {
    for flags in [&["build"][..], &["build", "-u", "https://example.org/a/"]] {
        let archive = archive();
        archive.run(flags);
        let before = archive.read("public/documents/letter.jsonld");
        archive.write("notes.json", &before);
        archive.write("content/annotations/letter.yaml", "# Mine.\n");
        let ran = archive.run(&["annotations", "import", "notes.json"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, "7 notes taken\n"));
        let file = archive.read("content/annotations/letter.yaml");
        assert!(
            file.contains("    page: 3r\n    xywh: 120,80,40,60\n    image:\n      width: 200\n      height: 300\n      digest: "),
            "{file}"
        );
        archive.run(flags);
        assert_eq!(archive.read("public/documents/letter.jsonld"), before);
        assert_eq!(archive.run(&["annotations", "import", "notes.json"]).stderr, "0 notes taken, 7 already there\n");
        assert_eq!(archive.run(&["check", "--strict"]).status, 0);
    }
}

#[test]
fn places_drawn_in_other_programs_find_their_picture() {
    let archive = archive();
    archive.write("content/annotations/letter.yaml", "");
    // Annotorious: on a file of the site, nothing said of the page; Mirador: on a canvas; and on a picture of somebody else.
    let notes = json!([
        {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "#a1", "type": "Annotation",
         "body": [{"type": "TextualBody", "value": "A stain.", "purpose": "commenting"}],
         "target": {"source": "https://x.example/site/files/letter/3v.bmp",
                    "selector": {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": "xywh=pixel:10,20,30,40"}}},
        {"id": "urn:uuid:2", "type": "Annotation", "motivation": "commenting", "body": {"type": "TextualBody", "value": "A seal."},
         "target": {"source": {"id": "https://x.example/iiif/letter/canvas/image-3r", "type": "Canvas"},
                    "selector": [{"type": "FragmentSelector", "value": "xywh=1,2,30,40"},
                                 {"type": "SvgSelector", "value": "<svg xmlns='http://www.w3.org/2000/svg'><path d='M1,2h30v40z'/></svg>"}]}},
        // The pixels of a smaller copy are larger.
        {"id": "#a4", "type": "Annotation", "body": [{"type": "TextualBody", "value": "A blot."}],
         "target": "https://x.example/site/files/letter/3v.bmp.100.jpg#xywh=20,30,5,5"},
        {"id": "urn:uuid:3", "type": "Annotation", "bodyValue": "Elsewhere.", "target": "https://other.example/canvas/7#xywh=1,2,3,4"}
    ]);
    archive.write("notes.json", notes.to_string());
    let ran = archive.run(&["annotations", "import", "notes.json"]);
    assert!(ran.stderr.ends_with("3 notes taken, 1 not taken\n"), "{}", ran.stderr);
    let ran = archive.run(&["annotations", "import", "notes.json", "--document", "letter"]);
    assert!(
        ran.stderr.contains("has no place in the text")
            && ran.stderr.ends_with("1 note taken (1 without a place in the text), 3 already there\n"),
        "{}",
        ran.stderr
    );
    let file = archive.read("content/annotations/letter.yaml");
    for part in [
        "page: 3v\n    xywh: 10,20,30,40\n",
        "page: 3v\n    xywh: 40,60,10,10\n",
        "page: 3r\n    polygon: 1,2 31,2 31,42\n",
        "    source: https://other.example/canvas/7\n",
    ] {
        assert!(file.contains(part), "{part} is not in\n{file}");
    }
}

#[test]
fn an_exchanged_picture_is_accepted_by_its_editor_alone() {
    let archive = archive();
    let accept = || archive.run(&["annotations", "accept"]);
    let ran = accept();
    // Of a note that never said what its picture was it is written down.
    assert!(ran.stderr.ends_with("5 notes accepted\n"), "{}", ran.stderr);
    let pinned = archive.read("content/annotations/letter.yaml");
    assert_eq!((pinned.matches("image:").count(), pinned.matches("width: 200").count()), (5, 4), "{pinned}");
    assert!(accept().stderr.ends_with("0 notes accepted\n"));
    // Twice as large: the place grows; of other proportions it does not.
    archive.write("content/files/letter/3r.bmp", bmp(400, 600, 200));
    archive.write("content/files/letter/3v.bmp", bmp(300, 200, 100));
    let found = archive.run(&["check"]).stdout;
    let exchanged = |severity: &str| found.matches(&format!("{severity}[note-picture-exchanged]")).count();
    assert_eq!((exchanged("error"), exchanged("warning")), (3, 1), "{found}");
    let ran = accept();
    assert!(ran.stderr.contains("note `edge` not accepted") && ran.stderr.ends_with("3 notes accepted\n"), "{}", ran.stderr);
    let file = archive.read("content/annotations/letter.yaml");
    assert!(
        file.contains("xywh: 240,160,80,120") && file.contains("percent:0,50,100,50") && file.contains("polygon: 0,0 50,0 25,90"),
        "{file}"
    );
}

const BESIDE: &str = "documents/letter.facsimile.html";

#[test]
fn a_place_drawn_in_the_preview_is_kept_with_what_the_picture_is() {
    let archive = archive();
    archive.write("content/annotations/letter.yaml", "");
    let (watching, port) = serve(&archive);
    let page = get(port, &format!("/{BESIDE}")).text();
    assert!(page.contains("/_scholion/regions.js") && !get(port, "/documents/letter.html").text().contains("/_scholion/regions.js"));
    let known: Value = serde_json::from_str(&get(port, &format!("/_scholion/annotations?page={BESIDE}")).text()).unwrap();
    assert_eq!(known["pictures"][1], json!({"id": "image-3v", "label": "3v", "width": 200, "height": 300}));
    let token = page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let ask = |page: &str, target: Value| {
        let wish = json!({"page": page, "note": {"target": target, "body": "A seal."}}).to_string();
        let head = format!("Origin: http://localhost:{port}\r\nContent-Type: application/json\r\nX-Scholion-Token: {token}\r\n");
        let length = wish.len();
        let answer = send(
            port,
            &format!(
                "POST /_scholion/annotations HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n{wish}"
            ),
        );
        (answer.status, serde_json::from_str::<Value>(&answer.text()).unwrap_or_default())
    };
    // Whatever a page says of the picture is of no account.
    let region = json!({"region": {"page": "3v", "xywh": "10,20,30,40", "image": {"width": 7}}});
    assert_eq!(ask(BESIDE, region).0, 200);
    let file = archive.read("content/annotations/letter.yaml");
    assert!(
        file.starts_with(
            "- id: a-seal\n  target:\n    page: 3v\n    xywh: 10,20,30,40\n    image:\n      width: 200\n      height: 300\n      digest: "
        ),
        "{file}"
    );
    watching.shows(BESIDE, "at-note-a-seal");
    watching.shows("documents/letter.html", "id=\"note-a-seal\"");
    let refused = |target: Value, why: &str| {
        let (status, answer) = ask(BESIDE, target.clone());
        assert_eq!((status, &answer["error"]), (422, &why.into()), "{target}");
    };
    refused(json!({"region": {"page": "9r", "xywh": "10,20,30,40"}}), "no-picture");
    refused(json!({"region": {"page": "3v", "xywh": "nothing"}}), "no-place");
    refused(json!({"region": {"page": "3v", "xywh": "200,0,10,10"}}), "no-place");
    assert_eq!(ask("documents/letter.html", json!({"region": {"page": "3v", "xywh": "1,2,3,4"}})).1["error"], "no-picture");
    watching.is_clean();
}
