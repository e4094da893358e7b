//! A text beside the pictures of its pages.

use serde::Serialize;

use super::{annotation::AnnotationView, common::*, document::NoteView};
use crate::base::{Html, WebAddress};

/// `facsimile.html`: a document beside its facsimile.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FacsimileView {
    pub page: PageFrame,
    /// The document, for the way back.
    pub document: Card,
    /// Relative address of its IIIF manifest; empty if there is none.
    pub iiif_href: String,
    /// Whether any picture is there in tiles.
    pub has_tiles: bool,
    /// The pictures of its pages, in the order of reading.
    pub surfaces: Vec<SurfaceView>,
    /// The text. The mark of each page leads to its picture.
    pub body_html: Html,
    /// Footnotes, by number.
    pub notes: Vec<NoteView>,
}

/// The picture of a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SurfaceView {
    /// Its fragment id: `image-3r`.
    pub id: String,
    /// What the page is called: `3r`.
    pub label: String,
    /// Where the page begins in the text: `#page-3r`; empty if the text does not say.
    pub mark_href: String,
    /// The picture before: `#image-2v`; empty at the first.
    pub previous: String,
    /// The picture behind; empty at the last.
    pub next: String,
    /// Relative address of the picture; empty of one that stands elsewhere, or that no browser shows.
    pub src: String,
    /// It in several widths, as `srcset` lists them; may be empty.
    pub srcset: String,
    /// Its width in pixels; 0 if unknown.
    pub width: u32,
    /// Its height in pixels; 0 if unknown.
    pub height: u32,
    /// Relative address of the folder in which it is there in tiles (IIIF Image API 3.0, level 0); empty if it is not.
    pub tiles: String,
    /// The longest side of a tile, in pixels.
    pub tile_side: u32,
    /// Where a picture stands that is not in the archive; may be empty.
    pub outside: WebAddress,
    /// Width of the picture in the unit of the places of lines; 0 if there are none.
    pub layout_width: u32,
    /// Height of the picture in that unit.
    pub layout_height: u32,
    /// The printed lines, where the archive knows their places.
    pub lines: Vec<LineView>,
    /// The places of the notes on it, an `svg` to lie over it, in which each leads to its note; empty if there are none.
    pub regions_html: Html,
    /// The notes on it, in their order.
    pub annotations: Vec<AnnotationView>,
}

/// A printed line on a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LineView {
    /// Its name on the page: what stands in the text in this line has it as `data-line`.
    pub name: String,
    /// From the left edge of the picture.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    pub width: u32,
    pub height: u32,
    /// Its words as recognised.
    pub words: String,
    /// Where each of them stands: `x y width height`, semicolons between; empty if that is not known.
    pub boxes: String,
}

/// The picture of a page beside the rows of its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RowPicture {
    /// Beside how many rows it stands.
    pub rows: usize,
    /// What the page is called; empty if no picture stands here.
    pub label: String,
    /// Relative address of it on the page beside the facsimile.
    pub href: String,
    /// Relative address of the picture; may be empty.
    pub src: String,
    /// It in several widths, as `srcset` lists them; may be empty.
    pub srcset: String,
    /// Its width in pixels; 0 if unknown.
    pub width: u32,
    /// Its height in pixels; 0 if unknown.
    pub height: u32,
}
