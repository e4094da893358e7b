//! Free pages, and the page for addresses that lead nowhere.

use super::{address, document_page::contents, footnotes, frame::Maker, links::Filler, view::*};
use crate::{
    base::{Html, RelPath, Slug},
    document::body::html::{self, Overlay},
};

/// Makes a free page.
pub fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.free_page(slug) else { return };
    let path = RelPath::new(&address::free_page(slug));
    let mut filler = Filler::for_page(maker, &path, document);
    let mut fill = |hole: &crate::document::Hole, html: &mut Html| filler.fill(hole, html);
    let body_html = html::render(&document.body, &document.body.pieces, &mut fill, Overlay::default());
    let notes = document.body.notes.iter().map(|note| footnotes::view(document, note, &mut fill, Overlay::default())).collect();
    let page = maker.frame(&path, &document.meta.title, &document.meta.lang, "");
    let Filler { citing, diagnostics, .. } = filler;
    let references = citing.references(maker, &path, document);
    let view =
        FreePageView { page, body_html, notes, contents: contents(document), extra: super::data::extra(&document.meta.extra), references };
    maker.put(path, View::FreePage(Box::new(view)));
    maker.report(diagnostics);
}

/// Makes `404.html`. A host shows it at any address, so its links must be absolute: from the path
/// of `base-url`, or from the host's root where there is none.
pub fn not_found(maker: &Maker<'_, '_>) {
    let path = RelPath::new("404.html");
    let lang = maker.config.lang.clone();
    let mut page = maker.frame(&path, "404", &lang, "");
    let root = url::Url::parse(&maker.config.base_url).map_or_else(|_| String::from("/"), |url| url.path().to_owned());
    for item in &mut page.nav {
        item.href = format!("{root}{}", item.href);
    }
    if !page.search.is_empty() {
        page.search = format!("{root}{}", page.search);
    }
    if !page.feed.is_empty() {
        page.feed = format!("{root}{}", page.feed);
    }
    page.root = root;
    maker.put(path, View::NotFound(Box::new(NotFoundView { page })));
}
