//! What each template gets: one [`PageView`] a template, plain data, addresses already relative.
//!
//! A page's key is the digest of its view, so a view holds all that its page shows and nothing
//! that it does not. Fields named `…_html` hold safe HTML and are printed with `| safe`; all other
//! text is plain and gets escaped by the template. Empty texts and lists mean "there is none".
//!
//! 1. [`common`]: parts that several pages show;
//! 2. [`document`], [`work`], [`index`], [`annotation`], [`letters`], [`fields`]: the pages.

pub mod annotation;
pub mod chapter;
pub mod collection;
pub mod common;
pub mod document;
pub mod entity;
pub mod facsimile;
pub mod fields;
pub mod file;
pub mod index;
pub mod letters;
pub mod map;
pub mod version;
pub mod work;

pub use annotation::*;
pub use chapter::*;
pub use collection::*;
pub use common::*;
pub use document::*;
pub use entity::*;
pub use facsimile::*;
pub use fields::*;
pub use file::*;
pub use index::*;
pub use letters::*;
pub use map::*;
pub use version::*;
pub use work::*;

pub use super::templates::shown::{PageView, View};
