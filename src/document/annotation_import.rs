//! Notes from other programs: W3C Web Annotations as JSON-LD, those of IIIF, and what Hypothes.is exports or its API gives.
//!
//! 1. [`read`]: each annotation of a file becomes a note under our keys, or a [`Refused`] says why it is none;
//! 2. what a note loses on the way, since our files have no place for it, is among its remarks: nothing goes in silence.
//!
//! Sources: W3C Web Annotation Data Model (Recommendation, 23 February 2017); Hypothes.is API, version 1.

use std::collections::HashMap;

use super::{
    Motivation,
    imported_place::{self, ImportedPlace},
    open_annotation,
};
use crate::base::{
    Slug,
    yaml::{Map, Value},
};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The notes, in the order of the file.
    pub notes: Vec<Imported>,
    /// What is no note, and why.
    pub refused: Vec<Refused>,
    /// What is to be said of the file as a whole.
    pub remarks: Vec<String>,
}

/// A note as it came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Which of the file's annotations it is, from 1.
    pub nth: usize,
    /// By which it is known wherever it goes: the whole IRI, `canonical` if it has one; of Hypothes.is its id. Empty if it has none.
    pub iri: String,
    /// The id that it should have in our file, if it is free; empty for one made of the note.
    pub id: String,
    /// The address of what it is about, without fragment.
    pub source: String,
    /// The note that it answers, by its IRI or id.
    pub answers: Option<String>,
    /// The place on a picture or in a recording that it is about, with the address of that; `target` has both, until somebody knows what
    /// the archive calls it.
    pub place: Option<(String, ImportedPlace)>,
    /// The note, under the keys of our files, in their order, without `id`, `reply-to` and `via`.
    pub note: Map<String, Value>,
    /// What of it our files have no place for.
    pub remarks: Vec<String>,
}

/// What is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which of the file's annotations it is, from 1.
    pub nth: usize,
    /// Its IRI; may be empty.
    pub iri: String,
    /// Why.
    pub why: String,
}

/// The longest note that is taken, in bytes of what it says: as much as the form of the preview takes.
pub const MOST_BYTES: usize = 1 << 20;

/// Reads a page, a collection, a list or a single annotation; `Err` says why it is none of these.
pub fn read(json: &str) -> Result<Import, String> {
    // A mark at the beginning is of no account (RFC 8259, 8.1).
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let value: Value = serde_json::from_str(json).map_err(|error| match error.to_string() {
        why if why.starts_with("recursion limit") => "it is nested too deeply to be a list of annotations".to_owned(),
        why => format!("this is no JSON: {why}"),
    })?;
    let (items, remarks) = items(&value).ok_or("this is no list of annotations: neither W3C's nor Hypothes.is'")?;
    let mut import = Import { remarks, ..Import::default() };
    for (at, item) in items.into_iter().enumerate() {
        match one(item) {
            Ok(note) => import.notes.push(Imported { nth: at + 1, ..note }),
            Err(why) => import.refused.push(Refused { nth: at + 1, iri: iri(item).to_owned(), why: why.to_owned() }),
        }
    }
    answer(&mut import.notes);
    Ok(import)
}

/// The annotations, wherever they stand, and what is to be said of them together.
fn items(value: &Value) -> Option<(Vec<&Value>, Vec<String>)> {
    if let Some(list) = value.as_array() {
        return Some((list.iter().collect(), Vec::new()));
    }
    for key in ["items", "rows", "annotations", "resources", "@graph"] {
        if let Some(list) = value.get(key).and_then(Value::as_array) {
            let mut remarks = Vec::new();
            let total = value.get("total").and_then(Value::as_u64).filter(|total| *total > list.len() as u64);
            if let Some(total) = total {
                remarks.push(format!("the file has {} of {total} annotations; the others are not in it", list.len()));
            } else if let Some(next) = text(value, "next") {
                remarks.push(format!("the file is one page of several; the next stands at {next}"));
            }
            return Some((list.iter().collect(), remarks));
        }
    }
    if let Some(first) = value.get("first").filter(|first| first.is_object()) {
        return items(first);
    }
    (value.get("target").is_some() || value.get("on").is_some()).then(|| (vec![value], Vec::new()))
}

