//! Everything that the archive's files, taken together, say.
//!
//! The catalogue holds relations that are functions of the files alone. A change of files goes
//! through [`Catalogue::apply`], which replaces what those files say and marks the facets whose
//! value changed; it never matters in which order or in how many steps the files came. Views read
//! it through [`super::Reader`].

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{
    about::About,
    annotations::Placed,
    captures::Captures,
    collections::Collections,
    delta::{Delta, Source},
    entities::{Entities, namings},
    facet::{Dirty, Facet},
    fields::FieldIndex,
    former::Former,
    letters::Letters,
    links,
    lookup::{Thing, Things},
    mentions::Matcher,
    menu::Menu,
    shelf::Shelf,
    translations::Translations,
    versions::Versions,
    works::Works,
};
use crate::{
    base::{PictureSize, RelPath, Sheet, Slug, SmallSet, digest::Fixity},
    config::frame::SiteFrame,
    document::{
        Annotations, Authorities, Bibliography, Document, Mend, Meta, Verdicts, captions::CaptionFile, footer::Footer, layout::Layout,
        manifest::Manifest,
    },
    reference::Record,
};

/// The archive as a whole.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub(super) documents: BTreeMap<Slug, Arc<Document>>,
    /// The same, for those who look up one: each page looks up dozens.
    pub(super) by_slug: FxHashMap<Slug, Arc<Document>>,
    /// Documents that are not among `documents`, or not whole, as their files have them. No view gets any of it.
    pub(super) held: BTreeMap<Slug, Arc<Document>>,
    /// The documents of `held`, by their sources.
    pub(super) held_sources: FxHashMap<String, SmallSet<Slug>>,
    pub(super) pages: BTreeMap<Slug, Arc<Document>>,
    pub(super) collections: Collections,
    pub(super) bibliographies: BTreeMap<Slug, Arc<Bibliography>>,
    pub(super) libraries: BTreeMap<RelPath, Arc<Bibliography>>,
    /// The editors' word on what is one work.
    pub(super) verdicts: Verdicts,
    pub(super) shelf: Shelf,
    pub(super) authorities: BTreeMap<RelPath, Arc<Authorities>>,
    pub(super) annotations: BTreeMap<Slug, Arc<Annotations>>,
    /// Notes whose document is there, laid on its words.
    pub(super) placed: BTreeMap<Slug, Placed>,
    /// The versions of documents that are shown, as far as they are.
    pub(super) versions: BTreeMap<Slug, Arc<Versions>>,
    /// Notes on documents that are not shown whole, laid on all of their words.
    pub(super) laid: BTreeMap<Slug, Placed>,
    pub(super) sources: BTreeMap<Arc<str>, Source>,
    /// All that links may lead to, by paths and names.
    pub(super) things: Things,
    /// What is there and was not read, and why.
    pub(super) left_out: BTreeMap<RelPath, String>,
    pub(super) works: Works,
    /// Which works are about whom.
    pub(super) about: About,
    pub(super) entities: Entities,
    /// The values of the archive's own fields.
    pub(super) fields: FieldIndex,
    /// The documents that have another address than their path gives them, by what that would be.
    pub(super) by_path: BTreeMap<Slug, Slug>,
    pub(super) former: Former,
    /// Which documents link to a document.
    pub(super) backlinks: FxHashMap<Slug, SmallSet<Slug>>,
    /// Documents which, or notes on which, link to something by its name, or to nothing.
    pub(super) loose: BTreeSet<Slug>,
    /// How large pictures are.
    pub(super) pictures: BTreeMap<RelPath, PictureSize>,
    /// Captures of pages of the web.
    pub(super) captures: Captures,
    /// What readers can check of files that are published as they are.
    pub(super) fixities: BTreeMap<RelPath, Fixity>,
    /// IIIF manifests that editors put into the archive.
    pub(super) manifests: BTreeMap<RelPath, Arc<Manifest>>,
    /// Where the lines of texts stand on the pictures of their pages.
    pub(super) layouts: BTreeMap<RelPath, Arc<Layout>>,
    /// The pages of files that have several.
    pub(super) sheets: BTreeMap<RelPath, Arc<[Sheet]>>,
    /// Captions of recordings.
    pub(super) captions: BTreeMap<RelPath, Arc<CaptionFile>>,
    /// What each document links to.
    pub(super) targets: FxHashMap<Slug, SmallSet<Slug>>,
    pub(super) translations: Translations,
    /// Those of free pages.
    pub(super) page_translations: Translations,
    pub(super) matcher: Arc<Matcher>,
    /// What the editors say of mentions, by the documents' files.
    pub(super) mends: BTreeMap<RelPath, Vec<Mend>>,
    pub(super) menu: Menu,
    pub(super) footers: Vec<Footer>,
    /// The frame of the site, as the configuration says it.
    pub(super) frame: SiteFrame,
    pub(super) letters: Letters,
    /// The documents that were made of each source.
    pub(super) of_source: BTreeMap<Box<str>, BTreeSet<Slug>>,
    /// How many documents say when they came here or were changed.
    pub(super) dated: usize,
    /// How many say that something in them was corrected.
    pub(super) corrected: usize,
    /// Whether anything was applied before.
    is_begun: bool,
}

