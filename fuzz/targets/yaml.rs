//! YAML: what our reader takes, it reads as the crate does; every file of an archive that is YAML is read without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scholion::{
    base::{
        RelPath,
        yaml::{self, Value},
    },
    config, document,
};

#[path = "../../crates/base/src/yaml/tests/same.rs"]
mod same;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    // Of a key that stands twice ours takes the first, and says so.
    let once = yaml::read(&text).is_ok_and(|tree| tree.doubled.is_empty());
    if let (true, Ok(ours), Ok(theirs)) = (once, yaml::parse(&text), serde_yaml::from_str::<Value>(&text)) {
        assert!(same::same(&ours, &theirs), "{ours:?} is {theirs:?}");
        assert_eq!(yaml::parse(&yaml::write(&ours)).as_ref(), Ok(&ours), "written and read");
    }
    let front = format!("---\n{text}\n---\n\nWords.\n");
    document::parse(&RelPath::new("content/documents/a.md"), front.as_bytes(), &|_, _| None);
    document::bibliography::parse(&RelPath::new("content/bibliography/a.yaml"), bytes);
    document::bibliography::parse_verdicts(&RelPath::new("content/bibliography/works.yaml"), bytes);
    document::authority::parse(&RelPath::new("content/authorities/people.yaml"), bytes, &|_, _| None);
    document::annotation::parse(&RelPath::new("content/annotations/a.yaml"), bytes, &|_, _| None);
    config::parse(&RelPath::new("scholion.yaml"), bytes);
});
