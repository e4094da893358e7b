//! Cites: words around them, forms of them, affixes of the whole.

use super::bench::{cite, notes, printed, processor, works};
use scholion_csl::processor::{Cite, CiteForm, Cluster, Processor};
use scholion_csl::style::term::Term;
use scholion_csl::tree::{Node, Part};
use scholion_csl::write;

const STYLE: &str = r#"<citation><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", ">
    <group delimiter=" "><names variable="author"><name form="short"/></names><date variable="issued"><date-part name="year"/></date></group>
    <group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group></group></layout></citation>"#;
const BOOKS: &str = "a|book|Smith, John|Ports|2004\nb|book|Doe, Ann; Roe, Bea|Ships|2010";

fn one(cites: Vec<Cite>) -> String {
    printed(&processor("in-text", STYLE), &works(BOOKS), &[Cluster { cites, note: 0 }])
}

#[test]
fn words_in_front_and_behind() {
    let cites = vec![
        Cite { prefix: "see".into(), label: Some(Term::Page), ..cite(0, "33-35") },
        Cite { prefix: "also".into(), suffix: "and <i>passim</i>".into(), label: Term::locator("chapter"), ..cite(1, "1") },
    ];
    assert_eq!(one(cites), "(see Smith 2004, pp. 33–35; also Doe, Roe 2010, chap. 1 and <i>passim</i>)");
}

#[test]
fn a_sign_of_the_editor_needs_no_delimiter() {
    let cites = vec![Cite { suffix: "is one source,".into(), ..cite(0, "") }, cite(1, "")];
    assert_eq!(one(cites), "(Smith 2004 is one source, Doe, Roe 2010)");
}

#[test]
fn brackets_at_the_end_stay() {
    let suffix = Cite { suffix: ", Article 19(1)(a)".into(), ..cite(0, "") };
    assert_eq!(one(vec![suffix]), "(Smith 2004, Article 19(1)(a))");
}

#[test]
fn a_part_of_a_cite() {
    assert_eq!(one(vec![Cite { form: CiteForm::SuppressAuthor, ..cite(0, "3") }]), "(2004, p. 3)");
    assert_eq!(one(vec![Cite { form: CiteForm::AuthorOnly, ..cite(0, "3") }]), "Smith");
}

#[test]
fn what_parted_the_names_from_the_rest_goes_with_them() {
    let style = r#"<citation><layout prefix="(" suffix=")"><names variable="author"><name form="short"/></names><date variable="issued" prefix=", "><date-part name="year"/></date></layout></citation>"#;
    let cites = |form| vec![Cluster { cites: vec![Cite { form, ..cite(0, "") }], note: 0 }];
    assert_eq!(printed(&processor("in-text", style), &works(BOOKS), &cites(CiteForm::Whole)), "(Smith, 2004)");
    assert_eq!(printed(&processor("in-text", style), &works(BOOKS), &cites(CiteForm::SuppressAuthor)), "(2004)");
}

fn narrative(processor: &Processor, clusters: &[Cluster]) -> Vec<(String, String)> {
    let citations = processor.citations(&works(BOOKS), clusters);
    citations.iter().map(|citation| (write::html(&citation.author), write::html(&citation.nodes))).collect()
}

#[test]
fn the_names_for_the_text_and_the_rest_apart() {
    let narrated = |item, locator| Cite { form: CiteForm::Narrative, ..cite(item, locator) };
    let said = |author: &str, rest: &str| (author.to_owned(), rest.to_owned());
    let found = narrative(&processor("in-text", STYLE), &[Cluster { cites: vec![narrated(0, "3"), cite(1, "")], note: 0 }]);
    assert_eq!(found, [said("Smith", "(2004, p. 3; Doe, Roe 2010)")]);
    // Where nothing is left, nothing is printed; where "ibid." is left, the text has the names all the same.
    let alone = r#"<citation><layout prefix="(" suffix=")"><choose><if position="ibid"><text term="ibid"/></if><else><names variable="author"><name form="short"/></names></else></choose></layout></citation>"#;
    let found = narrative(&processor("note", alone), &notes(vec![vec![narrated(0, "")], vec![narrated(0, "")]]));
    assert_eq!(found, [said("Smith", ""), said("Smith", "(Ibid.)")]);
}

#[test]
fn what_stands_for_names_is_the_name_in_the_text_and_in_a_group() {
    let style = r#"<citation collapse="year"><layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><names variable="author"><name form="short"/>
        <substitute><text variable="title" quotes="true"/></substitute></names><date variable="issued"><date-part name="year"/></date></group></layout></citation>"#;
    let items = works("a|book||Ports|2004\nb|book||Ports|2010");
    let narrated = Cite { form: CiteForm::Narrative, ..cite(0, "") };
    let found = processor("in-text", style).citations(&items, &[Cluster { cites: vec![narrated], note: 0 }]);
    assert_eq!((write::html(&found[0].author), write::html(&found[0].nodes)), ("“Ports”".to_owned(), "(2004)".to_owned()));
    let both = Cluster { cites: vec![cite(0, ""), cite(1, "")], note: 0 };
    assert_eq!(printed(&processor("in-text", style), &items, &[both]), "(“Ports,” 2004, 2010)");
}

#[test]
fn each_cite_can_be_found_in_the_tree() {
    let citations = processor("in-text", STYLE)
        .citations(&works(BOOKS), &[Cluster { cites: vec![Cite { prefix: "see".into(), ..cite(0, "") }, cite(1, "")], note: 0 }]);
    fn find(nodes: &[Node], out: &mut Vec<(usize, String)>) {
        for node in nodes {
            match node {
                Node::Part(Part::Cite(at), inner) => out.push((*at, write::plain(inner))),
                other => find(other.children(), out),
            }
        }
    }
    let mut found = Vec::new();
    find(&citations[0].nodes, &mut found);
    assert_eq!(found, [(0, "Smith 2004".to_owned()), (1, "Doe, Roe 2010".to_owned())]);
}

#[test]
fn what_is_not_among_the_items_is_not_printed() {
    assert_eq!(one(vec![cite(7, ""), cite(0, "")]), "(Smith 2004)");
    assert_eq!(one(vec![]), "");
}

#[test]
fn a_work_of_which_the_style_prints_nothing_has_its_title() {
    let items = works("a|book||Untold");
    assert_eq!(printed(&processor("in-text", STYLE), &items, &[Cluster { cites: vec![cite(0, "")], note: 0 }]), "(Untold)");
}

#[test]
fn formatting_of_a_layout_is_around_its_affixes() {
    let style = r#"<citation><layout prefix="(" suffix=")" vertical-align="sup"><text variable="citation-number"/></layout></citation>"#;
    assert_eq!(printed(&processor("in-text", style), &works(BOOKS), &[Cluster { cites: vec![cite(0, "")], note: 0 }]), "<sup>(1)</sup>");
}
