//! Quotations: one taken from a text is found in it, one taken from another text stands within it or nowhere.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::{
    archive::anchor::{Anchor, IndexedText, Quote, quote_at},
    base::Span,
};

fuzz_target!(|bytes: &[u8]| {
    let Some((&[from, length], bytes)) = bytes.split_first_chunk() else { return };
    let text = String::from_utf8_lossy(bytes);
    // What stands behind the first line of its own is the text as it was edited.
    let (text, edited) = text.split_once("\n\u{1f}\n").unwrap_or((&text, &text));
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = usize::from(from) % places.len();
    let end = (start + usize::from(length)).min(places.len() - 1);
    let span = Span::new(places[start], places[end]);
    let quote = quote_at(text, span);
    let found = IndexedText::new(text).anchor(&quote);
    assert!(span.of(text).trim().is_empty() || found != Anchor::Orphan || !span.of(text).contains(char::is_alphanumeric), "{quote:?}");
    let alone = Quote { exact: quote.exact.clone(), prefix: String::new(), suffix: String::new() };
    for (ground, quote) in [(edited, &quote), (edited, &alone)] {
        let anchor = IndexedText::new(ground).anchor(quote);
        let spans = anchor.span().into_iter().chain(match &anchor {
            Anchor::Ambiguous { candidates } => candidates.iter().map(|candidate| candidate.span).collect(),
            _ => Vec::new(),
        });
        for span in spans {
            assert!(ground.get(span.range()).is_some(), "{span:?} in {ground:?}");
        }
    }
});
