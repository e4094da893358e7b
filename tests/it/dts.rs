//! Distributed Text Services: a client that knows nothing but the entry and its templates comes to every answer, and each is as the
//! specification (dtsapi.org/versions/v1.0) has it.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::fixture::Archive;

const BASE: &str = "https://example.org/letters/";

fn archive(head: &str) -> Archive {
    let archive = Archive::new(
        r#"
//- /content/documents/treatise.md
---
title: A treatise
lang: de
author: [{family: Ilves, given: Marta}]
license: CC-BY-4.0
abstract: On *post*.
collection: fonds
translations: {en: {title: A treatise in English}}
---

Before all <span class="pb" data-n="1r"></span>stands *this*.[^1]

## Der Anfang der Geschichte & mehr

One paragraph.

- an item
- another <span class="pb" data-n="1v"></span>item

### Введение {#введение}

Deep <span class="pb" data-n="2r"></span>down.

## The end {#sec:end}

Last words.

[^1]: A note.

    With two paragraphs.
//- /content/documents/box1/letter.md
---
title: A letter
license: CC0-1.0
collection: [series, fonds]
---

Dear *all*,

so it is.
//- /content/documents/alone.md
---
title: Alone
license: CC0-1.0
---

It stands in no collection.
//- /content/documents/closed.md
---
title: Closed
rights: All rights reserved
collection: series
---

## Nobody reads this

Nor these closedwords.
//- /content/documents/draft.md
---
title: A draft
draft: true
collection: series
---

Not yet.
//- /content/collections/fonds.md
---
title: The fonds
level: fonds
---

What is in it.
//- /content/collections/series.md
---
title: The series
level: series
parent: fonds
---
"#,
    );
    archive.write("scholion.yaml", format!("title: Letters\ndescription: All of them\nlang: en\nunlicensed: metadata\n{head}"));
    assert_eq!(archive.run(&["build"]).status, 0);
    archive
}

/// What a template gives for some parameters (RFC 6570, as far as templates of a host of files need it).
fn expand(template: &str, parameters: &[(&str, &str)]) -> String {
    let (mut url, mut rest) = (String::new(), template);
    while let Some((before, behind)) = rest.split_once('{') {
        let (expression, further) = behind.split_once('}').unwrap();
        url.push_str(before);
        rest = further;
        let (operator, names) = expression.split_at(1);
        for name in names.split(',') {
            let Some((_, value)) = parameters.iter().find(|(other, _)| *other == name) else { continue };
            let encoded: String = value
                .bytes()
                .map(|byte| {
                    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                        char::from(byte).to_string()
                    } else {
                        format!("%{byte:02X}")
                    }
                })
                .collect();
            match operator {
                "/" => url.push_str(&format!("/{encoded}")),
                ";" => url.push_str(&format!(";{name}={encoded}")),
                _ => panic!("{template}"),
            }
        }
    }
    url + rest
}

/// Somebody who asks.
struct Client<'a> {
    archive: &'a Archive,
    entry: Value,
    /// The files that answered.
    seen: BTreeSet<String>,
}

impl<'a> Client<'a> {
    fn new(archive: &'a Archive) -> Self {
        let mut client = Self { archive, entry: Value::Null, seen: BTreeSet::new() };
        client.entry = client.json(&format!("{BASE}dts/index.jsonld")).unwrap();
        client
    }

    /// What a host gives for an address: the file that is called so, without escapes.
    fn get(&mut self, url: &str) -> Option<String> {
        let path = url.strip_prefix(BASE).unwrap_or_else(|| panic!("{url} is elsewhere"));
        let mut bytes = Vec::new();
        let mut rest = path.bytes();
        while let Some(byte) = rest.next() {
            let digits = |rest: &mut std::str::Bytes<'_>| format!("{}{}", rest.next().unwrap() as char, rest.next().unwrap() as char);
            bytes.push(if byte == b'%' { u8::from_str_radix(&digits(&mut rest), 16).unwrap() } else { byte });
        }
        let path = String::from_utf8(bytes).unwrap();
        let text = fs::read_to_string(self.archive.at("public").join(&path)).ok()?;
        self.seen.insert(path);
        Some(text)
    }