impl Catalogue {
    /// Takes the changes, and gives back the facets whose value they changed.
    pub fn apply(&mut self, delta: Delta) -> Dirty {
        let mut dirty = if std::mem::replace(&mut self.is_begun, true) { Dirty::default() } else { Dirty::everything() };
        let Delta {
            documents,
            held,
            pages,
            collections,
            bibliographies,
            libraries,
            authorities,
            annotations,
            verdicts,
            addresses,
            sources,
            ..
        } = delta;
        let Delta {
            files,
            mut captions,
            mut pictures,
            mut layouts,
            mut manifests,
            mut sheets,
            mut fixities,
            mut captured,
            mut capture_notes,
            left_out,
            fields,
            footers,
            frame,
            versions,
            ..
        } = delta;
        let texts: BTreeSet<Slug> = documents.keys().chain(held.keys()).cloned().collect();
        let before = self.texts_before(texts.iter());
        let mut is_captured = false;
        for (path, is) in files {
            let thing = is.map(|is_public| if is_public { Thing::File(path.clone()) } else { Thing::Unpublished(path.clone()) });
            self.things.set_file(&path, thing, &mut dirty);
            set(&mut self.captions, &path, captions.remove(&path), Facet::File(&path), &mut dirty);
            set(&mut self.pictures, &path, pictures.remove(&path), Facet::File(&path), &mut dirty);
            set(&mut self.fixities, &path, fixities.remove(&path), Facet::Fixity(&path), &mut dirty);
            is_captured |= self.captures.set(&path, captured.remove(&path), capture_notes.remove(&path), &mut dirty);
            set(&mut self.manifests, &path, manifests.remove(&path), Facet::File(&path), &mut dirty);
            set(&mut self.layouts, &path, layouts.remove(&path), Facet::File(&path), &mut dirty);
            set(&mut self.sheets, &path, sheets.remove(&path), Facet::File(&path), &mut dirty);
        }
        if is_captured {
            self.captures.settle(&mut dirty);
        }
        self.leave_out(left_out, &mut dirty);
        if let Some(footers) = footers {
            dirty.compare(Facet::Footers, &self.footers, &footers);
            self.footers = footers;
        }
        if let Some(frame) = frame {
            dirty.compare(Facet::Frame, &self.frame, &frame);
            self.frame = frame;
        }
        for (slug, document) in held {
            self.hold(&slug, document, &mut dirty);
        }
        for (name, source) in sources {
            set(&mut self.sources, &name, source, Facet::Source(&name), &mut dirty);
        }
        for (slug, page) in pages {
            let old = self.pages.get(&slug).cloned();
            self.page_translations.set(&slug, page.as_deref());
            if set(&mut self.pages, &slug, page.clone(), Facet::FreePage(&slug), &mut dirty) {
                self.things.set_text(&Thing::Page(slug.clone()), old.as_deref(), page.as_deref(), &mut dirty);
            }
        }
        self.place_collections(&collections, &mut dirty);
        let refielded = fields.is_some();
        if let Some(fields) = fields {
            self.fields.set_fields(fields, &self.documents, &mut dirty);
        }
        let new_matcher = self.apply_authorities(authorities, refielded, &mut dirty);
        // Before the works: notes cite, too.
        let noted = self.take_annotations(annotations, &mut dirty);
        let mut citing = self.apply_libraries(libraries, &documents, &mut dirty);
        if !self.libraries.is_empty() {
            citing.extend(noted.iter().cloned());
        }
        self.set_former(addresses, &mut dirty);
        if let Some(verdicts) = verdicts {
            dirty.compare(Facet::BibliographyFiles, &self.verdicts, &verdicts);
            self.verdicts = verdicts;
        }
        self.note_paths(&documents);
        self.apply_works(&documents, bibliographies, citing, &mut dirty);
        let works = self.works.take_changed();
        if new_matcher {
            self.about.rebuild(self.works.iter(), &self.matcher, &mut dirty);
        } else {
            self.about.update(works, &self.matcher, &mut dirty);
        }
        let changed: Vec<Slug> = documents.keys().cloned().collect();
        // What linked to a document that is gone may find another.
        let gone = documents.iter().filter(|(_, document)| document.is_none()).filter_map(|(slug, _)| self.backlinks.get(slug));
        let again: BTreeSet<Slug> = gone.flatten().cloned().collect();
        let mut linking: Vec<Slug> = Vec::new();
        for (slug, document) in documents {
            self.translations.set(&slug, document.as_deref());
            self.set_source(&slug, document.as_deref(), &mut dirty);
            let is_dated = |document: &Document| document.meta.changed().is_some();
            let was = self.documents.get(&slug).is_some_and(|document| is_dated(document));
            self.dated = self.dated + usize::from(document.as_deref().is_some_and(is_dated)) - usize::from(was);
            let is_corrected = |document: &Document| document.meta.history.iter().any(|event| event.kind.is_erratum());
            let was = self.documents.get(&slug).is_some_and(|document| is_corrected(document));
            self.corrected = self.corrected + usize::from(document.as_deref().is_some_and(is_corrected)) - usize::from(was);
            if self.apply_document(&slug, document, &mut dirty) {
                linking.push(slug);
            }
        }
        // Once all are there, so that none is looked for by its name that comes later; many at once.
        let targets: Vec<_> = linking.par_iter().map(|slug| self.find_targets(slug)).collect();
        linking.iter().zip(targets).for_each(|(slug, found)| self.set_targets(slug, found, &mut dirty));
        self.compare_texts(&before, &mut dirty);
        self.settle_collections(collections, &before, &mut dirty);
        // All, and those that are gone.
        let all = self.documents.keys().filter(|_| new_matcher);
        let named: Vec<Slug> = all.chain(&changed).collect::<BTreeSet<&Slug>>().into_iter().cloned().collect();
        self.set_letters(named.clone(), &mut dirty);
        self.settle_translations(&mut dirty);
        for slug in &noted {
            let found = self.find_targets(slug);
            self.set_targets(slug, found, &mut dirty);
        }
        // What the text has no more may stand in a version of it.
        let changed: Vec<Slug> = changed.into_iter().chain(self.take_versions(versions, &mut dirty)).collect();
        self.lay_annotations(noted, &changed, &mut dirty);
        self.find_mentions(named, &mut dirty);
        self.follow_again(again, &mut dirty);
        let menu = self.make_menu();
        dirty.compare(Facet::Menu, &self.menu, &menu);
        self.menu = menu;
        dirty
    }

