//! Grouping and collapsing of cites.

use super::bench::{cite, printed, processor, together, works};
use scholion_csl::processor::{Cite, Cluster};

const BOOKS: &str =
    "a|book|Doe, John|A|1999\nb|book|Roe, Jane|B|1999\nc|book|Doe, John|C|2001\nd|book|Doe, John|D|2001\ne|book|Doe, John|E|2001";

fn numeric(attributes: &str, cites: Vec<Cite>) -> String {
    let style = format!(
        r#"<citation collapse="citation-number" {attributes}><layout prefix="[" suffix="]" delimiter="; "><group delimiter=", "><text variable="citation-number"/><text variable="locator" prefix="p. "/></group></layout></citation>"#
    );
    printed(&processor("in-text", &style), &works(BOOKS), &[Cluster { cites, note: 0 }])
}

fn bare(items: &[usize]) -> Vec<Cite> {
    items.iter().map(|item| cite(*item, "")).collect()
}

#[test]
fn three_numbers_in_a_row_are_a_range() {
    assert_eq!(numeric("", bare(&[0, 1, 2, 4])), "[1–3; 5]");
    assert_eq!(numeric("", bare(&[0, 1])), "[1; 2]");
    assert_eq!(numeric(r#"after-collapse-delimiter=" / ""#, bare(&[0, 1, 2, 4])), "[1–3 / 5]");
}

#[test]
fn words_and_places_are_not_swallowed() {
    let with =
        |item, prefix: &str, suffix: &str, locator: &str| Cite { prefix: prefix.into(), suffix: suffix.into(), ..cite(item, locator) };
    assert_eq!(
        numeric("", vec![with(0, "see", "", ""), with(1, "and also", "", ""), with(2, "not", "", "")]),
        "[see 1; and also 2; not 3]"
    );
    assert_eq!(numeric("", vec![with(0, "", "", "7"), with(1, "", "", "8"), with(2, "", "", "9")]), "[1, p. 7; 2, p. 8; 3, p. 9]");
    assert_eq!(numeric("", vec![with(0, "", "", ""), with(1, "", "above all", ""), with(2, "", "", "")]), "[1; 2 above all; 3]");
}

fn by_year(attributes: &str, cites: Vec<Cite>) -> String {
    let style = format!(
        r#"<citation disambiguate-add-year-suffix="true" {attributes}><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><group delimiter=" ">
        <names variable="author"><name form="short"/></names><date variable="issued"><date-part name="year"/></date></group><text variable="locator" prefix="p. "/></group></layout></citation>"#
    );
    printed(&processor("in-text", &style), &works(BOOKS), &[Cluster { cites, note: 0 }])
}

#[test]
fn names_are_printed_once() {
    assert_eq!(by_year(r#"collapse="year""#, bare(&[0, 2, 3, 1])), "(Doe 1999, 2001a, 2001b; Roe 1999)");
    // Cites of the same names are drawn together.
    assert_eq!(by_year(r#"collapse="year""#, bare(&[0, 1, 2])), "(Doe 1999, 2001a; Roe 1999)");
}

#[test]
fn letters_are_printed_behind_one_year() {
    assert_eq!(by_year(r#"collapse="year-suffix" year-suffix-delimiter=",""#, bare(&[0, 2, 3, 1])), "(Doe 1999, 2001a,b; Roe 1999)");
    assert_eq!(by_year(r#"collapse="year-suffix-ranged""#, bare(&[2, 3, 4])), "(Doe 2001a–c)");
}

#[test]
fn a_locator_keeps_the_year() {
    let cites = vec![cite(2, "5"), cite(3, "6")];
    assert_eq!(by_year(r#"collapse="year-suffix""#, cites), "(Doe 2001a, p. 5, 2001b, p. 6)");
}

#[test]
fn words_between_cites_keep_the_names() {
    let cites = vec![cite(2, ""), Cite { prefix: "but see".into(), ..cite(3, "") }];
    assert_eq!(by_year(r#"collapse="year""#, cites), "(Doe 2001a; but see Doe 2001b)");
}

#[test]
fn groups_have_a_delimiter_of_their_own() {
    assert_eq!(by_year(r#"cite-group-delimiter=", ""#, bare(&[0, 1, 2])), "(Doe 1999, Doe 2001a; Roe 1999)");
}

#[test]
fn the_delimiter_behind_a_collapsed_group() {
    assert_eq!(by_year(r#"collapse="year" after-collapse-delimiter=" | ""#, bare(&[0, 2, 1])), "(Doe 1999; 2001a | Roe 1999)");
}

#[test]
fn a_cite_without_a_year_leaves_no_delimiter() {
    let style = r#"<citation collapse="year"><layout delimiter="; "><group delimiter=" "><names variable="author"><name form="short"/></names><date variable="issued"><date-part name="year"/></date></group></layout></citation>"#;
    let items = works("a|book|Doe, John|A|1999\nb|book|Doe, John|B");
    assert_eq!(printed(&processor("in-text", style), &items, &together(&[0, 1])), "Doe 1999");
}
