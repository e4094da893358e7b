//! The search page: a form, and the words that its script needs.

use std::collections::BTreeSet;

use super::{address, frame::Maker, indexes::newest_first, kind::PageKind, own_fields, templates::sample, view::*};
use crate::{archive::Catalogue, config::Field};

/// The search page.
pub struct SearchPage;

impl PageKind for SearchPage {
    const NAME: &'static str = "Search";
    const IS_IN_EACH: bool = true;
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
        SearchView {
            page: sample::page(),
            facets: vec!["people"],
            fields: vec![facet()],
            types: vec!["interview"],
            languages: vec![sample::text("et")],
        }
    }
}

/// The name of the filter by collections, as that of their folder.
const COLLECTIONS: &str = "collections";

fn facet() -> FieldFacet {
    let field = FieldLabel { name: sample::text("genre"), label: sample::text("Genre"), lang: sample::text("ru"), kind: "list" };
    FieldFacet { field, values: vec![(sample::text("letter"), sample::text("Letter"))] }
}

/// The archive's own fields by which hits can be filtered.
fn facets(maker: &Maker<'_, '_>) -> Vec<FieldFacet> {
    let used = maker.reader.menu().fields.iter().filter_map(|nth| maker.config.fields.get(*nth));
    let facet = |field: &Field| FieldFacet {
        field: own_fields::label(maker.config, field),
        values: field.values.iter().map(|choice| (choice.value.clone(), own_fields::words(&choice.label, maker.config).0)).collect(),
    };
    used.filter(|field| field.facet).map(facet).collect()
}

/// Makes the search page, if there is to be one.
pub fn make(maker: &Maker<'_, '_>) {
    if !maker.config.search {
        return;
    }
    let path = maker.at(address::SEARCH);
    let documents = newest_first(maker);
    let types: BTreeSet<&'static str> = documents.iter().map(|document| document.kind.name()).collect();
    let mut languages: BTreeSet<String> = documents.iter().map(|document| document.lang.primary().to_ascii_lowercase()).collect();
    languages.extend(maker.reader.menu().pages.iter().map(|(_, _, lang)| lang.primary().to_ascii_lowercase()));
    let menu = maker.reader.menu();
    let view = SearchView {
        page: maker.frame(&path, &maker.config.title, &maker.config.lang, ""),
        facets: menu.collections.then_some(COLLECTIONS).into_iter().chain(menu.kinds.iter().map(|kind| kind.folder())).collect(),
        fields: facets(maker),
        types: types.into_iter().collect(),
        languages: languages.into_iter().collect(),
    };
    maker.put(path, View::of(view));
}
