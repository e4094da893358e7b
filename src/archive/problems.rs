//! What is wrong with the archive as a whole, besides what is wrong with single files and links.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Front, Survey,
    lookup::{Found, Thing},
};
use crate::{
    base::{Diagnostic, RelPath, Slug, Span, diagnostic::meant, places, say},
    config::{Config, Unlicensed},
    document::{Authority, AuthorityKind, License, bibliography::Entry},
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
    verdicts_without_effect,
    lost_bibliographies,
    missing_sources,
    translations,
    rights,
    undated,
    super::annotations::problems,
    super::people::problems,
    super::letters::problems::lost,
    super::mentions::problems::mends,
    super::letters::problems::not_indexed,
    super::arrangement::problems,
    super::exported::problems,
    super::fields::problems::taken,
    super::fields::problems::without_record,
    super::relations::problems,
    super::doubles::records,
    super::doubles::names,
    super::doubles::frequent,
    super::captures::problems,
];

fn lost_bibliographies(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for (slug, file) in survey.bibliography_files() {
        if !survey.has_text(slug) {
            all.push(
                Diagnostic::warning(&file.path, say::bibliography_without_document(slug))
                    .hint(say::bibliography_without_document_hint(slug)),
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
            (say::unknown_original_itself(), say::unknown_original_itself_hint())
        }
        Found::Thing(Thing::Document(_)) => return,
        found => {
            let addresses: Vec<String> =
                survey.fronts().filter(|other| other.slug != document.slug).map(|other| document.path.to(other.path.as_str())).collect();
            let hint = meant(said, addresses.iter().map(String::as_str));
            let hint = hint.unwrap_or_else(say::unknown_original_hint);
            match found {
                Found::Thing(Thing::Unpublished(path)) if survey.holds_back(&path) => {
                    let hint = say::not_published_original_hint();
                    let mut found = Diagnostic::warning(document.path, say::not_published(&path)).hint(hint);
                    found.span = document.meta.place_of("translation-of");
                    return all.push(found);
                }
                _ => (say::unknown_original(said), hint),
            }
        }
    };
    let mut found = Diagnostic::error(document.path, message).hint(hint);
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
    let message = say::no_open_licence(more + 1);
    all.push(Diagnostic::notice(&RelPath::new(crate::base::snapshot::CONFIG_FILE), message).hint(say::no_open_licence_hint()).related(
        first.path,
        None,
        if more == 0 { say::this_one() } else { say::first_of_them() },
    ));
}

/// One notice for all documents that cannot stand in the feed, since they do not say when they came here.
fn undated(survey: &Survey<'_>, config: &Config, all: &mut Vec<Diagnostic>) {
    if config.base_url.is_empty() {
        return;
    }
    let mut undated = survey.fronts().filter(|document| document.meta.changed().is_none());
    let Some(first) = undated.next() else { return };
    let more = undated.count();
    let message = say::no_day_of_coming(more + 1);
    all.push(Diagnostic::notice(&RelPath::new(crate::base::snapshot::CONFIG_FILE), message).hint(say::no_day_of_coming_hint()).related(
        first.path,
        None,
        if more == 0 { say::this_one() } else { say::first_of_them() },
    ));
}

fn shared_names(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let mut told: BTreeSet<Vec<Slug>> = BTreeSet::new();
    let records = records(survey);
    for (name, claimants) in survey.shared_names() {
        let slugs: Vec<Slug> = claimants.iter().map(|(_, slug)| slug.clone()).collect();
        if !told.insert(slugs) {
            continue;
        }
        let is_sought = claimants.iter().any(|(kind, slug)| records.get(&(*kind, slug)).is_some_and(|(_, _, is_sought)| *is_sought));
        let mut places = claimants.iter().filter_map(|(kind, slug)| records.get(&(*kind, slug)));
        let (Some((first, one, _)), Some((second, other, _))) = (places.next(), places.next()) else { continue };
        let names: Vec<String> = claimants.iter().map(|(_, slug)| format!("`{slug}`")).collect();
        let message = say::shared_name(names.join(", "), name);
        // Whose names are not looked for in texts may well be namesakes.
        let problem = if is_sought { Diagnostic::warning(second, message) } else { Diagnostic::notice(second, message) };
        let hint = say::shared_name_hint();
        all.push(problem.at(other.source).hint(hint).related(first, Some(one.source), say::shared_name_record(&one.name)));
    }
}

/// The records by their names in addresses: where each stands, and whether its names, or those of another one of its name, are looked for
/// in texts.
fn records<'a>(survey: &Survey<'a>) -> BTreeMap<(AuthorityKind, &'a Slug), (&'a RelPath, &'a Authority, bool)> {
    let mut records: BTreeMap<(AuthorityKind, &Slug), (&RelPath, &Authority, bool)> = BTreeMap::new();
    for file in survey.authority_files() {
        for record in &file.records {
            let known = records.entry((file.kind, &record.id)).or_insert((&file.path, record, false));
            known.2 |= record.link;
        }
    }
    records
}

