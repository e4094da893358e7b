//! A field of a text's front matter gets another value, as somebody fills in a form: the rest of the file stays as it is, byte for byte.
//!
//! 1. [`fields`]: what stands there, as a form can show it;
//! 2. [`set`]: the file with another value under a key. What was written is read again, and given out only if every other key says what it
//!    said, and this one what it should.
//!
//! The text's lines end with `\n` ([`super::changed`]).

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::base::{
    RelPath, Span, front_matter,
    yaml::{self, Data, Map, Node, Pair, Value},
};

/// What a form says of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    Truth(bool),
    Text(String),
    /// Several, such as the authors.
    List(Vec<String>),
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub key: String,
    /// As a form can hold it; `None` where more stands there, such as names in parts.
    pub value: Option<Given>,
    /// Where the key stands in the file.
    #[serde(skip)]
    pub place: Span,
}

/// All keys of the front matter, in the order of the file; `None` if it cannot be read, or not be changed in part.
pub fn fields(path: &RelPath, text: &str) -> Option<Vec<Standing>> {
    let parts = front_matter::split(path, text, &mut Vec::new());
    let Some(front) = parts.front else { return (!parts.is_held).then(Vec::new) };
    if is_json(front.of(text)) {
        return None;
    }
    let tree = yaml::read(front.of(text)).ok().filter(|tree| tree.root.map().is_some() || tree.root.is_null())?;
    let start = front.start as usize;
    let standing = |pair: &Pair<'_>| Standing {
        key: pair.key.to_string(),
        value: given(&pair.value),
        place: Span::new(start + pair.place.start as usize, start + pair.place.end as usize),
    };
    Some(tree.root.map().unwrap_or_default().iter().map(standing).collect())
}

fn given(node: &Node<'_>) -> Option<Given> {
    if let Some(truth) = node.truth() {
        return Some(Given::Truth(truth));
    }
    match &node.data {
        Data::List(items) => items.iter().map(|item| item.text().map(str::to_owned)).collect::<Option<_>>().map(Given::List),
        _ => node.text().map(|text| Given::Text(text.trim_end_matches('\n').to_owned())),
    }
}

/// Keys that usually stand before others, and those that stand last.
const FIRST: &[&str] = &[
    "title",
    "lang",
    "type",
    "author",
    "editor",
    "translator",
    "interviewer",
    "recipient",
    "issued",
    "container-title",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher-place",
    "URL",
    "DOI",
    "abstract",
    "keyword",
    "license",
    "license-url",
    "rights",
];
const LAST: &[&str] = &["bibliography", "link-citations", "nocite", "references", "source", "history"];

fn rank(key: &str) -> usize {
    let at = |list: &[&str]| list.iter().position(|known| *known == key);
    at(FIRST).or_else(|| at(LAST).map(|at| FIRST.len() + 1 + at)).unwrap_or(FIRST.len())
}

