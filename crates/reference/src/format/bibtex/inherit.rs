//! What entries take over from those that they name: `crossref` and `xdata`.
//!
//! BibLaTeX manual, 2.4.1, and appendix B, "Default Inheritance Setup". Only an entry that names a parent inherits, and only what it does
//! not say itself. What names one work alone is never taken over, though the manual leaves that to the user: a chapter has not the
//! DOI of its book.

use std::collections::BTreeMap;

use super::super::Library;
use super::fields::Entry;
use scholion_base::say;

/// Fields that are about one entry (appendix B, "noinherit"), and those that name one work.
const OWN: [&str; 31] = [
    "abstract",
    "annotation",
    "crossref",
    "doi",
    "entryset",
    "entrysubtype",
    "eprint",
    "eprintclass",
    "eprinttype",
    "execute",
    "file",
    "ids",
    "indextitle",
    "isrn",
    "label",
    "options",
    "pages",
    "pagetotal",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "sortkey",
    "sorttitle",
    "url",
    "urldate",
    "xdata",
    "xref",
];
/// Fields of a title, and what they are called below another.
const TITLES: [&str; 3] = ["title", "subtitle", "titleaddon"];
/// Fields that together are a date.
const DATES: [&str; 4] = ["date", "year", "month", "day"];
/// More parents no entry has.
const MOST: usize = 32;
/// How much an entry takes over, and all entries of a file, in bytes: a small file could else become a huge one.
const LONGEST: usize = 1 << 16;
const LONGEST_OF_ALL: usize = 1 << 26;

/// Gives every entry what it inherits.
pub fn inherit(entries: &mut [Entry], library: &mut Library) {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut folded: BTreeMap<String, usize> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.key.is_empty()) {
        places.entry(&entry.key).or_insert(place);
        folded.entry(entry.key.to_lowercase()).or_insert(place);
        for alias in entry.fields.get("ids").into_iter().flat_map(|ids| ids.split(',')) {
            folded.entry(alias.trim().to_lowercase()).or_insert(place);
        }
    }
    let mut parents: Vec<Vec<(usize, bool)>> = Vec::with_capacity(entries.len());
    let mut missing: Vec<bool> = vec![false; entries.len()];
    for (place, entry) in entries.iter().enumerate() {
        let mut found = Vec::new();
        for field in ["xdata", "crossref"] {
            let keys = entry.fields.get(field).map_or("", String::as_str);
            for key in keys.split(',').map(str::trim).filter(|key| !key.is_empty()).take(MOST) {
                match places.get(key).or_else(|| folded.get(&key.to_lowercase())) {
                    Some(parent) if *parent != place => found.push((*parent, field == "crossref")),
                    Some(_) => {}
                    None => {
                        if let Some(missing) = missing.get_mut(place) {
                            *missing = true;
                        }
                        let at = entry.places.get(field).copied().unwrap_or(entry.place);
                        library.doubt(at, say::odd_bibtex_parent(field, key), say::odd_bibtex_parent_hint());
                    }
                }
            }
        }
        parents.push(found);
    }
    let mut left = LONGEST_OF_ALL;
    let parts = parts(entries, &places, &mut left);
    let mut bounded: Vec<bool> = vec![false; entries.len()];
    for (place, field, value) in parts {
        match (entries.get_mut(place), value) {
            (Some(entry), Some(value)) => drop(entry.fields.insert(field, value)),
            (_, None) => bounded.iter_mut().skip(place).take(1).for_each(|bounded| *bounded = true),
            _ => {}
        }
    }
    // What a parent says, its children say now.
    for (entry, _) in entries.iter_mut().zip(&missing).filter(|(_, missing)| !**missing) {
        entry.fields.remove("crossref");
        entry.fields.remove("xdata");
    }
    // Parents before their children, however long the line is; a circle is cut where it closes.
    let mut state = vec![State::Waiting; entries.len()];
    for first in 0..entries.len() {
        let mut line = vec![first];
        while let Some(&place) = line.last() {
            let is_new = state.get(place) == Some(&State::Waiting);
            set(&mut state, place, State::Open);
            let waiting = parents.get(place).into_iter().flatten().map(|(parent, _)| *parent);
            let waiting: Vec<usize> = waiting.filter(|parent| is_new && state.get(*parent) == Some(&State::Waiting)).collect();
            if !waiting.is_empty() {
                line.extend(waiting);
                continue;
            }
            line.pop();
            if state.get(place) == Some(&State::Done) {
                continue;
            }
            set(&mut state, place, State::Done);
            let mut room = left.min(LONGEST);
            let all = room;
            for (parent, is_crossref) in parents.get(place).into_iter().flatten() {
                let (inherited, is_whole) = match (entries.get(*parent), entries.get(place)) {
                    (Some(parent), Some(child)) => inherited(parent, child, *is_crossref, &mut room),
                    _ => continue,
                };
                bounded.iter_mut().skip(place).take(1).for_each(|bounded| *bounded |= !is_whole);
                if let Some(child) = entries.get_mut(place) {
                    child.fields.extend(inherited);
                }
            }
            left -= all - room;
        }
    }
    for (entry, _) in entries.iter().zip(bounded).filter(|(_, bounded)| *bounded) {
        library.doubt(entry.place, say::odd_bibtex_inherited(), say::odd_bibtex_inherited_hint());
    }
}

