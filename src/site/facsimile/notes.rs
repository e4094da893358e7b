//! The editors' notes on words, on the pictures on which these words stand.

use super::{Surfaces, layout::Lines, words};
use crate::{
    base::{RelPath, Span},
    document::{
        Document,
        region::{Kept, Length, Shape, Unit},
    },
    site::{
        annotations::{
            notes::Notes,
            regions::{self, Placed, State},
        },
        frame::Maker,
        view::AnnotationView,
    },
};

/// Puts the notes on words among those on pictures, each on that of the page on which its words begin: around them where the archive knows
/// their place, else on the whole. Gives these with their words, in the order of the text.
pub fn put_on_pictures(
    maker: &Maker<'_, '_>,
    path: &RelPath,
    document: &Document,
    (surfaces, lines): (&Surfaces, &[Lines]),
    notes: &mut Notes,
) -> Vec<(Span, AnnotationView)> {
    let mut on_words: Vec<(Span, AnnotationView)> = Vec::new();
    let mut regions: Vec<(Placed, AnnotationView)> = Vec::new();
    for (span, mut note) in std::mem::take(&mut notes.placed) {
        let Some(placed) = surfaces.at(document, span.start).and_then(|nth| place(document, surfaces, lines, nth, span)) else { continue };
        // One on a time has its own.
        if note.place.is_empty() {
            note.place = "page";
            note.place_html = regions::link(maker, path, document, surfaces, &note, &placed);
        }
        on_words.push((span, note.clone()));
        regions.push((placed, note));
    }
    regions.append(&mut notes.regions);
    notes.regions = regions;
    on_words
}

/// Where words stand on a surface.
fn place(document: &Document, surfaces: &Surfaces, lines: &[Lines], nth: usize, span: Span) -> Option<Placed> {
    let surface = surfaces.all.get(nth)?;
    let size = surface.size.map_or((0, 0), |size| (size.width, size.height));
    let around = lines.get(nth).and_then(|lines| Some((words::around(&document.body.text, lines, span)?, (lines.width, lines.height))));
    let shape = match around {
        Some((place, from)) if size.0 > 0 && size.1 > 0 => {
            Shape::Rectangle(Unit::Pixel, words::scaled(place, from, size).map(Length::whole))
        }
        _ => Shape::Whole,
    };
    let (file, sheet) = (surface.file.clone(), surface.sheet);
    Some(Placed { surface: Some(nth), file, sheet, size, image: Kept::default(), is_drawn: false, shape, state: State::Exact })
}
