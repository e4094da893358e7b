//! Files among the sources of which no document is made.

use std::collections::BTreeSet;

use super::{extract, sources::name_of};
use crate::{
    base::{
        Diagnostic, Message, RelPath, Snapshot, comment,
        places::{SOURCES, is_recording},
        say, text,
    },
    ingest::{Format, detect, packed_fault},
};

/// The names, in small letters, of pictures and recordings that texts in Markdown name: they are shown there.
pub fn files_named(snapshot: &Snapshot) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (_, file) in snapshot.below(SOURCES).filter(|(path, _)| comment::is_markdown(path)) {
        let text = String::from_utf8_lossy(file.bytes().map_or(&[], |bytes| bytes));
        let parts = text.split(['/', '\\', '(', ')', '[', ']', '<', '>', '"', '\'', '|', ':', '#', '?', '\n']).map(str::trim);
        let files = parts.filter(|part| is_recording(&RelPath::new(part)));
        named.extend(files.map(|part| text::percent_decoded(part).to_lowercase()));
    }
    named
}

/// What is wrong with a source that cannot be converted.
pub fn unfit(path: &RelPath, bytes: &[u8]) -> Option<Diagnostic> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some(Diagnostic::warning(path, say::empty_source()).hint(say::empty_source_hint()));
    }
    if extract::is_known(path, bytes) {
        return None;
    }
    // What is called so and is another text may well be read.
    if let Some(what) = extract::called(path).filter(|_| bytes.starts_with(b"PK") || bytes.contains(&0)) {
        if Format::of(path.name(), bytes) != Format::Text {
            return None;
        }
        let old = bytes.starts_with(b"\xd0\xcf\x11\xe0");
        let message = if old { say::source_unreadable_old(path.name(), what) } else { say::source_unreadable_damaged(path.name(), what) };
        let problem = Diagnostic::warning(path, message).hint(say::source_unreadable_office_hint());
        return Some(match packed_fault(bytes).filter(|_| bytes.starts_with(b"PK")) {
            Some(fault) => problem.related(path, None, fault.message),
            None => problem,
        });
    }
    if Format::of(name_of(path), bytes) != Format::Text {
        return None;
    }
    detect::refused(name_of(path), bytes).map(|refusal| Diagnostic::warning(path, refusal.message).hint(refusal.hint))
}

/// Says of a file that it is no text.
pub fn not_text(path: &RelPath, what: Message, hint: Message) -> Diagnostic {
    Diagnostic::warning(path, say::source_not_text(what)).hint(hint)
}
