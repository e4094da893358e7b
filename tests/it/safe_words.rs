//! Untrusted words stay words: every field of every input format holds marks of HTML, attributes, scripts and templates, and
//! addresses of any scheme; what is published has none of them but as words.
//!
//! The fields are those of the formats' own lists, so that a new one is tried by itself. All marks are harmless: an attribute
//! `data-probe`, and a flag that a script would set.

use std::{collections::BTreeMap, fmt::Write};

use dom_query::Document;
use scholion::{base::web, config, document, reference::Role};
use serde_json::Value;

use crate::{
    browser::with_browser,
    fixture::{Archive, Ran},
};

/// What stands in the fields. Each has words before and behind, so that it can be found again.
const PROBES: [&str; 12] = [
    "p0 \"><b data-probe=1>q0",
    "p1 ' data-probe='1' x='q1",
    "p2 </script><b data-probe>q2 </title></textarea></style>",
    "p3 ]]><b data-probe/> --> q3",
    "p4 {{ 6 * 7 }} {% raw %} {# x #} q4",
    "javascript:void(window.probed=5)",
    "data:text/html,<b data-probe>q6</b>",
    "https://a.example/\"data-probe=\"7 x",
    "p8 <img src=x onerror=window.probed=8 data-probe> <svg onload=window.probed=8> q8",
    "p9 [w](javascript:void(window.probed=9)) ![w](data:image/svg+xml,x \"data-probe\") q9",
    "p10\"data-probe=\"10 {#x\"data-probe=\"10} {.a data-probe=10}",
    "JaVaScRiPt\t:void(window.probed=11)",
];

/// A text for YAML and JSON.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Front matter in which all keys have one value.
fn front(probe: &str, form: usize) -> String {
    let value = quoted(probe);
    let person = format!("[{{family: {value}, given: {value}, suffix: {value}, orcid: {value}, office: [{value}]}}, {{literal: {value}}}]");
    let mut yaml = String::new();
    for key in document::front_keys() {
        let value = match key {
            // These decide whether anything is published, and what it is made of.
            "draft" | "publish" | "publish-after" | "publish-until" | "bibliography" | "slug" => continue,
            "title" => value.clone(),
            "lang" if form > 0 => "en".into(),
            "license" if form > 0 => format!("{{id: {value}, url: {value}}}"),
            "translations" => format!(
                "{{ru: {{title: {value}, abstract: {value}, keyword: [{value}], section: {value}, author: {person}}}, {value}: {{title: {value}}}}}"
            ),
            "source" => format!(
                "{{file: s.txt, sha256: {value}, generated: {value}, omissions: [{{line: 1, rule: {value}, text: \"One two three\"}}]}}"
            ),
            "citation-as-printed" => format!("{{en: {value}, {value}: {value}}}"),
            "history" => format!(
                "[{{version: \"1.0\", date: 2001, kind: correction, note: {value}}}, {{version: {value}, kind: {value}, note: {value}}}, {{kind: retraction, note: {value}}}]"
            ),
            "issued" if form > 0 => "2001-02-03".into(),
            "type" if form > 0 => "interview".into(),
            key if Role::named(key).is_some() && form > 0 => person.clone(),
            _ if form > 1 => format!("[{value}]"),
            _ => value.clone(),
        };
        writeln!(yaml, "{key}: {value}").unwrap();
    }
    writeln!(yaml, "x-own: {value}\n{value}: {value}").unwrap();
    for key in ["own-text", "own-list", "own-link", "own-person", "own-any", "own-date", "own-number"] {
        writeln!(yaml, "{key}: [{value}, {{url: {value}, title: {value}}}, {{url: 'https://a.example/', title: {value}}}]").unwrap();
    }
    yaml
}

/// All forms that Markdown knows, around one probe.
fn body(probe: &str) -> String {
    format!(
        "## {probe}\n\n## Words {{#{probe}}}\n\n## Set {{{probe}}}\n\n{probe}\n=====\n\nOne two three. {probe} *{probe}* **{probe}** `{probe}`\n\n\
         [w]({probe}) [w](<{probe}>) [w](https://a.example/x \"{probe}\") [{probe}](d0.md#{probe}) [{probe}](#ref-r0) [w](#ref-{probe})\n\n\
         ![{probe}](<{probe}> \"{probe}\") ![{probe}](a.png)\n\n[[{probe}]] [[Words|{probe}]] [[d0#{probe}]] <{probe}>\n\n\
         [@r0, {probe}] [see {probe} @r0] @r0 [{probe}] [@{probe}]\n\nWords[^1] and[^{probe}] ^[{probe}] ${probe}$ ==w== [w]{{.{probe} key=\"{probe}\"}}\n\n\
         [^1]: {probe}\n\n> {probe}\n\n- {probe}\n\n1. {probe}\n\n| {probe} | b |\n|---|---|\n| {probe} | c |\n\n```{probe}\n{probe}\n```\n\n\
         <div lang=\"{probe}\" id=\"{probe}\" onclick=\"window.probed=1\">\n\n{probe}\n\n</div>\n\n\
         <p lang='{probe}' dir='{probe}' title='{probe}'>{probe} <a href=\"{probe}\" title='{probe}'>w</a> <img src=\"{probe}\" alt='{probe}'></p>\n\n\
         Words <span lang='{probe}' data-probe>w</span> <abbr title='{probe}'>w</abbr> <time datetime='{probe}'>w</time> <a id='{probe}' href='{probe}'>w</a>\n\n\
         <details><summary>{probe}</summary>{probe}</details>\n\n::: {{.{probe}}}\n{probe}\n:::\n\n> [!NOTE] {probe}\n> {probe}\n"
    )
}

