//! Records from and to the tree that CSL-JSON and CSL-YAML give.
//!
//! The variables are those of CSL 1.0.2; `verbatim`, `printed-in` and `translated-title` are ours,
//! which Pandoc and citeproc pass over.

mod dates;
mod names;

pub use dates::{DATE_KEYS, date_parts, date_value, is_own_date, json_value, other_date, read_date};
pub use names::{NAME_KEYS, NAME_SYNONYMS, parts_of_name, traits_of_name, write_name};

use scholion_base::{
    Message,
    diagnostic::meant,
    say,
    yaml::{Map, Value},
};

use crate::{
    Kind, PrintedIn, Record, Role,
    identity::bare_doi,
    tongue,
    variable::{self, Shape},
};
use dates::{read_other_date, read_own_date};
use names::{read_names, write_names};

/// What a record's tree got wrong: the variable, and why. The record keeps what could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The variable, such as `issued`.
    pub variable: String,
    /// What is wrong with it.
    pub message: Message,
    /// Whether the value is kept as it stands, so that nothing is lost.
    pub is_doubt: bool,
}

/// Reads one record. A value that is no mapping gives an empty record and a problem.
pub fn read(value: &Value) -> (Record, Vec<Problem>) {
    let mut record = Record::default();
    let mut problems = Vec::new();
    let Some(map) = value.as_object() else {
        problems.push(Problem { variable: String::new(), message: say::bad_value_record(), is_doubt: false });
        return (record, problems);
    };
    for (variable, value) in map {
        if let Err(message) = read_variable(&mut record, variable, value) {
            problems.push(Problem { variable: variable.clone(), message, is_doubt: variable == "language" });
        }
    }
    // Where our own data files keep it, for want of a variable.
    if let Value::String(title) = kept(&record, "translated-title")
        && record.translated_title.is_empty()
    {
        record.translated_title = title;
    }
    record.settle_rich();
    (record, problems)
}

/// Writes one record, variables in the order in which a reader looks for them.
pub fn write(record: &Record) -> Value {
    let mut map = Map::new();
    let mut put = |variable: &str, value: Value| {
        if !is_empty(&value) {
            map.insert(variable.to_owned(), value);
        }
    };
    put("id", record.key.clone().into());
    put("type", record.kind.name().into());
    for (role, names) in record.people() {
        put(role.name(), write_names(names));
    }
    for (variable, text) in texts(record) {
        put(variable, record.formatted(variable, text).into());
    }
    for (variable, date) in [("issued", record.issued), ("accessed", record.accessed)] {
        let words = || date.map_or(Value::Null, |date| date.to_string().into());
        put(variable, if unheld(record, variable).is_empty() { words() } else { date_value(record, variable) });
    }
    put("language", record.language.as_ref().map_or(Value::Null, |lang| lang.as_str().into()));
    for (variable, json) in record.other.iter().filter(|(variable, _)| !is_own_date(variable)) {
        put(variable, formatted_json(record, variable, json));
    }
    if record.printed_in == PrintedIn::Notes {
        put("printed-in", "notes".into());
    }
    put("verbatim", record.verbatim.clone().into());
    Value::Object(map)
}

/// Whether a value says nothing, so that its variable is left out.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn read_variable(record: &mut Record, variable: &str, value: &Value) -> Result<(), Message> {
    match variable {
        "id" => record.key = read_text(value)?,
        "type" => {
            let name = read_text(value)?;
            record.kind = Kind::named(&name).ok_or_else(|| {
                let hint = meant(&name, Kind::ALL.iter().map(|kind| kind.name()));
                hint.map_or_else(|| say::bad_value_type(&name), |near| say::bad_value_type_near(&name, near))
            })?;
        }
        "issued" | "accessed" => return read_own_date(record, variable, value),
        "language" => return read_language(record, &read_text(value)?),
        "custom" if value.is_object() => merge_custom(record, value),
        "printed-in" => {
            record.printed_in = match read_text(value)?.as_str() {
                "notes" => PrintedIn::Notes,
                "references" => PrintedIn::References,
                other => return Err(say::bad_value_printed_in(other)),
            }
        }
        _ if let Some(role) = Role::named(variable) => match role {
            Role::Author => return read_names(value, &mut record.author),
            Role::Editor => return read_names(value, &mut record.editor),
            Role::Translator => return read_names(value, &mut record.translator),
            role => {
                let mut names = Vec::new();
                let read = read_names(value, &mut names);
                record.other_names.push((role, names));
                return read;
            }
        },
        _ => match text_field(record, variable) {
            // Of several titles the first is the one; the others are kept.
            Some(field) if variable.ends_with("title") && value.get(1).is_some_and(Value::is_string) => {
                *field = read_text(value.get(0).unwrap_or(value))?;
                keep(record, variable, value.clone());
            }
            Some(field) => {
                let text = read_text(value)?;
                *field = if variable == "DOI" { bare_doi(&text).to_owned() } else { text };
            }
            None => {
                let known = variable::named(variable);
                let name = known.map_or(variable, |variable| variable.name);
                if known.is_some_and(|variable| variable.shape == Shape::Date) {
                    return read_other_date(record, name, value);
                }
                let words =
                    known.filter(|variable| variable.shape == Shape::Text).and_then(|_| value.is_array().then(|| read_text(value).ok())?);
                record.other.push((name.to_owned(), words.map_or_else(|| value.clone(), Value::from).to_string()));
            }
        },
    }
    Ok(())
}

