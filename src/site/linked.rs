//! What pages of people, bodies, places, topics and works say of these to machines: schema.org in JSON-LD.
//!
//! Every address comes through the door of schemes (`base::WebAddress`), and all is written as script data (`base::Html`).

use serde_json::{Map, Value, json};

use super::{
    address,
    frame::canonical,
    metadata::{container, schema_type},
    view::{LifeView, RelationGroup},
};
use crate::{
    archive::{Entity, Work},
    base::{
        Html, RelPath, WebAddress,
        date::{Date, End},
    },
    config::Config,
    document::{AuthorityKind, life::Event},
    reference::{Kind, Name, Record, Role},
};

/// An object in the making: what says nothing is left out.
#[derive(Default)]
pub(super) struct Object(pub(super) Map<String, Value>);

impl Object {
    /// Puts a value under a key.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_empty = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Null => true,
            _ => false,
        };
        if !is_empty {
            self.0.insert(key.to_owned(), value);
        }
    }
}

/// An object as an element of a page's head.
pub fn script(object: Map<String, Value>) -> Html {
    let mut html = Html::new();
    html.open("script").attribute("type", "application/ld+json").end();
    html.data(&serde_json::to_string(&object).unwrap_or_default());
    html.close("script");
    html.push_mark('\n');
    html
}

