//! The front matter, under CSL's names (docs/FORMATS.md).

use crate::{
    draft::Draft,
    front_matter::{Front, Person, Translated},
    report::Finding,
};
use scholion_base::{
    digest::sha256,
    yaml::{self, Map, Value},
};
use scholion_reference::{Kind, Role, csl};

/// What a document is made of.
pub struct Origin<'a> {
    /// The file, by its path among the sources.
    pub file: &'a str,
    /// The part of it; empty if it is all.
    pub part: &'a str,
    /// The bytes of the file or of the part.
    pub bytes: &'a [u8],
}

/// The document: front matter between its lines, and the text.
pub fn document(draft: &Draft, origin: &Origin<'_>, slug: &str, has_works: bool, text: &str) -> String {
    let mut front = yaml::write(&fields(draft, slug, has_works));
    let mut source = Map::new();
    source.insert("file".into(), origin.file.into());
    if !origin.part.is_empty() {
        source.insert("part".into(), origin.part.into());
    }
    source.insert("sha256".into(), sha256(origin.bytes).into());
    let mark = "generated-here";
    source.insert("generated".into(), mark.into());
    let omissions: Vec<Value> = draft.report.omissions().map(omission).collect();
    if !omissions.is_empty() {
        source.insert("omissions".into(), omissions.into());
    }
    // Written by itself: no words of the text stand before the line that holds the digest.
    let source = yaml::write(&Map::from_iter([("source".to_owned(), Value::Object(source))]));
    let (before, behind) = source.split_once(&format!("  generated: {mark}\n")).unwrap_or((&source, ""));
    front.push_str(before);
    let place = "---\n".len() + front.len();
    let mut document = String::with_capacity(place + behind.len() + text.len() + 100);
    ["---\n", &front, behind, "---\n\n", text].iter().for_each(|part| document.push_str(part));
    // The digest is of the document without its line.
    let digest = sha256(document.as_bytes());
    document.insert_str(place, &format!("  generated: {digest}\n"));
    document
}

fn fields(draft: &Draft, slug: &str, has_works: bool) -> Map<String, Value> {
    // Taken apart, so that what is added must be written here, or is said to be of the making only.
    let Front {
        lang,
        kind,
        title,
        section,
        people,
        container,
        volume,
        issue,
        pages,
        issued,
        dates,
        doi,
        issn,
        isbn,
        url,
        license,
        license_url,
        rights,
        lead,
        abstract_,
        keywords,
        cite_as,
        translations,
        own,
        is_draft,
        end: _,
        title_block: _,
        byline_block: _,
        dated_block: _,
        speakers: _,
        answering: _,
        salutation: _,
        own_record: _,
    } = &draft.front;
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !empty {
            map.insert(key.to_owned(), value);
        }
    };
    put("title", if title.is_empty() { slug.into() } else { title.clone().into() });
    put("lang", lang.clone().into());
    put("type", kind.map_or(Value::Null, |kind| kind.name().into()));
    put("section", section.clone().into());
    put_people(&mut put, people);
    put("container-title", container.clone().into());
    put("volume", number(volume));
    put("issue", number(issue));
    put("page", pages.clone().into());
    let issued = issued.map(|date| date.to_string());
    match own.get("sent") {
        // CSL's date of a letter is that of its sending: said once.
        Some(sent) if issued.as_ref().is_some_and(|date| is_day_of(sent, date)) => put("sent", sent.clone()),
        None if issued.is_some() && is_posted(*kind, people) => {
            let day = issued.iter().map(|date| ("date".to_owned(), date_value(date)));
            put("sent", Value::Object(day.collect()));
        }
        _ => put("issued", issued.map_or(Value::Null, |date| date_value(&date))),
    }
    for (name, date) in dates {
        put(name, date_value(&date.to_string()));
    }
    put("DOI", doi.clone().into());
    put("ISSN", issn.clone().into());
    put("ISBN", isbn.clone().into());
    put("URL", url.clone().into());
    put("license", license.clone().into());
    put("license-url", license_url.clone().into());
    put("rights", rights.clone().into());
    put("lead", lead.clone().into());
    put("abstract", abstract_.clone().into());
    put("keyword", keywords.clone().into());
    let mut printed = Map::new();
    for (lang, words) in cite_as {
        printed.entry(lang.clone()).or_insert_with(|| words.clone().into());
    }
    if !printed.is_empty() {
        put("citation-as-printed", Value::Object(printed));
    }
    let parts: Map<String, Value> = translations
        .iter()
        .map(|(lang, part)| (lang.clone(), translation(part)))
        .filter(|(_, value)| value.as_object().is_some_and(|map| !map.is_empty()))
        .collect();
    if !parts.is_empty() {
        put("translations", Value::Object(parts));
    }
    for (key, value) in own {
        put(key, value.clone());
    }
    if *is_draft {
        put("draft", true.into());
    }
    if has_works {
        put("bibliography", format!("../bibliography/{slug}.yaml").into());
        put("link-citations", true.into());
        put("nocite", "@*".into());
    }
    map
}

/// Whether a letter says itself to whom it went, so that its date is no guess.
fn is_posted(kind: Option<Kind>, people: &[Person]) -> bool {
    kind == Some(Kind::Communication) && people.iter().any(|person| person.role == Role::Recipient)
}

/// Whether a letter says that it was sent on this date.
fn is_day_of(sent: &Value, date: &str) -> bool {
    let said = |key: &str| sent.get(key).and_then(Value::as_str);
    said("date") == Some(date)
        || match (said("not-before"), said("not-after")) {
            (Some(first), Some(last)) => format!("{first}/{last}") == date,
            (first, last) => first.or(last) == Some(date),
        }
}

fn translation(part: &Translated) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        if value.as_str().is_none_or(|text| !text.is_empty()) && value.as_array().is_none_or(|items| !items.is_empty()) {
            map.insert(key.to_owned(), value);
        }
    };
    put("title", part.title.clone().into());
    put("section", part.section.clone().into());
    put_people(&mut put, &part.people);
    put("abstract", part.abstract_.clone().into());
    put("keyword", part.keywords.clone().into());
    Value::Object(map)
}

fn put_people(put: &mut impl FnMut(&str, Value), people: &[Person]) {
    let mut roles: Vec<Role> = Vec::new();
    for person in people {
        if !roles.contains(&person.role) {
            roles.push(person.role);
        }
    }
    for role in roles {
        let list: Vec<Value> = people.iter().filter(|person| person.role == role).map(write_person).collect();
        put(role.name(), list.into());
    }
}

/// A person as front matter has them.
pub fn write_person(person: &Person) -> Value {
    let mut value = csl::write_name(&person.name);
    if let Some(map) = value.as_object_mut() {
        if !person.offices.is_empty() {
            map.insert("office".into(), person.offices.clone().into());
        }
        if !person.id.is_empty() {
            map.insert("id".into(), person.id.as_str().into());
        }
    }
    value
}

fn omission(finding: &Finding) -> Value {
    let mut map = Map::new();
    map.insert("line".into(), finding.line.into());
    map.insert("rule".into(), finding.rule.into());
    map.insert("text".into(), finding.text.clone().into());
    Value::Object(map)
}

/// A number stays a number where YAML would read it so.
fn number(text: &str) -> Value {
    match text.parse::<u32>() {
        Ok(number) if number.to_string() == text => number.into(),
        _ => text.into(),
    }
}

/// A plain year is a number, a longer date is text.
fn date_value(date: &str) -> Value {
    if date.len() == 4 { number(date) } else { date.into() }
}
