//! A document for reference managers: files beside its page, by which it is cited.

use super::{address, frame::canonical};
use crate::{
    archive::links::as_record,
    base::RelPath,
    config::Config,
    document::Document,
    reference::{
        Name, Record, csl,
        format::{self, Format},
    },
};

/// How the names of a document's files end, in the order in which its page offers them.
pub const ENDINGS: [&str; 3] = ["bib", "ris", "csl.json"];

/// The document as a record: what its front matter says, and its address where it has no other.
pub fn record(config: &Config, document: &Document) -> Record {
    let meta = &document.meta;
    let mut record = as_record(meta);
    record.key = document.slug.to_string();
    if record.url.is_empty() && record.doi.is_empty() {
        record.url = canonical(config, &RelPath::new(&address::document(&document.slug)));
    }
    for person in &meta.people {
        let role: &str = &person.role;
        if matches!(role, "author" | "editor" | "translator") || !csl::is_role(role) {
            continue;
        }
        match record.other_names.iter_mut().find(|(other, _)| other == role) {
            Some((_, names)) => names.push(person.name.clone()),
            None => record.other_names.push((role.to_owned(), vec![person.name.clone()])),
        }
    }
    let mut other = |variable: &str, text: String| {
        if !text.is_empty() {
            record.other.push((variable.to_owned(), serde_json::Value::from(text).to_string()));
        }
    };
    other("abstract", super::markup::plain(&meta.abstract_));
    other("keyword", meta.keywords.join(", "));
    record
}

/// The document's files: each at its path on the site.
pub fn files(record: &Record, path: &RelPath) -> Vec<(RelPath, String)> {
    let stem = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
    ENDINGS.iter().filter_map(|ending| Some((RelPath::new(&format!("{stem}.{ending}")), text(format_of(ending)?, record)))).collect()
}

/// The format of a file with this ending.
pub fn format_of(ending: &str) -> Option<&'static Format> {
    format::of_extension(ending.rsplit('.').next().unwrap_or(ending))
}

fn text(format: &Format, record: &Record) -> String {
    let text = (format.write)(record);
    // CSL-JSON is an array of records.
    if format.extension == "json" { format!("[{}]\n", text.trim_end()) } else { text }
}

/// The names of a role in a record.
pub fn names<'a>(record: &'a Record, role: &str) -> &'a [Name] {
    match role {
        "author" => &record.author,
        "editor" => &record.editor,
        "translator" => &record.translator,
        role => record.other_names.iter().find(|(other, _)| other == role).map_or(&[], |(_, names)| names),
    }
}
