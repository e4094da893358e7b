//! From a printed entry, or a note, to the works it cites.

use crate::base::Span;

use super::{Label, Parsed, assemble, marks, markup, simple, token, works};

/// Longest text that is read; no entry and no note is longer.
const LONGEST: usize = 1 << 16;

/// Finds the works in one printed entry, or in one note that may hold several ("See: A (…). URL: … ; B …").
///
/// Markdown emphasis, `<…>` autolinks and backslash escapes are tolerated. Spans are byte spans into `text`.
/// Empty when nothing bibliographic is there.
pub fn parse(text: &str) -> Vec<Parsed> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let plain = markup::plain(text);
    let marks = marks::find(&plain.text);
    let mut found = Vec::with_capacity(1);
    let mut tokens = Vec::with_capacity(64);
    for whole in works::split(&plain.text, &marks) {
        token::tokens(&plain.text, whole.start as usize, whole.end as usize, &marks, &mut tokens);
        let (labels, confidence) = simple::label(&plain.text, &tokens);
        if !is_bibliographic(&plain.text, whole, &tokens, &labels) {
            continue;
        }
        let (mut record, fields) = assemble::assemble(&plain.text, whole, &tokens, &labels, &marks);
        let span = plain.source(whole.start as usize, whole.end as usize);
        record.verbatim = crate::base::text::squeeze(span.of(text));
        let fields = fields.into_iter().map(|(field, span)| (field, plain.source(span.start as usize, span.end as usize))).collect();
        found.push(Parsed { record, fields, span, confidence });
    }
    found
}

/// Whether a part says enough to be a citation: a mark that names a place to find the work, or a year and a title.
fn is_bibliographic(text: &str, whole: Span, tokens: &[token::Token], labels: &[Label]) -> bool {
    if tokens
        .iter()
        .any(|token| token.mark.is_some_and(|what| !matches!(what, marks::What::Label | marks::What::Language | marks::What::Volumes)))
    {
        return true;
    }
    let has = |label| labels.contains(&label);
    let _ = (text, whole);
    has(Label::Title) && (has(Label::Date) || has(Label::Container) || has(Label::Publisher)) || has(Label::Container) && has(Label::Pages)
}
