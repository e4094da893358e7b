//! The files by which a collection can be taken away: tables, records, finding aids, feeds and manifests.
//!
//! Each holds all that stands in the collection and below it. They are made behind the pages, a kind of file at a time, since together they
//! hold every document as often as collections stand in each other around it.

use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};

use super::{
    ead,
    text::{beginning, paragraphs},
};
use crate::{
    archive::{
        Front, Survey,
        collections::{Collections, Holdings, SortedBy, description},
    },
    base::{Lang, RelPath, Slug},
    config::Config,
    reference::format::csl_json,
    site::{
        address,
        data::{lines, public, push_row},
        export,
        feed::{self, Channel},
        frame::canonical,
        iiif::{
            manifest::{self, front, provider},
            model::{CONTEXT, Collection, Other, Words, written},
        },
        page_path::PagePath,
        view::Anchor,
    },
};

/// The ending of finding aids.
pub const EAD: &str = "ead.xml";
/// The ending of feeds.
pub const FEED: &str = "feed.xml";
/// The ending of IIIF collections.
pub const IIIF: &str = "iiif.json";

/// How the files end that readers take away, and what they are called.
const DOWNLOADS: [(&str, &str); 3] = [("csv", "CSV"), ("csl.json", "CSL-JSON"), (EAD, "EAD3")];

/// A kind of file: each collection has one, or not.
pub struct Kind {
    ending: &'static str,
    make: fn(&Survey<'_>, &Config, &Slug) -> Option<String>,
}

/// All kinds.
pub const KINDS: &[Kind] = &[
    Kind { ending: "csv", make: |survey, config, slug| Some(csv(survey, config, slug)) },
    Kind { ending: "csl.json", make: |survey, _, slug| Some(csl(survey, slug)) },
    Kind { ending: EAD, make: |survey, config, slug| ead::make(survey, config, survey.collections(), slug) },
    Kind { ending: FEED, make: feed },
    Kind { ending: IIIF, make: iiif },
];

impl Kind {
    /// Whether a file of the site is one of these.
    pub fn holds(&self, path: &str) -> bool {
        path.strip_prefix("collections/").is_some_and(|name| name.strip_suffix(self.ending).is_some_and(|stem| stem.ends_with('.')))
    }

    /// Makes that of a collection.
    pub fn file(&self, survey: &Survey<'_>, config: &Config, slug: &Slug) -> Option<(RelPath, String)> {
        (self.make)(survey, config, slug).map(|text| (RelPath::new(&address_of(slug, self.ending)), text))
    }
}

/// Where a file of a collection stands.
pub fn address_of(slug: &Slug, ending: &str) -> String {
    address::of_collection(slug, ending)
}

/// The files that readers take away.
pub fn downloads(path: &PagePath, slug: &Slug) -> Vec<Anchor> {
    let anchor =
        |(ending, title): (&str, &str)| Anchor { href: path.to(&address_of(slug, ending)), title: title.to_owned(), ..Anchor::default() };
    DOWNLOADS.into_iter().map(anchor).collect()
}

/// Whether a collection has a feed.
pub fn has_feed(config: &Config, holdings: Holdings) -> bool {
    !config.base_url.is_empty() && holdings.news
}

/// Whether a collection is one of IIIF manifests.
pub fn has_iiif(config: &Config, holdings: Holdings) -> bool {
    !config.base_url.is_empty() && holdings.facsimiles
}

/// All documents in a collection and below it, in the order of the tree, each with its part and its place there.
fn all_below<'a>(survey: &Survey<'a>, slug: &'a Slug) -> Vec<(&'a Slug, usize, Front<'a>)> {
    let collections = survey.collections();
    let mut all = Vec::new();
    collections.walk(slug, &mut |part| {
        let members = (1..).zip(collections.members(part));
        all.extend(members.filter_map(|(nth, member)| Some((part, nth, survey.front(member)?))));
    });
    all
}

/// The same without the parts, each document once.
fn each_below<'a>(survey: &Survey<'a>, slug: &'a Slug) -> Vec<Front<'a>> {
    let mut seen: FxHashSet<&Slug> = FxHashSet::default();
    all_below(survey, slug).into_iter().map(|(_, _, front)| front).filter(|front| seen.insert(front.slug)).collect()
}

/// The key of a collection, for as long as the archive's files are.
fn key<'a>(survey: &Survey<'a>, slug: &Slug) -> Option<&'a Slug> {
    survey.collections().files().get_key_value(slug).map(|(slug, _)| slug)
}

/// The columns of the table.
const COLUMNS: [&str; 12] = [
    "collection",
    "number",
    "document",
    "title",
    "author",
    "date",
    "type",
    "lang",
    "archive",
    "archive_location",
    "call_number",
    "page_url",
];

/// A line for each document, in the collection's own order; of what stands in parts the part is told (CSV, RFC 4180). Dates are EDTF.
fn csv(survey: &Survey<'_>, config: &Config, slug: &Slug) -> String {
    let mut csv = String::new();
    push_row(&mut csv, COLUMNS);
    let all = key(survey, slug).map(|slug| all_below(survey, slug)).unwrap_or_default();
    for (part, nth, front) in all {
        let meta = front.meta;
        let [archive, collection, location, mark] = SortedBy::of(meta).shelfmark;
        let place = [collection, location].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        push_row(
            &mut csv,
            [
                part.as_str(),
                &nth.to_string(),
                front.slug.as_str(),
                &meta.title,
                front.authors,
                &meta.issued.map(|date| date.to_string()).unwrap_or_default(),
                meta.kind.name(),
                meta.lang.as_str(),
                archive,
                &place,
                mark,
                &public(config, &RelPath::new(&address::document(front.slug))),
            ],
        );
    }
    csv
}

