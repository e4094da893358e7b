//! What search must know of every text at once: how long it is, and by what hits are divided.

use std::collections::{BTreeMap, BTreeSet};

use super::{entry::Key, literal::string, number};
use crate::{
    archive::Catalogue,
    base::Slug,
    config::{Config, Field, FieldKind},
    document::{AuthorityKind, Document},
    site::frame::year,
};

/// A text of the index: its number, its name, how many words it has by their weight.
pub struct Row<'a> {
    pub number: u32,
    pub key: &'a Key,
    pub length: u32,
}

/// The kind of a free page.
const PAGE: &str = "page";

/// Lengths are told apart in so many steps, each a fifth longer than the one before, so that a few words more change nothing.
const STEPS: usize = 60;
/// The first of them.
const SHORTEST: u32 = 16;

/// Which step a length is, as `assets/search-index.js` knows it.
pub fn step(length: u32) -> u32 {
    let steps = std::iter::successors(Some(SHORTEST), |step| Some(step + step / 5)).take(STEPS - 1);
    u32::try_from(steps.take_while(|step| *step <= length).count()).unwrap_or(0)
}

/// `search/index.js`: how many texts, works and names there are, and with what each shard of terms, and each of words by their ends, begins.
pub fn root(texts: usize, names: usize, shards: &BTreeSet<String>, ends: &BTreeSet<String>) -> String {
    let [shards, ends] = [shards, ends].map(|firsts| firsts.iter().map(String::as_str).collect::<Vec<&str>>().join(" "));
    format!("scholion.give(\"index\",{{texts:{texts},names:{names},shards:\"{shards}\",ends:\"{ends}\"}});\n")
}

/// `search/lengths.js`: of each text how far its number is from the one before, and how long it is, in the order of numbers.
pub fn lengths(rows: &[Row<'_>]) -> String {
    let (mut numbers, mut lengths) = (String::new(), String::new());
    let mut next = 0;
    for row in rows {
        number::push(&mut numbers, row.number.saturating_sub(next));
        number::push(&mut lengths, step(row.length));
        next = row.number.saturating_add(1);
    }
    format!("scholion.give(\"lengths\",\"{numbers}\",\"{lengths}\");\n")
}

/// `search/values.js`: language, kind and year of each text, in the order of numbers: which of the combinations it is, of which the commonest come first.
pub fn values(rows: &[Row<'_>], catalogue: &Catalogue) -> String {
    let all: Vec<[String; 3]> = rows.iter().map(|row| divisions(row.key, catalogue)).collect();
    let mut counts: BTreeMap<&[String; 3], u32> = BTreeMap::new();
    all.iter().for_each(|values| *counts.entry(values).or_default() += 1);
    let mut kinds: Vec<(&[String; 3], u32)> = counts.into_iter().collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let places: BTreeMap<&[String; 3], u32> = kinds.iter().map(|(values, _)| *values).zip(0..).collect();
    let mut script = String::from("scholion.give(\"values\",[");
    for (nth, (values, _)) in kinds.iter().enumerate() {
        script.push_str(if nth == 0 { "[" } else { ",[" });
        values.iter().for_each(|value| string(&mut script, value));
        script.push(']');
    }
    script.push_str("],\"");
    all.iter().for_each(|values| number::push(&mut script, places.get(values).copied().unwrap_or(0)));
    script.push_str("\");\n");
    script
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

/// `search/by-collections.js`: the same for collections, each with the texts of those within it; `None` if there are none.
pub fn by_collections(numbers: &BTreeMap<&Slug, u32>, catalogue: &Catalogue, config: &Config) -> Option<String> {
    let collections = catalogue.collections();
    let having = collections.files().keys().filter_map(|slug| {
        let (label, _) = collections.label(slug)?.titled(&config.lang);
        let mut texts = Vec::new();
        collections.walk(slug, &mut |within| texts.extend(collections.members(within)));
        Some((slug.as_str(), label, texts))
    });
    (!collections.files().is_empty()).then(|| by("collections", having, numbers))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_apart_by_steps() {
        assert_eq!([0, 15, 16, 18, 19, 21, 22, 1000, u32::MAX].map(step), [0, 0, 1, 1, 2, 2, 3, 24, 59]);
    }
}
