//! Typed links of pages (Signposting), and the lists for those who keep a copy of the site (ResourceSync).

use serde_json::Value;

use crate::fixture::Archive;

fn archive() -> Archive {
    let archive = Archive::new(include_str!("../data/editions/journal.txt"));
    archive.write("content/files/lamp.png", include_bytes!("../data/editions/lamp.png"));
    archive.write("content/files/lämp oil.csv", "year,price\n1911,9\n");
    let text = archive
        .read("content/documents/lamp-oil.md")
        .replace("lead: Oil", "files: [{file: '../files/lämp oil.csv', role: data}]\nlead: Oil");
    archive.write("content/documents/lamp-oil.md", text);
    archive
}

#[test]
fn pages_lead_to_what_belongs_to_them() {
    let archive = archive();
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/lamp-oil.html");
    let head = page.split_once("</head>").unwrap().0;
    for link in [
        r#"<link rel="cite-as" href="https://doi.org/10.5555/annals.4.1">"#,
        r#"<link rel="author" href="https://orcid.org/0000-0001-2345-6789">"#,
        r#"<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">"#,
        r#"<link rel="describedby" href="lamp-oil.bib" type="application/x-bibtex">"#,
        r#"<link rel="type" href="https://schema.org/AboutPage">"#,
        r#"<link rel="type" href="https://schema.org/ScholarlyArticle">"#,
        r#"<link rel="item" href="lamp-oil.md" type="text/markdown">"#,
        r#"<link rel="item" href="lamp-oil.jats.xml" type="application/xml">"#,
        r#"<link rel="item" href="../files/l%C3%A4mp%20oil.csv" type="text/csv">"#,
        r#"<link rel="collection" href="../collections/issue-4.html" type="text/html">"#,
        r#"<link rel="linkset" href="lamp-oil.linkset.json" type="application/linkset+json">"#,
    ] {
        assert!(head.contains(link), "{link} is not in {head}");
    }
    // What they add to the head of a page.
    let added: usize = head
        .lines()
        .filter(|line| ["\"item\"", "\"collection\"", "\"linkset\""].iter().any(|rel| line.contains(rel)))
        .map(|line| line.len() + 1)
        .sum();
    assert!(added < 600, "{added}");
}

#[test]
fn a_set_of_links_tells_of_the_files_too() {
    let archive = archive();
    archive.run(&["build"]);
    let set: Value = serde_json::from_str(&archive.read("public/documents/lamp-oil.linkset.json")).unwrap();
    let contexts = set["linkset"].as_array().unwrap();
    let page = "https://example.org/annals/documents/lamp-oil.html";
    let of = |anchor: &str| contexts.iter().find(|context| context["anchor"] == anchor).unwrap_or_else(|| panic!("{anchor}: {set}"));
    let own = of(page);
    assert_eq!(own["cite-as"][0]["href"], "https://doi.org/10.5555/annals.4.1");
    assert_eq!(own["type"], serde_json::json!([{"href": "https://schema.org/AboutPage"}, {"href": "https://schema.org/ScholarlyArticle"}]));
    assert_eq!(own["collection"][0]["href"], "https://example.org/annals/collections/issue-4.html");
    // Each file that the page leads to is there, and leads back.
    for (rel, back) in [("item", "collection"), ("describedby", "describes")] {
        let targets = own[rel].as_array().unwrap();
        assert!(targets.len() >= 3, "{own}");
        for target in targets {
            let href = target["href"].as_str().unwrap();
            assert_eq!(of(href)[back][0]["href"], page);
            let path = percent_decoded(href.strip_prefix("https://example.org/annals/").unwrap());
            assert!(archive.at(&format!("public/{path}")).is_file(), "{path}");
        }
    }
    // Without an address nobody knows, there is none.
    let text = archive.read("scholion.yaml").replace("base-url: https://example.org/annals/\n", "");
    archive.write("scholion.yaml", text);
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(!archive.at("public/documents/lamp-oil.linkset.json").exists() && !archive.at("public/.well-known/resourcesync").exists());
    assert!(!archive.read("public/documents/lamp-oil.html").contains("rel=\"linkset\""));
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        match (byte, behind) {
            (b'%', [a, b, behind @ ..]) => {
                bytes.push(u8::from_str_radix(&String::from_utf8(vec![*a, *b]).unwrap(), 16).unwrap());
                rest = behind;
            }
            _ => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn copies_can_be_kept() {
    let archive = archive();
    archive.run(&["build"]);
    let base = "https://example.org/annals/";
    let source = archive.read("public/.well-known/resourcesync");
    assert!(
        source.contains("<rs:md capability=\"description\"/>")
            && source.contains(&format!("<loc>{base}resourcesync/capabilitylist.xml</loc>")),
        "{source}"
    );
    let list = archive.read("public/resourcesync/resourcelist.xml");
    let entry =
        regex::Regex::new(r#"<url><loc>([^<]*)</loc><rs:md(?: hash="sha-256:([0-9a-f]{64})" length="(\d+)")? type="([^"]*)"/></url>"#)
            .unwrap();
    let mut hashed = 0;
    for found in entry.captures_iter(&list) {
        let path = percent_decoded(found[1].strip_prefix(base).unwrap());
        let path = if path.ends_with('/') { path + "index.html" } else { path };
        let bytes = std::fs::read(archive.at(&format!("public/{path}"))).unwrap_or_else(|error| panic!("{path}: {error}"));
        if let (Some(hash), Some(length)) = (found.get(2), found.get(3)) {
            hashed += 1;
            assert_eq!(length.as_str(), bytes.len().to_string(), "{path}");
            assert_eq!(hash.as_str(), scholion::base::digest::sha256(&bytes), "{path}");
        }
    }
    assert_eq!(entry.captures_iter(&list).count(), list.matches("<url>").count(), "{list}");
    assert!(hashed >= 3, "{list}");
    for path in [
        "documents/lamp-oil.html",
        "documents/lamp-oil.jats.xml",
        "documents/lamp-oil.bib",
        "files/lamp.png",
        "files/l%C3%A4mp%20oil.csv",
        "data/works.json",
    ] {
        assert!(list.contains(&format!("<loc>{base}{path}</loc>")), "{path}: {list}");
    }
    // A build with nothing to do writes nothing, and one from what the first has left makes the same.
    let before = archive.files("public");
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(archive.files("public") == before);
}
