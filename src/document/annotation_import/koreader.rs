//! What KOReader exports as JSON: one book or several, each with its `entries`.
//!
//! Source: KOReader, `plugins/exporter.koplugin/target/json.lua`.

use super::{BOOKMARK, Import, made::Made, plain::of_plain, text};
use crate::base::{date, yaml::Value};

/// Reads such a file; `None` if it is another.
pub fn read(value: &Value) -> Option<Import> {
    let books = match value.get("documents").and_then(Value::as_array) {
        Some(books) => books.iter().collect(),
        None => vec![value],
    };
    let entries = |book: &'_ Value| book.get("entries").and_then(Value::as_array).cloned();
    if books.is_empty() || !books.iter().all(|book| entries(book).is_some_and(|all| all.iter().all(|one| one.get("text").is_some()))) {
        return None;
    }
    let mut import = Import::default();
    let mut nth = 0;
    for book in books {
        for entry in entries(book).unwrap_or_default() {
            nth += 1;
            if text(&entry, "sort") == Some("bookmark") {
                import.leave(BOOKMARK);
                continue;
            }
            let made = Made {
                title: text(book, "title").unwrap_or_default().to_owned(),
                exact: text(&entry, "text").unwrap_or_default().to_owned(),
                body: of_plain(text(&entry, "note").unwrap_or_default()),
                created: entry.get("time").and_then(Value::as_i64).map(date::moment).unwrap_or_default(),
                ..Made::default()
            };
            import.notes.push(made.note(nth));
        }
    }
    Some(import)
}
