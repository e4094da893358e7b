//! Collections: what stands in them, in which order, and what is published of them.

use std::{fs, path::Path, process::Command};

use crate::fixture::{Archive, lacks};

/// A family's papers: a fonds of two series, and an edition that lists some of its letters.
fn papers() -> Archive {
    Archive::new(
        "
//- /scholion.yaml
title: Papers
base-url: https://example.org/a/
//- /content/collections/ilves.md
---
title: Papers of the Ilves family
level: fonds
identifier: EE 3
dates: 1840/1912
extent: 2 boxes
creator: Marta Ilves
repository: Municipal archive
languages: [de, ru]
history: [They came in 1839., They left in 1912.]
---

See [a letter](../documents/box1/letter.md), [[The letters]] and [the edition](edition.md).
//- /content/collections/letters.md
---
title: The letters
level: series
parent: ilves
identifier: EE 3-2
dates: 1843~/1850
extent: 3 letters
sort: shelfmark
---
//- /content/collections/diaries.md
---
title: Diaries
level: series
parent: ../collections/ilves.md
order: 1
identifier: EE 3-10
dates: 184X
extent: 1 diary
---
//- /content/collections/edition.md
---
title: Selected letters
level: volume
members: [two, ../documents/box1/letter.md]
---
//- /content/documents/box1/letter.md
---
title: Zum ersten
author: {family: Ilves, given: Marta}
issued: 1843-05-02
archive_location: Box 10
call-number: 1
license: CC0-1.0
added: 2026-05-01
collection: letters
---

Dear Karl.
//- /content/documents/two.md
---
title: Another <letter> & more
author: {family: Berg, given: Karl}
issued: 1850
archive_location: Box 2
call-number: 10
license: CC0-1.0
collection: [The letters]
---

Dear Marta, see [the series](../collections/letters.md).
//- /content/documents/three.md
---
title: Middle
issued: 1846-XX
archive_location: Box 2
call-number: 9r
license: CC0-1.0
collection: [letters, {in: edition, order: 2}]
---

Dear both.
//- /content/documents/diary.md
---
title: A diary
issued: 184X
license: CC0-1.0
collection: ../collections/diaries.md
---

Nothing today.
",
    )
}

fn built(archive: &Archive) -> String {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.stderr
}

/// The addresses that follow each `before` in a text.
fn all_between<'t>(text: &'t str, before: &str, behind: &str) -> Vec<&'t str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once(behind)).map(|(found, _)| found).collect()
}

#[test]
fn documents_stand_in_the_order_of_each_collection() {
    let archive = papers();
    built(&archive);
    let titles = |page: &str| {
        let page = archive.read(&format!("public/collections/{page}.html"));
        all_between(&page, "<th scope=\"row\" class=\"title\"><a href=\"../documents/", "#").join(" ")
    };
    assert_eq!(titles("letters"), "three.html two.html box1/letter.html");
    assert_eq!(titles("edition"), "two.html box1/letter.html three.html");
    assert_eq!(titles("letters~by-title"), "two.html three.html box1/letter.html");
    assert_eq!(titles("letters~by-date"), "box1/letter.html three.html two.html");
    assert_eq!(titles("letters~by-author"), "two.html box1/letter.html three.html");
    assert_eq!(titles("edition~by-shelfmark"), "three.html two.html box1/letter.html");
    // Its own order has no page of another name, and one document has nothing to be sorted.
    assert!(!archive.at("public/collections/letters~by-shelfmark.html").exists());
    assert!(!archive.at("public/collections/diaries~by-title.html").exists());
    let page = archive.read("public/collections/letters.html");
    assert!(page.contains("<th scope=\"col\" class=\"date\"><a href=\"letters~by-date.html#_documents\""), "{page}");
    assert!(page.contains("Another &lt;letter&gt; &amp; more"), "{page}");
}

#[test]
fn a_document_shows_its_ways_and_what_stands_beside_it() {
    let archive = papers();
    built(&archive);
    let page = archive.read("public/documents/three.html");
    let ways = all_between(&page, "<nav id=\"", "</nav>");
    let [letters, edition] = ways[..] else { panic!("{page}") };
    let links = |way: &str| all_between(way, "href=\"", "\"").into_iter().map(str::to_owned).collect::<Vec<_>>().join(" ");
    assert!(letters.starts_with("_in-letters\"") && edition.starts_with("_in-edition\""), "{page}");
    assert_eq!(links(letters), "../collections/ilves.html ../collections/letters.html two.html#_in-letters");
    assert_eq!(links(edition), "../collections/edition.html box1/letter.html#_in-edition");
    // The table leads to the way through itself.
    assert!(archive.read("public/collections/edition.html").contains("href=\"../documents/three.html#_in-edition\""));
    assert!(!archive.read("public/documents/diary.html").contains("rel=\"next\""));
}

