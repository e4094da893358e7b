//! The pages of a text as pictures (TEI P5, 11.1).

use super::{edition::Edition, ids::Ids};
use crate::{
    base::Xml,
    document::Document,
    site::facsimile::{Surfaces, surfaces},
};

/// The place of a surface.
pub fn place(nth: usize) -> String {
    format!("_surface-{}", nth + 1)
}

/// Writes the surfaces of a document; gives them.
pub fn write(xml: &mut Xml<'_>, edition: &Edition<'_, '_>, document: &Document, ids: &Ids) -> Surfaces {
    let surfaces = surfaces(edition.reader, document);
    if surfaces.all.is_empty() {
        return surfaces;
    }
    xml.push_str("<facsimile>\n");
    for (nth, surface) in surfaces.all.iter().enumerate() {
        xml.push_str("<surface");
        xml.attribute("xml:id", &ids.id(&place(nth)));
        if !surface.label.is_empty() {
            xml.attribute("n", &surface.label);
        }
        xml.push_str(">");
        let address = match &surface.file {
            Some(file) => edition.picture(file, surface.sheet, surface.size),
            None => Some(super::ids::uri(surface.outside.as_str())),
        };
        if let Some(address) = address.filter(|address| !address.is_empty()) {
            xml.push_str("<graphic");
            xml.attribute("url", &address);
            if let Some(size) = surface.size {
                xml.attribute("width", &format!("{}px", size.width));
                xml.attribute("height", &format!("{}px", size.height));
            }
            xml.push_str("/>");
        }
        xml.push_str("</surface>\n");
    }
    xml.push_str("</facsimile>\n");
    surfaces
}
