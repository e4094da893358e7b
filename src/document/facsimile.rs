//! The pictures of the pages of which a text was made, as its front matter names them (`facsimile:`).
//!
//! What of it the archive has (files of a folder, pages of a PDF, pictures of a manifest) is said by `site::facsimile::surfaces`, from
//! which all pages, manifests and notes on pictures are made.

use serde::{Deserialize, Serialize};

use super::LinkTarget;
use crate::base::Span;

/// A part of a facsimile: one picture, or a folder or file that has several. Parts stand in the order of reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FacsimilePart {
    /// The file or folder as written, as in a link of the text; or a picture that stands elsewhere.
    pub target: LinkTarget,
    /// What the page is called in the text (`3r`); empty if nothing is said.
    pub label: String,
    /// Which page of a file that has several, from 1; all of them if nothing is said.
    pub page: Option<u32>,
    /// Where the part stands in the file, for findings.
    pub place: Span,
}