/// Notes in which all keys have one value.
fn notes(probe: &str) -> String {
    let value = quoted(probe);
    let text = quoted(&body(probe));
    let mut yaml = String::new();
    let targets = [
        "quote: {exact: \"One two three\"}",
        "target: {work: r0}",
        "reply-to: n0",
        "quote: {exact: %, prefix: %, suffix: %}",
        "target: {page: %, xywh: \"1,2,3,4\", image: {width: 9, height: 9, digest: %}}",
        "target: {file: %, polygon: %}",
        "target: {recording: %, time: 00:00:01}",
    ];
    for (nth, about) in targets.into_iter().enumerate() {
        write!(yaml, "- id: n{nth}\n  {}\n", about.replace('%', &value)).unwrap();
        for key in document::annotation::KEYS {
            match key {
                "id" | "quote" | "target" | "reply-to" => {}
                "body" => writeln!(yaml, "  body: {text}").unwrap(),
                "tags" => writeln!(yaml, "  tags: [{value}]").unwrap(),
                key => writeln!(yaml, "  {key}: {value}").unwrap(),
            }
        }
    }
    write!(yaml, "- id: {value}\n  target: {value}\n  body: {value}\n").unwrap();
    yaml
}

fn authorities() -> String {
    let mut yaml = String::new();
    for (nth, probe) in PROBES.iter().enumerate() {
        let value = quoted(probe);
        let schemes: Vec<String> = scholion::base::identifier::SCHEMES.iter().map(|scheme| format!("{}: {value}", scheme.name)).collect();
        for (key, nth) in document::authority::KEYS.iter().zip(0..) {
            let value = match *key {
                "id" if nth == 0 && probe.len() % 2 == 0 => value.clone(),
                "id" => format!("a{}", probe.len()),
                "variants" => format!("[{value}, {{name: {value}, lang: {value}}}]"),
                "identifiers" => format!("{{{}, {value}: {value}}}", schemes.join(", ")),
                "link" => "true".into(),
                "note" | "biography" => quoted(&body(probe)),
                _ => value.clone(),
            };
            writeln!(yaml, "{}{key}: {value}", if nth == 0 { "- " } else { "  " }).unwrap();
        }
        let _ = nth;
    }
    yaml
}

/// Records in which all variables have one value: one a probe.
fn records() -> String {
    let mut yaml = String::from("references:\n");
    for (nth, probe) in PROBES.iter().enumerate() {
        let value = quoted(probe);
        writeln!(yaml, "- id: r{nth}").unwrap();
        for variable in document::bibliography::variables() {
            match variable {
                "id" => {}
                "type" => writeln!(yaml, "  type: book").unwrap(),
                "printed-in" => {}
                "verbatim" if nth % 2 == 0 => {}
                role if Role::named(role).is_some() => {
                    writeln!(yaml, "  {role}: [{{family: {value}, given: {value}}}, {{literal: {value}}}]").unwrap()
                }
                _ => writeln!(yaml, "  {variable}: {value}").unwrap(),
            }
        }
        write!(yaml, "- id: {value}\n  title: {value}\n").unwrap();
    }
    yaml
}

