//! A text's own notes as lists show them.

use super::view::NoteView;
use crate::{
    base::Html,
    document::{
        Document, Note,
        body::html::{self, Fill, Overlay},
    },
};

/// A note for the list of notes.
pub fn view(document: &Document, note: &Note, fill: Fill<'_>, overlay: Overlay<'_>) -> NoteView {
    made(note, html::render(&document.body, &note.pieces, fill, overlay))
}

/// A note whose HTML is made already.
pub fn made(note: &Note, html: Html) -> NoteView {
    let number = note.number;
    let mark = |nth: u32| if nth == 1 { format!("#fnref-{number}") } else { format!("#fnref-{number}-{nth}") };
    NoteView { number, id: format!("fn-{number}"), html, annotations: Vec::new(), marks: (1..=note.marks).map(mark).collect() }
}
