//! What a site gives to other programs: editors' citations, libraries, files and tags for reference managers.

use serde_json::Value;

use crate::fixture::Archive;

fn archive() -> Archive {
    Archive::new(
        r#"
//- /scholion.yaml
title: Letters
lang: en
base-url: https://example.org/letters/
citation-style: apa
//- /content/bibliography/library.bib
@book{tamm2001, author={Tamm, Jaan}, title={The {Tartu} letters}, publisher={Press \& Sons}, year=2001}
@book{tamm2001b, author={Tamm, Jaan}, title={More letters}, publisher={Press}, year=2001}
@book{unused, author={Nobody}, title={Never cited}, year=1900}
//- /content/bibliography/first.ris
TY  - JOUR
ID  - saar1999
AU  - Saar, Mari
TI  - A list of posts
T2  - Journal of Posts
PY  - 1999
ER  - 
//- /content/documents/first.md
---
title: 'The "first" letter </script> & more'
type: article-journal
author:
- {family: Ilves, given: Marta, orcid: 0000-0001-2345-6789, office: [University of Tartu]}
- {family: Kask, given: Peeter}
interviewer: [{literal: RT}]
container-title: Journal of Letters
volume: 3
issue: 2
page: 10–21
issued: 2019-05-02
DOI: 10.1000/letters.1
ISSN: 1234-5678
keyword: [letters, posts]
license: CC-BY-4.0
---

An editor says so [see @tamm2001, p. 3; @tamm2001b]. @saar1999 agrees.

He repeats it [-@tamm2001, chap. 2, at length].
//- /content/pages/about.md
---
title: About
---

This page follows @tamm2001b and [@saar1999].
"#,
    )
}

