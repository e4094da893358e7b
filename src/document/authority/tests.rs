//! How records are read, and what is said of them.

use super::*;
use crate::document::tests::show_diagnostics;

fn check(text: &str, records: &str, diagnostics: &str) {
    let read = parse(&RelPath::new("content/authorities/topics.yaml"), text.as_bytes(), &|_, _| None);
    let shown: Vec<String> = read
        .records
        .iter()
        .map(|record| {
            let variants: Vec<String> = record
                .variants
                .iter()
                .map(|variant| {
                    let lang = variant.lang.as_ref().map_or(String::new(), |lang| format!(" {lang}"));
                    format!("{}{lang}{}{}", variant.name, if variant.inflected { " ~" } else { "" }, if variant.exact { " =" } else { "" })
                })
                .collect();
            let dates = record.dates.map_or(String::new(), |dates| format!(" {dates}"));
            format!("{}: {} ({}) [{}]{dates} {:?}", record.id, record.name, record.sort, variants.join(", "), record.identifiers)
        })
        .collect();
    assert_eq!(shown.join("\n"), records, "records of {text}");
    assert_eq!(show_diagnostics(text, &read.diagnostics), diagnostics, "diagnostics of {text}");
}

#[test]
fn records_are_read() {
    check(
        "- id: andrey-kresnov\n  name: Andrey V. Kresnov\n  sort: Kresnov, Andrey\n  variants:\n  - Krassnow\n  - {name: Креснов, lang: ru, inflected: true}\n  - UN\n  dates: 1951/..\n  identifiers: {wikidata: Q1, orcid: 0000-0002-1825-0097}\n- name: G20\n",
        "andrey-kresnov: Andrey V. Kresnov (Kresnov, Andrey) [Krassnow, Креснов ru ~, UN =] 1951/.. [(\"wikidata\", \"Q1\"), (\"orcid\", \"0000-0002-1825-0097\")]\n\
         g20: G20 (G20) [] []",
        "",
    );
}

#[test]
fn colliding_names_keep_a_page_each() {
    check(
        "- name: C++\n- name: C\n- id: c\n  name: Carbon\n",
        "c-2: C++ (C++) [] []\nc-3: C (C) [] []\nc: Carbon (Carbon) [] []",
        "warning slug-collision `name: C++`: the names `C++` and `Carbon` have the same address, `c` (add an `id: …`; until then this one is `c-2`) + `c`\n\
         warning slug-collision `name: C`: the names `C` and `Carbon` have the same address, `c` (add an `id: …`; until then this one is `c-3`) + `c`",
    );
}

#[test]
fn what_is_wrong_is_said() {
    check(
        "- id: a\n  name: A\n- id: a\n  name: B\n- id: x\n- note: nobody\n- just text\n- id: b b\n  name: [x]\n  nmae: y\n  link: maybe\n  dates: soon\n  variants:\n  - {nam: z}\n",
        "a: A (A) [] []\na-2: B (B) [] []\nx: x (x) [] []\nb-b: b-b (b-b) [] []",
        "error duplicate-id `a`: two records have the id `a` (give this one another; until then it is `a-2`) + `a`\n\
         error name-missing `id: x`: record `x` has no name (add `name: …`, the preferred form of the name)\n\
         error name-missing `note: nobody`: a record without a name (add `name: …`, the preferred form of the name)\n\
         error wrong-type `just text`: a record is a text (expected `- id: …` and `  name: …`)\n\
         error name-missing `id: b b`: record `b-b` has no name (add `name: …`, the preferred form of the name)\n\
         error bad-id `b b`: `b b` cannot stand in an address (use letters, digits and hyphens: `id: b-b`)\n\
         error wrong-type `[x]`: `name` is a list (expected text)\n\
         warning unknown-key `nmae`: unknown key `nmae` (did you mean `name`?)\n\
         error wrong-type `maybe`: `link` is a text (expected `true` or `false`)\n\
         error bad-date `soon`: `soon` is not a date or a range of dates (write 1951/.., 1843/1918, 1843~ or a single date)\n\
         error name-missing `{nam: z}`: a variant without a name (write `- …` or `- {name: …}`, or take it out)\n\
         warning unknown-key `nam`: unknown key `nam` (did you mean `name`?)",
    );
    check(
        "a: b: c\n",
        "",
        "error bad-yaml `:`: mapping values are not allowed in this context (a colon and a space inside a value begin a new key: put the value in quotation marks, `a: 'b: c'`)",
    );
}
