//! References: from a printed entry or note to records, keys and the identity of works. Pure.
//!
//! 1. [`record`]: what a record is, with CSL's variables;
//! 2. [`csl`]: records from and to CSL-YAML and CSL-JSON.

pub mod csl;
pub mod record;

pub use record::{Kind, Name, PrintedIn, Record};
