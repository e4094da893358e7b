//! Zotero's own JSON: of its API, of its translators, and of Better BibTeX.
//!
//! Which field of which type is which variable follows Zotero's schema (`schema.json` of zotero/zotero-schema, its map to CSL). What CSL
//! has no variable for is kept in `custom` under `zotero`: keys, collections, attachments, notes and further fields.

mod fields;
pub mod page;

use std::collections::BTreeMap;

use scholion_base::yaml::{Map, Value};

use super::{extra, set_other, xml};
use crate::{Kind, Name, Record, Role, csl, identity::bare_doi, said};
use fields::{CREATORS, FIELDS, TYPES};

/// The item type of a kind of work.
pub fn item_type(kind: Kind) -> &'static str {
    TYPES.iter().find(|(_, known)| *known == kind).map_or("document", |(name, _)| name)
}

/// What of an item is Zotero's bookkeeping, or read elsewhere.
const PASSED: [&str; 18] = [
    "version",
    "library",
    "links",
    "meta",
    "itemID",
    "itemType",
    "creators",
    "tags",
    "notes",
    "attachments",
    "extra",
    "citationKey",
    "citekey",
    "parentItem",
    "relations",
    "deleted",
    "select",
    "seeAlso",
];

/// What an object holds of an item: itself, or what stands under `data` (API).
pub fn item(value: &Value) -> Option<&Map<String, Value>> {
    let is_item = |map: &&Map<String, Value>| map.get("itemType").is_some_and(Value::is_string);
    let data = value.get("data").and_then(Value::as_object).filter(is_item);
    data.or_else(|| value.as_object().filter(is_item))
}

/// Attachments, notes and annotations of items, by the keys of these.
#[derive(Debug, Default)]
pub struct Children<'v>(BTreeMap<&'v str, Vec<&'v Map<String, Value>>>);

impl<'v> Children<'v> {
    /// Those among the items.
    pub fn of(values: impl Iterator<Item = &'v Value>) -> Self {
        let mut children = Self::default();
        for item in values.filter_map(item).filter(|item| is_child(item)) {
            children.0.entry(text(item, "parentItem")).or_default().push(item);
        }
        children
    }
}

/// Whether an item is no work: a note, an attachment or an annotation.
pub fn is_child(item: &Map<String, Value>) -> bool {
    matches!(text(item, "itemType"), "attachment" | "note" | "annotation")
}

/// Collections of an export of Better BibTeX.
#[derive(Debug, Default)]
pub struct Collections {
    /// Names by keys.
    names: BTreeMap<String, String>,
    /// Names by the numbers or keys of the items that stand there.
    of: BTreeMap<String, Vec<String>>,
}

impl Collections {
    /// Those under `collections`.
    pub fn of(value: Option<&Value>) -> Self {
        let mut collections = Self::default();
        for (key, collection) in value.and_then(Value::as_object).into_iter().flatten() {
            let Some(name) = collection.get("name").and_then(Value::as_str) else { continue };
            collections.names.insert(key.clone(), name.to_owned());
            for member in collection.get("items").and_then(Value::as_array).into_iter().flatten() {
                collections.of.entry(bare(member)).or_default().push(name.to_owned());
            }
        }
        collections
    }
}

/// A number or a text.
fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Reads an item. The kind is `None` where Zotero's type is not known.
pub fn read(item: &Map<String, Value>, children: &Children<'_>, collections: &Collections) -> (Record, bool) {
    let item_type = text(item, "itemType");
    let known = TYPES.iter().find(|(name, _)| *name == item_type).map(|(_, kind)| *kind);
    let rest_of_extra = text(item, "extra");
    let kind = extra::kind_of(rest_of_extra.lines()).or(known).unwrap_or_default();
    let mut record = Record { kind, ..Record::default() };
    let mut own = Map::new();
    let mut other_creators: Vec<Value> = Vec::new();
    for creator in item.get("creators").and_then(Value::as_array).into_iter().flatten() {
        let part = creator.get("creatorType").and_then(Value::as_str).unwrap_or("author");
        let Some(name) = name(creator) else { continue };
        match CREATORS.iter().find(|(known, _)| *known == part) {
            Some((_, role)) => record.add(*role, name),
            None => {
                record.add(Role::Contributor, name);
                other_creators.push(creator.clone());
            }
        }
    }
    own.extend((!other_creators.is_empty()).then(|| ("creators".to_owned(), other_creators.into())));
    for (field, value) in item.iter().filter(|(field, _)| !PASSED.contains(&field.as_str())) {
        let words = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        match FIELDS.iter().find(|(known, _)| *known == field.as_str()) {
            Some((_, variable)) if !words.is_empty() => set(&mut record, &mut own, field, variable, &words),
            Some(_) => {}
            None if !csl::is_empty(value) && *value != Value::Object(Map::new()) => {
                own.insert(field.clone(), value.clone());
            }
            None => {}
        }
    }
    if known.is_none() || item_type != self::item_type(kind) {
        own.insert("itemType".to_owned(), item_type.into());
    }
    tags(item, &mut record, &mut own);
    let key = ["key", "itemKey"].iter().map(|name| text(item, name)).find(|key| !key.is_empty()).unwrap_or("");
    if !key.is_empty() {
        own.shift_remove("itemKey");
        own.insert("key".to_owned(), key.into());
    }
    places(item, key, collections, &mut own);
    beside(item, children.0.get(key).map_or(&[][..], Vec::as_slice), &mut own);
    record.key = ["citationKey", "citekey"].iter().map(|name| text(item, name)).find(|key| !key.is_empty()).unwrap_or("").to_owned();
    let rest = extra::read(&mut record, rest_of_extra);
    let key = super::other(&record, "citation-key").into_owned();
    if !key.is_empty() {
        record.other.retain(|(name, _)| name != "citation-key");
        if record.key.is_empty() {
            record.key = key;
        }
    }
    record.note = rest;
    csl::keep(&mut record, "zotero", if own.is_empty() { Value::Null } else { own.into() });
    record.settle_rich();
    (record, known.is_some())
}

