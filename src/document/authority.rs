//! `content/authorities/*.yaml`: who and what is named in the archive.

use serde::{Deserialize, Serialize};

use crate::base::{Date, Diagnostic, Digest, Lang, RelPath, Slug, Span};

/// One file of authority records.
#[derive(Clone, Debug, PartialEq)]
pub struct Authorities {
    /// The file.
    pub path: RelPath,
    /// What its records are.
    pub kind: AuthorityKind,
    /// The digest of the file's bytes.
    pub digest: Digest,
    /// The records, in the order of the file.
    pub records: Vec<Authority>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// What an authority record is about; also the folder of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorityKind {
    /// A person.
    People,
    /// A body: state, agency, company, association.
    Organizations,
    /// A place.
    Places,
    /// A subject.
    Topics,
}

impl AuthorityKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::People, Self::Organizations, Self::Places, Self::Topics];

    /// The folder of its pages and the stem of its file.
    pub fn folder(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Organizations => "organizations",
            Self::Places => "places",
            Self::Topics => "topics",
        }
    }
}

/// One authority record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Person, body, place or topic.
    pub kind: AuthorityKind,
    /// Its name in addresses (`id`); unique among its kind.
    pub id: Slug,
    /// The preferred name (`name`).
    pub name: String,
    /// How indexes sort it (`sort`): `Krutskikh, Andrey`; the name if not given.
    pub sort: String,
    /// Other names (`variants`), the preferred one not among them.
    pub variants: Vec<Variant>,
    /// `dates`: of life or existence.
    pub dates: Option<Date>,
    /// `identifiers`: scheme (`orcid`, `isni`, `viaf`, `wikidata`, `ror`) and value.
    pub identifiers: Vec<(String, String)>,
    /// `note`: Markdown, plain.
    pub note: String,
    /// Whether its names are looked for in the texts (`link: false` turns it off).
    pub link: bool,
    /// Where its `id` stands in the file.
    pub source: Span,
}

/// A variant name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// Its language, if given (`lang`).
    pub lang: Option<Lang>,
    /// Whether the script's own inflection is tolerated (`inflected: true`): the endings of Russian
    /// nouns and names, the English possessive.
    pub inflected: bool,
    /// Whether capitals must match (`exact: true`, and acronyms always): `UN` is not `un`.
    pub exact: bool,
}
