//! What `scholion new --here` found in a folder, and how it is said.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::json;

use super::guess::Guess;
use crate::{
    base::RelPath,
    commands::{
        Status,
        common::Common,
        ingest::report::Words,
        intake::{Verdict, Why},
        report::plural,
        say,
        terminal::give_json,
        typed,
    },
};

/// All of it.
pub struct Found {
    /// The folder, as it was named.
    pub shown: PathBuf,
    /// Its name as a title.
    pub title: String,
    /// Its files, by their names from the folder.
    pub files: Vec<(String, PathBuf)>,
    /// What each would be among the sources, or why it can be none.
    pub verdicts: BTreeMap<String, Result<Option<Verdict>, Why>>,
    /// What was passed over.
    pub passed: Vec<(String, Why)>,
    /// What the texts say of their language and licence.
    pub guess: Guess,
    /// The licence that a file at the root says, and which file.
    pub license: Option<(String, String)>,
    /// The program for notes that works in the folder.
    pub program: Option<&'static str>,
    /// Where the site will be.
    pub output: String,
    /// The files that were written, and those that were there.
    pub written: Vec<String>,
    pub there: Vec<String>,
    /// Whether git keeps the folder.
    pub has_git: bool,
}

/// Most things of a kind that are named one by one.
const MOST_NAMED: usize = 8;

impl Found {
    /// Whether a file would come in.
    pub fn is_to_come(&self, name: &str) -> bool {
        matches!(self.verdicts.get(name), Some(Ok(Some(Verdict::Text | Verdict::Beside))))
    }

    /// The files that become documents.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.verdicts.iter().filter(|(_, verdict)| matches!(verdict, Ok(Some(Verdict::Text)))).map(|(name, _)| name.as_str())
    }

    /// How sure the language is.
    pub fn of_lang(&self) -> String {
        match (self.guess.lang.as_str(), self.guess.others.as_slice()) {
            ("", _) if self.guess.read == 0 => "No text was there to tell it.".to_owned(),
            ("", _) => format!("It could not be told from {}.", plural(self.guess.read, "text")),
            (_, []) => format!("Guessed from {}.", plural(self.guess.read, "text")),
            (_, others) => format!("Guessed from {}; others are in {}.", plural(self.guess.read, "text"), others.join(", ")),
        }
    }

    /// What is known of the licence.
    pub fn of_license(&self) -> String {
        if let Some((file, license)) = &self.license {
            return format!("{file} says {license}: if that holds for the texts, say it here.");
        }
        if self.guess.licenses.is_empty() {
            return "No licence was found: under which may the texts be used?".to_owned();
        }
        let found: Vec<String> = self.guess.licenses.iter().map(|(license, count)| format!("{license} in {count}")).collect();
        format!(
            "Of {}, {} said their own: {}.",
            plural(self.guess.read, "text"),
            self.guess.licenses.values().sum::<usize>(),
            found.join(", ")
        )
    }

    /// What is next: a command or a file, and what it is for.
    pub fn steps(&self) -> [(&'static str, String); 5] {
        let add = if self.texts().next().is_some() {
            ("scholion add .", "copy the texts of this folder into content/sources/".to_owned())
        } else {
            ("scholion add FILES", "copy texts into content/sources/, from wherever they lie".to_owned())
        };
        [
            add,
            ("scholion serve", "look at them in a browser; more texts can be dropped there".to_owned()),
            ("scholion ingest --report", "see what was found in each, and what is to be looked at".to_owned()),
            ("scholion.yaml", "say what the archive is: title, description, licence".to_owned()),
            ("scholion build", format!("make the site in {}/, to be published", self.output)),
        ]
    }
}

/// Says of an archive that is there already that nothing was done.
pub fn already(shown: &Path, common: &Common) -> Status {
    if common.json {
        give_json(&format!("{}\n", json!({"folder": shown, "already": true, "written": []})));
    }
    Status::Done
}