/// Every document as CSL-JSON.
fn csl(survey: &Survey<'_>, slug: &Slug) -> String {
    let all = key(survey, slug).map(|slug| each_below(survey, slug)).unwrap_or_default();
    let mut json = String::new();
    let value = |front: &Front<'_>| Value::Object(csl_json::value(&export::described(front.slug, front.meta)));
    lines(&mut json, all.len(), all.iter().map(value));
    json
}

fn feed(survey: &Survey<'_>, config: &Config, slug: &Slug) -> Option<String> {
    let collections = survey.collections();
    if !has_feed(config, collections.holdings(slug)) {
        return None;
    }
    let (slug, file) = collections.files().get_key_value(slug)?;
    let channel = Channel {
        title: &format!("{} · {}", file.meta.title, config.title),
        subtitle: &beginning(file),
        lang: file.meta.lang.as_str(),
        path: RelPath::new(&address_of(slug, FEED)),
        page: canonical(config, &RelPath::new(&address::collection(slug, 1))),
    };
    feed::write(config, &channel, each_below(survey, slug).into_iter())
}

/// The manifests of a collection's documents, and the collections of its parts (IIIF Presentation API 3.0, section 5.1).
fn iiif(survey: &Survey<'_>, config: &Config, slug: &Slug) -> Option<String> {
    let collections = survey.collections();
    if !has_iiif(config, collections.holdings(slug)) {
        return None;
    }
    let file = collections.files().get(slug)?;
    let id = |slug: &Slug| canonical(config, &RelPath::new(&address_of(slug, IIIF)));
    let parts = collections.children(slug).iter().filter(|part| has_iiif(config, collections.holdings(part)));
    let parts = parts.filter_map(|part| {
        let label = manifest::label(&collections.files().get(part)?.meta);
        Some(Other { id: id(part), kind: "Collection", label, ..Other::default() })
    });
    let manifests = collections.members(slug).iter().filter_map(|member| {
        let front = survey.front(member).filter(|front| !front.meta.facsimile.is_empty())?;
        let document = survey.document(member)?;
        manifest::has_one(config, &crate::site::facsimile::surfaces(survey, document)).then(|| Other {
            id: canonical(config, &RelPath::new(&address::manifest(member))),
            kind: "Manifest",
            label: manifest::label(front.meta),
            ..Other::default()
        })
    });
    let home = Other {
        id: canonical(config, &RelPath::new(&address::collection(slug, 1))),
        kind: "Text",
        label: Words::of(&file.meta.lang, &file.meta.title),
        format: "text/html",
        ..Other::default()
    };
    Some(written(&Collection {
        context: CONTEXT,
        id: id(slug),
        kind: "Collection",
        label: manifest::label(&file.meta),
        summary: Words::of(&file.meta.lang, &beginning(file)),
        provider: provider(config),
        homepage: vec![home, front(config)],
        items: parts.chain(manifests).collect(),
    }))
}

/// All collections with their descriptions, parts and documents, each before its parts; no file where there are none.
pub fn data(survey: &Survey<'_>, config: &Config) -> Vec<(RelPath, String)> {
    let (collections, mut json) = (survey.collections(), String::new());
    if collections.files().is_empty() {
        return Vec::new();
    }
    let mut all: Vec<&Slug> = Vec::new();
    for root in collections.roots() {
        collections.walk(root, &mut |slug| all.push(slug));
    }
    lines(&mut json, all.len(), all.iter().filter_map(|slug| value(collections, config, slug)));
    vec![(RelPath::new(address::COLLECTION_DATA), json)]
}

fn value(collections: &Collections, config: &Config, slug: &Slug) -> Option<Value> {
    let (file, label) = (collections.files().get(slug)?, collections.label(slug)?);
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(object) => object.is_empty(),
            _ => false,
        };
        if !is_empty {
            object.insert(key.to_owned(), value);
        }
    };
    put("id", json!(slug.as_str()));
    put("title", json!(file.meta.title));
    put("lang", json!(file.meta.lang.as_str()));
    put("parent", json!(label.parent.map(Slug::as_str)));
    if let Some(said) = description(file) {
        put("level", json!(said.level.name()));
        put("identifier", json!(said.identifier));
        put("dates", json!(said.dates.map(|dates| dates.to_string())));
        put("extent", json!(said.extent));
        put("creator", json!(said.creators));
        put("repository", json!(said.repository));
        put("languages", json!(said.languages.iter().map(Lang::as_str).collect::<Vec<_>>()));
        for (element, paragraphs) in &said.elements {
            put(element.key(), json!(paragraphs.join("\n\n")));
        }
    }
    put("description", json!(paragraphs(file).join("\n\n")));
    put("parts", json!(collections.children(slug).iter().map(Slug::as_str).collect::<Vec<_>>()));
    put("documents", json!(collections.members(slug).iter().map(Slug::as_str).collect::<Vec<_>>()));
    crate::site::data::extra(&file.meta.extra).into_iter().for_each(|(key, value)| put(&key, value));
    put("page_url", json!(public(config, &RelPath::new(&address::collection(slug, 1)))));
    Some(Value::Object(object))
}
