//! Texts that are read chapter by chapter: a title page with the contents, and a page for each chapter, in a folder beside the text's own
//! page, which stays as it is, with every word and every place at its address.
//!
//! 1. [`cut`]: where the chapters begin ([`crate::document::chapters`]), what belongs to each, and what its page is called;
//! 2. [`text`]: the words of a page, its footnotes, the works that it cites, with all links to where the places of the text are now;
//! 3. [`contents`]: the lines of the contents; [`title`], [`page`]: the pages.
//!
//! They say to search engines that the text's own page is what is to be found, are in no sitemap, and nothing cites them: an address in a
//! citation is that of the text.

mod contents;
mod cut;
pub mod page;
mod text;
pub mod title;

use crate::{
    archive::Catalogue,
    base::{Lang, RelPath, Slug},
};

/// The texts that have chapters.
fn all(catalogue: &Catalogue) -> Vec<Slug> {
    catalogue.documents().iter().filter(|(_, document)| document.has_chapters()).map(|(slug, _)| slug.clone()).collect()
}

fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
    catalogue.documents().get(of).map(|document| &document.path)
}

fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
    catalogue.documents().get(of).map(|document| &document.meta.lang)
}