/// A person, body, place or topic. `about` is its biography in plain words, `others` to whom it is related, as its page at `path` shows it.
pub fn of_entity(
    config: &Config,
    path: &RelPath,
    kind: AuthorityKind,
    entity: &Entity,
    about: &str,
    (others, [born, died]): (&[RelationGroup], [&LifeView; 2]),
) -> Html {
    let mut object = Object::default();
    object.put("@context", "https://schema.org");
    object.put(
        "@type",
        match kind {
            AuthorityKind::People => "Person",
            AuthorityKind::Organizations => "Organization",
            AuthorityKind::Places => "Place",
            AuthorityKind::Topics => "DefinedTerm",
        },
    );
    object.put("name", entity.name.as_str());
    object.put("url", canonical(config, path));
    if let Some(record) = &entity.record {
        object.put("alternateName", record.variants.iter().map(|variant| variant.name.as_str()).collect::<Vec<_>>());
        object.put("description", about);
        let addresses = record.identifiers.iter().map(|(scheme, value)| address::identifier(scheme, value));
        object.put("sameAs", addresses.filter(|address| !address.is_empty()).map(String::from).collect::<Vec<_>>());
        let (begin, end) = match kind {
            AuthorityKind::People => ("birthDate", "deathDate"),
            AuthorityKind::Organizations => ("foundingDate", "dissolutionDate"),
            AuthorityKind::Places | AuthorityKind::Topics => ("", ""),
        };
        if !begin.is_empty() {
            let (first, last) = record.dates.map(ends).unwrap_or_default();
            let exact = |event: &Option<Event>| event.as_ref().and_then(|event| event.date?.iso());
            object.put(begin, exact(&record.born).unwrap_or(first));
            object.put(end, exact(&record.died).unwrap_or(last));
        }
        if kind == AuthorityKind::People {
            for (key, place) in [("birthPlace", &born.place), ("deathPlace", &died.place)] {
                if !place.title.is_empty() {
                    object.put(key, thing(config, path, "places", &place.title, &place.href));
                }
            }
        }
        if let Some(place) = record.coordinates {
            object.put("geo", json!({"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}));
        }
    }
    for group in others {
        let things = |kinds: &[&str]| -> Vec<Value> {
            let of_kinds = group.others.iter().filter(|other| kinds.contains(&other.of));
            of_kinds.map(|other| thing(config, path, other.of, &other.name, &other.href)).collect()
        };
        if let Some((property, kinds)) = property(kind, group.kind) {
            // Several relations may be one property.
            let mut all = object.0.remove(property).and_then(|value| value.as_array().cloned()).unwrap_or_default();
            all.extend(things(kinds));
            object.put(property, all);
        }
    }
    script(object.0)
}

/// The property by which schema.org says a relation, and the kinds of others that it may have.
fn property(kind: AuthorityKind, relation: &str) -> Option<(&'static str, &'static [&'static str])> {
    use AuthorityKind::{Organizations, People, Places};
    Some(match (kind, relation) {
        (People, "child-of") => ("parent", &["people"]),
        (People, "parent-of") => ("children", &["people"]),
        (People, "spouse-of") => ("spouse", &["people"]),
        (People, "sibling-of") => ("sibling", &["people"]),
        (People | Organizations, "member-of") => ("memberOf", &["organizations"]),
        (Organizations, "has-member") => ("member", &["people", "organizations"]),
        (Organizations, "part-of") => ("parentOrganization", &["organizations"]),
        (Organizations, "has-part") => ("subOrganization", &["organizations"]),
        (Organizations, "located-in") => ("location", &["places"]),
        (Places, "part-of" | "located-in") => ("containedInPlace", &["places"]),
        (Places, "has-part") => ("containsPlace", &["places"]),
        _ => return None,
    })
}

/// Somebody or something by name and page, which is at `href` as seen from `path`.
fn thing(config: &Config, path: &RelPath, folder: &str, name: &str, href: &str) -> Value {
    let mut object = Object::default();
    let kind = match folder {
        "people" => "Person",
        "organizations" => "Organization",
        "places" => "Place",
        _ => "Thing",
    };
    object.put("@type", kind);
    object.put("name", name);
    let page = Some(href).filter(|href| !href.is_empty()).and_then(|href| path.join(href));
    object.put("url", page.map(|page| canonical(config, &page)).unwrap_or_default());
    Value::Object(object.0)
}

/// Where a life begins and ends, as far as ISO 8601 can say it.
fn ends(dates: Date) -> (String, String) {
    let day = |date: Date| date.iso().unwrap_or_default();
    match dates.end {
        Some(End::On(end)) => (day(dates.start.into()), day(end.into())),
        // Only the end is known: it stands as the start.
        Some(End::Until) => (String::new(), day(dates.start.into())),
        Some(End::Open) | None => (day(dates.start.into()), String::new()),
    }
}

/// A cited work.
pub fn of_work(config: &Config, path: &RelPath, work: &Work) -> Html {
    let record: &Record = &work.record;
    let mut object = Object::default();
    object.put("@context", "https://schema.org");
    object.put("@type", schema_type(record));
    object.put("name", record.title.as_str());
    object.put("alternateName", record.translated_title.as_str());
    for role in [Role::Author, Role::Editor, Role::Translator] {
        let names = record.names(role);
        object.put(role.name(), names.iter().map(person).collect::<Vec<_>>());
    }
    object.put("datePublished", record.issued.and_then(|date| date.iso()).unwrap_or_default());
    object.put("inLanguage", record.language.as_ref().map_or("", |lang| lang.as_str()));
    object.put("isPartOf", container(record).unwrap_or_default());
    object.put("pagination", record.pages.as_str());
    object.put("isbn", record.isbn.as_str());
    if !record.publisher.is_empty() {
        object.put("publisher", json!({"@type": "Organization", "name": record.publisher}));
    }
    if matches!(record.kind, Kind::Book | Kind::Classic | Kind::Collection | Kind::Pamphlet) {
        object.put("bookEdition", record.edition.as_str());
    }
    let doi = address::doi(&record.doi);
    if !doi.is_empty() {
        object.put("identifier", json!({"@type": "PropertyValue", "propertyID": "DOI", "value": record.doi}));
        object.put("sameAs", doi.as_str());
    }
    object.put("url", WebAddress::of_page(&record.url).as_str());
    object.put("mainEntityOfPage", canonical(config, path));
    script(object.0)
}

fn person(name: &Name) -> Value {
    let mut object = Object::default();
    // A name without parts may be a body or a person.
    if name.literal.is_empty() {
        object.put("@type", "Person");
        object.put("familyName", name.short());
        object.put("givenName", name.given.as_str());
    }
    object.put("name", name.display());
    object.put("@id", address::identifier("orcid", &name.orcid).as_str());
    Value::Object(object.0)
}
