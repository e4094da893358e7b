//! CSL-JSON: an array of records, or one record a line.
//!
//! The records of a text are found first, each by its braces, so that one that is broken does not take the others with
//! it. Dates are written in parts, as the schema of CSL-JSON 1.0 wants them; what only we know is left out.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Found, Library, zotero};
use crate::{Kind, Name, Record, csl, variable};
use scholion_base::{
    Span, say,
    yaml::{Map, Value},
};

/// Writes one record on a line.
pub fn write(record: &Record) -> String {
    let mut line = Vec::with_capacity(512);
    append(record, &mut line);
    line.push(b'\n');
    String::from_utf8(line).unwrap_or_default()
}

/// Writes one record behind what is there, without a line break: the words of [`value`].
pub fn append(record: &Record, line: &mut Vec<u8>) {
    let start = line.len();
    // Writing to memory does not fail, and the keys are texts.
    if serde_json::to_writer(&mut *line, &Line(record)).is_err() {
        line.truncate(start);
    }
}

/// A record as [`value`] has it, written without making the tree first.
struct Line<'a>(&'a Record);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.0;
        // A variable that is named twice is written once, and only a tree knows where.
        let others =
            record.other_names.iter().map(|(role, _)| role.name()).chain(record.other.iter().map(|(variable, _)| variable.as_str()));
        if others.clone().count() > 1 || others.into_iter().any(|variable| is_written(record, variable)) {
            return value(record).serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        if !record.key.is_empty() {
            map.serialize_entry("id", &record.key)?;
        }
        map.serialize_entry("type", record.kind.name())?;
        for (role, names) in record.people() {
            if !names.is_empty() {
                map.serialize_key(role.name())?;
                map.serialize_value(&People(names))?;
            }
        }
        for (variable, text) in csl::texts(record).into_iter().filter(|(variable, text)| !text.is_empty() && !OURS.contains(variable)) {
            map.serialize_entry(variable, record.formatted(variable, text))?;
        }
        for (variable, date) in [("issued", record.issued), ("accessed", record.accessed)] {
            if let Some(date) = date {
                map.serialize_entry(variable, &csl::date_parts(date))?;
            }
        }
        if let Some(lang) = record.language.as_ref().filter(|lang| !lang.as_str().is_empty()) {
            map.serialize_entry("language", lang.as_str())?;
        }
        for (variable, json) in &record.other {
            let value = value_of(record, variable, json);
            if !csl::is_empty(&value) {
                map.serialize_entry(variable, &value)?;
            }
        }
        map.end()
    }
}

/// Whether a variable has a field of its own in a record, or is not written at all.
fn is_written(record: &Record, variable: &str) -> bool {
    matches!(variable, "id" | "type" | "author" | "editor" | "translator" | "issued" | "accessed" | "language")
        || OURS.contains(&variable)
        || csl::texts(record).iter().any(|(text, _)| *text == variable)
}

struct People<'a>(&'a [Name]);

impl Serialize for People<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Person))
    }
}

struct Person<'a>(&'a Name);

impl Serialize for Person<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, part) in csl::parts_of_name(self.0).into_iter().filter(|(_, part)| !part.is_empty()) {
            map.serialize_entry(key, part)?;
        }
        for key in csl::traits_of_name(self.0) {
            map.serialize_entry(key, &true)?;
        }
        map.end()
    }
}

/// What only we know.
const OURS: [&str; 3] = ["verbatim", "printed-in", "translated-title"];

/// A record as CSL-JSON's schema has it: dates in parts, nothing that only we know.
pub fn value(record: &Record) -> Map<String, Value> {
    let mut value = match csl::write(record) {
        Value::Object(value) => value,
        _ => Map::new(),
    };
    for own in OURS {
        value.shift_remove(own);
    }
    for variable in ["issued", "accessed"] {
        let date = csl::date_value(record, variable);
        if !date.is_null() {
            value.insert(variable.into(), date);
        }
    }
    for (variable, json) in record.other.iter().filter(|(variable, _)| !is_written(record, variable)) {
        if let Some(value) = value.get_mut(variable) {
            *value = value_of(record, variable, json);
        }
    }
    value
}

