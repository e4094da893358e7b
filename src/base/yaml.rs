//! YAML, read and written. The only home of the YAML crate.
//!
//! What is read becomes a [`Value`], the same tree that JSON gives, so that nothing behind this
//! door depends on the notation. Problems come with the place in the text.

use serde::Serialize;
pub use serde_json::{Map, Value};

use super::Span;

/// Why a text is not YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in the parser's words without its position.
    pub message: String,
    /// Where the parser gave up.
    pub span: Option<Span>,
}

impl Fault {
    /// How to mend it, where the parser's words tell one of the usual slips.
    pub fn hint(&self) -> Option<&'static str> {
        const HINTS: [(&str, &str); 7] = [
            ("mapping values are not allowed", "put quotation marks around a value that holds a colon and a space"),
            ("found unexpected end of stream", "close the quotation mark or bracket that is open here"),
            (
                "found character that cannot start any token",
                "indent with spaces instead of tabs, and quote a value that begins with `@`, `` ` `` or `%`",
            ),
            ("found a tab character", "indent with spaces instead of tabs"),
            ("could not find expected ':'", "each line needs a key, a colon and a value; quote a value that runs over several lines"),
            (
                "did not find expected key",
                "indent all keys of a group alike, and quote a value that begins with a quotation mark, `[`, `{`, `*` or `&`",
            ),
            ("did not find expected '-' indicator", "indent all items of a list alike"),
        ];
        HINTS.iter().find(|(words, _)| self.message.contains(words)).map(|(_, hint)| *hint)
    }
}

/// Reads one YAML document. An empty text is `Null`; a byte order mark before it is passed over.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_yaml::from_str(yaml).map_err(|error| {
        let place = error.location().map(|place| (text.len() - yaml.len() + place.index()).min(text.len()));
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Fault { message, span: place.map(|at| Span::new(at, at)) }
    })
}

/// Writes a value as YAML, block style, keys in the order given.
///
/// Fails only for values that no YAML can hold; none of ours.
pub fn write<T: Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).unwrap_or_default()
}
