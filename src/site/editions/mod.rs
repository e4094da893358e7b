//! What is taken away: a document, a collection or the archive in another format.
//!
//! 1. [`What`]: of what; the formats are listed in [`crate::config::exports`];
//! 2. [`make`]: one file here a format, each a walk over the body of a document ([`crate::document::body`]) that is filled by what the archive
//!    knows: [`markdown`], [`text`]; or of the HTML of its page, as a part of a [`book`]: [`epub`], [`typst`];
//! 3. [`offer`]: the files that the site has of a document where `exports:` asks for them.
//!
//! A writer sees the archive as pages do, through a [`Maker`], so that it is made again when what it has read changes, and it gives no
//! words that the document's page does not show ([`super::rights::shown`]).

pub mod book;
pub mod crossref;
pub mod epub;
pub mod jats;
mod leads;
pub mod markdown;
mod node;
pub mod package;
pub mod pandoc;
mod part;
pub mod tei;
pub mod text;
mod told;
pub mod typst;
mod what;

use super::{frame::Maker, page_path::PagePath, view::Anchor};
use crate::{base::Slug, config::ExportFormat};
pub use package::Package;
pub use what::What;

/// What a format is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A text.
    Text(String),
    /// A file that holds others.
    Package(Package),
}

/// Makes something in a format; nothing where there is no such thing, or the format is not made of its kind.
pub fn make(maker: &Maker<'_, '_>, format: ExportFormat, what: &What) -> Option<Made> {
    let document = |slug: &Slug| maker.reader.document(slug);
    match (format, what) {
        (ExportFormat::Markdown, What::Document(slug)) => Some(Made::Text(markdown::make(maker, document(slug)?))),
        (ExportFormat::Text, What::Document(slug)) => Some(Made::Text(text::make(maker, document(slug)?))),
        // Pandoc makes the file of it.
        (ExportFormat::Docx, What::Document(slug)) => Some(Made::Text(pandoc::make(maker, document(slug)?))),
        (ExportFormat::Jats, What::Document(slug)) => Some(Made::Text(jats::make(maker, document(slug)?))),
        (ExportFormat::Tei, what) => {
            let mut text = String::new();
            let is_made = tei::write_all(&tei::Edition::of_maker(maker, what), what, &mut |part| text.push_str(part));
            is_made.then_some(Made::Text(text))
        }
        (ExportFormat::Crossref, what) => crossref::make(maker, what).map(Made::Text),
        (ExportFormat::Epub, what) => epub::make(maker, what).map(Made::Package),
        _ => None,
    }
}

/// Whether a format is written part by part ([`parts`]).
pub fn has_parts(format: ExportFormat) -> bool {
    format == ExportFormat::Tei
}

/// Makes something part by part, so that no more than one is in memory: each is handed to `part`. Whether there is anything.
pub fn parts(maker: &Maker<'_, '_>, format: ExportFormat, what: &What, part: &mut dyn FnMut(&str)) -> bool {
    has_parts(format) && tei::write_all(&tei::Edition::of_maker(maker, what), what, part)
}

/// The links to the files of a collection for which `exports:` asks, seen from its page; nothing of one that holds no documents.
pub fn of_collection(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Vec<Anchor> {
    if maker.reader.holdings(slug).documents == 0 {
        return Vec::new();
    }
    let what = What::Collection(slug.clone());
    let formats = maker.config.exports.collections.iter().filter(|format| has_parts(**format) || **format == ExportFormat::Epub);
    let anchor = |format: &ExportFormat| {
        let href = path.to(what.path(*format).as_str());
        Anchor { href, title: format.label().to_owned(), ..Anchor::default() }
    };
    formats.map(anchor).collect()
}

/// Publishes a document in the formats for which `exports:` asks; gives the links to them, seen from its page, each with its media type.
pub fn offer(maker: &Maker<'_, '_>, path: &PagePath, slug: &Slug) -> Vec<(Anchor, &'static str)> {
    let what = What::Document(slug.clone());
    let offered = maker.config.exports.documents.iter().filter_map(|format| {
        let text = match make(maker, *format, &what)? {
            Made::Text(text) => text,
            Made::Package(package) => {
                let recipe = package.recipe();
                maker.report(package.findings);
                recipe
            }
        };
        let to = what.path(*format);
        let anchor = Anchor { href: path.to(to.as_str()), title: format.label().to_owned(), ..Anchor::default() };
        maker.file(to, text);
        Some((anchor, format.media_type()))
    });
    offered.collect()
}
