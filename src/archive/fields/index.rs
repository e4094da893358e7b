//! The values of the archive's own fields, each with the documents that have it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::meaning::{ListedValue, Meant, Said, ValueId, said, web};
use crate::{
    archive::{
        entities::NameKeys,
        facet::{Dirty, Facet},
    },
    base::{Date, Slug, SmallSet, small_set::withdraw},
    config::Field,
    document::{Document, Meta},
};

/// All values of all fields but those that name somebody or something: whom these name stands with the entities.
#[derive(Debug, Default)]
pub struct FieldIndex {
    fields: Arc<[Field]>,
    /// By the field's place among all.
    values: BTreeMap<usize, BTreeMap<Arc<str>, Having>>,
    /// The values that want one address, by the field's place and that address.
    wishes: BTreeMap<(usize, Box<str>), SmallSet<Arc<str>>>,
}

/// Who has a value.
#[derive(Debug, Default)]
struct Having {
    documents: BTreeSet<Slug>,
    /// Its writings, with how many documents have each; the smallest is shown, whatever the order of arrival.
    writings: BTreeMap<String, usize>,
}

impl Having {
    fn label(&self) -> &str {
        self.writings.keys().next().map_or("", String::as_str)
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

/// By what documents with a value are found together; nothing of what leads nowhere, and of names, which are found by whom they mean.
pub fn entry(meant: &Meant<'_>) -> Option<Entry> {
    let (key, label) = match meant {
        Meant::Text(text) => (NameKeys::of(text).exact, (*text).to_owned()),
        Meant::Date(date) => {
            // Of a day its year; of what leaves the year open what it says.
            let year = match date.start.years() {
                (first, last) if first == last => Date::year(first),
                _ => Date { end: None, ..*date },
            };
            (year.to_string(), year.to_string())
        }
        Meant::Number(number) => (number_key(number), (*number).to_owned()),
        // A path means something else in each folder.
        Meant::Link(address, _) if web(address).is_empty() => return None,
        Meant::Link(address, _) => ((*address).to_owned(), meant.text().into_owned()),
        Meant::Choice(choice) => (choice.value.clone(), choice.value.clone()),
        Meant::Entity(..) | Meant::Wrong(_) => return None,
    };
    Some(Entry { key, label })
}

/// A number without what may as well be left out: `+01.50` is `1.5`.
fn number_key(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number.trim_start_matches('+')), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    match (whole, part) {
        ("0", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, part) => format!("{sign}{whole}.{part}"),
    }
}

/// What a document's front matter says in fields that are indexed: the field's place, and the value.
type Entries = BTreeSet<(usize, Entry)>;

impl FieldIndex {
    /// The fields.
    pub fn fields(&self) -> &Arc<[Field]> {
        &self.fields
    }

    /// Takes other fields, with what the documents say in them.
    pub fn set_fields(&mut self, fields: Arc<[Field]>, documents: &BTreeMap<Slug, Arc<Document>>, dirty: &mut Dirty) {
        let before = std::mem::replace(self, Self { fields, ..Self::default() });
        let mut unseen = Dirty::everything();
        for (slug, document) in documents {
            self.set(slug, None, Some(&document.meta), &mut unseen);
        }
        // Views are made again with any other configuration; which pages there are follows from this.
        dirty.compare(Facet::Fields, &before.fields, &self.fields);
    }

