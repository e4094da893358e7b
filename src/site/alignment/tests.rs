//! Every word stands in one row, and the counts are right.

use proptest::prelude::*;

use super::*;

fn part(place: &str, text: &str) -> Part {
    Part { place: place.into(), href: String::new(), text: text.into(), repeats: false }
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
    let parts = [
        part("body", "The first half of the sentence and its second half goes on."),
        part("note 1", "A note that stands at the end of the page."),
    ];
    let accepted = [Accepted { line: 6, text: "Please enter your comment!", rule: "comment-form" }];
    let alignment = align(source, &parts, &accepted);
    assert_eq!((alignment.words, alignment.kept, alignment.accepted, alignment.lost, alignment.added), (27, 22, 4, 1, 0));
    let rows: Vec<(u32, Option<usize>)> = alignment.rows.iter().map(|row| (row.line, row.part)).collect();
    assert_eq!(rows, [(1, Some(0)), (3, Some(1)), (5, Some(0))]);
    assert!(alignment.rows[2].source_html.contains("<del class=\"accepted\" title=\"comment-form\">Please enter your comment</del>"));
}

#[test]
fn hyphens_at_line_ends_make_no_difference() {
    let alignment = align("some infor-\nmation and a well-\nknown man", &[part("body", "some information and a well-known man")], &[]);
    assert_eq!((alignment.lost, alignment.added), (0, 0));
}

#[test]
fn what_editors_add_is_shown() {
    let alignment = align("One two three four five.", &[part("body", "One two three, indeed, four five six.")], &[]);
    assert_eq!((alignment.lost, alignment.added), (0, 2));
    assert_eq!(alignment.rows[0].document_html, "One two three, <ins>indeed</ins>, four five <ins>six</ins>.");
}

proptest! {
    #[test]
    fn every_word_stands_in_one_row(
        paragraphs in proptest::collection::vec(proptest::collection::vec("[a-e]{1,3}|[0-9]{1,2}|слово", 1..30), 1..12),
        order in any::<u64>(),
        drop in 0..40usize,
    ) {
        let paragraphs: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
        let source = paragraphs.join("\n\n");
        let mut parts: Vec<Part> = paragraphs.iter().map(|text| part("body", text)).collect();
        // Any order, with a word lost here and one added there.
        parts.sort_by_key(|part| part.text.len() as u64 ^ order);
        if let Some(first) = parts.first_mut() {
            first.text = first.text.split(' ').enumerate().filter(|(nth, _)| *nth != drop).map(|(_, word)| word).collect::<Vec<_>>().join(" ");
        }
        parts.push(part("body", "quite new"));
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
