//! From the catalogue to pages: typed views, and their bytes. Pure.
//!
//! 1. [`kind`]: what a kind of page is, [`kinds`]: all kinds, and [`unit`]: which pages there are, each made by one of [`front`], [`document_page`],
//!    [`source_page`], [`facsimile`], [`work_page`], [`entity_page`], [`indexes`],
//!    [`divisions`], [`collections`], [`annotations`], [`page`], [`search_page`], [`versions`]; [`rights`]: how much a document's page shows;
//! 2. [`view`]: what each template gets; [`frame`], [`links`], [`passage`], [`citation`],
//!    [`citing`] with [`csl`], and [`webarchive`] make its parts, [`address`] its addresses, [`markup`] its safe HTML, [`map`] its maps;
//!    [`tongues`]: the languages in which the site speaks, [`page_path`]: how a page leads on in its own, [`counterparts`]: a text in another;
//! 3. [`templates`]: from a view to bytes;
//! 4. what other programs take: [`tables`], [`data`] and [`graph`], the archive as data, [`authorities`], whom and what it names; [`editions`], texts in other formats, [`dts`], their parts; [`export`], [`metadata`] and [`coins`], a
//!    document or work for reference managers.

pub mod address;
pub mod alignment;
pub mod annotations;
pub mod answers;
pub mod authorities;
pub mod browse;
pub mod captions;
pub mod capture;
pub mod citation;
pub mod citing;
pub mod cleaning;
pub mod coins;
pub mod collation;
pub mod collections;
pub mod copies;
pub mod counterparts;
pub mod csl;
pub mod data;
pub mod divisions;
pub mod document_page;
pub mod dts;
mod dublin_core;
pub mod editions;
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
pub mod furniture;
pub mod graph;
pub mod iiif;
pub mod indexes;
mod joined;
pub mod kind;
pub mod kinds;
pub mod letters;
pub mod linked;
pub mod links;
pub mod map;
pub mod markup;
pub mod menu;
pub mod metadata;
pub mod named_file;
pub mod near;
mod nowhere;
mod own_fields;
pub mod page;
pub mod page_path;
pub mod passage;
pub mod pictures;
pub mod portrait;
pub mod previews;
pub mod product;
pub mod publication;
pub mod recordings;
pub mod redirect;
pub mod references;
pub mod related;
pub mod relations;
pub mod resource_sync;
pub mod rights;
pub mod ro_crate;
pub mod search_page;
pub mod signposting;
pub mod sitemap;
pub mod source_page;
pub mod tables;
pub mod templates;
pub mod tongues;
pub mod unit;
pub mod versions;
pub mod view;
pub mod webarchive;
pub mod work_page;

pub use cleaning::{Cleaning, NOTHING};
pub use product::{Part, Product, Question, Scaled, Tiled};
pub use unit::Unit;
