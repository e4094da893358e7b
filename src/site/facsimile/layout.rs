//! The printed lines of each surface, and the words of the text that stand in them.

use super::{Surfaces, lines};
use crate::{
    base::{Html, Span},
    document::{
        Document, Note,
        layout::{Layout, LineLayout, PageLayout, Place},
    },
};

/// A printed line on a surface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// A name for it on the page: `2-14`.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Its words as recognised.
    pub words: String,
    /// Where each of them stands; empty if that is not known.
    pub boxes: Box<[Place]>,
    /// Its words in the text: a range of the body's text, if they are there.
    pub text: Option<Span>,
}

/// The lines of a surface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// How wide the picture is, in the unit of all places.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// In the order in which they were read.
    pub lines: Vec<Line>,
}

/// The lines of each surface, in their order, of which those are empty of which nothing is known.
pub fn of_surfaces(document: &Document, surfaces: &Surfaces, layout: Option<&Layout>) -> Vec<Lines> {
    let mut all = vec![Lines::default(); surfaces.all.len()];
    let pages = layout.map_or(&[][..], |layout| &layout.pages);
    let marks = marks(document, pages);
    for (page, mark) in pages.iter().zip(marks) {
        let of_mark = mark.and_then(|mark| surfaces.of_marks.get(mark).copied().flatten());
        let Some(nth) = of_mark.or_else(|| by_picture(page, surfaces)).or((surfaces.all.len() == 1 && pages.len() == 1).then_some(0))
        else {
            continue;
        };
        let Some(own) = all.get_mut(nth).filter(|own| own.lines.is_empty() && page.width > 0 && page.height > 0) else { continue };
        let range = match mark {
            Some(mark) => stretch(document, mark),
            None if pages.len() == 1 => Span::new(0, document.body.text.len()),
            None => Span::default(),
        };
        let found = with_notes(document, range, &page.lines, lines::find(&document.body.text, range, &page.lines));
        (own.width, own.height) = (page.width, page.height);
        own.lines = page
            .lines
            .iter()
            .zip(found)
            .enumerate()
            .filter_map(|(line, (said, text))| {
                Some(Line {
                    name: format!("{nth}-{line}"),
                    place: said.place?,
                    words: said.text.to_string(),
                    boxes: said.words.clone(),
                    text,
                })
            })
            .collect();
    }
    all
}

/// What was found of the lines of a page, with the lines of the notes that are printed at its foot: those to which its words lead.
fn with_notes(document: &Document, range: Span, lines: &[LineLayout], found: Vec<Option<Span>>) -> Vec<Option<Span>> {
    let is_its = |note: &&Note| !note.carrier.is_empty() && (range.start..range.end).contains(&note.carrier.start);
    // Notes stand in the order of their marks, so that those of a page stand together.
    let of_notes = document
        .body
        .notes
        .iter()
        .filter(is_its)
        .map(|note| note.text)
        .reduce(|one, other| Span { start: one.start.min(other.start), end: one.end.max(other.end) });
    let Some(of_notes) = of_notes else { return found };
    let left: Vec<LineLayout> = lines.iter().zip(&found).filter(|(_, span)| span.is_none()).map(|(line, _)| line.clone()).collect();
    let mut more = lines::find(&document.body.text, of_notes, &left).into_iter();
    found.into_iter().map(|span| span.or_else(|| more.next().flatten())).collect()
}

/// For each page its mark in the text: the next of its label and picture, or, if there are as many of both, that which stands at its place.
fn marks(document: &Document, pages: &[PageLayout]) -> Vec<Option<usize>> {
    let marks = &document.facts.pages;
    let mut next = 0;
    let found: Vec<Option<usize>> = pages
        .iter()
        .map(|page| {
            let is_its = |(_, mark): &(usize, &crate::document::facts::PageMark)| {
                *mark.label == *page.label && (mark.picture.is_empty() || page.picture.is_empty() || *mark.picture == *page.picture)
            };
            let (nth, _) = marks.iter().enumerate().skip(next).find(is_its)?;
            next = nth + 1;
            Some(nth)
        })
        .collect();
    if found.iter().all(Option::is_none) && pages.len() == marks.len() { (0..pages.len()).map(Some).collect() } else { found }
}

/// The surface whose file is called as the picture of a page.
fn by_picture(page: &PageLayout, surfaces: &Surfaces) -> Option<usize> {
    let is_its = |file: &crate::base::RelPath| file.name().eq_ignore_ascii_case(&page.picture);
    surfaces.all.iter().position(|surface| surface.file.as_ref().is_some_and(is_its)).filter(|_| !page.picture.is_empty())
}

/// The words from the mark of a page to the next one.
fn stretch(document: &Document, mark: usize) -> Span {
    let marks = &document.facts.pages;
    let start = marks.get(mark).map_or(0, |mark| mark.at);
    let end = marks.get(marks.partition_point(|mark| mark.at <= start));
    Span::new(start as usize, end.map_or(document.body.text.len(), |end| end.at as usize))
}

/// The tag before the words of each line, in the order of the text.
pub fn tags(all: &[Lines]) -> Vec<(Span, Html)> {
    let lines = all.iter().flat_map(|lines| &lines.lines);
    let mut tags: Vec<(Span, Html)> = lines
        .filter_map(|line| {
            let mut tag = Html::new();
            tag.open("span").attribute("class", "tl").attribute("data-line", &line.name).end();
            Some((line.text?, tag))
        })
        .collect();
    tags.sort_by(|a, b| (a.0.start, b.0.end).cmp(&(b.0.start, a.0.end)));
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::RelPath, document};

    #[test]
    fn notes_are_found_at_the_foot_of_their_page() {
        let text = "---\ntitle: A\n---\n\n<span class=\"pb\" data-n=\"1\"></span>The mill[^1] stood.\n\n\
            <span class=\"pb\" data-n=\"2\"></span>It fell[^2] down.\n\n[^1]: Built by her father.\n[^2]: In the storm.\n";
        let document = document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None);
        let line = |text: &str| LineLayout { place: Some(Place::default()), text: text.into(), ..LineLayout::default() };
        let page = |label: &str, lines: &[&str]| PageLayout {
            label: label.into(),
            width: 1,
            height: 1,
            lines: lines.iter().map(|words| line(words)).collect(),
            ..PageLayout::default()
        };
        let layout = Layout {
            pages: vec![page("1", &["The mill stood.", "1 Built by her father."]), page("2", &["It fell down.", "2 In the storm."])],
        };
        let surfaces = Surfaces { all: vec![super::super::Surface::default(); 2], of_marks: vec![Some(0), Some(1)], findings: Vec::new() };
        let found = of_surfaces(&document, &surfaces, Some(&layout));
        let words = |lines: &Lines| -> Vec<String> {
            lines.lines.iter().map(|line| line.text.map_or("", |span| span.of(&document.body.text)).to_owned()).collect()
        };
        assert_eq!(words(&found[0]), ["The mill stood", "Built by her father"]);
        assert_eq!(words(&found[1]), ["It fell down", "In the storm"]);
    }
}
