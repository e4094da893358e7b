//! What is wrong with the archive as a whole, besides what is wrong with single files and links.

use std::collections::BTreeMap;

use super::{
    Catalogue,
    facet::Kinds,
    lookup::{Found, Thing},
};
use crate::{
    base::{Diagnostic, RelPath, Slug, Span, diagnostic::meant},
    config::{Config, Unlicensed},
    document::{Document, License, Verdicts, bibliography::Entry},
};

/// Finds one kind of problem.
pub struct Search {
    /// What it reads: while nothing of these kinds changes, neither does what it finds.
    pub reads: Kinds,
    /// Finds them.
    pub find: fn(&ProblemContext<'_>, &mut Vec<Diagnostic>),
}

/// Where problems are looked for.
pub struct ProblemContext<'a> {
    /// The archive.
    pub catalogue: &'a Catalogue,
    /// The file of verdicts.
    pub verdicts: Option<&'a (RelPath, Verdicts)>,
    /// The configuration.
    pub config: &'a Config,
}

/// Every search: names that several records share, keys that several libraries share, records that may be one work,
/// bibliographies, verdicts and notes that belong to nothing, sources and originals that are missing, documents without
/// an open licence, or that do not say when they came.
pub const ALL: &[Search] = &[
    Search { reads: Kinds::AUTHORITY_FILES, find: shared_names },
    Search { reads: Kinds::BIBLIOGRAPHY_FILES.and(Kinds::META), find: shared_keys },
    Search { reads: RECORDS, find: doubtful_works },
    Search { reads: RECORDS, find: lost_verdicts },
    Search { reads: Kinds::BIBLIOGRAPHY_FILES.and(Kinds::META), find: lost_bibliographies },
    Search { reads: Kinds::META.and(Kinds::SOURCES), find: missing_sources },
    Search { reads: Kinds::META.and(Kinds::NAMES), find: translations },
    Search { reads: Kinds::META, find: rights },
    Search { reads: Kinds::META, find: undated },
    Search { reads: Kinds::META.and(Kinds::TEXTS).and(Kinds::ANNOTATIONS), find: super::annotations::problems },
];

const RECORDS: Kinds = Kinds::BIBLIOGRAPHY_FILES.and(Kinds::META).and(Kinds::WORKS).and(Kinds::WORKS_OF);

fn lost_bibliographies(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    for (slug, file) in &context.catalogue.bibliographies {
        if !context.catalogue.has_text(slug) {
            all.push(
                Diagnostic::warning(
                    &file.path,
                    "bibliography-without-document",
                    format!("there is no document `{slug}` to cite these works"),
                )
                .hint(format!("a bibliography belongs to the document of the same name: content/documents/{slug}.md")),
            );
        }
    }
}

fn translations(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    context.catalogue.documents.values().for_each(|document| translation(context.catalogue, document, all));
}

/// A translation of a document that is not there, or of itself.
fn translation(catalogue: &Catalogue, document: &Document, all: &mut Vec<Diagnostic>) {
    let Some(said) = super::translations::said(document) else { return };
    let (message, hint) = match catalogue.find_document(&document.path, said, &|_| ()) {
        Some(original) if original == document.slug => {
            ("this document is a translation of itself".to_owned(), "name the document from which it was translated".to_owned())
        }
        Some(_) => return,
        None => {
            let addresses: Vec<String> = catalogue
                .documents
                .values()
                .filter(|other| other.slug != document.slug)
                .map(|other| document.path.to(other.path.as_str()))
                .collect();
            let hint = meant(said, addresses.iter().map(String::as_str));
            let hint = hint.unwrap_or_else(|| "write the path of its file, seen from this one".to_owned());
            match catalogue.find_address(&document.path, said, "", &|_| ()).0 {
                // Only of documents: of other files this search does not learn when they come and go.
                Found::Thing(Thing::Unpublished(path)) if catalogue.held.values().any(|held| held.path == path) => {
                    let hint = "until it is, this stands alone; `--drafts` shows both".to_owned();
                    let mut found = Diagnostic::warning(&document.path, "not-published", format!("`{path}` is not published")).hint(hint);
                    found.span = document.meta.place_of("translation-of");
                    return all.push(found);
                }
                _ => (format!("there is no document `{said}` of which this could be a translation"), hint),
            }
        }
    };
    let mut found = Diagnostic::error(&document.path, "unknown-original", message).hint(hint);
    found.span = document.meta.place_of("translation-of");
    all.push(found);
}

/// One notice for all documents that are published whole without an open licence.
fn rights(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    if context.config.unlicensed != Unlicensed::Full {
        return;
    }
    let mut closed = context.catalogue.documents.values().filter(|document| !document.meta.license.as_ref().is_some_and(License::is_open));
    let Some(first) = closed.next() else { return };
    let more = closed.count();
    let (what, are) = if more == 0 { (String::from("1 document"), "is") } else { (format!("{} documents", more + 1), "are") };
    let message = format!("{what} without an open licence {are} published whole");
    all.push(
        Diagnostic::notice(&RelPath::new(crate::base::snapshot::CONFIG_FILE), "no-open-licence", message)
            .hint("state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here")
            .related(&first.path, None, if more == 0 { "this one" } else { "the first of them" }),
    );
}

