//! Records from and to the tree that CSL-JSON and CSL-YAML give.
//!
//! The variables are those of CSL 1.0.2; `verbatim`, `printed-in` and `translated-title` are ours,
//! which Pandoc and citeproc pass over.

use scholion_base::{
    Date, Lang, Message,
    date::{Breadth, Day, End},
    diagnostic::meant,
    say,
    yaml::{Map, Value},
};

use super::{
    Kind, Name, PrintedIn, Record, Role,
    variable::{self, Shape},
};

/// What a record's tree got wrong: the variable, and why. The record keeps what could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The variable, such as `issued`.
    pub variable: String,
    /// What is wrong with it.
    pub message: Message,
}

/// Reads one record. A value that is no mapping gives an empty record and a problem.
pub fn read(value: &Value) -> (Record, Vec<Problem>) {
    let mut record = Record::default();
    let mut problems = Vec::new();
    let Some(map) = value.as_object() else {
        problems.push(Problem { variable: String::new(), message: say::bad_value_record() });
        return (record, problems);
    };
    for (variable, value) in map {
        if let Err(message) = read_variable(&mut record, variable, value) {
            problems.push(Problem { variable: variable.clone(), message });
        }
    }
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
        put(variable, text.clone().into());
    }
    put("issued", record.issued.map_or(Value::Null, |date| date.to_string().into()));
    put("accessed", record.accessed.map_or(Value::Null, |date| date.to_string().into()));
    put("language", record.language.as_ref().map_or(Value::Null, |lang| lang.as_str().into()));
    for (variable, json) in &record.other {
        put(variable, serde_json::from_str(json).unwrap_or(Value::Null));
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

/// A date as CSL-JSON's schema wants it: `{"date-parts": [[2020, 5, 1]]}`. What parts, season and `circa` cannot say stands as EDTF
/// beside them (`raw`).
pub fn date_parts(date: Date) -> Value {
    let parts = |day: Day, year: i32| {
        let mut parts = vec![Value::from(year)];
        parts.extend(day.month.map(Value::from));
        parts.extend(day.day.map(Value::from));
        Value::Array(parts)
    };
    let (first, last) = date.start.years();
    let mut ends = vec![parts(date.start, first)];
    match date.end {
        Some(End::On(day)) => ends.push(parts(day, day.years().1)),
        _ if last != first => ends.push(parts(date.start, last)),
        _ => {}
    }
    let mut map = Map::new();
    map.insert("date-parts".into(), Value::Array(ends));
    if let Breadth::Season(season) = date.start.breadth {
        map.insert("season".into(), season.into());
    }
    if date.start.approximate || date.start.uncertain {
        map.insert("circa".into(), true.into());
    }
    let is_said = |day: Day| !day.uncertain && matches!(day.breadth, Breadth::Exact | Breadth::Season(_));
    let all_said = match date.end {
        None => is_said(date.start),
        Some(End::On(day)) => is_said(date.start) && day.is_plain(),
        Some(End::Open | End::Until) => false,
    };
    if !all_said {
        map.insert("raw".into(), date.to_string().into());
    }
    Value::Object(map)
}

/// Reads names: a list of mappings or of plain names, or one plain name.
pub fn read_names(value: &Value) -> Result<Vec<Name>, Message> {
    match value {
        Value::Array(items) => items.iter().map(read_name).collect(),
        Value::Null => Ok(Vec::new()),
        one => read_name(one).map(|name| vec![name]),
    }
}

/// The keys of a date that is a mapping: CSL-JSON's, Pandoc's `year`, `month`, `day`, and `edtf`.
pub const DATE_KEYS: &[&str] = &["date-parts", "year", "month", "day", "season", "circa", "raw", "literal", "edtf"];

/// The keys of a name in parts: CSL-JSON's, and `orcid`.
pub const NAME_KEYS: &[&str] = &[
    "family",
    "given",
    "literal",
    "suffix",
    "non-dropping-particle",
    "dropping-particle",
    "comma-suffix",
    "static-ordering",
    "parse-names",
    "orcid",
];

/// What others call the parts of a name.
pub const NAME_SYNONYMS: &[(&str, &str)] =
    &[("name", "literal"), ("last", "family"), ("surname", "family"), ("lastname", "family"), ("first", "given"), ("firstname", "given")];

/// The particle of a name of which both kinds may be given: `de` and `la`.
pub fn particle(dropping: &str, other: &str) -> String {
    [dropping, other].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Reads a date: EDTF, a plain year, or CSL-JSON's `date-parts`, `raw` and `literal`.
pub fn read_date(value: &Value) -> Option<Date> {
    match value {
        Value::String(text) => Date::parse(text),
        Value::Number(year) => year.as_i64().and_then(|year| i32::try_from(year).ok()).map(Date::year),
        Value::Array(items) if items.len() == 1 => read_date(items.first()?),
        Value::Object(map) => {
            if let Some(date) = ["raw", "edtf", "literal"].iter().find_map(|key| read_date(map.get(*key)?)) {
                return Some(date);
            }
            let mut date = if let Some(ends) = map.get("date-parts").and_then(Value::as_array) {
                let start = read_parts(ends.first()?)?;
                Date { start, end: ends.get(1).and_then(read_parts).map(End::On) }
            } else {
                let part = |name| map.get(name).and_then(integer);
                Date::ymd(part("year")?, part("month").and_then(small), part("day").and_then(small))?
            };
            if let (Some(season @ 1..=4), None) = (map.get("season").and_then(integer).and_then(small), date.start.month) {
                date.start.breadth = Breadth::Season(season);
            }
            date.start.approximate |= map.get("circa").is_some_and(|circa| circa != &Value::Bool(false));
            Some(date)
        }
        _ => None,
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
        "issued" => record.issued = some_date(value)?,
        "accessed" => record.accessed = some_date(value)?,
        "language" => record.language = Some(Lang::new(&read_text(value)?)),
        "printed-in" => {
            record.printed_in = match read_text(value)?.as_str() {
                "notes" => PrintedIn::Notes,
                "references" => PrintedIn::References,
                other => return Err(say::bad_value_printed_in(other)),
            }
        }
        _ if let Some(role) = Role::named(variable) => match role {
            Role::Author => record.author = read_names(value)?,
            Role::Editor => record.editor = read_names(value)?,
            Role::Translator => record.translator = read_names(value)?,
            role => record.other_names.push((role, read_names(value)?)),
        },
        _ => match text_field(record, variable) {
            Some(field) => *field = read_text(value)?,
            None => {
                let name = variable::named(variable).map_or(variable, |variable| variable.name);
                record.other.push((name.to_owned(), value.to_string()));
            }
        },
    }
    Ok(())
}

/// A date without a field of its own in a record (`original-date` …).
pub fn other_date(record: &Record, variable: &str) -> Option<Date> {
    let (_, json) = record.other.iter().find(|(name, _)| name == variable)?;
    read_date(&serde_json::from_str(json).ok()?)
}

/// The value of a variable without a field of its own in a record (JSON text), as the schema of CSL-JSON wants it: dates in parts.
pub fn json_value(variable: &str, json: &str) -> Value {
    let value = serde_json::from_str(json).unwrap_or(Value::Null);
    let is_date = variable::of_shape(Shape::Date).any(|date| date == variable);
    if is_date && let Some(date) = read_date(&value) { date_parts(date) } else { value }
}

/// Sets a variable that holds words, a number or a date, as EDTF.
pub fn set(record: &mut Record, variable: &str, text: &str) {
    // A text is a value of every shape that is asked for here.
    let _ = read_variable(record, variable, &Value::from(text));
}

/// The plain-text variables of a record, empty ones included, under CSL's names.
pub fn texts(record: &Record) -> [(&'static str, &String); 20] {
    [
        ("title", &record.title),
        ("translated-title", &record.translated_title),
        ("container-title", &record.container),
        ("collection-title", &record.series),
        ("publisher", &record.publisher),
        ("publisher-place", &record.place),
        ("edition", &record.edition),
        ("volume", &record.volume),
        ("issue", &record.issue),
        ("page", &record.pages),
        ("number", &record.number),
        ("genre", &record.genre),
        ("archive", &record.archive),
        ("archive_location", &record.archive_location),
        ("DOI", &record.doi),
        ("ISBN", &record.isbn),
        ("ISSN", &record.issn),
        ("URL", &record.url),
        ("note", &record.note),
        ("verbatim", &record.verbatim),
    ]
}

fn text_field<'a>(record: &'a mut Record, variable: &str) -> Option<&'a mut String> {
    Some(match variable {
        "title" => &mut record.title,
        "translated-title" => &mut record.translated_title,
        "container-title" => &mut record.container,
        "collection-title" => &mut record.series,
        "publisher" => &mut record.publisher,
        "publisher-place" => &mut record.place,
        "edition" => &mut record.edition,
        "volume" => &mut record.volume,
        "issue" => &mut record.issue,
        "page" => &mut record.pages,
        "number" => &mut record.number,
        "genre" => &mut record.genre,
        "archive" => &mut record.archive,
        "archive_location" => &mut record.archive_location,
        "DOI" => &mut record.doi,
        "ISBN" => &mut record.isbn,
        "ISSN" => &mut record.issn,
        "URL" => &mut record.url,
        "note" => &mut record.note,
        "verbatim" => &mut record.verbatim,
        _ => return None,
    })
}

fn read_text(value: &Value) -> Result<String, Message> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(truth) => Ok(truth.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(say::bad_value_text()),
    }
}

