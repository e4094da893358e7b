//! The geometry of the drawings on the archive's front. The templates draw them, so that a theme may draw them otherwise.
//!
//! 1. [`timeline`]: how many documents and cited works there are of each year or run of years;
//! 2. [`map`]: which documents cite which of the works that are cited most.
//!
//! Both are as large for a hundred thousand documents as for ten.

pub mod map;
pub mod timeline;
