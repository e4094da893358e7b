//! What records are one work, why its page says so, and how an editor says no.

use crate::fixture::Archive;

/// An archive of one document for each record, given in CSL-YAML without its id.
fn archive(records: &[&str]) -> Archive {
    let archive = Archive::new("//- /scholion.yaml\ntitle: Ports\nlang: en\n");
    for (nth, record) in records.iter().enumerate() {
        archive.write(&format!("content/documents/d{nth}.md"), format!("---\ntitle: Document {nth}\nnocite: '@*'\n---\n\nText.\n"));
        archive.write(&format!("content/bibliography/d{nth}.yaml"), format!("references:\n- id: k{nth}\n{record}\n"));
    }
    archive
}

/// The works with the documents that cite each.
fn works(archive: &Archive) -> Vec<Vec<String>> {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let works: serde_json::Value = serde_json::from_str(&archive.read("public/data/works.json")).unwrap();
    let cited = |work: &serde_json::Value| {
        let documents = work["custom"]["cited_by"].as_array().unwrap().iter();
        documents.map(|slug| slug.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut works: Vec<_> = works.as_array().unwrap().iter().map(cited).collect();
    works.sort();
    works
}

const LETTERS: &str = "  type: book\n  title: Collected Letters\n  author: [{family: Roe, given: Ann}]\n  issued: 2000";

#[test]
fn what_fits_two_volumes_is_neither() {
    let volume = |number: u32| format!("{LETTERS}\n  volume: {number}");
    let archive = archive(&[LETTERS, &volume(1), &volume(2), &format!("{}\n  publisher: Elm", volume(2))]);
    assert_eq!(works(&archive), [vec!["d0"], vec!["d1"], vec!["d2", "d3"]]);
    let ran = archive.run(&["check", "--verbose"]);
    assert!(ran.stdout.contains("may be one work"), "{}", ran.stdout);
    // The editors know which it is.
    archive.write("content/bibliography/works.yaml", "same:\n- [d0/k0, d1/k1]\n");
    assert_eq!(works(&archive), [vec!["d0", "d1"], vec!["d2", "d3"]]);
    assert!(!archive.run(&["check", "--verbose"]).stdout.contains("may be one work"));
}

#[test]
fn a_page_says_why_its_records_are_one_and_how_to_say_no() {
    let article = |doi: &str, title: &str| {
        format!("  type: article-journal\n  title: {title}\n  author: [{{family: Roe, given: Ann}}]\n  issued: 2004\n  DOI: {doi}")
    };
    let archive = archive(&[
        &article("10.1000/one", "Tides and trade"),
        &article("https://doi.org/10.1000/ONE", "Tides & trade"),
        "  type: article-journal\n  title: Tides and trade\n  author: [{family: Roe, given: A.}]\n  issued: 2004",
        "  type: book\n  title: Something else\n  author: [{family: Poe, given: Eva}]\n  issued: 2004",
    ]);
    assert_eq!(works(&archive), [vec!["d0", "d1", "d2"], vec!["d3"]]);
    let page = archive.read("public/works/k0.html");
    for said in
        ["One work because of", "the same DOI", "the same author, title and year", "content/bibliography/works.yaml", "- [d0/k0, d1/k1]"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!archive.read("public/works/k3.html").contains("One work because of"));
    archive.write("content/bibliography/works.yaml", "different:\n- [d0/k0, d1/k1]\n- [d1/k1, d2/k2]\n");
    assert_eq!(works(&archive), [vec!["d0", "d2"], vec!["d1"], vec!["d3"]]);
    archive.write("content/bibliography/works.yaml", "same:\n- [d0/k0, d3/k3]\n");
    assert_eq!(works(&archive), [["d0", "d1", "d2", "d3"]]);
    assert!(archive.read("public/works/k0.html").contains("the editors’ verdict"));
}

#[test]
fn a_mistyped_doi_is_an_open_item() {
    let archive = archive(&[
        "  type: article-journal\n  title: Tides and trade\n  author: [{family: Roe, given: Ann}]\n  issued: 2004\n  DOI: 10.1000/one",
        "  type: article-journal\n  title: On lamps\n  author: [{family: Poe, given: Eva}]\n  issued: 1998\n  DOI: 10.1000/one",
    ]);
    assert_eq!(works(&archive), [["d0"], ["d1"]]);
    let ran = archive.run(&["check", "--verbose"]);
    assert!(
        ran.stdout.contains("`d1/k1` and `d0/k0` may be one work: the same: DOI; different: title, year, first author"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_may_be_one_work_is_told_of_libraries_too() {
    let archive = Archive::new("//- /scholion.yaml\ntitle: Ports\nlang: en\n");
    for (nth, year) in [(0, 2004), (1, 2005)] {
        archive.write(&format!("content/documents/d{nth}.md"), format!("---\ntitle: Document {nth}\n---\n\nSee [@k{nth}].\n"));
        let name = if nth == 0 { "content/bibliography/d0.bib" } else { "content/bibliography/shared.bib" };
        archive.write(name, format!("@book{{k{nth}, title={{Tides and Trade}}, author={{Roe, Ann}}, year={year}}}\n"));
    }
    let said = archive.run(&["check", "--verbose"]).stdout;
    assert!(said.contains("`d1/k1` and `d0/k0` may be one work") && said.contains("shared.bib:1"), "{said}");
}

#[test]
fn pieces_without_a_title_are_one_by_their_shelfmark() {
    let piece = |location: &str| format!("  type: manuscript\n  archive: TNA\n  archive_location: {location}");
    let archive = archive(&[&piece("FO 371/1234"), &piece("FO 371/1234"), &piece("FO 371/1235")]);
    assert_eq!(works(&archive), [vec!["d0", "d1"], vec!["d2"]]);
}
