//! What search must know of every text at once: how long it is, and by what hits are divided.

use std::collections::BTreeMap;

use super::{
    entry::{Entry, Key, string},
    number,
};
use crate::{
    archive::Catalogue,
    base::Slug,
    config::{Field, FieldKind},
    document::{AuthorityKind, Document},
    site::frame::year,
};

/// A text of the index: its first number, its name, its entry.
pub type Text<'a> = (u32, &'a Key, &'a Entry);

/// Lengths are counted by so many words.
pub const LENGTH_UNIT: u32 = 32;

/// The kind of a free page.
const PAGE: &str = "page";

/// The values of one column, the commonest first, since small numbers are short.
struct Column {
    values: Vec<String>,
    places: BTreeMap<String, u32>,
}

impl Column {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        texts.for_each(|value| *counts.entry(value).or_default() += 1);
        let mut values: Vec<(&str, usize)> = counts.into_iter().collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let values: Vec<String> = values.into_iter().map(|(value, _)| value.to_owned()).collect();
        Self { places: values.iter().cloned().zip(0..).collect(), values }
    }

    fn list(&self) -> String {
        let mut list = String::from("[");
        self.values.iter().for_each(|value| string(&mut list, value));
        list + "]"
    }
}

/// `search/index.js`. `texts` are in the order of their numbers; `names` is how many works and names there are.
pub fn root<'a>(texts: &[Text<'_>], names: usize, firsts: impl Iterator<Item = &'a str>, catalogue: &Catalogue) -> String {
    let values: Vec<[String; 3]> = texts.iter().map(|(_, key, _)| divisions(key, catalogue)).collect();
    let [langs, kinds, years] = [0, 1, 2].map(|nth| Column::of(values.iter().filter_map(|row| row.get(nth)).map(String::as_str)));
    let mut columns = String::new();
    let mut next = 0;
    for ((first, _, entry), [lang, kind, year]) in texts.iter().zip(&values) {
        number::push(&mut columns, first.saturating_sub(next));
        number::push(&mut columns, u32::try_from(entry.leaves.len()).unwrap_or(0));
        entry.leaves.iter().for_each(|leaf| number::push(&mut columns, leaf.length.div_ceil(LENGTH_UNIT)));
        for (column, value) in [(&langs, lang), (&kinds, kind), (&years, year)] {
            number::push(&mut columns, column.places.get(value).copied().unwrap_or(0));
        }
        next = first.saturating_add(u32::try_from(entry.leaves.len()).unwrap_or(0));
    }
    let firsts: Vec<&str> = firsts.collect();
    format!(
        "scholion.give(\"index\",{{langs:{},kinds:{},years:{},texts:\"{columns}\",names:{names},shards:\"{}\"}});\n",
        langs.list(),
        kinds.list(),
        years.list(),
        firsts.join(" "),
    )
}

/// Language, kind and year of a text.
fn divisions(key: &Key, catalogue: &Catalogue) -> [String; 3] {
    let of = |document: &Document, kind: &str| {
        let year = document.meta.issued.map(|date| year(date.start.year)).unwrap_or_default();
        [document.meta.lang.primary().to_ascii_lowercase(), kind.to_owned(), year]
    };
    match key {
        Key::Document(slug) => catalogue.documents().get(slug).map(|document| of(document, document.meta.kind.name())),
        Key::Page(slug) => catalogue.pages().get(slug).map(|page| of(page, PAGE)),
        Key::Collection(slug) => catalogue.collections().files().get(slug).map(|file| of(file, PAGE)),
        Key::Work(_) | Key::Name(..) => None,
    }
    .unwrap_or_default()
}

/// `search/by-<kind>.js`: for each person (organization, place, topic) its name in addresses, its name, and the texts that
/// name it, those with most texts first.
pub fn by_names(kind: AuthorityKind, numbers: &BTreeMap<&Slug, u32>, catalogue: &Catalogue) -> String {
    let entities = catalogue.entities().slugs(kind).filter_map(|slug| catalogue.entities().get(kind, slug));
    let having = entities.map(|entity| (entity.slug.as_ref(), entity.name.as_str(), entity.lists().flatten().collect()));
    by(kind.folder(), having, numbers)
}

/// `search/by-f-<field>.js`: the same for the values of one of the archive's own fields.
pub fn by_field(nth: usize, field: &Field, numbers: &BTreeMap<&Slug, u32>, catalogue: &Catalogue) -> String {
    let values = catalogue.field_values(nth);
    let having = values.iter().map(|value| {
        // A value of a list is known by its name, so that pages can say it in their language.
        let id = if field.kind == FieldKind::List { value.label } else { &*value.slug };
        (id, value.label, catalogue.field_documents(nth, &value.id))
    });
    by(&format!("f-{}", field.name), having, numbers)
}

/// The file of those who have something: for each its name in addresses, what it is called, and the texts that have it.
fn by<'a>(name: &str, having: impl Iterator<Item = (&'a str, &'a str, Vec<&'a Slug>)>, numbers: &BTreeMap<&Slug, u32>) -> String {
    let mut lines: Vec<(usize, &str, String)> = Vec::new();
    for (id, label, documents) in having {
        let mut texts: Vec<u32> = documents.into_iter().filter_map(|slug| numbers.get(slug)).copied().collect();
        texts.sort_unstable();
        texts.dedup();
        if texts.is_empty() {
            continue;
        }
        let mut line = String::from("[");
        string(&mut line, id);
        string(&mut line, label);
        line.push_str(",\"");
        let mut next = 0;
        for text in &texts {
            number::push(&mut line, text.saturating_sub(next));
            next = text.saturating_add(1);
        }
        line.push_str("\"]");
        lines.push((texts.len(), id, line));
    }
    lines.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let lines: Vec<String> = lines.into_iter().map(|(_, _, line)| line).collect();
    format!("scholion.give(\"by-{name}\",[{}]);\n", lines.join(",\n"))
}
