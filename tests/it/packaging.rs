//! How the program comes to people: what packages say agrees with the one place that says it, and what is packed is whole.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use regex::Regex;
use scholion::base::yaml;

use crate::fixture::Archive;

const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What repeats version or address.
const REPEATING: [&str; 6] = [
    "action.yml",
    "packaging/Dockerfile",
    "packaging/archive/github.yml",
    "packaging/archive/gitlab.yml",
    "packaging/homebrew/scholion.rb",
    "packaging/nix/flake.nix",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn packages_say_the_version_and_the_address_of_cargo_toml() {
    let versions = Regex::new(r"\d+\.\d+\.\d+").unwrap();
    let addresses = Regex::new(r"https://[^\s'\x22)?]+/scholion\b[^\s'\x22)?]*").unwrap();
    for path in REPEATING {
        let text = read(path);
        let said: Vec<&str> =
            versions.find_iter(&text).filter(|found| !text[found.end()..].starts_with('.')).map(|found| found.as_str()).collect();
        assert!(!said.is_empty() && said.iter().all(|said| *said == VERSION), "{path} does not say {VERSION}: {said:?}");
        for said in addresses.find_iter(&text) {
            let rest = said.as_str().strip_prefix(REPOSITORY);
            assert!(
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#'])),
                "{path} does not say {REPOSITORY}: {}",
                said.as_str()
            );
        }
    }
    for (path, times) in [("packaging/Dockerfile", 2), ("packaging/homebrew/scholion.rb", 5), ("packaging/nix/flake.nix", 2)] {
        assert_eq!(read(path).matches(REPOSITORY).count(), times, "{path}");
    }
    // The guide shows the files that archives take.
    for path in ["packaging/archive/github.yml", "packaging/archive/gitlab.yml"] {
        assert!(read("docs/PUBLISHING.md").contains(&format!("\n```yaml\n{}```\n", read(path))), "docs/PUBLISHING.md shows another {path}");
    }
    // Our crates go with the program.
    let manifest = read("Cargo.toml");
    let ours = manifest.lines().filter(|line| line.starts_with("scholion-") && line.contains("path ="));
    for line in ours {
        assert!(line.contains(&format!("version = \"{VERSION}\"")), "{line}");
    }
    assert!(read("CHANGELOG.md").contains(&format!("## {VERSION}")) || read("CHANGELOG.md").contains("## Unreleased"));
}

#[test]
fn targets_are_the_same_wherever_they_are_named() {
    let named = |path: &str| -> BTreeSet<String> {
        let targets = Regex::new(r"(?:x86_64|aarch64)-(?:unknown-linux-musl|apple-darwin|pc-windows-msvc)").unwrap();
        targets.find_iter(&read(path)).map(|found| found.as_str().to_owned()).collect()
    };
    let mut built = named(".github/workflows/release.yml");
    assert!(built.remove("x86_64-pc-windows-msvc") && built.len() == 4, "{built:?}");
    assert_eq!(named("packaging/homebrew/scholion.rb"), built);
    assert_eq!(named("action.yml"), built);
}

#[test]
fn what_guides_give_to_readers_is_packed_with_them() {
    let led = Regex::new(r"\]\(([\w-]+)/[\w.-]+\)").unwrap();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for (_, text) in crate::examples::guides() {
        folders
            .extend(led.captures_iter(&text).map(|found| found[1].to_owned()).filter(|folder| root().join("docs").join(folder).is_dir()));
    }
    assert!(!folders.is_empty());
    for folder in folders {
        for path in ["packaging/pack.py", "Cargo.toml"] {
            assert!(read(path).contains(&format!("\"docs/{folder}/*\"")), "{path} leaves out docs/{folder}, to which a guide leads");
        }
    }
}

/// All values below a key, wherever that stands.
fn below<'a>(value: &'a yaml::Value, key: &str, found: &mut Vec<&'a yaml::Value>) {
    match value {
        yaml::Value::Object(map) => {
            for (name, inner) in map {
                if name == key {
                    found.push(inner);
                }
                below(inner, key, found);
            }
        }
        yaml::Value::Array(list) => list.iter().for_each(|inner| below(inner, key, found)),
        _ => {}
    }
}

#[test]
fn workflows_may_do_little_and_obey_nobody() {
    let pinned = Regex::new(r"^[\w.-]+/[\w./-]+@(?:v\d+|release/v\d+|[0-9a-f]{40})$").unwrap();
    for path in [".github/workflows/release.yml", "packaging/archive/github.yml", "packaging/archive/gitlab.yml", "action.yml"] {
        let value = yaml::parse(&read(path)).unwrap_or_else(|fault| panic!("{path}: {fault:?}"));
        let (mut runs, mut uses) = (Vec::new(), Vec::new());
        below(&value, "run", &mut runs);
        below(&value, "uses", &mut uses);
        for script in runs.iter().filter_map(|script| script.as_str()) {
            assert!(!script.contains("${{"), "{path}: what others wrote goes into a shell by its environment only: {script}");
        }
        for action in uses.iter().filter_map(|action| action.as_str()) {
            assert!(pinned.is_match(action), "{path}: {action}");
        }
        if path.contains("github") {
            assert_eq!(value["permissions"], serde_json::json!({"contents": "read"}), "{path}");
        }
    }
}

