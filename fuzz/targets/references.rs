//! References: printed entries, notes, citations, and the libraries of other programs.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::reference::{self, Record, format};

/// What is written of a record is read again without a fault.
fn written(record: &Record) {
    for format in format::ALL {
        (format.read)(&(format.write)(record));
    }
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for work in reference::parse(&text) {
        assert!(work.span.end as usize <= text.len() && text.is_char_boundary(work.span.start as usize));
        assert!(text.is_char_boundary(work.span.end as usize));
        written(&work.record);
    }
    for found in reference::find_citations(&text) {
        assert!(text.get(found.span.range()).is_some());
    }
    for found in reference::find_numeric(&text) {
        assert!(text.get(found.span.range()).is_some());
    }
    reference::back_reference(&text);
    for format in format::ALL {
        for found in (format.read)(&text).entries {
            written(&found.record);
        }
    }
});
