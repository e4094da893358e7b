//! Collections: their tree, a collection, and the ways to a document through them.

use serde::Serialize;

use super::{common::*, document::*};
use crate::base::{
    Html,
    yaml::{Map, Value},
};

/// `collections.html`: all collections, as they stand in each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CollectionsView {
    pub page: PageFrame,
    /// How many stand here.
    pub count: usize,
    /// Each before its parts.
    pub collections: Vec<CollectionLine>,
    pub pager: Pager,
}

/// A collection in a list or tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CollectionLine {
    /// Relative address of its page.
    pub href: String,
    pub title: String,
    /// The language of its title.
    pub lang: String,
    /// `fonds`, `series`, `volume` … or a word of the editors'; empty if it does not say.
    pub level: String,
    /// Its reference code; empty if it has none.
    pub identifier: String,
    /// EDTF; empty if unknown.
    pub dates: String,
    /// How many documents stand in it and in its parts.
    pub documents: usize,
    /// How many parts it has.
    pub parts: usize,
    /// Whether its parts stand below it here.
    pub opens: bool,
    /// How many lists of parts end behind it.
    pub closes: usize,
    /// Its picture, or one of its documents', safe HTML; empty if there is none, and in lists that do not show it.
    pub picture_html: Html,
}

/// `collection.html`: a collection: what it is, its parts, its documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CollectionView {
    pub page: PageFrame,
    /// Its name in addresses.
    pub slug: String,
    /// `fonds`, `series`, `volume` … or a word of the editors'; empty if it does not say.
    pub level: String,
    /// The collections in which it stands, from the whole on; without itself.
    pub way: Vec<Anchor>,
    /// Titles in other languages: `lang` is set.
    pub other_titles: Vec<Anchor>,
    /// Tags for the page's head, safe HTML: what it is, in schema.org's words.
    pub metadata_html: Html,
    /// Whether this is its first page, in its own order: only that describes it.
    pub is_first: bool,
    /// What describes it: `identifier`, `dates`, `extent` … Those that are told in sentences have a value a paragraph.
    pub fields: Vec<DescriptionView>,
    /// Under what terms the description is published.
    pub license: LicenseView,
    /// The language of the title.
    pub title_lang: String,
    /// The text: scope and content.
    pub body_html: Html,
    /// Its language.
    pub body_lang: String,
    pub notes: Vec<NoteView>,
    /// Contents of the text: the headings, as a flat list with levels.
    pub contents: Vec<ContentsItem>,
    /// The works that it cites, in the archive's style.
    pub references: Vec<ReferenceView>,
    /// The editors' own keys: `{{ extra | get(key="x-shelf", default="") }}`.
    pub extra: Map<String, Value>,
    /// How many parts it has.
    pub parts_count: usize,
    /// Its parts, as far as they stand on this page.
    pub parts: Vec<CollectionLine>,
    /// How many documents stand in it.
    pub count: usize,
    /// How many documents stand in it and in its parts.
    pub holdings: usize,
    /// Whether they stand in the collection's own order: search engines need no other.
    pub is_own_order: bool,
    /// By what the documents stand on this page: `listed`, `title`, `author`, `date`, `shelfmark`.
    pub order: &'static str,
    /// The columns of the table, and the ways to the documents in other orders.
    pub columns: Vec<ColumnView>,
    /// The documents of this page.
    pub members: Vec<MemberView>,
    pub pager: Pager,
    /// The files by which the collection can be taken away: the title is the format.
    pub downloads: Vec<Anchor>,
    /// Relative address of its feed; empty if it has none.
    pub feed: String,
    /// Relative address of its manifests as a IIIF collection; empty if it has none.
    pub iiif_href: String,
}

/// An element of the description of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DescriptionView {
    /// `identifier`, `dates`, `extent`, `history` …: its words stand under `description.`.
    pub name: &'static str,
    /// Whether it is a date: EDTF, to be written by `| date`.
    pub is_date: bool,
    /// What it says: names one by one with their pages, languages by their tags, else a paragraph each.
    pub values: Vec<Anchor>,
}

/// A column of the table of documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ColumnView {
    /// `listed`, `title`, `author`, `date` or `shelfmark`.
    pub name: &'static str,
    /// Relative address of the same documents in the order of this column; empty on that page itself.
    pub href: String,
    /// Whether the documents stand in this order.
    pub current: bool,
}

/// A document in the table of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MemberView {
    /// Its place in the collection's own order, from 1.
    pub number: usize,
    /// The document; its address leads to its page with the way through this collection first.
    pub card: Card,
    /// Where it is kept: place and shelfmark; empty if it does not say.
    pub shelfmark: String,
}

/// The way to a document through a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WayView {
    /// `_in-letters`: its fragment on the document's page.
    pub id: String,
    /// What the collection is called.
    pub title: String,
    /// The collections from the whole to that in which the document stands.
    pub collections: Vec<Anchor>,
    /// The document before it there; its address is empty if there is none.
    pub previous: Anchor,
    /// The document behind it there.
    pub next: Anchor,
}
