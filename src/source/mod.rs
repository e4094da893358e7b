//! The only input: the archive's files, read into a [`Snapshot`].
//!
//! 1. [`root`]: where the archive begins;
//! 2. [`walk`]: which files there are, symbolic links followed with care; [`crate::base::names`] says which do not count;
//! 3. [`scan`]: their bytes, read in parallel; read again later, only what changed;
//! 4. [`stream`]: files that are hashed and copied bit by bit, since nothing reads them;
//! 5. [`known`]: what another process knew of them, and whether it still holds;
//! 6. [`watch`]: where something may have changed meanwhile.
//!
//! What cannot be read is reported in [`Snapshot::diagnostics`] and never stops the rest. It is not gone: what was read of it
//! before stays in the snapshot, and [`Scan::unread`] names it.
//!
//! [`Snapshot`]: crate::base::Snapshot
//! [`Snapshot::diagnostics`]: crate::base::Snapshot::diagnostics
//! [`Scan::unread`]: scan::Scan::unread

mod known;
mod picture;
mod root;
mod scan;
mod sheets;
mod stamp;
mod stream;
mod walk;
pub mod watch;

pub use crate::base::names::{LEFTOVER_END, LEFTOVER_START, is_leftover};
pub use known::Known;
pub use root::find_root;
pub use scan::{Changes, First, Hints, Scan, rescan, rescan_with, scan};
pub use stamp::Stamp;
pub use stream::{copy, digest_of};