/// Fields that take over one of another entry: `author = {xdata=KEY-FIELD}`, of a list perhaps one item, `xdata=KEY-FIELD-2` (2.4.1.2).
/// No value where it is longer than what is `left`.
fn parts(entries: &[Entry], places: &BTreeMap<&str, usize>, left: &mut usize) -> Vec<(usize, String, Option<String>)> {
    let mut parts = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        for (field, value) in &entry.fields {
            let Some((rest, last)) = value.trim().strip_prefix("xdata=").and_then(|named| named.rsplit_once('-')) else { continue };
            let (named, item) = match last.parse::<usize>() {
                Ok(item) => (rest.rsplit_once('-'), Some(item)),
                Err(_) => (Some((rest, last)), None),
            };
            let Some((key, of)) = named else { continue };
            let value = places.get(key).and_then(|parent| entries.get(*parent)?.fields.get(of));
            let value = match item {
                Some(item) => value.and_then(|value| value.split(" and ").nth(item.checked_sub(1)?)),
                None => value.map(String::as_str),
            };
            let Some(value) = value else { continue };
            let is_short = value.len() <= LONGEST.min(*left);
            *left -= if is_short { value.len() } else { 0 };
            parts.push((place, field.clone(), is_short.then(|| value.to_owned())));
        }
    }
    parts
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Open,
    Done,
}

fn set(state: &mut [State], place: usize, new: State) {
    if let Some(state) = state.get_mut(place).filter(|state| **state != State::Done) {
        *state = new;
    }
}

/// The fields that a child takes over as far as there is room, and whether these are all.
fn inherited(parent: &Entry, child: &Entry, is_crossref: bool, room: &mut usize) -> (Vec<(String, String)>, bool) {
    let is_dated = DATES.iter().take(2).any(|field| child.fields.contains_key(*field));
    // A part of a book is by its author, if it does not say by whom it is.
    let is_within = matches!(child.kind.as_str(), "inbook" | "bookinbook" | "suppbook");
    let author = parent.fields.get("author").filter(|_| is_crossref && is_within && matches!(parent.kind.as_str(), "book" | "mvbook"));
    let author = author.filter(|_| !child.fields.contains_key("author")).map(|author| ("author".to_owned(), author));
    let fields = parent.fields.iter().filter_map(|(field, value)| {
        if matches!(field.as_str(), "ids" | "xdata" | "crossref") || is_dated && DATES.contains(&field.as_str()) {
            return None;
        }
        let name = if is_crossref { renamed(&parent.kind, &child.kind, field)? } else { field.clone() };
        let is_said = child.fields.contains_key(&name) || name != *field && parent.fields.contains_key(&name);
        (!is_said).then_some((name, value))
    });
    let (mut taken, mut is_whole) = (Vec::new(), true);
    for (name, value) in fields.chain(author) {
        let length = name.len() + value.len();
        if length > *room {
            is_whole = false;
        } else {
            *room -= length;
            taken.push((name, value.clone()));
        }
    }
    (taken, is_whole)
}