/// The file with another value under a key; with `None`, or nothing given, without the key.
pub fn set(path: &RelPath, text: &str, key: &str, value: Option<&Given>) -> Result<String, Refusal> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if key.is_empty() || !key.chars().all(is_name) || key.starts_with('-') {
        return Err(Refusal::Malformed);
    }
    let value = value.filter(|value| !is_empty(value));
    let parts = front_matter::split(path, text, &mut Vec::new());
    if parts.is_held {
        return Err(Refusal::Notation);
    }
    let Some(front) = parts.front else {
        let Some(value) = value else { return Ok(text.to_owned()) };
        let (mark, rest) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest));
        let apart = if rest.starts_with('\n') || rest.is_empty() { "" } else { "\n" };
        return checked(path, text, format!("{mark}---\n{}---\n{apart}{rest}", written(key, value)), key, Some(value));
    };
    let yaml = front.of(text);
    if is_json(yaml) {
        return Err(Refusal::Notation);
    }
    let tree = yaml::read(yaml).map_err(|_| Refusal::Notation)?;
    let pairs = match tree.root.map() {
        Some(pairs) => pairs,
        None if tree.root.is_null() => &[],
        None => return Err(Refusal::Notation),
    };
    let (place, new) = match (pairs.iter().find(|pair| pair.key == key), value) {
        (None, None) => return Ok(text.to_owned()),
        (Some(pair), _) if value == given(&pair.value).as_ref() => return Ok(text.to_owned()),
        (None, Some(value)) => {
            let at = place_for(yaml, pairs, key);
            let end = if at > 0 && !yaml.get(..at).is_some_and(|before| before.ends_with('\n')) { "\n" } else { "" };
            let depth = pairs.first().map_or(0, |first| depth(yaml, first));
            (Span::new(at, at), format!("{end}{}", indented(&written(key, value), depth)))
        }
        (Some(pair), None) => (Span::new(line_start(yaml, pair.place.start as usize), behind(yaml, pair)), String::new()),
        (Some(pair), Some(value)) => exchanged(yaml, pair, key, value).ok_or(Refusal::Notation)?,
    };
    let start = front.start as usize;
    let before = text.get(..start + place.start as usize).ok_or(Refusal::Notation)?;
    let after = text.get(start + place.end as usize..).ok_or(Refusal::Notation)?;
    checked(path, text, [before, &new, after].concat(), key, value)
}

fn is_json(front: &str) -> bool {
    front.trim_start().starts_with('{')
}

fn is_empty(value: &Given) -> bool {
    match value {
        Given::Truth(_) => false,
        Given::Text(text) => text.trim().is_empty(),
        Given::List(items) => items.iter().all(|item| item.trim().is_empty()),
    }
}

/// Gives the file out if it reads as it should.
fn checked(path: &RelPath, old: &str, new: String, key: &str, value: Option<&Given>) -> Result<String, Refusal> {
    let read = |text: &str| {
        let parts = front_matter::split(path, text, &mut Vec::new());
        let values = match parts.front {
            Some(front) => match yaml::read(front.of(text)) {
                Ok(tree) if tree.doubled.is_empty() || tree.root.map().is_some() => tree.root.into_value()?,
                _ => return None,
            },
            None => Map::new(),
        };
        Some((values, parts.body.of(text).trim_start().to_owned(), parts.is_held))
    };
    let (Some((mut was, body, held)), Some((mut is, now, is_held))) = (read(old), read(&new)) else { return Err(Refusal::Notation) };
    was.shift_remove(key);
    let said = is.shift_remove(key);
    let is_said = match (value, said) {
        (None, None) => true,
        (Some(Given::Truth(truth)), Some(Value::Bool(said))) => *truth == said,
        (Some(Given::Text(text)), Some(said)) => words(&said).as_deref() == Some(text.trim_end_matches('\n')),
        (Some(Given::List(items)), Some(Value::Array(said))) => {
            let said: Option<Vec<String>> = said.iter().map(words).collect();
            said.as_ref() == Some(items)
        }
        (Some(Given::List(items)), Some(said)) => matches!(&items[..], [one] if words(&said).as_deref() == Some(one)),
        _ => false,
    };
    if is_said && was == is && body == now && held == is_held { Ok(new) } else { Err(Refusal::Notation) }
}

/// The words of a value, which may look like a number.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim_end_matches('\n').to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1)
}

/// Where the line of a place ends, behind its end.
fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| at + line + 1)
}

/// Where a value ends: of one of several lines behind its last word.
fn value_end(text: &str, pair: &Pair<'_>) -> usize {
    if pair.value.is_null() && pair.value.span.is_empty() {
        return pair.place.end as usize;
    }
    let whole = text.get(..pair.value.span.end as usize).unwrap_or("");
    whole.trim_end_matches(['\n', ' ']).len().max(pair.value.span.start as usize)
}

/// Where the lines of a key and its value end.
fn behind(text: &str, pair: &Pair<'_>) -> usize {
    line_end(text, value_end(text, pair))
}