/// By what an annotation is known (W3C, 3.3.7: `canonical` stays the same wherever it is copied to).
fn iri(value: &Value) -> &str {
    text(value, "canonical").or_else(|| text(value, "id")).or_else(|| text(value, "@id")).unwrap_or_default()
}

fn one(value: &Value) -> Result<Imported, &'static str> {
    if !value.is_object() {
        return Err("this is no annotation");
    }
    let modern = open_annotation::as_annotation(value);
    let value = modern.as_ref().unwrap_or(value);
    let mut remarks = Vec::new();
    let targets = value.get("target").ok_or("it is about nothing: it has no `target`")?;
    let more = targets.as_array().map_or(0, |all| all.len().saturating_sub(1));
    if more > 0 {
        remarks.push(format!("it is about {} things; it is put on the first", more + 1));
    }
    let target = first(targets);
    let address = target.as_str().or_else(|| text(target, "source")).or_else(|| text(target, "id")).or_else(|| text(value, "uri"));
    let address = address.or_else(|| target.get("source").and_then(|source| text(source, "id"))).unwrap_or_default();
    // A note of an archive like this one on a work: its own address names the document.
    let own = text(value, "id").and_then(|id| id.split_once("#note-")).map(|(page, _)| page);
    let work = work(address).filter(|_| own.is_some());
    let address = work.as_ref().and(own).unwrap_or(address);
    let (source, fragment) = address.split_once('#').unwrap_or((address, ""));
    let bodies = bodies(value, &mut remarks);
    if bodies.text.len() > MOST_BYTES {
        return Err("it is longer than a megabyte");
    }
    let answers = value.get("references").and_then(Value::as_array).and_then(|all| all.last()).and_then(Value::as_str);
    let answers = answers.or_else(|| fragment.starts_with("note-").then_some(address)).map(str::to_owned);
    let mut note = Map::new();
    let mut place = None;
    match quote(target) {
        Some(quote) if answers.is_none() => _ = note.insert("quote".into(), quote.into()),
        None if answers.is_none() && work.is_some() => {
            let mut target = Map::new();
            put(&mut target, "work", work);
            note.insert("target".into(), target.into());
        }
        None if answers.is_none() => {
            place = imported_place::place(target, &mut remarks);
            if let Some((address, place)) = &place {
                note.insert("target".into(), place.value("file", address));
            } else {
                if target.pointer("/selector/geometry").is_some() {
                    remarks.push("it does not say on which picture it was drawn (Annotorious does, in the form of W3C); it is put on the document as a whole".into());
                } else if target.get("selector").is_some_and(|selector| !selector.is_null()) {
                    remarks.push("it does not quote its words; it is put on the document as a whole".into());
                }
                put(&mut note, "target", Some("document".into()));
            }
        }
        _ => {}
    }
    let says_nothing = bodies.text.is_empty() && bodies.tags.is_empty();
    put(&mut note, "motivation", Some(motivation(value, answers.is_some(), says_nothing, &mut remarks)));
    put(&mut note, "creator", creator(value, &mut remarks));
    put(&mut note, "created", text(value, "created").map(moment));
    let modified = text(value, "modified").or_else(|| text(value, "updated")).map(moment);
    let is_unchanged = modified.as_deref() == note.get("created").and_then(Value::as_str);
    put(&mut note, "modified", modified.filter(|_| !is_unchanged));
    put(&mut note, "lang", bodies.lang);
    if !bodies.tags.is_empty() {
        note.insert("tags".into(), bodies.tags.into());
    }
    put(&mut note, "body", Some(bodies.text).filter(|text| !text.is_empty()));
    let iri = iri(value).to_owned();
    // A place on a picture is seen on a page (W3C, 4.1: `scope`).
    let source = text(target, "scope").filter(|_| place.is_some()).unwrap_or(source);
    Ok(Imported { nth: 0, id: short(&iri), iri, source: source.to_owned(), answers, place, note, remarks })
}

/// The last part of an IRI, as an id.
fn short(iri: &str) -> String {
    let last = iri.rsplit_once("#note-").map_or_else(|| iri.trim_end_matches('/').rsplit('/').next().unwrap_or(iri), |(_, id)| id);
    if last.is_empty() { String::new() } else { Slug::from_stem(last).to_string() }
}

