//! From a document to its collections, and to the documents beside it there.
//!
//! Without a script all ways are shown. A link from the table of a collection carries that way's fragment, by which the style sheet puts it
//! first, and so do the links to what stands beside the document there.

use super::tree::anchor;
use crate::{
    base::Slug,
    site::{address, frame::Maker, page_path::PagePath, view::*},
};

/// The address of a document on the way through a collection, seen from a page.
pub fn href(path: &PagePath, document: &Slug, collection: &Slug) -> String {
    format!("{}#{}", path.to(&address::document(document)), id(collection))
}

/// The fragment of the way through a collection on a document's page.
fn id(collection: &Slug) -> String {
    format!("_in-{collection}")
}

/// The ways to a document, in the order in which it names its collections.
pub fn of(maker: &Maker<'_, '_>, path: &PagePath, document: &Slug) -> Vec<WayView> {
    let beside = |collection: &Slug, other: Option<&Slug>| {
        let card = other.and_then(|other| maker.reader.card(other));
        card.map(|card| maker.titled(href(path, card.slug, collection), &card))
    };
    let way = |collection: &Slug| {
        let [previous, next] = maker.reader.beside(collection, document);
        let labels = maker.reader.way_to(collection);
        WayView {
            id: id(collection),
            title: labels.last().map(|label| label.titled(&maker.config.lang).0.to_owned()).unwrap_or_default(),
            collections: labels.iter().map(|label| anchor(maker, path, label)).collect(),
            previous: beside(collection, previous).unwrap_or_default(),
            next: beside(collection, next).unwrap_or_default(),
        }
    };
    maker.reader.collections_of(document).iter().map(way).collect()
}
