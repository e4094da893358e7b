//! Changes of notes: what they write, and when they do not.

use super::*;
use crate::document;

const TEXT: &str = "---\ntitle: A\n---\n\nThe council met in the old hall of the city.\n\nThe hall was cold.[^1] The hall was dark.\n\n[^1]: As «halls» are.\n";
const FILE: &str = "# Notes.\n- quote: the city   # which?\n  body: A town.\n- id: whole\n  target: document\n  body: |\n    One.\n    Two.\n- reply-to: whole\n  body: No.\n";
const NOW: &str = "2026-05-02T14:30:00Z";

fn path() -> RelPath {
    RelPath::new("content/annotations/a.yaml")
}

fn text() -> Document {
    document::parse(&RelPath::new("content/documents/a.md"), TEXT.as_bytes(), &|_, _| None)
}

fn run(file: &str, change: &Change) -> Result<Changed, Refusal> {
    super::change(&text(), &path(), file.as_bytes(), change, NOW)
}

fn words(exact: &str, prefix: &str, suffix: &str) -> Option<DraftTarget> {
    Some(DraftTarget::Words(Quote { exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() }))
}

fn draft(target: Option<DraftTarget>, body: &str) -> Draft {
    Draft { target, body: body.into(), ..Draft::default() }
}

fn seen(file: &str, nth: usize) -> State {
    states(&path(), file.as_bytes()).unwrap().remove(nth)
}

#[test]
fn a_note_is_quoted_so_that_its_words_are_found_again() {
    for (exact, prefix, suffix, id) in [
        ("old hall", "in the ", " of the", "old-hall"),
        // As the browser has it: other white space, and no idea of what stands before the paragraph.
        ("hall was", "Something else\nThe ", "  dark.", "hall-was"),
        ("city.\n\nThe hall", "of the ", " was cold", "city-the-hall"),
        ("\"halls\"", "As ", " are", "halls"),
    ] {
        let changed = run("", &Change::Add(draft(words(exact, prefix, suffix), "So."))).unwrap();
        assert_eq!(changed.id, id);
        let notes = annotation::parse(&path(), changed.text.as_bytes(), &|_, _| None);
        assert!(notes.diagnostics.is_empty(), "{:?}", notes.diagnostics);
        let [note] = &notes.notes[..] else { panic!("{}", changed.text) };
        let Target::Words(quote) = &note.target else { panic!("{}", changed.text) };
        let body = text().body.text.clone();
        let anchor = IndexedText::new(&body).anchor(quote);
        let Anchor::Exact { span } = anchor else { panic!("{anchor:?}") };
        assert!(same_words(span.of(&body), exact), "{}", span.of(&body));
        assert_eq!((note.created.as_str(), note.motivation), (NOW, Motivation::Commenting));
    }
}

/// What the page shows for `[@key]` is no word of the text.
#[test]
fn words_across_a_citation_are_annotated() {
    let text = "---\ntitle: A\n---\n\nThe ferry sailed at noon [@ilves2019, p. 3], as was its custom. Nobody saw it.\n";
    let document = document::parse(&RelPath::new("content/documents/a.md"), text.as_bytes(), &|_, _| None);
    for (exact, prefix, suffix, expected) in [
        ("at noon (Ilves, 2019, p. 3), as was", "The ferry sailed ", " its custom.", "at noon , as was"),
        ("sailed at noon (Ilves, 2019, p. 3)", "The ferry ", ", as was its custom.", "sailed at noon"),
        ("(Ilves, 2019, p. 3), as was", "ferry sailed at noon ", " its custom.", ", as was"),
        ("as was its custom", "sailed at noon (Ilves, 2019, p. 3), ", ". Nobody saw it.", "as was its custom"),
        ("The ferry sailed", "", " at noon (Ilves, 2019, p. 3), as was its", "The ferry sailed"),
    ] {
        let add = Change::Add(draft(words(exact, prefix, suffix), "So."));
        let changed = super::change(&document, &path(), b"", &add, NOW).unwrap_or_else(|why| panic!("{exact}: {why:?}"));
        let notes = annotation::parse(&path(), changed.text.as_bytes(), &|_, _| None);
        let Some(Target::Words(quote)) = notes.notes.first().map(|note| &note.target) else { panic!("{}", changed.text) };
        assert_eq!(text::squeeze(&quote.exact), expected);
    }
    let only = Change::Add(draft(words("(Ilves, 2019, p. 3)", "sailed at noon ", ", as was its custom."), "So."));
    assert_eq!(super::change(&document, &path(), b"", &only, NOW), Err(Refusal::WordsGone));
}

