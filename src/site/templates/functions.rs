//! What a template may call besides tera's own filters.
//!
//! - `t(key="…", n=…, …)`: the site's own words; `default=` for keys that depend on the content;
//! - `asset(path="assets/…")`: the address of an asset from the site's root, with its digest;
//! - `data(name="…")`: what stands in a file of `content/data/`;
//! - `| date`: EDTF as readers write it;
//! - `| time`: the same as an element, `<time>` where HTML can hold the date;
//! - `| number`: digits in groups;
//! - `| lang(than=…)`: the attributes of a passage in another language;
//! - `| safe`: HTML as it is, without a copy;
//! - `| group_by(attribute=…)`: as tera's, but the groups stand in the order in which they begin
//!   (tera's stand in the order of a hash map: another with every run).

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use super::{
    strings::Strings,
    written::{Phrase, Phrases},
};
use crate::base::{Date, Html, Lang, diagnostic::did_you_mean};

/// What a template can call.
pub struct Callable {
    /// As what.
    pub kind: Kind,
    /// By which name.
    pub name: &'static str,
    /// The names of its arguments; `t` takes those of its words besides.
    pub arguments: &'static [&'static str],
}

/// As what something is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `value | name`.
    Filter,
    /// `name()`.
    Function,
    /// `value is name`.
    Test,
}

impl Kind {
    /// In messages, as tera says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Filter => "filter",
            Self::Function => "function",
            Self::Test => "test",
        }
    }
}

/// All that a template can call: tera's own and ours.
pub const CALLABLES: &[Callable] = &[
    Callable { kind: Kind::Filter, name: "abs", arguments: &[] },
    Callable { kind: Kind::Filter, name: "capitalize", arguments: &[] },
    Callable { kind: Kind::Filter, name: "date", arguments: &[] },
    Callable { kind: Kind::Filter, name: "default", arguments: &["value", "boolean"] },
    Callable { kind: Kind::Filter, name: "escape", arguments: &[] },
    Callable { kind: Kind::Filter, name: "escape_html", arguments: &[] },
    Callable { kind: Kind::Filter, name: "escape_xml", arguments: &[] },
    Callable { kind: Kind::Filter, name: "first", arguments: &[] },
    Callable { kind: Kind::Filter, name: "float", arguments: &[] },
    Callable { kind: Kind::Filter, name: "get", arguments: &["key", "default"] },
    Callable { kind: Kind::Filter, name: "group_by", arguments: &["attribute"] },
    Callable { kind: Kind::Filter, name: "indent", arguments: &["width", "indentation", "first", "blank"] },
    Callable { kind: Kind::Filter, name: "int", arguments: &["base"] },
    Callable { kind: Kind::Filter, name: "join", arguments: &["sep"] },
    Callable { kind: Kind::Filter, name: "keys", arguments: &[] },
    Callable { kind: Kind::Filter, name: "lang", arguments: &["than"] },
    Callable { kind: Kind::Filter, name: "last", arguments: &[] },
    Callable { kind: Kind::Filter, name: "length", arguments: &[] },
    Callable { kind: Kind::Filter, name: "lower", arguments: &[] },
    Callable { kind: Kind::Filter, name: "newlines_to_br", arguments: &[] },
    Callable { kind: Kind::Filter, name: "nth", arguments: &["n"] },
    Callable { kind: Kind::Filter, name: "number", arguments: &[] },
    Callable { kind: Kind::Filter, name: "pairs", arguments: &[] },
    Callable { kind: Kind::Filter, name: "pluralize", arguments: &["singular", "plural"] },
    Callable { kind: Kind::Filter, name: "replace", arguments: &["from", "to"] },
    Callable { kind: Kind::Filter, name: "reverse", arguments: &[] },
    Callable { kind: Kind::Filter, name: "round", arguments: &["method", "precision"] },
    Callable { kind: Kind::Filter, name: "safe", arguments: &[] },
    Callable { kind: Kind::Filter, name: "sort", arguments: &["attribute"] },
    Callable { kind: Kind::Filter, name: "split", arguments: &["pat"] },
    Callable { kind: Kind::Filter, name: "str", arguments: &[] },
    Callable { kind: Kind::Filter, name: "time", arguments: &[] },
    Callable { kind: Kind::Filter, name: "title", arguments: &[] },
    Callable { kind: Kind::Filter, name: "trim", arguments: &["pat"] },
    Callable { kind: Kind::Filter, name: "trim_end", arguments: &["pat"] },
    Callable { kind: Kind::Filter, name: "trim_start", arguments: &["pat"] },
    Callable { kind: Kind::Filter, name: "truncate", arguments: &["length", "end"] },
    Callable { kind: Kind::Filter, name: "unique", arguments: &[] },
    Callable { kind: Kind::Filter, name: "upper", arguments: &[] },
    Callable { kind: Kind::Filter, name: "values", arguments: &[] },
    Callable { kind: Kind::Filter, name: "wordcount", arguments: &[] },
    Callable { kind: Kind::Function, name: "asset", arguments: &["path"] },
    Callable { kind: Kind::Function, name: "data", arguments: &["name"] },
    Callable { kind: Kind::Function, name: "range", arguments: &["start", "end", "step_by"] },
    Callable { kind: Kind::Function, name: "super", arguments: &[] },
    Callable { kind: Kind::Function, name: "t", arguments: &["key", "n", "default"] },
    Callable { kind: Kind::Function, name: "throw", arguments: &["message"] },
    Callable { kind: Kind::Test, name: "array", arguments: &[] },
    Callable { kind: Kind::Test, name: "bool", arguments: &[] },
    Callable { kind: Kind::Test, name: "containing", arguments: &["pat"] },
    Callable { kind: Kind::Test, name: "defined", arguments: &[] },
    Callable { kind: Kind::Test, name: "divisible_by", arguments: &["divisor"] },
    Callable { kind: Kind::Test, name: "ending_with", arguments: &["pat"] },
    Callable { kind: Kind::Test, name: "even", arguments: &[] },
    Callable { kind: Kind::Test, name: "float", arguments: &[] },
    Callable { kind: Kind::Test, name: "integer", arguments: &[] },
    Callable { kind: Kind::Test, name: "iterable", arguments: &[] },
    Callable { kind: Kind::Test, name: "map", arguments: &[] },
    Callable { kind: Kind::Test, name: "none", arguments: &[] },
    Callable { kind: Kind::Test, name: "number", arguments: &[] },
    Callable { kind: Kind::Test, name: "odd", arguments: &[] },
    Callable { kind: Kind::Test, name: "starting_with", arguments: &["pat"] },
    Callable { kind: Kind::Test, name: "string", arguments: &[] },
    Callable { kind: Kind::Test, name: "undefined", arguments: &[] },
];

