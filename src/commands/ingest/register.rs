//! The archive's records of people, organizations and places: which there are, and which registers of sources bring along.
//!
//! A record is made once, at the end of its file, and is the editors' from then on: none is ever changed, and nothing else in the
//! file; one that they took out does not come back. [`Known::of`] says which record somebody in a register is.

use std::collections::BTreeMap;

use super::original::{aside_path, base_path};
use crate::{
    base::{
        Diagnostic, RelPath, Slug,
        places::{AUTHORITIES, SOURCES},
        say,
    },
    commands::session::Session,
    document::{Authority, AuthorityKind, authority},
    ingest::{self, Known, ORIGIN, Target},
    public::{Was, Write},
};

/// What is known of the records, and what is to be written.
#[derive(Default)]
pub struct Register {
    /// The records that are there, and those that will be.
    pub known: Known,
    /// The files to which records are added.
    additions: Vec<Addition>,
}

/// Records that are added to a file.
pub struct Addition {
    /// The file.
    pub path: RelPath,
    /// Its bytes as they are.
    there: Option<Vec<u8>>,
    /// What it will be; `None` if nothing can be added to it.
    text: Option<String>,
    /// The records alone.
    items: Vec<String>,
    /// Those that registers have given before: one of them that is not there any more was taken out by an editor.
    given: String,
}

impl Register {
    /// The records of an archive, with those that the registers of its sources add. All sources are asked, since one may name
    /// what another lists.
    pub fn of(session: &Session<'_>) -> Self {
        let bytes = |path: &RelPath| session.bytes(path).map(|bytes| bytes.to_vec());
        let mut known = there(&bytes);
        let given = there(&|path| bytes(&RelPath::new(&base_path(path))));
        let mut new: Vec<(ingest::Authority, Slug)> = Vec::new();
        let mut namesakes: BTreeMap<(&str, Slug), usize> = BTreeMap::new();
        // A register says more of somebody than the head of a letter that names him.
        let passes =
            [false, true].into_iter().flat_map(|is_of_letter| session.snapshot().below(SOURCES).map(move |(path, _)| (path, is_of_letter)));
        for (path, is_of_letter) in passes {
            for one in session.registers(path).iter().filter(|one| one.is_of_letter() == is_of_letter) {
                if let Some(target) = known.of(one).cloned() {
                    known.put(one, &target);
                    continue;
                }
                if given.of(one).is_some() {
                    continue;
                }
                let id = free_id(one, &known, &mut namesakes);
                let target = Target {
                    folder: one.folder.into(),
                    id: id.to_string(),
                    name: one.name.clone(),
                    dates: one.dates.clone(),
                    is_offered: true,
                };
                let names: Vec<&str> = one.variants.iter().map(|(name, _)| name.as_str()).collect();
                let numbers: Vec<(&str, &str)> = one.identifiers.iter().map(|(scheme, value)| (*scheme, value.as_str())).collect();
                known.add(target, &names, &numbers, &[&one.place]);
                new.push((one.clone(), id));
            }
        }
        let mut items: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (one, id) in &new {
            items.entry(one.folder).or_default().push(one.record(id, &known));
        }
        let additions = items.into_iter().map(|(folder, items)| Addition::of(session, folder, &items)).collect();
        Self { known, additions }
    }

    /// As [`Register::of`], if any of these sources may name a record.
    pub fn for_sources<'s>(session: &Session<'_>, sources: impl IntoIterator<Item = &'s super::Source>) -> Self {
        let is_marked_up = |path: &RelPath| session.bytes(path).is_some_and(|bytes| ingest::may_name(&bytes));
        if sources.into_iter().any(|source| is_marked_up(&source.path)) { Self::of(session) } else { Self::default() }
    }

    /// What is to be written; once.
    pub fn take(&mut self) -> Vec<Addition> {
        std::mem::take(&mut self.additions)
    }
}

/// The records that stand in the archive's files, which `bytes` reads.
pub fn there(bytes: &dyn Fn(&RelPath) -> Option<Vec<u8>>) -> Known {
    let mut known = Known::default();
    for kind in AuthorityKind::ALL {
        let path = file_of(kind.folder());
        let Some(bytes) = bytes(&path) else { continue };
        for record in records(&path, &bytes) {
            let origin = record.extra.iter().find(|(key, _)| key == ORIGIN).map(|(_, value)| value.as_str());
            let places: Vec<String> = origin.map_or(Vec::new(), |value| {
                serde_json::from_str(value).or_else(|_| serde_json::from_str(value).map(|place: String| vec![place])).unwrap_or_default()
            });
            let names: Vec<&str> = record.variants.iter().map(|variant| variant.name.as_str()).collect();
            let numbers: Vec<(&str, &str)> = record.identifiers.iter().map(|(scheme, value)| (scheme.as_str(), value.as_str())).collect();
            let places: Vec<&str> = places.iter().map(String::as_str).collect();
            let target = Target {
                folder: kind.folder().to_owned(),
                id: record.id.to_string(),
                name: record.name.clone(),
                dates: record.dates.map_or(String::new(), |dates| dates.to_string()),
                is_offered: !places.is_empty(),
            };
            known.add(target, &names, &numbers, &places);
        }
    }
    known
}