/// The value of a variable without a field of its own: dates in parts, words with their marks.
fn value_of(record: &Record, variable: &str, json: &str) -> Value {
    match csl::json_value(variable, json) {
        Value::String(text) => record.formatted(variable, &text).into(),
        value => value,
    }
}

/// Reads all records of a text: CSL-JSON, a mapping that has it under `items` or `references`, and Zotero's own JSON.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let objects = objects(text, 0);
    let mut values: Vec<(Value, Span)> = Vec::with_capacity(objects.len());
    let mut collections = zotero::Collections::default();
    for range in &objects {
        let slice = text.get(range.clone()).unwrap_or("");
        match serde_json::from_str(slice) {
            Ok(value) => match inner(&value, slice) {
                Some((items, places)) => {
                    collections = zotero::Collections::of(value.get("collections"));
                    let places = places.into_iter().map(|place| key_place(text, place.start + range.start..place.end + range.start));
                    values.extend(items.iter().cloned().zip(places));
                }
                None => values.push((value, key_place(text, range.clone()))),
            },
            Err(error) if error.is_eof() => {
                let hint = say::bad_json_unclosed_hint();
                library.fault(first_line(text, range), say::bad_json_unclosed(), hint);
            }
            Err(error) => {
                let at = range.start + offset(slice, error.line(), error.column());
                let words = error.to_string();
                let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
                let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
                library.fault(Span::new(at, end), say::bad_json(words), say::bad_json_hint());
            }
        }
    }
    let children = zotero::Children::of(values.iter().map(|(value, _)| value));
    for (value, place) in &values {
        match zotero::item(value) {
            Some(item) if zotero::is_child(item) => {}
            Some(item) => {
                let (record, is_known) = zotero::read(item, &children, &collections);
                if !is_known {
                    let name = item.get("itemType").and_then(Value::as_str).unwrap_or("");
                    library.doubt(*place, say::unknown_type_zotero(name), say::unknown_type_hint_document());
                }
                library.entries.push(Found { record, place: *place });
            }
            None if is_record(value) => record(value, *place, &mut library),
            None => library.fault(*place, say::bad_json_foreign(), say::bad_json_foreign_hint()),
        }
    }
    strays(text, &objects, &mut library);
    library
}

/// Reads one record of CSL-JSON.
fn record(value: &Value, place: Span, library: &mut Library) {
    let (mut record, problems) = csl::read(value);
    for problem in problems {
        let message = say::bad_value(problem.variable, problem.message);
        if problem.is_doubt {
            library.doubt(place, message, say::bad_lang_hint());
        } else {
            library.fault(place, message, say::bad_value_hint());
        }
    }
    // Zotero names its items by addresses, by which no text cites; Better BibTeX says the key beside it.
    let cited = super::other(&record, "citation-key").into_owned();
    if record.key.contains("zotero.org/") && !cited.is_empty() {
        let address = std::mem::replace(&mut record.key, cited);
        csl::keep(&mut record, "id", address.into());
    }
    library.entries.push(Found { record, place });
}

/// The records that a mapping holds, and where they stand in its text.
fn inner<'v>(value: &'v Value, text: &str) -> Option<(&'v Vec<Value>, Vec<std::ops::Range<usize>>)> {
    ["items", "references"].iter().find_map(|name| {
        let items = value.get(*name)?.as_array().filter(|items| items.iter().all(Value::is_object))?;
        let start = text.find(&format!("\"{name}\""))?;
        let mut places = objects(text.get(start..)?, start);
        places.resize(items.len(), 0..text.len().min(1));
        Some((items, places))
    })
}

/// Whether an object is a record of CSL-JSON: it has an `id` or a type of CSL, or says more in variables of CSL than in other keys.
fn is_record(value: &Value) -> bool {
    let Some(map) = value.as_object() else { return true };
    let kind = map.get("type").and_then(Value::as_str).and_then(Kind::named);
    let known = map.keys().filter(|key| matches!(key.as_str(), "id" | "type") || variable::named(key).is_some()).count();
    kind.is_some() || map.contains_key("id") || known * 2 > map.len()
}

