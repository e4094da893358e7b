//! What stands elsewhere than at the last build, so that its old address leads there.
//!
//! 1. [`census`]: what stands at which address, as far as it can be known again elsewhere;
//! 2. [`moves`]: what stands elsewhere than in the census before, and paragraphs whose words were mended;
//! 3. [`revision`]: `content/addresses.yaml` with what moved.
//!
//! Where old addresses lead is a function of the archive's files alone ([`super::old_addresses`]). What is found here follows from the files and from the census that the
//! build before has left: so it is written into a file of the editors' before it counts.

pub mod census;
pub mod moves;
pub mod revision;

pub use census::Census;
pub use moves::Moves;
