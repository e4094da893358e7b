//! A map of places.

use serde::Serialize;

/// A map: a drawing without tiles. All lengths are tenths of a pixel. Without dots there is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlaceMap {
    /// Width and height of the drawing.
    pub width: i32,
    pub height: i32,
    /// The land, as SVG's `d`, to be filled by `evenodd`.
    pub land: String,
    /// Meridians and parallels, as SVG's `d`.
    pub graticule: String,
    /// What stands at them.
    pub degrees: Vec<DegreeLabel>,
    /// The places, those named most first.
    pub dots: Vec<PlaceDot>,
    /// How many more there are that the map does not show.
    pub more: usize,
}

/// The words at a meridian or parallel.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DegreeLabel {
    pub degrees: i32,
    /// `north`, `south`, `east`, `west`; empty for the equator and the meridians of 0 and 180.
    pub side: &'static str,
    pub x: i32,
    pub y: i32,
}

/// A place on a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlaceDot {
    /// Relative address of its page; empty on that page itself.
    pub href: String,
    pub name: String,
    /// How many passages name it.
    pub passages: usize,
    /// In how many documents it is named.
    pub documents: usize,
    /// Middle and radius of the dot.
    pub x: i32,
    pub y: i32,
    pub r: i32,
    /// Where its name stands.
    pub label_x: i32,
    pub label_y: i32,
    /// SVG's `text-anchor` of the name; empty where there is no room for it.
    pub anchor: &'static str,
}
