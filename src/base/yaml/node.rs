//! The nodes of a YAML text, with their places.

use std::{borrow::Cow, collections::HashMap};

use super::{Doubled, Map, Span, Tree, Value};

/// A value and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node<'t> {
    pub data: Data<'t>,
    pub span: Span,
}

/// What a node is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data<'t> {
    /// Nothing: `~`, `null` or an empty place.
    #[default]
    Null,
    /// A scalar without quotes: text, number, date or truth, as it is read.
    Plain(Cow<'t, str>),
    /// A scalar in quotes or of several lines: always text.
    Quoted(Cow<'t, str>),
    List(Vec<Node<'t>>),
    /// Pairs in the order of the file, no key twice.
    Map(Vec<Pair<'t>>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<'t> {
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub place: Span,
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    /// Whether nothing stands here.
    pub fn is_null(&self) -> bool {
        self.data == Data::Null
    }

    /// The scalar as written, quotes taken off: `22.10` stays `22.10`. Nothing is the empty text.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Null => Some(""),
            Data::Plain(text) | Data::Quoted(text) => Some(text),
            Data::List(_) | Data::Map(_) => None,
        }
    }

    /// `true` or `false`.
    pub fn truth(&self) -> Option<bool> {
        match &self.data {
            Data::Plain(text) => truth(text),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn list(&self) -> Option<&[Node<'t>]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    /// The pairs of a mapping.
    pub fn map(&self) -> Option<&[Pair<'t>]> {
        match &self.data {
            Data::Map(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The value of a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.map()?.iter().find(|pair| pair.key == key).map(|pair| &pair.value)
    }

    /// What it is, for messages: `a list`.
    pub fn kind(&self) -> &'static str {
        match &self.data {
            Data::Null => "nothing",
            Data::Plain(text) if truth(text).is_some() => "true or false",
            Data::Plain(_) | Data::Quoted(_) => "a text",
            Data::List(_) => "a list",
            Data::Map(_) => "a mapping",
        }
    }

    /// The same without places. A number that would not be written back as it stands (`22.10`, `007`,
    /// `1e3`) stays text.
    pub fn to_value(&self) -> Value {
        match &self.data {
            Data::Null => Value::Null,
            Data::Plain(text) => plain_value(text),
            Data::Quoted(text) => Value::String(text.to_string()),
            Data::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Data::Map(pairs) => {
                let mut map = Map::with_capacity(pairs.len());
                for pair in pairs {
                    map.insert(pair.key.to_string(), pair.value.to_value());
                }
                Value::Object(map)
            }
        }
    }
}

/// A tree from the crate's value; the top-level keys get the places where lines begin with them.
pub(super) fn place(value: Value, text: &str) -> Tree<'static> {
    let whole = Span::new(0, text.len());
    let Value::Object(map) = value else { return Tree { root: node(value, whole), doubled: Vec::new() } };
    let lines = top_level(text);
    let mut doubled = Vec::new();
    let mut pairs = Vec::with_capacity(map.len());
    for (key, value) in map {
        let mut places = lines.get(key.as_str()).into_iter().flatten();
        let first = places.next().copied().unwrap_or((whole, whole));
        doubled.extend(places.map(|(again, _)| Doubled { key: key.clone(), first: first.0, again: *again }));
        pairs.push(Pair { key: Cow::Owned(key), place: first.0, value: node(value, first.1) });
    }
    Tree { root: Node { data: Data::Map(pairs), span: whole }, doubled }
}

fn node(value: Value, span: Span) -> Node<'static> {
    let data = match value {
        Value::Null => Data::Null,
        Value::Bool(truth) => Data::Plain(Cow::Borrowed(if truth { "true" } else { "false" })),
        Value::Number(number) => Data::Plain(Cow::Owned(number.to_string())),
        Value::String(text) => Data::Quoted(Cow::Owned(text)),
        Value::Array(items) => Data::List(items.into_iter().map(|item| node(item, span)).collect()),
        Value::Object(map) => {
            Data::Map(map.into_iter().map(|(key, value)| Pair { key: Cow::Owned(key), place: span, value: node(value, span) }).collect())
        }
    };
    Node { data, span }
}

/// The keys that begin a line: where each stands, and its value with it.
fn top_level(text: &str) -> HashMap<&str, Vec<(Span, Span)>> {
    let mut found: HashMap<&str, Vec<(Span, Span)>> = HashMap::new();
    let mut last = "";
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        let key = line.split_once(':').map(|(key, _)| key).filter(|key| !key.starts_with([' ', '\t', '#', '-']));
        if let Some(key) = key {
            last = key.trim().trim_matches(['"', '\'']);
            found.entry(last).or_default().push((Span::new(at, at + key.trim_end().len()), Span::new(at, end)));
        } else if let Some((_, span)) = found.get_mut(last).and_then(|places| places.last_mut()).filter(|_| !line.trim().is_empty()) {
            *span = Span::new(span.start as usize, end);
        }
        at += line.len();
    }
    found
}

fn plain_value(text: &str) -> Value {
    if let Some(truth) = truth(text) {
        return Value::Bool(truth);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = digits == "0" || digits.starts_with(|c: char| ('1'..='9').contains(&c));
    if (canonical || digits.starts_with("0.")) && digits.len() < 20 && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        if let Ok(number) = text.parse::<i64>() {
            return Value::from(number);
        }
        if let Ok(number) = text.parse::<f64>()
            && number.to_string() == text
        {
            return Value::from(number);
        }
    }
    Value::String(text.to_owned())
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}
