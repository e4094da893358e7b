//! The editor's view of an ingest: what the report shows, what verdicts settle, and what stays after a new conversion.

use std::{fs, os::unix::fs::PermissionsExt};

use crate::{
    browser::with_browser,
    fixture::{Archive, Ran},
    serve::{get, send, serve},
};

const SOURCE: &str = "content/sources/harbour.txt";
const DOCUMENT: &str = "content/documents/harbour.md";
const KEPT: &str = ".scholion/reports/harbour.txt.json";

/// Two citations of a work that the list of references lacks, in one paragraph; the words between them are given.
fn text(between: &str, end: &str) -> String {
    format!(
        "On harbours\n\nIt was cold, as the papers said (Ilves, 2019){between} and as others said later (Ilves, 2019). Nobody sailed.\n\n{end} is what came then, and it was not the end of it by far.\n\nReferences\n\nTamm, A. (2001). Ice. Tartu: Kirjastus.\n\nKask, B. (2003). Winter. Tallinn: Kirjastus.\n"
    )
}

fn ingested() -> Archive {
    let archive = Archive::new("");
    archive.write(SOURCE, text(",", "Spring"));
    assert_eq!(archive.run(&["ingest"]).status, 0);
    archive
}

fn good(archive: &Archive, args: &[&str]) -> Ran {
    let ran = archive.run(args);
    assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
    ran
}

