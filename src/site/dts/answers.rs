//! What is answered: JSON-LD with the context of DTS 1.0 (dtsapi.org/versions/v1.0).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    names::{self, Endpoint, address, template},
    units::{Tree, Unit},
};
use crate::{
    archive::{Claim, Reader},
    base::{RelPath, Slug},
    config::{Config, ExportFormat},
    document::{Meta, Person},
    reference::Role,
    site::{self, editions::What, frame::canonical, markup::plain},
};

/// Where the words of the answers are said.
const CONTEXT: &str = "https://dtsapi.org/context/v1.0.json";
/// The version of the specification.
const VERSION: &str = "1.0";
/// The only form in which texts are given.
const TEI: &str = "application/tei+xml";
/// Of how many units that stand side by side each answers with all (`down=0`): those of a long text would have as many files as the square of
/// their number.
pub const MOST_SIBLINGS: usize = 64;

/// An answer as a file.
pub fn written(answer: Map<String, Value>) -> String {
    let mut whole = Map::new();
    whole.insert("@context".into(), CONTEXT.into());
    whole.insert("dtsVersion".into(), VERSION.into());
    whole.extend(answer);
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(object) = value { object } else { Map::new() }
}

/// The entry.
pub fn entry(config: &Config) -> Map<String, Value> {
    object(json!({
        "@id": address(config, &RelPath::new(names::ENTRY)),
        "@type": "EntryPoint",
        "description": format!(
            "Level 0: the answers are files, to which these templates lead. A range, start and end, is answered by none; down=0 is where at most \
             {MOST_SIBLINGS} units stand side by side, and no other down is greater than a tree has levels. What is not there is 404."
        ),
        "collection": template(config, Endpoint::Collection, ""),
        "navigation": template(config, Endpoint::Navigation, ""),
        "document": template(config, Endpoint::Document, ""),
    }))
}

/// A collection as others list it, without its members.
pub fn collection(
    config: &Config,
    name: &str,
    title: (&str, &str),
    description: &str,
    parents: usize,
    children: usize,
) -> Map<String, Value> {
    let (title, lang) = title;
    let mut answer = object(json!({
        "@id": name,
        "@type": "Collection",
        "title": title,
        "totalParents": parents,
        "totalChildren": children,
        "collection": template(config, Endpoint::Collection, name),
        "dublinCore": {"title": [{"lang": lang, "value": title}]},
    }));
    if !description.is_empty() {
        answer.insert("description".into(), description.into());
    }
    answer
}

/// What is said of a document wherever it is told of.
pub fn resource(config: &Config, reader: &Reader<'_>, slug: &Slug, meta: &Meta, parents: usize) -> Map<String, Value> {
    let name = names::document(slug);
    let mut answer = object(json!({
        "@id": name,
        "@type": "Resource",
        "title": meta.title,
        "totalParents": parents,
        "totalChildren": 0,
        "collection": template(config, Endpoint::Collection, &name),
        "navigation": template(config, Endpoint::Navigation, &name),
        "document": template(config, Endpoint::Document, &name),
        "mediaTypes": [TEI],
        "dublinCore": dublin_core(config, reader, slug, meta),
    }));
    let description = plain(&meta.abstract_);
    if !description.is_empty() {
        answer.insert("description".into(), description.into());
    }
    if config.exports.documents.contains(&ExportFormat::Tei) {
        let file = canonical(config, &What::Document(slug.clone()).path(ExportFormat::Tei));
        answer.insert("download".into(), json!({TEI: file}));
    }
    answer
}

