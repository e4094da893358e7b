//! Libraries with the sins of real ones: old encodings, lost braces, names and dates as people write them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::fixture::Archive;

/// The works of a library that a document cites whole, by key, and its page.
fn read(file: &str, library: impl AsRef<[u8]>) -> (BTreeMap<String, Value>, String, String) {
    let archive = Archive::new("//- /scholion.yaml\ntitle: T\nlang: en-US\n");
    archive.write("content/documents/doc.md", "---\ntitle: Doc\nlang: en-US\nlicense: CC0-1.0\nnocite: '@*'\n---\n\nText.\n");
    archive.write(&format!("content/bibliography/doc.{file}"), library);
    let ran = archive.run(&["build"]);
    let works: Vec<Value> = serde_json::from_str(&archive.read("public/data/works.json")).unwrap();
    let works = works.into_iter().map(|work| (work["id"].as_str().unwrap().to_owned(), work)).collect();
    (works, archive.read("public/documents/doc.html"), [ran.stderr, ran.stdout].concat())
}

#[test]
fn old_encodings_are_read_and_told() {
    let entry = b"@book{a, author={M\xfcller, J\xf6rg}, title={Stra\xdfen}, year={soon}}\n";
    let (works, _, said) = read("bib", entry);
    assert_eq!((&works["a"]["title"], &works["a"]["author"][0]["family"]), (&json!("Straßen"), &json!("Müller")));
    // What is shown of a line is what was read of it.
    assert!(said.contains("library-encoding") && said.contains("Müller, Jörg"), "{said}");
    let (works, _, said) = read("ris", b"TY  - BOOK\nID  - a\nAU  - \xc8\xe2\xe0\xed\xee\xe2, \xc8\xe2\xe0\xed\nTI  - \xc8\xf1\xf2\xee\xf0\xe8\xff \xea\xed\xe8\xe3\xe8\nER  - \n");
    assert_eq!((&works["a"]["title"], said.contains("library-encoding")), (&json!("История книги"), true), "{said}");
    let (works, _, said) = read("bib", [b"% Encoding: ISO8859_1\n".as_slice(), entry].concat());
    assert_eq!((&works["a"]["title"], said.contains("library-encoding")), (&json!("Straßen"), false), "{said}");
}

#[test]
fn a_brace_too_many_costs_no_field() {
    let (works, _, said) = read("bib", "@article{a, title={A}}, journal={J}, year=2001}\n@article{b, title={B}, journal={K}, year=2002}\n");
    assert_eq!((&works["a"]["container-title"], &works["b"]["container-title"]), (&json!("J"), &json!("K")));
    assert!(said.contains("belongs to no field"), "{said}");
}

#[test]
fn names_stand_as_they_were_meant() {
    let bib = "@article{a, author={Smith J and Jones KL}, title={A}, journal={J}, year=2001}\n@article{b, author={Martin Luther King, Jr.}, title={B}, journal={J}, year=1963}\n\
        @letter{c, author={Kafka, Franz}, namea={Jesensk{\\'a}, Milena}, nameatype={recipient}, title={C}, date={1920}}\n";
    let (works, page, said) = read("bib", bib);
    assert_eq!(works["a"]["author"], json!([{"family": "Smith", "given": "J."}, {"family": "Jones", "given": "K. L."}]));
    assert_eq!(works["b"]["author"], json!([{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]));
    assert_eq!(works["c"]["recipient"][0]["family"], json!("Jesenská"));
    assert!(said.contains("in the place of a family name") && page.contains("King, M. L., Jr."), "{said}{page}");
}

#[test]
fn dates_say_no_more_than_is_known() {
    let bib = "@book{a, title={A}, date={184X~}}\n@book{b, title={B}, year={vor 1750}}\n@book{c, title={C}, date={../1750}}\n@book{d, title={D}, date={9/3/1998}}\n\
        @book{e, title={E}, year={1998}, date={2001}}\n@article{f, title={F}, journal={J}, date={2015 Jan 10-16}}\n";
    let (works, page, said) = read("bib", bib);
    for shown in ["(ca. 1840–1849)", "(vor 1750)", "(–1750)", "(9/3/1998)"] {
        assert!(page.contains(shown), "{shown} {page}");
    }
    assert_eq!(works["d"]["issued"]["date-parts"], json!([[1998]]));
    assert!(said.contains("`date` says 2001, and `year` 1998"), "{said}");
    assert_eq!(works["f"]["issued"]["date-parts"], json!([[2015, 1, 10], [2015, 1, 16]]));
}

#[test]
fn words_before_numbers_are_no_part_of_them() {
    let bib = "@article{a, title={A}, journal={J}, year=2001, pages={pp. 5--9}, volume={Bd. 5}, number={Heft 3}, keywords={software, library},\n  \
        abstract={<p>One.</p><p>Two.</p>}, url={http://a.example/1 http://a.example/2}}\n@misc{b, title={B}, howpublished={Available at \\url{http://b.example/}, accessed 5 May 2020}}\n";
    let (works, ..) = read("bib", bib);
    let is = |key: &str, variable: &str, value: Value| assert_eq!(works[key][variable], value, "{key} {variable}");
    is("a", "page", json!("5–9"));
    is("a", "volume", json!("5"));
    is("a", "issue", json!("3"));
    is("a", "keyword", json!("software, library"));
    is("a", "abstract", json!("One. Two."));
    is("a", "URL", json!("http://a.example/1"));
    is("b", "URL", json!("http://b.example/"));
    is("b", "medium", json!("Available at, accessed 5 May 2020"));
}

#[test]
fn lists_of_words_are_words() {
    let json = r#"[{"id": "a", "type": "article-journal", "title": ["On Ports"], "container-title": ["Journal of Ports", "J. Ports"], "ISSN": ["1234-5678", "2345-6789"], "keyword": ["ice", "ports"]}]"#;
    let (works, _, said) = read("json", json);
    let work = &works["a"];
    assert_eq!(
        (&work["title"], &work["container-title"], &work["ISSN"], &work["keyword"]),
        (&json!("On Ports"), &json!("Journal of Ports"), &json!("1234-5678, 2345-6789"), &json!("ice, ports"))
    );
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn headings_of_catalogues_are_names_and_imprints() {
    let mods = r#"<mods xmlns="http://www.loc.gov/mods/v3" ID="a"><titleInfo><title>Ports /</title></titleInfo><name type="personal"><namePart>Poe, Ben, 1801-1870</namePart></name>
        <originInfo><place><placeTerm type="text">London :</placeTerm></place><place><placeTerm type="text">New York</placeTerm></place><publisher>Elm Press,</publisher><dateIssued>1870</dateIssued></originInfo></mods>"#;
    let (works, ..) = read("mods", mods);
    let work = &works["a"];
    assert_eq!(work["author"], json!([{"family": "Poe", "given": "Ben"}]));
    assert_eq!(
        (&work["title"], &work["publisher"], &work["publisher-place"]),
        (&json!("Ports"), &json!("Elm Press"), &json!("London; New York"))
    );
}
