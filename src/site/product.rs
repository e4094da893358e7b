//! What pages are made of on their way out.

use super::view::View;
use crate::base::{Diagnostic, RelPath};

/// A thing that a unit makes; pages and files with their paths on the site.
#[derive(Debug)]
pub enum Product {
    /// A page, to be rendered.
    Page(RelPath, View),
    /// A file beside pages that no template makes.
    File(RelPath, String),
    /// A file of the archive to which a page leads, and which is published for that; its path in the archive.
    Attached(RelPath),
    /// A smaller picture of one of the archive, which a page shows.
    Scaled(Scaled),
    /// Something that is wrong with what it shows: a broken link and the like.
    Finding(Diagnostic),
}

/// A smaller picture of one of the archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scaled {
    /// The picture, its path in the archive.
    pub file: RelPath,
    /// Where it is to stand on the site.
    pub to: RelPath,
    /// How wide it is, in pixels.
    pub width: u32,
    /// The pixels of the picture itself.
    pub pixels: u64,
}
