//! BibLaTeX and BibTeX.
//!
//! Written is the part of BibLaTeX that BibTeX reads as well: names of fields and types that both know where there are
//! such (`journal`, `address`, `year`), and `date` only where year and month do not say all. What is read may be either.
//!
//! 1. [`types`]: kinds of work and types of entry; [`keys`]: words by their keys; [`languages`]: languages by Babel's names;
//! 2. [`write()`]: a record as an entry, in [`latex`];
//! 3. [`lex`]: a file into its entries, which begin with [`heads`], so that one that is broken does not take the others with it;
//! 4. [`tex`]: values into words, by their [`tokens`], with the [`commands`] that are known, those that a file defines ([`macros`]), and each [`formula`];
//! 5. [`read()`]: abbreviations, and what entries [`inherit`];
//! 6. [`fields`]: an entry into a record; [`names`] reads the names in it, [`dates`] the dates, [`identifiers`] identifiers and addresses.

mod commands;
mod dates;
mod fields;
mod formula;
mod heads;
mod identifiers;
mod inherit;
mod keys;
mod languages;
mod latex;
mod lex;
mod macros;
mod names;
mod read;
#[cfg(test)]
mod tests;
mod tex;
mod tokens;
mod types;
mod write;

pub use read::read;
pub use write::{write, write_as};
