//! What became of a document once it was published.
//!
//! 1. [`history`]: what its page and the page of its history say of that, and where things of it stand;
//! 2. [`page`]: a version, as it was, with what leads from it to others (RFC 5829) and how it is cited;
//! 3. [`compare`], [`differences`]: what differs between two versions, and between the newest and the text as it is;
//! 4. [`errata`]: what was corrected in the archive; [`timemap`]: all versions for programs (RFC 7089).
//!
//! Versions stand in no list, in no search and in no count: readers come to them from the document, or by an address that somebody cited.
//! They are shown as far as the document is (`build/versions.rs`).

pub mod compare;
pub mod differences;
pub mod errata;
pub mod history;
pub mod page;
pub mod timemap;