#[test]
fn the_crate_has_all_that_is_compiled_into_it() {
    let manifest = read("Cargo.toml");
    let included = manifest.lines().find_map(|line| line.strip_prefix("include = ")).unwrap();
    let included: Vec<String> = included.split('"').skip(1).step_by(2).map(|one| one.trim_start_matches('/').to_owned()).collect();
    let carried = Regex::new(r#"include_(?:str|bytes)!\(\s*"([^"]+)"\s*\)"#).unwrap();
    let mut folders = vec![root().join("src")];
    let mut found = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                // What only tests read need not be there.
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                for one in carried.captures_iter(text) {
                    let place = fs::canonicalize(path.parent().unwrap().join(&one[1])).unwrap_or_else(|_| PathBuf::from(&one[1]));
                    let inner = place.strip_prefix(fs::canonicalize(root()).unwrap()).unwrap_or(&place);
                    let is_in = included.iter().any(|one| inner.starts_with(one));
                    assert!(
                        is_in || path.components().any(|part| part.as_os_str() == "tests"),
                        "{} needs {}",
                        path.display(),
                        inner.display()
                    );
                    found += 1;
                }
            }
        }
    }
    assert!(found > 40, "{found}");
}

#[test]
fn every_command_has_a_manual_page_and_a_guide_that_is_there() {
    let archive = Archive::bare();
    assert_eq!(archive.run(&["manual", "--out", "man"]).status, 0);
    let pages = archive.files("man");
    let help = archive.run(&["help"]).stdout;
    let program = String::from_utf8(pages["scholion.1"].clone()).unwrap();
    let (mut verbs, mut inner) = (0, 0);
    for line in help.lines().filter_map(|line| line.strip_prefix("  ")) {
        let Some(verb) = line.split("  ").next().filter(|verb| verb.chars().all(|c| c.is_ascii_lowercase()) && !verb.is_empty()) else {
            continue;
        };
        if verb == "help" {
            continue;
        }
        verbs += 1;
        assert!(pages.contains_key(&format!("scholion-{verb}.1")), "{verb}");
        assert!(program.contains(&format!("\\fBscholion\\-{verb}\\fR(1)")), "{verb}: {program}");
        let told = archive.run(&["help", verb]).stdout;
        let guide = told.lines().rev().find_map(|line| line.strip_prefix("Guide: ")).unwrap_or_else(|| panic!("{told}"));
        let guide = guide.strip_prefix(&format!("{REPOSITORY}/blob/HEAD/")).unwrap_or(guide);
        assert!(root().join(guide).is_file(), "{verb}: {guide}");
        inner += pages.keys().filter(|name| name.starts_with(&format!("scholion-{verb}-"))).count();
    }
    assert!(verbs > 15 && pages.len() == 1 + verbs + inner, "{verbs} {inner} {:?}", pages.keys());
    let one = archive.run(&["manual", "annotations", "import"]);
    assert_eq!(one.stdout.as_bytes(), pages["scholion-annotations-import.1"]);
    assert_eq!(archive.run(&["manual", "frobnicate"]).status, 2);
}

#[test]
fn completions_are_there_for_each_shell_and_bash_completes_with_them() {
    let archive = Archive::bare();
    let packed = read("packaging/pack.py");
    for shell in ["bash", "elvish", "fish", "nushell", "powershell", "zsh"] {
        let ran = archive.run(&["completions", shell]);
        assert!(ran.status == 0 && ran.stdout.contains("annotations") && ran.stdout.contains("base-url"), "{shell}");
        assert!(packed.contains(&format!("    \"{shell}\": ")), "{shell} is not packed");
        assert!(!ran.stdout.contains("\x1b"), "{shell}");
    }
    archive.write("complete.bash", archive.run(&["completions", "bash"]).stdout);
    let script = "source ./complete.bash
        COMP_WORDS=(scholion bui); COMP_CWORD=1; _scholion scholion bui scholion; echo \"${COMPREPLY[@]}\"
        COMP_WORDS=(scholion completions nu); COMP_CWORD=2; _scholion scholion nu completions; echo \"${COMPREPLY[@]}\"
        COMP_WORDS=(scholion annotations imp); COMP_CWORD=2; _scholion scholion imp annotations; echo \"${COMPREPLY[@]}\"";
    let output = Command::new("bash").args(["--norc", "-c", script]).current_dir(archive.root()).stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "build\nnushell\nimport\n", "{}", String::from_utf8_lossy(&output.stderr));
    let module = archive.run(&["completions", "nushell"]).stdout;
    for expected in [
        "  export extern \"scholion build\" [\n",
        "    --color: string@\"nu-complete scholion build color\" # ",
        "    --port(-p): string # ",
        "    ...sources: string # ",
    ] {
        assert!(module.contains(expected), "{expected} {module}");
    }
}

#[test]
fn the_program_says_its_version_and_helps_in_two_lengths() {
    let archive = Archive::bare();
    let version = archive.run(&["version"]);
    assert_eq!((version.status, version.stdout), (0, format!("scholion {VERSION}\n")));
    assert_eq!(archive.run(&["--version"]).stdout, format!("scholion {VERSION}\n"));
    let (short, long) = (archive.run(&["build", "-h"]).stdout, archive.run(&["build", "--help"]).stdout);
    assert_eq!(archive.run(&["help", "build"]).stdout, long);
    for help in [&short, &long] {
        assert!(
            help.starts_with("Ingest what has no document yet, and publish the site\n\nUsage: scholion build [OPTIONS]\n\nExamples:\n"),
            "{help}"
        );
    }
    assert!(short.contains("explains them):\n  --root, --config,") && !short.contains("--root <DIR>"), "{short}");
    assert!(long.contains("-r, --root <DIR>") && long.lines().count() > short.lines().count(), "{long}");
    // Nothing at all is a command that was wrong, and shows what can be done.
    let nothing = archive.run(&[]);
    assert!(nothing.status == 2 && nothing.stdout.is_empty() && nothing.stderr.contains("Make a site:"), "{nothing:?}");
    let slip = archive.run(&["biuld"]);
    assert!(slip.status == 2 && slip.stderr.contains("'build'"), "{}", slip.stderr);
}
