//! The text at the foot of every page, as `footer` of `scholion.yaml` has it.

use super::{Document, Highlight, prose};
use crate::base::{Diagnostic, Lang, RelPath, Slug, Span};

/// The text at the foot of pages, in a language.
#[derive(Clone, Debug, PartialEq)]
pub struct Footer {
    /// Its language; `None` if it is for the pages of all.
    pub lang: Option<Lang>,
    /// A text like any other, but that nobody cites it.
    pub text: Document,
}

/// Reads the text of a language, which stands at `place` of the file at `path`; with what is wrong with it.
pub fn read(path: &RelPath, lang: Option<&Lang>, markdown: &str, place: Span, highlight: Highlight<'_>) -> (Footer, Vec<Diagnostic>) {
    let slug = Slug::of_file(path);
    let (text, found) = prose::read((path, &slug), markdown, lang.cloned(), place, highlight);
    (Footer { lang: lang.cloned(), text }, found)
}
