//! Markdown is carried over: no word is lost or added, what was made is the same the next time, and read again as a source it keeps its words.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::{base::yaml, ingest::ingest};

fuzz_target!(|bytes: &[u8]| {
    let made = ingest("a.md", bytes);
    assert!(made.report.lost.is_empty(), "lost: {:?}", made.report.lost);
    let front = made.markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("front matter").0;
    yaml::parse(front).expect("front matter is YAML");
    assert_eq!(ingest("a.md", bytes), made);
    let again = ingest("a.md", made.markdown.as_bytes());
    assert!(again.report.lost.is_empty(), "lost: {:?}", again.report.lost);
});
