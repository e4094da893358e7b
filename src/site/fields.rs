//! What a description says, variable by variable, for readers: of a document, and of a cited work.
//!
//! Both follow the one list of variables (`reference/variable.rs`). What a page shows elsewhere is left out.

use super::{
    frame::Maker,
    own_fields,
    page_path::PagePath,
    view::{Anchor, FieldView, ValueView},
};
use crate::{
    document::Document,
    reference::{
        Name, Record, Role, csl,
        format::other,
        variable::{self, Shape, Variable},
    },
};

/// Variables of a work that say nothing of it: links have a place of their own, the rest is for programs.
const HIDDEN: [&str; 11] = [
    "verbatim",
    "DOI",
    "URL",
    "abstract",
    "accessed",
    "citation-key",
    "citation-label",
    "citation-number",
    "first-reference-note-number",
    "locator",
    "year-suffix",
];

/// The fields of a document that its page has no other place for: variables, then the archive's own.
pub fn of_document(maker: &Maker<'_, '_>, path: &PagePath, document: &Document) -> Vec<FieldView> {
    let text = |variable: &Variable| document.meta.variables.iter().find(|(name, _)| name == variable.name).map(|(_, text)| text.as_str());
    // A variable that is one of the archive's own fields is told as this.
    let others = variable::ALL.iter().filter(|variable| maker.config.field(variable.name).is_none());
    let variables = others.filter_map(|variable| Some(field(variable, plain(text(variable)?))));
    variables.chain(own_fields::of_document(maker, path, document)).collect()
}

/// The fields of a cited work.
pub fn of_record(maker: &Maker<'_, '_>, path: &PagePath, record: &Record) -> Vec<FieldView> {
    let mut fields = Vec::new();
    for (variable, role) in variable::ALL.iter().filter_map(|variable| Some((variable, Role::named(variable.name)?))) {
        let names = record.names(role);
        if !names.is_empty() {
            let named = |name: &Name| ValueView::from(maker.named(path, Role::Author.into(), &name.display()));
            fields.push(field(variable, names.iter().map(named).collect()));
        }
    }
    let texts = csl::texts(record).into_iter().filter(|(name, text)| !text.is_empty() && !HIDDEN.contains(name));
    fields.extend(texts.filter_map(|(name, text)| Some(field(variable::named(name)?, plain(text)))));
    fields.extend(variable::named("issued").and_then(|issued| date(issued, record)));
    for variable in variable::ALL.iter().filter(|variable| !HIDDEN.contains(&variable.name)) {
        match variable.shape {
            Shape::Date if variable.name == "issued" => {}
            Shape::Date => fields.extend(date(variable, record)),
            _ => {
                let text = other(record, variable.name);
                fields.extend((!text.is_empty()).then(|| field(variable, plain(&text))));
            }
        }
    }
    fields
}

/// A date, or the words in its place.
fn date(variable: &'static Variable, record: &Record) -> Option<FieldView> {
    let value = csl::date_value(record, variable.name);
    if let Some(words) = value.get("literal").and_then(|words| words.as_str()) {
        return Some(FieldView { is_date: false, ..field(variable, plain(words)) });
    }
    csl::read_date(&value).map(|date| field(variable, plain(&date.to_string())))
}

fn field(variable: &Variable, values: Vec<ValueView>) -> FieldView {
    FieldView {
        name: variable.name.to_owned(),
        is_role: variable.shape == Shape::Names,
        is_date: variable.shape == Shape::Date,
        values,
        ..FieldView::default()
    }
}

fn plain(text: &str) -> Vec<ValueView> {
    vec![ValueView { title: text.to_owned(), ..ValueView::default() }]
}

impl From<Anchor> for ValueView {
    fn from(Anchor { href, title, lang, grave: _ }: Anchor) -> Self {
        Self { title, href, lang, ..Self::default() }
    }
}
