//! The search page: a form, and the words that its script needs.

use std::collections::BTreeSet;

use super::{address, frame::Maker, indexes::newest_first, kind::PageKind, templates::sample, view::*};
use crate::{archive::Catalogue, base::RelPath, document::AuthorityKind};

/// The search page.
pub struct SearchPage;

impl PageKind for SearchPage {
    const NAME: &'static str = "Search";
    type Of = ();
    type View = SearchView;

    fn all(_: &Catalogue) -> Vec<()> {
        vec![()]
    }

    fn make(maker: &Maker<'_, '_>, (): &()) {
        make(maker);
    }
}

impl PageView for SearchView {
    const TEMPLATE: &'static str = "search.html";

    fn sample() -> Self {
        SearchView { page: sample::page(), facets: vec!["people"], types: vec!["interview"], languages: vec![sample::text("et")] }
    }
}

/// Makes the search page, if there is to be one.
pub fn make(maker: &Maker<'_, '_>) {
    if !maker.config.search {
        return;
    }
    let path = RelPath::new(address::SEARCH);
    let documents = newest_first(maker);
    let types: BTreeSet<&'static str> = documents.iter().map(|document| document.kind.name()).collect();
    let mut languages: BTreeSet<String> = documents.iter().map(|document| document.lang.primary().to_ascii_lowercase()).collect();
    languages.extend(maker.reader.menu().pages.iter().map(|(_, _, lang)| lang.primary().to_ascii_lowercase()));
    let view = SearchView {
        page: maker.frame(&path, &maker.config.title, &maker.config.lang, ""),
        facets: maker.reader.menu().kinds.iter().map(|kind: &AuthorityKind| kind.folder()).collect(),
        types: types.into_iter().collect(),
        languages: languages.into_iter().collect(),
    };
    maker.put(path, View::of(view));
}
