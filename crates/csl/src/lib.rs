//! A processor of the Citation Style Language (CSL) 1.0.2.
//!
//! 1. [`style`]: a style and a locale, read from XML once and checked; nothing of a style is looked up by name afterwards;
//! 2. [`item`]: what is cited, as CSL-JSON has it;
//! 3. [`tree`]: what comes out, for whatever writes it;
//! 4. `text`: rich text in fields, letter case, quotation marks, punctuation that meets;
//! 5. `names`, `dates`, `numbers`: how these are written;
//! 6. [`processor`]: citations with their state, and the bibliography; [`mod@write`]: what comes of it as HTML, plain text and Markdown.

mod dates;
pub mod item;
mod names;
mod numbers;
pub mod processor;
pub mod style;
mod text;
pub mod tree;
pub mod write;

pub use numbers::is_roman;

/// The examples of the README are run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
