//! What documents say of each other: links, and themselves as works.

use std::collections::BTreeSet;

use super::{Catalogue, Found, Thing};
use crate::{
    base::{Slug, text},
    document::{Document, LinkTarget, Meta},
    reference::{Record, csl, variable},
};

/// The documents that a document links to, itself not among them; and whether any of its links leads where it does by a name, or
/// nowhere, so that it may lead elsewhere when other files change.
pub(super) fn targets(catalogue: &Catalogue, document: &Document) -> (BTreeSet<Slug>, bool) {
    let mut targets = BTreeSet::new();
    let mut is_loose = false;
    for link in &document.facts.links {
        let found = match &link.target {
            LinkTarget::File(path, fragment) => {
                let (found, _) = catalogue.find_address(&document.path, path, fragment, &|_| ());
                let is_direct = document.path.join(&text::percent_decoded(path)).is_some_and(|path| catalogue.stands_at(&found, &path));
                is_loose |= !is_direct;
                found
            }
            LinkTarget::Name(written, _) => {
                is_loose = true;
                catalogue.find_name(&document.path, written, &|_| ()).0
            }
            _ => continue,
        };
        if let Found::Thing(Thing::Document(slug)) = found {
            targets.insert(slug);
        }
    }
    targets.remove(&document.slug);
    (targets, is_loose)
}

/// A document as a work that others may cite: all of its description but what it is about (abstract, keywords).
pub fn as_record(meta: &Meta) -> Record {
    let mut record = Record {
        kind: meta.kind,
        title: meta.title.clone(),
        container: meta.container.clone(),
        publisher: meta.publisher.clone(),
        place: meta.place.clone(),
        volume: meta.volume.clone(),
        issue: meta.issue.clone(),
        pages: meta.pages.clone(),
        issued: meta.issued,
        url: meta.url.to_string(),
        doi: meta.doi.clone(),
        isbn: meta.isbn.clone(),
        issn: meta.issn.clone(),
        language: Some(meta.lang.clone()),
        ..Record::default()
    };
    for person in &meta.people {
        let name = person.name.clone();
        match person.role.as_str() {
            "author" => record.author.push(name),
            "editor" => record.editor.push(name),
            "translator" => record.translator.push(name),
            role => match record.other_names.iter_mut().find(|(other, _)| other == role) {
                Some((_, names)) => names.push(name),
                None => record.other_names.push((role.to_owned(), vec![name])),
            },
        }
    }
    for (variable, text) in &meta.variables {
        csl::set(&mut record, variable, text);
    }
    // What journals date besides (received, accepted …) is no variable.
    let dates = meta.dates.iter().filter(|(name, _)| variable::named(name).is_some());
    dates.for_each(|(name, date)| csl::set(&mut record, name, &date.to_string()));
    if !meta.section.is_empty() {
        csl::set(&mut record, "section", &meta.section);
    }
    record
}
