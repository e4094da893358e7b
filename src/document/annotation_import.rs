//! Notes from other programs: W3C Web Annotations as JSON-LD, and what Hypothes.is exports or its API gives.
//!
//! Sources: W3C Web Annotation Data Model (Recommendation, 23 February 2017); Hypothes.is API, version 1.

use super::annotation::MOTIVATIONS;
use crate::base::{
    Slug,
    yaml::{Map, Value},
};

/// A note as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The address of what it is about, without fragment.
    pub source: String,
    /// The note, under the keys of our files, in their order.
    pub note: Map<String, Value>,
}

/// Reads a page, a collection, a list or a single annotation; `Err` says why it is none of these.
pub fn read(json: &str) -> Result<Vec<Imported>, String> {
    let value: Value = serde_json::from_str(json).map_err(|error| format!("this is no JSON: {error}"))?;
    let items = items(&value).ok_or("this is no list of annotations: neither W3C's nor Hypothes.is'")?;
    Ok(items.into_iter().filter_map(one).collect())
}

/// The annotations, wherever they stand.
fn items(value: &Value) -> Option<Vec<&Value>> {
    if let Some(list) = value.as_array() {
        return Some(list.iter().collect());
    }
    for key in ["items", "rows", "annotations"] {
        if let Some(list) = value.get(key).and_then(Value::as_array) {
            return Some(list.iter().collect());
        }
    }
    if let Some(first) = value.get("first").filter(|first| first.is_object()) {
        return items(first);
    }
    value.get("target").is_some().then(|| vec![value])
}

fn one(value: &Value) -> Option<Imported> {
    let target = first(value.get("target")?);
    let address = target.as_str().or_else(|| text(target, "source")).or_else(|| text(target, "id")).or_else(|| text(value, "uri"));
    let address = address.or_else(|| target.get("source").and_then(|source| text(source, "id"))).unwrap_or_default();
    // A note of an archive like this one on a work: its own address names the document.
    let own = text(value, "id").and_then(|id| id.split_once("#note-")).map(|(page, _)| page);
    let work = work(address).filter(|_| own.is_some());
    let address = work.as_ref().and(own).unwrap_or(address);
    let (source, fragment) = address.split_once('#').unwrap_or((address, ""));
    let bodies = bodies(value);
    let replied = value.get("references").and_then(Value::as_array).and_then(|all| all.last()).and_then(Value::as_str);
    let replied = replied.or_else(|| fragment.strip_prefix("note-"));
    let mut note = Map::new();
    let id = text(value, "id")
        .map(|id| id.rsplit_once("#note-").map_or_else(|| id.trim_end_matches('/').rsplit('/').next().unwrap_or(id), |(_, id)| id));
    put(&mut note, "id", id.map(|id| Slug::from_stem(id).to_string()));
    match (quote(target), replied) {
        (_, Some(id)) => put(&mut note, "reply-to", Some(Slug::from_stem(id).to_string())),
        (Some(quote), None) => _ = note.insert("quote".into(), quote.into()),
        (None, None) if work.is_some() => {
            let mut target = Map::new();
            put(&mut target, "work", work);
            note.insert("target".into(), target.into());
        }
        (None, None) => put(&mut note, "target", Some("document".into())),
    }
    put(&mut note, "motivation", Some(motivation(value, replied.is_some(), bodies.text.is_empty() && bodies.tags.is_empty())));
    put(&mut note, "creator", creator(value));
    put(&mut note, "created", text(value, "created").map(moment));
    let modified = text(value, "modified").or_else(|| text(value, "updated")).map(moment);
    let is_unchanged = modified.as_deref() == note.get("created").and_then(Value::as_str);
    put(&mut note, "modified", modified.filter(|_| !is_unchanged));
    put(&mut note, "lang", bodies.lang);
    if !bodies.tags.is_empty() {
        note.insert("tags".into(), bodies.tags.into());
    }
    put(&mut note, "body", Some(bodies.text).filter(|text| !text.is_empty()));
    Some(Imported { source: source.to_owned(), note })
}

/// The key of the work whose page stands at an address: `works/<key>.html`.
fn work(address: &str) -> Option<String> {
    let mut parts = address.strip_suffix(".html")?.rsplit('/');
    let (key, folder) = (parts.next()?, parts.next()?);
    (folder == "works").then(|| key.to_owned())
}

/// The words that a target selects.
fn quote(target: &Value) -> Option<Map<String, Value>> {
    let mut waiting: Vec<&Value> = match target.get("selector")? {
        Value::Array(all) => all.iter().rev().collect(),
        one => vec![one],
    };
    while let Some(selector) = waiting.pop() {
        if text(selector, "type") == Some("TextQuoteSelector") {
            let mut quote = Map::new();
            put(&mut quote, "exact", Some(text(selector, "exact")?.to_owned()));
            put(&mut quote, "prefix", text(selector, "prefix").map(str::to_owned));
            put(&mut quote, "suffix", text(selector, "suffix").map(str::to_owned));
            return Some(quote);
        }
        match selector.get("refinedBy") {
            Some(Value::Array(all)) => waiting.extend(all.iter().rev()),
            Some(one) => waiting.push(one),
            None => {}
        }
    }
    None
}

/// What a note says.
#[derive(Default)]
struct Bodies {
    text: String,
    tags: Vec<Value>,
    lang: Option<String>,
}

