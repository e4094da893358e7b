//! Collections on the site.
//!
//! 1. [`tree`]: all of them, as they stand in each other;
//! 2. [`page`]: a collection, its parts and its documents; [`table`]: these in the orders of its columns;
//! 3. [`ways`]: from a document to its collections, and to those beside it there;
//! 4. [`files`]: the files by which a collection can be taken away; [`ead`] is one of them.

pub mod ead;
pub mod files;
mod linked;
pub mod page;
pub mod sample;
pub mod table;
pub mod text;
pub mod tree;
pub mod ways;