/// Sets a variable; a second field of it is kept.
fn set(record: &mut Record, own: &mut Map<String, Value>, field: &str, variable: &str, words: &str) {
    let is_taken = match variable {
        "issued" => record.issued.is_some(),
        "accessed" => record.accessed.is_some(),
        _ => {
            let own = csl::texts(record).into_iter().find(|(name, _)| *name == variable).map(|(_, text)| !text.is_empty());
            own.unwrap_or_else(|| record.other.iter().any(|(name, _)| name == variable))
        }
    };
    match variable {
        _ if is_taken => {
            own.insert(field.to_owned(), words.into());
        }
        "issued" | "accessed" | "submitted" | "original-date" => {
            let said = said::said(words);
            let text = said.date.filter(|_| said.is_all).map(|date| date.to_string());
            csl::set(record, variable, text.as_deref().unwrap_or(words));
        }
        "DOI" => csl::set(record, variable, bare_doi(words)),
        _ => csl::set(record, variable, words),
    }
}

fn name(creator: &Value) -> Option<Name> {
    let part = |key: &str| creator.get(key).and_then(Value::as_str).unwrap_or("").trim();
    let whole = part("name");
    let (family, given) = (part("lastName"), part("firstName"));
    let is_whole = creator.get("fieldMode").and_then(Value::as_i64) == Some(1);
    match (whole, family, given) {
        ("", "", "") => None,
        ("", "", given) => Some(Name::literal(given)),
        ("", family, "") if is_whole => Some(Name::literal(family)),
        ("", family, given) => Some(extra::in_parts(family, given)),
        (whole, ..) => Some(Name::literal(whole)),
    }
}

fn tags(item: &Map<String, Value>, record: &mut Record, own: &mut Map<String, Value>) {
    let tags = item.get("tags").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let word = |tag: &Value| tag.as_str().or_else(|| tag.get("tag").and_then(Value::as_str)).map(|tag| tag.trim().to_owned());
    let words: Vec<String> = tags.iter().filter_map(word).filter(|tag| !tag.is_empty()).collect();
    let joint = if words.iter().any(|word| word.contains(',')) { "; " } else { ", " };
    set_other(record, "keyword", &words.join(joint));
    if words.iter().any(|word| word.contains(';')) {
        own.insert("tags".to_owned(), words.into());
    }
}