/// Says what was found and done.
pub fn tell(found: &Found, is_copied: bool, common: &Common) {
    let words = Words::english();
    let refused = refused(found, &words);
    if common.json {
        return give_json(&format!("{}\n", as_json(found, &refused)));
    }
    if common.quiet {
        return;
    }
    let texts = found.texts().count();
    let mut text = format!("{} is an archive now; nothing in it was moved or changed.\n\n", found.shown.display());
    let mut line = |what: &str, said: &str| text.push_str(&format!("  {what:<10} {said}\n"));
    line("texts", &if texts == 0 { "none".to_owned() } else { format!("{texts} ({})", kinds(found.texts())) });
    line("title", &format!("{} (the folder's name)", found.title));
    let lang = if found.guess.lang.is_empty() { "en" } else { &found.guess.lang };
    line("language", &format!("{lang} ({})", lower(&found.of_lang())));
    line("licence", &lower(&found.of_license()));
    if found.output != "public" {
        line("site", &format!("in {}/, since public/ holds something else", found.output));
    }
    if let Some(program) = found.program {
        line("also here", &format!("{program}: the archive's files are seen in it as well; its own folder is left alone"));
    }
    line("written", &found.written.join(", "));
    if !found.there.is_empty() {
        line("left as is", &found.there.join(", "));
    }
    text.push_str(&left_out(found, &refused, &words));
    if found.has_git && found.there.iter().any(|name| name == ".gitignore") {
        text.push_str(&format!("\nAdd two lines to .gitignore, for what is made anew by each build: /{}/ and /.scholion/\n", found.output));
    }
    text.push_str(&format!("\nNext:\n\n{}", typed::go_to(&found.shown)));
    for (nth, (command, what)) in found.steps().iter().skip(usize::from(is_copied)).enumerate() {
        text.push_str(&format!("  {}. {command:<26} {what}\n", nth + 1));
    }
    say(&text);
}

/// A sentence in the midst of others.
fn lower(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let is_word = sentence.split_whitespace().next().is_some_and(|word| word.chars().skip(1).all(char::is_lowercase));
    let mut letters = sentence.chars();
    match letters.next().filter(|_| is_word) {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => sentence.to_owned(),
    }
}

/// How many there are of each ending: `10 docx, 2 pdf`.
fn kinds<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let ending = RelPath::new(name).extension();
        *kinds.entry(if ending.is_empty() { "without an ending".to_owned() } else { ending }).or_default() += 1;
    }
    let mut kinds: Vec<(usize, String)> = kinds.into_iter().map(|(kind, count)| (count, kind)).collect();
    kinds.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    kinds.iter().map(|(count, kind)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
}

/// Files that become no documents, by what is said of them: why not, and what to do.
type Refused = BTreeMap<(String, Option<String>), Vec<String>>;

fn refused(found: &Found, words: &Words) -> Refused {
    let mut refused = Refused::new();
    for (name, verdict) in &found.verdicts {
        let why = match verdict {
            Err(why) => (why.words(words), None),
            Ok(Some(Verdict::Refused(problem))) => (problem.message.to_string(), problem.hint.as_ref().map(ToString::to_string)),
            Ok(_) => continue,
        };
        refused.entry(why).or_default().push(name.clone());
    }
    refused
}

/// What does not come in: files by their reason, folders and links one by one.
fn left_out(found: &Found, refused: &Refused, words: &Words) -> String {
    if refused.is_empty() && found.passed.is_empty() {
        return String::new();
    }
    let mut text = "\nNot among the texts:\n".to_owned();
    let mut by_size: Vec<_> = refused.iter().collect();
    by_size.sort_by_key(|(said, names)| (std::cmp::Reverse(names.len()), (*said).clone()));
    for ((why, hint), names) in by_size.iter().take(MOST_NAMED) {
        let first = names.first().map_or("", String::as_str);
        let more = if names.len() > 1 { format!(" and {}", plural(names.len() - 1, "other")) } else { String::new() };
        let hint = hint.as_ref().map_or(String::new(), |hint| format!("; {hint}"));
        text.push_str(&format!("  {first}{more}: {why}{hint}\n"));
    }
    if by_size.len() > MOST_NAMED {
        text.push_str(&format!("  … and {}\n", plural(by_size.len() - MOST_NAMED, "other reason")));
    }
    for (name, why) in found.passed.iter().take(MOST_NAMED) {
        text.push_str(&format!("  {name}: {}\n", why.words(words)));
    }
    if found.passed.len() > MOST_NAMED {
        text.push_str(&format!("  … and {}\n", plural(found.passed.len() - MOST_NAMED, "other")));
    }
    text
}

fn as_json(found: &Found, refused: &Refused) -> serde_json::Value {
    let words = Words::english();
    let passed: Vec<_> = found.passed.iter().map(|(name, why)| json!({"path": name, "why": why.words(&words)})).collect();
    let refused: Vec<_> = refused.iter().map(|((why, hint), files)| json!({"why": why, "hint": hint, "files": files})).collect();
    let license = found.license.as_ref().map(|(file, license)| json!({"file": file, "license": license}));
    json!({
        "folder": found.shown,
        "already": false,
        "title": found.title,
        "lang": if found.guess.lang.is_empty() { "en" } else { &found.guess.lang },
        "lang_guessed_from": if found.guess.lang.is_empty() { 0 } else { found.guess.read },
        "other_langs": found.guess.others,
        "license": license,
        "licenses_of_texts": found.guess.licenses,
        "program": found.program,
        "output": found.output,
        "texts": found.texts().collect::<Vec<_>>(),
        "refused": refused,
        "passed": passed,
        "written": found.written,
        "there": found.there,
        "next": found.steps().iter().map(|(command, _)| *command).collect::<Vec<_>>(),
    })
}