    fn json(&mut self, url: &str) -> Option<Value> {
        let answer: Value = serde_json::from_str(&self.get(url)?).unwrap();
        assert_eq!((&answer["@context"], &answer["dtsVersion"]), (&"https://dtsapi.org/context/v1.0.json".into(), &"1.0".into()), "{url}");
        Some(answer)
    }

    fn ask(&mut self, endpoint: &str, parameters: &[(&str, &str)]) -> Option<Value> {
        let url = expand(self.entry[endpoint].as_str().unwrap(), parameters);
        let answer = self.json(&url);
        if endpoint == "navigation"
            && let Some(answer) = &answer
        {
            assert_eq!((&answer["@id"], &answer["@type"]), (&url.as_str().into(), &"Navigation".into()));
        }
        answer
    }

    fn text(&mut self, parameters: &[(&str, &str)]) -> Option<String> {
        let url = expand(self.entry["document"].as_str().unwrap(), parameters);
        self.get(&url)
    }

    /// All members of a collection, page after page.
    fn members(&mut self, id: &str) -> Vec<Value> {
        let mut answer = self.ask("collection", &[("id", id)]).unwrap();
        assert_eq!(self.ask("collection", &[("id", id), ("nav", "children")]), Some(answer.clone()));
        let mut all = answer["member"].as_array().unwrap().clone();
        if answer["view"].is_object() {
            assert_eq!(answer["view"]["previous"], Value::Null);
            for nth in 1.. {
                let view = answer["view"].clone();
                let page = nth.to_string();
                assert_eq!(self.ask("collection", &[("id", id), ("nav", "children"), ("page", &page)]), Some(answer.clone()));
                assert_eq!(self.json(view["@id"].as_str().unwrap()), Some(answer));
                self.json(view["first"].as_str().unwrap()).unwrap();
                let Some(next) = view["next"].as_str() else {
                    assert_eq!(view["last"], view["@id"]);
                    break;
                };
                answer = self.json(next).unwrap();
                assert_eq!(answer["view"]["previous"], view["@id"]);
                all.extend(answer["member"].as_array().unwrap().iter().cloned());
            }
        }
        all
    }

    /// Walks through a collection and all within it; gives the names of the documents.
    fn walk(&mut self, id: &str, documents: &mut BTreeSet<String>) {
        let about = self.ask("collection", &[("id", id)]).unwrap();
        collection(&about);
        let members = self.members(id);
        assert_eq!(about["totalChildren"], members.len(), "{id}");
        for member in &members {
            collection(member);
            let name = member["@id"].as_str().unwrap();
            let own = self.ask("collection", &[("id", name)]).unwrap();
            // Whoever tells of something tells the same.
            for (key, value) in member.as_object().unwrap() {
                assert_eq!(&own[key], value, "{name}");
            }
            assert_eq!(self.json(&expand(member["collection"].as_str().unwrap(), &[])), Some(own.clone()));
            let parents = self.ask("collection", &[("id", name), ("nav", "parents")]).unwrap();
            let parents = parents["member"].as_array().unwrap();
            assert_eq!(own["totalParents"], parents.len(), "{name}");
            assert!(parents.iter().any(|parent| parent["@id"] == id), "{name} does not stand in {id}");
            if member["@type"] == "Collection" {
                self.walk(name, documents);
            } else if documents.insert(name.to_owned()) {
                self.ask("collection", &[("id", name), ("nav", "children")]).unwrap();
                self.document(name, &own);
            }
        }
    }

