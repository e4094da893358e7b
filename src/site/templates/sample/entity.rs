//! Parts of the page of a person, body, place or topic.

use super::text;
use crate::site::view::*;

pub fn related_entity() -> RelatedEntity {
    RelatedEntity { href: text("../people/a.html"), name: text("Name"), of: "people", dates: text("1951/.."), note: text("Note") }
}

pub fn place_map() -> PlaceMap {
    let dot = PlaceDot {
        href: text("../places/a.html"),
        name: text("Place"),
        passages: 2,
        documents: 1,
        x: 10,
        y: 10,
        r: 32,
        label_x: 50,
        label_y: 10,
        anchor: "start",
    };
    PlaceMap {
        width: 7200,
        height: 3600,
        land: text("M0 0l10 0z"),
        graticule: text("M0 0l10 0"),
        degrees: vec![DegreeLabel { degrees: 30, side: "east", x: 10, y: 10 }],
        dots: vec![dot],
        more: 1,
    }
}
