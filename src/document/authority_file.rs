//! Writing identifiers into records without touching the rest of their file: comments, order and the form of all else stay.
//!
//! Where the words go says the tree of the file. What was written is read again, and given out only if all else says what it said before. A
//! file is read as a whole for all that goes into it, not once an identifier: there may be thousands.

use std::collections::BTreeMap;

use crate::base::{
    Slug,
    yaml::{self, Map, Node, Pair, Value},
};

/// An identifier for a record: the id of the record, the scheme, the identifier.
pub type Addition<'a> = (&'a Slug, &'a str, &'a str);

/// The file with identifiers more in its records, and those that could not be written.
pub fn add_identifiers<'a>(file: &str, more: &[Addition<'a>]) -> (String, Vec<Addition<'a>>) {
    let tree = yaml::read(file).ok();
    let Some((tree, items)) = tree.as_ref().and_then(|tree| Some((tree, tree.root.list()?))) else {
        return (file.to_owned(), more.to_vec());
    };
    let nths: BTreeMap<Slug, usize> = items.iter().enumerate().rev().filter_map(|(nth, item)| Some((id_of(item)?, nth))).collect();
    let mut of_records: BTreeMap<usize, Vec<Addition<'a>>> = BTreeMap::new();
    let mut refused = Vec::new();
    for one in more {
        match nths.get(one.0) {
            Some(nth) => of_records.entry(*nth).or_default().push(*one),
            None => refused.push(*one),
        }
    }
    let mut expected = tree.root.to_value();
    let (mut text, mut done) = (String::new(), 0);
    for (nth, new) in of_records {
        let words: Vec<String> = new.iter().map(|(_, scheme, value)| format!("{scheme}: '{}'", value.replace('\'', "''"))).collect();
        let place = items.get(nth).and_then(|record| place(file, record, &words));
        let place = place.and_then(|(at, words)| Some((file.get(done..at)?, words, at)));
        let record = expected.get_mut(nth).and_then(Value::as_object_mut);
        let (Some((before, words, at)), Some(record)) = (place, record) else {
            refused.extend(new);
            continue;
        };
        text.push_str(before);
        text.push_str(&words);
        done = at;
        let new = new.into_iter().map(|(_, scheme, value)| (scheme.to_owned(), Value::from(value)));
        match record.get_mut("identifiers").and_then(Value::as_object_mut) {
            Some(identifiers) => identifiers.extend(new),
            None => _ = record.insert("identifiers".to_owned(), Map::from_iter(new).into()),
        }
    }
    text.push_str(file.get(done..).unwrap_or_default());
    if yaml::parse(&text).is_ok_and(|reads| reads == expected) {
        return (text, refused);
    }
    if more.len() < 2 {
        return (file.to_owned(), more.to_vec());
    }
    // Which of them it is shows each half by itself.
    let (first, second) = more.split_at(more.len() / 2);
    let (text, mut refused) = add_identifiers(file, first);
    let (text, others) = add_identifiers(&text, second);
    refused.extend(others);
    (text, refused)
}

/// The id of a record: as given, else made of its name.
fn id_of(record: &Node<'_>) -> Option<Slug> {
    let text = |key: &str| record.get(key).and_then(Node::text).map(str::trim).filter(|text| !text.is_empty());
    text("id").map(Slug::from_stem).or_else(|| text("name").map(Slug::from_text))
}

/// Where identifiers go, and with what around them.
fn place(file: &str, record: &Node<'_>, words: &[String]) -> Option<(usize, String)> {
    let pairs = record.map()?;
    let own = pairs.iter().find(|pair| pair.key == "identifiers");
    if let Some(own) = own {
        let last = own.value.map()?.last();
        let Some(last) = last else {
            // `{}`.
            let at = own.value.span.start as usize + 1;
            return Some((at, words.join(", ")));
        };
        return Some(behind(file, &own.value, last, words));
    }
    let last = pairs.iter().find(|pair| pair.key == "name").or(pairs.first())?;
    Some(behind(file, record, last, &[format!("identifiers: {{{}}}", words.join(", "))]))
}