#[test]
fn collections_stand_in_each_other() {
    let archive = papers();
    built(&archive);
    let tree = archive.read("public/collections/index.html");
    let lines = all_between(&tree, "<a class=\"title\" href=\"", "\"");
    assert_eq!(lines, ["ilves.html", "diaries.html", "letters.html", "edition.html"]);
    assert!(tree.contains("<a href=\"index.html\" aria-current=\"true\">Collections</a>"), "{tree}");
    let fonds = archive.read("public/collections/ilves.html");
    for words in ["EE 3", "Municipal archive", "German, Russian", "<p>They came in 1839.</p>", "with all parts", "2 parts"] {
        assert!(fonds.contains(words), "{words}: {fonds}");
    }
    assert!(fonds.contains("<a href=\"letters.html\">The letters</a>"), "{fonds}");
    assert!(archive.read("public/documents/two.html").contains("href=\"../collections/letters.html\">the series</a>"));
    let letters = archive.read("public/collections/letters.html");
    assert!(letters.contains("<ol class=\"crumbs\">\n<li><a href=\"ilves.html\">Papers of the Ilves family</a></li>"), "{letters}");
}

#[test]
fn long_lists_are_paged_and_a_moved_document_touches_little() {
    let archive = Archive::new("");
    archive.write("content/collections/all.md", "---\ntitle: All\nsort: title\n---\n");
    archive.write("content/collections/other.md", "---\ntitle: Other\n---\n");
    for nth in 0..250 {
        archive.write(
            &format!("content/documents/d{nth}.md"),
            format!("---\ntitle: Title {nth:03}\nissued: {}\nlicense: CC0-1.0\ncollection: all\n---\n\nWords.\n", 1900 - nth),
        );
    }
    built(&archive);
    let rows = |page: &str| archive.read(&format!("public/collections/{page}.html")).matches("scope=\"row\"").count();
    assert_eq!([rows("all"), rows("all~2"), rows("all~3"), rows("all~by-date~3")], [100, 100, 50, 50]);
    assert!(
        archive.read("public/collections/all~by-date.html").contains("title 249")
            || archive.read("public/collections/all~by-date.html").contains("Title 249")
    );
    // Out of the middle, to the end of another: its page and those of its neighbours, and the pages behind it.
    let path = "content/documents/d120.md";
    archive.write(path, archive.read(path).replace("collection: all", "collection: other"));
    let ran = archive.run(&["build", "--verbose"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = |nth: u32| archive.read(&format!("public/documents/d{nth}.html"));
    assert!(page(119).contains("d121.html#_in-all") && page(121).contains("d119.html#_in-all") && !page(120).contains("_in-all"));
}

#[test]
fn a_collection_is_taken_away_as_data() {
    let archive = papers();
    built(&archive);
    let csv = archive.read("public/collections/ilves.csv");
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 5, "{csv}");
    assert!(rows[0].starts_with("collection,number,document,title,"));
    assert!(rows[1].starts_with("diaries,1,diary,"), "{csv}");
    assert!(rows[2].starts_with("letters,1,three,Middle,,1846-XX,"), "{csv}");
    assert!(rows[4].ends_with("Box 10,1,https://example.org/a/documents/box1/letter.html"), "{csv}");
    let csl = archive.read("public/collections/letters.csl.json");
    assert_eq!(csl.matches("\"id\":").count(), 3, "{csl}");
    let feed = archive.read("public/collections/ilves.feed.xml");
    assert!(feed.contains("<id>https://example.org/a/collections/ilves.html</id>") && feed.matches("<entry>").count() == 1, "{feed}");
    assert!(!archive.at("public/collections/diaries.feed.xml").exists());
    assert!(!archive.read("public/collections/diaries.html").contains("feed.xml\">Feed"));
    let data = archive.read("public/data/collections.json");
    assert!(
        data.contains("\"id\":\"letters\",\"title\":\"The letters\",\"lang\":\"en\",\"parent\":\"ilves\",\"level\":\"series\""),
        "{data}"
    );
    assert!(data.contains("\"documents\":[\"three\",\"two\",\"box1/letter\"]"), "{data}");
    // It is an array of JSON.
    assert!(serde_json::from_str::<serde_json::Value>(&data).is_ok_and(|data| data.as_array().is_some_and(|all| all.len() == 4)));
}

#[test]
fn facsimiles_are_had_collection_by_collection() {
    let archive = papers();
    archive.write("content/files/1r.bmp", crate::drawn::grey_bmp(40, 30, 90));
    archive.write(
        "content/documents/seen.md",
        "---\ntitle: Seen\nlicense: CC0-1.0\ncollection: letters\nfacsimile: ../files/1r.bmp\n---\n\nWords.\n",
    );
    built(&archive);
    let read =
        |name: &str| serde_json::from_str::<serde_json::Value>(&archive.read(&format!("public/collections/{name}.iiif.json"))).unwrap();
    let (whole, part) = (read("ilves"), read("letters"));
    assert_eq!(whole["items"][0]["type"], "Collection");
    assert_eq!(whole["items"][0]["id"], part["id"]);
    assert_eq!(part["items"][0]["id"], "https://example.org/a/iiif/seen/manifest.json");
    assert!(archive.at("public/iiif/seen/manifest.json").exists() && !archive.at("public/collections/diaries.iiif.json").exists());
    assert!(archive.read("public/collections/ilves.html").contains("href=\"ilves.iiif.json\""));
}

#[test]
fn a_site_of_several_languages_has_collections_in_each() {
    let archive = papers();
    archive.write("scholion.yaml", "title: Papers\nlang: en\nlanguages: [en, ru]\nbase-url: https://example.org/a/\n");
    built(&archive);
    let page = archive.read("public/ru/collections/ilves.html");
    for words in [
        "<html lang=\"ru\"",
        "<h1 lang=\"en\">Papers of the Ilves family</h1>",
        "Крайние даты",
        "href=\"../../collections/ilves.csv\"",
        "href=\"letters.html\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(archive.read("public/ru/collections/letters~by-date.html").contains("href=\"../../documents/two.html#_in-letters\""));
}

