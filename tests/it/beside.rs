//! A text and its source: words that became another document, and words of which editors say that they are no citation.

use crate::fixture::Archive;

const SOURCE: &str = "Two Days\n\nIda Berg\n\nMonday\n\nThe boat with the oil came early and left before noon, and nobody saw who took the letters.\n\n\
                      Tuesday\n\nRain fell from the morning on, and the keeper counted eleven ships that passed without a light.\n\nA line that is nowhere else.\n";

fn cut_in_two(second: &str) -> Archive {
    let archive = Archive::new("");
    archive.write("scholion.yaml", "title: Log\nunlicensed: metadata\n");
    archive.write("content/sources/days.txt", SOURCE);
    let document = |title: &str, license: &str, text: &str| {
        format!(
            "---\ntitle: {title}\nlang: en\n{license}author: [{{family: Berg, given: Ida}}]\nsource: {{file: days.txt}}\n---\n\n{text}\n"
        )
    };
    let monday = "## Monday\n\nThe boat with the oil came early and left before noon, and nobody saw who took the letters.";
    let tuesday = "Rain fell from the morning on, and the keeper counted eleven ships that passed without a light.";
    archive.write("content/documents/days.md", document("Two Days", "license: CC0-1.0\n", monday));
    archive.write("content/documents/tuesday.md", document("Tuesday", second, tuesday));
    assert_eq!(archive.run(&["build"]).status, 0);
    archive
}

#[test]
fn words_in_another_document_of_the_source_are_not_lost() {
    let archive = cut_in_two("license: CC0-1.0\n");
    let page = archive.read("public/documents/days.source.html");
    let count = |label: &str| {
        let at = page.split(label).nth(1).and_then(|rest| rest.split("<dd>").nth(1)).and_then(|rest| rest.split("</dd>").next());
        at.unwrap_or("none").to_owned()
    };
    assert_eq!(
        (count(">Lost<").as_str(), count(">In other documents of this source<").as_str()),
        ("<a href=\"#d1\">6</a>", "18"),
        "{page}"
    );
    assert!(page.contains(r#"<span>In:</span> <a href="tuesday.html#p-"#) && page.contains(">Tuesday</a>"), "{page}");
    assert!(page.contains(r#"<del class="lost">A line that is nowhere else</del>"#), "{page}");
    // The other document goes: its words are lost, and the page says so.
    std::fs::remove_file(archive.at("content/documents/tuesday.md")).unwrap();
    archive.run(&["build"]);
    let page = archive.read("public/documents/days.source.html");
    assert!(!page.contains("other documents") && page.contains("Rain fell"), "{page}");
}

#[test]
fn a_source_is_not_printed_where_another_document_of_it_is_hidden() {
    let archive = cut_in_two("");
    assert!(!archive.at("public/documents/days.source.html").exists());
    assert!(!archive.read("public/documents/days.html").contains("days.source.html"));
    for (path, bytes) in archive.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("eleven ships"), "{path}");
    }
}

const ESSAY: &str = "On the Winds of the Bay\n\nIda Berg\n\nThe wind of the bay has been named many times (Roe, 1911), and every name was another one. Nobody knows \
                     why it is so, and the question stays open.\n\nThe harbour board kept its own list for a century. It was used by all the pilots of the \
                     coast until the war, and then it was lost.\n\nReferences\n\nRoe, J. (1911). Names of winds. Tartu: Harbour Press.\n";

#[test]
fn words_that_stay_as_printed_are_no_link() {
    let archive = Archive::new("");
    archive.write("content/sources/winds.txt", ESSAY);
    archive.run(&["build"]);
    const LINK: &str = "[Roe, 1911](#ref-roe1911)";
    let made = archive.read("content/documents/winds.md");
    assert!(made.contains(LINK), "{made}");
    let verdict = "  verdicts:\n  - {rule: citation, words: \"Roe, 1911\", verdict: as-printed}\n";
    let settled = |document: &str| document.replacen("\n---\n\n", &format!("\n{verdict}---\n\n"), 1);
    archive.write("content/documents/winds.md", settled(&made));
    let said = archive.run(&["check"]).stdout;
    assert!(said.contains("`Roe, 1911` is still a link to the work `roe1911`") && said.contains(&format!("for `{LINK}`")), "{said}");
    archive.run(&["ingest"]);
    let now = archive.read("content/documents/winds.md");
    assert!(!now.contains(LINK) && now.contains("(Roe, 1911)") && now.contains("verdict: as-printed"), "{now}");
    assert!(!archive.run(&["check"]).stdout.contains("still a link"));
    // It stays so, and is nobody's edit.
    assert!(archive.run(&["ingest"]).stderr.contains("nothing"), "{}", archive.run(&["ingest"]).stderr);
    assert_eq!(archive.read("content/documents/winds.md"), now);
    // Where editors own the text it is merged; where that cannot be, it is said which link to take out.
    for is_base_known in [true, false] {
        let archive = Archive::new("");
        archive.write("content/sources/winds.txt", ESSAY);
        archive.run(&["build"]);
        archive.write("content/documents/winds.md", settled(&made).replace("Nobody knows why", "Somebody knows why"));
        if !is_base_known {
            std::fs::remove_dir_all(archive.at(".scholion")).unwrap();
        }
        archive.run(&["ingest"]);
        let merged = archive.read("content/documents/winds.md");
        assert_eq!((merged.contains("Somebody knows"), merged.contains(LINK)), (true, !is_base_known), "{merged}");
        assert_eq!(archive.run(&["check"]).stdout.contains("still a link"), !is_base_known);
    }
}

#[test]
fn tags_of_a_source_are_no_words_that_are_lost() {
    let archive = Archive::new(
        "
//- /content/sources/log.html
<!DOCTYPE html><html lang=\"en\"><head><style>p { color: red }</style></head>
<body class=\"wide\"><p id=\"one\">The boat came <b>ea</b>rly &amp; left caf&eacute; by noon.</p>
<p>A line that is nowhere else.</p></body></html>
//- /content/documents/log.md
---
title: Log
license: CC0-1.0
source: {file: log.html}
---

The boat came early & left café by noon.
",
    );
    archive.run(&["build"]);
    let page = archive.read("public/documents/log.source.html");
    assert!(page.contains("neither shown nor counted") && page.contains("<dd>8 / 14</dd>"), "{page}");
    assert!(page.contains("<del class=\"lost\">A line that is nowhere else</del>") && !page.contains("red }"), "{page}");
}
