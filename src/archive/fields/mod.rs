//! What documents say in the archive's own fields.
//!
//! 1. here: what stands under a field's name in front matter → what is meant by it;
//! 2. [`index`]: the values of all documents, each with the documents that have it;
//! 3. `reading`: who asks for these;
//! 4. [`problems`]: what is wrong with it, and keys that are no field.
//!
//! A field may have the name of a variable of descriptions, such as `genre`: then the variable has its label, its values, its index.

pub mod index;
pub mod problems;
mod reading;

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::entities::{Capacity, Entity, NameKeys, Naming};
use crate::{
    base::{Date, Message, Slug, Span, WebAddress, say},
    config::{
        Field, FieldKind,
        fields::FieldChoice,
    },
    document::{AuthorityKind, Meta, OwnShape, front_keys},
    reference::variable::{self, Shape},
};

pub use index::FieldIndex;

/// A field, and what a document says in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<'a> {
    /// Its place among all fields.
    pub nth: usize,
    /// The field.
    pub field: &'a Field,
    /// Its values, in the order of the file.
    pub values: Vec<Value<'a>>,
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'a> {
    /// What is meant.
    pub meant: Meant<'a>,
    /// Where it stands in the file.
    pub place: Option<Span>,
}

/// What a value means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant<'a> {
    /// Words.
    Text(&'a str),
    Date(Date),
    /// A number, as written.
    Number(&'a str),
    /// An address as written, and what it is called; empty if it is not.
    Link(&'a str, &'a str),
    /// A value of its list.
    Choice(&'a FieldChoice),
    /// The name of somebody or something with a page, or a record as `people/marta-ilves`.
    Entity(&'a str),
    /// What its field cannot have, as written: it is shown, and leads nowhere.
    Wrong(Cow<'a, str>),
}

/// Variables of descriptions that are no words of the archive's own choice, so that they can be no field.
const NO_FIELDS: &[&str] = &["title", "abstract", "keyword", "license", "language", "source", "DOI", "ISBN", "ISSN", "URL", "page"];

/// Whether a key of front matter has a meaning already, so that it can be no field.
pub fn is_taken(name: &str) -> bool {
    match variable::named(name) {
        Some(variable) => {
            let is_words = matches!(variable.shape, Shape::Text | Shape::Number);
            variable.name != name || !is_words || NO_FIELDS.contains(&name)
        }
        None => front_keys().any(|key| key == name),
    }
}

/// What a document says in the fields of its archive, in their order.
pub fn said<'a>(fields: &'a [Field], meta: &'a Meta) -> impl Iterator<Item = Said<'a>> {
    fields.iter().enumerate().filter_map(|(nth, field)| {
        let values: Vec<Value<'a>> = match meta.own.iter().find(|own| own.key == field.name) {
            Some(own) => {
                own.values.iter().map(|value| Value { meant: meant(field, &value.shape), place: Some(value.place) }).collect()
            }
            None => {
                let text = variable(meta, &field.name)?;
                vec![Value { meant: meant_by(field, text), place: meta.place_of(&field.name) }]
            }
        };
        (!values.is_empty()).then_some(Said { nth, field, values })
    })
}

/// What stands in a variable of the description that may be a field.
fn variable<'a>(meta: &'a Meta, name: &str) -> Option<&'a str> {
    let text = match name {
        "container-title" => &meta.container,
        "publisher" => &meta.publisher,
        "publisher-place" => &meta.place,
        "section" => &meta.section,
        "volume" => &meta.volume,
        "issue" => &meta.issue,
        _ => return meta.variables.iter().find(|(other, _)| other == name).map(|(_, text)| text.as_str()),
    };
    (!text.is_empty()).then_some(text)
}

fn meant<'a>(field: &'a Field, shape: &'a OwnShape) -> Meant<'a> {
    match shape {
        OwnShape::Text(text) => meant_by(field, text),
        OwnShape::Texts(pairs) => {
            let of = |keys: &[&str]| pairs.iter().find(|(key, _)| keys.contains(&key.as_str())).map(|(_, text)| text.as_str());
            match (field.kind, of(&["url", "URL", "href", "file"])) {
                (FieldKind::Link, Some(address)) if !address.is_empty() => {
                    Meant::Link(address, of(&["title", "label", "text"]).unwrap_or_default())
                }
                _ => Meant::Wrong(Cow::Owned(pairs.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("; "))),
            }
        }
        OwnShape::Other(_) => Meant::Wrong(Cow::Borrowed("")),
    }
}

fn meant_by<'a>(field: &'a Field, text: &'a str) -> Meant<'a> {
    let read = match field.kind {
        FieldKind::Text => Some(Meant::Text(text)),
        FieldKind::Date => Date::parse(text).map(Meant::Date),
        FieldKind::Number => is_number(text).then_some(Meant::Number(text)),
        FieldKind::Link => Some(Meant::Link(text, "")),
        FieldKind::List => field.choice(text).map(Meant::Choice),
        FieldKind::Entity | FieldKind::People | FieldKind::Organizations | FieldKind::Places | FieldKind::Topics => {
            Some(Meant::Entity(text))
        }
    };
    read.unwrap_or(Meant::Wrong(Cow::Borrowed(text)))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite) && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'))
}

impl Said<'_> {
    /// The values as JSON: one by itself, several as a list; numbers as numbers.
    pub fn json(&self) -> serde_json::Value {
        let json = |value: &Value<'_>| match value.meant {
            Meant::Number(number) => number.parse::<serde_json::Number>().map_or_else(|_| number.into(), serde_json::Value::Number),
            Meant::Link(address, _) => address.into(),
            ref meant => meant.text().into(),
        };
        match &self.values[..] {
            [one] => json(one),
            all => all.iter().map(json).collect(),
        }
    }
}

