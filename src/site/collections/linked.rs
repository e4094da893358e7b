//! What the page of a collection says of it to machines: schema.org in JSON-LD.

use serde_json::json;

use super::text::beginning;
use crate::{
    archive::collections::{CollectionLabel, description},
    base::{Date, Html, RelPath, date::End},
    config::Config,
    document::Document,
    site::{
        address,
        frame::canonical,
        linked::{Object, script},
    },
};

/// A collection; `way` are those in which it stands, from the whole on.
pub fn of(config: &Config, file: &Document, way: &[CollectionLabel<'_>], documents: usize) -> Html {
    let page = |slug| canonical(config, &RelPath::new(&address::collection(slug, 1)));
    let mut object = Object::default();
    object.put("@context", "https://schema.org");
    let said = description(file);
    let is_archival = said.is_some_and(|said| said.level.is_archival());
    object.put("@type", if is_archival { json!(["Collection", "ArchiveComponent"]) } else { json!("Collection") });
    object.put("name", file.meta.title.as_str());
    object.put("url", page(&file.slug));
    object.put("description", beginning(file));
    object.put("collectionSize", documents);
    if let Some(said) = said {
        object.put("identifier", said.identifier.as_str());
        object.put("temporalCoverage", said.dates.map(covered).unwrap_or_default());
        object.put("creator", said.creators.iter().map(|name| json!({"name": name})).collect::<Vec<_>>());
        if is_archival && !said.repository.is_empty() {
            object.put("holdingArchive", json!({"@type": "ArchiveOrganization", "name": said.repository}));
        }
    }
    if let Some(above) = way.last() {
        let mut whole = Object::default();
        whole.put("@type", "Collection");
        whole.put("name", above.title);
        whole.put("url", page(above.slug));
        object.put("isPartOf", whole.0);
    }
    script(object.0)
}

/// Years, as ISO 8601 and schema.org have an interval of them: `1840/1912`, `1914/..`.
fn covered(dates: Date) -> String {
    let start = |year: (i32, i32)| format!("{:04}", year.0);
    let end = |year: (i32, i32)| format!("{:04}", year.1);
    let first = dates.start.years();
    match dates.end {
        None if first.0 == first.1 => start(first),
        None => format!("{}/{}", start(first), end(first)),
        Some(End::On(last)) => format!("{}/{}", start(first), end(last.years())),
        Some(End::Open) => format!("{}/..", start(first)),
        Some(End::Until) => format!("../{}", end(first)),
    }
}
