//! From bytes to text.

use std::borrow::Cow;

use crate::base::{Diagnostic, RelPath, Span};

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
    // As old Macintoshes end their lines: with one sign, too, so that all places stay.
    let text = if text.contains('\r') && !text.contains('\n') { Cow::Owned(text.replace('\r', "\n")) } else { text };
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

fn encoding_hint(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this is UTF-16: save the file as UTF-8",
        _ => "save the file as UTF-8; it may be in an older encoding such as Windows-1251 or Latin-1",
    }
}
