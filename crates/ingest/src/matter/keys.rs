//! Which key of front matter goes where: the one table of the names that the usual tools use (Hugo, Zola, Jekyll, Quarto, Pandoc, Obsidian,
//! notes of Zotero's plugins), besides CSL's own.

use std::borrow::Cow;

use super::fields::Matter;
use scholion_reference::Role;

/// Where a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Title,
    Subtitle,
    People(Role),
    /// Of the first author.
    Affiliation,
    Issued,
    /// When a note was begun: the date of its text, if nothing else is.
    Created,
    /// Another date of the document, by its name.
    Dated(&'static str),
    Lang,
    Abstract,
    Keywords,
    Address,
    /// An address if it is one, else kept.
    MayBeAddress,
    Doi,
    Issn,
    Isbn,
    License,
    LicenseAddress,
    Rights,
    /// Names by which links find the text.
    Aliases,
    Container,
    Volume,
    Issue,
    Pages,
    /// A variable of CSL's that goes under its own name.
    Variable(&'static str),
    /// A mapping whose keys are read as if they stood outside of it (Zola's `taxonomies` and `extra`, Hugo's `params`).
    Inside,
}

/// The table, in small letters, with hyphens for underscores and blanks.
const KEYS: &[(&str, Place)] = &[
    ("title", Place::Title),
    ("headline", Place::Title),
    ("subtitle", Place::Subtitle),
    ("sub-title", Place::Subtitle),
    ("authors", Place::People(Role::Author)),
    ("creator", Place::People(Role::Author)),
    ("creators", Place::People(Role::Author)),
    ("by", Place::People(Role::Author)),
    ("byline", Place::People(Role::Author)),
    ("writer", Place::People(Role::Author)),
    ("affiliation", Place::Affiliation),
    ("affiliations", Place::Affiliation),
    ("institute", Place::Affiliation),
    ("institution", Place::Affiliation),
    ("date", Place::Issued),
    ("issued", Place::Issued),
    ("published", Place::Issued),
    ("pubdate", Place::Issued),
    ("pub-date", Place::Issued),
    ("publication-date", Place::Issued),
    ("date-published", Place::Issued),
    ("published-at", Place::Issued),
    ("year", Place::Issued),
    ("created", Place::Created),
    ("date-created", Place::Created),
    ("created-at", Place::Created),
    ("creation-date", Place::Created),
    ("lastmod", Place::Dated("revised")),
    ("updated", Place::Dated("revised")),
    ("updated-at", Place::Dated("revised")),
    ("last-updated", Place::Dated("revised")),
    ("modified", Place::Dated("revised")),
    ("date-modified", Place::Dated("revised")),
    ("last-modified", Place::Dated("revised")),
    ("last-modified-at", Place::Dated("revised")),
    ("revised", Place::Dated("revised")),
    ("received", Place::Dated("received")),
    ("accepted", Place::Dated("accepted")),
    ("accessed", Place::Dated("accessed")),
    ("access-date", Place::Dated("accessed")),
    ("lang", Place::Lang),
    ("language", Place::Lang),
    ("locale", Place::Lang),
    ("languagecode", Place::Lang),
    ("abstract", Place::Abstract),
    ("summary", Place::Abstract),
    ("description", Place::Abstract),
    ("excerpt", Place::Abstract),
    ("tag", Place::Keywords),
    ("tags", Place::Keywords),
    ("keyword", Place::Keywords),
    ("keywords", Place::Keywords),
    ("category", Place::Keywords),
    ("categories", Place::Keywords),
    ("subject", Place::Keywords),
    ("subjects", Place::Keywords),
    ("topics", Place::Keywords),
    ("url", Place::Address),
    ("link", Place::Address),
    ("canonical", Place::Address),
    ("canonical-url", Place::Address),
    ("canonicalurl", Place::Address),
    ("source-url", Place::Address),
    ("original-url", Place::Address),
    ("external-url", Place::Address),
    ("permalink", Place::Address),
    ("path", Place::Address),
    ("source", Place::MayBeAddress),
    ("doi", Place::Doi),
    ("issn", Place::Issn),
    ("isbn", Place::Isbn),
    ("license", Place::License),
    ("licence", Place::License),
    ("license-url", Place::LicenseAddress),
    ("rights", Place::Rights),
    ("copyright", Place::Rights),
    ("alias", Place::Aliases),
    ("aliases", Place::Aliases),
    ("redirect-from", Place::Aliases),
    ("slug", Place::Aliases),
    ("container-title", Place::Container),
    ("journal", Place::Container),
    ("newspaper", Place::Container),
    ("publication", Place::Container),
    ("volume", Place::Volume),
    ("issue", Place::Issue),
    ("page", Place::Pages),
    ("pages", Place::Pages),
    ("place", Place::Variable("publisher-place")),
    ("short-title", Place::Variable("title-short")),
    ("shorttitle", Place::Variable("title-short")),
    ("shelfmark", Place::Variable("call-number")),
    ("taxonomies", Place::Inside),
    ("extra", Place::Inside),
    ("params", Place::Inside),
];

/// Variables of CSL's that mean in the front matter of any tool what they mean here.
const CARRIED: &[&str] = &[
    "publisher",
    "publisher-place",
    "collection-title",
    "collection-number",
    "title-short",
    "translated-title",
    "original-title",
    "part-title",
    "edition",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "call-number",
    "event-title",
    "event-place",
    "original-publisher",
    "original-publisher-place",
    "number-of-pages",
    "number-of-volumes",
    "reviewed-title",
];

/// Keys that show that a text begins with front matter, besides those of the table.
const USUAL: &[&str] =
    &["author", "layout", "draft", "weight", "template", "editor", "format", "publish", "dg-publish", "citekey", "csl", "bibliography"];

/// Keys that say that the text cites as Pandoc does.
const CITING: &[&str] = &["bibliography", "references", "csl", "nocite", "link-citations"];

/// Whether a key is one that front matter has.
pub fn is_usual(key: &str) -> bool {
    let key = plain(key);
    USUAL.contains(&&*key)
        || place(&key).is_some_and(|place| !matches!(place, Place::Variable(_) | Place::Volume | Place::Issue | Place::Pages))
}

/// Whether a text cites by keys.
pub fn cites(matter: &Matter<'_>) -> bool {
    matter.fields.iter().any(|field| CITING.contains(&&*plain(&field.key)))
}

/// A key of the document's own for one that has no place.
pub fn own(key: &str) -> String {
    let bare: String = key.trim().chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    if bare.starts_with("x-") { bare } else { format!("x-{bare}") }
}

/// A key as the table has it.
pub fn plain(key: &str) -> Cow<'_, str> {
    let key = key.trim();
    if key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
        return Cow::Borrowed(key);
    }
    Cow::Owned(key.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '_' | ' ') { '-' } else { c }).collect())
}

/// Where a key goes, if it has a place.
pub fn place(key: &str) -> Option<Place> {
    let listed = KEYS.iter().find(|(name, _)| *name == key).map(|(_, place)| *place);
    listed
        .or_else(|| Role::named(key).or_else(|| Role::named(key.strip_suffix('s')?)).map(Place::People))
        .or_else(|| CARRIED.iter().find(|name| name.replace('_', "-") == key).map(|name| Place::Variable(name)))
}
