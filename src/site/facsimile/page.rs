//! The page that lays a text beside the pictures of its pages.

use super::{layout, notes, picture, surfaces};
use crate::{
    archive::{Catalogue, Listed},
    base::{Html, Lang, RelPath, Slug},
    document::{
        Document, Hole,
        body::html::{self, Insert, InsertKind, Overlay},
        layout::Place,
    },
    site::{
        Tiled, address,
        annotations::{self, regions},
        footnotes,
        frame::Maker,
        iiif,
        kind::PageKind,
        links::Filler,
        rights::{self, Shown},
        templates::sample,
        view::{FacsimileView, LineView, PageView, SurfaceView, View},
    },
};

/// A document beside its facsimile: the page says itself that it wants not to be found.
pub struct FacsimilePage;

impl PageKind for FacsimilePage {
    const NAME: &'static str = "Facsimile";
    // It has the words of the reading page.
    const IS_LISTED: bool = false;
    type Of = Slug;
    type View = FacsimileView;

    fn all(catalogue: &Catalogue) -> Vec<Slug> {
        let has_one = |document: &&std::sync::Arc<Document>| !document.meta.facsimile.is_empty();
        catalogue.documents().values().filter(has_one).map(|document| document.slug.clone()).collect()
    }

    fn make(maker: &Maker<'_, '_>, of: &Slug) {
        make(maker, of);
    }

    fn file<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a RelPath> {
        catalogue.documents().get(of).map(|document| &document.path)
    }

    fn lang<'a>(catalogue: &'a Catalogue, of: &Slug) -> Option<&'a Lang> {
        catalogue.documents().get(of).map(|document| &document.meta.lang)
    }
}

impl PageView for FacsimileView {
    const TEMPLATE: &'static str = "facsimile.html";
    const IS_TEXT: bool = true;

    fn sample() -> Self {
        sample::facsimile()
    }

    fn long_part(&self) -> usize {
        self.body_html.len() + self.notes.iter().map(|note| note.html.len() + 200).sum::<usize>() + 400 * self.surfaces.len()
    }
}

/// For each mark of a page in a text where its picture is shown, seen from the page at `path`; empty where there is none.
pub fn ways(path: &RelPath, slug: &Slug, surfaces: &surfaces::Surfaces) -> Vec<String> {
    let page = address::facsimile(slug);
    let page = if path.as_str() == page { String::new() } else { path.to(&page) };
    let way = |surface: &Option<usize>| surface.and_then(|nth| surfaces.all.get(nth)).map(|surface| format!("{page}#{}", surface.id));
    surfaces.of_marks.iter().map(|surface| way(surface).unwrap_or_default()).collect()
}

/// Makes the page; none if nothing of the facsimile is there. Says what is wrong with what the front matter names.
pub fn make(maker: &Maker<'_, '_>, slug: &Slug) {
    let Some(document) = maker.reader.document(slug) else { return };
    if rights::shown(maker.config, &document.meta) != Shown::Full {
        return;
    }
    let mut surfaces = surfaces(maker.reader, document);
    maker.report(std::mem::take(&mut surfaces.findings));
    if surfaces.all.is_empty() {
        return;
    }
    let path = maker.at(&address::facsimile(slug));
    let home = path.to(&address::document(slug));
    // What is wrong with the text's links the reading page says.
    let mut filler = Filler::new(maker, &path, document).about(document, home.clone(), "").beside(ways(&path, slug, &surfaces));
    let mut fill = |hole: &Hole, html: &mut Html| filler.fill(hole, html);
    let lines = layout::of_surfaces(document, &surfaces, maker.reader.layout(slug));
    let tags = layout::tags(&lines);
    let mut annotations = annotations::notes::make(maker, &path, document);
    let on_words = notes::put_on_pictures(maker, &path, document, (&surfaces, &lines), &mut annotations);
    let highlights = annotations::notes::highlights(&on_words);
    let mut inserts: Vec<Insert<'_>> =
        tags.iter().map(|(span, tag)| Insert { span: *span, kind: InsertKind::Highlight(tag, "span") }).collect();
    inserts.extend(annotations::notes::inserts_without_places(&highlights, &document.body.text));
    inserts.sort_by(|a, b| (a.span.start, b.span.end).cmp(&(b.span.start, a.span.end)));
    let overlay = Overlay { inserts: &inserts, ..Overlay::default() };
    let body_html = html::render(&document.body, &document.body.pieces, &mut fill, overlay);
    let notes = document.body.notes.iter().map(|note| footnotes::view(document, note, &mut fill, overlay)).collect();
    let ids: Vec<&str> = surfaces.all.iter().map(|surface| surface.id.as_str()).collect();
    let near = |nth: Option<usize>| nth.and_then(|nth| ids.get(nth)).map(|id| format!("#{id}")).unwrap_or_default();
    let tiled = iiif::manifest::publish(maker, document, &surfaces, &lines);
    let has_tiles = tiled.iter().any(Option::is_some);
    let views = surfaces.all.iter().zip(lines).zip(tiled).enumerate().map(|(nth, ((surface, lines), tiled))| {
        let shown = picture::shown(maker, &path, surface);
        let on_picture = regions::on_surface(&annotations, nth);
        let mark = surface.mark.and_then(|mark| document.facts.pages.get(mark));
        SurfaceView {
            id: surface.id.clone(),
            label: surface.label.clone(),
            mark_href: mark.map(|mark| format!("#{}", mark.id)).unwrap_or_default(),
            previous: near(nth.checked_sub(1)),
            next: near(nth.checked_add(1)),
            src: shown.src,
            srcset: shown.srcset,
            width: shown.width,
            height: shown.height,
            tiles: tiled.map(|tiled| address::encode_path(&path.to(tiled.to.as_str()))).unwrap_or_default(),
            tile_side: Tiled::SIDE,
            outside: surface.outside.clone(),
            layout_width: lines.width,
            layout_height: lines.height,
            lines: lines.lines.into_iter().map(line).collect(),
            regions_html: on_picture.overlay,
            annotations: on_picture.notes,
        }
    });
    let view = FacsimileView {
        page: maker.frame(&path, &document.meta.title, &document.meta.lang, "documents"),
        document: maker.card(&path, &Listed::of(document)),
        iiif_href: iiif::manifest::href(maker.config, &path, slug, &surfaces),
        has_tiles,
        surfaces: views.collect(),
        body_html,
        notes,
    };
    maker.put(path, View::of(view));
}

fn line(line: layout::Line) -> LineView {
    let layout::Line { name, place, words, boxes, .. } = line;
    let numbers = |place: &Place| format!("{} {} {} {}", place.x, place.y, place.width, place.height);
    let boxes = boxes.iter().map(numbers).collect::<Vec<_>>().join(";");
    LineView { name, x: place.x, y: place.y, width: place.width, height: place.height, words, boxes }
}
