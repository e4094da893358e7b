//! The words of a page of a text that stands on several, and what belongs to them.

use std::collections::BTreeSet;

use super::cut::{Page, spread};
use crate::{
    base::{Html, RelPath, Span},
    document::{
        Document, Hole, Note,
        body::{
            html::{self, Insert, InsertKind, Overlay},
            mark_id,
        },
    },
    site::{
        Product, address, annotations,
        document_page::{mention_links, with_notes},
        facsimile, footnotes,
        frame::Maker,
        links::{Filler, Spread},
        recordings,
        references::references,
        view::{AnnotationView, ChapterText, NoteView, ReferenceView},
    },
};

/// Makes the words of some pages of a text and hands them out, each with its place among all. What is wrong with the text its own page says.
pub fn make(
    maker: &Maker<'_, '_>,
    document: &Document,
    pages: &[Page<'_>],
    wanted: impl Fn(usize) -> bool,
    give: &mut dyn FnMut(usize, ChapterText),
) {
    let put = |product: Product| match product {
        Product::Finding(_) => {}
        product => (maker.put)(product),
    };
    let Maker { config, tongues, tongue, reader, formatter, words, .. } = *maker;
    let maker = &Maker { config, tongues, tongue, reader, formatter, words, put: &put };
    let slug = &document.slug;
    let path = maker.at(&address::title_page(slug));
    let surfaces = facsimile::surfaces(reader, document);
    let former = reader.former_ids_of(&RelPath::new(&address::document(slug)), document);
    let filler = Filler::new(maker, &path, document).beside(facsimile::page::ways(&path, slug, &surfaces));
    let [listed, noted, _] = references(maker, &path, document, &filler.citing, true);
    let mut spread = spread(pages, &former, path.to(&address::document(slug)));
    // Below the heading of the list stands all of it.
    let ends = document.ends_in_heading() && !listed.is_empty();
    if let Some(works) = spread.works.last_mut().filter(|_| ends) {
        works.extend(listed.iter().filter_map(|entry| entry.id.strip_prefix("ref-")).map(str::to_owned));
    }
    let spread = &spread;
    let mut filler = filler.spread(spread);
    let mut fill = |hole: &Hole, html: &mut Html| filler.fill(hole, html);
    let mentions = mention_links(maker, &path, document);
    let (_, times) = recordings::make(maker, &path, document);
    let all = annotations::notes::make(maker, &path, document).placed;
    for (nth, page) in pages.iter().enumerate().filter(|(nth, _)| wanted(*nth)) {
        spread.here.set(nth);
        let part = |span: &Span| page.part_of(&document.body, *span);
        let placed: Vec<(Span, AnnotationView)> = all.iter().filter_map(|(span, note)| Some((part(span)?, note.clone()))).collect();
        let highlights = annotations::notes::highlights(&placed);
        let links = mentions.iter().chain(&times).filter(|(span, _)| part(span) == Some(*span));
        let mut inserts: Vec<Insert<'_>> = links.map(|(span, open)| Insert { span: *span, kind: InsertKind::Link(open) }).collect();
        inserts.extend(annotations::notes::inserts(&highlights, &document.body.text));
        inserts.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)));
        let overlay = Overlay { inserts: &inserts, former: Some(&former), ..Overlay::default() };
        let views = |notes: &[usize]| notes.iter().filter_map(|nth| placed.get(*nth)).map(|(_, note)| note.clone()).collect::<Vec<_>>();
        let foot = |note: &Note| {
            let parts = html::parts(&document.body, &note.pieces, &mut fill, overlay);
            let annotations = parts.iter().flat_map(|part| views(&part.notes)).collect();
            let marks = page.notes.get(&note.number).into_iter().flatten().map(|mark| format!("#{}", mark_id(note.number, *mark)));
            let html = parts.into_iter().map(|part| part.html).collect();
            NoteView { annotations, marks: marks.collect(), ..footnotes::made(note, html) }
        };
        let notes = document.body.notes.iter().filter(|note| page.notes.contains_key(&note.number)).map(foot).collect();
        let (body_html, annotated) = with_notes(html::parts(&document.body, page.pieces, &mut fill, overlay), views);
        let ends_in_references = ends && nth + 1 == pages.len();
        let entries = [(&listed, ends_in_references), (&noted, false)];
        let references = entries.into_iter().flat_map(|(entries, is_all)| entries_on(page, spread, entries, is_all)).collect();
        give(nth, ChapterText { body_html, annotated, notes, ends_in_references, references });
    }
}

/// The entries of works that a page lists, each with the places that cite it: those on the page, or wherever they are if it lists all.
fn entries_on<'e>(
    page: &'e Page<'_>,
    spread: &'e Spread,
    entries: &'e [ReferenceView],
    is_all: bool,
) -> impl Iterator<Item = ReferenceView> + use<'e> {
    let listed = entries.iter().filter(move |entry| is_all || entry.id.strip_prefix("ref-").is_some_and(|key| page.works.contains(key)));
    listed.map(move |entry| {
        let mut entry = entry.clone();
        let here: BTreeSet<&str> = page.ids.iter().map(String::as_str).collect();
        entry.cited.retain(|place| is_all || place.href.strip_prefix('#').is_some_and(|id| here.contains(id)));
        for place in &mut entry.cited {
            let home = place.href.strip_prefix('#').map_or("", |id| spread.home(id));
            place.href = format!("{home}{}", place.href);
        }
        entry
    })
}
