//! Units: the pages that are made together from the same part of the archive.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    annotations, csl::CitationFormatter, divisions, document_page, entity_page, frame::Maker, front, indexes, page, product::Product,
    search_page, source_page, work_page,
};
use crate::{
    archive::{Catalogue, Reader, facet::Reads, works::Group},
    base::{RelPath, Slug},
    config::Config,
    document::AuthorityKind,
};

/// What pages are made of: one view function, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// The archive's front.
    Front,
    /// A document's reading page.
    Document(Slug),
    /// A document beside its source.
    Source(Slug),
    /// The list of documents.
    Documents,
    /// The front of the citation index.
    Citations,
    /// The works under an initial.
    Initial(String),
    /// The works of a year, type or language.
    Division(Group),
    /// The works that the archive cites and does not hold.
    NotHeld,
    /// The index of notes.
    Annotations,
    /// A work.
    Work(Arc<str>),
    /// A person, organization, place or topic.
    Entity(AuthorityKind, Arc<str>),
    /// The index of a kind of entities.
    Entities(AuthorityKind),
    /// A free page.
    FreePage(Slug),
    /// `404.html`.
    NotFound,
    /// The search page.
    Search,
}

impl Unit {
    /// All units of an archive, in order.
    pub fn all(catalogue: &Catalogue) -> Vec<Self> {
        let mut units = vec![Self::Front];
        units.extend(catalogue.documents().keys().cloned().map(Self::Document));
        units.extend(
            catalogue.documents().iter().filter(|(_, document)| document.meta.source.is_some()).map(|(slug, _)| Self::Source(slug.clone())),
        );
        units.push(Self::Documents);
        if !catalogue.works().is_empty() {
            units.push(Self::Citations);
            units.extend(catalogue.works().initials().keys().cloned().map(Self::Initial));
            units.extend(catalogue.works().groups().keys().cloned().map(Self::Division));
            units.push(Self::NotHeld);
        }
        if catalogue.placed().values().any(|placed| !placed.file.notes.is_empty()) {
            units.push(Self::Annotations);
        }
        units.extend(catalogue.works().iter().map(|work| Self::Work(work.key.clone())));
        for kind in AuthorityKind::ALL {
            units.extend(catalogue.entities().slugs(kind).cloned().map(|slug| Self::Entity(kind, slug)));
        }
        units.extend(AuthorityKind::ALL.into_iter().filter(|kind| catalogue.entities().slugs(*kind).next().is_some()).map(Self::Entities));
        units.extend(catalogue.pages().keys().cloned().map(Self::FreePage));
        units.push(Self::NotFound);
        units.push(Self::Search);
        units.sort_unstable();
        units
    }

    /// The archive's file whose text the unit's pages show, where it is one.
    pub fn file<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a RelPath> {
        let document = match self {
            Self::Document(slug) | Self::Source(slug) => catalogue.documents().get(slug),
            Self::FreePage(slug) => catalogue.pages().get(slug),
            _ => None,
        };
        document.map(|document| &document.path)
    }

    /// Makes what the unit has, and hands it to `put`, one thing at a time, as a long list has many pages; tells what the
    /// views have read. What is to be formatted goes over `formatter`.
    pub fn make(&self, catalogue: &Catalogue, config: &Config, formatter: &CitationFormatter<'_>, put: &dyn Fn(Product)) -> Reads {
        let reader = Reader::new(catalogue);
        self.read_through(&Maker { config, reader: &reader, formatter, put });
        reader.into_reads()
    }

    /// As [`Unit::make`], but tells in words what was read, each facet with its hash.
    pub fn make_in_words(
        &self,
        catalogue: &Catalogue,
        config: &Config,
        formatter: &CitationFormatter<'_>,
        put: &dyn Fn(Product),
    ) -> BTreeMap<String, u32> {
        let reader = Reader::in_words(catalogue);
        self.read_through(&Maker { config, reader: &reader, formatter, put });
        reader.into_words()
    }

    fn read_through(&self, maker: &Maker<'_, '_>) {
        match self {
            Self::Front => front::make(maker),
            Self::Document(slug) => document_page::make(maker, slug),
            Self::Source(slug) => source_page::make(maker, slug),
            Self::Documents => indexes::documents(maker),
            Self::Citations => indexes::citations(maker),
            Self::Initial(initial) => indexes::initial(maker, initial),
            Self::Division(group) => divisions::division(maker, group),
            Self::NotHeld => divisions::not_held(maker),
            Self::Annotations => annotations::index::make(maker),
            Self::Work(key) => work_page::make(maker, key),
            Self::Entity(kind, slug) => entity_page::make(maker, *kind, slug),
            Self::Entities(kind) => indexes::entities(maker, *kind),
            Self::FreePage(slug) => page::make(maker, slug),
            Self::NotFound => page::not_found(maker),
            Self::Search => search_page::make(maker),
        }
    }
}
