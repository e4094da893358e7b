//! From a printed entry, or a note, to the works it cites.

use std::sync::LazyLock;

use crate::base::Span;

use super::{
    Label, Parsed, assemble,
    crf::{Model, Scratch},
    features::{self, Attributes},
    layout, marks, markup, token, works,
};

/// The weights that come with the program: `docs/REFERENCE_MODEL.md` says what they were learned from.
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("model/weights.bin")));

/// Longest text that is read; no entry and no note is longer.
const LONGEST: usize = 1 << 16;

/// Finds the works in one printed entry, or in one note that may hold several ("See: A (…). URL: … ; B …").
///
/// Markdown emphasis, `<…>` autolinks and backslash escapes are tolerated. Spans are byte spans into `text`.
/// Empty when nothing bibliographic is there.
pub fn parse(text: &str) -> Vec<Parsed> {
    parse_with(&MODEL, text)
}

/// As [`parse`], with other weights than the program's.
pub fn parse_with(model: &Model, text: &str) -> Vec<Parsed> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let plain = markup::plain(text);
    let marks = marks::find(&plain.text);
    let mut found = Vec::with_capacity(1);
    let mut tokens = Vec::with_capacity(64);
    let mut attributes = Attributes::default();
    let mut scratch = Scratch::default();
    let mut labels = Vec::with_capacity(64);
    let mut allowed = Vec::new();
    for whole in works::split(&plain.text, &marks) {
        token::tokens(&plain.text, whole.start as usize, whole.end as usize, &marks, &mut tokens);
        features::attributes(&plain.text, &tokens, |at| plain.is_emphasised(at), &mut attributes);
        layout::allowed(&plain.text, &tokens, &marks, &mut allowed);
        let confidence = model.label(&attributes, &allowed, &mut scratch, &mut labels);
        if !is_bibliographic(&plain.text, whole, &tokens, &labels) {
            continue;
        }
        let (mut record, fields) = assemble::assemble(&plain.text, whole, &tokens, &labels, &marks, |at| plain.is_emphasised(at));
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
    let _ = (text, whole);
    labels.iter().any(|label| {
        !matches!(
            label,
            Label::Other
                | Label::Pages
                | Label::Date
                | Label::Volume
                | Label::Issue
                | Label::Note
                | Label::Genre
                | Label::Edition
                | Label::Place
        )
    })
}