    /// Takes what a document said before, and what it says now.
    pub fn set(&mut self, slug: &Slug, old: Option<&Meta>, new: Option<&Meta>, dirty: &mut Dirty) {
        if self.fields.is_empty() {
            return;
        }
        let [was, is] = [old, new].map(|meta| meta.map(|meta| entries(&self.fields, meta)).unwrap_or_default());
        for (nth, entry) in was.difference(&is) {
            // The same value in another writing.
            let is_kept = is.iter().any(|(other, kept)| other == nth && kept.key == entry.key);
            self.change(*nth, entry, dirty, |having| {
                if !is_kept {
                    having.documents.remove(slug);
                }
                if let Some(count) = having.writings.get_mut(&entry.label) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        having.writings.remove(&entry.label);
                    }
                }
                !is_kept
            });
        }
        for (nth, entry) in is.difference(&was) {
            self.change(*nth, entry, dirty, |having| {
                *having.writings.entry(entry.label.clone()).or_default() += 1;
                having.documents.insert(slug.clone())
            });
        }
    }

    /// Changes who has a value; `change` says whether there are others now.
    fn change(&mut self, nth: usize, entry: &Entry, dirty: &mut Dirty, change: impl FnOnce(&mut Having) -> bool) {
        let key: Arc<str> = entry.key.as_str().into();
        let wish = (nth, Box::from(wish(&key)));
        let addresses = |index: &Self| -> BTreeMap<Arc<str>, Option<String>> {
            let rivals = index.wishes.get(&wish).into_iter().flatten();
            rivals.map(|rival| (rival.clone(), index.address(nth, rival))).collect()
        };
        let before = addresses(self);
        let values = self.values.entry(nth).or_default();
        let having = values.entry(key.clone()).or_default();
        let listed = |having: &Having| (having.label().to_owned(), having.documents.len());
        let was = listed(having);
        let moved = change(having);
        let is = listed(having);
        let is_gone = having.documents.is_empty();
        if is_gone {
            values.remove(&key);
            if withdraw(self.wishes.get_mut(&wish), &key) {
                self.wishes.remove(&wish);
            }
        } else {
            self.wishes.entry(wish.clone()).or_default().insert(key.clone());
        }
        let after = addresses(self);
        let Some(field) = self.fields.get(nth) else { return };
        dirty.compare(Facet::FieldValue(&field.name, &key), moved || was.0 != is.0, false);
        dirty.compare(Facet::FieldValues(&field.name), &was, &is);
        dirty.compare(Facet::Fields, was.1 > 0, is.1 > 0);
        if dirty.compare_tables(&before, &after, |key| Facet::FieldAddress(&field.name, key)) {
            dirty.compare(Facet::FieldValues(&field.name), &before, &after);
            for rival in before.keys().chain(after.keys()) {
                dirty.compare(Facet::FieldValue(&field.name, rival), before.get(rival), after.get(rival));
            }
        }
    }

    /// The name of a value in addresses; `None` if no document has it. Of values that want one address the first in order gets it, the
    /// others a number.
    pub fn address(&self, nth: usize, key: &str) -> Option<String> {
        let base = wish(key);
        let rivals = self.wishes.get(&(nth, Box::from(base.as_str())))?;
        let place = rivals.iter().position(|rival| **rival == *key)?;
        // No address that is made of words has this sign.
        Some(if place == 0 { base } else { format!("{base}_{}", place + 1) })
    }

    /// The keys of all values of a field.
    pub fn keys(&self, nth: usize) -> impl Iterator<Item = &Arc<str>> {
        self.values.get(&nth).into_iter().flat_map(BTreeMap::keys)
    }

    /// All values of a field, in the order of their keys.
    pub fn values(&self, nth: usize) -> impl Iterator<Item = ListedValue<'_>> {
        self.keys(nth).filter_map(move |key| self.listed(nth, key))
    }

    /// A value of a field, as its index lists it.
    pub fn listed(&self, nth: usize, key: &str) -> Option<ListedValue<'_>> {
        let (key, having) = self.values.get(&nth)?.get_key_value(key)?;
        Some(ListedValue {
            id: ValueId::Key(key.clone()),
            slug: self.address(nth, key)?.into(),
            label: having.label(),
            sort: having.label(),
            documents: having.documents.len(),
        })
    }

    /// The documents with a value of a field.
    pub fn documents(&self, nth: usize, key: &str) -> Option<&BTreeSet<Slug>> {
        self.values.get(&nth)?.get(key).map(|having| &having.documents)
    }

    /// Whether any document says something in a field.
    pub fn is_used(&self, nth: usize) -> bool {
        self.values.get(&nth).is_some_and(|values| !values.is_empty())
    }
}

/// The address that a value would have alone.
fn wish(key: &str) -> String {
    Slug::from_text(key).to_string()
}

fn entries(fields: &[Field], meta: &Meta) -> Entries {
    let of = |said: Said<'_>| {
        let nth = said.nth;
        said.values.iter().filter_map(|value| entry(&value.meant)).map(|entry| (nth, entry)).collect::<Vec<_>>()
    };
    said(fields, meta).flat_map(of).collect()
}
