//! The archive as data: each table is as its schema in the data package says, the database holds the same, and the manual says what they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use scholion::{
    base::digest::sha256,
    site::tables::{self, Table},
};
use serde_json::Value;

use crate::fixture::{self, Archive, lacks};

fn archive(head: &str) -> Archive {
    let archive = Archive::new(
        r#"
//- /content/documents/first.md
---
title: 'The "first" letter, of two'
type: personal_communication
author: [{family: Ilves, given: Marta, id: marta-ilves}]
recipient: [{literal: Peeter Kask}]
issued: 1919-05-02/1919-05~
sent: {date: 1919-05-02, place: narva}
keyword: [post, "letters; and more"]
license: CC-BY-4.0
collection: [{in: box-1, order: 2}]
genre: memo
number-of-leaves: 3
abstract: |
  Two *lines*,
  and "more".
---

Marta Ilves was in Narva. See [the second](box1/second.md) and [Saar, 1999](#ref-saar1999), again [Saar](#ref-saar1999).[^1]

[^1]: Also [Tamm, 2001](#ref-tamm2001).
//- /content/documents/box1/second.md
---
title: =SUM(A1)
license: CC0-1.0
collection: box-1
---

Back to [the first](../first.md).
//- /content/documents/hidden.md
---
title: A hidden draft
draft: true
keyword: [secretword]
---

Hidden.
//- /content/bibliography/first.yaml
references:
- id: saar1999
  type: article-journal
  title: A list of posts
  author: [{family: Saar, given: Mari}]
  issued: 1999
  DOI: 10.1000/posts
  URL: https://example.org/a b
- id: tamm2001
  type: book
  title: Letters
  issued: 2001
- id: unused1900
  title: Only in the list
//- /content/authorities/people.yaml
- id: marta-ilves
  name: Marta Ilves
  variants: [{name: Марта Ильвес, lang: ru}, Ilves M.]
  born: {date: 1880, place: narva}
  identifiers: {wikidata: Q42, viaf: "75121530"}
  relations: {spouse-of: jaan-ilves}
  biography: A *writer* of letters.
- id: jaan-ilves
  name: Jaan Ilves
//- /content/authorities/places.yaml
- id: narva
  name: Narva
  coordinates: [59.3772, 28.1903]
//- /content/annotations/first.yaml
- id: n1
  quote: {exact: Marta Ilves was in Narva}
  creator: people/marta-ilves
  created: 2026-05-02T10:00
  tags: [place, "a, b"]
  body: So it *was*.
- id: n2
  reply-to: n1
  creator: An editor
  body: Was it?
- id: n3
  target: {work: saar1999}
  body: Lost.
//- /content/collections/box-1.md
---
title: Box 1
level: file
parent: fonds
extent: 2 letters
---

What is in the box.
//- /content/collections/fonds.md
---
title: The fonds
level: fonds
---
"#,
    );
    let fields = "fields: {genre: {kind: list, values: [memo, letter]}, number-of-leaves: number}\n";
    archive.write("scholion.yaml", format!("title: Letters & more\nlang: en\n{fields}{head}"));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    archive
}

/// With a public address, and a licence.
const PUBLIC: &str = "base-url: https://example.org/letters/\nmetadata-license: CC0-1.0\npublisher: The museum\n";

/// The rows of a file (RFC 4180).
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !is_quoted, "the file ends within a row");
    rows
}

/// Whether a value is of a type of Table Schema.
fn fits(value: &str, kind: &str, format: &str) -> bool {
    match (kind, format) {
        ("integer", "") => value.parse::<i64>().is_ok(),
        ("number", "") => value.parse::<f64>().is_ok_and(f64::is_finite),
        ("boolean", "") => ["true", "false"].contains(&value),
        ("string", "uri") => {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
            value.starts_with("https://") && value.chars().all(is_allowed)
        }
        ("string", "") => true,
        _ => panic!("{kind} {format} is no type of ours"),
    }
}

