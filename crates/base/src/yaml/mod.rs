//! YAML, read and written. The only home of the two crates that know it.
//!
//! 1. [`reader`]: the everyday part of YAML, read at once into nodes with places, ten times as fast as
//!    a parser does it; it refuses whatever it is not sure of;
//! 2. [`events`]: what it refuses goes through a parser of all of YAML, into the same nodes with the same places;
//! 3. what that refuses as well is wrong: `serde_yaml` says why, in the words of most other programs;
//! 4. [`hint`]: how to mend that.
//!
//! What is read is a [`Node`] with its place, or a [`Value`], the same tree that JSON gives, so that
//! nothing behind this door depends on the notation.

mod events;
mod hint;
mod keys;
mod node;
mod reader;

pub use node::{Data, Doubled, Fault, Node, Pair, Tree};
use serde::{Serialize, de::IgnoredAny};
pub use serde_json::{Map, Value};

use super::{Message, Span, say};

/// Reads one YAML document into nodes. Spans are byte offsets into `text`; the value of an alias has the places of what it
/// repeats. An empty text is null.
pub fn read(text: &str) -> Result<Tree<'_>, Fault> {
    if let Some(tree) = reader::read(text) {
        return Ok(tree);
    }
    events::read(text).map_err(|refusal| match refusal {
        events::Refusal::Refused(fault) => fault,
        // Values are not made: what is wrong may be large as well.
        events::Refusal::Wrong(at, message) => match serde_yaml::from_str::<IgnoredAny>(text) {
            Err(error) => fault(text, &error),
            Ok(_) => {
                let (span, hint) = hint::find(text, Some(at), &message);
                Fault { message: say::bad_yaml(message), span, hint }
            }
        },
    })
}

/// Reads one YAML document. An empty text is `Null`.
pub fn parse(text: &str) -> Result<Value, Fault> {
    read(text).map(|tree| tree.root.to_value())
}

/// Writes a value as YAML, block style, keys in the order given.
///
/// Fails only for values that no YAML can hold; none of ours.
pub fn write<T: Serialize>(value: &T) -> String {
    let text = serde_yaml::to_string(value).unwrap_or_default();
    // To the writer these two end a line, as in YAML 1.1, and readers of YAML 1.2 take its indentation for words.
    if text.contains(SEPARATORS) { escaped(value, &text).unwrap_or(text) } else { text }
}

/// U+2028 and U+2029, which separate lines and paragraphs.
const SEPARATORS: [char; 2] = ['\u{2028}', '\u{2029}'];

/// The value written with the strings in quotation marks that hold a separator, so that it is escaped. The writer does so for
/// strings that hold a control character: each gets one at its end that `text` does not hold, and its escape is taken out again.
fn escaped<T: Serialize>(value: &T, text: &str) -> Option<String> {
    fn mark(value: &mut Value, control: char) {
        match value {
            Value::String(words) if words.contains(SEPARATORS) => words.push(control),
            Value::Array(items) => items.iter_mut().for_each(|item| mark(item, control)),
            Value::Object(map) => map.values_mut().for_each(|item| mark(item, control)),
            _ => {}
        }
    }
    let (control, escape) = ('\u{1}'..='\u{6}').map(|c| (c, format!("\\x{:02X}", c as u32))).find(|(_, escape)| !text.contains(escape))?;
    let mut value = serde_json::to_value(value).ok()?;
    mark(&mut value, control);
    Some(serde_yaml::to_string(&value).ok()?.replace(&format!("{escape}\""), "\""))
}

fn fault(text: &str, error: &serde_yaml::Error) -> Fault {
    let words = error.to_string();
    // What was opened and never closed is found at the end of the text; its beginning is the place to mend.
    for (context, message, hint) in OPENED {
        if let Some(at) = words.split_once(context).and_then(|(_, rest)| place(text, rest)) {
            let line = text.get(at..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
            return Fault { message: message(), span: Some(Span::new(at, at + line)), hint: Some(hint()) };
        }
    }
    let index = error.location().map(|place| place.index().min(text.len()));
    let message = words.split(" at line ").next().unwrap_or(&words).to_owned();
    let (span, hint) = hint::find(text, index, &message);
    Fault { message: say::bad_yaml(message), span, hint }
}

/// What makes a sentence without fields.
type Said = fn() -> Message;

/// What the parser says that it was in the midst of, what that means for the writer, and a hint.
const OPENED: [(&str, Said, Said); 3] = [
    ("while scanning a quoted scalar at ", say::bad_yaml_quote, say::bad_yaml_quote_hint),
    ("while parsing a flow sequence at ", say::bad_yaml_flow_list, say::bad_yaml_flow_list_hint),
    ("while parsing a flow mapping at ", say::bad_yaml_flow_map, say::bad_yaml_flow_map_hint),
];

/// The offset of `line 3 column 1`, the column in characters.
fn place(text: &str, words: &str) -> Option<usize> {
    let mut words = words.split_whitespace();
    let (line, column) = (words.nth(1)?.parse::<usize>().ok()?, words.nth(1)?.parse::<usize>().ok()?);
    let start = if line > 1 { text.match_indices('\n').nth(line - 2)?.0 + 1 } else { 0 };
    let rest = text.get(start..)?;
    Some(start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests;
