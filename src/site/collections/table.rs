//! The documents of a collection as a table, in the orders of its columns.

use super::ways;
use crate::{
    archive::{
        Listed,
        collections::{SortedBy, compare_shelfmarks, description},
    },
    base::Slug,
    document::{Document, collection::Sort},
    site::{address, frame::Maker, page_path::PagePath, view::*},
};

/// A document in a collection.
pub struct Row<'a> {
    /// Its place in the collection's own order, from 1.
    number: usize,
    listed: Listed<'a>,
    by: SortedBy<'a>,
}

/// The order that a collection has itself.
pub fn own_order(file: &Document) -> Sort {
    description(file).map(|description| description.sort).unwrap_or_default()
}

/// The documents of a collection in its own order.
pub fn rows<'a>(maker: &Maker<'a, '_>, collection: &Slug) -> Vec<Row<'a>> {
    let members = (1..).zip(maker.reader.members(collection));
    members.filter_map(|(number, slug)| Some(Row { number, listed: maker.reader.card(slug)?, by: maker.reader.sorted_by(slug)? })).collect()
}

/// By what columns there is anything to be sorted: that of numbers, those of titles, and the others that say anything.
pub fn orders(rows: &[Row<'_>]) -> Vec<Sort> {
    let says = |sort: &Sort| match sort {
        Sort::Listed | Sort::Title => true,
        Sort::Author => rows.iter().any(|row| row.by.author.is_some()),
        Sort::Date => rows.iter().any(|row| row.listed.issued.is_some()),
        Sort::Shelfmark => rows.iter().any(|row| !shelfmark(&row.by).is_empty()),
    };
    Sort::ALL.into_iter().filter(says).collect()
}

/// Puts documents in another order than the collection's own; those that it does not tell apart stay as they are.
pub fn sort(maker: &Maker<'_, '_>, rows: &mut [Row<'_>], sort: Sort) {
    let collation = maker.collation();
    match sort {
        Sort::Listed => rows.sort_by_key(|row| row.number),
        Sort::Title => rows.sort_by_cached_key(|row| collation.key(&[row.listed.title])),
        Sort::Author => rows.sort_by_cached_key(|row| {
            let name = row.by.author.map(|name| name.sorted());
            (name.is_none(), collation.key(&[name.as_deref().unwrap_or("")]))
        }),
        Sort::Date => rows.sort_by_key(|row| (row.listed.issued.is_none(), row.listed.issued)),
        Sort::Shelfmark => rows.sort_by(|one, other| compare_shelfmarks(one.by.shelfmark, other.by.shelfmark)),
    }
}

/// Where a page of the documents of a collection stands, in one of their orders.
pub fn address_of(slug: &Slug, own: Sort, order: Sort, page: usize) -> String {
    if order == own || order == Sort::Listed { address::collection(slug, page) } else { address::collection_by(slug, order.name(), page) }
}

/// The columns of the table on a page that shows it in an order.
pub fn columns(path: &PagePath, slug: &Slug, orders: &[Sort], own: Sort, order: Sort) -> Vec<ColumnView> {
    let column = |column: &Sort| {
        let current = *column == order;
        // The numbers are those of the collection's own order.
        let is_here = current || *column == Sort::Listed && order == own;
        let href = if is_here { String::new() } else { path.to(&address_of(slug, own, *column, 1)) };
        ColumnView { name: column.name(), href, current }
    };
    orders.iter().map(column).collect()
}

/// A document in the table.
pub fn member(maker: &Maker<'_, '_>, path: &PagePath, collection: &Slug, row: &Row<'_>) -> MemberView {
    let card = maker.card(path, &row.listed);
    MemberView {
        number: row.number,
        card: Card { href: ways::href(path, row.listed.slug, collection), ..card },
        shelfmark: shelfmark(&row.by),
    }
}

/// Place and shelfmark as the table shows them: the archive is that of the whole collection.
fn shelfmark(by: &SortedBy<'_>) -> String {
    let [_, parts @ ..] = by.shelfmark;
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
