//! Writing into files of notes: the rest of the file stays as it was.

use proptest::prelude::*;

use crate::{
    base::{
        RelPath,
        yaml::{self, Map, Value},
    },
    document::{
        annotation,
        annotation_file::{Refusal, append, delete, set},
    },
};

const FILE: &str = "# Notes on the letter.

# The first is the oldest.
- id: a   # its address
  quote: {exact: old hall, prefix: 'the '}
  # why
  motivation: describing
  body: |
    Pulled down.

    - item
    # no comment

# Before the second.
- quote: \"two
    lines\"
  body: b
  tags:
  - one
  - two

-   id: c
    body: 'it''s'
# The end.
";

fn note(id: &str, body: &str) -> Map<String, Value> {
    let mut note = Map::new();
    note.insert("id".into(), id.into());
    note.insert("target".into(), "document".into());
    note.insert("body".into(), body.into());
    note
}

#[test]
fn a_note_is_added_at_the_end() {
    let text = append(FILE, &note("d", "two\nlines\n")).unwrap();
    assert_eq!(text, format!("{FILE}\n- id: d\n  target: document\n  body: |\n    two\n    lines\n"));
    assert_eq!(append("", &note("d", "x")).unwrap(), "- id: d\n  target: document\n  body: x\n");
    assert_eq!(append("# only this\n[]\n", &note("d", "x")).unwrap(), "# only this\n- id: d\n  target: document\n  body: x\n");
    assert_eq!(append("a: mapping\n", &note("d", "x")), Err(Refusal::NotAList));
    assert_eq!(append("[{body: x}]\n", &note("d", "x")), Err(Refusal::Notation));
}

#[test]
fn a_note_goes_with_its_comments_and_no_other() {
    let without_second = FILE.replace("\n# Before the second.\n- quote: \"two\n    lines\"\n  body: b\n  tags:\n  - one\n  - two\n", "");
    assert_eq!(delete(FILE, 1).unwrap(), without_second);
    assert_eq!(delete(FILE, 3), Err(Refusal::NoSuchNote));
    assert_eq!(delete("- body: x\n", 0).unwrap(), "");
}

#[test]
fn a_value_changes_and_the_lines_around_it_stay() {
    let mut quote = Map::new();
    quote.insert("exact".into(), "new hall".into());
    let quoted = set(FILE, 0, &[("quote", quote.into())]).unwrap();
    assert_eq!(quoted, FILE.replace("  quote: {exact: old hall, prefix: 'the '}\n", "  quote:\n    exact: new hall\n"));
    let retagged = set(FILE, 1, &[("tags", vec!["three"].into()), ("quote", Value::Null)]).unwrap();
    assert_eq!(
        retagged,
        FILE.replace("- quote: \"two\n    lines\"\n  body: b\n", "- body: b\n").replace("  - one\n  - two\n", "  - three\n")
    );
    let dated = set(FILE, 2, &[("modified", "2026-05-02".into())]).unwrap();
    assert_eq!(dated, FILE.replace("    body: 'it''s'\n", "    modified: 2026-05-02\n    body: 'it''s'\n"));
    let replying = set(FILE, 0, &[("creator", "M".into())]).unwrap();
    assert_eq!(replying, FILE.replace("  body: |\n    Pulled", "  creator: M\n  body: |\n    Pulled"));
    let moved = set(FILE, 0, &[("reply-to", "c".into()), ("quote", Value::Null)]).unwrap();
    let line = "  quote: {exact: old hall, prefix: 'the '}\n";
    assert_eq!(moved, FILE.replace(&format!("{line}  # why"), "  reply-to: c\n  # why"));
    assert_eq!(set(FILE, 0, &[("id", "a".into())]).unwrap(), FILE);
}

/// Values that YAML writes in many ways.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-z]{1,8}){0,4}",
        Just("- a dash: and # more".to_owned()),
        Just("two\n\n- lines\n# three".to_owned()),
        Just("  spaces ".to_owned()),
        Just("«кавычки» “漢字” 'q' \"d\"".to_owned()),
        Just("true".to_owned()),
        Just("2026-05-02".to_owned()),
        Just("{exact: x}".to_owned()),
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn writing_keeps_every_other_note_and_comment(steps in prop::collection::vec((0..3_u8, 0..8_usize, words(), words()), 1..8)) {
        let mut file = FILE.to_owned();
        let mut expected: Vec<Value> = yaml::parse(FILE).unwrap().as_array().unwrap().clone();
        for (kind, at, one, two) in steps {
            let index = at % expected.len().max(1);
            match kind {
                0 => {
                    let note = note(&one, &two);
                    file = append(&file, &note).unwrap();
                    expected.push(note.into());
                }
                1 if !expected.is_empty() => {
                    let mut quote = Map::new();
                    quote.insert("exact".into(), one.clone().into());
                    file = set(&file, index, &[("quote", quote.clone().into()), ("body", two.clone().into())]).unwrap();
                    expected[index]["quote"] = quote.into();
                    expected[index]["body"] = two.into();
                }
                2 if expected.len() > 1 && index > 0 => {
                    file = delete(&file, index).unwrap();
                    expected.remove(index);
                }
                _ => {}
            }
            prop_assert_eq!(&yaml::parse(&file).unwrap(), &Value::Array(expected.clone()));
            // The first note stays, and so do the comments before and in it.
            for comment in ["# Notes on the letter.\n", "# The first is the oldest.\n", "- id: a   # its address\n", "  # why\n"] {
                prop_assert!(file.contains(comment), "{} is gone from\n{}", comment, file);
            }
        }
        // Whatever stands there is read without a panic.
        annotation::parse(&RelPath::new("content/annotations/a.yaml"), file.as_bytes(), &|_, _| None);
    }
}