#[test]
fn finding_aids_are_valid() {
    let archive = papers();
    // All that a description may say, and a level of the editors' own.
    archive.write(
        "content/collections/all.md",
        "---\ntitle: All & <everything>\nlevel: bundle\nparent: letters\nidentifier: '7 & 8'\ndates: ../1918\nextent: one\ncreator: [A & B]\n\
         repository: Here\nlanguages: [de, zh-Hant]\nhistory: h\ncustody: c\nacquisition: a\nappraisal: a\naccruals: a\narrangement: a\naccess: a\n\
         reproduction: r\ncondition: c\nfinding-aids: f\noriginals: o\ncopies: c\nrelated: r\npublications: p\nnote: n\ndescribed: d\nsort: date\n---\n\n\
         One & two.\n\n- a list\n\n> a quotation\n",
    );
    archive.write(
        "content/documents/own.md",
        "---\ntitle: Own\nissued: 1914/..\nlang: ru\nlicense: CC0-1.0\ncollection: all\n---\n\nWords.\n",
    );
    built(&archive);
    let aids: Vec<_> = ["ilves", "letters", "diaries", "edition", "all"]
        .iter()
        .map(|name| archive.at(&format!("public/collections/{name}.ead.xml")))
        .collect();
    let aid = fs::read_to_string(&aids[0]).unwrap();
    for words in [
        "<archdesc level=\"fonds\">",
        "<daterange><fromdate standarddate=\"1840\">1840</fromdate><todate standarddate=\"1912\">1912</todate></daterange>",
        "<bioghist encodinganalog=\"3.2.2\"><p>They came in 1839.</p><p>They left in 1912.</p></bioghist>",
        "<c level=\"otherlevel\" otherlevel=\"bundle\">",
        "<datesingle notbefore=\"1840\" notafter=\"1849\">184X</datesingle>",
        "<origination label=\"author\"><persname><part>Marta Ilves</part></persname></origination>",
    ] {
        assert!(aid.contains(words), "{words}: {aid}");
    }
    // The schema of the Society of American Archivists (github.com/SAA-SDT/EAD3, release 1.1.1, CC0), read by the Nu checker's own Jing.
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ead3.rng");
    let jar = crate::looks::web_tool("vnu-jar/build/dist/vnu.jar");
    let mut jing = Command::new("java");
    jing.arg("-cp").arg(jar).arg("nu.validator.vendor.thaiopensource.relaxng.util.Driver").arg(schema).args(&aids);
    let output = jing.output().unwrap_or_else(|error| lacks("java", &error));
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_is_hidden_stands_in_no_collection() {
    let archive = papers();
    archive.write("content/documents/secret.md", "---\ntitle: Secret words\ndraft: true\ncollection: letters\n---\n\nUnderboard.\n");
    archive.write("content/collections/closed.md", "---\ntitle: Closed shelf\ndraft: true\nparent: ilves\n---\n\nUnderboard, too.\n");
    archive.write("content/collections/below.md", "---\ntitle: Below it\nparent: closed\nmembers: [secret, diary]\n---\n");
    archive.run(&["build"]);
    for (path, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        for words in ["Secret words", "Closed shelf", "Underboard"] {
            assert!(!text.contains(words), "{path}: {words}");
        }
    }
    let checked = archive.run(&["check"]).stdout;
    for words in ["the collection `closed` is not published", "the document `secret` is not published"] {
        assert!(checked.contains(words), "{words}: {checked}");
    }
}
