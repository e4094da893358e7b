//! Annotations as the W3C's model has them, as JSON-LD; those of IIIF, and what Hypothes.is exports or its API gives, which came of it.

use super::{Import, Imported, MOST_BYTES, Refused, all, audience, bodies, first, made::moment, put, selection, text, threads};
use crate::{
    base::{
        Slug,
        yaml::{Map, Value},
    },
    document::{AuthorityKind, Motivation, imported_place, open_annotation},
};

/// Reads a page, a collection, a list or a single annotation; `None` if it is none of these.
pub fn read(value: &Value) -> Option<Import> {
    let (items, remarks) = items(value)?;
    let mut import = Import { remarks, ..Import::default() };
    for (at, item) in items.into_iter().enumerate() {
        match one(item) {
            Ok(parts) => import.notes.extend(parts.into_iter().map(|note| Imported { nth: at + 1, ..note })),
            Err(why) => import.refused.push(Refused { nth: at + 1, iri: iri(item).to_owned(), why: why.to_owned() }),
        }
    }
    threads::answer(&mut import.notes);
    Some(import)
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
            // Hypothes.is lists answers apart where it is asked to (`_separate_replies`).
            let replies = value.get("replies").and_then(Value::as_array).into_iter().flatten();
            return Some((list.iter().chain(replies).collect(), remarks));
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

/// A note on each of the targets of an annotation, each of which its bodies are equally about (W3C, 3.2).
fn one(value: &Value) -> Result<Vec<Imported>, &'static str> {
    if !value.is_object() {
        return Err("this is no annotation");
    }
    let modern = open_annotation::as_annotation(value);
    let value = modern.as_ref().unwrap_or(value);
    let mut remarks = Vec::new();
    let targets = targets(value.get("target").ok_or("it is about nothing: it has no `target`")?, &mut remarks);
    if targets.is_empty() {
        return Err("it is about nothing: it has no `target`");
    }
    // A note of an archive like this one: its own address names the document.
    let own = text(value, "id").and_then(|id| id.split_once("#note-")).map(|(page, _)| page);
    let said = bodies::read(value, own.is_some(), &mut remarks);
    if said.text.len() > MOST_BYTES {
        return Err("it is longer than a megabyte");
    }
    for key in ["rights", "audience"] {
        if let Some(lost) = value.get(key) {
            remarks.push(format!("its `{key}` ({}) has no place here", lost.as_str().map_or_else(|| lost.to_string(), str::to_owned)));
        }
    }
    if targets.len() > 1 {
        remarks.push(format!("it is about {} things; it is a note on each of them", targets.len()));
    }
    let is_of_several = targets.len() > 1;
    let mut parts = Vec::with_capacity(targets.len());
    for (part, target) in targets.into_iter().enumerate() {
        let mut found = Vec::new();
        let note = on(value, target, own, &said, &mut found);
        // What is lost of all of them is said once.
        found.retain(|remark| !remarks.contains(remark));
        remarks.extend(found.iter().cloned());
        parts.push(Imported { part, is_of_several, remarks: if part == 0 { remarks.clone() } else { found }, ..note });
    }
    Ok(parts)
}

/// What an annotation is about: of a choice the first, of several things each.
fn targets<'v>(target: &'v Value, remarks: &mut Vec<String>) -> Vec<&'v Value> {
    let mut found = Vec::new();
    for one in all(target) {
        let items = one.get("items").or_else(|| one.get("member")).map(all);
        match (items, text(one, "type")) {
            (Some(items), Some("Choice")) => {
                if items.len() > 1 {
                    remarks.push("of the things to choose from it is put on the first".into());
                }
                found.extend(items.first());
            }
            (Some(items), _) => found.extend(items),
            (None, _) => found.push(one),
        }
    }
    found
}

