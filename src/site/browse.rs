//! The indexes of the archive's own fields: `browse/genre/index.html`, and a page for each value, `browse/genre/letter.html`.

use std::cmp::Ordering;

use super::{
    address,
    frame::{Maker, count_pages, on_page, pager},
    kind::PageKind,
    own_fields::{label, words},
    page_path::PagePath,
    templates::sample,
    view::*,
};
use crate::{
    archive::{
        Catalogue, Listed,
        fields::{FieldName, FieldRole, ListedValue, ValueId, ValueOf, web},
    },
    base::Date,
    config::{Field, FieldKind},
};

/// How many values stand on a page of an index.
const VALUES_PER_PAGE: usize = 500;
/// How many documents stand on a page of a value.
const DOCUMENTS_PER_PAGE: usize = 200;

/// The fields with an index of which any document says something.
fn browsed(catalogue: &Catalogue) -> impl Iterator<Item = (usize, &Field)> {
    catalogue.fields().fields().iter().enumerate().filter(|(_, field)| field.browse)
}

/// The index of a field.
pub struct FieldIndexPage;

impl PageKind for FieldIndexPage {
    const NAME: &'static str = "FieldIndex";
    const IS_IN_EACH: bool = true;
    type Of = FieldName;
    type View = FieldIndexView;

    fn all(catalogue: &Catalogue) -> Vec<FieldName> {
        let used = browsed(catalogue).filter(|(nth, _)| catalogue.has_in_field(*nth));
        used.map(|(_, field)| FieldName(field.name.as_str().into())).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &FieldName) {
        index(maker, &of.0);
    }
}

impl PageView for FieldIndexView {
    const TEMPLATE: &'static str = "browse.html";

    fn sample() -> Self {
        Self {
            page: sample::page(),
            field: field_label(),
            count: 2,
            values: vec![ValueLine {
                href: sample::text("letter.html"),
                label: sample::text("Letter"),
                lang: sample::text("ru"),
                documents: 2,
            }],
            pager: sample::pager(),
        }
    }
}

fn field_label() -> FieldLabel {
    FieldLabel { name: sample::text("genre"), label: sample::text("Genre"), lang: sample::text("ru"), kind: "list" }
}

fn index(maker: &Maker<'_, '_>, name: &str) {
    let Some((nth, field)) = maker.config.field(name) else { return };
    let mut values = maker.reader.field_values(nth, name);
    sort(maker, field, &mut values);
    let pages = count_pages(values.len(), VALUES_PER_PAGE);
    for page in 1..=pages {
        let path = maker.at(&address::browse(name, page));
        let run = on_page(values.iter(), page, VALUES_PER_PAGE);
        let field_label = label(maker.config, field);
        let view = FieldIndexView {
            page: maker.frame(&path, &field_label.label, &maker.config.lang, "browse"),
            field: field_label,
            count: values.len(),
            values: run.map(|value| line(maker, &path, field, value)).collect(),
            pager: pager(&path, page, pages, |n| address::browse(name, n)),
        };
        maker.put(path, View::of(view));
    }
}

fn line(maker: &Maker<'_, '_>, path: &PagePath, field: &Field, value: &ListedValue<'_>) -> ValueLine {
    let (label, lang) = called(maker, field, value);
    ValueLine { href: path.to(&address::browse_value(&field.name, &value.slug, 1)), label, lang, documents: value.documents }
}

/// What a value is called, and in which language if that is known.
fn called(maker: &Maker<'_, '_>, field: &Field, value: &ListedValue<'_>) -> (String, String) {
    match &value.id {
        ValueId::Key(key) if field.kind == FieldKind::List => {
            let choice = field.values.iter().find(|choice| choice.value == **key);
            choice.map_or_else(|| (value.label.to_owned(), String::new()), |choice| words(&choice.label, maker.config))
        }
        ValueId::Key(_) => (value.label.to_owned(), String::new()),
        ValueId::Entity(..) => (value.sort.to_owned(), String::new()),
    }
}