#[test]
fn editors_citations_are_in_style_and_lead_to_their_works() {
    let archive = archive();
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/first.html");
    let words = regex::Regex::new("<[^>]*>").unwrap().replace_all(&page, "").into_owned();
    assert!(words.contains("An editor says so (see Tamm, 2001b, p. 3, 2001a). Saar (1999) agrees."), "{words}");
    assert!(words.contains("He repeats it (2001b, Chapter 2, at length)."), "{words}");
    assert!(page.contains(r##"<a class="cite" id="cite-tamm2001-1" href="#ref-tamm2001" role="doc-biblioref">"##), "{page}");
    assert!(page.contains(r#"<li id="ref-tamm2001">Tamm, J. (2001b). <i>The Tartu letters</i>. Press &amp; Sons."#), "{page}");
    assert!(archive.read("public/works/tamm2001.html").contains("../documents/first.html#cite-tamm2001-1"));
    // What nobody cites is no work of the archive.
    assert!(!archive.at("public/works/unused.html").exists());
    let about = archive.read("public/pages/about.html");
    assert!(
        about.contains("Tamm (2001)") && about.contains(r#"<li id="ref-tamm2001b">"#) && about.contains("../works/tamm2001b.html"),
        "{about}"
    );
    assert!(about.contains(r#"<li id="ref-saar1999">"#), "{about}");
    // The second run takes from the store what the first has formatted.
    assert!(archive.at(".scholion/cache/csl").is_file());
    let before = archive.files("public");
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(archive.files("public") == before);
    std::fs::write(archive.at(".scholion/cache/csl"), "damaged").unwrap();
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(archive.files("public") == before);
}

/// The content of all tags of a name.
fn tags(page: &str, name: &str) -> Vec<String> {
    let tag = regex::Regex::new(&format!(r#"<meta name="{name}" content="([^"]*)">"#)).unwrap();
    tag.captures_iter(page).map(|found| found[1].to_owned()).collect()
}

#[test]
fn pages_say_to_machines_what_they_are() {
    let archive = archive();
    archive.run(&["build"]);
    let page = archive.read("public/documents/first.html");
    assert_eq!(tags(&page, "citation_author"), ["Ilves, Marta", "Kask, Peeter"]);
    assert_eq!(tags(&page, "citation_title"), ["The &quot;first&quot; letter &lt;/script&gt; &amp; more"]);
    assert_eq!(tags(&page, "citation_publication_date"), ["2019/05/02"]);
    assert_eq!((tags(&page, "citation_firstpage"), tags(&page, "citation_lastpage")), (vec!["10".to_owned()], vec!["21".to_owned()]));
    assert_eq!(tags(&page, "DC.creator"), ["Ilves, Marta", "Kask, Peeter"]);
    for link in [
        r#"<link rel="cite-as" href="https://doi.org/10.1000/letters.1">"#,
        r#"<link rel="author" href="https://orcid.org/0000-0001-2345-6789">"#,
        r#"<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">"#,
        r#"<link rel="describedby" href="first.bib" type="application/x-bibtex">"#,
        r#"<link rel="type" href="https://schema.org/ScholarlyArticle">"#,
    ] {
        assert!(page.contains(link), "{link} is not in {page}");
    }
    let ld = page.split(r#"<script type="application/ld+json">"#).nth(1).unwrap().split("</script>").next().unwrap();
    let ld: Value = serde_json::from_str(ld).unwrap();
    assert_eq!(ld["@type"], "ScholarlyArticle");
    assert_eq!(ld["headline"], "The \"first\" letter </script> & more");
    assert_eq!(ld["author"][0]["affiliation"][0]["name"], "University of Tartu");
    assert_eq!(ld["isPartOf"]["@type"], "PublicationIssue");
    assert_eq!(ld["isPartOf"]["isPartOf"]["isPartOf"]["issn"], "1234-5678");
    assert_eq!(ld["contributor"][0]["roleName"], "interviewer");
    let index = archive.read("public/citations/t.html");
    assert!(index.contains(r#"<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt="#), "{index}");
}

#[test]
fn a_document_can_be_taken_away() {
    let archive = archive();
    archive.run(&["build"]);
    let page = archive.read("public/documents/first.html");
    for (file, format) in [("first.bib", "biblatex"), ("first.csl.json", "csljson")] {
        assert!(page.contains(&format!("href=\"{file}\" download")), "{file}");
        let read = crate::references::pandoc(format, &archive.read(&format!("public/documents/{file}")));
        assert_eq!(read.len(), 1);
        assert_eq!(read[0]["DOI"], "10.1000/letters.1", "{file}");
        assert_eq!(read[0]["author"][1]["family"], "Kask", "{file}");
        assert_eq!(read[0]["page"].as_str().unwrap().replace('–', "-"), "10-21", "{file}");
    }
    use biblib::CitationParser;
    let ris = biblib::RisParser::new().parse(&archive.read("public/documents/first.ris")).unwrap();
    assert_eq!((ris.len(), ris[0].doi.as_deref()), (1, Some("10.1000/letters.1")));
    // A change of the text leaves them alone, a change of the date does not.
    let bib = archive.read("public/documents/first.bib");
    assert!(bib.contains("date = {2019-05-02}"), "{bib}");
}

#[test]
fn the_works_can_be_taken_away() {
    let archive = archive();
    archive.run(&["build"]);
    let keys = |values: Vec<Value>| {
        let mut keys: Vec<String> = values.iter().map(|value| value["id"].as_str().unwrap().to_owned()).collect();
        keys.sort();
        keys
    };
    let expected = ["saar1999", "tamm2001", "tamm2001b"];
    assert_eq!(keys(crate::references::pandoc("biblatex", &archive.read("public/data/works.bib"))), expected);
    assert_eq!(keys(crate::references::pandoc("csljson", &archive.read("public/data/works.json"))), expected);
    use biblib::CitationParser;
    assert_eq!(biblib::RisParser::new().parse(&archive.read("public/data/works.ris")).unwrap().len(), 3);
    let graph = archive.read("public/data/citations.graphml");
    assert_eq!(graph.matches("<node ").count(), 4);
    assert!(
        graph.contains(
            r#"<edge source="document:first" target="work:tamm2001"><data key="citations">2</data><data key="places">body</data></edge>"#
        ),
        "{graph}"
    );
    assert!(graph.contains("&quot;first&quot; letter &lt;/script&gt; &amp; more"), "{graph}");
}
