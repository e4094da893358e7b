//! Libraries of BibTeX: any text is read, and what was read is written so that it is read again the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::reference::format::bibtex;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let library = bibtex::read(&text);
    for place in library.entries.iter().map(|entry| entry.place).chain(library.faults.iter().map(|fault| fault.place)) {
        assert!(text.get(place.range()).is_some());
    }
    for found in library.entries {
        // Once written it is in one form, which stays; but signs of less may then be marks of CSL-JSON.
        if text.contains('<') || text.contains("textless") {
            continue;
        }
        let written = bibtex::write(&found.record);
        if let Some(again) = bibtex::read(&written).entries.first() {
            let twice = bibtex::write(&again.record);
            assert_eq!(bibtex::read(&twice).entries.first().map(|found| &found.record), Some(&again.record));
        }
    }
});
