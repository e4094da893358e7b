//! People, organizations, places and topics.

use super::{Cell, Column, Kind, Table, text};
use crate::{
    archive::{Entity, Survey},
    base::{Date, RelPath},
    document::{Authority, AuthorityKind, life::Event},
    site::{address, data::public},
};

/// Whoever and whatever has a page.
pub const ENTITIES: Table = Table {
    name: "entities",
    meaning: "Somebody or something with a page: a person, an organization, a place or a topic, with or without an authority record.",
    columns: &[
        text("id", "Its kind and its name in addresses: `people/marta-ilves`.").required(),
        text("kind", "What it is.").required().one_of(&["people", "organizations", "places", "topics"]),
        text("name", "Its preferred name; without a record the name as it is first printed.").required(),
        text("sort", "How indexes sort it.").required(),
        Column::new("has_record", Kind::Truth, "Whether the editors have a record of it.").required(),
        Column::new("dates", Kind::Date, "When it lived, or was."),
        Column::new("born", Kind::Date, "When it was born, of a body founded."),
        text("born_in", "Where, as the record has it."),
        Column::new("died", Kind::Date, "When it died, of a body was dissolved."),
        text("died_in", "Where, as the record has it."),
        Column::new("latitude", Kind::Number, "Where a place is, in degrees (WGS 84); north is positive."),
        Column::new("longitude", Kind::Number, "East is positive."),
        text("feature_class", "What a place is, in the letters of GeoNames."),
        text("biography", "Who or what it is, without marks."),
        Column::new("documents", Kind::Integer, "How many documents name it.").required(),
        Column::new("page_url", Kind::Page, "Its page.").required(),
    ],
    key: &["id"],
    rows: |survey, config, put| {
        each(survey, |kind, entity| {
            let record = entity.record.as_deref();
            let (born, died) = (record.and_then(|record| record.born.as_ref()), record.and_then(|record| record.died.as_ref()));
            let point = record.and_then(|record| record.coordinates);
            let when = |event: Option<&Event>| event.and_then(|event| event.date).into();
            let biography = record.and_then(|record| record.biography.as_deref());
            put(&[
                id(kind, &entity.slug).into(),
                kind.folder().into(),
                (&entity.name).into(),
                (&entity.sort).into(),
                record.is_some().into(),
                record.and_then(|record| record.dates).into(),
                when(born),
                born.map_or(Cell::Nothing, |event| (&event.place).into()),
                when(died),
                died.map_or(Cell::Nothing, |event| (&event.place).into()),
                point.map_or(Cell::Nothing, |point| Cell::Number(point.latitude)),
                point.map_or(Cell::Nothing, |point| Cell::Number(point.longitude)),
                record.map_or(Cell::Nothing, |record| (&record.feature_class).into()),
                biography.map_or(Cell::Nothing, |text| text.body.text.trim_end().into()),
                entity.documents().into(),
                public(config, &RelPath::new(&address::entity(kind, &entity.slug, 1))).into(),
            ]);
        });
    },
};

/// Variant names.
pub const NAMES: Table = Table {
    name: "entity_names",
    meaning: "A name of somebody or something beside the preferred one.",
    columns: &[
        text("entity", "Whose it is.").required().to("entities"),
        text("name", "The name.").required(),
        Column::new("lang", Kind::Lang, "Its language."),
    ],
    key: &[],
    rows: |survey, _, put| {
        each_record(survey, |kind, entity, record| {
            for variant in &record.variants {
                let lang = variant.lang.as_ref().map_or(Cell::Nothing, |lang| lang.as_str().into());
                put(&[id(kind, &entity.slug).into(), (&variant.name).into(), lang]);
            }
        });
    },
};

/// Identifiers of authority files.
pub const IDENTIFIERS: Table = Table {
    name: "entity_identifiers",
    meaning: "By what an authority file of others knows somebody or something.",
    columns: &[
        text("entity", "Who or what is meant.").required().to("entities"),
        text("scheme", "The authority file: `gnd`, `wikidata`, `geonames` …").required(),
        text("value", "The identifier there, as the record has it.").required(),
        Column::new("url", Kind::Address, "Its address."),
    ],
    key: &[],
    rows: |survey, _, put| {
        each_record(survey, |kind, entity, record| {
            for (scheme, value) in &record.identifiers {
                let url = address::identifier(scheme, value);
                put(&[id(kind, &entity.slug).into(), scheme.into(), value.into(), url.as_str().into()]);
            }
        });
    },
};

/// Relations.
pub const RELATIONS: Table = Table {
    name: "entity_relations",
    meaning: "What somebody or something is to another; each relation stands with both.",
    columns: &[
        text("entity", "The one.").required().to("entities"),
        text("relation", "What it is to the other: `parent-of`, `member-of` …").required(),
        text("target", "The other.").required().to("entities"),
        Column::new("dates", Kind::Date, "When it was so."),
        text("note", "What more there is to say."),
    ],
    key: &[],
    rows: |survey, _, put| {
        each(survey, |kind, entity| {
            for related in &entity.relations {
                put(&[
                    id(kind, &entity.slug).into(),
                    related.kind.name().into(),
                    id(related.of, related.id.as_str()).into(),
                    Option::<Date>::into(related.dates),
                    (&related.note).into(),
                ]);
            }
        });
    },
};

/// How tables name an entity.
pub(super) fn id(kind: AuthorityKind, slug: &str) -> String {
    format!("{}/{slug}", kind.folder())
}

fn each<'a>(survey: &Survey<'a>, mut take: impl FnMut(AuthorityKind, &'a Entity)) {
    for kind in AuthorityKind::ALL {
        survey.every_entity(kind).for_each(|entity| take(kind, entity));
    }
}

fn each_record<'a>(survey: &Survey<'a>, mut take: impl FnMut(AuthorityKind, &'a Entity, &'a Authority)) {
    each(survey, |kind, entity| {
        if let Some(record) = entity.record.as_deref() {
            take(kind, entity, record);
        }
    });
}
