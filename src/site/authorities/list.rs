//! All that the archive knows of its people, bodies, places or topics, as JSON: one a line.

use crate::{
    archive::{Entity, Survey},
    base::{
        RelPath,
        yaml::{Map, Value},
    },
    config::Config,
    document::{Authority, AuthorityKind, life::Event},
    site::{
        address,
        data::{extra, lines, public},
    },
};

/// `data/people.json` …
pub fn path(kind: AuthorityKind) -> String {
    format!("data/{}.json", kind.folder())
}

/// The file of a kind; nothing if there are none.
pub fn json(survey: &Survey<'_>, config: &Config, kind: AuthorityKind) -> Option<String> {
    let all = survey.every_entity(kind).count();
    let mut text = String::new();
    lines(&mut text, all, survey.every_entity(kind).map(|entity| Value::Object(item(survey, config, kind, entity))));
    (all > 0).then_some(text)
}

fn item(survey: &Survey<'_>, config: &Config, kind: AuthorityKind, entity: &Entity) -> Map<String, Value> {
    let mut item = Map::new();
    item.insert("id".into(), (&*entity.slug).into());
    item.insert("name".into(), entity.name.as_str().into());
    item.insert("sort".into(), entity.sort.as_str().into());
    item.insert("page_url".into(), public(config, &RelPath::new(&address::entity(kind, &entity.slug, 1))).into());
    item.insert("has_record".into(), entity.record.is_some().into());
    if let Some(record) = &entity.record {
        of_record(record, &mut item);
    }
    let relations: Vec<Value> = entity
        .relations
        .iter()
        .map(|related| {
            let mut relation = Map::new();
            relation.insert("relation".into(), related.kind.name().into());
            relation.insert("to".into(), format!("{}/{}", related.of.folder(), related.id).into());
            put(&mut relation, "dates", related.dates.map(|dates| dates.to_string()).unwrap_or_default());
            put(&mut relation, "note", related.note.clone());
            Value::Object(relation)
        })
        .collect();
    if !relations.is_empty() {
        item.insert("relations".into(), relations.into());
    }
    let roles: Map<String, Value> =
        entity.roles.iter().map(|(capacity, documents)| (capacity.name().to_owned(), documents.len().into())).collect();
    if !roles.is_empty() {
        item.insert("roles".into(), roles.into());
    }
    item.insert("documents".into(), entity.documents().into());
    if let Some(spot) = Some(&entity.slug).filter(|_| kind == AuthorityKind::Places).and_then(|slug| survey.spot(slug)) {
        item.insert("passages".into(), spot.passages.into());
    }
    item
}

fn of_record(record: &Authority, item: &mut Map<String, Value>) {
    let variants: Vec<Value> = record
        .variants
        .iter()
        .map(|variant| {
            let mut value = Map::new();
            value.insert("name".into(), variant.name.as_str().into());
            put(&mut value, "lang", variant.lang.as_ref().map(ToString::to_string).unwrap_or_default());
            Value::Object(value)
        })
        .collect();
    if !variants.is_empty() {
        item.insert("variants".into(), variants.into());
    }
    put(item, "dates", record.dates.map(|dates| dates.to_string()).unwrap_or_default());
    for (key, event) in [("born", &record.born), ("died", &record.died)] {
        if let Some(Event { date, place, .. }) = event {
            let mut value = Map::new();
            put(&mut value, "date", date.map(|date| date.to_string()).unwrap_or_default());
            put(&mut value, "place", place.clone());
            item.insert(key.into(), value.into());
        }
    }
    if !record.identifiers.is_empty() {
        let identifiers: Map<String, Value> =
            record.identifiers.iter().map(|(scheme, value)| (scheme.clone(), value.as_str().into())).collect();
        item.insert("identifiers".into(), identifiers.into());
    }
    let addresses = record.identifiers.iter().map(|(scheme, value)| address::identifier(scheme, value));
    let same_as: Vec<Value> = addresses.filter(|address| !address.is_empty()).map(|address| String::from(address).into()).collect();
    if !same_as.is_empty() {
        item.insert("same_as".into(), same_as.into());
    }
    if let Some(point) = record.coordinates {
        let point = [("latitude", point.latitude), ("longitude", point.longitude)];
        item.insert(
            "coordinates".into(),
            point.into_iter().map(|(key, number)| (key.to_owned(), number.into())).collect::<Map<_, _>>().into(),
        );
    }
    put(item, "feature_class", record.feature_class.clone());
    put(item, "biography", record.biography.as_deref().map_or(String::new(), |text| text.body.text.trim_end().to_owned()));
    item.extend(extra(&record.extra));
}

/// Puts a text under a key, if it says anything.
fn put(map: &mut Map<String, Value>, key: &str, text: String) {
    if !text.is_empty() {
        map.insert(key.to_owned(), text.into());
    }
}
