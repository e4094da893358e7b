//! BibLaTeX and BibTeX. The only home of the `biblatex` crate.
//!
//! Written is the part of BibLaTeX that BibTeX reads as well: names of fields and types that both know where there are
//! such (`journal`, `address`, `year`), and `date` only where year and month do not say all. What is read may be either.
//!
//! 1. [`types`]: kinds of work and types of entry;
//! 2. [`write()`]: a record as an entry;
//! 3. [`split`]: a file into its entries, so that one that is broken does not take the others with it;
//! 4. [`read()`]: entries to records; [`names`] reads the names in them, [`dates`] the dates, [`languages`] knows
//!    languages by Babel's names.

mod dates;
mod languages;
mod names;
mod read;
mod split;
mod types;
mod write;

pub use read::read;
pub use write::write;
