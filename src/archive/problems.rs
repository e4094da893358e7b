//! What is wrong with the archive as a whole, besides what is wrong with single files and links.

use super::Catalogue;
use crate::{
    base::{Diagnostic, RelPath, Slug, Span, diagnostic::nearest},
    config::{Config, Unlicensed},
    document::{Document, License, Verdicts},
};

/// Finds names that several records share, records that may be one work, bibliographies and
/// verdicts that belong to nothing, sources that are missing or other than they were, and
/// documents without an open licence.
pub fn find(catalogue: &Catalogue, verdicts: Option<&(RelPath, Verdicts)>, config: &Config, all: &mut Vec<Diagnostic>) {
    shared_names(catalogue, all);
    doubtful_works(catalogue, all);
    if let Some((path, verdicts)) = verdicts {
        all.extend(verdicts.diagnostics.iter().cloned());
        lost_verdicts(catalogue, path, verdicts, all);
    }
    for (slug, file) in &catalogue.bibliographies {
        if !catalogue.documents.contains_key(slug) {
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
    for document in catalogue.documents.values() {
        sources(catalogue, document, all);
        translations(catalogue, document, all);
    }
    super::annotations::problems(catalogue, all);
    if config.unlicensed == Unlicensed::Full {
        rights(catalogue, all);
    }
}

/// A translation of a document that is not there, or of itself.
fn translations(catalogue: &Catalogue, document: &Document, all: &mut Vec<Diagnostic>) {
    let Some(original) = super::translations::original(document) else { return };
    let (message, hint) = if original == document.slug {
        ("this document is a translation of itself".to_owned(), "name the document from which it was translated".to_owned())
    } else if catalogue.documents.contains_key(&original) {
        return;
    } else {
        let slugs = catalogue.documents.keys().map(Slug::as_str).filter(|slug| *slug != document.slug.as_str());
        let hint = match nearest(original.as_str(), slugs, 1).first() {
            Some(near) => format!("did you mean `{near}.md`?"),
            None => format!("write the name of its file: content/documents/{original}.md is not there"),
        };
        (format!("there is no document `{original}` of which this could be a translation"), hint)
    };
    let place = document.meta.places.iter().find(|(key, _)| key == "translation-of").map(|(_, span)| *span);
    let mut found = Diagnostic::error(&document.path, "unknown-original", message).hint(hint);
    found.span = place;
    all.push(found);
}

/// One notice for all documents that are published whole without an open licence.
fn rights(catalogue: &Catalogue, all: &mut Vec<Diagnostic>) {
    let mut closed = catalogue.documents.values().filter(|document| !document.meta.license.as_ref().is_some_and(License::is_open));
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

fn shared_names(catalogue: &Catalogue, all: &mut Vec<Diagnostic>) {
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

fn doubtful_works(catalogue: &Catalogue, all: &mut Vec<Diagnostic>) {
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

fn lost_verdicts(catalogue: &Catalogue, path: &RelPath, verdicts: &Verdicts, all: &mut Vec<Diagnostic>) {
    for name in verdicts.same.iter().chain(&verdicts.different).flatten() {
        if !catalogue.works.knows(name) {
            all.push(
                Diagnostic::warning(path, "unknown-work", format!("nothing in the archive is `{name}`"))
                    .hint("name a record by its document and id, `slug/key`, or a work by its key on the site"),
            );
        }
    }
}

fn sources(catalogue: &Catalogue, document: &crate::document::Document, all: &mut Vec<Diagnostic>) {
    let Some(source) = &document.meta.source else { return };
    if !source.file.is_empty() && !catalogue.sources.contains_key(source.file.as_str()) {
        let span = document.meta.places.iter().find(|(key, _)| key == "source").map(|(_, span)| *span);
        let mut diagnostic = Diagnostic::warning(&document.path, "missing-source", format!("there is no source text `{}`", source.file))
            .hint("sources stand in content/sources/; without it the page beside the source is not made");
        diagnostic.span = span;
        all.push(diagnostic);
    }
}
