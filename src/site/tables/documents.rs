//! Documents, and what stands in their front matter and in their texts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Cell, Column, Kind, Put, Table, entity, text, year};
use crate::{
    archive::{Capacity, Survey, fields::said},
    base::{RelPath, Slug},
    config::Config,
    document::AuthorityKind,
    site::{address, data::public, markup::plain, own_fields},
};

/// The documents.
pub const DOCUMENTS: Table = Table {
    name: "documents",
    meaning: "A document that the archive shows.",
    columns: &[
        text("id", "Its name in addresses.").required(),
        text("title", "Its title.").required(),
        Column::new("lang", Kind::Lang, "The language in which it is written."),
        text("type", "What it is, as CSL names it: `personal_communication`, `article-journal` …"),
        text("authors", "The names of its authors in reading order, with a comma between; each by itself stands in `contributors`."),
        Column::new("issued", Kind::Date, "When it was written or appeared."),
        Column::new("year", Kind::Integer, "The first year of that; 0 is 1 BC."),
        text("container_title", "What it appeared in."),
        text("publisher", "Who published it."),
        text("archive", "Who keeps the original."),
        text("call_number", "The shelfmark of the original."),
        text("doi", "Its DOI, without a resolver."),
        Column::new("url", Kind::Address, "Where it appeared on the web."),
        text("license", "Its licence: the SPDX identifier, where it has one."),
        text("abstract", "Its abstract, without marks."),
        Column::new("added", Kind::Date, "When it came to the archive."),
        Column::new("page_url", Kind::Page, "Its page.").required(),
    ],
    key: &["id"],
    rows: |survey, config, put| {
        for front in survey.fronts() {
            let meta = front.meta;
            let variable = |name: &str| meta.variables.iter().find(|(other, _)| other == name).map_or("", |(_, text)| text.as_str());
            put(&[
                front.slug.as_str().into(),
                (&meta.title).into(),
                meta.lang.as_str().into(),
                meta.kind.name().into(),
                front.authors.into(),
                meta.issued.into(),
                year(meta.issued),
                (&meta.container).into(),
                (&meta.publisher).into(),
                variable("archive").into(),
                variable("call-number").into(),
                (&meta.doi).into(),
                meta.url.as_str().into(),
                meta.license.as_ref().map_or(Cell::Nothing, |license| (&license.id).into()),
                plain(&meta.abstract_).into(),
                meta.added().into(),
                page(config, front.slug).into(),
            ]);
        }
    },
};

/// Who has a part in a document.
pub const CONTRIBUTORS: Table = Table {
    name: "contributors",
    meaning: "Somebody who has a part in a document.",
    columns: &[
        text("document", "The document.").required().to("documents"),
        Column::new("position", Kind::Integer, "The place among those of the document, from 1.").required(),
        text("role", "What they have to do with it, as CSL names it: `author`, `editor`, `recipient` …").required(),
        text("name", "The name as the document has it.").required(),
        text("entity", "Who is meant; empty where the name belongs to several.").to("entities"),
    ],
    key: &["document", "position"],
    rows: |survey, _, put| {
        for front in survey.fronts() {
            for (nth, person) in (1_usize..).zip(&front.meta.people) {
                let name = person.name.display();
                put(&[front.slug.as_str().into(), nth.into(), person.role.name().into(), name.into(), entity(&survey.person(person))]);
            }
        }
    },
};

/// Keywords.
pub const KEYWORDS: Table = Table {
    name: "keywords",
    meaning: "A keyword of a document.",
    columns: &[
        text("document", "The document.").required().to("documents"),
        text("keyword", "The keyword, in the language of the document.").required(),
        text("entity", "What is meant; empty where the word belongs to several.").to("entities"),
    ],
    key: &[],
    rows: |survey, _, put| {
        for front in survey.fronts() {
            for keyword in front.meta.keywords.iter().filter(|keyword| !keyword.is_empty()) {
                put(&[front.slug.as_str().into(), keyword.into(), entity(&survey.claim(Capacity::Keyword, keyword))]);
            }
        }
    },
};

/// The archive's own fields.
pub const FIELDS: Table = Table {
    name: "document_fields",
    meaning: "What a document says in one of the archive's own fields (`fields` of `scholion.yaml`).",
    columns: &[
        text("document", "The document.").required().to("documents"),
        text("field", "The name of the field.").required(),
        text("value", "The value; what is an address on the site as `page_url`.").required(),
    ],
    key: &[],
    rows: |survey, config, put| {
        for front in survey.fronts() {
            for said in said(&config.fields, front.meta) {
                let values = match own_fields::json(survey, config, front, &said) {
                    Value::Array(values) => values,
                    value => vec![value],
                };
                for value in values {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    put(&[front.slug.as_str().into(), (&said.field.name).into(), value.into()]);
                }
            }
        }
    },
};

/// Links between documents.
pub const LINKS: Table = Table {
    name: "links",
    meaning: "A document that links to another.",
    columns: &[
        text("document", "The document with the link.").required().to("documents"),
        text("target", "The document to which it leads.").required().to("documents"),
    ],
    key: &["document", "target"],
    rows: |survey, _, put| {
        for front in survey.fronts() {
            let sources = survey.backlinks(front.slug).into_iter().flat_map(|sources| sources.iter());
            for source in sources.filter(|source| survey.is_published(source)) {
                put(&[source.as_str().into(), front.slug.as_str().into()]);
            }
        }
    },
};

/// Names in texts.
pub const MENTIONS: Table = Table {
    name: "mentions",
    meaning: "Somebody or something that the text of a document names.",
    columns: &[
        text("document", "The document.").required().to("documents"),
        text("entity", "Who or what is named.").required().to("entities"),
        Column::new("count", Kind::Integer, "How often.").required(),
    ],
    key: &["document", "entity"],
    rows: mentions,
};

fn mentions(survey: &Survey<'_>, _: &Config, put: Put<'_>) {
    for front in survey.fronts() {
        let mut counts: BTreeMap<(AuthorityKind, &Slug), usize> = BTreeMap::new();
        for mention in survey.mentions_in(front.slug) {
            *counts.entry((mention.kind, &mention.id)).or_default() += 1;
        }
        for ((kind, id), count) in counts {
            put(&[front.slug.as_str().into(), format!("{}/{id}", kind.folder()).into(), count.into()]);
        }
    }
}

/// Where the page of a document is.
pub(super) fn page(config: &Config, slug: &Slug) -> String {
    public(config, &RelPath::new(&address::document(slug)))
}
