//! What is wrong with the archive's own fields, and keys that are none.

use super::meaning::{FieldRole, Meant, expected, is_taken, said, web};
use crate::{
    archive::{Capacity, Claim, Found, Reader, Survey, entities::NameKeys},
    base::{Diagnostic, Message, RelPath, Slug, Span, diagnostic::meant, places::DOCUMENTS, say, snapshot::CONFIG_FILE},
    config::{Config, Field, FieldKind},
    document::{AuthorityKind, Document, OwnShape, date_in_words, unknown_key},
};

/// How many values of a list a hint names.
const MOST_NAMED: usize = 12;

/// What is wrong with the keys of a text that mean nothing by themselves, by the archive's fields alone: what must be known of other
/// files [`of_page`] says.
pub fn of_text(fields: &[Field], document: &Document, all: &mut Vec<Diagnostic>) {
    let (path, meta) = (&document.path, &document.meta);
    // Only documents have fields.
    let fields = if path.is_below(DOCUMENTS) { fields } else { &[] };
    let names = || fields.iter().map(|field| field.name.as_str());
    let strange = meta.own.iter().filter(|own| fields.iter().all(|field| field.name != own.key));
    all.extend(strange.map(|own| unknown_key(path, own, names())));
    for said in said(fields, meta) {
        for value in &said.values {
            let Meant::Wrong(text) = &value.meant else { continue };
            let field = said.field;
            let (message, hint) = match field.kind {
                _ if text.is_empty() || !is_text(document, field, value.place) => {
                    let kind = shape_of(document, field, value.place);
                    (say::wrong_type(&field.name, kind), say::expected(expected(field.kind)))
                }
                FieldKind::Date => {
                    let hint = date_in_words(&text.to_lowercase()).map(|date| say::bad_date_hint_meant(&field.name, &date));
                    (say::bad_date(text), hint.unwrap_or_else(say::bad_date_hint))
                }
                FieldKind::Number => (say::field_no_number(text), say::field_no_number_hint()),
                _ => {
                    let values: Vec<&str> = field.values.iter().map(|choice| choice.value.as_str()).collect();
                    let named = || values.iter().take(MOST_NAMED).map(|value| (*value).to_owned()).collect::<Vec<_>>();
                    let near = meant(text, field.values.iter().flat_map(|choice| choice.label.all().chain([choice.value.as_str()])));
                    let hint = near.unwrap_or_else(|| match values.len() {
                        n if n > MOST_NAMED => say::field_not_listed_more_hint(n, named()),
                        _ => say::field_not_listed_hint(named()),
                    });
                    (say::field_not_listed(text, &field.name), hint)
                }
            };
            let mut found = Diagnostic::error(path, message).hint(hint);
            found.span = value.place;
            all.push(found);
        }
    }
}

/// What a value is by its shape, for findings.
fn shape_of(document: &Document, field: &Field, place: Option<Span>) -> Message {
    let own = document.meta.own.iter().find(|own| own.key == field.name);
    let value = own.and_then(|own| own.values.iter().find(|value| Some(value.place) == place));
    match value.map(|value| &value.shape) {
        Some(OwnShape::Other(kind)) => kind.clone(),
        Some(OwnShape::Texts(_)) => say::a_mapping(),
        Some(OwnShape::Text(_)) | None => say::a_text(),
    }
}

fn is_text(document: &Document, field: &Field, place: Option<Span>) -> bool {
    shape_of(document, field, place) == say::a_text()
}

/// What is wrong with the fields of a document, by what the archive has: names of records that are not there, or that several share,
/// and links to nothing.
pub fn of_page(reader: &Reader<'_>, config: &Config, document: &Document) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    let path = &document.path;
    for said in said(&config.fields, &document.meta) {
        for value in &said.values {
            let wrong = match &value.meant {
                Meant::Entity(name, _) => FieldRole::of(said.nth, said.field).and_then(|role| entity(reader, role, said.field, name)),
                Meant::Link(address, _) if web(address).is_empty() => match leads_to(reader, path, address).0 {
                    Found::Thing(_) | Found::Entity(..) | Found::Work(_) => None,
                    Found::Several(_) | Found::Outside | Found::None => Some((say::field_no_link(address), say::field_no_link_hint())),
                },
                _ => None,
            };
            let Some((message, hint)) = wrong else { continue };
            let mut found = Diagnostic::error(path, message).hint(hint);
            found.span = value.place;
            all.push(found);
        }
    }
    all
}

/// What the address of a link in the file at `from` leads to, and at which place there.
pub fn leads_to(reader: &Reader<'_>, from: &RelPath, address: &str) -> (Found, String) {
    let (to, fragment) = address.split_once('#').unwrap_or((address, ""));
    reader.find_address(from, to, fragment)
}

fn entity(reader: &Reader<'_>, role: FieldRole, field: &Field, name: &str) -> Option<(Message, Message)> {
    match reader.named_in_field(role, name) {
        Claim::One(..) => None,
        Claim::Shared(records) => {
            let ids: Vec<String> = records.iter().map(|(kind, id)| format!("{}/{id}", kind.folder())).collect();
            Some((say::field_shared(name, &field.name), say::field_shared_hint(ids)))
        }
        Claim::None => {
            let kind = AuthorityKind::record(name).map_or("content/authorities", |(kind, _)| kind.folder());
            Some((say::field_no_entity(name, kind), say::field_no_entity_hint()))
        }
    }
}

/// Fields that can be none, since their names mean something already.
pub fn taken(_: &Survey<'_>, config: &Config, all: &mut Vec<Diagnostic>) {
    for field in config.fields.iter().filter(|field| is_taken(&field.name)) {
        let path = RelPath::new(CONFIG_FILE);
        all.push(Diagnostic::error(&path, say::field_known(&field.name)).at(field.place).hint(say::field_known_hint()));
    }
}

/// Names in fields of whom the archive has no record: each once, whichever documents name them.
pub fn without_record(survey: &Survey<'_>, config: &Config, all: &mut Vec<Diagnostic>) {
    if !config.fields.iter().any(|field| field.kind.is_entity()) {
        return;
    }
    for kind in AuthorityKind::ALL {
        for entity in survey.every_entity(kind).filter(|entity| entity.record.is_none()) {
            for (capacity, documents) in &entity.roles {
                let (Capacity::Field(role), Some(first)) = (capacity, documents.first()) else { continue };
                let Some(field) = config.fields.get(usize::from(role.nth)) else { continue };
                all.extend(nameless(survey, field, kind, &entity.name, first));
            }
        }
    }
}

/// A name without record, where the first document has it.
fn nameless(survey: &Survey<'_>, field: &Field, kind: AuthorityKind, name: &str, first: &Slug) -> Option<Diagnostic> {
    let front = survey.front(first)?;
    let said = said(std::slice::from_ref(field), front.meta).next()?;
    let key = NameKeys::of(name).exact;
    let is_named = |meant: &Meant<'_>| matches!(meant, Meant::Entity(other, _) if NameKeys::of(other).exact == key);
    let message = say::field_without_record(name, &field.name, kind.folder());
    let mut found = Diagnostic::notice(front.path, message).hint(say::field_without_record_hint(kind.folder()));
    found.span = said.values.iter().find(|value| is_named(&value.meant)).and_then(|value| value.place);
    Some(found)
}
