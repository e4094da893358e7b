//! The examples of the guides are run: each is put into an archive, at the file that its fence names, and nothing is wrong with what it says.
//!
//! A fence says of which file it is: ```` ```yaml file=content/addresses.yaml ````. Of a document the front matter will do. Keys of
//! `scholion.yaml` stand beside those that the archive has. What `check` must find is named behind it: `finds=note-unplaced`; nothing
//! else may be found but notices. The archive around the examples is `tests/data/manual/examples.txt`.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{drawn, fixture::Archive};

/// What is no file of an archive: the guide, how the example begins, and why it is not run.
const NOT_RUN: &[(&str, &str, &str)] = &[
    ("ARCHITECTURE.md", "content/sources ─►", "a drawing"),
    ("HEAD_MODEL.md", "cargo ", "trains a model, for hours"),
    ("REFERENCE_MODEL.md", "cargo ", "trains a model, for hours"),
    ("TEMPLATES.md", "error: field `titel`", "a message, which templates/tests.rs has"),
    ("PUBLISHING.md", "scholion build --base-url https://archive.example/letters/", "one flag, which command_line.rs has"),
    ("PUBLISHING.md", "server {", "nginx is not here; the policy in it is compared with the program's own (preview/policy.rs)"),
    ("PUBLISHING.md", "rsync -a", "speaks to another machine"),
    ("PUBLISHING.md", "# Publishes this archive on GitHub Pages", "speaks to another machine"),
    ("PUBLISHING.md", "      - uses: OWNER/scholion", "speaks to another machine"),
    ("PUBLISHING.md", "# Publishes this archive on GitLab Pages", "speaks to another machine"),
    ("PUBLISHING.md", "# netlify.toml", "speaks to another machine"),
    ("PUBLISHING.md", "/assets/*", "speaks to another machine"),
    ("PUBLISHING.md", "aws s3 sync", "speaks to another machine"),
];

/// A fenced block of a guide.
pub struct Fence {
    /// The line on which it begins.
    pub line: usize,
    /// What stands behind the backticks.
    pub info: String,
    /// What is between the fences.
    pub text: String,
}

impl Fence {
    /// What the info string says under a key.
    pub fn says(&self, key: &str) -> Option<&str> {
        self.info.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
}

/// The fenced blocks of a guide, in their order.
pub fn fences(guide: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (nth, line) in guide.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => fences.extend(open.take()),
            (Some(info), None) => open = Some(Fence { line: nth + 1, info: info.to_owned(), text: String::new() }),
            (None, Some(fence)) => fence.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is never closed");
    fences
}

/// The guides by their names, with their texts.
pub fn guides() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let files = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let mut guides: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    guides.sort();
    guides
}

/// The archive around an example.
fn around() -> Archive {
    let archive = Archive::new(include_str!("../data/manual/examples.txt"));
    for picture in ["icon.png", "card.png", "map.jpg", "kremnovskikh.jpg", "letter/1r.jpg"] {
        archive.write(&format!("content/files/{picture}"), drawn::grey_bmp(100, 100, 90));
    }
    // Two pages of one picture, and three of none.
    let mut tiff = drawn::grey_tiff(10, 10, &[90; 100]);
    let directory = tiff[8 + 100..].to_vec();
    let end = tiff.len();
    tiff[end - 4..].copy_from_slice(&u32::try_from(end).unwrap().to_le_bytes());
    tiff.extend(directory);
    archive.write("content/files/scan.tif", tiff);
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    objects.push("<< /Type /Pages /Count 3 /Kids [3 0 R 4 0 R 5 0 R] >>".to_owned());
    objects.extend(std::iter::repeat_n("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>".to_owned(), 3));
    archive.write("content/files/rest.pdf", drawn::pdf(&objects));
    archive
}

/// What the file of an example holds: its words, and what they leave to the file.
fn whole(archive: &Archive, file: &str, text: &str) -> String {
    if file == "scholion.yaml" {
        let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned()).filter(|key| !key.starts_with([' ', '#', '-']));
        let said: BTreeSet<String> = text.lines().filter_map(key).collect();
        let (mut kept, mut is_kept) = (String::new(), true);
        for line in archive.read(file).lines() {
            is_kept = key(line).map_or(is_kept, |key| !said.contains(&key));
            if is_kept {
                kept.extend([line, "\n"]);
            }
        }
        return kept + text;
    }
    if !file.ends_with(".md") {
        return text.to_owned();
    }
    let title = if text.lines().any(|line| line.starts_with("title:")) { "" } else { "title: A letter\n" };
    if text.starts_with("---\n") { format!("{text}\nA text.\n") } else { format!("---\n{title}{text}---\n\nA text.\n") }
}

/// The codes of what `check` finds, but for notices, and all that it says.
fn found(archive: &Archive) -> (BTreeSet<String>, String) {
    let ran = archive.run(&["check", "--json"]);
    let lines =
        ran.stdout.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let lines: Vec<_> = lines.filter(|line| line["severity"] != "notice").collect();
    let codes = lines.iter().map(|line| line["code"].as_str().unwrap().to_owned()).collect();
    (codes, lines.iter().map(|line| format!("\n{} {}: {}", line["path"], line["line"], line["message"])).collect())
}

#[test]
fn the_examples_of_the_guides_are_right() {
    assert_eq!(found(&around()), (BTreeSet::new(), String::new()), "the archive around them");
    let (mut wrong, mut passed_over, mut run) = (Vec::new(), BTreeSet::new(), 0);
    for (guide, text) in guides() {
        // Its blocks are the steps of one way.
        if guide == "TUTORIAL.md" {
            continue;
        }
        for fence in fences(&text) {
            let place = format!("docs/{guide}:{}", fence.line);
            let Some(file) = fence.says("file") else {
                match NOT_RUN.iter().position(|(of, begins, _)| *of == guide && fence.text.starts_with(begins)) {
                    Some(nth) => _ = passed_over.insert(nth),
                    None => wrong
                        .push(format!("{place} names no file (`file=…` behind its backticks), and is not in the list of what is not run")),
                }
                continue;
            };
            let archive = around();
            archive.write(file, whole(&archive, file, &fence.text));
            let expected: BTreeSet<String> = fence.says("finds").iter().flat_map(|codes| codes.split(',')).map(str::to_owned).collect();
            let (codes, said) = found(&archive);
            if codes != expected {
                wrong.push(format!("{place} in {file}: found {codes:?}, expected {expected:?}{said}"));
            }
            run += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert_eq!(passed_over.len(), NOT_RUN.len(), "what is listed and is not there any more: {passed_over:?}");
    assert!(run > 25, "{run} examples were run");
}
