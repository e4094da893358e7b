//! The order of the bibliography and of the cites of a citation.

use super::bench::{cite, listed, printed, processor, together, works};
use scholion_csl::processor::{Cite, CiteForm, Cluster};
use scholion_csl::write;

fn list(sort: &str, lines: &str) -> String {
    let style = format!(
        r#"<macro name="author"><names variable="author"><name form="short"/></names></macro>
        <macro name="year"><date variable="issued"><date-part name="year"/></date></macro>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography><sort>{sort}</sort><layout><text variable="title"/></layout></bibliography>"#
    );
    listed(&processor("in-text", &style), &works(lines)).replace('\n', " ")
}

#[test]
fn by_names_then_by_date_what_has_none_last() {
    let lines = "a|book|Roe, Jane|r1|1990\nb|book|Doe, John|d2|2001\nc|book|Doe, John|d1|1999\nd|book||none|1900\ne|book|Doe, John|d3";
    assert_eq!(list(r#"<key variable="author"/><key variable="issued"/>"#, lines), "d1 d2 d3 r1 none");
    assert_eq!(list(r#"<key macro="author"/><key macro="year" sort="descending"/>"#, lines), "d2 d1 d3 r1 none");
}

#[test]
fn years_before_christ_come_first() {
    assert_eq!(list(r#"<key variable="issued"/>"#, "a|book||x|44\nb|book||y|-44\nc|book||z|-100"), "z y x");
}

#[test]
fn numbers_are_no_words() {
    assert_eq!(list(r#"<key variable="volume"/>"#, "a|book||ten||volume=10\nb|book||nine||volume=9"), "nine ten");
}

#[test]
fn accents_capitals_and_punctuation_do_not_count() {
    let lines = "a|book||Zebra\nb|book||école\nc|book||“Echo”\nd|book||Eclair";
    assert_eq!(list(r#"<key variable="title"/>"#, lines), "“Echo” Eclair école Zebra");
}

#[test]
fn without_a_sort_the_order_is_that_of_the_items() {
    assert_eq!(list("", "b|book||B\na|book||A"), "B A");
}

#[test]
fn names_of_a_key_are_cut_as_it_says() {
    let lines = "a|book|Doe, A; Roe, B; Poe, C|long|1999\nb|book|Doe, A; Abe, B|short|2000";
    assert_eq!(list(r#"<key macro="author"/>"#, lines), "short long");
    assert_eq!(list(r#"<key macro="author" names-min="2" names-use-first="1"/><key variable="issued"/>"#, lines), "long short");
}

#[test]
fn an_order_can_be_handed_over() {
    let style = r#"<citation><layout><text variable="title"/></layout></citation><bibliography><sort><key variable="title"/></sort><layout><text variable="title"/></layout></bibliography>"#;
    let processor = processor("in-text", style).with_collation(Box::new(|a, b| b.cmp(a)));
    assert_eq!(listed(&processor, &works("a|book||A\nb|book||B")), "B\nA");
}

const SORTED: &str = r#"<citation><sort><key variable="title"/></sort><layout delimiter="; "><text variable="title"/></layout></citation>"#;

#[test]
fn cites_are_sorted() {
    assert_eq!(printed(&processor("in-text", SORTED), &works("a|book||B\nb|book||A"), &together(&[0, 1])), "A; B");
}

#[test]
fn words_in_front_of_a_later_cite_keep_the_order_as_it_is_written() {
    let cites = vec![cite(0, ""), Cite { prefix: "also".to_owned(), ..cite(1, "") }];
    let printed = printed(&processor("in-text", SORTED), &works("a|book||B\nb|book||A"), &[Cluster { cites, note: 0 }]);
    assert_eq!(printed, "B; also A");
}

#[test]
fn so_do_names_in_the_running_text() {
    let style = r#"<citation><sort><key variable="title"/></sort><layout delimiter="; "><names variable="author" suffix=" "><name form="short"/></names><text variable="title"/></layout></citation>"#;
    let cites = vec![Cite { form: CiteForm::Narrative, ..cite(0, "") }, cite(1, "")];
    let found = processor("in-text", style).citations(&works("a|book|Roe, Jane|B\nb|book|Doe, John|A"), &[Cluster { cites, note: 0 }]);
    assert_eq!((write::plain(&found[0].author), write::plain(&found[0].nodes)), ("Roe".to_owned(), "B; Doe A".to_owned()));
}

#[test]
fn numbers_follow_the_bibliography() {
    let style = r#"<citation><layout delimiter=","><text variable="citation-number"/></layout></citation>
        <bibliography><sort><key variable="title"/></sort><layout><text variable="citation-number" suffix=" "/><text variable="title"/></layout></bibliography>"#;
    let processor = processor("in-text", style);
    let items = works("a|book||B\nb|book||A");
    assert_eq!(listed(&processor, &items), "1 A\n2 B");
    assert_eq!(printed(&processor, &items, &together(&[0, 1])), "2,1");
    assert_eq!(processor.order(&items), [1, 0]);
}
