//! Collections, and what stands in them.

use super::{Cell, Column, Kind, Table, text};
use crate::{
    archive::collections::description,
    base::RelPath,
    document::collection::Description,
    site::{address, collections::text::paragraphs, data::public},
};

/// The collections.
pub const COLLECTIONS: Table = Table {
    name: "collections",
    meaning: "A collection; all elements of its description stand in `collections.json`.",
    columns: &[
        text("id", "Its name in addresses.").required(),
        text("title", "Its title.").required(),
        Column::new("lang", Kind::Lang, "The language of its title and description."),
        text("level", "What it is, as ISAD(G) names it: `fonds`, `series`, `file`; or `journal`, `issue` …"),
        text("identifier", "Its reference code."),
        text("parent", "The collection of which it is a part.").to("collections"),
        Column::new("dates", Kind::Date, "When what it holds was written."),
        text("extent", "How much it is, as written."),
        text("creator", "Who made it, with a semicolon between several."),
        text("repository", "Who keeps it."),
        text("description", "What the editors say of it, without marks."),
        Column::new("documents", Kind::Integer, "How many documents stand in it and in its parts, each once.").required(),
        Column::new("page_url", Kind::Page, "Its page.").required(),
    ],
    key: &["id"],
    rows: |survey, config, put| {
        let collections = survey.collections();
        for (slug, file) in collections.files() {
            let Some(label) = collections.label(slug) else { continue };
            let said = description(file);
            let of = |part: fn(&Description) -> &str| said.map_or("", part).into();
            put(&[
                slug.as_str().into(),
                (&file.meta.title).into(),
                file.meta.lang.as_str().into(),
                label.level.into(),
                label.identifier.into(),
                label.parent.map_or(Cell::Nothing, |parent| parent.as_str().into()),
                label.dates.into(),
                of(|said| &said.extent),
                said.map(|said| said.creators.join("; ")).unwrap_or_default().into(),
                of(|said| &said.repository),
                paragraphs(file).join("\n\n").into(),
                collections.holdings(slug).documents.into(),
                public(config, &RelPath::new(&address::collection(slug, 1))).into(),
            ]);
        }
    },
};

/// What stands in them.
pub const MEMBERS: Table = Table {
    name: "collection_documents",
    meaning: "A document that stands in a collection.",
    columns: &[
        text("collection", "The collection.").required().to("collections"),
        Column::new("position", Kind::Integer, "The place of the document in its order, from 1.").required(),
        text("document", "The document.").required().to("documents"),
    ],
    key: &["collection", "position"],
    rows: |survey, _, put| {
        let collections = survey.collections();
        for slug in collections.files().keys() {
            let members = collections.members(slug).iter().filter(|member| survey.is_published(member));
            for (nth, member) in (1_usize..).zip(members) {
                put(&[slug.as_str().into(), nth.into(), member.as_str().into()]);
            }
        }
    },
};
