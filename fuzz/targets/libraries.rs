//! Libraries of all other formats: any text is read, faults stand within it, and what was read is written so that it is read again the
//! same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::reference::format::ALL;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for format in ALL.iter().filter(|format| format.name != "BibLaTeX") {
        let library = (format.read)(&text);
        for place in library.entries.iter().map(|entry| entry.place).chain(library.faults.iter().map(|fault| fault.place)) {
            assert!(text.get(place.range()).is_some());
        }
        let Some(write) = format.write else { continue };
        for found in library.entries {
            // Once written it is in one form, which stays.
            let written = write(&found.record);
            if let Some(again) = (format.read)(&written).entries.first() {
                let twice = write(&again.record);
                assert_eq!((format.read)(&twice).entries.first().map(|found| write(&found.record)), Some(twice));
            }
        }
    }
});
