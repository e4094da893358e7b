//! The places of the archive in the Linked Places format 1.3, which gazetteers and the World Historical Gazetteer read: GeoJSON (RFC 7946)
//! that is JSON-LD as well (github.com/LinkedPasts/linked-places-format, README of 24 June 2024).

use crate::{
    archive::{Entity, Survey},
    base::{
        Date, RelPath,
        date::{Breadth, Day, End},
        yaml::{Map, Value},
    },
    config::Config,
    document::{Authority, AuthorityKind, relation::RelationKind},
    site::{address, data::public, frame::years_of},
};

/// Where it stands.
pub const PATH: &str = "data/places.geojson";

/// The context that the format names for version 1.3 as well.
const CONTEXT: &str = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";

/// How many documents attest a name.
const MOST_CITED: usize = 5;

/// All places that have a record; nothing if there are none.
pub fn geojson(survey: &Survey<'_>, config: &Config) -> Option<String> {
    let mut text = String::new();
    for entity in survey.every_entity(AuthorityKind::Places) {
        let Some(record) = &entity.record else { continue };
        text.push_str(if text.is_empty() { "" } else { ",\n" });
        text.push_str(&Value::Object(feature(survey, config, entity, record)).to_string());
    }
    let head = format!("{{\"type\":\"FeatureCollection\",\"@context\":{},\"features\":[\n", Value::from(CONTEXT));
    (!text.is_empty()).then(|| head + text.as_str() + "\n]}\n")
}

fn feature(survey: &Survey<'_>, config: &Config, entity: &Entity, record: &Authority) -> Map<String, Value> {
    let page = |kind: AuthorityKind, slug: &str| public(config, &RelPath::new(&address::entity(kind, slug, 1)));
    let mut feature = Map::new();
    feature.insert("@id".into(), page(AuthorityKind::Places, &entity.slug).into());
    feature.insert("type".into(), "Feature".into());
    // What most places are that texts name is what is taken for granted.
    let classes: Vec<Value> = match record.feature_class.as_str() {
        "" => vec!["P".into()],
        classes => classes.chars().map(|class| class.to_string().into()).collect(),
    };
    feature.insert("properties".into(), object([("title", record.name.as_str().into()), ("fclasses", classes.into())]));
    if let Some(dates) = record.dates {
        feature.insert("when".into(), when(dates));
    }
    feature.insert("names".into(), names(survey, config, entity, record).into());
    feature.insert(
        "geometry".into(),
        record
            .coordinates
            .map_or(Value::Null, |point| object([("type", "Point".into()), ("coordinates", vec![point.longitude, point.latitude].into())])),
    );
    let addresses = record.identifiers.iter().map(|(scheme, value)| address::identifier(scheme, value));
    let links: Vec<Value> = addresses
        .filter(|address| !address.is_empty())
        .map(|address| object([("type", "closeMatch".into()), ("identifier", String::from(address).into())]))
        .collect();
    if !links.is_empty() {
        feature.insert("links".into(), links.into());
    }
    let relations: Vec<Value> = entity
        .relations
        .iter()
        .filter(|related| related.of == AuthorityKind::Places)
        .filter_map(|related| {
            let label = survey.label(related.of, related.id.as_str())?;
            // The Getty Vocabulary Ontology: what a place is a part of, and what it has to do with others.
            let relation = match related.kind {
                RelationKind::PartOf | RelationKind::LocatedIn => "gvp:broaderPartitive",
                RelationKind::PrecededBy | RelationKind::SucceededBy | RelationKind::AssociatedWith => "gvp:tgn3000_related_to",
                _ => return None,
            };
            let mut relation = vec![
                ("relationType", relation.into()),
                ("relationTo", page(related.of, label.slug).into()),
                ("label", format!("{} {}", related.kind.name().replace('-', " "), label.name).into()),
            ];
            relation.extend(related.dates.map(|dates| ("when", when(dates))));
            Some(object(relation))
        })
        .collect();
    if !relations.is_empty() {
        feature.insert("relations".into(), relations.into());
    }
    if let Some(text) = &record.biography {
        let description = object([("value", text.body.text.trim_end().into()), ("lang", config.lang.to_string().into())]);
        feature.insert("descriptions".into(), vec![description].into());
    }
    feature
}

/// The names; the first of them is attested by the documents that name the place.
fn names(survey: &Survey<'_>, config: &Config, entity: &Entity, record: &Authority) -> Vec<Value> {
    let mut documents: Vec<_> =
        entity.lists().flatten().filter_map(|slug| survey.card(slug)).filter(|card| card.issued.is_some()).collect();
    documents.sort_by(|a, b| a.issued.cmp(&b.issued).then_with(|| a.slug.cmp(b.slug)));
    documents.dedup_by(|a, b| a.slug == b.slug);
    let citations: Vec<Value> = documents
        .into_iter()
        .take(MOST_CITED)
        .map(|card| {
            let label = match card.authors {
                "" => card.title.to_owned(),
                authors => format!("{authors}, {}", card.title),
            };
            let label = format!("{label} ({})", card.issued.map(|date| years_of(&date)).unwrap_or_default());
            let address = public(config, &RelPath::new(&address::document(card.slug)));
            let mut citation = vec![("label", label.into()), ("@id", address.into())];
            citation.extend(card.issued.map(|date| ("year", date.start.year.into())));
            object(citation)
        })
        .collect();
    let mut preferred = vec![("toponym", record.name.as_str().into())];
    if !citations.is_empty() {
        preferred.push(("citations", citations.into()));
    }
    let variants = record.variants.iter().map(|variant| {
        let mut name = vec![("toponym", variant.name.as_str().into())];
        name.extend(variant.lang.as_ref().map(|lang| ("lang", lang.to_string().into())));
        object(name)
    });
    std::iter::once(object(preferred)).chain(variants).collect()
}

/// A date or a range of dates as a `when`.
fn when(dates: Date) -> Value {
    let mut span = Vec::new();
    match dates.end {
        // Only the end is known; a span needs a start.
        Some(End::Until) => span.extend([("start", object([("latest", plain(dates.start).into())])), ("end", moment(dates.start))]),
        Some(End::On(end)) => span.extend([("start", moment(dates.start)), ("end", moment(end))]),
        Some(End::Open) | None => span.push(("start", moment(dates.start))),
    }
    let mut when = vec![("timespans", Value::from(vec![object(span)]))];
    if dates.days().any(|day| day.uncertain) {
        when.push(("certainty", "less-certain".into()));
    }
    object(when)
}

/// `in` a year, month or day; where it is not said to the year, between two.
fn moment(day: Day) -> Value {
    let (first, last) = day.years();
    if first != last {
        return object([("earliest", year(first).into()), ("latest", year(last).into())]);
    }
    object([("in", plain(day).into())])
}

/// As ISO 8601 has it, without what EDTF adds.
fn plain(day: Day) -> String {
    match day.breadth {
        Breadth::Exact => Day { approximate: false, uncertain: false, ..day }.to_string(),
        Breadth::SomeDay => day.month.map_or_else(|| year(day.year), |month| format!("{}-{month:02}", year(day.year))),
        _ => year(day.year),
    }
}

fn year(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

fn object<'k>(pairs: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
