//! One account of words: what `ingest` says of those of a source, the page beside the source says as well.
//!
//! Looks at every source in `tests/data` and `content/sources`; with folders in the environment's `SOURCES` (`:` between them) at those
//! in them instead.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use scholion::ingest::{
    Format, Ingested, Kind,
    account::{Words, is_unseen},
    ingest_format,
};

use crate::fixture::Archive;

/// How names of sources end. Files that a program of others reads have no page beside them.
const ENDINGS: [&str; 9] = ["markdown", "mdx", "txt", "html", "htm", "xhtml", "xml", "nxml", "tei"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        // Texts that are documents already, with what becomes of them.
        if path.ends_with("tests/data/document") {
            continue;
        }
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
}

/// The words of a source by what became of them: by the rule that left them out, or lost; and how many there are in all.
#[derive(Debug, Default)]
struct Account {
    words: usize,
    lost: Vec<String>,
    omitted: BTreeMap<String, Vec<String>>,
}

impl Account {
    fn omit(&mut self, rule: &str, text: &str) {
        self.omitted.entry(rule.to_owned()).or_default().extend(words_of(text));
    }

    /// Whether another account says the same. A word that is cut at the end of a line is listed whole, and shown as it stands.
    fn says_as(&self, other: &Self) -> bool {
        let rules = |account: &Self| account.omitted.iter().map(|(rule, words)| (rule.clone(), letters(words))).collect::<Vec<_>>();
        (self.words, &self.lost) == (other.words, &other.lost) && rules(self) == rules(other)
    }

    /// In an order of which neither side knows.
    fn sorted(mut self) -> Self {
        self.lost.sort();
        self.omitted.values_mut().for_each(|words| words.sort());
        self.omitted.retain(|_, words| !words.is_empty());
        self
    }

    fn reported(made: &Ingested) -> Self {
        let lost = made.report.lost.iter().map(|(_, word)| word.clone()).collect();
        let mut account = Self { words: made.report.words, lost, ..Self::default() };
        // What its writer hid is on no page.
        made.report
            .of(Kind::Dropped)
            .filter(|finding| !is_unseen(finding.rule))
            .for_each(|finding| account.omit(finding.rule, &finding.text));
        account.sorted()
    }

    fn shown(page: &str) -> Self {
        let mut figures = page.split("<dd>").filter_map(|rest| rest.split("</dd>").next()?.split_once(" / "));
        let (_, count) = figures.find(|(kept, _)| kept.starts_with(|c: char| c.is_ascii_digit())).unwrap();
        let words = count.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
        let mut account = Self { words, ..Self::default() };
        for marked in page.split("<tbody>").nth(1).unwrap().split("<del class=\"").skip(1) {
            let (tag, behind) = marked.split_once('>').unwrap();
            let text = behind.split("</del>").next().unwrap().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            match tag.split('"').nth(2) {
                Some(rule) => account.omit(rule, &text),
                None => account.lost.extend(words_of(&text)),
            }
        }
        account.sorted()
    }
}

fn words_of(text: &str) -> Vec<String> {
    let words = Words::of(text);
    (0..words.words.len()).map(|at| words.word(at).to_owned()).collect()
}

/// The letters of words, in order.
fn letters(words: &[String]) -> Vec<char> {
    let mut letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    letters.sort_unstable();
    letters
}

/// What stands in one and not in the other, the first of it.
fn difference(reported: &Account, shown: &Account) -> String {
    const SOME: usize = 12;
    let mut lines = vec![format!("words {} / {}, lost {:?} / {:?}", reported.words, shown.words, reported.lost, shown.lost)];
    let none = Vec::new();
    for rule in reported.omitted.keys().chain(shown.omitted.keys().filter(|rule| !reported.omitted.contains_key(*rule))) {
        let [one, other] = [reported, shown].map(|account| account.omitted.get(rule).unwrap_or(&none));
        let lacks = |one: &[String], other: &[String]| {
            let mut left = other.to_vec();
            let is_lacking = |word: &&String| left.iter().position(|other| other == *word).map(|at| left.swap_remove(at)).is_none();
            one.iter().filter(is_lacking).take(SOME).cloned().collect::<Vec<_>>()
        };
        if letters(one) != letters(other) {
            lines.push(format!("  {rule}: reported {:?}, shown {:?}", lacks(one, other), lacks(other, one)));
        }
    }
    lines.join("\n")
}

#[test]
fn the_report_and_the_page_beside_the_source_say_the_same() {
    let mut paths = Vec::new();
    match std::env::var_os("SOURCES") {
        Some(folders) => std::env::split_paths(&folders).for_each(|folder| sources(&folder, &mut paths)),
        None => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            ["tests/data", "content/sources"].iter().for_each(|folder| sources(&root.join(folder), &mut paths));
            assert!(paths.len() > 60, "{} sources", paths.len());
        }
    }
    let archive = Archive::new("");
    let mut made = Vec::new();
    for (nth, path) in paths.iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        // An empty file is no source.
        if bytes.is_empty() {
            continue;
        }
        let name = format!("s{nth}.{}", path.extension().unwrap().to_string_lossy());
        if let Ok(ingested) = ingest_format(&name, &bytes, None, Format::of(&name, &bytes)) {
            archive.write(&format!("content/sources/{name}"), &bytes);
            made.push((nth, path, Account::reported(&ingested)));
        }
    }
    let ran = archive.run(&["build"]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let (mut words, mut omitted, mut lost) = (0, 0, 0);
    let mut wrong = Vec::new();
    for (nth, path, reported) in &made {
        let shown = Account::shown(&archive.read(&format!("public/documents/s{nth}.source.html")));
        words += shown.words;
        omitted += shown.omitted.values().map(Vec::len).sum::<usize>();
        lost += shown.lost.len();
        if !reported.says_as(&shown) {
            wrong.push(format!("{}: {}", path.display(), difference(reported, &shown)));
        }
    }
    let figures = format!("{} sources, {words} words, {omitted} left out, {lost} lost on pages, {} say otherwise", made.len(), wrong.len());
    assert!(wrong.is_empty(), "{figures}\n{}", wrong.join("\n"));
    assert_eq!(lost, 0, "{figures}");
    println!("{figures}");
}
