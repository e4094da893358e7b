//! Which key of front matter a column of a table fills, by what stands above it.
//!
//! Keys stand there as in front matter, in whatever case, with blanks or underscores for hyphens; or as other programs call them:
//! Dublin Core (`dcterms:creator`, `dc:creator`, Omeka's `Dublin Core:Creator`, plain `creator`; DCMI Metadata Terms), and what
//! CollectionBuilder and Omeka write besides. `sent.place` fills a key of a mapping, `title@ru` one of the translation into a language.

use std::borrow::Cow;

use super::{front_keys, front_synonyms};
use crate::{
    base::Lang,
    reference::{Kind, Role},
};

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// A key, and those within it.
    Key(Vec<String>),
    /// Dublin Core's identifier: a shelfmark, a DOI or an address, as its value tells.
    Identifier,
}

/// Columns that name the document, the surest first. `objectid` and `filename` are CollectionBuilder's.
pub const OF_DOCUMENT: [&str; 5] = ["document", "file", "slug", "objectid", "filename"];

/// Terms of Dublin Core, and what holds it here.
const DUBLIN_CORE: &[(&str, &str)] = &[
    ("title", "title"),
    ("creator", "author"),
    ("contributor", "contributor"),
    ("date", "issued"),
    ("created", "issued"),
    ("issued", "issued"),
    ("dateaccepted", "accepted"),
    ("datesubmitted", "submitted"),
    ("available", "available-date"),
    ("description", "abstract"),
    ("abstract", "abstract"),
    ("subject", "keyword"),
    ("type", "type"),
    ("language", "lang"),
    ("publisher", "publisher"),
    ("rights", "rights"),
    ("accessrights", "rights"),
    ("rightsholder", "rights"),
    ("license", "license"),
    ("format", "medium"),
    ("medium", "medium"),
    ("extent", "dimensions"),
    ("ispartof", "container-title"),
    ("bibliographiccitation", "citation-as-printed"),
];

/// What spreadsheets of CollectionBuilder and Omeka have besides.
const OTHERS: &[(&str, &str)] = &[
    ("tags", "keyword"),
    ("tag", "keyword"),
    ("keywords", "keyword"),
    ("subjects", "keyword"),
    ("authors", "author"),
    ("rightsstatement", "license-url"),
    ("standardized-rights", "license-url"),
    ("item-set", "collection"),
    ("item-sets", "collection"),
    ("filename", "files"),
    ("file", "files"),
    ("object-location", "files"),
];

/// Kinds of the DCMI Type Vocabulary, and CSL's.
const DCMI_TYPES: &[(&str, &str)] = &[
    ("text", "document"),
    ("image", "graphic"),
    ("stillimage", "graphic"),
    ("movingimage", "motion_picture"),
    ("sound", "song"),
    ("dataset", "dataset"),
    ("software", "software"),
    ("event", "event"),
    ("physicalobject", "document"),
];

/// Keys of which a cell may hold several values, besides those of people.
const LISTS: [&str; 7] = ["keyword", "collection", "aliases", "files", "facsimile", "recordings", "bibliography"];

/// What a translation has, besides people.
const TRANSLATED: [&str; 4] = ["title", "abstract", "keyword", "section"];

/// Whether a column may name the document, in which order.
pub fn names_document(head: &str) -> Option<usize> {
    let head = folded(head);
    OF_DOCUMENT.iter().position(|name| *name == head)
}

/// What a column fills; `fields` are the names of the archive's own fields. What nobody knows is a key as it is written.
pub fn column(head: &str, fields: &[&str]) -> Column {
    let head = head.trim();
    let lower = head.to_lowercase();
    let prefixes = ["dublin core:", "dublin core/", "dcterms:", "dcterms.", "dcterms_", "dc:", "dc.", "dc_"];
    let term = prefixes.iter().find_map(|prefix| lower.strip_prefix(prefix)).map(|term| letters(term.split('@').next().unwrap_or(term)));
    let (bare, lang) = match head.rsplit_once('@') {
        Some((bare, lang)) if Lang::is_tag(lang.trim()) => (bare.trim(), lang.trim()),
        _ => (head, ""),
    };
    if term.as_deref() == Some("identifier") || term.is_none() && lower == "identifier" && !fields.contains(&head) {
        return Column::Identifier;
    }
    let of_term = term.and_then(|term| DUBLIN_CORE.iter().find(|(name, _)| *name == term)).map(|(_, key)| (*key).to_owned());
    let mut path = vec![of_term.unwrap_or_else(|| key(bare, fields))];
    if let (Some((first, rest)), [only]) = (bare.split_once('.'), &path[..])
        && only == bare
        && front_keys().any(|known| folded(known) == folded(first))
    {
        path = std::iter::once(key(first, fields)).chain(rest.split('.').map(|part| part.trim().to_owned())).collect();
    }
    match &path[..] {
        [only] if !lang.is_empty() && TRANSLATED.contains(&only.as_str()) => {
            Column::Key(vec!["translations".to_owned(), lang.to_owned(), only.clone()])
        }
        _ => Column::Key(path),
    }
}

