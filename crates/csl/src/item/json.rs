//! CSL-JSON: what is read of it.
//!
//! The schema is <https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json>. What it does not know is left out, and
//! what is of another shape than it says is read as far as it can be.

use serde_json::{Map, Value};

use super::{Date, Day, Item, Name, particles, raw};
use crate::style::variable::{Holds, Variable};

/// Keys of records that no style prints.
const NOT_TEXTS: [&str; 6] = ["id", "type", "custom", "categories", "citation-key", "multi"];

/// Reads a record. `None` if it is no object.
pub fn item(value: &Value) -> Option<Item> {
    let record = value.as_object()?;
    let mut item = Item { id: text(record.get("id")), kind: text(record.get("type")), ..Item::default() };
    for (key, value) in record {
        let key = key.as_str();
        if holds(key, Holds::Date) {
            let date = date(value);
            if !date.is_empty() {
                item.dates.insert(key.to_owned(), date);
            }
        } else if holds(key, Holds::Names) {
            let names: Vec<Name> = value.as_array().into_iter().flatten().map(name).filter(|name| !name.is_empty()).collect();
            if !names.is_empty() {
                item.names.insert(key.to_owned(), names);
            }
        } else if !NOT_TEXTS.contains(&key) {
            let text = text(Some(value));
            if !text.is_empty() {
                item.texts.insert(key.to_owned(), text);
            }
        }
    }
    Some(item)
}

/// Whether a key is a variable of a kind.
fn holds(key: &str, kind: Holds) -> bool {
    Variable::of(key).is_some_and(|variable| variable.holds() == kind)
}

/// Reads what `note` says in lines of the form `variable: value`, at its beginning or behind its first line: variables that the program
/// in which the record was kept has no place for. Zotero and citeproc-js call it "cheater syntax"; dates and the type are replaced, others only added.
pub fn read_note(item: &mut Item) {
    let note = item.texts.get("note").cloned().unwrap_or_default();
    let mut names: Vec<(String, Name)> = Vec::new();
    // The older form stands in braces: `{:variable: value}`.
    let lines = note.replace("{:", "\n").replace('}', "\n");
    for (nth, line) in lines.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let Some((key, value)) = line.split_once(':').map(|(key, value)| (key, value.trim())).filter(|(key, _)| is_key(key)) else {
            if nth == 0 {
                continue;
            }
            break;
        };
        if key == "type" {
            value.clone_into(&mut item.kind);
        } else if holds(key, Holds::Date) {
            item.dates.insert(key.to_owned(), raw::read(value));
        } else if holds(key, Holds::Names) {
            let name = match value.split_once("||") {
                Some((family, given)) => {
                    particles::part(Name { family: family.trim().into(), given: given.trim().into(), ..Name::default() })
                }
                None => Name { literal: value.to_owned(), ..Name::default() },
            };
            if !item.names.contains_key(key) {
                names.push((key.to_owned(), name));
            }
        } else if !value.is_empty() {
            item.texts.entry(key.to_owned()).or_insert_with(|| value.to_owned());
        }
    }
    for (key, name) in names {
        item.names.entry(key).or_default().push(name);
    }
}

