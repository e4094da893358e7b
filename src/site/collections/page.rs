//! The page of a collection: what it is, its parts, its documents; and these in other orders.

use super::{
    files, linked, table,
    text::beginning,
    tree::{anchor, line},
};
use crate::{
    archive::{Catalogue, collections::description},
    base::{Html, RelPath, Slug},
    document::{
        Document,
        body::html::{self, Overlay},
        collection::Sort,
        meta::titled,
    },
    reference::Role,
    site::{
        address, data,
        document_page::{contents, titles},
        editions, footnotes,
        frame::{Maker, count_pages, on_page, pager},
        kind::PageKind,
        links::Filler,
        markup,
        page_path::PagePath,
        publication,
        view::*,
    },
};

/// How many parts, and how many documents, stand on a page.
const PER_PAGE: usize = 100;

/// A collection.
pub struct CollectionPage;

impl PageKind for CollectionPage {
    const NAME: &'static str = "Collection";
    const IS_IN_EACH: bool = true;
    type Of = Slug;
    type View = CollectionView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        catalogue.collections().files().keys().cloned().collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.collections().files().get(of).map(|file| &file.path)
    }
}

impl PageView for CollectionView {
    const TEMPLATE: &'static str = "collection.html";

    fn long_part(&self) -> usize {
        self.body_html.len() + 400 * self.members.len()
    }

    fn sample() -> Self {
        super::sample::collection()
    }
}

/// The documents of a collection in an order that is not its own.
pub struct CollectionOrder;

impl PageKind for CollectionOrder {
    const NAME: &'static str = "CollectionOrder";
    const IS_LISTED: bool = false;
    const IS_IN_EACH: bool = true;
    type Of = (Slug, Sort);
    type View = CollectionView;

    fn all(catalogue: &Catalogue) -> Vec<(Slug, Sort)> {
        // Which is its own follows from its file, which is read when its pages are made.
        let orders = |slug: &Slug| {
            let slug = slug.clone();
            Sort::ALL.into_iter().filter(|order| *order != Sort::Listed).map(move |order| (slug.clone(), order))
        };
        catalogue.collections().files().keys().flat_map(orders).collect()
    }

    fn make(maker: &Maker<'_, '_>, (slug, order): &(Slug, Sort)) {
        let Some(file) = maker.reader.collection(slug) else { return };
        let mut rows = table::rows(maker, slug);
        let (own, orders) = (table::own_order(file), table::orders(&rows));
        // Where there is nothing to be sorted no page leads here.
        if rows.len() < 2 || *order == own || !orders.contains(order) {
            return;
        }
        table::sort(maker, &mut rows, *order);
        let pages = count_pages(rows.len(), PER_PAGE);
        for nth in 1..=pages {
            let path = maker.at(&table::address_of(slug, own, *order, nth));
            let view = CollectionView {
                order: order.name(),
                columns: table::columns(&path, slug, &orders, own, *order),
                count: rows.len(),
                members: on_page(rows.iter(), nth, PER_PAGE).map(|row| table::member(maker, &path, slug, row)).collect(),
                pager: pager(&path, nth, pages, |n| table::address_of(slug, own, *order, n)),
                ..headed(maker, &path, file)
            };
            maker.put(path, View::of(view));
        }
    }
}

fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(file) = maker.reader.collection(slug) else { return };
    let (rows, parts) = (table::rows(maker, slug), maker.reader.parts_of(slug));
    let (own, orders) = (table::own_order(file), table::orders(&rows));
    let pages = count_pages(rows.len().max(parts.len()), PER_PAGE);
    for nth in 1..=pages {
        let path = maker.at(&address::collection(slug, nth));
        let lines = on_page(parts.iter(), nth, PER_PAGE)
            .filter_map(|part| maker.reader.collection_label(part))
            .map(|label| CollectionLine { parts: maker.reader.parts_of(label.slug).len(), ..line(maker, &path, &label) });
        let view = CollectionView {
            parts_count: parts.len(),
            parts: lines.collect(),
            count: rows.len(),
            holdings: maker.reader.holdings(slug).documents,
            is_own_order: true,
            order: own.name(),
            columns: if rows.len() > 1 { table::columns(&path, slug, &orders, own, own) } else { plain_columns(&orders, own) },
            members: on_page(rows.iter(), nth, PER_PAGE).map(|row| table::member(maker, &path, slug, row)).collect(),
            pager: pager(&path, nth, pages, |n| address::collection(slug, n)),
            ..headed(maker, &path, file)
        };
        let view = if nth == 1 { described(maker, &path, file, view) } else { view };
        maker.put(path, View::of(view));
    }
}