/// Libraries of other programs.
fn libraries(archive: &Archive) {
    const FIELDS: [&str; 24] = [
        "author",
        "editor",
        "translator",
        "title",
        "subtitle",
        "journaltitle",
        "booktitle",
        "series",
        "publisher",
        "location",
        "edition",
        "volume",
        "number",
        "pages",
        "date",
        "url",
        "doi",
        "isbn",
        "issn",
        "note",
        "abstract",
        "keywords",
        "language",
        "howpublished",
    ];
    let (mut bib, mut ris, mut json) = (String::new(), String::new(), Vec::new());
    for (nth, probe) in PROBES.iter().enumerate() {
        let plain = probe.replace(['{', '}', '%', '#', '\\'], "");
        let fields: Vec<String> = FIELDS.iter().map(|field| format!("  {field} = {{{plain}}}")).collect();
        writeln!(bib, "@book{{b{nth},\n{}\n}}", fields.join(",\n")).unwrap();
        writeln!(ris, "TY  - BOOK\nID  - i{nth}").unwrap();
        for first in 'A'..='Z' {
            for second in ('A'..='Z').chain('0'..='9') {
                let tag = format!("{first}{second}");
                if !matches!(tag.as_str(), "TY" | "ID" | "ER") {
                    writeln!(ris, "{tag}  - {probe}").unwrap();
                }
            }
        }
        ris.push_str("ER  - \n");
        let mut record = serde_json::Map::new();
        for variable in document::bibliography::variables() {
            let value =
                if Role::named(variable).is_some() { serde_json::json!([{"family": probe, "given": probe}]) } else { Value::from(*probe) };
            record.insert(variable.into(), value);
        }
        record.insert("id".into(), format!("j{nth}").into());
        record.insert("type".into(), "book".into());
        record.remove("printed-in");
        json.push(Value::Object(record));
    }
    archive.write("content/bibliography/all.bib", bib);
    archive.write("content/bibliography/every.ris", ris);
    archive.write("content/bibliography/whole.json", Value::from(json).to_string());
}

/// A source of each format, with probes wherever words or attributes stand.
fn sources(archive: &Archive) {
    let mut text = String::from("A REPORT ON THE HARBOUR\n\nOne two three.\n\n");
    let (mut html, mut tei, mut jats) = (String::new(), String::new(), String::new());
    for probe in PROBES {
        let safe = escaped(probe);
        write!(text, "{probe}\n\n{probe} and words of the harbour that go on for a while, as words do.\n\n# {probe}\n\n- {probe}\n\n")
            .unwrap();
        write!(
            html,
            "<h2 id=\"{safe}\">{safe}</h2><p lang=\"{safe}\">The lamp was lit at dusk. {safe} <a href=\"{safe}\" title=\"{safe}\">{safe}</a> \
             <em>{safe}</em> [a [b] {safe}](x) <img src=\"{safe}\" alt=\"{safe}\"></p><blockquote>{safe}</blockquote><ul><li>[x] {safe}</li></ul>\
             <table><tr><td>{safe}</td></tr></table><pre>{safe}</pre>"
        )
        .unwrap();
        write!(
            tei,
            "<div><head>{safe}</head><p xml:id=\"p{}\">Words {safe} <ref target=\"{safe}\">{safe}</ref> <hi rend=\"{safe}\">{safe}</hi>\
             <note n=\"{safe}\">{safe}</note></p></div>",
            probe.len()
        )
        .unwrap();
        write!(
            jats,
            "<sec><title>{safe}</title><p>Words {safe} <ext-link xlink:href=\"{safe}\">{safe}</ext-link><italic>{safe}</italic></p></sec>"
        )
        .unwrap();
    }
    let all = escaped(&PROBES.join(" "));
    archive.write("content/sources/s.txt", &text);
    archive.write("content/sources/plain.txt", &text);
    archive.write("content/sources/marked.md", format!("---\n{}---\n\n{}", front(PROBES[0], 0), text));
    archive.write(
        "content/sources/web.html",
        format!(
            "<html lang=\"{all}\"><head><title>{all}</title><meta name=\"author\" content=\"{all}\"><meta name=\"citation_title\" content=\"{all}\">\
             <meta name=\"citation_doi\" content=\"{all}\"><meta name=\"description\" content=\"{all}\"><meta name=\"dc.rights\" content=\"{all}\">\
             <link rel=\"canonical\" href=\"javascript:void 0\"><link rel=\"license\" href=\"javascript:void 0\"></head><body><article><h1>{all}</h1>{html}</article></body></html>"
        ),
    );
    archive.write(
        "content/sources/text.xml",
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"{all}\"><teiHeader><fileDesc><titleStmt><title>{all}</title><author>{all}</author></titleStmt>\
             <publicationStmt><publisher>{all}</publisher><availability><licence target=\"javascript:void 0\">{all}</licence></availability><date>{all}</date></publicationStmt>\
             <sourceDesc><p>{all}</p></sourceDesc></fileDesc></teiHeader><text><body>{tei}</body></text></TEI>"
        ),
    );
    archive.write(
        "content/sources/article.xml",
        format!(
            "<article xmlns:xlink=\"http://www.w3.org/1999/xlink\" xml:lang=\"en\"><front><journal-meta><journal-title>{all}</journal-title></journal-meta><article-meta>\
             <article-id pub-id-type=\"doi\">{all}</article-id><title-group><article-title>{all}</article-title></title-group>\
             <contrib-group><contrib contrib-type=\"author\"><name><surname>{all}</surname><given-names>{all}</given-names></name></contrib></contrib-group>\
             <permissions><license xlink:href=\"javascript:void 0\"><license-p>{all}</license-p></license></permissions><abstract><p>{all}</p></abstract>\
             <kwd-group><kwd>{all}</kwd></kwd-group></article-meta></front><body>{jats}</body><back><ref-list><ref><mixed-citation>{all}</mixed-citation></ref></ref-list></back></article>"
        ),
    );
}

