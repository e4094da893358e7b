//! Editors' citations, and the lists of works in style.

use crate::fixture::Archive;

/// A library of four works.
const LIBRARY: &str = r#"[
 {"id": "weaver1931", "type": "book", "title": "Looms", "author": [{"family": "Weaver", "given": "Nora"}], "publisher": "Alder", "issued": {"date-parts": [[1931]]}},
 {"id": "baker2012", "type": "article-journal", "title": "Ovens", "container-title": "Hearth", "volume": "7", "page": "11-19", "author": [{"family": "Baker", "given": "Olga"}, {"family": "Miller", "given": "Peer"}], "issued": {"date-parts": [[2012]]}},
 {"id": "cooper1887", "type": "book", "title": "Barrels", "author": [{"family": "Cooper", "given": "Ulf"}], "publisher": "Yew", "issued": {"date-parts": [[1885], [1887]]}},
 {"id": "smith", "type": "book", "title": "Anvils and <i>Homo faber</i>", "author": [{"family": "Smith", "given": "Jan", "dropping-particle": "von"}], "publisher": "Yew", "issued": {"literal": "the year of the fire"}}
]"#;

/// The page of a document with these words, in this style.
fn page(style: &str, text: &str) -> String {
    let archive = Archive::new(&format!(
        "//- /scholion.yaml\ntitle: A\nlang: en-US\ncitation-style: {style}\n//- /content/bibliography/doc.json\n{LIBRARY}\n//- /content/documents/doc.md\n---\ntitle: Doc\nlang: en-US\n---\n\n{text}\n"
    ));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    archive.read("public/documents/doc.html")
}

/// The words of the paragraphs and notes, and those of the list.
fn words(style: &str, text: &str) -> (String, Vec<String>) {
    let page = page(style, text);
    let body = page.split_once("<div class=\"text\"").or_else(|| page.split_once("<article")).map_or("", |(_, rest)| rest);
    let start = body.find("<p").unwrap_or(0);
    let list = page
        .split("<li id=\"ref-")
        .skip(1)
        .map(|entry| plain(entry.split("<span class=\"by\">").next().unwrap_or("").split_once('>').map_or("", |(_, rest)| rest)));
    let end = body.find("<section").or_else(|| body.find("<li id=\"ref-")).unwrap_or(body.len());
    (plain(&body[start..end.max(start)]), list.collect())
}

