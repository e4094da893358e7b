//! Which sources are meant by the names that a person gives, and why a name is that of none.

use std::path::Path;

use super::sources::{self, Source};
use crate::{
    base::{
        Diagnostic, RelPath,
        diagnostic::{did_you_mean, nearest},
        places::{BIBLIOGRAPHY, CONTENT, DOCUMENTS, SOURCES},
        say,
    },
    commands::{common::Usage, origin::origin_of, report::plural, session::Session, typed},
};

/// All sources that can be converted, and what is wrong with the others. While a document cannot be read no source is known to
/// have none: an editor may have named it otherwise.
pub fn all_sources(session: &Session<'_>) -> (Vec<Source>, Vec<Diagnostic>) {
    let (mut sources, mut diagnostics) = sources::find(session.snapshot(), &session.origins);
    let is_about_documents = |path: &&RelPath| path.is_below(DOCUMENTS) || DOCUMENTS.starts_with(path.as_str());
    if let Some(unread) = session.scan.unread.iter().find(is_about_documents) {
        let before = sources.len();
        sources.retain(|source| source.document.is_some());
        let waiting = before - sources.len();
        if waiting > 0 {
            diagnostics.push(Diagnostic::warning(unread, say::ingest_waits(waiting)).hint(session.how_to_read(unread)));
        }
    }
    (sources, diagnostics)
}

/// The sources that were named, or all, and what is wrong with them.
pub fn wanted(session: &Session<'_>, names: &[String]) -> anyhow::Result<(Vec<Source>, Vec<Diagnostic>)> {
    let (mut sources, mut diagnostics) = all_sources(session);
    if !names.is_empty() {
        sources = chosen(session, sources, names)?;
        diagnostics.retain(|one| sources.iter().any(|source| source.path == one.path));
    }
    Ok((sources, diagnostics))
}

/// The sources that were named, each by its path from the root or from here, its name or its stem.
fn chosen(session: &Session<'_>, all: Vec<Source>, names: &[String]) -> anyhow::Result<Vec<Source>> {
    let is_named = |path: &RelPath, name: &str| {
        let name = name.replace('\\', "/");
        let name = name.trim_start_matches("./");
        path.as_str() == name
            || path.name() == name
            || path.stem() == name
            || name.ends_with(&format!("/{path}"))
            || path.as_str().ends_with(&format!("/{name}"))
    };
    // A whole path means one, even if others end alike.
    let is_exact = |source: &Source, name: &str| source.path.as_str() == name || source.path.below(SOURCES) == Some(name);
    let is_one = |name: &str| all.iter().any(|source| is_exact(source, name));
    let exact: Vec<&str> = names.iter().map(String::as_str).filter(|name| is_one(name)).collect();
    let is_meant = |source: &Source, name: &str| {
        if exact.contains(&name) {
            return is_exact(source, name);
        }
        is_named(&source.path, name) || (source.part.is_some() && is_named(&source.name(), name))
    };
    if let Some(unknown) = names.iter().find(|name| !all.iter().any(|source| is_meant(source, name))) {
        let other = session.snapshot().files.keys().find(|path| is_named(path, unknown));
        return Err(other.map_or_else(|| not_there(session, &all, unknown), |other| no_source(session, &all, other)));
    }
    Ok(all.into_iter().filter(|source| names.iter().any(|name| is_meant(source, name))).collect())
}

/// Why a file of the archive is none that could be ingested, and what could be meant.
fn no_source(session: &Session<'_>, all: &[Source], path: &RelPath) -> anyhow::Error {
    let of_document = |document: &RelPath| all.iter().find(|source| source.document.as_ref().is_some_and(|(path, _)| path == document));
    let of_library = || {
        let stem = path.below(BIBLIOGRAPHY)?.strip_suffix(".yaml")?;
        all.iter().find(|source| source.document.is_some() && source.slug.as_str() == stem)
    };
    let is_document = path.is_below(DOCUMENTS);
    let what = if is_document { "a document" } else { "a library" };
    if let Some(source) = of_document(path).or_else(of_library) {
        let hint = format!("`scholion ingest {}` converts that again, and keeps what you edited here", typed::source(&source.path));
        return Usage::error(format!("`{path}` is {what}, made of `{}`", source.path), hint);
    }
    if path.is_below(SOURCES) {
        let (_, problems) = sources::find(session.snapshot(), &session.origins);
        let why = problems.into_iter().find(|one| one.path == *path);
        let hint = why
            .as_ref()
            .and_then(|one| one.hint.as_ref())
            .map_or_else(|| "`scholion check` says what is wrong with it".to_owned(), ToString::to_string);
        return Usage::error(why.map_or_else(|| format!("`{path}` cannot be ingested"), |one| format!("`{path}`: {}", one.message)), hint);
    }
    let file = session.snapshot().files.get(path);
    let origin = file.and_then(|file| origin_of(path, file)).map(|origin| origin.file).filter(|file| !file.is_empty());
    match (is_document, origin) {
        (true, Some(file)) => Usage::error(
            format!("`{path}` is a document, made of `{SOURCES}/{file}`, which is not there"),
            "put the source back to convert it again; the document is published without it",
        ),
        (true, None) => Usage::error(format!("`{path}` is a document, made of no source"), "there is nothing to ingest: edit it as it is"),
        (false, _) => Usage::error(format!("`{path}` is no source: sources lie in {SOURCES}/"), "name a source, or none to ingest all"),
    }
}

