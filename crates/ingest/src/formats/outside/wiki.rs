//! Notes of MediaWiki that are called more than once, by their names: pandoc makes an empty note of each call but the first.
//! Source: MediaWiki's manual, "Help:Cite", sections "Named references" and "List-defined references".

use std::{collections::BTreeMap, ops::Range};

/// A longer tag or note is none, in bytes.
const LONGEST: usize = 20_000;

/// A text whose calls of named notes have the words of these notes in them, and whose list of notes is made anew.
pub fn with_notes(text: &str) -> String {
    let notes = notes(text);
    let lists = lists(text);
    let is_listed = |note: &Note<'_>| lists.iter().any(|list| list.contains(&note.range.start));
    let mut words: BTreeMap<&str, &str> = BTreeMap::new();
    for note in notes.iter().filter(|note| !note.name.is_empty() && !note.words.trim().is_empty()) {
        words.entry(note.name).or_insert(note.words);
    }
    let mut called: Vec<&str> = notes.iter().filter(|note| !is_listed(note)).map(|note| note.name).collect();
    called.sort_unstable();
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    for note in &notes {
        let written = match words.get(note.name) {
            // It stands where it is called.
            Some(_) if is_listed(note) && called.binary_search(&note.name).is_ok() => String::new(),
            Some(words) if note.words.trim().is_empty() => format!("<ref>{words}</ref>"),
            _ => continue,
        };
        whole.push_str(text.get(at..note.range.start).unwrap_or(""));
        whole.push_str(&written);
        at = note.range.end;
    }
    whole + text.get(at..).unwrap_or("")
}

/// A note, or the call of one.
struct Note<'t> {
    range: Range<usize>,
    name: &'t str,
    words: &'t str,
}

/// All notes of a text, in order.
fn notes(text: &str) -> Vec<Note<'_>> {
    const OPEN: &str = "<ref";
    const CLOSE: &str = "</ref>";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(OPEN)).map(|step| at + step) {
        at = start + OPEN.len();
        let Some(length) = near(text, at).find('>') else { continue };
        let attributes = text.get(at..at + length).unwrap_or("");
        if !attributes.is_empty() && !attributes.starts_with([' ', '/', '\t', '\n']) {
            continue;
        }
        let inner = at + length + 1;
        let name = name(attributes.trim_end_matches('/'));
        if attributes.ends_with('/') {
            found.push(Note { range: start..inner, name, words: "" });
            at = inner;
        } else if let Some(length) = near(text, inner).find(CLOSE) {
            let end = inner + length + CLOSE.len();
            found.push(Note { range: start..end, name, words: text.get(inner..inner + length).unwrap_or("") });
            at = end;
        }
    }
    found
}

/// The lists in which notes are defined.
fn lists(text: &str) -> Vec<Range<usize>> {
    const CLOSE: &str = "</references>";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(end) = text.get(at..).and_then(|rest| rest.find(CLOSE)).map(|step| at + step) {
        let start = text.get(at..end).and_then(|before| before.rfind("<references")).map(|step| at + step);
        found.extend(start.map(|start| start..end));
        at = end + CLOSE.len();
    }
    found
}

/// The name among the attributes of a note, with or without quotation marks.
fn name(attributes: &str) -> &str {
    let Some((_, rest)) = attributes.split_once("name") else { return "" };
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { return "" };
    let quoted = ['"', '\''].into_iter().find_map(|mark| value.strip_prefix(mark)?.split(mark).next());
    quoted.unwrap_or_else(|| value.split_whitespace().next().unwrap_or("")).trim()
}

/// What follows a place, as far as a note may reach.
fn near(text: &str, from: usize) -> &str {
    let end = (from..=text.len().min(from + LONGEST)).rev().find(|end| text.is_char_boundary(*end));
    text.get(from..end.unwrap_or(from)).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::with_notes;

    #[test]
    fn notes_stand_at_each_of_their_calls() {
        for (text, expected) in [
            (
                "A<ref name=\"x\">Lind.</ref> b<ref name=x /> c<ref>Holm.</ref>",
                "A<ref name=\"x\">Lind.</ref> b<ref>Lind.</ref> c<ref>Holm.</ref>",
            ),
            (
                "A<ref name=\"x\"/>\n<references>\n<ref name=\"x\">Lind.</ref><ref name=\"y\">Holm.</ref></references>",
                "A<ref>Lind.</ref>\n<references>\n<ref name=\"y\">Holm.</ref></references>",
            ),
            ("A<ref name=z /> <references /> <ref", "A<ref name=z /> <references /> <ref"),
        ] {
            assert_eq!(with_notes(text), expected);
        }
    }
}
