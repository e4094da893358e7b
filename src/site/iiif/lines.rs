//! The printed lines of a text where they stand on their picture: annotations that supplement a canvas (Presentation API 3.0, section 5.6).

use super::model::{Annotation, CONTEXT, Page, Textual, Words};
use crate::{
    base::Lang,
    site::facsimile::{layout::Lines, words::scaled},
};

/// The lines of a canvas of this size, as a page of annotations that stands by itself; `None` if nothing is known of them.
pub fn page(id: String, canvas: &str, size: (u32, u32), (lang, label): (&Lang, Words), lines: &Lines) -> Option<Page> {
    let from = (lines.width, lines.height);
    let items = lines.lines.iter().enumerate().filter(|(_, line)| !line.words.trim().is_empty()).map(|(nth, line)| {
        let target = on(canvas, scaled(line.place, from, size));
        Annotation::value(format!("{id}#{}", nth + 1), "supplementing", Textual::plain(line.words.trim(), lang), target)
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| Page { context: CONTEXT, label, ..Page::of(id, items) })
}

/// The address of a rectangle on a canvas (Media Fragments URI 1.0, 4.2.2).
pub fn on(canvas: &str, place: [u32; 4]) -> String {
    format!("{canvas}#xywh={}", place.map(|length| length.to_string()).join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::layout::Place, site::facsimile::layout::Line};

    #[test]
    fn lines_are_in_pixels_of_their_canvas() {
        let line = |words: &str, x| Line {
            name: "0-0".into(),
            place: Place { x, y: 20, width: 100, height: 0 },
            words: words.into(),
            boxes: Box::default(),
            text: None,
        };
        let lines = Lines { width: 1000, height: 2000, lines: vec![line("The mill", 10), line(" ", 20)] };
        let page =
            page("https://example.org/l".into(), "https://example.org/c", (2000, 4000), (&Lang::new("en"), Words::english("Text")), &lines)
                .unwrap();
        assert_eq!(
            serde_json::to_string(&page.items).unwrap(),
            r#"[{"id":"https://example.org/l#1","type":"Annotation","motivation":"supplementing","body":{"type":"TextualBody","value":"The mill","format":"text/plain","language":"en"},"target":"https://example.org/c#xywh=20,40,200,1"}]"#
        );
    }
}
