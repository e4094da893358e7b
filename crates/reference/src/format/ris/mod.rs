//! RIS, the tagged format of reference managers.
//!
//! There is no standard but the description of Research Information Systems (2001, 2011 with further tags) and the
//! habits of EndNote, Zotero and Mendeley. What a tag means for which kind of work is one table ([`fields`]); what has no tag is
//! written so that Zotero knows it, and what means nothing is kept and written again.

mod dates;
mod fields;
mod read;
mod types;
mod write;

pub use read::{of_fields, read};
pub use write::{write, write_as};
