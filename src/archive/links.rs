//! What documents say of each other: links, and themselves as works.

use std::collections::BTreeSet;

use super::{Catalogue, Found, Thing, paths::record_at};
use crate::{
    base::{Slug, text},
    document::{Document, LinkTarget, Meta},
    reference::{PrintedIn, Record, csl, variable},
};

/// The documents that a document links to, itself not among them; and whether any of its links leads where it does by a name, or
/// nowhere, so that it may lead elsewhere when other files change.
pub(super) fn targets(catalogue: &Catalogue, document: &Document) -> (BTreeSet<Slug>, bool) {
    let mut targets = BTreeSet::new();
    let mut is_loose = false;
    for link in &document.facts.links {
        let found = match &link.target {
            // Records are no documents.
            LinkTarget::File(path, fragment) if record_at(path, fragment).is_some() => continue,
            LinkTarget::File(path, fragment) => {
                let (found, _) = catalogue.find_address(&document.path, path, fragment, &|_| ());
                let is_direct = document.path.join(&text::percent_decoded(path)).is_some_and(|path| catalogue.stands_at(&found, &path));
                is_loose |= !is_direct || may_become_text(&found);
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

/// Whether what is found stands where a text may stand as soon as its file is whole, or no draft any more.
fn may_become_text(found: &Found) -> bool {
    match found {
        Found::Thing(Thing::Unpublished(_)) => true,
        Found::Thing(Thing::File(path)) => path.extension() == "md",
        _ => false,
    }
}

/// A document as a work that others may cite: all of its description but what it is about (abstract, keywords).
///
/// Both are taken apart field by field: what is added to the one must be told of the other.
pub fn as_record(meta: &Meta) -> Record {
    let Meta {
        title,
        lang,
        kind,
        people,
        container,
        volume,
        issue,
        pages,
        publisher,
        place,
        section,
        doi,
        issn,
        isbn,
        url,
        issued,
        dates,
        variables,
        // What it is about, in which other forms it is there, whose it is, and where its file came from.
        abstract_: _,
        keywords: _,
        translations: _,
        translation_of: _,
        way: _,
        aliases: _,
        alias_places: _,
        slug: _,
        license: _,
        rights: _,
        // Where it stands.
        collections: _,
        description: _,
        cite_as: _,
        files: _,
        publish_source: _,
        facsimile: _,
        tiles: _,
        recordings: _,
        draft: _,
        history: _,
        window: _,
        menu: _,
        source: _,
        lead: _,
        extra: _,
        own: _,
        places: _,
    } = meta;
    let mut record = Record {
        kind: *kind,
        title: title.clone(),
        container: container.clone(),
        publisher: publisher.clone(),
        place: place.clone(),
        volume: volume.clone(),
        issue: issue.clone(),
        pages: pages.clone(),
        issued: *issued,
        url: url.to_string(),
        doi: doi.clone(),
        isbn: isbn.clone(),
        issn: issn.clone(),
        language: Some(lang.clone()),
        // From `people`, `dates` and `variables`, below.
        author: Vec::new(),
        editor: Vec::new(),
        translator: Vec::new(),
        other_names: Vec::new(),
        accessed: None,
        translated_title: String::new(),
        series: String::new(),
        edition: String::new(),
        number: String::new(),
        genre: String::new(),
        archive: String::new(),
        archive_location: String::new(),
        note: String::new(),
        other: Vec::new(),
        rich: Vec::new(),
        // Of entries in lists of references only.
        key: String::new(),
        verbatim: String::new(),
        printed_in: PrintedIn::default(),
    };
    people.iter().for_each(|person| record.add(person.role, person.name.clone()));
    for (variable, text) in variables {
        csl::set(&mut record, variable, text);
    }
    // What journals date besides (received, accepted …) is no variable.
    let dates = dates.iter().filter(|(name, _)| variable::named(name).is_some());
    dates.for_each(|(name, date)| csl::set(&mut record, name, &date.to_string()));
    if !section.is_empty() {
        csl::set(&mut record, "section", section);
    }
    record
}
