//! From the catalogue to pages: typed views, and their bytes. Pure.
//!
//! 1. [`unit`]: which pages there are, each made by one of [`front`], [`document_page`],
//!    [`source_page`], [`work_page`], [`entity_page`], [`indexes`], [`annotations`], [`page`];
//! 2. [`view`]: what each template gets; [`frame`], [`links`], [`passage`], [`citation`] and
//!    [`webarchive`] make its parts, [`address`] its addresses, [`markup`] its safe HTML;
//! 3. [`templates`]: from a view to bytes;
//! 4. [`data`]: the archive as data.

pub mod address;
pub mod alignment;
pub mod annotations;
pub mod citation;
pub mod data;
pub mod document_page;
pub mod entity_page;
pub mod frame;
pub mod front;
pub mod indexes;
pub mod links;
pub mod markup;
pub mod page;
pub mod passage;
pub mod source_page;
pub mod templates;
pub mod unit;
pub mod view;
pub mod webarchive;
pub mod work_page;

pub use unit::{Made, Unit};