/// What stands between the objects and is none.
fn strays(text: &str, objects: &[std::ops::Range<usize>], library: &mut Library) {
    let starts = std::iter::once(0).chain(objects.iter().map(|range| range.end));
    let ends = objects.iter().map(|range| range.start).chain([text.len()]);
    for (start, end) in starts.zip(ends) {
        let between = text.get(start..end).unwrap_or("");
        let outside = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | ',' | '\u{feff}');
        let words = between.trim_start_matches(outside);
        let start = end - words.len();
        let words = words.trim_end_matches(outside);
        if !words.is_empty() {
            let place = first_line(text, &(start..start + words.len()));
            library.fault(place, say::bad_json_no_record(), say::bad_json_no_record_hint());
        }
    }
}

/// The ranges of the outermost objects of a text that begins at `base`. An object that never closes ends with the text.
fn objects(text: &str, base: usize) -> Vec<std::ops::Range<usize>> {
    let mut objects = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut quoted = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quoted => {
                bytes.next();
            }
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            b'}' => {
                if depth == 1 {
                    objects.push(base + start..base + at + 1);
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    if depth > 0 {
        objects.push(base + start..base + text.len());
    }
    objects
}

/// Where the key of the record in a range stands, else its first line.
fn key_place(text: &str, range: std::ops::Range<usize>) -> Span {
    let object = text.get(range.clone()).unwrap_or("");
    let own = ["\"id\"", "\"citationKey\"", "\"citekey\""].iter().find_map(|name| value_place(object, name));
    own.map_or_else(|| first_line(text, &range), |(start, end)| Span::new(range.start + start, range.start + end))
}

fn value_place(object: &str, name: &str) -> Option<(usize, usize)> {
    let at = object.find(name)? + name.len();
    let rest = object.get(at..)?;
    let colon = rest.find(':')? + 1;
    let value = rest.get(colon..)?;
    let start = at + colon + (value.len() - value.trim_start().len());
    let value = value.trim_start();
    let end = match value.strip_prefix('"') {
        Some(inner) => inner.find('"')? + 2,
        None => value.find([',', '}', '\n'])?,
    };
    Some((start, start + end))
}

/// The offset of a line and column as `serde_json` counts them: from 1, columns in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = if line > 1 { text.match_indices('\n').nth(line - 2).map_or(0, |(at, _)| at + 1) } else { 0 };
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn first_line(text: &str, range: &std::ops::Range<usize>) -> Span {
    let slice = text.get(range.clone()).unwrap_or("");
    Span::new(range.start, range.start + slice.find(['\n', '\r']).unwrap_or(slice.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;
    use scholion_base::{Date, Lang};

    #[test]
    fn a_line_says_what_the_tree_says() {
        let record = |other: &[(&str, &str)], role: Role| Record {
            key: "smith2020".into(),
            author: vec![Name::new("Smith \"J\"", "A\u{1}"), Name::literal("The <Body>")],
            other_names: vec![(role, vec![Name { particle: "van".into(), ..Name::new("B", "") }]), (Role::Guest, vec![])],
            title: "A\\B".into(),
            translated_title: "not written".into(),
            verbatim: "nor this".into(),
            issued: Date::parse("1914/1918"),
            accessed: Date::parse("1843~"),
            language: Some(Lang::new("ru")),
            other: other.iter().map(|&(variable, json)| (variable.into(), json.into())).collect(),
            ..Record::default()
        };
        for other in [
            &[][..],
            &[("year-suffix", "\"a\"")],
            &[("medium", "broken")],
            &[("custom", "{\"b\": [1, 2.5], \"a\": null}")],
            &[("title", "\"another\"")],
            &[("verbatim", "\"x\"")],
            &[("medium", "[]"), ("medium", "1"), ("issued", "1")],
        ] {
            for role in [Role::Interviewer, Role::Author] {
                let mut record = record(other, role);
                for kept in [2, 1, 0] {
                    record.other_names.truncate(kept);
                    assert_eq!(write(&record), format!("{}\n", Value::Object(value(&record))));
                }
            }
        }
        assert_eq!(write(&Record::default()), format!("{}\n", Value::Object(value(&Record::default()))));
    }
}