/// Lends our functions to `tera`. `assets` maps paths to addresses, `data` names to what they mean.
pub fn register(tera: &mut Tera, strings: Arc<Strings>, assets: BTreeMap<String, String>, data: BTreeMap<String, Value>, phrases: Phrases) {
    tera.register_function("data", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let name: &str = kwargs.must_get("name")?;
        data.get(name).cloned().ok_or_else(|| Error::message(format!("there is no data `{name}`")))
    });
    // Words without parts to fill in are values once and for all.
    let constants = strings.constants().map(|(key, text)| (key.to_owned(), Value::normal_string(text)));
    let constants: Arc<FxHashMap<String, Value>> = Arc::new(constants.collect());
    for (name, phrase) in phrases.into_filters() {
        let (words, constants) = (Arc::clone(&strings), Arc::clone(&constants));
        tera.register_filter(name, move |value: Value, _: Kwargs, _: &State| say(&words, &constants, &phrase, value));
    }
    let words = Arc::clone(&strings);
    tera.register_function("t", move |kwargs: Kwargs, _: &State| translate(&words, &constants, &kwargs));
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let path: &str = kwargs.must_get("path")?;
        assets.get(path).cloned().ok_or_else(|| Error::message(format!("there is no asset `{path}`")))
    });
    let words = Arc::clone(&strings);
    tera.register_filter("date", move |text: Cow<'_, str>, _: Kwargs, _: &State| words.date(&text).into_owned());
    let words = Arc::clone(&strings);
    tera.register_filter("time", move |text: Cow<'_, str>, _: Kwargs, _: &State| time(&text, &words.date(&text)));
    tera.register_filter("number", move |n: u64, _: Kwargs, _: &State| strings.number(n));
    tera.register_filter("lang", language);
    tera.register_filter("safe", |value: Value, _: Kwargs, _: &State| value.mark_safe());
    tera.register_filter("group_by", group_by);
}

fn translate(strings: &Strings, constants: &FxHashMap<String, Value>, kwargs: &Kwargs) -> TeraResult<Value> {
    let key: &str = kwargs.must_get("key")?;
    if let Some(value) = constants.get(key) {
        return Ok(value.clone());
    }
    let text = strings.text(key, kwargs.get::<u64>("n")?, |name| kwargs.get::<Cow<'_, str>>(name).ok().flatten());
    said(strings, key, text, kwargs.get::<Value>("default")?)
}

/// What a phrase says of a value.
fn say(strings: &Strings, constants: &FxHashMap<String, Value>, phrase: &Phrase, value: Value) -> TeraResult<Value> {
    let (key, or_itself) = match phrase {
        Phrase::Counted(key) | Phrase::Filled(key, _) => (Cow::Borrowed(key), false),
        Phrase::Named(key, or_itself) => {
            (Cow::Owned(value.as_str().map_or_else(|| format!("{key}{value}"), |end| [key.as_str(), end].concat())), *or_itself)
        }
    };
    if let Some(value) = constants.get(&**key) {
        return Ok(value.clone());
    }
    let n = match phrase {
        Phrase::Counted(_) => Some(value.as_u64().ok_or_else(|| Error::message(format!("`{value}` is no number of things")))?),
        _ => None,
    };
    let fill = |name: &str| match phrase {
        Phrase::Filled(_, own) if own == name => value.as_str().map(Cow::Borrowed),
        _ => None,
    };
    said(strings, &key, strings.text(&key, n, fill), or_itself.then(|| value.clone()))
}

fn said(strings: &Strings, key: &str, text: Option<Cow<'_, str>>, default: Option<Value>) -> TeraResult<Value> {
    match (text, default) {
        (Some(text), _) => Ok(Value::normal_string(&text)),
        (None, Some(default)) => Ok(default),
        (None, None) => {
            let hint = did_you_mean(&strings.nearest(key)).map_or(String::new(), |hint| format!("; {hint}"));
            Err(Error::message(format!("there are no words for `{key}`{hint}")))
        }
    }
}

/// A date in words, and for programs where HTML has a form for it (HTML, "The `time` element"): no ranges, nothing approximate,
/// nothing before Christ.
fn time(edtf: &str, words: &str) -> Value {
    let mut html = Html::new();
    let fits = Date::parse(edtf).is_some_and(|date| date.end.is_none() && date.start.is_plain() && (1..=9999).contains(&date.start.year));
    if fits {
        html.open("time").attribute("datetime", edtf.trim()).end();
        html.words(words);
        html.close("time");
    } else {
        html.words(words);
    }
    Value::safe_string(&html)
}

/// ` lang="…"`, and ` dir="…"` where the direction differs; nothing for the language of what is
/// around it: `than`, or that of the page, which a component takes as `@html_lang`.
fn language(tag: &str, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
    if tag.is_empty() {
        return Ok(Value::safe_string(""));
    }
    let around = match kwargs.get::<Value>("than")? {
        Some(than) => Some(than),
        None => state.get::<Value>("html_lang")?,
    };
    let around = around.as_ref().and_then(Value::as_str).ok_or_else(|| {
        Error::message("`lang` does not know the language around this: write `| lang(than=…)`, or take `@html_lang` in the component")
    })?;
    Ok(Value::safe_string(&language_attributes(tag, around)))
}

/// The attributes of something in the language `tag` inside something in the language `than`.
pub fn language_attributes(tag: &str, than: &str) -> String {
    if tag.is_empty() || tag == than {
        return String::new();
    }
    let safe: String = tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    match (Lang::new(tag).is_rtl(), Lang::new(than).is_rtl()) {
        (true, false) => format!(" lang=\"{safe}\" dir=\"rtl\""),
        (false, true) => format!(" lang=\"{safe}\" dir=\"ltr\""),
        _ => format!(" lang=\"{safe}\""),
    }
}

fn group_by(values: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Map> {
    let attribute: &str = kwargs.must_get("attribute")?;
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for value in values {
        let name = value.get_from_path(attribute).ok_or_else(|| Error::message(format!("an element has no `{attribute}`")))?.to_string();
        let place = *places.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(value.clone()),
            None => groups.push((name, vec![value.clone()])),
        }
    }
    Ok(groups.into_iter().map(|(name, group)| (name.into(), Value::from(group))).collect())
}
