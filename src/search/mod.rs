//! Full-text search without a server: an index in many small files, of which a reader's browser loads what a query
//! needs. Pure. `docs/SEARCH.md` is the format and the tokenizer's specification.
//!
//! 1. [`entry`]: what can be found: documents and pages by all their words ([`text`]), works and names by what they are
//!    called;
//! 2. [`words`]: from passages to terms, by the tables of [`alphabet`]; [`blob`]: the terms of an entry, packed;
//! 3. [`slots`]: numbers for entries; [`postings`]: the entries and places of each term;
//! 4. [`shards`]: how terms are divided among files; [`columns`]: what search knows of every text; [`number`]: numbers as text;
//! 5. [`index`]: what is remembered between builds: an edit reads one document again, and writes the files of its words.

pub mod alphabet;
pub mod blob;
pub mod columns;
pub mod entry;
pub mod index;
pub mod number;
pub mod postings;
pub mod shards;
pub mod slots;
pub mod text;
pub mod words;

#[cfg(test)]
mod tests;

/// Where the files of the index stand on the site.
pub const FOLDER: &str = "search/";

pub use index::Index;
