//! `data/datapackage.json`: what each file below `data/` is (Data Package 2.0, datapackage.org), with the schemas of the tables.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Column, Kind, Table};
use crate::{
    base::{RelPath, Slug, digest::Fixity, mime, text::squeeze},
    config::Config,
};

/// Where it stands.
pub const PATH: &str = "data/datapackage.json";

/// The profile by which it can be checked.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The files beside the tables, by what their names are or begin with, with what they are.
const OTHERS: [(&str, &str); 17] = [
    ("annotations.json", "The editors' notes as a W3C AnnotationCollection, with its first page."),
    ("annotations~", "A further page of the editors' notes."),
    ("archive.", "The archive in another format."),
    ("beacon-", "Links from an authority file to the pages of the archive (BEACON)."),
    ("citations.graphml", "Who cites what, as a graph."),
    ("cmif.xml", "The letters in the Correspondence Metadata Interchange Format."),
    ("collections.json", "The collections with all elements of their descriptions."),
    ("documents.json", "The documents as CSL-JSON, with all that describes them."),
    ("letters.json", "The letters, an object for each."),
    ("organizations.json", "All that is known of organizations."),
    ("people.json", "All that is known of people."),
    ("places.geojson", "The places in the Linked Places format."),
    ("places.json", "All that is known of places."),
    ("topics.json", "All that is known of topics."),
    ("works.bib", "The cited works as BibLaTeX."),
    ("works.json", "The cited works as CSL-JSON."),
    ("works.ris", "The cited works as RIS."),
];

/// Whether a data file of the site is told of: all that stand in the folder itself.
pub fn tells_of(path: &str) -> bool {
    path != PATH && path.strip_prefix("data/").is_some_and(|name| !name.contains('/'))
}

/// The package of some files.
pub fn make(config: &Config, files: &BTreeMap<RelPath, Fixity>) -> String {
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            package.insert(key.to_owned(), value);
        }
    };
    put("$schema", PROFILE.into());
    put("name", Slug::from_text(&config.title).as_str().into());
    put("title", squeeze(&config.title).into());
    put("description", squeeze(&config.description).into());
    put("homepage", config.base_url.as_str().into());
    put("licenses", licenses(config));
    if !config.publisher.is_empty() {
        put("contributors", json!([{"title": config.publisher, "roles": ["publisher"]}]));
    }
    if !config.base_url.is_empty() {
        put("sources", json!([{"title": config.title, "path": config.base_url}]));
    }
    put("resources", files.iter().map(|(path, fixity)| resource(config, path, fixity)).collect::<Vec<_>>().into());
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}

/// The licence of the descriptions. That of each document stands in its row.
fn licenses(config: &Config) -> Value {
    match config.metadata_license.as_str() {
        "CC0-1.0" => json!([{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}]),
        "CC-BY-4.0" => json!([{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]),
        _ => Value::Array(Vec::new()),
    }
}

fn resource(config: &Config, path: &RelPath, fixity: &Fixity) -> Value {
    let table = super::ALL.iter().find(|table| table.path() == path.as_str());
    let file = path.name();
    let mime = mime::of(file).split(';').next().unwrap_or_default();
    let format = path.extension();
    let other = || OTHERS.iter().find(|(name, _)| file.starts_with(name)).map_or("", |(_, meaning)| meaning);
    let mut resource = json!({
        // Names are unique; a table has its own.
        "name": table.map_or_else(|| file.replace(['~', '.'], "-"), |table| table.name.to_owned()),
        "path": file,
        "format": format,
        "mediatype": if format == "geojson" { "application/geo+json" } else { mime },
        "encoding": "utf-8",
        "bytes": fixity.length,
        "hash": format!("sha256:{}", fixity.sha256()),
    });
    if let Some(resource) = resource.as_object_mut() {
        let meaning = table.map_or_else(other, |table| table.meaning);
        if !meaning.is_empty() {
            resource.insert("description".into(), meaning.into());
        }
        if let Some(table) = table {
            resource.insert("type".into(), "table".into());
            resource.insert("schema".into(), schema(config, table));
        }
    }
    resource
}

/// The schema of a table (Table Schema 2.0).
fn schema(config: &Config, table: &Table) -> Value {
    let mut schema = Map::new();
    schema.insert("fields".into(), table.columns.iter().map(|column| field(config, table, column)).collect::<Vec<_>>().into());
    if !table.key.is_empty() {
        schema.insert("primaryKey".into(), table.key.into());
    }
    let keys = table.columns.iter().filter_map(|column| {
        let other = super::named(column.leads_to?)?;
        // What leads to its own table says so by an empty name.
        let resource = if other.name == table.name { "" } else { other.name };
        Some(json!({"fields": [column.name], "reference": {"resource": resource, "fields": [other.id()?]}}))
    });
    let keys: Vec<Value> = keys.collect();
    if !keys.is_empty() {
        schema.insert("foreignKeys".into(), keys.into());
    }
    schema.into()
}

fn field(config: &Config, table: &Table, column: &Column) -> Value {
    let mut field = Map::new();
    field.insert("name".into(), column.name.into());
    let kind = match column.kind {
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Truth => "boolean",
        Kind::Text | Kind::Date | Kind::Lang | Kind::Page | Kind::Address => "string",
    };
    field.insert("type".into(), kind.into());
    // A page has a whole address only where the archive has one.
    if column.kind == Kind::Page && !config.base_url.is_empty() {
        field.insert("format".into(), "uri".into());
    }
    let kind = match column.kind {
        Kind::Date => " EDTF (ISO 8601-2).",
        Kind::Lang => " BCP 47.",
        _ => "",
    };
    field.insert("description".into(), format!("{}{kind}", column.meaning).into());
    let mut constraints = Map::new();
    if column.is_required {
        constraints.insert("required".into(), true.into());
    }
    if table.id() == Some(column.name) {
        constraints.insert("unique".into(), true.into());
    }
    if !column.values.is_empty() {
        constraints.insert("enum".into(), column.values.into());
    }
    if !constraints.is_empty() {
        field.insert("constraints".into(), constraints.into());
    }
    field.into()
}
