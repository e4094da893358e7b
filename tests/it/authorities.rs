//! People, bodies, places and topics: lives, relations, portraits, maps, data, and identifiers out of a list.

use serde_json::Value;

use crate::{drawn::grey_bmp, fixture::Archive};

/// A family, its town, and a body.
const ARCHIVE: &str = "
//- /scholion.yaml
title: Letters of the harbour
base-url: https://letters.example/
publisher: Harbour Archive
//- /content/authorities/people.yaml
- id: ann-berg
  name: Ann Berg
  sort: Berg, Ann
  born: {date: 1843-05-02, place: narva}
  died: {date: 1918, place: Dorpat}
  identifiers: {gnd: 118540238, wikidata: Q5}
  biography: |
    Harbour clerk; see [her letter](../documents/one.md) and [[Karl Holm]].
  portrait: {file: ../files/ann.bmp, caption: Ann Berg at her desk, rights: © Harbour Archive}
  relations:
  - {child-of: karl-holm}
  - {member-of: board, dates: 1870/1884, note: clerk}
- id: karl-holm
  name: Karl Holm
  relations: [{parent-of: ann-berg}]
//- /content/authorities/organizations.yaml
- {id: board, name: Harbour Board, founded: 1850, relations: [{located-in: narva}]}
//- /content/authorities/places.yaml
- {id: narva, name: Narva, coordinates: [59.38, 28.19], dates: 1223/.., identifiers: {geonames: 590031}, relations: [{part-of: estonia}]}
- {id: estonia, name: Estonia, feature-class: A, variants: [{name: Эстония, lang: ru}]}
- {id: riga, name: Riga, coordinates: [56.95, 24.11]}
//- /content/bibliography/one.yaml
references:
- {id: holm1880, type: book, title: The ice of Narva, author: [{family: Holm, given: Karl}], issued: 1880}
- {id: lund1881, type: book, title: Boats, author: [{family: Lund, given: Ida}], issued: 1881}
//- /content/documents/one.md
---
title: From Narva
license: CC-BY-4.0
issued: 1871
author: [{family: Berg, given: Ann}]
keyword: [Narva]
---

From Narva to Riga. In Narva the ice is gone.
";

fn built() -> Archive {
    let archive = Archive::new(ARCHIVE);
    archive.write("content/files/ann.bmp", grey_bmp(300, 400, 128));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    archive
}

