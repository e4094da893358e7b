//! To which document the text of a version belongs, and how much of it is shown.
//!
//! `content/versions/box1/letter/1.0.md` is what `content/documents/box1/letter.md` was as version 1.0. It is read as that document would
//! be, so that its links lead from where this stands, and it is shown as far as both may be: what is hidden of a document now is hidden of
//! what it was.

use std::{collections::BTreeSet, ops::Bound, sync::Arc};

use super::{Memo, homes::Claim};
use crate::{
    archive::{
        Delta,
        versions::{Version, Versions},
    },
    base::{
        Diagnostic, Digest, RelPath, Severity, Slug,
        places::{DOCUMENTS, VERSIONS},
        say,
    },
    config::Config,
    document::{self, Document, Layers, highlight::Highlighter, history::is_version},
    site::rights::{self, Shown},
};

/// The document of a version, by the file of that.
pub fn document_of(path: &RelPath) -> RelPath {
    let folder = RelPath::new(path.parent());
    RelPath::new(&format!("{DOCUMENTS}/{}.md", folder.below(VERSIONS).unwrap_or("")))
}

/// The folder in which the versions of the document at a path stand.
pub fn folder_of(document: &RelPath) -> String {
    let name = document.below(DOCUMENTS).unwrap_or("");
    format!("{VERSIONS}/{}", name.strip_suffix(".md").unwrap_or(name))
}

/// What a version is called, by its file.
pub fn name_of(path: &RelPath) -> &str {
    path.name().strip_suffix(".md").unwrap_or(path.name())
}

/// What the file of a version is, by which anybody sees that it stayed so: the first 128 bits of the BLAKE3 of its bytes, with ends of lines
/// as on Unix, since other systems' copies of an archive may have their own.
pub fn digest_of(bytes: &[u8]) -> Digest {
    let mut lines: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\r\n") {
            Some(line) => lines.extend(line.iter().chain(b"\n")),
            None => lines.extend(line),
        }
    }
    Digest::of(&lines)
}

/// Reads the text of a version. It stays as it was published, so that only errors are said of it: what else is wrong was so then.
pub(super) fn parse(path: &RelPath, bytes: &[u8], highlighter: &Highlighter) -> Document {
    let code = |lang: &str, code: &str| highlighter.highlight(lang, code);
    let mut document = document::parse_with(&document_of(path), bytes, &Layers::default(), &code);
    document.digest = digest_of(bytes);
    document.diagnostics.retain(|found| found.severity == Severity::Error);
    for found in &mut document.diagnostics {
        found.path = path.clone();
        found.related.clear();
    }
    document
}

/// Notes the text of a version, or that it is gone, and the claim of the document to which it belongs.
pub(super) fn note(path: &RelPath, text: Option<Arc<Document>>, memo: &mut Memo, claims: &mut BTreeSet<Claim>) {
    let document = memo.inputs.documents.get(&document_of(path));
    claims.extend(document.map(|document| (DOCUMENTS, document.slug.as_str().to_lowercase())));
    match text {
        Some(text) => _ = memo.inputs.versions.insert(path.clone(), text),
        None => _ = memo.inputs.versions.remove(path),
    }
}

/// Takes the versions away from those who had an address, before it is settled again who has it.
pub(super) fn leave(folder: &str, had: &[Slug], memo: &Memo, delta: &mut Delta) {
    let versions = memo.catalogue.versions();
    let had = had.iter().filter(|slug| folder == DOCUMENTS && versions.contains_key(*slug));
    delta.versions.extend(had.map(|slug| (slug.clone(), None)));
}

/// The files of the versions of the document at a path.
fn files<'m>(document: &RelPath, memo: &'m Memo) -> Vec<(&'m RelPath, &'m Arc<Document>)> {
    let folder = folder_of(document);
    let first = format!("{folder}/");
    let all = memo.inputs.versions.range::<str, _>((Bound::Included(first.as_str()), Bound::Unbounded));
    let all = all.take_while(|(path, _)| path.is_below(&folder));
    all.filter(|(path, _)| path.parent() == folder && is_version(name_of(path))).collect()
}

