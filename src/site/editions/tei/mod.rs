//! TEI P5: a document, a collection or the archive as the Text Encoding Initiative has it (tei-c.org, schema `tei_all`).
//!
//! 1. [`header`]: what describes a text, with [`letter`] (the way of a letter) and [`bibliography`] (records as `biblStruct`);
//! 2. [`facsimile`]: its pages as pictures;
//! 3. [`text`]: its words; [`links`]: where they lead;
//! 4. [`back`]: notes that are called from several places, and what the text cites;
//! 5. [`stand_off`]: the editors' notes on it, and whom and what it names;
//! 6. [`corpus`]: several texts as one file.
//!
//! All have an [`Edition`]; [`ids`] says how places are called. What a text has and TEI has no place for stands in docs/FORMATS.md. Reading such a file again is
//! `ingest`'s, as of any TEI.

mod back;
mod bibliography;
mod corpus;
mod edition;
mod facsimile;
mod header;
mod ids;
mod letter;
mod links;
mod names;
mod stand_off;
mod text;

pub use corpus::write as write_all;

pub use edition::Edition;

use ids::Ids;
use names::Named;

use crate::{
    base::{Slug, Xml},
    document::{Annotation, Document},
};

/// The namespace of TEI, and what stands before all.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The TEI of a document, as a file of its own; nothing where there is no such document.
pub fn make(edition: &Edition<'_, '_>, slug: &Slug) -> Option<String> {
    let document = edition.reader.document(slug)?;
    let mut out = String::with_capacity(DECLARATION.len() + 3 * document.body.text.len() + 4096);
    Xml::new(&mut out).push_str(DECLARATION);
    document_into(edition, document, &mut out, true);
    Some(out)
}

/// Writes the TEI of a document to the end of a text; whether it is the whole of a file.
fn document_into(edition: &Edition<'_, '_>, document: &Document, out: &mut String, is_alone: bool) {
    let ids = Ids::of(&document.slug);
    let mut named = Named::default();
    let mut xml = Xml::new(out);
    xml.push_str("<TEI");
    if is_alone {
        xml.push_str(" xmlns=\"http://www.tei-c.org/ns/1.0\"");
    }
    xml.attribute("xml:id", ids.id("text").as_str());
    xml.push_str(">\n");
    header::of_document(&mut xml, edition, document, &ids, &mut named);
    let surfaces = facsimile::write(&mut xml, edition, document, &ids);
    let notes = stand_off::Notes::of(edition, document);
    let laid = text::write(&mut xml, edition, document, &ids, &surfaces, &notes, &mut named);
    let mut remark = |xml: &mut Xml<'_>, note: &Annotation, own: &Ids, named: &mut Named| {
        text::remark(xml, edition, &note.body, (document, &ids), own, named);
    };
    stand_off::write(&mut xml, edition, document, &ids, (&notes, &laid), &mut named, &mut remark);
    xml.push_str("</TEI>\n");
}
