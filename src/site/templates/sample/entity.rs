//! Parts of the page of a person, body, place or topic.

use super::*;

pub fn entity() -> EntityView {
    EntityView {
        page: page(),
        kind: "people",
        name: text("Name"),
        has_record: true,
        variants: vec![anchor()],
        dates: text("1951/.."),
        born: LifeView { date: text("1951-05-02"), place: anchor() },
        died: LifeView::default(),
        portrait: PortraitView { picture_html: paragraph("Portrait"), caption: text("Caption"), rights: text("Rights") },
        relations: vec![RelationGroup { kind: "child-of", others: vec![related_entity()], more: 1 }],
        map: place_map(),
        identifiers: vec![IdentifierView { scheme: text("orcid"), value: text("0"), href: web("https://orcid.org/0") }],
        note_html: paragraph("Note"),
        note_lang: text("en"),
        references: vec![reference("ref-a")],
        coordinates: text("58.38, 26.72"),
        coordinates_href: web("geo:58.38,26.72"),
        extra: extra(),
        metadata_html: paragraph("Metadata"),
        roles: vec![RoleView { role: text("author"), documents: vec![card()], ..RoleView::default() }],
        letters: vec![correspondence_line()],
        letters_more: 3,
        works: vec![work_line()],
        works_about: vec![work_line()],
        works_about_more: 1,
        mentions: vec![citing()],
        pager: pager(),
    }
}

fn related_entity() -> RelatedEntity {
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
