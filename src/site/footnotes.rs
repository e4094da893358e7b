//! A text's own notes as lists show them.

use super::view::NoteView;
use crate::{
    base::Html,
    document::{
        Document, Hole, Note,
        body::{
            html::{self, Fill, Overlay},
            mark_id,
        },
    },
};

/// A note for the list of notes.
pub fn view(document: &Document, note: &Note, fill: Fill<'_>, overlay: Overlay<'_>) -> NoteView {
    made(note, html::render(&document.body, &note.pieces, fill, overlay))
}

/// What a value says as a text, its own footnotes behind it; `prefix` stands before its fragment ids, so that it can stand on a
/// page with others.
pub fn with_feet(text: &Document, prefix: &str, fill: &mut dyn FnMut(&Hole, &mut Html)) -> Html {
    let overlay = Overlay { prefix, ..Overlay::default() };
    let mut html = html::render(&text.body, &text.body.pieces, fill, overlay);
    let feet: Vec<NoteView> = text.body.notes.iter().map(|foot| view(text, foot, fill, overlay)).collect();
    if !feet.is_empty() {
        html.open("ol").attribute("class", "feet").end();
        for foot in feet {
            html.open("li").attribute_of("id", &[prefix, &foot.id]).attribute("value", &foot.number.to_string()).end();
            html.push(&foot.html);
            html.close("li");
        }
        html.close("ol");
    }
    html
}

/// A note whose HTML is made already.
pub fn made(note: &Note, html: Html) -> NoteView {
    let number = note.number;
    let mark = |nth: u32| format!("#{}", mark_id(number, nth));
    NoteView { number, id: format!("fn-{number}"), html, annotations: Vec::new(), marks: (1..=note.marks).map(mark).collect() }
}
