//! Addresses that were published once and are no more, and where they lead.
//!
//! 1. [`wishes`]: what wants an old address: `aliases:` of texts, `former-ids:` of records, the lines of `content/addresses.yaml`;
//! 2. [`table`]: each is followed to a page that is there; what cannot be is found;
//! 3. [`files`]: the small pages at old addresses, and the same for hosts and for the page of addresses that lead nowhere;
//! 4. [`census`]: what stands at which address, as far as it can be known again elsewhere;
//! 5. [`moves`]: what stands elsewhere than in the census before, and paragraphs whose words were mended;
//! 6. [`revision`]: `content/addresses.yaml` with what moved.
//!
//! All but the last two are a function of the archive's files. They are a function of the files and of the census that the build before has
//! left, and what they find is written into a file of the editors' before it counts.

pub mod census;
pub mod files;
pub mod moves;
mod places;
pub mod revision;
mod table;
mod wishes;

pub use census::Census;
pub use moves::Moves;
pub use places::has_place;
pub use table::{Table, table};
pub use wishes::known;
