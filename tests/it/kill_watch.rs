//! A watch killed at any moment leaves whole files, and the next build equals a clean one.
//!
//! Written against the contract of the command line: `scholion watch` publishes at once and after every change, and
//! prints a line on standard error for each.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    process::Stdio,
    sync::mpsc,
    time::Duration,
};

use crate::fixture::Archive;

const DOCUMENTS: usize = 30;
const PARAGRAPHS: usize = 20;
/// How many times a watch is killed; `SCHOLION_KILLS=200` runs the long mode.
const KILLS: u64 = 12;

fn write(archive: &Archive, n: usize, version: u64) {
    let text =
        format!("---\ntitle: Title {n}\nlicense: CC-BY-4.0\n---\n\n{}\n", format!("Words of version {version}.\n\n").repeat(PARAGRAPHS));
    archive.write(&format!("content/documents/document-{n}.md"), text);
}

#[test]
fn a_killed_watch_leaves_whole_files_and_the_next_build_equals_a_clean_one() {
    let archive = Archive::new("//- /scholion.yaml\ntitle: Letters\n");
    (0..DOCUMENTS).for_each(|n| write(&archive, n, 0));
    // Nothing but the reading pages, lists of them and the search index depends on the version.
    let fixed: BTreeMap<String, Vec<u8>> = clean(&archive).into_iter().filter(|(path, _)| !is_reading_page(path)).collect();
    let kills = std::env::var("SCHOLION_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    for round in 0..kills {
        let mut child = archive.command(&["watch"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (lines, heard) = mpsc::channel();
        let reader = std::thread::spawn(move || stderr.lines().map_while(Result::ok).for_each(|line| _ = lines.send(line)));
        // The first line says that the site is there.
        let first = heard.recv_timeout(Duration::from_secs(60));
        assert!(first.is_ok(), "round {round}: the watch says nothing");
        // A burst of edits, and the kill somewhere in what follows.
        (0..DOCUMENTS).step_by(1 + round as usize % 5).for_each(|n| write(&archive, n, round + 1));
        std::thread::sleep(Duration::from_micros((round * 37_913) % 300_000));
        child.kill().unwrap();
        child.wait().unwrap();
        reader.join().unwrap();
        for (path, bytes) in archive.files("public").into_iter().filter(|(path, _)| !path.contains("/.") && !path.starts_with('.')) {
            if is_reading_page(&path) {
                assert!(is_whole(&bytes, round + 1), "round {round}: {path} is not whole");
            } else if is_list(&path) {
                // They show the first words of the newest.
                assert!(bytes.trim_ascii_end().ends_with(b"</html>"), "round {round}: {path} is not whole");
            } else if path.starts_with("search/") {
                // Its files have the words, and follow within the time in which the kill comes.
                assert!(bytes.ends_with(b");\n"), "round {round}: {path} is not whole");
            } else {
                assert!(fixed.get(&path) == Some(&bytes), "round {round}: {path} is not whole");
            }
        }
        if round % 4 == 3 || round + 1 == kills {
            let ran = archive.run(&["build"]);
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            assert_eq!(archive.files("public"), clean(&archive), "round {round}");
        }
    }
}

fn is_reading_page(path: &str) -> bool {
    path.starts_with("documents/document-") && path.ends_with(".html")
}

fn is_list(path: &str) -> bool {
    path == "index.html" || path.starts_with("documents/index")
}

/// Whether a reading page is that of one version, with all its paragraphs.
fn is_whole(page: &[u8], newest: u64) -> bool {
    let text = String::from_utf8_lossy(page);
    let counts = (0..=newest).map(|version| text.matches(&format!(">Words of version {version}.<")).count());
    let counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
    counts == [PARAGRAPHS] && text.trim_end().ends_with("</html>")
}

/// The same archive, built where nothing was before.
fn clean(archive: &Archive) -> BTreeMap<String, Vec<u8>> {
    let copy = Archive::new("//- /scholion.yaml\ntitle: Letters\n");
    archive.files("content").into_iter().for_each(|(path, bytes)| copy.write(&format!("content/{path}"), bytes));
    assert_eq!(copy.run(&["build"]).status, 0);
    copy.files("public")
}