fn plain(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    let words = words.replace("&amp;", "&").replace("&lt;", "<").replace("&quot;", "\"").replace("&#39;", "'").replace('\u{a0}', " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn places_are_read_as_pandoc_reads_them() {
    let said = |text: &str| words("apa", text).0;
    let cases = [
        ("[@weaver1931, art. 7(2)(b)]", "(Weaver, 1931, Article 7(2)(b))"),
        ("[@weaver1931, {pp. ii, iv-vi, (ix)-(x)} in the copy]", "(Weaver, 1931, pp. ii, iv–vi, (ix)–(x) in the copy)"),
        ("[@weaver1931{}, 12 years on]", "(Weaver, 1931, 12 years on)"),
        ("[@weaver1931, pp. 3-5 and *passim*]", "(Weaver, 1931, pp. 3–5 and passim)"),
        ("[see @weaver1931, pp. 3-5; also @baker2012, chap. 1]", "(see Weaver, 1931, pp. 3–5; also Baker & Miller, 2012, Chapter 1)"),
        ("[@weaver1931; @baker2012]", "(Baker & Miller, 2012; Weaver, 1931)"),
        ("@weaver1931 [p. 4] says so.", "Weaver (1931, p. 4) says so."),
        ("@weaver1931 [p. 4; see also @baker2012, 7] says so.", "Weaver (1931, p. 4; see also Baker & Miller, 2012, p. 7) says so."),
        ("Weaver says [-@weaver1931, 4].", "Weaver says (1931, p. 4)."),
        ("[@weaver1931, s. v. Webstuhl]", "(Weaver, 1931, Sub verbo Webstuhl)"),
        ("[@cooper1887]", "(Cooper, 1885–1887)"),
    ];
    for (text, wanted) in cases {
        assert!(said(text).contains(wanted), "{text}\nwanted: {wanted}\n   got: {}", said(text));
    }
    assert!(page("apa", "[@weaver1931, *passim*]").contains("<i>passim</i>"));
}

#[test]
fn numbers_are_drawn_together_only_where_nothing_is_lost() {
    let first = "First [@weaver1931], then [@baker2012], then [@cooper1887].\n\n";
    let said = |style: &str, text: &str| words(style, &format!("{first}{text}")).0;
    assert!(said("vancouver", "All [@weaver1931; @baker2012; @cooper1887].").contains("All (1–3)."));
    let kept = said("gost", "[see @weaver1931; and also @baker2012; not @cooper1887]");
    assert!(["see 1", "and also 2", "not 3"].iter().all(|cite| kept.contains(cite)), "{kept}");
    let kept = said("gost", "[@weaver1931, p. 11; @baker2012, p. 22; @cooper1887, p. 33]");
    assert!(["11", "22", "33"].iter().all(|page| kept.contains(page)), "{kept}");
}

#[test]
fn names_in_the_sentence() {
    assert!(words("mla", "@weaver1931 claims it.").0.contains("Weaver claims it."));
    assert!(words("mla", "@weaver1931 [p. 4] claims it.").0.contains("Weaver (4) claims it."));
    assert!(words("ieee", "@baker2012 [p. 4] claims it.").0.contains("Baker and Miller [1, p. 4] claims it."));
    let noted = words("chicago-notes", "@weaver1931 claims it.").0;
    assert!(noted.contains("Weaver (Nora Weaver, Looms (Alder, 1931)) claims it."), "{noted}");
}

#[test]
fn notes_have_their_state() {
    let text = "One.[^1] Two.[^2] Three.[^3] Four.[^4] Five.[^5]\n\n[^1]: [@weaver1931, 3].\n[^2]: [@weaver1931, 5]\n[^3]: See [@baker2012] for ovens.\n[^4]: [@weaver1931, 7].\n[^5]: [@baker2012]\n";
    let page = plain(&page("chicago-notes", text));
    assert!(page.contains("Nora Weaver, Looms (Alder, 1931), 3. "), "{page}");
    assert!(page.contains("See Olga Baker and Peer Miller, “Ovens,” Hearth 7 (2012): 11–19 for ovens."), "{page}");
    assert!(page.contains("Weaver, Looms, 7."), "{page}");
    assert!(page.contains("Baker and Miller, “Ovens.”"), "{page}");
    assert!(!page.contains(".."), "{page}");
    // A note of words alone stands between "ibid." and what it is of; the stop of a text is enough.
    let text = "One.[^1] Two.[^2] Three.[^3] Four.[^4]\n\n[^1]: [@weaver1931, 3].\n[^2]: Words.\n[^3]: [@weaver1931, 3].\n[^4]: [@weaver1931, 3].\n";
    let page = plain(&self::page("oscola", text));
    assert!(page.contains("Weaver (n 1) 3.") && page.contains(" ibid."), "{page}");
    assert!(!page.contains(".."), "{page}");
}

#[test]
fn lists_are_in_the_order_of_the_style() {
    let (_, list) = words("apa", "First [@weaver1931], then [@baker2012].");
    let begins: Vec<&str> = list.iter().map(|entry| entry.split([',', ' ']).next().unwrap_or("")).collect();
    assert_eq!(begins, ["Baker", "Cooper", "Smith", "Weaver"], "{list:?}");
    assert!(list[1].contains("(1885–1887)"), "{list:?}");
    assert!(list[2].contains("Smith, J. von") && list[2].contains("(the year of the fire)"), "{list:?}");
    assert!(page("apa", "Words.").contains("Homo faber"));
}

#[test]
fn notes_have_the_numbers_of_the_list() {
    let archive = Archive::new(&format!(
        "//- /scholion.yaml\ntitle: A\nlang: en-US\ncitation-style: ieee\n//- /content/bibliography/doc.json\n{LIBRARY}\n//- /content/annotations/doc.yaml\n- id: n\n  quote: then\n  body: Compare [@baker2012].\n  creator: Ed\n//- /content/documents/doc.md\n---\ntitle: Doc\nlang: en-US\n---\n\nFirst [@weaver1931], then [@baker2012].\n"
    ));
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    for page in ["public/documents/doc.html", "public/annotations/index.html"] {
        let words = plain(&archive.read(page));
        assert!(words.contains("Compare [2]."), "{page}: {words}");
    }
}

#[test]
fn captions_cite_and_descriptions_do_not() {
    let archive = Archive::new(&format!(
        "//- /scholion.yaml\ntitle: A\nlang: en-US\ncitation-style: apa\n//- /content/bibliography/doc.json\n{LIBRARY}\n//- /content/documents/doc.md\n---\ntitle: Doc\nlang: en-US\nlicense: CC0-1.0\n---\n\n\
         ![A loom [@baker2012]](../files/loom.svg \"A loom [after @weaver1931, p. 3], drawn\")\n\n//- /content/files/loom.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>\n"
    ));
    let said = archive.run(&["check"]).stdout;
    assert!(said.contains("`[@baker2012]` stands in the description of a picture") && !said.contains("unknown-citation"), "{said}");
    archive.run(&["build"]);
    let page = archive.read("public/documents/doc.html");
    let caption = page.split("<figcaption>").nth(1).and_then(|rest| rest.split("</figcaption>").next()).unwrap_or_default();
    assert_eq!(plain(caption), "A loom (after Weaver, 1931, p. 3), drawn");
    assert!(archive.read("public/works/weaver1931.html").contains("A loom"), "the work's page quotes the caption");
}

#[test]
fn in_notes_a_name_in_the_sentence_stands_once() {
    let (body, _) = words("chicago-notes", "Looms.[^1]\n\n[^1]: So says @weaver1931 [p. 7].\n");
    assert!(!body.contains("Weaver (") && !body.contains("Nora Weaver"), "{body}");
    let page = page("chicago-notes", "Looms.[^1]\n\n[^1]: So says @weaver1931 [p. 7].\n");
    assert!(plain(&page).contains("So says Weaver, Looms (Alder, 1931), 7."), "{}", plain(&page));
}