fn file_of(folder: &str) -> RelPath {
    RelPath::new(&format!("{AUTHORITIES}/{folder}.yaml"))
}

fn records(path: &RelPath, bytes: &[u8]) -> Vec<Authority> {
    authority::parse(path, bytes, &|_, _| None).records
}

/// A name in addresses that no record has: that of the name, or with a number behind it. `namesakes`: the last numbers that were given.
fn free_id(one: &ingest::Authority, known: &Known, namesakes: &mut BTreeMap<(&'static str, Slug), usize>) -> Slug {
    let wanted = Slug::from_text(&one.name);
    let last = namesakes.entry((one.folder, wanted.clone())).or_insert(0);
    loop {
        *last += 1;
        let id = if *last == 1 { wanted.clone() } else { wanted.numbered(*last) };
        if !known.has(one.folder, &id) {
            return id;
        }
    }
}

impl Addition {
    fn of(session: &Session<'_>, folder: &str, items: &[String]) -> Self {
        let path = file_of(folder);
        let there = session.bytes(&path).map(|bytes| bytes.to_vec());
        let given = session.bytes(&RelPath::new(&base_path(&path))).or_else(|| session.bytes(&path));
        let given = given.map_or(String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = match there.as_deref().map(std::str::from_utf8) {
            None => Some(items.concat()),
            Some(Ok(text)) => with_items(&path, text, items),
            Some(Err(_)) => None,
        };
        Self { path, there, text, items: items.to_vec(), given }
    }

    /// How many records there are.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// What the file will hold, if anything can be added to it.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The file, or beside it what could not be added; and what registers have given so far.
    pub fn write(&self) -> [Write; 2] {
        let given = with_items(&self.path, &self.given, &self.items).unwrap_or_else(|| self.items.concat());
        let given = Write { path: base_path(&self.path), was: Was::Anything, now: Some(given.into_bytes()), is_dear: true };
        let own = match &self.text {
            Some(text) => Write {
                path: self.path.to_string(),
                was: Was::of(self.there.as_deref()),
                now: Some(text.clone().into_bytes()),
                is_dear: true,
            },
            None => Write { path: aside_path(&self.path), was: Was::Anything, now: Some(self.items.concat().into_bytes()), is_dear: true },
        };
        [own, given]
    }

    /// That nothing could be added.
    pub fn problem(&self) -> Option<Diagnostic> {
        let hint = say::hint_aside(aside_path(&self.path));
        self.text.is_none().then(|| Diagnostic::warning(&self.path, say::records_aside(self.count())).hint(hint))
    }
}

/// A file of records with others behind its last one; `None` if it is written in a way in which they would not be read.
fn with_items(path: &RelPath, text: &str, items: &[String]) -> Option<String> {
    let before = records(path, text.as_bytes());
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let first = text.lines().find(|line| line.trim_start().starts_with("- "));
    let indent = first.map_or("", |line| line.split('-').next().unwrap_or(""));
    let indented = items.iter().flat_map(|item| item.lines()).map(|line| match line {
        "" => line_end.to_owned(),
        line => format!("{indent}{line}{line_end}"),
    });
    // An empty list says no more than nothing; all else that the file has stays as it is.
    let is_empty_list = |line: &&str| line.trim() == "[]";
    let start: String =
        if before.is_empty() { text.split_inclusive('\n').filter(|line| !is_empty_list(line)).collect() } else { text.to_owned() };
    let end = if start.is_empty() || start.ends_with('\n') { "" } else { line_end };
    let whole: String = [start, end.to_owned()].into_iter().chain(indented).collect();
    let after = records(path, whole.as_bytes());
    let is_kept = before.iter().zip(&after).all(|(one, other)| one.id == other.id && one.name == other.name);
    (is_kept && after.len() == before.len() + items.len()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_added_behind_those_that_are_there() {
        let path = RelPath::new("content/authorities/people.yaml");
        let items = ["- id: b\n  name: B\n".to_owned()];
        let check = |text: &str, expected: Option<&str>| assert_eq!(with_items(&path, text, &items).as_deref(), expected, "{text}");
        check("", Some("- id: b\n  name: B\n"));
        check("# Ours.\n", Some("# Ours.\n- id: b\n  name: B\n"));
        check("- id: a\n  name: A", Some("- id: a\n  name: A\n- id: b\n  name: B\n"));
        check("  - id: a\n    name: A\n", Some("  - id: a\n    name: A\n  - id: b\n    name: B\n"));
        check("- id: a\r\n  name: A\r\n", Some("- id: a\r\n  name: A\r\n- id: b\r\n  name: B\r\n"));
        check("[]\n", Some("- id: b\n  name: B\n"));
        check("# [] while empty.\n[]\n", Some("# [] while empty.\n- id: b\n  name: B\n"));
        check("[{id: a, name: A}]\n", None);
        check("a: [\n", None);
    }
}
