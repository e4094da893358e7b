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
    /// Something that is wrong with what it shows: a broken link and the like.
    Finding(Diagnostic),
}
