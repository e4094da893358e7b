//! The archive's own fields, as pages show them.

use super::{
    address,
    data::public,
    frame::Maker,
    nowhere::why_not_published,
    page_path::PagePath,
    rights::{self, Shown},
    view::{FieldLabel, FieldView, ValueView},
};
use crate::{
    archive::{
        Claim, Found, Front, Survey, Thing,
        fields::{FieldRole, Meant, Said, Value, entry, problems, said, web},
    },
    base::{Date, Diagnostic, Lang, Message, RelPath, Span, say, web::short},
    config::{Config, Field, fields::Label},
    document::{AuthorityKind, Document},
};

/// The archive's own fields of a document, in their order; what is wrong with them is said.
pub fn of_document(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Vec<FieldView> {
    maker.report(problems::of_page(maker.reader, maker.config, document));
    let fields = said(&maker.config.fields, &document.meta).map(|said| of_field(maker, path, document, &said));
    fields.filter(|field| !field.values.is_empty()).collect()
}

fn of_field(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, said: &Said<'_>) -> FieldView {
    let FieldLabel { name, label, lang, kind } = label(maker.config, said.field);
    let values = said.values.iter().filter_map(|value| of_value(maker, path, document, said, value));
    let values: Vec<ValueView> = values.collect();
    let is_date = values.iter().all(|value| Date::parse(&value.title).is_some()) && kind == "date";
    let href = if said.field.browse { path.to(&address::browse(&name, 1)) } else { String::new() };
    FieldView { name, label, label_lang: lang, kind, is_date, is_role: false, values, href }
}

/// A value, with the ways on: to whom it names, to what it is the address of, to the documents that have it, too. Nothing of the address of
/// something hidden.
fn of_value(maker: &Maker<'_, '_>, path: &PagePath, document: &Document, said: &Said<'_>, value: &Value<'_>) -> Option<ValueView> {
    let Value { meant, place } = value;
    let mut view = ValueView { title: meant.text().into_owned(), ..ValueView::default() };
    match meant {
        Meant::Entity(name, _) => {
            let role = FieldRole::of(said.nth, said.field);
            if let Some(Claim::One(kind, slug)) = role.map(|role| maker.reader.named_in_field(role, name)) {
                // An id is for programs: readers see the name.
                if let Some(label) = maker.reader.label(kind, &slug).filter(|_| AuthorityKind::record(name).is_some()) {
                    view.title = label.name.to_owned();
                }
                view.href = path.to(&address::entity(kind, &slug, 1));
            }
        }
        Meant::Link(address, title) => link(maker, path, document, (*address, *title), *place, &mut view)?,
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
    Some(view)
}

/// Where an address leads: to the web, or to something of the archive, of which files are published as those to which a text leads. `None`
/// of what is not published and has no name.
fn link(
    maker: &Maker<'_, '_>,
    path: &PagePath,
    document: &Document,
    (written, title): (&str, &str),
    place: Option<Span>,
    view: &mut ValueView,
) -> Option<()> {
    view.web = web(written);
    if !view.web.is_empty() {
        if title.is_empty() {
            view.title = short(&view.web).to_owned();
        }
        return Some(());
    }
    let (found, fragment) = problems::leads_to(maker.reader, &document.path, written);
    let tell = |severity: fn(&RelPath, Message) -> Diagnostic, message, hint| {
        let mut finding = severity(&document.path, message).hint(hint);
        finding.span = place;
        maker.report([finding]);
    };
    let mut called = (String::new(), String::new());
    match &found {
        Found::Thing(Thing::Document(slug)) => {
            called = maker.reader.card(slug).map(|card| (card.title.to_owned(), card.lang.to_string())).unwrap_or_default();
        }
        Found::Thing(Thing::Collection(slug)) => {
            let label = maker.reader.collection_label(slug);
            called = label
                .map(|label| label.titled(&maker.config.lang))
                .map(|(title, lang)| (title.to_owned(), lang.to_string()))
                .unwrap_or_default();
        }
        Found::Entity(kind, slug) => {
            called.0 = maker.reader.label(*kind, slug).map(|label| label.name.to_owned()).unwrap_or_default();
        }
        Found::Thing(Thing::File(file)) => {
            // A file may have all the words of a text of which not all may be shown.
            if rights::shown(maker.config, &document.meta) != Shown::Full {
                tell(Diagnostic::notice, say::not_published_licence(written), say::not_published_licence_hint());
                return (!title.is_empty()).then_some(());
            }
            maker.attach(file);
            file.name().clone_into(&mut called.0);
        }
        Found::Thing(Thing::Unpublished(hidden)) => {
            tell(Diagnostic::error, say::not_published(written), why_not_published(hidden));
            return (!title.is_empty()).then_some(());
        }
        // What is wrong with it was said; it is shown as written.
        Found::Thing(Thing::Page(_)) | Found::Work(_) | Found::Several(_) | Found::Outside | Found::None => {}
    }
    if let Some(address) = address_of(&found) {
        view.href = path.to(&address) + &fragment_of(&fragment);
    }
    if title.is_empty() && !called.0.is_empty() {
        (view.title, view.lang) = called;
    }
    Some(())
}

/// A place of a page, as it stands in addresses.
fn fragment_of(fragment: &str) -> String {
    if fragment.is_empty() { String::new() } else { format!("#{}", address::encode(fragment)) }
}

/// Where on the site that stands to which an address leads.
fn address_of(found: &Found) -> Option<String> {
    Some(match found {
        Found::Thing(Thing::Document(slug)) => address::document(slug),
        Found::Thing(Thing::Page(slug)) => address::free_page(slug),
        Found::Thing(Thing::Collection(slug)) => address::collection(slug, 1),
        Found::Thing(Thing::File(file)) => address::encode_path(&address::file(file)?),
        Found::Entity(kind, slug) => address::entity(*kind, slug, 1),
        Found::Work(key) => address::work(key, 1),
        Found::Thing(Thing::Unpublished(_)) | Found::Several(_) | Found::Outside | Found::None => return None,
    })
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

/// The values of a field of a document as JSON: one by itself, several as a list; numbers as numbers, links as where they lead on the site.
/// An empty list of nothing.
pub fn json(survey: &Survey<'_>, config: &Config, document: Front<'_>, said: &Said<'_>) -> serde_json::Value {
    let json = |meant: &Meant<'_>| match meant {
        Meant::Number(number) => number.parse::<serde_json::Number>().map_or_else(|_| (*number).into(), serde_json::Value::Number),
        Meant::Link(address, title) if web(address).is_empty() => {
            let (found, fragment) = problems::leads_to(survey, document.path, address);
            let is_open = !matches!(found, Found::Thing(Thing::File(_))) || rights::shown(config, document.meta) == Shown::Full;
            let address =
                address_of(&found).filter(|_| is_open).map(|address| public(config, &RelPath::new(&address)) + &fragment_of(&fragment));
            address.unwrap_or_else(|| (*title).to_owned()).into()
        }
        Meant::Link(address, _) => (*address).into(),
        meant => meant.text().into(),
    };
    let mut values: Vec<serde_json::Value> = said.values.iter().map(|value| json(&value.meant)).collect();
    values.retain(|value| value.as_str() != Some(""));
    match (values.pop(), values.is_empty()) {
        (Some(one), true) => one,
        (last, _) => values.into_iter().chain(last).collect::<Vec<_>>().into(),
    }
}
