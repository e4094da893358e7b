//! Names as front matter has them, and by what they are the same.

use unicode_normalization::UnicodeNormalization;

use crate::{
    base::text,
    document::{AuthorityKind, Meta},
};

/// What a document's front matter says of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// `author`, `interviewer`, … or `keyword`.
    pub role: String,
    /// The name in reading order.
    pub name: String,
    /// The name as an index sorts it.
    pub sort: String,
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

/// What front matter names: people by their roles, keywords in every language, each once.
pub fn namings(meta: &Meta) -> Vec<Naming> {
    let mut namings: Vec<Naming> = meta
        .people
        .iter()
        .map(|person| Naming { role: person.role.clone(), name: person.name.display(), sort: person.name.sorted() })
        .collect();
    let keywords = meta.keywords.iter().chain(meta.translations.iter().flat_map(|translation| &translation.keywords));
    namings.extend(keywords.map(|name| Naming { role: "keyword".into(), name: name.clone(), sort: name.clone() }));
    namings.retain(|naming| !naming.name.trim().is_empty());
    namings.sort();
    namings.dedup_by(|a, b| a.role == b.role && a.name == b.name);
    namings
}

/// The form under which a name is the same name: composed, lower case, white space folded. Signs
/// count: "C" and "C++" are two names.
fn exact_key(name: &str) -> String {
    if name.is_ascii() {
        return text::squeeze(&name.to_ascii_lowercase());
    }
    text::squeeze(&name.nfc().flat_map(char::to_lowercase).collect::<String>())
}

/// The kinds of record that may stand behind a name in that role, best first.
pub(super) fn admitted(role: &str) -> &'static [AuthorityKind] {
    use AuthorityKind::{Organizations, People, Places, Topics};
    if role == "keyword" { &[Topics, Organizations, Places, People] } else { &[People, Organizations] }
}

/// What a name without record is taken for.
pub(super) fn bare_kind(role: &str) -> AuthorityKind {
    if role == "keyword" { AuthorityKind::Topics } else { AuthorityKind::People }
}
