//! References: from a printed entry or note to records, keys and the identity of works. Pure.
//!
//! A printed entry goes through these steps:
//!
//! 1. [`markup`]: the words without Markdown, each byte knowing where it came from;
//! 2. [`marks`]: what a rule knows for sure, addresses, DOI, dates of access, [`symbol`]s;
//! 3. [`works`]: a note is cut into the works it cites;
//! 4. [`token`]: words and numbers;
//! 5. [`features`] of the words, and labels for them by a model ([`crf`]) that learned from examples,
//!    within what the [`layout`] allows;
//! 6. [`mend`] sees to what needs a look at the whole entry;
//! 7. [`assemble`]: labelled words become fields of a [`record`], with [`names`], [`dates`], [`kinds`], [`language`].
//!
//! What a record and a document's description may say is listed once, in [`variable`]. What others do with records: [`csl`] reads and writes them, [`mod@format`] in the formats of other programs, [`key`] names them, [`identity`] and [`compare()`]
//! tell which are one work, what keeps them apart the [`particulars`], across scripts through [`translit`].
//!
//! What a text says of works it has named: [`intext`] finds author–year citations and [`matching`] their records,
//! [`numeric`] citations by number, [`backref`] reads "ibid." and its kin; [`locator`] knows places in a work, and [`cited`] which of them a note cites.

//! ```
//! use scholion_reference::{format::ris, identity, key, parse};
//!
//! let printed = "Yan X. Bipolar Rivalry in the Early Digital Age // The Chinese Journal of International Politics. \
//!                2020. Vol. 13. No. 2. P. 313–341. https://doi.org/10.1093/cjip/poaa007";
//! let found = parse(printed);
//! let record = &found[0].record;
//! assert_eq!(record.title, "Bipolar Rivalry in the Early Digital Age");
//! assert_eq!((record.volume.as_str(), record.pages.as_str()), ("13", "313–341"));
//! assert_eq!(key(record), "yan2020");
//! // Another printing of it is the same work, since its DOI is.
//! let other = parse("X. Yan, Bipolar Rivalry, CJIP (2020), DOI: 10.1093/CJIP/POAA007");
//! assert!(identity(record).iter().any(|key| identity(&other[0].record).contains(key)));
//! assert!(ris::write(record).contains("VL  - 13"));
//! ```

pub mod assemble;
pub mod backref;
mod called;
pub mod cited;
pub mod compare;
pub mod crf;
pub mod csl;
pub mod dates;
pub mod features;
pub mod field;
pub mod format;
pub mod identity;
pub mod intext;
pub mod key;
pub mod kinds;
pub mod label;
pub mod language;
pub mod layout;
pub mod locator;
pub mod marks;
pub mod markup;
pub mod matching;
pub mod mend;
pub mod names;
pub mod note;
pub mod nowhere;
pub mod numeric;
pub mod parse;
pub mod particulars;
mod points;
pub mod record;
pub mod rich;
pub mod role;
pub mod said;
pub mod symbol;
pub mod token;
pub mod tongue;
pub mod translit;
pub mod variable;
pub mod works;

pub use backref::{BackKind, BackReference, back_reference};
pub use compare::{Likeness, Verdict, compare};
pub use field::{Field, Parsed};
pub use identity::{IdentityKey, IdentityKind, identity};
pub use intext::{InText, InTextWork, bare, find_citations};
pub use key::{Keys, key, unique_keys};
pub use label::Label;
pub use matching::{ByYear, Match, match_work};
pub use note::{Named, Naming};
pub use numeric::{Numeric, NumericItem, find_numeric, find_round};
pub use parse::{Noted, Parser, named, parse, parse_with};
pub use particulars::Particulars;
pub use record::{Kind, Name, PrintedIn, Record};
pub use role::Role;
