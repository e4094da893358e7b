//! What a description says comes out: on the page, in the files by which others take a document, in the archive's data.

use scholion::reference::variable::{self, Shape};
use serde_json::Value;

use crate::fixture::Archive;

/// Variables whose value in front matter is not any text, and one that it may be.
const FORMS: [(&str, &str); 6] = [
    ("language", ""),
    ("source", ""),
    ("license", "CC0-1.0"),
    ("DOI", "10.5555/lamp"),
    ("URL", "https://lamp.example/letter"),
    ("ISSN", "2313-0660"),
];

/// A value that stands nowhere else.
fn value(variable: &variable::Variable) -> String {
    match FORMS.iter().find(|(name, _)| *name == variable.name) {
        Some((_, value)) => (*value).to_owned(),
        None if variable.shape == Shape::Date => format!("18{}-05", 10 + variable.name.len()),
        None => format!("value of {}", variable.name.replace(['-', '_'], " ")),
    }
}

fn front() -> String {
    let mut yaml = String::from("---\ntype: manuscript\nlang: en\nx-shelf: {bay: Ours 7}\n");
    for variable in variable::ALL {
        let value = value(variable);
        match variable.shape {
            _ if value.is_empty() => {}
            Shape::Names => yaml.push_str(&format!("{}: [{{literal: {value}}}]\n", variable.name)),
            _ => yaml.push_str(&format!("{}: {value}\n", variable.name)),
        }
    }
    yaml + "---\n\nText.\n"
}

fn records(archive: &Archive, path: &str) -> Value {
    serde_json::from_str::<Value>(&archive.read(path)).unwrap()[0].clone()
}