fn on(value: &Value, target: &Value, own: Option<&str>, said: &bodies::Bodies, remarks: &mut Vec<String>) -> Imported {
    let address = target.as_str().or_else(|| text(target, "source")).or_else(|| text(target, "id")).or_else(|| text(value, "uri"));
    let address = address.or_else(|| target.get("source").and_then(|source| text(source, "id"))).unwrap_or_default();
    let work = work(address).filter(|_| own.is_some());
    let address = work.as_ref().and(own).unwrap_or(address);
    let (source, fragment) = address.split_once('#').unwrap_or((address, ""));
    let answers = value.get("references").and_then(Value::as_array).and_then(|all| all.last()).and_then(Value::as_str);
    let answers = answers.or_else(|| fragment.starts_with("note-").then_some(address)).map(str::to_owned);
    let (mut note, mut place, mut ways) = (Map::new(), None, Vec::new());
    if answers.is_none() {
        ways = selection::of(target, fragment);
        let quote = selection::quoted(&ways).cloned();
        if let Some(quote) = quote {
            let mut map = Map::new();
            for (key, words) in [("exact", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix)] {
                put(&mut map, key, Some(words).filter(|words| !words.is_empty()));
            }
            note.insert("quote".into(), map.into());
        } else if work.is_some() {
            let mut target = Map::new();
            put(&mut target, "work", work);
            note.insert("target".into(), target.into());
        } else {
            place = imported_place::place(target, remarks);
            if target.pointer("/selector/geometry").is_some() {
                remarks.push("it does not say on which picture it was drawn (Annotorious does, in the form of W3C)".into());
            }
            let given = given(target, fragment, place.as_ref().map(|(address, _)| address.as_str()));
            note.insert("target".into(), given.unwrap_or_else(|| "document".into()));
        }
    }
    let says_nothing = said.text.is_empty() && said.tags.is_empty();
    put(&mut note, "motivation", Some(motivation(value, said.purpose.as_deref(), answers.is_some(), says_nothing, remarks)));
    put(&mut note, "creator", creator(value, target, remarks));
    let created = of_it(value, target, "created").and_then(Value::as_str).filter(|written| !written.is_empty());
    put(&mut note, "created", created.and_then(|written| moment(written, remarks)));
    let modified = text(value, "updated").or_else(|| of_it(value, target, "modified")?.as_str());
    let modified = modified.filter(|written| !written.is_empty()).and_then(|written| moment(written, remarks));
    let is_unchanged = modified.as_deref() == note.get("created").and_then(Value::as_str);
    put(&mut note, "modified", modified.filter(|_| !is_unchanged));
    put(&mut note, "via", text(value, "via").filter(|_| own.is_some()).map(str::to_owned));
    put(&mut note, "lang", said.lang.clone());
    if !said.tags.is_empty() {
        note.insert("tags".into(), said.tags.clone().into());
    }
    put(&mut note, "body", Some(said.text.clone()).filter(|text| !text.is_empty()));
    let iri = iri(value).to_owned();
    if let Some(state) = target.get("state") {
        remarks.push(format!("it is about its source as it was once ({state}), which has no place here"));
    }
    // What Hypothes.is knows of a file on somebody's disk. A page of the web of the same title is another text.
    let is_web = ["http://", "https://"].iter().any(|scheme| source.starts_with(scheme));
    let title = value.pointer("/document/title").filter(|_| !is_web).map(first).and_then(Value::as_str).unwrap_or_default();
    // A place on a picture is seen on a page (W3C, 4.1: `scope`).
    let source = text(target, "scope").filter(|_| place.is_some()).unwrap_or(source);
    Imported {
        id: short(&iri),
        iri,
        source: source.to_owned(),
        title: title.to_owned(),
        answers,
        place,
        ways,
        audience: audience::of(value),
        note,
        ..Imported::default()
    }
}

/// The part of a target that says where in its source it is, to be kept in the file: a `selector`, and the `source` if that is a picture.
/// `None` if it is about the whole.
fn given(target: &Value, fragment: &str, picture: Option<&str>) -> Option<Value> {
    /// A longer one is an outline, and is kept by its kind only.
    const MOST: usize = 1 << 16;
    let mut map = Map::new();
    let selector = target.get("selector").filter(|selector| !selector.is_null());
    if let Some(selector) = selector {
        let is_short = selector.to_string().len() <= MOST;
        let kind = || first(selector).get("type").map(|kind| ("type".to_owned(), kind.clone()));
        map.insert("selector".into(), if is_short { selection::kept(selector) } else { Value::Object(kind().into_iter().collect()) });
    } else if !fragment.is_empty() {
        let selector = [("type", "FragmentSelector"), ("value", fragment)].map(|(key, value)| (key.to_owned(), Value::from(value)));
        map.insert("selector".into(), Value::Object(Map::from_iter(selector)));
    }
    put(&mut map, "source", picture.map(str::to_owned));
    (!map.is_empty()).then(|| map.into())
}

