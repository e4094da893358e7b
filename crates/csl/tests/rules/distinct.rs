//! Disambiguation: names, given names, the condition, letters of years.

use super::bench::{cite, listed, notes, printed, processor, together, works};
use scholion_csl::item::Item;
use scholion_csl::processor::Processor;

fn style(attributes: &str, name: &str, rest: &str) -> Processor {
    processor(
        "in-text",
        &format!(
            r#"<citation {attributes}><layout delimiter="; "><group delimiter=" "><names variable="author"><name {name}/></names><date variable="issued"><date-part name="year"/></date>{rest}</group></layout></citation>
            <bibliography><sort><key variable="title"/></sort><layout><text variable="title"/><date variable="issued" prefix=" "><date-part name="year"/></date></layout></bibliography>"#
        ),
    )
}

fn all(processor: &Processor, items: &[Item]) -> String {
    printed(processor, items, &together(&(0..items.len()).collect::<Vec<_>>()))
}

const SHORT: &str = r#"form="short" initialize-with=". ""#;

#[test]
fn names_are_added_until_cites_differ() {
    let items = works("a|book|Doe, A; Roe, B; Poe, C|x|1999\nb|book|Doe, A; Roe, B; Coe, D|y|1999\nc|book|Doe, A; Loe, E; Noe, F|z|1999");
    let cut = r#"et-al-min="2" et-al-use-first="1" disambiguate-add-names="true""#;
    assert_eq!(all(&style(cut, SHORT, ""), &items), "Doe, Roe, Poe 1999; Doe, Roe, Coe 1999; Doe, Loe, et al. 1999");
    assert_eq!(all(&style(r#"et-al-min="2" et-al-use-first="1""#, SHORT, ""), &items), "Doe et al. 1999; Doe et al. 1999; Doe et al. 1999");
}

#[test]
fn names_that_do_not_help_are_not_added() {
    let items = works("a|book|Doe, A; Roe, B|x|1999\nb|book|Doe, A; Roe, B|y|1999");
    let cut = r#"et-al-min="2" et-al-use-first="1" disambiguate-add-names="true" disambiguate-add-year-suffix="true""#;
    assert_eq!(all(&style(cut, SHORT, ""), &items), "Doe et al. 1999a; Doe et al. 1999b");
}

#[test]
fn given_names_are_added_to_cites_that_are_the_same() {
    let items = works("a|book|Doe, John|x|1999\nb|book|Doe, Ann|y|1999\nc|book|Doe, Jim|z|2005");
    let by_cite = r#"disambiguate-add-givenname="true""#;
    assert_eq!(all(&style(by_cite, SHORT, ""), &items), "J. Doe 1999; A. Doe 1999; Doe 2005");
}

#[test]
fn or_to_all_names_that_are_the_same() {
    let items = works("a|book|Doe, John|x|1999\nb|book|Doe, Ann|y|1999\nc|book|Doe, Jim|z|2005");
    let all_names = r#"disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names""#;
    assert_eq!(all(&style(all_names, SHORT, ""), &items), "John Doe 1999; A. Doe 1999; Jim Doe 2005");
    let initials = r#"disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names-with-initials""#;
    assert_eq!(all(&style(initials, SHORT, ""), &items), "J. Doe 1999; A. Doe 1999; J. Doe 2005");
}

#[test]
fn or_to_first_names_alone() {
    let items = works("a|book|Doe, John; Roe, Ann|x|1999\nb|book|Doe, Jim; Roe, Bea|y|2001");
    let primary = r#"disambiguate-add-givenname="true" givenname-disambiguation-rule="primary-name""#;
    assert_eq!(all(&style(primary, SHORT, ""), &items), "John Doe, Roe 1999; Jim Doe, Roe 2001");
    // Two of one family name in one work are no two works.
    let one = works("a|book|Doe, John; Doe, Ann|x|1999");
    assert_eq!(all(&style(primary, SHORT, ""), &one), "Doe, Doe 1999");
}

#[test]
fn two_people_of_one_work_are_not_both_of_one_initial() {
    let items = works("a|book|Roe, Jim; Roe, John; Roe, Ann|x|1999");
    let by_cite = r#"disambiguate-add-givenname="true""#;
    assert_eq!(all(&style(by_cite, r#"initialize-with=". ""#, ""), &items), "Jim Roe, John Roe, A. Roe 1999");
    assert_eq!(all(&style(by_cite, SHORT, ""), &items), "Roe, Roe, Roe 1999");
}

#[test]
fn then_the_condition_holds_then_years_get_letters() {
    let rest = r#"<choose><if disambiguate="true"><text variable="title" prefix="[" suffix="]"/></if></choose>"#;
    let items = works("a|book|Doe, John|x|1999\nb|book|Doe, John|y|1999\nc|book|Roe, Jane|z|1999");
    let suffix = r#"disambiguate-add-year-suffix="true""#;
    assert_eq!(all(&style(suffix, SHORT, rest), &items), "Doe 1999 [x]; Doe 1999 [y]; Roe 1999");
    assert_eq!(all(&style(suffix, SHORT, ""), &items), "Doe 1999a; Doe 1999b; Roe 1999");
}

#[test]
fn numbers_of_notes_tell_works_apart() {
    let style = r#"<citation><layout delimiter="; "><choose><if position="subsequent"><group delimiter=", "><names variable="author"><name form="short"/></names>
        <choose><if disambiguate="true"><text variable="title"/></if></choose></group><text variable="first-reference-note-number" prefix=" (n " suffix=")"/></if>
        <else><text variable="title"/></else></choose></layout></citation>"#;
    let items = works("a|book|Doe, John|A\nb|book|Doe, John|B\nc|book|Doe, John|C\nd|book|Roe, Jane|D");
    let clusters = notes(
        [vec![0], vec![1, 2], vec![3], vec![0], vec![3], vec![1]].map(|items| items.iter().map(|item| cite(*item, "")).collect()).to_vec(),
    );
    let printed = printed(&processor("note", style), &items, &clusters);
    // Two of one author in one note are not told apart by its number.
    assert!(printed.ends_with("Doe (n 1)\nRoe (n 3)\nDoe, B (n 2)"), "{printed}");
}

#[test]
fn letters_are_in_the_order_of_the_bibliography_and_stand_there_too() {
    let items = works("a|book|Doe, John|Zebra|1999\nb|book|Doe, John|Ape|1999");
    let processor = style(r#"disambiguate-add-year-suffix="true""#, SHORT, "");
    assert_eq!(all(&processor, &items), "Doe 1999b; Doe 1999a");
    assert_eq!(listed(&processor, &items), "Ape 1999a\nZebra 1999b");
}

#[test]
fn the_style_may_say_where_the_letter_stands() {
    let items = works("a|book|Doe, John|x|\nb|book|Doe, John|y|");
    let rest = r#"<group><text term="no date" form="short"/><text variable="year-suffix" prefix="-"/></group>"#;
    assert_eq!(all(&style(r#"disambiguate-add-year-suffix="true""#, SHORT, rest), &items), "Doe n.d.-a; Doe n.d.-b");
    assert_eq!(all(&style(r#"disambiguate-add-year-suffix="true""#, SHORT, rest), &items[..1]), "Doe n.d.");
}

#[test]
fn letters_go_on_behind_z() {
    let lines: Vec<String> = (0..28).map(|n| format!("k{n}|book|Doe, John|t{n:02}|1999")).collect();
    let items = works(&lines.join("\n"));
    let printed = all(&style(r#"disambiguate-add-year-suffix="true""#, SHORT, ""), &items);
    assert!(printed.ends_with("Doe 1999z; Doe 1999aa; Doe 1999ab"), "{printed}");
}

#[test]
fn thousands_of_the_same_authors_are_looked_at_once() {
    let authors: Vec<String> = (0..2000).map(|n| format!("Name{n}, G{n}")).collect();
    let authors = authors.join("; ");
    let items = works(&format!("a|book|{authors}|x|1999\nb|book|{authors}|y|1999"));
    let cut = r#"et-al-min="2" et-al-use-first="1" disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true""#;
    assert_eq!(all(&style(cut, SHORT, ""), &items), "Name0 et al. 1999a; Name0 et al. 1999b");
}
