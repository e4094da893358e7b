//! What a writer of TEI has.

use super::ids;
use crate::{
    archive::Reader,
    base::{
        PictureSize, RelPath, Slug,
        places::{is_picture, is_scalable, is_shown_by_browsers},
    },
    config::{Config, ExportFormat},
    document::Document,
    site::{
        address,
        editions::What,
        frame::{Maker, canonical},
        product::{Product, Scaled},
        rights::{self, Shown},
    },
};

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
    pub(super) fn site(&self, path: &str) -> String {
        let path = RelPath::new(path);
        let public = canonical(self.config, &path);
        ids::uri(&if public.is_empty() { address::encode_path(&self.from.to(path.as_str())) } else { public })
    }

    /// The address of a document: of its TEI beside this file, where the site has that, else of its page.
    pub(super) fn text(&self, slug: &Slug) -> String {
        if self.config.exports.documents.contains(&ExportFormat::Tei) {
            ids::uri(&address::encode_path(&self.from.to(What::Document(slug.clone()).path(ExportFormat::Tei).as_str())))
        } else {
            self.site(&address::document(slug))
        }
    }

    /// The address of a picture as the site shows it, which is published so.
    pub(super) fn picture(&self, file: &RelPath, sheet: u32, size: Option<PictureSize>) -> Option<String> {
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
    pub(super) fn file(&self, file: &RelPath) -> Option<String> {
        let address = self.site(&address::file(file)?);
        (self.put)(Product::Attached(file.clone()));
        Some(address)
    }

    /// Whether the words of a document are given.
    pub(super) fn is_whole(&self, document: &Document) -> bool {
        rights::shown(self.config, &document.meta) == Shown::Full
    }
}
