//! The archive's own fields, as pages show them.

use super::{
    address,
    frame::Maker,
    page_path::PagePath,
    rights::{self, Shown},
    view::{FieldLabel, FieldView, ValueView},
};
use crate::{
    archive::{
        Claim, Found, Thing,
        fields::{FieldRole, Meant, Said, entry, problems, said, web},
    },
    base::{Date, Lang},
    config::{Config, Field, fields::Label},
    document::Document,
};

/// The archive's own fields of a document, in their order; what is wrong with them is said.
pub fn of_document(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Vec<FieldView> {
    maker.report(problems::of_page(maker.reader, maker.config, document));
    said(&maker.config.fields, &document.meta).map(|said| of_field(maker, path, document, &said)).collect()
}

fn of_field(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, said: &Said<'_>) -> FieldView {
    let FieldLabel { name, label, lang, kind } = label(maker.config, said.field);
    let values: Vec<ValueView> = said.values.iter().map(|value| of_value(maker, path, document, said, &value.meant)).collect();
    let is_date = values.iter().all(|value| Date::parse(&value.title).is_some()) && kind == "date";
    let href = if said.field.browse { path.to(&address::browse(&name, 1)) } else { String::new() };
    FieldView { name, label, label_lang: lang, kind, is_date, is_role: false, values, href }
}

/// A value, with the ways on: to whom it names, to what it is the address of, to the documents that have it, too.
fn of_value(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, said: &Said<'_>, meant: &Meant<'_>) -> ValueView {
    let mut view = ValueView { title: meant.text().into_owned(), ..ValueView::default() };
    match meant {
        Meant::Entity(name) => {
            let role = FieldRole::of(said.nth, said.field);
            if let Some(Claim::One(kind, slug)) = role.map(|role| maker.reader.named_in_field(role, name)) {
                // An id is for programs: readers see the name.
                if let Some(label) = maker.reader.label(kind, &slug).filter(|_| crate::archive::fields::record_id(name).is_some()) {
                    view.title = label.name.to_owned();
                }
                view.href = path.to(&address::entity(kind, &slug, 1));
            }
        }
        Meant::Link(address, title) => link(maker, path, document, address, title, &mut view),
        Meant::Choice(choice) => {
            (view.title, view.lang) = words(&choice.label, maker.config);
            if view.lang.is_empty() {
                view.lang = maker.config.lang.to_string();
            }
        }
        Meant::Text(_) | Meant::Wrong(_) => view.lang = document.meta.lang.to_string(),
        Meant::Date(_) | Meant::Number(_) => {}
    }
    let entry = entry(meant).filter(|_| said.field.browse && view.href.is_empty() && view.web.is_empty());
    if let Some(slug) = entry.and_then(|entry| maker.reader.field_address(said.nth, &said.field.name, &entry.key)) {
        view.href = path.to(&address::browse_value(&said.field.name, &slug, 1));
    }
    view
}

/// Where an address leads: to the web, or to a text or a file of the archive, which is published as one to which a text leads.
fn link(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, written: &str, title: &str, view: &mut ValueView) {
    view.web = web(written);
    if !view.web.is_empty() {
        if title.is_empty() {
            let address = view.web.as_str();
            view.title = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/').to_owned();
        }
        return;
    }
    let (to, fragment) = written.split_once('#').unwrap_or((written, ""));
    let (found, _) = maker.reader.find_address(&document.path, to, fragment);
    let Found::Thing(thing) = found else { return };
    match &thing {
        Thing::Document(slug) => {
            view.href = path.to(&address::document(slug));
            if let Some(card) = maker.reader.card(slug).filter(|_| title.is_empty()) {
                (view.title, view.lang) = (card.title.to_owned(), card.lang.to_string());
            }
        }
        Thing::Page(slug) => view.href = path.to(&address::free_page(slug)),
        Thing::File(file) => {
            // A file may have all the words of a text of which not all may be shown.
            let Some(address) = address::file(file).filter(|_| rights::shown(maker.config, &document.meta) == Shown::Full) else { return };
            maker.attach(file);
            view.href = path.to(&address::encode_path(&address));
            if title.is_empty() {
                view.title = file.name().to_owned();
            }
        }
        _ => {}
    }
}

/// A field as it is called in the language of a page's words.
pub fn label(config: &Config, field: &Field) -> FieldLabel {
    let (label, lang) = words(&field.label, config);
    FieldLabel { name: field.name.clone(), label, lang, kind: field.kind.name() }
}

/// The words of a label, with their language where it is known to be another than that of the page's words.
pub fn words(label: &Label, config: &Config) -> (String, String) {
    let (words, lang) = label.words(config);
    (words.to_owned(), lang.map(Lang::to_string).unwrap_or_default())
}

/// The values of a field as JSON: one by itself, several as a list; numbers as numbers.
pub fn json(said: &Said<'_>) -> serde_json::Value {
    let json = |meant: &Meant<'_>| match meant {
        Meant::Number(number) => number.parse::<serde_json::Number>().map_or_else(|_| (*number).into(), serde_json::Value::Number),
        Meant::Link(address, _) => (*address).into(),
        meant => meant.text().into(),
    };
    match &said.values[..] {
        [one] => json(&one.meant),
        all => all.iter().map(|value| json(&value.meant)).collect(),
    }
}