/// Why a name is that of no file of the archive, and what could be meant.
fn not_there(session: &Session<'_>, all: &[Source], name: &str) -> anyhow::Error {
    if name.split_once("://").is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric())) {
        let hint = format!("nothing is fetched: save what stands there as a file in {SOURCES}/, and name that");
        return Usage::error(format!("`{name}` is an address, and no file"), hint);
    }
    let slashes = name.replace('\\', "/");
    let given = RelPath::new(slashes.trim_start_matches("./").trim_end_matches('/'));
    let here = std::path::absolute(name).ok();
    let here = here.as_deref();
    let from_here = here.and_then(|here| here.strip_prefix(&session.root).ok()).and_then(Path::to_str).map(RelPath::new);
    // As people name a folder of the archive: from its root, from here, from among the sources.
    let below_sources = RelPath::new(&format!("{SOURCES}/{given}"));
    let ways = [Some(given.clone()), from_here.clone(), Some(below_sources)];
    let mut folders = ways.into_iter().flatten();
    if let Some(folder) = folders.find(|path| !path.as_str().is_empty() && session.root.join(path.as_str()).is_dir()) {
        return is_folder(all, &folder);
    }
    if let Some(here) = here.filter(|here| here.exists()) {
        let what = if here.is_dir() { "a folder" } else { "a file" };
        let hint = format!(
            "`scholion add {}` puts {} into {SOURCES}/, to be ingested there",
            typed::word(name),
            if here.is_dir() { "copies of its texts" } else { "a copy of it" }
        );
        return Usage::error(format!("`{name}` is {what} outside of {SOURCES}/"), hint);
    }
    let path = from_here.filter(|path| path.is_below(CONTENT)).unwrap_or(given);
    let is_other = path.is_below(CONTENT) && !path.is_below(SOURCES);
    // Who leaves out the ending means a name without one; a document has another ending than its source.
    let by_stem = is_other || !name.contains('.');
    let known = all.iter().map(|source| if by_stem { source.path.stem() } else { source.path.name() });
    let near = did_you_mean(&nearest(if by_stem { path.stem() } else { path.name() }, known, 3));
    let (message, rule) = if is_other {
        (format!("there is no file `{path}`"), format!("what is ingested are the files of {SOURCES}/: name one, or none to ingest all"))
    } else {
        (format!("there is no source `{name}`"), format!("no file is called so: sources lie in {SOURCES}/"))
    };
    Usage::error(message, near.map_or(rule, String::from))
}

/// That a folder was named: its files are named one by one.
fn is_folder(all: &[Source], folder: &RelPath) -> anyhow::Error {
    let message = |what: &str| format!("`{folder}` is a folder, {what}");
    if folder.as_str() == SOURCES {
        return Usage::error(
            message("whose files are ingested all if none is named"),
            "`scholion ingest`, without a name, ingests all of them",
        );
    }
    if !folder.is_below(SOURCES) {
        let what = if folder.is_below(DOCUMENTS) || folder.as_str() == DOCUMENTS {
            "in which documents lie that are edited as they are"
        } else {
            "and its files are no sources"
        };
        return Usage::error(message(what), format!("what is ingested are the files of {SOURCES}/: name one, or none to ingest all"));
    }
    let names: Vec<&str> = all.iter().filter(|source| source.path.is_below(folder.as_str())).map(|source| source.path.name()).collect();
    match names.as_slice() {
        [] => Usage::error(message("without a source that could be ingested"), "`scholion check` says what is wrong with its files"),
        [first, ..] => {
            let hint = format!("name its files one by one (`{first}`, …), or none to ingest all sources");
            Usage::error(message(&format!("with {}", plural(names.len(), "source"))), hint)
        }
    }
}
