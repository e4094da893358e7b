//! Names as front matter has them, and by what they are the same.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use crate::{
    archive::fields::meaning::{self, FieldRole, Meant},
    base::{Slug, text},
    config::Field,
    document::{AuthorityKind, Meta},
    reference::Role,
};

/// As what front matter names somebody or something. They are in the order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Capacity {
    /// Somebody with a part in the document.
    Role(Role),
    /// What it is about.
    Keyword,
    /// Where a letter was sent.
    SentFrom,
    /// Where a letter came.
    SentTo,
    /// What stands in one of the archive's own fields.
    Field(FieldRole),
}

impl Capacity {
    /// `author`, `interviewer` …, `keyword`, `sent-from` or `sent-to`; `field` for all of the archive's own.
    pub fn name(self) -> &'static str {
        match self {
            Self::Role(role) => role.name(),
            Self::Keyword => "keyword",
            Self::SentFrom => "sent-from",
            Self::SentTo => "sent-to",
            Self::Field(_) => "field",
        }
    }

    /// The kinds of record that may stand behind a name in that capacity, best first.
    pub(in crate::archive) fn admitted(self) -> &'static [AuthorityKind] {
        use AuthorityKind::{Organizations, People, Places, Topics};
        match self {
            Self::Role(_) => &[People, Organizations],
            Self::Keyword | Self::Field(FieldRole { of: None, .. }) => &[Topics, Organizations, Places, People],
            Self::SentFrom | Self::SentTo | Self::Field(FieldRole { of: Some(Places), .. }) => &[Places],
            Self::Field(FieldRole { of: Some(People), .. }) => &[People],
            Self::Field(FieldRole { of: Some(Organizations), .. }) => &[Organizations],
            Self::Field(FieldRole { of: Some(Topics), .. }) => &[Topics],
        }
    }

    /// What a name without record is taken for.
    pub(super) fn bare_kind(self) -> AuthorityKind {
        match self {
            Self::Role(_) => AuthorityKind::People,
            Self::Keyword => AuthorityKind::Topics,
            Self::SentFrom | Self::SentTo => AuthorityKind::Places,
            Self::Field(role) => role.of.unwrap_or(AuthorityKind::Topics),
        }
    }
}

impl From<Role> for Capacity {
    fn from(role: Role) -> Self {
        Self::Role(role)
    }
}

impl Ord for Capacity {
    fn cmp(&self, other: &Self) -> Ordering {
        let field = |capacity: &Self| if let Self::Field(role) = capacity { Some(*role) } else { None };
        self.name().cmp(other.name()).then_with(|| field(self).cmp(&field(other)))
    }
}

impl PartialOrd for Capacity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What a document's front matter says of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// As what it is named.
    pub capacity: Capacity,
    /// The name in reading order.
    pub name: String,
    /// The name as an index sorts it.
    pub sort: String,
    /// The record that is meant, where it is named by its id.
    pub id: Option<Slug>,
}

/// By what a name is looked up.
pub struct NameKeys {
    /// Its [`exact_key`].
    pub exact: String,
    /// Its folded form.
    pub folded: String,
}

impl NameKeys {
    /// The keys of a name.
    pub fn of(name: &str) -> Self {
        Self { exact: exact_key(name), folded: text::fold(name) }
    }
}

/// What front matter names: people by their roles, keywords in every language, places of letters, whom the archive's own fields name,
/// each once.
pub fn namings(meta: &Meta, fields: &[Field]) -> Vec<Naming> {
    let mut namings: Vec<Naming> = meta
        .people
        .iter()
        .map(|person| Naming {
            capacity: person.role.into(),
            name: person.name.display(),
            sort: person.name.sorted(),
            id: person.id.clone(),
        })
        .collect();
    let keywords = meta.keywords.iter().chain(meta.translations.iter().flat_map(|translation| &translation.keywords));
    namings.extend(keywords.map(|name| Naming { capacity: Capacity::Keyword, name: name.clone(), sort: name.clone(), id: None }));
    for (capacity, action) in [(Capacity::SentFrom, &meta.way.sent), (Capacity::SentTo, &meta.way.received)] {
        let place = action.as_ref().and_then(|action| action.place.as_ref());
        namings.extend(place.map(|place| {
            let name = place.said().to_owned();
            Naming { capacity, sort: name.clone(), name, id: place.id.clone() }
        }));
    }
    for said in meaning::said(fields, meta) {
        let Some(role) = FieldRole::of(said.nth, said.field) else { continue };
        let names =
            said.values.iter().filter_map(|value| if let Meant::Entity(name, sort) = &value.meant { Some((name, sort)) } else { None });
        namings.extend(names.filter_map(|(name, sort)| in_field(role, name, sort)));
    }
    namings.retain(|naming| !naming.name.trim().is_empty());
    namings.sort();
    // Two of one name are two where records say so.
    namings.dedup_by(|a, b| a.capacity == b.capacity && a.name == b.name && a.id == b.id);
    namings
}

/// What a name in one of the archive's own fields says. One that is written as the `id` of a record means this and nobody else; of a kind
/// that the field does not admit it means nobody.
fn in_field(role: FieldRole, name: &str, sort: &str) -> Option<Naming> {
    let (role, id) = match AuthorityKind::record(name) {
        Some((kind, id)) => (role.within(kind)?, Some(id)),
        None => (role, None),
    };
    Some(Naming { capacity: Capacity::Field(role), name: name.to_owned(), sort: sort.to_owned(), id })
}

/// The form under which a name is the same name: composed, lower case, white space folded. Signs
/// count: "C" and "C++" are two names.
fn exact_key(name: &str) -> String {
    if name.is_ascii() {
        return text::squeeze(&name.to_ascii_lowercase());
    }
    text::squeeze(&name.nfc().flat_map(char::to_lowercase).collect::<String>())
}
