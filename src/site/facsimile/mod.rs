//! Facsimiles: the pictures of the pages of which a text was made.
//!
//! 1. [`surfaces`]: what the front matter names → the [`Surface`]s that the archive has, each with its label and its mark in the text. All that
//!    shows a facsimile begins here: the page beside it, manifests, notes on pictures;
//! 2. [`picture`]: a surface's picture in the widths in which it is shown;
//! 3. [`layout`]: the printed lines on each picture, by the file of coordinates, and [`lines`]: the words of the text that stand in them;
//!    [`words`]: where words of the text stand on a picture, [`notes`]: the notes on them;
//! 4. [`page`]: the page that lays the text beside its pictures; [`rows`]: pictures beside the words of a source.

pub mod layout;
pub mod lines;
pub mod notes;
pub mod page;
pub mod picture;
pub mod rows;
pub mod surfaces;
pub mod words;

pub use surfaces::{Surface, Surfaces, surfaces};
