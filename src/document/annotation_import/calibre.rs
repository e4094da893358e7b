//! Highlights of Calibre's viewer (`.calibre_highlights`, or JSON of its browser of annotations).
//!
//! Source: Calibre, `src/calibre/gui2/viewer/highlights.py` and `src/calibre/gui2/library/annotations.py`.

use serde_json::json;

use super::{BOOKMARK, DELETED, Import, made::Made, plain::of_plain, text};
use crate::base::yaml::Value;

/// Reads such a file; `None` if it is another.
pub fn read(value: &Value) -> Option<Import> {
    let (list, is_collection) = match text(value, "type")? {
        "calibre_highlights" => (value.get("highlights")?.as_array()?, false),
        "calibre_annotation_collection" => (value.get("annotations")?.as_array()?, true),
        _ => return None,
    };
    let mut import = Import::default();
    for (at, item) in list.iter().enumerate() {
        let one = if is_collection { item.get("annotation").unwrap_or(item) } else { item };
        let removed = one.get("removed").and_then(Value::as_bool) == Some(true);
        let why = match text(one, "type") {
            Some("bookmark" | "last-read") => BOOKMARK,
            _ if removed => DELETED,
            _ => {
                import.notes.push(note(one).note(at + 1));
                continue;
            }
        };
        import.leave(why);
    }
    Some(import)
}

fn note(one: &Value) -> Made {
    let of = |key: &str| text(one, key).unwrap_or_default().to_owned();
    // Its places begin at the document's root, those of EPUB at its element; pages are counted from 0.
    let end = |key: &str| text(one, key).and_then(|cfi| cfi.strip_prefix("/2")).map(str::to_owned);
    let page = one.get("spine_index").and_then(Value::as_u64);
    let selector = match (page, end("start_cfi"), end("end_cfi")) {
        (Some(page), Some(start), Some(end)) => {
            let value = format!("epubcfi(/6/{}!,{start},{end})", page.saturating_add(1).saturating_mul(2));
            json!({"type": "FragmentSelector", "conformsTo": "http://www.idpf.org/epub/linking/cfi/epub-cfi.html", "value": value})
        }
        _ => Value::Null,
    };
    Made {
        iri: of("uuid"),
        exact: of("highlighted_text"),
        selector,
        body: of_plain(&of("notes")),
        created: of("timestamp"),
        ..Made::default()
    }
}