impl Meant<'_> {
    /// By what documents with this value are found together; nothing of what leads nowhere, and of names, which are found by whom they
    /// mean.
    pub fn entry(&self) -> Option<Entry> {
        let (key, label) = match self {
            Self::Text(text) => (NameKeys::of(text).exact, (*text).to_owned()),
            Self::Date(date) => {
                // Of a day its year; of what leaves the year open what it says.
                let year = match date.start.years() {
                    (first, last) if first == last => Date::year(first),
                    _ => Date { end: None, ..*date },
                };
                (year.to_string(), year.to_string())
            }
            Self::Number(number) => ((*number).to_owned(), (*number).to_owned()),
            Self::Link(address, _) => ((*address).to_owned(), self.text().into_owned()),
            Self::Choice(choice) => (choice.value.clone(), choice.value.clone()),
            Self::Entity(_) | Self::Wrong(_) => return None,
        };
        Some(Entry { key, label })
    }

    /// What it says in words, a controlled value as it is written.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Entity(text) | Self::Link(text, "") | Self::Link(_, text) => (*text).into(),
            Self::Date(date) => date.to_string().into(),
            Self::Choice(choice) => choice.value.as_str().into(),
            Self::Wrong(text) => (&**text).into(),
        }
    }
}

/// A value by which documents are found together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// By what it is the same value: capitals and white space aside.
    pub key: String,
    /// What it is called.
    pub label: String,
}

/// What a page of a field's index is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ValueId {
    /// A value by its key.
    Key(Arc<str>),
    /// Somebody or something.
    Entity(AuthorityKind, Arc<str>),
}

/// A field by its name: what its index is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldName(pub Arc<str>);

/// A value of a field: what a page of its index is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ValueOf {
    /// The name of the field.
    pub field: Arc<str>,
    /// The value.
    pub value: ValueId,
}

/// A value of a field, as its index lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedValue<'a> {
    /// The value.
    pub id: ValueId,
    /// Its name in addresses.
    pub slug: Cow<'a, str>,
    /// What it is called.
    pub label: &'a str,
    /// How indexes sort it.
    pub sort: &'a str,
    /// How many documents have it.
    pub documents: usize,
}

/// Whom a field may name, as what entities remember of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRole {
    /// The field's place among all.
    pub nth: u16,
    /// The kind of its entities; `None` if they are of any.
    pub of: Option<AuthorityKind>,
}

impl FieldRole {
    /// As what a field names somebody or something; `None` if it names none.
    pub fn of(nth: usize, field: &Field) -> Option<Self> {
        let of = match field.kind {
            FieldKind::Text | FieldKind::Date | FieldKind::Number | FieldKind::Link | FieldKind::List => return None,
            FieldKind::Entity => None,
            FieldKind::People => Some(AuthorityKind::People),
            FieldKind::Organizations => Some(AuthorityKind::Organizations),
            FieldKind::Places => Some(AuthorityKind::Places),
            FieldKind::Topics => Some(AuthorityKind::Topics),
        };
        Some(Self { nth: u16::try_from(nth).ok()?, of })
    }

    /// The documents that name an entity in the field.
    pub(super) fn documents(self, entity: &Entity) -> impl Iterator<Item = &Slug> {
        let is_same = move |capacity: &Capacity| matches!(capacity, Capacity::Field(role) if role.nth == self.nth);
        entity.roles.iter().filter(move |(capacity, _)| is_same(capacity)).flat_map(|(_, documents)| documents)
    }

    /// An entity as the field's index lists it; `None` if no document names it there.
    pub(super) fn listed(self, kind: AuthorityKind, entity: &Entity) -> Option<ListedValue<'_>> {
        let documents = self.documents(entity).collect::<BTreeSet<_>>().len();
        let slug = if self.of.is_some() { Cow::Borrowed(&*entity.slug) } else { format!("{}-{}", kind.folder(), entity.slug).into() };
        let id = ValueId::Entity(kind, entity.slug.clone());
        (documents > 0).then_some(ListedValue { id, slug, label: &entity.name, sort: &entity.sort, documents })
    }

    /// The same for names of one kind alone; `None` if the field admits none of it.
    pub fn within(self, kind: AuthorityKind) -> Option<Self> {
        self.of.is_none_or(|of| of == kind).then_some(Self { of: Some(kind), ..self })
    }

    /// What a name in the field says. One that is written as the `id` of a record means this and nobody else; of a kind that the field
    /// does not admit it means nobody.
    pub(super) fn naming(self, name: &str) -> Option<Naming> {
        let (role, id) = match record_id(name) {
            Some((kind, id)) => (self.within(kind)?, Some(id)),
            None => (self, None),
        };
        Some(Naming { capacity: Capacity::Field(role), name: name.to_owned(), sort: name.to_owned(), id })
    }
}

/// The record that a name means if it is written by its `id`: `people/marta-ilves`.
pub fn record_id(name: &str) -> Option<(AuthorityKind, Slug)> {
    let (kind, id) = name.split_once('/')?;
    AuthorityKind::named(kind).filter(|_| !id.is_empty() && !id.contains('/')).map(|kind| (kind, Slug::from_stem(id)))
}

/// The address that a link of a field means, if it is one of the web.
pub fn web(address: &str) -> WebAddress {
    WebAddress::read(address).unwrap_or_default()
}

/// What a field expects, for findings.
pub(super) fn expected(kind: FieldKind) -> Message {
    match kind {
        FieldKind::Date => say::expected_date(),
        FieldKind::Number => say::expected_number(),
        _ => say::field_expected(),
    }
}
