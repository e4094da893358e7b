//! Every variable of a description in every way in which a document is taken away, with the list of what a way has no place for.

use std::collections::{BTreeMap, BTreeSet};

use scholion::reference::{
    nowhere::NOWHERE,
    variable::{self, Shape, Variable},
};

use crate::fixture::Archive;

/// Variables that no document has: these keys of front matter say something else.
const NO_DOCUMENT: [&str; 2] = ["language", "source"];

/// Variables that are not any text, and what stands in them.
const FORMS: [(&str, &str); 4] =
    [("license", "CC0-1.0"), ("DOI", "10.5555/lamp"), ("URL", "https://lamp.example/letter"), ("ISSN", "2313-0660")];

/// What a variable needs beside it, to be where such works have it.
fn beside(variable: &str) -> &'static str {
    match variable {
        "volume" | "issue" | "page" | "container-title" | "container-title-short" | "supplement-number" | "ISSN" | "section" => {
            "type: article-journal\ncontainer-title: Annals\nISSN: 2313-0660\n"
        }
        "collection-number" | "edition" | "number-of-volumes" => "type: book\ncollection-title: Series of Lamps\n",
        "number" => "type: report\n",
        "publisher-place" => "type: book\npublisher: Harbour Press\n",
        "archive-place" => "type: manuscript\narchive: Town Archive\n",
        name if name.starts_with("reviewed") => "type: review-book\n",
        _ => "type: manuscript\n",
    }
}

fn value(variable: &Variable) -> String {
    match FORMS.iter().find(|(name, _)| *name == variable.name) {
        Some((_, value)) => (*value).to_owned(),
        None if variable.shape == Shape::Date => "1812-05".to_owned(),
        None => format!("Value{}", variable.name.replace(['-', '_'], "")),
    }
}

/// What a document's page and files say, by the way in which it is taken away.
fn ways(archive: &Archive, slug: &str) -> BTreeMap<&'static str, String> {
    let page = archive.read(&format!("public/documents/{slug}.html"));
    let tags = |prefix: &str| {
        let is_tag = |line: &&str| line.starts_with(&format!("<meta name=\"{prefix}"));
        page.lines().filter(is_tag).collect::<Vec<_>>().join("\n")
    };
    let script = page.split(r#"<script type="application/ld+json">"#).nth(1).and_then(|rest| rest.split("</script>").next());
    let file = |ending: &str| archive.read(&format!("public/documents/{slug}.{ending}"));
    BTreeMap::from([
        ("BibLaTeX", file("bib")),
        ("RIS", file("ris")),
        ("CSL-JSON", file("csl.json")),
        ("Dublin Core", tags("DC")),
        ("JSON-LD", script.unwrap_or_default().to_owned()),
        ("Highwire", tags("citation_")),
    ])
}

#[test]
fn every_variable_is_in_every_format_that_has_a_place_for_it() {
    let archive = Archive::new("//- /scholion.yaml\ntitle: Letters\nbase-url: https://a.example/x/\n");
    let variables = || variable::ALL.iter().filter(|variable| !NO_DOCUMENT.contains(&variable.name));
    for variable in variables() {
        let (name, value) = (variable.name, value(variable));
        let line = match variable.shape {
            Shape::Names => format!("{name}: [{{literal: {value}}}]\n"),
            _ => format!("{name}: {value}\n"),
        };
        let kept: String = beside(name).lines().filter(|one| !one.starts_with(&format!("{name}:"))).map(|one| format!("{one}\n")).collect();
        let title = if name == "title" { "" } else { "title: A\n" };
        archive.write(&format!("content/documents/{}.md", name.to_lowercase()), format!("---\n{title}{kept}{line}---\n\nText.\n"));
    }
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let texts: String = archive.files("public/search/d").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    // By the year in which they were issued documents are filtered.
    for variable in variables().filter(|variable| variable.name != "issued") {
        let is_found = texts
            .split("scholion.give")
            .any(|text| text.contains(&format!("documents/{}.html", variable.name.to_lowercase())) && text.contains(&value(variable)));
        assert!(is_found, "{} is not found by search", variable.name);
    }
    let mut lacking: BTreeMap<&str, BTreeSet<&str>> = NOWHERE.iter().map(|(format, _)| (*format, BTreeSet::new())).collect();
    for variable in variables() {
        let slug = variable.name.to_lowercase();
        let value = value(variable);
        for (format, text) in ways(&archive, &slug) {
            let forms = match variable.shape {
                Shape::Date => vec![value.clone(), "1812/05".into(), "[1812,5]".into(), "year = {1812}".into()],
                _ => vec![value.clone(), value.replace('/', "\\/"), "publicdomain/zero/1.0".into()],
            };
            let forms = forms.iter().filter(|form| variable.name == "license" || !form.starts_with("publicdomain"));
            if !forms.into_iter().any(|form| text.contains(form.as_str())) {
                lacking.entry(format).or_default().insert(variable.name);
            }
        }
    }
    let expected: BTreeMap<&str, BTreeSet<&str>> =
        NOWHERE.iter().map(|(format, variables)| (*format, variables.iter().copied().collect())).collect();
    assert_eq!(lacking, expected);
}

#[test]
fn what_a_format_has_no_place_for_is_said_once_an_archive() {
    let archive = Archive::new(
        "
//- /content/documents/a.md
---
title: A
license: CC0-1.0
scale: 1:25000
call-number: TA 3/2
---

Text.
//- /content/documents/b.md
---
title: B
license: CC0-1.0
scale: 1:50000
---

Text.
",
    );
    let said = archive.run(&["check"]).stdout;
    assert_eq!(said.matches("notice[not-exported]: `scale`").count(), 1, "{said}");
    assert!(said.contains("content/documents/a.md:4:1") && said.contains("not written in JSON-LD"), "{said}");
    // What only the tags for search engines of articles lack is said together.
    assert!(said.contains("Highwire's tags have no place for `call-number`, `scale`"), "{said}");
}
