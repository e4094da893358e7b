//! Markdown in a value of YAML: what a note says, and what is told of a person or a place. It is a text like any other, but has no
//! places of its own: what is found in it is said of the value's first line.

use super::{CitationKind, Document, Highlight, Meta, markdown, writer};
use crate::base::{Diagnostic, Digest, Lang, RelPath, Slug, Span};

/// A value as a text of the file at `path`, and what is wrong with it. `place` is where the value begins in the file.
pub(super) fn read(
    (path, slug): (&RelPath, &Slug),
    markdown: &str,
    lang: Option<Lang>,
    place: Span,
    highlight: Highlight<'_>,
) -> (Document, Vec<Diagnostic>) {
    let meta = Meta { lang: lang.unwrap_or_default(), ..Meta::default() };
    let writer = writer::Writer::new(path, markdown, markdown.len());
    let marks = markdown::Marks::find(markdown);
    let (body, mut facts, found) = markdown::read(writer, Span::new(0, markdown.len()), &marks, &meta, highlight).finish();
    facts.citations.iter_mut().for_each(|citation| {
        citation.source = place;
        citation.kind = CitationKind::Annotation;
    });
    facts.links.iter_mut().for_each(|link| link.source = place);
    let found = found.into_iter().map(|finding| finding.at(place)).collect();
    let digest = Digest::of(markdown.as_bytes());
    (Document { path: path.clone(), slug: slug.clone(), digest, meta, body: body.into(), facts, diagnostics: Vec::new() }, found)
}
