//! What a template may call besides tera's own filters.
//!
//! - `t(key="…", n=…, …)`: the site's own words; `default=` for keys that depend on the content;
//! - `asset(path="assets/…")`: the address of an asset from the site's root, with its digest;
//! - `| date`: EDTF as readers write it;
//! - `| number`: digits in groups;
//! - `| lang(than=…)`: the attributes of a passage in another language;
//! - `| safe`: HTML as it is, without a copy.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::strings::Strings;
use crate::base::Lang;

/// Names of our functions and filters, and of tera's filters and tests, for hints.
pub const NAMES: &[&str] = &[
    "abs",
    "asset",
    "capitalize",
    "containing",
    "date",
    "default",
    "defined",
    "divisible_by",
    "ending_with",
    "escape",
    "even",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "integer",
    "iterable",
    "join",
    "keys",
    "lang",
    "last",
    "length",
    "lower",
    "map",
    "newlines_to_br",
    "none",
    "nth",
    "number",
    "odd",
    "pairs",
    "pluralize",
    "range",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "starting_with",
    "str",
    "string",
    "t",
    "throw",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "undefined",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// Lends our functions to `tera`. `assets` maps paths to addresses.
pub fn register(tera: &mut Tera, strings: Arc<Strings>, assets: BTreeMap<String, String>) {
    // Words without parts to fill in are values once and for all.
    let constants: FxHashMap<String, Value> = strings.constants().map(|(key, text)| (key.to_owned(), Value::normal_string(text))).collect();
    let words = Arc::clone(&strings);
    tera.register_function("t", move |kwargs: Kwargs, _: &State| translate(&words, &constants, &kwargs));
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let path: &str = kwargs.must_get("path")?;
        assets.get(path).cloned().ok_or_else(|| Error::message(format!("there is no asset `{path}`")))
    });
    let words = Arc::clone(&strings);
    tera.register_filter("date", move |text: Cow<'_, str>, _: Kwargs, _: &State| words.date(&text).into_owned());
    tera.register_filter("number", move |n: u64, _: Kwargs, _: &State| strings.number(n));
    tera.register_filter("lang", language);
    tera.register_filter("safe", |value: Value, _: Kwargs, _: &State| value.mark_safe());
}

fn translate(strings: &Strings, constants: &FxHashMap<String, Value>, kwargs: &Kwargs) -> TeraResult<Value> {
    let key: &str = kwargs.must_get("key")?;
    if let Some(value) = constants.get(key) {
        return Ok(value.clone());
    }
    let n = kwargs.get::<u64>("n")?;
    let text = strings.text(key, n, |name| kwargs.get::<Cow<'_, str>>(name).ok().flatten());
    match (text, kwargs.get::<Value>("default")?) {
        (Some(text), _) => Ok(Value::normal_string(&text)),
        (None, Some(default)) => Ok(default),
        (None, None) => {
            let near = strings.nearest(key).join("`, `");
            Err(Error::message(format!(
                "there are no words for `{key}`{}",
                if near.is_empty() { String::new() } else { format!("; near it are `{near}`") }
            )))
        }
    }
}

/// ` lang="…"`, and ` dir="…"` where the direction differs; nothing for the language of what is
/// around it (`than`).
fn language(tag: &str, kwargs: Kwargs, _: &State) -> TeraResult<Value> {
    let than: &str = kwargs.must_get("than")?;
    Ok(Value::safe_string(&language_attributes(tag, than)))
}

/// The attributes of something in the language `tag` inside something in the language `than`.
pub fn language_attributes(tag: &str, than: &str) -> String {
    if tag.is_empty() || tag == than {
        return String::new();
    }
    let tag_of = |tag: &str| tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>();
    match (Lang::new(tag).is_rtl(), Lang::new(than).is_rtl()) {
        (true, false) => format!(" lang=\"{}\" dir=\"rtl\"", tag_of(tag)),
        (false, true) => format!(" lang=\"{}\" dir=\"ltr\"", tag_of(tag)),
        _ => format!(" lang=\"{}\"", tag_of(tag)),
    }
}
