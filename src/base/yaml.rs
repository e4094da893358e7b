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
        const HINTS: [(&str, &str); 9] = [
            ("mapping values are not allowed", "put quotation marks around a value that holds a colon and a space"),
            ("this quotation mark is never closed", "close it, or put the whole value into quotation marks of the other kind"),
            (
                "this list is never closed",
                "close it with `]`, with commas between its items, or put quotation marks around a value that begins with `[`",
            ),
            (
                "this group of keys is never closed",
                "close it with `}`, with commas between its parts, or put quotation marks around a value that begins with `{`",
            ),
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
        let words = error.to_string();
        // What was opened and never closed is found at the end of the text; its beginning is the place to mend.
        let opened = OPENED.iter().find_map(|(context, message)| Some((message, place(yaml, words.split_once(context)?.1)?)));
        let (message, at) = match opened {
            Some((message, at)) => ((*message).to_owned(), Some(at)),
            None => (words.split(" at line ").next().unwrap_or(&words).to_owned(), error.location().map(|place| place.index())),
        };
        let at = at.map(|at| (text.len() - yaml.len() + at).min(text.len()));
        Fault { message, span: at.map(|at| Span::new(at, at)) }
    })
}

/// What the parser says that it was in the midst of, and what that means for the writer.
const OPENED: [(&str, &str); 3] = [
    ("while scanning a quoted scalar at ", "this quotation mark is never closed"),
    ("while parsing a flow sequence at ", "this list is never closed"),
    ("while parsing a flow mapping at ", "this group of keys is never closed"),
];

/// The offset of `line 3 column 1`, the column in characters.
fn place(text: &str, words: &str) -> Option<usize> {
    let mut words = words.split_whitespace();
    let (line, column) = (words.nth(1)?.parse::<usize>().ok()?, words.nth(1)?.parse::<usize>().ok()?);
    let start = if line > 1 { text.match_indices('\n').nth(line - 2)?.0 + 1 } else { 0 };
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at))
}

/// Writes a value as YAML, block style, keys in the order given.
///
/// Fails only for values that no YAML can hold; none of ours.
pub fn write<T: Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_placed_where_they_can_be_mended() {
        let fault = |text: &str| parse(text).err().map(|fault| (fault.message, fault.span.map(|span| span.start)));
        assert_eq!(fault("a: b\nй: \"open\nlang: en\n"), Some(("this quotation mark is never closed".into(), Some(9))));
        assert_eq!(fault("\u{feff}a: [b\nc: d\n"), Some(("this list is never closed".into(), Some(6))));
        assert_eq!(fault("a: {b: c\n"), Some(("this group of keys is never closed".into(), Some(3))));
        assert_eq!(fault("a: b: c\n"), Some(("mapping values are not allowed in this context".into(), Some(4))));
        assert_eq!(fault("a: b"), None);
    }
}
