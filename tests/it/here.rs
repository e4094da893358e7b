//! An archive in a folder that holds texts already, and copies of texts from wherever they lie.

use std::{
    os::unix::fs::{PermissionsExt, symlink},
    process::Command,
};

use serde_json::Value;

use crate::fixture::Archive;

/// What `new --here --json` gives of a folder.
fn here(archive: &Archive, folder: &str) -> Value {
    let ran = archive.run(&["new", "--here", "--json", folder]);
    assert_eq!(ran.status, 0, "{folder}: {ran:?}");
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{folder}: {error}\n{ran:?}"))
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

const GERMAN: &str = "Liebe Ida, die Kisten sind gestern im Hafen angekommen, und wir haben sie noch nicht geöffnet. Der Vater schreibt, dass er im \
    Frühling kommen will, wenn das Eis auf dem Fluss gebrochen ist.\n\nDein Karl\n";

#[test]
fn a_folder_of_letters_becomes_an_archive_and_nothing_in_it_changes() {
    let archive = Archive::bare();
    let at = |name: &str| format!("letters_of-ida 1914-1918/{name}");
    for n in 1..=3 {
        archive.write(&at(&format!("box1/brief-{n}.txt")), format!("Brief vom {n}. März 1914\n\n{GERMAN}"));
    }
    archive.write(&at("README.md"), "# The letters\n\nThese letters are licensed under CC BY-SA 4.0.\n");
    archive.write(&at(".gitignore"), "*.tmp\n");
    archive.write(&at("refs.bib"), "@book{a, title={B}, author={C}, year=1914}\n");
    archive.write(&at("public/index.html"), "<p>Mine.</p>");
    archive.write("elsewhere.txt", "Of somebody else.\n");
    symlink(archive.at("elsewhere.txt"), archive.at(&at("out"))).unwrap();
    let (root, before) = ("letters_of-ida 1914-1918", archive.files("letters_of-ida 1914-1918"));
    let found = here(&archive, root);
    assert_eq!((found["title"].as_str(), found["lang"].as_str()), (Some("Letters of ida 1914-1918"), Some("de")), "{found}");
    assert_eq!(found["lang_guessed_from"], 4, "{found}");
    assert_eq!((&found["license"]["file"], &found["license"]["license"]), (&"README.md".into(), &"CC-BY-SA-4.0".into()));
    assert_eq!(found["output"], "site", "what lies in public/ is somebody else's");
    assert_eq!(list(&found["texts"]), ["box1/brief-1.txt", "box1/brief-2.txt", "box1/brief-3.txt", "public/index.html"]);
    assert_eq!(list(&found["refused"][0]["files"]), ["refs.bib"]);
    let passed: Vec<&str> = found["passed"].as_array().unwrap().iter().filter_map(|one| one["path"].as_str()).collect();
    assert_eq!(passed, ["README.md", "out"]);
    assert_eq!(list(&found["written"]), ["content/README.md", "scholion.yaml"]);
    assert_eq!(list(&found["there"]), [".gitignore"]);
    let after = archive.files(root);
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "nothing was moved or overwritten");
    assert_eq!(archive.read(&at(".gitignore")), "*.tmp\n");
    let config = archive.read(&at("scholion.yaml"));
    for line in
        ["title: Letters of ida 1914-1918\n", "# Guessed from 4 texts.\nlang: de\n", "#   license: CC-BY-SA-4.0\n", "\noutput-dir: site\n"]
    {
        assert!(config.contains(line), "{line}\n{config}");
    }
    // What is there is copied in, folders and all, and once; the copies become documents.
    let add = |more: &[&str]| archive.run(&[&["add", "--root", root, "--json"], more].concat());
    let ran = add(&[root]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let done = |ran: &str| {
        ran.lines().filter_map(|line| Some(serde_json::from_str::<Value>(line).unwrap()["done"].as_str()?.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(done(&ran.stdout).iter().filter(|done| *done == "added").count(), 4, "{}", ran.stdout);
    assert_eq!(archive.read(&at("content/sources/box1/brief-1.txt")), archive.read(&at("box1/brief-1.txt")));
    assert_eq!(done(&add(&[root]).stdout).iter().filter(|done| *done == "there").count(), 4);
    archive.write(&at("box1/brief-1.txt"), "Ein anderer Brief.\n");
    let taken = add(&[root]);
    assert!(taken.status == 1 && taken.stdout.contains("brief-1.txt is there, and holds other bytes; it stays"), "{taken:?}");
    assert!(add(&["--keep-both", root]).stdout.contains("content/sources/box1/brief-1-2.txt"));
    let built = archive.run(&["build", "--root", root, "--strict"]);
    assert!(built.status == 0 && archive.at(&at("site/documents/brief-2.html")).exists(), "{built:?}");
    assert_eq!(archive.read(&at("public/index.html")), "<p>Mine.</p>");
    let again = archive.run(&["new", "--here", root]);
    assert!(again.status == 0 && again.stderr.contains("is an archive already: nothing was written"), "{again:?}");
    assert_eq!(archive.read(&at("scholion.yaml")), config);
    let inner = archive.run(&["new", "--here", &at("box1")]);
    assert!(inner.status == 2 && inner.stderr.contains("lies in the archive at"), "{inner:?}");
    let own = add(&[&at("content/sources")]);
    assert!(own.status == 2 && own.stderr.contains("is in the archive already"), "{own:?}");
    assert_eq!(add(&["nowhere.txt"]).status, 2);
}

#[test]
fn folders_of_all_kinds_are_looked_at() {
    let archive = Archive::bare();
    for (path, text) in [
        ("hugo/hugo.toml", "baseURL = 'https://a.example'\n"),
        ("hugo/content/posts/a.md", "# A\n"),
        ("zola/config.toml", "base_url = 'https://a.example'\n"),
        ("flask/templates/base.html", "<html></html>"),
        ("other/content/a.txt", "A text.\n"),
        ("vault/.obsidian/app.json", "{}"),
        ("vault/notes/A.md", "---\ntitle: A\n---\n\nA note on [[B]], with ![](seal.png).\n"),
        ("vault/notes/seal.png", "\u{89}PNG"),
        ("code/.git/config", ""),
        ("code/src/main.rs", "fn main() {}\n"),
        ("code/node_modules/a/readme.md", "# A\n"),
        ("code/LICENSE", "MIT License\n"),
        (
            "tei/edition.xml",
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt></fileDesc></teiHeader><text><body><p>Words of a text.</p></body></text></TEI>",
        ),
        ("lost/content/documents/a.md", "---\ntitle: A\n---\n\nWords.\n"),
        ("odd/con.txt", "Words of a text.\n"),
        ("odd/what?.txt", "Words of another text.\n"),
        ("odd/secret.txt", "Words that nobody may read.\n"),
    ] {
        archive.write(path, text);
    }
    std::fs::create_dir(archive.at("empty")).unwrap();
    std::fs::create_dir_all(archive.at("linked")).unwrap();
    symlink(archive.at("empty"), archive.at("linked/content")).unwrap();
    for (folder, words) in [
        ("hugo", "Hugo makes a site of this folder"),
        ("zola", "Zola makes a site of this folder"),
        ("flask", "there is templates/base.html here, which is none of them"),
        ("other", "there is content/a.txt here, which is none of them"),
        ("linked", "is a symbolic link"),
        ("nowhere", "cannot be looked at"),
    ] {
        let ran = archive.run(&["new", "--here", folder]);
        assert!(ran.status == 2 && ran.stderr.contains(words), "{folder}: {ran:?}");
        assert!(!archive.at(folder).join("scholion.yaml").exists(), "{folder}");
    }
    // The commands that are named there do what they say.
    assert_eq!(archive.run(&["new", "hugo-archive", "--empty"]).status, 0);
    assert_eq!(archive.run(&["add", "--root", "hugo-archive", "hugo/content"]).status, 0);
    assert_eq!(archive.read("hugo-archive/content/sources/content/posts/a.md"), "# A\n");
    let vault = here(&archive, "vault");
    assert_eq!((vault["program"].as_str(), list(&vault["texts"])), (Some("Obsidian"), vec!["notes/A.md"]), "{vault}");
    assert!(vault["refused"].as_array().unwrap().is_empty(), "the picture belongs to the note: {vault}");
    let code = here(&archive, "code");
    assert_eq!((list(&code["texts"]), code["next"][0].as_str()), (vec![], Some("scholion add FILES")), "{code}");
    assert!(code["refused"].to_string().contains("src/main.rs") && code["passed"].to_string().contains("node_modules"), "{code}");
    assert_eq!(list(&here(&archive, "tei")["texts"]), ["edition.xml"]);
    assert_eq!(list(&here(&archive, "empty")["written"]), ["README.md", ".gitignore", "scholion.yaml"]);
    assert!(here(&archive, "lost")["already"] == false, "an archive that lost its configuration gets one");
    std::fs::set_permissions(archive.at("odd/secret.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let odd = here(&archive, "odd");
    // Who may read everything reads that, too.
    let is_read = std::fs::read(archive.at("odd/secret.txt")).is_ok();
    assert_eq!(odd["refused"].to_string().contains("secret.txt"), !is_read, "{odd}");
    assert_eq!(archive.run(&["add", "--root", "odd", "odd"]).status, 0);
    assert!(archive.at("odd/content/sources/con-.txt").exists() && archive.at("odd/content/sources/what-.txt").exists());
    // All of it at once, and what came is published.
    archive.write("one/a.txt", GERMAN);
    assert_eq!(archive.run(&["new", "--here", "--copy", "one"]).status, 0);
    assert_eq!(archive.run(&["build", "--root", "one"]).status, 0);
    assert!(archive.at("one/public/documents/a.html").exists() && archive.at("one/a.txt").exists());
}

#[test]
fn commands_that_are_said_can_be_typed() {
    let archive = Archive::bare();
    // As somebody types it who copies what was said.
    let typed = |folder: &str, command: &str| -> String {
        let script = format!("scholion() {{ \"$PROGRAM\" \"$@\"; }}\n{command}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).current_dir(archive.at(folder)).env("PROGRAM", env!("CARGO_BIN_EXE_scholion"));
        let ran = shell.output().unwrap();
        let said = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert!(ran.status.success(), "{command}\n{said}");
        said
    };
    let between = |said: &str| said.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    archive.write("Ida's site/hugo.toml", "");
    archive.write("Ida's site/content/a b.md", "# A\n");
    let refused = archive.run(&["new", "--here", "Ida's site"]);
    assert!(refused.status == 2 && between(&refused.stderr).len() == 2, "{refused:?}");
    between(&refused.stderr).iter().for_each(|command| _ = typed("", command));
    assert_eq!(archive.read("Ida's site-archive/content/sources/content/a b.md"), "# A\n");
    // Of many texts a few are named, each by a path that leads to no other, and the step into the folder stands first.
    for n in 1..=24 {
        archive.write(&format!("Old letters/letter {n}.txt"), format!("Letter {n}\n\n{GERMAN}"));
    }
    archive.write("Old letters/box $1/letter 1.txt", "So.\n");
    let taken = archive.run(&["new", "Old letters"]);
    let begun = typed("", &between(&taken.stderr)[0]);
    let steps: Vec<&str> = begun.split("Next:\n\n").nth(1).unwrap().lines().collect();
    assert!(steps[0] == "  cd 'Old letters'" && steps[1].starts_with("  1. scholion add . "), "{begun}");
    let added = typed("", &format!("{} && scholion add .", steps[0]));
    assert!(added.contains("25 files added") && !added.contains("README.md") && !added.contains("hidden"), "{added}");
    let built = typed("Old letters", "scholion build");
    assert_eq!(built.lines().filter(|line| line.contains(" became ")).count(), 21, "{built}");
    assert!(
        built.contains("and 5 more sources became documents; there is something to look at in 5: see `scholion ingest --report`\n"),
        "{built}"
    );
    let report = between(&built).into_iter().find(|command| command.contains("box")).unwrap();
    assert_eq!(report, "scholion ingest --report 'box $1/letter 1.txt'");
    assert!(typed("Old letters", &report).starts_with("content/sources/box $1/letter 1.txt → "));
    let root = typed("Old letters", "scholion ingest --report 'letter 1.txt'");
    assert!(root.starts_with("content/sources/letter 1.txt → ") && !root.contains("box"), "a whole path means one: {root}");
    // Among the archive's own files none begins, and where none is, no preview is promised.
    for new in [&["new", "Old letters/content/other"][..], &["new", "Old letters/content/other", "--empty"]] {
        let ran = archive.run(new);
        assert!(ran.status == 2 && ran.stderr.contains("lies in the archive at") && !archive.at(new[1]).exists(), "{ran:?}");
    }
    archive.write("home/a.txt", GERMAN);
    let home = archive.command(&["new", "--here", "home"]).env("HOME", archive.at("home")).output().unwrap();
    assert!(String::from_utf8_lossy(&home.stderr).contains("is a home folder") && !archive.at("home/scholion.yaml").exists());
    let nowhere = archive.run(&["serve", "--port", "0"]);
    assert!(nowhere.status == 2 && !nowhere.stderr.contains("preview at"), "{nowhere:?}");
}