/// One notice for all documents that cannot stand in the feed, since they do not say when they came here.
fn undated(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    if context.config.base_url.is_empty() {
        return;
    }
    let mut undated = context.catalogue.documents.values().filter(|document| document.meta.changed().is_none());
    let Some(first) = undated.next() else { return };
    let more = undated.count();
    let message = match more {
        0 => "1 document does not say when it came to the archive, so the feed leaves it out".to_owned(),
        more => format!("{} documents do not say when they came to the archive, so the feed leaves them out", more + 1),
    };
    all.push(
        Diagnostic::notice(&RelPath::new(crate::base::snapshot::CONFIG_FILE), "no-day-of-coming", message)
            .hint("write the day into their front matter: `added: 2026-01-31`; `revised:` says when you changed them last")
            .related(&first.path, None, if more == 0 { "this one" } else { "the first of them" }),
    );
}

fn shared_names(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    let catalogue = context.catalogue;
    let mut told: std::collections::BTreeSet<Vec<Slug>> = std::collections::BTreeSet::new();
    for (name, claimants) in catalogue.entities.shared_names() {
        let slugs: Vec<Slug> = claimants.iter().map(|(_, slug)| slug.clone()).collect();
        if !told.insert(slugs) {
            continue;
        }
        let mut places = claimants.iter().filter_map(|(kind, slug)| place(catalogue, *kind, slug));
        let (Some((first, span, record)), Some((second, other_span, _))) = (places.next(), places.next()) else { continue };
        let records: Vec<String> = claimants.iter().map(|(_, slug)| format!("`{slug}`")).collect();
        let message = format!("the records {} share the name `{name}`, so it is linked to none of them", records.join(" and "));
        all.push(
            Diagnostic::warning(&second, "shared-name", message)
                .at(other_span)
                .hint("give each a variant that the other does not have, and take the shared one away")
                .related(&first, Some(span), format!("the record of {record}")),
        );
    }
}

fn place(catalogue: &Catalogue, kind: crate::document::AuthorityKind, slug: &Slug) -> Option<(RelPath, Span, String)> {
    catalogue.authorities.values().filter(|file| file.kind == kind).find_map(|file| {
        let record = file.records.iter().find(|record| record.id == *slug)?;
        Some((file.path.clone(), record.source, record.name.clone()))
    })
}

/// Libraries that hold different records under one key.
fn shared_keys(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    let catalogue = context.catalogue;
    let mut first: BTreeMap<&str, (&RelPath, &Entry)> = BTreeMap::new();
    for (path, library) in catalogue.shared_libraries(|slug| catalogue.documents.contains_key(slug)) {
        for entry in &library.entries {
            let (other, held) = *first.entry(&entry.record.key).or_insert((path, entry));
            if other != path && held.record != entry.record {
                let message =
                    format!("another library has another record under the key `{}`, which is the one that counts", entry.record.key);
                all.push(
                    Diagnostic::warning(path, "shared-key", message)
                        .at(entry.source)
                        .hint("give one of them another key, or keep the work in one library only")
                        .related(other, Some(held.source), "the one that counts"),
                );
            }
        }
    }
}

fn doubtful_works(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    let catalogue = context.catalogue;
    for doubt in catalogue.works.doubts() {
        let (slug, key) = &doubt.right;
        let (other_slug, other_key) = &doubt.left;
        let Some((path, span)) = entry(catalogue, slug, key) else { continue };
        let message = format!("`{slug}/{key}` and `{other_slug}/{other_key}` may be one work: {}", doubt.reason);
        let mut diagnostic = Diagnostic::notice(&path, "doubtful-work", message).hint(format!(
            "say so in content/bibliography/works.yaml: `same:` or `different:` with `- [{other_slug}/{other_key}, {slug}/{key}]`"
        ));
        diagnostic.span = span;
        if let Some((other, span)) = entry(catalogue, other_slug, other_key) {
            diagnostic = diagnostic.related(&other, span, "the other record");
        }
        all.push(diagnostic);
    }
}

/// Where a record stands; for a document as a work, its file.
fn entry(catalogue: &Catalogue, slug: &Slug, key: &str) -> Option<(RelPath, Option<Span>)> {
    if key.is_empty() {
        return catalogue.documents.get(slug).map(|document| (document.path.clone(), None));
    }
    let file = catalogue.bibliographies.get(slug)?;
    let entry = file.entries.iter().find(|entry| entry.record.key == key)?;
    Some((file.path.clone(), Some(entry.source)))
}

fn lost_verdicts(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    let Some((path, verdicts)) = context.verdicts else { return };
    all.extend(verdicts.diagnostics.iter().cloned());
    for name in verdicts.same.iter().chain(&verdicts.different).flatten() {
        if !context.catalogue.works.knows(name) {
            let hint = "name a record by its document and id, `slug/key`, or a work by its key on the site";
            let mut found = Diagnostic::warning(path, "unknown-work", format!("nothing in the archive is `{name}`")).hint(hint);
            found.span = verdicts.places.get(name).copied();
            all.push(found);
        }
    }
}

fn missing_sources(context: &ProblemContext<'_>, all: &mut Vec<Diagnostic>) {
    for document in context.catalogue.documents.values() {
        let Some(source) = &document.meta.source else { continue };
        if !source.file.is_empty() && !context.catalogue.sources.contains_key(source.file.as_str()) {
            let mut diagnostic =
                Diagnostic::warning(&document.path, "missing-source", format!("there is no source text `{}`", source.file))
                    .hint("sources stand in content/sources/; without it the page beside the source is not made");
            diagnostic.span = document.meta.place_of("source");
            all.push(diagnostic);
        }
    }
}
