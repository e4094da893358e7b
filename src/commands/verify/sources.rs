//! Whether the sources of an archive are those of which its documents were made: each document says the SHA-256 of its source.

use crate::{
    base::{Diagnostic, RelPath, digest::sha256, places::SOURCES, say},
    commands::{bag::check::Checked, ingest::find_sources, session::Session},
};

/// Proves the sources of which documents were made.
pub fn check(session: &Session<'_>) -> Checked {
    let mut checked = Checked::default();
    let origins = session.all_origins();
    let (sources, _) = find_sources(session.snapshot(), &origins);
    let mut known: Vec<&RelPath> = Vec::new();
    for source in &sources {
        let Some((document, origin)) = source.document.as_ref().filter(|(_, origin)| !origin.sha256.is_empty()) else { continue };
        known.push(document);
        let Some(bytes) = session.bytes(&source.path) else {
            checked.findings.push(Diagnostic::error(&source.path, say::file_lost_since(document)));
            continue;
        };
        let whole = source.whole(&bytes, |page| session.bytes(page));
        let own = source.own(&whole);
        if sha256(own) == origin.sha256 {
            checked.files += 1;
            checked.bytes += own.len() as u64;
        } else {
            checked.findings.push(Diagnostic::error(&source.path, say::file_changed_since(document)).hint(say::file_changed_since_hint()));
        }
    }
    known.sort();
    let lost = origins.iter().filter(|(path, origin)| !origin.sha256.is_empty() && known.binary_search(path).is_err());
    let lost = lost.filter(|(_, origin)| !session.snapshot().files.contains_key(&*format!("{SOURCES}/{}", origin.file)));
    let lost = lost.map(|(path, origin)| {
        let source = RelPath::new(&format!("{SOURCES}/{}", origin.file));
        Diagnostic::error(&source, say::file_lost_since(path))
    });
    checked.findings.extend(lost);
    checked
}