#[test]
fn words_that_cannot_be_told_are_refused() {
    let add = |exact: &str, prefix: &str, suffix: &str| run(FILE, &Change::Add(draft(words(exact, prefix, suffix), "So."))).unwrap_err();
    assert_eq!(add("a market square", "in ", " of"), Refusal::WordsGone);
    assert_eq!(add("hall was", "", ""), Refusal::WordsAmbiguous);
    let changed = add("The council met in the very old hall of the city", "", ".\nThe hall was cold.");
    assert_eq!(changed, Refusal::WordsChanged { now: "The council met in the old hall of the city".into() });
}

#[test]
fn a_note_says_what_was_typed_and_nothing_more() {
    let all = Draft {
        target: Some(DraftTarget::Document),
        body: "\r\nTwo\r\nlines: [@a]\u{0}\n\n".into(),
        motivation: "describing".into(),
        creator: " M.  Ilves ".into(),
        lang: "ru".into(),
        tags: vec![" a  b ".into(), String::new(), "c".into(), "c".into()],
    };
    let changed = run(FILE, &Change::Add(all.clone())).unwrap();
    let note = "- id: two-lines-a\n  target: document\n  motivation: describing\n  creator: M. Ilves\n  created: 2026-05-02T14:30:00Z\n  lang: ru\n  tags:\n  - a b\n  - c\n  body: |\n    Two\n    lines: [@a]\n";
    assert_eq!(changed, Changed { text: format!("{FILE}{note}"), id: "two-lines-a".into() });
    // The same once more gets another id.
    assert_eq!(run(&changed.text, &Change::Add(all)).unwrap().id, "two-lines-a-2");
    let refused = |change: Draft| run(FILE, &Change::Add(change)).unwrap_err();
    assert_eq!(refused(draft(None, " \n ")), Refusal::Empty);
    assert_eq!(refused(Draft { motivation: "shouting".into(), ..draft(None, "a") }), Refusal::Malformed);
    assert_eq!(refused(Draft { lang: "ru, en".into(), ..draft(None, "a") }), Refusal::Malformed);
}

#[test]
fn an_edit_changes_what_was_edited_and_keeps_the_address() {
    let was = seen(FILE, 0);
    let edit = |draft: Draft| Change::Edit { id: was.id.clone(), version: was.version.clone(), draft };
    let changed = run(FILE, &edit(draft(None, "A city."))).unwrap();
    let expected = FILE.replace("- quote: the city", &format!("- id: {}\n  quote: the city", was.id));
    assert_eq!(changed.text, expected.replace("  body: A town.", &format!("  modified: {NOW}\n  body: A city.")));
    assert_eq!(seen(&changed.text, 0).id, was.id);
    // Nothing else, nothing done.
    assert_eq!(run(FILE, &edit(draft(None, "A town."))).unwrap().text, FILE);
    // The note may be put on other words, and on the whole.
    let moved = run(FILE, &edit(draft(words("old hall", "the ", " of"), "A town."))).unwrap().text;
    assert_eq!(seen(&moved, 0).quote, "old hall");
    let whole = run(FILE, &edit(draft(Some(DraftTarget::Document), "A town."))).unwrap().text;
    assert_eq!(seen(&whole, 0).quote, "");
}