/// The archive with a probe in every field.
fn probed() -> Archive {
    let archive = Archive::bare();
    let mut config = String::new();
    for key in config::key_names() {
        let value = match key {
            "base-url" => "https://a.example/letters/".into(),
            "lang" => "en".into(),
            "languages" => "[en, ru]".into(),
            "title" => format!("{{en: {}, ru: {}}}", quoted(PROBES[0]), quoted(PROBES[1])),
            "output-dir" => "public".into(),
            "unlicensed" => "full".into(),
            "search" => "true".into(),
            "citation-style" => continue,
            "reports" => "{mail: editors@a.example}".into(),
            "reader-notes" => "true".into(),
            "description" => quoted(&PROBES[1..].join(" ")),
            "menu" => {
                let words =
                    PROBES.map(|probe| format!("{{label: {0}, to: documents/cited.md}}, {{label: {{ru: {0}}}, to: {0}}}", quoted(probe)));
                format!(
                    "[documents, pages/p0.md, {{label: {0}, entries: [{1}, {{{0}: 'https://a.example/?\"<b>&x'}}]}}]",
                    quoted(PROBES[0]),
                    words.join(", ")
                )
            }
            "front" => "[text, latest, collections, people, topics, languages, timeline, citation-map, most-cited, map]".into(),
            "logo" => format!("{{file: files/logo.svg, dark: files/logo.svg, alt: {}}}", quoted(&PROBES.join(" "))),
            "footer" => format!("{{en: {}, ru: {}}}", quoted(&PROBES.join(" ")), quoted(PROBES[0])),
            "favicon" => "files/logo.svg".into(),
            "fields" => {
                let [one, other] = [PROBES[0], PROBES[1]].map(quoted);
                let text = format!("own-text: {{label: {one}, browse: true, facet: true, dublin-core: subject, schema-org: about}}");
                let values = format!("{{{one}: {other}, plain: {{en: {one}, ru: {other}}}}}");
                let list = format!(
                    "own-list: {{values: {values}, label: {{en: {one}, ru: {other}}}, browse: true, facet: true, schema-org: genre}}"
                );
                let link = "own-link: {kind: link, browse: true, dublin-core: relation, schema-org: relatedLink}";
                let names =
                    "own-person: {kind: people, browse: true, facet: true, schema-org: about}, own-any: {kind: entity, browse: true}";
                format!(
                    "{{{text}, {list}, {link}, {names}, own-date: {{kind: date, browse: true}}, own-number: {{kind: number, browse: true}}}}"
                )
            }
            "defaults" => format!("{{rights: {0}, x-own: {0}}}", quoted(PROBES[2])),
            "exports" => String::from("[markdown, text, jats]"),
            "social-picture" => format!("{{file: files/card.png, alt: {}, first: true}}", quoted(&PROBES.join(" "))),
            _ => quoted(PROBES[0]),
        };
        writeln!(config, "{key}: {value}").unwrap();
    }
    archive.write("scholion.yaml", config);
    archive.write("content/files/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>");
    archive.write("content/files/card.png", "no picture");
    archive.write("content/pages/index.md", format!("---\ntitle: {}\n---\n\n{}", quoted(&PROBES.join(" ")), body(PROBES[0])));
    for (nth, probe) in PROBES.iter().enumerate() {
        archive.write(&format!("content/documents/d{nth}.md"), format!("---\n{}---\n\n{}", front(probe, nth % 3), body(probe)));
        archive.write(&format!("content/documents/e{nth}.md"), format!("---\n{}---\n\n{}", front(probe, (nth + 1) % 3), body(probe)));
        archive
            .write(&format!("content/versions/d{nth}/1.0.md"), format!("---\n{}---\n\n{} then", front(probe, (nth + 2) % 3), body(probe)));
        archive.write(&format!("content/pages/p{nth}.md"), format!("---\ntitle: {}\n---\n\n{}", quoted(probe), body(probe)));
        archive.write(&format!("content/annotations/d{nth}.yaml"), notes(probe));
        archive.write(&format!("content/bibliography/d{nth}.yaml"), records());
    }
    // What stands in layers: a row of a table, and the defaults of a folder.
    let columns: Vec<&str> =
        document::front_keys().filter(|key| !["draft", "publish", "bibliography", "slug", "source"].contains(key)).collect();
    let mut table = format!("document,{},x-own,title@ru,{}\n", columns.join(","), PROBES[0].replace(['"', ','], ""));
    for (nth, probe) in PROBES.iter().enumerate() {
        let cell = format!("\"{}\"", probe.replace('"', "\"\""));
        writeln!(table, "rows/t{nth}{}", format!(",{cell}").repeat(columns.len() + 3)).unwrap();
        archive.write(&format!("content/documents/rows/t{nth}.md"), body(probe));
        archive.write(&format!("content/documents/layers{nth}/_defaults.yaml"), front(probe, nth % 3));
        archive.write(&format!("content/documents/layers{nth}/l.md"), body(probe));
    }
    archive.write("content/data/probes.csv", table);
    let mut addresses = String::new();
    for (nth, probe) in PROBES.iter().enumerate() {
        let (value, alias, query) = (quoted(probe), quoted(&format!("/old/{probe}/{nth}.html")), quoted(&format!("/view.php?{probe}=1")));
        let text = format!("---\ntitle: {value}\nslug: {value}\naliases: [{value}, {alias}, {query}]\n---\n\n{}", body(probe));
        archive.write(&format!("content/documents/slugs/s{nth}.md"), text);
        let (from, place) = (quoted(&format!("from/{probe}")), quoted(&format!("documents/d0.html#{probe}")));
        writeln!(
            addresses,
            "{from}: documents/d0.html\nto/{nth}.html: {value}\n{place}: documents/d0.html#words\nplace/{nth}.html: {place}"
        )
        .unwrap();
    }
    archive.write("content/addresses.yaml", addresses);
    let cited: Vec<String> = ["b", "i", "j"].iter().flat_map(|of| (0..PROBES.len()).map(move |nth| format!("[@{of}{nth}]"))).collect();
    archive.write("content/pages/cited.md", format!("---\ntitle: Cited\n---\n\n{}\n", cited.join(" ")));
    archive.write("content/documents/cited.md", format!("---\ntitle: Cited\n---\n\n{}\n", cited.join(" ")));
    for kind in ["people", "organizations", "places", "topics"] {
        archive.write(&format!("content/authorities/{kind}.yaml"), authorities());
    }
    // A file whose name reads as an address.
    archive.write("content/documents/javascript:void 0.png", "no picture");
    archive
        .write("content/documents/named.md", "---\ntitle: Named\n---\n\n![w](<./javascript:void 0.png>) [w](<./javascript:void 0.png>)\n");
    libraries(&archive);
    sources(&archive);
    archive
}

