//! Full-text search without a server: an index in many small files, of which a reader's browser loads what a query
//! needs. Pure. `docs/SEARCH.md` is the format and the tokenizer's specification.
//!
//! 1. [`entry`]: what can be found: documents and pages by all their words ([`text`]), works and names by what they are
//!    called;
//! 2. [`words`]: from passages to terms, by the tables of [`alphabet`]: how a word is compared ([`fold`](mod@fold)), its terms by its [`language`]
//!    ([`stems`]), its other spellings ([`spelling`]), and the same as a browser has them ([`tables`]); [`reading`]: each distinct word once, kept in a [`word_table`] and numbered by an [`interner`];
//! 3. [`slots`]: numbers for entries; [`gathering`]: what has each term, in one pass, packed in [`chains`]; [`item`]: a term as the files hold it;
//! 4. [`shards`]: how terms are divided among files; [`text_file`]: the words of a text; [`columns`]: what search knows of every text; [`number`] and
//!    [`literal`]: numbers and strings as text;
//! 5. [`index`]: what is remembered between builds; [`whole`]: all files from nothing; [`patch`]: those of an edit, from the files that there are.

pub mod alphabet;
pub mod chains;
pub mod columns;
pub mod entry;
pub mod fold;
pub mod gathering;
pub mod index;
pub mod interner;
pub mod item;
pub mod language;
pub mod literal;
pub mod number;
pub mod patch;
pub mod reading;
pub mod shards;
pub mod slots;
pub mod spelling;
pub mod stems;
pub mod tables;
pub mod text;
pub mod text_file;
pub mod whole;
pub mod word_table;
pub mod words;

#[cfg(test)]
mod tests;

/// Where the files of the index stand on the site.
pub const FOLDER: &str = "search/";

pub use entry::Key;
pub use index::{Index, Known, Shelf};