/// Behind a pair of a mapping: in brackets behind commas, else on lines of their own that begin where the pair does.
fn behind(file: &str, mapping: &Node<'_>, pair: &Pair<'_>, words: &[String]) -> (usize, String) {
    let end = pair.value.span.end as usize;
    if is_in_brackets(file, mapping) {
        return (end, words.iter().flat_map(|words| [", ", words]).collect());
    }
    let start = pair.place.start as usize;
    let line = file.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let depth = " ".repeat(file.get(line..start).map_or(0, |before| before.chars().count()));
    let rest = file.get(end..).unwrap_or("");
    let line_end = if file.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: String = words.iter().flat_map(|words| [&*depth, words, line_end]).collect();
    // A value of several lines may hold the end of its last one.
    let is_ended = file.get(..end).is_some_and(|text| text.ends_with('\n'));
    match rest.find('\n') {
        _ if is_ended => (end, lines),
        Some(to_end) => (end + to_end + 1, lines),
        None => (file.len(), format!("{line_end}{lines}")),
    }
}

/// Whether a mapping is written `{…}`.
fn is_in_brackets(file: &str, mapping: &Node<'_>) -> bool {
    file.get(mapping.span.start as usize..).is_some_and(|text| text.starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, id: &str, expected: Option<&str>) {
        let id = Slug::from_stem(id);
        let one: Addition<'_> = (&id, "gnd", "118540238");
        let (text, refused) = add_identifiers(file, &[one]);
        assert_eq!((&*text, refused), (expected.unwrap_or(file), if expected.is_some() { Vec::new() } else { vec![one] }), "{file}");
    }

    #[test]
    fn an_identifier_is_added_and_nothing_else_changes() {
        check(
            "- id: a\n  name: A # ours\n  note: N\n- id: b\n  name: B\n",
            "a",
            Some("- id: a\n  name: A # ours\n  identifiers: {gnd: '118540238'}\n  note: N\n- id: b\n  name: B\n"),
        );
        check("- name: Ann Berg", "ann-berg", Some("- name: Ann Berg\n  identifiers: {gnd: '118540238'}\n"));
        check(
            "- id: a\n  name: A\n  identifiers: {viaf: 12}  # old\n",
            "a",
            Some("- id: a\n  name: A\n  identifiers: {viaf: 12, gnd: '118540238'}  # old\n"),
        );
        check(
            "- id: a\n  name: A\n  identifiers:\n    # theirs\n    viaf: 12 # sure\n\n  note: N\n",
            "a",
            Some("- id: a\n  name: A\n  identifiers:\n    # theirs\n    viaf: 12 # sure\n    gnd: '118540238'\n\n  note: N\n"),
        );
        check("- id: a\n  name: A\n  identifiers: {}\n", "a", Some("- id: a\n  name: A\n  identifiers: {gnd: '118540238'}\n"));
        check("- {id: a, name: A}\n", "a", Some("- {id: a, name: A, identifiers: {gnd: '118540238'}}\n"));
        check("- id: a\r\n  name: A\r\n", "a", Some("- id: a\r\n  name: A\r\n  identifiers: {gnd: '118540238'}\r\n"));
        check("- id: a\n  name: A\n", "b", None);
        check("a: 1\n", "a", None);
    }

    #[test]
    fn many_are_added_at_once_and_what_cannot_be_is_said() {
        let file = "- id: a\n  name: A\n- {id: b, name: B, identifiers: {}}\n- id: c\n  name: C\n  identifiers: 12\n- id: d\n  name: D\n  identifiers:\n    gnd: '1'\n";
        let ids = ["a", "b", "c", "d", "e"].map(Slug::from_stem);
        let more: Vec<Addition<'_>> = ids.iter().flat_map(|id| [(id, "viaf", "7"), (id, "wikidata", "Q8")]).collect();
        let (text, refused) = add_identifiers(file, &more);
        let expected = "- id: a\n  name: A\n  identifiers: {viaf: '7', wikidata: 'Q8'}\n- {id: b, name: B, identifiers: {viaf: '7', wikidata: 'Q8'}}\n- id: c\n  name: C\n  identifiers: 12\n- id: d\n  name: D\n  identifiers:\n    gnd: '1'\n    viaf: '7'\n    wikidata: 'Q8'\n";
        assert_eq!(text, expected);
        let refused: Vec<&str> = refused.iter().map(|(id, ..)| id.as_str()).collect();
        assert_eq!(refused, ["e", "e", "c", "c"]);
    }
}
