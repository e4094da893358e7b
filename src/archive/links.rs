//! What documents say of each other: links, and themselves as works.

use std::collections::BTreeSet;

use super::{
    Catalogue, Found, Thing,
    facet::{Dirty, Facet},
    paths::record_at,
};
use crate::{
    base::{Slug, SmallSet, small_set::withdraw, text},
    document::{Document, LinkTarget, Meta},
    reference::{PrintedIn, Record, csl, variable},
};

impl Catalogue {
    /// What a document and the notes on it link to, and whether that may be followed again by [`Self::follow_again`].
    pub(super) fn find_targets(&self, slug: &Slug) -> (SmallSet<Slug>, bool) {
        let document = self.documents.get(slug);
        // What a note leads to is linked from the document on which it is.
        let notes = self.annotations.get(slug).filter(|_| document.is_some()).into_iter().flat_map(|file| &file.notes);
        let texts = document.into_iter().map(|document| &**document).chain(notes.map(|note| &*note.body));
        let (mut new, mut is_loose) = (BTreeSet::new(), false);
        for (targets, loose) in texts.map(|text| targets(self, text)).collect::<Vec<_>>() {
            new.extend(targets);
            is_loose |= loose;
        }
        (new.into_iter().collect(), is_loose)
    }

    /// Sets what [`Self::find_targets`] found.
    pub(super) fn set_targets(&mut self, slug: &Slug, (new, is_loose): (SmallSet<Slug>, bool), dirty: &mut Dirty) {
        if is_loose {
            self.loose.insert(slug.clone());
        } else {
            self.loose.remove(slug);
        }
        let old = self.targets.remove(slug).unwrap_or_default();
        let differ = old.iter().filter(|one| !new.contains(*one)).chain(new.iter().filter(|one| !old.contains(*one)));
        for target in differ {
            dirty.compare(Facet::Backlinks(target), old.contains(target), new.contains(target));
            if new.contains(target) {
                self.backlinks.entry(target.clone()).or_default().insert(slug.clone());
            } else if withdraw(self.backlinks.get_mut(target), slug) {
                self.backlinks.remove(target);
            }
        }
        if !new.is_empty() {
            self.targets.insert(slug.clone(), new);
        }
    }

    /// A name may lead elsewhere after any change: the few documents with such links, in their text or in notes on them, are
    /// followed again, and those of `more`.
    pub(super) fn follow_again(&mut self, more: BTreeSet<Slug>, dirty: &mut Dirty) {
        let linkers: BTreeSet<Slug> = self.loose.iter().cloned().chain(more).collect();
        for slug in linkers {
            let found = self.find_targets(&slug);
            self.set_targets(&slug, found, dirty);
        }
    }
}

/// The documents that a document links to, itself not among them; and whether any of its links leads where it does by a name, or
/// nowhere, so that it may lead elsewhere when other files change.
fn targets(catalogue: &Catalogue, document: &Document) -> (BTreeSet<Slug>, bool) {
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
        chapters: _,
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
