//! References: from a printed entry or note to records, keys and the identity of works. Pure.
//!
//! A printed entry goes through these steps:
//!
//! 1. [`markup`]: the words without Markdown, each byte knowing where it came from;
//! 2. [`marks`]: what a rule knows for sure, addresses, DOI, dates of access, [`symbol`]s;
//! 3. [`works`]: a note is cut into the works it cites;
//! 4. [`token`]: words and numbers;
//! 5. labels for the words, by [`simple`] rules;
//! 6. [`assemble`]: labelled words become fields of a [`record`], with [`names`], [`dates`], [`kinds`].
//!
//! What others do with records: [`csl`] reads and writes them, [`key`] names them, [`identity`] and [`compare()`]
//! tell which are one work, across scripts through [`translit`].

pub mod assemble;
pub mod compare;
pub mod csl;
pub mod dates;
pub mod field;
pub mod identity;
pub mod key;
pub mod kinds;
pub mod label;
pub mod marks;
pub mod markup;
pub mod names;
pub mod parse;
pub mod record;
pub mod simple;
pub mod symbol;
pub mod token;
pub mod translit;
pub mod works;

pub use compare::{Likeness, Verdict, compare};
pub use field::{Field, Parsed};
pub use identity::{IdentityKey, IdentityKind, identity};
pub use key::{key, unique_keys};
pub use label::Label;
pub use parse::parse;
pub use record::{Kind, Name, PrintedIn, Record};
