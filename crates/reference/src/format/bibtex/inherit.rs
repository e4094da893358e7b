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
    let parts = parts(entries, &places);
    for (place, field, value) in parts {
        if let Some(entry) = entries.get_mut(place) {
            entry.fields.insert(field, value);
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
            for (parent, is_crossref) in parents.get(place).into_iter().flatten() {
                let inherited = match (entries.get(*parent), entries.get(place)) {
                    (Some(parent), Some(child)) => inherited(parent, child, *is_crossref),
                    _ => continue,
                };
                if let Some(child) = entries.get_mut(place) {
                    child.fields.extend(inherited);
                }
            }
        }
    }
}

/// Fields that take over one of another entry: `author = {xdata=KEY-FIELD}`, of a list perhaps one item, `xdata=KEY-FIELD-2` (2.4.1.2).
fn parts(entries: &[Entry], places: &BTreeMap<&str, usize>) -> Vec<(usize, String, String)> {
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
            parts.extend(value.map(|value| (place, field.clone(), value.to_owned())));
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

/// The fields that a child takes over.
fn inherited(parent: &Entry, child: &Entry, is_crossref: bool) -> Vec<(String, String)> {
    let is_dated = DATES.iter().take(2).any(|field| child.fields.contains_key(*field));
    // A part of a book is by its author, if it does not say by whom it is.
    let is_within = matches!(child.kind.as_str(), "inbook" | "bookinbook" | "suppbook");
    let author = parent.fields.get("author").filter(|_| is_crossref && is_within && matches!(parent.kind.as_str(), "book" | "mvbook"));
    let author = author.filter(|_| !child.fields.contains_key("author")).map(|author| ("author".to_owned(), author.clone()));
    let fields = parent.fields.iter().filter_map(|(field, value)| {
        if matches!(field.as_str(), "ids" | "xdata" | "crossref") || is_dated && DATES.contains(&field.as_str()) {
            return None;
        }
        let name = if is_crossref { renamed(&parent.kind, &child.kind, field)? } else { field.clone() };
        let is_said = child.fields.contains_key(&name) || name != *field && parent.fields.contains_key(&name);
        (!is_said).then(|| (name, value.clone()))
    });
    fields.chain(author).collect()
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
    use super::renamed;

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
