//! The citation graph, as GraphML.
//!
//! GraphML (graphml.graphdrawing.org) rather than CiTO's Turtle: every program for networks reads it (Gephi, Cytoscape,
//! yEd, NetworkX, igraph), and it holds the labels, years and numbers of citations that one wants to see in a picture.

use std::collections::BTreeMap;

use super::{data::foresee, passage};
use crate::{
    archive::{Front, Survey},
    base::Xml,
    config::Config,
    reference::{Name, Role},
};

/// The nodes' attributes, beside their ids: name, of which nodes and edges, type.
const ATTRIBUTES: [(&str, &str, &str); 7] = [
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("type", "node", "string"),
    ("authors", "node", "string"),
    ("year", "node", "int"),
    ("citations", "edge", "int"),
    ("places", "edge", "string"),
];

/// Documents and works as nodes; an edge from each document to each work that it cites, with how many times, and where:
/// in the body, in notes or only in the list. A document that is a cited work is one node with it.
pub fn graphml(survey: &Survey<'_>, _: &Config, text: &mut String) {
    let mut xml = Xml::new(text);
    let xml = &mut xml;
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (name, of, kind) in ATTRIBUTES {
        xml.push_str("<key");
        for (attribute, value) in [("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)] {
            xml.attribute(attribute, value);
        }
        xml.push_str("/>\n");
    }
    xml.push_str("<graph id=\"citations\" edgedefault=\"directed\">\n");
    // The work that a document is, by the document's slug.
    let mut held: BTreeMap<&str, &str> = BTreeMap::new();
    for work in survey.works() {
        held.extend(work.held_as.iter().map(|slug| (slug.as_str(), &*work.key)));
        let record = &work.record;
        let kind = if work.held_as.is_empty() { "work" } else { "document" };
        let names = if record.author.is_empty() { &record.editor } else { &record.author };
        let label = record.called(&work.key);
        node(xml, &format!("work:{}", work.key), &label, kind, record.kind.name(), names, record.issued.map(|date| date.start.year));
    }
    for Front { slug, meta, .. } in survey.fronts().filter(|document| !held.contains_key(document.slug.as_str())) {
        let names: Vec<Name> = meta.people.iter().filter(|person| person.role == Role::Author).map(|person| person.name.clone()).collect();
        node(xml, &format!("document:{slug}"), &meta.title, "document", meta.kind.name(), &names, meta.issued.map(|date| date.start.year));
    }
    let start = xml.text().len();
    let documents = survey.fronts();
    let all = documents.len();
    for (nth, Front { slug, .. }) in documents.enumerate() {
        foresee(xml.text(), start, nth, all);
        let Some(cited) = survey.citations(slug) else { continue };
        let source = held.get(slug.as_str()).map_or_else(|| format!("document:{slug}"), |key| format!("work:{key}"));
        let mut edges: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
        for (key, _, work) in survey.works_of(slug) {
            let edge = edges.entry(&work.key).or_default();
            for cited in cited.by(key) {
                edge.0 += 1;
                let place = passage::kind_name(cited.kind);
                if !edge.1.contains(&place) {
                    edge.1.push(place);
                }
            }
        }
        for (target, (count, mut places)) in edges {
            if places.is_empty() {
                places.push("reference-list");
            }
            xml.push_str("<edge");
            xml.attribute("source", &source);
            xml.attribute("target", &format!("work:{target}"));
            xml.push_str(">");
            data(xml, "citations", &count.to_string());
            data(xml, "places", &places.join(" "));
            xml.push_str("</edge>\n");
        }
    }
    xml.push_str("</graph>\n</graphml>\n");
}

fn node(xml: &mut Xml<'_>, id: &str, label: &str, kind: &str, item_type: &str, names: &[Name], year: Option<i32>) {
    xml.push_str("<node");
    xml.attribute("id", id);
    xml.push_str(">");
    data(xml, "label", label);
    data(xml, "kind", kind);
    data(xml, "type", item_type);
    data(xml, "authors", &names.iter().map(Name::sorted).collect::<Vec<_>>().join("; "));
    data(xml, "year", &year.map(|year| year.to_string()).unwrap_or_default());
    xml.push_str("</node>\n");
}

fn data(xml: &mut Xml<'_>, key: &str, value: &str) {
    if !value.is_empty() {
        xml.push_str("<data");
        xml.attribute("key", key);
        xml.push_str(">");
        xml.words(value);
        xml.push_str("</data>");
    }
}
