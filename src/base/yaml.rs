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

/// Reads one YAML document. An empty text is `Null`.
pub fn parse(text: &str) -> Result<Value, Fault> {
    serde_yaml::from_str(text).map_err(|error| {
        let span = error.location().map(|place| Span::new(place.index().min(text.len()), place.index().min(text.len())));
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Fault { message, span }
    })
}

/// Writes a value as YAML, block style, keys in the order given.
///
/// Fails only for values that no YAML can hold; none of ours.
pub fn write<T: Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).unwrap_or_default()
}