fn bodies(value: &Value) -> Bodies {
    let mut found = Bodies::default();
    // Hypothes.is.
    if let Some(said) = text(value, "text") {
        found.text = said.trim_end().to_owned();
    }
    if let Some(tags) = value.get("tags").and_then(Value::as_array) {
        found.tags = tags.iter().filter(|tag| tag.is_string()).cloned().collect();
    }
    let mut said: Vec<String> = text(value, "bodyValue").map(str::to_owned).into_iter().collect();
    let all = match value.get("body") {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for body in all {
        if let Some(iri) = body.as_str() {
            said.push(format!("<{iri}>"));
            continue;
        }
        let purpose = body.get("purpose").map(first).and_then(Value::as_str).unwrap_or_default();
        let Some(words) = text(body, "value") else {
            said.extend(text(body, "id").or_else(|| text(body, "source")).map(|iri| format!("<{iri}>")));
            continue;
        };
        if purpose == "tagging" {
            found.tags.push(words.into());
        } else {
            said.push(words.to_owned());
            found.lang = found.lang.or_else(|| body.get("language").map(first).and_then(Value::as_str).map(str::to_owned));
        }
    }
    if !said.is_empty() {
        found.text = said.join("\n\n");
    }
    found
}

fn motivation(value: &Value, replies: bool, says_nothing: bool) -> String {
    let given = value.get("motivation").map(first).and_then(Value::as_str);
    let given = given.map(|given| given.rsplit([':', '#']).next().unwrap_or(given));
    let known = given.and_then(|given| MOTIVATIONS.into_iter().find(|known| *known == given));
    known
        .unwrap_or(if replies {
            "replying"
        } else if says_nothing {
            "highlighting"
        } else {
            "commenting"
        })
        .to_owned()
}

/// A name; a record of an archive like this one by its place, `people/<id>`.
fn creator(value: &Value) -> Option<String> {
    if let Some(creator) = value.get("creator").map(first) {
        let iri = creator.as_str().or_else(|| text(creator, "id")).unwrap_or_default();
        let record = iri.strip_suffix(".html").and_then(|iri| {
            let mut parts = iri.rsplit('/');
            let (id, kind) = (parts.next()?, parts.next()?);
            super::AuthorityKind::named(kind).map(|kind| format!("{}/{id}", kind.folder()))
        });
        let name = text(creator, "name").or_else(|| text(creator, "nickname")).or_else(|| creator.as_str());
        return record.or_else(|| name.map(str::to_owned));
    }
    let shown = value.get("user_info").and_then(|info| text(info, "display_name"));
    shown.or_else(|| text(value, "user").map(|user| user.strip_prefix("acct:").unwrap_or(user))).map(str::to_owned)
}

/// Midnight stands for a day whose hour nobody gave.
fn moment(moment: &str) -> String {
    moment.strip_suffix("T00:00:00Z").unwrap_or(moment).to_owned()
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|all| all.first()).unwrap_or(value)
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn put(note: &mut Map<String, Value>, key: &str, value: Option<String>) {
    if let Some(value) = value {
        note.insert(key.to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::yaml;

    fn check(json: &str, source: &str, expected: &str) {
        let all = read(json).unwrap();
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((all[0].source.as_str(), yaml::write(&all[0].note).as_str()), (source, expected));
    }

    #[test]
    fn w3c_annotations_are_read_in_their_many_forms() {
        check(
            r##"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [{"id": "https://a.example/documents/d.html#note-x",
            "type": "Annotation", "motivation": "identifying", "creator": {"id": "https://a.example/people/m-ilves.html", "name": "Marta Ilves"},
            "created": "2026-05-02T00:00:00Z", "body": [{"type": "TextualBody", "value": "*She*.", "language": "en"}, {"purpose": "tagging", "value": "who"}],
            "target": {"source": "https://a.example/documents/d.html", "selector": [{"type": "TextPositionSelector", "start": 1, "end": 3},
            {"type": "TextQuoteSelector", "exact": "she", "prefix": "then "}]}}]}"##,
            "https://a.example/documents/d.html",
            "id: x\nquote:\n  exact: she\n  prefix: 'then '\nmotivation: identifying\ncreator: people/m-ilves\ncreated: 2026-05-02\nlang: en\ntags:\n- who\nbody: '*She*.'\n",
        );
        check(
            r#"{"target": "https://a.example/", "bodyValue": "All of it."}"#,
            "https://a.example/",
            "target: document\nmotivation: commenting\nbody: All of it.\n",
        );
        check(
            r##"[{"target": "https://a.example/d#note-x", "motivation": "oa:replying", "body": "https://b.example/"}]"##,
            "https://a.example/d",
            "reply-to: x\nmotivation: replying\nbody: <https://b.example/>\n",
        );
    }

    #[test]
    fn hypothesis_rows_are_read() {
        check(
            r#"{"total": 1, "rows": [{"id": "AbC-1_x", "created": "2019-01-03T19:46:09.334539+00:00", "updated": "2019-01-04T19:46:09.334539+00:00",
            "user": "acct:reader@hypothes.is", "uri": "https://a.example/", "text": "Well said.\n", "tags": ["style"],
            "target": [{"source": "https://a.example/", "selector": [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "words", "suffix": " and"}]}]}]}"#,
            "https://a.example/",
            "id: AbC-1_x\nquote:\n  exact: words\n  suffix: ' and'\nmotivation: commenting\ncreator: reader@hypothes.is\ncreated: 2019-01-03T19:46:09.334539+00:00\nmodified: 2019-01-04T19:46:09.334539+00:00\ntags:\n- style\nbody: Well said.\n",
        );
        assert!(read("{}").is_err() && read("[").is_err());
    }
}