/// What a field of a parent is called in a child; `None` if that does not take it over.
fn renamed(parent: &str, child: &str, field: &str) -> Option<String> {
    if OWN.contains(&field) {
        return None;
    }
    let is_volume = matches!(child, "book" | "collection" | "proceedings" | "reference");
    let in_book = matches!(child, "inbook" | "bookinbook" | "suppbook");
    let in_other = matches!(child, "incollection" | "suppcollection" | "inreference" | "inproceedings" | "conference");
    let is_part = in_book || in_other;
    let place = TITLES.iter().position(|title| *title == field);
    let prefix = match parent {
        "mvbook" | "mvcollection" | "mvreference" | "mvproceedings" if is_volume || is_part => "main",
        "periodical" if matches!(child, "article" | "suppperiodical") => "journal",
        // Libraries name any type as a parent.
        _ if is_part => "book",
        _ => return Some(field.to_owned()),
    };
    if place.is_some() {
        return Some(format!("{prefix}{field}"));
    }
    Some(match field {
        // Of the work itself, not of what stands in it.
        "shorttitle" if prefix == "journal" => "shortjournal".to_owned(),
        "shorttitle" => return None,
        "author" if is_part => "bookauthor".to_owned(),
        field => field.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{super::super::Found, super::read, LONGEST, renamed};

    #[test]
    fn what_is_taken_over_is_bounded_and_said() {
        let long = "x".repeat(LONGEST - 100);
        let text = format!(
            "@book{{a, title={{A}}, note={{{long}}}, publisher={{{long}}}}}\n@inbook{{b, crossref={{a}}}}\n@book{{c, title={{xdata=a-title}}}}"
        );
        let library = read(&text);
        let said: Vec<_> = library.faults.iter().map(|fault| (fault.message.code(), fault.place.of(&text))).collect();
        assert_eq!(said, [("odd-bibtex", "b")]);
        assert!(library.entries[1].record.note.len() == LONGEST - 100 && library.entries[1].record.publisher.is_empty());
        assert_eq!((library.entries[1].record.container.as_str(), library.entries[2].record.title.as_str()), ("A", "A"));
        // A line of parents, each with a field of its own.
        let line: String = (1..40).map(|n| format!("@book{{k{n}, x{n}={{{}}}, crossref={{k{}}}}}\n", "y".repeat(4000), n - 1)).collect();
        let library = read(&(line + "@book{k0, title={Z}}"));
        assert!(library.faults.iter().any(|fault| fault.message.code() == "odd-bibtex"));
        let kept = |found: &Found| found.record.other.iter().map(|(_, json)| json.len()).sum::<usize>();
        assert!(library.entries.iter().all(|found| kept(found) < LONGEST + 6000));
    }

    #[test]
    fn titles_are_called_by_what_they_head() {
        for (parent, child, field, name) in [
            ("book", "inbook", "title", Some("booktitle")),
            ("book", "inbook", "author", Some("bookauthor")),
            ("mvbook", "book", "title", Some("maintitle")),
            ("mvcollection", "incollection", "subtitle", Some("mainsubtitle")),
            ("proceedings", "inproceedings", "title", Some("booktitle")),
            ("periodical", "article", "title", Some("journaltitle")),
            ("misc", "misc", "title", Some("title")),
            ("book", "inbook", "publisher", Some("publisher")),
            ("book", "inbook", "doi", None),
            ("book", "inbook", "shorttitle", None),
        ] {
            assert_eq!(renamed(parent, child, field).as_deref(), name, "{parent} {child} {field}");
        }
    }
}
