//! What is said to people and given to programs: the only door to the terminal and to pipes.
//!
//! - [`say`] is for the person at the terminal, on standard error; [`give`] is what was asked for, on standard output.
//! - No control character of a text reaches a terminal raw: it could move the cursor, hide words or reorder them (Boucher
//!   and Anderson, "Trojan Source", 2021). It is shown by its number instead ([`visible`]), in JSON as an escape.
//! - A write that fails is remembered, and the program ends with status 3 ([`end`]): silently if whoever read a pipe has
//!   had enough, else with the reason.

use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, IsTerminal, Write},
    sync::OnceLock,
};

use crate::base::diagnostic::io_words;

/// The exit status of a command that was wrong.
pub const USAGE: u8 = 2;
/// The exit status of input or output that failed.
pub const FAILED: u8 = 3;

/// Why what was said, and what was given, could not be written, for the first time.
static UNSAID: OnceLock<io::Error> = OnceLock::new();
static UNGIVEN: OnceLock<io::Error> = OnceLock::new();

/// Says something to the person at the terminal.
pub fn say(text: &str) {
    to_person(&visible(text));
}

/// The same in colours, for text whose other contents are [`visible`] already.
pub fn say_styled(text: &str) {
    to_person(&tame(text, true, shown_by_number));
}

/// Gives people what they asked for.
pub fn give(text: &str) {
    to_reader(&mut anstream::stdout().lock(), visible(text).as_bytes());
}

/// The same in colours, for text whose other contents are [`visible`] already.
pub fn give_styled(text: &str) {
    to_reader(&mut anstream::stdout().lock(), tame(text, true, shown_by_number).as_bytes());
}

/// Gives programs what they asked for, as lines of JSON: the same values, with every character that a terminal would obey
/// as an escape.
pub fn give_json(lines: &str) {
    to_reader(&mut io::stdout().lock(), tame(lines, false, escaped_for_json).as_bytes());
}

/// Gives programs what they asked for, byte for byte; a terminal gets what people can be shown.
pub fn give_exactly(bytes: &[u8]) {
    if io::stdout().is_terminal() {
        give(&String::from_utf8_lossy(bytes));
    } else {
        to_reader(&mut io::stdout().lock(), bytes);
    }
}

fn to_person(text: &str) {
    let mut out = anstream::stderr().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Only the first counts.
        let _ = UNSAID.set(error);
    }
}

/// After a failure nothing more is written: a hole in the middle would be worse than an end.
fn to_reader(out: &mut dyn Write, bytes: &[u8]) {
    if !is_lost()
        && let Err(error) = out.write_all(bytes).and_then(|()| out.flush())
    {
        let _ = UNGIVEN.set(error);
    }
}

/// Whether something could not be given, so that more of it need not be made.
pub fn is_lost() -> bool {
    UNGIVEN.get().is_some()
}

/// The exit status of a program that would end with `status`: another if what it gave or said was lost. Says why.
pub fn end(status: u8) -> u8 {
    let lost = UNGIVEN.get().map(|error| ("standard output", error)).or_else(|| UNSAID.get().map(|error| ("standard error", error)));
    let Some((place, error)) = lost else { return status };
    if error.kind() != io::ErrorKind::BrokenPipe {
        to_person(&format!("{ERROR}: cannot write to {place}: {}\n", io_words(error)));
    }
    if status == USAGE { status } else { FAILED }
}

/// In bold red where colours are wanted; `anstream` takes the codes out elsewhere.
pub const ERROR: &str = "\x1b[1;31merror\x1b[0m";

/// The text with every control character but the line feed and the tab as its number: `<U+202E>`.
pub fn visible(text: &str) -> Cow<'_, str> {
    tame(text, false, shown_by_number)
}

fn shown_by_number(c: char, out: &mut String) {
    // Writing into a string cannot fail.
    let _ = write!(out, "<U+{:04X}>", u32::from(c));
}

/// All that terminals obey is in the first plane, and in JSON it stands in strings only.
fn escaped_for_json(c: char, out: &mut String) {
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

/// Whether a terminal obeys this character: controls (general category Cc: C0, DEL, C1), and those that turn the direction
/// of what follows (UAX #9, 2.1 to 2.5).
fn is_obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text without what terminals obey, each written by `instead`; with `colours` those of our own are left.
fn tame(text: &str, colours: bool, instead: fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_obeyed(*c)) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let len = if colours { colour_len(from) } else { 0 };
        if len > 0 {
            out.push_str(from.get(..len).unwrap_or_default());
        } else {
            instead(c, &mut out);
        }
        rest = from.get(len.max(c.len_utf8())..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of a sequence at the start of the text that selects a colour (ECMA-48, 8.3.117); 0 if there is none.
fn colour_len(text: &str) -> usize {
    let Some(inside) = text.strip_prefix("\x1b[") else { return 0 };
    let end = inside.find(|c: char| !(c.is_ascii_digit() || c == ';')).unwrap_or(inside.len());
    if inside.get(end..).is_some_and(|rest| rest.starts_with('m')) { "\x1b[".len() + end + "m".len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible("a\tb\nword \u{5d0}\u{200f}"), "a\tb\nword \u{5d0}\u{200f}");
        let odd = "\x1b[31mred\x1b]0;x\x07\r\u{9b}2J\u{202e}\u{2066}\0\u{7f}";
        assert_eq!(visible(odd), "<U+001B>[31mred<U+001B>]0;x<U+0007><U+000D><U+009B>2J<U+202E><U+2066><U+0000><U+007F>");
    }

    #[test]
    fn colours_of_our_own_are_left_and_nothing_else() {
        let text = tame("\x1b[1;31merror\x1b[0m \x1b[2J\x1b[31", true, shown_by_number).into_owned();
        assert_eq!(text, "\x1b[1;31merror\x1b[0m <U+001B>[2J<U+001B>[31");
    }

    #[test]
    fn json_says_the_same() {
        let value = serde_json::json!({"a": "\u{9b}\u{202e}\u{7f}é\n"});
        let line = tame(&value.to_string(), false, escaped_for_json).into_owned();
        assert_eq!(line, "{\"a\":\"\\u009b\\u202e\\u007fé\\n\"}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap(), value);
    }
}
