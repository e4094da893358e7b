//! Writing into a file of notes without touching the rest of it: comments, order and the form of other notes stay.
//!
//! The file is taken as lines. Its notes are the lines that begin with a dash as deep as the first of them, each with
//! what stands deeper behind it; comments between two notes belong to the second. What was written is read again, and
//! given out only if every other note says what it said before.

use super::annotation::KEYS;
use crate::base::yaml::{self, Map, Value};

/// Why a file was not written into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no YAML, or no list of notes.
    NotAList,
    /// It has no note of this id.
    NoSuchNote,
    /// Its notation is too unusual to be changed in part.
    Notation,
}

/// The file with a note more, at its end.
pub fn append(file: &str, note: &Map<String, Value>) -> Result<String, Refusal> {
    append_all(file, std::slice::from_ref(note))
}

/// The file with more notes, at its end; however many they are, it is read twice.
pub fn append_all(file: &str, more: &[Map<String, Value>]) -> Result<String, Refusal> {
    let mut expected = notes(file)?;
    let was_empty = expected.is_empty();
    expected.extend(more.iter().cloned().map(Value::Object));
    let lines = Lines::of(file);
    // An empty list in brackets gives way.
    let mut text = if was_empty { file.trim_end().strip_suffix("[]").unwrap_or(file).to_owned() } else { file.to_owned() };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let apart = lines.items.len() > 1 && lines.are_apart(file);
    for note in more {
        if apart && !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str(&indented(&yaml::write(&[note]), lines.depth));
    }
    checked(text, &expected)
}

/// The file without the note that stands at `index`.
pub fn delete(file: &str, index: usize) -> Result<String, Refusal> {
    let mut expected = notes(file)?;
    if index >= expected.len() {
        return Err(Refusal::NoSuchNote);
    }
    expected.remove(index);
    let lines = Lines::of(file);
    let (start, end) = *lines.items.get(index).filter(|_| lines.items.len() == expected.len() + 1).ok_or(Refusal::Notation)?;
    let before = file.get(..start).ok_or(Refusal::Notation)?;
    let text = format!("{before}{}", file.get(end..).unwrap_or(""));
    if expected.is_empty() && text.trim().is_empty() {
        return Ok(String::new());
    }
    checked(text, &expected)
}

/// The file with other values in the note that stands at `index`: each key gets its value, or goes where that is null.
pub fn set(file: &str, index: usize, values: &[(&str, Value)]) -> Result<String, Refusal> {
    let mut expected = notes(file)?;
    let count = expected.len();
    let Some(Value::Object(note)) = expected.get_mut(index) else { return Err(Refusal::NoSuchNote) };
    let lines = Lines::of(file);
    let (start, end) = *lines.items.get(index).filter(|_| lines.items.len() == count).ok_or(Refusal::Notation)?;
    let mut item = Item::of(file.get(start..end).ok_or(Refusal::Notation)?, lines.depth).ok_or(Refusal::Notation)?;
    for (key, value) in values {
        if note.get(*key) == Some(value) {
            continue;
        }
        item.set(key, value);
        if value.is_null() {
            note.shift_remove(*key);
        } else {
            note.insert((*key).to_owned(), value.clone());
        }
    }
    let text = [file.get(..start).unwrap_or(""), &item.text(), file.get(end..).unwrap_or("")].concat();
    checked(text, &expected)
}

/// The notes of a file as values.
fn notes(file: &str) -> Result<Vec<Value>, Refusal> {
    match yaml::parse(file) {
        Ok(Value::Array(notes)) => Ok(notes),
        Ok(Value::Null) => Ok(Vec::new()),
        _ => Err(Refusal::NotAList),
    }
}

/// Gives the text out if it reads as it should.
fn checked(text: String, expected: &[Value]) -> Result<String, Refusal> {
    // The order of keys in a note is of no account.
    if notes(&text).is_ok_and(|notes| notes == expected) { Ok(text) } else { Err(Refusal::Notation) }
}

/// Where the notes of a file begin and end, in bytes.
struct Lines {
    /// How deep the dashes stand.
    depth: usize,
    items: Vec<(usize, usize)>,
}