    /// All works.
    pub fn works(&self) -> &Works {
        &self.works
    }

    /// All entities.
    pub fn entities(&self) -> &Entities {
        &self.entities
    }

    /// All documents, by slug.
    pub fn documents(&self) -> &BTreeMap<Slug, Arc<Document>> {
        &self.documents
    }

    /// All free pages, by slug.
    pub fn pages(&self) -> &BTreeMap<Slug, Arc<Document>> {
        &self.pages
    }

    /// All bibliographies, by their documents' slugs.
    pub fn bibliographies(&self) -> &BTreeMap<Slug, Arc<Bibliography>> {
        &self.bibliographies
    }

    /// All files of notes, by their documents' slugs.
    pub fn annotations(&self) -> &BTreeMap<Slug, Arc<Annotations>> {
        &self.annotations
    }

    /// All source texts, by file name.
    pub fn sources(&self) -> &BTreeMap<Arc<str>, Source> {
        &self.sources
    }

    /// All authority files.
    pub fn authorities(&self) -> &BTreeMap<RelPath, Arc<Authorities>> {
        &self.authorities
    }

    /// Whether the pages of a file that has some are known.
    pub fn knows_sheets(&self, path: &RelPath) -> bool {
        self.sheets.contains_key(path)
    }

    fn apply_authorities(&mut self, authorities: BTreeMap<RelPath, Option<Arc<Authorities>>>, refielded: bool, dirty: &mut Dirty) -> bool {
        let mut changed = false;
        for (path, file) in authorities {
            changed |= set(&mut self.authorities, &path, file, Facet::AuthorityFiles, dirty);
        }
        if changed {
            self.take_mends();
        }
        if changed || refielded {
            self.entities.set_records(&self.authorities, &self.documents, self.fields.fields(), dirty);
            self.matcher = Arc::new(Matcher::new(self.authorities.values().flat_map(|file| &file.records)));
        }
        changed
    }

