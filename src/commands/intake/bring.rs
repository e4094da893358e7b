//! Copies of files come in: judged together, named, and put in their places one by one.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Candidate, MOST_BYTES, Verdict, Why, called, judge, numbered};
use crate::{
    base::{Diagnostic, RelPath, diagnostic::io_words, places::SOURCES},
    public::{Intake, take_in},
    source::digest_of,
};

/// How many numbers are tried for a name that is taken.
const MOST_NUMBERS: usize = 999;

/// How files are brought.
pub struct How<'a> {
    /// Whether a file whose name is taken comes in under a number.
    pub keeps_both: &'a dyn Fn(&str) -> bool,
    /// Whether it is only said what would be done.
    pub is_trial: bool,
    /// What is done after each file.
    pub step: &'a (dyn Fn() + 'a),
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Brought {
    /// How it was called where it came from.
    pub given: String,
    /// Its place among the sources, if it has one.
    pub path: Option<RelPath>,
    /// What was done with it.
    pub done: Done,
}

/// What was done with a file.
#[derive(Clone, Debug)]
pub enum Done {
    /// It stands among the sources, and becomes a document.
    Added,
    /// It stands among the sources, beside the texts that it belongs to.
    Beside,
    /// It stood there already, byte for byte.
    There,
    /// Another file has its place; this name is free.
    Taken(RelPath),
    /// Ingest makes nothing of such files: why.
    Refused(Box<Diagnostic>),
    /// It was not looked at.
    Passed(Why),
    /// The disk failed: how.
    Failed(String),
}

impl Done {
    /// Its name, for programs and for the list of words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Beside => "beside",
            Self::There => "there",
            Self::Taken(_) => "taken",
            Self::Refused(_) | Self::Passed(_) => "refused",
            Self::Failed(_) => "failed",
        }
    }
}

/// Brings files, each by the name that it is given, into the archive at `root`; what became of each, in their order.
pub fn bring(root: &Path, files: &[(String, PathBuf)], how: &How<'_>) -> Vec<Brought> {
    let names: Vec<Result<RelPath, Why>> = files.iter().map(|(given, _)| called(given)).collect();
    let mut first: BTreeMap<&RelPath, &PathBuf> = BTreeMap::new();
    for (path, (_, place)) in names.iter().zip(files).filter_map(|(path, file)| Some((path.as_ref().ok()?, file))) {
        first.entry(path).or_insert(place);
    }
    let candidates: Vec<Candidate> =
        first.into_iter().map(|(path, place)| Candidate { path: path.clone(), place: place.clone() }).collect();
    let verdicts = judge(Some(root), &candidates, MOST_BYTES).verdicts;
    let mut meant: BTreeMap<RelPath, PathBuf> = BTreeMap::new();
    let one = |(path, (given, place)): (Result<RelPath, Why>, &(String, PathBuf))| {
        let given = given.clone();
        (how.step)();
        let path = match path {
            Ok(path) => path,
            Err(why) => return Brought { given, path: None, done: Done::Passed(why) },
        };
        let fits = match verdicts.get(&path) {
            Some(Verdict::Refused(why)) => return Brought { given, path: None, done: Done::Refused(why.clone()) },
            Some(Verdict::Beside) => Done::Beside,
            Some(Verdict::Text) | None => Done::Added,
        };
        let keeps_both = (how.keeps_both)(&given);
        let (path, done) =
            if how.is_trial { would(root, &mut meant, place, path, fits, keeps_both) } else { put(root, place, path, fits, keeps_both) };
        Brought { given, path: Some(path), done }
    };
    names.into_iter().zip(files).map(one).collect()
}

