//! Annotations of Zotero as JSON: of its API and its reader, and as Better BibTeX exports them below their items.
//!
//! Source: Zotero Web API, version 3 (items of the type `annotation`); zotero/reader, `src/common/types.ts`.

use serde_json::json;

use super::{DELETED, Import, made::Made, plain::of_plain, text};
use crate::base::yaml::Value;

/// Reads such a file; `None` if it is another.
pub fn read(value: &Value) -> Option<Import> {
    let list = value.as_array().or_else(|| value.get("items").and_then(Value::as_array))?;
    let mut found = Found::default();
    for item in list {
        found.item(item);
    }
    (found.nth > 0).then_some(found.import)
}

#[derive(Default)]
struct Found {
    import: Import,
    /// How many annotations there were.
    nth: usize,
}

impl Found {
    /// An annotation, or the work to which annotations belong.
    fn item(&mut self, item: &Value) {
        // In the API an item has its fields under `data`.
        let data = item.get("data").filter(|data| data.is_object()).unwrap_or(item);
        let is_annotation = data.get("annotationType").is_some() || data.get("pageLabel").is_some() && data.get("position").is_some();
        if is_annotation {
            return self.annotation(item, data, "", "");
        }
        let doi = text(data, "DOI").map(|doi| format!("https://doi.org/{doi}"));
        let source = text(data, "url").map(str::to_owned).or(doi).unwrap_or_default();
        let title = text(data, "title").unwrap_or_default();
        let attachments = data.get("attachments").and_then(Value::as_array).into_iter().flatten();
        for holder in std::iter::once(data).chain(attachments) {
            for one in holder.get("annotations").and_then(Value::as_array).into_iter().flatten() {
                self.annotation(one, one, &source, title);
            }
        }
    }

    fn annotation(&mut self, item: &Value, data: &Value, source: &str, title: &str) {
        self.nth += 1;
        // What lies in the trash says 1, elsewhere `true`.
        if data.get("deleted").is_some_and(|deleted| deleted.as_bool().unwrap_or(deleted.as_u64() == Some(1))) {
            return self.import.leave(DELETED);
        }
        let of = |long: &str, short: &str| text(data, long).or_else(|| text(data, short)).unwrap_or_default().to_owned();
        let tags = data.get("tags").and_then(Value::as_array).into_iter().flatten();
        let made = Made {
            iri: iri(item, data),
            source: source.to_owned(),
            title: title.to_owned(),
            exact: of("annotationText", "text"),
            selector: selector(data),
            body: of_plain(&of("annotationComment", "comment")),
            tags: tags.filter_map(|tag| text(tag, "tag").or_else(|| text(tag, "name"))).map(str::to_owned).collect(),
            creator: of("annotationAuthorName", "authorName"),
            created: of("dateAdded", "dateAdded"),
            modified: of("dateModified", "dateModified"),
        };
        self.import.notes.push(made.note(self.nth));
    }
}

/// Where it stands there.
fn iri(item: &Value, data: &Value) -> String {
    if let Some(uri) = text(data, "uri").or_else(|| text(item, "uri")) {
        return uri.to_owned();
    }
    let href = item.pointer("/links/alternate/href").and_then(Value::as_str);
    let key = text(data, "key").or_else(|| text(item, "key")).or_else(|| text(data, "id"));
    href.map(str::to_owned).or_else(|| key.map(|key| format!("zotero://select/library/items/{key}"))).unwrap_or_default()
}

/// Its place: in a PDF page and rectangle (RFC 8118), in an EPUB or a page of the web a selector as the W3C has it.
pub fn selector(data: &Value) -> Value {
    let given = data.get("annotationPosition").or_else(|| data.get("position"));
    let parsed = given.and_then(Value::as_str).and_then(|json| serde_json::from_str::<Value>(json).ok());
    let Some(position) = parsed.as_ref().or(given).filter(|position| position.is_object()) else { return Value::Null };
    if position.get("type").is_some() {
        return position.clone();
    }
    let Some(page) = position.get("pageIndex").and_then(Value::as_u64) else { return Value::Null };
    let corner = |nth: usize| position.pointer(&format!("/rects/0/{nth}")).and_then(Value::as_f64);
    let view = [0, 1, 2, 3].map(corner);
    let rectangle = match view {
        [Some(left), Some(bottom), Some(right), Some(top)] => {
            format!("&viewrect={left:.1},{bottom:.1},{:.1},{:.1}", right - left, top - bottom)
        }
        _ => String::new(),
    };
    let value = format!("page={}{rectangle}", page.saturating_add(1));
    json!({"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc8118", "value": value})
}
