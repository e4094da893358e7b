//! From the catalogue to pages: typed views, and their bytes. Pure.
//!
//! 1. [`kind`]: what a kind of page is, [`kinds`]: all kinds, and [`unit`]: which pages there are, each made by one of [`front`], [`document_page`],
//!    [`source_page`], [`facsimile`], [`work_page`], [`entity_page`], [`indexes`],
//!    [`divisions`], [`annotations`], [`page`], [`search_page`]; [`rights`]: how much a document's page shows;
//! 2. [`view`]: what each template gets; [`frame`], [`links`], [`passage`], [`citation`],
//!    [`citing`] with [`csl`], and [`webarchive`] make its parts, [`address`] its addresses, [`markup`] its safe HTML;
//! 3. [`templates`]: from a view to bytes;
//! 4. what other programs take: [`data`] and [`graph`], the archive as data; [`export`], [`metadata`] and [`coins`], a
//!    document or work for reference managers.

pub mod address;
pub mod alignment;
pub mod annotations;
pub mod captions;
pub mod citation;
pub mod citing;
pub mod cleaning;
pub mod coins;
pub mod collation;
pub mod csl;
pub mod data;
pub mod divisions;
pub mod document_page;
pub mod entity_page;
pub mod export;
pub mod facsimile;
pub mod feed;
pub mod fields;
pub mod figures;
pub mod files;
pub mod footnotes;
pub mod frame;
pub mod front;
pub mod graph;
pub mod iiif;
pub mod indexes;
pub mod kind;
pub mod kinds;
pub mod linked;
pub mod links;
pub mod markup;
pub mod metadata;
pub mod named_file;
mod nowhere;
pub mod page;
pub mod passage;
pub mod pictures;
pub mod previews;
pub mod product;
pub mod publication;
pub mod recordings;
pub mod related;
pub mod rights;
pub mod search_page;
pub mod sitemap;
pub mod source_page;
pub mod templates;
pub mod unit;
pub mod view;
pub mod webarchive;
pub mod work_page;

pub use cleaning::{Cleaning, NOTHING};
pub use product::{Product, Scaled, Tiled};
pub use unit::Unit;
