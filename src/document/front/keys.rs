//! The keys that front matter may have: lists, by what they mean and where they count.

use super::collection;
use crate::{
    base::{Message, RelPath, places, say},
    reference::variable,
};

/// Keys with a meaning here, besides the variables of a description.
pub(super) const OWN: &[&str] = &[
    "lang",
    "type",
    "translations",
    "translation-of",
    "license-url",
    "rights",
    "files",
    "publish-source",
    "facsimile",
    "tiles",
    "chapters",
    "recordings",
    "sent",
    "forwarded",
    "letter-before",
    "letter-after",
    "citation-as-printed",
    "draft",
    "history",
    "collection",
    "publish-after",
    "publish-until",
    "lead",
    "aliases",
    "slug",
];

/// Dates of which CSL knows nothing.
pub const OWN_DATES: &[&str] = &["received", "accepted", "revised", "published", "added"];

/// What a translation of the description has, besides people.
pub const TRANSLATION_KEYS: &[&str] = &["title", "abstract", "keyword", "section"];

/// What free pages show of all this.
pub(super) const OF_PAGES: &[&str] = &["title", "lang", "aliases", "slug", "menu", "translation-of"];

/// Keys by which Pandoc finds and lists what a document cites: `ingest` writes them.
const PANDOC: &[&str] = &["bibliography", "link-citations", "nocite"];

/// What says where a thing has its place.
pub(super) type Said = fn() -> Message;

/// Keys that say something to Pandoc and nothing here, and what does it here.
pub(super) const ELSEWHERE: &[(&str, Said)] = &[
    ("csl", say::no_effect_csl_hint),
    ("toc", say::no_effect_toc_hint),
    ("reference-section-title", say::no_effect_section_title_hint),
    ("suppress-bibliography", say::no_effect_suppress_hint),
];

/// What other programs call the place of a text among others.
pub(super) const ORDERS: &[&str] = &["order", "weight"];

/// What other programs call our own keys; what they call variables stands with these.
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("language", "lang"),
    ("locale", "lang"),
    ("copyright", "rights"),
    ("category", "type"),
    ("kind", "type"),
    ("collections", "collection"),
    ("redirect_from", "aliases"),
    ("redirect-from", "aliases"),
];

/// All keys that front matter may have.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let variables = variable::ALL.iter().map(|variable| variable.name).filter(|name| *name != "language");
    OWN.iter().chain(OWN_DATES).chain(PANDOC).copied().chain(ELSEWHERE.iter().map(|(key, _)| *key)).chain(variables)
}

/// All keys that have a meaning in the front matter of a text, by where that stands: a document, a free page, the description of a collection.
pub fn keys_of(path: &RelPath) -> Vec<&'static str> {
    if path.is_below(places::PAGES) {
        OF_PAGES.iter().copied().chain(["draft"]).collect()
    } else if path.is_below(places::COLLECTIONS) {
        collection::keys().collect()
    } else {
        keys().filter(|key| ELSEWHERE.iter().all(|(other, _)| other != key)).collect()
    }
}

/// What other programs call keys, and their names here.
pub fn synonyms() -> impl Iterator<Item = (&'static str, &'static str)> {
    SYNONYMS.iter().copied().chain(variable::synonyms())
}
