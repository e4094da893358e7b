//! All notes of the archive as a W3C AnnotationCollection (Web Annotation Data Model, section 5), in pages, so that no file grows with the
//! archive: the first stands in the collection's own file, so that a small archive has one.

use serde_json::{Map, Value, json};

use super::w3c::{CONTEXT, iri, items};
use crate::{archive::Survey, base::RelPath, config::Config};

/// The file of the collection.
const PATH: &str = "data/annotations.json";
/// With what the files of further pages begin.
const FURTHER: &str = "data/annotations~";
/// How many notes stand on a page at most, but for those of one document, which are not parted.
const PER_PAGE: usize = 1000;

/// Whether a file of the site is one of these.
pub fn holds(path: &str) -> bool {
    path == PATH || path.starts_with(FURTHER)
}

/// The files; none where there are no notes.
pub fn files(survey: &Survey<'_>, config: &Config) -> Vec<(RelPath, String)> {
    let mut pages: Vec<Vec<Value>> = Vec::new();
    for (slug, placed) in survey.all_annotations() {
        let Some(document) = survey.document(slug).filter(|_| !placed.file.notes.is_empty()) else { continue };
        let notes = items(survey, config, document, placed);
        match pages.last_mut().filter(|page| page.len() + notes.len() <= PER_PAGE) {
            Some(page) => page.extend(notes),
            None => pages.push(notes),
        }
    }
    let (count, total) = (pages.len(), pages.iter().map(Vec::len).sum::<usize>());
    let mut start = 0;
    let mut files = Vec::with_capacity(count);
    for (nth, notes) in (1..).zip(pages) {
        let first = start;
        start += notes.len();
        let mut page =
            json!({"id": id(config, nth), "type": "AnnotationPage", "partOf": iri(config, &RelPath::new(PATH)), "startIndex": first});
        if let Some(page) = page.as_object_mut() {
            if nth > 1 {
                page.insert("prev".into(), id(config, nth - 1).into());
            }
            if nth < count {
                page.insert("next".into(), id(config, nth + 1).into());
            }
            page.insert("items".into(), notes.into());
        }
        let whole = match nth {
            1 => json!({
                "id": iri(config, &RelPath::new(PATH)),
                "type": "AnnotationCollection",
                "label": config.title,
                "total": total,
                "first": page,
                "last": id(config, count),
            }),
            _ => page,
        };
        let path = if nth == 1 { PATH.to_owned() } else { format!("{FURTHER}{nth}.json") };
        files.push((RelPath::new(&path), written(config, whole)));
    }
    files
}

/// The address of a page: of the first a place of the collection's file.
fn id(config: &Config, nth: usize) -> String {
    match nth {
        1 => iri(config, &RelPath::new(PATH)) + "#page-1",
        _ => iri(config, &RelPath::new(&format!("{FURTHER}{nth}.json"))),
    }
}

/// A file. Where the archive has no public address, all are as seen from the folder of documents.
fn written(config: &Config, whole: Value) -> String {
    let context = if config.base_url.is_empty() { json!([CONTEXT, {"@base": "../documents/"}]) } else { CONTEXT.into() };
    let mut object = Map::new();
    object.insert("@context".into(), context);
    if let Value::Object(whole) = whole {
        object.extend(whole);
    }
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    text
}
