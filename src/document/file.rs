//! From bytes to front matter and text.

use std::borrow::Cow;

use crate::base::{Diagnostic, RelPath, Span};

/// Where the parts of a file stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The YAML between the lines `---`; `None` if there is none.
    pub front: Option<Span>,
    /// The Markdown.
    pub body: Span,
}

/// A line longer than this is hardly a line of text.
const LONG_LINE: usize = 1 << 20;

/// The text of a file. Bytes that are no UTF-8 become U+FFFD.
pub(super) fn decode<'b>(path: &RelPath, bytes: &'b [u8]) -> (Cow<'b, str>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or(0);
            let message = format!("not UTF-8: byte {byte:#04x} at offset {at}");
            let place = Span::new(at, at + '\u{fffd}'.len_utf8());
            diagnostics.push(Diagnostic::error(path, "not-utf8", message).at(place).hint(encoding_hint(bytes)));
            String::from_utf8_lossy(bytes)
        }
    };
    if without_bom(&text).0.trim().is_empty() {
        let hint = "write what belongs in it, or delete it";
        diagnostics.push(Diagnostic::warning(path, "empty-file", "the file is empty").hint(hint));
    }
    if let Some(at) = text.find('\0') {
        let message = "a NUL character in the text";
        diagnostics.push(Diagnostic::warning(path, "nul", message).at(at..at + 1).hint("take it out: no text holds one"));
    }
    if bytes.len() > LONG_LINE {
        let mut start = 0;
        for line in text.split('\n') {
            if line.len() > LONG_LINE {
                let message = format!("a line of {} MB", line.len() >> 20);
                let hint = "break the text into paragraphs, with empty lines between them";
                diagnostics.push(Diagnostic::warning(path, "long-line", message).at(start..start).hint(hint));
                break;
            }
            start += line.len() + 1;
        }
    }
    (text, diagnostics)
}

/// The text without a byte order mark, and where it begins then.
pub(super) fn without_bom(text: &str) -> (&str, usize) {
    text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, '\u{feff}'.len_utf8()))
}

/// Finds the front matter: it begins on the first line, with `---`, and ends with a line `---` or `...`.
pub(super) fn split(path: &RelPath, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let (rest, start) = without_bom(text);
    let whole = Parts { front: None, body: Span::new(start, text.len()) };
    let mut at = start;
    let mut lines = rest.split_inclusive('\n').map(|line| {
        let begin = at;
        at += line.len();
        (begin, at, line.trim_end())
    });
    let Some((_, open, "---")) = lines.next() else { return whole };
    for (begin, end, line) in lines {
        if matches!(line, "---" | "...") {
            return Parts { front: Some(Span::new(open, begin)), body: Span::new(end, text.len()) };
        }
    }
    // Never closed: what looks like YAML up to the first empty line or heading is taken for it.
    let end = open + front_length(text.get(open..).unwrap_or(""));
    let message = "the front matter is not closed";
    let hint = "put a line `---` behind its last key";
    diagnostics.push(Diagnostic::error(path, "front-unclosed", message).at(start..start + "---".len()).hint(hint));
    Parts { front: Some(Span::new(open, end)), body: Span::new(end, text.len()) }
}

/// How long the lines at the beginning are that are keys, their values, lists or comments.
fn front_length(text: &str) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let key = bare
            .split_once(':')
            .is_some_and(|(key, value)| !key.contains(' ') && !key.is_empty() && (value.is_empty() || value.starts_with(' ')));
        if !(key || bare.starts_with(' ') || bare.starts_with("- ") || bare.starts_with('#') && !bare.starts_with("##") && bare.len() < 3) {
            break;
        }
        length += line.len();
    }
    length
}

fn encoding_hint(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this is UTF-16: save the file as UTF-8",
        _ => "save the file as UTF-8; it may be in an older encoding such as Windows-1251 or Latin-1",
    }
}
