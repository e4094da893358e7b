//! A build killed at any moment leaves whole files, and the next build equals a clean one.

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Stdio},
    time::Duration,
};

use crate::fixture::Archive;

/// How many documents; enough for a build to last some dozens of milliseconds.
const DOCUMENTS: usize = 60;
/// How many times a build is killed; `SCHOLION_KILLS` sets another number.
const KILLS: u64 = 200;

/// An archive in its first or second version: every document differs, some come, some go.
fn version(archive: &Archive, second: bool) {
    // Nothing of the one is like the other, so that nothing has moved or was mended.
    let (word, words) = if second {
        ("second", "Nobody wrote from the islands that spring.")
    } else {
        ("first", "All night long rain fell on harbour and town, as it had before.")
    };
    for n in 0..DOCUMENTS {
        let path = format!("content/documents/document-{n}.md");
        if n % 10 == usize::from(second) {
            // Some are missing in one version, some in the other.
            let _ = fs::remove_file(archive.at(&path));
        } else {
            archive.write(
                &path,
                format!("---\ntitle: The {word} title of {n}\nlicense: CC-BY-4.0\n---\n\n{}\n", format!("{words}\n\n").repeat(20)),
            );
        }
    }
}

fn clean(second: bool) -> BTreeMap<String, Vec<u8>> {
    let archive = Archive::new("//- /scholion.yaml\ntitle: Letters\n");
    version(&archive, second);
    assert_eq!(archive.run(&["build"]).status, 0);
    archive.files("public")
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_equals_a_clean_one() {
    let clean = [clean(false), clean(true)];
    let archive = Archive::new("//- /scholion.yaml\ntitle: Letters\n");
    archive.write("public/foreign.txt", "mine");
    let kills = std::env::var("SCHOLION_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let mut cut_off = 0;
    for round in 0..kills {
        let second = round % 2 == 1;
        version(&archive, second);
        // Some builds know what the last one did, some begin anew.
        if round % 3 == 0 {
            let _ = fs::remove_dir_all(archive.at(".scholion"));
        }
        let mut child = archive.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Moments spread over the whole build, denser at its beginning and never the same.
        std::thread::sleep(Duration::from_micros(1_000 + (round * 7_919) % 60_000));
        child.kill().unwrap();
        cut_off += u64::from(!child.wait().unwrap().success());
        for (path, bytes) in archive.files("public") {
            let whole = path == "foreign.txt" || clean.iter().any(|site| site.get(&path) == Some(&bytes));
            assert!(whole, "round {round}: {path} is not whole: {:?}", String::from_utf8_lossy(&bytes));
        }
        if round % 5 == 4 {
            finish(&archive, &clean[usize::from(second)]);
        }
    }
    assert!(cut_off * 4 > kills, "only {cut_off} of {kills} builds were cut off");
    version(&archive, false);
    finish(&archive, &clean[0]);
    assert_eq!(archive.read("public/foreign.txt"), "mine");
}

fn finish(archive: &Archive, clean: &BTreeMap<String, Vec<u8>>) {
    let ran = archive.run(&["build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mut files = archive.files("public");
    files.remove("foreign.txt");
    let different: Vec<_> = files.keys().chain(clean.keys()).filter(|path| files.get(*path) != clean.get(*path)).collect();
    assert!(different.is_empty(), "{different:?}");
    leaves_nothing_behind(archive);
}

/// No half-written files stay in the published folder, not even hidden ones.
pub fn leaves_nothing_behind(archive: &Archive) {
    let hidden = Command::new("find").arg(archive.at("public")).args(["-name", ".scholion-*"]).output().unwrap();
    let hidden = String::from_utf8(hidden.stdout).unwrap();
    assert!(hidden.trim_end().ends_with("/public/.scholion-manifest") && hidden.lines().count() == 1, "{hidden}");
}
