//! The manual is an archive (`docs/`), and is built as one; the steps of its tutorial are taken as they are written.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    examples::{fences, guides},
    fixture::Archive,
};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Copies what somebody who clones the repository has; where a link stands, what it leads to.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (name, place) = (entry.file_name(), entry.path());
        // What a build leaves there.
        if name == ".scholion" || name == "public" {
            continue;
        }
        if fs::metadata(&place).unwrap().is_dir() {
            copy(&place, &to.join(name));
        } else {
            fs::copy(&place, to.join(name)).unwrap();
        }
    }
}

/// The manual, built once for all tests.
pub fn manual() -> &'static Archive {
    static MANUAL: std::sync::LazyLock<Archive> = std::sync::LazyLock::new(|| {
        let archive = Archive::bare();
        copy(&docs(), &archive.root());
        let ran = archive.run(&["build"]);
        assert!(ran.status == 0 && !ran.stderr.contains("error[") && !ran.stderr.contains("warning["), "{}", ran.stderr);
        archive
    });
    &MANUAL
}

/// What GitHub calls the headings of a text.
fn named_by_github(text: &str) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut is_code = false;
    let mut names = BTreeSet::new();
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        let Some(heading) = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim()).filter(|_| !is_code) else { continue };
        let kept = heading.to_lowercase().replace(' ', "-");
        let name: String = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let count = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(0);
        names.insert(if *count == 0 { name } else { format!("{name}-{count}") });
    }
    names
}

#[test]
fn the_manual_is_an_archive_in_which_nothing_is_wrong() {
    let guides: BTreeMap<String, String> = guides().into_iter().collect();
    let table = fs::read_to_string(docs().join("content/data/guides.csv")).unwrap();
    let mut wrong = Vec::new();
    let link = regex::Regex::new(r"\]\(([^()\s]+?)(?:#([^()\s]+))?\)").unwrap();
    for (name, text) in &guides {
        let at = docs().join("content/documents").join(name);
        if fs::read_link(&at).ok() != Some(Path::new("../..").join(name)) {
            wrong.push(format!("docs/content/documents/{name} is no link to the guide: ln -s ../../{name} docs/content/documents/{name}"));
        }
        let stem = name.trim_end_matches(".md");
        if !table.lines().any(|line| line.starts_with(&format!("{stem},"))) {
            wrong.push(format!("docs/content/data/guides.csv has no line for {stem}"));
        }
        let said =
            fs::read_dir(docs().join("content/collections")).unwrap().flatten().map(|entry| fs::read_to_string(entry.path()).unwrap());
        if !said.into_iter().any(|text| text.contains(&format!("/{name}"))) {
            wrong.push(format!("{name} stands in no collection of docs/content/collections"));
        }
        // Links lead where they say on GitHub, too; the archive finds its own below.
        let mut is_code = false;
        let prose = text.lines().filter(|line| {
            is_code ^= line.starts_with("```");
            !is_code
        });
        for line in prose {
            // What stands in backticks shows how a link is written.
            let words: String = line.split('`').step_by(2).collect();
            for found in link.captures_iter(&words).filter(|found| !found[1].contains(':')) {
                let (to, place) = (&found[1], found.get(2).map(|place| place.as_str()));
                let (file, fragment) = to.strip_prefix('#').map_or((to, place), |own| (name.as_str(), Some(own)));
                if !docs().join(file).exists() {
                    wrong.push(format!("{name}: there is no {file}"));
                }
                if let (Some(fragment), Some(text)) = (fragment, guides.get(file))
                    && !named_by_github(text).contains(fragment)
                {
                    wrong.push(format!("{name}: GitHub knows no #{fragment} in {file}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let site = manual();
    let ran = site.run(&["check"]);
    assert!(ran.status == 0 && !ran.stdout.contains("warning[") && !ran.stderr.contains("warning["), "{}{}", ran.stdout, ran.stderr);
    let front = site.read("public/index.html");
    for title in ["From a folder of PDFs to a site in twenty minutes", "Begin here", "What the files mean", "What it rests on"] {
        assert!(front.contains(title), "{title} is not on the front");
    }
    assert!(site.at("public/documents/ferry/rebane-ferry.pdf").exists(), "the PDFs of the tutorial come with the manual");
}

/// Makes a change as a box of the tutorial shows it: lines with `-` go, those with `+` come.
fn change(place: &Path, diff: &str) {
    let side = |mark: char| diff.lines().filter(|line| line.starts_with([' ', mark])).map(|line| &line[1..]).collect::<Vec<_>>().join("\n");
    let (old, new) = (side('-'), side('+'));
    let text = fs::read_to_string(place).unwrap();
    assert_eq!(text.matches(&old).count(), 1, "{}: these lines are to be changed:\n{old}\nand it holds:\n{text}", place.display());
    fs::write(place, text.replacen(&old, &new, 1)).unwrap();
}

#[test]
fn the_tutorial_is_true() {
    let home = Archive::bare();
    copy(&docs().join("ferry"), &home.at("pdfs"));
    fs::create_dir(home.at("bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_scholion"), home.at("bin/scholion")).unwrap();
    let path = format!("{}:{}", home.at("bin").display(), std::env::var("PATH").unwrap());
    let (mut at, mut said) = (home.root(), String::new());
    for fence in fences(&fs::read_to_string(docs().join("TUTORIAL.md")).unwrap()) {
        let here = format!("docs/TUTORIAL.md:{}", fence.line);
        let mut place = fence.says("file").map(|file| at.join(file));
        match (fence.info.split(' ').next().unwrap(), place.take()) {
            ("diff", Some(place)) => change(&place, &fence.text),
            ("yaml" | "markdown", Some(place)) => {
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::write(place, &fence.text).unwrap();
            }
            ("sh", None) => {
                let script = format!("set -e\n{}pwd >\"{}\"", fence.text, home.at("place").display());
                let mut command = Command::new("sh");
                command.args(["-c", &script]).current_dir(&at).env_clear().env("PATH", &path).env("SOURCE_DATE_EPOCH", "1777680000");
                let ran = command.output().unwrap();
                said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
                assert!(ran.status.success(), "{here}\n{said}");
                assert!(!said.contains("error[") && !said.contains("warning["), "{here}\n{said}");
                at = PathBuf::from(home.read("place").trim());
            }
            ("text", None) => {
                for line in fence.text.lines() {
                    assert!(said.lines().any(|told| told == line), "{here}: nothing says\n{line}\nbut\n{said}");
                }
            }
            (info, _) => panic!("{here}: what is `{info}`?"),
        }
    }
    let work = fs::read_to_string(at.join("public/works/holm1901.html")).unwrap();
    for document in ["rebane-ferry.html", "kask-interview-1934.html"] {
        assert!(work.contains(document), "the book's page leads to both who cite it:\n{work}");
    }
    let interview = fs::read_to_string(at.join("public/documents/kask-interview-1934.html")).unwrap();
    assert!(interview.contains("people/liisa-kask.html") && interview.contains("Rebane has"), "{interview}");
}