/// A variable is in small letters, or all in capitals (`DOI`).
fn is_key(key: &str) -> bool {
    !key.is_empty()
        && (key.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
            || key.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Reads a name. Particles in the parts of a name are parted from them where the record has none of its own.
pub fn name(value: &Value) -> Name {
    let Some(parts) = value.as_object() else { return Name { literal: text(Some(value)), ..Name::default() } };
    let part = |key: &str| text(parts.get(key));
    let name = Name {
        family: part("family"),
        given: part("given"),
        suffix: part("suffix"),
        dropping_particle: part("dropping-particle"),
        non_dropping_particle: part("non-dropping-particle"),
        literal: part("literal"),
        comma_suffix: is_true(parts, "comma-suffix"),
        static_ordering: is_true(parts, "static-ordering"),
    };
    // citeproc-js knows institutions by a mark of its own.
    if is_true(parts, "isInstitution") && name.given.is_empty() && name.literal.is_empty() {
        return Name { literal: name.family, ..Name::default() };
    }
    let is_parsed = parts.get("parse-names").is_none_or(truth) && !is_true(parts, "static-particles");
    if is_parsed { particles::part(name) } else { name }
}

/// Reads a date: an object as the schema has it, or words.
pub fn date(value: &Value) -> Date {
    let Some(parts) = value.as_object() else {
        return match value {
            Value::String(_) | Value::Number(_) => raw::read(&text(Some(value))),
            _ => Date::default(),
        };
    };
    let circa = is_true(parts, "circa");
    let words = text(parts.get("raw"));
    if !words.is_empty() {
        let date = raw::read(&words);
        return Date { circa: circa || date.circa, ..date };
    }
    let mut days = parts.get("date-parts").and_then(Value::as_array).into_iter().flatten().map(day);
    let start = days.next().unwrap_or_default();
    let end = days.next().filter(|_| start.year != 0);
    let mut date = Date { start, end, circa, literal: text(parts.get("literal")) };
    let season = season(&text(parts.get("season")));
    if season != 0 && date.start.month == 0 {
        date.start.season = season;
    }
    date
}

/// A day in `date-parts`; months above 12 are seasons (13 to 16 in citeproc-js, 21 to 24 in EDTF).
fn day(parts: &Value) -> Day {
    let mut numbers = parts.as_array().into_iter().flatten().map(|part| text(Some(part)).parse::<i32>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    raw::day(year, month, day)
}

/// A season by its number or English name; 0 if it is none.
pub(super) fn season(text: &str) -> u8 {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "spring" => 1,
        "2" | "summer" => 2,
        "3" | "autumn" | "fall" => 3,
        "4" | "winter" => 4,
        _ => 0,
    }
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn is_true(parts: &Map<String, Value>, key: &str) -> bool {
    parts.get(key).is_some_and(truth)
}

/// The schema allows texts and numbers where true or false is meant.
fn truth(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => !matches!(text.as_str(), "" | "0" | "false" | "never"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_is_read() {
        let item = item(&json!({
            "id": 7, "type": "book", "title": "Letters", "volume": 3, "custom": {"a": "b"}, "editor": [],
            "author": [{"family": "van Gogh", "given": "Vincent"}, {"literal": "Harbour Board"}, {}],
            "issued": {"date-parts": [["1885", 3], [1888]]}, "accessed": "2020-05-01", "event-date": {"literal": "c2004"},
        }));
        let item = item.unwrap();
        assert_eq!((&*item.id, &*item.kind, &*item.texts["volume"], item.texts.len()), ("7", "book", "3", 2));
        assert_eq!(item.names.keys().collect::<Vec<_>>(), ["author"]);
        assert_eq!(item.names["author"].len(), 2);
        assert_eq!(item.names["author"][0].non_dropping_particle, "van");
        assert_eq!(item.dates["issued"].end, Some(Day { year: 1888, ..Day::default() }));
        assert_eq!(item.dates["issued"].start, Day { year: 1885, month: 3, ..Day::default() });
        assert_eq!(item.dates["accessed"].start, Day { year: 2020, month: 5, day: 1, season: 0 });
        assert_eq!(item.dates["event-date"].literal, "c2004");
        assert_eq!(super::item(&json!("book")), None);
    }

    #[test]
    fn seasons_and_estimates() {
        let date = date(&json!({"date-parts": [[2005]], "season": "Fall", "circa": "1"}));
        assert_eq!((date.start.season, date.circa), (3, true));
        assert_eq!(super::date(&json!({"date-parts": [[2005, 22]]})).start.season, 2);
        assert_eq!(super::date(&json!({"date-parts": [[-44, 3, 15]]})).start.year, -44);
        assert!(super::date(&json!({"date-parts": [[]]})).is_empty());
        assert!(super::date(&json!(null)).is_empty());
    }

    #[test]
    fn variables_of_a_note() {
        let note = "A remark.\nissued: 1999-05\neditor: Roe || Ann\neditor: Harbour Board\nDOI: 10.1/x\ntype: chapter\nwords that are none\ngenre: x";
        let mut item = item(&json!({"id": "a", "type": "book", "note": note})).unwrap();
        read_note(&mut item);
        assert_eq!((&*item.kind, item.dates["issued"].start.month, &*item.texts["DOI"]), ("chapter", 5, "10.1/x"));
        assert_eq!(item.names["editor"].iter().map(|name| &*name.family).collect::<Vec<_>>(), ["Roe", ""]);
        assert!(!item.texts.contains_key("genre"));
    }
}