/// Checks a package as it lies in a folder; gives how many rows each table has.
fn check(archive: &Archive) -> BTreeMap<String, usize> {
    let package: Value = serde_json::from_str(&archive.read("public/data/datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    let mut told = BTreeSet::new();
    let mut tables: BTreeMap<&str, (Vec<&str>, Vec<Vec<String>>)> = BTreeMap::new();
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        assert!(told.insert(path.to_owned()), "{path} is told twice");
        let text = archive.read(&format!("public/data/{path}"));
        assert_eq!(resource["bytes"], text.len(), "{path}");
        assert_eq!(resource["hash"], format!("sha256:{}", sha256(text.as_bytes())), "{path}");
        assert!(resource["description"].is_string(), "nothing is said of {path}");
        let Some(fields) = resource["schema"]["fields"].as_array() else { continue };
        let mut rows = rows(&text);
        let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(rows.remove(0), names, "{path}");
        for row in &rows {
            assert_eq!(row.len(), names.len(), "{path}: {row:?}");
            for (value, field) in row.iter().zip(fields) {
                let constraints = &field["constraints"];
                if value.is_empty() {
                    assert!(constraints["required"] != true, "{path}: {} is missing in {row:?}", field["name"]);
                    continue;
                }
                let (kind, format) = (field["type"].as_str().unwrap(), field["format"].as_str().unwrap_or_default());
                assert!(fits(value, kind, format), "{path}: {value} is no {kind} {format}");
                let values = constraints["enum"].as_array();
                assert!(values.is_none_or(|values| values.contains(&value.as_str().into())), "{path}: {value} is none of {values:?}");
            }
        }
        tables.insert(resource["name"].as_str().unwrap(), (names, rows));
    }
    let values = |table: &str, columns: &Value| -> Vec<Vec<String>> {
        let (names, rows) = &tables[table];
        let places: Vec<usize> =
            columns.as_array().unwrap().iter().map(|column| names.iter().position(|name| column == name).unwrap()).collect();
        rows.iter().map(|row| places.iter().map(|place| row[*place].clone()).collect()).collect()
    };
    for resource in resources.iter().filter(|resource| resource["schema"].is_object()) {
        let (name, schema) = (resource["name"].as_str().unwrap(), &resource["schema"]);
        if schema["primaryKey"].is_array() {
            let all = values(name, &schema["primaryKey"]);
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "two rows of {name} have one key");
        }
        for key in schema["foreignKeys"].as_array().into_iter().flatten() {
            let other = key["reference"]["resource"].as_str().filter(|other| !other.is_empty()).unwrap_or(name);
            let there: BTreeSet<Vec<String>> = values(other, &key["reference"]["fields"]).into_iter().collect();
            for value in values(name, &key["fields"]).iter().filter(|value| value.iter().any(|part| !part.is_empty())) {
                assert!(there.contains(value), "{name}: {value:?} is no row of {other}");
            }
        }
    }
    let lying = fs::read_dir(archive.at("public/data")).unwrap().flatten().filter(|entry| entry.path().is_file());
    let lying: BTreeSet<String> = lying.map(|entry| entry.file_name().into_string().unwrap()).collect();
    told.insert("datapackage.json".into());
    assert_eq!(told, lying);
    tables.into_iter().map(|(name, (_, rows))| (name.to_owned(), rows.len())).collect()
}

#[test]
fn each_table_is_as_its_schema_says() {
    let counts = check(&archive(PUBLIC));
    let expected = [
        ("documents", 2),
        ("works", 3),
        ("citations", 4),
        ("annotations", 3),
        ("annotation_tags", 2),
        ("collections", 2),
        ("collection_documents", 2),
        ("contributors", 2),
        ("keywords", 2),
        ("document_fields", 2),
        ("links", 2),
        ("entity_names", 2),
        ("entity_identifiers", 2),
        ("entity_relations", 4),
        ("letters", 1),
    ];
    for (table, count) in expected {
        assert_eq!(counts.get(table), Some(&count), "{table}");
    }
    assert!(counts.len() == tables::ALL.len() && counts["mentions"] > 0, "{counts:?}");
    check(&archive(""));
    check(fixture::own());
}

#[test]
fn what_is_told_of_a_file_follows_the_file() {
    let archive = archive(PUBLIC);
    let before = archive.read("public/data/datapackage.json");
    archive.write("content/documents/box1/second.md", "---\ntitle: Another title\nlicense: CC0-1.0\n---\n\nBack.\n");
    assert_eq!(archive.run(&["build"]).status, 0);
    check(&archive);
    let warm = archive.files("public");
    assert!(archive.read("public/data/datapackage.json") != before);
    fs::remove_dir_all(archive.at("public")).unwrap();
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(archive.files("public") == warm, "a warm build tells what a clean one does");
}

#[test]
fn all_notes_stand_in_one_collection() {
    let archive = archive(PUBLIC);
    let whole: Value = serde_json::from_str(&archive.read("public/data/annotations.json")).unwrap();
    assert_eq!((&whole["type"], &whole["total"]), (&"AnnotationCollection".into(), &3.into()));
    assert_eq!(whole["id"], "https://example.org/letters/data/annotations.json");
    assert_eq!(
        (&whole["first"]["id"], &whole["last"]),
        (&whole["last"], &"https://example.org/letters/data/annotations.json#page-1".into())
    );
    let own: Value = serde_json::from_str(&archive.read("public/documents/first.jsonld")).unwrap();
    assert_eq!(whole["first"]["items"], own["items"]);
    // More than a page holds.
    let notes: String = (0..2500).map(|nth| format!("- {{id: m{nth}, body: A note., target: {{work: saar1999}}}}\n")).collect();
    let parts: Vec<&str> = notes.split_inclusive('\n').collect();
    for (nth, part) in parts.chunks(500).enumerate() {
        archive.write(&format!("content/documents/d{nth}.md"), "---\ntitle: D\nlicense: CC0-1.0\n---\n\nWords.\n");
        archive.write(&format!("content/annotations/d{nth}.yaml"), part.concat());
    }
    archive.run(&["build"]);
    check(&archive);
    let read = |path: &str| serde_json::from_str::<Value>(&archive.read(&format!("public/{path}"))).unwrap();
    let whole = read("data/annotations.json");
    let mut page = whole["first"].clone();
    let mut seen = 0;
    loop {
        assert_eq!((&page["type"], &page["startIndex"], &page["partOf"]), (&"AnnotationPage".into(), &seen.into(), &whole["id"]));
        seen += page["items"].as_array().unwrap().len();
        let Some(next) = page["next"].as_str() else { break };
        let (next, id) = (read(next.strip_prefix("https://example.org/letters/").unwrap()), page["id"].clone());
        assert_eq!(next["prev"], id);
        page = next;
    }
    assert_eq!((&whole["total"], &whole["last"], seen), (&seen.into(), &page["id"], 2503));
}

