//! What documents say of each other: links, fragments, passages, and themselves as works.

use std::collections::{BTreeMap, BTreeSet};

use super::{Catalogue, Found, Thing, entities::Passages, mentions::Mention};
use crate::{
    base::{Digest, Slug, digest::Hasher, text},
    document::{AuthorityKind, Citation, Document, LinkTarget, Meta},
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

/// The digest of what lists show of a document.
pub(super) fn card_digest(meta: &Meta) -> Digest {
    let people: Vec<_> = meta.people.iter().map(|person| (&person.role, &person.name)).collect();
    Digest::of_value(&(
        &meta.title,
        &meta.lang,
        meta.kind,
        people,
        meta.issued,
        &meta.container,
        meta.translations.iter().map(|t| (&t.lang, &t.title)).collect::<Vec<_>>(),
    ))
}

/// For each key that a document cites, the digest of all that the work's page shows of it.
pub(super) fn passage_digests(document: &Document) -> BTreeMap<String, Digest> {
    let mut hashers: BTreeMap<&str, Hasher> = BTreeMap::new();
    for citation in &document.facts.citations {
        let hasher = hashers.entry(&citation.key).or_default();
        add_passage(hasher, citation, &document.body.text);
        hasher.part(&citation.note.unwrap_or(0).to_le_bytes());
        hasher.part(carrier(document, citation).as_bytes());
        hasher.part(&[citation.kind as u8]);
        hasher.part(section_title(document, citation.passage.start).as_bytes());
    }
    hashers.into_iter().map(|(key, hasher)| (key.to_owned(), hasher.finish())).collect()
}

/// Adds what a work's page shows of any citation in `text`: its passage, where in it its words stand, and the locator.
pub(super) fn add_passage(hasher: &mut Hasher, citation: &Citation, text: &str) {
    hasher.part(citation.passage.of(text).as_bytes());
    hasher.part(&citation.words.start.wrapping_sub(citation.passage.start).to_le_bytes());
    hasher.part(citation.words.of(text).as_bytes());
    hasher.part(citation.locator.as_bytes());
}

/// For each entity that a text names, the digest of all that the entity's page shows of it.
pub(super) fn mention_digests(document: &Document, mentions: &[Mention]) -> Passages {
    let mut hashers: BTreeMap<(AuthorityKind, Slug), Hasher> = BTreeMap::new();
    for mention in mentions {
        let hasher = hashers.entry((mention.kind, mention.id.clone())).or_default();
        let passage = mention.passage;
        hasher.part(passage.of(&document.body.text).as_bytes());
        hasher.part(&(mention.text.start - passage.start).to_le_bytes());
        hasher.part(&(mention.text.end - passage.start).to_le_bytes());
        if let Some(block) = document.body.block_at(mention.text.start) {
            hasher.part(block.id.as_bytes());
            hasher.part(&block.note.map_or(0, |note| note + 1).to_le_bytes());
        }
        hasher.part(section_title(document, mention.text.start).as_bytes());
    }
    hashers.into_iter().map(|(entity, hasher)| (entity, hasher.finish())).collect()
}

/// The sentence of the running text to which the note belongs that cites; empty if no note does.
pub fn carrier<'d>(document: &'d Document, citation: &Citation) -> &'d str {
    let index = citation.note.and_then(|number| (number as usize).checked_sub(1));
    index.and_then(|index| document.body.notes.get(index)).map_or("", |note| note.carrier.of(&document.body.text))
}

/// The words of the heading under which a place of the text stands; empty if under none.
pub fn section_title(document: &Document, offset: u32) -> &str {
    let heading = document.body.block_at(offset).and_then(|block| document.facts.headings.get(block.section? as usize));
    heading.map_or("", |heading| heading.text.of(&document.body.text))
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
