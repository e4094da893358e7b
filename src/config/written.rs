//! The first stage: `scholion.yaml` as written, each key with its value and place.

use crate::base::{
    Diagnostic, RelPath, Span,
    yaml::{self, Value},
};

/// A key of the file and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// Where the key stands; `None` in notations without lines, such as `{title: …}`.
    pub key_span: Option<Span>,
    /// Where the value stands, if on the key's line; else the key.
    pub value_span: Option<Span>,
}

/// Reads the file into its entries, in order. What is no YAML, or no mapping, or stands twice, is
/// reported; of two values of one key the last holds.
pub fn read(path: &RelPath, bytes: &[u8]) -> (Vec<Entry>, Vec<Diagnostic>) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let problem = Diagnostic::error(path, "not-utf8", "this file is not UTF-8 text").at(at..at + 1);
            return (Vec::new(), vec![problem.hint("save it as UTF-8")]);
        }
    };
    let mut diagnostics = Vec::new();
    let map = match yaml::parse(text) {
        Ok(Value::Object(map)) => map,
        Ok(Value::Null) => yaml::Map::new(),
        Ok(_) => {
            let problem = Diagnostic::error(path, "wrong-type", "the configuration is no list of keys and values").at(0..0);
            return (Vec::new(), vec![problem.hint("write it as `title: My archive`, one key a line")]);
        }
        Err(fault) => {
            let mut problem = Diagnostic::error(path, "bad-yaml", fault.message.clone());
            problem.span = fault.span;
            problem.hint = fault.hint;
            return (Vec::new(), vec![problem]);
        }
    };
    let places = places(text);
    let mut entries = Vec::new();
    for (key, value) in map {
        let mut here = places.iter().filter(|place| place.0 == key);
        let first = here.next();
        let last = here.next_back().or(first);
        if let (Some(first), Some(last)) = (first, last)
            && first != last
        {
            let problem = Diagnostic::error(path, "duplicate-key", format!("the key `{key}` stands twice")).at(last.1);
            diagnostics.push(problem.related(path, Some(first.1), "first here").hint("remove one of the two"));
        }
        entries.push(Entry { key, value, key_span: last.map(|place| place.1), value_span: last.map(|place| place.2) });
    }
    (entries, diagnostics)
}

/// The keys that begin a line, with the place of each and of its value.
fn places(text: &str) -> Vec<(String, Span, Span)> {
    let mut places = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let offset = start + if line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        start += line.len();
        let line = line.trim_start_matches('\u{feff}').trim_end();
        if line.starts_with(|c: char| c.is_whitespace() || matches!(c, '#' | '-' | '[' | '{' | '}' | ']')) {
            continue;
        }
        let Some(colon) =
            line.match_indices(':').map(|(at, _)| at).find(|at| line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']))
        else {
            continue;
        };
        let key = line[..colon].trim_end();
        let rest = &line[colon + 1..];
        let value = rest.split(" #").next().unwrap_or(rest).trim();
        let key_span = Span::new(offset, offset + key.len());
        let value_at = offset + colon + 1 + rest.find(value).unwrap_or(0);
        let value_span = if value.is_empty() { key_span } else { Span::new(value_at, value_at + value.len()) };
        places.push((key.trim_matches(['"', '\'']).to_owned(), key_span, value_span));
    }
    places
}
