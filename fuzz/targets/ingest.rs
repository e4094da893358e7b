//! Any text becomes a document: no word is lost or added, and what was made is the same the next time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::{base::yaml, ingest::ingest};

fuzz_target!(|bytes: &[u8]| {
    let made = ingest("a.txt", bytes);
    assert!(made.report.lost.is_empty(), "lost: {:?}", made.report.lost);
    assert!(made.report.added.is_empty(), "added: {:?}", made.report.added);
    let front = made.markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("front matter").0;
    yaml::parse(front).expect("front matter is YAML");
    yaml::parse(&made.bibliography).expect("a bibliography is YAML");
    assert_eq!(ingest("a.txt", bytes), made);
});
