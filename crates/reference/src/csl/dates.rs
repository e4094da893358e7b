//! Dates of CSL-JSON: in parts, in words, in the Extended Date/Time Format; and what of them a [`Date`] does not hold.

use scholion_base::{
    Date, Message,
    date::{Breadth, Day, End},
    say,
    yaml::{Map, Value},
};

use super::{is_empty, read_text, unheld};
use crate::{
    Record, said,
    variable::{self, Shape},
};

/// The keys of a date that is a mapping: CSL-JSON's, Pandoc's `year`, `month`, `day`, and `edtf`.
pub const DATE_KEYS: &[&str] = &["date-parts", "year", "month", "day", "season", "circa", "raw", "literal", "edtf"];

/// Whether a variable's date has a field of its own in a record.
pub fn is_own_date(variable: &str) -> bool {
    matches!(variable, "issued" | "accessed")
}

/// A record's date as the schema of CSL-JSON wants it, with what no [`Date`] holds: `{"date-parts": [[2004]], "literal": "c2004"}`;
/// `Null` where it has none. For every date variable.
pub fn date_value(record: &Record, variable: &str) -> Value {
    let own = match variable {
        "issued" => record.issued,
        "accessed" => record.accessed,
        _ => {
            let json = record.other.iter().find(|(name, _)| name == variable);
            return json.map_or(Value::Null, |(_, json)| json_value(variable, json));
        }
    };
    let more = unheld(record, variable);
    with_unheld(own, more)
}

fn with_unheld(date: Option<Date>, more: Map<String, Value>) -> Value {
    let mut map = match date.map(date_parts) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    if more.contains_key("literal") {
        // The words say it better than the notation.
        map.shift_remove("raw");
    }
    map.extend(more);
    if map.is_empty() { Value::Null } else { Value::Object(map) }
}

