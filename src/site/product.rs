//! What pages are made of on their way out.

use std::{cell::Cell, rc::Rc};

use scholion_picture::{Form, paths};
use serde::{Deserialize, Serialize};

use super::view::View;
use crate::{
    archive::facet::Reads,
    base::{Diagnostic, Digest, RelPath},
};

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
    /// A picture of the archive in tiles, for those who look at it closely.
    Tiled(Tiled),
    /// Something that is wrong with what it shows: a broken link and the like.
    Finding(Diagnostic),
    /// Whether a page of a long list still stands; where nobody answers it is made.
    Question(Rc<Question>),
    /// What a page of a long list was made of; it came just before.
    Part(Part),
}

/// Whether a page of a long list is as it would be made now.
#[derive(Debug)]
pub struct Question {
    /// Its path on the site.
    pub path: RelPath,
    /// The digest of what it is to be made of, besides what it reads.
    pub of: Digest,
    /// The answer.
    pub stands: Cell<bool>,
}

/// What a page of a long list was made of, so that it need not be made again with the others of its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its path on the site.
    pub path: RelPath,
    /// The digest of what it was made of, besides what it has read.
    pub of: Digest,
    /// What it has read.
    pub reads: Reads,
}

/// A smaller picture of one of the archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scaled {
    /// The file that has the picture, its path in the archive.
    pub file: RelPath,
    /// Which page of the file it is, from 0.
    pub sheet: u32,
    /// Where it is to stand on the site.
    pub to: RelPath,
    /// How wide it is, in pixels.
    pub width: u32,
    /// The pixels of the picture itself.
    pub pixels: u64,
}

/// A picture of the archive in tiles (IIIF Image API 3.0, level 0).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tiled {
    /// The file that has the picture, its path in the archive.
    pub file: RelPath,
    /// Which page of the file it is, from 0.
    pub sheet: u32,
    /// The folder on the site in which the tiles are to stand.
    pub to: RelPath,
    /// The width and height of the picture.
    pub size: (u32, u32),
}

impl Tiled {
    /// The longest side of a tile, in pixels.
    pub const SIDE: u32 = 512;

    /// How its tiles are written.
    pub fn form(quality: u8) -> Form {
        // Level 0 is JPEG (Image API 3.0, "Compliance", section 5).
        Form::Photograph(quality)
    }

    /// The paths of all its files on the site.
    pub fn paths(&self) -> impl Iterator<Item = RelPath> + '_ {
        let (width, height) = self.size;
        let below = paths(width, height, Self::SIDE, Self::form(0));
        below.into_iter().map(|path| RelPath::new(&format!("{}/{path}", self.to)))
    }
}