#[test]
fn a_page_shows_a_life() {
    let archive = built();
    let page = archive.read("public/people/ann-berg.html");
    for part in [
        "<a href=\"../places/narva.html\"><bdi>Narva</bdi></a>",
        "<bdi>Dorpat</bdi>",
        "alt=\"Ann Berg\"",
        "src=\"../files/ann.bmp",
        "width=\"240\" height=\"320\"",
        "Ann Berg at her desk",
        "© Harbour Archive",
        "<a href=\"karl-holm.html\"><bdi>Karl Holm</bdi></a>",
        "<a href=\"../organizations/board.html\"><bdi>Harbour Board</bdi></a>",
        "clerk",
        "<a class=\"document\" href=\"../documents/one.html\">her letter</a>",
        "\"birthDate\":\"1843-05-02\"",
        "\"deathDate\":\"1918\"",
        "\"sameAs\":[\"https://d-nb.info/gnd/118540238\",\"https://www.wikidata.org/wiki/Q5\"]",
        "\"memberOf\":[{\"@type\":\"Organization\",\"name\":\"Harbour Board\",\"url\":\"https://letters.example/organizations/board.html\"}]",
        "class=\"places-map\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // What both say stands once; the dates of the life are those of its ends.
    assert_eq!(archive.read("public/people/karl-holm.html").matches("<a href=\"ann-berg.html\">").count(), 1);
    assert!(archive.read("public/people/index.html").contains("1843"));
}

#[test]
fn a_place_has_its_map_and_what_happened_there() {
    let archive = built();
    let page = archive.read("public/places/narva.html");
    for part in ["Born here", "Located here", "Part of", "class=\"land\"", "class=\"current\""] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let about = page.split("id=\"_works-about\"").nth(1).unwrap_or_default();
    assert!(about.contains("holm1880") && !about.contains("lund1881"), "{page}");
    assert!(archive.read("public/people/karl-holm.html").contains("holm1880"), "a work that he has written");
    let estonia = archive.read("public/places/estonia.html");
    assert!(estonia.contains("Parts") && estonia.contains("<circle"), "the map of its parts: {estonia}");
    let index = archive.read("public/places/index.html");
    assert_eq!(index.matches("<circle").count(), 2, "{index}");
    assert!(index.contains("assets/entity.css") && index.contains("<desc"), "{index}");
}

#[test]
fn places_come_in_the_linked_places_format() {
    let archive = built();
    let data: Value = serde_json::from_str(&archive.read("public/data/places.geojson")).unwrap();
    assert_eq!(data["type"], "FeatureCollection");
    assert!(data["@context"].as_str().unwrap().contains("linkedplaces-context"));
    let features = data["features"].as_array().unwrap();
    assert_eq!(features.len(), 3);
    for feature in features {
        assert!(feature["@id"].as_str().unwrap().starts_with("https://letters.example/places/"), "{feature}");
        assert_eq!(feature["type"], "Feature");
        assert!(feature["properties"]["title"].is_string() && feature["properties"]["fclasses"].is_array(), "{feature}");
        assert!(!feature["names"].as_array().unwrap().is_empty(), "{feature}");
        assert!(feature["geometry"].is_null() || feature["geometry"]["coordinates"].as_array().unwrap().len() == 2, "{feature}");
    }
    let narva = features.iter().find(|feature| feature["properties"]["title"] == "Narva").unwrap();
    assert_eq!(narva["geometry"]["coordinates"], serde_json::json!([28.19, 59.38]));
    assert_eq!(narva["when"], serde_json::json!({"timespans": [{"start": {"in": "1223"}}]}));
    assert_eq!(narva["names"][0]["citations"][0]["year"], 1871);
    assert_eq!(narva["relations"][0]["relationType"], "gvp:broaderPartitive");
    assert_eq!(narva["links"][0], serde_json::json!({"type": "closeMatch", "identifier": "https://www.geonames.org/590031"}));
}

#[test]
fn lists_and_links_are_data() {
    let archive = built();
    let people: Value = serde_json::from_str(&archive.read("public/data/people.json")).unwrap();
    let ann = people.as_array().unwrap().iter().find(|one| one["id"] == "ann-berg").unwrap();
    assert_eq!((&ann["born"]["place"], &ann["dates"], &ann["documents"]), (&"narva".into(), &"1843-05-02/1918".into(), &1.into()));
    assert_eq!(ann["relations"][0], serde_json::json!({"relation": "child-of", "to": "people/karl-holm"}));
    let beacon = archive.read("public/data/beacon-gnd.txt");
    assert!(beacon.starts_with("#FORMAT: BEACON\n#PREFIX: https://d-nb.info/gnd/\n"), "{beacon}");
    assert!(beacon.ends_with("\n\n118540238||https://letters.example/people/ann-berg.html\n"), "{beacon}");
    assert!(archive.at("public/data/beacon-geonames.txt").exists() && !archive.at("public/data/beacon-viaf.txt").exists());
    archive.write("scholion.yaml", "title: Letters\n");
    archive.run(&["build"]);
    assert!(!archive.at("public/data/beacon-gnd.txt").exists(), "links need public addresses");
    assert!(archive.at("public/data/organizations.json").exists() && !archive.at("public/data/topics.json").exists());
}

#[test]
fn an_old_note_is_a_biography() {
    let page = |key: &str| {
        let archive = Archive::new(&format!("//- /content/authorities/topics.yaml\n- {{id: ice, name: Ice, {key}: '*Cold* water.'}}\n"));
        archive.run(&["build"]);
        archive.read("public/topics/ice.html")
    };
    assert!(page("note").contains("<em>Cold</em> water."));
    assert_eq!(page("note"), page("biography"));
}

#[test]
fn probable_doubles_and_frequent_names_are_listed() {
    let document = |nth: usize| {
        format!(
            "//- /content/documents/d{nth}.md\n---\ntitle: D{nth}\nlicense: CC-BY-4.0\nauthor: [{{family: Holm, given: Karl}}, {{family: Berg, given: A.}}]\n---\n\nText.\n"
        )
    };
    let people = "//- /content/authorities/people.yaml\n- {id: ann-berg, name: Ann Berg, dates: 1843/1918}\n- {id: ann-m-berg, name: Ann M. Berg}\n- {id: anna, name: Anna Berg, dates: 1700/1750}\n- {id: a1, name: Ida Lund, identifiers: {viaf: 12}}\n- {id: a2, name: Ida Sand, identifiers: {viaf: 'https://viaf.org/viaf/12'}}\n- {id: ida-m, name: Ida M. Lund, relations: [{different-from: a1}]}\n";
    let archive = Archive::new(&format!("{people}{}", (0..5).map(document).collect::<String>()));
    let said = archive.run(&["check"]).stdout;
    for part in [
        "`ann-berg` and `ann-m-berg` may be one",
        "`a1` and `a2` may be one: both have the identifier 12 of viaf",
        "`A. Berg` has no record and may be `ann-berg`, Ann Berg",
        "`Karl Holm` stands in 5 documents and has no record",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("`ida-m`"), "{said}");
}

#[test]
fn identifiers_are_proposed_kept_and_written() {
    let people = "# Ours.\n- id: goethe\n  name: Johann Wolfgang von Goethe   # the poet\n  dates: 1749/1832\n- id: kresnov\n  name: Andrey Kresnov\n";
    let archive = Archive::new(&format!("//- /content/authorities/people.yaml\n{people}"));
    archive.write("gnd.tsv", "name\tgnd\tdates\tplace\nGoethe, Johann Wolfgang von\t118540238\t1749-1832\tWeimar\nKresnov, A.\t118607626\t\t\nKresnov, Andrej\t11858071X\t\t\n");
    let ran = archive.run(&["authorities", "match", "--with", "gnd.tsv", "--keep"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.contains(
            "people/goethe = gnd:118540238 (100, sure): `Goethe, Johann Wolfgang von`, the same name, 1749/1832 agrees; place: Weimar"
        ),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("people/kresnov = gnd:118607626 (50)"), "{}", ran.stdout);
    assert_eq!(archive.read("content/authorities/people.yaml"), people, "nothing is written unasked");
    let kept = archive.read("content/authorities/matches.yaml");
    let verdicts = kept.replacen("verdict: ''", "verdict: no", 1);
    let at = verdicts.find("118607626").unwrap();
    let (before, behind) = verdicts.split_at(at);
    archive.write("content/authorities/matches.yaml", format!("{before}{}", behind.replacen("verdict: ''", "verdict: yes", 1)));
    let ran = archive.run(&["authorities", "match", "--with", "gnd.tsv", "--accept"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert_eq!(
        archive.read("content/authorities/people.yaml"),
        "# Ours.\n- id: goethe\n  name: Johann Wolfgang von Goethe   # the poet\n  dates: 1749/1832\n- id: kresnov\n  name: Andrey Kresnov\n  identifiers: {gnd: '118607626'}\n",
        "what was said no to is not written"
    );
    let check = archive.run(&["check"]);
    assert!(!check.stdout.contains("matches.yaml"), "{}", check.stdout);
}

#[test]
fn a_life_is_told_in_the_language_of_the_archive() {
    let archive = Archive::new(
        "//- /scholion.yaml\ntitle: A\nlanguages: [en, ar]\n//- /content/authorities/people.yaml\n- {id: ann, name: Ann Berg, biography: She sailed.}\n",
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    let lead = |path: &str| archive.read(path).split("<div class=\"lead\"").nth(1).unwrap().split('>').next().unwrap().to_owned();
    assert_eq!(lead("public/people/ann.html"), "");
    assert_eq!(lead("public/ar/people/ann.html"), " lang=\"en\" dir=\"ltr\"");
}
