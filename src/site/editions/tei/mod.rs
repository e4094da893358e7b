//! TEI P5: a document, a collection or the archive as the Text Encoding Initiative has it (tei-c.org, schema `tei_all`).
//!
//! 1. [`header`]: what describes a text, with [`letter`] (the way of a letter) and [`bibliography`] (records as `biblStruct`);
//! 2. [`facsimile`]: its pages as pictures;
//! 3. [`text`]: its words; [`links`]: where they lead;
//! 4. [`back`]: notes that are called from several places, and what the text cites;
//! 5. [`stand_off`]: the editors' notes on it, and whom and what it names;
//! 6. [`corpus`]: several texts as one file.
//!
//! [`ids`] says how places are called. What a text has and TEI has no place for stands in docs/FORMATS.md. Reading such a file again is
//! `ingest`'s, as of any TEI.

mod back;
mod bibliography;
mod corpus;
mod facsimile;
mod header;
mod ids;
mod letter;
mod links;
mod names;
mod stand_off;
mod text;

pub use corpus::write as write_all;

use ids::Ids;
use names::Named;

use super::What;
use crate::{
    archive::Reader,
    base::{
        PictureSize, RelPath, Slug, Xml,
        places::{is_picture, is_scalable, is_shown_by_browsers},
    },
    config::{Config, ExportFormat},
    document::Document,
    site::{
        address,
        frame::{Maker, canonical},
        product::{Product, Scaled},
        rights::{self, Shown},
    },
};

/// The namespace of TEI, and what stands before all.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What a writer of TEI has: the archive, and where its file stands.
pub struct Edition<'e, 'a> {
    /// The configuration.
    pub config: &'e Config,
    /// The archive.
    pub reader: &'e Reader<'a>,
    /// Takes what is to be published since the file leads to it.
    put: &'e dyn Fn(Product),
    /// Where the file stands on the site.
    from: RelPath,
}

impl<'e, 'a> Edition<'e, 'a> {
    /// One for the file of something.
    pub fn new(config: &'e Config, reader: &'e Reader<'a>, put: &'e dyn Fn(Product), what: &What) -> Self {
        Self { config, reader, put, from: what.path(ExportFormat::Tei) }
    }

    /// One for the file of something, as a page's unit makes it.
    pub fn of_maker(maker: &'e Maker<'a, '_>, what: &What) -> Self {
        Self::new(maker.config, maker.reader, maker.put, what)
    }

    /// The address of a page or file of the site: its public one, or without `base-url` that from the file.
    fn site(&self, path: &str) -> String {
        let path = RelPath::new(path);
        let public = canonical(self.config, &path);
        ids::uri(&if public.is_empty() { address::encode_path(&self.from.to(path.as_str())) } else { public })
    }

    /// The address of a document: of its TEI beside this file, where the site has that, else of its page.
    fn text(&self, slug: &Slug) -> String {
        if self.config.exports.documents.contains(&ExportFormat::Tei) {
            ids::uri(&address::encode_path(&self.from.to(What::Document(slug.clone()).path(ExportFormat::Tei).as_str())))
        } else {
            self.site(&address::document(slug))
        }
    }

    /// The address of a picture as the site shows it, which is published so.
    fn picture(&self, file: &RelPath, sheet: u32, size: Option<PictureSize>) -> Option<String> {
        if is_shown_by_browsers(file) && is_picture(file) {
            return self.file(file);
        }
        let size = size.filter(|_| is_scalable(file) || !is_picture(file))?;
        let width = *self.config.pictures.widths.last()?.min(&size.width);
        let to = RelPath::new(&address::scaled(file, sheet, size, width)?);
        let pixels = u64::from(size.width) * u64::from(size.height);
        let address = self.site(to.as_str());
        (self.put)(Product::Scaled(Scaled { file: file.clone(), sheet, to, width, pixels }));
        Some(address)
    }

    /// The address of a file of the archive, which is published.
    fn file(&self, file: &RelPath) -> Option<String> {
        let address = self.site(&address::file(file)?);
        (self.put)(Product::Attached(file.clone()));
        Some(address)
    }

    /// Whether the words of a document are given.
    fn is_whole(&self, document: &Document) -> bool {
        rights::shown(self.config, &document.meta) == Shown::Full
    }
}

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
    stand_off::write(&mut xml, edition, document, &ids, &notes, &laid, &mut named);
    xml.push_str("</TEI>\n");
}
