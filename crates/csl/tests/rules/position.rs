//! The position of cites: first, subsequent, ibid., near note.

use super::bench::{cite, notes, printed, processor, works};
use scholion_csl::processor::{Cite, Cluster};

const STYLE: &str = r#"<citation near-note-distance="2"><layout delimiter="; "><choose>
    <if position="ibid-with-locator"><text value="ibid+"/></if>
    <else-if position="ibid"><text value="ibid"/></else-if>
    <else-if position="near-note"><text value="near"/></else-if>
    <else-if position="subsequent"><text value="later"/><text variable="first-reference-note-number" prefix=" n"/></else-if>
    <else><text value="first"/></else></choose><text variable="locator" prefix=" "/></layout></citation>"#;

fn positions(clusters: &[Cluster]) -> String {
    let items = works("a|book\nb|book\nc|book");
    printed(&processor("note", STYLE), &items, clusters).replace('\n', " / ")
}

#[test]
fn a_cite_right_behind_another_of_its_work() {
    assert_eq!(positions(&notes(vec![vec![cite(0, "")], vec![cite(0, "")]])), "first / ibid");
    assert_eq!(positions(&notes(vec![vec![cite(0, "")], vec![cite(0, "5")]])), "first / ibid+ 5");
    assert_eq!(positions(&notes(vec![vec![cite(0, "5")], vec![cite(0, "5")], vec![cite(0, "6")]])), "first 5 / ibid 5 / ibid+ 6");
    // A locator cannot be taken back by "ibid.".
    assert_eq!(positions(&notes(vec![vec![cite(0, "5")], vec![cite(0, "")]])), "first 5 / near");
}

#[test]
fn ibid_needs_one_cite_before_it() {
    assert_eq!(positions(&notes(vec![vec![cite(0, ""), cite(1, "")], vec![cite(1, "")]])), "first; first / near");
    assert_eq!(positions(&notes(vec![vec![cite(0, ""), cite(0, "3")]])), "first; ibid+ 3");
}

#[test]
fn ibid_needs_that_its_note_has_no_other_citation() {
    let cluster = |item, note| Cluster { cites: vec![cite(item, "")], note };
    assert_eq!(positions(&[cluster(0, 1), cluster(1, 1), cluster(1, 2)]), "first / first / near");
    // Nor over a note without any.
    assert_eq!(positions(&[cluster(0, 1), cluster(0, 3), cluster(0, 4)]), "first / near / ibid");
}

#[test]
fn far_notes_are_later_and_know_the_first() {
    let clusters = notes(vec![vec![cite(0, "")], vec![cite(1, "")], vec![cite(2, "")], vec![cite(0, "")]]);
    assert_eq!(positions(&clusters), "first / first / first / later n1");
    assert_eq!(positions(&clusters[..3]), "first / first / first");
}

#[test]
fn the_text_and_the_notes_are_two_rows() {
    let cluster = |item, note| Cluster { cites: vec![cite(item, "")], note };
    assert_eq!(positions(&[cluster(0, 0), cluster(1, 1), cluster(0, 0)]), "first / first / ibid");
}

#[test]
fn what_is_said_of_a_position_goes_before_what_is_found_out() {
    use scholion_csl::style::element::Position;
    let said = Cite { position: Some(Position::Ibid), ..cite(0, "") };
    assert_eq!(positions(&notes(vec![vec![said]])), "ibid");
}

#[test]
fn a_term_begins_a_note_with_a_capital_and_follows_words_without() {
    let style = r#"<citation><layout suffix="."><choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose></layout></citation>"#;
    let items = works("a|book||Title");
    let with = |prefix: &str| Cite { prefix: prefix.to_owned(), ..cite(0, "") };
    let clusters = notes(vec![vec![cite(0, "")], vec![cite(0, "")], vec![with("see")], vec![with("So they said.")]]);
    assert_eq!(printed(&processor("note", style), &items, &clusters), "Title.\nIbid.\nsee ibid.\nSo they said. Ibid.");
}