/// Builds it; there are errors in plenty.
fn built(archive: &Archive) -> Ran {
    let ran = archive.run(&["build", "--json"]);
    assert!(matches!(ran.status, 0 | 1), "{}", ran.stderr);
    assert!(archive.at("public/index.html").exists(), "{}", ran.stderr);
    ran
}

/// Elements that the site has.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "html", "head", "meta", "title", "link", "script", "body", "a", "abbr", "article", "aside", "audio", "b", "bdi", "blockquote", "br", "button",
    "caption", "circle", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "fieldset", "figcaption",
    "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li",
    "main", "mark", "math", "nav", "ol", "option", "output", "p", "path", "picture", "pre", "q", "rect", "rp", "rt", "ruby", "s", "samp", "section",
    "select", "small", "source", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "text", "tfoot", "th", "thead", "time",
    "tr", "track", "u", "ul", "var", "video", "wbr", "noscript",
    // Formulas (MathML Core).
    "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
];

/// Attributes that it has, besides `aria-…`.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "accept", "action", "alt", "autocapitalize", "charset", "checked", "class", "colspan", "content", "controls", "cx", "cy", "d", "data-all", "preserveAspectRatio", "data-author", "data-date", "data-labels", "data-lang", "data-more", "data-motivation", "data-parts", "data-type", "data-copied", "data-larger", "data-smaller", "data-recording", "data-t", "data-form", "data-sheet", "data-page", "data-mail", "data-issues", "data-notes", "default", "data-close", "data-done", "data-expression-of-concern", "data-partial-retraction", "data-removal", "data-retraction", "data-withdrawal",
    "data-home", "data-left", "data-link", "data-n", "data-near", "http-equiv", "data-places", "data-resume", "data-right", "data-root", "data-ui-lang", "download", "data-width", "data-words", "datetime", "defer", "dir", "disabled", "enterkeyhint", "fill",
    "for", "height", "hidden", "href", "hreflang", "id", "kind", "label", "lang", "loading", "media", "method", "name", "open", "placeholder", "preload", "property",
    "r", "rel", "reversed", "role", "rowspan", "scope", "src", "srclang", "srcset", "start", "tabindex", "text-anchor", "title", "type", "value", "viewbox", "viewBox", "width",
    "accent", "accentunder", "columnspan", "data-tex", "depth", "display", "displaystyle", "fence", "form", "largeop", "linethickness", "lspace",
    "mathvariant", "maxsize", "minsize", "movablelimits", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset",
    "x", "y", "xmlns", "spellcheck", "autocomplete", "min", "max", "size", "span",
];