/// The key that is called so.
fn key(head: &str, fields: &[&str]) -> String {
    let name = folded(head);
    let is_so = |known: &&str| folded(known) == name;
    if let Some(own) = fields.iter().find(|known| **known == head).or_else(|| fields.iter().find(|known| is_so(known))) {
        return (*own).to_owned();
    }
    if let Some(known) = front_keys().find(is_so) {
        return known.to_owned();
    }
    if let Some(rest) = head.strip_prefix("X-") {
        return format!("x-{rest}");
    }
    let plain = letters(head);
    let synonym = OTHERS.iter().find(|(other, _)| *other == name).or_else(|| DUBLIN_CORE.iter().find(|(other, _)| *other == plain));
    let synonym = synonym.copied().or_else(|| front_synonyms().find(|(other, _)| folded(other) == name));
    synonym.map_or_else(|| head.to_owned(), |(_, key)| key.to_owned())
}

/// Whether a cell of a key may hold several values.
pub fn is_list(key: &str) -> bool {
    LISTS.contains(&key) || Role::named(key).is_some()
}

/// What a value means under a key: of kinds the first that Dublin Core or CSL knows, of a language its shortest tag.
pub fn meant<'v>(key: &str, value: &'v str) -> Cow<'v, str> {
    match key {
        "lang" if Lang::is_tag(value) => Lang::new(value).shortest().as_str().to_owned().into(),
        "type" if Kind::named(value).is_none() => {
            let own = |name: &str| Kind::named(&folded(name)).map(Kind::name);
            let of_dcmi = |name: &str| DCMI_TYPES.iter().find(|(kind, _)| *kind == letters(name)).map(|(_, kind)| *kind);
            value.split([';', '|']).find_map(|name| of_dcmi(name).or_else(|| own(name))).unwrap_or(value).into()
        }
        _ => value.into(),
    }
}

/// In small letters, with hyphens.
fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_'], "-")
}

/// The letters alone, in small ones: `Date Accepted` is `dateAccepted`.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, expected: &str) {
        let found = match column(head, &["genre", "Ort der Handlung"]) {
            Column::Key(path) => path.join("/"),
            Column::Identifier => "(identifier)".to_owned(),
        };
        assert_eq!(found, expected, "{head}");
    }

    #[test]
    fn columns_are_called_as_programs_call_them() {
        for (head, key) in [
            ("title", "title"),
            (" Title ", "title"),
            ("DOI", "DOI"),
            ("doi", "DOI"),
            ("Container title", "container-title"),
            ("archive_location", "archive_location"),
            ("Archive location", "archive_location"),
            ("Call number", "call-number"),
            ("shelfmark", "call-number"),
            ("dcterms:creator", "author"),
            ("Dublin Core:Date Accepted", "accepted"),
            ("dc:subject", "keyword"),
            ("dcterms:title@ru", "translations/ru/title"),
            ("creator", "author"),
            ("Subject", "keyword"),
            ("description", "abstract"),
            ("date", "issued"),
            ("language", "lang"),
            ("identifier", "(identifier)"),
            ("dc.identifier", "(identifier)"),
            ("Genre", "genre"),
            ("ort der handlung", "Ort der Handlung"),
            ("title@ru", "translations/ru/title"),
            ("translations.ru.title", "translations/ru/title"),
            ("license.url", "license/url"),
            ("x-shelf", "x-shelf"),
            ("X-Shelf", "x-Shelf"),
            ("draft", "draft"),
            ("Colour", "Colour"),
            ("Dr. Name", "Dr. Name"),
            ("", ""),
        ] {
            check(head, key);
        }
        // No name of Dublin Core or of other programs means what front matter does not know.
        for (_, key) in DUBLIN_CORE.iter().chain(OTHERS) {
            assert!(front_keys().any(|known| known == *key), "{key}");
        }
        assert!(DCMI_TYPES.iter().all(|(_, kind)| Kind::named(kind).is_some()));
        for (key, value, expected) in [
            ("type", "Still Image", "graphic"),
            ("type", "Object; Image;StillImage", "graphic"),
            ("type", "Interview", "interview"),
            ("type", "card", "card"),
            ("lang", "eng", "en"),
            ("lang", "English", "English"),
            ("title", "Text", "Text"),
        ] {
            assert_eq!(meant(key, value), expected);
        }
    }
}