    /// A document's works are the records of its bibliography and, as a work that others may cite,
    /// the document itself.
    fn apply_works(
        &mut self,
        documents: &BTreeMap<Slug, Option<Arc<Document>>>,
        bibliographies: BTreeMap<Slug, Option<Arc<Bibliography>>>,
        citing: BTreeSet<Slug>,
        dirty: &mut Dirty,
    ) {
        let mut changed: BTreeSet<Slug> = documents.keys().cloned().chain(citing).collect();
        for (slug, file) in bibliographies {
            if set(&mut self.bibliographies, &slug, file, Facet::BibliographyFiles, dirty) {
                changed.insert(slug);
            }
        }
        let changes = changed
            .into_iter()
            .map(|slug| {
                // Records whose document does not exist cite nothing.
                let document = documents.get(&slug).map_or_else(|| self.documents.get(&slug), Option::as_ref);
                let records = document.map_or_else(Vec::new, |document| {
                    let own = (Arc::from(""), Arc::new(links::as_record(&document.meta)));
                    let entries = self.bibliographies.get(&slug).map_or(&[][..], |file| &file.entries);
                    let mut records: Vec<(Arc<str>, Arc<Record>)> = std::iter::once(own)
                        .chain(entries.iter().map(|entry| (Arc::from(entry.record.key.as_str()), entry.record.clone())))
                        .collect();
                    self.add_from_libraries(&slug, document, &mut records);
                    records
                });
                (slug, records)
            })
            .collect::<Vec<(Slug, Vec<(Arc<str>, Arc<Record>)>)>>();
        let verdicts = self.verdicts_by_slug().into_owned();
        self.works.update(changes, &verdicts, dirty);
    }

    /// Whether the document differs; then what it links to is to be set.
    fn apply_document(&mut self, slug: &Slug, new: Option<Arc<Document>>, dirty: &mut Dirty) -> bool {
        let old = self.documents.get(slug).cloned();
        if old == new {
            return false;
        }
        self.things.set_text(&Thing::Document(slug.clone()), old.as_deref(), new.as_deref(), dirty);
        let [was, is] = [&old, &new].map(|document| document.as_deref().map(|document| &document.meta));
        let namings = |meta: Option<&Meta>| meta.map_or_else(Vec::new, |meta| namings(meta, self.fields.fields()));
        self.entities.set_namings(slug, &namings(was), &namings(is), dirty);
        self.fields.set(slug, was, is, dirty);
        match &new {
            Some(document) => self.by_slug.insert(slug.clone(), document.clone()),
            None => self.by_slug.remove(slug),
        };
        replace(&mut self.documents, slug, new);
        true
    }
}

/// Puts or takes away; whether that made a difference.
pub(super) fn replace<K: Ord + Clone, V: PartialEq>(map: &mut BTreeMap<K, V>, key: &K, value: Option<V>) -> bool {
    match value {
        Some(value) if map.get(key) == Some(&value) => false,
        Some(value) => {
            map.insert(key.clone(), value);
            true
        }
        None => map.remove(key).is_some(),
    }
}

/// Puts or takes away what is read as this facet; whether that made a difference.
pub(super) fn set<K: Ord + Clone, V: PartialEq>(
    map: &mut BTreeMap<K, V>,
    key: &K,
    value: Option<V>,
    facet: Facet<'_>,
    dirty: &mut Dirty,
) -> bool {
    let differ = dirty.compare(facet, map.get(key), value.as_ref());
    if differ {
        replace(map, key, value);
    }
    differ
}
