//! From bytes to text.

use std::borrow::Cow;

use crate::base::{Diagnostic, Message, RelPath, Span, say};

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
            let message = say::not_utf8(format!("{byte:#04x}"), at);
            let place = Span::new(at, at + '\u{fffd}'.len_utf8());
            diagnostics.push(Diagnostic::error(path, message).at(place).hint(encoding_hint(bytes)));
            String::from_utf8_lossy(bytes)
        }
    };
    // As old Macintoshes end their lines: with one sign, too, so that all places stay.
    let text = if text.contains('\r') && !text.contains('\n') { Cow::Owned(text.replace('\r', "\n")) } else { text };
    if without_bom(&text).0.trim().is_empty() {
        let hint = say::empty_file_hint();
        diagnostics.push(Diagnostic::warning(path, say::empty_file()).hint(hint));
    }
    if let Some(at) = text.find('\0') {
        let message = say::nul();
        diagnostics.push(Diagnostic::warning(path, message).at(at..at + 1).hint(say::nul_hint()));
    }
    if bytes.len() > LONG_LINE {
        let mut start = 0;
        for line in text.split('\n') {
            if line.len() > LONG_LINE {
                let message = say::long_line(line.len() >> 20);
                let hint = say::long_line_hint();
                diagnostics.push(Diagnostic::warning(path, message).at(start..start).hint(hint));
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

fn encoding_hint(bytes: &[u8]) -> Message {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => say::not_utf8_utf16_hint(),
        _ => say::not_utf8_hint(),
    }
}
