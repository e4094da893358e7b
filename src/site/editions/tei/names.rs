//! Who and what is named: people with their parts of a text, names of records, and the entries to which they lead.

use std::{collections::BTreeSet, sync::Arc};

use super::{edition::Edition, ids::Ids};
use crate::{
    archive::Claim,
    base::Xml,
    document::{AuthorityKind, Person},
    reference::{Name, names},
};

/// Whom and what a text names, each once, in order: they are listed behind it.
pub type Named = BTreeSet<(AuthorityKind, Arc<str>)>;

/// The element for a name of a kind.
pub fn element(kind: AuthorityKind) -> &'static str {
    match kind {
        AuthorityKind::People => "persName",
        AuthorityKind::Organizations => "orgName",
        AuthorityKind::Places => "placeName",
        AuthorityKind::Topics => "term",
    }
}

/// The place at which something named is listed.
pub fn place(kind: AuthorityKind, slug: &str) -> String {
    format!("_{}-{slug}", kind.folder())
}

/// Notes that an entity is named; gives the way to its entry.
pub fn entry(ids: &Ids, named: &mut Named, kind: AuthorityKind, slug: &Arc<str>) -> String {
    named.insert((kind, slug.clone()));
    ids.to(&place(kind, slug))
}

/// Somebody with a part in a text: the name, with the way to the entry of whom it means.
pub fn person(
    xml: &mut Xml<'_>,
    edition: &Edition<'_, '_>,
    ids: &Ids,
    named: &mut Named,
    person: &Person,
    doubts: &[(&'static str, &str)],
) {
    let claim = edition.reader.person(person);
    let is_body = match &claim {
        Claim::One(kind, _) => *kind == AuthorityKind::Organizations,
        Claim::Shared(_) | Claim::None => !person.name.literal.is_empty() && names::is_body(&person.name.literal),
    };
    let element = if is_body { "orgName" } else { "persName" };
    xml.push_str("<");
    xml.push_str(element);
    if let Claim::One(kind, slug) = &claim {
        xml.attribute("ref", &entry(ids, named, *kind, slug));
    }
    doubts.iter().for_each(|(name, value)| xml.attribute(name, value));
    xml.push_str(">");
    parts(xml, &person.name, is_body);
    xml.close(element);
}

/// The parts of a name, in reading order.
pub fn parts(xml: &mut Xml<'_>, name: &Name, is_body: bool) {
    if is_body || !name.literal.is_empty() || name.family.is_empty() && name.given.is_empty() {
        return xml.words(&name.display());
    }
    let parts = [
        ("forename", &name.given),
        ("nameLink", &name.dropping),
        ("nameLink", &name.particle),
        ("surname", &name.family),
        ("genName", &name.suffix),
    ];
    for (nth, (element, part)) in parts.iter().filter(|(_, part)| !part.is_empty()).enumerate() {
        if nth > 0 {
            xml.push_str(" ");
        }
        xml.element(element, part);
    }
}

/// A name as records have it.
pub fn of_record(xml: &mut Xml<'_>, name: &Name) {
    let is_body = !name.literal.is_empty() && names::is_body(&name.literal);
    let element = if is_body { "orgName" } else { "persName" };
    xml.push_str("<");
    xml.push_str(element);
    xml.push_str(">");
    parts(xml, name, is_body);
    xml.close(element);
}