/// What is about another annotation of the file answers it (W3C, 3.3.5: `replying`), and is about what that one is about.
fn answer(notes: &mut [Imported]) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, note) in notes.iter().enumerate().filter(|(_, note)| !note.iri.is_empty()) {
        places.entry(&note.iri).or_insert(at);
    }
    let parents: Vec<Option<usize>> = notes
        .iter()
        .enumerate()
        .map(|(at, note)| {
            let is_whole = note.note.get("target").is_some_and(|is| is == "document");
            let iri = note.answers.as_deref().or(Some(note.source.as_str()).filter(|_| is_whole))?;
            places.get(iri).copied().filter(|parent| *parent != at)
        })
        .collect();
    let roots = roots(&parents);
    let sources: Vec<(Option<String>, Option<String>)> = parents
        .iter()
        .zip(roots)
        .map(|(parent, root)| {
            let parent = parent.and_then(|parent| notes.get(parent));
            (parent.map(|parent| parent.iri.clone()), parent.and_then(|_| notes.get(root)).map(|root| root.source.clone()))
        })
        .collect();
    for (note, (answers, source)) in notes.iter_mut().zip(sources) {
        let (Some(answers), Some(source)) = (answers, source) else { continue };
        (note.answers, note.source) = (Some(answers), source);
        note.note.shift_remove("target");
        if note.note.get("motivation").is_some_and(|is| is == Motivation::Commenting.name()) {
            note.note.insert("motivation".into(), Motivation::Replying.name().into());
        }
    }
}

/// The first of each thread: where the way from each, from parent to parent, ends; of a circle one of its own. Linear.
pub fn roots(parents: &[Option<usize>]) -> Vec<usize> {
    let mut roots: Vec<Option<usize>> = vec![None; parents.len()];
    let mut seen = vec![false; parents.len()];
    for start in 0..parents.len() {
        let (mut way, mut at) = (Vec::new(), start);
        let root = loop {
            if let Some(root) = roots.get(at).copied().flatten() {
                break root;
            }
            if seen.get_mut(at).is_none_or(|seen| std::mem::replace(seen, true)) {
                break at;
            }
            way.push(at);
            match parents.get(at).copied().flatten() {
                Some(parent) => at = parent,
                None => break at,
            }
        };
        for at in way {
            if let Some(place) = roots.get_mut(at) {
                *place = Some(root);
            }
        }
    }
    roots.into_iter().enumerate().map(|(at, root)| root.unwrap_or(at)).collect()
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

fn bodies(value: &Value, remarks: &mut Vec<String>) -> Bodies {
    let mut found = Bodies::default();
    // Hypothes.is.
    if let Some(said) = text(value, "text") {
        found.text = said.trim_end().to_owned();
    }
    if let Some(tags) = value.get("tags").and_then(Value::as_array) {
        found.tags = tags.iter().filter(|tag| tag.is_string()).cloned().collect();
    }
    let mut said: Vec<String> = text(value, "bodyValue").map(str::to_owned).into_iter().collect();
    // Annotorious calls them so when it writes its own form.
    let all = match value.get("body").or_else(|| value.get("bodies")) {
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
            match text(body, "id").or_else(|| text(body, "source")) {
                Some(iri) => said.push(format!("<{iri}>")),
                None => remarks.push("a part of what it says has neither words nor an address, and is left out".into()),
            }
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

fn motivation(value: &Value, replies: bool, says_nothing: bool, remarks: &mut Vec<String>) -> String {
    let given = value.get("motivation").map(first).and_then(Value::as_str);
    let given = given.map(|given| given.rsplit([':', '#']).next().unwrap_or(given));
    let known = given.and_then(Motivation::named);
    if let (Some(given), None) = (given, known) {
        remarks.push(format!("its motivation `{given}` is none that is known here"));
    }
    let usual = if says_nothing && !replies { Motivation::Highlighting } else { Motivation::usual(replies) };
    known.unwrap_or(usual).name().to_owned()
}

/// A name; a record of an archive like this one by its place, `people/<id>`.
fn creator(value: &Value, remarks: &mut Vec<String>) -> Option<String> {
    if value.get("creator").and_then(Value::as_array).is_some_and(|all| all.len() > 1) {
        remarks.push("it has several authors; the first is taken".into());
    }
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