#[test]
fn every_variable_of_a_document_comes_out() {
    let archive = Archive::new("");
    archive.write("scholion.yaml", "title: Letters\nbase-url: https://a.example/x/\n");
    archive.write("content/documents/a.md", front());
    let ran = archive.run(&["build", "--strict"]);
    assert_eq!((ran.status, &*ran.stderr), (0, &*ran.stderr), "{}", ran.stderr);
    assert!(!ran.stderr.contains("unknown-key") && !ran.stderr.contains("unknown key"), "{}", ran.stderr);
    let page = archive.read("public/documents/a.html");
    let main = page.split("<main").nth(1).unwrap();
    let words = regex::Regex::new("<pre.*?</pre>|<[^>]*>").unwrap().replace_all(main, "").into_owned();
    let (own, all) = (records(&archive, "public/documents/a.csl.json"), records(&archive, "public/data/documents.json"));
    let mut gone = Vec::new();
    for variable in variable::ALL.iter().filter(|variable| !value(variable).is_empty() && variable.name != "license") {
        let value = value(variable);
        for (place, record) in [("its CSL-JSON", &own), ("documents.json", &all)] {
            let is = match &record[variable.name] {
                Value::Array(names) => names[0]["literal"] == *value,
                Value::Object(date) => date["date-parts"][0][0] == value[..4].parse::<i32>().unwrap(),
                text => *text == *value,
            };
            // Ours, of which CSL knows nothing.
            if !is && variable.name != "translated-title" {
                gone.push(format!("{} in {place}: {}", variable.name, record[variable.name]));
            }
        }
        let shown = if variable.shape == Shape::Date { format!("May {}", &value[..4]) } else { value };
        if !words.contains(&shown) {
            gone.push(format!("{} on the page: {shown}", variable.name));
        }
        if page.contains(&format!("<dt>{}</dt>", variable.name)) && !matches!(variable.name, "DOI" | "ISBN" | "ISSN") {
            gone.push(format!("{} is labelled with its key", variable.name));
        }
        if !variable.bibtex.is_empty() && !archive.read("public/documents/a.bib").contains(&format!("{} = {{", variable.bibtex)) {
            gone.push(format!("{} in the bib file", variable.name));
        }
        // Every variable has a tag of RIS, or a line that names it.
        if variable.shape != Shape::Date && !archive.read("public/documents/a.ris").contains(&shown) {
            gone.push(format!("{} in the ris file", variable.name));
        }
    }
    assert!(gone.is_empty(), "{gone:#?}");
    assert_eq!(all["custom"]["x-shelf"]["bay"], "Ours 7");
    let shelf = "value of archive, value of archive place, value of archive collection, value of archive location";
    assert!(archive.read("public/documents/a.bib").contains(&format!("library = {{{shelf}, value of call number}}")));
    let ris = archive.read("public/documents/a.ris");
    assert!(ris.contains("AV  - value of archive location\r\n") && ris.contains("DB  - value of archive\r\n"), "{ris}");
    assert!(ris.contains("M2  - archive-place: value of archive place\r\n"), "{ris}");
    assert!(page.contains(r#""@type":["Manuscript","ArchiveComponent"]"#) && page.contains(r#""holdingArchive""#), "{page}");
}

#[test]
fn a_template_gets_the_editors_own_keys() {
    let archive = Archive::new(
        r#"
//- /content/documents/a.md
---
title: A
x-shelf: Ours 7 <b>
---

Text.
//- /content/documents/b.md
---
title: B
---

Text.
//- /templates/document.html
{% extends "default/document.html" %}
{% block apparatus %}<p class="own">{{ extra | get(key="x-shelf", default="nowhere") }}</p>{{ super() }}{% endblock apparatus %}
"#,
    );
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(archive.read("public/documents/a.html").contains(r#"<p class="own">Ours 7 &lt;b&gt;</p>"#));
    assert!(archive.read("public/documents/b.html").contains(r#"<p class="own">nowhere</p>"#));
}

#[test]
fn a_page_says_nothing_where_nothing_is_said_and_dates_in_words() {
    let archive = Archive::new(
        r#"
//- /content/documents/a.md
---
title: A
license: CC0-1.0
---

Text.
//- /content/documents/b.md
---
title: B
lang: ru
volume: 3
issued: 1911-03-04
author: [{family: Lunde, given: Edvard}]
license: all rights reserved
license-url: https://creativecommons.org/licenses/by/4.0/
---

Text.
"#,
    );
    let ran = archive.run(&["build"]);
    assert!(ran.stderr.contains("`all rights reserved` and the address of CC-BY-4.0 do not agree"), "{}", ran.stderr);
    let (bare, full) = (archive.read("public/documents/a.html"), archive.read("public/documents/b.html"));
    assert!(!bare.contains(r#"class="published""#) && !bare.contains(r#"class="kept""#), "{bare}");
    assert!(full.contains(r#"<p class="published"><span lang="en">vol. 3</span> · "#), "{full}");
    assert!(full.contains(r#"<p lang="ru">Lunde, Edvard (<span lang="en">4 March 1911</span>). B.</p>"#), "{full}");
    assert!(!full.contains("creativecommons.org"), "{full}");
}

#[test]
fn a_work_has_its_fields_by_name() {
    let archive = Archive::new(
        r#"
//- /content/bibliography/a.yaml
references:
- id: lunde1911
  type: manuscript
  title: Log
  author: Lunde, Edvard
  recipient: [{literal: The Board}]
  archive: Town Archive
  call-number: TA 3/2
  original-date: 1909-05
  x-own: 7
//- /content/documents/a.md
---
title: A
---

So it is said [@lunde1911].
"#,
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    let page = archive.read("public/works/lunde1911.html");
    for field in ["<dt>Recipient</dt><dd>", "<dt>Shelfmark</dt><dd><span>TA 3/2</span>", "<dt>Date of the original</dt><dd>May 1909"] {
        assert!(page.contains(field), "{field}: {page}");
    }
    let work = records(&archive, "public/data/works.json");
    assert_eq!(work["original-date"]["date-parts"][0], serde_json::json!([1909, 5]));
    assert_eq!((work["author"][0]["family"].as_str(), work["x-own"].as_i64()), (Some("Lunde"), Some(7)));
}

/// All objects of a page's JSON-LD.
fn linked_data(page: &str) -> Vec<Value> {
    let scripts = page.split(r#"<script type="application/ld+json">"#).skip(1);
    scripts.map(|script| serde_json::from_str(script.split("</script>").next().unwrap()).unwrap()).collect()
}

fn authorities() -> Archive {
    Archive::new(
        r#"
//- /scholion.yaml
title: Letters
base-url: https://a.example/x/
//- /content/authorities/people.yaml
- id: lunde
  name: Edvard Lunde
  dates: 1850/191X
  identifiers: {wikidata: Q5, viaf: 12, orcid: 0000-0002-1825-0098}
  x-portrait: plate 7
  note: |
    Kept [the log](../documents/a.md), wrote on the [[Harbour]] and is cited, *often*: [@berg1801, p. 3].[^1]

    - a list </script>

    [^1]: A note; [nowhere](../documents/gone.md).
//- /content/authorities/places.yaml
- {id: tartu, name: Tartu, coordinates: [58.38, 26.72], identifiers: {geonames: 588335, pleiades: 1}, note: A town.}
- {id: riga, name: Riga, coordinates: {lat: 56.95, lon: 24.1}}
- {id: lima, name: Lima, coordinates: [-120.05, -7.04]}
//- /content/bibliography/all.bib
@book{berg1801, author={Berg, Ida}, title={On winds}, doi={10.5555/winds}, year=1801}
//- /content/documents/a.md
---
title: Log
issued: 184X
---

Edvard Lunde went to Tartu [@berg1801].
//- /content/documents/b.md
---
title: Harbour
issued: 1843-21/1850?
---

Text.
"#,
    )
}

#[test]
fn what_is_told_of_a_person_is_a_text_like_any_other() {
    let archive = authorities();
    let said = archive.run(&["check"]).stdout;
    let page = archive.run(&["build"]);
    assert_eq!(page.status, 1, "{}", page.stderr);
    let page = archive.read("public/people/lunde.html");
    for part in [
        r#"<a class="document" href="../documents/a.html">the log</a>"#,
        r#"<a class="document" href="../documents/b.html">Harbour</a>"#,
        r##"href="#ref-berg1801""##,
        r#"<li id="ref-berg1801">"#,
        "<em>often</em>",
        "a list",
        "A note; ",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("[[") && !page.contains("]("), "{page}");
    let lines: Vec<&str> = said.lines().collect();
    let place = lines.iter().position(|line| line.contains("there is no document `../documents/gone.md`")).unwrap();
    assert!(lines[place + 1].contains("content/authorities/people.yaml:6"), "{said}");
    assert!(said.contains("`0000-0002-1825-0098` is no identifier of orcid, so it leads nowhere"), "{said}");
}

#[test]
fn pages_of_people_places_and_works_say_to_machines_what_they_are() {
    let archive = authorities();
    let said = archive.run(&["build"]).stderr;
    let [person] = &linked_data(&archive.read("public/people/lunde.html"))[..] else { panic!("one object") };
    assert_eq!((person["@type"].as_str(), person["name"].as_str()), (Some("Person"), Some("Edvard Lunde")));
    assert_eq!(person["sameAs"], serde_json::json!(["https://www.wikidata.org/wiki/Q5", "https://viaf.org/viaf/12"]));
    assert_eq!((person["birthDate"].as_str(), person["deathDate"].as_str()), (Some("1850"), Some("1910/1919")));
    assert_eq!(person["url"], "https://a.example/x/people/lunde.html");
    let town = archive.read("public/places/tartu.html");
    assert!(town.contains(r#"<dt>Coordinates</dt><dd><a href="geo:58.38,26.72">58.38, 26.72</a>"#), "{town}");
    assert!(town.contains(r#"<dt>Pleiades</dt><dd><a href="https://pleiades.stoa.org/places/1">1</a>"#), "{town}");
    let [place] = &linked_data(&town)[..] else { panic!("one object") };
    assert_eq!((place["geo"]["latitude"].as_f64(), place["geo"]["longitude"].as_f64()), (Some(58.38), Some(26.72)));
    assert_eq!(place["description"], "A town.");
    assert!(archive.read("public/places/riga.html").contains("geo:56.95,24.1"));
    let lima = archive.read("public/places/lima.html");
    assert!(!lima.contains("geo:"), "{lima}");
    assert!(said.contains("they look swapped: write `[-7.04, -120.05]`"), "{said}");
    let [work] = &linked_data(&archive.read("public/works/berg1801.html"))[..] else { panic!("one object") };
    assert_eq!((work["@type"].as_str(), work["identifier"]["value"].as_str()), (Some("Book"), Some("10.5555/winds")));
    assert_eq!((work["author"][0]["familyName"].as_str(), work["sameAs"].as_str()), (Some("Berg"), Some("https://doi.org/10.5555/winds")));
}

#[test]
fn dates_that_leave_something_open_are_told_and_kept() {
    let archive = authorities();
    let said = archive.run(&["build"]).stderr;
    assert!(!said.contains("bad-date"), "{said}");
    let page = archive.read("public/documents/a.html");
    assert!(page.contains("1840s") && !page.contains("<time"), "{page}");
    assert_eq!(linked_data(&page)[0]["datePublished"], "1840/1849");
    assert!(archive.read("public/documents/b.html").contains("spring 1843 – 1850?"));
    let written = records(&archive, "public/documents/a.csl.json");
    assert_eq!(written["issued"], serde_json::json!({"date-parts": [[1840], [1849]], "raw": "184X"}));
    assert!(archive.read("public/documents/a.bib").contains("date = {184X}"));
    assert!(archive.read("public/documents/b.ris").contains("DA  - 1843///1843-21--1850?"));
}

#[test]
fn words_that_nobody_has_translated_say_that_they_are_english() {
    let archive = authorities();
    archive.write("scholion.yaml", "title: Brieven\nlang: nl\nbase-url: https://a.example/x/\n");
    archive.run(&["build"]);
    let front = archive.read("public/index.html");
    for part in [
        r#"<html lang="nl""#,
        r##"<a class="skip" href="#_main" lang="en">Skip to the text</a>"##,
        r#"<header class="site" id="_top" lang="en">"#,
        r#"<a href="index.html" lang="nl">Brieven</a>"#,
        r#"lang="en">Documents</h2>"#,
    ] {
        assert!(front.contains(part), "{part}: {front}");
    }
    let person = archive.read("public/people/lunde.html");
    assert!(person.contains(r#"<dt lang="en">Also</dt>"#) || person.contains(r#"<p class="rubric" lang="en">Person</p>"#), "{person}");
    // A translation of one's own speaks for itself.
    archive.write("templates/strings/nl.yaml", "skip: Naar de tekst\n");
    archive.run(&["build"]);
    let front = archive.read("public/index.html");
    assert!(
        front.contains(r##"<a class="skip" href="#_main">Naar de tekst</a>"##) && front.contains(r#"<header class="site" id="_top">"#),
        "{front}"
    );
}