/// What may be wrong with one published page.
fn faults_of_page(path: &str, html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let document = Document::from(html);
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for node in document.root().descendants_it() {
        if !node.is_element() {
            continue;
        }
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        if !ELEMENTS.contains(&name.as_str()) {
            faults.push(format!("{path}: an element <{name}>"));
        }
        for attribute in node.attrs() {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            if !(ATTRIBUTES.contains(&key.as_str()) || key.starts_with("aria-")) {
                faults.push(format!("{path}: <{name}> has an attribute {key}={value}"));
            }
            match key.as_str() {
                "href" | "src" | "action" if !is_safe(&value) => faults.push(format!("{path}: <{name}> leads to {value}")),
                "srcset" if !value.split(',').all(|one| is_safe(one.trim().split(' ').next().unwrap_or_default())) => {
                    faults.push(format!("{path}: <{name}> leads to {value}"));
                }
                "id" => {
                    *ids.entry(value.clone()).or_default() += 1;
                    if value.is_empty() || value.contains(char::is_whitespace) {
                        faults.push(format!("{path}: an id {value:?}"));
                    }
                }
                _ => {}
            }
        }
        if name == "script" && node.attr("src").is_none() {
            let text = node.text();
            if node.attr("type").as_deref() != Some("application/ld+json") {
                faults.push(format!("{path}: a script {text}"));
            } else {
                match serde_json::from_str::<Value>(&text) {
                    Ok(json) => addresses_of(path, "", &json, &mut faults),
                    Err(error) => faults.push(format!("{path}: {error}: {text}")),
                }
            }
        }
    }
    faults.extend(ids.into_iter().filter(|(_, times)| *times > 1).map(|(id, times)| format!("{path}: {times} elements with the id {id}")));
    faults
}

/// Whether an address of a page leads somewhere harmless, as a browser reads it.
fn is_safe(address: &str) -> bool {
    let address = web::bare(address);
    web::scheme(&address).is_none_or(|scheme| web::SCHEMES.contains(&scheme)) && !address.contains(['"', '<', '>', ' '])
}

/// The addresses in data: what stands under these keys.
fn addresses_of(path: &str, key: &str, value: &Value, faults: &mut Vec<String>) {
    const KEYS: [&str; 10] = ["url", "URL", "@id", "id", "sameAs", "license", "source", "page_url", "creator", "target"];
    // In CSL-JSON these are words: the name of a licence, of a database.
    let is_word = path.starts_with("data/") && matches!(key, "license" | "source");
    // A name or word under such a key is no address; what has a scheme is.
    let is_foreign = |text: &str| web::scheme(text).is_some_and(|scheme| !web::SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()));
    match value {
        Value::String(text) if KEYS.contains(&key) && !is_word && is_foreign(&web::bare(text)) => {
            faults.push(format!("{path}: {key} is {text}"));
        }
        Value::Array(items) => items.iter().for_each(|item| addresses_of(path, key, item, faults)),
        Value::Object(map) => map.iter().for_each(|(key, value)| addresses_of(path, key, value, faults)),
        _ => {}
    }
}

fn faults_of_xml(path: &str, xml: &str) -> Vec<String> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = match roxmltree::Document::parse_with_options(xml, options) {
        Ok(document) => document,
        Err(error) => return vec![format!("{path}: {error}")],
    };
    let mut faults = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        if matches!(node.tag_name().name(), "b" | "img" | "script") {
            faults.push(format!("{path}: an element {:?}", node.tag_name()));
        }
        for attribute in node.attributes() {
            if attribute.name().starts_with("data-probe") || attribute.name().starts_with("on") {
                faults.push(format!("{path}: an attribute {}", attribute.name()));
            }
            if matches!(attribute.name(), "href" | "src") && !is_safe(attribute.value()) {
                faults.push(format!("{path}: leads to {}", attribute.value()));
            }
        }
        if matches!(node.tag_name().name(), "loc" | "uri" | "id") && !node.text().is_none_or(is_safe) {
            faults.push(format!("{path}: leads to {:?}", node.text()));
        }
    }
    faults
}

