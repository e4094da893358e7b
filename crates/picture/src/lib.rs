//! Pictures for pages: what scanners, cameras and libraries write, turned upright, made smaller, written for the web.
//!
//! 1. [`read`]: the bytes of a file (JPEG, TIFF, PNG, WebP, GIF, BMP, JPEG 2000) → a [`Picture`], its colours with their profile;
//! 2. [`Picture::at_widths`]: smaller ones;
//! 3. [`Picture::write`]: JPEG, or WebP of what is drawn;
//! 4. [`tiles`]: the squares and sizes in which viewers ask for a large one (IIIF Image API 3.0, level 0).
//! 5. [`blank_places`]: a file without the place where its picture was taken.
//!
//! Pure: bytes in, bytes out. What a file may cost is bounded by [`Limits`] before anything is decoded.
//!
//! ```
//! use scholion_picture::{Form, Limits, Picture, Tone, read};
//!
//! let page = Picture::new(40, 30, Tone::Gray, vec![200; 1200]).expect("as many samples as pixels");
//! let small = page.at_widths(&[20, 10]);
//! assert_eq!((small[0].width, small[0].height), (20, 15));
//! let file = small[0].write(Form::Photograph(80)).expect("a file");
//! assert_eq!(read(&file, 0, Limits::default()).map(|again| again.width), Ok(20));
//! ```

mod fault;
mod picture;
mod places;
mod read;
mod sheets;
#[cfg(test)]
mod tests;
mod tiles;
mod write;

pub use fault::Fault;
pub use picture::{Picture, Tone};
pub use places::blank_places;
pub use read::{Info, Limits, info, read};
pub use tiles::{Tile, factors, paths, sizes, tiles};
pub use write::Form;

/// Names the program's source, so that what another version made is not taken for this one's.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