/// Libraries that hold different records under one key.
fn shared_keys(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, (&RelPath, &Entry)> = BTreeMap::new();
    for (path, library) in survey.shared_libraries() {
        for entry in &library.entries {
            let (other, held) = *first.entry(&entry.record.key).or_insert((path, entry));
            if other != path && held.record != entry.record {
                let message = say::shared_key(&entry.record.key);
                all.push(Diagnostic::warning(path, message).at(entry.source).hint(say::shared_key_hint()).related(
                    other,
                    Some(held.source),
                    say::shared_key_counts(),
                ));
            }
        }
    }
}

fn doubtful_works(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let doubts = survey.doubts();
    let keys: BTreeSet<&str> = doubts.iter().flat_map(|doubt| [&*doubt.left.1, &*doubt.right.1]).collect();
    let mut shelved: BTreeMap<&str, Vec<Shelved<'_>>> = BTreeMap::new();
    for (path, library) in survey.libraries().filter(|_| !keys.is_empty()) {
        for entry in library.entries.iter().filter(|entry| keys.contains(&*entry.record.key)) {
            shelved.entry(&entry.record.key).or_default().push((&library.slug, path, entry.source));
        }
    }
    let entry = |slug: &Slug, key: &str| {
        entry(survey, slug, key).or_else(|| {
            let shelves = shelved.get(key)?;
            let &(_, path, span) = shelves.iter().find(|(of, ..)| *of == slug).or_else(|| shelves.first())?;
            Some((path.clone(), Some(span)))
        })
    };
    for doubt in &doubts {
        let (slug, key) = &doubt.right;
        let (other_slug, other_key) = &doubt.left;
        let Some((path, span)) = entry(slug, key) else { continue };
        let message = say::doubtful_work(slug, key, other_slug, other_key, doubt.reason.clone());
        let mut diagnostic = Diagnostic::notice(&path, message).hint(say::doubtful_work_hint(other_slug, other_key, slug, key));
        diagnostic.span = span;
        if let Some((other, span)) = entry(other_slug, other_key) {
            diagnostic = diagnostic.related(&other, span, say::doubtful_work_other());
        }
        all.push(diagnostic);
    }
}

/// A record of a library: whose library it is, its file, its place there.
type Shelved<'a> = (&'a Slug, &'a RelPath, Span);

/// Where a record of a document stands; for a document as a work, its file.
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
            let hint = say::unknown_work_hint();
            let mut found = Diagnostic::warning(path, say::unknown_work(name)).hint(hint);
            found.span = verdicts.places.get(name).copied();
            all.push(found);
        }
    }
}

/// Records that say the same in everything are one, whatever a verdict says.
fn verdicts_without_effect(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    let verdicts = survey.verdicts();
    for (name, other) in survey.inseparable() {
        let mut found = Diagnostic::warning(&RelPath::new(places::VERDICTS), say::verdict_same_words(name, other));
        found.span = verdicts.places.get(other).copied();
        all.push(found.hint(say::verdict_same_words_hint()));
    }
}

fn missing_sources(survey: &Survey<'_>, _: &Config, all: &mut Vec<Diagnostic>) {
    for document in survey.fronts() {
        let Some(source) = &document.meta.source else { continue };
        if !source.file.is_empty() && survey.source(&source.file).is_none() {
            let mut diagnostic = Diagnostic::warning(document.path, say::missing_source(&source.file)).hint(say::missing_source_hint());
            diagnostic.span = document.meta.place_of("source");
            all.push(diagnostic);
        }
    }
}