/// A date as CSL-JSON's schema wants it: `{"date-parts": [[2020, 5, 1]]}`. What parts, season and `circa` cannot say stands as EDTF
/// beside them (`raw`). Years before Christ are counted as historians do: -44 is 44 BC (test suite, `date_DateBC`).
pub fn date_parts(date: Date) -> Value {
    let parts = |day: Day, year: i32| {
        let mut parts = vec![Value::from(if year <= 0 { year - 1 } else { year })];
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

/// A date as it was read, and what of it a [`Date`] does not hold.
#[derive(Debug, Default)]
struct ReadDate {
    date: Option<Date>,
    more: Map<String, Value>,
    /// Whether the value has the form of a date.
    is_sound: bool,
}

/// Reads a date: EDTF, a plain year, or CSL-JSON's `date-parts`, `raw` and `literal`.
pub fn read_date(value: &Value) -> Option<Date> {
    whole_date(value).date
}

fn whole_date(value: &Value) -> ReadDate {
    match value {
        Value::String(text) => ReadDate { is_sound: Date::parse(text).is_some(), ..date_in_words(text) },
        Value::Number(year) => {
            let date = year.as_i64().and_then(|year| i32::try_from(year).ok()).map(Date::year);
            ReadDate { date, is_sound: date.is_some(), ..ReadDate::default() }
        }
        Value::Array(items) => match &items[..] {
            [one] => whole_date(one),
            _ => ReadDate::default(),
        },
        Value::Object(map) => date_of_mapping(map),
        Value::Null | Value::Bool(_) => ReadDate::default(),
    }
}

/// A date in words, with the words where a date does not say all of them.
fn date_in_words(text: &str) -> ReadDate {
    let said = said::said(text);
    let mut read = ReadDate { date: said.date, is_sound: true, ..ReadDate::default() };
    if !said.is_all && !text.trim().is_empty() {
        read.more.insert("literal".into(), text.trim().into());
    }
    read
}

fn date_of_mapping(map: &Map<String, Value>) -> ReadDate {
    let text = |key: &str| map.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    // EDTF says more than parts do.
    if let Some(date) = ["raw", "edtf", "literal"].iter().find_map(|key| Date::parse(text(key)?)) {
        return ReadDate { date: Some(date), is_sound: true, ..ReadDate::default() };
    }
    let mut read = ReadDate { is_sound: true, ..ReadDate::default() };
    let parts: Option<Value> = match map.get("date-parts") {
        Some(Value::Array(ends)) => Some(Value::Array(ends.clone())),
        _ => map.get("year").map(|year| {
            let more = ["month", "day"].iter().map_while(|key| map.get(*key)).cloned();
            Value::Array(vec![Value::Array(std::iter::once(year.clone()).chain(more).collect())])
        }),
    };
    if let Some(ends) = parts.as_ref().and_then(Value::as_array) {
        let start = ends.first().and_then(read_parts);
        let end = ends.get(1).and_then(Value::as_array).filter(|parts| !parts.is_empty());
        let is_open = end.is_some_and(|parts| parts.first().and_then(integer) == Some(0));
        let end = end.and_then(|parts| read_parts(&Value::Array(parts.clone())));
        read.is_sound = start.is_some_and(|(_, is_all)| is_all) && end.is_none_or(|(_, is_all)| is_all);
        let end = if is_open { Some(End::Open) } else { end.map(|(day, _)| End::On(day)) };
        read.date = start.map(|(start, _)| Date { start, end });
    }
    if let Some(words) = text("literal").or_else(|| text("raw")) {
        let said = date_in_words(words);
        read.is_sound |= read.date.is_none();
        // What was read of a raw date stands in its parts.
        if read.date.is_none() || text("literal").is_some() {
            read.more = said.more;
        }
        read.date = read.date.or(said.date);
    }
    if let Some(season) = map.get("season").and_then(|season| read_text(season).ok()).filter(|season| !season.trim().is_empty()) {
        match (read.date.as_mut().filter(|date| date.start.month.is_none() && date.end.is_none()), said::season_of(&season)) {
            (Some(date), Some(season)) => date.start.breadth = Breadth::Season(season),
            _ => {
                read.more.insert("season".into(), season.into());
            }
        }
    }
    if let Some(date) = &mut read.date {
        let circa = map.get("circa").and_then(|circa| read_text(circa).ok()).unwrap_or_default();
        date.start.approximate |= !matches!(circa.as_str(), "" | "0" | "false");
    }
    read.is_sound &= read.date.is_some() || !read.more.is_empty();
    read
}

/// Reads `issued` or `accessed`: what a [`Date`] does not hold stands among the other variables.
pub(super) fn read_own_date(record: &mut Record, variable: &str, value: &Value) -> Result<(), Message> {
    let ReadDate { date, more, is_sound } =
        if value.is_null() { ReadDate { is_sound: true, ..ReadDate::default() } } else { whole_date(value) };
    if variable == "issued" {
        record.issued = date
    } else {
        record.accessed = date
    }
    if !more.is_empty() {
        record.other.push((variable.to_owned(), Value::Object(more).to_string()));
    }
    if is_sound { Ok(()) } else { Err(say::bad_value_date(value)) }
}

/// Reads a date without a field of its own: it stands as EDTF, or as a mapping with what that does not say.
pub(super) fn read_other_date(record: &mut Record, variable: &str, value: &Value) -> Result<(), Message> {
    let ReadDate { date, more, is_sound } = whole_date(value);
    let kept = match date {
        Some(date) if more.is_empty() => date.to_string().into(),
        date => with_unheld(date, more),
    };
    if !kept.is_null() {
        record.other.push((variable.to_owned(), kept.to_string()));
    }
    if is_sound || value.is_null() { Ok(()) } else { Err(say::bad_value_date(value)) }
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
    let read = if is_date { whole_date(&value) } else { ReadDate::default() };
    let date = with_unheld(read.date, read.more);
    if date.is_null() { value } else { date }
}

/// The parts of a date, and whether all of them could be read: there is no year 0, seasons may stand for months (citeproc-js: 13 to 16,
/// EDTF: 21 to 24), and what is 0 or empty is not said.
fn read_parts(value: &Value) -> Option<(Day, bool)> {
    let parts = value.as_array()?;
    let said = |at: usize| parts.get(at).filter(|part| !matches!(integer(part), Some(0)) && !is_empty(part));
    let year = integer(said(0)?)?;
    let year = if year < 0 { year + 1 } else { year };
    let number = |at: usize| said(at).and_then(integer).and_then(small);
    let (month, day) = (number(1), number(2));
    if let Some(season) = month.filter(|month| matches!(month, 13..=16 | 21..=24)) {
        let season = if season < 20 { season - 12 } else { season - 20 };
        return Some((Day { year, breadth: Breadth::Season(season), ..Day::default() }, true));
    }
    let whole = Day::new(year, month, day.filter(|_| month.is_some()));
    let is_all = whole.is_some() && (said(1).is_none() || month.is_some()) && (said(2).is_none() || day.is_some() && month.is_some());
    whole.or_else(|| Day::new(year, month, None)).or_else(|| Day::new(year, None, None)).map(|day| (day, is_all))
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
    use super::{
        super::{read, write},
        *,
    };

    fn value(json: &str) -> Value {
        serde_json::from_str(json).unwrap_or_default()
    }

    #[test]
    fn what_a_date_cannot_hold_is_kept() {
        for (json, written) in [
            (r#"{"literal": "c2004"}"#, r#"{"date-parts": [[2004]], "literal": "c2004"}"#),
            (r#"{"literal": "in press"}"#, r#"{"literal": "in press"}"#),
            (r#"{"raw": "May 2001"}"#, r#"{"date-parts": [[2001, 5]]}"#),
            (r#"{"date-parts": [[2001]], "season": "Michaelmas"}"#, r#"{"date-parts": [[2001]], "season": "Michaelmas"}"#),
        ] {
            for variable in ["issued", "accessed", "original-date"] {
                let (record, problems) = read(&value(&format!(r#"{{"id": "a", "{variable}": {json}}}"#)));
                assert_eq!(problems, [], "{json}");
                assert_eq!(date_value(&record, variable), value(written));
                assert_eq!(read(&write(&record)), (record, vec![]), "{json}");
            }
        }
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
        assert_eq!(read(r#"{"date-parts": [[2005]], "season": "spring"}"#).as_deref(), Some("2005-21"));
        assert_eq!(read(r#"{"date-parts": [[-44]]}"#).as_deref(), Some("-0043"));
        assert_eq!(read(r#"{"date-parts": [["2005", "04", ""], [0]]}"#).as_deref(), Some("2005-04/.."));
        assert_eq!(read(r#"{"literal": "c2004"}"#).as_deref(), Some("2004"));
        assert_eq!(date_parts(Date::year(-43))["date-parts"], value("[[-44]]"));
        for text in ["184X", "1843?", "1843-22", "1843-05-XX", "1914/..", "../1918", "18XX%", "184X/1851", "1914/1918", "1843-05-02"] {
            let written = Date::parse(text).map(date_parts).unwrap_or_default();
            assert_eq!(read_date(&written).map(|date| date.to_string()).as_deref(), Some(text), "{written}");
        }
        assert_eq!(date_parts(Date::parse("184X").unwrap_or(Date::year(0)))["date-parts"], value("[[1840], [1849]]"));
    }
}