impl Lines {
    fn of(file: &str) -> Self {
        let mut found = Self { depth: 0, items: Vec::new() };
        let mut at = 0;
        // Where the comments and empty lines begin that stand before the next note.
        let mut between = None;
        for line in file.split_inclusive('\n') {
            let bare = line.trim_start_matches(' ');
            let depth = line.len() - bare.len();
            let is_item = bare.trim_end() == "-" || bare.starts_with("- ");
            if is_item && (found.items.is_empty() || depth == found.depth) {
                found.depth = depth;
                let start = if found.items.is_empty() { at } else { between.unwrap_or(at) };
                if let Some(last) = found.items.last_mut() {
                    last.1 = start;
                }
                found.items.push((start, at + line.len()));
                between = None;
            } else if bare.trim().is_empty() || bare.starts_with('#') && depth <= found.depth {
                between = between.or(Some(at));
            } else {
                between = None;
            }
            at += line.len();
            if between.is_none()
                && let Some(last) = found.items.last_mut()
            {
                last.1 = at;
            }
        }
        found
    }

    /// Whether there is an empty line between the notes.
    fn are_apart(&self, file: &str) -> bool {
        self.items.iter().skip(1).all(|(start, _)| {
            file.get(..*start).is_some_and(|before| before.ends_with("\n\n"))
                || file.get(*start..).is_some_and(|item| item.starts_with('\n'))
        })
    }
}

/// A note as lines, the dash taken for a space.
struct Item {
    /// What stands before its first line: comments.
    head: String,
    lines: Vec<String>,
    /// How deep the dash stands, and the keys.
    dash: usize,
    keys: usize,
}

impl Item {
    /// `None` if its keys do not stand one below the other.
    fn of(text: &str, dash: usize) -> Option<Self> {
        let mut head = String::new();
        let mut lines: Vec<String> = Vec::new();
        for line in text.split_inclusive('\n') {
            let is_dash = line.get(dash..).is_some_and(|rest| rest.starts_with('-')) && lines.is_empty();
            if is_dash {
                lines.push(format!("{} {}", line.get(..dash)?, line.get(dash + 1..)?));
            } else if lines.is_empty() {
                head.push_str(line);
            } else {
                lines.push(line.to_owned());
            }
        }
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
            last.push('\n');
        }
        let first = lines.iter().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
        let keys = first.len() - first.trim_start_matches(' ').len();
        let begins_with_key = KEYS.iter().any(|key| first.trim_start().starts_with(&format!("{key}:"))) || first.contains(": ");
        (begins_with_key && !first.trim_start().starts_with(['{', '[', '&', '*', '!'])).then_some(Self { head, lines, dash, keys })
    }

    /// Gives a key a value, or takes it out.
    fn set(&mut self, key: &str, value: &Value) {
        let found = self.lines.iter().position(|line| {
            depth(line) == self.keys && line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':'))
        });
        let written: Vec<String> = if value.is_null() {
            Vec::new()
        } else {
            let mut pair = Map::new();
            pair.insert(key.to_owned(), value.clone());
            indented(&yaml::write(&pair), self.keys).split_inclusive('\n').map(str::to_owned).collect()
        };
        match found {
            Some(start) => {
                let rest = self.lines.iter().skip(start + 1);
                let mut end = start + 1;
                for (nth, line) in rest.enumerate() {
                    if line.trim().is_empty() {
                        continue;
                    }
                    // A list may stand as deep as its key.
                    if depth(line) <= self.keys && !(depth(line) == self.keys && line.trim_start().starts_with("- ")) {
                        break;
                    }
                    end = start + 2 + nth;
                }
                self.lines.splice(start..end, written);
            }
            None => {
                let place = self.place_for(key);
                self.lines.splice(place..place, written);
            }
        }
    }

    /// Where a key goes that is not there yet: before the first of those that are usually written behind it, and before the
    /// comments on that one.
    fn place_for(&self, key: &str) -> usize {
        let later = KEYS.iter().skip_while(|known| **known != key).skip(1);
        let stands = |key: &str| {
            let is_it =
                |line: &String| depth(line) == self.keys && line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
            self.lines.iter().position(is_it)
        };
        let Some(mut place) = later.filter_map(|key| stands(key)).min() else {
            return self.lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
        };
        let is_comment = |line: &String| depth(line) == self.keys && line.trim_start().starts_with('#');
        while let Some(before) = place.checked_sub(1).filter(|before| self.lines.get(*before).is_some_and(is_comment)) {
            place = before;
        }
        place
    }

    fn text(mut self) -> String {
        if let Some(first) = self.lines.iter_mut().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
            let spaces = " ".repeat(self.keys.saturating_sub(self.dash + 1));
            *first = format!("{}-{spaces}{}", " ".repeat(self.dash), first.get(self.keys..).unwrap_or(""));
        }
        self.head + self.lines.concat().as_str()
    }
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn indented(text: &str, depth: usize) -> String {
    let space = " ".repeat(depth);
    text.split_inclusive('\n').map(|line| if line.trim().is_empty() { line.to_owned() } else { format!("{space}{line}") }).collect()
}