/// What describes a document (DCMI Metadata Terms): a text with its language, a name as it stands, an address by itself.
fn dublin_core(config: &Config, reader: &Reader<'_>, slug: &Slug, meta: &Meta) -> Value {
    let mut terms = Map::new();
    let mut put = |term: &str, values: Vec<Value>| {
        if !values.is_empty() {
            terms.insert(term.to_owned(), values.into());
        }
    };
    let said = |lang: &str, value: &str| json!({"lang": lang, "value": value});
    let mut titles = vec![said(meta.lang.as_str(), &meta.title)];
    titles.extend(meta.translations.iter().filter(|other| !other.title.is_empty()).map(|other| said(other.lang.as_str(), &other.title)));
    put("title", titles);
    let people = |is: &dyn Fn(&Person) -> bool| -> Vec<Value> {
        let people = meta.people.iter().filter(|person| is(person));
        people.flat_map(|person| std::iter::once(person.name.display().into()).chain(page_of(config, reader, person))).collect()
    };
    put("creator", people(&|person| person.role == Role::Author));
    put("contributor", people(&|person| person.role != Role::Author));
    let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![Value::from(text)] };
    put("date", one(&meta.issued.map(|date| date.to_string()).unwrap_or_default()));
    put("language", one(meta.lang.as_str()));
    put("type", one(meta.kind.name()));
    put("publisher", one(&meta.publisher));
    put("subject", meta.keywords.iter().map(|keyword| said(meta.lang.as_str(), keyword)).collect());
    put("license", meta.license.iter().flat_map(|license| one(if license.url.is_empty() { &license.id } else { &license.url })).collect());
    put("identifier", if meta.doi.is_empty() { Vec::new() } else { one(site::address::doi(&meta.doi).as_str()) });
    put("hasFormat", one(&canonical(config, &RelPath::new(&site::address::document(slug)))));
    terms.into()
}

/// The page of somebody with a part in a document.
fn page_of(config: &Config, reader: &Reader<'_>, person: &Person) -> Option<Value> {
    match reader.person(person) {
        Claim::One(kind, slug) => Some(canonical(config, &RelPath::new(&site::address::entity(kind, &slug, 1))).into()),
        Claim::Shared(_) | Claim::None => None,
    }
}

/// How the units of a document may stand in each other, a tree for each way to divide it.
pub fn citation_trees(trees: &[Tree]) -> Value {
    /// The kinds of units that stand at a place, each with those that stand in it.
    #[derive(Default)]
    struct Kinds(BTreeMap<&'static str, Kinds>);

    impl Kinds {
        fn value(&self) -> Value {
            let kind = |(kind, below): (&&str, &Self)| {
                let mut structure = object(json!({"@type": "CiteStructure", "citeType": kind}));
                if !below.0.is_empty() {
                    structure.insert("citeStructure".into(), below.value());
                }
                Value::Object(structure)
            };
            self.0.iter().map(kind).collect::<Vec<_>>().into()
        }
    }

    let tree = |tree: &Tree| {
        let mut kinds = Kinds::default();
        for unit in &tree.units {
            let mut way = vec![unit.kind];
            let mut above = unit.parent.and_then(|parent| tree.units.get(parent));
            while let Some(unit) = above {
                way.push(unit.kind);
                above = unit.parent.and_then(|parent| tree.units.get(parent));
            }
            way.into_iter().rev().fold(&mut kinds, |kinds, kind| kinds.0.entry(kind).or_default());
        }
        let mut value = object(json!({"@type": "CitationTree"}));
        if !tree.name.is_empty() {
            value.insert("identifier".into(), tree.name.into());
        }
        value.insert("citeStructure".into(), kinds.value());
        Value::Object(value)
    };
    trees.iter().map(tree).collect::<Vec<_>>().into()
}

/// What all answers about the structure of a document have of it.
pub fn divided(config: &Config, slug: &Slug, meta: &Meta, trees: &[Tree]) -> Map<String, Value> {
    let name = names::document(slug);
    object(json!({
        "@id": name,
        "@type": "Resource",
        "title": meta.title,
        "collection": template(config, Endpoint::Collection, &name),
        "navigation": template(config, Endpoint::Navigation, &name),
        "document": template(config, Endpoint::Document, &name),
        "mediaTypes": [TEI],
        "citationTrees": citation_trees(trees),
    }))
}

/// A unit.
pub fn unit(config: &Config, slug: &Slug, meta: &Meta, tree: &Tree, unit: &Unit) -> Value {
    let page = canonical(config, &RelPath::new(&site::address::document(slug)));
    let parent = unit.parent.and_then(|parent| tree.units.get(parent));
    let mut value = object(json!({
        "@id": format!("{page}#{}", site::address::encode(&unit.fragment)),
        "@type": "CitableUnit",
        "identifier": unit.name,
        "level": unit.level,
        "parent": parent.map(|parent| parent.name.as_str()),
        "citeType": unit.kind,
    }));
    if !unit.title.is_empty() {
        value.insert("dublinCore".into(), json!({"title": [{"lang": meta.lang.as_str(), "value": unit.title}]}));
    }
    value.into()
}
