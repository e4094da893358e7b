//! Captures of pages of the web: what another program kept is written anew, so that nothing in it runs, sends or loads anything.
//!
//! 1. [`look`]: what a capture says of itself ([`said`]), which files stand in it ([`part`]), and which beside it ([`crate::document::capture_place`]) it shows;
//! 2. [`write`]: the page as readers get it: elements and attributes of closed lists ([`names`], [`page`]), style sheets without addresses that lead
//!    out ([`css`], [`tokens`]), what stood in it as `data:` as files of their own, and above it what it is and of when.
//!
//! Both are one reading, so that the files that are announced are those that are written. A capture is untrusted: whoever made the page knew
//! that it would be captured.

mod css;
mod names;
mod page;
mod part;
mod said;
mod tokens;

use crate::{
    base::{Captured, RelPath, source_text::Source},
    document::capture_place::{self as place, Kind},
};

pub use part::place as part_place;

/// The version of what is written, for what is kept of it.
pub const VERSION: u32 = 2;

/// A longer capture is not read, in bytes.
pub const LONGEST: u64 = 1 << 28;

/// With what a capture is written.
pub struct Writing<'a> {
    /// Its path in the archive.
    pub path: &'a RelPath,
    /// The address of the page; empty if nobody knows it.
    pub url: &'a str,
    /// What stands above it.
    pub banner: &'a str,
    /// The files beside it that are there, as it calls them, with their paths in the archive.
    pub there: &'a dyn Fn(&str) -> Option<RelPath>,
}

/// What is published of a capture.
pub struct Written {
    /// The page or sheet itself.
    pub bytes: Vec<u8>,
    /// The files that stood in it, with their paths on the site.
    pub parts: Vec<(RelPath, Vec<u8>)>,
}

/// What is known of a capture, or of a sheet beside one; nothing of other files.
pub fn look(path: &RelPath, bytes: &[u8]) -> Option<Captured> {
    let kind = place::kind(path).filter(|kind| *kind != Kind::Shown)?;
    let text = Source::decode(bytes).text;
    let mut captured = if kind == Kind::Page { said::of(&text) } else { Captured::default() };
    let writing = Writing { path, url: "", banner: "", there: &|_| None };
    let page = page::Page::read(kind, &text, &writing);
    captured.parts = page.parts.iter().map(|part| part.name.clone()).collect();
    captured.parts.sort();
    captured.parts.dedup();
    captured.asks = page.asks.into_iter().collect();
    captured.left_out = page.left_out;
    if captured.title.is_empty() {
        captured.title = page.title;
    }
    if captured.canonical.is_empty() {
        captured.canonical = page.canonical;
    }
    Some(captured)
}

/// What readers get of a capture, or of a sheet beside one; nothing of other files.
pub fn write(bytes: &[u8], writing: &Writing<'_>) -> Option<Written> {
    let kind = place::kind(writing.path).filter(|kind| *kind != Kind::Shown)?;
    let text = Source::decode(bytes).text;
    let page = page::Page::read(kind, &text, writing);
    let bytes = match kind {
        Kind::Sheet => page.sheet.clone().into_bytes(),
        Kind::Page | Kind::Shown => page.whole(writing).into_bytes(),
    };
    let parts = page.parts.into_iter().map(|part| (part_place(&part.name), part.bytes)).collect();
    Some(Written { bytes, parts })
}

#[cfg(test)]
mod tests;
