use super::{lines::Lines, *};
use crate::base::{Span, say};

const TEXT: &str = "title: Письма\nauthor: [a\n";

fn source(path: &RelPath) -> Option<Arc<[u8]>> {
    match path.as_str() {
        "content/a.md" => Some(TEXT.as_bytes().into()),
        "long.md" => Some("三".repeat(200_000).into_bytes().into()),
        _ => None,
    }
}

fn example() -> Vec<Diagnostic> {
    let path = RelPath::new("content/a.md");
    let other = RelPath::new("content/b.md");
    let mut all = vec![
        Diagnostic::warning(&other, say::unreadable("no right")),
        Diagnostic::error(&path, say::wrong_type("author", say::a_list()))
            .at(33..34)
            .hint(say::expected(say::expected_text()))
            .related(&path, Some(Span::new(7, 19)), say::the_text())
            .related(&other, Some(Span::new(0, 1)), say::duplicate_id_first("a")),
        Diagnostic::warning(&other, say::unreadable("no right")),
        Diagnostic::notice(&RelPath::new("long.md"), say::long_line(3_usize)).at(300_000..300_002),
    ];
    sort(&mut all, false);
    all
}

#[test]
fn a_terminal_shows_place_line_and_hint() {
    let plain = anstream::adapter::strip_str(&text(&example(), &source)).to_string();
    insta::assert_snapshot!(plain);
}

#[test]
fn a_program_gets_one_object_a_line() {
    insta::assert_snapshot!(json(&example(), &source));
}

#[test]
fn warnings_are_errors_when_strict() {
    let mut all = example();
    assert_eq!(Counts::of(&all).words(), "1 error, 1 warning, 1 notice");
    sort(&mut all, true);
    assert_eq!(Counts::of(&all).words(), "2 errors, 1 notice");
}

#[test]
fn a_line_of_any_length_is_cut_around_the_place() {
    let long = format!("short\n{}ЖЖ{}\nend", "д".repeat(1_000_000), "x".repeat(1_000_000));
    let at = long.find('Ж').unwrap();
    let lines = Lines::new(long.as_bytes());
    let excerpt = lines.excerpt(Span::new(at, at + 4));
    assert_eq!((excerpt.line, excerpt.column), (2, 1_000_001));
    assert_eq!(&excerpt.text[excerpt.marked.clone()], "ЖЖ");
    assert!(excerpt.text.len() < 200 && excerpt.text.starts_with("…д") && excerpt.text.ends_with("x…"), "{}", excerpt.text);
    let all = lines.excerpt(Span::new(0, long.len()));
    assert_eq!((all.text.as_str(), all.marked), ("short", 0..5));
    assert_eq!(lines.excerpt(Span::new(long.len(), long.len() + 9)).text, "end");
}

#[test]
fn a_password_is_not_shown_wherever_a_line_is_cut_or_marked() {
    let line = format!("{}https:/me:{}@a.example/b", "x ".repeat(50), "p".repeat(90));
    for span in [(0, 5), (105, 130), (130, 190), (190, 205), (200, 201), (212, 214)] {
        let excerpt = Lines::new(line.as_bytes()).excerpt(Span::new(span.0, span.1));
        assert!(!excerpt.text.contains("pp") && excerpt.text.get(excerpt.marked.clone()).is_some(), "{span:?} {excerpt:?}");
    }
    let path = RelPath::new("content/a.md");
    let mut all =
        vec![Diagnostic::error(&path, say::bad_url("//me:word@a.example")).hint(say::did_you_mean("https:/me:word@a.example")).related(
            &path,
            None,
            say::duplicate_id_first("me:word@a.example"),
        )];
    sort(&mut all, false);
    assert!(!json(&all, &source).contains("word") && !text(&all, &source).contains("word"), "{all:?}");
}

#[test]
fn bytes_that_are_no_text_can_be_shown() {
    let lines = Lines::new(b"\xef\xbb\xbfa\xff\xfeb\r\n");
    let excerpt = lines.excerpt(Span::new(4, 5));
    assert_eq!((excerpt.text.as_str(), excerpt.marked), ("a\u{fffd}\u{fffd}b", 1..4));
    assert_eq!(Lines::new(b"").excerpt(Span::new(3, 9)).line, 1);
}

proptest::proptest! {
    #[test]
    fn any_place_in_any_bytes_can_be_shown(bytes: Vec<u8>, start in 0..40u32, len in 0..40u32) {
        let path = RelPath::new("x");
        let one = Diagnostic::error(&path, say::nul()).at(Span { start, end: start + len });
        let source = |_: &RelPath| Some(Arc::from(bytes.clone()));
        proptest::prop_assert!(text(std::slice::from_ref(&one), &source).contains("a NUL character"));
        proptest::prop_assert!(json(&[one], &source).contains("\"line\":"));
    }
}

#[test]
fn a_terminal_shows_the_first_of_each_kind_and_counts_the_others() {
    let path = |n: usize| RelPath::new(&format!("{n:05}.md"));
    let mut all: Vec<Diagnostic> = (0..9_960).map(|n| Diagnostic::warning(&path(n), say::title_missing())).collect();
    all.extend((0..MOST_OF_A_KIND).map(|n| Diagnostic::error(&path(n), say::bad_yaml_deep_hint())));
    let more = bound(&mut all);
    assert_eq!(all.len(), 2 * MOST_OF_A_KIND);
    assert!(more.starts_with("warning[title-missing]: and 9,940 more of this kind\n") && !more.contains("bad-yaml"), "{more}");
    assert_eq!([0, 7, 999, 1_000, 12_345, 1_234_567].map(grouped), ["0", "7", "999", "1,000", "12,345", "1,234,567"]);
}

#[test]
fn control_characters_are_shown_and_not_obeyed() {
    let path = RelPath::new("content/a.md");
    let line = "a \u{1b}[2J\u{202e}word\u{7f} b\r\n";
    let all = [
        Diagnostic::error(&path, say::bad_yaml("bad \u{1b}]0;t\u{7}")).at(Span::new(2, 13)).hint(say::did_you_mean("\u{9b}2J")),
        Diagnostic::error(&RelPath::new("x\u{1b}y.md"), say::nul()).related(
            &path,
            Some(Span::new(0, 1)),
            say::duplicate_id_first("\u{2066}"),
        ),
    ];
    let shown = text(&all, &|_| Some(line.as_bytes().into()));
    let plain = anstream::adapter::strip_str(&shown).to_string();
    assert!(!plain.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2066}')), "{plain:?}");
    for part in [
        "bad <U+001B>]0;t<U+0007>",
        "did you mean `<U+009B>2J`?",
        "a <U+001B>[2J<U+202E>word<U+007F> b",
        "x<U+001B>y.md",
        "the first one, <U+2066>, stands here",
    ] {
        assert!(plain.contains(part), "{part}: {plain}");
    }
}
