//! CSL-JSON: an array of records, or one record a line.
//!
//! The records of a text are found first, each by its braces, so that one that is broken does not take the others with
//! it. Dates are written in parts, as the schema of CSL-JSON 1.0 wants them; what only we know is left out.

use super::{Found, Library};
use crate::{
    base::{
        Span,
        yaml::{Map, Value},
    },
    reference::{Record, csl},
};

/// Writes one record on a line.
pub fn write(record: &Record) -> String {
    format!("{}\n", Value::Object(value(record)))
}

/// A record as CSL-JSON's schema has it: dates in parts, nothing that only we know.
pub fn value(record: &Record) -> Map<String, Value> {
    let mut value = match csl::write(record) {
        Value::Object(value) => value,
        _ => Map::new(),
    };
    for own in ["verbatim", "printed-in", "translated-title"] {
        value.shift_remove(own);
    }
    for (variable, date) in [("issued", record.issued), ("accessed", record.accessed)] {
        if let Some(date) = date {
            value.insert(variable.into(), csl::date_parts(date));
        }
    }
    value
}

/// Reads all records of a text.
pub fn read(text: &str) -> Library {
    let mut library = Library::default();
    let objects = objects(text);
    for range in &objects {
        let slice = text.get(range.clone()).unwrap_or("");
        let value: Value = match serde_json::from_str(slice) {
            Ok(value) => value,
            Err(error) => {
                let at = range.start + offset(slice, error.line(), error.column());
                let words = error.to_string();
                let words = words.split(" at line ").next().unwrap_or(&words).to_owned();
                library.fault(Span::new(at, at + 1), "bad-json", words, "mend this record; the others are read");
                continue;
            }
        };
        let place = key_place(slice).map_or_else(|| first_line(text, range), |key| Span::new(range.start + key.0, range.start + key.1));
        let (record, problems) = csl::read(&value);
        for problem in problems {
            let message = format!("`{}`: {}", problem.variable, problem.message);
            library.fault(place, "bad-value", message, "mend the value; the rest of the record is read");
        }
        library.entries.push(Found { record, place });
    }
    let rest = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | ',' | '\u{feff}'));
    if objects.is_empty() && !rest.is_empty() {
        library.fault(first_line(text, &(0..text.len())), "bad-json", "no records", "expected CSL-JSON: `[{\"id\": …, \"type\": …}]`");
    }
    library
}

/// The ranges of the outermost objects. An object that never closes ends with the text.
fn objects(text: &str) -> Vec<std::ops::Range<usize>> {
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
                    objects.push(start..at + 1);
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    if depth > 0 {
        objects.push(start..text.len());
    }
    objects
}

/// Where the value of `"id"` stands in an object.
fn key_place(object: &str) -> Option<(usize, usize)> {
    let at = object.find("\"id\"")? + 4;
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
