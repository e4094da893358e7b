//! Free pages, and the page for addresses that lead nowhere.

use super::{address, document_page::contents, footnotes, frame::Maker, kind::PageKind, links::Filler, templates::sample, view::*};
use crate::{
    archive::Catalogue,
    base::{Html, RelPath, Slug},
    document::body::html::{self, Overlay},
};

/// A free page.
pub struct FreePage;

impl PageKind for FreePage {
    const NAME: &'static str = "FreePage";
    type Of = Slug;
    type View = FreePageView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.pages().keys().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.pages().get(of).map(|document| &document.path)
    }
}

impl PageView for FreePageView {
    const TEMPLATE: &'static str = "page.html";
    const IS_TEXT: bool = true;

    fn long_part(&self) -> usize {
        self.body_html.len()
    }

    fn sample() -> Self {
        FreePageView {
            page: sample::page(),
            body_html: sample::paragraph("Text"),
            notes: vec![sample::note()],
            contents: sample::contents(),
            extra: sample::extra(),
            references: vec![sample::reference("ref-a")],
        }
    }
}

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
    maker.put(path, View::of(view));
    maker.report(diagnostics);
}

/// The page for addresses that lead nowhere: it wants not to be found.
pub struct NotFound;

impl PageKind for NotFound {
    const NAME: &'static str = "NotFound";
    const IS_LISTED: bool = false;
    type Of = ();
    type View = NotFoundView;

    fn all(_: &Catalogue) -> Vec<()> {
        vec![()]
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        not_found(maker);
    }
}

impl PageView for NotFoundView {
    const TEMPLATE: &'static str = "404.html";

    fn sample() -> Self {
        NotFoundView { page: sample::page() }
    }
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
    maker.put(path, View::of(NotFoundView { page }));
}
