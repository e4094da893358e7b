//! The parts of a text, by its headings, each with the canvases on which it stands (Presentation API 3.0, section 5.4).

use super::model::{Item, Other, Range, Words};
use crate::{base::Lang, document::Document, site::facsimile::surfaces::Surfaces};

/// A heading: its level, its words, and the surfaces on which the words below it stand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part<'d> {
    level: u8,
    label: &'d str,
    surfaces: Vec<usize>,
}

/// The parts of a document, those of one that holds others within it; none if the text does not say where its pages begin. `range` and `canvas`
/// give the ids of the nth, from 0 on; a surface that has no canvas has none.
pub fn of(
    document: &Document,
    surfaces: &Surfaces,
    range: &dyn Fn(usize) -> String,
    canvas: &dyn Fn(usize) -> Option<String>,
) -> Vec<Range> {
    let parts = parts(document, surfaces);
    let mut made = Making { lang: &document.meta.lang, parts: &parts, next: 0, range, canvas };
    made.below(0)
}

fn parts<'d>(document: &'d Document, surfaces: &Surfaces) -> Vec<Part<'d>> {
    let text = &document.body.text;
    let headings: Vec<_> = document.facts.headings.iter().filter(|heading| !heading.text.of(text).trim().is_empty()).collect();
    // In the order of the text.
    let marks = document.facts.pages.iter().zip(&surfaces.of_marks).filter_map(|(mark, surface)| Some((mark.at, (*surface)?)));
    let marks: Vec<(u32, usize)> = marks.collect();
    let mut parts = Vec::with_capacity(headings.len());
    for (nth, heading) in headings.iter().enumerate() {
        let (start, end) = (heading.text.start, headings.get(nth + 1).map_or(u32::MAX, |next| next.text.start));
        // From the page on which it begins.
        let first = marks.partition_point(|(at, _)| *at <= start).saturating_sub(1);
        let on = marks.get(first..).unwrap_or_default().iter().take_while(|(at, _)| *at <= start || *at < end);
        let mut on: Vec<usize> = on.map(|(_, surface)| *surface).collect();
        on.dedup();
        parts.push(Part { level: heading.level, label: heading.text.of(text).trim(), surfaces: on });
    }
    if parts.iter().all(|part| part.surfaces.is_empty()) { Vec::new() } else { parts }
}

struct Making<'m> {
    lang: &'m Lang,
    parts: &'m [Part<'m>],
    /// The place of the next part.
    next: usize,
    range: &'m dyn Fn(usize) -> String,
    canvas: &'m dyn Fn(usize) -> Option<String>,
}

impl Making<'_> {
    /// The next parts that are below one of this level.
    fn below(&mut self, level: u8) -> Vec<Range> {
        let mut ranges = Vec::new();
        while let Some(part) = self.parts.get(self.next).filter(|part| part.level > level) {
            let nth = self.next;
            self.next += 1;
            let canvases = part.surfaces.iter().filter_map(|surface| (self.canvas)(*surface));
            let mut items: Vec<Item> = canvases.map(|id| Item::Canvas(Other { id, kind: "Canvas", ..Other::default() })).collect();
            items.extend(self.below(part.level).into_iter().map(Item::Range));
            // A range must have something in it.
            if !items.is_empty() {
                ranges.push(Range { id: (self.range)(nth), kind: "Range", label: Words::of(self.lang, part.label), items });
            }
        }
        ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document, site::facsimile::surfaces::Surface};

    /// Ranges as `label(canvases, ranges)`.
    fn shown(ranges: &[Range]) -> String {
        let item = |item: &Item| match item {
            Item::Canvas(canvas) => canvas.id.clone(),
            Item::Range(range) => shown(std::slice::from_ref(range)),
        };
        let range = |range: &Range| {
            let items: Vec<String> = range.items.iter().map(item).collect();
            format!("{}({})", range.id, items.join(" "))
        };
        ranges.iter().map(range).collect::<Vec<_>>().join(" ")
    }

    fn check(text: &str, expected: &str) {
        let text = format!("---\ntitle: A\n---\n\n{text}");
        let document = document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None);
        let marks = document.facts.pages.len();
        let surfaces = Surfaces { all: vec![Surface::default(); marks], of_marks: (0..marks).map(Some).collect(), findings: Vec::new() };
        let ranges = of(&document, &surfaces, &|nth| format!("r{nth}"), &|nth| Some(format!("c{nth}")));
        assert_eq!(shown(&ranges), expected, "{text}");
    }

    #[test]
    fn parts_hold_their_pages_and_smaller_parts() {
        check(
            "<span class=\"pb\" data-n=\"1\"></span>\n\n## One\n\nWords\n\n### Within\n\nMore <span class=\"pb\" data-n=\"2\"></span> words\n\n## Two\n\nWords\n",
            "r0(c0 r1(c0 c1)) r2(c1)",
        );
        check("## One\n\nWords\n", "");
        check("## One\n\nWords <span class=\"pb\" data-n=\"1\"></span>\n", "r0(c0)");
    }
}
