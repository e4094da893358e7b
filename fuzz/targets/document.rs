//! Any bytes are read as a document, and rendered; diagnostics stand within the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::{base::RelPath, document};

fuzz_target!(|bytes: &[u8]| {
    let read = document::parse(&RelPath::new("content/documents/a.md"), bytes, &|_, _| None);
    let text = String::from_utf8_lossy(bytes);
    for span in read.diagnostics.iter().filter_map(|diagnostic| diagnostic.span) {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} of {}", text.len());
    }
    for citation in &read.facts.citations {
        assert!(citation.words.end as usize <= read.body.text.len());
    }
});
