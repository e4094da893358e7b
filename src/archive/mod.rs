//! The archive as a whole: what its files, taken together, say. Pure.

pub mod facet;
