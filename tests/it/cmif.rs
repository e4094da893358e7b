//! Letters in the Correspondence Metadata Interchange Format 1.1.0 of 26 February 2025, held to its content model.
//!
//! The model is that of `odd/cmi-customization.odd`, `odd/cmif.sch` and `doc/documentation-en.md` of
//! <https://github.com/TEI-Correspondence-SIG/CMIF>, as a table: the schema itself is in no registry of packages.

use roxmltree::{Document, Node};

use crate::fixture::Archive;

/// An element: its children in the order in which they must stand (`+` one or more, `*` any number), its attributes (`!` needed), and
/// whether it has words.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str], bool);

const MODEL: &[Rule] = &[
    ("TEI", &["teiHeader", "text"], &[], false),
    ("teiHeader", &["fileDesc", "profileDesc"], &[], false),
    ("fileDesc", &["titleStmt", "publicationStmt", "sourceDesc"], &[], false),
    ("titleStmt", &["title", "editor+"], &[], false),
    ("title", &[], &[], true),
    ("editor", &[], &[], true),
    ("publicationStmt", &["publisher+", "idno", "date", "availability"], &[], false),
    ("publisher", &[], &[], true),
    ("idno", &[], &["type!"], true),
    ("availability", &["licence"], &[], false),
    ("licence", &[], &["target!"], true),
    ("sourceDesc", &["bibl+"], &[], false),
    ("bibl", &["ref*"], &["type!", "id!"], true),
    ("ref", &[], &["target"], true),
    ("profileDesc", &["correspDesc+"], &[], false),
    ("correspDesc", &["correspAction+"], &["key", "ref", "source!"], false),
    ("correspAction", &["persName*", "orgName*", "placeName*", "date*"], &["type!"], false),
    ("persName", &[], &["ref", "evidence", "cert"], true),
    ("orgName", &[], &["ref", "evidence", "cert"], true),
    ("placeName", &[], &["ref", "evidence", "cert"], true),
    ("date", &[], &["when", "from", "to", "notBefore", "notAfter", "evidence", "cert"], true),
    ("text", &["body"], &[], false),
    ("body", &["p"], &[], false),
    ("p", &[], &[], true),
];

