//! Every word stands in one row, and the counts are right.

use proptest::prelude::*;

use super::{Alignment, Omission, Part, Seen};
use crate::ingest::account::Standing;

fn part(text: &str) -> Part<'static> {
    Part { text: text.to_owned().into(), standing: Standing::Once, elsewhere: false }
}

fn align(source: &str, parts: &[Part<'_>], omissions: &[Omission<'_>]) -> Alignment {
    super::align(&Seen::of_text(source), parts, omissions)
}

/// A number in letters: digits are words of their own.
fn letters(n: u64) -> String {
    n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

fn plain(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => text.push(c),
            _ => {}
        }
    }
    crate::base::text::words(&text).map(|(_, word)| word.to_owned()).collect()
}

#[test]
fn a_note_that_was_moved_is_found() {
    let source = "The first half of the sentence\n\n1 A note that stands at the end of the page.\n\nand its second half¹ goes on.\nPlease enter your comment!\n";
    let parts = [part("The first half of the sentence and its second half goes on."), part("A note that stands at the end of the page.")];
    let omissions = [Omission { line: 6, text: "Please enter your comment!", rule: "comment-form" }];
    let alignment = align(source, &parts, &omissions);
    assert_eq!((alignment.words, alignment.kept, alignment.accepted, alignment.lost, alignment.added), (27, 22, 4, 1, 0));
    let rows: Vec<(u32, Option<usize>)> = alignment.rows.iter().map(|row| (row.line, row.part)).collect();
    assert_eq!(rows, [(1, Some(0)), (3, Some(1)), (5, Some(0))]);
    assert!(alignment.rows[2].source_html.contains("<del class=\"accepted\" title=\"comment-form\">Please enter your comment</del>"));
}

#[test]
fn hyphens_at_line_ends_make_no_difference() {
    let alignment = align("some infor-\nmation and a well-\nknown man", &[part("some information and a well-known man")], &[]);
    assert_eq!((alignment.lost, alignment.added), (0, 0));
}

#[test]
fn what_editors_add_is_shown() {
    let alignment = align("One two three four five.", &[part("One two three, indeed, four five six.")], &[]);
    assert_eq!((alignment.lost, alignment.added), (0, 2));
    assert_eq!(alignment.rows[0].document_html, "One two three, <ins>indeed</ins>, four five <ins>six</ins>.");
}

#[test]
fn a_word_lost_here_and_added_there_is_two_changes() {
    let source = "Alpha beta gamma delta does not hold epsilon zeta.\n\nEta theta iota kappa lambda mu nu xi omicron pi.\n";
    let parts = [part("Alpha beta gamma delta does hold epsilon zeta."), part("Eta theta iota kappa lambda not mu nu xi omicron pi.")];
    let alignment = align(source, &parts, &[]);
    assert_eq!((alignment.lost, alignment.added), (1, 1));
}

#[test]
fn what_stands_several_times_is_told_apart_by_what_is_around_it() {
    let title = "In Search of Consolidated Approaches to International Security";
    let source = format!("{title}\n\nFor citation: Smith, A. (2022). {title}. Journal, 22(2).\n\n{title}\n\nThe text.\n");
    let parts = [part(title), part(&format!("Smith, A. (2022). {title}. Journal, 22(2).")), part("The text.")];
    let omissions = [Omission { line: 3, text: "For citation", rule: "label" }, Omission { line: 5, text: title, rule: "running-head" }];
    let alignment = align(&source, &parts, &omissions);
    assert_eq!((alignment.accepted, alignment.lost, alignment.added), (10, 0, 0));
    let rows: Vec<(u32, Option<usize>)> = alignment.rows.iter().map(|row| (row.line, row.part)).collect();
    assert_eq!(rows, [(1, Some(0)), (3, Some(1)), (5, None), (7, Some(2))]);
}

#[test]
fn short_parts_and_values_find_their_words() {
    let source =
        "Keywords: Russia, China\n\nReceived: 10.05.2022\n\nReferences\n\nThe text names Russia and China twice, Russia and China.\n";
    let value = |text: &str| Part { standing: Standing::Repeats, ..part(text) };
    let parts = [
        value("2022-05-10"),
        part("Russia"),
        part("China"),
        part("References"),
        part("The text names Russia and China twice, Russia and China."),
    ];
    let omissions = [Omission { line: 1, text: "Keywords", rule: "label" }, Omission { line: 3, text: "Received", rule: "label" }];
    let alignment = align(source, &parts, &omissions);
    assert_eq!((alignment.lost, alignment.added), (0, 0));
}

