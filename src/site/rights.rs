//! What rights let the site show of a document (DESIGN §5, "Rights"): the one place that answers.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    base::{Span, text},
    config::{Config, Unlicensed},
    document::{Document, License, Meta},
};

/// How much of a document is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// All of it.
    #[default]
    Full,
    /// Its first words, as a quotation.
    Excerpt,
    /// None of its text.
    Metadata,
}

/// How much of a document with this front matter is shown.
pub fn shown(config: &Config, meta: &Meta) -> Shown {
    match config.unlicensed {
        _ if meta.license.as_ref().is_some_and(License::is_open) => Shown::Full,
        Unlicensed::Full => Shown::Full,
        Unlicensed::Excerpt => Shown::Excerpt,
        Unlicensed::Metadata => Shown::Metadata,
    }
}

/// A document as far as it may be shown: what is published is made of this, and the catalogue holds nothing else for views, lists,
/// data and search.
pub fn as_shown(config: &Config, document: &Arc<Document>) -> Arc<Document> {
    match shown(config, &document.meta) {
        Shown::Full => document.clone(),
        Shown::Excerpt => Arc::new(document.closed(excerpt(&document.body.once().text).len())),
        Shown::Metadata => Arc::new(document.closed(0)),
    }
}

/// How many words an excerpt holds: within what quotation allows.
const EXCERPT_WORDS: usize = 60;

/// The first words of a text.
pub fn excerpt(words: &str) -> &str {
    let end = text::words(words).take(EXCERPT_WORDS).last().map_or(0, |(range, _)| range.end);
    Span::new(0, end).of(words)
}
