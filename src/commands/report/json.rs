//! Diagnostics for programs: one JSON object a line.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Sources, lines::Lines};
use crate::base::{Diagnostic, Message, RelPath, Severity, Span, message::Value};

/// One finding. Lines and columns count from 1, columns in characters; the end is behind the last one.
#[derive(Serialize)]
struct Finding<'a> {
    severity: Severity,
    code: &'a str,
    path: &'a str,
    #[serde(flatten)]
    place: Place,
    message: String,
    /// The name of the sentence that the message is, and what stands in it.
    name: String,
    fields: Fields<'a>,
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint_fields: Option<Fields<'a>>,
    related: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    path: &'a str,
    #[serde(flatten)]
    place: Place,
    message: String,
    name: String,
    fields: Fields<'a>,
}

/// The fields of a message by their names.
struct Fields<'a>(&'a Message);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0.fields() {
            match value {
                Value::Text(text) => map.serialize_entry(name, text)?,
                Value::Number(number) => map.serialize_entry(name, number)?,
                Value::List(names) => map.serialize_entry(name, names)?,
                Value::Message(message) => map.serialize_entry(name, &message.to_string())?,
            }
        }
        map.end()
    }
}

#[derive(Default, Serialize)]
struct Place {
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// All findings, sorted as they are given.
pub fn json(diagnostics: &[Diagnostic], sources: Sources<'_>) -> String {
    let mut out = String::new();
    for group in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let bytes = super::file_of(group, sources);
        let lines = bytes.as_deref().map(Lines::new);
        for one in group {
            let finding = Finding {
                severity: one.severity,
                code: one.code(),
                path: one.path.as_str(),
                place: place(one.span, lines.as_ref()),
                message: one.message.to_string(),
                name: one.message.sentence().name(),
                fields: Fields(&one.message),
                hint: one.hint.as_ref().map(ToString::to_string),
                hint_fields: one.hint.as_ref().filter(|hint| hint.fields().next().is_some()).map(Fields),
                related: one
                    .related
                    .iter()
                    .map(|other| Other {
                        path: other.path.as_str(),
                        place: if other.path == one.path {
                            place(other.span, lines.as_ref())
                        } else {
                            elsewhere(&other.path, other.span, sources)
                        },
                        message: other.message.to_string(),
                        name: other.message.sentence().name(),
                        fields: Fields(&other.message),
                    })
                    .collect(),
            };
            // Nothing in a finding is beyond JSON.
            out.push_str(&serde_json::to_string(&finding).unwrap_or_default());
            out.push('\n');
        }
    }
    out
}

fn elsewhere(path: &RelPath, span: Option<Span>, sources: Sources<'_>) -> Place {
    let bytes = span.and_then(|_| sources(path));
    place(span, bytes.as_deref().map(Lines::new).as_ref())
}

fn place(span: Option<Span>, lines: Option<&Lines<'_>>) -> Place {
    let (Some(span), Some(lines)) = (span, lines) else { return Place::default() };
    let (line, column) = lines.place(span.start as usize);
    let (end_line, end_column) = lines.place(span.end as usize);
    Place { line: Some(line), column: Some(column), end_line: Some(end_line), end_column: Some(end_column) }
}