/// Where a new key goes: before the first of those that usually stand behind it, with the comments on that one.
fn place_for(text: &str, pairs: &[Pair<'_>], key: &str) -> usize {
    let Some(next) = pairs.iter().find(|pair| rank(&pair.key) > rank(key)) else { return text.len() };
    let mut at = line_start(text, next.place.start as usize);
    while at > 0 {
        let before = line_start(text, at - 1);
        if !text.get(before..at).is_some_and(|line| line.starts_with('#')) {
            break;
        }
        at = before;
    }
    at
}

/// A key with its value on lines of its own.
fn written(key: &str, value: &Given) -> String {
    match value {
        Given::Truth(truth) => format!("{key}: {truth}\n"),
        Given::Text(text) if !text.contains('\n') => format!("{key}: {}\n", scalar(text, ' ', false)),
        Given::List(items) if !items.iter().any(|item| item.contains('\n')) => {
            let items: String = items.iter().map(|item| format!("- {}\n", scalar(item, ' ', false))).collect();
            format!("{key}:\n{items}")
        }
        value => yaml::write(&Map::from_iter([(
            key.to_owned(),
            match value {
                Given::Truth(truth) => Value::from(*truth),
                Given::Text(text) => Value::from(text.as_str()),
                Given::List(items) => Value::from(items.clone()),
            },
        )])),
    }
}

/// What is to be exchanged for what, of a key that has a value.
fn exchanged(text: &str, pair: &Pair<'_>, key: &str, value: &Given) -> Option<(Span, String)> {
    let span = pair.value.span;
    let old = span.of(text);
    let is_line = !old.trim_end().contains('\n');
    match (&pair.value.data, value) {
        (Data::List(items), Given::List(new)) if !items.is_empty() && old.starts_with('[') => in_brackets(items, new),
        (Data::List(items), Given::List(new)) if !items.is_empty() => on_lines(text, items, new),
        (Data::Plain(_) | Data::Quoted(_), Given::List(new)) if new.len() == 1 && is_line => {
            exchanged(text, pair, key, &Given::Text(new.first()?.clone()))
        }
        (Data::Plain(_) | Data::Quoted(_), Given::Text(new)) if is_line && !old.starts_with(['|', '>']) && !new.contains('\n') => {
            Some((Span::new(span.start as usize, value_end(text, pair)), scalar(new, old.chars().next().unwrap_or(' '), false)))
        }
        (Data::Plain(_), Given::Truth(truth)) if is_line => Some((span, truth.to_string())),
        _ => {
            // All behind the colon.
            let colon = pair.place.end as usize + text.get(pair.place.end as usize..)?.find(':')? + 1;
            let new = indented(&written(key, value), depth(text, pair));
            let new = new.split_once(':')?.1.trim_end_matches('\n').to_owned();
            Some((Span::new(colon, value_end(text, pair).max(colon)), new))
        }
    }
}

/// How many spaces stand before a key; some indent them all.
fn depth(text: &str, pair: &Pair<'_>) -> usize {
    let start = pair.place.start as usize;
    let before = text.get(line_start(text, start)..start).unwrap_or("");
    if before.bytes().all(|byte| byte == b' ') { before.len() } else { 0 }
}

fn indented(lines: &str, depth: usize) -> String {
    let space = " ".repeat(depth);
    lines.split_inclusive('\n').map(|line| if line.trim().is_empty() { line.to_owned() } else { format!("{space}{line}") }).collect()
}

/// How many items are the same at the beginning and at the end.
fn same(items: &[Node<'_>], new: &[String]) -> (usize, usize) {
    let is = |(item, new): (&Node<'_>, &String)| item.text() == Some(new);
    let head = items.iter().zip(new).take_while(|pair| is(*pair)).count();
    let rest = items.len().min(new.len()) - head;
    (head, items.iter().rev().zip(new.iter().rev()).take(rest).take_while(|pair| is(*pair)).count())
}

/// Of a list in brackets the items that differ.
fn in_brackets(items: &[Node<'_>], new: &[String]) -> Option<(Span, String)> {
    let (head, tail) = same(items, new);
    let (start, end) =
        (|nth: usize| items.get(nth).map(|item| item.span.start as usize), |nth: usize| items.get(nth).map(|item| item.span.end as usize));
    let last = items.len() - tail;
    let middle = new.get(head..new.len() - tail)?;
    let middle: Vec<String> = middle.iter().map(|item| scalar(item, ' ', true)).collect();
    let middle = middle.join(", ");
    Some(match (head < last, middle.is_empty(), head) {
        (true, false, _) => (Span::new(start(head)?, end(last - 1)?), middle),
        (false, false, 0) => (Span::new(start(0)?, start(0)?), format!("{middle}, ")),
        (false, false, _) => (Span::new(end(head - 1)?, end(head - 1)?), format!(", {middle}")),
        (true, true, 0) => (Span::new(start(0)?, start(last)?), String::new()),
        (_, true, _) => (Span::new(end(head - 1)?, end(last - 1)?), String::new()),
    })
}

/// Of a list of which each item has a line the lines that differ.
fn on_lines(text: &str, items: &[Node<'_>], new: &[String]) -> Option<(Span, String)> {
    let (head, tail) = same(items, new);
    let line = |nth: usize| items.get(nth).map(|item| line_start(text, item.span.start as usize));
    let first = line(0)?;
    let dash = text.get(first..)?.find('-').filter(|depth| text.get(first..first + depth).is_some_and(|space| space.trim().is_empty()))?;
    let behind =
        |nth: usize| items.get(nth).map(|item| line_end(text, text.get(..item.span.end as usize).map_or(0, |all| all.trim_end().len())));
    let last = items.len() - tail;
    let start = if head < last {
        line(head)?
    } else if head == 0 {
        first
    } else {
        behind(head - 1)?
    };
    let end = if head < last { behind(last - 1)? } else { start };
    let middle: String =
        new.get(head..new.len() - tail)?.iter().map(|item| format!("{}- {}\n", " ".repeat(dash), scalar(item, ' ', false))).collect();
    let apart = if text.get(..start).is_some_and(|before| before.ends_with('\n') || before.is_empty()) { "" } else { "\n" };
    Some((Span::new(start, end), format!("{apart}{middle}")))
}

/// Words as a scalar on one line, in the quotation marks that stood there, if these are needed or were there.
fn scalar(words: &str, quote: char, in_list: bool) -> String {
    let json = || Value::from(words).to_string();
    if words.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}')) || quote == '"' {
        return json();
    }
    let single = || format!("'{}'", words.replace('\'', "''"));
    if quote == '\'' || !is_plain(words, in_list) { single() } else { words.to_owned() }
}

/// Whether words mean themselves without quotation marks, to other readers of YAML as well.
fn is_plain(words: &str, in_list: bool) -> bool {
    const OTHERS: [&str; 8] = ["yes", "no", "on", "off", "y", "n", "null", "~"];
    let is_date = words.starts_with(|c: char| c.is_ascii_digit()) && words.chars().all(|c| c.is_ascii_digit() || c == '-');
    let says = |line: &str, found: fn(&Node<'_>) -> Option<String>| {
        yaml::read(line).ok().and_then(|tree| found(&tree.root)).as_deref() == Some(words)
    };
    let of_key = |root: &Node<'_>| match &root.get("k")?.data {
        Data::Plain(text) => Some(text.to_string()),
        _ => None,
    };
    let of_list = |root: &Node<'_>| match root.list()? {
        [Node { data: Data::Plain(text), .. }] => Some(text.to_string()),
        _ => None,
    };
    let is_words = matches!(yaml::parse(words), Ok(Value::String(_))) || is_date;
    is_words
        && !OTHERS.iter().any(|other| words.eq_ignore_ascii_case(other))
        && says(&format!("k: {words}\n"), of_key)
        && (!in_list || says(&format!("[{words}]\n"), of_list))
}

/// The values of a mapping.
trait IntoValue {
    fn into_value(self) -> Option<Map<String, Value>>;
}

impl IntoValue for Node<'_> {
    fn into_value(self) -> Option<Map<String, Value>> {
        match self.to_value() {
            Value::Object(map) => Some(map),
            Value::Null => Some(Map::new()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
