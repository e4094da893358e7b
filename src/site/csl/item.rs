//! A record as the engine takes it.

use hayagriva::citationberg::json::Item;
use serde_json::{Map, Value, json};

use crate::{
    base::{
        Date,
        date::{Breadth, Day},
    },
    reference::{Record, Role, csl, format::csl_json},
};

/// The record as an item under a key. What the engine cannot take is left out: ranges of dates, on which it gives up
/// (of these the beginning counts), years beyond its numbers, values of odd shapes, and notes, in which it looks for more.
pub fn item(record: &Record, key: &str) -> Option<Item> {
    let mut item = Map::new();
    for (variable, value) in csl_json::value(record) {
        let value = match value {
            Value::String(text) if !text.is_empty() => Value::String(text),
            Value::Number(number) => Value::String(number.to_string()),
            Value::Array(names) if Role::named(&variable).is_some() => Value::Array(names.into_iter().filter_map(name).collect()),
            _ => continue,
        };
        if variable != "note" {
            item.insert(variable, value);
        }
    }
    for (variable, written) in [("issued", record.issued), ("accessed", record.accessed)] {
        item.remove(variable);
        if let Some(value) = written.and_then(date) {
            item.insert(variable.into(), value);
        }
    }
    item.insert("id".into(), key.into());
    serde_json::from_value(Value::Object(item)).ok()
}

fn name(name: Value) -> Option<Value> {
    let part = |part: &str| name.get(part).and_then(Value::as_str).filter(|text| !text.is_empty());
    if let Some(literal) = part("literal") {
        return Some(json!({ "literal": literal }));
    }
    let family = part("family").or_else(|| part("given"))?;
    let Some(given) = part("given").filter(|_| part("family").is_some()) else {
        return Some(json!({ "literal": family }));
    };
    let mut parts = json!({ "family": family, "given": given });
    for optional in ["non-dropping-particle", "suffix"] {
        if let (Some(value), Some(object)) = (part(optional), parts.as_object_mut()) {
            object.insert(optional.to_owned(), value.into());
        }
    }
    Some(parts)
}

fn date(date: Date) -> Option<Value> {
    let day = date.start;
    i16::try_from(day.year).ok()?;
    // A season, a decade or an open end has no place here: of these the beginning counts, as an estimate.
    let mut value = csl::date_parts(Date { start: Day { breadth: Breadth::Exact, uncertain: false, ..day }, end: None });
    if let Some(object) = value.as_object_mut() {
        object.retain(|key, _| key == "date-parts" || key == "circa");
        if !day.is_plain() {
            object.insert("circa".into(), true.into());
        }
    }
    Some(value)
}
