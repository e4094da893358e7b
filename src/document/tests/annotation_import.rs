//! Annotations of other programs, and what of them is taken.

use crate::{
    base::yaml,
    document::annotation_import::{MOST_BYTES, read, roots},
};

fn check(json: &str, source: &str, iri: &str, answers: Option<&str>, expected: &str) {
    let all = read(json).unwrap().notes;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((all[0].source.as_str(), all[0].iri.as_str(), all[0].answers.as_deref()), (source, iri, answers));
    assert_eq!((yaml::write(&all[0].note).as_str(), all[0].remarks.len()), (expected, 0), "{:?}", all[0].remarks);
}

#[test]
fn w3c_annotations_are_read_in_their_many_forms() {
    check(
        r##"{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [{"id": "https://a.example/documents/d.html#note-x",
        "type": "Annotation", "motivation": "identifying", "creator": {"id": "https://a.example/people/m-ilves.html", "name": "Marta Ilves"},
        "created": "2026-05-02T00:00:00Z", "body": [{"type": "TextualBody", "value": "*She*.", "language": "en"}, {"purpose": "tagging", "value": "who"}],
        "target": {"source": "https://a.example/documents/d.html", "selector": [{"type": "TextPositionSelector", "start": 1, "end": 3},
        {"type": "TextQuoteSelector", "exact": "she", "prefix": "then "}]}}]}"##,
        "https://a.example/documents/d.html",
        "https://a.example/documents/d.html#note-x",
        None,
        "quote:\n  exact: she\n  prefix: 'then '\nmotivation: identifying\ncreator: people/m-ilves\ncreated: 2026-05-02\nlang: en\ntags:\n- who\nbody: '*She*.'\n",
    );
    check(
        "\u{feff}{\"target\": \"https://a.example/\", \"bodyValue\": \"All of it.\"}",
        "https://a.example/",
        "",
        None,
        "target: document\nmotivation: commenting\nbody: All of it.\n",
    );
    check(
        r##"[{"target": "https://a.example/d#note-x", "motivation": "oa:replying", "body": "https://b.example/"}]"##,
        "https://a.example/d",
        "",
        Some("https://a.example/d#note-x"),
        "motivation: replying\nbody: <https://b.example/>\n",
    );
}

#[test]
fn what_annotorious_writes_in_its_own_form_keeps_its_words() {
    let all = read(
        r#"[{"id": "a3", "bodies": [{"purpose": "tagging", "value": "seal"}, {"purpose": "commenting", "value": "Red wax."}],
        "target": {"annotation": "a3", "selector": {"type": "RECTANGLE", "geometry": {"x": 1, "y": 2, "w": 3, "h": 4}}}}]"#,
    );
    let all = all.unwrap().notes;
    assert_eq!(all[0].note["target"]["selector"]["type"], "RECTANGLE");
    assert_eq!((&all[0].note["body"], &all[0].note["tags"][0]), (&"Red wax.".into(), &"seal".into()));
    assert!(all[0].remarks[0].contains("on which picture"), "{:?}", all[0].remarks);
}

#[test]
fn hypothesis_rows_are_read() {
    check(
        r#"{"total": 1, "rows": [{"id": "AbC-1_x", "created": "2019-01-03T19:46:09.334539+00:00", "updated": "2019-01-04T19:46:09.334539+00:00",
        "user": "acct:reader@hypothes.is", "uri": "https://a.example/", "text": "Well said.\n", "tags": ["style"],
        "target": [{"source": "https://a.example/", "selector": [{"type": "RangeSelector"}, {"type": "TextQuoteSelector", "exact": "words", "suffix": " and"}]}]}]}"#,
        "https://a.example/",
        "AbC-1_x",
        None,
        "quote:\n  exact: words\n  suffix: ' and'\nmotivation: commenting\ncreator: reader@hypothes.is\ncreated: 2019-01-03T19:46:09.334539+00:00\nmodified: 2019-01-04T19:46:09.334539+00:00\ntags:\n- style\nbody: Well said.\n",
    );
    assert!(read("{}").is_err() && read("[").is_err());
    assert!(read(&"[".repeat(100_000)).unwrap_err().contains("nested"));
}

#[test]
fn an_answer_to_another_annotation_is_about_what_that_is_about() {
    let json = r#"[{"id": "urn:c", "target": "urn:b", "bodyValue": "C"}, {"id": "urn:b", "target": {"id": "urn:a"}, "bodyValue": "B"},
        {"id": "urn:a", "target": "https://a.example/d", "bodyValue": "A"}]"#;
    let all = read(json).unwrap().notes;
    let found: Vec<_> = all.iter().map(|note| (note.id.as_str(), note.source.as_str(), note.answers.as_deref())).collect();
    let page = "https://a.example/d";
    assert_eq!(found, [("urn-c", page, Some("urn:b")), ("urn-b", page, Some("urn:a")), ("urn-a", page, None)]);
}

#[test]
fn what_is_lost_is_said() {
    let long = "x".repeat(MOST_BYTES + 1);
    let json = format!(
        r#"{{"total": 9, "rows": [7, {{"id": "urn:n"}}, {{"target": "a", "bodyValue": "{long}"}},
        {{"target": ["a", "b"], "motivation": "scorning", "creator": ["A", "B"], "body": {{"type": "Choice"}}}},
        {{"target": {{"source": "a", "selector": {{"type": "XPathSelector", "value": "/p"}}}}, "bodyValue": "x"}}]}}"#
    );
    let import = read(&json).unwrap();
    let whys: Vec<(usize, &str, &str)> = import.refused.iter().map(|one| (one.nth, one.iri.as_str(), one.why.as_str())).collect();
    assert_eq!(
        whys,
        [
            (1, "", "this is no annotation"),
            (2, "urn:n", "it is about nothing: it has no `target`"),
            (3, "", "it is longer than a megabyte")
        ]
    );
    assert_eq!(import.remarks, ["the file has 5 of 9 annotations; the others are not in it"]);
    assert_eq!(
        import.notes.iter().map(|note| (note.nth, note.part, note.remarks.len())).collect::<Vec<_>>(),
        [(4, 0, 4), (4, 1, 0), (5, 0, 0)]
    );
    assert_eq!(import.notes[2].ways.len(), 1);
}

#[test]
fn threads_have_a_first_and_circles_end() {
    assert_eq!(roots(&[None, Some(0), Some(1), Some(5), Some(4), Some(3)])[..3], [0, 0, 0]);
    assert_eq!(roots(&[Some(1), Some(0)]), [0, 0]);
    let long: Vec<Option<usize>> = (0..100_000_usize).map(|at| at.checked_sub(1)).collect();
    assert!(roots(&long).iter().all(|root| *root == 0));
}
