//! Rendering elements: groups, conditions, substitutes, labels, terms.

use scholion_csl::style::term::Term;

use super::bench::{cite, listed, notes, printed, processor, work, works};

/// The entry that a layout makes of a work.
fn entry(layout: &str, line: &str) -> String {
    let style = format!("<citation><layout><text value=\"x\"/></layout></citation><bibliography><layout>{layout}</layout></bibliography>");
    listed(&processor("in-text", &style), &[work(line)])
}

#[test]
fn a_group_whose_variables_are_all_empty_goes_with_its_terms() {
    let group = r#"<text variable="title"/><group delimiter=" " prefix=" [" suffix="]"><text term="accessed"/><date variable="accessed"><date-part name="year"/></date></group>"#;
    assert_eq!(entry(group, "a|book||Title"), "Title");
    assert_eq!(entry(group, "a|book||Title||accessed=2001"), "Title [accessed 2001]");
}

#[test]
fn a_group_of_terms_alone_stays_and_one_in_a_group_counts_as_filled() {
    assert_eq!(entry(r#"<group delimiter=" "><text term="accessed"/><text value="on"/></group>"#, "a|book"), "Accessed on");
    let nested = r#"<group delimiter=", "><group><text value="only"/></group><text variable="title"/></group>"#;
    assert_eq!(entry(nested, "a|book"), "only");
}

#[test]
fn delimiters_stand_only_between_what_prints() {
    let group = r#"<group delimiter=", "><text variable="title"/><text variable="publisher"/><text variable="note"/></group>"#;
    assert_eq!(entry(group, "a|book||T||note=N"), "T, N");
}

#[test]
fn a_macro_is_suppressed_as_a_group_is() {
    let style = r#"<macro name="seen"><text value="seen "/><text variable="note"/></macro>
        <citation><layout><text value="x"/></layout></citation>
        <bibliography><layout><text variable="title"/><text macro="seen" prefix=", "/></layout></bibliography>"#;
    let processor = processor("in-text", style);
    assert_eq!(listed(&processor, &works("a|book||T\nb|book||U||note=here")), "T\nU, seen here");
}

#[test]
fn the_first_branch_that_holds_is_taken() {
    let choose = r#"<choose>
        <if type="book chapter" match="any"><text value="book"/></if>
        <else-if variable="DOI URL" match="none"><text value="no link"/></else-if>
        <else-if is-numeric="volume"><text value="number"/></else-if>
        <else><text value="other"/></else></choose>"#;
    assert_eq!(entry(choose, "a|book"), "book");
    assert_eq!(entry(choose, "a|song"), "no link");
    assert_eq!(entry(choose, "a|song||||DOI=1|volume=2nd"), "number");
    assert_eq!(entry(choose, "a|song||||DOI=1|volume=second"), "other");
}

#[test]
fn all_conditions_of_a_branch_count_together() {
    let choose = |matches: &str| {
        format!(
            r#"<choose><if type="book" variable="note" match="{matches}"><text value="yes"/></if><else><text value="no"/></else></choose>"#
        )
    };
    assert_eq!(entry(&choose("all"), "a|book||||note=n"), "yes");
    assert_eq!(entry(&choose("all"), "a|book"), "no");
    assert_eq!(entry(&choose("any"), "a|book"), "yes");
    assert_eq!(entry(&choose("none"), "a|song"), "yes");
}

#[test]
fn what_stands_in_place_of_names_is_not_printed_again() {
    let layout = r#"<group delimiter=". "><names variable="author"><substitute><names variable="editor"/><text variable="title"/></substitute></names>
        <text variable="title" font-style="italic"/><names variable="editor"><name/></names></group>"#;
    assert_eq!(entry(layout, "a|book||Title"), "Title");
    assert_eq!(entry(layout, "a|book||Title||editor=Roe, Jane"), "Jane Roe. <i>Title</i>");
    assert_eq!(entry(layout, "a|book|Doe, John|Title||editor=Roe, Jane"), "John Doe. <i>Title</i>. Jane Roe");
}

#[test]
fn names_in_a_substitute_look_as_those_around_it() {
    let layout = r#"<names variable="author"><name name-as-sort-order="all"/><label form="short" prefix=" (" suffix=")"/>
        <substitute><names variable="editor"/></substitute></names>"#;
    assert_eq!(entry(layout, "a|book||||editor=Roe, Jane; Poe, Jim"), "Roe, Jane, Poe, Jim (eds.)");
}

#[test]
fn a_term_that_begins_an_entry_has_a_capital() {
    assert_eq!(entry(r#"<text term="accessed"/><text value=" "/><text term="accessed"/>"#, "a|book"), "Accessed accessed");
}

#[test]
fn the_label_of_a_locator_is_what_the_cite_says() {
    let processor = processor(
        "note",
        r#"<citation><layout><group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group></layout></citation>"#,
    );
    let mut chapter = cite(0, "3");
    chapter.label = Term::locator("chapter");
    let clusters = notes(vec![vec![cite(0, "12")], vec![cite(0, "12-15")], vec![chapter]]);
    assert_eq!(printed(&processor, &[work("a|book")], &clusters), "p. 12\npp. 12–15\nchap. 3");
}

#[test]
fn a_plural_that_never_is_and_one_that_always_is() {
    let label = |plural: &str| {
        format!(r#"<group><label variable="page" form="short" plural="{plural}" suffix=" "/><text variable="page"/></group>"#)
    };
    assert_eq!(entry(&label("never"), "a|book||||page=3-4"), "p. 3–4");
    assert_eq!(entry(&label("always"), "a|book||||page=3"), "pp. 3");
    assert_eq!(entry(&label("contextual"), "a|book||||page=3"), "p. 3");
}

#[test]
fn the_first_page_is_read_from_the_pages() {
    assert_eq!(entry(r#"<text variable="page-first"/>"#, "a|book||||page=341–352"), "341");
}

#[test]
fn short_forms_of_the_library_are_used() {
    let layout = r#"<group delimiter="; "><text variable="title" form="short"/><text variable="container-title" form="short"/></group>"#;
    assert_eq!(
        entry(layout, "a|book||Long title||container-title=Journal of Ports|title-short=Short|journalAbbreviation=J. Ports"),
        "Short; J. Ports"
    );
    assert_eq!(entry(layout, "a|book||Long title||container-title=Journal of Ports"), "Long title; Journal of Ports");
}

#[test]
fn links_are_made_only_if_asked_for() {
    let style = r#"<citation><layout><text variable="DOI"/></layout></citation>"#;
    let items = [work("a|book||||DOI=10.1/x")];
    assert_eq!(printed(&processor("note", style), &items, &notes(vec![vec![cite(0, "")]])), "10.1/x");
    let linked = printed(&processor("note", style).with_links(), &items, &notes(vec![vec![cite(0, "")]]));
    assert_eq!(linked, r#"<a href="https://doi.org/10.1/x">10.1/x</a>"#);
}

#[test]
fn and_others_is_a_word_of_its_own_where_a_script_has_blanks() {
    let others = |term: &str| {
        let style = format!(
            r#"<locale><terms><term name="et-al">{term}</term></terms></locale>
            <citation et-al-min="2" et-al-use-first="1"><layout><names variable="author"><name form="short"/></names></layout></citation>"#
        );
        printed(&processor("in-text", &style), &works("a|book|Roe, A; Poe, B"), &notes(vec![vec![cite(0, "")]]))
    };
    assert_eq!(["et al.", "ואחרים", "기타", "等"].map(others), ["Roe et al.", "Roe ואחרים", "Roe 기타", "Roe等"]);
}

#[test]
fn the_scale_of_a_map_has_its_word() {
    let style = r#"<locale><terms><term name="scale">scale</term></terms></locale><citation><layout><text value="x"/></layout></citation>
        <bibliography><layout><group delimiter=" "><text term="scale"/><text variable="scale"/></group></layout></bibliography>"#;
    assert_eq!(listed(&processor("in-text", style), &works("a|map||Bay||scale=1:50,000")), "Scale 1:50,000");
}
