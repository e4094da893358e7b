//! What stands under a field's name in front matter, and what is meant by it.

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    base::{Date, Message, Span, WebAddress, say},
    config::{Field, FieldKind, fields::FieldChoice},
    document::{AuthorityKind, Meta, OwnShape, front_keys},
    reference::{
        Name,
        variable::{self, Shape},
    },
};

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
    /// The name of somebody or something with a page in reading order, or a record as `people/marta-ilves`; and as an index sorts it.
    Entity(Cow<'a, str>, Cow<'a, str>),
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
            Some(own) => own.values.iter().map(|value| Value { meant: meant(field, &value.shape), place: Some(value.place) }).collect(),
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
            if let Some(named) = named(field, pairs) {
                return named;
            }
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
        // `Berg, Ida` is who `Ida Berg` is.
        FieldKind::People => Some(match Name::inverted(text) {
            Some(name) => Meant::Entity(name.display().into(), name.sorted().into()),
            None => Meant::Entity(text.into(), text.into()),
        }),
        FieldKind::Entity | FieldKind::Organizations | FieldKind::Places | FieldKind::Topics => {
            Some(Meant::Entity(text.into(), text.into()))
        }
    };
    read.unwrap_or(Meant::Wrong(Cow::Borrowed(text)))
}

/// Whom a mapping names, as one under `author` does: by the parts of a name, by a name in one, by the `id` of a record.
fn named<'a>(field: &Field, pairs: &[(String, String)]) -> Option<Meant<'a>> {
    let kind = FieldRole::of(0, field)?.of;
    let part = |key: &str| pairs.iter().find(|(other, _)| other == key).map(|(_, text)| text.clone()).unwrap_or_default();
    let id = part("id");
    if !id.is_empty() {
        let id = kind.filter(|_| !id.contains('/')).map_or_else(|| id.clone(), |kind| format!("{}/{id}", kind.folder()));
        return Some(Meant::Entity(id.clone().into(), id.into()));
    }
    let literal = Some(part("literal")).filter(|name| !name.is_empty()).unwrap_or_else(|| part("name"));
    let (dropping, particle) = (part("dropping-particle"), part("non-dropping-particle"));
    let name =
        Name { family: part("family"), given: part("given"), suffix: part("suffix"), dropping, particle, literal, ..Name::default() };
    let shown = name.display();
    (!shown.is_empty()).then(|| Meant::Entity(shown.into(), name.sorted().into()))
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite) && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'))
}

impl Meant<'_> {
    /// What it says in words, a controlled value as it is written.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Link(text, "") | Self::Link(_, text) => (*text).into(),
            Self::Date(date) => date.to_string().into(),
            Self::Choice(choice) => choice.value.as_str().into(),
            Self::Entity(text, _) | Self::Wrong(text) => (&**text).into(),
        }
    }

    /// The same for readers: of a path, which may be that of something hidden, only what it is called.
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Link(address, "") if web(address).is_empty() => "".into(),
            meant => meant.text(),
        }
    }
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

    /// The same for names of one kind alone; `None` if the field admits none of it.
    pub fn within(self, kind: AuthorityKind) -> Option<Self> {
        self.of.is_none_or(|of| of == kind).then_some(Self { of: Some(kind), ..self })
    }
}

/// The address that a link of a field means, if it is one of the web.
pub fn web(address: &str) -> WebAddress {
    WebAddress::read(address).unwrap_or_default()
}

/// What a field expects, for findings.
pub fn expected(kind: FieldKind) -> Message {
    match kind {
        FieldKind::Date => say::expected_date(),
        FieldKind::Number => say::expected_number(),
        _ => say::field_expected(),
    }
}
