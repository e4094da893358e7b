//! Entries: names that repeat, fields that are set apart, blocks, labels.

use super::bench::{listed, printed, processor, together, works};

fn list(attributes: &str, layout: &str, lines: &str) -> String {
    let style = format!(
        r#"<citation><layout><text value="x"/></layout></citation><bibliography {attributes}><layout suffix=".">{layout}</layout></bibliography>"#
    );
    listed(&processor("in-text", &style), &works(lines))
}

const NAMES: &str = r#"<group delimiter=". "><names variable="author"><name/><substitute><text variable="container-title"/></substitute></names><text variable="title"/></group>"#;
const BOOKS: &str = "a|book|Doe, A; Roe, B|One\nb|book|Doe, A; Roe, B|Two\nc|book|Doe, A; Poe, C|Three\nd|book||Four||container-title=Bulletin\ne|book||Five||container-title=Bulletin";

#[test]
fn names_that_are_those_of_the_entry_before() {
    let printed =
        |rule: &str| list(&format!(r#"subsequent-author-substitute="---" subsequent-author-substitute-rule="{rule}""#), NAMES, BOOKS);
    assert_eq!(printed("complete-all"), "A Doe, B Roe. One.\n---. Two.\nA Doe, C Poe. Three.\nBulletin. Four.\n---. Five.");
    assert_eq!(printed("complete-each"), "A Doe, B Roe. One.\n---, ---. Two.\nA Doe, C Poe. Three.\nBulletin. Four.\n---. Five.");
    assert_eq!(printed("partial-each"), "A Doe, B Roe. One.\n---, ---. Two.\n---, C Poe. Three.\nBulletin. Four.\n---. Five.");
    assert_eq!(printed("partial-first"), "A Doe, B Roe. One.\n---, B Roe. Two.\n---, C Poe. Three.\nBulletin. Four.\n---. Five.");
}

#[test]
fn a_field_in_the_margin() {
    let printed =
        list(r#"second-field-align="flush""#, r#"<text variable="citation-number" suffix=". "/><text variable="title"/>"#, "a|book||T");
    assert_eq!(printed, r#"<div class="csl-left-margin">1. </div><div class="csl-right-inline">T.</div>"#);
}

#[test]
fn the_suffix_of_the_layout_stands_in_the_last_block() {
    let printed = list("", r#"<text variable="title" display="block"/><text variable="note" display="indent"/>"#, "a|book||T||note=N");
    assert_eq!(printed, r#"<div class="csl-block">T</div><div class="csl-indent">N.</div>"#);
}

#[test]
fn an_entry_without_words_is_none() {
    assert_eq!(list("", r#"<text variable="title"/>"#, "a|book||T\nb|book"), "T.");
}

#[test]
fn labels_are_made_where_a_work_brings_none() {
    let style = r#"<citation disambiguate-add-year-suffix="true"><layout delimiter=", " prefix="[" suffix="]"><text variable="citation-label"/></layout></citation>"#;
    let items = works(
        "a|book|Doe, John|A|1965\nb|book|Roe, J; Noakes, R|B|1978\nc|book|Roe, J; Noakes, R|C|1978\nd|book|van Gogh, V|D|2001|citation-label=Own",
    );
    assert_eq!(printed(&processor("in-text", style), &items, &together(&[0, 1, 2, 3])), "[Doe65, RoNo78a, RoNo78b, Own]");
}

#[test]
fn an_entry_alone_is_that_of_a_list_of_one() {
    let style = r#"<citation><layout><text value="x"/></layout></citation><bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography>"#;
    let processor = processor("in-text", style);
    let items = works("a|book||T");
    assert_eq!(processor.entry(&items[0]), processor.bibliography(&items).and_then(|mut entries| entries.pop()));
    assert!(super::bench::processor("note", r#"<citation><layout><text value="x"/></layout></citation>"#).entry(&items[0]).is_none());
}