/// The last part of an IRI, as an id.
fn short(iri: &str) -> String {
    let last = iri.rsplit_once("#note-").map_or_else(|| iri.trim_end_matches('/').rsplit('/').next().unwrap_or(iri), |(_, id)| id);
    if last.is_empty() { String::new() } else { Slug::from_stem(last).to_string() }
}

/// The key of the work whose page stands at an address: `works/<key>.html`.
fn work(address: &str) -> Option<String> {
    let mut parts = address.strip_suffix(".html")?.rsplit('/');
    let (key, folder) = (parts.next()?, parts.next()?);
    (folder == "works").then(|| key.to_owned())
}

fn motivation(value: &Value, purpose: Option<&str>, replies: bool, says_nothing: bool, remarks: &mut Vec<String>) -> String {
    let given =
        value.get("motivation").map(first).and_then(Value::as_str).or(purpose.filter(|purpose| Motivation::named(purpose).is_some()));
    let given = given.map(|given| given.rsplit([':', '#']).next().unwrap_or(given));
    let known = given.and_then(Motivation::named);
    if let (Some(given), None) = (given, known) {
        remarks.push(format!("its motivation `{given}` is none that is known here"));
    }
    let usual = if says_nothing && !replies { Motivation::Highlighting } else { Motivation::usual(replies) };
    known.unwrap_or(usual).name().to_owned()
}

/// What an annotation says of itself; if it does not, what one of its parts says, as Annotorious and Recogito have it: words written for it, or
/// the selection. What other resources say of themselves is not of it.
fn of_it<'v>(value: &'v Value, target: &'v Value, key: &str) -> Option<&'v Value> {
    let words = || own_words(value).into_iter().find_map(|body| body.get(key));
    value.get(key).or_else(words).or_else(|| target.get("selector").and_then(|_| target.get(key)))
}

/// The bodies that hold words.
fn own_words(value: &Value) -> Vec<&Value> {
    let bodies = value.get("body").or_else(|| value.get("bodies")).map(all).unwrap_or_default();
    bodies.into_iter().filter(|body| body.get("value").is_some()).collect()
}

/// A name; a record of an archive like this one by its place, `people/<id>`.
fn creator(value: &Value, target: &Value, remarks: &mut Vec<String>) -> Option<String> {
    let words = if value.get("creator").is_some() { Vec::new() } else { own_words(value) };
    let mut writers = words.into_iter().filter_map(|body| body.get("creator"));
    let is_of_several = writers.next().is_some_and(|one| writers.any(|other| other != one));
    if is_of_several || value.get("creator").and_then(Value::as_array).is_some_and(|all| all.len() > 1) {
        remarks.push("it has several authors; the first is taken".into());
    }
    if let Some(creator) = of_it(value, target, "creator").map(first) {
        let iri = creator.as_str().or_else(|| text(creator, "id")).unwrap_or_default();
        let record = iri.strip_suffix(".html").and_then(|iri| {
            let mut parts = iri.rsplit('/');
            let (id, kind) = (parts.next()?, parts.next()?);
            AuthorityKind::named(kind).map(|kind| format!("{}/{id}", kind.folder()))
        });
        let name = text(creator, "name").or_else(|| text(creator, "nickname")).or_else(|| creator.as_str());
        return record.or_else(|| name.map(str::to_owned));
    }
    let shown = value.get("user_info").and_then(|info| text(info, "display_name"));
    shown.or_else(|| text(value, "user").map(|user| user.strip_prefix("acct:").unwrap_or(user))).map(str::to_owned)
}