#[test]
fn every_field_is_words_in_all_that_is_published() {
    let archive = probed();
    archive.run(&["ingest"]);
    built(&archive);
    let mut faults: Vec<String> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in archive.files("public") {
        let ending = path.rsplit('.').next().unwrap_or("").to_owned();
        let Ok(text) = String::from_utf8(bytes) else { continue };
        *seen.entry(ending.clone()).or_default() += 1;
        if text.contains("p4 42") {
            faults.push(format!("{path}: words were taken for a template"));
        }
        match ending.as_str() {
            "html" => faults.extend(faults_of_page(&path, &text)),
            "xml" | "svg" | "graphml" => faults.extend(faults_of_xml(&path, &text)),
            "json" | "jsonld" | "geojson" => match serde_json::from_str(&text) {
                Ok(json) => addresses_of(&path, "", &json, &mut faults),
                Err(error) => faults.push(format!("{path}: {error}")),
            },
            "js" if path.contains("previews/") => {
                let json = text.trim_end().strip_prefix("scholionPreviews(").and_then(|rest| rest.strip_suffix(");"));
                if json.is_none_or(|json| serde_json::from_str::<Value>(json).is_err()) {
                    faults.push(format!("{path}: {text}"));
                }
            }
            "bib" | "ris" => {
                let address = |line: &str| line.strip_prefix("UR  - ").or_else(|| line.strip_prefix("  url = {")).map(str::to_owned);
                for address in text.lines().filter_map(address) {
                    addresses_of(&path, "url", &address.into(), &mut faults);
                }
            }
            _ => {}
        }
    }
    assert!(seen["html"] > 100 && seen.contains_key("xml") && seen.contains_key("js"), "{seen:?}");
    let count = faults.len();
    // The same fault on many pages is one to mend.
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for fault in faults {
        let kind = fault.split_once(": ").map_or(fault.as_str(), |(_, what)| what).to_owned();
        kinds.entry(kind).or_insert((0, fault)).0 += 1;
    }
    let shown: Vec<String> = kinds.into_values().take(60).map(|(times, first)| format!("{times} × {first}")).collect();
    assert!(shown.is_empty(), "{count} faults\n{}", shown.join("\n"));
}

#[test]
pub fn in_a_browser_nothing_runs_and_nothing_comes_from_elsewhere() {
    let archive = probed();
    archive.run(&["ingest"]);
    built(&archive);
    with_browser(async |browser| {
        let pages = [
            "index.html",
            "404.html",
            "search.html",
            "documents/index.html",
            "documents/d0.html",
            "documents/d5.html",
            "documents/d8.html",
            "documents/d9.html",
            "documents/d10.html",
            "documents/e8.html",
            "documents/d0.source.html",
            "documents/web.html",
            "documents/plain.html",
            "pages/p8.html",
            "pages/p9.html",
            "pages/cited.html",
            "citations/index.html",
            "citations/not-held.html",
            "people/index.html",
            "topics/index.html",
            "annotations/index.html",
        ];
        let work = archive.files("public").into_keys().find(|path| path.starts_with("works/"));
        let person = archive.files("public").into_keys().find(|path| path.starts_with("people/") && !path.contains("index"));
        for page in pages.into_iter().map(str::to_owned).chain(work).chain(person) {
            let address = format!("file://{}/{page}", archive.at("public").display());
            browser.driver.goto(&address).await.unwrap();
            browser.until("document.readyState === 'complete'").await;
            assert_eq!(browser.value("typeof window.probed").await, "undefined", "{page}");
            assert_eq!(
                browser.value("document.querySelectorAll('[data-probe], [onerror], [onload], iframe, object, embed').length").await,
                0,
                "{page}"
            );
            let fetched = "performance.getEntriesByType('resource').map(one => one.name).filter(name => !/^(file|data):/.test(name))";
            assert_eq!(browser.value(fetched).await, serde_json::json!([]), "{page}");
        }
        browser
    });
}

#[test]
fn a_base_address_holds_no_password_and_is_normal() {
    let archive = crate::fixture::example();
    archive.write("scholion.yaml", "title: Letters\nbase-url: https://anna:geheim@archive.example/letters/\n");
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("`base-url` holds a user name or a password, which would stand on every page"), "{}", ran.stderr);
    for (path, bytes) in archive.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("geheim"), "{path}");
    }
    assert_eq!(archive.run(&["build", "--base-url", "https://anna@archive.example/"]).status, 2);
    archive.write("scholion.yaml", "title: Letters\nbase-url: HTTPS://Archive.Example/Letters\n");
    assert_eq!(archive.run(&["build"]).status, 0);
    assert!(archive.read("public/sitemap.xml").contains("<loc>https://archive.example/Letters/documents/first.html</loc>"));
}