/// The items of the report, as JSON values.
fn items(archive: &Archive) -> Vec<serde_json::Value> {
    good(archive, &["ingest", "--report", "--json"]).stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The names of the open items.
fn open(archive: &Archive) -> Vec<String> {
    items(archive).iter().filter(|item| item["open"] == true).map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_report_says_what_was_found_by_source_line() {
    let archive = ingested();
    let before = archive.files("content");
    let ran = good(&archive, &["ingest", "--report", "harbour"]);
    for words in [
        "content/sources/harbour.txt → content/documents/harbour.md",
        "  to look at (2):",
        "content/sources/harbour.txt:3  citation  “Ilves, 2019”",
        "unsure: no entry of the list fits",
        "near “papers said ( … ), and as”",
        "near “said later ( … ). Nobody sailed.”",
        "content/sources/harbour.txt:1  title  “On harbours”",
        "  found (",
    ] {
        assert!(ran.stdout.contains(words), "{words} is not in\n{}", ran.stdout);
    }
    assert!(ran.stderr.contains("2 open items in 1 of 1 source\n"), "{}", ran.stderr);
    assert_eq!(archive.files("content"), before);
    let unknown = archive.run(&["ingest", "--report", "harbor"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("did you mean `harbour`?"), "{}", unknown.stderr);
    let no_page = archive.run(&["ingest", "--report=harbour.txt"]);
    assert!(no_page.status == 2 && no_page.stderr.contains("ends with `.html`"), "{}", no_page.stderr);
}

#[test]
fn many_sources_are_listed_most_open_first() {
    let archive = ingested();
    archive.write("content/sources/a-calm-one.txt", "A calm one\n\nNothing is in doubt here, and nothing was dropped.\n");
    archive.write("content/sources/z-new.txt", text(" (Kallas, 1999),", "Spring"));
    let ran = good(&archive, &["ingest", "--report"]);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.stdout);
    assert!(
        lines[1].trim_start().starts_with("3 ") && lines[1].ends_with("content/sources/z-new.txt  (no document yet)"),
        "{}",
        ran.stdout
    );
    assert!(lines[2].trim_start().starts_with("2 ") && lines[2].ends_with("content/sources/harbour.txt"), "{}", ran.stdout);
    assert!(ran.stderr.contains("5 open items in 2 of 3 sources; 2 sources converted for this"), "{}", ran.stderr);
    assert!(!archive.at("content/documents/z-new.md").exists(), "a report looks only");
    // Once made, a report is kept.
    assert!(!good(&archive, &["ingest", "--report"]).stderr.contains("converted"));
}

#[test]
fn acronyms_are_listed_where_somebody_asks_and_are_in_no_report() {
    let archive = ingested();
    archive.write("content/sources/new.txt", "New\n\nThe Open Harbour Group (OHG) met.\n");
    let edited = archive.read(DOCUMENT).replace("Nobody sailed.", "The Ice Office (IO) knew. So did the ice office (IO).");
    archive.write(DOCUMENT, edited);
    let ran = good(&archive, &["ingest", "--acronyms", "--json"]);
    let lines: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<(&str, &str)> = lines.iter().map(|line| (line["document"].as_str().unwrap(), line["words"].as_str().unwrap())).collect();
    assert_eq!(said, [(DOCUMENT, "Ice Office (IO)"), ("content/sources/new.txt", "Open Harbour Group (OHG)")]);
    let ran = good(&archive, &["ingest", "--acronyms", "new"]);
    assert!(ran.stdout.starts_with("content/sources/new.txt:") && ran.stderr.contains("1 acronym in 1 source\n"), "{ran:?}");
    assert!(!archive.at("content/documents/new.md").exists());
    assert!(items(&archive).iter().all(|item| !item["words"].as_str().unwrap().contains("(OHG)")));
}

#[test]
fn every_item_has_the_fields_of_its_remark_for_programs() {
    let archive = ingested();
    let all = items(&archive);
    let of = |rule: &str| all.iter().filter(|item| item["rule"] == rule).map(|item| item["remark"].clone()).collect::<Vec<_>>();
    assert_eq!(of("citation")[0], serde_json::json!({"name": "no-entry"}));
    assert_eq!(of("title"), [serde_json::json!({"name": "field", "field": "title"})]);
    assert_eq!(of("reference-list"), [serde_json::json!({"name": "entries", "n": 2})]);
    assert_eq!(of("reference")[0], serde_json::json!({"name": "entry", "work": "book", "title": "Ice"}));
    // A conversion says what a report says.
    let ran = good(&archive, &["ingest", "--dry-run", "--json"]);
    let said: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(said, all);
}

#[test]
fn the_page_is_whole_and_in_the_language_of_the_site() {
    let archive = ingested();
    archive.write("scholion.yaml", "title: Гавани\nlang: ru\n");
    archive.write("content/sources/odd.txt", "Odd\n\nIt was cold (<script>alert(1)</script> & Ilves, 2019), as others said later.\n\nReferences\n\nTamm, A. (2001). Ice. Tartu: Kirjastus.\n\nKask, B. (2003). Winter. Tallinn: Kirjastus.\n");
    good(&archive, &["ingest", "--report=out/report.html"]);
    let page = archive.read("out/report.html");
    for words in
        ["<html lang=\"ru\">", "посмотреть: 2", "<code>harbour.txt:3</code>", "<q>Ilves, 2019</q>", "в списке нет подходящей записи"]
    {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    assert!(!page.contains("<script") && page.matches("<details").count() == page.matches("</details>").count(), "{page}");
    assert!(!archive.at("public").exists() && !archive.at("content/documents/odd.md").exists());
}

#[test]
fn a_kept_report_is_used_and_a_stale_or_broken_one_is_not() {
    let archive = ingested();
    let kept = archive.read(KEPT);
    // What is kept is believed, also by a later program, as long as the document is the one that it came with.
    let program = kept.split("\"program\":\"").nth(1).unwrap().split('"').next().unwrap();
    archive.write(KEPT, kept.replace(program, "0.0.1 old").replace("Ilves, 2019", "Ilves, 2020"));
    let ran = good(&archive, &["ingest", "--report", "harbour"]);
    assert!(ran.stdout.contains("“Ilves, 2020”") && !ran.stderr.contains("converted"), "{}{}", ran.stdout, ran.stderr);
    // Not of another document, nor of another source, nor what is no report.
    let document = archive.read(DOCUMENT);
    archive.write(DOCUMENT, document.replace("generated: ", "generated: 0"));
    assert!(good(&archive, &["ingest", "--report", "harbour"]).stdout.contains("“Ilves, 2019”"));
    archive.write(DOCUMENT, document);
    for broken in ["", "{}\n[]\n", "{\"format\":1", &kept.replace("\n[", "\n{")] {
        archive.write(KEPT, broken);
        let ran = good(&archive, &["ingest", "--report", "harbour"]);
        assert!(ran.stdout.contains("to look at (2)") && ran.stdout.contains("  found ("), "{broken}: {}", ran.stdout);
    }
    archive.write(SOURCE, text(" (Kallas, 1999),", "Spring"));
    let ran = good(&archive, &["ingest", "--report", "harbour"]);
    assert!(ran.stdout.contains("to look at (3)") && ran.stdout.contains("changed since it was ingested"), "{}", ran.stdout);
}

#[test]
fn a_verdict_settles_one_item_and_changes_nothing_else() {
    let archive = ingested();
    archive.write(DOCUMENT, archive.read(DOCUMENT).replace("title: On harbours\n", "title:   'On harbours'   # an editor's own form\n"));
    let (before, names) = (archive.read(DOCUMENT), open(&archive));
    let ran = good(&archive, &["ingest", "--settle", &names[1], "--verdict", "as-printed"]);
    assert!(ran.stderr.contains("1 item settled"), "{}", ran.stderr);
    let line = "  - {rule: citation, words: \"Ilves, 2019\", near: \"said later ( … ). Nobody sailed.\", verdict: as-printed}\n";
    assert_eq!(archive.read(DOCUMENT).replace(&format!("  verdicts:\n{line}"), ""), before);
    assert_eq!(open(&archive), names[..1]);
    assert!(good(&archive, &["ingest", "--report", "harbour"]).stdout.contains("settled (1):"));
    // All of a rule, in a source that is named; and back again.
    let nameless = archive.run(&["ingest", "--settle", "citation"]);
    assert!(nameless.status == 2 && nameless.stderr.contains("name the source"), "{}", nameless.stderr);
    good(&archive, &["ingest", "harbour", "--settle", "citation"]);
    let document = archive.read(DOCUMENT);
    assert!(open(&archive).is_empty() && document.contains("verdict: done") && document.contains("verdict: as-printed"), "{document}");
    good(&archive, &["ingest", "harbour", "--settle", "citation", "--verdict", "open"]);
    assert_eq!(archive.read(DOCUMENT), before);
    for wrong in ["00000000", ""] {
        let ran = archive.run(&["ingest", "--settle", wrong]);
        assert!(ran.status == 2 && ran.stderr.contains("there is no item"), "{}", ran.stderr);
    }
}

#[test]
fn a_front_matter_that_cannot_be_changed_in_part_is_left_alone() {
    let archive = ingested();
    let flow =
        archive.read(DOCUMENT).replace("  file: harbour.txt\n", "  file: harbour.txt\n  verdicts: [{rule: x, words: y, verdict: done}]\n");
    archive.write(DOCUMENT, &flow);
    let ran = archive.run(&["ingest", "harbour", "--settle", "citation"]);
    assert!(
        ran.status == 2 && ran.stderr.contains("write it yourself") && ran.stderr.contains("- {rule: citation, words:"),
        "{}",
        ran.stderr
    );
    assert_eq!(archive.read(DOCUMENT), flow);
}

#[test]
fn verdicts_survive_a_new_conversion_and_are_no_edit() {
    let archive = ingested();
    let names = open(&archive);
    good(&archive, &["ingest", "--settle", &names[1]]);
    // Nobody edited the text, so it is replaced, not merged.
    archive.write(SOURCE, text(",", "Autumn"));
    let ran = good(&archive, &["ingest"]);
    assert!(ran.stderr.contains("harbour.md: replaced, since nobody edited it"), "{}", ran.stderr);
    assert!(archive.read(DOCUMENT).contains("Autumn is") && archive.read(DOCUMENT).contains("verdict: done"));
    assert_eq!(open(&archive), names[..1]);
    // With edits it is merged; the verdict stays, also where the same lines of the front matter change.
    archive.write(DOCUMENT, archive.read(DOCUMENT).replace("It was cold", "It was bitterly cold"));
    archive.write(SOURCE, text(",", "Summer"));
    let ran = good(&archive, &["ingest"]);
    assert!(ran.stderr.contains("harbour.md: merged with what you edited"), "{}", ran.stderr);
    assert!(["Summer is", "bitterly cold", "verdict: done"].iter().all(|words| archive.read(DOCUMENT).contains(words)));
    assert_eq!(open(&archive), names[..1]);
    // In a conflict it stays in both texts, so that taking the new one loses none.
    archive.write(DOCUMENT, archive.read(DOCUMENT).replace("Summer is", "Winter is"));
    archive.write(SOURCE, text(",", "Fog"));
    assert!(good(&archive, &["ingest"]).stderr.contains("merge-conflict"));
    assert!(archive.read(DOCUMENT).contains("verdict: done"));
    assert!(archive.read(".scholion/conflicts/content/documents/harbour.md").contains("verdict: done"));
    assert!(good(&archive, &["ingest", "--report", "harbour"]).stdout.contains("a new conversion waits"));
}

#[test]
fn a_verdict_whose_item_is_gone_is_reported_and_never_moves() {
    let archive = ingested();
    let names = open(&archive);
    good(&archive, &["ingest", "--settle", &names[1]]);
    // The words around the other citation are now those of none: it is open, and so is whatever stands in the old place.
    archive.write(SOURCE, text(",", "Spring").replace("said later (Ilves, 2019). Nobody", "wrote once (Ilves, 2019). Somebody"));
    good(&archive, &["ingest"]);
    assert_eq!(open(&archive).len(), 2);
    let ran = good(&archive, &["check", "--strict"]);
    assert!(ran.stdout.contains("notice[idle-verdict]: nothing has the rule and the words of this verdict any more"), "{}", ran.stdout);
    assert!(ran.stdout.contains("--> content/documents/harbour.md:"), "{}", ran.stdout);
    assert!(
        good(&archive, &["ingest", "--report", "harbour"]).stdout.contains("a verdict on something that is not found any more: `citation`")
    );
}

#[test]
fn check_counts_what_is_open_and_does_not_mind() {
    let archive = ingested();
    archive.write("content/sources/new.txt", text(" (Kallas, 1999),", "Spring"));
    let counted = |archive: &Archive| {
        let ran = good(archive, &["check", "--strict"]);
        let line = ran.stdout.lines().find(|line| line.contains("open-items")).unwrap_or_default().to_owned();
        line.replace("notice[open-items]: ", "")
    };
    assert_eq!(counted(&archive), "2 documents have 5 open items");
    let each = good(&archive, &["check", "--json"]).stdout;
    let of = |path: &str| -> serde_json::Value {
        let lines = each.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines.into_iter().find(|one| one["code"] == "open-items" && one["path"] == path).unwrap()
    };
    assert_eq!((&of(DOCUMENT)["message"], &of(DOCUMENT)["severity"]), (&"2 open items".into(), &"notice".into()));
    let related = of("content/documents/new.md")["related"].clone();
    assert_eq!(
        (related.as_array().unwrap().len(), &related[0]["line"], &related[0]["path"]),
        (3, &3.into(), &"content/sources/new.txt".into())
    );
    good(&archive, &["ingest", "harbour", "--settle", "citation"]);
    assert_eq!(counted(&archive), "1 document has 3 open items");
    // A report that is not kept is made in memory: the same archive says the same everywhere.
    fs::remove_dir_all(archive.at(".scholion")).unwrap();
    assert_eq!(counted(&archive), "1 document has 3 open items");
    assert!(!archive.at(".scholion").exists(), "check writes nothing");
}

#[test]
fn a_source_that_cannot_be_read_is_tried_once() {
    let archive = Archive::new("");
    archive.write("bin/pdftotext", "#!/bin/sh\n/bin/cat >/dev/null\necho run >> runs\necho 'Syntax Error: no trailer' >&2\nexit 1\n");
    fs::set_permissions(archive.at("bin/pdftotext"), fs::Permissions::from_mode(0o755)).unwrap();
    archive.write("content/sources/broken.pdf", "%PDF-1.4 broken");
    let counter = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = archive.command(args);
        // The program is run in the folder for temporary files.
        command.env("PATH", archive.at("bin")).env("TMPDIR", counter.path());
        let output = command.output().unwrap();
        format!("{}{}", String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let runs = || fs::read_to_string(counter.path().join("runs")).unwrap_or_default().lines().count();
    for (args, expected) in [(["build"], 1), (["build"], 1), (["check"], 1), (["ingest"], 2)] {
        let said = run(&args);
        assert!(said.contains("`pdftotext` cannot read this source as a PDF: Syntax Error: no trailer"), "{args:?}: {said}");
        assert_eq!(runs(), expected, "{args:?}");
    }
    assert!(run(&["build"]).contains("nothing to do"), "nothing is left to be done about it");
    archive.write("content/sources/broken.pdf", "%PDF-1.4 broken otherwise");
    run(&["build"]);
    assert_eq!(runs(), 3, "another file may be better");
}

#[test]
fn the_preview_shows_the_report_beside_the_page() {
    let archive = ingested();
    archive.write("content/documents/own.md", "---\ntitle: Of no source\nlicense: CC0-1.0\n---\n\nText.\n");
    let (watching, port) = serve(&archive);
    let link =
        |page: &str| -> serde_json::Value { serde_json::from_str(&get(port, &format!("/_scholion/reported?page={page}")).text()).unwrap() };
    let found = link("documents/harbour.html");
    assert_eq!(
        (&found["open"], &found["label"], &found["href"]),
        (&2.into(), &"Ingest · to look at: 2".into(), &"/_scholion/report/harbour".into())
    );
    assert_eq!(link("documents/harbour.source.html"), found);
    for none in ["documents/own.html", "index.html", "documents/other.html", "../documents/harbour.html", ""] {
        let mut said = link(none);
        // That its text can be edited is said of what has one.
        let edits = said.as_object_mut().unwrap().remove("edit").is_some();
        assert_eq!((said, edits), (serde_json::json!({}), none == "documents/own.html"), "{none}");
    }
    let page = get(port, "/_scholion/report/harbour").text();
    assert!(page.contains("<a href=\"/documents/harbour.source.html#L3\"><code>harbour.txt:3</code></a>"), "{page}");
    assert!(page.contains("<a href=\"/documents/harbour.html\">On harbours</a>"), "{page}");
    assert!(archive.read("public/documents/harbour.source.html").contains("id=\"L3\""));
    let all = get(port, "/_scholion/report").text();
    assert!(all.contains("<a href=\"/_scholion/report/harbour\">"), "{all}");
    assert_eq!((get(port, "/_scholion/report/own").status, get(port, "/_scholion/report/..%2f").status), (404, 404));
    // Only a page that was given out here may settle an item.
    let id = open(&archive)[0].clone();
    let post = |token: &str, id: &str, verdict: &str| {
        let wish = format!("{{\"slug\":\"harbour\",\"id\":\"{id}\",\"verdict\":\"{verdict}\"}}");
        send(
            port,
            &format!(
                "POST /_scholion/report HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nConnection: close\r\nContent-Type: application/json\r\nX-Scholion-Token: {token}\r\nContent-Length: {}\r\n\r\n{wish}",
                wish.len()
            ),
        )
    };
    let token = page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap();
    let before = archive.read(DOCUMENT);
    for (token, id, verdict, status) in [("00", &*id, "right", 403), (token, "00000000", "right", 422), (token, &*id, "wrong", 422)] {
        assert_eq!(post(token, id, verdict).status, status);
    }
    assert_eq!(archive.read(DOCUMENT), before);
    assert_eq!(post(token, &id, "right").status, 200);
    assert!(archive.read(DOCUMENT).contains("verdict: right"));
    watching.until("the verdict is seen", || link("documents/harbour.html")["open"] == 1);
    assert_eq!(post(token, &id, "open").status, 200);
    assert_eq!(archive.read(DOCUMENT), before);
    // A verdict from elsewhere is seen as well, and nothing of all this is published.
    good(&archive, &["ingest", "harbour", "--settle", "citation"]);
    watching.until("the verdict is seen", || link("documents/harbour.html")["open"] == 0);
    assert!(!archive.files("public").values().any(|bytes| String::from_utf8_lossy(bytes).contains("_scholion")));
}

#[test]
fn an_item_is_settled_by_a_button() {
    let archive = ingested();
    let (watching, port) = serve(&archive);
    with_browser(async |browser| {
        browser.goto(port, "documents/harbour.html").await;
        let link = "document.querySelector('scholion-preview').shadowRoot.querySelector('a.report')";
        browser.until(&format!("{link}?.textContent === 'Ingest · to look at: 2'")).await;
        browser.value(&format!("{link}.click()")).await;
        browser.until("document.querySelectorAll('.part.open li .buttons').length === 2").await;
        // Its line leads to the same line beside the source.
        let line = browser.value("document.querySelector('.part.open li a').getAttribute('href')").await;
        assert_eq!(line, "/documents/harbour.source.html#L3");
        browser
            .value("[...document.querySelectorAll('.part.open li button')].find((one) => one.textContent === 'wrong: as printed').click()")
            .await;
        browser
            .until("document.querySelectorAll('.part.open li').length === 1 && document.querySelectorAll('.part.settled li').length === 1")
            .await;
        assert!(archive.read(DOCUMENT).contains("near: \"papers said ( … ), and as\", verdict: as-printed"));
        browser.value("document.querySelector('.part.settled button').click()").await;
        browser.until("document.querySelectorAll('.part.open li').length === 2").await;
        assert!(!archive.read(DOCUMENT).contains("verdict"));
        browser
    });
    watching.is_clean();
}
