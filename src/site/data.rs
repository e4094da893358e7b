//! The archive as data: files for other programs.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{address, export, frame::canonical, own_fields};
use crate::{
    archive::{Survey, Work, fields::said},
    base::{
        RelPath,
        yaml::{Map, Value},
    },
    config::Config,
    reference::{
        Record,
        format::{bibtex, csl_json, ris},
        variable,
    },
};

/// A data file: its path on the site, and how it is made.
pub struct DataFile {
    /// Its path on the site.
    pub path: &'static str,
    /// Makes it, in a text that is empty: the room of one file serves the next. While nothing changes of what it has read, it stays.
    pub make: fn(&Survey<'_>, &Config, &mut String),
}

/// All data files.
pub const ALL: &[DataFile] = &[
    DataFile { path: "data/citations.graphml", make: super::graph::graphml },
    DataFile { path: "data/documents.json", make: documents_json },
    DataFile { path: "data/works.bib", make: works_bib },
    DataFile { path: "data/works.json", make: works_json },
    DataFile { path: "data/works.ris", make: works_ris },
    DataFile { path: "robots.txt", make: |_, config, text| super::sitemap::robots(config, text) },
];

/// Every cited work as CSL-JSON: `id` is the work's key, `custom.cited_by` the documents that cite it.
pub fn works_json(survey: &Survey<'_>, _: &Config, json: &mut String) {
    lines(json, survey.count_works(), survey.works().map(|work| work_value(work)))
}

/// Every document as CSL-JSON, with its address.
pub fn documents_json(survey: &Survey<'_>, config: &Config, json: &mut String) {
    lines(
        json,
        survey.fronts().len(),
        survey.fronts().map(|document| {
            let record = export::described(document.slug, document.meta);
            let mut value = csl_json::value(&record);
            let mut custom = custom(&record, &mut value);
            custom.insert("page_url".into(), public(config, &RelPath::new(&address::document(document.slug))).into());
            custom.insert("keywords".into(), document.meta.keywords.clone().into());
            if let Some(license) = &document.meta.license {
                custom.insert("license".into(), license.id.clone().into());
            }
            for (name, date) in document.meta.dates.iter().filter(|(name, _)| variable::named(name).is_none()) {
                custom.insert(name.clone(), date.to_string().into());
            }
            custom.extend(extra(&document.meta.extra));
            let own = said(&config.fields, document.meta);
            let own = own.map(|said| (said.field.name.clone(), own_fields::json(survey, config, document, &said)));
            let own: Map<String, Value> = own.filter(|(_, value)| !value.as_array().is_some_and(Vec::is_empty)).collect();
            if !own.is_empty() {
                custom.insert("fields".into(), own.into());
            }
            value.insert("custom".into(), custom.into());
            Value::Object(value)
        }),
    );
}

/// The editors' own keys, `x-…`, and what stands under them.
pub fn extra(own: &[(String, String)]) -> Map<String, Value> {
    own.iter().map(|(key, json)| (key.clone(), serde_json::from_str(json).unwrap_or_default())).collect()
}

/// Every cited work as BibLaTeX, by the keys of their pages; the keys of the libraries are its further ones, where they name no other: not every
/// program tells capitals apart.
pub fn works_bib(survey: &Survey<'_>, _: &Config, text: &mut String) {
    let mut named: FxHashMap<String, Option<&str>> = FxHashMap::default();
    for work in survey.works() {
        for (_, key) in work.members.iter().filter(|(_, key)| *key != work.key) {
            let whose = named.entry(key.to_lowercase()).or_insert(Some(&*work.key));
            *whose = whose.filter(|whose| *whose == &*work.key);
        }
    }
    let own: FxHashSet<&str> = survey.works().map(|work| &*work.key).collect();
    let is_of = |work: &Work, key: &str| {
        let key = key.to_lowercase();
        key == *work.key || !own.contains(key.as_str()) && named.get(&key).is_none_or(|whose| *whose == Some(&*work.key))
    };
    let entry = |work: &Work| {
        let keys = work.members.iter().map(|(_, key)| &**key);
        bibtex::write_as(&work.record, &work.key, keys, |key| is_of(work, key))
    };
    write(survey, entry, text);
}

/// Every cited work as RIS.
pub fn works_ris(survey: &Survey<'_>, _: &Config, text: &mut String) {
    write(survey, |work| ris::write_as(&work.record, &work.key), text);
}

fn write(survey: &Survey<'_>, write: impl Fn(&Work) -> String, text: &mut String) {
    let all = survey.count_works();
    for (nth, work) in survey.works().enumerate() {
        foresee(text, 0, nth, all);
        text.push_str(&write(work));
    }
}

fn work_value(work: &Work) -> Value {
    let mut value = csl_json::value(&work.record);
    let mut custom = custom(&work.record, &mut value);
    value.shift_remove("id");
    let mut whole = Map::new();
    whole.insert("id".into(), work.key.to_string().into());
    whole.extend(value);
    let mut cited_by: Vec<Value> = work.members.iter().map(|(slug, _)| slug.as_str().into()).collect();
    cited_by.dedup();
    custom.insert("cited_by".into(), cited_by.into());
    if !work.record.verbatim.is_empty() {
        custom.insert("verbatim".into(), work.record.verbatim.clone().into());
    }
    whole.insert("custom".into(), custom.into());
    Value::Object(whole)
}

/// What of a record CSL knows no variable for: its own `custom`, and what only we know.
fn custom(record: &Record, value: &mut Map<String, Value>) -> Map<String, Value> {
    let mut custom = match value.shift_remove("custom") {
        Some(Value::Object(custom)) => custom,
        _ => Map::new(),
    };
    if !record.translated_title.is_empty() {
        custom.insert("translated-title".into(), record.translated_title.clone().into());
    }
    custom
}

/// Makes room for all items of a file when `done` of them, from the byte `start` on, have shown how long they are. Such files
/// hold something of every document: one that grew by doubling would, for a moment, stand in memory twice.
pub fn foresee(text: &mut String, start: usize, done: usize, all: usize) {
    if done > 0 && done == all / 16 {
        text.reserve_exact(text.len().saturating_sub(start) / done * (all - done) / 8 * 9);
    }
}

/// A JSON array of `all` items, one a line, so that versions can be compared.
pub(super) fn lines(json: &mut String, all: usize, values: impl Iterator<Item = Value>) {
    json.push('[');
    for (nth, value) in values.enumerate() {
        foresee(json, 0, nth, all);
        json.push_str(if nth == 0 { "\n" } else { ",\n" });
        // A `Value` always has a JSON form.
        json.push_str(&serde_json::to_string(&value).unwrap_or_default());
    }
    json.push_str("\n]\n");
}

pub(super) fn public(config: &Config, path: &RelPath) -> String {
    if config.base_url.is_empty() { path.to_string() } else { canonical(config, path) }
}

/// A row of a table (RFC 4180).
pub(super) fn push_row<const N: usize>(csv: &mut String, cells: [&str; N]) {
    for (nth, cell) in cells.into_iter().enumerate() {
        csv.push_str(if nth > 0 { "," } else { "" });
        push_cell(csv, cell);
    }
    csv.push_str("\r\n");
}

/// A cell of it.
pub(super) fn push_cell(csv: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\n', '\r']) {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut csv = String::new();
        push_cell(&mut csv, "say \"no\", or\nyes");
        push_cell(&mut csv, "plain");
        assert_eq!(csv, "\"say \"\"no\"\", or\nyes\"plain");
    }
}
