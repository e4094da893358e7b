//! What is wrong with the archive as a whole, besides what is wrong with single files and links.

use std::collections::BTreeMap;

use super::{
    Front, Survey,
    lookup::{Found, Thing},
};
use crate::{
    base::{Diagnostic, RelPath, Slug, Span, diagnostic::meant, places},
    config::{Config, Unlicensed},
    document::{License, bibliography::Entry},
};

/// Finds one kind of problem. All that it knows of the archive it reads through the survey: while nothing of what it has read changes,
/// neither does what it finds.
pub type Search = fn(&Survey<'_>, &Config, &mut Vec<Diagnostic>);

/// Every search: names that several records share, keys that several libraries share, records that may be one work,
/// bibliographies, verdicts and notes that belong to nothing, sources and originals that are missing, documents without
/// an open licence, or that do not say when they came.
pub const ALL: &[Search] = &[
    shared_names,
    shared_keys,
    doubtful_works,
    lost_verdicts,
    lost_bibliographies,
    missing_sources,
    translations,
    rights,
    undated,
    super::annotations::problems,
];

fn lost_bibliographies(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for (slug, file) in survey.bibliography_files() {
        if !survey.has_text(slug) {
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

fn translations(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    survey.fronts().for_each(|document| translation(survey, document, all));
}

/// A translation of a document that is not there, or of itself.
fn translation(survey: &Survey<'_>, document: Front<'_>, all: &mut Vec<Diagnostic>) {
    let Some(said) = super::translations::said(document.meta) else { return };
    let (found, _) = survey.find_address(document.path, said, "");
    let (message, hint) = match found {
        Found::Thing(Thing::Document(original)) if original == *document.slug => {
            ("this document is a translation of itself".to_owned(), "name the document from which it was translated".to_owned())
        }
        Found::Thing(Thing::Document(_)) => return,
        found => {
            let addresses: Vec<String> =
                survey.fronts().filter(|other| other.slug != document.slug).map(|other| document.path.to(other.path.as_str())).collect();
            let hint = meant(said, addresses.iter().map(String::as_str));
            let hint = hint.unwrap_or_else(|| "write the path of its file, seen from this one".to_owned());
            match found {
                Found::Thing(Thing::Unpublished(path)) if survey.holds_back(&path) => {
                    let hint = "until it is, this stands alone; `--drafts` shows both".to_owned();
                    let mut found = Diagnostic::warning(document.path, "not-published", format!("`{path}` is not published")).hint(hint);
                    found.span = document.meta.place_of("translation-of");
                    return all.push(found);
                }
                _ => (format!("there is no document `{said}` of which this could be a translation"), hint),
            }
        }
    };
    let mut found = Diagnostic::error(document.path, "unknown-original", message).hint(hint);
    found.span = document.meta.place_of("translation-of");
    all.push(found);
}

/// One notice for all documents that are published whole without an open licence.
fn rights(survey: &Survey<'_>, config: &Config, all: &mut Vec<Diagnostic>) {
    if config.unlicensed != Unlicensed::Full {
        return;
    }
    let mut closed = survey.fronts().filter(|document| !document.meta.license.as_ref().is_some_and(License::is_open));
    let Some(first) = closed.next() else { return };
    let more = closed.count();
    let (what, are) = if more == 0 { (String::from("1 document"), "is") } else { (format!("{} documents", more + 1), "are") };
    let message = format!("{what} without an open licence {are} published whole");
    all.push(
        Diagnostic::notice(&RelPath::new(crate::base::snapshot::CONFIG_FILE), "no-open-licence", message)
            .hint("state the `license:` in front matter, or set `unlicensed: excerpt` or `metadata` here")
            .related(first.path, None, if more == 0 { "this one" } else { "the first of them" }),
    );
}

/// One notice for all documents that cannot stand in the feed, since they do not say when they came here.
fn undated(survey: &Survey<'_>, config: &Config, all: &mut Vec<Diagnostic>) {
    if config.base_url.is_empty() {
        return;
    }
    let mut undated = survey.fronts().filter(|document| document.meta.changed().is_none());
    let Some(first) = undated.next() else { return };
    let more = undated.count();
    let message = match more {
        0 => "1 document does not say when it came to the archive, so the feed leaves it out".to_owned(),
        more => format!("{} documents do not say when they came to the archive, so the feed leaves them out", more + 1),
    };
    all.push(
        Diagnostic::notice(&RelPath::new(crate::base::snapshot::CONFIG_FILE), "no-day-of-coming", message)
            .hint("write the day into their front matter: `added: 2026-01-31`; `revised:` says when you changed them last")
            .related(first.path, None, if more == 0 { "this one" } else { "the first of them" }),
    );
}

fn shared_names(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let mut told: std::collections::BTreeSet<Vec<Slug>> = std::collections::BTreeSet::new();
    for (name, claimants) in survey.shared_names() {
        let slugs: Vec<Slug> = claimants.iter().map(|(_, slug)| slug.clone()).collect();
        if !told.insert(slugs) {
            continue;
        }
        let mut places = claimants.iter().filter_map(|(kind, slug)| place(survey, *kind, slug));
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

fn place(survey: &Survey<'_>, kind: crate::document::AuthorityKind, slug: &Slug) -> Option<(RelPath, Span, String)> {
    survey.authority_files().filter(|file| file.kind == kind).find_map(|file| {
        let record = file.records.iter().find(|record| record.id == *slug)?;
        Some((file.path.clone(), record.source, record.name.clone()))
    })
}

/// Libraries that hold different records under one key.
fn shared_keys(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, (&RelPath, &Entry)> = BTreeMap::new();
    for (path, library) in survey.shared_libraries() {
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

fn doubtful_works(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for doubt in survey.doubts() {
        let (slug, key) = &doubt.right;
        let (other_slug, other_key) = &doubt.left;
        let Some((path, span)) = entry(survey, slug, key) else { continue };
        let message = format!("`{slug}/{key}` and `{other_slug}/{other_key}` may be one work: {}", doubt.reason);
        let mut diagnostic = Diagnostic::notice(&path, "doubtful-work", message).hint(format!(
            "say so in content/bibliography/works.yaml: `same:` or `different:` with `- [{other_slug}/{other_key}, {slug}/{key}]`"
        ));
        diagnostic.span = span;
        if let Some((other, span)) = entry(survey, other_slug, other_key) {
            diagnostic = diagnostic.related(&other, span, "the other record");
        }
        all.push(diagnostic);
    }
}

/// Where a record stands; for a document as a work, its file.
fn entry(survey: &Survey<'_>, slug: &Slug, key: &str) -> Option<(RelPath, Option<Span>)> {
    if key.is_empty() {
        return survey.front(slug).map(|document| (document.path.clone(), None));
    }
    let file = survey.bibliography_files().get(slug)?;
    let entry = file.entries.iter().find(|entry| entry.record.key == key)?;
    Some((file.path.clone(), Some(entry.source)))
}

fn lost_verdicts(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let (path, verdicts) = (&RelPath::new(places::VERDICTS), survey.verdicts());
    all.extend(verdicts.diagnostics.iter().cloned());
    for name in verdicts.same.iter().chain(&verdicts.different).flatten() {
        if !survey.knows(name) {
            let hint = "name a record by its document and id, `slug/key`, or a work by its key on the site";
            let mut found = Diagnostic::warning(path, "unknown-work", format!("nothing in the archive is `{name}`")).hint(hint);
            found.span = verdicts.places.get(name).copied();
            all.push(found);
        }
    }
}

fn missing_sources(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for document in survey.fronts() {
        let Some(source) = &document.meta.source else { continue };
        if !source.file.is_empty() && survey.source(&source.file).is_none() {
            let mut diagnostic = Diagnostic::warning(document.path, "missing-source", format!("there is no source text `{}`", source.file))
                .hint("sources stand in content/sources/; without it the page beside the source is not made");
            diagnostic.span = document.meta.place_of("source");
            all.push(diagnostic);
        }
    }
}
