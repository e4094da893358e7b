//! The archive's own fields: from `scholion.yaml` and front matter to pages, indexes, data, search and findings.

use crate::fixture::Archive;

const ARCHIVE: &str = r#"
//- /scholion.yaml
title: Letters
base-url: https://a.example/x/
fields:
  genre:
    label: {en: Genre, ru: Жанр}
    values: {letter: {en: Letter, ru: Письмо}, memo: {en: Memo, ru: Записка}}
    browse: true
    facet: true
    dublin-core: type
    schema-org: genre
  sitter: {label: Person shown, kind: people, browse: true, facet: true, schema-org: about}
  taken: {kind: date, browse: true, dublin-core: dcterms:created}
  weight: {kind: number, label: Weight (g), browse: true, schema-org: weight}
  see: {kind: link, label: See also}
  hand: {browse: true}
  medium: {label: Material, browse: true}
//- /content/authorities/people.yaml
- id: marta-ilves
  name: Marta Ilves
  variants: [M. Ilves]
//- /content/files/plan.txt
A plan.
//- /content/documents/a.md
---
title: First
lang: en
issued: 1843-05-02
license: CC0-1.0
genre: ПИСЬМО
sitter: [M. Ilves, "Berg, Ida"]
taken: 1843-05-02
weight: 12.5
see: [https://w.example/a, {url: box/b.md, title: That one}, ../files/plan.txt]
hand: [Clerk A, clerk b]
medium: ink on paper
---

Text.
//- /content/documents/box/b.md
---
title: Second
lang: ru
license: CC0-1.0
genre: memo
sitter: people/marta-ilves
taken: 184X
weight: 7
hand: clerk a
medium: Ink on  paper
---

Текст.
"#;

#[test]
fn a_field_stands_on_the_page_with_its_ways() {
    let archive = Archive::new(ARCHIVE);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(!ran.stderr.contains("unknown"), "{}", ran.stderr);
    let page = archive.read("public/documents/a.html");
    for part in [
        r#"<dt>Genre</dt>"#,
        r#"<a href="../browse/genre/letter.html"><bdi>Letter</bdi></a>"#,
        r#"<a href="../people/marta-ilves.html"><bdi>M. Ilves</bdi></a>"#,
        r#"<a href="../people/ida-berg.html"><bdi>Ida Berg</bdi></a>"#,
        r#"<a href="../browse/taken/1843.html">2 May 1843</a>"#,
        r#"<a href="../browse/weight/12-5.html"><bdi>12.5</bdi></a>"#,
        r#"<dt>See also</dt>"#,
        r#"<a href="https://w.example/a"><bdi>w.example/a</bdi></a>"#,
        r#"<a href="box/b.html"><bdi>That one</bdi></a>"#,
        r#"<a href="../files/plan.txt"><bdi>plan.txt</bdi></a>"#,
        r#"<dt>Hand</dt>"#,
        r#"<a href="../browse/hand/clerk-a.html"><bdi>Clerk A</bdi></a>; <a href="../browse/hand/clerk-b.html"><bdi>clerk b</bdi></a>"#,
        r#"<a href="../browse/medium/ink-on-paper.html"><bdi>ink on paper</bdi></a>"#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // A variable that is a field is told once.
    assert!(page.contains("<dt>Material</dt>") && !page.contains("<dt>Medium</dt>"), "{page}");
    assert!(archive.files("public").contains_key("files/plan.txt"));
    // An id is for programs.
    let other = archive.read("public/documents/box/b.html");
    assert!(other.contains(r#"<a href="../../people/marta-ilves.html"><bdi>Marta Ilves</bdi></a>"#), "{other}");
    assert!(archive.read("public/people/marta-ilves.html").contains("Person shown</span></h2>"));
}

#[test]
fn an_index_has_a_page_for_each_value() {
    let archive = Archive::new(ARCHIVE);
    assert_eq!(archive.run(&["build"]).status, 0);
    let genre = archive.read("public/browse/genre/index.html");
    let places = ["letter.html", "memo.html"].map(|page| genre.find(&format!(r#"href="{page}""#)).unwrap());
    assert!(places[0] < places[1] && genre.contains("2 values"), "{genre}");
    let hand = archive.read("public/browse/hand/clerk-a.html");
    // Of two writings the first in order is shown.
    assert!(hand.contains("<h1>Clerk A</h1>") && hand.contains(">First</a>") && hand.contains(">Second</a>"), "{hand}");
    assert!(archive.read("public/browse/taken/184x.html").contains("1840s"));
    let weights = archive.read("public/browse/weight/index.html");
    assert!(weights.find(">7<").unwrap() < weights.find(">12.5<").unwrap(), "{weights}");
    let sitter = archive.read("public/browse/sitter/marta-ilves.html");
    assert!(
        sitter.contains(r#"<a href="../../people/marta-ilves.html"><bdi>Marta Ilves</bdi></a>"#) && sitter.contains(">2 documents<"),
        "{sitter}"
    );
    assert!(archive.read("public/browse/sitter/index.html").contains(r#"href="ida-berg.html""#));
    // A value that nothing has any more has no page.
    let second = archive.read("content/documents/box/b.md").replace("genre: memo\n", "");
    archive.write("content/documents/box/b.md", second);
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(!archive.files("public").contains_key("browse/genre/memo.html"));
}

#[test]
fn values_that_want_one_address_have_their_own() {
    let archive = Archive::new(
        "
//- /scholion.yaml
fields: {hand: {browse: true}}
//- /content/documents/a.md
---
title: A
hand: [C, C++, index, 王, 汪]
---

Text.
",
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    let files = archive.files("public");
    let pages: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix("browse/hand/")).collect();
    assert_eq!(pages, ["c.html", "c_2.html", "index.html", "index_.html", "wang.html", "wang_2.html"]);
}

#[test]
fn fields_are_written_as_they_say() {
    let archive = Archive::new(ARCHIVE);
    assert_eq!(archive.run(&["build"]).status, 0);
    let page = archive.read("public/documents/a.html");
    for tag in [
        r#"<meta name="DC.type" content="Letter">"#,
        r#"<meta name="DCTERMS.created" content="1843-05-02">"#,
        r#"<meta name="DCTERMS.medium" content="ink on paper">"#,
    ] {
        assert!(page.contains(tag), "{tag}: {page}");
    }
    let script = page.split(r#"<script type="application/ld+json">"#).nth(1).unwrap().split("</script>").next().unwrap();
    let ld: serde_json::Value = serde_json::from_str(script).unwrap();
    assert_eq!(ld["genre"], serde_json::json!(["document", "Letter"]));
    assert_eq!(ld["about"], serde_json::json!([{"@type": "Person", "name": "M. Ilves"}, {"@type": "Person", "name": "Ida Berg"}]));
    assert_eq!(ld["weight"], serde_json::json!(12.5));
    let all: serde_json::Value = serde_json::from_str(&archive.read("public/data/documents.json")).unwrap();
    let own = &all[0]["custom"]["fields"];
    assert_eq!((own["genre"].as_str(), own["weight"].as_f64()), (Some("letter"), Some(12.5)));
    assert_eq!(own["hand"], serde_json::json!(["Clerk A", "clerk b"]));
    assert_eq!(own["see"][1], "https://a.example/x/documents/box/b.html");
}

#[test]
fn fields_are_filters_of_the_search() {
    let archive = Archive::new(ARCHIVE);
    assert_eq!(archive.run(&["build"]).status, 0);
    let search = archive.read("public/search.html");
    assert!(search.contains(r#"<details id="search-f-genre"><summary>Genre</summary>"#), "{search}");
    assert!(search.contains(r#"<i data-key="f-genre:letter">Letter</i>"#) && !search.contains("search-f-hand"), "{search}");
    assert!(archive.read("public/search/by-f-genre.js").contains(r#"["letter","letter","#));
    assert!(archive.read("public/search/by-f-sitter.js").contains(r#"["marta-ilves","Marta Ilves","#));
    let texts: String = archive.files("public/search/d").into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    assert!(texts.contains("Письмо") && texts.contains("clerk b"), "{texts}");
    archive.write("scholion.yaml", "title: Letters\nfields: {hand: {facet: true}}\n");
    archive.run(&["build"]);
    let files = archive.files("public/search");
    assert!(!files.contains_key("by-f-genre.js") && files.contains_key("by-f-hand.js"), "{:?}", files.keys());
}

#[test]
fn labels_are_in_the_language_of_the_page() {
    let archive = Archive::new(ARCHIVE);
    archive.write("scholion.yaml", archive.read("scholion.yaml").replace("title: Letters\n", "title: Письма\nlang: ru\n"));
    assert_eq!(archive.run(&["build"]).status, 0);
    let page = archive.read("public/documents/box/b.html");
    assert!(page.contains("<dt>Жанр</dt>") && page.contains("<bdi>Записка</bdi>"), "{page}");
    assert!(archive.read("public/browse/genre/index.html").contains("<h1>Жанр</h1>"));
}

#[test]
fn what_a_field_cannot_have_is_said_at_its_place() {
    let archive = Archive::new(ARCHIVE);
    archive.write(
        "content/documents/bad.md",
        "---\ntitle: Bad\nlicense: CC0-1.0\ngenre: leter\nsitter: people/nobody\ntaken: soon\nweight: heavy\nsee: gone.md\nhand: {a: b}\ncolour: red\n\
         hnad: x\n---\n\nText.\n",
    );
    let said = archive.run(&["check"]).stdout;
    for (place, words) in [
        ("4:1", "error[field-value]: `leter` is none of the values of `genre`"),
        ("5:9", "error[field-value]: there is no record `people/nobody` in people"),
        ("6:8", "error[bad-date]: `soon` is not a date"),
        ("7:9", "error[field-value]: `heavy` is no number"),
        ("8:6", "error[field-value]: `gone.md` is no address, and there is no such file"),
        ("9:7", "error[wrong-type]: `hand` is a mapping"),
        ("10:1", "warning[unknown-key]: unknown key `colour`"),
        ("11:1", "warning[unknown-key]: unknown key `hnad`"),
    ] {
        let found = said.split("\n\n").find(|found| found.contains(words)).unwrap_or_else(|| panic!("{words}: {said}"));
        assert!(found.contains(&format!("content/documents/bad.md:{place}")), "{found}");
    }
    assert!(said.contains("did you mean `Letter`?") && said.contains("did you mean `hand`?"), "{said}");
    // What is wrong is shown, and leads nowhere.
    archive.run(&["build"]);
    let page = archive.read("public/documents/bad.html");
    assert!(page.contains(">leter</span>") && !archive.files("public").contains_key("browse/genre/leter.html"), "{page}");
    // Whom no record tells is listed once.
    assert_eq!(said.matches("notice[field-without-record]: `sitter` names `Ida Berg`").count(), 1, "{said}");
}

#[test]
fn a_field_that_can_be_none_is_said_in_the_configuration() {
    let archive = Archive::new(
        "
//- /scholion.yaml
title: Letters
fields:
  title: text
  genre: {kind: colour}
  x-own: text
  hand: {kind: list}
  mark: {values: [A, a], dublin-core: subjekt}
//- /content/documents/a.md
---
title: A
license: CC0-1.0
---

Text.
",
    );
    let said = archive.run(&["check"]).stdout;
    for (place, words) in [
        ("3:3", "`title` has a meaning of its own in front matter, so it can be no field"),
        ("4:17", "`colour` is no kind of field"),
        ("5:3", "`x-own` is no name of a field"),
        ("6:3", "the list `hand` has no `values`"),
        ("7:22", "`a` stands twice among the values"),
        ("7:39", "`subjekt` is no term of Dublin Core"),
    ] {
        let found = said.split("\n\n").find(|found| found.contains(words)).unwrap_or_else(|| panic!("{words}: {said}"));
        assert!(found.contains("error[bad-field]") && found.contains(&format!("scholion.yaml:{place}")), "{found}");
    }
}

#[test]
fn what_is_hidden_stands_in_no_index() {
    let archive = Archive::new(ARCHIVE);
    archive.write("content/documents/draft.md", "---\ntitle: Draft\ndraft: true\nhand: xyzzy\nsitter: Secret Person\n---\n\nText.\n");
    archive.write(
        "content/documents/closed.md",
        "---\ntitle: Closed\nrights: all rights reserved\nsee: ../files/all.txt\n---\n\nEvery word.\n",
    );
    archive.write(
        "content/documents/open.md",
        "---\ntitle: Open\nlicense: CC0-1.0\nsee: [draft.md, {url: draft.md, title: More}]\n---\n\nText.\n",
    );
    let said = archive.run(&["check"]).stdout;
    assert_eq!(said.matches("error[not-published]: `draft.md` is not published").count(), 2, "{said}");
    archive.write("content/files/all.txt", "Every word.");
    archive.write("scholion.yaml", format!("unlicensed: metadata\n{}", archive.read("scholion.yaml")));
    assert_eq!(archive.run(&["build"]).status, 1);
    assert!(!archive.files("public").contains_key("files/all.txt"));
    for (path, bytes) in archive.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("xyzzy") && !text.contains("Secret Person") && !path.contains("secret"), "{path}");
        assert!(!text.contains("draft.md"), "{path}");
    }
}

#[test]
fn names_and_links_are_read_as_elsewhere() {
    let archive = Archive::new(ARCHIVE);
    archive.write("content/collections/all.md", "---\ntitle: All of them\n---\n");
    archive.write(
        "content/documents/c.md",
        "---\ntitle: Third\nsitter: [{family: Gogh, given: Vincent, non-dropping-particle: van}, {literal: M., id: marta-ilves}]\n\
         see: [a.md#p-1, ../collections/all.md, ../authorities/people.yaml#marta-ilves]\nweight: 7.0\n---\n\nText.\n",
    );
    assert_eq!(archive.run(&["build"]).status, 0);
    let page = archive.read("public/documents/c.html");
    for link in [
        r#"<a href="../people/vincent-van-gogh.html"><bdi>Vincent van Gogh</bdi></a>"#,
        r#"<a href="../people/marta-ilves.html"><bdi>Marta Ilves</bdi></a>"#,
        r##"<a href="a.html#p-1"><bdi>First</bdi></a>"##,
        r#"<a href="../collections/all.html"><bdi>All of them</bdi></a>"#,
        r#"<a href="../browse/weight/7.html"><bdi>7.0</bdi></a>"#,
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
    assert!(archive.read("public/browse/weight/7.html").contains(">Second</a>"));
    assert!(archive.read("public/data/documents.json").contains("https://a.example/x/documents/a.html#p-1"));
}
