//! What each template gets: one struct a template, plain data, addresses already relative.
//!
//! A page's key is the digest of its view, so a view holds all that its page shows and nothing
//! that it does not. Fields named `…_html` hold safe HTML and are printed with `| safe`; all other
//! text is plain and gets escaped by the template. Empty texts and lists mean "there is none".
//!
//! 1. [`common`]: parts that several pages show;
//! 2. [`document`], [`work`], [`index`], [`annotation`]: the pages.

pub mod annotation;
pub mod common;
pub mod document;
pub mod index;
pub mod work;

pub use annotation::*;
pub use common::*;
pub use document::*;
pub use index::*;
pub use work::*;

use serde::Serialize;

/// A page to be rendered: one variant a template.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum View {
    /// `index.html`.
    Front(Box<FrontView>),
    /// `document.html`.
    Document(Box<DocumentView>),
    /// `source.html`.
    Source(Box<SourceView>),
    /// `documents.html`.
    Documents(Box<DocumentsView>),
    /// `citations.html`.
    Citations(Box<CitationsView>),
    /// `works.html`.
    Works(Box<WorksView>),
    /// `annotations.html`.
    Annotations(Box<AnnotationsView>),
    /// `work.html`.
    Work(Box<WorkView>),
    /// `entity.html`.
    Entity(Box<EntityView>),
    /// `entities.html`.
    Entities(Box<EntitiesView>),
    /// `page.html`.
    FreePage(Box<FreePageView>),
    /// `404.html`.
    NotFound(Box<NotFoundView>),
    /// `search.html`.
    Search(Box<SearchView>),
}

impl View {
    /// The template that shows it.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Front(_) => "index.html",
            Self::Document(_) => "document.html",
            Self::Source(_) => "source.html",
            Self::Documents(_) => "documents.html",
            Self::Citations(_) => "citations.html",
            Self::Works(_) => "works.html",
            Self::Annotations(_) => "annotations.html",
            Self::Work(_) => "work.html",
            Self::Entity(_) => "entity.html",
            Self::Entities(_) => "entities.html",
            Self::FreePage(_) => "page.html",
            Self::NotFound(_) => "404.html",
            Self::Search(_) => "search.html",
        }
    }
}
