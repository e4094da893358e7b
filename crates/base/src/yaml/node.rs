//! The nodes of a YAML text, with their places.

use std::borrow::Cow;

use super::{Map, Message, Span, Value, say};

/// A YAML text, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree<'t> {
    /// The whole of it.
    pub root: Node<'t>,
    /// Keys that a mapping has twice. The first one counts.
    pub doubled: Vec<Doubled>,
}

impl Tree<'_> {
    /// The same, independent of the text.
    pub fn into_owned(self) -> Tree<'static> {
        Tree { root: self.root.into_owned(), doubled: self.doubled }
    }
}

/// A key that a mapping has twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubled {
    pub key: String,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub again: Span,
}

/// Why a text is not YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, perhaps in the parser's words without its position.
    pub message: Message,
    /// Where the parser gave up.
    pub span: Option<Span>,
    /// How to mend it, if the line looks like a common mistake.
    pub hint: Option<Message>,
}

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
    pub fn kind(&self) -> Message {
        match &self.data {
            Data::Null => say::a_nothing(),
            Data::Plain(text) if truth(text).is_some() => say::a_truth(),
            Data::Plain(_) | Data::Quoted(_) => say::a_text(),
            Data::List(_) => say::a_list(),
            Data::Map(_) => say::a_mapping(),
        }
    }

    /// The same with texts of its own.
    pub(super) fn into_owned(self) -> Node<'static> {
        let own = |text: Cow<'t, str>| Cow::Owned(text.into_owned());
        let data = match self.data {
            Data::Null => Data::Null,
            Data::Plain(text) => Data::Plain(own(text)),
            Data::Quoted(text) => Data::Quoted(own(text)),
            Data::List(items) => Data::List(items.into_iter().map(Node::into_owned).collect()),
            Data::Map(pairs) => {
                let pair = |pair: Pair<'t>| Pair { key: own(pair.key), place: pair.place, value: pair.value.into_owned() };
                Data::Map(pairs.into_iter().map(pair).collect())
            }
        };
        Node { data, span: self.span }
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
