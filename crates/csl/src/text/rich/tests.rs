//! Rich text, shown as trees in brackets.

use super::*;

/// A tree in brackets.
fn shown(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Flip(Flip::Quote | Flip::KeptQuote, inner) => format!("[q {}]", shown(inner)),
            Node::Flip(Flip::InnerQuote | Flip::KeptInnerQuote, inner) => format!("[Q {}]", shown(inner)),
            Node::Flip(flip, inner) => format!("[{flip:?} {}]", shown(inner)),
            Node::NoCase(inner) => format!("[no {}]", shown(inner)),
            other => format!("{other:?}"),
        })
        .collect()
}

fn check(field: &str, tree: &str) {
    assert_eq!(shown(&parse(field, &Marks::default())), tree, "{field}");
}

#[test]
fn tags_are_formatting_when_closed_and_words_otherwise() {
    check("A <i>ship</i> log", "A [Italic ship] log");
    check("A <i>ship</b> log", "A <i>ship</b> log");
    check("H<sub>2</sub>O <em>x</em>", "H[Sub 2]O <em>x</em>");
    check("<span style=\"font-variant: small-caps\">Acts</span>", "[SmallCaps Acts]");
    check("an <span class=\"nocase\">iPhone</span>", "an [no iPhone]");
    check("<i>one <b>two</i> three</b>", "[Italic one <b>two] three</b>");
    check("a < b > c <", "a < b > c <");
    check("<span class=\"x\">a</span>", "<span class=\"x\">a</span>");
}

#[test]
fn what_is_nested_too_deep_is_words() {
    let field = format!("{}x{}", "<i>\"".repeat(100_000), "\"</i>".repeat(100_000));
    assert!(crate::text::words(&parse(&field, &Marks::default())).contains("<i>"));
}

#[test]
fn quotation_marks_come_in_pairs() {
    check("Speak, \"friend\", now", "Speak, [q friend], now");
    check("'One \"two\" three'", "[q One [Q two] three]");
    check("\"a\" and 'b'", "[q a] and [Q b]");
    check("“a ‘b’ c”", "[q a [Q b] c]");
    check("‘Ships’ of Plato's", "[Q Ships] of Plato’s");
    check("of \"Positive \" kind", "of \"Positive \" kind");
    check("(\"<i>My</i>\")", "([q [Italic My]])");
    check("<i>\"a</i>\"", "[Italic \"a]\"");
}

#[test]
fn apostrophes_and_feet() {
    check("l'inventaire d'État", "l’inventaire d’État");
    check("the '90s and rock 'n' roll", "the ’90s and rock ’n’ roll");
    check("'Nobody knows you're a dog': a tale", "[q Nobody knows you’re a dog]: a tale");
    check("5' 10\" tall", "5' 10\" tall");
    check("the sailors' log", "the sailors’ log");
    check("rock ’n’ roll", "rock ’n’ roll");
    check("'Tis time", "’Tis time");
    check("l'''", "l’’’");
}

#[test]
fn marks_of_other_languages() {
    let own = str::to_owned;
    let french =
        Marks { open: own("« "), close: own(" »"), open_inner: own("“"), close_inner: own("”"), punctuation_in_quote: false };
    assert_eq!(shown(&parse("Le « port » gelé", &french)), "Le [q port] gelé");
    assert_eq!(shown(&parse("Le «port»", &french)), "Le [q port]");
    let german =
        Marks { open: own("„"), close: own("“"), open_inner: own("‚"), close_inner: own("‘"), punctuation_in_quote: false };
    assert_eq!(shown(&parse("„Der ‚Hafen‘“", &german)), "[q Der [Q Hafen]]");
    assert_eq!(shown(&parse("Why ? « a »", &Marks::default())), "Why\u{202f}? «\u{202f}a\u{202f}»");
}

proptest::proptest! {
    #[test]
    fn no_word_is_lost(field in "[a-z<>/ibspcu\"'“”‘’« »é5]{0,40}") {
        let letters = |text: &str| text.chars().filter(|sign| "aé5".contains(*sign)).count();
        let tree = parse(&field, &Marks::default());
        let tags = field.matches("<span class=\"nocase\">").count();
        proptest::prop_assert_eq!(letters(&crate::text::words(&tree)) + tags, letters(&field));
    }

    #[test]
    fn nothing_panics(field in "\\PC*") {
        parse(&field, &Marks::default());
    }
}