/// Values of a list in its order, dates and numbers by size, others by the alphabet.
fn sort(maker: &Maker<'_, '_>, field: &Field, values: &mut [ListedValue<'_>]) {
    let by_alphabet = |values: &mut [ListedValue<'_>]| {
        let collation = maker.collation();
        values.sort_by_cached_key(|value| (collation.key(&[value.sort]), value.id.clone()));
    };
    match field.kind {
        FieldKind::List => {
            let place = |value: &ListedValue<'_>| field.values.iter().position(|choice| choice.value == value.label);
            values.sort_by_cached_key(place);
        }
        FieldKind::Date => values.sort_by_cached_key(|value| Date::parse(value.label)),
        FieldKind::Number => {
            let size = |value: &ListedValue<'_>| value.label.parse::<f64>().unwrap_or(f64::MAX);
            values.sort_by(|a, b| size(a).total_cmp(&size(b)).then_with(|| a.label.cmp(b.label)));
        }
        _ => by_alphabet(values),
    }
}

/// The documents with a value of a field.
pub struct FieldValues;

impl PageKind for FieldValues {
    const NAME: &'static str = "FieldValue";
    const IS_IN_EACH: bool = true;
    type Of = ValueOf;
    type View = FieldValuePage;

    fn all(catalogue: &Catalogue) -> Vec<ValueOf> {
        let of_field = |(nth, field): (usize, &Field)| {
            let name: std::sync::Arc<str> = field.name.as_str().into();
            let of = move |value: ValueId| ValueOf { field: name.clone(), value };
            match FieldRole::of(nth, field) {
                None => catalogue.fields().keys(nth).cloned().map(ValueId::Key).map(of).collect::<Vec<_>>(),
                Some(role) => catalogue.entities().in_field(role).into_iter().map(|value| of(value.id)).collect(),
            }
        };
        browsed(catalogue).flat_map(of_field).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &ValueOf) {
        value(maker, of);
    }
}

impl PageView for FieldValuePage {
    const TEMPLATE: &'static str = "browse-value.html";

    fn sample() -> Self {
        Self {
            page: sample::page(),
            field: field_label(),
            index_href: sample::text("index.html"),
            value: ValueView {
                title: sample::text("Letter"),
                href: sample::text("../../people/a.html"),
                web: crate::base::WebAddress::of_page("https://a.example/"),
                lang: sample::text("ru"),
            },
            count: 2,
            documents: vec![sample::card()],
            pager: sample::pager(),
        }
    }
}

fn value(maker: &Maker<'_, '_>, of: &ValueOf) {
    let Some((nth, field)) = maker.config.field(&of.field) else { return };
    let Some((listed, slugs)) = maker.reader.field_documents(nth, &of.field, &of.value) else { return };
    let mut documents: Vec<Listed<'_>> = slugs.into_iter().filter_map(|slug| maker.reader.card(slug)).collect();
    let collation = maker.collation();
    documents.sort_by(|a, b| {
        let dates = b.issued.cmp(&a.issued);
        dates
            .then_with(|| if a.title == b.title { Ordering::Equal } else { collation.compare(a.title, b.title) })
            .then_with(|| a.slug.cmp(b.slug))
    });
    let (title, lang) = match &of.value {
        ValueId::Entity(..) => (listed.label.to_owned(), String::new()),
        ValueId::Key(_) => called(maker, field, &listed),
    };
    let pages = count_pages(documents.len(), DOCUMENTS_PER_PAGE);
    for page in 1..=pages {
        let path = maker.at(&address::browse_value(&field.name, &listed.slug, page));
        let run = on_page(documents.iter(), page, DOCUMENTS_PER_PAGE);
        let view = FieldValuePage {
            page: maker.frame(&path, &title, &maker.config.lang, "browse"),
            field: label(maker.config, field),
            index_href: path.to(&address::browse(&field.name, 1)),
            value: ValueView {
                title: title.clone(),
                href: match &of.value {
                    ValueId::Entity(kind, slug) => path.to(&address::entity(*kind, slug, 1)),
                    ValueId::Key(_) => String::new(),
                },
                web: match &of.value {
                    ValueId::Key(key) if field.kind == FieldKind::Link => web(key),
                    _ => crate::base::WebAddress::default(),
                },
                lang: lang.clone(),
            },
            count: documents.len(),
            documents: run.map(|document| maker.card(&path, document)).collect(),
            pager: pager(&path, page, pages, |n| address::browse_value(&field.name, &listed.slug, n)),
        };
        maker.put(path, View::of(view));
    }
}
