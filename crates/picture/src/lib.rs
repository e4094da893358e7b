//! Pictures for pages.
//!
//! 1. [`read`]: the bytes of a file as scanners, cameras and libraries write them (JPEG, TIFF, PNG, WebP, GIF, BMP, JPEG 2000) → a
//!    [`Picture`], upright, its colours with their profile;
//! 2. [`Picture::scaled`]: smaller ones;
//! 3. [`Picture::write`]: JPEG, or WebP where something shows through;
//! 4. [`tiles`]: the squares and sizes in which viewers ask for a large one (IIIF Image API 3.0, level 0).
//!
//! Pure: bytes in, bytes out. It does not panic, and what a file may cost is bounded by [`Limits`] before anything is decoded.

mod fault;
mod picture;
mod read;
mod sheets;
#[cfg(test)]
mod tests;
mod tiles;
mod write;

pub use fault::Fault;
pub use picture::{Picture, Tone};
pub use read::{Info, Limits, info, read};
pub use tiles::{Tile, factors, sizes, tiles};
pub use write::Written;

/// Names the program's source, so that what another version made is not taken for this one's.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