#[test]
fn repetition_and_change_at_length_take_little_time() {
    let check = |source: String, parts: Vec<Part>, lost: usize, added: usize| {
        let alignment = align(&source, &parts, &[]);
        assert_eq!((alignment.lost, alignment.added), (lost, added));
    };
    let quick = "the quick brown fox ";
    check(quick.repeat(5_000), (0..100).map(|_| part(&quick.repeat(50))).collect(), 0, 0);
    let other = |word: &str, n: u64| (0..n).map(|n| format!("{word}{} ", letters(n))).collect::<String>();
    check(other("a", 20_000), vec![part(&other("b", 20_000))], 20_000, 20_000);
    check("a ".repeat(20_000), vec![part(&"b ".repeat(20_000))], 20_000, 20_000);
}

proptest! {
    /// Paragraphs in any order, some words left out and some put in: the counts are those of the changes. Three words at either
    /// end of a paragraph and between two changes stay, as one or two have no neighbours that speak for them.
    #[test]
    fn changes_are_counted(
        paragraphs in proptest::collection::vec(12..60_usize, 2..12),
        order in any::<u64>(),
        changes in proptest::collection::vec((any::<usize>(), any::<bool>()), 0..6),
    ) {
        let mut word = 0_u64;
        let mut next = || { word += 1; format!("w{}", letters(word.wrapping_mul(0x9e37_79b9) % 100_003)) };
        let paragraphs: Vec<Vec<String>> = paragraphs.iter().map(|&length| (0..length).map(|_| next()).collect()).collect();
        let source = paragraphs.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\n\n");
        let mut parts = paragraphs;
        parts.sort_by_key(|words| (words.len() as u64).wrapping_mul(order | 1) >> 7);
        let (mut lost, mut added) = (0, 0);
        for (nth, (at, lose)) in changes.into_iter().enumerate() {
            let length = parts.len();
            let words = &mut parts[at % length];
            let place = 3 + at % words.len().saturating_sub(6).max(1);
            // What was taken out has left an empty word.
            if !words[place - 3..words.len().min(place + 4)].iter().all(|word| word.starts_with('w')) {
                continue;
            }
            if lose {
                words[place].clear();
                lost += 1;
            } else {
                words.insert(place, format!("new{}", letters(nth as u64)));
                added += 1;
            }
        }
        let parts: Vec<Part> = parts.iter().map(|words| part(&words.join(" "))).collect();
        let alignment = align(&source, &parts, &[]);
        prop_assert_eq!((alignment.lost, alignment.added), (lost, added));
    }

    #[test]
    fn every_word_stands_in_one_row(
        paragraphs in proptest::collection::vec(proptest::collection::vec("[a-e]{1,3}|[0-9]{1,2}|слово", 1..30), 1..12),
        order in any::<u64>(),
        drop in 0..40usize,
    ) {
        let paragraphs: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
        let source = paragraphs.join("\n\n");
        let mut parts: Vec<Part> = paragraphs.iter().map(|text| part(text)).collect();
        // Any order, with a word lost here and one added there.
        parts.sort_by_key(|part| part.text.len() as u64 ^ order);
        if let Some(first) = parts.first_mut() {
            first.text = first.text.split(' ').enumerate().filter(|(nth, _)| *nth != drop).map(|(_, word)| word).collect::<Vec<_>>().join(" ").into();
        }
        parts.push(part("quite new"));
        let alignment = align(&source, &parts, &[]);
        let mut shown: Vec<String> = alignment.rows.iter().flat_map(|row| plain(&row.source_html)).collect();
        let mut expected = plain(&source);
        prop_assert_eq!(&shown, &expected);
        shown = alignment.rows.iter().flat_map(|row| plain(&row.document_html)).collect();
        expected = parts.iter().flat_map(|part| plain(&part.text)).collect();
        shown.sort();
        expected.sort();
        prop_assert_eq!(shown, expected);
        prop_assert_eq!(alignment.kept + alignment.accepted + alignment.lost, alignment.words);
        prop_assert!(alignment.added >= 2);
    }
}
