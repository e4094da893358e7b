//! Of what an edition is.

use crate::{
    base::{RelPath, Slug},
    config::{ExportFormat, Scope},
    site::address,
};

/// What is taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// One document.
    Document(Slug),
    /// A collection, with its documents in their order.
    Collection(Slug),
    /// All of it.
    Archive,
}

impl What {
    /// The kind of it.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Document(_) => Scope::Document,
            Self::Collection(_) => Scope::Collection,
            Self::Archive => Scope::Archive,
        }
    }

    /// Where it stands on the site in a format.
    pub fn path(&self, format: ExportFormat) -> RelPath {
        let stem = match self {
            Self::Document(slug) => address::document(slug),
            Self::Collection(slug) => address::collection(slug, 1),
            Self::Archive => String::from("data/archive.html"),
        };
        RelPath::new(&format!("{}.{}", stem.strip_suffix(".html").unwrap_or(&stem), format.ending()))
    }
}