/// The columns of a table in which there is nothing to be sorted.
fn plain_columns(orders: &[Sort], own: Sort) -> Vec<ColumnView> {
    orders.iter().map(|order| ColumnView { name: order.name(), href: String::new(), current: *order == own }).collect()
}

/// What all pages of a collection show of it.
fn headed(maker: &Maker<'_, '_>, path: &PagePath, file: &Document) -> CollectionView {
    let mut way = maker.reader.way_to(&file.slug);
    way.pop();
    let (title, lang) = titled(&file.meta.title, &file.meta.lang, &file.meta.translations, &maker.config.lang);
    let mut page = maker.frame(path, title, &file.meta.lang, "collections");
    page.description = beginning(file);
    CollectionView {
        page,
        title_lang: lang.to_string(),
        slug: file.slug.to_string(),
        level: description(file).map(|description| description.level.name().to_owned()).unwrap_or_default(),
        way: way.iter().map(|label| anchor(maker, path, label)).collect(),
        ..CollectionView::default()
    }
}

/// The first page of a collection, with its description.
fn described<'a>(maker: &Maker<'a, '_>, path: &PagePath, file: &'a Document, view: CollectionView) -> CollectionView {
    let mut filler = Filler::for_page(maker, path, file);
    let mut fill = |hole: &crate::document::Hole, html: &mut Html| filler.fill(hole, html);
    let former = maker.reader.former_ids_of(path, file);
    let overlay = Overlay { former: Some(&former), ..Overlay::default() };
    let body_html = html::render(&file.body, &file.body.pieces, &mut fill, overlay);
    let notes = file.body.notes.iter().map(|note| footnotes::view(file, note, &mut fill, Overlay::default())).collect();
    let Filler { citing, diagnostics, .. } = filler;
    maker.report(diagnostics);
    let holdings = maker.reader.holdings(&file.slug);
    let own = Anchor { title: file.meta.title.clone(), lang: file.meta.lang.to_string(), ..Anchor::default() };
    let others = std::iter::once(own).chain(titles(&file.meta)).filter(|other| other.title != view.page.title);
    // A description in the language of the page takes the place of the text.
    let said = file.meta.translations.iter().find(|other| other.lang.as_str() == view.title_lang && !other.abstract_.is_empty());
    let (body_html, body_lang) = match said {
        Some(said) => (markup::blocks_html(&said.abstract_), said.lang.to_string()),
        None => (body_html, file.meta.lang.to_string()),
    };
    let is_own = said.is_none();
    CollectionView {
        is_first: true,
        metadata_html: linked::of(
            maker.config,
            file,
            maker.reader.way_to(&file.slug).split_last().map_or(&[][..], |(_, way)| way),
            holdings.documents,
        ),
        other_titles: others.collect(),
        fields: fields(maker, path, file),
        license: publication::license(&file.meta),
        body_html,
        body_lang,
        notes: if is_own { notes } else { Vec::new() },
        contents: if is_own { contents(file) } else { Vec::new() },
        references: if is_own { citing.references(maker, path, file) } else { Vec::new() },
        downloads: files::downloads(path, &file.slug).into_iter().chain(editions::of_collection(maker, path, &file.slug)).collect(),
        feed: if files::has_feed(maker.config, holdings) { path.to(&files::address_of(&file.slug, files::FEED)) } else { String::new() },
        iiif_href: if files::has_iiif(maker.config, holdings) {
            path.to(&files::address_of(&file.slug, files::IIIF))
        } else {
            String::new()
        },
        extra: data::extra(&file.meta.extra),
        ..view
    }
}

/// What describes a collection, in the order of ISAD(G).
fn fields(maker: &Maker<'_, '_>, path: &PagePath, file: &Document) -> Vec<DescriptionView> {
    let Some(said) = description(file) else { return Vec::new() };
    let plain = |text: &str| Anchor { title: text.to_owned(), ..Anchor::default() };
    let field = |name, values: Vec<Anchor>| DescriptionView { name, is_date: false, values };
    let text = |name, text: &str| field(name, if text.is_empty() { Vec::new() } else { vec![plain(text)] });
    let dates = said.dates.map(|dates| plain(&dates.to_string())).into_iter().collect();
    let creators = said.creators.iter().map(|name| maker.named(path, Role::Author.into(), name)).collect();
    let languages = said.languages.iter().map(|lang| plain(lang.as_str())).collect();
    let mut fields = vec![
        text("identifier", &said.identifier),
        DescriptionView { is_date: true, ..field("dates", dates) },
        text("extent", &said.extent),
        field("creator", creators),
        text("repository", &said.repository),
        field("languages", languages),
    ];
    fields.extend(
        said.elements.iter().map(|(element, paragraphs)| field(element.key(), paragraphs.iter().map(|text| plain(text)).collect())),
    );
    fields.retain(|field| !field.values.is_empty());
    fields
}