/// What attributes may say.
const VALUES: &[(&str, &str, &str)] = &[
    ("idno", "type", "^url$"),
    ("licence", "target", "^https://creativecommons.org/(licenses/by/4.0|publicdomain/zero/1.0)/$"),
    // A UUID (cmif.sch, W0001) that is an xml:id.
    ("bibl", "id", "^[a-f][0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
    ("bibl", "type", "^(online|print|hybrid)$"),
    ("correspAction", "type", "^(sent|received)$"),
    ("*", "evidence", "^conjecture$"),
    ("*", "cert", "^low$"),
    ("date", "when", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    ("date", "from", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    ("date", "to", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    ("date", "notBefore", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    ("date", "notAfter", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
];

/// All that the model says against a file.
fn faults(xml: &str) -> Vec<String> {
    let tree = Document::parse(xml).unwrap();
    let happened = regex::Regex::new("^((<persName>|<orgName>)+)(<placeName>)*(<date>)*$").unwrap();
    let mut faults = Vec::new();
    for node in tree.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let Some((_, children, attributes, has_words)) = MODEL.iter().find(|(of, ..)| *of == name) else {
            faults.push(format!("no element {name}"));
            continue;
        };
        if node.tag_name().namespace() != Some("http://www.tei-c.org/ns/1.0") {
            faults.push(format!("{name} is of no namespace"));
        }
        let found: String = node.children().filter(Node::is_element).map(|child| format!("<{}>", child.tag_name().name())).collect();
        let expected: String = children
            .iter()
            .map(|child| match child.strip_suffix(['+', '*']) {
                Some(bare) => format!("(<{bare}>){}", &child[bare.len()..]),
                None => format!("<{child}>"),
            })
            .collect();
        // Those who had a part in what happened stand in any order.
        let is_right = if name == "correspAction" {
            !found.is_empty() && happened.is_match(&found)
        } else {
            regex::Regex::new(&format!("^{expected}$")).unwrap().is_match(&found)
        };
        if !is_right {
            faults.push(format!("{name} has {found}"));
        }
        if !has_words && node.children().any(|child| child.is_text() && !child.text().unwrap_or("").trim().is_empty()) {
            faults.push(format!("{name} has words"));
        }
        for attribute in node.attributes() {
            if !attributes.iter().any(|other| other.trim_end_matches('!') == attribute.name()) {
                faults.push(format!("{name} has @{}", attribute.name()));
            }
            for (_, _, pattern) in VALUES.iter().filter(|(of, which, _)| (*of == name || *of == "*") && *which == attribute.name()) {
                if !regex::Regex::new(pattern).unwrap().is_match(attribute.value()) {
                    faults.push(format!("{name}/@{} is {}", attribute.name(), attribute.value()));
                }
            }
        }
        let lacks = |one: &&&str| one.ends_with('!') && !node.attributes().any(|has| has.name() == one.trim_end_matches('!'));
        faults.extend(attributes.iter().filter(lacks).map(|one| format!("{name} lacks @{one}")));
        // cmif.sch, E0001 to E0004.
        if name == "correspDesc" {
            for kind in ["sent", "received"] {
                let count = node.children().filter(|child| child.attribute("type") == Some(kind)).count();
                if count != 1 {
                    faults.push(format!("{count} of {kind}"));
                }
            }
            let source = node.attribute("source").unwrap_or("").trim_start_matches('#');
            let is_there = tree.descendants().any(|other| other.attributes().any(|id| id.name() == "id" && id.value() == source));
            if !is_there {
                faults.push(format!("no source {source}"));
            }
        }
        if name == "date" && !node.attributes().any(|one| !matches!(one.name(), "evidence" | "cert")) {
            faults.push("a date without a date".to_owned());
        }
    }
    faults
}

/// An archive of letters, one for each way of dating, and what else may be said.
fn archive(dates: &[&str]) -> Archive {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: Letters & papers
base-url: https://letters.example/
metadata-license: CC-BY-4.0
//- /content/authorities/people.yaml
- {id: lunde, name: Edvard Lunde, sort: 'Lunde, Edvard', identifiers: {viaf: 102333412, gnd: 118540238}}
//- /content/authorities/organizations.yaml
- {id: board, name: Harbour Board, identifiers: {wikidata: Q1}}
//- /content/authorities/places.yaml
- {id: narva, name: Narva, identifiers: {geonames: 590031, wikidata: Q2}}
//- /content/documents/unknown.md
---
title: From somebody
added: 2026-05-02
license: CC0-1.0
recipient: [{literal: Harbour Board}, {family: Berg, given: Ida}]
sent: {place: {id: narva}, uncertain: [people, place], conjecture: [place]}
---

Sirs.
//- /content/documents/draft.md
---
title: A draft
draft: true
recipient: [{family: Hidden, given: Ida}]
sent: 1850
---

Nothing of this.
",
    );
    for (nth, date) in dates.iter().enumerate() {
        let front = format!("title: Letter {nth}\nauthor: [{{family: Lunde, given: Edvard}}]\nrecipient: [{{family: Berg, given: Ida}}]");
        archive.write(&format!("content/documents/l{nth}.md"), format!("---\n{front}\nlicense: CC0-1.0\n{date}\n---\n\nWords.\n"));
    }
    archive
}

#[test]
fn letters_are_given_to_indexes_of_letters() {
    let cases = [
        ("sent: 1843-05-02", "<date when=\"1843-05-02\"></date>"),
        ("sent: 1843-05", "<date when=\"1843-05\"></date>"),
        ("sent: 1843-XX", "<date when=\"1843\"></date>"),
        ("sent: 1843-05-XX", "<date when=\"1843-05\"></date>"),
        ("sent: 1843?", "<date when=\"1843\" cert=\"low\"></date>"),
        ("sent: 1843-06~", "<date when=\"1843-06\" cert=\"low\">1843-06~</date>"),
        ("sent: 184X", "<date notBefore=\"1840\" notAfter=\"1849\"></date>"),
        ("sent: 1843-21", "<date when=\"1843\">1843-21</date>"),
        ("sent: 1843-05-02/1843-05-09", "<date from=\"1843-05-02\" to=\"1843-05-09\"></date>"),
        ("sent: {not-before: 1843-05-02, not-after: 1843-05-09}", "<date notBefore=\"1843-05-02\" notAfter=\"1843-05-09\"></date>"),
        ("sent: {not-before: 1843-05}", "<date notBefore=\"1843-05\"></date>"),
        ("sent: ../1843", "<date to=\"1843\"></date>"),
        ("sent: {date: 1843-05-03, conjecture: date}", "<date when=\"1843-05-03\" evidence=\"conjecture\"></date>"),
        ("issued: 1843-05-04", "<date when=\"1843-05-04\"></date>"),
        ("sent: -0044", "</persName></correspAction>"),
    ];
    let archive = archive(&cases.map(|(date, _)| date));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let xml = archive.read("public/data/cmif.xml");
    assert_eq!(faults(&xml), [""; 0], "{xml}");
    for (nth, (date, expected)) in cases.iter().enumerate() {
        let letter = xml.split("<correspDesc").find(|letter| letter.contains(&format!("/documents/l{nth}.html\""))).unwrap();
        assert!(letter.contains(expected), "{date}: {letter}");
    }
    for expected in [
        "<persName ref=\"https://d-nb.info/gnd/118540238\">Lunde, Edvard</persName>",
        "<persName cert=\"low\">Unknown</persName>",
        "<orgName ref=\"https://www.wikidata.org/wiki/Q1\">Harbour Board</orgName><persName>Berg, Ida</persName>",
        "<placeName ref=\"https://www.geonames.org/590031\" evidence=\"conjecture\" cert=\"low\">Narva</placeName>",
        "<date when=\"2026-05-02\"/>",
        "<title>Letters &amp; papers</title>",
    ] {
        assert!(xml.contains(expected), "{expected}: {xml}");
    }
    assert!(!xml.contains("Hidden") && archive.read("public/letters/index.html").contains("../data/cmif.xml"));
}

#[test]
fn without_address_licence_or_day_there_is_no_file() {
    for (what, from, to, finding) in [
        ("scholion.yaml", "base-url: https://letters.example/\n", "", ""),
        ("scholion.yaml", "metadata-license: CC-BY-4.0\n", "", "letters-not-indexed"),
        ("content/documents/unknown.md", "added: 2026-05-02\n", "", "letters-not-indexed"),
    ] {
        let archive = archive(&["sent: 1843"]);
        archive.write(what, archive.read(what).replace(from, to));
        assert_eq!(archive.run(&["build"]).status, 0);
        assert!(!archive.files("public").contains_key("data/cmif.xml"), "{from}");
        assert!(!archive.read("public/letters/index.html").contains("cmif.xml"), "{from}");
        assert!(archive.run(&["check"]).stdout.contains(finding), "{from}");
    }
}