/// What the program `sqlite3` says of a database.
fn sqlite(database: &Path, question: &str) -> String {
    let mut command = Command::new("sqlite3");
    let output = command.arg("-json").arg(database).arg(question).output().unwrap_or_else(|error| lacks("sqlite3", &error));
    assert!(output.status.success(), "{question}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_database_holds_what_the_tables_hold() {
    let archive = archive(PUBLIC);
    for archive in [&archive, fixture::own()] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("archive.sqlite");
        let ran = archive.run(&["export", "sqlite", "-o", place.to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert_eq!(sqlite(&place, "PRAGMA integrity_check"), "[{\"integrity_check\":\"ok\"}]\n");
        assert_eq!(sqlite(&place, "PRAGMA foreign_key_check"), "");
        for table in tables::ALL.iter().filter(|table| archive.at(&format!("public/{}", table.path())).exists()) {
            let mut file = rows(&archive.read(&format!("public/{}", table.path())));
            file.remove(0);
            let answer = sqlite(&place, &format!("SELECT * FROM \"{}\" ORDER BY rowid", table.name));
            let answer: Vec<Value> = if answer.is_empty() { Vec::new() } else { serde_json::from_str(&answer).unwrap() };
            assert_eq!(answer.len(), file.len(), "{}", table.name);
            for (line, row) in answer.iter().zip(&file) {
                for (column, cell) in table.columns.iter().zip(row) {
                    let said = match &line[column.name] {
                        Value::Null => String::new(),
                        Value::String(text) => text.clone(),
                        number if column.kind == tables::Kind::Truth => (number == 1).to_string(),
                        number => number.to_string(),
                    };
                    assert_eq!(&said, cell, "{}.{}", table.name, column.name);
                }
            }
        }
        // The key is found by its index, and a kind by its view.
        let plan = sqlite(&place, "EXPLAIN QUERY PLAN SELECT title FROM documents WHERE id = 'first'");
        assert!(plan.contains("sqlite_autoindex_documents_1"), "{plan}");
        let again = folder.path().join("again.sqlite");
        archive.run(&["export", "sqlite", "-o", again.to_str().unwrap()]);
        assert!(fs::read(&place).unwrap() == fs::read(&again).unwrap(), "the same archive gives the same bytes");
    }
    let ran = archive.run(&["export", "sqlite", "first"]);
    assert!(ran.status == 2 && ran.stderr.contains("sqlite is not made of a document"), "{}", ran.stderr);
}

/// Where the tables begin in the manual; they go to its end.
const TABLES: &str = "## The tables\n";

#[test]
fn the_manual_tells_of_each_column() {
    let part = |table: &Table| {
        let head = format!("\n### `{}`\n\n{}\n\n| column | is | |\n|---|---|---|\n", table.name, table.meaning);
        let row = |column: &tables::Column| {
            let key = if table.key.contains(&column.name) { " (key)" } else { "" };
            let to = column.leads_to.map(|other| format!(", of `{other}`")).unwrap_or_default();
            let always = if column.is_required { "" } else { ", or nothing" };
            let values: Vec<String> = column.values.iter().map(|value| format!("`{value}`")).collect();
            let values = if values.is_empty() { String::new() } else { format!(" One of {}.", values.join(", ")) };
            format!("| `{}`{key} | {}{to}{always} | {}{values} |\n", column.name, column.kind.name(), column.meaning)
        };
        let rows: String = table.columns.iter().map(row).collect();
        format!("{head}{rows}")
    };
    let made: String = tables::ALL.iter().map(part).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/DATA.md");
    let manual = fs::read_to_string(&path).unwrap();
    let (ours, theirs) = manual.split_once(TABLES).unwrap();
    if std::env::var("UPDATE").is_ok() {
        fs::write(&path, format!("{ours}{TABLES}{made}")).unwrap();
    } else {
        assert!(theirs == made, "docs/DATA.md is not as the tables are: UPDATE=1 cargo test the_manual_tells");
    }
}
