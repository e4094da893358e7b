//! Libraries of BibTeX and BibLaTeX through an archive and out of it again.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::fixture::Archive;

/// What an archive with this library publishes: its works by their titles, `works.bib`, the document's page, and what `check` says.
fn published(library: &str) -> (BTreeMap<String, Value>, String, String, String) {
    let archive =
        Archive::new("//- /content/documents/doc.md\n---\ntitle: Doc\nlang: en-US\nlicense: CC0-1.0\nnocite: '@*'\n---\n\nText.\n");
    archive.write("content/bibliography/doc.bib", library);
    let said = archive.run(&["check"]).stdout;
    archive.run(&["build"]);
    let works: Vec<Value> = serde_json::from_str(&archive.read("public/data/works.json")).unwrap();
    let works = works.into_iter().map(|work| (work["title"].as_str().unwrap_or("").to_owned(), work)).collect();
    (works, archive.read("public/data/works.bib"), archive.read("public/documents/doc.html"), said)
}

#[test]
fn an_entry_without_a_key_gives_nothing_away() {
    let (works, bib, _, said) = published(
        "@book{, author={Zed, Zoe}, title={Keyless}, publisher={Elm}, year=1900}\n@article{one, author={Roe, Ann}, title={First}, journal={Letters}, year=2001}\n@book{two, author={Poe, Ben}, title={Second}}\n",
    );
    assert_eq!(works.len(), 3);
    assert!(works["First"].get("publisher").is_none() && works["Second"].get("issued").is_none(), "{works:?}");
    assert_eq!(bib.matches("publisher").count(), 1);
    assert!(said.contains("warning[odd-bibtex]: this entry has no key"), "{said}");
}

#[test]
fn what_a_library_says_comes_out_of_works_bib_again() {
    let library = r#"@string{lt = {Letters}}
@article{roe2001, author={Roe, Ann and others}, title={On \emph{Homo} and {van Gogh}, H$_2$O}, journal=lt # { of Ports}, shortjournal={L. P.}, date={2001-21}, annote={Seen in Riga.}, eprint={20.500/77}, eprinttype={hdl}, mrnumber={MR7}}
@report{poe1999, author={Poe, Ben}, title={Numbers}, shorttitle={Num}, number={TR-99-02}, institution={Oak and Elm}, year=1999, month=may, rights={CC BY}, introduction={Intro, Ida}}
@jurisdiction{mills1973, title={Harbor Bd. v. Mills}, court={High Court}, section={3}, origdate={1850}, callnumber={X 7}, date={1973-01-22}, langid={ngerman}}
"#;
    let (works, bib, page, said) = published(library);
    assert!(!said.contains("bibtex") && !said.contains("library-unread"), "{said}");
    let article = works.values().find(|work| work["type"] == "article-journal").unwrap();
    assert_eq!(article["container-title"], "Letters of Ports");
    assert_eq!(article["issued"]["season"], 1);
    assert!(page.contains("et al."), "{page}");
    for line in [
        "author = {Roe, Ann and others}",
        r"{{\emph{Homo}}}",
        "{van Gogh}",
        r"\textsubscript{2}",
        "shortjournal = {L. P.}",
        "date = {2001-21}",
        "annotation = {Seen in Riga.}",
        "eprinttype = {hdl}",
        "url = {https://hdl.handle.net/20.500/77}",
        "mrnumber = {MR7}",
        "langid = {german}",
        "language = {de}",
        "number = {TR-99-02}",
        "institution = {{Oak and Elm}}",
        "shorttitle = {Num}",
        "copyright = {CC BY}",
        "introduction = {Intro, Ida}",
        "institution = {High Court}",
        "section = {3}",
        "origdate = {1850}",
        "callnumber = {X 7}",
        "date = {1973-01-22}",
    ] {
        assert!(bib.contains(line), "{line}\n{bib}");
    }
    // Read once more it says the same.
    let (_, again, _, _) = published(&bib);
    assert_eq!(again, bib);
}

#[test]
fn what_lies_on_somebodys_disk_is_not_published() {
    let (works, bib, page, said) = published("@book{a, title={A}, file={/home/roe/secret.pdf}, owner={roe}, groups={Ports}}\n");
    assert!(!bib.contains("secret") && !page.contains("secret") && !works["A"].to_string().contains("secret"));
    assert_eq!(works["A"]["custom"]["groups"], "Ports");
    assert!(said.contains("notice[library-unread]: fields that are not kept: `file` (1), `owner` (1)"), "{said}");
}

#[test]
fn the_title_of_the_whole_stands_on_pages() {
    let library = "@book{b, author={Roe, Ann}, title={Ice}, maintitle={History of Ports}, volume={3}, year=1990, langid={german}, pubstate={inpress}}\n@incollection{c, author={Poe, Ben}, title={Sails}, booktitle={Winds}, maintitle={Handbook of the Sea}, volume={2}, year=1991}\n";
    let (works, bib, page, said) = published(library);
    assert!(!said.contains("bibtex") && !said.contains("library-unread"), "{said}");
    let (whole, part) = (&works["History of Ports"], &works["Sails"]);
    assert_eq!((&whole["volume-title"], &whole["volume"]), (&Value::from("Ice"), &Value::from("3")));
    assert_eq!((&part["container-title"], &part["volume-title"]), (&Value::from("Handbook of the Sea"), &Value::from("Winds")));
    // Words for keys are those of the entry's language.
    assert_eq!(whole["status"], "im Druck");
    assert!(page.contains("History of Ports"), "{page}");
    for line in ["title = {Ice}", "maintitle = {History of {Ports}}", "booktitle = {Winds}", "maintitle = {Handbook of the {Sea}}"] {
        assert!(bib.contains(line), "{line}\n{bib}");
    }
    assert_eq!(published(&bib).1, bib);
}

#[test]
fn further_keys_name_one_work_only() {
    let archive = Archive::new("");
    for (name, key, title) in [("a", "Roe2001", "Ice"), ("b", "roe2001", "Sails"), ("c", "Poe99", "Ropes")] {
        let text = format!("---\ntitle: {name}\nlicense: CC0-1.0\nnocite: '@*'\n---\n\nText.\n");
        archive.write(&format!("content/documents/{name}.md"), text);
        archive.write(
            &format!("content/bibliography/{name}.bib"),
            format!("@book{{{key}, author={{Roe, Ann}}, title={{{title}}}, year=2001}}\n"),
        );
    }
    archive.run(&["build"]);
    let bib = archive.read("public/data/works.bib");
    let keys: Vec<&str> = bib.lines().filter_map(|line| line.strip_prefix("@book{")).map(|key| key.trim_end_matches(',')).collect();
    assert_eq!(keys, ["poe99", "roe2001", "roe2001a"], "{bib}");
    // `roe2001` is the key of one of them, so that it leads to no other.
    let ids: Vec<&str> = bib.lines().filter(|line| line.contains("ids = ")).collect();
    assert!(ids.contains(&"  ids = {Poe99},") && !ids.iter().any(|line| line.contains("roe2001,") || line.contains("{roe2001}")), "{bib}");
}
