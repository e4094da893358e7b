//! The catalogue as those see it who read the archive as a whole: data files and searches for problems. Every question is noted.

use std::{collections::BTreeMap, ops::Deref};

use super::{
    Catalogue, Claim, Front, Reader,
    annotations::Placed,
    aspects::{Cited, Held, Whole},
    facet::{Kind, Kinds},
    letters::Posted,
    works::Doubt,
};
use crate::{
    base::{RelPath, Slug, SmallSet},
    document::{Annotations, Authorities, AuthorityKind, Bibliography, Document, Verdicts, relation::Relation},
};

/// A reader of the archive as a whole. It notes the kinds of what it read, so that what was made of it is made again when anything of
/// these kinds changes; a view has a [`Reader`], which notes each single thing and has none of these questions.
pub struct Survey<'a>(Reader<'a>);

impl<'a> Deref for Survey<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.0
    }
}

impl<'a> Survey<'a> {
    /// One that has read nothing yet.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self(Reader::new(catalogue))
    }

    /// The kinds of all that was read.
    pub fn into_kinds(self) -> Kinds {
        self.0.into_kinds()
    }

    /// What describes each document, in order of their slugs.
    pub fn fronts(&self) -> impl ExactSizeIterator<Item = Front<'a>> + use<'a> {
        self.all(Kind::Meta).documents.values().map(|document| Front::of(document))
    }

    /// All letters, in order of their dates.
    pub fn letters(&self) -> Vec<Posted<'a>> {
        self.all(Kind::LetterOf).letters().all()
    }

    /// What describes a document.
    pub fn front(&self, slug: &Slug) -> Option<Front<'a>> {
        self.aspect(slug)
    }

    /// Whether there is a document of that slug that is published.
    pub fn is_published(&self, slug: &Slug) -> bool {
        self.front(slug).is_some()
    }

    /// Whether there is a document of that slug, be it published or not.
    pub fn has_text(&self, slug: &Slug) -> bool {
        self.is_published(slug) || self.aspect::<Held>(slug).is_some()
    }

    /// Whether the file at a path is that of a document that is not shown, or not whole.
    pub fn holds_back(&self, path: &RelPath) -> bool {
        self.all(Kind::Held).held.values().any(|held| held.path == *path)
    }

    /// How many documents are not shown, or not whole.
    pub fn count_held(&self) -> usize {
        self.all(Kind::Held).held.len()
    }

    /// Where a document cites what.
    pub fn citations(&self, slug: &Slug) -> Option<Cited<'a>> {
        self.aspect(slug)
    }

    /// A document with all its words, also those that are not shown: for findings. Nothing that is published may be made of it.
    pub fn whole_text(&self, slug: &Slug) -> Option<&'a Document> {
        self.aspect::<Whole>(slug).map(|Whole(text)| text)
    }

    /// The notes on a document, laid on all its words, also on those that are not shown. As [`Self::whole_text`].
    pub fn laid(&self, slug: &Slug) -> Option<&'a Placed> {
        self.all(Kind::Annotations).laid(slug)
    }

    /// All files of notes, by the slugs of their documents, which may not be there.
    pub fn note_files(&self) -> &'a BTreeMap<Slug, std::sync::Arc<Annotations>> {
        &self.all(Kind::NoteFile).annotations
    }

    /// Every entity of a kind, in order of their addresses.
    pub fn every_entity(&self, kind: AuthorityKind) -> impl Iterator<Item = &'a super::Entity> + use<'a> {
        let entities = self.all(Kind::Entity).entities();
        entities.slugs(kind).filter_map(move |slug| entities.get(kind, slug))
    }

    /// The names of a kind that have no record.
    pub fn bare_names(&self, kind: AuthorityKind) -> impl Iterator<Item = &'a str> + use<'a> {
        // Whether it has one is known by the files of records.
        self.all(Kind::AuthorityFiles);
        let entities = self.all(Kind::Label).entities();
        entities
            .slugs(kind)
            .filter_map(move |slug| entities.get(kind, slug))
            .filter(|entity| entity.record.is_none())
            .map(|entity| entity.name.as_str())
    }

    /// Names that several records of one kind share, with their records.
    pub fn shared_names(&self) -> impl Iterator<Item = (&'a String, &'a SmallSet<(AuthorityKind, Slug)>)> + use<'a> {
        self.all(Kind::AuthorityFiles).entities().shared_names()
    }

    /// The record that a relation of one of the kind `from` names.
    pub fn related(&self, from: AuthorityKind, relation: &Relation) -> Claim {
        self.all(Kind::AuthorityFiles).entities().target(from, relation)
    }

    /// All files of authorities.
    pub fn authority_files(&self) -> impl Iterator<Item = &'a Authorities> + use<'a> {
        self.all(Kind::AuthorityFiles).authorities.values().map(|file| &**file)
    }

    /// All bibliographies, by the slugs of their documents, which may not be there.
    pub fn bibliography_files(&self) -> &'a BTreeMap<Slug, std::sync::Arc<Bibliography>> {
        &self.all(Kind::BibliographyFiles).bibliographies
    }

    /// The libraries that belong to no document, in order.
    pub fn shared_libraries(&self) -> impl Iterator<Item = (&'a RelPath, &'a Bibliography)> + use<'a> {
        self.all(Kind::Meta);
        let catalogue = self.all(Kind::BibliographyFiles);
        let libraries = catalogue.shared_libraries(|slug| catalogue.documents.contains_key(slug));
        libraries.map(|(path, library)| (path, &**library))
    }

    /// All libraries, in order.
    pub fn libraries(&self) -> impl Iterator<Item = (&'a RelPath, &'a Bibliography)> + use<'a> {
        self.all(Kind::BibliographyFiles).libraries.iter().map(|(path, library)| (path, &**library))
    }

    /// The editors' word on what is one work.
    pub fn verdicts(&self) -> &'a Verdicts {
        &self.all(Kind::BibliographyFiles).verdicts
    }

    /// The names next to each other in verdicts that part works, of which both mean one record.
    pub fn inseparable(&self) -> Vec<(&'a str, &'a str)> {
        self.all(Kind::WorksOf);
        let catalogue = self.all(Kind::BibliographyFiles);
        catalogue.works.inseparable(&catalogue.verdicts.different)
    }

    /// The pairs of records that may be one work, in order: they follow from the records of all documents and the verdicts.
    pub fn doubts(&self) -> Vec<&'a Doubt> {
        self.all(Kind::WorksOf);
        self.all(Kind::BibliographyFiles).works.doubts()
    }

    /// The catalogue, of which all that is of a kind is read.
    pub(super) fn all(&self, kind: Kind) -> &'a Catalogue {
        self.read_all(kind)
    }
}