/// What [`put`] would do, if those `meant` before were there already: each place with the file that would stand there.
fn would(
    root: &Path,
    meant: &mut BTreeMap<RelPath, PathBuf>,
    place: &Path,
    path: RelPath,
    fits: Done,
    keeps_both: bool,
) -> (RelPath, Done) {
    let there = |meant: &BTreeMap<RelPath, PathBuf>, path: &RelPath| {
        meant.get(path).cloned().or_else(|| Some(root.join(path.as_str())).filter(|place| place.exists()))
    };
    let is_same = |one: &Path| digest_of(one).ok().zip(digest_of(place).ok()).is_some_and(|(one, other)| one == other);
    let numbers = (2..=MOST_NUMBERS).filter(|_| keeps_both);
    for name in std::iter::once(path.clone()).chain(numbers.map(|number| numbered(&path, number))) {
        match there(meant, &name) {
            None => {
                meant.insert(name.clone(), place.to_path_buf());
                return (name, fits);
            }
            Some(one) if is_same(&one) => return (name, Done::There),
            Some(_) => {}
        }
    }
    let free = (2..=MOST_NUMBERS).map(|number| numbered(&path, number)).find(|other| there(meant, other).is_none());
    let free = free.unwrap_or_else(|| path.clone());
    (path, Done::Taken(free))
}

/// Puts a file in its place, or beside it.
fn put(root: &Path, place: &Path, path: RelPath, fits: Done, keeps_both: bool) -> (RelPath, Done) {
    let taken = |to: &RelPath| take_in(root, place, to, SOURCES);
    match taken(&path) {
        Ok(Intake::Placed) => return (path, fits),
        Ok(Intake::Same) => return (path, Done::There),
        Ok(Intake::Taken) => {}
        Err(error) => return (path, Done::Failed(io_words(&error))),
    }
    if keeps_both {
        for number in 2..=MOST_NUMBERS {
            let other = numbered(&path, number);
            match taken(&other) {
                Ok(Intake::Placed) => return (other, fits),
                Ok(Intake::Same) => return (other, Done::There),
                Ok(Intake::Taken) => {}
                Err(error) => return (other, Done::Failed(io_words(&error))),
            }
        }
    }
    let free = free(root, &path);
    (path, Done::Taken(free))
}

/// The first name with a number that no file has.
fn free(root: &Path, path: &RelPath) -> RelPath {
    let mut names = (2..=MOST_NUMBERS).map(|number| numbered(path, number));
    names.find(|other| !root.join(other.as_str()).exists()).unwrap_or_else(|| path.clone())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_come_in_and_none_is_lost_or_overwritten() {
        let (root, from) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = |name: &str, text: &str| {
            let place = from.path().join(format!("{}", text.len()));
            fs::write(&place, text).unwrap();
            (name.to_owned(), place)
        };
        let files =
            [file("box/a.txt", "One letter."), file("box/a.txt", "Another letter."), file("../b.txt", "No."), file("c.js", "let a = 1;")];
        let run = |keeps: bool, is_trial: bool| -> Vec<String> {
            let brought = bring(root.path(), &files, &How { keeps_both: &|_| keeps, is_trial, step: &|| {} });
            let at = |one: &Brought| one.path.as_ref().map_or(String::new(), |path| format!(" {}", path.name()));
            brought.iter().map(|one| format!("{}{}", one.done.key(), at(one))).collect()
        };
        assert_eq!(run(false, true), ["added a.txt", "taken a.txt", "refused", "refused"]);
        assert!(!root.path().join("content").exists(), "a trial writes nothing");
        assert_eq!(run(false, false), ["added a.txt", "taken a.txt", "refused", "refused"]);
        for is_trial in [true, false] {
            assert_eq!(run(true, is_trial), ["there a.txt", "added a-2.txt", "refused", "refused"], "a trial says what would be done");
        }
        for is_trial in [true, false] {
            assert_eq!(run(true, is_trial), ["there a.txt", "there a-2.txt", "refused", "refused"]);
        }
        let there = |name: &str| fs::read_to_string(root.path().join("content/sources/box").join(name)).unwrap();
        assert_eq!((there("a.txt").as_str(), there("a-2.txt").as_str()), ("One letter.", "Another letter."));
    }
}