fn read_name(value: &Value) -> Result<Name, Message> {
    match value {
        Value::String(name) => Ok(Name::inverted(name).unwrap_or_else(|| Name::literal(name))),
        Value::Object(map) => {
            let part = |key: &str| map.get(key).map_or(Ok(String::new()), read_text);
            let particle = particle(&part("dropping-particle")?, &part("non-dropping-particle")?);
            let mut literal = part("literal")?;
            if literal.is_empty() {
                literal = part("name")?;
            }
            let orcid = [part("orcid")?, part("ORCID")?].concat();
            let orcid = orcid.rsplit('/').next().unwrap_or("").to_owned();
            let name = Name { family: part("family")?, given: part("given")?, particle, suffix: part("suffix")?, literal, orcid };
            if name.family.is_empty() && name.given.is_empty() && name.literal.is_empty() {
                return Err(say::bad_value_name_empty());
            }
            Ok(name)
        }
        _ => Err(say::bad_value_name()),
    }
}

fn write_names(names: &[Name]) -> Value {
    Value::Array(names.iter().map(write_name).collect())
}

/// The parts of a name, empty ones included, under CSL's names.
pub fn parts_of_name(name: &Name) -> [(&'static str, &String); 6] {
    [
        ("family", &name.family),
        ("given", &name.given),
        ("non-dropping-particle", &name.particle),
        ("suffix", &name.suffix),
        ("literal", &name.literal),
        ("orcid", &name.orcid),
    ]
}

/// Writes one name, empty parts left out.
pub fn write_name(name: &Name) -> Value {
    let parts = parts_of_name(name);
    Value::Object(parts.into_iter().filter(|(_, part)| !part.is_empty()).map(|(key, part)| (key.to_owned(), part.clone().into())).collect())
}

fn some_date(value: &Value) -> Result<Option<Date>, Message> {
    if value.is_null() {
        return Ok(None);
    }
    read_date(value).map(Some).ok_or_else(|| say::bad_value_date(value))
}

fn read_parts(value: &Value) -> Option<Day> {
    let parts = value.as_array()?;
    Day::new(integer(parts.first()?)?, parts.get(1).and_then(integer).and_then(small), parts.get(2).and_then(integer).and_then(small))
}

fn integer(value: &Value) -> Option<i32> {
    match value {
        Value::Number(number) => i32::try_from(number.as_i64()?).ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn small(number: i32) -> Option<u8> {
    u8::try_from(number).ok()
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
    fn what_is_wrong_is_said_and_the_rest_is_kept() {
        let (record, problems) = read(&value(r#"{"type": "boook", "issued": "soon", "title": "T", "author": [{}]}"#));
        assert_eq!(record.title, "T");
        assert_eq!(problems.iter().map(|problem| problem.variable.as_str()).collect::<Vec<_>>(), ["type", "issued", "author"]);
    }

    #[test]
    fn dates_come_in_many_shapes() {
        let read = |json| read_date(&value(json)).map(|date| date.to_string());
        assert_eq!(read(r#"{"date-parts": [[2020, 5], [2020, 6]]}"#).as_deref(), Some("2020-05/2020-06"));
        assert_eq!(read(r#"[{"year": 1999}]"#).as_deref(), Some("1999"));
        assert_eq!(read("1880").as_deref(), Some("1880"));
        assert_eq!(read(r#"{"raw": "2020-05-01"}"#).as_deref(), Some("2020-05-01"));
        assert_eq!(read(r#""1843~""#).as_deref(), Some("1843~"));
        assert_eq!(read(r#"{"date-parts": [[1843]], "season": "2", "raw": "soon"}"#).as_deref(), Some("1843-22"));
        for text in ["184X", "1843?", "1843-22", "1843-05-XX", "1914/..", "../1918", "18XX%", "184X/1851", "1914/1918", "1843-05-02"] {
            let written = Date::parse(text).map(date_parts).unwrap_or_default();
            assert_eq!(read_date(&written).map(|date| date.to_string()).as_deref(), Some(text), "{written}");
        }
        assert_eq!(date_parts(Date::parse("184X").unwrap_or(Date::year(0)))["date-parts"], value("[[1840], [1849]]"));
    }
}