/// Gives a document its versions, as far as they may be shown. `document` is what is shown of it.
pub(super) fn settle(document: Option<&Arc<Document>>, config: &Config, memo: &Memo, delta: &mut Delta) {
    let Some(document) = document.filter(|_| !memo.inputs.versions.is_empty()) else { return };
    let shown = rights::shown(config, &document.meta);
    let of_file = |(path, text): (&RelPath, &Arc<Document>)| {
        // That a part of it waits for a day, or not any more, follows from what the document says now.
        if text.meta.draft && !config.drafts {
            return None;
        }
        let mut text = if shown == Shown::Full { rights::as_shown(config, text) } else { Arc::new(text.closed(0)) };
        let stood = stood_at(document, &text);
        if text.slug != document.slug || text.path != stood {
            let own = Arc::make_mut(&mut text);
            (own.slug, own.path) = (document.slug.clone(), stood);
        }
        Some(Version { name: name_of(path).into(), file: path.clone(), text })
    };
    let all: Vec<Version> = files(&document.path, memo).into_iter().filter_map(of_file).collect();
    if !all.is_empty() {
        delta.versions.insert(document.slug.clone(), Some(Arc::new(Versions(all).ordered(&document.meta.history))));
    }
}

/// Where a document stood when a version of it was published: from there the links of that lead. A document that moves gets its old address
/// as an alias, so that it is the first of those that the version does not have, if the document has moved at all.
pub fn stood_at(document: &Document, version: &Document) -> RelPath {
    let place = |alias: &String| {
        let page = alias.strip_prefix("documents/")?.strip_suffix(".html")?;
        Some(RelPath::new(&format!("{DOCUMENTS}/{page}.md")))
    };
    let since = document.meta.aliases.iter().filter(|alias| !version.meta.aliases.contains(alias)).find_map(place);
    // In the same folder links lead to the same.
    since.filter(|place| place.parent() != document.path.parent()).unwrap_or_else(|| document.path.clone())
}

/// What is wrong with where texts of versions stand, and with what is said of them.
pub(super) fn find(memo: &Memo, all: &mut Vec<Diagnostic>) {
    let mut lost: BTreeSet<RelPath> = BTreeSet::new();
    for (path, text) in &memo.inputs.versions {
        let home = document_of(path);
        let name = name_of(path);
        let Some(document) = memo.inputs.documents.get(&home) else {
            // Of all that stand together it is said once.
            if lost.insert(home.clone()) {
                all.push(Diagnostic::warning(path, say::version_without_document(&home)).hint(say::version_without_document_hint()));
            }
            continue;
        };
        if !is_version(name) {
            all.push(Diagnostic::error(path, say::version_name(name)).hint(say::version_name_hint()));
            continue;
        }
        if text.meta.draft {
            all.push(Diagnostic::warning(path, say::version_held(name)).hint(say::version_held_hint()));
            continue;
        }
        let event = document.meta.history.iter().find(|event| event.version == name);
        let digest = text.digest.to_string();
        if event.is_none() {
            let found = Diagnostic::warning(path, say::version_unlisted(name)).hint(say::version_unlisted_hint(name));
            all.push(found.related(&home, document.meta.place_of("history"), say::this_document()));
        } else if let Some(event) = event.filter(|event| !event.digest.is_empty() && event.digest != digest) {
            let found = Diagnostic::warning(&home, say::version_edited(name)).at(event.place).hint(say::version_edited_hint(&digest));
            all.push(found.related(path, None, say::this_version()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_version_lead_from_where_its_document_stood() {
        let text = |path: &str, aliases: &str| {
            let text = format!("---\ntitle: A\naliases: [{aliases}]\n---\n\nWords.\n");
            document::parse(&RelPath::new(path), text.as_bytes(), &|_, _| None)
        };
        let now = text("content/documents/box/c.md", "old name, documents/a.html, documents/x/b.html");
        for (then, stood) in [
            ("", "content/documents/a.md"),
            ("documents/a.html", "content/documents/x/b.md"),
            ("documents/a.html, documents/x/b.html", "content/documents/box/c.md"),
        ] {
            assert_eq!(stood_at(&now, &text("content/documents/box/c.md", then)).as_str(), stood, "{then}");
        }
    }

    #[test]
    fn a_version_belongs_to_the_document_that_its_folder_is_called_as() {
        for (version, document, name) in [
            ("content/versions/a/1.0.md", "content/documents/a.md", "1.0"),
            ("content/versions/Box 1/Б/2026-05.md", "content/documents/Box 1/Б.md", "2026-05"),
        ] {
            let path = RelPath::new(version);
            assert_eq!(document_of(&path).as_str(), document);
            assert_eq!(format!("{}/{name}.md", folder_of(&RelPath::new(document))), version);
            assert_eq!(name_of(&path), name);
        }
    }
}
