//! The steps of writing, of which a test may make any the last or the first that fails.
//!
//! `SCHOLION_FAULT=stop:7` ends the program before its seventh step, as a kill would; `full:7` lets that and all later
//! ones fail, as a disk that is full. So a test goes through all moments instead of meeting some by chance. Programs that
//! are built for use have nothing of this.

use std::io;

/// A step is about to be taken.
#[cfg(not(debug_assertions))]
pub fn step() -> io::Result<()> {
    Ok(())
}

/// A step is about to be taken.
#[cfg(debug_assertions)]
pub fn step() -> io::Result<()> {
    use std::sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    };
    static WISH: LazyLock<Option<(bool, u64)>> = LazyLock::new(|| {
        let wish = std::env::var("SCHOLION_FAULT").ok()?;
        let (kind, at) = wish.split_once(':')?;
        Some((kind == "stop", at.parse().ok()?))
    });
    static TAKEN: AtomicU64 = AtomicU64::new(0);
    let Some((is_stop, at)) = *WISH else { return Ok(()) };
    let step = TAKEN.fetch_add(1, Ordering::Relaxed) + 1;
    match is_stop {
        true if step >= at => std::process::exit(137),
        false if step >= at => Err(io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    }
}