#[test]
fn what_somebody_else_wrote_is_never_overwritten() {
    let was = seen(FILE, 1);
    let edit = Change::Edit { id: was.id.clone(), version: was.version.clone(), draft: draft(None, "Mine.") };
    let delete = Change::Delete { id: was.id.clone(), thread: was.thread.clone() };
    let reply = Change::Add(draft(Some(DraftTarget::Note { id: was.id.clone(), version: was.version.clone() }), "Yes."));
    // Another note changed, comments, order of keys: no conflict.
    let other = FILE.replace("A town.", "A large town.").replace("# Notes.", "# Our notes.");
    for change in [&edit, &delete, &reply] {
        assert!(run(&other, change).unwrap().text.contains("A large town."));
    }
    let theirs = FILE.replace("Two.", "Three.");
    for change in [&edit, &delete, &reply] {
        let Err(Refusal::Conflict(now)) = run(&theirs, change) else { panic!("{change:?}") };
        assert_eq!((now.body.as_str(), now.replies), ("One.\nThree.", 1));
    }
    // A reply came in: what is to be deleted is more than was seen.
    let more = format!("{FILE}- reply-to: whole\n  body: Yes.\n");
    assert!(matches!(run(&more, &delete), Err(Refusal::Conflict(now)) if now.replies == 2));
    for change in [&edit, &delete, &reply] {
        assert_eq!(run("# Notes.\n", change), Err(Refusal::NoteGone));
    }
}

#[test]
fn replies_go_with_their_note() {
    let was = seen(FILE, 1);
    assert_eq!(was.replies, 1);
    let reply = Change::Add(draft(Some(DraftTarget::Note { id: was.id.clone(), version: was.version }), "Yes."));
    let with = run(FILE, &reply).unwrap();
    assert!(with.text.ends_with("- id: re-whole\n  reply-to: whole\n  created: 2026-05-02T14:30:00Z\n  body: Yes.\n"), "{}", with.text);
    let delete = Change::Delete { id: was.id, thread: seen(&with.text, 1).thread };
    assert_eq!(run(&with.text, &delete).unwrap().text, "# Notes.\n- quote: the city   # which?\n  body: A town.\n");
    // A note without an id gets the one that it has, or its reply would be lost with the next edit.
    let first = seen(FILE, 0);
    let reply = Change::Add(draft(Some(DraftTarget::Note { id: first.id.clone(), version: first.version }), "Which?"));
    let text = run(FILE, &reply).unwrap().text;
    assert!(text.contains(&format!("- id: {}\n  quote: the city   # which?\n", first.id)), "{text}");
    assert_eq!(seen(&text, 0).replies, 1);
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone() {
    let add = Change::Add(draft(Some(DraftTarget::Document), "So."));
    let Err(Refusal::Broken(one)) = run("- id: a\n  body: a: b\n", &add) else { panic!() };
    assert_eq!((one.code(), one.span.is_some()), ("bad-yaml", true));
    assert!(matches!(run("key: value\n", &add), Err(Refusal::Broken(_))));
    assert_eq!(run("[{id: a, target: document, body: x}]\n", &add), Err(Refusal::Notation));
    assert!(matches!(super::change(&text(), &path(), b"- id: \xff\n", &add, NOW), Err(Refusal::Broken(_))));
}

proptest::proptest! {
    /// Whatever is typed stands in the file as it was typed, and the rest of the file stays.
    #[test]
    fn any_text_can_be_typed(body in "(\\PC|\n|  |- |# |: |\\||\"|'|\t|🙂){1,40}", tag in "\\PC{0,8}", creator in "\\PC{0,8}") {
        let draft = Draft { target: Some(DraftTarget::Document), body: body.clone(), tags: vec![tag], creator: creator.clone(), ..Draft::default() };
        match run(FILE, &Change::Add(draft)) {
            Err(why) => proptest::prop_assert_eq!(why, Refusal::Empty),
            Ok(changed) => {
                proptest::prop_assert!(changed.text.starts_with(FILE));
                let state = seen(&changed.text, 3);
                proptest::prop_assert_eq!(state.body, body.trim());
                proptest::prop_assert_eq!(state.creator, text::squeeze(&creator));
            }
        }
    }
}
