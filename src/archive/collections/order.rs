//! In which order documents stand in a collection.

use std::{cmp::Ordering, sync::Arc};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    base::{Date, Slug, natural, text},
    document::{
        Document, Meta,
        collection::{Sort, compare_places},
    },
    reference::{Name, Role},
};

/// Where a document is kept, from the archive to the shelfmark: CSL's `archive`, `archive_collection`, `archive_location`, `call-number`.
pub type Shelfmark<'a> = [&'a str; 4];

/// Where a document is kept.
pub fn shelfmark(meta: &Meta) -> Shelfmark<'_> {
    ["archive", "archive_collection", "archive_location", "call-number"].map(|variable| {
        let said = meta.variables.iter().find(|(name, _)| name == variable);
        said.map_or("", |(_, words)| words)
    })
}

/// Which of two shelfmarks comes first, `Box 2` before `Box 10`; what has none stands behind what has one.
pub fn compare_shelfmarks(one: Shelfmark<'_>, other: Shelfmark<'_>) -> Ordering {
    let is_none = |mark: Shelfmark<'_>| mark.iter().all(|part| part.is_empty());
    let parts = one.iter().zip(other).map(|(one, other)| natural(one, other));
    is_none(one).cmp(&is_none(other)).then_with(|| parts.fold(Ordering::Equal, Ordering::then))
}

/// What lists sort a document by, besides what they show of every document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SortedBy<'a> {
    /// Its first author.
    pub author: Option<&'a Name>,
    /// Where it is kept.
    pub shelfmark: Shelfmark<'a>,
}

impl<'a> SortedBy<'a> {
    /// What a description is sorted by.
    pub fn of(meta: &'a Meta) -> Self {
        let author = meta.people.iter().find(|person| person.role == Role::Author).map(|person| &person.name);
        Self { author, shelfmark: shelfmark(meta) }
    }
}

/// All of a description that a collection is put in order or counted by.
pub(super) fn sorted_by(meta: &Meta) -> (&str, Option<Date>, SortedBy<'_>, Option<Date>, bool) {
    (&meta.title, meta.issued, SortedBy::of(meta), meta.changed(), meta.facsimile.is_empty())
}

/// The documents of a collection in their order: those that it lists, and those that say that they stand in it. `place` is what a document
/// says of its place.
pub(super) fn in_order<'a>(
    sort: Sort,
    list: &'a [Slug],
    saying: impl Iterator<Item = &'a Slug>,
    place: impl Fn(&Slug) -> Option<&'a str>,
    documents: &'a FxHashMap<Slug, Arc<Document>>,
) -> Vec<Slug> {
    let listed: FxHashSet<&Slug> = list.iter().collect();
    let places = list.iter().enumerate().map(|(nth, slug)| (nth, "", slug));
    let said = saying.filter(|slug| !listed.contains(slug)).map(|slug| (usize::MAX, place(slug).unwrap_or(""), slug));
    let rows = places.chain(said).filter_map(|(nth, order, slug)| {
        let meta = &documents.get(slug)?.meta;
        let SortedBy { author, shelfmark } = SortedBy::of(meta);
        let author = author.map(|name| text::fold(&name.sorted()));
        Some(Row { nth, order, date: meta.issued, shelfmark, author, title: text::fold(&meta.title), slug })
    });
    let mut rows: Vec<Row<'_>> = rows.collect();
    rows.sort_by(|one, other| one.compare(other, sort));
    rows.into_iter().map(|row| row.slug.clone()).collect()
}

/// A document in a collection.
struct Row<'a> {
    /// Its place in the collection's own list.
    nth: usize,
    /// The place that it says itself.
    order: &'a str,
    date: Option<Date>,
    shelfmark: Shelfmark<'a>,
    /// Folded, as the title.
    author: Option<String>,
    title: String,
    slug: &'a Slug,
}

impl Row<'_> {
    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let dates = || (self.date.is_none(), self.date).cmp(&(other.date.is_none(), other.date));
        let titles = || natural(&self.title, &other.title);
        let shelfmarks = || compare_shelfmarks(self.shelfmark, other.shelfmark);
        let listed = || self.nth.cmp(&other.nth).then_with(|| compare_places(self.order, other.order));
        let first = match sort {
            Sort::Listed => listed(),
            Sort::Date => dates(),
            Sort::Shelfmark => shelfmarks(),
            Sort::Title => titles(),
            Sort::Author => (self.author.is_none(), &self.author).cmp(&(other.author.is_none(), &other.author)),
        };
        // What is equal stands as it is listed, then by date.
        first.then_with(listed).then_with(dates).then_with(shelfmarks).then_with(titles).then_with(|| self.slug.cmp(other.slug))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shelfmarks_count_their_numbers() {
        let mut marks =
            [["A", "", "Box 10", "1"], ["A", "", "Box 2", "10"], ["", "", "", ""], ["A", "", "Box 2", "9r"], ["A", "", "Box 2", "9"]];
        marks.sort_by(|one, other| compare_shelfmarks(*one, *other));
        let shown: Vec<String> = marks.iter().map(|mark| mark[2..].join(" ")).collect();
        assert_eq!(shown, ["Box 2 9", "Box 2 9r", "Box 2 10", "Box 10 1", " "]);
    }
}