#[test]
fn braces_behind_a_heading_are_words_unless_they_are_attributes() {
    let archive = Archive::new(
        "
//- /content/documents/a.md
---
title: A
license: CC0-1.0
---

## The cases {n, m}

## On the lacuna {illegible}

## Kept {#kept .narrow data-x=1}

## Notes {#fn-1}

## Main {#_main}

## Odd {#a\"b}

See [there](#kept).
",
    );
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = archive.read("public/documents/a.html");
    for shown in [
        ">The cases {n, m}</h2>",
        ">On the lacuna {illegible}</h2>",
        "<h2 id=\"kept\">Kept</h2>",
        "<h2 id=\"h-fn-1\">Notes</h2>",
        "<h2 id=\"h-_main\">Main</h2>",
        ">Odd {#a\"b}</h2>",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    for code in ["heading-attributes", "reserved-id", "heading-id"] {
        assert!(ran.stderr.contains(&format!("warning[{code}]")), "{code}: {}", ran.stderr);
    }
}

#[test]
fn words_of_a_source_stay_words() {
    let archive = Archive::new(
        "
//- /content/sources/page.html
<html><head><title>The harbour</title></head><body><article><h1>The harbour</h1><h2>Set {a, b}</h2>
<p>The lamp was lit at dusk and burned until the morning without a fault [a [b] c](https://a.example/x) as they say.</p>
<h2>Place {#a\"data-probe=\"1}</h2><p>A boat from the village brought oil &lt;b data-probe&gt; and bread, and the news that the harbour is closed.</p>
<ul><li>[x] one thing was done</li><li>[ ] another was not</li></ul></article></body></html>
",
    );
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = Document::from(archive.read("public/documents/page.html"));
    let text = page.text();
    for words in ["Set {a, b}", "{#a\"data-probe=\"1}", "[a [b] c](https://a.example/x)", "<b data-probe>", "[x] one thing"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(page.select("[data-probe], [type=checkbox]").is_empty());
}

#[test]
fn marks_in_a_source_stay_words() {
    const MARKS: [&str; 22] = [
        "US$100 and US$200$",
        "$x_1$",
        "$$y$$",
        "%%aside%%",
        "100 %% of",
        "x^[a]",
        "H~2~O",
        "2^10^",
        "==m==",
        "[w]{.mark}",
        "[w]{#w}",
        "{.x}",
        "\\(e\\)",
        "\\[a=b\\]",
        "![w](w.png)",
        "[[w]]",
        "*[HB]: w",
        "::: note",
        ": w",
        "| w",
        "[!NOTE] w",
        "https://a.example/x {.y}",
    ];
    let mut text = String::from("THE HARBOUR AND ITS LAMP\n\n");
    for mark in MARKS {
        write!(text, "The lamp was lit at dusk {mark} and it burned until the morning came over the bay.\n\n").unwrap();
        write!(text, "{mark} was all that the keeper of the light wrote down in the book on that long evening.\n\n").unwrap();
    }
    let archive = Archive::bare();
    archive.write("scholion.yaml", "title: Letters\n");
    archive.write("content/sources/marks.txt", text);
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = Document::from(archive.read("public/documents/marks.html"));
    let words = page.select(".text").text().split_whitespace().collect::<Vec<_>>().join(" ");
    let made = archive.read("content/documents/marks.md");
    for mark in MARKS {
        assert!(words.contains(&format!("at dusk {mark} and it")), "{mark}\n{words}\n{made}");
        assert!(words.contains(&format!("{mark} was all")), "{mark}\n{words}\n{made}");
    }
    assert!(page.select(".text :is(.math, mark, sub, sup, abbr, aside, dl, img, .noteref)").is_empty(), "{made}");
}

/// Where HTML may come in that something else has written: a new place is to be thought about.
#[test]
fn what_others_have_written_comes_in_by_few_doors() {
    const DOORS: [&str; 2] = ["crates/base/src/html.rs", "src/site/csl/store.rs"];
    let mut found: Vec<String> = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            let text = std::fs::read_to_string(&path).unwrap();
            let tests = name.contains("/tests");
            if !tests && text.contains("believed(") {
                found.push(name);
            }
        }
    }
    found.sort();
    assert_eq!(found, DOORS);
}

/// What a template prints without escaping is HTML by its type.
#[test]
fn templates_believe_only_what_is_html_by_its_type() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(root.join("src/site/view")).unwrap().map(|file| file.unwrap().path());
    let views: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let mut fields: Vec<&str> = Vec::new();
    for line in views.lines().filter_map(|line| line.trim().strip_prefix("pub ")) {
        if let Some((name, kind)) = line.trim_end_matches(',').split_once(": ") {
            assert_eq!(name.ends_with("html"), kind == "Html", "a field named …html is of the type Html, and no other is: {line}");
            fields.extend((kind == "Html").then_some(name));
        }
    }
    let mut folders = vec![root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let text = std::fs::read_to_string(&path).unwrap();
                for (at, _) in text.match_indices("| safe") {
                    let name = text[..at].trim_end().rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
                    assert!(fields.contains(&name), "{}: {name} is no HTML", path.display());
                }
            }
        }
    }
}
