//! Writing an identifier into a record without touching the rest of its file: comments, order and the form of all else stay.
//!
//! Where the words go says the tree of the file. What was written is read again, and given out only if all else says what it said before.

use super::annotation_file::Refusal;
use crate::base::{
    Slug,
    yaml::{self, Map, Node, Pair, Value},
};

/// The file with an identifier more in the record of this id.
pub fn add_identifier(file: &str, id: &Slug, scheme: &str, value: &str) -> Result<String, Refusal> {
    let tree = yaml::read(file).map_err(|_| Refusal::NotAList)?;
    let items = tree.root.list().ok_or(Refusal::NotAList)?;
    let nth = items.iter().position(|item| id_of(item).as_ref() == Some(id)).ok_or(Refusal::NoSuchNote)?;
    let record = items.get(nth).ok_or(Refusal::NoSuchNote)?;
    let quoted = format!("{scheme}: '{}'", value.replace('\'', "''"));
    let (at, words) = place(file, record, &quoted).ok_or(Refusal::Notation)?;
    let (before, behind) = file.split_at_checked(at).ok_or(Refusal::Notation)?;
    let text = [before, &words, behind].concat();
    let mut expected = tree.root.to_value();
    let own = expected.get_mut(nth).and_then(Value::as_object_mut).ok_or(Refusal::Notation)?;
    match own.get_mut("identifiers").and_then(Value::as_object_mut) {
        Some(identifiers) => _ = identifiers.insert(scheme.to_owned(), value.into()),
        None => _ = own.insert("identifiers".to_owned(), Map::from_iter([(scheme.to_owned(), Value::from(value))]).into()),
    }
    let reads = yaml::parse(&text).map_err(|_| Refusal::Notation)?;
    if reads == expected { Ok(text) } else { Err(Refusal::Notation) }
}

/// The id of a record: as given, else made of its name.
fn id_of(record: &Node<'_>) -> Option<Slug> {
    let text = |key: &str| record.get(key).and_then(Node::text).map(str::trim).filter(|text| !text.is_empty());
    text("id").map(Slug::from_stem).or_else(|| text("name").map(Slug::from_text))
}

/// Where the identifier goes, and with what around it.
fn place(file: &str, record: &Node<'_>, words: &str) -> Option<(usize, String)> {
    let pairs = record.map()?;
    let own = pairs.iter().find(|pair| pair.key == "identifiers");
    if let Some(own) = own {
        let last = own.value.map()?.last();
        let Some(last) = last else {
            // `{}`.
            let at = own.value.span.start as usize + 1;
            return Some((at, words.to_owned()));
        };
        return Some(behind(file, &own.value, last, words));
    }
    let last = pairs.iter().find(|pair| pair.key == "name").or(pairs.first())?;
    if is_in_brackets(file, record) {
        return Some((last.value.span.end as usize, format!(", identifiers: {{{words}}}")));
    }
    Some(behind(file, record, last, &format!("identifiers: {{{words}}}")))
}

/// Behind a pair of a mapping: in brackets behind a comma, else on a line of its own that begins where the pair does.
fn behind(file: &str, mapping: &Node<'_>, pair: &Pair<'_>, words: &str) -> (usize, String) {
    let end = pair.value.span.end as usize;
    if is_in_brackets(file, mapping) {
        return (end, format!(", {words}"));
    }
    let start = pair.place.start as usize;
    let line = file.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let depth = file.get(line..start).map_or(0, |before| before.chars().count());
    let rest = file.get(end..).unwrap_or("");
    let line_end = if file.contains("\r\n") { "\r\n" } else { "\n" };
    // A value of several lines may hold the end of its last one.
    let is_ended = file.get(..end).is_some_and(|text| text.ends_with('\n'));
    match rest.find('\n').filter(|_| !is_ended) {
        _ if is_ended => (end, format!("{}{words}{line_end}", " ".repeat(depth))),
        Some(to_end) => (end + to_end + 1, format!("{}{words}{line_end}", " ".repeat(depth))),
        None => (file.len(), format!("{line_end}{}{words}{line_end}", " ".repeat(depth))),
    }
}

/// Whether a mapping is written `{…}`.
fn is_in_brackets(file: &str, mapping: &Node<'_>) -> bool {
    file.get(mapping.span.start as usize..).is_some_and(|text| text.starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, id: &str, expected: Result<&str, Refusal>) {
        let found = add_identifier(file, &Slug::from_stem(id), "gnd", "118540238");
        assert_eq!(found.as_deref().map_err(Clone::clone), expected, "{file}");
    }

    #[test]
    fn an_identifier_is_added_and_nothing_else_changes() {
        check("- id: a\n  name: A # ours\n  note: N\n- id: b\n  name: B\n", "a", Ok("- id: a\n  name: A # ours\n  identifiers: {gnd: '118540238'}\n  note: N\n- id: b\n  name: B\n"));
        check("- name: Ann Berg", "ann-berg", Ok("- name: Ann Berg\n  identifiers: {gnd: '118540238'}\n"));
        check(
            "- id: a\n  name: A\n  identifiers: {viaf: 12}  # old\n",
            "a",
            Ok("- id: a\n  name: A\n  identifiers: {viaf: 12, gnd: '118540238'}  # old\n"),
        );
        check(
            "- id: a\n  name: A\n  identifiers:\n    # theirs\n    viaf: 12 # sure\n\n  note: N\n",
            "a",
            Ok("- id: a\n  name: A\n  identifiers:\n    # theirs\n    viaf: 12 # sure\n    gnd: '118540238'\n\n  note: N\n"),
        );
        check("- id: a\n  name: A\n  identifiers: {}\n", "a", Ok("- id: a\n  name: A\n  identifiers: {gnd: '118540238'}\n"));
        check("- {id: a, name: A}\n", "a", Ok("- {id: a, name: A, identifiers: {gnd: '118540238'}}\n"));
        check("- id: a\r\n  name: A\r\n", "a", Ok("- id: a\r\n  name: A\r\n  identifiers: {gnd: '118540238'}\r\n"));
        check("- id: a\n  name: A\n", "b", Err(Refusal::NoSuchNote));
        check("a: 1\n", "a", Err(Refusal::NotAList));
    }
}
