//! What a file is that is no source of ours: told by what it holds, and by its name only where that says nothing.
//!
//! 1. [`binary`]: how files begin that are no text: pictures, sound, film, fonts, data bases, archives, programs;
//! 2. [`markup`]: texts in a mark-up language that another program reads;
//! 3. [`data`]: texts that are data, scripts, style sheets; and whether bytes are text at all.

mod binary;
mod data;
mod markup;

pub use markup::{Markup, markup};
use scholion_base::{Message, say};

/// A sentence without fields.
type Words = fn() -> Message;

/// Why a file becomes no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is.
    pub message: Message,
    /// What can be done.
    pub hint: Message,
}

impl Refusal {
    /// Of a file of this kind.
    fn of(what: Words, hint: Words) -> Self {
        Self { message: say::source_not_text(what()), hint: hint() }
    }
}

/// What a file is that is not read; `None` of one that may be a text.
pub fn refused(name: &str, bytes: &[u8]) -> Option<Refusal> {
    binary::refused(bytes).or_else(|| if markup(name, bytes).is_some() { None } else { data::refused(name, bytes) })
}

/// How a file's name ends, in lower case.
fn ending(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

/// The beginning of a text, without a byte order mark and blanks before it.
pub(super) fn head(bytes: &[u8]) -> String {
    /// As much tells what a text is.
    const MUCH: usize = 16_384;
    let head = bytes.get(..bytes.len().min(MUCH)).unwrap_or_default();
    // No character is cut in two.
    let head = match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or_default(),
        _ => head,
    };
    let mut text = scholion_base::source_text::text_of(head);
    text.drain(..text.len() - text.trim_start().len());
    text
}
