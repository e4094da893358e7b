//! Pictures of pages beside the rows of a table: on the page beside a source, where the words of a page stand next to its picture.

use super::{picture, surfaces};
use crate::{
    base::RelPath,
    document::Document,
    site::{address, frame::Maker, view::RowPicture},
};

/// For each row the picture that begins beside it and reaches over the rows of its page; nothing for all if the document has no pictures.
/// `at` tells for each row where in the document's text its words stand, if they do.
pub fn pictures(maker: &Maker<'_, '_>, path: &RelPath, document: &Document, at: &[Option<u32>]) -> Vec<Option<RowPicture>> {
    let surfaces = surfaces(maker.reader, document);
    let mut rows: Vec<Option<RowPicture>> = at.iter().map(|_| None).collect();
    if surfaces.all.is_empty() {
        return rows;
    }
    let of_rows: Vec<Option<usize>> = at
        .iter()
        .scan(None, |last, at| {
            *last = at.map_or(*last, |at| surfaces.at(document, at));
            Some(*last)
        })
        .collect();
    let page = path.to(&address::facsimile(&document.slug));
    let mut start = 0;
    for group in of_rows.chunk_by(|one, other| one == other) {
        let surface = group.first().copied().flatten().and_then(|nth| surfaces.all.get(nth));
        let shown = surface.map(|surface| (surface, picture::shown(maker, path, surface)));
        let view = shown.map_or_else(RowPicture::default, |(surface, shown)| RowPicture {
            href: format!("{page}#{}", surface.id),
            label: surface.label.clone(),
            src: shown.src,
            srcset: shown.srcset,
            width: shown.width,
            height: shown.height,
            ..RowPicture::default()
        });
        if let Some(row) = rows.get_mut(start) {
            *row = Some(RowPicture { rows: group.len(), ..view });
        }
        start += group.len();
    }
    rows
}
