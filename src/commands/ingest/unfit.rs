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

/// The names, in small letters, of pictures and recordings that texts name, or that are called as a text is that says what is on them: they are
/// shown there. What a text names without an ending is among them without one.
pub fn files_named(snapshot: &Snapshot) -> BTreeSet<String> {
    /// Texts in which addresses stand, by their endings.
    const MARKUP: [&str; 16] =
        ["html", "htm", "xhtml", "xml", "tei", "tex", "latex", "rst", "org", "adoc", "wiki", "textile", "ipynb", "dbk", "csv", "hocr"];
    /// Those of texts that may say what was recognised on a picture of the same name, and what is heard on a recording.
    const SEEN: [&str; 3] = ["xml", "hocr", "html"];
    const HEARD: [&str; 14] = ["vtt", "srt", "ttml", "dfxp", "ass", "ssa", "sbv", "csv", "tsv", "xml", "html", "docx", "odt", "rtf"];
    let mut named = BTreeSet::new();
    for (path, file) in snapshot.below(SOURCES) {
        let ending = path.extension();
        let stem = path.stem().to_lowercase();
        if HEARD.contains(&ending.as_str()) {
            named.extend([stem.as_str()].into_iter().chain(stem.rsplit_once('.').map(|(stem, _)| stem)).map(heard));
            // `talk.mp3.srt`
            named.extend(is_recording(&RelPath::new(&stem)).then(|| stem.clone()));
        }
        if SEEN.contains(&ending.as_str()) {
            named.insert(stem);
        }
        let is_markdown = comment::is_markdown(path);
        if !is_markdown && !MARKUP.contains(&ending.as_str()) {
            continue;
        }
        let text = String::from_utf8_lossy(file.bytes().map_or(&[], |bytes| bytes));
        if !is_markdown {
            named.extend(addresses(&text).map(|address| text::percent_decoded(address).to_lowercase()));
        }
        let signs = ['/', '\\', '(', ')', '[', ']', '<', '>', '"', '\'', '|', ':', '#', '?', '\n', '{', '}', ','];
        let parts = text.split(signs).map(str::trim);
        let files = parts.filter(|part| is_recording(&RelPath::new(part)));
        named.extend(files.map(|part| text::percent_decoded(part).to_lowercase()));
    }
    named
}

/// What stands among the names for recordings that are called so.
pub fn heard(stem: &str) -> String {
    format!("{stem}/")
}

/// The names of files to which XML and LaTeX lead, which may lack an ending.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    const BEFORE: [&str; 4] = ["href=\"", "url=\"", "facs=\"", "\\includegraphics"];
    BEFORE.into_iter().flat_map(move |before| {
        memchr::memmem::find_iter(text.as_bytes(), before.as_bytes()).filter_map(move |at| {
            let rest = text.get(at + before.len()..)?;
            let inner = if before.ends_with('"') { rest } else { rest.split_once('{')?.1 };
            let end = inner.find(['"', '}', '\n', '?', '#'])?;
            inner.get(..end)?.rsplit('/').next().map(str::trim)
        })
    })
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