    /// Asks all that can be asked of a document.
    fn document(&mut self, name: &str, resource: &Value) {
        let whole = self.text(&[("resource", name)]).unwrap();
        let whole = roxmltree::Document::parse(&whole).unwrap();
        assert!(whole.root_element().has_tag_name(("http://www.tei-c.org/ns/1.0", "TEI")));
        let trees = resource["citationTrees"].as_array().unwrap();
        if trees.is_empty() {
            assert_eq!(self.ask("navigation", &[("resource", name), ("down", "1")]).unwrap()["member"], Value::Array(Vec::new()));
            self.ask("navigation", &[("resource", name), ("down", "-1")]).unwrap();
        }
        for (nth, tree) in trees.iter().enumerate() {
            let identifier = tree["identifier"].as_str();
            assert_eq!((tree["@type"].as_str(), identifier.is_none()), (Some("CitationTree"), nth == 0));
            let base: Vec<(&str, &str)> = [("resource", name)].into_iter().chain(identifier.map(|tree| ("tree", tree))).collect();
            let ask = |client: &mut Self, more: &[(&str, &str)]| client.ask("navigation", &[&base, more].concat());
            let all = ask(self, &[("down", "-1")]).unwrap();
            assert_eq!(all["resource"]["citationTrees"], resource["citationTrees"]);
            let units = all["member"].as_array().unwrap().clone();
            let names: BTreeSet<&str> = units.iter().map(|unit| unit["identifier"].as_str().unwrap()).collect();
            assert_eq!(names.len(), units.len(), "identifiers are unique");
            let deepest = units.iter().filter_map(|unit| unit["level"].as_u64()).max().unwrap();
            for down in 1..=deepest {
                let some = ask(self, &[("down", &down.to_string())]).unwrap();
                let expected: Vec<&Value> = units.iter().filter(|unit| unit["level"].as_u64().unwrap() <= down).collect();
                assert_eq!(some["member"].as_array().unwrap().iter().collect::<Vec<_>>(), expected);
            }
            assert_eq!(ask(self, &[]), None, "neither ref nor down");
            let page = resource["dublinCore"]["hasFormat"][0].as_str().unwrap();
            let html = self.archive.read(&format!("public/{}", page.strip_prefix(BASE).unwrap()));
            for unit in &units {
                let (id, level) = (unit["identifier"].as_str().unwrap(), unit["level"].as_u64().unwrap());
                assert!(unit["parent"].is_null() == (level == 1), "{unit}");
                if let Some(parent) = unit["parent"].as_str() {
                    let parent = units.iter().find(|other| other["identifier"] == parent).unwrap();
                    assert_eq!(parent["level"].as_u64(), Some(level - 1));
                }
                // What can be cited is a place of the page.
                let (address, fragment) = unit["@id"].as_str().unwrap().split_once('#').unwrap();
                assert!(address == page && fragment.contains('%') || html.contains(&format!("id=\"{fragment}\"")), "{fragment}");
                let one = ask(self, &[("ref", id)]).unwrap();
                assert!(one["ref"] == *unit && one.get("member").is_none(), "{one}");
                let siblings = ask(self, &[("ref", id), ("down", "0")]).unwrap();
                let expected: Vec<&Value> = units.iter().filter(|other| other["parent"] == unit["parent"]).collect();
                assert_eq!(siblings["member"].as_array().unwrap().iter().collect::<Vec<_>>(), expected);
                let below = ask(self, &[("ref", id), ("down", "-1")]).unwrap();
                assert_eq!(below["member"][0], *unit);
                for down in 1..=8_u64 {
                    let Some(some) = ask(self, &[("ref", id), ("down", &down.to_string())]) else { break };
                    let expected =
                        below["member"].as_array().unwrap().iter().filter(|other| other["level"].as_u64().unwrap() <= level + down);
                    assert_eq!(some["member"].as_array().unwrap().iter().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
                }
                let text = self.text(&[&base[..], &[("ref", id)]].concat()).unwrap();
                passage(&text, unit, &whole);
            }
        }
    }
}

/// What the specification asks of an object about a collection or a document.
fn collection(about: &Value) {
    let is_resource = about["@type"] == "Resource";
    assert!(is_resource || about["@type"] == "Collection", "{about}");
    for key in ["@id", "title", "collection"] {
        assert!(about[key].as_str().is_some_and(|value| !value.is_empty()), "{key} of {about}");
    }
    assert!(about["totalParents"].is_u64() && about["totalChildren"].is_u64(), "{about}");
    assert!(!is_resource || about["navigation"].is_string() && about["document"].is_string(), "{about}");
    for (term, values) in about["dublinCore"].as_object().unwrap() {
        let is_right = |value: &Value| value.is_string() || value["lang"].is_string() && value["value"].is_string();
        assert!(values.as_array().is_some_and(|values| values.iter().all(is_right)), "{term}: {values}");
    }
}

/// The letters of an element.
fn letters(node: roxmltree::Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

/// What the specification asks of a part of a text, and that it is that part.
fn passage(text: &str, unit: &Value, whole: &roxmltree::Document<'_>) {
    let part = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let root = part.root_element();
    assert!(root.has_tag_name(("http://www.tei-c.org/ns/1.0", "TEI")), "{text}");
    let wrapper = root.children().find(|node| node.has_tag_name(("https://w3id.org/api/dts#", "wrapper"))).unwrap();
    let words = letters(wrapper);
    assert!(letters(whole.root_element()).contains(words.trim()), "{unit}: {words}");
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for node in part.descendants() {
        let id = node.attribute(("http://www.w3.org/XML/1998/namespace", "id"));
        assert!(id.is_none_or(|id| ids.insert(id)), "{id:?} stands twice");
    }
    let kind = unit["citeType"].as_str().unwrap();
    let first = wrapper.children().find(roxmltree::Node::is_element).unwrap();
    match kind {
        "division" => assert!(first.has_tag_name("div")),
        "page" => assert!(
            wrapper
                .descendants()
                .find(|node| node.has_tag_name("pb"))
                .is_some_and(|pb| { pb.attribute("n") == unit["dublinCore"]["title"][0]["value"].as_str() })
        ),
        "paragraph" => assert!(["p", "ab", "quote", "seg"].contains(&first.tag_name().name()), "{}", first.tag_name().name()),
        kind => assert_eq!(kind, first.tag_name().name()),
    }
}

#[test]
fn a_client_comes_to_every_answer() {
    let archive = archive(&format!("base-url: {BASE}\ndts: true\n"));
    let mut client = Client::new(&archive);
    assert_eq!((&client.entry["@type"], &client.entry["@id"]), (&"EntryPoint".into(), &format!("{BASE}dts/index.jsonld").into()));
    let root = client.ask("collection", &[]).unwrap();
    assert_eq!(client.ask("collection", &[("id", "archive")]), Some(root.clone()));
    assert_eq!((&root["@id"], &root["title"], &root["totalParents"]), (&"archive".into(), &"Letters".into(), &0.into()));
    for nav in ["children", "parents"] {
        let of_root = client.ask("collection", &[("nav", nav)]).unwrap();
        assert_eq!(client.ask("collection", &[("id", "archive"), ("nav", nav)]), Some(of_root));
    }
    let mut documents = BTreeSet::new();
    client.walk("archive", &mut documents);
    let expected = ["documents~alone", "documents~box1~letter", "documents~closed", "documents~treatise"];
    assert_eq!(documents.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    // Nothing is there to which no template leads.
    let there: BTreeSet<String> = archive.files("public/dts").into_keys().map(|path| format!("dts/{path}")).collect();
    assert_eq!(there.difference(&client.seen).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_document_is_divided_as_it_is() {
    let archive = archive(&format!("base-url: {BASE}\ndts: true\n"));
    let mut client = Client::new(&archive);
    let told = |answer: &Value| -> Vec<String> {
        let line = |unit: &Value| {
            let title = unit["dublinCore"]["title"][0]["value"].as_str().unwrap_or_default();
            let id = unit["identifier"].as_str().unwrap();
            let id = if id.starts_with("p-") { "p" } else { id };
            format!("{} {} {id} {title}", unit["level"], unit["citeType"].as_str().unwrap())
        };
        answer["member"].as_array().unwrap().iter().map(line).collect()
    };
    let all = client.ask("navigation", &[("resource", "documents~treatise"), ("down", "-1")]).unwrap();
    assert_eq!(
        told(&all),
        [
            "1 paragraph p ",
            "1 division der-anfang-der-geschichte-mehr Der Anfang der Geschichte & mehr",
            "2 paragraph p ",
            "2 item p ",
            "2 item p ",
            "2 division введение Введение",
            "3 paragraph p ",
            "1 division sec_x3a_end The end",
            "2 paragraph p ",
        ]
    );
    assert_eq!(all["member"][7]["@id"], format!("{BASE}documents/treatise.html#sec:end"));
    let pages = client.ask("navigation", &[("resource", "documents~treatise"), ("tree", "pages"), ("down", "1")]).unwrap();
    assert_eq!(told(&pages), ["1 page page-1r 1r", "1 page page-1v 1v", "1 page page-2r 2r"]);
    let structure = &all["resource"]["citationTrees"][0]["citeStructure"];
    let kinds = |structure: &Value| {
        structure.as_array().unwrap().iter().map(|kind| kind["citeType"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (kinds(structure), kinds(&structure[0]["citeStructure"])),
        (vec!["division".into(), "paragraph".into()], vec!["division".into(), "item".into(), "paragraph".into()])
    );
    let text =
        |page: &str| letters(roxmltree::Document::parse(page).unwrap().root_element()).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut page = |id: &str| text(&client.text(&[("resource", "documents~treatise"), ("tree", "pages"), ("ref", id)]).unwrap());
    assert!(page("page-1r").starts_with("stands this.A note.") && page("page-1r").ends_with("another"), "{}", page("page-1r"));
    assert_eq!(page("page-1v"), "item Введение Deep");
    assert_eq!(page("page-2r"), "down. The end Last words.");
    // What is not shown is in no answer.
    for (path, bytes) in archive.files("public/dts") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("closedwords") && !text.contains("Nobody reads") && !text.contains("A draft"), "{path}");
    }
}

#[test]
fn there_are_answers_only_where_they_are_asked_for() {
    for head in [format!("base-url: {BASE}\n"), "dts: true\n".to_owned(), format!("base-url: {BASE}\ndts: false\n")] {
        let archive = archive(&head);
        let is_asked = head.contains("dts: true");
        assert!(archive.files("public/dts").is_empty(), "{head}");
        assert_eq!(archive.run(&["build"]).stderr.contains("`dts` has no effect without `base-url`"), is_asked, "{head}");
    }
    let coarse = archive(&format!("base-url: {BASE}\ndts: divisions\n"));
    let mut client = Client::new(&coarse);
    client.walk("archive", &mut BTreeSet::new());
    let all = client.ask("navigation", &[("resource", "documents~treatise"), ("down", "-1")]).unwrap();
    assert_eq!(all["member"].as_array().unwrap().len(), 3);
    let wrong = Archive::new("//- /scholion.yaml\ndts: paragraph\n");
    assert!(wrong.run(&["build"]).stderr.contains("did you mean `paragraphs`?"));
}

#[test]
fn long_collections_come_in_pages() {
    let archive = archive(&format!("base-url: {BASE}\ndts: divisions\n"));
    for nth in 0..230 {
        archive.write(
            &format!("content/documents/many/d{nth}.md"),
            format!("---\ntitle: Number {nth}\nlicense: CC0-1.0\ncollection: fonds\n---\n\nWords.\n"),
        );
    }
    assert_eq!(archive.run(&["build"]).status, 0);
    let mut client = Client::new(&archive);
    let mut documents = BTreeSet::new();
    client.walk("archive", &mut documents);
    assert_eq!(documents.len(), 234);
    let fonds = client.ask("collection", &[("id", "collections~fonds")]).unwrap();
    assert_eq!((fonds["member"].as_array().unwrap().len(), &fonds["totalChildren"]), (200, &233.into()));
    // What is made after a change is what is made anew.
    archive
        .write("content/documents/alone.md", "---\ntitle: Alone no more\nlicense: CC0-1.0\ncollection: series\n---\n\n## It\n\nstands.\n");
    fs::remove_file(archive.at("content/documents/many/d7.md")).unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    let warm = archive.files("public");
    fs::remove_dir_all(archive.at("public")).unwrap();
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    let clean = archive.files("public");
    assert_eq!(warm.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>());
    assert!(warm == clean);
}
