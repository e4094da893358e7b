//! The printed lines of a text where they stand on their picture: annotations that supplement a canvas (Presentation API 3.0, section 5.6).

use super::model::{Annotation, CONTEXT, Page, Textual, Words};
use crate::{
    base::Lang,
    document::layout::Place,
    site::facsimile::layout::Lines,
};

/// The lines of a canvas of this size, as a page of annotations that stands by itself; `None` if nothing is known of them.
pub fn page(id: String, canvas: &str, size: (u32, u32), lang: &Lang, lines: &Lines) -> Option<Page> {
    let from = (lines.width, lines.height);
    let items = lines.lines.iter().enumerate().filter(|(_, line)| !line.words.trim().is_empty()).map(|(nth, line)| {
        let target = format!("{canvas}#xywh={}", scaled(line.place, from, size).join(","));
        Annotation::value(format!("{id}#{}", nth + 1), "supplementing", Textual::plain(line.words.trim(), lang), target)
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| Page { context: CONTEXT, label: Words::english("Text"), ..Page::of(id, items) })
}

/// A place in pixels of the canvas: left, top, width, height.
pub fn scaled(place: Place, from: (u32, u32), to: (u32, u32)) -> [String; 4] {
    let length = |length: u32, from: u32, to: u32| {
        let scaled = u64::from(length) * u64::from(to) / u64::from(from.max(1));
        u32::try_from(scaled).unwrap_or(u32::MAX)
    };
    let (x, y) = (length(place.x, from.0, to.0), length(place.y, from.1, to.1));
    // At least a pixel, as nothing can be seen of none.
    let (width, height) = (length(place.width, from.0, to.0).max(1), length(place.height, from.1, to.1).max(1));
    [x, y, width, height].map(|length| length.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::facsimile::layout::Line;

    #[test]
    fn lines_are_in_pixels_of_their_canvas() {
        let line = |words: &str, x| Line { name: "0-0".into(), place: Place { x, y: 20, width: 100, height: 0 }, words: words.into(), text: None };
        let lines = Lines { width: 1000, height: 2000, lines: vec![line("The mill", 10), line(" ", 20)] };
        let page = page("https://example.org/l".into(), "https://example.org/c", (2000, 4000), &Lang::new("en"), &lines).unwrap();
        assert_eq!(
            serde_json::to_string(&page.items).unwrap(),
            r#"[{"id":"https://example.org/l#1","type":"Annotation","motivation":"supplementing","body":{"type":"TextualBody","value":"The mill","format":"text/plain","language":"en"},"target":"https://example.org/c#xywh=20,40,200,1"}]"#
        );
    }
}