/// The collections in which an item stands: by name where that is known.
fn places(item: &Map<String, Value>, key: &str, collections: &Collections, own: &mut Map<String, Value>) {
    let id = item.get("itemID").map(bare).unwrap_or_default();
    let listed = item.get("collections").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut names: Vec<&str> = listed.map(|key| collections.names.get(key).map_or(key, String::as_str)).collect();
    for name in [id.as_str(), key].iter().filter_map(|member| collections.of.get(*member)).flatten() {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    own.shift_remove("collections");
    if !names.is_empty() {
        own.insert("collections".to_owned(), names.into());
    }
}

/// Attachments and notes, of the item itself and beside it. Where a file lies on somebody's disk is nobody's concern.
fn beside(item: &Map<String, Value>, children: &[&Map<String, Value>], own: &mut Map<String, Value>) {
    let inner = |key: &str| item.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is = |kind: &'static str| children.iter().copied().filter(move |child| text(child, "itemType") == kind);
    let attachments = inner("attachments").iter().filter_map(Value::as_object).chain(is("attachment"));
    let attachments: Vec<Value> = attachments.map(attachment).filter(|attachment| !attachment.is_empty()).map(Value::from).collect();
    let words = |note: &str| xml::read(&note.replace("</p>", "</p> ").replace("<br", " <br").replace("</li>", "</li> ")).words();
    let note = |value: &Value| value.as_str().map(words).or_else(|| value.get("note").and_then(Value::as_str).map(words));
    let notes = inner("notes").iter().filter_map(note).chain(is("note").map(|child| words(text(child, "note"))));
    let notes: Vec<String> = notes.filter(|note| !note.is_empty()).collect();
    let highlights =
        is("annotation").map(|child| [text(child, "annotationText"), text(child, "annotationComment")].join(" ").trim().to_owned());
    let highlights: Vec<String> = highlights.filter(|text| !text.is_empty()).collect();
    for (name, value) in [("attachments", Value::from(attachments)), ("notes", notes.into()), ("annotations", highlights.into())] {
        if !csl::is_empty(&value) {
            own.insert(name.to_owned(), value);
        }
    }
}

fn attachment(item: &Map<String, Value>) -> Map<String, Value> {
    let file = ["filename", "path", "localPath"].iter().map(|key| text(item, key)).find(|path| !path.is_empty()).unwrap_or("");
    let file = file.rsplit(['/', '\\', ':']).next().unwrap_or("");
    let url = Some(text(item, "url")).filter(|url| url.starts_with("http://") || url.starts_with("https://")).unwrap_or("");
    let kind = [text(item, "contentType"), text(item, "mimeType")].concat();
    let all = [("key", text(item, "key")), ("title", text(item, "title")), ("url", url), ("filename", file), ("contentType", &kind)];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value.into())).collect()
}

fn text<'v>(item: &'v Map<String, Value>, field: &str) -> &'v str {
    item.get(field).and_then(Value::as_str).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variable;

    #[test]
    fn fields_are_variables_and_every_kind_has_a_type() {
        for (field, variable) in FIELDS {
            assert_eq!(variable::named(variable).map(|known| known.name), Some(*variable), "{field}");
        }
        for &kind in Kind::ALL {
            assert!(TYPES.iter().any(|(_, known)| *known == kind), "{}", kind.name());
        }
    }

    #[test]
    fn an_item_keeps_all_that_it_has() {
        let api: Value = serde_json::from_str(
            r#"[{"key": "AAAA1111", "version": 3, "data": {"key": "AAAA1111", "itemType": "letter", "title": "To <i>Jones</i>", "letterType": "Telegram",
                "creators": [{"creatorType": "author", "firstName": "Ludwig", "lastName": "van Roe"}, {"creatorType": "recipient", "name": "Harbour Board"}],
                "date": "Spring 1843", "accessDate": "2020-05-01T10:00:00Z", "language": "eng", "extra": "Original Date: 1842\ntex.ids: x\nCitation Key: roe1843",
                "tags": [{"tag": "ports"}, {"tag": "ice, winter"}], "collections": ["CCCC3333"], "relations": {}, "dateAdded": "2020-01-01T00:00:00Z"}},
               {"key": "NNNN2222", "data": {"itemType": "note", "parentItem": "AAAA1111", "note": "<p>Read <b>twice</b></p><p>So.</p>"}},
               {"key": "FFFF4444", "data": {"itemType": "attachment", "parentItem": "AAAA1111", "title": "Scan", "path": "/home/ann/scan.pdf"}}]"#,
        )
        .unwrap();
        let values = api.as_array().unwrap();
        let children = Children::of(values.iter());
        let (record, is_known) = read(item(&values[0]).unwrap(), &children, &Collections::default());
        assert!(is_known && is_child(item(&values[1]).unwrap()));
        assert_eq!((record.key.as_str(), record.kind, record.genre.as_str()), ("roe1843", Kind::Communication, "Telegram"));
        assert_eq!((record.title.as_str(), record.formatted("title", &record.title)), ("To Jones", "To <i>Jones</i>"));
        assert_eq!(record.author[0].in_two_parts(), "van Roe, Ludwig");
        assert_eq!(record.names(Role::Recipient), [Name::literal("Harbour Board")]);
        assert_eq!(record.issued.map(|date| date.to_string()).as_deref(), Some("1843-21"));
        assert_eq!(record.accessed.map(|date| date.to_string()).as_deref(), Some("2020-05-01"));
        assert_eq!(csl::other_date(&record, "original-date").map(|date| date.to_string()).as_deref(), Some("1842"));
        assert_eq!((record.note.as_str(), record.language.as_ref().map(|lang| lang.as_str())), ("tex.ids: x", Some("en")));
        assert_eq!(super::super::other(&record, "keyword"), "ports; ice, winter");
        let kept = csl::kept(&record, "zotero");
        assert_eq!((kept["key"].as_str(), &kept["collections"][0]), (Some("AAAA1111"), &Value::from("CCCC3333")));
        assert_eq!((&kept["notes"][0], &kept["attachments"][0]["filename"]), (&Value::from("Read twice So."), &Value::from("scan.pdf")));
        assert!(!record.other.iter().any(|(_, json)| json.contains("/home")));
    }
}