/// Reads a language by its tag, code or name. What is none, or says more, is kept as it stands.
fn read_language(record: &mut Record, text: &str) -> Result<(), Message> {
    let text = text.trim();
    let Some(tongue) = tongue::read(text) else {
        if text.is_empty() {
            return Ok(());
        }
        keep(record, "language", text.into());
        return Err(say::bad_lang(text));
    };
    record.language = Some(tongue.lang);
    if !tongue.is_all {
        keep(record, "language", text.into());
    }
    Ok(())
}

/// Keeps what no variable holds, under a name of its own in CSL-JSON's `custom` (CSL-JSON schema 1.0).
pub fn keep(record: &mut Record, name: &str, value: Value) {
    if !is_empty(&value) {
        merge_custom(record, &Value::Object(Map::from_iter([(name.to_owned(), value)])));
    }
}

/// The same of several.
pub fn keep_all(record: &mut Record, values: Map<String, Value>) {
    if !values.is_empty() {
        merge_custom(record, &Value::Object(values));
    }
}

/// What is kept under a name in `custom`; `Null` if nothing is.
pub fn kept(record: &Record, name: &str) -> Value {
    unheld(record, "custom").get(name).cloned().unwrap_or_default()
}

fn merge_custom(record: &mut Record, value: &Value) {
    let mut custom = unheld(record, "custom");
    custom.extend(value.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    record.other.retain(|(name, _)| name != "custom");
    record.other.push(("custom".to_owned(), Value::Object(custom).to_string()));
}

/// Sets a variable that holds words, a number or a date, as EDTF.
pub fn set(record: &mut Record, variable: &str, text: &str) {
    // A text is a value of every shape that is asked for here.
    let _ = read_variable(record, variable, &Value::from(text));
}

/// The plain-text variables of a record and its fields; of one that may be changed with `mut`.
macro_rules! texts {
    ($record:ident $($mutable:tt)?) => {
        [
            ("title", &$($mutable)? $record.title),
            ("translated-title", &$($mutable)? $record.translated_title),
            ("container-title", &$($mutable)? $record.container),
            ("collection-title", &$($mutable)? $record.series),
            ("publisher", &$($mutable)? $record.publisher),
            ("publisher-place", &$($mutable)? $record.place),
            ("edition", &$($mutable)? $record.edition),
            ("volume", &$($mutable)? $record.volume),
            ("issue", &$($mutable)? $record.issue),
            ("page", &$($mutable)? $record.pages),
            ("number", &$($mutable)? $record.number),
            ("genre", &$($mutable)? $record.genre),
            ("archive", &$($mutable)? $record.archive),
            ("archive_location", &$($mutable)? $record.archive_location),
            ("DOI", &$($mutable)? $record.doi),
            ("ISBN", &$($mutable)? $record.isbn),
            ("ISSN", &$($mutable)? $record.issn),
            ("URL", &$($mutable)? $record.url),
            ("note", &$($mutable)? $record.note),
            ("verbatim", &$($mutable)? $record.verbatim),
        ]
    };
}

/// The plain-text variables of a record, empty ones included, under CSL's names.
pub fn texts(record: &Record) -> [(&'static str, &String); 20] {
    texts!(record)
}

/// The same to be written to.
pub fn texts_mut(record: &mut Record) -> [(&'static str, &mut String); 20] {
    texts!(record mut)
}

fn text_field<'a>(record: &'a mut Record, variable: &str) -> Option<&'a mut String> {
    texts_mut(record).into_iter().find(|(name, _)| *name == variable).map(|(_, text)| text)
}

fn read_text(value: &Value) -> Result<String, Message> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Null => Ok(String::new()),
        // Crossref and Pandoc write lists of words.
        Value::Array(items) if items.iter().all(Value::is_string) => {
            Ok(items.iter().filter_map(Value::as_str).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(", "))
        }
        Value::Array(_) | Value::Object(_) => Err(say::bad_value_text()),
    }
}

/// The value of a variable without a field of its own, its words with their marks.
fn formatted_json(record: &Record, variable: &str, json: &str) -> Value {
    match serde_json::from_str(json) {
        Ok(Value::String(text)) => record.formatted(variable, &text).into(),
        Ok(value) => value,
        Err(_) => Value::Null,
    }
}

/// What stands under a variable that is a mapping: of a date what a [`scholion_base::Date`] does not hold, what is kept in `custom`.
fn unheld(record: &Record, variable: &str) -> Map<String, Value> {
    match record.other.iter().find(|(name, _)| name == variable).map(|(_, json)| serde_json::from_str(json)) {
        Some(Ok(Value::Object(map))) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap_or_default()
    }

    #[test]
    fn records_round_trip() {
        let csl = value(
            r#"{"id": "yan2020", "type": "article-journal", "author": [{"family": "Yan", "given": "Xuetong"}],
                "interviewer": [{"literal": "RT"}], "title": "Bipolar rivalry", "container-title": "CJIP",
                "volume": "13", "page": "313-341", "DOI": "10.1093/cjip/poaa007", "issued": "2020",
                "medium": "online", "printed-in": "notes", "verbatim": "Yan…"}"#,
        );
        let (record, problems) = read(&csl);
        assert_eq!(problems, []);
        assert_eq!(read(&write(&record)), (record, vec![]));
    }

    #[test]
    fn a_doi_is_read_without_its_resolver() {
        assert_eq!(read(&value(r#"{"DOI": "HTTPS://dx.doi.org/10.1000/X"}"#)).0.doi, "10.1000/X");
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_is_kept() {
        let (record, problems) = read(&value(r#"{"type": "boook", "issued": "soon", "title": "T", "author": [{}]}"#));
        assert_eq!(record.title, "T");
        assert_eq!(problems.iter().map(|problem| problem.variable.as_str()).collect::<Vec<_>>(), ["type", "issued", "author"]);
    }
}
