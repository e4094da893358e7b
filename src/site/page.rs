//! Free pages, and the page for addresses that lead nowhere.

use super::{
    address, counterparts, document_page::contents, footnotes, frame::Maker, furniture, kind::PageKind, links::Filler, templates::sample,
    view::*,
};
use crate::{
    archive::{Catalogue, Found, Thing, translations},
    base::{Diagnostic, Html, Lang, RelPath, Slug, diagnostic::did_you_mean, places, say},
    config::Config,
    document::{
        Document,
        body::html::{self, Overlay},
    },
};

/// A free page.
pub struct FreePage;

impl PageKind for FreePage {
    const NAME: &'static str = "FreePage";
    type Of = Slug;
    type View = FreePageView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        // The text of the front stands there.
        catalogue.pages().keys().filter(|slug| slug.as_str() != places::FRONT).cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.pages().get(of).map(|document| &document.path)
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        catalogue.pages().get(of).map(|document| &document.meta.lang)
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
    let path = maker.at(&address::free_page(slug));
    let mut filler = Filler::for_page(maker, &path, document);
    let mut fill = |hole: &crate::document::Hole, html: &mut Html| filler.fill(hole, html);
    let former = maker.reader.former_ids_of(&path, document);
    let overlay = Overlay { former: Some(&former), ..Overlay::default() };
    let body_html = html::render(&document.body, &document.body.pieces, &mut fill, overlay);
    let notes = document.body.notes.iter().map(|note| footnotes::view(document, note, &mut fill, Overlay::default())).collect();
    let mut page = maker.frame(&path, &document.meta.title, &document.meta.lang, "");
    counterparts::of_page(maker, &mut page, &path, document);
    page.social = furniture::first_picture(maker, document).unwrap_or(page.social);
    maker.report(lost_original(maker, document));
    let Filler { citing, diagnostics, .. } = filler;
    let references = citing.references(maker, &path, document);
    let view =
        FreePageView { page, body_html, notes, contents: contents(document), extra: super::data::extra(&document.meta.extra), references };
    maker.put(path, View::of(view));
    maker.report(diagnostics);
}

/// A free page that is a translation of nothing, or of itself.
fn lost_original(maker: &Maker<'_, '_>, document: &Document) -> Option<Diagnostic> {
    let said = translations::said(&document.meta)?;
    let (message, hint) = match maker.reader.find_address(&document.path, said, "").0 {
        Found::Thing(Thing::Page(slug)) if slug != document.slug => return None,
        Found::Thing(Thing::Page(_)) => (say::unknown_original_itself_page(), say::unknown_original_itself_page_hint()),
        _ => {
            let near = maker.reader.nearest_addresses(&document.path, said);
            (say::unknown_original_page(said), did_you_mean(&near).unwrap_or_else(say::unknown_original_hint))
        }
    };
    let mut found = Diagnostic::error(&document.path, message).hint(hint);
    found.span = document.meta.place_of("translation-of");
    Some(found)
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

/// Where the site stands on its host: `/`, or the folder that `base-url` has behind the host.
pub fn root(config: &Config) -> String {
    url::Url::parse(&config.base_url).map_or_else(|_| String::from("/"), |url| url.path().to_owned())
}

/// Makes `404.html`. A host shows it at any address, so its links must be absolute: from the path
/// of `base-url`, or from the host's root where there is none.
pub fn not_found(maker: &Maker<'_, '_>) {
    let path = maker.at("404.html");
    let lang = maker.config.lang.clone();
    let mut page = maker.frame(&path, "404", &lang, "");
    let root = root(maker.config);
    furniture::from_anywhere(maker, &path, &mut page, &root);
    maker.put(path, View::of(NotFoundView { page }));
}
